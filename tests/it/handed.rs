//! Sheets of several pages: nothing is lost between two of them, and contents name the right ones.

use crate::common::fresh;
use crate::common::second::write_second_catalog;
use crate::common::with_our_content;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::frame::Document;
use xiaowei::frame::Frame;
use xiaowei::frame::Item;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;

/// All sheets of a kind, by their keys.
fn made(root: &Path, kind: &str) -> Vec<(String, Document)> {
    let read = read_content(root);
    assert!(!read.report.has_errors(), "{}", read.report.render(&read.sources, false));
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let wanted = Wanted { kinds: vec![kind.into()], ..Wanted::default() };
    let plan = Plan::new(&catalog, &theme, &wanted);
    let sheets = plan.sheets.iter().filter(|sheet| sheet.kind.name == kind);
    let one = |sheet| {
        let mut report = Report::default();
        let document = workshop.make_planned(&plan, sheet, &mut typesetter, &mut report);
        document.unwrap_or_else(|| panic!("{kind}: {}", report.render(&read.sources, false)))
    };
    let documents: Vec<Document> = sheets.clone().map(one).collect();
    sheets.map(|sheet| sheet.key.clone()).zip(documents).collect()
}

/// The words of a page, line after line, without spaces: lines are broken anew on every sheet.
fn words(page: &Frame) -> String {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Text(line) => Some(line.text.as_str()),
        Item::Shape(_) | Item::Photo(_) => None,
    });
    lines.collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a list in the front matter of a file says in one field.
fn said(file: &str, field: &str) -> Vec<String> {
    let key = format!("{field}: ");
    let lines = file.split("\n核验:").next().unwrap().lines();
    let values =
        lines.filter_map(|line| line.trim_start_matches(['-', ' ', '{']).strip_prefix(&key));
    values.map(|value| value.split(", ").next().unwrap().trim_matches('"').to_string()).collect()
}

/// Every step, every material and every case of a matter stands on one of its pages, however many there are.
#[test]
fn nothing_is_lost_between_two_pages() {
    let second = fresh();
    write_second_catalog(second.path());
    for kind in ["notice", "dossier"] {
        let mut longest = 0;
        for (code, document) in made(second.path(), kind) {
            let path = second.path().join(format!("content/procedures/{code}.md"));
            let file = fs::read_to_string(path).unwrap();
            let all: String = document.pages.iter().map(words).collect();
            longest = longest.max(document.pages.len());
            for field in ["做什么", "名称", "情况", "怎么办"] {
                for value in said(&file, field) {
                    let plain: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                    // What it is based on is only for the record.
                    let is_law = kind == "notice" && value.starts_with('《');
                    assert!(is_law || all.contains(&plain), "{kind} {code}: {value}");
                }
            }
        }
        assert!(longest > 1, "{kind}: nothing is long enough for a second page");
    }
}

/// The contents of the binder name the page on which each matter begins.
#[test]
fn contents_name_the_right_page() {
    let ours = with_our_content();
    let binder = made(ours.path(), "binder").remove(0).1;
    let all: Vec<String> = binder.pages.iter().map(words).collect();
    let count = all.len();
    let contents: Vec<&String> = all.iter().filter(|page| page.contains("第1类")).collect();
    let mut seen = BTreeSet::new();
    for (index, page) in all.iter().enumerate() {
        assert!(page.contains(&format!("第{}页共{count}页", index + 1)), "{page}");
        let Some((_, rest)) = page.split_once("编号") else { continue };
        let code: String = rest.chars().take(3).collect();
        if page.contains("接上页") && !seen.insert(code.clone()) {
            continue;
        }
        seen.insert(code);
    }
    assert_eq!(seen.len(), 26);
    assert!(!contents.is_empty());
    // A line of the contents is code, name, role, page.
    let listed: String = all.iter().take_while(|page| !page.contains("编号")).cloned().collect();
    for (index, page) in all.iter().enumerate() {
        let Some((_, rest)) = page.split_once("编号") else { continue };
        let code: String = rest.chars().take(3).collect();
        if page.split("谁能办").next().unwrap().contains("接上页") {
            continue;
        }
        let line = listed.split(&code).nth(1).unwrap();
        let (_, after) = line.split_once("社区").unwrap();
        let number: String = after.chars().skip(2).collect();
        assert!(number.starts_with(&(index + 1).to_string()), "{code}: {number}");
    }
}

/// A picture to send on is as high as what stands on it, and says every step.
#[test]
fn a_shared_picture_ends_with_its_last_line() {
    let ours = with_our_content();
    for (code, document) in made(ours.path(), "share") {
        let page = &document.pages[0];
        let last = page.items.iter().filter_map(|item| match item {
            Item::Text(line) => Some(line.bounds.y + line.bounds.h),
            Item::Shape(_) | Item::Photo(_) => None,
        });
        let last = last.fold(0.0, f64::max);
        let below = page.size.height.0 - last;
        assert!((0.0..=30.0).contains(&below), "{code}: {below} mm below the last line");
        assert!((page.size.width.0 - 270.0).abs() < 0.01);
    }
}

/// The barest matter – no pictures, no papers, nothing that may go otherwise – with a name of the full length, as every
/// kind of sheet.
#[test]
fn the_barest_matter_has_every_sheet() {
    let dir = fresh();
    let folder = dir.path().join("content/procedures");
    fs::create_dir_all(&folder).unwrap();
    let site = "社区名称: 幸福街道阳光社区\n主办单位: 幸福街道阳光社区居民委员会\n网址: https://xiaowei.example/\n办公时间: 周一至周五 8:30—17:30\n咨询电话: 0311-0000 0000（示例）\n";
    fs::write(dir.path().join("content/site.yaml"), site).unwrap();
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 1\n  名称: 居务\n").unwrap();
    let bare = "编号: \"110\"\n事项名称: \"津贴按80～89岁、90～99岁分两档一次次发放\"\n一句话: 发津贴\n状态: 草稿\n办理权限: 社区办结\n谁说了算: 社区居委会\n谁来办: 居民\n受理条件: [住在本社区]\n步骤:\n  - { 做什么: 来登记, 谁: 居民, 在哪: 社区窗口 }\n  - { 做什么: 来领, 谁: 居民, 在哪: 社区窗口 }\n办理时限: { 承诺: 当场 }\n收费: 不收费\n渠道: [窗口]\n依据:\n  - { 名称: 《居民公约》, 条款: 待确认 }\n风险点:\n  - { 风险: 漏发, 等级: 低, 防控: 逐户对 }\n提醒: { 首次: 2027-01-11, 重复: 每年, 说: 该来了 }\n";
    fs::write(folder.join("110.yaml"), bare).unwrap();
    let (_, theme) = read_content(dir.path()).read.unwrap();
    let kinds = theme.sheets.iter().filter(|kind| {
        ["site", "categories", "procedures"].contains(&kind.of.as_str()) && kind.prints()
    });
    for kind in kinds.filter(|kind| kind.filter.is_empty()) {
        let sheets = made(dir.path(), &kind.name);
        assert_eq!(sheets.len(), 1, "{}", kind.name);
    }
}
