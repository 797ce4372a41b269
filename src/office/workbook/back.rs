//! Every field of every matter, a row each, and the printed texts: what `import` needs to give the list back exactly.
//!
//! Start at [`add`]. A text that is longer than a cell holds goes on in the next row under the same path.

use super::shape::LONGEST;
use super::shape::Shapes;
use crate::content::Content;
use crate::inventory::columns::COLUMNS;
use crate::inventory::columns::Column;
use crate::inventory::fields::BODY;
use crate::inventory::fields::Pair;
use crate::inventory::fields::flat;
use crate::inventory::row::Row;
use crate::inventory::sheets::BACK;
use crate::inventory::sheets::BACK_HEADINGS;
use crate::inventory::sheets::BACK_SAYS;
use crate::inventory::sheets::MATERIALS_PRINTED;
use crate::inventory::sheets::PRINTED;
use crate::load::parts;
use crate::model::PROCEDURE;
use crate::model::PROCEDURES;
use crate::model::collection;
use crate::yaml::Passage;
use crate::yaml::parse;
use anyhow::Result;
use rust_xlsxwriter::Color;
use rust_xlsxwriter::Workbook;

/// Characters of a text in one cell: each may be two of UTF-16, in which Excel counts.
const PIECE: usize = LONGEST / 2;

/// Adds the sheet.
///
/// # Errors
/// More than a sheet holds.
pub(super) fn add(
    book: &mut Workbook,
    content: &Content,
    rows: &[Row<'_>],
    materials: &[[String; 9]],
    shapes: &Shapes,
) -> Result<()> {
    let sheet = book.add_worksheet().set_name(BACK)?;
    sheet.set_tab_color(Color::RGB(0xBF_BF_BF));
    for (column, width) in [(0, 8.0), (1, 34.0), (2, 100.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.merge_range(0, 0, 0, 2, BACK_SAYS, &shapes.remark)?;
    sheet.set_row_height(0, 34.0)?;
    for (column, heading) in (0..).zip(BACK_HEADINGS) {
        sheet.write_string_with_format(1, column, heading, &shapes.heading)?;
    }
    let (mut at, mut rest) = (2, materials);
    for row in rows {
        let code = &row.procedure.code.value;
        // They stand in the order of the matters.
        let count = rest.iter().take_while(|m| m[0] == *code).count();
        let (own, others) = rest.split_at(count);
        rest = others;
        let own: String = own.iter().map(|m| m.concat()).collect();
        let beside = (!own.is_empty()).then(|| (format!("{PRINTED}{MATERIALS_PRINTED}"), own));
        for (path, text) in fields(content, row).into_iter().chain(printed(row)).chain(beside) {
            for piece in pieces(&text) {
                sheet.write_string_with_format(at, 0, code, &shapes.plain)?;
                sheet.write_string_with_format(at, 1, &path, &shapes.plain)?;
                sheet.write_string_with_format(at, 2, piece, &shapes.plain)?;
                at += 1;
            }
        }
    }
    // Whoever prints the whole workbook is not to get a ream of this.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    sheet.set_print_area(0, 0, 0, 2)?.set_freeze_panes(2, 0)?;
    Ok(())
}

/// The fields of a matter as they stand in its file, and the text below them.
fn fields(content: &Content, row: &Row<'_>) -> Vec<Pair> {
    let p = row.procedure;
    let file = content.sources.file(p.file);
    let part = collection(PROCEDURES).and_then(|c| parts(c, &file.path, &file.text));
    let part = part.map(|(yaml, _)| yaml);
    let part = part.unwrap_or(0..file.text.len());
    let text = file.text.get(part.clone()).unwrap_or_default();
    let tree = parse(Passage { file: p.file, text, offset: part.start });
    // What was read once is read again.
    let mut pairs = tree.map_or_else(|_| Vec::new(), |tree| flat(&tree, &PROCEDURE));
    let body = p.body.value.replace("\r\n", "\n");
    if !body.trim().is_empty() {
        pairs.push((BODY.into(), body.trim().to_string()));
    }
    pairs
}

/// The printed texts, so that whoever reads the workbook sees which of them a person changed.
fn printed(row: &Row<'_>) -> impl Iterator<Item = Pair> {
    let of =
        |(column, text): (&Column, &String)| (format!("{PRINTED}{}", column.heading), text.clone());
    // The running number is nobody's word.
    COLUMNS.iter().zip(&row.cells).skip(1).map(of).filter(|(_, text)| !text.is_empty())
}

fn pieces(text: &str) -> Vec<String> {
    let all: Vec<char> = text.chars().collect();
    if all.is_empty() {
        return vec![String::new()];
    }
    all.chunks(PIECE).map(|piece| piece.iter().collect()).collect()
}
