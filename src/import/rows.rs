//! Rows of a list that are no items: headings again, groups, sums, remarks.
//!
//! Start at [`section`].

use super::column::Column;
use super::columns::meaning;
use super::heading::Heading;
use super::item::Dropped;
use super::item::Item;
use super::item::Said;
use super::marks;
use super::pieces::one_line;
use super::table::Table;

/// Whether a row holds labels alone, and others than the headings.
pub(super) fn is_other_labels(table: &Table, heading: &Heading, row: usize) -> bool {
    // Rows of items have one long text at least, or a number: they are most rows.
    let is_value = |text: &str| !text.is_empty() && meaning(text).is_none();
    if (0..table.width()).any(|column| is_value(table.text(row, column))) {
        return false;
    }
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
    let is_sentence = |t: &&str| t.starts_with(|c| marks::CIRCLED.contains(c)) && t.ends_with('。');
    let marked = texts.first().is_some_and(|t| {
        starts.iter().any(|s| t.starts_with(s)) || texts.len() == 1 && is_sentence(t)
    });
    marked && texts.len() <= 3 && heading.columns.len() > texts.len()
}

/// Where a circled number in the table leads: the number, the row and column of its footnote, the words.
pub(super) type Footnote = (char, usize, usize, String);

/// Lines below the items that begin with a circled number which stands behind a word above: 「①每年四月集中办理」.
pub(super) fn footnotes(table: &Table, heading: &Heading) -> Vec<Footnote> {
    let mut found = Vec::new();
    for row in (heading.end..table.rows.len()).rev() {
        let mut filled = (0..table.width()).filter(|column| !table.text(row, *column).is_empty());
        let Some(column) = filled.next().filter(|_| filled.next().is_none()) else { break };
        let text = table.text(row, column).trim_start_matches(['注', '：', ':']);
        let Some(number) = text.chars().next().filter(|c| marks::CIRCLED.contains(*c)) else {
            continue;
        };
        let words = text[number.len_utf8()..].trim_start_matches(['、', '：', ':', ' ']);
        let refers = |(at, c): (usize, usize)| at < row && behind(table.text(at, c), number);
        if !words.is_empty() && table.filled().any(refers) {
            found.push((number, row, column, words.to_string()));
        }
    }
    found
}

/// Whether a circled number stands behind a word: not where it counts the pieces of a list.
fn behind(text: &str, number: char) -> bool {
    let is_list = text.trim_start().starts_with(|c| marks::CIRCLED.contains(c));
    !is_list && text.split_once(number).is_some_and(|(_, rest)| ends_word(rest))
}

fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| "、；，。;,\r\n）) ①②③④⑤⑥⑦⑧⑨".contains(c))
}

/// Takes the number of a footnote out of a text; `true` where it stood there.
fn take_number(text: &mut String, number: char) -> bool {
    let found = behind(text, number);
    if found {
        *text = text.replace(number, "");
    }
    found
}

/// Gives footnotes to the items that lead to them.
pub(super) fn give_footnotes(table: &Table, footnotes: Vec<Footnote>, items: &mut [Item]) {
    for (number, row, column, words) in footnotes {
        for item in items.iter_mut() {
            let hits = item.said.iter_mut().filter_map(|said| {
                let hit = take_number(&mut said.text, number);
                hit.then(|| one_line(&said.text))
            });
            let hits: Vec<String> = hits.collect();
            let Some(first) = hits.first() else { continue };
            item.said.push(Said {
                column: None,
                heading: format!("注{number}（{}）", super::pieces::short(first)),
                row,
                at: table.at(row, column),
                text: words.clone(),
            });
        }
    }
}

/// Columns that have a heading and nothing below it: colours and drawn signs are no text.
pub(super) fn empty_columns(table: &Table, heading: &Heading) -> Vec<String> {
    let is_empty = |column: &usize| {
        (heading.end..table.rows.len()).all(|row| {
            let (at, left) = table.anchor(row, *column);
            at < heading.end || table.text(at, left).is_empty()
        })
    };
    let columns = (0..heading.columns.len()).filter(|c| !heading.columns[*c].1.is_empty());
    let rows = (heading.first..heading.end).rev();
    let at = |column: usize| {
        let row = rows.clone().find(|row| !table.text(*row, column).is_empty())?;
        Some(format!("{}「{}」", table.at(row, column), one_line(table.text(row, column))))
    };
    columns.filter(is_empty).filter_map(at).collect()
}

/// The sentence about it.
pub(super) fn told_group(table: &Table, row: usize, column: usize) -> String {
    let text = table.text(row, column);
    format!("「{}」{}「{text}」当作下面各行的类别", table.name, table.at(row, column))
}

/// A line over items, as their category.
pub(super) fn group_of(table: &Table, row: usize, column: usize) -> Said {
    let text = table.text(row, column);
    let bare = text[marks::mark(text).map_or(0, |mark| mark.length)..].trim();
    Said {
        column: Some(Column::Category),
        heading: "类别".into(),
        row,
        at: table.at(row, column),
        text: bare.to_string(),
    }
}

/// 「备注：……」 in a row of its own below an item: that item's, where another item follows or such rows came before.
pub(super) fn own_remark(table: &Table, heading: &Heading, row: usize) -> Option<Said> {
    let mut filled = (0..table.width()).filter(|column| !table.text(row, *column).is_empty());
    let column = filled.next().filter(|_| filled.next().is_none())?;
    let words = |row: usize| table.text(row, column).strip_prefix("备注");
    let text = words(row)?.strip_prefix(['：', ':'])?.trim();
    let title = heading.find(Column::Title).unwrap_or(0);
    let next = table.text(row + 1, title);
    let follows = !next.is_empty() && !is_sum(next) && !is_remark(table, heading, row + 1);
    let before = (heading.end..row).any(|row| words(row).is_some());
    (!text.is_empty() && (follows || before)).then(|| Said {
        column: None,
        heading: "备注".into(),
        row,
        at: table.at(row, column),
        text: text.to_string(),
    })
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
