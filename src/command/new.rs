//! `xiaowei new`: the file of one more procedure.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::NewArgs;
use xiaowei::scaffold::new_procedure;

pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let content = xiaowei::read_content(&args.at.root);
    if content.read.is_none() {
        return refused(&content.report, &content.sources, terminal);
    }
    let (title, category) = (&args.title, &args.category);
    let place = new_procedure(&args.at.root, &content, title, category)?;
    terminal.say(format!("写好了：{}", place.display()));
    terminal.say(
        "用记事本打开它，把「以窗口答复为准」和「待确认」改成问清楚的；xiaowei serve 边改边看。",
    );
    Ok(Outcome::Done)
}
