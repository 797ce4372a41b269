//! `xiaowei schema`: the JSON Schema that editors complete from.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::SchemaArgs;
use xiaowei::model::COLLECTIONS;
use xiaowei::model::Collection;

pub(super) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let is_meant = |c: &&Collection| c.word == args.of || c.called().contains(&args.of.as_str());
    let found = COLLECTIONS.iter().find(is_meant);
    terminal.data(found.map_or_else(String::new, xiaowei::schema::of))?;
    Ok(Outcome::Done)
}
