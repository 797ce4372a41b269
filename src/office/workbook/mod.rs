//! The whole list as an Excel workbook: the list as it is printed, what is open, the materials, and every field.
//!
//! Start at [`workbook`]. A3 lying, one page wide, headings on every page. Texts are written as texts whatever they
//! begin with: no program takes one for a formula.

mod back;
mod list;
mod others;
mod shape;

use super::date_of;
use crate::content::Content;
use crate::inventory::row::rows;
use crate::inventory::sheets::materials;
use crate::model::Catalog;
use anyhow::Context;
use anyhow::Result;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use shape::Shapes;

/// A finished workbook.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Matters in it.
    pub matters: usize,
    /// Open facts in it.
    pub open: usize,
    /// Materials in it.
    pub materials: usize,
    /// What a person has to know of it, in sentences.
    pub notes: Vec<String>,
}

/// Makes the workbook of a list. The same content gives the same bytes.
///
/// # Errors
/// More than a sheet holds.
pub fn workbook(content: &Content, catalog: &Catalog) -> Result<Made> {
    let rows = rows(catalog);
    let mut book = Workbook::new();
    let mut shapes = Shapes::default();
    let mut notes = Vec::new();
    list::add(&mut book, catalog, &rows, &mut shapes, &mut notes)?;
    let open = others::add_open(&mut book, content, catalog, &shapes)?;
    let all = materials(catalog);
    let materials = others::add_materials(&mut book, &all, &shapes)?;
    back::add(&mut book, content, &rows, &all, &shapes)?;
    let date = date_of(catalog);
    let made = ExcelDateTime::from_ymd(date.year(), date.month(), date.day())?;
    let community = &catalog.community;
    let properties = DocProperties::new()
        .set_title(format!("{}小微权力清单总表", community.name.value))
        .set_author(&community.organizer.value)
        .set_company(&community.organizer.value)
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    let bytes = book.save_to_buffer().context("表格没有做成")?;
    Ok(Made { bytes, matters: rows.len(), open, materials, notes })
}
