//! `xiaowei explain`: what a code stands for; without one, the list of all.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use anyhow::bail;
use xiaowei::cli::ExplainArgs;

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let Some(wanted) = &args.code else {
        terminal.data(xiaowei::explain::list())?;
        return Ok(Outcome::Done);
    };
    let Some(code) = xiaowei::explain::find(wanted) else {
        bail!("没有「{wanted}」这个代码\n用 xiaowei explain 看全部代码")
    };
    terminal.data(xiaowei::explain::explain(code))?;
    Ok(Outcome::Done)
}
