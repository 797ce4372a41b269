//! A table as it was read: texts in rows and columns, and which cells are merged.
//!
//! Start at [`Table`]. No meaning is read into anything here.

use anyhow::Result;
use std::collections::BTreeMap;

/// Cells that one merge or all of a table may cover.
const MAX_COVERED: usize = 200_000;

/// One table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Name of the sheet, or 「表格 2」.
    pub(super) name: String,
    /// Rows of cells; shorter rows have fewer. Rows without any text are left out.
    pub(super) rows: Vec<Vec<String>>,
    /// What the clerk calls each of the rows: 「第 5 行」.
    pub(super) places: Vec<String>,
    /// Cells that belong to another one, by row and column: the cell whose text they show.
    covered: BTreeMap<(usize, usize), (usize, usize)>,
    /// What was seen and not read, in sentences.
    pub(super) notes: Vec<String>,
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
        Ok(table)
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
        }
    }
}
