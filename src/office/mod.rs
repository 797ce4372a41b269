//! The list as files that an office hands in: an Excel workbook of all, a Word file of one matter or of all.
//!
//! Start at [`workbook::workbook`] and [`guide::guide`]. What stands in a cell is worked out in `inventory`, what a
//! page says in the theme's view; here it gets its paper, its fonts and its file format. Fonts are named as offices
//! have them (宋体, 仿宋, 黑体), none is read. The same content gives the same bytes: the date inside is the content's.

pub mod file;
pub mod guide;
mod word;
pub mod workbook;

use crate::model::Catalog;
use crate::quantity::Date;

/// The date that files carry inside: the newest day on which something was checked, else a fixed one. Never the
/// clock's: a file that was made twice is the same file.
pub(crate) fn date_of(catalog: &Catalog) -> Date {
    catalog
        .latest_review()
        .or_else(|| Date::parse("2026-01-01"))
        .unwrap_or_else(|| Date::from_day_number(0))
}
