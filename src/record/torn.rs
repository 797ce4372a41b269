//! A group whose every line got a list mark of its own: 「- 做什么: …」, 「- 谁: …」, 「- 在哪: …」.
//!
//! Start at [`torn_apart`].

use super::field::Field;
use super::field::Kind;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Whether it may be a piece of a torn group.
pub(super) fn has_one_field(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Map(entries) if entries.len() == 1)
}

/// Two neighbours with one field each, which are not the same, in a list whose groups need more than one: told
/// once, at the second.
pub(super) fn torn_apart(list: &[Node], item: &Kind, field: &Field) -> Option<Diagnostic> {
    let Kind::Group(schema) = item else { return None };
    if schema.fields.iter().filter(|f| f.required).count() < 2 {
        return None;
    }
    let only = |node: &Node| match &node.kind {
        NodeKind::Map(entries) if has_one_field(node) => schema.find(&entries[0].0.text),
        _ => None,
    };
    list.windows(2).find_map(|pair| {
        let (first, second) = (only(&pair[0])?, only(&pair[1])?);
        (first.key != second.key).then(|| {
            let what = format!("「{}」里同一项的各行都加了「- 」，会当成好几项", field.key);
            let help = format!(
                "一项只有第一行写「- 」：留下「- {}」的，「{}」起各行的「- 」改成两个空格",
                first.key, second.key
            );
            Diagnostic::new(Code::WrongType, Some(pair[1].span), what).help(help)
        })
    })
}
