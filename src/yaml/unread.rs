//! What a clerk wrote on a line and YAML took for a remark: 「3号楼 #2单元」 ends before the `#`.
//!
//! Start at [`unread`].

use super::Node;
use super::NodeKind;
use super::Passage;
use crate::diag::Span;

/// A value of one line, and what stands behind it unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The value; empty where nothing of it was read.
    pub value: Span,
    /// From the `#` to the end of the line.
    pub rest: Span,
}

/// Every value without quotes that goes on behind a ` #`, in order. A remark on a line of its own, or
/// behind a list or a value in quotes, is one.
#[must_use]
pub fn unread(doc: &Passage<'_>, root: &Node) -> Vec<Unread> {
    // Most files have no such mark at all.
    if !doc.text.contains(" #") && !doc.text.contains("\t#") {
        return Vec::new();
    }
    let mut found = Vec::new();
    visit(doc, root, &mut found);
    found
}

fn visit(doc: &Passage<'_>, node: &Node, found: &mut Vec<Unread>) {
    match &node.kind {
        NodeKind::Scalar(_) => found.extend(behind(doc, node.span.end, node.span)),
        NodeKind::Null => {}
        NodeKind::Seq(list) => list.iter().for_each(|n| visit(doc, n, found)),
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                if matches!(value.kind, NodeKind::Null) {
                    // Nothing was read: what stands behind the colon.
                    let colon = key.span.end + 1;
                    found.extend(behind(doc, colon, Span { start: colon, end: colon, ..key.span }));
                } else {
                    visit(doc, value, found);
                }
            }
        }
    }
}

fn behind(doc: &Passage<'_>, end: u32, value: Span) -> Option<Unread> {
    let at = (end as usize).checked_sub(doc.offset)?;
    let quoted = at > 0 && matches!(doc.text.as_bytes().get(at - 1), Some(b'"' | b'\''));
    let line = doc.text.get(at..)?.lines().next()?;
    let rest = line.trim_start();
    let is_remark = rest.starts_with('#') && rest.len() < line.len() && !quoted;
    let start = at + line.len() - rest.len();
    is_remark.then(|| Unread { value, rest: doc.range(start, start + rest.trim_end().len()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn remarks_are_told_from_lost_words() {
        let text = "甲: 3号楼 #2单元\n乙: \"3号楼 #2单元\"\n丙: 满#2\n# 自成一行\n丁: #2单元\n戊:\n  - 一 # 二\n己: \"四\" # 注\n";
        let doc = Passage { file: FileId(0), text, offset: 0 };
        let root = super::super::parse(Passage { file: FileId(0), text, offset: 0 }).expect("good");
        let said: Vec<(&str, &str)> =
            unread(&doc, &root).iter().map(|u| (doc.source(u.value), doc.source(u.rest))).collect();
        assert_eq!(said, [("3号楼", "#2单元"), ("", "#2单元"), ("一", "# 二")]);
    }
}
