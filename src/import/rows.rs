//! Rows of a list that are no items: headings again, groups, sums, remarks.
//!
//! Start at [`section`].

use super::columns::meaning;
use super::heading::Heading;
use super::item::Dropped;
use super::marks;
use super::pieces::one_line;
use super::table::Table;

/// Whether a row holds labels alone, and others than the headings.
pub(super) fn is_other_labels(table: &Table, heading: &Heading, row: usize) -> bool {
    let texts: Vec<&str> =
        (0..table.width()).map(|c| table.text(row, c)).filter(|t| !t.is_empty()).collect();
    let is_known = |text: &&str| heading.columns.iter().any(|(_, name)| one_line(text) == *name);
    texts.len() > 1 && texts.iter().all(|t| meaning(t).is_some()) && !texts.iter().any(is_known)
}

/// Whether a row repeats the headings, as lists do on every page.
pub(super) fn repeats(table: &Table, heading: &Heading, row: usize) -> bool {
    (heading.first..heading.end).any(|above| {
        let same = |column| table.text(row, column) == table.text(above, column);
        (0..table.width()).all(same)
    })
}

/// The name of a group of items over their rows: 「一、民生福利」 alone in its row.
pub(super) fn section(table: &Table, heading: &Heading, row: usize) -> Option<usize> {
    let mut filled = (0..table.width()).filter(|column| !table.text(row, *column).is_empty());
    let column = filled.next().filter(|_| filled.next().is_none())?;
    let text = table.text(row, column);
    let is_marked = marks::mark(text).is_some_and(|mark| {
        matches!(mark.style, marks::Style::Word | marks::Style::WordInBrackets)
    }) || text.starts_with('第') && text.contains('类');
    let over = (0..table.width()).filter(|c| table.anchor(row, *c) == (row, column)).count();
    let is_over = over > 1 && over + 1 >= heading.columns.len();
    let is_short = text.chars().count() <= 20 && !text.contains(['：', ':', '。']);
    let goes_on = row + 1 < table.rows.len();
    (is_short && goes_on && (is_marked || is_over) && !is_sum(text)).then_some(column)
}

/// 「小计」, 「合 计」, 「总计：26件」 where the name of an item would stand.
pub(super) fn is_sum(name: &str) -> bool {
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = ["小计", "合计", "总计", "共计", "累计"].iter().find_map(|w| bare.strip_prefix(w));
    let count = |c: char| c.is_ascii_digit() || "：:（）()件项个条共".contains(c);
    rest.is_some_and(|rest| rest.chars().all(count))
}

/// 「注：……」「填表人：……」 below a table.
pub(super) fn is_remark(table: &Table, heading: &Heading, row: usize) -> bool {
    let texts: Vec<&str> =
        (0..table.width()).map(|c| table.text(row, c)).filter(|t| !t.is_empty()).collect();
    let starts = [
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "填表",
        "审核人",
        "制表",
        "填报",
        "审核：",
        "合计",
        "※",
    ];
    let marked = texts.first().is_some_and(|t| starts.iter().any(|s| t.starts_with(s)));
    marked && texts.len() <= 3 && heading.columns.len() > texts.len()
}

/// A row that no item takes.
pub(super) fn dropped(table: &Table, row: usize) -> Dropped {
    let columns = (0..table.width()).filter(|column| !table.text(row, *column).is_empty());
    Dropped {
        place: table.place(row),
        text: table.quote_cells(row..row + 1),
        cells: columns.map(|column| table.at(row, column)).collect(),
    }
}
