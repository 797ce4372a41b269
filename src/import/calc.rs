//! An ods file → its visible sheets, as tables of what the cells show.
//!
//! Start at [`calc`]. A cell of this format carries the words it shows beside its value (`OpenDocument` 1.2,
//! part 1, 9.1), and a cell or row may say how often it stands there: both are read here, as the reader
//! for the other formats takes the value alone.

use super::hidden::unread;
use super::hidden::unseen_note;
use super::hidden::value;
use super::table::Merge;
use super::table::Table;
use anyhow::Result;
use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::BufReader;
use std::io::Cursor;
use zip::ZipArchive;

/// Cells with text, bytes of their texts, and columns.
const MAX_CELLS: usize = 200_000;
const MAX_TEXT: usize = 24 << 20;
const MAX_COLUMNS: u32 = 500;

/// A sheet as it is read.
#[derive(Default)]
struct Sheet {
    name: String,
    is_hidden: bool,
    cells: BTreeMap<(u32, u32), String>,
    merges: Vec<Merge>,
    row: u32,
    row_again: u32,
    row_is_hidden: bool,
    column: u32,
    again: u32,
    /// Columns that are hidden, and how many columns have been declared.
    hidden: Vec<(u32, u32)>,
    declared: u32,
    unseen: BTreeMap<(u32, u32), String>,
    text: String,
}

fn broken() -> anyhow::Error {
    anyhow::anyhow!("不是能读的表格；在 WPS、LibreOffice 里打开它，另存为 .xlsx 再导入")
}

/// Reads an ods file that [`super::bounds`] has let through.
///
/// # Errors
/// It is broken, or larger than it may be.
pub(super) fn calc(bytes: &[u8]) -> Result<Vec<Table>> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let part = package.by_name("content.xml").map_err(|_| broken())?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut buffer, mut tables, mut sheet) = (Vec::new(), Vec::new(), None::<Sheet>);
    let (mut style, mut unseen_styles) = (String::new(), BTreeSet::new());
    let (mut total, mut note, mut nested) = ((0, 0), 0_usize, 0_usize);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| broken())?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let is_open = matches!(event, Event::Start(_));
                let name = element.local_name();
                match name.as_ref() {
                    "annotation" if is_open => note += 1,
                    "style" => style = value(element, "name").unwrap_or_default(),
                    "table-properties" if value(element, "display").as_deref() == Some("false") => {
                        unseen_styles.insert(style.clone());
                    }
                    "table" if is_open => {
                        if sheet.is_some() {
                            nested += 1;
                        } else {
                            let of_style = value(element, "style-name").unwrap_or_default();
                            sheet = Some(Sheet {
                                name: value(element, "name").unwrap_or_default(),
                                is_hidden: unseen_styles.contains(&of_style),
                                ..Sheet::default()
                            });
                        }
                    }
                    other => {
                        if let Some(sheet) = sheet.as_mut().filter(|_| nested == 0) {
                            sheet.begin(other, element, is_open, &mut total)?;
                        }
                    }
                }
            }
            Event::Text(text) if note == 0 => {
                if let Some(sheet) = &mut sheet {
                    sheet.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(name) if note == 0 => {
                if let Some(sheet) = &mut sheet {
                    sheet.text.push_str(&reference(name));
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "annotation" => note = note.saturating_sub(1),
                "table" if nested > 0 => nested -= 1,
                "table" => {
                    if let Some(done) = sheet.take() {
                        tables.push(done.table()?);
                    }
                }
                "table-cell" | "covered-table-cell" if nested == 0 => {
                    if let Some(sheet) = &mut sheet {
                        sheet.end_cell(&mut total)?;
                    }
                }
                "table-row" if nested == 0 => {
                    if let Some(sheet) = &mut sheet {
                        sheet.row = sheet.row.saturating_add(sheet.row_again);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(tables),
            _ => {}
        }
    }
}

/// 「&amp;」 and its like.
pub(super) fn reference(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    let name = name.xml10_content();
    known.iter().find(|(n, _)| *n == name).map_or(String::new(), |(_, c)| (*c).into())
}

impl Sheet {
    fn begin(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
        is_open: bool,
        total: &mut (usize, usize),
    ) -> Result<()> {
        let number = |key| value(element, key).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
        let is_out = || value(element, "visibility").is_some_and(|v| v != "visible");
        match name {
            "table-column" => {
                let again = number("number-columns-repeated").max(1);
                if is_out() {
                    self.hidden.push((self.declared, self.declared.saturating_add(again - 1)));
                }
                self.declared = self.declared.saturating_add(again);
            }
            "table-row" => {
                (self.column, self.row_is_hidden) = (0, is_out());
                self.row_again = number("number-rows-repeated").max(1);
            }
            "table-cell" | "covered-table-cell" => {
                self.text.clear();
                self.again = number("number-columns-repeated").max(1);
                let (wide, high) =
                    (number("number-columns-spanned"), number("number-rows-spanned"));
                if wide > 1 || high > 1 {
                    let last =
                        (self.row.saturating_add(high - 1), self.column.saturating_add(wide - 1));
                    self.merges.push(((self.row, self.column), last));
                }
                if !is_open {
                    self.end_cell(total)?;
                }
            }
            "p" if !self.text.is_empty() => self.text.push('\n'),
            "s" => {
                let count = value(element, "c").and_then(|n| n.parse().ok()).unwrap_or(1_usize);
                self.text.extend(std::iter::repeat_n(' ', count.min(100)));
            }
            "tab" => self.text.push(' '),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, total: &mut (usize, usize)) -> Result<()> {
        let first = self.column;
        self.column = self.column.saturating_add(self.again);
        if self.text.trim().is_empty() {
            return Ok(());
        }
        let is_out = |c: u32| self.hidden.iter().any(|(a, b)| (*a..=*b).contains(&c));
        for row in self.row..self.row.saturating_add(self.row_again) {
            for column in first..self.column {
                (total.0, total.1) = (total.0 + 1, total.1 + self.text.len());
                if total.0 > MAX_CELLS || total.1 > MAX_TEXT || column >= MAX_COLUMNS {
                    anyhow::bail!(
                        "表「{}」太大（最多 {MAX_CELLS} 个有字的单元格、{MAX_COLUMNS} 列、{} MB 的字）；分成几个文件再导入",
                        self.name,
                        MAX_TEXT >> 20
                    );
                }
                if self.row_is_hidden || is_out(column) {
                    self.unseen.insert((row, column), self.text.clone());
                } else {
                    self.cells.insert((row, column), self.text.clone());
                }
            }
        }
        self.text.clear();
        Ok(())
    }

    fn table(self) -> Result<Table> {
        if self.is_hidden {
            return Ok(Table::unseen(self.name));
        }
        let mut table = Table::of(self.name.clone(), self.cells, &self.merges)?;
        if !self.unseen.is_empty() {
            table.notes.push(unseen_note(&self.name, &self.unseen));
            table.unread = unread(&self.unseen);
        }
        Ok(table)
    }
}
