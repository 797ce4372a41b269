//! Frames → files: [`svg`], [`png`], [`pdf`], [`tiff`] and [`proof`]. Each knows one format and no procedure.

pub mod pdf;
pub mod png;
pub mod proof;
pub mod svg;
pub mod tiff;
