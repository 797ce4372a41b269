//! One file of a collection → its records: YAML through the table of fields, a Markdown body beside it.
//!
//! Start at [`read_document`] (a file that is one record: `.md` with its fields between two `---` lines
//! and a body after them, or plain YAML) and [`read_list`] (a file that is a list of records). Everything
//! is reported once, by [`Group::check`]; a record whose required fields are not all good is not made.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::Collection;
use crate::model::Entry;
use crate::record::At;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Reading;
use crate::record::Schema;
use crate::record::decode::Group;
use crate::record::lookalikes::told_of_all;
use crate::vocabulary::Vocabulary;
use crate::yaml;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use crate::yaml::Unread;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A record, or its key as far as it could be read; the problems are in the report.
pub(super) type Read = Result<Arc<dyn Entry>, Option<String>>;

/// Reads one file that [`super::files`] has decoded.
pub(super) fn read_document(
    collection: &'static Collection,
    file: FileId,
    sources: &Sources,
    words: &Vocabulary,
    report: &mut Report,
) -> Read {
    let (source, schema) = (sources.file(file), collection.schema);
    if no_conflicts(file, &source.text, report).is_none() {
        return Err(None);
    }
    let (document, body) = match split_front_matter(file, &source.path, &source.text, schema) {
        Ok(parts) => parts,
        Err(diagnostic) => {
            report.push(*diagnostic);
            return Err(None);
        }
    };
    let Some(root) = parsed(&document, report) else { return Err(None) };
    if matches!(root.kind, NodeKind::Null) {
        let key = schema.fields.first().map_or("", |f| f.key);
        let example = schema.fields.first().map_or("", |f| f.example);
        let help = format!("照着别的{}文件，从「{key}: {example}」写起", collection.label);
        report.push(
            Diagnostic::new(Code::FrontMatter, Some(Span::file_start(file)), "文件里没有栏目")
                .help(help),
        );
        return Err(None);
    }
    let before = report.items().len();
    let group = Group::check(&root, schema, report);
    let slips = report.items()[before..].iter().filter(|d| d.code == Code::Syntax);
    let slips: Vec<Diagnostic> = slips.cloned().collect();
    if !slips.is_empty() {
        yaml::alike(document, &slips).into_iter().for_each(|problem| report.push(problem));
    }
    let read = group.as_ref().and_then(|group| {
        let mut reading = Reading { file, body: Some(body), words, report };
        (collection.read)(group, &mut reading)
    });
    if read.is_none() {
        told_of_all(&root, schema, report);
    }
    let Some(group) = group else { return Err(None) };
    read.ok_or_else(|| group.text(key_field(collection)?.key).map(|key| key.value))
}

/// The tree of a document; what was written and not read is told.
fn parsed(document: &yaml::Passage<'_>, report: &mut Report) -> Option<Node> {
    let legible = without_controls(document, report);
    let document = &yaml::Passage { text: &legible, ..*document };
    let root = match yaml::parse(*document) {
        Ok(root) => root,
        Err(first) => {
            // What somebody does not know, they did on every line.
            let known = [*first];
            yaml::alike(*document, &known).into_iter().for_each(|problem| report.push(problem));
            known.into_iter().for_each(|problem| report.push(problem));
            return None;
        }
    };
    for Unread { value, rest } in yaml::unread(document, &root) {
        let (value, said) = (document.source(value), document.source(rest));
        let errors = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "##"];
        if errors.iter().any(|error| said.trim_start().starts_with(error)) {
            let what = format!("「{}」是表格里坏了的公式，或太窄的格子", said.trim());
            let help = "回到表格里看那一格原来是什么，写上真的内容";
            report.push(Diagnostic::new(Code::Unread, Some(rest), what).help(help));
            continue;
        }
        let help = if value.starts_with(['[', '{']) {
            "是内容，就写进括号里的那一项，整项用半角双引号括起来；是备注，就另起一行写".into()
        } else {
            let bare = value.trim_matches(['"', '\'']);
            let whole = format!("{bare} {said}").replace('"', "”");
            let whole = whole.trim();
            format!("是内容，就整段用半角双引号括起来：\"{whole}\"；是备注，就另起一行写")
        };
        let what = format!("「{said}」没有读：空格加 # 后面的字不算内容");
        report.push(Diagnostic::new(Code::Unread, Some(rest), what).help(help));
    }
    Some(root)
}

/// The text with a space for every control that YAML knows nothing of, each told where it stands: they come
/// out of Word, where U+000B breaks a line, and a parser would blame the line's indentation.
fn without_controls<'a>(document: &yaml::Passage<'a>, report: &mut Report) -> Cow<'a, str> {
    let is_odd = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t');
    if !document.text.contains(is_odd) {
        return Cow::Borrowed(document.text);
    }
    for (at, c) in document.text.match_indices(is_odd) {
        let line = document.text[..at].rsplit('\n').next().unwrap_or("");
        let near: Vec<char> = line.chars().rev().take(2).collect();
        let near: String = near.into_iter().rev().collect();
        let place =
            if near.trim().is_empty() { "行首".into() } else { format!("「{near}」后面") };
        let code = c.chars().next().map_or(0, u32::from);
        let what = format!("这里有看不见的字符 U+{code:04X}，在{place}");
        let start = u32::try_from(document.offset + at).unwrap_or(0);
        let span = Span { file: document.file, start, end: start + c.len() as u32 };
        let help = "把那里前后两个字删去重新打；换行请改成逗号或句号";
        report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(help));
    }
    Cow::Owned(document.text.replace(is_odd, " "))
}

fn key_field(collection: &Collection) -> Option<&'static Field> {
    collection.schema.find(collection.key?)
}

/// Reads a file that is a list of records, in the order of their keys.
pub(super) fn read_list(
    collection: &'static Collection,
    file: FileId,
    sources: &Sources,
    words: &Vocabulary,
    report: &mut Report,
) -> Vec<Arc<dyn Entry>> {
    let text = &sources.file(file).text;
    if no_conflicts(file, text, report).is_none() {
        return Vec::new();
    }
    let Some(root) = parsed(&yaml::Passage { file, text, offset: 0 }, report) else {
        return Vec::new();
    };
    let (label, shape) = (collection.label, collection.shape);
    let list: &[Node] = match &root.kind {
        NodeKind::Seq(list) => list,
        // A file in which everything is still behind a # asks for nothing.
        NodeKind::Null if !collection.required => return Vec::new(),
        _ => {
            let what = format!("{label}应该是一个列表");
            report.push(Diagnostic::new(Code::WrongType, Some(root.span), what).help(shape));
            return Vec::new();
        }
    };
    if list.is_empty() && collection.required {
        let what = format!("{label}一个也没有，至少要一个");
        report.push(Diagnostic::new(Code::OutOfLimit, Some(root.span), what).help(shape));
    }
    let mut records: Vec<(String, Span, Arc<dyn Entry>)> = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for node in list {
        let Some(group) = Group::check(node, collection.schema, report) else { continue };
        let mut reading = Reading { file, body: None, words, report };
        let Some(record) = (collection.read)(&group, &mut reading) else {
            told_of_all(node, collection.schema, report);
            continue;
        };
        let key = collection.key_of(&*record).map(|leaf| (leaf.words().into_owned(), leaf.span));
        let (key, span) = key.unwrap_or_else(|| (format!("{:09}", records.len()), group.span));
        if let Some(first) = seen.get(&key) {
            report.push(used_twice(collection, &key, span, *first));
            continue;
        }
        seen.insert(key.clone(), span);
        records.push((key, span, record));
    }
    // Days and numbers have an order of their own; what is called by a name stands as it was written.
    if !matches!(key_field(collection).map(|field| &field.kind), Some(Kind::Text(_))) {
        records.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    }
    records.into_iter().map(|(_, _, record)| record).collect()
}

fn used_twice(collection: &Collection, key: &str, span: Span, first: Span) -> Diagnostic {
    let field = key_field(collection);
    let name = field.map_or("", |f| f.key);
    let what = format!("{}{name} {key} 用了两次", collection.label);
    let help = match field.map(|f| &f.kind) {
        Some(Kind::Text(_)) => format!("删去一处，或给其中一个换一个没用过的{name}"),
        Some(Kind::Number(least, most)) => format!("给其中一个换一个 {least}–{most} 的数字"),
        _ => format!("给其中一个换一个没用过的{name}"),
    };
    Diagnostic::new(Code::DuplicateCode, Some(span), what).related(first, "第一次在这里").help(help)
}

/// Two people's changes that a program could not join stand in the file one after the other, between lines
/// of seven marks (git, and every tool like it). `None` when there are some: each was told.
fn no_conflicts(file: FileId, text: &str, report: &mut Report) -> Option<()> {
    let is_mark = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let (mut at, mut open, mut found) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let (begins, ends) = (is_mark(bare, "<<<<<<<"), is_mark(bare, ">>>>>>>"));
        if begins || (ends && !open) {
            let start = u32::try_from(at).unwrap_or(0);
            let span = Span { file, start, end: start + bare.len() as u32 };
            report.push(
                Diagnostic::new(Code::Conflict, Some(span), "这里有两种改法没有合好").help(
                    "在「<<<<<<<」和「>>>>>>>」之间留下对的几行，删去「<<<<<<<」「=======」「>>>>>>>」这三行和错的几行",
                ),
            );
            found = true;
        }
        // What is left when only two of the three lines were taken out.
        if bare == "=======" && !open {
            let start = u32::try_from(at).unwrap_or(0);
            let span = Span { file, start, end: start + bare.len() as u32 };
            let what = "这里还留着一行「=======」，是两种改法没有合好剩下的";
            let help = "看看上下两段哪段是对的，留下对的，删去这一行";
            report.push(Diagnostic::new(Code::Conflict, Some(span), what).help(help));
            found = true;
        }
        open = (open || begins) && !ends;
        at += line.len();
    }
    (!found).then_some(())
}

/// The bytes of a file that are YAML, and those behind it that are Markdown.
pub(crate) type Parts = (Range<usize>, Option<Range<usize>>);

/// Where the parts of a file are.
pub(super) fn parts(collection: &Collection, path: &str, text: &str) -> Option<Parts> {
    let (document, body) = split_front_matter(FileId(0), path, text, collection.schema).ok()?;
    let yaml = document.offset..document.offset + document.text.len();
    let body = body.span.start as usize..text.len();
    Some((yaml, has_two_parts(path).then_some(body)))
}

/// Whether a file of this name has fields and a text behind them.
fn has_two_parts(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".md")
}

/// The YAML part and the Markdown part.
fn split_front_matter<'a>(
    file: FileId,
    path: &str,
    text: &'a str,
    schema: &Schema,
) -> Result<(yaml::Passage<'a>, At<String>), Box<Diagnostic>> {
    if !has_two_parts(path) {
        if is_of_two_parts(text) {
            let what =
                "文件名末尾是 .yml 或 .yaml，里面是「---」隔开的栏目和正文，正文会当成栏目来读";
            let help = "改文件名，把末尾的 .yml（.yaml）改成 .md";
            let at = Span::file_start(file);
            return Err(Box::new(Diagnostic::new(Code::FrontMatter, Some(at), what).help(help)));
        }
        return Ok((yaml::Passage { file, text, offset: 0 }, body_from(file, text, text.len())));
    }
    let problem = |start: usize, what: &str, help: &str| {
        let at = u32::try_from(start).unwrap_or(0);
        let span = Span { file, start: at, end: at };
        Box::new(Diagnostic::new(Code::FrontMatter, Some(span), what).help(help))
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        if text.lines().map(str::trim).find(|line| !line.is_empty()) == Some("---") {
            return Err(problem(0, "「---」前面有空行", "删去空行，让「---」在第一行"));
        }
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
            if schema.find(key).is_some() {
                let what = format!("这一行「---」写早了，后面的「{key}」等栏目没有读到");
                return Err(problem(at, &what, "删去这一行；「---」写在所有栏目的后面"));
            }
            if let Some((byte, key)) = fields_again(body, schema) {
                let what = format!("正文里又写了「{key}」这样的栏目，那里只会当一句话印出来");
                let help = "栏目都写在最上面的两行「---」之间：把这几行移上去，删去正文里的「---」；整份贴了两遍，就删去后一遍";
                return Err(problem(at + line.len() + byte, &what, help));
            }
            let yaml = &text[first.len()..at];
            let document = yaml::Passage { file, text: yaml, offset: first.len() };
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

/// Whether a text is fields between two lines of `---` and a body behind them.
fn is_of_two_parts(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    lines.next() == Some("---")
        && lines.any(|line| line == "---")
        && lines.any(|line| !line.trim().is_empty())
}

/// A second block of fields in a body: a line of a known field right above a `---`. Its byte and its key.
fn fields_again<'a>(body: &'a str, schema: &Schema) -> Option<(usize, &'a str)> {
    let known = |line: &'a str| {
        let key = line.split_once(':').map(|(key, _)| key.trim())?;
        schema.find(key).map(|_| key)
    };
    let (mut at, mut above, mut in_code) = (0, None, false);
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        in_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        if bare == "---" && !in_code {
            // The fields above the line, or those below it: a file that was pasted twice.
            let next = body[at + line.len()..].lines().find(|line| !line.trim().is_empty());
            if let Some(found) = above.or_else(|| Some((at, next.and_then(known)?))) {
                return Some(found);
            }
        }
        above = known(line).map(|key| (at, key));
        at += line.len();
    }
    None
}

/// The Markdown from a byte to the end, with its place.
fn body_from(file: FileId, text: &str, start: usize) -> At<String> {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let span = Span { file, start: at(start), end: at(text.len()) };
    At { value: text[start..].to_string(), span }
}
