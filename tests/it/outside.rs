//! What a run reads and where it speaks: nothing outside of content and themes, nothing that hangs, nothing said
//! into the void.
//!
//! Start at [`nothing_outside_is_read_and_nothing_hangs`].

use crate::common::office::BOARD;
use crate::common::office::SITE;
use crate::common::office::good;
use crate::common::office::procedure;
use crate::common::run;
use crate::common::say;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Links lead nowhere else, and what is no file is never waited for.
#[cfg(unix)]
#[test]
fn nothing_outside_is_read_and_nothing_hangs() {
    use std::os::unix::fs::symlink;
    let secret = crate::common::fresh();
    fs::write(secret.path().join("secret.css"), "/* 秘密的话 */").unwrap();
    let photo = crate::common::crate_root().join("tests/suite/photo-good");
    let refused = |root: &Path, words: &[&str]| {
        for command in [&["check"][..], &SITE] {
            let started = std::time::Instant::now();
            let output = run(root, command);
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(started.elapsed().as_secs() < 20, "{said}");
            for word in words {
                assert!(said.contains(word), "{word}: {said}");
            }
            assert!(!root.join("public").exists());
        }
    };
    let fifo = |at: &Path| assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
    // A style sheet of the theme; the theme's own folder; a drawing; a fifo; a device.
    let themed = || {
        let dir = with_procedures(&["401"]);
        let site = dir.path().join("content/site.yaml");
        let text = fs::read_to_string(&site).unwrap();
        fs::write(&site, format!("{text}\n主题: own\n")).unwrap();
        fs::create_dir_all(dir.path().join("themes/own/site")).unwrap();
        fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
        dir
    };
    let dir = themed();
    let style = dir.path().join("themes/own/site/style.css");
    symlink(secret.path().join("secret.css"), &style).unwrap();
    refused(dir.path(), &["E114", "themes/own/site/style.css"]);
    fs::remove_file(&style).unwrap();
    fifo(&style);
    refused(dir.path(), &["themes/own/site/style.css"]);
    fs::remove_file(&style).unwrap();
    symlink("/dev/zero", dir.path().join("themes/own/site/extra.css")).unwrap();
    refused(dir.path(), &["themes/own/site/extra.css"]);
    fs::remove_dir_all(dir.path().join("themes/own/site")).unwrap();
    symlink(secret.path(), dir.path().join("themes/own/site")).unwrap();
    refused(dir.path(), &["E114", "themes/own/site"]);
    let dir = themed();
    fs::rename(dir.path().join("themes/own"), secret.path().join("own")).unwrap();
    symlink(secret.path().join("own"), dir.path().join("themes/own")).unwrap();
    refused(dir.path(), &["E114", "themes/own"]);
    // The folder of procedures, and a file that is none.
    let dir = with_procedures(&["401"]);
    let procedures = dir.path().join("content/procedures");
    fs::rename(&procedures, secret.path().join("procedures")).unwrap();
    symlink(secret.path().join("procedures"), &procedures).unwrap();
    refused(dir.path(), &["E114", "content/procedures"]);
    let dir = with_procedures(&["401"]);
    fifo(&dir.path().join("content/a-fifo"));
    symlink("../a-fifo", dir.path().join("content/procedures/499.md")).unwrap();
    let said = good(dir.path(), &["check"]);
    assert!(said.contains("content/procedures/499.md"), "{said}");
    // A photo.
    for (to, words) in [(Some(secret.path().join("p.jpg")), "外面"), (None, "不是普通")] {
        let dir = with_procedures(&["401"]);
        crate::common::copy_tree(&photo, &dir.path().join("case"));
        let shot = crate::common::walk(&dir.path().join("case"))
            .into_iter()
            .find(|p| p.extension().is_some_and(|e| e == "jpg" || e == "png"))
            .unwrap();
        fs::create_dir_all(dir.path().join("content/photos")).unwrap();
        let place = dir.path().join("content/photos/a.jpg");
        match to {
            Some(outside) => {
                fs::copy(&shot, &outside).unwrap();
                symlink(outside, &place).unwrap();
            }
            None => fifo(&place),
        }
        fs::remove_dir_all(dir.path().join("case")).unwrap();
        let file = procedure(dir.path());
        let text = fs::read_to_string(&file).unwrap();
        let start = text.find("    画面:").or_else(|| text.find("  画面:")).unwrap();
        let indent = text[start..].len() - text[start..].trim_start().len();
        let rest: Vec<&str> = text[start..].lines().collect();
        let inside = rest[1..].iter().take_while(|l| l.len() - l.trim_start().len() > indent);
        let skipped = 1 + inside.count();
        let line = format!("{}照片: {{ 文件: a.jpg, 说明: 窗口 }}", " ".repeat(indent));
        let changed = format!("{}{line}\n{}\n", &text[..start], rest[skipped..].join("\n"));
        fs::write(&file, changed).unwrap();
        refused(dir.path(), &[words]);
    }
}

/// A board is made again when what a theme's link leads to has changed.
#[cfg(unix)]
#[test]
fn links_inside_a_theme_are_part_of_it() {
    let dir = with_procedures(&["401"]);
    say(dir.path(), "主题: own");
    let boards = dir.path().join("themes/own/boards");
    fs::create_dir_all(&boards).unwrap();
    fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
    let template = crate::common::crate_root().join("themes/default/boards/item.xml");
    let template = fs::read_to_string(template).unwrap();
    let kept = dir.path().join("themes/kept.xml");
    fs::write(&kept, &template).unwrap();
    std::os::unix::fs::symlink("../../kept.xml", boards.join("item.xml")).unwrap();
    good(dir.path(), &BOARD);
    let svg = || fs::read(dir.path().join("print/item/401-90x120cm-30dpi.svg")).unwrap();
    let before = svg();
    let changed = template.replacen("20 + 12 * k", "24 + 12 * k", 1);
    assert!(changed != template);
    fs::write(&kept, changed).unwrap();
    good(dir.path(), &BOARD);
    assert!(before != svg(), "the board is that of the old template");
}

/// Nothing said, nothing well.
#[cfg(unix)]
#[test]
fn closed_and_full_streams_are_noticed() {
    let dir = with_procedures(&["401"]);
    let status = |command: &str| {
        let output = Command::new("sh")
            .args(["-c", &format!("\"$XW\" {command}")])
            .env("XW", env!("CARGO_BIN_EXE_xiaowei"))
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(!stderr(&output).contains("panicked"), "{command}: {}", stderr(&output));
        (output.status.code(), stderr(&output))
    };
    let full = Path::new("/dev/full").exists();
    for command in [
        "check --format json",
        "schema",
        "man",
        "report",
        "explain E101",
        "completions bash",
        "--help",
    ] {
        let closed = status(&format!("{command} >&-"));
        assert_eq!(closed.0, Some(2), "{command}: {closed:?}");
        assert!(closed.1.contains("写"), "{command}: {closed:?}");
        if full {
            assert_eq!(status(&format!("{command} >/dev/full")).0, Some(2), "{command}");
        }
        assert_eq!(status(&format!("{command} >&- 2>&- <&-")).0, Some(2), "{command}");
        assert_eq!(status(&format!("{command} >/dev/null")).0, Some(0), "{command}");
        assert_eq!(status(&format!("{command} | head -c 1")).0, Some(0), "{command}");
    }
    // The status of `check` says it all: who runs it with both streams into nothing still learns it.
    assert_eq!(status("check 2>&-").0, Some(0));
    if full {
        assert_eq!(status("check 2>/dev/full").0, Some(2));
        assert_eq!(status("build --only site 2>/dev/full").0, Some(2));
    }
}
