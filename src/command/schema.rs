//! `xiaowei schema`: the JSON Schema that editors complete from.

use super::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::SchemaArgs;

#[allow(clippy::unnecessary_wraps, reason = "every command has one shape")]
pub(super) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Outcome> {
    terminal.data(&xiaowei::schema::all()[args.of as usize].1);
    Ok(Outcome::Done)
}
