//! `xiaowei build`: site and boards, and the summary a clerk reads at the end.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use std::time::Instant;
use xiaowei::Build;
use xiaowei::Summary;
use xiaowei::cli::BuildArgs;
use xiaowei::config::Config;

pub(super) fn run(args: BuildArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let config = Config::from_build(args);
    let start = Instant::now();
    let made = terminal.watch(|progress| xiaowei::build(&config, progress))?;
    let Build { sources, report, summary } = made;
    let Some(summary) = summary else { return refused(&report, &sources, terminal) };
    terminal.show(&report, &sources);
    let spoken = spoken(&summary, &config, start.elapsed().as_secs_f64());
    terminal.say(spoken);
    Ok(Outcome::Done)
}

fn spoken(summary: &Summary, config: &Config, seconds: f64) -> String {
    let mut text = format!(
        "做好了：网页 {} 个，展板 {} 块，用了 {seconds:.1} 秒。\n",
        summary.pages, summary.boards
    );
    let place = |name: &str| config.out.join(name).display().to_string();
    let note = |changed: bool| if changed { "" } else { "（没有变化）" };
    if summary.pages > 0 || summary.boards > 0 {
        text.push_str(&format!("  网站：{}{}\n", place("public"), note(summary.public_changed)));
    }
    if summary.boards > 0 {
        text.push_str(&format!("  展板：{}{}\n", place("print"), note(summary.print_changed)));
    }
    text.push_str(&format!("还有 {} 处写着「以窗口答复为准」或待确认", summary.open_facts));
    if summary.samples > 0 {
        text.push_str(&format!("；{} 件事项未经核验，展板带「样张」字样", summary.samples));
    }
    text.push('。');
    for promise in &summary.promises {
        text.push_str(&format!("\n注意：{promise}。"));
    }
    let place = |path: &String| config.out.join(path).display().to_string();
    text.push_str(&listed("坏了的文件，已经重新做好或删去：", &summary.broken, &place));
    text.push_str(&listed("以前做的，这次没有再做，已经删去：", &summary.removed, &place));
    let old = "以前做的，内容已经过时，这次没有再做，不要再用（照原来的选项再做一次，或者不带选项做一次，就换掉了）：";
    text.push_str(&listed(old, &summary.outdated, &place));
    text
}

/// A line for each of the first files, and how many there are besides.
fn listed(what: &str, paths: &[String], place: &dyn Fn(&String) -> String) -> String {
    const SHOWN: usize = 20;
    if paths.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{what}");
    for path in paths.iter().take(SHOWN) {
        text.push_str(&format!("\n  {}", place(path)));
    }
    if paths.len() > SHOWN {
        text.push_str(&format!("\n  …… 一共 {} 个", paths.len()));
    }
    text
}
