//! A table → its items: what each says under which heading, and what no item took.
//!
//! Start at [`items`]. Three layouts are read: an item a row (or several rows, where the name is merged or
//! left out), an item a column, and a form of labels with their values beside them. Every text of the table
//! goes into an item or into what was dropped, so that none is lost without a word.

use super::column::Column;
use super::columns::meaning;
use super::forms::form;
use super::heading::Heading;
use super::heading::find_heading;
use super::item::Item;
use super::item::Laid;
use super::item::Said;
use super::marks;
use super::pieces::one_line;
use super::rows::dropped;
use super::rows::is_other_labels;
use super::rows::is_remark;
use super::rows::is_sum;
use super::rows::repeats;
use super::rows::section;
use super::table::Table;

/// The items of a table; `None` where it has no headings that are known.
pub(super) fn items(table: &Table) -> Option<Laid> {
    let upright = find_heading(table, 3);
    if let Some(heading) = &upright {
        // Labels again further down are another card of a form.
        let more = (heading.end..table.rows.len()).any(|row| is_other_labels(table, heading, row));
        let laid = if more { form(table) } else { None };
        return Some(laid.unwrap_or_else(|| by_rows(table, heading)));
    }
    let turned = table.turned();
    if let Some(heading) = find_heading(&turned, 3).filter(|h| are_columns(&turned, h)) {
        return Some(by_rows(&turned, &heading));
    }
    if let Some(laid) = form(table) {
        return Some(laid);
    }
    // Two columns are few, but more than nothing.
    find_heading(table, 2).map(|heading| by_rows(table, &heading))
}

/// Whether a turned table has items in its columns: two or more, none of which holds labels of a form.
fn are_columns(turned: &Table, heading: &Heading) -> bool {
    let labels = |row: usize| {
        (0..turned.width()).filter(|c| meaning(turned.text(row, *c)).is_some()).count()
    };
    let title = heading.find(Column::Title).unwrap_or(0);
    let is_item = |row: usize| labels(row) < 2 && meaning(turned.text(row, title)).is_none();
    turned.rows.len() > heading.end + 1 && (heading.end..turned.rows.len()).all(is_item)
}

fn by_rows(table: &Table, heading: &Heading) -> Laid {
    let mut laid = Laid::default();
    if heading.first > 0 {
        laid.notes.push(format!(
            "表「{}」表头上面的字没有抄：{}",
            table.name,
            table.quote_cells(0..heading.first)
        ));
    }
    for (row, column) in table.filled().take_while(|(row, _)| *row < heading.end) {
        let known = if row < heading.first { &mut laid.noted } else { &mut laid.headings };
        known.push(table.at(row, column));
    }
    let title = heading.find(Column::Title).unwrap_or(0);
    let mut row = heading.end;
    let mut group: Option<Said> = None;
    while row < table.rows.len() {
        if repeats(table, heading, row) {
            let columns = (0..table.width()).filter(|c| !table.text(row, *c).is_empty());
            laid.headings.extend(columns.map(|column| table.at(row, column)));
            row += 1;
            continue;
        }
        if let Some(column) = section(table, heading, row) {
            let text = table.text(row, column);
            let bare = text[marks::mark(text).map_or(0, |mark| mark.length)..].trim();
            group = Some(Said {
                column: Some(Column::Category),
                heading: "类别".into(),
                row,
                at: table.at(row, column),
                text: bare.to_string(),
            });
            // Where no item follows it is named all the same.
            laid.noted.push(table.at(row, column));
            laid.notes.push(format!(
                "「{}」{}「{text}」当作下面各行的类别",
                table.name,
                table.at(row, column)
            ));
            row += 1;
            continue;
        }
        let name = table.text(row, title);
        if name.is_empty() || is_sum(name) || is_remark(table, heading, row) {
            laid.dropped.push(dropped(table, row));
            row += 1;
            continue;
        }
        let mut end = row + 1;
        while end < table.rows.len() && goes_on(table, heading, title, row, end) {
            end += 1;
        }
        let mut item = item(table, heading, row, end);
        // The category of a group stands in its first row only.
        let own =
            |item: &Item| item.said.iter().find(|s| s.column == Some(Column::Category)).cloned();
        let has_own = own(&item).is_some();
        if let Some(said) = group.clone().filter(|_| !has_own) {
            item.said.push(said);
        } else if let Some(said) = laid.items.last().and_then(own).filter(|_| !has_own) {
            // The code that comes of it is for good: whoever meant another is to know.
            let group = said.text.trim();
            item.notes.push(format!("没有写类别，照上面一行算在「{group}」里"));
            item.said.push(said);
        }
        as_above(&mut item, laid.items.last());
        laid.items.push(item);
        row = end;
    }
    laid
}

/// 「同上」 is what the item above says.
fn as_above(item: &mut Item, above: Option<&Item>) {
    for said in &mut item.said {
        if !matches!(said.text.trim(), "同上" | "同前" | "〃" | "″" | "\"") {
            continue;
        }
        let same =
            above.and_then(|above| above.said.iter().find(|other| other.heading == said.heading));
        if let Some(same) = same {
            item.notes.push(format!(
                "「{}」（{}）写的是「{}」，照上一件抄的",
                one_line(&said.heading),
                said.at,
                said.text.trim()
            ));
            said.text.clone_from(&same.text);
        }
    }
}

/// Whether a row belongs to the item that begins at `first`.
fn goes_on(table: &Table, heading: &Heading, title: usize, first: usize, row: usize) -> bool {
    let (at, column) = table.anchor(row, title);
    if column == title && at == first && row != first {
        return true;
    }
    if !table.text(row, title).is_empty()
        || at != row
        || column != title
        || is_remark(table, heading, row)
    {
        return false;
    }
    // Without merged cells to tell, a row goes on that adds to lists and says nothing of its own.
    let mut adds = false;
    for (column, (kind, _)) in heading.columns.iter().enumerate() {
        if table.text(row, column).is_empty() {
            continue;
        }
        match kind {
            Some(kind) if kind.is_list() => adds = true,
            Some(_) => return false,
            None => {}
        }
    }
    adds
}

/// One item from its rows.
fn item(table: &Table, heading: &Heading, first: usize, end: usize) -> Item {
    let mut item = Item { place: table.place(first), ..Item::default() };
    let lists = [Column::Materials, Column::Steps].map(|list| heading.find(list));
    for (column, (kind, name)) in heading.columns.iter().enumerate() {
        for row in first..end {
            let (at, left) = table.anchor(row, column);
            if left != column {
                note_merged(table, heading, (at, left), (row, column), &mut item);
                continue;
            }
            // A cell that reaches down from an item above holds for this one too; once is enough.
            let is_new = at == row || at < first && row == first;
            let text = table.text(at, left);
            if !is_new || text.is_empty() || *kind == Some(Column::Title) && row > first {
                continue;
            }
            let mut called = name.clone();
            if called.is_empty() {
                called = format!("第 {} 列，没有表头", column + 1);
            }
            // What stands beside one of several materials or steps is said of that one.
            if kind.is_none() && end > first + 1 && at == row {
                let beside = lists.iter().flatten().map(|list| table.text(row, *list));
                if let Some(beside) = beside.into_iter().find(|t| !t.is_empty()) {
                    called = format!("{called}（{}）", one_line(beside));
                }
            }
            let at = table.at(at, left);
            item.said.push(Said {
                column: *kind,
                heading: called,
                row,
                at,
                text: text.to_string(),
            });
        }
    }
    item
}

/// Two values in one cell: the cell lies under the first heading, and the second has nothing.
fn note_merged(
    table: &Table,
    heading: &Heading,
    (at, left): (usize, usize),
    (row, column): (usize, usize),
    item: &mut Item,
) {
    let name = |column: usize| heading.columns.get(column).map_or("", |(_, name)| name.as_str());
    let (this, other) = (name(column), name(left));
    if at == row && !this.is_empty() && this != other && !table.text(at, left).is_empty() {
        item.notes.push(format!("「{this}」和「{other}」合并成一格，内容算在「{other}」里"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn table(rows: &[&[&str]], merges: &[crate::import::table::Merge]) -> Table {
        let mut cells = BTreeMap::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                cells.insert((row, column), (*text).to_string());
            }
        }
        Table::of("表".into(), cells, merges).expect("laid out")
    }

    fn said(item: &Item, column: Option<Column>) -> Vec<&str> {
        item.said.iter().filter(|s| s.column == column).map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn headings_in_two_rows() {
        let merges = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))];
        for merges in [&merges[..], &[]] {
            let table = table(
                &[
                    &["事项名称", "办理指南", "", "办理时限", ""],
                    &["", "办理流程", "所需材料", "承诺", "法定"],
                    &["高龄津贴", "申请→审核", "身份证", "5日", "20日"],
                ],
                merges,
            );
            let laid = items(&table).expect("laid out");
            let item = &laid.items[0];
            assert_eq!(laid.items.len(), 1, "{laid:?}");
            assert_eq!(said(item, Some(Column::Materials)), ["身份证"]);
            assert_eq!(said(item, Some(Column::Statutory)), ["20日"]);
            assert_eq!(said(item, Some(Column::Promised)), ["5日"]);
        }
    }

    #[test]
    fn sums_are_no_items() {
        let laid = items(&table(
            &[
                &["事项名称", "所需材料", "承诺时限"],
                &["老年证", "照片", "当场"],
                &["小 计", "1", ""],
                &["合计：1件", "", "1"],
                &["合计工时认定", "身份证", "5日"],
            ],
            &[],
        ))
        .expect("laid out");
        assert_eq!(laid.items.len(), 2, "{laid:?}");
        assert_eq!(laid.dropped.len(), 2);
    }

    #[test]
    fn an_item_over_several_rows() {
        let rows: &[&[&str]] = &[
            &["事项名称", "所需材料", "份数", "办理流程", "承诺时限"],
            &["救助", "身份证", "1", "申请", "5日"],
            &["", "户口簿", "2", "初审", ""],
            &["老年证", "照片", "2", "登记", "当场"],
        ];
        for merges in [&[((1, 0), (2, 0)), ((1, 4), (2, 4))][..], &[]] {
            let laid = items(&table(rows, merges)).expect("laid out");
            assert_eq!(laid.items.len(), 2);
            assert_eq!(said(&laid.items[0], Some(Column::Materials)), ["身份证", "户口簿"]);
            assert_eq!(said(&laid.items[0], Some(Column::Steps)), ["申请", "初审"]);
            assert_eq!(laid.items[0].said.iter().filter(|s| s.heading == "份数").count(), 2);
        }
    }

    #[test]
    fn forms_and_items_in_columns() {
        let turned = table(
            &[
                &["事项名称", "甲", "乙"],
                &["所需材料", "身份证", "照片"],
                &["办理流程", "申请", "登记"],
                &["承诺时限", "5日", "当场"],
            ],
            &[],
        );
        let laid = items(&turned).expect("laid out");
        assert_eq!(laid.items.len(), 2);
        assert_eq!(said(&laid.items[1], Some(Column::Materials)), ["照片"]);
        let form = table(
            &[
                &["办事指南"],
                &["事项名称", "甲", "类别", "民生福利"],
                &["所需材料", "身份证"],
                &["备注", "带原件"],
                &["事项名称", "乙", "承诺时限", "5日"],
                &["所需材料", "照片"],
            ],
            &[],
        );
        let laid = items(&form).expect("laid out");
        assert_eq!(laid.items.len(), 2, "{laid:?}");
        assert_eq!(said(&laid.items[0], Some(Column::Category)), ["民生福利"]);
        assert_eq!(said(&laid.items[0], None), ["带原件"]);
        assert_eq!(laid.dropped.len(), 1);
    }
}
