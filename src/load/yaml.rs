//! YAML text → a tree of [`Node`]s, every key and value with its byte range.
//!
//! Start at [`parse`]. The only file that names the YAML crate. Scalars keep their spelling as it
//! stands in the file (`1.10` stays `1.10`, `no` stays `no`); repeated keys are all kept, so the
//! decoder can point at both. Syntax errors become one Chinese diagnostic per document.

use super::syntax;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
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
#[derive(Debug, Clone)]
pub struct Node {
    /// Bytes of the value; for a key without value, of nothing after it.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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
    let mut options = serde_yaml::Options::default();
    options.duplicate_keys = serde_yaml::DuplicateKeyPolicy::PassThrough;
    options.merge_keys = serde_yaml::MergeKeyPolicy::AsOrdinary;
    options.with_snippet = false;
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(doc.text, options) {
        Ok(raw) => Ok(doc.node(raw)),
        Err(error) => Err(Box::new(doc.syntax_error(&error))),
    }
}

impl Document<'_> {
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
                NodeKind::Scalar(self.spelling(trimmed, text).trim().to_string())
            }
            Raw::Seq(list) => NodeKind::Seq(list.into_iter().map(|n| self.node(n)).collect()),
            Raw::Map(list) => NodeKind::Map(
                list.into_iter()
                    .map(|(k, v)| {
                        let span = self.span(k.referenced);
                        let text = self.spelling(self.source(span).trim(), k.value);
                        (Key { text: text.trim().to_string(), span }, self.node(v))
                    })
                    .collect(),
            ),
        };
        Node { span, kind }
    }

    /// A plain scalar's own spelling (so `1.10` stays), the parser's text for everything quoted,
    /// folded or on several lines.
    fn spelling(&self, source: &str, parsed: String) -> String {
        let plain = !source.is_empty()
            && !source.starts_with(['"', '\'', '|', '>', '*', '&', '!'])
            && !source.contains('\n');
        if plain { source.to_string() } else { parsed }
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
