//! What a site costs, beside Hugo: `cargo bench --bench site`. Both build the same generated
//! procedures (no pictures) in one run: 26, 1,000 and 10,000, or the counts that are given
//! (`cargo bench --bench site -- 1000`). Both make the same two pages of each, the page and how to send
//! it on: the templates in `hugo/` are ours, part by part, in Hugo's language, without what only we work
//! out (open facts, drawings of documents, versions, checks of the content).
//!
//! Hugo is `hugo` on the PATH or what `HUGO` names; without it only ours is shown. The two take turns,
//! every build has an output folder of its own and nothing is removed before the end: some file systems
//! are slow for a while where many files went. Medians; processor seconds and memory are Linux's
//! counts. The figures stand in the README.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a script; where Hugo is, the machine says"
)]

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
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A procedure without its pictures.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut skipped: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if skipped.is_some_and(|i| indent > i || line.trim_start().starts_with("- ") && indent == i)
        {
            continue;
        }
        let key = line.trim_start();
        let is_picture = ["画面:", "开场:", "结尾:"].iter().any(|k| key.starts_with(k));
        skipped = is_picture.then_some(indent);
        if !is_picture {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn write(root: &Path, count: usize) {
    let ours = root.join("content/procedures");
    fs::create_dir_all(&ours).unwrap();
    let site = "社区名称: 翠湖街道梧桐里社区\n主办单位: 翠湖街道梧桐里社区居民委员会\n网址: https://wutongli.example/\n办公时间: 周一至周日 8:00—20:00\n咨询电话: 0000-1234 5678\n";
    fs::write(root.join("content/site.yaml"), site).unwrap();
    let mut list = String::new();
    for c in 1..=9 {
        writeln!(list, "- 编号: {c}\n  名称: 第{c}类").unwrap();
    }
    fs::write(root.join("content/categories.yaml"), list).unwrap();
    let theirs = root.join("hugo");
    common::copy_tree(&common::crate_root().join("tests/benches/hugo"), &theirs);
    let width = if count < 800 {
        2
    } else if count < 8_000 {
        3
    } else {
        4
    };
    let mut rng = Seeded(count as u64);
    for i in 0..count {
        let category = 1 + i % 9;
        let code = format!("{category}{:0width$}", i / 9);
        let text = plain(&procedure(&mut rng, &code, Extent::Any));
        fs::write(ours.join(format!("{code}.md")), &text).unwrap();
        let folder = theirs.join(format!("content/{category}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{code}.md")), &text).unwrap();
    }
}

fn line(what: &str, costs: &[Cost], beside: Option<&[Cost]>) {
    let of = |list: &[Cost], pick: fn(&Cost) -> f64| median(list.iter().map(pick));
    let mine = [of(costs, |c| c.cpu), of(costs, |c| c.wall), of(costs, |c| c.peak_mb)];
    let ratio = beside.map_or(String::new(), |ours| {
        let ours = [of(ours, |c| c.cpu), of(ours, |c| c.wall), of(ours, |c| c.peak_mb)];
        let [cpu, wall, memory] = [0, 1, 2].map(|i| ours[i] / mine[i].max(1e-9));
        format!("   ours is {cpu:.2} of the CPU, {wall:.2} of the wall, {memory:.2} of the memory")
    });
    let [cpu, wall, memory] = mine;
    println!("  {what:<8} {cpu:>7.2} CPU-s {wall:>7.2} s wall {memory:>6.0} MB{ratio}");
}

fn ours(root: &Path, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xiaowei"));
    command.args(["build", "--only", "site", "--out", out]).current_dir(root);
    command
}

fn theirs(root: &Path, hugo: &str, out: &str) -> Command {
    let mut command = Command::new(hugo);
    command.args(["--quiet", "-d", &format!("../{out}")]).current_dir(root.join("hugo"));
    command
}

fn main() {
    let hugo = std::env::var("HUGO").unwrap_or_else(|_| "hugo".into());
    let has_hugo = Command::new(&hugo).arg("version").output().is_ok_and(|o| o.status.success());
    let mut counts: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![26, 1_000, 10_000];
    }
    let mut folders = Vec::new();
    for count in counts {
        let dir = common::fresh();
        let root = dir.path();
        write(root, count);
        println!("{count} procedures");
        let rounds = if count > 5_000 { 3 } else { 5 };
        let [mut mine, mut peers] = [(); 2].map(|()| Vec::new());
        for i in 0..rounds {
            mine.push(run(&mut ours(root, &format!("ours{i}"))));
            if has_hugo {
                peers.push(run(&mut theirs(root, &hugo, &format!("theirs{i}"))));
            }
        }
        assert!(root.join("ours0/public/index.html").is_file());
        line("xiaowei", &mine, None);
        if has_hugo {
            let bytes = |out: &str| -> (usize, u64) {
                let pages = common::walk(&root.join(out))
                    .into_iter()
                    .filter(|p| p.extension().is_some_and(|e| e == "html"));
                pages.fold((0, 0), |(n, sum), p| (n + 1, sum + fs::metadata(p).unwrap().len()))
            };
            let [(few, less), (pages, more)] = ["theirs0", "ours0"].map(bytes);
            assert!(few > 2 * count, "{few} pages");
            line("hugo", &peers, Some(&mine));
            println!("  pages: ours {pages}, {more} bytes; theirs {few}, {less} bytes");
        } else {
            println!("  hugo is not on this computer");
        }
        folders.push(dir);
    }
}
