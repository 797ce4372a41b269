//! A file that may say what somebody points at: its texts, and the file with other values of some of them.
//!
//! Start at [`Candidate`]. Nothing of it is written: [`super::pointing`] looks at what a page would say then.

use super::finding::Leaf;
use super::place::BODY;
use super::place::Place;
use crate::edit::Change;
use crate::edit::Step;
use crate::edit::apply;
use crate::edit::others;
use crate::model::Home;
use crate::record::Nature;
use crate::yaml::quoted;
use serde::Serialize;

/// Where it is written.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    stem: String,
    /// Of a list, which record.
    item: Option<usize>,
    path: Vec<Step>,
}

/// A file and its texts.
pub(super) struct Candidate {
    pub(super) stem: String,
    pub(super) place: Place,
    pub(super) leaves: Vec<Leaf>,
    /// The Markdown behind the fields.
    pub(super) body: Option<String>,
}

/// A part of a file: a text by its number, or the Markdown, which is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Text(usize),
    Body,
}

impl Candidate {
    pub(super) fn found(&self, path: &[Step]) -> Found {
        let item = match (self.place.collection.home, path.first()) {
            (Home::List(_), Some(Step::Index(at))) => Some(*at),
            _ => None,
        };
        Found { stem: self.stem.clone(), item, path: path.to_vec() }
    }

    pub(super) fn of_part(&self, part: Part) -> Found {
        match part {
            Part::Text(at) => self.found(&self.leaves[at].path),
            Part::Body => self.found(&[Step::Key(BODY.into())]),
        }
    }

    /// The file with other values of some of its parts; none where none of them can have one. `turn` says which of several
    /// values.
    pub(super) fn with_others(&self, parts: &[Part], turn: usize) -> Option<String> {
        let mut yaml = self.place.text[self.place.yaml.clone()].to_string();
        let (mut body, mut is_other) = (None, false);
        let mut some = parts.to_vec();
        // From below, so that places above stay what they are.
        some.sort_by_key(|part| std::cmp::Reverse(*part));
        for part in some {
            let Part::Text(at) = part else {
                let all = self.body.iter().flat_map(|body| body.chars());
                body =
                    Some(all.map(|c| if c.is_alphabetic() { '甲' } else { c }).collect::<String>());
                is_other = true;
                continue;
            };
            let leaf = &self.leaves[at];
            let others = others(leaf.field, &leaf.text);
            let Some(new) = others.get(turn % others.len().max(1)) else { continue };
            // Only what stands in one piece: `|` begins a text of several lines.
            if yaml.get(leaf.bytes.clone()).is_none_or(|said| said.starts_with(['|', '>'])) {
                continue;
            }
            yaml.replace_range(leaf.bytes.clone(), &quoted(new));
            is_other = true;
        }
        is_other.then(|| self.place.with(&yaml, body.as_deref()))
    }

    /// Its parts that can have another value: as people write them, and as a word of a list or a mark.
    pub(super) fn parts(&self) -> [Vec<Part>; 2] {
        let can = |at: &usize| !others(self.leaves[*at].field, &self.leaves[*at].text).is_empty();
        let is_word = |at: &usize| self.leaves[*at].field.nature == Nature::Word;
        let (words, texts): (Vec<_>, Vec<_>) =
            (0..self.leaves.len()).filter(can).partition(is_word);
        let body = self.body.iter().filter(|body| !body.is_empty()).map(|_| Part::Body);
        let texts = texts.into_iter().map(Part::Text).chain(body).collect();
        [texts, words.into_iter().map(Part::Text).collect()]
    }

    /// The lists that stand in it, the inner ones first, each with the place of its last.
    pub(super) fn lists(&self) -> Vec<(Vec<Step>, usize)> {
        let mut lists: Vec<(Vec<Step>, usize)> = Vec::new();
        for leaf in &self.leaves {
            for (depth, step) in leaf.path.iter().enumerate() {
                let Step::Index(at) = step else { continue };
                match lists.iter_mut().find(|(path, _)| *path == leaf.path[..depth]) {
                    Some((_, last)) => *last = (*last).max(*at),
                    None => lists.push((leaf.path[..depth].to_vec(), *at)),
                }
            }
        }
        lists.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        lists
    }

    /// The file with one thing less in each of some lists, as far as that can be.
    pub(super) fn with_less(&self, lists: &[(Vec<Step>, usize)]) -> String {
        let schema = self.place.collection.schema;
        let yaml = self.place.text[self.place.yaml.clone()].to_string();
        let yaml = lists.iter().fold(yaml, |yaml, (path, last)| {
            let of_last = [&path[..], &[Step::Index(*last)]].concat();
            apply(&yaml, schema, &Change::Drop(of_last)).unwrap_or(yaml)
        });
        self.place.with(&yaml, None)
    }
}
