//! Items of a list that say the same: copied and not changed.
//!
//! Start at [`said_twice`], which the decoder asks about every good list.

use super::field::Field;
use super::field::Nature;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::quantity::ASK_WINDOW;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// The same words twice in one list; two chairs of a picture are two chairs, and codes have a rule of their own.
pub(super) fn said_twice(list: &[Node], field: &Field, report: &mut Report) {
    if matches!(field.nature, Nature::Picture | Nature::Key) {
        return;
    }
    for (at, element) in list.iter().enumerate() {
        if is_open(element) {
            continue;
        }
        let Some(first) = list[..at].iter().find(|n| n.says_the_same(element)) else { continue };
        let named = element.as_text().map(|text| format!("「{text}」")).unwrap_or_default();
        let what = format!("「{}」第 {} 项{named}和前面的一项一样", field.key, at + 1);
        report.push(
            Diagnostic::new(Code::SaidTwice, Some(element.span), what)
                .related(first.span, "第一次在这里")
                .help("删去这一项；想写的是另一项，就改成它"),
        );
    }
}

/// Two things of which nobody knows anything yet are two all the same.
fn is_open(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar(text) => text == ASK_WINDOW,
        NodeKind::Map(entries) => !entries.is_empty() && entries.iter().all(|(_, n)| is_open(n)),
        NodeKind::Null | NodeKind::Seq(_) => false,
    }
}
