//! YAML text → a tree of [`Node`]s, every key and value with its byte range.
//!
//! Start at [`parse`]. The only file that names the YAML crates. Scalars keep their spelling as it
//! stands in the file (`1.10` stays `1.10`, `no` stays `no`); repeated keys are all kept, so the
//! decoder can point at both. Syntax errors become one Chinese diagnostic per document.
//!
//! Two ways lead to the same tree. [`Plain`] takes the parser's events as they come and knows what
//! clerks write: keys, lists, lines of text. It gives up at the first thing it does not know (an
//! alias, a tag, a second document, a mistake), and the document is read again through serde, which
//! knows everything and has limits against documents that unfold without end. The plain way costs a
//! third of serde's; a test holds both to the same trees.

mod syntax;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use granit_parser::Event;
use granit_parser::Parser;
use granit_parser::ScalarStyle;
use granit_parser::StrInput;
use serde::Deserialize;
use serde::Deserializer;
use serde::de;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde_yaml::Location;
use serde_yaml::Spanned;
use std::fmt;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Bytes of the value; for a key without value, of nothing after it.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Nothing after the colon.
    Null,
    /// Text as written, without its quotes.
    Scalar(String),
    /// A list.
    Seq(Vec<Node>),
    /// Keys in order, repeats included.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// As written.
    pub text: String,
    /// Its bytes.
    pub span: Span,
}

impl Node {
    /// The Chinese word for what the node is.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "空的",
            NodeKind::Scalar(_) => "一行字",
            NodeKind::Seq(_) => "列表",
            NodeKind::Map(_) => "一组栏目",
        }
    }

    /// The text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(s) => Some(s),
            NodeKind::Null | NodeKind::Seq(_) | NodeKind::Map(_) => None,
        }
    }
}

/// The tree as serde gives it, before the places are turned into ours.
enum Raw {
    Null,
    Scalar(String),
    Seq(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Raw, D::Error> {
        d.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_i128<E>(self, v: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_u128<E>(self, v: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.to_string()))
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(v.into()))
    }
    fn visit_string<E: de::Error>(self, v: String) -> Result<Raw, E> {
        Ok(Raw::Scalar(v))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut a: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(x) = a.next_element()? {
            list.push(x);
        }
        Ok(Raw::Seq(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut a: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(x) = a.next_entry()? {
            list.push(x);
        }
        Ok(Raw::Map(list))
    }
}

/// Where a document lies in its file: YAML text starts at byte `offset`.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The file.
    pub file: FileId,
    /// YAML only, without the `---` lines.
    pub text: &'a str,
    /// Bytes of the file before `text`.
    pub offset: usize,
}

/// Reads one document.
///
/// # Errors
/// The first syntax error, in Chinese, with its place and the edit to make.
pub fn parse(doc: Document<'_>) -> Result<Node, Box<Diagnostic>> {
    if let Some((at, what, help)) = syntax::certain(doc.text) {
        let problem = Diagnostic::new(Code::Syntax, Some(doc.range(at, at)), what).help(help);
        return Err(Box::new(problem));
    }
    match doc.plain() {
        Some(node) => Ok(node),
        None => doc.through_serde(),
    }
}

/// Lists and keys may lie this deep before serde is asked; files of ours need six.
const PLAIN_DEPTH: usize = 40;

/// A document read event by event; see the head of this file.
struct Plain<'a, 'd> {
    doc: &'d Document<'a>,
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Plain<'a, '_> {
    /// The next event and the bytes it stands on; `None` is what this reader does not know.
    fn next(&mut self) -> Option<(Event<'a>, granit_parser::Span)> {
        self.events.next_event()?.ok()
    }

    fn span(&self, start: granit_parser::Span) -> Option<Span> {
        let (from, to) = (start.start.byte_offset()?, start.end.byte_offset()?);
        Some(self.doc.range(from, to))
    }

    /// The whole document.
    fn document(mut self) -> Option<Node> {
        let (Event::StreamStart, _) = self.next()? else { return None };
        let (Event::DocumentStart(false, None), _) = self.next()? else { return None };
        let first = self.next()?;
        let node = self.node(first, PLAIN_DEPTH)?;
        let (Event::DocumentEnd, _) = self.next()? else { return None };
        let (Event::StreamEnd, _) = self.next()? else { return None };
        Some(node)
    }

    fn node(
        &mut self,
        (event, at): (Event<'a>, granit_parser::Span),
        depth: usize,
    ) -> Option<Node> {
        let span = self.span(at)?;
        match event {
            Event::Scalar(text, style, 0, None) => Some(self.doc.scalar(span, &text, style)),
            Event::SequenceStart(_, 0, None) if depth > 0 => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        first => list.push(self.node(first, depth - 1)?),
                    }
                }
                Some(Node { span, kind: NodeKind::Seq(list) })
            }
            Event::MappingStart(_, 0, None) if depth > 0 => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, _) => break,
                        (Event::Scalar(text, style, 0, None), at) => {
                            let span = self.span(at)?;
                            let key = self.doc.scalar(span, &text, style);
                            let NodeKind::Scalar(text) = key.kind else { return None };
                            let first = self.next()?;
                            list.push((Key { text, span }, self.node(first, depth - 1)?));
                        }
                        _ => return None,
                    }
                }
                Some(Node { span, kind: NodeKind::Map(list) })
            }
            _ => None,
        }
    }
}

impl Document<'_> {
    fn plain(&self) -> Option<Node> {
        let options = granit_parser::options! { emit_comments: false };
        let events = Parser::new_from_str_with_options(self.text, options);
        Plain { doc: self, events }.document()
    }

    /// Text, or nothing where a plain scalar says so (YAML's core schema).
    fn scalar(&self, mut span: Span, parsed: &str, style: ScalarStyle) -> Node {
        let source = self.source(span);
        let trimmed = source.trim_end();
        span.end -= (source.len() - trimmed.len()) as u32;
        let is_null =
            style == ScalarStyle::Plain && matches!(parsed, "" | "~" | "null" | "Null" | "NULL");
        let text = self.spelling(trimmed, parsed).trim();
        let kind = if is_null { NodeKind::Null } else { NodeKind::Scalar(text.to_string()) };
        Node { span, kind }
    }

    fn through_serde(&self) -> Result<Node, Box<Diagnostic>> {
        let mut options = serde_yaml::Options::default();
        options.duplicate_keys = serde_yaml::DuplicateKeyPolicy::PassThrough;
        options.merge_keys = serde_yaml::MergeKeyPolicy::AsOrdinary;
        options.with_snippet = false;
        match serde_yaml::from_str_with_options::<Spanned<Raw>>(self.text, options) {
            Ok(raw) => Ok(self.node(raw)),
            Err(error) => Err(Box::new(self.syntax_error(&error))),
        }
    }

    /// Bytes of a location; an unknown one is the start of the document.
    fn span(&self, at: Location) -> Span {
        let start = at.span().byte_offset().unwrap_or(0) as usize;
        let len = at.span().byte_len().unwrap_or(0) as usize;
        let start = start.min(self.text.len());
        self.range(start, (start + len).min(self.text.len()))
    }

    fn range(&self, start: usize, end: usize) -> Span {
        let at = |b: usize| u32::try_from(self.offset + b).unwrap_or(u32::MAX);
        Span { file: self.file, start: at(start), end: at(end) }
    }

    fn source(&self, span: Span) -> &str {
        let (start, end) = (span.start as usize - self.offset, span.end as usize - self.offset);
        self.text.get(start..end).unwrap_or("")
    }

    fn node(&self, raw: Spanned<Raw>) -> Node {
        let mut span = self.span(raw.referenced);
        let kind = match raw.value {
            Raw::Null => NodeKind::Null,
            Raw::Scalar(text) => {
                let source = self.source(span);
                let trimmed = source.trim_end();
                span.end -= (source.len() - trimmed.len()) as u32;
                NodeKind::Scalar(self.spelling(trimmed, &text).trim().to_string())
            }
            Raw::Seq(list) => NodeKind::Seq(list.into_iter().map(|n| self.node(n)).collect()),
            Raw::Map(list) => NodeKind::Map(
                list.into_iter()
                    .map(|(k, v)| {
                        let span = self.span(k.referenced);
                        let text = self.spelling(self.source(span).trim(), &k.value);
                        (Key { text: text.trim().to_string(), span }, self.node(v))
                    })
                    .collect(),
            ),
        };
        Node { span, kind }
    }

    /// A plain scalar's own spelling (so `1.10` stays), the parser's text for everything quoted,
    /// folded or on several lines.
    fn spelling<'t>(&self, source: &'t str, parsed: &'t str) -> &'t str {
        let plain = !source.is_empty()
            && !source.starts_with(['"', '\'', '|', '>', '*', '&', '!'])
            && !source.contains('\n');
        if plain { source } else { parsed }
    }

    /// The Chinese form of the parser's first complaint.
    fn syntax_error(&self, error: &serde_yaml::Error) -> Diagnostic {
        let english = error.to_string().to_lowercase();
        // Errors carry a line and a column (from 1, in characters), not a byte.
        let at = error.location().map_or(0, |l| self.byte_of(l.line(), l.column()));
        let at = at.min(self.text.trim_end().len());
        let (at, what, help) = syntax::culprit(self.text, at).unwrap_or_else(|| {
            let (what, help) = syntax::meaning(&english);
            (at, what, help)
        });
        Diagnostic::new(Code::Syntax, Some(self.range(at, at)), what).help(help)
    }

    fn byte_of(&self, line: u64, column: u64) -> usize {
        let skipped = self.text.split_inclusive('\n').take(line.saturating_sub(1) as usize);
        let start: usize = skipped.map(str::len).sum();
        let rest = self.text[start..].split('\n').next().unwrap_or("");
        let before = rest.chars().take(column.saturating_sub(1) as usize);
        start + before.map(char::len_utf8).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(text: &str) -> Document<'_> {
        Document { file: FileId(0), text, offset: 4 }
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let node = parse(doc("a: 1.10\nno: 'x y'\n年: 08\n")).expect("valid");
        let NodeKind::Map(map) = &node.kind else { panic!("a map") };
        assert_eq!(map[0].1.as_text(), Some("1.10"));
        assert_eq!((map[0].1.span.start, map[0].1.span.end), (7, 11));
        assert_eq!(map[1].0.text, "no");
        assert_eq!(map[1].1.as_text(), Some("x y"));
        assert_eq!(map[2].1.as_text(), Some("08"));
    }

    /// Every document of ours and of the tests, whole and with a line or a character taken out: where
    /// the plain way reads one, serde reads the same.
    #[test]
    fn both_ways_read_the_same() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut read, mut given_up) = (0, 0);
        for folder in ["content", "tests/suite", "tests/cases", "themes"] {
            for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
                let kind = entry.path().extension().and_then(|e| e.to_str());
                let is_yaml = matches!(kind, Some("yaml" | "yml" | "md"));
                let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
                if !is_yaml {
                    continue;
                }
                let text = text.strip_prefix("---\n").unwrap_or(&text);
                let text = text.split_once("\n---").map_or(text, |(yaml, _)| yaml);
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                let without = |i: usize| [&lines[..i], &lines[i + 1..]].concat().concat();
                let short = |i: usize| {
                    let at = text.char_indices().nth(i * 37 % text.chars().count().max(1));
                    let (before, after) = text.split_at(at.map_or(0, |(at, _)| at));
                    format!("{before}{}", after.chars().skip(1).collect::<String>())
                };
                let mutated = (0..lines.len()).step_by(5).flat_map(|i| [without(i), short(i)]);
                for text in [text.to_string()].into_iter().chain(mutated) {
                    let doc = doc(&text);
                    let Some(plain) = doc.plain() else {
                        given_up += 1;
                        continue;
                    };
                    let serde = doc.through_serde();
                    assert_eq!(Ok(plain), serde, "{}: {text}", entry.path().display());
                    read += 1;
                }
            }
        }
        assert!(read > 2_000 && given_up > 100, "{read} read, {given_up} given up");
    }

    #[test]
    fn repeated_keys_are_kept() {
        let node = parse(doc("a: 1\na: 2\n")).expect("valid");
        let NodeKind::Map(map) = &node.kind else { panic!("a map") };
        assert_eq!(map.len(), 2);
    }

    #[test]
    fn errors_are_chinese() {
        for bad in [
            "a: [1\n",
            "a: \"x\n",
            "a:\n\tb: 1\n",
            "事项：政审\n编号: 1\n",
            "a: b: c\n",
            "a: 1\n  b: 2\n",
        ] {
            let d = parse(doc(bad)).expect_err(bad);
            assert!(!d.message.is_ascii() && d.help.is_some(), "{bad}: {d:?}");
            assert!(
                !d.message.replace("Tab", "").chars().any(|c| c.is_ascii_lowercase()),
                "{bad}: {}",
                d.message
            );
        }
    }
}
