//! `content/site.yaml` and `content/categories.yaml` → the office and its categories.

use super::decode::Group;
use super::fields;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::model::At;
use crate::model::Category;
use crate::model::Community;
use crate::yaml;
use crate::yaml::NodeKind;

/// Title of the overview and the index page when `site.yaml` gives none.
const DEFAULT_TITLE: &str = "社区办事一图通";

/// Reads `site.yaml`.
pub(super) fn read_community(
    file: FileId,
    sources: &Sources,
    report: &mut Report,
) -> Option<Community> {
    let text = &sources.file(file).text;
    let root = yaml::parse(yaml::Document { file, text, offset: 0 });
    let root = root.map_err(|d| report.push(*d)).ok()?;
    let g = Group::check(&root, &fields::SITE, report)?;
    let mut url = g.text("网址")?;
    if !url.value.ends_with('/') {
        url.value.push('/');
    }
    let name = g.text("社区名称")?;
    let title = g.text("总标题");
    let expect = g.group("应有", &fields::EXPECT);
    let expected = |key: &str| expect.as_ref()?.parsed(key, |t| t.parse().ok());
    Some(Community {
        organizer: g.text("主办单位")?,
        url,
        address: g.text("地址"),
        hours: g.text("办公时间")?,
        phone: g.text("咨询电话")?,
        supervision_phone: g.text("监督电话"),
        correction_phone: g.text("纠错电话"),
        title: title.unwrap_or(At { value: DEFAULT_TITLE.into(), span: name.span }),
        name,
        slogan: g.text("口号"),
        icp: g.text("备案号"),
        police_record: g.text("公安备案号"),
        theme: g.text("主题"),
        frequent: g.texts("常办"),
        trusted_hosts: g.texts("可信网站"),
        expected_categories: expected("类别"),
        expected_items: expected("事项"),
    })
}

/// Reads `categories.yaml`, in order of number.
pub(super) fn read_categories(
    file: FileId,
    sources: &Sources,
    report: &mut Report,
) -> Vec<Category> {
    let text = &sources.file(file).text;
    let root = match yaml::parse(yaml::Document { file, text, offset: 0 }) {
        Ok(root) => root,
        Err(diagnostic) => {
            report.push(*diagnostic);
            return Vec::new();
        }
    };
    let NodeKind::Seq(list) = &root.kind else {
        report.push(
            Diagnostic::new(Code::WrongType, Some(root.span), "类别应该是一个列表")
                .help("每个类别写成两行：「- 编号: 1」和「  名称: 党建党务」"),
        );
        return Vec::new();
    };
    if list.is_empty() {
        report.push(
            Diagnostic::new(Code::OutOfLimit, Some(root.span), "类别一个也没有，至少要一个")
                .help("每个类别写成两行：「- 编号: 1」和「  名称: 党建党务」"),
        );
    }
    let mut categories: Vec<Category> = Vec::new();
    for node in list {
        let Some(g) = Group::check(node, &fields::CATEGORY, report) else { continue };
        let (Some(number), Some(name)) = (g.parsed("编号", |t| t.parse().ok()), g.text("名称"))
        else {
            continue;
        };
        if let Some(first) = categories.iter().find(|c| c.number.value == number.value) {
            let what = format!("类别编号 {} 用了两次", number.value);
            report.push(
                Diagnostic::new(Code::DuplicateCode, Some(number.span), what)
                    .related(first.number.span, "第一次在这里")
                    .help("给其中一个换一个 1–9 的数字"),
            );
            continue;
        }
        categories.push(Category { number, name, summary: g.text("一句话") });
    }
    categories.sort_by_key(|c| c.number.value);
    categories
}
