//! Words that somebody points at, on a page or on a board → the field of the file that says them.
//!
//! Start at [`find`]. A board knows the byte that its words came from; of a page only the words are known. What no file says
//! is the program's own.

use crate::edit::Step;
use crate::model::Collection;
use crate::model::Home;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Schema;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use serde::Deserialize;
use serde::Serialize;
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
}

/// Where it is written.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    pub(super) stem: String,
    /// Of a list, which record.
    pub(super) item: Option<usize>,
    pub(super) path: Vec<Step>,
}

/// A text of a file: its place, its words, its bytes.
struct Leaf<'n> {
    path: Vec<Step>,
    text: &'n str,
    bytes: Range<usize>,
}

/// How well a field answers: more is better.
pub(super) struct Answer {
    pub(super) found: Found,
    pub(super) score: f64,
}

/// The field of one file that says what was pointed at; `offset` bytes of the file are before its YAML.
pub(super) fn find(
    (collection, stem, file): (&'static Collection, &str, &str),
    (root, offset): (&Node, usize),
    pointed: &Pointed,
) -> Option<Answer> {
    let mut leaves = Vec::new();
    gather(root, &mut Vec::new(), collection.schema, &mut leaves);
    let is_here = pointed.file.as_deref() == Some(file);
    let at = pointed.at.filter(|_| is_here).and_then(|at| at.checked_sub(offset));
    let wanted = plain(&pointed.text);
    let score = |leaf: &Leaf<'_>| {
        let said = plain(leaf.text);
        let holds = at.is_some_and(|at| leaf.bytes.contains(&at));
        let (shorter, longer) =
            if said.len() < wanted.len() { (&said, &wanted) } else { (&wanted, &said) };
        let alike = !shorter.is_empty() && longer.contains(shorter.as_str());
        let share = shorter.len() as f64 / longer.len().max(1) as f64;
        // Of several fields in one piece of text, the one under the pointer.
        let under = pointed.text.find(leaf.text).is_some_and(|start| {
            let before = pointed.text[..start].chars().count();
            (before..before + leaf.text.chars().count()).contains(&pointed.offset)
        });
        match (holds, alike) {
            (true, _) => Some(3.0),
            (false, true) => Some(share + if under { 1.0 } else { 0.0 }),
            (false, false) => None,
        }
    };
    let scored = leaves.iter().filter_map(|leaf| Some((score(leaf)?, leaf)));
    // Of two that say the same, the first.
    let (score, leaf) = scored.reduce(|best, one| if one.0 > best.0 { one } else { best })?;
    let item = match (collection.home, leaf.path.first()) {
        (Home::List(_), Some(Step::Index(at))) => Some(*at),
        _ => None,
    };
    let found = Found { stem: stem.to_string(), item, path: leaf.path.clone() };
    Some(Answer { found, score })
}

/// The field whose text holds a byte of the YAML.
pub(super) fn path_at(root: &Node, collection: &Collection, at: usize) -> Option<Vec<Step>> {
    let mut leaves = Vec::new();
    gather(root, &mut Vec::new(), collection.schema, &mut leaves);
    leaves.into_iter().find(|leaf| leaf.bytes.contains(&at)).map(|leaf| leaf.path)
}

/// Without spaces: lines are broken where they need to be.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text of a tree that a form has a field for: of a list of texts, the list.
fn gather<'n>(
    node: &'n Node,
    path: &mut Vec<Step>,
    schema: &'static Schema,
    leaves: &mut Vec<Leaf<'n>>,
) {
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

fn gather_field<'n>(
    node: &'n Node,
    path: &mut Vec<Step>,
    field: &'static Field,
    schema: &'static Schema,
    leaves: &mut Vec<Leaf<'n>>,
) {
    let of = field.kind.group();
    match &node.kind {
        NodeKind::Scalar(text) => leaves.push(leaf(node, text, path)),
        NodeKind::Seq(list)
            if of.is_none() || !matches!(field.kind, Kind::List(..) | Kind::GroupOrList(..)) =>
        {
            let texts = list.iter().filter_map(|item| Some((item, item.as_text()?)));
            leaves.extend(texts.map(|(item, text)| leaf(item, text, path)));
        }
        _ => gather(node, path, of.unwrap_or(schema), leaves),
    }
}

fn leaf<'n>(node: &Node, text: &'n str, path: &[Step]) -> Leaf<'n> {
    let bytes = node.span.start as usize..node.span.end as usize;
    Leaf { path: path.to_vec(), text, bytes }
}
