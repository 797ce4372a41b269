//! The commands, a file each: what a person asked for → one call of the library and what is said of it.
//!
//! Start at [`run`]. A command gets its flags and the [`Terminal`], never the process: it gives an
//! [`Outcome`], or an error that is the machine's or the user's, and `main` makes the exit code.

mod build;
mod cast;
mod check;
mod completions;
mod explain;
mod export;
mod import;
mod init;
mod man;
mod new;
mod outcome;
mod reference;
mod report;
mod schema;
mod serve;

use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::Command;

pub(crate) use outcome::Outcome;

/// Runs what was asked for.
///
/// # Errors
/// The world's and the user's: disk, ports, a code that does not exist.
pub(crate) fn run(command: Command, terminal: &mut Terminal) -> Result<Outcome> {
    match command {
        Command::Init(args) => init::run(args, terminal),
        Command::New(args) => new::run(&args, terminal),
        Command::Import(args) => import::run(&args, terminal),
        Command::Export(args) => export::run(&args, terminal),
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
