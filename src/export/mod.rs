//! Frames → files: [`svg`], [`png`], [`pdf`], [`tiff`] and [`proof`]. Each knows one format and no procedure.

mod codes;
mod marks;
pub mod pdf;
mod plates;
pub mod png;
pub mod press;
pub(crate) mod proof;
mod raster;
pub mod svg;
pub(crate) mod tiff;
