//! A workbook (xlsx, xls, ods) → its visible sheets, as tables of what the cells show.
//!
//! Start at [`excel`]. Hidden sheets, rows and columns are last year's: they are named and not read.
//! How a number is shown is told by its format (see [`super::number`]); those of xls are read by [`super::old_formats`].

use super::hidden;
use super::number;
use super::old_formats::OldSheet;
use super::old_formats::formats_of;
use super::struck::struck_texts;
use super::table::Grid;
use super::table::Merge;
use super::table::Table;
use super::table::address;
use super::table::quoted;
use anyhow::Result;
use calamine::Data;
use calamine::DataRef;
use calamine::Dimensions;
use calamine::HeaderRow;
use calamine::Range;
use calamine::Reader;
use calamine::SheetType;
use calamine::SheetVisible;
use calamine::Xls;
use calamine::Xlsx;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Cells with text of all sheets: a list of 2,000 matters that `export` wrote with every field.
const MAX_CELLS: usize = 800_000;
/// Bytes of all texts: one long text may stand in many cells.
const MAX_TEXT: usize = 24 << 20;
/// Columns of the widest table, and its merged places.
const MAX_COLUMNS: u32 = 500;
const MAX_MERGES: usize = 20_000;

/// Cells that are gathered, within bounds.
#[derive(Default)]
struct Cells {
    found: BTreeMap<(u32, u32), String>,
    count: usize,
    bytes: usize,
}

impl Cells {
    fn put(&mut self, at: (u32, u32), text: String) -> Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.count += 1;
        self.bytes += text.len();
        if self.count > MAX_CELLS {
            anyhow::bail!("有字的单元格超过 {MAX_CELLS} 个；分成几个文件再导入");
        }
        if self.bytes > MAX_TEXT {
            anyhow::bail!("单元格里的字加起来超过 {} MB；分成几个文件再导入", MAX_TEXT >> 20);
        }
        if at.1 >= MAX_COLUMNS {
            anyhow::bail!("第 {} 列还有字，最多 {MAX_COLUMNS} 列；删去右边不要的列", at.1 + 1);
        }
        self.found.insert(at, text);
        Ok(())
    }

    /// The cells gathered since the last one, as the table of a sheet.
    fn table(&mut self, name: &str, merges: Vec<Dimensions>) -> Result<Table> {
        let found = std::mem::take(&mut self.found);
        Table::of(name.to_string(), found, &merges_of(merges)?)
    }
}

fn broken() -> anyhow::Error {
    anyhow::anyhow!("不是能读的表格；在 Excel、WPS 里打开它，另存为 .xlsx 再导入")
}

fn merges_of(found: Vec<Dimensions>) -> Result<Vec<Merge>> {
    if found.len() > MAX_MERGES {
        anyhow::bail!("合并的单元格超过 {MAX_MERGES} 处；取消合并再导入");
    }
    Ok(found.into_iter().map(|m| (m.start, m.end)).collect())
}

/// Reads an xlsx file that [`super::bounds`] has let through.
///
/// # Errors
/// It is broken, or larger than it may be.
pub(super) fn excel(bytes: Vec<u8>) -> Result<Vec<Table>> {
    let hidden = hidden::hidden_parts(&bytes);
    let struck_parts = struck_texts(&bytes);
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let is_1904 = book.has_1904_epoch();
    let sheets = book.sheets_metadata().to_vec();
    let (mut tables, mut cells) = (Vec::new(), Cells::default());
    for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            tables.push(Table::unseen(sheet.name.clone()));
            continue;
        }
        let out_of_sight = hidden.get(&sheet.name).cloned().unwrap_or_default();
        let mut unseen: BTreeMap<(u32, u32), String> = BTreeMap::new();
        let (mut faults, mut struck_out) = (BTreeMap::new(), BTreeMap::new());
        {
            let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { continue };
            while let Some((cell, style)) =
                reader.next_cell_with_style_id().map_err(|_| broken())?
            {
                let at = cell.get_position();
                let struck = reader.styles().get(style).and_then(|s| s.font.as_ref());
                let is_struck = struck.is_some_and(|font| font.has_strikethrough());
                let format = reader.styles().get(style).and_then(|s| s.number_format.as_ref());
                let (code, id) =
                    format.map_or(("General", None), |f| (f.format_code.as_str(), f.format_id));
                let text = match cell.get_value() {
                    DataRef::Empty => continue,
                    DataRef::Error(error) => {
                        faults.insert(at, error.to_string());
                        continue;
                    }
                    DataRef::Int(whole) => number::shown(*whole as f64, code, id, is_1904),
                    DataRef::Float(value) => number::shown(*value, code, id, is_1904),
                    DataRef::DateTime(moment) => number::shown(moment.as_f64(), code, id, is_1904),
                    DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                        text.replace('T', " ")
                    }
                    DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
                    DataRef::String(text) => text.clone(),
                    DataRef::SharedString(text) => (*text).to_string(),
                };
                if out_of_sight.hides(at) {
                    unseen.entry(at).or_insert_with(|| super::pieces::short(&text));
                    if unseen.len() > MAX_CELLS {
                        anyhow::bail!("隐藏的行列里有字的单元格超过 {MAX_CELLS} 个；删去再导入");
                    }
                    continue;
                }
                if is_struck && !text.trim().is_empty() {
                    struck_out.insert(at, text);
                    continue;
                }
                match struck_parts.get(&text) {
                    Some((meant, line)) => {
                        struck_out.insert(at, line.clone());
                        cells.put(at, meant.clone())?;
                    }
                    None => cells.put(at, text)?,
                }
            }
        }
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let links = links_unseen(&mut book, &sheet.name, &cells);
        let mut table = cells.table(&sheet.name, merges)?;
        table.notes.extend(out_of_sight.notes(&sheet.name, &unseen));
        if !links.is_empty() {
            table.notes.push(format!(
                "表「{}」里这些格子的链接没有抄：{}；要用就把网址写进格子里再导入",
                sheet.name,
                links.join("；")
            ));
        }
        if !struck_out.is_empty() {
            table.notes.push(format!(
                "表「{}」里画了删除线的 {} 处没有抄：{}；还要用就去掉删除线再导入",
                sheet.name,
                struck_out.len(),
                quoted_all(&struck_out)
            ));
        }
        if !faults.is_empty() {
            table.notes.push(format!(
                "表「{}」里有 {} 个单元格是公式错误，当作空的：{}",
                sheet.name,
                faults.len(),
                quoted_all(&faults)
            ));
        }
        // A cell of which a part is meant has its account already.
        struck_out.retain(|at, text| {
            !struck_parts.values().any(|(_, line)| line == text) || !table.has(*at)
        });
        for cells in [&unseen, &struck_out, &faults] {
            table.unread.extend(hidden::unread(cells));
        }
        tables.push(table);
    }
    Ok(tables)
}

/// Cells by their addresses, the first sixty.
fn quoted_all(cells: &BTreeMap<(u32, u32), String>) -> String {
    let each = cells.iter().take(60).map(|(at, text)| quoted(&address(Grid::Sheet, *at), text));
    let more = if cells.len() > 60 { "……" } else { "" };
    each.collect::<Vec<_>>().join("、") + more
}

/// Addresses behind cells that do not show them; at most twelve are named.
fn links_unseen(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, cells: &Cells) -> Vec<String> {
    let links = book.hyperlinks_by_sheet_name(sheet).unwrap_or_default();
    let mut told = Vec::new();
    for link in links {
        let (Some(to), Some(text)) = (link.target, cells.found.get(&link.range.start)) else {
            continue;
        };
        // A letter box or a number shows itself.
        let shown = to.split_once(':').map_or(to.as_str(), |(_, rest)| rest).trim_matches('/');
        if !text.contains(shown) {
            told.push(format!("「{}」→ {to}", super::pieces::short(text)));
        }
    }
    if told.len() > 12 {
        told.truncate(12);
        told.push("……".into());
    }
    told
}

/// Reads an xls file that [`super::old`] has let through.
///
/// # Errors
/// It is broken, under a password, or larger than it may be.
pub(super) fn old_excel(bytes: &[u8]) -> Result<Vec<Table>> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|_| broken())?;
    book.with_header_row(HeaderRow::FirstNonEmptyRow);
    let formats = formats_of(bytes, book.has_1904_epoch());
    let (mut tables, mut cells) = (Vec::new(), Cells::default());
    for (number, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            tables.push(Table::unseen(sheet.name));
            continue;
        }
        let Ok(range) = book.worksheet_range(&sheet.name) else { continue };
        let nothing = OldSheet::default();
        let unseen = gather(&range, formats.get(number).unwrap_or(&nothing), &mut cells)?;
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let mut table = cells.table(&sheet.name, merges)?;
        if !unseen.is_empty() {
            table.notes.push(hidden::unseen_note(&sheet.name, &unseen));
            table.unread = hidden::unread(&unseen);
        }
        tables.push(table);
    }
    Ok(tables)
}

/// Gathers the cells of a range, and gives those that are out of sight.
fn gather(
    range: &Range<Data>,
    sheet: &OldSheet,
    cells: &mut Cells,
) -> Result<BTreeMap<(u32, u32), String>> {
    let (top, left) = range.start().unwrap_or_default();
    let mut unseen = BTreeMap::new();
    for (row, column, cell) in range.used_cells() {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let at = (top + offset(row), left + offset(column));
        let text = match (sheet.shown.get(&at), cell) {
            (Some(shown), Data::Int(_) | Data::Float(_) | Data::DateTime(_)) => shown.clone(),
            (_, cell) => match cell {
                Data::Empty | Data::Error(_) => continue,
                Data::Int(whole) => whole.to_string(),
                Data::Float(value) => number::general(*value),
                Data::DateTime(moment) => number::plain_moment(moment),
                Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    text.clone()
                }
            },
        };
        if sheet.hides(at) {
            unseen.insert(at, text);
            continue;
        }
        cells.put(at, text)?;
    }
    Ok(unseen)
}
