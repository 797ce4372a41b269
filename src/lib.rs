//! 小微 turns a community's list of small matters (小微权力清单) into a site and printable sheets.
//!
//! ```text
//! content/ ─load→ Catalog ─check→ Report        what there may be: model (COLLECTIONS, tables of record!)
//!                    │
//!  themes/ ─theme→   │                          what is made: rows of theme.yaml (sheets, pages)
//!                    ▼
//!                  plan   rows × records: sheets, addresses, versions
//!              ┌─────┴────────┐
//!            site           board ←─ stage (a picture from words) ←─ figure (a person in a pose)
//!              │              │
//!              │          Document  (pages: items at fixed millimetres, named inks; frame)
//!              │              ├─ svg   (outlined; editable)
//!              │              ├─ png   (resvg's rasteriser, in bands)
//!              │              ├─ pdf   (inks, outlines, boxes, marks)
//!              │              └─ tiff  (plates)                       export
//!              │              ▼
//!              │           sheets   one by one to files, or kept from last time
//!              ▼              ▼
//!             write   staged, exchanged, only what changed   (build, cast, report)
//!             serve   the same pages and sheets in memory, while somebody types
//! ```
//!
//! Data flows one way, imports run downward, no two files need each other (`tests/it/architecture.rs`
//! holds the table). Content problems are data in a [`diag::Report`]; world problems are `anyhow` errors.
//! Public is what the program (`src/main.rs`, `src/command`) and the tests use. Start at [`build()`].
//!
//! Words that one has to be told once:
//!
//! - **Collection**: one kind of content, a row of [`model::COLLECTIONS`]; its records are **entries**.
//! - **Nature**: what a field is to a reader – free text, promise, reference, person's number.
//! - **Topic**: what a sheet shows; **look**: how large and how fine it is shown.
//! - **Workshop**: templates and drawings of a theme, ready to turn topics into documents.
//! - **Job**: a topic, a look and the files wanted of it; the **sheet maker** makes jobs, or keeps last time's.
//! - **Origin**: what a sheet is made of, as one checksum; with program and profile added it is the
//!   **`drawn_from`** of its files: an equal one saves drawing them again.
//! - **Version**: six characters of the words on a sheet, printed and in its code's address. **Stem**:
//!   what its files are called by.
//! - **Mark**, **place**: where in a template a box stands; where in the content a word stands.
//! - **Floor**: the smallest that type or a code may be. **Spare**, **roomy**: boxes that may go, or grow.
//! - **Judge**: reads a finished page with other eyes and says what is wrong.
//! - **Troupe**: everybody and everything that can be in a picture. **Script**: what is fixed before anybody
//!   stands; a **take**: what is changed for another try. **u**: a hundredth of a head.
//! - **Desk**: reads again and again while `serve` runs, a **snapshot** at a time; the **bell** rings in
//!   open pages; **shelf**: what was opened once and is used many times.

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
mod inventory;
mod joins;
pub mod load;
pub mod model;
pub mod office;
mod paths;
mod plain;
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
mod charset;
mod content;
mod edit;
mod markdown;
mod progress;
mod sheets;
mod view;

pub use build::Build;
pub use build::Rough;
pub use build::Summary;
pub use build::build;
pub use build::check_content;
pub use cast::WordSheets;
pub use cast::write_word_sheets;
pub use content::Content;
pub use content::read_content;
pub use content::read_theme;
pub use progress::Progress;
