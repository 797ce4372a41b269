//! `xiaowei man`: the man page, in roff.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use clap::CommandFactory;
use xiaowei::cli::Cli;

pub(super) fn run(terminal: &mut Terminal) -> Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    terminal.data(page)?;
    Ok(Outcome::Done)
}
