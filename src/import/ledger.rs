//! Every cell of a file with what became of it; what became of none is named.
//!
//! Start at [`Ledger::enter`] and [`Ledger::close`].

use super::account::Cell;
use super::account::Fate;
use super::table::Table;
use super::table::quoted;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Cells of one sheet that are named in a sentence; the account for programs has all.
const NAMED: usize = 60;

/// What became of cells, by sheet and address.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: BTreeMap<(usize, String), (Fate, Vec<PathBuf>)>,
}

impl Ledger {
    /// Enters what became of a cell; of a cell that holds for several items the best counts.
    pub(super) fn enter(&mut self, sheet: usize, at: &str, fate: Fate, file: Option<&PathBuf>) {
        let entry =
            self.entries.entry((sheet, at.to_string())).or_insert_with(|| (fate, Vec::new()));
        entry.0 = entry.0.max(fate);
        entry.1.extend(file.cloned());
    }

    /// The account of all cells, and sentences about those that were not entered.
    pub(super) fn close(mut self, tables: &[Table]) -> (Vec<Cell>, Vec<String>) {
        let (mut cells, mut notes) = (Vec::new(), Vec::new());
        for (sheet, table) in tables.iter().enumerate() {
            let mut lost = Vec::new();
            for (row, column) in table.filled() {
                let (at, text) = (table.at(row, column), table.text(row, column));
                let entry = self.entries.remove(&(sheet, at.clone()));
                if entry.is_none() {
                    lost.push(quoted(&at, text));
                }
                let (fate, files) = entry.unwrap_or((Fate::Told, Vec::new()));
                cells.push(cell(table, at, text, fate, files));
            }
            let unread = table.unread.iter();
            cells
                .extend(unread.map(|u| cell(table, u.at.clone(), &u.text, Fate::Told, Vec::new())));
            if !lost.is_empty() {
                let more = match lost.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!("……还有 {more} 格，--format json 里都有"),
                };
                lost.truncate(NAMED);
                notes.push(format!("「{}」里没有抄的格子：{}{more}", table.name, lost.join("、")));
            }
        }
        (cells, notes)
    }
}

fn cell(table: &Table, at: String, text: &str, fate: Fate, files: Vec<PathBuf>) -> Cell {
    Cell { sheet: table.name.clone(), at, text: text.to_string(), fate, files }
}
