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
/// It is larger than a table of a community, or has a quote that swallows the rows below it.
pub(super) fn separated(text: &str) -> Result<Table> {
    // What Excel writes for itself.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let mark = named.unwrap_or_else(|| {
        let marks = [b',', b'\t', b';', b'|'];
        // Of two that agree the first is meant; `max_by_key` would take the last.
        marks.into_iter().rev().max_by_key(|mark| agreement(text, *mark)).unwrap_or(b',')
    });
    refuse_open_quotes(text, mark)?;
    let mut cells = BTreeMap::new();
    let mut row = 0;
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
            cells.insert((row, u32::try_from(column).unwrap_or(0)), text.to_string());
        }
        if cells.len() > MAX_CELLS {
            anyhow::bail!("有字的格子超过 {MAX_CELLS} 个；分成几个文件再导入");
        }
        row += 1;
    }
    Table::of("表格".into(), cells, &[])
}

/// A quote that is never closed takes every row up to the next one, or to the end, into its cell, and the
/// reader says nothing. All of them are told at once: after one, reading goes on in the line below it.
fn refuse_open_quotes(text: &str, mark: u8) -> Result<()> {
    let lines: Vec<&str> = text.split_inclusive(['\n', '\r']).collect();
    let (mut open, mut at, mut number) = (Vec::new(), 0, 0);
    let mut last_is_return = false;
    let mut starts: Vec<(usize, u32)> = Vec::new();
    for line in lines {
        // \r\n ends one line, not two.
        if !(last_is_return && line == "\n") {
            number += 1;
            starts.push((at, number));
        }
        last_is_return = line.ends_with('\r');
        at += line.len();
    }
    let mut from = 0;
    while let Some(quote) = open_quote(text.as_bytes(), from, mark) {
        let line = starts.partition_point(|(start, _)| *start <= quote);
        open.extend(starts.get(line.saturating_sub(1)).map(|(_, number)| number.to_string()));
        let Some((below, _)) = starts.get(line) else { break };
        from = *below;
    }
    if open.is_empty() {
        return Ok(());
    }
    anyhow::bail!(
        "第 {} 行的引号没有关上，下面的行都会算进这一格；在那一格的末尾补上英文引号「\"」，或删去多出来的那一个",
        open.join("、")
    )
}

/// The first quote from here on that begins a cell of several lines and does not end it where a cell may end.
fn open_quote(text: &[u8], from: usize, mark: u8) -> Option<usize> {
    let ends = |byte: Option<&u8>| byte.is_none_or(|b| *b == mark || matches!(b, b'\r' | b'\n'));
    let (mut at, mut begins) = (from, true);
    while at < text.len() {
        if !(begins && text[at] == b'"') {
            begins = ends(text.get(at));
            at += 1;
            continue;
        }
        let quote = at;
        at += 1;
        let mut several = false;
        loop {
            match (text.get(at), text.get(at + 1)) {
                (None, _) => return Some(quote),
                (Some(b'"'), Some(b'"')) => at += 1,
                (Some(b'"'), next) => {
                    if several && !ends(next) {
                        return Some(quote);
                    }
                    break;
                }
                (Some(byte), _) => several |= matches!(byte, b'\r' | b'\n'),
            }
            at += 1;
        }
        (at, begins) = (at + 1, false);
    }
    None
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
    fn a_quote_that_swallows_rows_is_told_with_its_line() {
        let head = "事项名称,所需材料,办理流程\n";
        for (rows, wanted) in [
            ("高龄津贴,\"身份证,申请→发放\n犬证,身份证,登记→发证\n", "第 2 行"),
            ("高龄津贴,\"身份证,申请→发放\r\n犬证,\"户口本\",登记\r\n", "第 2 行"),
            ("低保,甲,乙\n高龄,\"身份证,乙\n犬证,\"丙,丁\n残疾,甲,乙\n", "第 3、4 行"),
            ("低保,\"户口本", "第 2 行"),
        ] {
            let told = separated(&format!("{head}{rows}")).expect_err(rows).to_string();
            assert!(told.contains(&format!("{wanted}的引号没有关上")), "{rows}: {told}");
        }
        for good in [
            "残疾证,\"身份证\r\n\r\n户口本\",\"1.申请\r\n2.公示\"\r\n",
            "犬证,\"=HYPERLINK(\"\"x\"\")\",\"\"\n",
            "犬证,\"红头\"文件,5\"管\n低保,甲,乙\n",
            "犬证,身份证,\"登记\"",
        ] {
            assert!(separated(&format!("{head}{good}")).is_ok(), "{good}");
        }
    }

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
