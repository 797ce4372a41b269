//! What is at hand while a view is made.

use crate::diag::Span;
use crate::plan::Plan;
use crate::theme::Theme;
use tera::Map;
use tera::Value;

/// How a place in a file is written into a template.
pub(crate) type Place = fn(Span) -> String;

/// The plan, the theme, and whether places are written.
#[derive(Clone, Copy)]
pub(super) struct Scope<'v> {
    pub(super) plan: &'v Plan<'v>,
    pub(super) theme: &'v Theme,
    pub(super) at: Option<Place>,
}

impl Scope<'_> {
    /// A text that was worked out, with the place that it came from.
    pub(super) fn said(&self, text: &str, span: Span) -> Value {
        let mut value = Map::with_capacity(2);
        value.insert("text".into(), text.into());
        if let Some(at) = self.at {
            value.insert("at".into(), at(span).into());
        }
        value.into()
    }
}
