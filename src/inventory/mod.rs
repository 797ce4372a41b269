//! The whole list as a table: what an office prints in a row, and every field so that it can be read back.
//!
//! Start at [`row::rows`], which gives the printed texts, and [`fields::flat`], which gives the fields as pairs of a
//! path and a text. `office` writes both into a workbook; `import` reads them again and sees what a person changed in
//! between. No file format is known here.

pub(crate) mod columns;
pub(crate) mod fields;
pub(crate) mod reread;
pub(crate) mod row;
pub(crate) mod sheets;
