//! Which rows and columns of an xlsx file are hidden, which formulas were never worked out, and what
//! stands around the cells.
//!
//! Start at [`hidden_parts`]. The reader of cells does not tell; the parts of the package do (ECMA-376
//! part 1, 18.3.1.73 and 18.3.1.13). What cannot be found here is taken for visible.

use super::margins::margins;
use super::margins::note;
use super::package::Package;
use super::package::each;
use super::package::links;
use super::package::open;
use super::package::value;
use super::table::Grid;
use super::table::Unread;
use super::table::address;
use super::table::quoted;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Sheets of a workbook and columns of a sheet that are looked at.
const MAX_RANGES: usize = 2_000;
/// Cells that a sentence names.
const NAMED: usize = 60;

/// What of a sheet is out of sight.
#[derive(Debug, Clone, Default)]
pub(super) struct Hidden {
    rows: BTreeSet<u32>,
    columns: Vec<(u32, u32)>,
    /// Cells with a formula and no value.
    unfilled: Vec<String>,
    /// What stands around the cells.
    pub(super) margins: Vec<Unread>,
}

impl Hidden {
    /// Whether a cell (row, column, from 0) is out of sight.
    pub(super) fn hides(&self, at: (u32, u32)) -> bool {
        self.rows.contains(&at.0) || self.columns.iter().any(|(a, b)| (*a..=*b).contains(&at.1))
    }

    /// Sentences about what was not read.
    pub(super) fn notes(&self, sheet: &str, unseen: &BTreeMap<(u32, u32), String>) -> Vec<String> {
        let mut notes = Vec::new();
        if !unseen.is_empty() {
            notes.push(unseen_note(sheet, unseen));
        }
        notes.extend(unfilled_note(sheet, &self.unfilled));
        notes.extend(note(sheet, &self.margins));
        notes
    }
}

/// The sentence about formulas that nobody has worked out.
pub(super) fn unfilled_note(sheet: &str, cells: &[String]) -> Option<String> {
    let more = if cells.len() > NAMED { "……" } else { "" };
    let named = cells.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("、");
    (!cells.is_empty()).then(|| {
        format!(
            "表「{sheet}」的 {named}{more} 是公式，文件里没有算好的值，当作空的；在 Excel、WPS 里打开，存一次再导入"
        )
    })
}

/// What is out of sight in a sheet, by row and column.
pub(super) fn unseen_note(sheet: &str, unseen: &BTreeMap<(u32, u32), String>) -> String {
    let each = unseen.iter().take(60).map(|(at, text)| quoted(&address(Grid::Sheet, *at), text));
    let more = if unseen.len() > 60 { "……" } else { "" };
    format!(
        "表「{sheet}」里隐藏（或筛选掉）的行、列没有读，{} 格：{}{more}；要导入就先取消隐藏",
        unseen.len(),
        each.collect::<Vec<_>>().join("、")
    )
}

/// The same cells as an account has them.
pub(super) fn unread(unseen: &BTreeMap<(u32, u32), String>) -> Vec<Unread> {
    let one = |(at, text): (&(u32, u32), &String)| Unread {
        at: address(Grid::Sheet, *at),
        text: text.clone(),
    };
    unseen.iter().map(one).collect()
}

/// What is hidden, by the name of the sheet.
pub(super) fn hidden_parts(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    let mut found = BTreeMap::new();
    let Some(mut package) = open(bytes) else { return found };
    let names: Vec<String> = package.file_names().flatten().map(String::from).collect();
    let Some(book) = names.iter().find(|n| n.to_lowercase().ends_with("workbook.xml")) else {
        return found;
    };
    let targets: BTreeMap<String, String> = links(&mut package, book).into_iter().collect();
    let mut sheets: Vec<(String, String)> = Vec::new();
    each(&mut package, book, |element, _| {
        if let ("sheet", Some(name), Some(id)) =
            (element.local_name().as_ref(), value(element, "name"), value(element, "id"))
            && sheets.len() < MAX_RANGES
        {
            sheets.push((name, id));
        }
    });
    for (name, id) in sheets {
        let Some(path) = targets.get(&id) else { continue };
        let margins = margins(&mut package, path);
        found.insert(name, Hidden { margins, ..of_sheet(&mut package, path) });
    }
    found
}

fn of_sheet(package: &mut Package<'_>, path: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let (mut row, mut cell, mut has_formula, mut has_value) = (0_u32, String::new(), false, true);
    each(package, path, |element, is_open| {
        let is_hidden = || {
            value(element, "hidden").is_some_and(|v| v == "1" || v == "true")
                || value(element, "ht").is_some_and(|v| v == "0")
                || value(element, "width").is_some_and(|v| v == "0")
        };
        let name = element.local_name();
        let name = name.as_ref();
        if matches!(name, "row" | "c" | "mergeCells" | "pageMargins") {
            if has_formula && !has_value && hidden.unfilled.len() < MAX_RANGES {
                hidden.unfilled.push(std::mem::take(&mut cell));
            }
            (has_formula, has_value) = (false, false);
        }
        match name {
            "row" => {
                row = value(element, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                if is_hidden() {
                    hidden.rows.insert(row.saturating_sub(1));
                }
            }
            "c" if is_open => cell = value(element, "r").unwrap_or_default(),
            "f" => has_formula = true,
            "v" | "is" => has_value = is_open,
            "col" if is_hidden() && hidden.columns.len() < MAX_RANGES => {
                let number = |key| value(element, key).and_then(|n| n.parse::<u32>().ok());
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    hidden.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            _ => {}
        }
    });
    // The last cell of a sheet.
    if has_formula && !has_value {
        hidden.unfilled.push(cell);
    }
    hidden
}
