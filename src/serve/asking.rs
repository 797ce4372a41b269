//! What is still to be asked, all of it in one list to walk through: each question with the field that its answer belongs into.
//!
//! Start at [`questions`]. An answer is written like any change ([`super::writing`]): into its field, off the list of what is
//! to be asked, into who checked it and when.

use super::finding::path_at;
use super::place::Place;
use super::state::Snapshot;
use crate::diag::Span;
use crate::edit::Step;
use crate::model::Procedure;
use crate::model::open_questions;
use serde::Serialize;
use std::path::Path;

/// A matter with what is to be asked of it.
#[derive(Debug, Serialize)]
struct MatterView {
    stem: String,
    title: String,
    /// Whom to ask first.
    authority: String,
    questions: Vec<QuestionView>,
}

#[derive(Debug, Serialize)]
struct QuestionView {
    text: String,
    /// Its number in 核验.待确认.
    line: Option<usize>,
    /// The fields that the answer belongs into, as far as they are known.
    paths: Vec<Vec<Step>>,
}

/// Every question of what is shown now, as JSON.
pub(super) fn questions(root: &Path, now: &Snapshot) -> Vec<u8> {
    let all = now.shown.iter().flat_map(|catalog| &catalog.procedures);
    let matters: Vec<MatterView> = all.filter_map(|p| matter(root, now, p)).collect();
    serde_json::to_vec(&matters).unwrap_or_default()
}

fn matter(root: &Path, now: &Snapshot, procedure: &Procedure) -> Option<MatterView> {
    let open = open_questions(procedure);
    if open.is_empty() {
        return None;
    }
    let place = Place::of(root, now, &procedure.code.value).ok();
    let place = place.and_then(|place| Some((place.root().ok()?, place)));
    let path = |at: &Span| {
        let (root, place) = place.as_ref()?;
        let at = (at.start as usize).checked_sub(place.yaml.start)?;
        path_at(root, place.collection, at)
    };
    let question = |question: &crate::model::OpenQuestion| QuestionView {
        text: question.text.clone(),
        line: question.line,
        paths: question.facts.iter().filter_map(path).collect(),
    };
    Some(MatterView {
        stem: procedure.code.value.clone(),
        title: procedure.short().value.clone(),
        authority: procedure.competent_authority.value.clone(),
        questions: open.iter().map(question).collect(),
    })
}
