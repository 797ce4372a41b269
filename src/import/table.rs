//! A file with tables → cells of text with the place each had: xlsx, xls, ods, csv, docx.
//!
//! Start at [`read_tables`], which looks at the bytes, not at the ending: files are renamed. How a format
//! is read is [`super::workbook`]'s, [`super::word`]'s and [`super::separated`]'s. No meaning is read into
//! anything here.

use super::bounds;
use super::calc;
use super::old;
use super::separated;
use super::word;
use super::workbook;
use crate::load::decode_bytes;
use anyhow::Context;
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// No table of a community is larger.
const MAX_BYTES: u64 = 50 << 20;
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

/// Reads all tables of a file.
///
/// # Errors
/// The file cannot be read, is larger than it may be, or is none that can be read here.
pub(super) fn read_tables(path: &Path) -> Result<Vec<Table>> {
    let shown = super::pieces::spoken(&path.display().to_string());
    let about = fs::metadata(path).with_context(|| format!("不能读 {shown}"))?;
    if !about.is_file() {
        anyhow::bail!("{shown} 不是文件；写上表格文件的名字");
    }
    if about.len() > MAX_BYTES {
        let (has, most) = (about.len() >> 20, MAX_BYTES >> 20);
        anyhow::bail!("{shown} 有 {has} MB，最多 {most} MB；把里面的图片删去，或分成几个文件");
    }
    let bytes = fs::read(path).with_context(|| format!("不能读 {shown}"))?;
    let kind = bounds::kind_of(&bytes);
    let tables = match kind {
        bounds::Kind::Empty => {
            anyhow::bail!("{shown} 是空的（0 字节），多半没有存好；重新保存或重新下载再导入")
        }
        bounds::Kind::Locked => anyhow::bail!(
            "{shown} 设了密码，打不开；在 Excel、WPS 里打开，取消密码（文件 → 信息 → 保护），另存后再导入"
        ),
        bounds::Kind::OldWord => {
            anyhow::bail!("{shown} 是旧的 .doc 文件；在 Word、WPS 里另存为 .docx 再导入")
        }
        bounds::Kind::WebPage => anyhow::bail!(
            "{shown} 其实是网页（系统导出时常这样）；在 Excel、WPS 里打开，另存为 .xlsx 再导入"
        ),
        bounds::Kind::Other(what) => {
            anyhow::bail!("{shown} 是{what}，不会读；能读 .xlsx、.xls、.csv 和 .docx")
        }
        bounds::Kind::Excel => bounds::check_package(&bytes)
            .and_then(|()| workbook::excel(bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::Calc => bounds::check_package(&bytes)
            .and_then(|()| calc::calc(&bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::OldExcel => old::check_old(&bytes)
            .and_then(|()| workbook::old_excel(bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::Word => bounds::check_package(&bytes)
            .and_then(|()| word::document(&bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::BrokenPackage => anyhow::bail!(
            "{shown} 不完整或坏了（不是能读的表格，也不是能读的 Word 文件）；在 Excel、Word 或 WPS 里打开它，另存为 .xlsx 或 .docx 再导入"
        ),
        bounds::Kind::Text => {
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
            refuse_by_ending(&shown, ending.as_deref())?;
            let text = decode_bytes(&bytes);
            let text = text
                .ok_or_else(|| anyhow::anyhow!("认不出 {shown} 的文字编码；另存为 UTF-8 的 CSV"))?;
            vec![separated::separated(&text).with_context(|| format!("{shown} 没有读"))?]
        }
    };
    Ok(tables)
}

/// Text under the name of something else is no table that somebody forgot to save as CSV.
fn refuse_by_ending(shown: &str, ending: Option<&str>) -> Result<()> {
    match ending {
        Some("csv" | "txt" | "tsv") => Ok(()),
        Some("xlsx" | "xlsm" | "xls" | "ods" | "et") => {
            anyhow::bail!("{shown} 不是能读的表格；在 Excel、WPS 里打开它，另存为 .xlsx 再导入")
        }
        Some("docx") => {
            anyhow::bail!(
                "{shown} 不是能读的 Word 文件；在 Word、WPS 里打开它，另存为 .docx 再导入"
            )
        }
        _ => anyhow::bail!(
            "不会读 {shown}；能读 .xlsx、.xls、.csv 和 .docx，旧的 .doc 先另存为 .docx"
        ),
    }
}
