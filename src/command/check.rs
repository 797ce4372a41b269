//! `xiaowei check`: every problem of the content, for a person or for a program.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::CheckArgs;
use xiaowei::cli::CheckFormat;
use xiaowei::config::Config;

pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let config = Config::from_check(args);
    let content = terminal.watch(|progress| xiaowei::check_content(&config, args.boards, progress));
    let report = &content.report;
    match args.format {
        CheckFormat::Json => terminal.data(format!("{}\n", report.to_json(&content.sources)))?,
        CheckFormat::Text => {
            terminal.show(report, &content.sources);
            if report.is_empty() {
                let read = content.read.as_ref();
                let count = read.map_or(0, |(catalog, _)| catalog.procedures.len());
                terminal.say(format!("检查完毕：{count} 件事项，没有发现问题。"));
            }
        }
    }
    let failed = report.has_errors() || (args.deny_warnings && !report.is_empty());
    Ok(if failed { Outcome::ContentErrors } else { Outcome::Done })
}
