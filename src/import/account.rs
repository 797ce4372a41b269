//! What an import tells: what became of every row, and of what was not read at all.
//!
//! Start at [`Imported`].

use std::path::PathBuf;

/// What became of a row.
#[derive(Debug)]
pub struct Account {
    /// Sheet and row, as the clerk sees them.
    pub place: String,
    /// The procedure's name; empty where there is none.
    pub title: String,
    /// The file; `None` when none was made.
    pub file: Option<PathBuf>,
    /// What was understood.
    pub understood: Vec<String>,
    /// What was not.
    pub left: Vec<String>,
}

/// What became of a file with tables.
#[derive(Debug, Default)]
pub struct Imported {
    /// By row.
    pub accounts: Vec<Account>,
    /// What was not read at all, in sentences.
    pub notes: Vec<String>,
    /// How many of the files are what `export` once wrote out, in the state in which they were.
    pub returned: usize,
}
