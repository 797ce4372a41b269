//! The README keeps its word: every command in it runs, every picture and path is there.

use crate::common::crate_root;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_our_content;
use std::fs;

fn readme() -> String {
    fs::read_to_string(crate_root().join("README.md")).unwrap()
}

/// The lines of all `sh` blocks.
fn commands() -> Vec<String> {
    let text = readme();
    let mut inside = false;
    let mut list = Vec::new();
    for line in text.lines().map(str::trim) {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            _ if inside && !line.is_empty() => list.push(line.to_string()),
            _ => {}
        }
    }
    list
}

/// In order, in one fresh folder, as a clerk would. Only the first one makes rasters of everything:
/// at 40 dpi here, so that the test stays short; the command is the same.
#[test]
fn every_command_runs() {
    let dir = with_our_content();
    let list = commands();
    assert!(list.contains(&"cargo run --release -- build".to_string()));
    assert!(list.contains(&"cargo test".to_string()));
    // The clerk's path goes on in a folder of its own, until the next command of the developer's.
    let mut here = dir.path().to_path_buf();
    for command in list.iter().filter(|c| *c != "cargo test") {
        if let Some(folder) = command.strip_prefix("cd ") {
            here.push(folder);
            continue;
        }
        let developer = command.strip_prefix("cargo run --release -- ");
        if developer.is_some() {
            here = dir.path().to_path_buf();
        }
        let arguments = developer.or_else(|| command.strip_prefix("xiaowei ")).unwrap();
        let mut arguments: Vec<&str> = arguments.split(' ').collect();
        if arguments == ["build"] {
            arguments.extend(["--dpi", "40"]);
        }
        if arguments == ["serve"] {
            serves(&here);
            continue;
        }
        let output = run(&here, &arguments);
        assert!(output.status.success(), "{command}: {}", stderr(&output));
    }
    for path in [
        "public/202/index.html",
        "print/item/202-90x120cm.pdf",
        "print/notice/401-210x297mm.pdf",
        "print/flow/201-297x420mm.pdf",
        "print/binder/binder-210x297mm.pdf",
        "print/ledger/ledger-420x297mm.pdf",
        "print/not-issued/01-120x90cm.pdf",
        "print/item/401-60x90cm-offset.pdf",
        "report/questions-01.pdf",
        "cast/people.svg",
        "cast/places.png",
    ] {
        assert!(dir.path().join("我的社区").join(path).is_file(), "{path}");
    }
    for path in [
        "public/index.html",
        "public/boards/401.png",
        "public/401/index.html",
        "public/comics/401.svg",
        "print/item/401-90x120cm.svg",
    ] {
        assert!(dir.path().join(path).is_file(), "{path}");
    }
}

/// `serve` begins, and is ended; `tests/it/clerk.rs` asks it for pages.
fn serves(folder: &std::path::Path) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_xiaowei"))
        .args(["serve", "--no-open", "--port", "28200"])
        .current_dir(folder)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut said = std::io::BufReader::new(child.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.starts_with("工作台开了：http://127.0.0.1:"), "{line}");
}

#[test]
fn every_picture_and_path_is_there() {
    let text = readme();
    for (start, _) in text.match_indices("](themes/") {
        let path = text[start + 2..].split(')').next().unwrap();
        let size = fs::metadata(crate_root().join(path)).unwrap().len();
        assert!(size <= 300 * 1024, "{path}: {size}");
    }
    for path in [
        "content/site.yaml",
        "content/procedures/4-minsheng/401-laonianzheng.md",
        "src/yaml/quote.rs",
        "LICENSE",
    ] {
        assert!(text.contains(path) && crate_root().join(path).is_file(), "{path}");
    }
}

/// The mistake shown in the README is what the program says.
#[test]
fn the_mistake_shown_is_real() {
    let dir = with_our_content();
    let file = dir.path().join("content/procedures/4-minsheng/401-laonianzheng.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\n状态: 草稿", "\n状态: 草搞")).unwrap();
    let said = stderr(&run(dir.path(), &["check"]));
    let text = readme();
    let block = text.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    for line in block.lines().map(str::trim).filter(|l| !l.is_empty()) {
        assert!(said.contains(line), "{line}\n{said}");
    }
}
