//! What somebody points at, on a page or on a board, and the texts of files that it may come from.
//!
//! Start at [`leaves`] and [`likeness`]. A board knows the byte that its words came from; of a page only the words are known:
//! [`super::pointing`] holds its texts to what a page would say with another value.

use crate::edit::Step;
use crate::model::Collection;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Schema;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use serde::Deserialize;
use std::ops::Range;

/// What was pointed at.
#[derive(Debug, Deserialize)]
pub(super) struct Pointed {
    /// The procedure whose page or board it is, or `site`.
    pub(super) stem: String,
    /// The words, as they stand in one piece.
    pub(super) text: String,
    /// Which character of them.
    #[serde(default)]
    pub(super) offset: usize,
    /// The file that a board says they came from, and the byte.
    pub(super) file: Option<String>,
    pub(super) at: Option<usize>,
    /// The picture of the procedure's strip that was pointed at.
    pub(super) panel: Option<usize>,
    /// The page, below the site's root.
    pub(super) page: Option<String>,
    /// How many pieces of it before that one say the same.
    #[serde(default)]
    pub(super) nth: usize,
    /// What the page tells scripts around it, the nearest first: words that a script wrote come from there.
    #[serde(default)]
    pub(super) around: Vec<String>,
}

/// A text of a file: its place, its words, its bytes in the YAML.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) path: Vec<Step>,
    pub(super) field: &'static Field,
    pub(super) text: String,
    pub(super) bytes: Range<usize>,
}

/// Every text of a record, or of a list of them.
pub(super) fn leaves(root: &Node, schema: &'static Schema) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    gather(root, &mut Vec::new(), schema, &mut leaves);
    leaves
}

/// How well a text answers to what was pointed at: 3 where it is known to be it, 1 and more where it is the one of several
/// that is under the pointer, else the share of words that both have; none where neither is in the other. `at` is the byte
/// of the YAML that was pointed at, where that is known.
pub(super) fn likeness(leaf: &Leaf, pointed: &Pointed, at: Option<usize>) -> Option<f64> {
    if at.is_some_and(|at| leaf.bytes.contains(&at)) {
        return Some(3.0);
    }
    let (said, wanted) = (plain(&leaf.text), plain(&pointed.text));
    let (shorter, longer) =
        if said.len() < wanted.len() { (&said, &wanted) } else { (&wanted, &said) };
    if shorter.is_empty() || !longer.contains(shorter.as_str()) {
        return None;
    }
    let share = shorter.len() as f64 / longer.len() as f64;
    // Of several fields in one piece of text, the one under the pointer.
    let under = pointed.text.find(&leaf.text).is_some_and(|start| {
        let before = pointed.text[..start].chars().count();
        (before..before + leaf.text.chars().count()).contains(&pointed.offset)
    });
    Some(share + if under { 1.0 } else { 0.0 })
}

/// The field whose text holds a byte of the YAML.
pub(super) fn path_at(root: &Node, collection: &Collection, at: usize) -> Option<Vec<Step>> {
    let all = leaves(root, collection.schema);
    all.into_iter().find(|leaf| leaf.bytes.contains(&at)).map(|leaf| leaf.path)
}

/// Without spaces: lines are broken where they need to be.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text of a tree that a form has a field for: of a list of texts, the list.
fn gather(node: &Node, path: &mut Vec<Step>, schema: &'static Schema, leaves: &mut Vec<Leaf>) {
    match &node.kind {
        NodeKind::Seq(list) => {
            for (at, item) in list.iter().enumerate() {
                path.push(Step::Index(at));
                gather(item, path, schema, leaves);
                path.pop();
            }
        }
        NodeKind::Map(map) => {
            for (key, value) in map {
                let Some(field) = schema.find(&key.text) else { continue };
                path.push(Step::Key(field.key.to_string()));
                gather_field(value, path, field, schema, leaves);
                path.pop();
            }
        }
        NodeKind::Null | NodeKind::Scalar(_) => {}
    }
}

fn gather_field(
    node: &Node,
    path: &mut Vec<Step>,
    field: &'static Field,
    schema: &'static Schema,
    leaves: &mut Vec<Leaf>,
) {
    let of = field.kind.group();
    match &node.kind {
        NodeKind::Scalar(text) => leaves.push(leaf(node, field, text, path)),
        NodeKind::Seq(list)
            if of.is_none() || !matches!(field.kind, Kind::List(..) | Kind::GroupOrList(..)) =>
        {
            let texts = list.iter().filter_map(|item| Some((item, item.as_text()?)));
            leaves.extend(texts.map(|(item, text)| leaf(item, field, text, path)));
        }
        NodeKind::Seq(list) => {
            for (at, item) in list.iter().enumerate() {
                path.push(Step::Index(at));
                match &item.kind {
                    // One line where a group may stand.
                    NodeKind::Scalar(text) => leaves.push(leaf(item, field, text, path)),
                    _ => gather(item, path, of.unwrap_or(schema), leaves),
                }
                path.pop();
            }
        }
        _ => gather(node, path, of.unwrap_or(schema), leaves),
    }
}

fn leaf(node: &Node, field: &'static Field, text: &str, path: &[Step]) -> Leaf {
    let bytes = node.span.start as usize..node.span.end as usize;
    Leaf { path: path.to_vec(), field, text: text.to_string(), bytes }
}
