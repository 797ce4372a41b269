//! `xiaowei reference`: the handbook – every key, every word of a picture, every code – as one page.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::Content;
use xiaowei::cli::ReferenceArgs;
use xiaowei::diag::Report;
use xiaowei::write::write_page;

pub(super) fn run(args: &ReferenceArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let Content { sources, read, .. } = xiaowei::read_content(&args.at.root);
    // Content with mistakes is no hindrance: whoever is just writing it looks things up here.
    let mut report = Report::default();
    let theme = read.map(|(_, theme)| theme);
    let theme = theme.or_else(|| xiaowei::read_theme(&args.at.root, &mut report));
    let page = theme.and_then(|theme| xiaowei::reference::reference(&theme, &mut report));
    let Some(page) = page else { return refused(&report, &sources, terminal) };
    write_page(&args.out, &page)?;
    terminal.say(format!("写好了：{}", args.out.display()));
    Ok(Outcome::Done)
}
