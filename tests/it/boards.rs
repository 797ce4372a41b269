//! Boards of both catalogs: every frame passes the judge, every code is read back.

use crate::common::fresh;
use crate::common::have;
use crate::common::run;
use crate::common::second::write_second_catalog;
use crate::common::stderr;
use crate::common::with_procedures;
use std::process::Command;

#[test]
fn a_second_community_builds() {
    let dir = fresh();
    write_second_catalog(dir.path());
    let built = run(dir.path(), &["build", "--dpi", "40"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let said = stderr(&built);
    assert!(said.contains("网页 189 个，展板 41 块"), "{said}");
    if let Some(keep) = std::env::var_os("XIAOWEI_KEEP") {
        crate::common::copy_tree(&dir.path().join("public"), std::path::Path::new(&keep));
    }
}

/// zbar is the second reader: every code of a finished sheet, and no other.
#[test]
fn zbar_reads_exactly_the_declared_codes() {
    if !have("zbarimg") {
        return;
    }
    let dir = with_procedures(&["101", "302", "401"]);
    let built = run(dir.path(), &["build", "--dpi", "60"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (file, count) in [
        ("public/boards/overview.png", 6),
        ("public/boards/101.png", 1),
        ("print/item/401-90x120cm-60dpi.png", 1),
        ("print/overview/overview-240x120cm-60dpi.png", 6),
    ] {
        let read = Command::new("zbarimg")
            .args(["-q", "--raw"])
            .arg(dir.path().join(file))
            .output()
            .unwrap();
        let found = String::from_utf8(read.stdout).unwrap();
        let codes: Vec<&str> = found.lines().collect();
        assert_eq!(codes.len(), count, "{file}: {codes:?}");
        assert!(
            codes.iter().all(|c| c.starts_with("https://xiaowei.example/") && c.contains("/?v=")),
            "{codes:?}"
        );
    }
}

/// The README's own telephone, with an extension and a second number, is on every small board: a number a
/// line.
#[test]
fn two_numbers_stand_on_small_boards() {
    let dir = crate::common::with_our_content();
    crate::common::say(dir.path(), "咨询电话: 0311-0000 0000转8001、12345（夜间）");
    let small =
        ["build", "--only", "boards", "--board", "item", "--size", "60x80cm", "--dpi", "40"];
    let built = run(dir.path(), &small);
    assert!(built.status.success(), "{}", stderr(&built));
    let board = std::fs::read_to_string(dir.path().join("print/item/401-60x80cm-40dpi.svg"));
    let board = board.unwrap();
    for line in
        ["aria-label=\"0311-0000 0000转8001\"", "aria-label=\"12345\"", "aria-label=\"（夜间）\""]
    {
        assert!(board.contains(line), "{line}");
    }
}

/// A size that no board of its kind can have is told as that, and no line is to blame.
#[test]
fn a_size_out_of_range_is_told() {
    let dir = with_procedures(&["401"]);
    // An item alone may be smaller than an overview.
    let alone = ["build", "--only", "boards", "--item", "401", "--size", "45x60cm", "--dpi", "30"];
    let alone = run(dir.path(), &alone);
    assert!(alone.status.success(), "{}", stderr(&alone));
    let tiny = ["build", "--only", "boards", "--board", "item", "--size", "30x40cm"];
    let built = run(dir.path(), &tiny);
    let said = stderr(&built);
    assert_eq!(built.status.code(), Some(2), "{said}");
    assert!(said.contains("--size 30x40cm 太小：事项展板最小 45x60cm"), "{said}");
    assert!(!said.contains("个字"), "{said}");
    for (profile, size) in [("KT板", "501x300cm"), ("喷绘", "490x300cm")] {
        let huge = [&tiny[..5], &["--size", size, "--profile", profile]].concat();
        let built = run(dir.path(), &huge);
        let said = stderr(&built);
        assert_eq!(built.status.code(), Some(2), "{said}");
        let most = if profile == "喷绘" { "4.8 米" } else { "5 米" };
        assert!(said.contains("太大") && said.contains(&format!("最大边长 {most}")), "{said}");
    }
}

/// An own template that makes its pictures small, or a box half empty, is named with its line; the same template of the
/// program's own is not a clerk's to mend.
#[test]
fn an_own_template_that_is_composed_badly_is_named() {
    let dir = with_procedures(&["101"]);
    crate::common::say(dir.path(), "主题: own");
    let boards = dir.path().join("themes/own/boards/parts");
    std::fs::create_dir_all(&boards).unwrap();
    std::fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
    let build = ["build", "--only", "boards", "--board", "item", "--dpi", "30"];
    let plain = run(dir.path(), &build);
    assert!(plain.status.success(), "{}", stderr(&plain));
    let part = crate::common::crate_root().join("themes/default/boards/parts/cards.xml");
    let text = std::fs::read_to_string(part).unwrap();
    let small = text.replace("{%- set stretch = share *", "{%- set stretch = 0.5 * share *");
    assert_ne!(small, text);
    std::fs::write(boards.join("cards.xml"), small).unwrap();
    let built = run(dir.path(), &build);
    let said = stderr(&built);
    assert_eq!(built.status.code(), Some(1), "{said}");
    assert!(
        said.contains("画只占") && said.contains("themes/own/boards/parts/cards.xml:"),
        "{said}"
    );
}

/// A category board has a row per matter; a category with nothing in it has no board, and is told.
#[test]
fn an_empty_category_has_no_board() {
    let dir = with_procedures(&["101"]);
    let list = dir.path().join("content/categories.yaml");
    let text = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, text + "- 编号: 9\n  名称: 还没有事\n").unwrap();
    let args = ["build", "--only", "boards", "--board", "类别", "--dpi", "50"];
    let built = run(dir.path(), &args);
    let said = stderr(&built);
    assert!(built.status.success() && said.contains("W703"), "{said}");
    let made = std::fs::read_dir(dir.path().join("print/category")).unwrap();
    let names: Vec<String> =
        made.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.ends_with(".pdf")), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("1-")), "{names:?}");
}
