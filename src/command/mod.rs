//! The commands, a file each: what a person asked for → one call of the library and what is said of it.
//!
//! Start at [`run`]. A command gets its flags and the [`Terminal`], never the process: it gives an
//! [`Outcome`], or an error that is the machine's or the user's, and `main` makes the exit code.

mod build;
mod cast;
mod check;
mod completions;
mod explain;
mod import;
mod init;
mod man;
mod new;
mod reference;
mod report;
mod schema;
mod serve;

use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::Content;
use xiaowei::cli::Command;
use xiaowei::diag::Report;
use xiaowei::diag::Sources;

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what was asked.
    Done,
    /// The content has errors: they were shown, nothing was written.
    ContentErrors,
}

/// Runs what was asked for.
///
/// # Errors
/// The world's and the user's: disk, ports, a code that does not exist.
pub(crate) fn run(command: Command, terminal: &mut Terminal) -> Result<Outcome> {
    match command {
        Command::Init(args) => init::run(args, terminal),
        Command::New(args) => new::run(&args, terminal),
        Command::Import(args) => import::run(&args, terminal),
        Command::Serve(args) => serve::run(args, terminal),
        Command::Check(args) => check::run(&args, terminal),
        Command::Build(args) => build::run(args, terminal),
        Command::Report(args) => report::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::Cast(args) => cast::run(args, terminal),
        Command::Reference(args) => reference::run(&args, terminal),
        Command::Schema(args) => schema::run(&args, terminal),
        Command::Completions(args) => completions::run(&args, terminal),
        Command::Man => man::run(terminal),
    }
}

/// Shows problems that stand in the way.
fn refused(report: &Report, sources: &Sources, terminal: &mut Terminal) -> Result<Outcome> {
    terminal.show(report, sources);
    Ok(Outcome::ContentErrors)
}

/// The path of a file of the content, as messages name it.
fn path_in(content: &Content) -> impl Fn(xiaowei::diag::FileId) -> String {
    |file| content.sources.file(file).path.clone()
}
