//! Which rows and columns of an xlsx file are hidden, which formulas were never worked out, which cells have
//! remarks.
//!
//! Start at [`hidden_parts`]. The reader of cells does not tell; the parts of the package do (ECMA-376
//! part 1, 18.3.1.73 and 18.3.1.13). What cannot be found here is taken for visible.

use super::table::Grid;
use super::table::Unread;
use super::table::address;
use super::table::quoted;
use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::BufReader;
use std::io::Cursor;
use zip::ZipArchive;

/// Sheets of a workbook and columns of a sheet that are looked at.
const MAX_RANGES: usize = 2_000;

/// What of a sheet is out of sight.
#[derive(Debug, Clone, Default)]
pub(super) struct Hidden {
    rows: BTreeSet<u32>,
    columns: Vec<(u32, u32)>,
    /// Cells with a formula and no value.
    unfilled: Vec<String>,
    /// Cells with a remark beside them.
    remarked: Vec<String>,
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
        if !self.unfilled.is_empty() {
            let cells: Vec<&str> = self.unfilled.iter().take(12).map(String::as_str).collect();
            notes.push(format!(
                "表「{sheet}」的 {} 是公式，文件里没有算好的值，当作空的；在 Excel、WPS 里打开，存一次再导入",
                cells.join("、")
            ));
        }
        if !self.remarked.is_empty() {
            let cells: Vec<&str> = self.remarked.iter().take(12).map(String::as_str).collect();
            notes.push(format!(
                "表「{sheet}」的 {} 有批注，没有读；要紧的话写进格子里再导入",
                cells.join("、")
            ));
        }
        notes
    }
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

type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// What is hidden, by the name of the sheet.
pub(super) fn hidden_parts(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    let mut found = BTreeMap::new();
    let Ok(mut package) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    let names: Vec<String> = package.file_names().flatten().map(String::from).collect();
    let Some(book) = names.iter().find(|n| n.to_lowercase().ends_with("workbook.xml")) else {
        return found;
    };
    let (folder, file) = book.rsplit_once('/').unwrap_or(("", book));
    let links = format!("{folder}/_rels/{file}.rels");
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    each(&mut package, &links, |element, _| {
        if let ("Relationship", Some(id), Some(target)) =
            (element.local_name().as_ref(), value(element, "Id"), value(element, "Target"))
        {
            targets.insert(id, target);
        }
    });
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
        let Some(target) = targets.get(&id) else { continue };
        let path = part_path(folder, target);
        let remarked = remarks(&mut package, &path);
        found.insert(name, Hidden { remarked, ..of_sheet(&mut package, &path) });
    }
    found
}

/// Where a part lies that a link of another one, in this folder, leads to.
fn part_path(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_string();
    }
    match target.strip_prefix("../") {
        Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').map_or("", |(above, _)| above)),
        None => format!("{folder}/{target}"),
    }
}

/// The cells with remarks (part 1, 18.7), which stand in a part of their own that the sheet's links name.
fn remarks(package: &mut Package<'_>, path: &str) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut parts: Vec<String> = Vec::new();
    each(package, &format!("{folder}/_rels/{file}.rels"), |element, _| {
        let target = value(element, "Target").filter(|t| t.to_lowercase().contains("comments"));
        parts.extend(target);
    });
    let mut cells: BTreeSet<String> = BTreeSet::new();
    for part in parts {
        each(package, &part_path(folder, &part), |element, _| {
            if element.local_name().as_ref() == "comment" && cells.len() < MAX_RANGES {
                cells.extend(value(element, "ref"));
            }
        });
    }
    cells.into_iter().collect()
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

/// Calls for every element of a part, in its order; true for one with something inside: programs that work no
/// formulas out write `<v></v>` as well as `<v/>`.
fn each(package: &mut Package<'_>, path: &str, mut tell: impl FnMut(&BytesStart<'_>, bool)) {
    let wanted = path.to_lowercase();
    let name =
        package.file_names().flatten().find(|n| n.to_lowercase() == wanted).map(String::from);
    let Some(part) = name.and_then(|name| package.by_name(&name).ok()) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut open: Option<BytesStart<'static>> = None;
    loop {
        buffer.clear();
        let Ok(event) = reader.read_event_into(&mut buffer) else { return };
        if let Some(element) = open.take() {
            tell(&element, !matches!(event, Event::End(_)));
        }
        match event {
            Event::Start(element) => open = Some(element.into_owned()),
            Event::Empty(element) => tell(&element, false),
            Event::Eof => return,
            _ => {}
        }
    }
}

/// The text of an attribute, whatever vocabulary its name is of.
pub(super) fn value(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == key)?;
    let raw = found.value.as_ref();
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_string(), |t| t.into_owned()))
}
