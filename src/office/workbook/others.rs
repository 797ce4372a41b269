//! The sheets beside the list: what is still to be asked, and what to bring to which matter.
//!
//! Start at [`add_open`] and [`add_materials`]. A4 lying; both are lists to work with, so both can be filtered.

use super::shape::CHARACTER;
use super::shape::LINE;
use super::shape::Shapes;
use super::shape::fitting;
use super::shape::lines_of;
use crate::content::Content;
use crate::diag::Span;
use crate::inventory::sheets::MATERIAL_HEADINGS;
use crate::inventory::sheets::MATERIALS;
use crate::inventory::sheets::OPEN;
use crate::inventory::sheets::OPEN_HEADINGS;
use crate::inventory::sheets::open_facts;
use crate::model::Catalog;
use anyhow::Result;
use rust_xlsxwriter::Workbook;

/// A4 by the numbers that Excel has for papers.
const A4: u8 = 9;
/// Space above and below the text of a row, in points.
const AIR: f64 = 4.0;

/// What is open, with where it stands in the files; gives how many there are.
///
/// # Errors
/// More than a sheet holds.
pub(super) fn add_open(
    book: &mut Workbook,
    content: &Content,
    catalog: &Catalog,
    shapes: &Shapes,
) -> Result<usize> {
    let sources = &content.sources;
    let place = |span: Span| {
        let file = sources.file(span.file);
        let (line, _) = sources.position(span.file, span.start);
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let key = sources.key_of(span).map_or(String::new(), |key| format!("「{key}」，"));
        format!("{key}{name} 第 {line} 行")
    };
    let rows: Vec<Vec<String>> = (1_usize..)
        .zip(open_facts(catalog, &place))
        .map(|(i, [code, title, question, place])| {
            vec![i.to_string(), code, title, question, place, String::new()]
        })
        .collect();
    let says = "还没有问清的事：问到了，答复写在最后一栏，再改到清单的文件里。";
    add(book, OPEN, says, OPEN_HEADINGS, &rows, shapes)?;
    Ok(rows.len())
}

/// Matter by matter what to bring; gives how many rows there are.
///
/// # Errors
/// More than a sheet holds.
pub(super) fn add_materials(
    book: &mut Workbook,
    materials: &[[String; 9]],
    shapes: &Shapes,
) -> Result<usize> {
    let rows: Vec<Vec<String>> = materials.iter().map(|row| row.to_vec()).collect();
    let says = "每件事项要带的材料，一样一行。照总表列的；要改，改总表的「所需材料」。";
    add(book, MATERIALS, says, MATERIAL_HEADINGS, &rows, shapes)?;
    Ok(rows.len())
}

fn add(
    book: &mut Workbook,
    name: &str,
    says: &str,
    headings: &[(&str, f64)],
    rows: &[Vec<String>],
    shapes: &Shapes,
) -> Result<()> {
    let sheet = book.add_worksheet().set_name(name)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C第 &P 页，共 &N 页");
    let last = u16::try_from(headings.len())? - 1;
    sheet.merge_range(0, 0, 0, last, says, &shapes.under_title)?;
    sheet.set_row_height(0, 22.0)?;
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(1, column, *heading, &shapes.heading)?;
    }
    sheet.set_row_height(1, LINE + 2.0 * AIR)?;
    for (at, row) in (2..).zip(rows) {
        let mut lines = 1;
        for (column, (text, (_, width))) in (0..).zip(row.iter().zip(headings)) {
            let is_short = *width < 10.0;
            let format = if is_short { &shapes.middle } else { &shapes.text };
            sheet.write_string_with_format(at, column, fitting(text).0, format)?;
            lines = lines.max(lines_of(text, (width - 0.8) / CHARACTER));
        }
        sheet.set_row_height(at, lines as f64 * LINE + AIR)?;
    }
    let end = 1 + u32::try_from(rows.len())?;
    if !rows.is_empty() {
        sheet.autofilter(1, 0, end, last)?;
    }
    sheet.set_repeat_rows(1, 1)?.set_print_area(0, 0, end, last)?.set_freeze_panes(2, 0)?;
    Ok(())
}
