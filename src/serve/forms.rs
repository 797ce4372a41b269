//! The form of a whole record, or of a list of them, for the browser.
//!
//! Start at [`Forms::of`]. Fields are [`super::form`]'s.

use super::form::Choices;
use super::form::FieldView;
use super::form::form;
use super::form::title;
use super::place::Place;
use super::state::Snapshot;
use crate::edit::Refused;
use crate::edit::Saved;
use crate::edit::Step;
use crate::model::Home;
use crate::model::collection;
use crate::theme::Theme;
use crate::yaml::NodeKind;
use serde::Serialize;
use std::path::Path;

/// A form for the browser.
#[derive(Debug, Serialize)]
struct FormView {
    label: &'static str,
    file: String,
    known: String,
    /// Of a list: what its records are called; the form is of one of them.
    titles: Vec<String>,
    index: Option<usize>,
    fields: Vec<FieldView>,
    /// Of a list: the fields of one more record.
    blank: Vec<FieldView>,
    before: usize,
    behind: usize,
}

/// What forms are made of.
pub(super) struct Forms<'f> {
    pub(super) root: &'f Path,
    pub(super) now: &'f Snapshot,
    pub(super) theme: &'f Theme,
}

impl Forms<'_> {
    /// The form of a record as JSON: of a list the one at `index`. `saved` says how far its file can go back.
    ///
    /// # Errors
    /// A sentence for the clerk.
    pub(super) fn of(
        &self,
        (stem, index): (&str, Option<usize>),
        saved: impl FnOnce(&str) -> Saved,
    ) -> Result<Vec<u8>, Refused> {
        let place = match Place::of(self.root, self.now, stem) {
            Ok(place) => place,
            Err(refused) => return self.of_none(stem).ok_or(refused),
        };
        let root = place.root()?;
        let schema = place.collection.schema;
        let choices = self.choices();
        let Saved { before, behind } = saved(&place.file);
        let body = place.body_text();
        let mut view = FormView {
            label: place.collection.label,
            known: place.known(),
            file: place.file,
            titles: Vec::new(),
            index: None,
            fields: Vec::new(),
            blank: Vec::new(),
            before,
            behind,
        };
        if let Home::List(_) = place.collection.home {
            let list: &[_] = match &root.kind {
                NodeKind::Seq(list) => list,
                _ => &[],
            };
            view.titles = list.iter().map(|node| title(schema, node)).collect();
            view.blank = form(schema, None, &[], &choices);
            if let Some((at, node)) = index.and_then(|at| Some((at, list.get(at)?))) {
                view.index = Some(at);
                view.fields = form(schema, Some(node), &[Step::Index(at)], &choices);
            }
        } else {
            view.fields = form(schema, Some(&root), &[], &choices);
            view.fields.extend(body.map(FieldView::of_body));
        }
        Ok(serde_json::to_vec(&view).unwrap_or_default())
    }

    /// The form of a list whose file is not there yet: only for its first record.
    fn of_none(&self, stem: &str) -> Option<Vec<u8>> {
        let of = collection(stem).filter(|of| of.is_optional_list())?;
        if self.root.join("content").join(of.home.name()).exists() {
            return None;
        }
        let view = FormView {
            label: of.label,
            file: format!("content/{}", of.home.name()),
            known: String::new(),
            titles: Vec::new(),
            index: None,
            fields: Vec::new(),
            blank: form(of.schema, None, &[], &self.choices()),
            before: 0,
            behind: 0,
        };
        serde_json::to_vec(&view).ok()
    }

    fn choices(&self) -> Choices<'_> {
        Choices { catalog: self.now.shown.as_deref(), words: &self.theme.words }
    }
}
