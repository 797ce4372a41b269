//! What is to change, where, and why not.
//!
//! Start at [`Change`].

use super::written::Written;
use crate::diag::FileId;
use crate::yaml::Node;
use crate::yaml::Passage;
use crate::yaml::parse;
use serde::Deserialize;
use serde::Serialize;

/// One step to a place in a document; as JSON a text or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Step {
    /// Into a list, from 0.
    Index(usize),
    /// Into a group, by the key of its table.
    Key(String),
}

/// What is to change.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// What stands at a key: it is written where it is not there yet, and taken out with its key where this is `None`.
    Set(Vec<Step>, Option<Written>),
    /// One more in a list, behind its last; the list is written where it is not there yet.
    Add(Vec<Step>, Written),
    /// One of a list goes.
    Drop(Vec<Step>),
    /// One of a list changes places with the one before it.
    Up(Vec<Step>),
}

/// Why a file is left as it is, for the clerk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused(pub(crate) String);

impl Refused {
    pub(super) fn because(words: &str) -> Refused {
        Refused(words.to_string())
    }
}

/// The tree of a YAML text.
pub(crate) fn read(text: &str) -> Result<Node, String> {
    parse(Passage { file: FileId(0), text, offset: 0 }).map_err(|problem| problem.message.clone())
}
