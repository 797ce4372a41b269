//! The site in a real browser: what people see, touch and read, and what weighs how much.
//!
//! The scripts of `tests/browser/` drive Chromium; they need Node and what its `package.json` names,
//! installed below `target/browser` (`.ci/run` does it). Where they are missing the tests skip loudly;
//! in CI they must not be.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "in a test, a panic is a failure; what is skipped is said; where the browser is, the machine says"
)]

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::stdout;
use crate::common::walk;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use xiaowei::diag::FileId;
use xiaowei::model::LegalBasis;
use xiaowei::model::Procedure;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::site::Shelf;
use xiaowei::site::render_one;
use xiaowei::yaml;

/// Texts that would do something if anything ran them, or break what they stand in.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script>",
    "</title><script>alert(1)//",
    "</script><script>alert(1)//",
    "</style><script>alert(1)//",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](x\" onerror=\"alert(1))",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onclick='alert(1)",
    "` onload=alert(1) `",
    "{{7*7}}{%if%}",
    "${alert(1)}",
    "\\u003cscript\\u003ealert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<meta http-equiv=refresh content=0>",
];

/// A script of `tests/browser/`, or nothing where it cannot run.
fn script(name: &str) -> Option<Command> {
    let modules = crate_root().join("target/browser/node_modules");
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    if !modules.is_dir() || !Path::new(&browser).exists() {
        assert!(std::env::var_os("CI").is_none(), "CI has no browser for the browser tests");
        eprintln!(
            "跳过：没有浏览器，或没有在 target/browser 里装 tests/browser/package.json 里的东西"
        );
        return None;
    }
    let mut command = Command::new("node");
    command.arg(crate_root().join("tests/browser").join(name)).env("NODE_PATH", modules);
    Some(command)
}

/// What must be on the page of every procedure below a folder.
fn all_facts(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for file in walk(&root.join("content/procedures")) {
        let text = fs::read_to_string(&file).unwrap();
        let front = text.split("---\n").nth(1).unwrap().to_string();
        let document = yaml::Passage { file: FileId(0), text: &front, offset: 0 };
        let node = yaml::parse(document).unwrap();
        let mut found = Vec::new();
        crate::common::facts(&node, "", &mut found);
        let found: Vec<String> = found
            .into_iter()
            // What is open, and what was read, is the clerk's.
            .filter(|(key, _)| !matches!(*key, "待确认" | "读过"))
            .map(|(_, fact)| fact.chars().filter(|c| !c.is_whitespace()).collect())
            .collect();
        let code = front.lines().find_map(|l| l.strip_prefix("编号: ")).unwrap().replace('"', "");
        all.insert(format!("{code}/index.html"), found);
    }
    // What pages say in other words than the file, as the model says it.
    let (catalog, _) = xiaowei::read_content(root).read.unwrap();
    for p in &catalog.procedures {
        let found = all.get_mut(&format!("{}/index.html", p.code.value)).unwrap();
        // A page of a sample must not say that somebody checked it.
        let is_sample =
            p.is_unchecked() || catalog.community.phone.value.to_string().contains("示例");
        let said = said_by_the_model(p, is_sample).into_iter();
        found.extend(said.map(|t| t.chars().filter(|c| !c.is_whitespace()).collect::<String>()));
    }
    all
}

/// Counts, times, dates, laws and pictures of a procedure.
fn said_by_the_model(p: &Procedure, is_sample: bool) -> Vec<String> {
    let promised = p.time_limit.promised.value.to_string();
    // Where the law gives a time, nobody is told that the promise is open.
    let is_told = p.time_limit.statutory.is_none() || promised != "以窗口答复为准";
    let mut said = vec![p.fee.amount.value.to_string()];
    said.extend(is_told.then_some(promised));
    said.extend(p.time_limit.statutory.as_ref().map(|t| t.value.to_string()));
    for m in &p.materials {
        let marks = [(m.promise_ok, "可写承诺书代替"), (m.is_local(), "先问清")];
        let marks = marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark);
        said.extend(std::iter::once(m.form()).chain(marks.map(String::from)));
    }
    said.extend(p.legal_basis.iter().map(LegalBasis::citation));
    said.extend(p.valid_until.as_ref().map(|d| format!("有效至{}", d.value.spoken())));
    if let Some(review) = &p.review {
        let checked = review.date.as_ref().map(|d| format!("{}核验", d.value.spoken()));
        said.extend(if is_sample { Some("还没有核验".into()) } else { checked });
        said.extend(review.next.as_ref().map(|d| format!("下次核验{}", d.value.spoken())));
    }
    for (_, panel) in p.panels() {
        let words = panel.people.iter().filter_map(|who| who.speech.as_ref());
        said.extend(words.map(|speech| speech.text.clone()));
        said.push(panel.in_words());
    }
    said
}

/// The content with one former code, so that there is an address that moved.
fn site() -> tempfile::TempDir {
    let dir = fresh();
    crate::common::copy_tree(&crate_root().join("content"), &dir.path().join("content"));
    let file = walk(&dir.path().join("content/procedures"))
        .into_iter()
        .find(|p| p.to_string_lossy().contains("/401-"))
        .unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replacen("编号: \"401\"\n", "编号: \"401\"\n曾用编号: [\"499\"]\n", 1);
    let text = text.replacen("状态: 草稿\n", "状态: 暂停\n有效至: 2020-01-31\n", 1);
    fs::write(&file, text).unwrap();
    let built = run(dir.path(), &["build", "--dpi", "30"]);
    assert!(built.status.success(), "{}", stderr(&built));
    dir
}

/// Longest and shortest page of a procedure.
fn extremes(public: &Path) -> (String, String) {
    let mut sizes: Vec<(usize, String)> = Vec::new();
    for entry in fs::read_dir(public).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let page = entry.path().join("index.html");
        if name.chars().all(|c| c.is_ascii_digit()) && page.exists() {
            sizes.push((fs::read(&page).unwrap().len(), format!("{name}/index.html")));
        }
    }
    sizes.retain(|(_, name)| !name.starts_with("499"));
    sizes.sort();
    (sizes.last().unwrap().1.clone(), sizes[0].1.clone())
}

#[test]
fn people_can_use_it() {
    let Some(mut check) = script("check.cjs") else { return };
    let dir = site();
    let public = dir.path().join("public");
    let (longest, shortest) = extremes(&public);
    let page = fs::read_to_string(public.join(&longest)).unwrap();
    let version = page.split("data-versions=\"").nth(1).unwrap()[..6].to_string();
    let hostile = fresh();
    crate::common::hostile::write(hostile.path(), HOSTILE);
    let built = run(hostile.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let hostile_pages: Vec<String> = walk(&hostile.path().join("public"))
        .into_iter()
        .map(|p| p.strip_prefix(hostile.path().join("public")).unwrap().to_str().unwrap().into())
        .filter(|p: &String| p.ends_with(".html"))
        .collect();
    let people = [1, 2, 3, 4, 5, 6, 10].map(|n| format!("tel:0311000000{n:02}"));
    let asked = json!({
        "folder": public,
        "site": "https://xiaowei.example/",
        "pages": [
            "index.html", "c/4/index.html", longest, shortest, "401/index.html", "404.html",
            "quanbu/index.html", "401/zhuanfa.html", "zhuanfa.html", "liudong/index.html",
            "lianxi/index.html", "buqingjia/index.html", "bangbangui/index.html",
            "lianban/index.html", "lianban/4/index.html", "lianban/4/zhuanfa.html",
            "rili/index.html", "zhandian/index.html", "yijianxiang/index.html",
            "jieguo/index.html", "jieguo/1/index.html", "jieguo/1/zhuanfa.html",
            "qun/index.html", "qunzhu/index.html", "guanyu/index.html",
        ],
        "search": "老年",
        "facts": all_facts(dir.path()),
        "ticks": "402/index.html",
        "phone": "tel:031100000000",
        "people": { "lianxi/index.html": people },
        "bands": [
            [format!("{longest}?v={version}"), false],
            [format!("{longest}?v=000000"), true],
            [longest, false],
        ],
        "moved": ["499/index.html?v=ABC123", "/401/index.html?v=ABC123"],
        "hostile": {
            "folder": hostile.path().join("public"),
            "site": "https://wutongli.example/",
            "pages": hostile_pages,
            "searches": HOSTILE,
        },
    });
    let list = dir.path().join("asked.json");
    fs::write(&list, asked.to_string()).unwrap();
    let output = check.arg(&list).output().unwrap();
    eprintln!("{}", stderr(&output));
    assert!(stdout(&output).is_empty() && output.status.success(), "{}", stdout(&output));
}

/// Hits with their reasons, what is like them, nothing; letters that are not yet characters; keys and the way back.
#[test]
fn the_search_box_speaks_to_residents() {
    let Some(mut finding) = script("finding.cjs") else { return };
    let dir = crate::common::with_our_content();
    let built = run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let output = finding.arg(dir.path().join("public")).output().unwrap();
    let said = stdout(&output);
    assert!(said.is_empty() && output.status.success(), "{said}{}", stderr(&output));
}

/// A theme that says in every file which build it is of.
fn marked_build(root: &Path, build: &str) {
    crate::common::say(root, "主题: own");
    let own = root.join("themes/own/site");
    fs::create_dir_all(&own).unwrap();
    let marks = [
        ("style.css", format!("html{{--build:{build}}}")),
        ("page.js", format!("document.documentElement.setAttribute('data-page','{build}');")),
        ("search.js", format!("document.documentElement.setAttribute('data-search','{build}');")),
        ("finder.js", format!("XWBuild='{build}';")),
    ];
    for (name, mark) in marks {
        let ours = fs::read_to_string(crate_root().join("themes/default/site").join(name)).unwrap();
        fs::write(own.join(name), format!("{ours}\n{mark}\n")).unwrap();
    }
    let built = run(root, &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

/// Phones and proxies keep parts of an older site: no mix of it with a new one is wrong (`updates.cjs` says which).
#[test]
fn an_update_is_never_half_of_one() {
    let Some(mut updates) = script("updates.cjs") else { return };
    let older = crate::common::with_procedures(&["303", "401", "402"]);
    let newer = crate::common::with_procedures(&["303", "401", "402", "405"]);
    // Another order of what to bring, another picture, another name of the community.
    let file = |code: &str| {
        let all = walk(&newer.path().join("content/procedures"));
        all.into_iter().find(|p| p.to_string_lossy().contains(&format!("/{code}-"))).unwrap()
    };
    let text = fs::read_to_string(file("402")).unwrap();
    let (before, list) = text.split_once("\n材料:\n").unwrap();
    let is_item = |line: &&str| line.starts_with("  ");
    let mut items: Vec<String> = Vec::new();
    for line in list.lines().take_while(is_item) {
        match items.last_mut() {
            Some(item) if !line.starts_with("  - ") => item.push_str(&format!("\n{line}")),
            _ => items.push(line.to_string()),
        }
    }
    let after: Vec<&str> = list.lines().skip_while(is_item).collect();
    assert!(items.len() > 2, "{items:?}");
    items.reverse();
    let text = format!("{before}\n材料:\n{}\n{}\n", items.join("\n"), after.join("\n"));
    fs::write(file("402"), text).unwrap();
    let text = fs::read_to_string(file("401")).unwrap();
    fs::write(file("401"), text.replacen("六十了，能办证吗？", "六十岁了，能办吗？", 1)).unwrap();
    let office = newer.path().join("content/site.yaml");
    let text = fs::read_to_string(&office).unwrap();
    fs::write(&office, text.replacen("幸福街道", "新街道", 1)).unwrap();
    marked_build(older.path(), "older");
    marked_build(newer.path(), "newer");
    let asked = json!({
        "older": older.path().join("public"),
        "newer": newer.path().join("public"),
        "ticks": "402/index.html",
        "added": "育儿",
        "code": "405",
        "pages": ["401/index.html", "402/index.html", "401/zhuanfa.html", "quanbu/index.html"],
    });
    let list = newer.path().join("asked.json");
    fs::write(&list, asked.to_string()).unwrap();
    let output = updates.arg(&list).output().unwrap();
    let said = stdout(&output);
    assert!(said.is_empty() && output.status.success(), "{said}{}", stderr(&output));
}

/// Chrome 66 and 78, as in phones of 2018 and 2019: what is typed is found, ticks and large type stay, nothing scrolls
/// sideways.
#[test]
fn old_phones_find_it_too() {
    let Some(mut old) = script("old.cjs") else { return };
    let dir = crate::common::with_our_content();
    // A real number and a real address are longer than those of samples.
    let office = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&office).unwrap();
    let long = "https://yangguang-shequ.xingfujiedao.xiaowei.example/";
    let url = text.lines().find(|line| line.starts_with("网址:")).unwrap();
    fs::write(&office, text.replace(url, &format!("网址: {long}"))).unwrap();
    let built = run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let output = old.arg(dir.path().join("public")).output().unwrap();
    let said = stdout(&output);
    eprintln!("{}", stderr(&output));
    assert!(said.is_empty() && output.status.success(), "{said}{}", stderr(&output));
}

/// Who answers in a group finds a text by two letters, copies it with one tap, and needs no network for it.
#[test]
fn who_answers_is_quick() {
    let Some(mut quick) = script("quick.cjs") else { return };
    let (dir, newer, thousand) = (crate::common::with_our_content(), fresh(), fresh());
    crate::common::copy_tree(dir.path(), newer.path());
    let office = newer.path().join("content/site.yaml");
    let text = fs::read_to_string(&office).unwrap();
    fs::write(&office, text.replace("咨询电话: 0311-0000 0000", "咨询电话: 0311-0000 0099"))
        .unwrap();
    crate::common::second::write_thousand(thousand.path());
    for root in [dir.path(), newer.path()] {
        let built = run(root, &["build", "--only", "site"]);
        assert!(built.status.success(), "{}", stderr(&built));
    }
    // Of a thousand matters only what that page needs: their pictures would take minutes.
    crate::common::copy_tree(&dir.path().join("public"), &thousand.path().join("public"));
    let (catalog, theme) = xiaowei::read_content(thousand.path()).read.unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let shelf = Shelf::open(&theme).unwrap();
    let files = ["index.html", "suoyin.js", "worker.js"].map(String::from);
    for file in files.into_iter().chain((1..=9).map(|n| format!("{n}.js"))) {
        let path = format!("qunzhu/{file}");
        let bytes = render_one(&plan, &shelf, &path).unwrap().unwrap();
        fs::write(thousand.path().join("public").join(path), bytes).unwrap();
    }
    let asked = json!({
        "folder": dir.path().join("public"),
        "newer": newer.path().join("public"),
        "thousand": thousand.path().join("public"),
        "phones": ["0311-0000 0000", "0311-0000 0099"],
        "finds": [
            ["lnz", "401"], ["老年", "401"], ["401", "401"], ["lrz", "401"], ["sb", "301"], ["dj", "205"],
            ["tj", "205"], ["zd", "102"], ["yb", "303"], ["jf", "304"], ["zb", "601"], ["jzz", "604"],
        ],
        "nothing": ["qqqq", "乒乓"],
    });
    let list = dir.path().join("asked.json");
    fs::write(&list, asked.to_string()).unwrap();
    let output = quick.arg(&list).output().unwrap();
    eprintln!("{}", stderr(&output));
    assert!(stdout(&output).is_empty() && output.status.success(), "{}", stdout(&output));
}

/// Lighthouse as on a phone, median of three: all marks but speed are full; speed, which a busy machine
/// lowers, is at least 95 (`tests/browser/lighthouse.cjs` shows it alone).
#[test]
fn lighthouse_has_nothing_to_say() {
    let Some(mut lighthouse) = script("lighthouse.cjs") else { return };
    let dir = site();
    let public = dir.path().join("public");
    let (longest, _) = extremes(&public);
    let output =
        lighthouse.arg(&public).args(["index.html", "c/4/index.html", &longest]).output().unwrap();
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    assert_eq!(said.lines().count(), 3, "{said}");
    for line in said.lines() {
        let marks: serde_json::Value = serde_json::from_str(line).unwrap();
        for name in ["accessibility", "best-practices", "seo"] {
            assert_eq!(marks[name], 100, "{line}");
        }
        assert!(marks["performance"].as_u64().unwrap() >= 95, "{line}");
    }
}

/// Another theme's colours are held to the same rules.
#[test]
fn another_theme_is_as_easy_to_read() {
    let Some(mut check) = script("check.cjs") else { return };
    let dir = crate::common::with_procedures(&["401"]);
    let office = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&office).unwrap();
    fs::write(&office, format!("{text}主题: calm\n")).unwrap();
    let built = run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let asked = json!({
        "brief": true,
        "folder": dir.path().join("public"),
        "site": "https://xiaowei.example/",
        "pages": ["index.html", "401/index.html", "c/4/index.html"],
        "search": "老年",
    });
    let list = dir.path().join("asked.json");
    fs::write(&list, asked.to_string()).unwrap();
    let output = check.arg(&list).output().unwrap();
    let said = stdout(&output);
    assert!(said.is_empty() && output.status.success(), "{said}{}", stderr(&output));
}

fn packed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// A printed page is one sheet of A4, both sides, and its code is that of the page as it is now.
#[test]
fn paper_is_one_sheet() {
    let Some(mut print) = script("paper.cjs") else { return };
    if !["pdfinfo", "pdftoppm", "zbarimg"].into_iter().all(crate::common::have) {
        return;
    }
    let dir = site();
    let public = dir.path().join("public");
    let (longest, shortest) = extremes(&public);
    let codes = [&longest[..3], &shortest[..3], "401", "404", "603"];
    let output = print.arg(&public).arg(dir.path()).args(codes).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    for code in codes {
        let pdf = dir.path().join(format!("{code}.pdf"));
        let about = stdout(&Command::new("pdfinfo").arg(&pdf).output().unwrap());
        let pages = about.lines().find_map(|l| l.strip_prefix("Pages:")).unwrap().trim();
        assert!(["1", "2"].contains(&pages), "{code}: {pages} pages");
        assert!(about.contains("A4"), "{about}");
        let picture = dir.path().join(code);
        let mut draw = Command::new("pdftoppm");
        draw.args(["-r", "150", "-png", "-singlefile"]).arg(&pdf).arg(&picture);
        assert!(draw.status().unwrap().success());
        let read = Command::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(picture.with_extension("png"))
            .output()
            .unwrap();
        let page = fs::read_to_string(public.join(code).join("index.html")).unwrap();
        let version = page.split("data-versions=\"").nth(1).unwrap().split('"').next().unwrap();
        let wanted = format!("https://xiaowei.example/{code}/?v={version}");
        assert_eq!(stdout(&read).trim(), wanted, "{code}");
    }
}

/// Page, style and script at most 30 KB, with its pictures at most 100 KB, packed as hosts do.
#[test]
fn pages_are_light() {
    let dir = site();
    let public = dir.path().join("public");
    let size = |name: &str| packed(&fs::read(public.join(name)).unwrap());
    let shared = size("style.css") + size("page.js");
    for file in walk(&public) {
        let path = file.strip_prefix(&public).unwrap().to_str().unwrap();
        if !path.ends_with("/index.html") {
            continue;
        }
        let own = size(path) + shared;
        assert!(own <= 30 * 1024, "{path}: {own}");
        let code = path.split('/').next().unwrap();
        let strip = public.join(format!("comics/{code}.svg"));
        if path.matches('/').count() == 1 && strip.exists() {
            let whole = own + packed(&fs::read(strip).unwrap());
            assert!(whole <= 100 * 1024, "{path}: {whole} with its pictures");
        }
    }
    // What is fetched when somebody touches the search box: the words residents use and how they sound make some 13 KB
    // of it, whatever the community; more matters add what their names add (`crate::finding` asks a thousand).
    let box_touched = size("finder.js");
    assert!(size("search.js") <= 5 * 1024 && box_touched <= 30 * 1024, "{box_touched}");
    // Only when the words were not met.
    assert!(size("search-more.js") <= 8 * 1024);
}

/// A page for a machine: the phone and the title for those who are sent it, an address for search engines.
#[test]
fn others_can_read_it_too() {
    let dir = site();
    let public = dir.path().join("public");
    let read = |name: &str| fs::read_to_string(public.join(name)).unwrap();
    let page = read("402/index.html");
    for part in [
        "<meta property=\"og:title\" content=\"",
        "<meta property=\"og:image\" content=\"https://xiaowei.example/sheets/item-402.",
        "<link rel=\"canonical\" href=\"https://xiaowei.example/402/\">",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let data = page.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(data["availableChannel"]["servicePhone"][0]["telephone"], "0311-0000 0000");
    let map = read("sitemap.xml");
    let map = roxmltree::Document::parse(&map).unwrap();
    let places = map.descendants().filter(|n| n.has_tag_name("loc")).count();
    // The home page, categories, matters, what is not issued, the lockers, the desk, people, after work.
    // Bundles and answers each with the page of all; calendar, places, boxes, groups, the community's own.
    assert_eq!(places, 1 + 6 + 26 + 5 + (8 + 1) + (5 + 1) + 5);
    assert!(read("robots.txt").contains("Sitemap: https://xiaowei.example/sitemap.xml"));
    // Paused, and past its day: said on the page, which never dies.
    let paused = read("401/index.html");
    assert!(paused.contains("这件事现在不办。") && paused.contains("data-until=\"2020-01-31\""));
}

/// What the schema can know it catches, and it has nothing to say of good files.
#[test]
fn an_editors_validator_agrees_with_the_program() {
    let Some(mut script) = script("schema.cjs") else { return };
    let dir = fresh();
    let init = run(dir.path(), &["init", "me"]);
    assert!(init.status.success(), "{}", stderr(&init));
    let new = run(&dir.path().join("me"), &["new", "邻里互助", "--类别", "2"]);
    assert!(new.status.success(), "{}", stderr(&new));
    let schema = dir.path().join("me/.vscode/shixiang.schema.json");
    let good: Vec<_> = walk(&crate_root().join("content/procedures"))
        .into_iter()
        .chain(walk(&dir.path().join("me/content/procedures")))
        .collect();
    let cases: Vec<_> = walk(&crate_root().join("tests/suite"))
        .into_iter()
        .filter(|p| p.parent().is_some_and(|f| f.ends_with("suite")))
        .filter(|p| p.extension().is_some_and(|e| e == "md" || e == "yaml"))
        .collect();
    let output = script.arg(schema).args(&good).args(&cases).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let told: BTreeMap<String, Vec<String>> = serde_json::from_str(&stdout(&output)).unwrap();
    for file in &good {
        let said = &told[&file.display().to_string()];
        assert!(said.is_empty(), "{}: {said:?}", file.display());
    }
    // The two files beside the procedures, ours and those of `init`.
    for (schema, file) in [("shequ", "site.yaml"), ("leibie", "categories.yaml")] {
        let schema = dir.path().join(format!("me/.vscode/{schema}.schema.json"));
        let files = [crate_root(), dir.path().join("me")].map(|r| r.join("content").join(file));
        let Some(mut script) = self::script("schema.cjs") else { return };
        let output = script.arg(schema).args(files).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        let told: BTreeMap<String, Vec<String>> = serde_json::from_str(&stdout(&output)).unwrap();
        assert!(told.len() == 2 && told.values().all(Vec::is_empty), "{told:?}");
    }
    let (mut caught, mut known) = (0, 0);
    for file in &cases {
        let Ok(text) = fs::read_to_string(file) else { continue };
        let Some(expected) = text.lines().find_map(|l| l.trim().strip_prefix("# 期望: ")) else {
            continue;
        };
        let said = &told[&file.display().to_string()];
        if expected == "无" {
            assert!(said.is_empty(), "{}: {said:?}", file.display());
        }
        // Keys, kinds and limits; how a value is spelled only in part, sense and drawings not at all.
        if ["E102", "E103", "E104", "E108"].iter().any(|code| expected.starts_with(code)) {
            known += 1;
            caught += usize::from(!said.is_empty());
        }
    }
    assert!(known >= 30 && caught + 2 >= known, "{caught} of {known}");
}

/// Words are pointed at, on the page and on the board, and written where they stand; nothing half-typed and nothing wrong
/// reaches a file.
#[test]
fn a_clerk_writes_in_the_browser() {
    let Some(mut script) = script("writing.cjs") else { return };
    let dir = crate::common::with_our_content();
    let output = script.arg(env!("CARGO_BIN_EXE_xiaowei")).arg(dir.path()).output().unwrap();
    eprintln!("{}", stderr(&output));
    assert!(stdout(&output).is_empty() && output.status.success(), "{}", stdout(&output));
}

/// From `init` to a board of a matter of one's own with four pictures put together by looking, no file opened: with the mouse,
/// by keyboard alone, and in the Chromium of old Windows. What it takes is counted: a slow clerk needs less than ten minutes.
#[test]
fn a_board_is_made_without_opening_a_file() {
    for way in ["mouse", "keys", "old"] {
        let Some(mut script) = script("trial.cjs") else { return };
        let dir = fresh();
        let init = run(dir.path(), &["init", "me", "--yes"]);
        assert!(init.status.success(), "{}", stderr(&init));
        let root = dir.path().join("me");
        let output =
            script.arg(env!("CARGO_BIN_EXE_xiaowei")).arg(&root).arg(way).output().unwrap();
        eprintln!("{}", stderr(&output));
        assert!(stdout(&output).is_empty() && output.status.success(), "{}", stdout(&output));
        let checked = run(&root, &["check", "--boards"]);
        assert!(checked.status.success(), "{}", stderr(&checked));
    }
}

/// Saved, shown, at the same place of the page; mistakes beside the last good version; never a moment
/// without a page.
#[test]
fn the_workbench_follows_what_is_typed() {
    let Some(mut script) = script("workbench.cjs") else { return };
    let dir = fresh();
    crate::common::copy_tree(&crate_root().join("content"), &dir.path().join("content"));
    let output = script.arg(env!("CARGO_BIN_EXE_xiaowei")).arg(dir.path()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let told: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(told["trouble"], json!([]), "{told}");
    assert_eq!(told["strangers"], json!([]), "{told}");
    for fact in [
        "saved",
        "renamed",
        "scrolled",
        "told",
        "kept",
        "mended",
        "followed",
        "never_empty",
        "opened",
    ] {
        assert_eq!(told[fact], json!(true), "{fact}: {told}");
    }
    assert_eq!(told["axe"], json!([]), "{told}");
}
