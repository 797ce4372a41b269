//! Files that an earlier run made: broken ones are made again, old ones removed or named, half-done exchanges
//! put right.
//!
//! Start at [`no_old_fact_beside_a_new_one`].

use crate::common::contents;
use crate::common::office::BOARD;
use crate::common::office::SITE;
use crate::common::office::change;
use crate::common::office::good;
use crate::common::office::manifest;
use crate::common::office::procedure;
use crate::common::run;
use crate::common::say;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_procedures;
use std::fs;

/// A kill between the renames is repaired by whatever runs next, also when it finds mistakes.
#[test]
fn repair_comes_first() {
    let dir = with_procedures(&["401"]);
    good(dir.path(), &SITE);
    let (public, aside) = (dir.path().join("public"), dir.path().join(".xiaowei-public-old"));
    let before = contents(&public);
    fs::write(dir.path().join("content/site.yaml"), "名称：坏\n").unwrap();
    for command in [&["check"][..], &SITE, &["report"], &["cast"]] {
        fs::rename(&public, &aside).unwrap();
        fs::create_dir(dir.path().join(".xiaowei-public-new")).unwrap();
        run(dir.path(), command);
        assert!(public.is_dir(), "{command:?}");
        assert!(before == contents(&public), "{command:?}");
        assert!(!aside.exists() && !dir.path().join(".xiaowei-public-new").exists());
    }
}

/// Power that fails leaves files of the right length and of zeros.
#[test]
fn broken_files_are_made_again() {
    let dir = with_procedures(&["401"]);
    let build = ["build", "--board", "item", "--dpi", "30"];
    good(dir.path(), &build);
    let whole: Vec<_> = ["public", "print"].map(|f| contents(&dir.path().join(f))).to_vec();
    for (folder, files) in ["public", "print"].iter().zip(&whole) {
        for (path, bytes) in files.iter().filter(|(path, _)| path != "manifest.json") {
            fs::write(dir.path().join(folder).join(path), vec![0; bytes.len()]).unwrap();
        }
    }
    let said = good(dir.path(), &build);
    assert!(said.contains("坏"), "{said}");
    for (folder, files) in ["public", "print"].iter().zip(&whole) {
        assert!(*files == contents(&dir.path().join(folder)), "{folder}: {said}");
    }
    // One byte in the middle of something large is found when asked for.
    let png = dir.path().join("print/item/401-90x120cm-30dpi.png");
    let mut bytes = fs::read(&png).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&png, bytes).unwrap();
    let said = good(dir.path(), &[&build[..], &["--verify"]].concat());
    assert!(said.contains("401-90x120cm-30dpi.png"), "{said}");
    assert!(whole[1] == contents(&dir.path().join("print")));
}

/// What a run does not make again is removed or named, in the summary and in the list.
#[test]
fn no_old_fact_beside_a_new_one() {
    let dir = with_procedures(&["401"]);
    let print = dir.path().join("print");
    good(dir.path(), &["build", "--dpi", "30", "--board", "item"]);
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    good(dir.path(), &[&BOARD[..], &["--profile", "UV平板", "--proof", "--editable"]].concat());
    let others = ["item/401-60x80cm-30dpi.pdf", "item/401-90x120cm-uv-30dpi.tif"];
    let more = ["item/401-90x120cm-uv-30dpi-proof.png", "item/401-90x120cm-uv-30dpi-editable.svg"];
    let others: Vec<&str> = others.into_iter().chain(more).collect();
    let outdated = |path: &str| {
        let list = manifest(&print);
        let entry = list["files"].as_array().unwrap().iter().find(|e| e["path"] == path).cloned();
        entry.unwrap_or_else(|| panic!("{path}: {list}"))["outdated"] == true
    };
    let said = good(dir.path(), &BOARD);
    assert!(!said.contains("过时"), "{said}");
    for path in &others {
        assert!(print.join(path).is_file() && !outdated(path), "{path}");
    }
    change(dir.path(), "改了再看");
    let said = good(dir.path(), &BOARD);
    assert!(said.contains("过时"), "{said}");
    for path in &others {
        assert!(said.contains(path) && outdated(path), "{path}: {said}");
    }
    assert!(!outdated("item/401-90x120cm-30dpi.pdf"));
    let again = good(dir.path(), &BOARD);
    assert!(again.contains("过时"), "{again}");
    // Made again, they are of today; a whole build says what it takes away.
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    assert!(!outdated(others[0]) && outdated(others[1]));
    let said = good(dir.path(), &["build"]);
    for path in &others {
        assert!(!print.join(path).exists() && said.contains(path), "{path}: {said}");
    }
    // What is gone from the content is old, too.
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    let gone = procedure(dir.path());
    let text = fs::read_to_string(&gone).unwrap();
    fs::write(&gone, text.replace("401", "402")).unwrap();
    let said = good(dir.path(), &["build", "--only", "boards", "--item", "402", "--dpi", "30"]);
    assert!(said.contains(others[0]) && outdated(others[0]), "{said}");
}

/// A run that makes pages only still knows what hangs on the wall; a new number leads nowhere without a word.
#[test]
fn a_site_alone_names_the_boards_that_it_outdates() {
    let dir = with_procedures(&["401"]);
    let print = dir.path().join("print");
    good(dir.path(), &["build", "--dpi", "30", "--board", "item"]);
    let board = "item/401-90x120cm-30dpi.pdf";
    let is_outdated = || {
        let list = manifest(&print);
        let entry = list["files"].as_array().unwrap().iter().find(|e| e["path"] == board).cloned();
        entry.unwrap()["outdated"] == true
    };
    let before = contents(&print);
    let said = good(dir.path(), &SITE);
    assert!(!said.contains("过时") && before == contents(&print), "{said}");
    change(dir.path(), "改了再看");
    for _ in 0..2 {
        let said = good(dir.path(), &SITE);
        assert!(said.contains(board) && said.contains("过时") && is_outdated(), "{said}");
    }
    // What somebody did to a board is not for a run of pages to undo.
    fs::write(print.join(board), "重新画过").unwrap();
    change(dir.path(), "再改");
    good(dir.path(), &SITE);
    assert_eq!(fs::read_to_string(print.join(board)).unwrap(), "重新画过");
    // Another number.
    let file = procedure(dir.path());
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"401\"", "\"407\"")).unwrap();
    let said = good(dir.path(), &SITE);
    assert!(said.contains("public/401/index.html") && said.contains(board), "{said}");
    assert!(said.contains("曾用编号: [\"401\"]"), "{said}");
    fs::write(&file, text.replace("编号: \"401\"", "编号: \"407\"\n曾用编号: [\"401\"]")).unwrap();
    let said = good(dir.path(), &SITE);
    assert!(!said.contains("网页没有了"), "{said}");
    assert!(dir.path().join("public/401/index.html").is_file());
}

/// `--only site` makes the whole site: nobody reads an old telephone on a page that is gone.
#[test]
fn a_site_alone_has_no_page_of_what_is_gone() {
    let dir = with_procedures(&["401", "402"]);
    good(dir.path(), &["build", "--board", "item", "--dpi", "30"]);
    good(dir.path(), &SITE);
    let public = dir.path().join("public");
    let of = |code: &str| -> Vec<String> {
        let is_its = |path: &String| path.contains(code) && !path.starts_with("search-");
        contents(&public).into_iter().map(|(path, _)| path).filter(is_its).collect()
    };
    assert!(of("402").len() > 3, "{:?}", of("402"));
    let kept = of("401");
    let folder = walk(&dir.path().join("content/procedures"));
    let gone = folder.iter().find(|p| p.to_string_lossy().contains("402")).unwrap();
    fs::remove_file(gone).unwrap();
    good(dir.path(), &SITE);
    assert_eq!(of("402"), [] as [String; 0]);
    assert_eq!(of("401"), kept);
}

/// Neither two ways of printing nor two sizes share the name of a file.
#[test]
fn names_of_files_are_told_apart() {
    let dir = with_procedures(&["401"]);
    say(dir.path(), "主题: own");
    let own = dir.path().join("themes/own");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("theme.yaml"), "").unwrap();
    let row = |name: &str| {
        format!(
            "写字板: {{ 文件名: {name}, 出血: 0mm, 白边: 0mm, 安全边: 10mm, 黑: 四色, 格式: [png], 清晰度: [2400mm, 100] }}\n"
        )
    };
    for name in ["kt", "proof", "editable", "2"] {
        fs::write(own.join("profiles.yaml"), row(name)).unwrap();
        let output = run(dir.path(), &["check"]);
        let said = stderr(&output);
        assert!(output.status.code() == Some(1) && said.contains("文件名"), "{name}: {said}");
    }
    fs::write(own.join("profiles.yaml"), row("xzb")).unwrap();
    good(dir.path(), &["check"]);
    // A row of the theme whose names have no sizes in them.
    let rows = crate::common::crate_root().join("themes/default/theme.yaml");
    let rows = fs::read_to_string(rows).unwrap();
    let start = rows.find("\n  item:\n").unwrap() + 1;
    let row: Vec<&str> = rows[start..].lines().take_while(|l| !l.starts_with("  #")).collect();
    let named = format!("sheets:\n{}\n    file: \"{{kind}}/{{key}}\"\n", row.join("\n"));
    fs::write(own.join("theme.yaml"), named).unwrap();
    good(dir.path(), &BOARD);
    let board = || fs::read(dir.path().join("print/item/401-30dpi.svg")).unwrap();
    let before = board();
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    good(dir.path(), &[&BOARD[..], &["--profile", "写字板"]].concat());
    assert!(before == board());
    for name in ["401-60x80cm-30dpi.svg", "401-xzb-30dpi.png"] {
        assert!(dir.path().join("print/item").join(name).is_file(), "{name}");
    }
}

/// A quick look touches nothing that is for the print shop, is called by what it is, and goes with the next
/// real run.
#[test]
fn a_quick_look_takes_nothing_away() {
    let dir = with_procedures(&["401"]);
    let print = dir.path().join("print");
    good(dir.path(), &["build", "--board", "item"]);
    good(dir.path(), &["build", "--board", "item", "--profile", "胶印", "--size", "60x90cm"]);
    let names = |list: &[(String, Vec<u8>)]| -> Vec<String> {
        list.iter().map(|(path, _)| path.clone()).filter(|p| p != "manifest.json").collect()
    };
    let before = contents(&print);
    let said = good(dir.path(), &["build", "--dpi", "60"]);
    assert!(said.contains("这些图只有 60 dpi，只供先看一眼，不能送印"), "{said}");
    assert!(!said.contains("已经删去"), "{said}");
    let after = contents(&print);
    for (path, bytes) in before.iter().filter(|(path, _)| path != "manifest.json") {
        assert!(after.iter().any(|(p, b)| p == path && b == bytes), "{path}: {said}");
    }
    let quick = "item/401-90x120cm-60dpi.png";
    assert!(print.join(quick).is_file(), "{:?}", names(&after));
    // Drawings have no resolution: there is one of each.
    assert!(!print.join("item/401-90x120cm-60dpi.pdf").exists());
    // A little less than usual may do; the shop knows.
    let said = good(dir.path(), &[&BOARD[..7], &["--dpi", "100"]].concat());
    assert!(said.contains("只有 100 dpi") && !said.contains("不能送印"), "{said}");
    assert!(print.join("item/401-90x120cm-100dpi.png").is_file());
    // The real one takes the place of all tries of it, and of nothing else.
    let said = good(dir.path(), &BOARD[..7]);
    assert!(said.contains(quick) && !print.join(quick).exists(), "{said}");
    assert!(!print.join("item/401-90x120cm-100dpi.png").exists(), "{said}");
    assert!(print.join("overview/overview-240x120cm-60dpi.png").is_file());
    let said = good(dir.path(), &["build"]);
    assert!(!print.join("overview/overview-240x120cm-60dpi.png").exists(), "{said}");
    assert!(said.contains("401-60x90cm-offset.pdf"), "{said}");
}

/// All that is taken away is named, however much it is.
#[test]
fn every_file_taken_away_is_named() {
    let dir = with_procedures(&["401", "302", "101", "202"]);
    let small = ["build", "--only", "boards", "--board", "item", "--size", "60x80cm"];
    for profile in ["UV平板", "KT板"] {
        good(dir.path(), &[&small[..], &["--profile", profile, "--dpi", "40"]].concat());
    }
    let made: Vec<String> = contents(&dir.path().join("print")).into_iter().map(|f| f.0).collect();
    assert!(made.len() > 21, "{made:?}");
    let said = good(dir.path(), &["build"]);
    for path in made.iter().filter(|path| *path != "manifest.json") {
        assert!(said.contains(path), "{path}: {said}");
    }
}

/// Pages of one procedure are made, those of another have changed: both are said as they are.
#[test]
fn only_what_was_written_is_counted() {
    let dir = with_procedures(&["401", "202"]);
    good(dir.path(), &SITE);
    let file = walk(&dir.path().join("content/procedures"));
    let file = file.iter().find(|p| p.to_string_lossy().contains("202")).unwrap();
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().find(|l| l.starts_with("一句话: ")).unwrap();
    fs::write(file, text.replace(line, "一句话: 改了再看")).unwrap();
    let said = good(dir.path(), &["build", "--board", "item", "--item", "401", "--dpi", "40"]);
    assert!(said.contains("做好了：网页 2 个，展板 1 块"), "{said}");
    let (_, old) = said.split_once("下面的网页是以前做的").unwrap();
    assert!(old.contains("public/202/index.html"), "{said}");
    assert!(old.contains("这次只做 401") && old.contains("xiaowei build --only site"), "{said}");
    let said = good(dir.path(), &SITE);
    assert!(!said.contains("以前做的"), "{said}");
}

/// Two builds at once, one of which lets go of the lock while the other waits at the same file.
#[cfg(unix)]
#[test]
fn the_lock_is_held_once() {
    let dir = with_procedures(&["401"]);
    // Somebody holds a lock on a file that is no longer there: that is no lock of the folder.
    let path = dir.path().join(".xiaowei-lock");
    let first = fs::File::create(&path).unwrap();
    first.lock().unwrap();
    let second = fs::File::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    drop(first);
    second.lock().unwrap();
    good(dir.path(), &SITE);
    assert!(!path.exists());
}
