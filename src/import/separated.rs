//! Text with separators (CSV) → one table.
//!
//! Start at [`separated`]. What separates is found over all lines, not in the first: a title line has no
//! separators, and a heading may hold a mark that is one elsewhere.

use super::table::Table;
use anyhow::Result;
use std::collections::BTreeMap;

/// No table of a community has more cells.
const MAX_CELLS: usize = 200_000;
/// Columns of the widest table.
const MAX_COLUMNS: usize = 500;

/// Reads a text as a table.
///
/// # Errors
/// It is larger than a table of a community.
pub(super) fn separated(text: &str) -> Result<Table> {
    // What Excel writes for itself.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let mark = named.unwrap_or_else(|| {
        let marks = [b',', b'\t', b';', b'|'];
        // Of two that agree the first is meant; `max_by_key` would take the last.
        marks.into_iter().rev().max_by_key(|mark| agreement(text, *mark)).unwrap_or(b',')
    });
    let mut cells = BTreeMap::new();
    let mut row = 0;
    let mut last_long = None;
    for record in records(text, mark) {
        let line = record.position().map_or(row, |p| {
            // A record is said to begin where the blank lines before it do.
            let from = usize::try_from(p.byte()).ok().and_then(|at| text.get(at..)).unwrap_or("");
            let blank = from.bytes().take_while(|b| matches!(b, b'\r' | b'\n'));
            let blank = blank.filter(|b| *b == b'\n').count() as u64;
            u32::try_from(p.line() + blank).unwrap_or(u32::MAX).saturating_sub(1)
        });
        row = line.max(row);
        if record.len() > MAX_COLUMNS {
            anyhow::bail!("第 {} 行有 {} 栏，最多 {MAX_COLUMNS} 栏", row + 1, record.len());
        }
        let is_marker = row == 0 && named.is_some();
        for (column, text) in record.iter().enumerate().filter(|(_, t)| !is_marker && !t.is_empty())
        {
            if text.lines().count() > 20 {
                last_long = Some(row);
            }
            cells.insert((row, u32::try_from(column).unwrap_or(0)), text.to_string());
        }
        if cells.len() > MAX_CELLS {
            anyhow::bail!("有字的格子超过 {MAX_CELLS} 个；分成几个文件再导入");
        }
        row += 1;
    }
    if let Some(row) = last_long.filter(|_| text.matches('"').count() % 2 == 1) {
        anyhow::bail!(
            "第 {} 行起引号没有成对，后面许多行都在一格里；补上或删去多出来的英文引号「\"」",
            row + 1
        );
    }
    Table::of("表格".into(), cells, &[])
}

/// How many lines a separator cuts into the same number of cells, and into how many.
fn agreement(text: &str, mark: u8) -> (usize, usize) {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records(text, mark).take(200) {
        if record.len() > 1 {
            *widths.entry(record.len()).or_default() += 1;
        }
    }
    widths.into_iter().map(|(width, lines)| (lines, width)).max().unwrap_or((0, 0))
}

fn records(text: &str, mark: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    // The text is text already, and rows may be of any length: nothing else can be wrong with one.
    reader.into_records().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_is_found_over_all_lines() {
        for text in [
            "一览表\n甲,乙,丙\n1,2,3\n",
            "甲;乙;丙\n\"1,1\";2;3\n4;5,5,5;6\n",
            "甲（a;b;c;d;e）,乙,丙\n1,2,3\n",
            "sep=;\n甲;乙;丙\n1;2;3\n",
            "甲\t乙\t丙\n1,1\t2\t3\n",
        ] {
            let table = separated(text).expect("read");
            let last = table.rows.last().expect("read");
            assert_eq!(last.len(), 3, "{text}: {:?}", table.rows);
        }
        for text in ["甲,乙\n\n\n丙,丁\n戊,己", "甲,乙\r\n\r\n\r\n丙,丁\r\n戊,己"] {
            assert_eq!(separated(text).expect("read").places, ["第 1 行", "第 4 行", "第 5 行"]);
        }
    }
}
