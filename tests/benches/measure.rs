//! What `check` and `build --only site` cost for 26, 1,000 and 10,000 generated procedures, and how
//! soon the first problem is told: `cargo bench --bench measure`. The figures stand in the README.
//!
//! Medians of several runs. Processor seconds and peak memory are Linux's own counts for the process
//! (`/proc`); elsewhere only wall time is shown. A script, not a test: it asserts nothing but success.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a script")]

#[path = "../common/mod.rs"]
mod common;
#[path = "cost/mod.rs"]
mod cost;

use common::Seeded;
use common::generator::Extent;
use common::generator::procedure;
use cost::Cost;
use cost::median;
use cost::run;
use cost::run_to;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::export::svg::render_small_svg;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;

const RUNS: usize = 5;

/// Nine categories, codes as wide as the number asks for.
fn write_catalog(root: &Path, count: usize) {
    let content = root.join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    let site = "社区名称: 翠湖街道梧桐里社区\n主办单位: 翠湖街道梧桐里社区居民委员会\n网址: https://wutongli.example/\n办公时间: 周一至周日 8:00—20:00\n咨询电话: 0000-1234 5678\n";
    fs::write(root.join("content/site.yaml"), site).unwrap();
    let mut list = String::new();
    for c in 1..=9 {
        writeln!(list, "- 编号: {c}\n  名称: 第{c}类").unwrap();
    }
    fs::write(root.join("content/categories.yaml"), list).unwrap();
    let width = if count < 800 {
        2
    } else if count < 8_000 {
        3
    } else {
        4
    };
    let mut rng = Seeded(count as u64);
    for i in 0..count {
        let code = format!("{}{:0width$}", 1 + i % 9, i / 9);
        let text = procedure(&mut rng, &code, Extent::Any);
        fs::write(content.join(format!("{code}.md")), text).unwrap();
    }
}

fn ours(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xiaowei"));
    command.args(arguments).current_dir(root);
    command
}

fn show(what: &str, costs: &[Cost]) {
    println!(
        "{what:<28} {:>7.2} s wall {:>7.2} CPU-s {:>6.0} MB   first word {:>6.3} s",
        median(costs.iter().map(|c| c.wall)),
        median(costs.iter().map(|c| c.cpu)),
        median(costs.iter().map(|c| c.peak_mb)),
        median(costs.iter().map(|c| c.first_word)),
    );
}

/// All pictures of our procedures to finished frames: the comics' own cost, on one thread.
fn pictures() {
    let read = xiaowei::read_content(&common::crate_root());
    let (catalog, theme) = read.read.unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let (mut count, mut largest) = (0, 0);
    let seconds = (0..RUNS).map(|_| {
        let start = Instant::now();
        count = 0;
        for sheet in plan.sheets.iter().filter(|s| s.kind.stacked) {
            let mut report = Report::default();
            let made = workshop.make_planned(&plan, sheet, &mut typesetter, &mut report);
            count += sheet.procedure().map_or(0, |p| p.panels().len());
            largest = largest.max(render_small_svg(&made.unwrap().pages[0]).len());
        }
        start.elapsed().as_secs_f64()
    });
    let seconds = median(seconds.collect::<Vec<_>>().into_iter());
    println!(
        "{count} pictures to frames and SVG {seconds:>6.2} s, largest strip {} KB plain",
        largest / 1024
    );
}

fn main() {
    pictures();
    for count in [26, 1_000, 10_000] {
        let dir = common::fresh();
        write_catalog(dir.path(), count);
        let runs = if count > 5_000 { 3 } else { RUNS };
        let check = ["check", "--date", "2026-11-22"];
        let costs: Vec<Cost> = (0..runs).map(|_| run(&mut ours(dir.path(), &check))).collect();
        show(&format!("check {count}"), &costs);
        let build = ["build", "--only", "site", "--out", "out"];
        let costs: Vec<Cost> = (0..runs)
            .map(|_| {
                let _ = fs::remove_dir_all(dir.path().join("out"));
                run(&mut ours(dir.path(), &build))
            })
            .collect();
        show(&format!("build --only site {count}"), &costs);
        assert!(dir.path().join("out/public/index.html").is_file());
        // One mistake in the last file.
        let last = common::walk(&dir.path().join("content/procedures")).pop().unwrap();
        let text = fs::read_to_string(&last).unwrap();
        fs::write(&last, text.replace("状态: 草稿", "状态: 草搞")).unwrap();
        let costs: Vec<Cost> =
            (0..runs).map(|_| run_to(&mut ours(dir.path(), &check), 1)).collect();
        show(&format!("check {count}, one mistake"), &costs);
    }
}
