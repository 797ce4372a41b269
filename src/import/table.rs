//! A file with tables → rows of text: xlsx, xls, ods, csv, docx.
//!
//! Start at [`read_tables`]. Cells keep their line ends; numbers and dates become what the cell shows as
//! nearly as a reader can tell. No meaning is read into anything here.

use crate::load::decode_bytes;
use anyhow::Context;
use anyhow::Result;
use calamine::Data;
use calamine::Reader;
use std::fs;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;

/// No table of a community is larger.
const MAX_BYTES: u64 = 50 << 20;

/// One table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Name of the sheet, or 「表格 2」.
    pub(super) name: String,
    /// Rows of cells; shorter rows have fewer.
    pub(super) rows: Vec<Vec<String>>,
}

/// Reads all tables of a file, by its ending.
///
/// # Errors
/// The file cannot be read, or is not what its ending says.
pub(super) fn read_tables(path: &Path) -> Result<Vec<Table>> {
    let shown = path.display();
    let length = fs::metadata(path).with_context(|| format!("不能读 {shown}"))?.len();
    if length > MAX_BYTES {
        anyhow::bail!("{shown} 有 {} MB，最多 {} MB", length >> 20, MAX_BYTES >> 20);
    }
    let bytes = fs::read(path).with_context(|| format!("不能读 {shown}"))?;
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("xlsx" | "xlsm" | "xls" | "ods" | "et") => workbook(bytes)
            .map_err(|()| anyhow::anyhow!("{shown} 不是能读的表格；在 Excel、WPS 里另存为 .xlsx")),
        Some("csv" | "txt") => {
            let text = decode_bytes(&bytes);
            let text = text
                .ok_or_else(|| anyhow::anyhow!("认不出 {shown} 的文字编码；另存为 UTF-8 的 CSV"))?;
            Ok(vec![Table { name: "表格".into(), rows: separated(&text) }])
        }
        Some("docx") => document(bytes).ok_or_else(|| {
            anyhow::anyhow!("{shown} 不是能读的 Word 文件；在 Word、WPS 里另存为 .docx")
        }),
        _ => anyhow::bail!(
            "不会读 {shown}；能读 .xlsx、.xls、.csv 和 .docx，旧的 .doc 先另存为 .docx"
        ),
    }
}

fn workbook(bytes: Vec<u8>) -> Result<Vec<Table>, ()> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(drop)?;
    let mut tables = Vec::new();
    for (name, range) in book.worksheets() {
        let rows = range.rows().map(|row| row.iter().map(shown).collect()).collect();
        tables.push(Table { name, rows });
    }
    Ok(tables)
}

/// What a cell shows.
fn shown(cell: &Data) -> String {
    match cell {
        // Whole numbers are kept as floats by most programs.
        Data::Float(number) if number.fract().abs() < 1e-9 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// Comma, tab or semicolon, whichever the first line has most of.
fn separated(text: &str) -> Vec<Vec<String>> {
    let first = text.lines().next().unwrap_or("");
    let count = |mark: u8| first.bytes().filter(|b| *b == mark).count();
    let mark = [b',', b'\t', b';'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let records = reader.records().flatten();
    records.map(|record| record.iter().map(String::from).collect()).collect()
}

/// The tables of `word/document.xml` (ECMA-376 part 1, 17.4); a table inside a cell is part of its text.
fn document(bytes: Vec<u8>) -> Option<Vec<Table>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name("word/document.xml").ok()?;
    let mut xml = String::new();
    part.take(MAX_BYTES).read_to_string(&mut xml).ok()?;
    let parsed = roxmltree::Document::parse(&xml).ok()?;
    let is = |node: &roxmltree::Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let outer = parsed
        .descendants()
        .filter(|n| is(n, "tbl") && !n.ancestors().skip(1).any(|above| is(&above, "tbl")));
    let text_of = |cell: roxmltree::Node<'_, '_>| {
        let paragraphs = cell.descendants().filter(|n| is(n, "p"));
        let lines = paragraphs.map(|p| {
            p.descendants()
                .map(|n| match n.tag_name().name() {
                    "t" => n.text().unwrap_or("").to_string(),
                    "br" | "cr" => "\n".into(),
                    "tab" => " ".into(),
                    _ => String::new(),
                })
                .collect::<String>()
        });
        lines.collect::<Vec<_>>().join("\n").trim().to_string()
    };
    let tables = outer.enumerate().map(|(i, table)| {
        let rows = table.children().filter(|n| is(n, "tr"));
        let rows = rows.map(|row| row.children().filter(|n| is(n, "tc")).map(text_of).collect());
        Table { name: format!("表格 {}", i + 1), rows: rows.collect() }
    });
    Some(tables.collect())
}
