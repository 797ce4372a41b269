//! A sheet that holds several tables, beside or below each other → each by itself, its cells where they are.
//!
//! Start at [`blocks`]. Lists that are one table whatever repeats in it (headings on every page, cards of a form) stay
//! whole: only other headings, or the same ones twice in a row, begin another table.

use super::column::Column;
use super::columns::meaning;
use super::marks;
use super::pieces::joined;
use super::table::Table;

/// Rows in which tables beside each other have their headings.
const FIRST_ROWS: usize = 30;
/// Tables beside each other.
const MOST_BESIDE: usize = 4;
/// Longer texts are no headings.
const LONGEST: usize = 24;

/// The tables of a sheet, where there are more than one.
pub(super) fn blocks(table: &Table) -> Vec<Table> {
    let starts = beside(table);
    if starts.len() > 1 {
        let ends = starts.iter().skip(1).copied().chain([table.width()]);
        let parts = starts.iter().enumerate().zip(ends);
        let from = |i: usize, start: usize| if i == 0 { 0 } else { start };
        let all = 0..table.rows.len();
        return parts
            .map(|((i, start), end)| table.part(all.clone(), from(i, *start)..end))
            .collect();
    }
    let starts = below(table);
    let ends = starts.iter().skip(1).copied().chain([table.rows.len()]);
    let parts =
        starts.iter().zip(ends).map(|(start, end)| table.part(*start..end, 0..table.width()));
    if starts.len() > 1 { parts.collect() } else { Vec::new() }
}

/// The texts of a row, by their columns.
fn texts(table: &Table, row: usize) -> Vec<(usize, String)> {
    let all = (0..table.width()).map(|column| (column, joined(table.text(row, column))));
    all.filter(|(_, text)| !text.is_empty()).collect()
}

/// The first column of each of several tables that stand beside each other.
fn beside(table: &Table) -> Vec<usize> {
    for row in 0..table.rows.len().min(FIRST_ROWS) {
        let texts = texts(table, row);
        for count in 2..=MOST_BESIDE {
            let each = texts.len() / count;
            if each < 2 || each * count != texts.len() {
                continue;
            }
            let names = |part: &[(usize, String)]| -> Vec<String> {
                part.iter().map(|(_, text)| text.clone()).collect()
            };
            let first = names(&texts[..each]);
            let known = first.iter().filter_map(|name| meaning(name)).collect::<Vec<_>>();
            if known.len() > 1
                && known.contains(&Column::Title)
                && texts.chunks(each).all(|part| names(part) == first)
            {
                return texts.chunks(each).filter_map(|part| part.first()).map(|t| t.0).collect();
            }
        }
    }
    Vec::new()
}

/// Whether a row is nothing but headings, the name of a matter among them.
fn is_heading(texts: &[(usize, String)]) -> bool {
    let known: Vec<Column> = texts.iter().filter_map(|(_, text)| meaning(text)).collect();
    known.len() > 2
        && known.contains(&Column::Title)
        && 3 * known.len() >= 2 * texts.len()
        && texts.iter().all(|(_, text)| text.chars().count() <= LONGEST)
}

/// Whether a row may be headings by its first two texts: two of three of them are known, and none is a number.
fn may_be_heading(table: &Table, row: usize) -> bool {
    let all = (0..table.width()).map(|column| table.text(row, column));
    let mut first = all.filter(|text| !text.is_empty()).take(2);
    first.any(|text| meaning(text).is_some())
}

/// The first row of each of several tables that stand below each other.
fn below(table: &Table) -> Vec<usize> {
    let mut starts = vec![0];
    let mut heading: Option<(usize, Vec<(usize, String)>)> = None;
    for row in 0..table.rows.len() {
        // Most rows end here, before anything is made of their texts.
        if !may_be_heading(table, row) {
            continue;
        }
        let texts = texts(table, row);
        if texts.len() < 3 || texts.iter().any(|(_, text)| text.chars().count() > LONGEST) {
            continue;
        }
        if !is_heading(&texts) {
            // Labels alone without the name of a matter are a card of a form.
            if heading.is_some() && texts.iter().all(|(_, text)| meaning(text).is_some()) {
                let inner = heading.as_ref().is_some_and(|(above, _)| row - above < 3);
                if !inner {
                    return Vec::new();
                }
            }
            continue;
        }
        match &heading {
            Some((above, _)) if row == above + 1 => {}
            Some((_, before)) if *before == texts => {}
            Some((above, _)) => {
                starts.push(title_above(table, *above, row));
                heading = Some((row, texts));
            }
            None => heading = Some((row, texts)),
        }
    }
    starts
}

/// The row where a table begins: lines that name it stand above its headings.
fn title_above(table: &Table, above: usize, heading: usize) -> usize {
    let mut start = heading;
    while start > above + 1 {
        let texts = texts(table, start - 1);
        let [(_, only)] = texts.as_slice() else { break };
        let names = ["表", "清单", "类", "续", "事项"].iter().any(|word| only.ends_with(word));
        let is_note = ["注", "说明", "备注"].iter().any(|word| only.starts_with(word));
        if is_note || !(names || marks::mark(only).is_some()) {
            break;
        }
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn starts(rows: &[&[&str]]) -> (Vec<usize>, Vec<usize>) {
        let mut cells = BTreeMap::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                cells.insert((row, column), (*text).to_string());
            }
        }
        let table = Table::of("表".into(), cells, &[]).expect("laid out");
        (beside(&table), below(&table))
    }

    #[test]
    fn other_headings_begin_another_table() {
        let head: &[&str] = &["事项名称", "材料", "流程"];
        let item: &[&str] = &["老年证", "照片", "申请"];
        let other: &[&str] = &["流程", "事项名称", "时限"];
        assert_eq!(starts(&[head, item, &["二、就业类"], other, item]).1, [0, 2]);
        assert_eq!(starts(&[head, item, head, item]).1, [0]);
        let twice: &[&str] = &["事项名称", "材料", "", "事项名称", "材料"];
        assert_eq!(starts(&[twice, &["甲", "照片", "", "乙", "表"]]).0, [0, 3]);
        assert!(starts(&[head, item]).0.is_empty());
    }
}
