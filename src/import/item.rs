//! Items as a table lays them out: texts with what each is, before anything is made of them.
//!
//! Start at [`Item`].

use super::columns::Column;

/// One text of an item.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// What it is; `None` where nobody knows.
    pub(super) column: Option<Column>,
    /// How the table calls it.
    pub(super) heading: String,
    /// The text.
    pub(super) text: String,
}

/// One item of a table.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Sheet and row, as the clerk sees them.
    pub(super) place: String,
    /// All it says, in order.
    pub(super) said: Vec<Said>,
    /// What was seen that needs a word.
    pub(super) notes: Vec<String>,
}

/// What became of a table.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// Its items.
    pub(super) items: Vec<Item>,
    /// Rows that no item took: place and text.
    pub(super) dropped: Vec<(String, String)>,
    /// What stands around the items, in sentences.
    pub(super) notes: Vec<String>,
}
