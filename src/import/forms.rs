//! Forms → items: labels with their values beside them, and lines of text that begin with a label.
//!
//! Start at [`form`] and [`lines`]. Each 「事项名称」 begins an item.

use super::columns::Column;
use super::columns::meaning;
use super::item::Item;
use super::item::Laid;
use super::item::Said;
use super::marks;
use super::pieces::one_line;
use super::table::Table;

/// Labels with their values beside them; each 「事项名称」 begins an item.
pub(super) fn form(table: &Table) -> Option<Laid> {
    let mut laid = Laid::default();
    let is_label = |text: &str| meaning(text).is_some();
    for row in 0..table.rows.len() {
        let cells: Vec<(usize, &str)> = (0..table.width())
            .map(|column| (column, table.text(row, column)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let mut rest = cells.as_slice();
        while let [(column, text), after @ ..] = rest {
            let next = after.first().filter(|(_, t)| cells.len() == 2 || !is_label(t));
            rest = after;
            if let Some(kind) = meaning(text) {
                let Some((_, value)) = next else { continue };
                rest = &after[1..];
                if kind == Column::Title {
                    laid.items.push(Item { place: table.place(row), ..Item::default() });
                }
                put(&mut laid, table, row, Some(kind), text, value);
                continue;
            }
            // A label reaches down over the rows of its values.
            let above = (0..*column).rev().map(|c| table.anchor(row, c)).find(|(at, _)| *at < row);
            let label = above.map(|(at, left)| table.text(at, left)).filter(|t| !t.is_empty());
            match (label, next) {
                (Some(label), _) => put(&mut laid, table, row, meaning(label), label, text),
                (None, Some((_, value))) if after.len() == 1 => {
                    rest = &[];
                    put(&mut laid, table, row, None, text, value);
                }
                // An outer label beside the labels it holds together.
                (None, None) if !after.is_empty() => {}
                _ => put(&mut laid, table, row, None, "没有标签", text),
            }
        }
    }
    is_good(&laid).then_some(laid)
}

/// A text goes to the last item, or above the first.
fn put(
    laid: &mut Laid,
    table: &Table,
    row: usize,
    column: Option<Column>,
    heading: &str,
    text: &str,
) {
    match laid.items.last_mut() {
        Some(item) => {
            item.said.push(Said { column, heading: one_line(heading), text: text.to_string() });
        }
        None => laid
            .dropped
            .push((table.place(row), format!("{}｜{}", one_line(heading), one_line(text)))),
    }
}

/// Whether labels were found that make an item: a name, and two things more.
fn is_good(laid: &Laid) -> bool {
    let known = |item: &Item| item.said.iter().filter(|said| said.column.is_some()).count();
    laid.items.iter().any(|item| known(item) >= 3)
}

/// Lines of text (of a Word file without a table): 「一、高龄津贴申领」, then 「所需材料：……」.
pub(super) fn lines(table: &Table) -> Option<Laid> {
    let mut laid = Laid::default();
    let mut label: Option<(Option<Column>, String)> = None;
    let bare = |row: usize| {
        let line = table.rows.get(row).and_then(|cells| cells.first()).map_or("", String::as_str);
        line[marks::mark(line).map_or(0, |m| m.length)..].trim()
    };
    let labelled = |line: &str| {
        let (name, value) = line.split_once(['：', ':']).unwrap_or((line, ""));
        meaning(name).map(|column| (column, name.trim().to_string(), value.trim().to_string()))
    };
    for row in 0..table.rows.len() {
        let whole = table.text(row, 0);
        let line = bare(row);
        if let Some((column, name, value)) = labelled(line) {
            if column == Column::Title && !value.is_empty() {
                laid.items.push(Item { place: table.place(row), ..Item::default() });
            }
            if !value.is_empty() {
                put(&mut laid, table, row, Some(column), &name, &value);
            }
            label = Some((Some(column), name));
            continue;
        }
        // A short line above a label is the name of an item.
        let is_name = labelled(bare(row + 1)).is_some_and(|(column, ..)| column != Column::Title)
            && line.chars().count() <= 30
            && !line.contains(['：', ':', '。']);
        if is_name {
            laid.items.push(Item { place: table.place(row), ..Item::default() });
            put(&mut laid, table, row, Some(Column::Title), "事项名称", line);
            label = None;
            continue;
        }
        match (&label, laid.items.is_empty()) {
            (Some((column, name)), false) => put(&mut laid, table, row, *column, name, whole),
            _ => laid.dropped.push((table.place(row), one_line(whole))),
        }
    }
    is_good(&laid).then_some(laid)
}
