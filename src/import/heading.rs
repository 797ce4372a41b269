//! The headings of a table: which rows they are, and what each column holds.
//!
//! Start at [`find_heading`]. Headings may stand in one row or in two or three, the outer ones merged over
//! those they belong to; titles of the whole sheet lie above them.

use super::column::Column;
use super::columns::meaning;
use super::columns::meaning_below;
use super::pieces::one_line;
use super::table::Table;

/// Headings are looked for in this many rows.
const FIRST_ROWS: usize = 30;
/// Rows of headings.
const MOST_ROWS: usize = 3;
/// Longer texts are no headings.
const LONGEST: usize = 24;

/// The headings of a table.
#[derive(Debug)]
pub(super) struct Heading {
    /// The first row of them.
    pub(super) first: usize,
    /// The first row after them.
    pub(super) end: usize,
    /// By column: what it holds, and how it is called.
    pub(super) columns: Vec<(Option<Column>, String)>,
}

impl Heading {
    /// The first column of a kind.
    pub(super) fn find(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|(column, _)| *column == Some(wanted))
    }

    fn known(&self) -> usize {
        self.columns.iter().filter(|(column, _)| column.is_some()).count()
    }
}

/// The rows in which a title and at least one more column are named. `least` columns in all must be known.
pub(super) fn find_heading(table: &Table, least: usize) -> Option<Heading> {
    for depth in 1..=MOST_ROWS {
        for first in 0..table.rows.len().min(FIRST_ROWS) {
            let Some(heading) = read(table, first, first + depth) else { continue };
            if heading.known() < least {
                continue;
            }
            return Some(further(table, heading));
        }
    }
    None
}

/// Rows that go on with the headings: they name things below outer ones and hold no title of an item.
fn further(table: &Table, mut found: Heading) -> Heading {
    while found.end < table.rows.len() && found.end - found.first < MOST_ROWS {
        let row = found.end;
        let title = found.find(Column::Title).unwrap_or(0);
        let texts: Vec<&str> = (0..table.width()).map(|c| table.text(row, c)).collect();
        let named = texts.iter().filter(|t| !t.is_empty());
        let (known, all) = (named.clone().filter(|t| meaning(t).is_some()).count(), named.count());
        // Values are no headings; most of a second row of headings is known by itself or with the first.
        let below = (0..texts.len()).filter(|c| {
            !texts[*c].is_empty() && meaning_below(&path(table, found.first, row + 1, *c)).is_some()
        });
        let below = below.count();
        let is_heading = texts.get(title).is_none_or(|t| t.is_empty())
            && all > 0
            && texts.iter().all(|t| t.chars().count() <= LONGEST)
            && 2 * known.max(below) >= all;
        let next = is_heading.then(|| read(table, found.first, row + 1)).flatten();
        match next {
            Some(next) if next.find(Column::Title).is_some() => found = next,
            _ => break,
        }
    }
    found
}

/// The texts of a column from the outermost heading to the innermost.
fn path(table: &Table, first: usize, end: usize, column: usize) -> Vec<&str> {
    let last = end - 1;
    let mut path: Vec<&str> = Vec::new();
    for row in first..end {
        let (at, left) = table.anchor(row, column);
        let mut text = if at < first { "" } else { table.text(at, left) };
        // Files without merged cells (CSV) leave the cells blank that an outer heading reaches over.
        if text.is_empty() && row < last && !table.text(last, column).is_empty() && row == at {
            let before = (0..column).rev().map(|c| (c, table.text(row, c)));
            let outer = before.into_iter().find(|(_, t)| !t.is_empty());
            text = outer.filter(|(c, _)| !table.text(last, *c).is_empty()).map_or("", |(_, t)| t);
        }
        if !text.is_empty() && path.last() != Some(&text) {
            path.push(text);
        }
    }
    path
}

/// Rows read as headings; `None` where they name no title.
fn read(table: &Table, first: usize, end: usize) -> Option<Heading> {
    if end > table.rows.len() {
        return None;
    }
    let distinct = (0..table.width()).filter(|c| !table.text(first, *c).is_empty()).count();
    if distinct < 2 {
        return None;
    }
    let mut columns: Vec<(Option<Column>, String)> = (0..table.width())
        .map(|column| {
            let path = path(table, first, end, column);
            let name = path.iter().map(|t| one_line(t)).collect::<Vec<_>>().join("·");
            let column = if path.is_empty() { None } else { meaning_below(&path) };
            (column, name)
        })
        .collect();
    // A heading merged over several columns names the first; the others go with it.
    let titles: Vec<usize> =
        (0..columns.len()).filter(|i| columns[*i].0 == Some(Column::Title)).collect();
    let fullest = titles.iter().copied().max_by_key(|i| {
        let name = &columns[*i].1;
        (name.contains("名称"), name.contains("事项"), std::cmp::Reverse(*i))
    })?;
    // 「项目」 beside 「事项名称」: only the fuller word is the title.
    titles.iter().filter(|i| **i != fullest).for_each(|i| columns[*i].0 = None);
    Some(Heading { first, end, columns })
}
