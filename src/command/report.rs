//! `xiaowei report`: how the list is – as text, as a page, or as sheets to fill in by hand.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::path::Path;
use xiaowei::Content;
use xiaowei::cli::ReportArgs;
use xiaowei::cli::ReportFormat;
use xiaowei::report::report_page;
use xiaowei::report::write_question_sheets;
use xiaowei::write::repair;
use xiaowei::write::write_page;

pub(super) fn run(args: &ReportArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let out = args.out.as_ref().unwrap_or(&args.at.root);
    repair(out)?;
    let Content { sources, mut report, read, .. } = xiaowei::read_content(&args.at.root);
    let Some((catalog, theme)) = read.filter(|_| !report.has_errors()) else {
        return refused(&report, &sources, terminal);
    };
    let today = args.date.unwrap_or_else(xiaowei::config::today);
    if let Some(code) = args.items.iter().find(|c| catalog.find_procedure(c).is_none()) {
        bail!("没有编号为「{code}」的事项");
    }
    if !args.items.is_empty() && args.format != ReportFormat::A4 {
        bail!("--item 只用于 --format a4 的待问清单；清单情况总是说全部事项，删去 --item");
    }
    match args.format {
        ReportFormat::Text => terminal.data(xiaowei::report::report(&catalog, &theme, today))?,
        ReportFormat::Html => match report_page(&catalog, &theme, today) {
            Ok(page) => {
                let place = write_below(out, "清单情况.html", &page)?;
                terminal.say(format!("写好了：{}", place.display()));
            }
            Err(problem) => report.push(*problem),
        },
        ReportFormat::A4 => {
            let codes = &args.items;
            match write_question_sheets(&catalog, &theme, today, codes, out, &mut report)? {
                Some((0, _)) => terminal.say("都问清了，没有要打印的。"),
                Some((count, promise)) => {
                    let place = out.join("report");
                    let place = place.display();
                    terminal.say(format!("做好了：待问清单 {count} 张，在 {place}"));
                    if let Some(promise) = promise {
                        terminal.say(format!("注意：{promise}。"));
                    }
                }
                None => {}
            }
        }
    }
    if report.has_errors() {
        return refused(&report, &sources, terminal);
    }
    Ok(Outcome::Done)
}

/// A page in a folder that may have to be made first.
fn write_below(folder: &Path, name: &str, page: &str) -> Result<std::path::PathBuf> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("不能建立文件夹 {}", folder.display()))?;
    let place = folder.join(name);
    write_page(&place, page)?;
    Ok(place)
}
