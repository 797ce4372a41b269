//! What a board for the press costs, beside the tools that draw SVG: `cargo bench --bench print`.
//!
//! Our whole command (read, check, lay out, draw, SVG, PDF, PNG, web picture, codes read back) against
//! what each tool needs to make a PNG of the SVG we wrote, on the overview of 240×120 cm and on the
//! item board of 90×120 cm with the largest file, at 150 and 300 dpi. Peers that are not on this
//! computer are left out and said so: `resvg` (the version of our library), `rsvg-convert`, `inkscape`.
//! Medians; processor seconds and memory are Linux's counts. The figures stand in the README.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a script")]

#[path = "../common/mod.rs"]
mod common;
#[path = "cost/mod.rs"]
mod cost;

use cost::Cost;
use cost::median;
use cost::run;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::export::pdf::render_pdf;
use xiaowei::export::press::PressProfile;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;

const RUNS: usize = 5;

fn ours(out: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xiaowei"));
    command.current_dir(common::crate_root()).arg("build").arg("--out").arg(out).args(arguments);
    command
}

fn fresh_runs(arguments: &[&str], runs: usize) -> Vec<Cost> {
    (0..runs).map(|_| run(&mut ours(common::fresh().path(), arguments))).collect()
}

fn line(what: &str, costs: &[Cost], beside: Option<f64>) -> f64 {
    let cpu = median(costs.iter().map(|c| c.cpu));
    let wall = median(costs.iter().map(|c| c.wall));
    let peak = median(costs.iter().map(|c| c.peak_mb));
    let ratio = beside.map_or(String::new(), |ours| format!("   ours is {:.2} of it", ours / cpu));
    println!("  {what:<14} {cpu:>7.2} CPU-s {wall:>7.2} s wall {peak:>6.0} MB{ratio}");
    cpu
}

fn peers(svg: &Path, png: &Path, width: u32) -> Vec<(&'static str, Command)> {
    let width = width.to_string();
    let [svg, png] = [svg, png].map(|p| p.to_str().unwrap().to_string());
    let mut all = Vec::new();
    for (name, arguments) in [
        ("resvg", vec!["-w", &width, &svg, &png]),
        ("rsvg-convert", vec!["--unlimited", "-w", &width, &svg, "-o", &png]),
        ("inkscape", vec!["-w", &width, &svg, "-o", &png]),
    ] {
        let mut command = Command::new(name);
        command.args(arguments);
        all.push((name, command));
    }
    all
}

fn largest_item(folder: &Path) -> PathBuf {
    let files = common::walk(folder);
    let items = files.into_iter().filter(|p| p.to_string_lossy().ends_with("-90x120cm.svg"));
    items.max_by_key(|p| fs::metadata(p).unwrap().len()).unwrap()
}

fn pdfs() {
    let content = xiaowei::read_content(&common::crate_root());
    let (catalog, theme) = content.read.unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let icc = common::crate_root().join("themes/default/icc/FOGRA39L_coated.icc");
    let paper = PressProfile::read(fs::read(icc).unwrap(), "FOGRA39").unwrap();
    let (mut most, mut slowest) = (0, 0.0_f64);
    for board in plan.sheets.iter().filter(|s| s.kind.prints()) {
        let made = workshop.make_planned(&plan, board, &mut typesetter, &mut Report::default());
        let pages = made.unwrap().pages;
        let times = (0..RUNS).map(|_| {
            let start = Instant::now();
            most = most.max(render_pdf(&pages, board.profile, (None, &paper)).unwrap().len());
            start.elapsed().as_secs_f64()
        });
        slowest = slowest.max(median(times.collect::<Vec<_>>().into_iter()));
    }
    println!("PDF of one board: at most {slowest:.3} s on one core, {} KB", most / 1024);
}

fn main() {
    pdfs();
    let whole = common::fresh();
    let cold = run(&mut ours(whole.path(), &[]));
    println!(
        "whole build, cold: {:.1} s wall {:.1} CPU-s {:.0} MB",
        cold.wall, cold.cpu, cold.peak_mb
    );
    let again: Vec<Cost> = (0..RUNS).map(|_| run(&mut ours(whole.path(), &[]))).collect();
    println!("  again, nothing changed: {:.2} s wall", median(again.iter().map(|c| c.wall)));
    let item = largest_item(&whole.path().join("print"));
    let code = item.file_name().unwrap().to_str().unwrap().split('-').next().unwrap().to_string();
    let overview = whole.path().join("print/overview/overview-240x120cm.svg");
    let png = whole.path().join("peer.png");
    for (what, svg, mm, arguments) in [
        (format!("item {code}, 90×120 cm"), &item, 900.0, vec!["--board", "item", "--item", &code]),
        ("overview, 240×120 cm".into(), &overview, 2400.0, vec!["--board", "overview"]),
    ] {
        for dpi in ["150", "300"] {
            println!("{what} at {dpi} dpi");
            let wanted = [&["--only", "boards", "--dpi", dpi], &arguments[..]].concat();
            let ours = line("xiaowei build", &fresh_runs(&wanted, RUNS), None);
            let width = (mm / 25.4 * dpi.parse::<f64>().unwrap()).round() as u32;
            for (name, mut command) in peers(svg, &png, width) {
                if Command::new(name).arg("--version").output().is_err() {
                    println!("  {name} is not on this computer");
                    continue;
                }
                let runs = if name == "resvg" { RUNS } else { 3 };
                let costs: Vec<Cost> = (0..runs).map(|_| run(&mut command)).collect();
                line(name, &costs, Some(ours));
            }
            let tif = [&wanted[..], &["--profile", "喷绘"]].concat();
            line("with TIFF", &fresh_runs(&tif, 3), None);
        }
    }
}
