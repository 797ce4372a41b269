//! A document that is to be changed: its text, its tree, its lines.
//!
//! Start at [`Doc`]. Places are bytes of the text.

use super::change::Refused;
use super::change::Step;
use super::change::read;
use crate::record::Field;
use crate::record::Schema;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::ops::Range;

/// A document that is to be changed.
pub(super) struct Doc<'t> {
    pub(super) text: &'t str,
    pub(super) root: Node,
    pub(super) schema: &'static Schema,
    /// Its line ends.
    pub(super) end: &'static str,
}

impl<'t> Doc<'t> {
    pub(super) fn read(text: &'t str, schema: &'static Schema) -> Result<Doc<'t>, Refused> {
        let root = read(text)
            .map_err(|what| Refused(format!("文件里有读不懂的地方（{what}），先打开文件改好")))?;
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Ok(Doc { text, root, schema, end })
    }

    /// The first byte of the line of a byte.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// The byte behind the line end of the line of a byte; the text's end on a last line without one.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |i| at + i + 1)
    }

    /// The place of the line end of a byte, or the text's end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |i| at + i);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }

    pub(super) fn with(&self, range: Range<usize>, words: &str) -> String {
        format!("{}{words}{}", &self.text[..range.start], &self.text[range.end..])
    }

    /// New lines behind the line of a byte, each from its indentation on, without their ends.
    pub(super) fn lines_behind(&self, at: usize, lines: &str) -> String {
        let next = self.next_line(at);
        if self.text[..next].ends_with('\n') {
            self.with(next..next, &format!("{lines}{}", self.end))
        } else {
            self.with(next..next, &format!("{}{lines}", self.end))
        }
    }

    /// The bytes of a list with nothing in it: the parser ends it at its first bracket.
    pub(super) fn empty_list(&self, node: &Node) -> Range<usize> {
        let from = start(node);
        let to = self.text[from..].find(']').map_or(node.span.end as usize, |i| from + i + 1);
        from..to
    }

    pub(super) fn is_in_brackets(&self, node: &Node) -> bool {
        self.text[start(node)..].starts_with(['{', '['])
    }
}

pub(super) fn start(node: &Node) -> usize {
    node.span.start as usize
}

/// The last byte of a value that is said, whatever follows it.
pub(super) fn last(node: &Node, key: Option<&Key>) -> usize {
    let of = |node: &Node| match &node.kind {
        NodeKind::Map(list) => list.last().map(|(key, value)| last(value, Some(key))),
        NodeKind::Seq(list) => list.last().map(|value| last(value, None)),
        NodeKind::Null => None,
        NodeKind::Scalar(_) => Some(node.span.end as usize),
    };
    of(node).unwrap_or_else(|| key.map_or(node.span.end as usize, |key| key.span.end as usize + 1))
}

/// The end of a value: brackets to their last one. The parser ends some of them at the first: what is inside is
/// gone through, and the next bracket is theirs.
pub(super) fn end_of(doc: &Doc<'_>, node: &Node, key: Option<&Key>) -> usize {
    if !doc.is_in_brackets(node) {
        return last(node, key);
    }
    let close = if doc.text[start(node)..].starts_with('{') { '}' } else { ']' };
    let within = match &node.kind {
        NodeKind::Map(map) => map.last().map(|(key, value)| end_of(doc, value, Some(key))),
        NodeKind::Seq(list) => list.last().map(|value| end_of(doc, value, None)),
        NodeKind::Null | NodeKind::Scalar(_) => None,
    };
    let from = within.unwrap_or(start(node) + 1);
    doc.text[from..].find(close).map_or(node.span.end as usize, |at| from + at + 1)
}

/// The entry of a group by the key of its table, however it is spelt.
pub(super) fn entry<'n>(
    map: &'n [(Key, Node)],
    field: &Field,
) -> Option<(usize, &'n Key, &'n Node)> {
    let is_it = |(key, _): &&(Key, Node)| key.text == field.key || key.text == field.alias;
    let at = map.iter().position(|pair| is_it(&pair))?;
    Some((at, &map[at].0, &map[at].1))
}

pub(super) fn missing() -> Refused {
    Refused("文件里没有这一处了，可能刚改过：重新打开这一页".into())
}

pub(super) fn too_special() -> Refused {
    Refused("这一处的写法比较特别，请打开文件改".into())
}

/// A node by its path, with the table of what is in it.
pub(super) fn find<'n>(
    root: &'n Node,
    path: &[Step],
    schema: &'static Schema,
) -> Option<(&'n Node, &'static Schema)> {
    let (mut node, mut of) = (root, schema);
    for step in path {
        node = match (step, &node.kind) {
            (Step::Index(at), NodeKind::Seq(list)) => list.get(*at)?,
            // One where a list may stand is its only one.
            (Step::Index(0), NodeKind::Map(_)) => node,
            (Step::Key(key), NodeKind::Map(map)) => {
                let field = of.find(key)?;
                of = field.kind.group().unwrap_or(of);
                entry(map, field)?.2
            }
            _ => return None,
        };
    }
    Some((node, of))
}
