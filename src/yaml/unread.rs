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

/// Every value that goes on behind a ` #`, in order: in quotes and brackets too, because a clerk does not
/// know where a value ends for YAML. A remark on a line of its own, or behind a key whose list stands
/// below it, is one.
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
        NodeKind::Seq(list) => {
            list.iter().for_each(|n| visit(doc, n, found));
            found.extend(behind_bracket(doc, node));
        }
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
            found.extend(behind_bracket(doc, node));
        }
    }
}

/// Behind a list or a group that is written in brackets.
fn behind_bracket(doc: &Passage<'_>, node: &Node) -> Option<Unread> {
    let end = end_of(doc, node).filter(|_| !matches!(node.kind, NodeKind::Scalar(_)))?;
    behind(doc, end, Span { end, ..node.span })
}

/// The end of a value: of one in brackets behind its closing one, which its place in the tree does not hold;
/// `None` for lists and groups line by line.
fn end_of(doc: &Passage<'_>, node: &Node) -> Option<u32> {
    let text = |at: u32| doc.text.get((at as usize).checked_sub(doc.offset)?..);
    let last = match &node.kind {
        NodeKind::Scalar(_) | NodeKind::Null => return Some(node.span.end),
        NodeKind::Seq(list) => list.last().map(|n| end_of(doc, n)),
        NodeKind::Map(entries) => {
            entries.last().map(|(key, n)| Some(end_of(doc, n)?.max(key.span.end)))
        }
    };
    let open = text(node.span.start)?.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    let inner = last.unwrap_or(Some(node.span.start + 1))?;
    let close = text(inner)?.find(if open == '[' { ']' } else { '}' })?;
    Some(inner + u32::try_from(close).ok()? + 1)
}

fn behind(doc: &Passage<'_>, end: u32, value: Span) -> Option<Unread> {
    let at = (end as usize).checked_sub(doc.offset)?;
    let line = doc.text.get(at..)?.lines().next()?;
    let rest = line.trim_start();
    let is_remark = rest.starts_with('#') && rest.len() < line.len();
    let start = at + line.len() - rest.len();
    is_remark.then(|| Unread { value, rest: doc.range(start, start + rest.trim_end().len()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn remarks_are_told_from_lost_words() {
        let text = "甲: 3号楼 #2单元\n乙: \"3号楼 #2单元\"\n丙: 满#2\n# 自成一行\n丁: #2单元\n戊:\n  - 一 # 二\n己: \"四\" # 注\n庚: [五, 六] # 七\n辛: { 八: 九 } #十\n壬: # 一行\n  - 甲\n";
        let doc = Passage { file: FileId(0), text, offset: 0 };
        let root = super::super::parse(Passage { file: FileId(0), text, offset: 0 }).expect("good");
        let said: Vec<(&str, &str)> =
            unread(&doc, &root).iter().map(|u| (doc.source(u.value), doc.source(u.rest))).collect();
        assert_eq!(
            said,
            [
                ("3号楼", "#2单元"),
                ("", "#2单元"),
                ("一", "# 二"),
                ("\"四\"", "# 注"),
                ("[五, 六]", "# 七"),
                ("{ 八: 九 }", "#十")
            ]
        );
    }
}
