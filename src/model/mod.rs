//! What a community offers: a [`Catalog`] of typed values, every one with its place in a file.
//!
//! Start at [`Catalog`], then [`Procedure`]. Lengths of text and allowed values are checked before
//! a model exists (`load::fields` holds the limits); the types here make the rest impossible to
//! get wrong. No input or output, no YAML, no HTML.

mod community;
mod date;
mod photo;
mod picture;
mod procedure;
mod quantity;

use crate::diag::Span;
use std::ops::Deref;
use std::sync::Arc;

pub use community::Category;
pub use community::Community;
pub use date::Date;
pub use photo::Photo;
pub use photo::PhotoFile;
pub use picture::IconSearch;
pub use picture::Person;
pub use picture::Picture;
pub use picture::PropWord;
pub use picture::Speech;
pub use picture::SpeechKind;
pub use picture::Stand;
pub use picture::Vocabulary;
pub use picture::WordList;
pub use procedure::AuthorityRole;
pub use procedure::Branch;
pub use procedure::Channel;
pub use procedure::ChannelKind;
pub use procedure::LegalBasis;
pub use procedure::Material;
pub use procedure::NotHere;
pub use procedure::Outcome;
pub use procedure::PanelPlace;
pub use procedure::Procedure;
pub use procedure::Publicity;
pub use procedure::Review;
pub use procedure::Status;
pub use procedure::Step;
pub use quantity::Article;
pub use quantity::CopyNeed;
pub use quantity::Fee;
pub use quantity::FeeAmount;
pub use quantity::OriginalNeed;
pub use quantity::TimeLimit;
pub use quantity::TimeLimits;
pub use quantity::TimeUnit;

/// The words that stand for a fact only the office can tell.
pub const ASK_WINDOW: &str = "以窗口答复为准";

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in a content file.
    pub span: Span,
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Everything `content/` says.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The office.
    pub community: Community,
    /// In the order of their numbers.
    pub categories: Vec<Category>,
    /// In the order of their codes.
    pub procedures: Vec<Arc<Procedure>>,
    /// What could not be read.
    pub unread: Unread,
}

/// Procedures whose files have errors: they exist, so nothing may complain that they do not.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// Codes of those whose code could be read.
    pub codes: Vec<String>,
    /// Whether there are others.
    pub others: bool,
    /// Whether some categories could not be read.
    pub categories: bool,
}

impl Unread {
    /// Whether the procedure with this code may be among the unread.
    #[must_use]
    pub fn may_hold(&self, code: &str) -> bool {
        self.others || self.codes.iter().any(|c| c == code)
    }
}

impl Catalog {
    /// The procedures of one category, in order.
    pub fn of_category(&self, number: u8) -> impl Iterator<Item = &Procedure> {
        self.procedures.iter().map(|p| &**p).filter(move |p| p.category() == number)
    }

    /// The procedure with this code.
    #[must_use]
    pub fn find_procedure(&self, code: &str) -> Option<&Procedure> {
        // In order of code; doubles (already an error) may hide behind their first.
        let at = self.procedures.partition_point(|p| p.code.value.as_str() < code);
        self.procedures.get(at).map(|p| &**p).filter(|p| p.code.value == code)
    }

    /// The category with this number.
    #[must_use]
    pub fn find_category(&self, number: u8) -> Option<&Category> {
        self.categories.iter().find(|c| c.number.value == number)
    }

    /// The newest date anything was checked on: the date of a build that was given none.
    #[must_use]
    pub fn latest_review(&self) -> Option<Date> {
        self.procedures
            .iter()
            .filter_map(|p| p.review.as_ref()?.date.as_ref())
            .map(|d| d.value)
            .max()
    }
}
