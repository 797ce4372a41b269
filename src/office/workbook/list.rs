//! The printed list: a row for each matter, on A3 lying, one page wide.
//!
//! Start at [`add`].

use super::shape::CHARACTER;
use super::shape::HIGHEST;
use super::shape::LINE;
use super::shape::LONGEST;
use super::shape::Shapes;
use super::shape::TEXT_SIZE;
use super::shape::fitting;
use super::shape::lines_of;
use crate::inventory::columns::CATEGORY;
use crate::inventory::columns::COLUMNS;
use crate::inventory::columns::Column;
use crate::inventory::row::Row;
use crate::inventory::sheets::LIST;
use crate::model::Catalog;
use crate::plan::is_sample;
use anyhow::Result;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;

/// A3 by the numbers that Excel has for papers.
const A3: u8 = 8;
/// The first row of headings, counted from 0; the title and a line about it stand above.
const HEADINGS: u32 = 2;
/// The first row of the list.
const FIRST: u32 = HEADINGS + 2;
/// Space above and below the text of a row, in points.
const AIR: f64 = 8.0;

/// Adds the list. What has to be told goes to `notes`.
///
/// # Errors
/// More than a sheet holds.
pub(super) fn add(
    book: &mut Workbook,
    catalog: &Catalog,
    rows: &[Row<'_>],
    shapes: &mut Shapes,
    notes: &mut Vec<String>,
) -> Result<()> {
    let columns: Vec<(usize, &Column)> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(i, c)| c.always || rows.iter().any(|row| !row.cells[*i].is_empty()))
        .collect();
    let last = u16::try_from(columns.len().saturating_sub(1))?;
    let sheet = book.add_worksheet().set_name(LIST)?;
    sheet.set_landscape().set_paper_size(A3).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    for (at, (_, column)) in (0..).zip(&columns) {
        sheet.set_column_width(at, column.width * CHARACTER + 0.8)?;
    }
    title(sheet, catalog, rows, last, shapes)?;
    headings(sheet, &columns, shapes)?;
    for (at, row) in (FIRST..).zip(rows) {
        cells(sheet, at, row, &columns, shapes, notes)?;
    }
    merge_categories(sheet, rows, shapes)?;
    let end = FIRST + u32::try_from(rows.len())?.max(1) - 1;
    sheet.set_repeat_rows(HEADINGS, FIRST - 1)?.set_print_area(0, 0, end, last)?;
    // The names of the matters stay in sight.
    sheet.set_freeze_panes(FIRST, 4)?;
    Ok(())
}

fn title(
    sheet: &mut Worksheet,
    catalog: &Catalog,
    rows: &[Row<'_>],
    last: u16,
    shapes: &Shapes,
) -> Result<()> {
    let community = &catalog.community;
    let title = format!("{}小微权力清单总表", community.name.value);
    sheet.merge_range(0, 0, 0, last, &title, &shapes.title)?;
    sheet.set_row_height(0, 36.0)?;
    let samples = rows.iter().filter(|row| is_sample(catalog, row.procedure)).count();
    let state = match samples {
        0 => String::new(),
        n if n == rows.len() => "　　样张 · 未经核验：内容还没有人核对过，不能当正式清单用".into(),
        n => format!("　　其中 {n} 件是样张 · 未经核验"),
    };
    let checked =
        catalog.latest_review().map_or(String::new(), |d| format!("　　最近核验：{}", d.spoken()));
    let under = format!(
        "编制单位：{}　　事项：{} 件{checked}　　咨询电话：{}{state}",
        community.organizer.value,
        rows.len(),
        community.phone.value
    );
    sheet.merge_range(1, 0, 1, last, &under, &shapes.under_title)?;
    sheet.set_row_height(1, 20.0)?;
    Ok(())
}

/// Two rows: what stands alone reaches over both.
fn headings(sheet: &mut Worksheet, columns: &[(usize, &Column)], shapes: &Shapes) -> Result<()> {
    let mut at = 0;
    while let Some((_, column)) = columns.get(at) {
        let left = u16::try_from(at)?;
        let Some(above) = column.above else {
            sheet.merge_range(
                HEADINGS,
                left,
                HEADINGS + 1,
                left,
                column.heading,
                &shapes.heading,
            )?;
            at += 1;
            continue;
        };
        let below = columns[at..].iter().take_while(|(_, c)| c.above == Some(above)).count();
        let right = left + u16::try_from(below)? - 1;
        if right > left {
            sheet.merge_range(HEADINGS, left, HEADINGS, right, above, &shapes.heading)?;
        } else {
            sheet.write_string_with_format(HEADINGS, left, above, &shapes.heading)?;
        }
        for (column, (_, inner)) in (left..).zip(&columns[at..at + below]) {
            sheet.write_string_with_format(HEADINGS + 1, column, inner.heading, &shapes.heading)?;
        }
        at += below;
    }
    for row in [HEADINGS, HEADINGS + 1] {
        sheet.set_row_height(row, LINE + AIR)?;
    }
    Ok(())
}

/// The texts of a row, and its height: where Excel has none that is high enough, the texts get smaller.
fn cells(
    sheet: &mut Worksheet,
    at: u32,
    row: &Row<'_>,
    columns: &[(usize, &Column)],
    shapes: &Shapes,
    notes: &mut Vec<String>,
) -> Result<()> {
    let height = |size: f64| {
        let share = size / TEXT_SIZE;
        // The category reaches over several rows and needs no height of its own.
        let own = columns.iter().filter(|(_, column)| column.heading != CATEGORY);
        let lines = own.map(|(i, column)| lines_of(&row.cells[*i], column.width / share));
        lines.max().unwrap_or(1) as f64 * LINE * share + AIR
    };
    let (usual, small) = (height(TEXT_SIZE), height(TEXT_SIZE - 2.0));
    let is_small = usual > HIGHEST;
    let code = &row.procedure.code.value;
    if small > HIGHEST {
        notes
            .push(format!("{code} 的字太多，Excel 的一行印不下全部：打印前看一眼，或分成两件事项"));
    }
    sheet.set_row_height(at, if is_small { small.min(HIGHEST) } else { usual })?;
    for (place, (i, column)) in (0..).zip(columns) {
        let format = match (column.centred, is_small) {
            (true, false) => &shapes.middle,
            (false, false) => &shapes.text,
            (true, true) => &shapes.small_middle,
            (false, true) => &shapes.small,
        };
        let (text, is_long) = fitting(&row.cells[*i]);
        if is_long {
            notes.push(format!(
                "{code} 的「{}」超过 {LONGEST} 个字，Excel 的一格放不下，只写了前一半",
                column.heading
            ));
        }
        sheet.write_string_with_format(at, place, &text, format)?;
    }
    Ok(())
}

/// One category, one cell.
fn merge_categories(sheet: &mut Worksheet, rows: &[Row<'_>], shapes: &Shapes) -> Result<()> {
    let Some(column) = COLUMNS.iter().position(|c| c.heading == CATEGORY) else { return Ok(()) };
    let at = u16::try_from(column)?;
    let mut first = FIRST;
    for group in rows.chunk_by(|a, b| a.cells[column] == b.cells[column]) {
        let end = first + u32::try_from(group.len())?;
        if group.len() > 1 {
            let text = group[0].cells[column].as_str();
            sheet.merge_range(first, at, end - 1, at, text, &shapes.middle)?;
        }
        first = end;
    }
    Ok(())
}
