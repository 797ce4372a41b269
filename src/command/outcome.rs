//! How a command ends, and what is said when the content stands in its way.
//!
//! Start at [`Outcome`].

use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::diag::Report;
use xiaowei::diag::Sources;

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what was asked.
    Done,
    /// The content has errors: they were shown, nothing was written.
    ContentErrors,
    /// There was nothing that it could do; why was said.
    Nothing,
}

/// Shows problems that stand in the way.
pub(super) fn refused(
    report: &Report,
    sources: &Sources,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    terminal.show(report, sources);
    Ok(Outcome::ContentErrors)
}
