//! A visit to every field of a record, in the order of its table.
//!
//! Start at [`Walker`]. [`leaves`] collects them for visitors that need no nesting.

use super::At;
use super::field::Field;
use super::field::Nature;
use super::scalar::Scalar;
use crate::diag::Span;
use std::borrow::Cow;
use std::fmt::Display;

/// A value of one line, where it was written, and what it is.
#[derive(Clone, Copy)]
pub struct Leaf<'r> {
    /// Its row of the table.
    pub field: &'static Field,
    /// Where it stands.
    pub span: Span,
    /// It says that only the office knows.
    pub is_open: bool,
    /// Its place in its list, from 0.
    pub index: Option<usize>,
    text: Option<&'r str>,
    shown: &'r dyn Display,
}

impl<'r> Leaf<'r> {
    /// The leaf of a scalar.
    pub(crate) fn of<T: Scalar>(field: &'static Field, at: &'r At<T>) -> Leaf<'r> {
        let value = &at.value;
        let (is_open, text) = (value.is_open(), value.as_text());
        Leaf { field, span: at.span, is_open, index: None, text, shown: value }
    }

    /// The same in a list.
    #[must_use]
    pub(crate) fn at_index(mut self, index: Option<usize>) -> Leaf<'r> {
        self.index = index;
        self
    }

    /// A text that stands inside another value.
    #[must_use]
    pub(crate) fn text_at(field: &'static Field, text: &'r String, span: Span) -> Leaf<'r> {
        Leaf { field, span, is_open: text.is_open(), index: None, text: Some(text), shown: text }
    }

    /// What it is to a reader.
    #[must_use]
    pub(crate) fn nature(&self) -> Nature {
        self.field.nature
    }

    /// The words of pages and boards for it.
    #[must_use]
    pub(crate) fn words(&self) -> Cow<'r, str> {
        self.text.map_or_else(|| Cow::Owned(self.shown.to_string()), Cow::Borrowed)
    }

    /// Its text, when a person wrote it freely and others will read it.
    #[must_use]
    pub(crate) fn free_text(&self) -> Option<&'r str> {
        self.text.filter(|_| self.field.nature.is_free_text())
    }
}

impl std::fmt::Debug for Leaf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.field.key, self.words())
    }
}

/// Visits the fields of a record.
pub trait Walker<'r> {
    /// A value.
    fn leaf(&mut self, leaf: Leaf<'r>);
    /// 是 or 否.
    fn flag(&mut self, field: &'static Field, yes: bool) {
        let _ = (field, yes);
    }
    /// A group begins, alone or at an index of a list.
    fn enter(&mut self, field: &'static Field, index: Option<usize>) {
        let _ = (field, index);
    }
    /// The last group that began ends.
    fn leave(&mut self) {}
}

struct Each<F>(F);

impl<'r, F: FnMut(Leaf<'r>)> Walker<'r> for Each<F> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        (self.0)(leaf);
    }
}

/// Calls `visit` with every leaf of a record.
pub(crate) fn leaves<'r, R: Walk + ?Sized>(record: &'r R, visit: impl FnMut(Leaf<'r>)) {
    record.walk_all(&mut Each(visit));
}

/// Calls `visit` with the leaves of one field of a record, by its English name.
pub(crate) fn leaves_of<'r, R: Walk + ?Sized>(
    record: &'r R,
    alias: &str,
    visit: impl FnMut(Leaf<'r>),
) {
    record.walk_one(alias, &mut Each(visit));
}

/// Whether a record says something in a field of its own, by its English name.
#[must_use]
pub(crate) fn says<R: Walk + ?Sized>(record: &R, alias: &str) -> bool {
    let mut found = false;
    record.walk_one(alias, &mut Each(|_: Leaf<'_>| found = true));
    found
}

/// Whatever can be walked, without knowing its type.
pub trait Walk {
    /// Visits every field that is there.
    fn walk_all<'r>(&'r self, walker: &mut dyn Walker<'r>);
    /// Visits one field of the record itself, by its English name; a record has many, and its key is
    /// asked for often.
    fn walk_one<'r>(&'r self, alias: &str, walker: &mut dyn Walker<'r>);
}
