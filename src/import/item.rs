//! Items as a table lays them out: texts with what each is, before anything is made of them.
//!
//! Start at [`Item`].

use super::column::Column;

/// One text of an item.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// What it is; `None` where nobody knows.
    pub(super) column: Option<Column>,
    /// How the table calls it.
    pub(super) heading: String,
    /// The row of its table; what stands in one row belongs together.
    pub(super) row: usize,
    /// The address of its cell.
    pub(super) at: String,
    /// The text.
    pub(super) text: String,
}

/// One item of a table.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Sheet and row, as the clerk sees them.
    pub(super) place: String,
    /// The code that the table gives it, where that may be.
    pub(super) code: Option<String>,
    /// Which of the tables of the file.
    pub(super) sheet: usize,
    /// All it says, in order.
    pub(super) said: Vec<Said>,
    /// What was seen that needs a word.
    pub(super) notes: Vec<String>,
}

/// A row that no item took.
#[derive(Debug)]
pub(super) struct Dropped {
    /// Sheet and row.
    pub(super) place: String,
    /// Its cells, each with its address.
    pub(super) text: String,
    /// The addresses.
    pub(super) cells: Vec<String>,
}

/// What became of a table.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// Its items.
    pub(super) items: Vec<Item>,
    /// Rows that no item took: place, their cells as they are named, and the addresses of these.
    pub(super) dropped: Vec<Dropped>,
    /// Addresses of headings and labels that are known, and of those that notes have named.
    pub(super) headings: Vec<String>,
    pub(super) noted: Vec<String>,
    /// What stands around the items, in sentences.
    pub(super) notes: Vec<String>,
}
