//! Node tree against the table of fields: every problem is collected, nothing stops.
//!
//! Start at [`Group::check`]: it reports unknown, repeated and missing keys and every value of the
//! wrong kind, then hands out what is good. The builders (`load::procedure`, `load::community`)
//! read from a [`Group`] without reporting anything again.

use super::fields::Field;
use super::fields::Kind;
use super::fields::Schema;
use super::suggest::nearest;
use super::yaml::Node;
use super::yaml::NodeKind;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::At;
use crate::model::Date;

/// A checked group of fields: values that are wrong are absent.
#[derive(Debug)]
pub struct Group<'a> {
    /// Where the group stands.
    pub span: Span,
    values: Vec<(&'static str, &'a Node)>,
    written: Vec<&'static str>,
}

impl<'a> Group<'a> {
    /// Checks `node` against `schema`; `None` when it is no group at all.
    pub fn check(
        node: &'a Node,
        schema: &'static Schema,
        report: &mut Report,
    ) -> Option<Group<'a>> {
        let NodeKind::Map(entries) = &node.kind else {
            let what = format!("「{}」应该是一组栏目，这里是{}", schema.name, node.kind_name());
            let keys: Vec<&str> = schema.fields.iter().take(4).map(|f| f.key).collect();
            let help = format!("写成「{}: …」这样的几行", keys.join(": …」「"));
            report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(help));
            return None;
        };
        let mut group = Group { span: node.span, values: Vec::new(), written: Vec::new() };
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        for (key, value) in entries {
            let Some(field) = schema.find(&key.text) else {
                report.push(unknown_key(&key.text, key.span, schema));
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(k, _)| *k == field.key) {
                let what = format!("「{}」写了两遍", field.key);
                report.push(
                    Diagnostic::new(Code::DuplicateKey, Some(key.span), what)
                        .related(*first, "第一遍在这里")
                        .help("留下对的一处，删去另一处"),
                );
                continue;
            }
            seen.push((field.key, key.span));
            group.written.push(field.key);
            if matches!(value.kind, NodeKind::Null) {
                if field.required {
                    let what = format!("「{}」是空的", field.key);
                    report.push(
                        Diagnostic::new(Code::MissingKey, Some(key.span), what)
                            .help(fill_in(field)),
                    );
                }
                continue;
            }
            if check_value(value, &field.kind, field, report) {
                group.values.push((field.key, value));
            }
        }
        for field in schema.fields.iter().filter(|f| f.required) {
            if !seen.iter().any(|(k, _)| *k == field.key) {
                let what = format!("{}缺少「{}」", schema.name, field.key);
                let at = Span { end: node.span.start, ..node.span };
                report.push(Diagnostic::new(Code::MissingKey, Some(at), what).help(fill_in(field)));
            }
        }
        Some(group)
    }

    /// A nested group that [`Group::check`] has already been through: reports nothing again.
    #[must_use]
    pub fn again(node: &'a Node, schema: &'static Schema) -> Option<Group<'a>> {
        Group::check(node, schema, &mut Report::default())
    }

    /// The nested group of a field.
    #[must_use]
    pub fn group(&self, key: &str, schema: &'static Schema) -> Option<Group<'a>> {
        Group::again(self.node(key)?, schema)
    }

    /// The nested groups of a list.
    pub fn groups(&self, key: &str, schema: &'static Schema) -> impl Iterator<Item = Group<'a>> {
        self.list(key).iter().filter_map(move |node| Group::again(node, schema))
    }

    /// Whether a field stands there, good or bad.
    #[must_use]
    pub fn is_written(&self, key: &str) -> bool {
        self.written.contains(&key)
    }

    /// The good value of a field.
    #[must_use]
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, n)| *n)
    }

    /// A line of text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<At<String>> {
        let node = self.node(key)?;
        Some(At { value: node.as_text()?.to_string(), span: node.span })
    }

    /// A line, read by `parse` (which accepts it, or it would not be here).
    #[must_use]
    pub fn parsed<T>(&self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Option<At<T>> {
        let node = self.node(key)?;
        Some(At { value: parse(node.as_text()?)?, span: node.span })
    }

    /// 是 or 否; no when absent.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        self.node(key).and_then(Node::as_text).and_then(parse_flag).unwrap_or(false)
    }

    /// A list of lines.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<At<String>> {
        let text = |n: &Node| Some(At { value: n.as_text()?.to_string(), span: n.span });
        self.list(key).iter().filter_map(text).collect()
    }

    /// The elements of a list; none when absent.
    #[must_use]
    pub fn list(&self, key: &str) -> &'a [Node] {
        match self.node(key).map(|n| &n.kind) {
            Some(NodeKind::Seq(list)) => list,
            _ => &[],
        }
    }

    /// A date.
    #[must_use]
    pub fn date(&self, key: &str) -> Option<At<Date>> {
        self.parsed(key, Date::parse)
    }
}

/// Reports what is wrong with a value; true when it may be used.
fn check_value(node: &Node, kind: &Kind, field: &Field, report: &mut Report) -> bool {
    match kind {
        Kind::List(item, min, max) => check_list(node, (item, *min, *max), field, report),
        Kind::Group(schema) => Group::check(node, schema, report).is_some(),
        Kind::LineOr(line, schema) => match node.kind {
            NodeKind::Map(_) => Group::check(node, schema, report).is_some(),
            NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Seq(_) => {
                check_value(node, line, field, report)
            }
        },
        Kind::GroupOrList(schema, max) => match &node.kind {
            NodeKind::Seq(list) => {
                check_length(node, list.len(), (1, *max), field, report)
                    && list.iter().all(|n| Group::check(n, schema, report).is_some())
            }
            NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Map(_) => {
                Group::check(node, schema, report).is_some()
            }
        },
        Kind::Text(_)
        | Kind::Number(..)
        | Kind::Flag
        | Kind::Date
        | Kind::Code
        | Kind::Url
        | Kind::Words(_)
        | Kind::Spelled(..) => check_line(node, kind, field, report),
    }
}

fn check_list(
    node: &Node,
    (item, min, max): (&Kind, usize, usize),
    field: &Field,
    report: &mut Report,
) -> bool {
    let NodeKind::Seq(list) = &node.kind else {
        let what = format!("「{}」应该是列表，这里是{}", field.key, node.kind_name());
        let help = "每项另起一行，以「- 」开头；只有一项也要写「- 」";
        report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(help));
        return false;
    };
    let mut good = check_length(node, list.len(), (min, max), field, report);
    for element in list {
        good &= if matches!(element.kind, NodeKind::Null) {
            let what = format!("「{}」里有一项是空的", field.key);
            report.push(
                Diagnostic::new(Code::WrongType, Some(element.span), what)
                    .help("写上内容，或删去这个「-」"),
            );
            false
        } else {
            check_value(element, item, field, report)
        };
    }
    good
}

fn check_length(
    node: &Node,
    length: usize,
    (min, max): (usize, usize),
    field: &Field,
    report: &mut Report,
) -> bool {
    if length < min {
        let what = format!("「{}」只有 {length} 项，至少要 {min} 项", field.key);
        let help = format!("再补 {} 项；{}", min - length, field.help);
        report.push(Diagnostic::new(Code::OutOfLimit, Some(node.span), what).help(help));
    } else if length > max {
        let what = format!("「{}」有 {length} 项，最多 {max} 项", field.key);
        report.push(
            Diagnostic::new(Code::OutOfLimit, Some(node.span), what)
                .help(format!("合并或删去 {} 项", length - max)),
        );
    }
    (min..=max).contains(&length)
}

fn check_line(node: &Node, kind: &Kind, field: &Field, report: &mut Report) -> bool {
    let Some(text) = node.as_text() else {
        let what = format!("「{}」应该是一行字，这里是{}", field.key, node.kind_name());
        report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(fill_in(field)));
        return false;
    };
    let problem = |code: Code, what: String, help: String| {
        Some(Diagnostic::new(code, Some(node.span), what).help(help))
    };
    let bad = |what: String, help: String| problem(Code::BadValue, what, help);
    let found = match kind {
        Kind::Text(max) => {
            let count = text.chars().count();
            if text.is_empty() {
                problem(Code::MissingKey, format!("「{}」是空的", field.key), fill_in(field))
            } else if count > *max {
                let what = format!("「{}」有 {count} 个字，最多 {max} 个", field.key);
                problem(Code::OutOfLimit, what, format!("删去至少 {} 个字", count - max))
            } else {
                control_character(text).and_then(|c| {
                    let what = format!("「{}」里有看不见的字符 U+{:04X}", field.key, c as u32);
                    bad(what, "删去它；换行请改成逗号或句号".into())
                })
            }
        }
        Kind::Number(min, max) => {
            let good = text.parse::<u32>().is_ok_and(|n| (*min..=*max).contains(&n));
            (!good)
                .then(|| {
                    bad(
                        format!("「{}」应该是 {min} 到 {max} 的数，这里是「{text}」", field.key),
                        fill_in(field),
                    )
                })
                .flatten()
        }
        Kind::Flag => (parse_flag(text).is_none())
            .then(|| {
                bad(
                    format!("「{}」只能写「是」或「否」，这里是「{text}」", field.key),
                    "改成「是」或「否」".into(),
                )
            })
            .flatten(),
        Kind::Date => Date::parse(text)
            .is_none()
            .then(|| {
                let what = format!("「{}」的日期「{text}」不存在或写法不对", field.key);
                problem(
                    Code::BadDate,
                    what,
                    format!("写成 {}：年四位，月、日各两位", field.example),
                )
            })
            .flatten(),
        Kind::Code => (!is_code(text))
            .then(|| {
                let what = format!("「{}」里的编号「{text}」不对", field.key);
                bad(
                    what,
                    "编号是类别的一位数字（1–9）加两位或三位数字，用引号括起来，如 \"101\"".into(),
                )
            })
            .flatten(),
        Kind::Url => check_url(text).and_then(|why| {
            bad(
                format!("「{}」的网址{why}", field.key),
                "写成 https:// 开头的完整网址，不带空格和汉字".into(),
            )
        }),
        Kind::Words(words) => (!words.iter().any(|(a, b)| *a == text || *b == text))
            .then(|| {
                let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let near = nearest(text, all.iter().copied());
                let help = near.map_or_else(
                    || format!("改成其中之一：{}", all.join("、")),
                    |w| format!("改成「{w}」；可以写的有：{}", all.join("、")),
                );
                bad(format!("「{}」不能写「{text}」", field.key), help)
            })
            .flatten(),
        Kind::Spelled(accepts, spellings) => (!accepts(text))
            .then(|| {
                bad(format!("「{}」写成「{text}」看不懂", field.key), format!("写成{spellings}"))
            })
            .flatten(),
        Kind::List(..) | Kind::Group(_) | Kind::LineOr(..) | Kind::GroupOrList(..) => None,
    };
    let good = found.is_none();
    if let Some(diagnostic) = found {
        report.push(diagnostic);
    }
    good
}

fn unknown_key(key: &str, span: Span, schema: &Schema) -> Diagnostic {
    let known = || schema.fields.iter().map(|f| f.key);
    let by_alias = || schema.fields.iter().map(|f| f.alias);
    let near = nearest(key, known())
        .or_else(|| nearest(key, by_alias()).and_then(|alias| schema.find(alias)).map(|f| f.key));
    let help = near.map_or_else(
        || format!("删去它，或改成其中之一：{}", known().collect::<Vec<_>>().join("、")),
        |key| format!("改成「{key}」"),
    );
    Diagnostic::new(Code::UnknownKey, Some(span), format!("{}没有「{key}」这一栏", schema.name))
        .help(help)
}

fn fill_in(field: &Field) -> String {
    if field.example.is_empty() {
        format!("补上「{}」：{}", field.key, field.help)
    } else {
        format!("补上「{}: {}」：{}", field.key, field.example, field.help)
    }
}

/// 是/否, and what office people type for them.
fn parse_flag(text: &str) -> Option<bool> {
    match text {
        "是" | "可以" | "true" | "yes" => Some(true),
        "否" | "不可以" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// A category digit and two or three more.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits && (3..=4).contains(&text.len()) && !text.starts_with('0')
}

/// Characters that nobody sees: controls, marks that turn the direction of writing, zero-width
/// ones. They come with text pasted from web pages and hide what a line really says.
fn control_character(text: &str) -> Option<char> {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    text.chars().find(|c| c.is_control() || hidden(*c))
}

/// What is wrong with an address; only `https` with a host passes.
fn check_url(text: &str) -> Option<&'static str> {
    let Some(rest) = text.strip_prefix("https://") else { return Some("不是 https:// 开头") };
    let host = rest.split('/').next().unwrap_or("");
    let good = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
    if !host.contains('.') || host.starts_with('.') || host.ends_with('.') {
        Some("没有写域名")
    } else if !rest.chars().all(good) {
        Some("里有不能用的字符")
    } else {
        None
    }
}
