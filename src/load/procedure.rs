//! One procedure file → a [`Procedure`]: front matter through the table of fields, body as
//! Markdown text.
//!
//! Start at [`read_procedure`]. A `.md` file has its fields between two `---` lines and a Markdown
//! body after them; a `.yaml` file is all fields. Everything is reported once, by [`Group::check`];
//! a procedure whose required fields are not all good is not built.

use super::decode::Group;
use super::fields;
use super::picture::read_photo;
use super::picture::read_picture;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::Article;
use crate::model::At;
use crate::model::AuthorityRole;
use crate::model::Branch;
use crate::model::Channel;
use crate::model::ChannelKind;
use crate::model::CopyNeed;
use crate::model::Fee;
use crate::model::FeeAmount;
use crate::model::LegalBasis;
use crate::model::Material;
use crate::model::NotHere;
use crate::model::OriginalNeed;
use crate::model::Outcome;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::Publicity;
use crate::model::Review;
use crate::model::Status;
use crate::model::Step;
use crate::model::TimeLimit;
use crate::model::TimeLimits;
use crate::model::Vocabulary;
use crate::yaml;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Reads one file that [`super::files`] has decoded.
///
/// # Errors
/// The procedure's code, as far as it can be read; the problems are in the report.
pub(super) fn read_procedure(
    file: FileId,
    sources: &Sources,
    words: &Vocabulary,
    report: &mut Report,
) -> Result<Procedure, Option<String>> {
    let source = sources.file(file);
    let (document, body) = match split_front_matter(file, &source.path, &source.text) {
        Ok(parts) => parts,
        Err(diagnostic) => {
            report.push(*diagnostic);
            return Err(None);
        }
    };
    let root = match yaml::parse(document) {
        Ok(root) => root,
        Err(diagnostic) => {
            report.push(*diagnostic);
            return Err(None);
        }
    };
    if matches!(root.kind, NodeKind::Null) {
        report.push(
            Diagnostic::new(Code::FrontMatter, Some(Span::file_start(file)), "文件里没有栏目")
                .help("照着别的事项文件，从「编号: \"101\"」写起"),
        );
        return Err(None);
    }
    let Some(group) = Group::check(&root, &fields::PROCEDURE, report) else { return Err(None) };
    let reader = Reader { words, report };
    let code = || group.text("编号").map(|c| c.value);
    reader.build(file, &group, body).ok_or_else(code)
}

/// The YAML part and the Markdown part.
fn split_front_matter<'a>(
    file: FileId,
    path: &str,
    text: &'a str,
) -> Result<(yaml::Document<'a>, At<String>), Box<Diagnostic>> {
    if !path.to_ascii_lowercase().ends_with(".md") {
        return Ok((yaml::Document { file, text, offset: 0 }, body_from(file, text, text.len())));
    }
    let problem = |start: usize, what: &str, help: &str| {
        let at = u32::try_from(start).unwrap_or(0);
        let span = Span { file, start: at, end: at };
        Box::new(Diagnostic::new(Code::FrontMatter, Some(span), what).help(help))
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        let what = "文件第一行不是「---」";
        return Err(problem(0, what, "第一行写三个半角减号 ---，栏目写完后再写一行 ---"));
    }
    let mut at = first.len();
    for line in lines {
        let mark = line.trim_end();
        if mark == "---" {
            let body = &text[at + line.len()..];
            let next = body.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("");
            let key = next.split_once(':').map_or("", |(key, _)| key);
            if fields::PROCEDURE.find(key).is_some() {
                let what = format!("这一行「---」写早了，后面的「{key}」等栏目没有读到");
                return Err(problem(at, &what, "删去这一行；「---」写在所有栏目的后面"));
            }
            let yaml = &text[first.len()..at];
            let document = yaml::Document { file, text: yaml, offset: first.len() };
            return Ok((document, body_from(file, text, at + line.len())));
        }
        let is_dashes = mark.chars().all(|c| "-－—–─".contains(c));
        if mark.chars().count() >= 2 && is_dashes {
            let what = "这一行不是三个半角减号";
            return Err(problem(at, what, "改成三个半角减号 ---，前后不要有别的字"));
        }
        at += line.len();
    }
    Err(problem(0, "栏目后面少了一行「---」", "在栏目写完的地方另起一行，写三个半角减号 ---"))
}

/// The Markdown from a byte to the end, with its place.
fn body_from(file: FileId, text: &str, start: usize) -> At<String> {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let span = Span { file, start: at(start), end: at(text.len()) };
    At { value: text[start..].to_string(), span }
}

struct Reader<'r> {
    words: &'r Vocabulary,
    report: &'r mut Report,
}

impl Reader<'_> {
    /// `None` when a required field is missing or wrong (already reported).
    fn build(mut self, file: FileId, g: &Group<'_>, body: At<String>) -> Option<Procedure> {
        let steps = packed(g.groups("步骤", &fields::STEP).filter_map(|s| self.step(&s)));
        let (opening, closing) = (self.panels(g, "开场"), self.panels(g, "结尾"));
        Some(Procedure {
            file,
            code: g.text("编号")?,
            title: g.text("事项名称")?,
            short_title: g.text("简称"),
            aliases: g.texts("俗称"),
            summary: g.text("一句话")?,
            status: g.parsed("状态", Status::parse)?,
            authority_role: g.parsed("办理权限", AuthorityRole::parse)?,
            competent_authority: g.text("谁说了算")?,
            responsible: g.text("责任人"),
            applicant: g.text("谁来办")?,
            proxy: g.text("能否代办"),
            conditions: nonempty(g.texts("受理条件"))?,
            materials: packed(g.groups("材料", &fields::MATERIAL).filter_map(|m| material(&m))),
            steps: nonempty(steps)?,
            opening,
            closing,
            branches: packed(g.groups("分支", &fields::BRANCH).filter_map(|b| branch(&b))),
            time_limit: time_limits(&g.group("办理时限", &fields::TIME_LIMITS)?)?,
            fee: fee(g)?,
            channels: nonempty(packed(g.list("渠道").iter().filter_map(|node| channel(g, node))))?,
            result: g.text("办理结果"),
            legal_basis: nonempty(packed(
                g.groups("依据", &fields::LEGAL_BASIS).filter_map(|l| legal_basis(&l)),
            ))?,
            publicity: g
                .group("公开", &fields::PUBLICITY)
                .map(|p| Publicity { places: p.texts("地点"), period: p.text("期限") }),
            not_here: packed(g.groups("不归社区", &fields::NOT_HERE).filter_map(|n| {
                Some(NotHere { text: n.text("内容")?, go_to: n.text("找谁") })
            })),
            common_mistakes: g.texts("常见错误"),
            related: g.texts("顺便办"),
            former_codes: g.texts("曾用编号"),
            category_key: g.parsed("类别", |t| t.parse().ok()),
            valid_until: g.date("有效至"),
            review: g.group("核验", &fields::REVIEW).map(|r| Review {
                date: r.date("日期"),
                by: r.text("核验人"),
                next: r.date("下次"),
                open: r.texts("待确认"),
            }),
            body,
        })
    }

    fn step(&mut self, g: &Group<'_>) -> Option<Step> {
        let picture = g.group("画面", &fields::PICTURE);
        let drawn = picture.as_ref().and_then(|p| read_picture(p, self.words, self.report));
        let photo = g.group("照片", &fields::PHOTO);
        if let Some(photo) = photo.as_ref().filter(|_| picture.is_some()) {
            let what = "这一步既有「画面」又有「照片」，只能放一样";
            self.report
                .push(Diagnostic::new(Code::Picture, Some(photo.span), what).help("删去其中一样"));
        }
        Some(Step {
            action: g.text("做什么")?,
            short_title: g.text("短标题"),
            actor: g.text("谁")?,
            place: g.text("在哪")?,
            time: g.text("时间"),
            detail: g.text("详情"),
            picture: photo.as_ref().and_then(read_photo).or(drawn).map(Box::new),
        })
    }

    /// One panel or a list of them.
    fn panels(&mut self, group: &Group<'_>, key: &str) -> Vec<Picture> {
        let list: &[Node] = match group.node(key).map(|n| (&n.kind, n)) {
            Some((NodeKind::Seq(list), _)) => list,
            Some((_, one)) => std::slice::from_ref(one),
            None => &[],
        };
        list.iter()
            .filter_map(|n| group.again(n, &fields::PICTURE))
            .filter_map(|g| read_picture(&g, self.words, self.report))
            .collect()
    }
}

/// A list without room to grow: a city has ten thousand procedures in memory at once.
fn packed<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.collect();
    list.shrink_to_fit();
    list
}

fn nonempty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn material(g: &Group<'_>) -> Option<Material> {
    let validity = g.text("适用范围");
    let local = validity.filter(|v| v.value == "本地" || v.value == "local");
    Some(Material {
        name: g.text("名称")?,
        original: g.parsed("原件", OriginalNeed::parse),
        copies: g.parsed("复印件", CopyNeed::parse),
        electronic: g.flag("电子"),
        source: g.text("哪里拿")?,
        only_if: g.text("什么情况要"),
        promise_ok: g.flag("可承诺代替"),
        local: local.map(|v| v.span),
        note: g.text("说明"),
    })
}

fn branch(g: &Group<'_>) -> Option<Branch> {
    Some(Branch {
        at: g.parsed("第几步", |t| t.parse().ok()),
        when: g.text("情况")?,
        then: g.text("怎么办")?,
        outcome: g.parsed("结果", Outcome::parse),
        refer_to: g.text("转到"),
    })
}

fn time_limits(g: &Group<'_>) -> Option<TimeLimits> {
    Some(TimeLimits {
        statutory: g.parsed("法定", TimeLimit::parse),
        promised: g.parsed("承诺", TimeLimit::parse)?,
        validity: g.text("有效期"),
        note: g.text("说明"),
    })
}

fn fee(g: &Group<'_>) -> Option<Fee> {
    if let Some(amount) = g.parsed("收费", FeeAmount::parse) {
        return Some(Fee { amount, note: None, basis: None });
    }
    let f = g.group("收费", &fields::FEE_GROUP)?;
    let amount = f.parsed("金额", FeeAmount::parse)?;
    Some(Fee { amount, note: f.text("说明"), basis: f.text("依据") })
}

fn channel<'a>(group: &Group<'a>, node: &'a Node) -> Option<Channel> {
    if let Some(text) = node.as_text() {
        let kind = At { value: ChannelKind::parse(text)?, span: node.span };
        return Some(Channel { kind, note: None, url: None });
    }
    let g = group.again(node, &fields::CHANNEL)?;
    let kind = g.parsed("方式", ChannelKind::parse)?;
    Some(Channel { kind, note: g.text("说明"), url: g.text("网址") })
}

fn legal_basis(g: &Group<'_>) -> Option<LegalBasis> {
    Some(LegalBasis {
        title: g.text("名称")?,
        year: g.parsed("年份", |t| t.parse().ok()),
        revision: g.text("修订"),
        number: g.text("文号"),
        article: g.parsed("条款", Article::parse),
        gist: g.text("内容"),
    })
}
