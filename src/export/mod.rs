//! Frames → files: [`svg`] and [`png`]. Each knows one format and no procedure.

pub mod png;
pub mod svg;
