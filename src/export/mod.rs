//! Frames → files: [`svg`], [`png`], [`pdf`] and [`tiff`]. Each knows one format and no procedure.

pub mod pdf;
pub mod png;
pub mod svg;
pub mod tiff;
