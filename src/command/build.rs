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
    for left_out in &summary.left_out {
        text.push_str(&format!("{left_out}。\n"));
    }
    if let Some(rough) = summary.rough {
        let advice = if rough.is_useless {
            "只供先看一眼，不能送印"
        } else {
            "比平常的低，送印以前先问印刷厂够不够"
        };
        text.push_str(&format!("这些图只有 {0} dpi，{advice}（名字里有 {0}dpi）。\n", rough.dpi));
    }
    if summary.open_questions > 0 {
        let open = summary.open_questions;
        text.push_str(&format!("还有 {open} 处没有问清（xiaowei report 列出是哪些）"));
    } else {
        text.push_str("没有要问的了");
    }
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
    text.push_str(&listed(&gone(&summary.gone), &summary.gone, &place));
    let (pages, boards): (Vec<String>, Vec<String>) =
        summary.outdated.iter().cloned().partition(|path| path.starts_with("public/"));
    let only = match &config.wanted.items[..] {
        [] => "这次没有再做".to_string(),
        items => format!("这次只做 {}，没有再做它们", items.join("、")),
    };
    let old = format!(
        "下面的网页是以前做的，内容已经过时：{only}。要换成新的，运行 xiaowei build --only site："
    );
    text.push_str(&listed(&old, &pages, &place));
    let old = format!(
        "下面的展板文件是以前做的，内容已经过时，不要送印：{only}。要换成新的，照原来的选项再做一次；不带选项运行 xiaowei build，平常的那一套重做，别的删去："
    );
    text.push_str(&listed(&old, &boards, &place));
    text
}

/// What is said of pages that are no more: a new number is the usual reason, and then the old code can still
/// lead to the new page.
fn gone(pages: &[String]) -> String {
    let is_code = |word: &&str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let code = |page: &'_ String| page.split('/').nth(1).filter(is_code).map(String::from);
    let mut codes: Vec<String> = pages.iter().filter_map(code).collect();
    codes.dedup();
    let edit = match &codes[..] {
        [] => String::new(),
        [code] => format!(
            "；事项还在、只是换了编号，就在新的那一件里写 曾用编号: [\"{code}\"]，旧码照样能用"
        ),
        codes => format!(
            "；事项还在、只是换了编号，就在新的每一件里写上它自己的旧编号（{}），如 曾用编号: [\"{}\"]，旧码照样能用",
            codes.join("、"),
            codes[0]
        ),
    };
    format!("下面的网页没有了，已经删去，扫旧展板上的码会打不开{edit}：")
}

/// A line for each of the files: whoever misses one must be able to find it here.
fn listed(what: &str, paths: &[String], place: &dyn Fn(&String) -> String) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{what}");
    for path in paths {
        text.push_str(&format!("\n  {}", place(path)));
    }
    text
}
