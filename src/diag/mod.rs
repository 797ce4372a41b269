//! What is wrong with the content, as data: where, what, and the edit to make.
//!
//! Start at [`Report`]: every stage pushes [`Diagnostic`]s into one; nothing is thrown, so all
//! problems of all files come out of one run. [`Report::render`] prints them for a clerk (Chinese,
//! with file, line, column and a caret), [`Report::to_json`] for programs. Positions are byte
//! ranges in the decoded text of a file. World problems (disk, flags) are `anyhow` errors instead;
//! [`spoken_error`] says them in Chinese.

mod codes;
mod json;
mod places;
mod render;
mod report;
mod spoken;

pub use codes::Code;
pub use codes::Severity;
pub use places::FileId;
pub use places::Sources;
pub use places::Span;
pub(crate) use report::Diagnostic;
pub use report::Report;
pub use spoken::spoken_error;
pub(crate) use spoken::spoken_io_error;
