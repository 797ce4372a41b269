//! What an import tells: what became of every row, and of what was not read at all.
//!
//! Start at [`Imported`].

use crate::diag::Report;
use crate::diag::Sources;
use serde_json::Value;
use serde_json::json;
use std::path::Path;
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

/// What became of the text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is named in the report, and nowhere else.
    Told,
    /// It is a heading or a label.
    Heading,
    /// It stands in a file as a comment, under its heading.
    Comment,
    /// It stands in a field of a file.
    Field,
}

impl Fate {
    /// The word for it in the account for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fate::Told => "told",
            Fate::Heading => "heading",
            Fate::Comment => "comment",
            Fate::Field => "field",
        }
    }
}

/// One cell with text.
#[derive(Debug)]
pub struct Cell {
    /// The sheet.
    pub sheet: String,
    /// Its address, as the office program shows it: 「D7」.
    pub at: String,
    /// What it shows.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// The files it stands in.
    pub files: Vec<PathBuf>,
}

/// What became of a file with tables.
#[derive(Debug, Default)]
pub struct Imported {
    /// By row.
    pub accounts: Vec<Account>,
    /// What was not read at all, in sentences.
    pub notes: Vec<String>,
    /// By cell, in the order of the sheets; of lists of records there are none.
    pub cells: Vec<Cell>,
    /// How many of the files are what `export` once wrote out, in the state in which they were.
    pub returned: usize,
    /// What `check` says of the content with what was made, where that is known already.
    pub after: Option<(Report, Sources)>,
}

impl Imported {
    /// The same account for programs; files are named below `root`.
    #[must_use]
    pub fn to_json(&self, root: &Path) -> String {
        let name = |file: &PathBuf| {
            let shown = file.strip_prefix(root).unwrap_or(file);
            shown.to_string_lossy().replace('\\', "/")
        };
        let accounts: Vec<Value> = self
            .accounts
            .iter()
            .map(|a| {
                json!({
                    "place": a.place,
                    "title": a.title,
                    "file": a.file.as_ref().map(name),
                    "understood": a.understood,
                    "left": a.left,
                })
            })
            .collect();
        let cells: Vec<Value> = self
            .cells
            .iter()
            .map(|cell| {
                json!({
                    "sheet": cell.sheet,
                    "cell": cell.at,
                    "text": cell.text,
                    "fate": cell.fate.word(),
                    "files": cell.files.iter().map(name).collect::<Vec<_>>(),
                })
            })
            .collect();
        json!({ "items": accounts, "notes": self.notes, "cells": cells }).to_string()
    }
}
