//! 小微 turns a community's list of small matters (小微权力清单) into a site and printable boards.
//!
//! ```text
//! content/*.{yaml,md} ─load→ Catalog ─check→ Report
//!                               │
//!         themes/<name> ─theme→ │
//!                               ▼
//!                             plan  (which pages, which boards, which addresses, which versions)
//!                        ┌──────┴───────┐
//!                      site            board ←─ stage (a picture from words) ←─ figure
//!                        │               │
//!                        │            Frame  (a finished sheet: items at fixed millimetres)
//!                        │               ├─ svg   (outlined; editable)
//!                        │               ├─ png   (resvg's rasteriser, in bands)
//!                        │               ├─ pdf   (inks, outlines, boxes, marks)
//!                        │               └─ tiff  (plates)
//!                        ▼               ▼
//!                         write (staged, exchanged, only what changed)
//! ```
//!
//! Data flows one way, imports run downward (`tests/it/architecture.rs` holds the table). Content
//! problems are data in a [`diag::Report`]; world problems are `anyhow` errors. Start at [`build()`].

mod art;
pub mod board;
mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod explain;
pub mod export;
mod figure;
pub mod frame;
pub mod geometry;
pub mod import;
mod ink;
pub mod load;
pub mod model;
mod paths;
pub mod plan;
mod qr;
pub mod quantity;
pub mod record;
pub mod reference;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod serve;
pub mod site;
pub mod stage;
mod survey;
pub mod theme;
pub mod units;
pub mod vocabulary;
pub mod write;
pub mod yaml;

mod build;
mod cast;
mod content;
mod progress;
mod sheets;

pub use build::Build;
pub use build::Summary;
pub use build::build;
pub use build::check_content;
pub use cast::WordSheets;
pub use cast::write_word_sheets;
pub use content::Content;
pub use content::read_content;
pub use content::theme_of as read_theme;
pub use progress::Progress;
