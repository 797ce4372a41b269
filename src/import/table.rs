//! A table as it was read: texts in rows and columns, and which cells are merged.
//!
//! Start at [`Table`]. No meaning is read into anything here.

use anyhow::Result;
use std::collections::BTreeMap;

/// Cells that one merge or all of a table may cover.
const MAX_COVERED: usize = 200_000;

/// How the office program names a cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grid {
    /// By letter and number: 「D7」.
    #[default]
    Sheet,
    /// By row and column: 「第7行第4列」.
    Word,
    /// A line is a paragraph: 「第7段」.
    Lines,
}

/// A cell with text that no reading took, and why.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    /// Its address.
    pub(super) at: String,
    /// What it shows.
    pub(super) text: String,
}

/// One table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Name of the sheet, or 「表格 2」.
    pub(super) name: String,
    /// Rows of cells; shorter rows have fewer. Rows without any text are left out.
    pub(super) rows: Vec<Vec<String>>,
    /// What the clerk calls each of the rows: 「第 5 行」.
    pub(super) places: Vec<String>,
    /// The number of each row in its sheet, from 0; of a turned table, of each column.
    numbers: Vec<u32>,
    is_turned: bool,
    grid: Grid,
    /// Cells that belong to another one, by row and column: the cell whose text they show.
    covered: BTreeMap<(usize, usize), (usize, usize)>,
    /// What was seen and not read, in sentences.
    pub(super) notes: Vec<String>,
    /// Cells that were seen and not read: hidden, struck out, wrong.
    pub(super) unread: Vec<Unread>,
}

/// A rectangle of cells that show one text: first row and column, last row and column.
pub(super) type Merge = ((u32, u32), (u32, u32));

impl Table {
    /// A table from its cells, by row and column from 0.
    ///
    /// # Errors
    /// More is merged than a table of a community has.
    pub(super) fn of(
        name: String,
        cells: BTreeMap<(u32, u32), String>,
        merges: &[Merge],
    ) -> Result<Table> {
        let mut numbers: Vec<u32> = Vec::new();
        let mut table = Table { name, ..Table::default() };
        for ((row, column), text) in cells {
            if text.trim().is_empty() {
                continue;
            }
            if numbers.last() != Some(&row) {
                numbers.push(row);
                table.places.push(format!("第 {} 行", row + 1));
                table.rows.push(Vec::new());
            }
            if let Some(cells) = table.rows.last_mut() {
                cells.resize(column as usize, String::new());
                cells.push(text);
            }
        }
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for ((top, left), (bottom, right)) in merges {
            let Ok(anchor) = numbers.binary_search(top) else { continue };
            let last = numbers.partition_point(|n| n <= bottom);
            let columns = *left as usize..=(*right as usize).min(width);
            for row in anchor..last {
                for column in columns.clone() {
                    if (row, column) != (anchor, *left as usize) {
                        table.covered.insert((row, column), (anchor, *left as usize));
                    }
                }
                if table.covered.len() > MAX_COVERED {
                    anyhow::bail!("表「{}」里合并的单元格太多；取消合并，再导入", table.name);
                }
            }
        }
        table.numbers = numbers;
        Ok(table)
    }

    /// The same table, whose cells are named so.
    pub(super) fn named_by(self, grid: Grid) -> Table {
        Table { grid, ..self }
    }

    /// The address of a cell, as the office program shows it.
    pub(super) fn at(&self, row: usize, column: usize) -> String {
        let (row, column) = if self.is_turned { (column, row) } else { (row, column) };
        let number = self.numbers.get(row).copied().unwrap_or_default();
        address(self.grid, (number, u32::try_from(column).unwrap_or(u32::MAX)))
    }

    /// All cells that hold a text of their own.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.rows.iter().enumerate();
        let all = rows.flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)));
        all.filter(|(row, column)| !self.text(*row, *column).is_empty())
    }

    /// Whether a cell of the sheet, by row and column, holds a text that is read.
    pub(super) fn has(&self, (row, column): (u32, u32)) -> bool {
        let row = self.numbers.binary_search(&row);
        row.is_ok_and(|row| !self.text(row, column as usize).is_empty())
    }

    /// The cells of some rows, each with its address: 「A1「……」、D1「……」」.
    pub(super) fn quote_cells(&self, rows: std::ops::Range<usize>) -> String {
        let cells = rows.flat_map(|row| (0..self.width()).map(move |column| (row, column)));
        let filled = cells.filter(|(row, column)| !self.text(*row, *column).is_empty());
        let each =
            filled.map(|(row, column)| quoted(&self.at(row, column), self.text(row, column)));
        each.collect::<Vec<_>>().join("、")
    }

    /// In place of a sheet that is hidden: last year's, most often.
    pub(super) fn unseen(name: String) -> Table {
        let note = format!("表「{name}」是隐藏的，没有读；要导入就先取消隐藏");
        Table { name, notes: vec![note], ..Table::default() }
    }

    /// Places for messages: where the table and the row are.
    pub(super) fn place(&self, row: usize) -> String {
        format!("{} {}", self.name, self.places.get(row).map_or("", String::as_str))
    }

    /// The text of a cell itself; nothing where another one's is shown.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        if self.covered.contains_key(&(row, column)) {
            return "";
        }
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |text| text.trim())
    }

    /// The cell whose text is shown here.
    pub(super) fn anchor(&self, row: usize, column: usize) -> (usize, usize) {
        self.covered.get(&(row, column)).copied().unwrap_or((row, column))
    }

    /// Columns of the longest row.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// All texts of a row, as they are quoted.
    pub(super) fn quote(&self, row: usize) -> String {
        let texts = (0..self.width()).map(|column| self.text(row, column));
        let texts: Vec<String> =
            texts.filter(|t| !t.is_empty()).map(super::pieces::one_line).collect();
        texts.join("｜")
    }

    /// The same table with rows for columns.
    pub(super) fn turned(&self) -> Table {
        let width = self.width();
        let column = |i| (0..self.rows.len()).map(|row| self.text(row, i).to_string()).collect();
        let places = (0..width).map(|i| format!("第 {} 列", i + 1)).collect();
        let turn = |(a, b): &(usize, usize)| (*b, *a);
        Table {
            name: self.name.clone(),
            rows: (0..width).map(column).collect(),
            places,
            covered: self.covered.iter().map(|(at, to)| (turn(at), turn(to))).collect(),
            notes: Vec::new(),
            unread: Vec::new(),
            numbers: self.numbers.clone(),
            is_turned: !self.is_turned,
            grid: self.grid,
        }
    }
}

/// 「D7「……」」: a cell as it is named to the clerk.
pub(super) fn quoted(at: &str, text: &str) -> String {
    format!("{at}「{}」", super::pieces::short(text))
}

/// The address of a cell by row and column from 0.
pub(super) fn address(grid: Grid, (row, column): (u32, u32)) -> String {
    match grid {
        Grid::Sheet => {
            let (mut letters, mut rest) = (String::new(), column + 1);
            while rest > 0 {
                let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
                letters.insert(0, char::from(b'A' + letter));
                rest = (rest - 1) / 26;
            }
            format!("{letters}{}", row + 1)
        }
        Grid::Word => format!("第{}行第{}列", row + 1, column + 1),
        Grid::Lines => format!("第{}段", row + 1),
    }
}
