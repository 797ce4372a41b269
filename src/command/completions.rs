//! `xiaowei completions`: what a shell completes after `xiaowei`, from the same types as the flags.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use clap::CommandFactory;
use xiaowei::cli::Cli;
use xiaowei::cli::CompletionsArgs;

pub(super) fn run(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "xiaowei", &mut script);
    terminal.data(script)?;
    Ok(Outcome::Done)
}
