//! Rows of the theme's tables: `词: { key: value, … }`.
//!
//! Start at [`TableRow`]. What a row means is the business of who reads its values.

use crate::diag::Span;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// A row of a table of the theme: `词: { key: value, … }`.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// The word it is about.
    pub word: String,
    /// Where it stands.
    pub at: Span,
    values: Vec<(String, Vec<String>)>,
}

/// Keys of people and poses that say what they do on the stage, not what they look like.
const DIRECTIONS: [&str; 16] = [
    "takes", "empty", "needs", "brings", "tool", "lays", "busy", "sets", "into", "at", "toward",
    "touch", "call", "other", "alone", "staff",
];

impl TableRow {
    /// The row of a word.
    pub(super) fn new(word: &Key, node: &Node) -> TableRow {
        let values = |node: &Node| -> Vec<String> {
            match &node.kind {
                NodeKind::Scalar(text) => vec![text.clone()],
                NodeKind::Seq(list) => {
                    list.iter().filter_map(|n| n.as_text().map(String::from)).collect()
                }
                NodeKind::Null | NodeKind::Map(_) => Vec::new(),
            }
        };
        TableRow {
            word: word.text.clone(),
            at: node.span,
            values: node.entries().map(|(k, v)| (k.to_string(), values(v))).collect(),
        }
    }

    /// A row that says nothing of how its word behaves on the stage behaves as the row it lies over: tables
    /// that communities copied before these keys were there say only what somebody looks like.
    pub(super) fn keep_directions(&mut self, below: &TableRow) {
        let is_direction = |(key, _): &&(String, Vec<String>)| DIRECTIONS.contains(&key.as_str());
        if !self.values.iter().any(|value| is_direction(&value)) {
            self.values.extend(below.values.iter().filter(is_direction).cloned());
        }
    }

    /// The first key that is none of these.
    #[must_use]
    pub(crate) fn unknown_key(&self, known: &[&str]) -> Option<&str> {
        let keys = self.values.iter().map(|(key, _)| key.as_str());
        keys.into_iter().find(|key| !known.contains(key))
    }

    /// A list of numbers: `None` without the key, `Some(None)` when something in it is no number.
    #[must_use]
    pub(crate) fn numbers(&self, key: &str) -> Option<Option<Vec<f64>>> {
        Some(self.list_of(key)?.iter().map(|v| v.parse().ok()).collect())
    }

    /// Two numbers, or `default` without the key.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub(crate) fn pair(&self, key: &str, default: (f64, f64)) -> Result<(f64, f64), String> {
        match self.numbers(key) {
            None => Ok(default),
            Some(Some(list)) if list.len() == 2 => Ok((list[0], list[1])),
            Some(_) => Err(key.into()),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub(crate) fn number(&self, key: &str) -> Result<Option<f64>, String> {
        match self.numbers(key) {
            None => Ok(None),
            Some(Some(list)) if list.len() == 1 && list[0].is_finite() => Ok(Some(list[0])),
            Some(_) => Err(key.into()),
        }
    }

    /// 是 or 否, which is the same as nothing.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub(crate) fn flag(&self, key: &str) -> Result<bool, String> {
        match self.word_of(key) {
            None if self.list_of(key).is_none() => Ok(false),
            Some("是") => Ok(true),
            Some("否") => Ok(false),
            _ => Err(key.into()),
        }
    }

    /// A value that is one word.
    #[must_use]
    pub(crate) fn word_of(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(k, _)| k == key)?.1.first().map(String::as_str)
    }

    /// The drawings of a place: the usual one, then the others it may be seen in.
    pub(crate) fn drawings(&self) -> impl Iterator<Item = &str> {
        let usual = self.word_of("文件").unwrap_or("");
        let others = self.list_of("变样").unwrap_or_default();
        std::iter::once(usual).chain(others.iter().map(String::as_str))
    }

    /// A value that is a list.
    #[must_use]
    pub(crate) fn list_of(&self, key: &str) -> Option<&[String]> {
        self.values.iter().find(|(k, _)| k == key).map(|(_, list)| list.as_slice())
    }
}
