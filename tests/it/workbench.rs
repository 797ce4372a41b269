//! The workbench when something goes wrong: the last good page stays, what is wrong is told, and nobody else is
//! given anything.
//!
//! Start at [`a_broken_theme_leaves_the_last_good_page`].

use crate::common::crate_root;
use crate::common::say;
use crate::common::serving::Serving;
use crate::common::serving::begin;
use crate::common::serving::serve;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = "/site/401/index.html";

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Alive, the page is there, and what is wrong is told beside it.
fn holds(at: &mut Serving, told: &str) {
    at.until("/problems/401", |t| t.contains(told));
    let (status, page) = at.get(PAGE);
    assert!(status == 200 && page.contains("</h1>"), "{told}: {status} {page}");
    assert!(at.get("/board/401.svg").1.starts_with("<?xml"), "{told}");
    assert!(at.get("/look/401").0 == 200 && at.is_alive(), "{told}");
    assert!(!at.said.lock().unwrap().contains("panicked"), "{}", at.said.lock().unwrap());
}

#[test]
fn a_broken_theme_leaves_the_last_good_page() {
    let dir = with_procedures(&["401"]);
    let (root, site) = (dir.path(), dir.path().join("content/site.yaml"));
    let plain = fs::read_to_string(&site).unwrap();
    let slogan = plain.lines().find(|l| l.starts_with("口号: ")).unwrap();
    let themed = |name: &str| format!("{plain}\n主题: {name}\n");
    fs::write(&site, themed("calm")).unwrap();
    let mut at = serve(root, 28_220);
    at.until(PAGE, |t| t.contains("</h1>"));
    at.get("/board/401.svg");
    let good = |at: &Serving| at.until("/problems/401", |t| !t.contains("<b>错误</b>"));
    // Of the file that names the theme.
    fs::write(&site, themed("calm").replace(slogan, &slogan.replacen(": ", "：", 1))).unwrap();
    holds(&mut at, "口号：");
    fs::write(&site, themed("calm")).unwrap();
    good(&at);
    fs::write(&site, themed("红色")).unwrap();
    holds(&mut at, "没有找到主题「红色」");
    fs::remove_file(&site).unwrap();
    holds(&mut at, "content/site.yaml");
    // Of the theme itself.
    let own = root.join("themes/own");
    crate::common::copy_tree(&crate_root().join("themes/calm"), &own);
    fs::write(&site, themed("own")).unwrap();
    good(&at);
    let theme = fs::read_to_string(own.join("theme.yaml")).unwrap();
    fs::write(own.join("theme.yaml"), format!("{theme}\n：：坏\n")).unwrap();
    holds(&mut at, "：：坏");
    fs::write(own.join("theme.yaml"), &theme).unwrap();
    good(&at);
    write(&own.join("site/item.html"), "{% if %}");
    holds(&mut at, "模板有误");
    fs::remove_file(own.join("site/item.html")).unwrap();
    good(&at);
    fs::write(own.join("profiles.yaml"), [0xFF, 0xFE, 0x00, 0xD8]).unwrap();
    holds(&mut at, "profiles.yaml");
    fs::remove_file(own.join("profiles.yaml")).unwrap();
    good(&at);
    fs::rename(&own, root.join("themes/away")).unwrap();
    holds(&mut at, "没有找到主题「own」");
    fs::rename(root.join("themes/away"), &own).unwrap();
    good(&at);
}

/// Paths are looked up among the names there are.
#[test]
fn nothing_above_a_folder_is_handed_out() {
    let dir = with_procedures(&["401"]);
    say(dir.path(), "主题: own");
    write(&dir.path().join("themes/own/theme.yaml"), "");
    write(&dir.path().join("themes/own/workbench/extra.css"), "/* own */");
    write(&dir.path().join("themes/own/site/extra.css"), "/* own */");
    let at = serve(dir.path(), 28_260);
    at.until("/workbench/extra.css", |t| t.contains("own"));
    assert_eq!(at.get("/site/extra.css").0, 200);
    for path in [
        "/workbench/../theme.yaml",
        "/workbench/../../../content/site.yaml",
        "/workbench/%2e%2e/theme.yaml",
        "/workbench/..%2ftheme.yaml",
        "/workbench/..\\theme.yaml",
        "/workbench//etc/hostname",
        "/workbench/start.html",
        "/workbench/",
        "/workbench/.",
        "/site/../theme.yaml",
        "/site/../../content/site.yaml",
        "/site//etc/hostname",
        "/board/../401.svg",
        "/../content/site.yaml",
    ] {
        assert_eq!(at.get(path).0, 404, "{path}");
    }
}

#[test]
fn other_sites_can_neither_frame_nor_include_it() {
    let dir = with_procedures(&["401"]);
    let at = serve(dir.path(), 28_300);
    let host = &at.address;
    for path in ["/", PAGE, "/board/401.svg", "/site/style.css", "/nothing"] {
        let answer = at.raw(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes());
        let head = answer.split("\r\n\r\n").next().unwrap();
        for words in [
            "X-Frame-Options: SAMEORIGIN",
            "Content-Security-Policy: frame-ancestors 'self'",
            "Cross-Origin-Resource-Policy: same-origin",
            "X-Content-Type-Options: nosniff",
        ] {
            assert!(head.contains(words), "{path}: {head}");
        }
    }
    let sent = |from: &str, mode: &str, kind: &str| {
        let sent = format!(
            "Sec-Fetch-Site: {from}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {kind}\r\n"
        );
        at.ask(&format!("GET /site/style.css HTTP/1.1\r\nHost: {host}\r\n{sent}\r\n")).0
    };
    assert_eq!(sent("cross-site", "no-cors", "script"), 403);
    assert_eq!(sent("same-site", "no-cors", "style"), 403);
    assert_eq!(sent("cross-site", "navigate", "iframe"), 403);
    assert_eq!(sent("cross-site", "navigate", "document"), 200);
    assert_eq!(sent("same-origin", "no-cors", "style"), 200);
    assert_eq!(sent("same-origin", "navigate", "iframe"), 200);
}

/// A system that has no more watches: changes are looked for, and somebody is told.
#[cfg(target_os = "linux")]
#[test]
fn without_watches_it_says_so_and_looks_itself() {
    let dir = with_procedures(&["401"]);
    let mut shell = Command::new("sh");
    // Too few open files for what the system reports changes with; the first reading may lack them too.
    let line = format!("ulimit -Sn 6; exec '{}' \"$@\"", env!("CARGO_BIN_EXE_xiaowei"));
    shell.args(["-c", &line, "sh"]);
    let mut at = begin(shell, dir.path(), 28_340);
    let begun = std::time::Instant::now();
    while !at.said.lock().unwrap().contains("每半秒") {
        assert!(begun.elapsed().as_secs() < 20, "{}", at.said.lock().unwrap());
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    // From here on there are enough: what could not be read is read again without anybody's doing.
    let pid = at.pid().to_string();
    let raised = Command::new("prlimit").args(["--pid", &pid, "--nofile=256:"]).status();
    assert!(raised.unwrap().success());
    let file = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|l| l.starts_with("主办单位: ")).unwrap();
    at.until(PAGE, |t| t.contains("</h1>"));
    for n in 0..3 {
        let ours = format!("主办单位: 第{n}次自己看");
        fs::write(&file, text.replace(line, &ours)).unwrap();
        at.until(PAGE, |t| t.contains(&ours["主办单位: ".len()..]));
    }
    assert!(at.is_alive());
    let said = at.said.lock().unwrap().clone();
    assert!(said.contains("每半秒") && !said.contains("panicked"), "{said}");
}
