//! What a site costs, beside Hugo: `cargo bench --bench site`. Both build the same generated
//! procedures (no pictures) in one run: 26, 1,000 and 10,000, or the counts that are given
//! (`cargo bench --bench site -- 1000`). Ours are two pages each, the page and how to send it on;
//! Hugo makes one, and then the same two, from templates that show the same fields.
//!
//! Hugo is `hugo` on the PATH or what `HUGO` names; without it only ours is shown. The three take
//! turns, every build has an output folder of its own and nothing is removed before the end: some file
//! systems are slow for a while where many files went. Medians; processor seconds and memory are
//! Linux's counts. The figures stand in the README.
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

/// The fields of ours that a Hugo template shows: head, lists, facts; and two lists of pages.
const SINGLE: &str = r#"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }} - {{ .Site.Title }}</title><meta name="viewport" content="width=device-width"><meta name="description" content="{{ index .Params "一句话" }}"><link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/style.css"></head><body>
<header><a href="/">{{ .Site.Title }}</a></header><main><h1>{{ index .Params "事项名称" }}</h1><p>{{ index .Params "一句话" }}</p>
<ul><li>{{ index .Params "谁来办" }}</li><li>{{ index .Params "谁说了算" }}</li><li>{{ range index .Params "材料" }}{{ index . "名称" }}、{{ end }}</li></ul>
<section><h2>谁来定</h2><p>{{ index .Params "办理权限" }} {{ index .Params "谁说了算" }}</p></section>
<section><h2>谁能办</h2><ul>{{ range index .Params "受理条件" }}<li>{{ . }}</li>{{ end }}</ul></section>
<section><h2>带什么</h2><ul>{{ range index .Params "材料" }}<li><label><input type="checkbox"><b>{{ index . "名称" }}</b> {{ index . "原件" }} {{ index . "复印件" }} {{ index . "哪里拿" }} {{ index . "说明" }}</label></li>{{ end }}</ul></section>
<section><h2>怎么办</h2><ol>{{ range index .Params "步骤" }}<li><h3>{{ index . "做什么" }}</h3><p>{{ index . "谁" }} {{ index . "在哪" }} {{ index . "时间" }}</p><p>{{ index . "详情" }}</p></li>{{ end }}</ol><ul>{{ range index .Params "分支" }}<li><b>{{ index . "情况" }}</b>{{ index . "怎么办" }}</li>{{ end }}</ul></section>
<section><h2>等多久、花多少</h2>{{ with index .Params "办理时限" }}<p>{{ index . "承诺" }} {{ index . "法定" }}</p>{{ end }}<p>{{ index .Params "收费" }}</p></section>
<section><h2>几种办法</h2><ul>{{ range index .Params "渠道" }}<li>{{ . }}</li>{{ end }}</ul></section>
<section><h2>容易弄错的</h2><ul>{{ range index .Params "常见错误" }}<li>{{ . }}</li>{{ end }}</ul></section>
<section>{{ .Content }}</section><section><h2>按什么规定办</h2><ul>{{ range index .Params "依据" }}<li>{{ index . "名称" }} {{ index . "年份" }} {{ index . "条款" }} {{ index . "要点" }}</li>{{ end }}</ul></section></main><footer><p>{{ .Site.Params.phone }}</p></footer></body></html>
"#;
const LIST: &str = r#"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><ul>{{ range .RegularPagesRecursive }}<li><a href="{{ .RelPermalink }}">{{ index .Params "事项名称" }}<span>{{ index .Params "一句话" }}</span></a></li>{{ end }}</ul></body></html>
"#;

/// The second page of a procedure, as ours have one: how to send it on.
const SHARE: &str = r#"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>转发：{{ .Title }} - {{ .Site.Title }}</title><meta name="viewport" content="width=device-width"><meta name="description" content="{{ index .Params "一句话" }}"><link rel="stylesheet" href="/style.css"></head><body>
<header><a href="/">{{ .Site.Title }}</a></header><main><h1>{{ index .Params "事项名称" }}</h1><p>{{ index .Params "事项名称" }}<br>带：{{ range index .Params "材料" }}{{ index . "名称" }}、{{ end }}<br>问：{{ .Site.Params.phone }}<br>{{ .Permalink }}</p></main><footer><p>{{ .Site.Params.phone }}</p></footer></body></html>
"#;

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
    fs::create_dir_all(theirs.join("layouts/_default")).unwrap();
    fs::write(theirs.join("layouts/_default/single.html"), SINGLE).unwrap();
    fs::write(theirs.join("layouts/_default/list.html"), LIST).unwrap();
    fs::write(theirs.join("layouts/index.html"), LIST).unwrap();
    fs::write(theirs.join("layouts/_default/single.zhuanfa.html"), SHARE).unwrap();
    let one = "baseURL: https://wutongli.example/\ntitle: 翠湖街道梧桐里社区\ndisableKinds: [taxonomy, term, RSS]\nparams: { phone: 0000-1234 5678 }\n";
    fs::write(theirs.join("hugo.yaml"), one).unwrap();
    let two = "outputFormats: { zhuanfa: { mediaType: text/html, baseName: zhuanfa, isHTML: true } }\noutputs: { page: [html, zhuanfa] }\n";
    fs::write(theirs.join("two.yaml"), format!("{one}{two}")).unwrap();
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

fn theirs(root: &Path, hugo: &str, config: &str, out: &str) -> Command {
    let mut command = Command::new(hugo);
    let out = format!("../{out}");
    command.args(["--quiet", "--config", config, "-d", &out]).current_dir(root.join("hugo"));
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
        let [mut mine, mut one, mut two] = [(); 3].map(|()| Vec::new());
        for i in 0..rounds {
            mine.push(run(&mut ours(root, &format!("ours{i}"))));
            if has_hugo {
                one.push(run(&mut theirs(root, &hugo, "hugo.yaml", &format!("one{i}"))));
                two.push(run(&mut theirs(root, &hugo, "two.yaml", &format!("two{i}"))));
            }
        }
        assert!(root.join("ours0/public/index.html").is_file());
        line("xiaowei", &mine, None);
        if has_hugo {
            let [few, many] = ["one0", "two0"].map(|out| common::walk(&root.join(out)).len());
            assert!(few > count && many > 2 * count, "{few} and {many} files");
            line("hugo", &one, Some(&mine));
            line("hugo, 2", &two, Some(&mine));
        } else {
            println!("  hugo is not on this computer");
        }
        folders.push(dir);
    }
}
