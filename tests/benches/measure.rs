//! What `check` and `build --only site` cost for 26, 1,000 and 10,000 generated procedures, and how
//! soon the first problem is told: `cargo bench --bench measure`. The figures stand in the README.
//!
//! Medians of several runs. Processor seconds and peak memory are Linux's own counts for the process
//! (`/proc`); elsewhere only wall time is shown. A script, not a test: it asserts nothing but success.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a script")]

#[path = "../common/mod.rs"]
mod common;

use common::Seeded;
use common::generator::Extent;
use common::generator::procedure;
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::export::svg::render_small_svg;

const RUNS: usize = 5;

#[derive(Debug, Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
    peak_mb: f64,
    /// Until the first byte on stderr.
    first_word: f64,
}

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

/// User and system time in ticks of a hundredth of a second; `None` when the process is gone.
fn ticks(id: u32) -> Option<(char, u64)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let after = stat.rsplit_once(") ")?.1;
    let parts: Vec<&str> = after.split(' ').collect();
    Some((
        parts[0].chars().next()?,
        parts[11].parse::<u64>().ok()? + parts[12].parse::<u64>().ok()?,
    ))
}

fn peak_kb(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn run(root: &Path, arguments: &[&str]) -> Cost {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xiaowei"))
        .args(arguments)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut first = [0; 1];
        let heard = stderr.read(&mut first).is_ok_and(|n| n > 0);
        let at = Instant::now();
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
        heard.then_some(at)
    });
    let id = child.id();
    let (mut cpu, mut peak) = (0, 0.0_f64);
    while let Some((state, spent)) = ticks(id) {
        cpu = spent;
        if state == 'Z' {
            break;
        }
        peak = peak_kb(id).unwrap_or(0.0).max(peak);
        std::thread::sleep(Duration::from_millis(2));
    }
    child.wait().unwrap();
    let wall = start.elapsed().as_secs_f64();
    let first = reader.join().unwrap().map_or(wall, |at| (at - start).as_secs_f64());
    Cost { wall, cpu: cpu as f64 / 100.0, peak_mb: peak / 1024.0, first_word: first }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
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
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let (mut count, mut largest) = (0, 0);
    let seconds = (0..RUNS).map(|_| {
        let start = Instant::now();
        count = 0;
        for p in &catalog.procedures {
            let pictures: Vec<_> = p.panels().into_iter().map(|(_, x)| x).collect();
            let mut report = Report::default();
            let frame = workshop.strip(
                &p.code.value,
                &p.title.value,
                &pictures,
                &mut typesetter,
                &mut report,
            );
            count += pictures.len();
            largest = largest.max(render_small_svg(&frame).len());
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
        let costs: Vec<Cost> = (0..runs).map(|_| run(dir.path(), &check)).collect();
        show(&format!("check {count}"), &costs);
        let build = ["build", "--only", "site", "--out", "out"];
        let costs: Vec<Cost> = (0..runs)
            .map(|_| {
                let _ = fs::remove_dir_all(dir.path().join("out"));
                run(dir.path(), &build)
            })
            .collect();
        show(&format!("build --only site {count}"), &costs);
        assert!(dir.path().join("out/public/index.html").is_file());
        // One mistake in the last file.
        let last = common::walk(&dir.path().join("content/procedures")).pop().unwrap();
        let text = fs::read_to_string(&last).unwrap();
        fs::write(&last, text.replace("状态: 草稿", "状态: 草搞")).unwrap();
        let costs: Vec<Cost> = (0..runs).map(|_| run(dir.path(), &check)).collect();
        show(&format!("check {count}, one mistake"), &costs);
    }
}
