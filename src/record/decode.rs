//! Node tree against the table of fields: every problem is collected, nothing stops.
//!
//! Start at [`Group::check`]: it reports unknown, repeated and missing keys and every value of the
//! wrong kind, then hands out what is good. Records
//! read from a [`Group`] without reporting anything again.

use super::At;
use super::field::Field;
use super::field::Kind;
use super::field::Schema;
use super::hidden::is_hidden;
use super::line;
use super::line::fill_in;
use super::line::halfwidth;
use super::line::parse_flag;
use super::suggest::nearest;
use super::torn::has_one_field;
use super::torn::torn_apart;
use super::traditional::simplified;
use super::twice::said_twice;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// A checked group of fields: values that are wrong are absent.
#[derive(Debug)]
pub struct Group<'a> {
    /// Where the group stands.
    pub span: Span,
    /// Nothing in it was wrong, however deep: what it holds need not be looked at again.
    is_good: bool,
    values: Vec<(&'static str, &'a Node)>,
    written: Vec<&'static str>,
}

impl<'a> Group<'a> {
    /// Checks `node` against `schema`; `None` when it is no group at all.
    pub(crate) fn check(
        node: &'a Node,
        schema: &'static Schema,
        report: &mut Report,
    ) -> Option<Group<'a>> {
        let NodeKind::Map(entries) = &node.kind else {
            let what = format!("「{}」应该是一组栏目，这里是{}", schema.name, node.kind_name());
            let written = |f: &Field| match f.kind {
                Kind::List(..) => format!("「{}: […]」", f.key),
                _ => format!("「{}: …」", f.key),
            };
            let lines: String = schema.fields.iter().take(4).map(written).collect();
            let help = format!("写成{lines}这样的几行");
            report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(help));
            return None;
        };
        let before = report.items().len();
        let mut group = Group::empty(node.span, entries.len());
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        // Keys that an unknown one was meant to be: they are not missing, only misspelt.
        let mut meant: Vec<&'static str> = Vec::new();
        for (at, (key, value)) in entries.iter().enumerate() {
            let Some(field) = schema.find(&key.text) else {
                let written = |known: &str| {
                    let is_it = |key: &str| schema.find(key).is_some_and(|f| f.key == known);
                    entries.iter().any(|(key, _)| is_it(&key.text))
                };
                let (mut problem, near) = unknown_key(&key.text, key.span, schema, &written);
                let piece = cut_off(entries, at, node.span, schema);
                let again = piece.is_some() && is_piece(&entries[at - 1], schema);
                problem.help = piece.or(problem.help);
                // The pieces of one text are told once.
                if !again {
                    report.push(problem);
                }
                meant.extend(near);
                // A name that only hidden signs make unknown: its values are looked at too.
                let seen: String = key.text.chars().filter(|c| !is_hidden(*c)).collect();
                if let Some(field) = schema.find(&seen) {
                    check_value(value, &field.kind, field, report);
                }
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
                if field.speaks {
                    let what = format!("「{}」是空的", field.key);
                    let help =
                        format!("真的没有就写「{}: []」；有就补上：{}", field.key, field.help);
                    report.push(Diagnostic::new(Code::MissingKey, Some(key.span), what).help(help));
                }
                if field.alarming {
                    let what = format!("「{}」是空的", field.key);
                    let help = format!("补上：{}；没有这回事，就删去这一行", field.help);
                    report.push(Diagnostic::new(Code::MissingKey, Some(key.span), what).help(help));
                }
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
        let written = |key: &str| seen.iter().any(|(k, _)| *k == key);
        let must = |f: &&Field| f.required && !f.unless.is_some_and(written);
        for field in schema.fields.iter().filter(must) {
            if !seen.iter().any(|(k, _)| *k == field.key) && !meant.contains(&field.key) {
                let what = format!("{}缺少「{}」", schema.name, field.key);
                let at = Span { end: node.span.start, ..node.span };
                report.push(Diagnostic::new(Code::MissingKey, Some(at), what).help(fill_in(field)));
            }
        }
        group.is_good = report.items().len() == before;
        Some(group)
    }

    fn empty(span: Span, room: usize) -> Group<'a> {
        let (values, written) = (Vec::with_capacity(room), Vec::with_capacity(room));
        Group { span, is_good: false, values, written }
    }

    /// A group nested in this one, which [`Group::check`] has already been through: reports nothing
    /// again, and looks for bad values only where there were some.
    #[must_use]
    pub(crate) fn again(&self, node: &'a Node, schema: &'static Schema) -> Option<Group<'a>> {
        if !self.is_good {
            return Group::check(node, schema, &mut Report::default());
        }
        let NodeKind::Map(entries) = &node.kind else { return None };
        let mut group = Group::empty(node.span, entries.len());
        group.is_good = true;
        for (key, value) in entries {
            let Some(field) = schema.find(&key.text) else { continue };
            group.written.push(field.key);
            if !matches!(value.kind, NodeKind::Null) {
                group.values.push((field.key, value));
            }
        }
        Some(group)
    }

    /// The nested group of a field.
    #[must_use]
    pub(crate) fn group(&self, key: &str, schema: &'static Schema) -> Option<Group<'a>> {
        self.again(self.node(key)?, schema)
    }

    /// Whether a field stands there, good or bad.
    #[must_use]
    pub(crate) fn is_written(&self, key: &str) -> bool {
        self.written.contains(&key)
    }

    /// The keys that are written, in their order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.written.iter().copied()
    }

    /// Whether a field is a list with nothing in it.
    #[must_use]
    pub(crate) fn is_empty_list(&self, key: &str) -> bool {
        self.node(key).is_some_and(|n| matches!(&n.kind, NodeKind::Seq(list) if list.is_empty()))
    }

    /// The good value of a field.
    #[must_use]
    pub(crate) fn node(&self, key: &str) -> Option<&'a Node> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, n)| *n)
    }

    /// A line of text.
    #[must_use]
    pub(crate) fn text(&self, key: &str) -> Option<At<String>> {
        let node = self.node(key)?;
        Some(At { value: node.as_text()?.to_string(), span: node.span })
    }

    /// 是 or 否; no when absent.
    #[must_use]
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.node(key).and_then(Node::as_text).and_then(parse_flag).unwrap_or(false)
    }

    /// A list of lines.
    #[must_use]
    pub(crate) fn texts(&self, key: &str) -> Vec<At<String>> {
        let text = |n: &Node| Some(At { value: n.as_text()?.to_string(), span: n.span });
        let mut texts: Vec<At<String>> = self.list(key).iter().filter_map(text).collect();
        texts.shrink_to_fit();
        texts
    }

    /// The elements of a list; none when absent.
    #[must_use]
    pub(crate) fn list(&self, key: &str) -> &'a [Node] {
        match self.node(key).map(|n| &n.kind) {
            Some(NodeKind::Seq(list)) => list,
            _ => &[],
        }
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
        | Kind::Phone
        | Kind::Number(..)
        | Kind::Flag
        | Kind::Date
        | Kind::Code
        | Kind::Url
        | Kind::Site
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
        let first = match &node.kind {
            NodeKind::Map(entries) => entries.first().map(|(k, _)| k.text.as_str()),
            NodeKind::Scalar(text) => Some(text.as_str()),
            NodeKind::Null | NodeKind::Seq(_) => None,
        };
        if let Some((what, help)) = first.and_then(broken_list_mark) {
            report.push(Diagnostic::new(Code::Syntax, Some(node.span), what).help(help));
            return false;
        }
        let what = format!("「{}」应该是列表，这里是{}", field.key, node.kind_name());
        let none = matches!(first, Some("无" | "没有" | "不需要" | "暂无"));
        let help = if none {
            "没有就删去这一栏，或写成 []"
        } else {
            "每项另起一行，以「- 」开头；只有一项也要写「- 」"
        };
        report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(help));
        return false;
    };
    let torn = torn_apart(list, item, field);
    let is_torn = torn.is_some();
    let mut good = match torn {
        Some(problem) => {
            report.push(problem);
            false
        }
        None => check_length(node, list.len(), (min, max), field, report),
    };
    // What one piece lacks stands in the next.
    for element in list.iter().filter(|n| !(is_torn && has_one_field(n))) {
        let empty = element.as_text().is_some_and(str::is_empty);
        good &= if empty || matches!(element.kind, NodeKind::Null) {
            let what = format!("「{}」里有一项是空的", field.key);
            report.push(
                Diagnostic::new(Code::WrongType, Some(element.span), what)
                    .help("写上内容，或删去这一项"),
            );
            false
        } else {
            check_value(element, item, field, report)
        };
    }
    if good {
        said_twice(list, field, report);
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
        let only = match &node.kind {
            NodeKind::Map(list) if list.len() == 1 => list.first(),
            _ => None,
        };
        // A line of words with spaces between them: 「工作人员: 举 相机 微笑」.
        let of_words = matches!(field.kind, Kind::List(..))
            && field.example.contains(' ')
            && !field.example.contains(',');
        let help = if let Some((key, text)) = only.filter(|_| of_words)
            && let Some(text) = text.as_text()
        {
            format!("去掉半角冒号，只留空格：「- {} {text}」", key.text)
        } else if only.is_some() {
            "字里的半角冒号「: 」改成全角「：」，或把整段用半角双引号括起来".into()
        } else {
            line::change_to(field)
        };
        report.push(Diagnostic::new(Code::WrongType, Some(node.span), what).help(help));
        return false;
    };
    let Some(problem) = line::problem(text, kind, field) else { return true };
    report.push(Diagnostic::new(problem.code, Some(node.span), problem.what).help(problem.help));
    false
}

/// What is wrong with a key, and the key it was probably meant to be.
fn unknown_key(
    key: &str,
    span: Span,
    schema: &Schema,
    written: &dyn Fn(&str) -> bool,
) -> (Diagnostic, Option<&'static str>) {
    if let Some((what, help)) = broken_list_mark(key) {
        return (Diagnostic::new(Code::Syntax, Some(span), what).help(help), None);
    }
    if let Some((before, _)) = key.split_once('：')
        && let Some(field) = schema.find(before.trim())
    {
        let start = span.start + u32::try_from(before.len()).unwrap_or(0);
        let what = "这里用了全角冒号「：」，栏目名后面要用半角冒号";
        let problem = Diagnostic::new(Code::Syntax, Some(Span { start, ..span }), what)
            .help("把「：」改成「: 」（半角冒号，后面空一格）");
        return (problem, Some(field.key));
    }
    // 「{承诺:3个工作日}」: without the space it is all one name.
    if let Some((before, value)) = key.split_once(':')
        && let Some(field) = schema.find(before.trim())
    {
        let what = "冒号后面少了一个空格";
        let help = format!("写成「{}: {}」，半角冒号后面空一格", before.trim(), value.trim());
        return (Diagnostic::new(Code::Syntax, Some(span), what).help(help), Some(field.key));
    }
    let bare: String = halfwidth(key).chars().filter(|c| !is_hidden(*c)).collect();
    // What stands there already was not meant once more.
    let open = || schema.fields.iter().filter(|f| !written(f.key));
    let (known, by_alias) = (|| open().map(|f| f.key), || open().map(|f| f.alias));
    let near = schema
        .find(simplified(&bare).as_deref().unwrap_or(&bare))
        .map(|f| f.key)
        .or_else(|| nearest(&bare, known()))
        .or_else(|| nearest(&bare, by_alias()).and_then(|a| schema.find(a)).map(|f| f.key));
    let help = near.map_or_else(
        || match known().collect::<Vec<_>>() {
            left if left.is_empty() => "删去这一行".to_string(),
            left => format!("删去它，或改成其中之一：{}", left.join("、")),
        },
        |key| format!("改成「{key}」"),
    );
    let what = if key.chars().any(is_hidden) {
        format!("栏目名「{bare}」里有看不见的字符")
    } else {
        format!("{}没有「{key}」这一栏", schema.name)
    };
    (Diagnostic::new(Code::UnknownKey, Some(span), what).help(help), near)
}

/// The edit for what commas cut off in 「{ 说明: 材料齐, 当场办 }」: names without a colon behind a text.
fn cut_off(entries: &[(Key, Node)], at: usize, group: Span, schema: &Schema) -> Option<String> {
    // In brackets: the first name does not stand where the group begins.
    let in_brackets = entries.first().is_some_and(|(key, _)| key.span.start > group.start);
    if !in_brackets || !is_piece(&entries[at], schema) {
        return None;
    }
    let first = entries[..at].iter().rposition(|entry| !is_piece(entry, schema))?;
    let (before, text) = (&entries[first].0.text, entries[first].1.as_text()?);
    schema.find(before)?;
    let rest = entries[first + 1..].iter().take_while(|entry| is_piece(entry, schema));
    let whole = rest.fold(text.to_string(), |all, (key, _)| format!("{all}，{}", key.text));
    Some(format!(
        "「{before}」里的半角逗号把后面的字切断了：写成「{before}: {whole}」，或整段用半角双引号括起来"
    ))
}

fn is_piece((key, value): &(Key, Node), schema: &Schema) -> bool {
    let bare = matches!(value.kind, NodeKind::Null) && !key.text.contains([':', '：']);
    bare && schema.find(&key.text).is_none()
}

/// A list mark that YAML does not know, or a full-width space before a key: it ends up in the key.
fn broken_list_mark(text: &str) -> Option<(&'static str, &'static str)> {
    if text.starts_with('\u{3000}') {
        return Some(("行首用了全角空格", "行首只用半角空格，每深一层多两个空格"));
    }
    if text.starts_with(['－', '—', '–', '•', '·', '●', '*']) {
        return Some(("列表的开头不是半角减号", "列表每项以半角减号和一个空格开头：「- 」"));
    }
    if text.starts_with('【') || text.starts_with('［') {
        return Some(("列表的括号是全角的", "改成半角 [ ]，各项之间用半角逗号「,」"));
    }
    let glued = text.strip_prefix('-').is_some_and(|rest| !rest.starts_with([' ', '-']));
    glued.then_some(("减号「-」后面少了空格", "列表每项以半角减号和一个空格开头：「- 」"))
}
