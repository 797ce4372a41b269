//! `xiaowei cast`: every word a picture may use under its drawing, to hang on the wall.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::WordSheets;
use xiaowei::cli::CastArgs;
use xiaowei::config::Config;

pub(super) fn run(args: CastArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let config = Config::from_cast(args);
    let made = terminal.watch(|progress| xiaowei::write_word_sheets(&config, progress))?;
    let WordSheets { sources, report, written } = made;
    let Some((count, promise)) = written else { return refused(&report, &sources, terminal) };
    terminal.show(&report, &sources);
    terminal.say(format!("做好了：图样 {count} 张，在 {}", config.out.join("cast").display()));
    if let Some(promise) = promise {
        terminal.say(format!("注意：{promise}。"));
    }
    Ok(Outcome::Done)
}
