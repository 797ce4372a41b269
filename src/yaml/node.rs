//! What YAML is read from and into: a document, and its tree of nodes with their places.
//!
//! Start at [`Node`].

use crate::diag::FileId;
use crate::diag::Span;

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
    pub(crate) fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "空的",
            NodeKind::Scalar(_) => "一行字",
            NodeKind::Seq(_) => "列表",
            NodeKind::Map(_) => "一组栏目",
        }
    }

    /// The text, when it is one.
    #[must_use]
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(s) => Some(s),
            NodeKind::Null | NodeKind::Seq(_) | NodeKind::Map(_) => None,
        }
    }

    /// The keys and values of a group; none for anything else.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let list: &[(Key, Node)] = match &self.kind {
            NodeKind::Map(list) => list,
            NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Seq(_) => &[],
        };
        list.iter().map(|(key, value)| (key.text.as_str(), value))
    }

    /// The value of a key of a group.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Node> {
        self.entries().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// Whether two nodes say the same, wherever and in whatever order of keys they were written.
    #[must_use]
    pub(crate) fn says_the_same(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (NodeKind::Scalar(one), NodeKind::Scalar(two)) => one.trim() == two.trim(),
            (NodeKind::Seq(one), NodeKind::Seq(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.says_the_same(b))
            }
            (NodeKind::Map(one), NodeKind::Map(two)) => {
                let has = |(key, value): &(Key, Node)| {
                    other.entry(&key.text).is_some_and(|there| there.says_the_same(value))
                };
                one.len() == two.len() && one.iter().all(has)
            }
            (one, two) => matches!((one, two), (NodeKind::Null, NodeKind::Null)),
        }
    }

    /// The texts of a list; none for anything else.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        match &self.kind {
            NodeKind::Seq(list) => {
                list.iter().filter_map(|node| node.as_text().map(String::from)).collect()
            }
            NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Map(_) => Vec::new(),
        }
    }
}

/// Where a document lies in its file: YAML text starts at byte `offset`.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The file.
    pub file: FileId,
    /// YAML only, without the `---` lines.
    pub text: &'a str,
    /// Bytes of the file before `text`.
    pub offset: usize,
}

impl Passage<'_> {
    /// Bytes of the document as a place in its file.
    pub(super) fn range(&self, start: usize, end: usize) -> Span {
        let at = |b: usize| u32::try_from(self.offset + b).unwrap_or(u32::MAX);
        Span { file: self.file, start: at(start), end: at(end) }
    }

    /// The text of a place of the document.
    pub(crate) fn source(&self, span: Span) -> &str {
        let (start, end) = (span.start as usize - self.offset, span.end as usize - self.offset);
        self.text.get(start..end).unwrap_or("")
    }
}
