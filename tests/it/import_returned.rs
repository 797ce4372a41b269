//! A workbook of ours that comes back in another state, and files of WPS under its own endings.
//!
//! The changes are made by openpyxl; it may not be missing in CI.

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_procedures;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The system's own, for which distributions pack openpyxl.
const PYTHON: &str = "/usr/bin/python3";

/// Runs a script; `false` where there is no openpyxl, which CI has.
fn python(folder: &Path, script: &str) -> bool {
    let there = Command::new(PYTHON).args(["-c", "import openpyxl"]).output();
    let there = there.is_ok_and(|out| out.status.success());
    assert!(there || std::env::var_os("CI").is_none(), "{PYTHON} with openpyxl");
    if there {
        let out = Command::new(PYTHON).args(["-c", script]).current_dir(folder).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    there
}

fn without_procedures(root: &Path) {
    for file in walk(&root.join("content/procedures")) {
        fs::remove_file(file).unwrap();
    }
}

fn account(root: &Path, file: &str) -> Value {
    let done = run(root, &["import", file, "--format", "json"]);
    serde_json::from_slice(&done.stdout).unwrap_or_else(|why| panic!("{why}: {}", stderr(&done)))
}

/// Fates of the cells of each sheet, as often as they are.
fn fates(account: &Value) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut all: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for cell in account["cells"].as_array().unwrap() {
        let text = |key: &str| cell[key].as_str().unwrap().to_string();
        assert!(text("fate") != "field" || !cell["files"].as_array().unwrap().is_empty(), "{cell}");
        *all.entry(text("sheet")).or_default().entry(text("fate")).or_default() += 1;
    }
    all
}

/// Cells with text of each sheet, by another reader.
fn counted(file: &Path) -> BTreeMap<String, usize> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).unwrap();
    let names = book.sheet_names().clone();
    let count = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        let filled = range.used_cells().filter(|(.., cell)| !cell.to_string().trim().is_empty());
        (name, filled.count())
    };
    names.into_iter().map(count).collect()
}

#[test]
fn every_cell_of_a_returned_workbook_has_an_account() {
    let dir = with_procedures(&["401", "402"]);
    let root = dir.path();
    assert!(run(root, &["export", "a.xlsx"]).status.success());
    let cells = counted(&root.join("a.xlsx"));
    // Nothing is made of what is there, and every cell stands in the files that are.
    let there = account(root, "a.xlsx");
    without_procedures(root);
    let back = account(root, "a.xlsx");
    for (account, made) in [(&there, 0), (&back, 2)] {
        let files = account["items"].as_array().unwrap().iter().filter(|i| !i["file"].is_null());
        assert_eq!(files.count(), made);
        let fates = fates(account);
        let all: BTreeMap<String, usize> =
            fates.iter().map(|(name, fates)| (name.clone(), fates.values().sum())).collect();
        assert_eq!(all, cells);
        let said: Vec<&str> =
            account["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(said.iter().any(|note| note.contains("表「材料」是照总表列的")), "{said:?}");
        assert!(!fates["导回用"].contains_key("told"), "{fates:?}");
        assert!(fates["小微权力清单总表"]["field"] > 20, "{fates:?}");
    }
}

#[test]
fn a_sheet_of_fields_that_is_hidden_is_read_and_one_that_is_gone_is_told() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    assert!(run(root, &["export", "a.xlsx"]).status.success());
    let script = "
import openpyxl
book = openpyxl.load_workbook('a.xlsx')
book['导回用'].sheet_state = 'hidden'
book.save('hidden.xlsx')
del book['导回用']
book.save('gone.xlsx')
";
    if !python(root, script) {
        return;
    }
    let file = walk(&root.join("content/procedures")).pop().unwrap();
    let before = fs::read_to_string(&file).unwrap();
    without_procedures(root);
    let hidden = run(root, &["import", "hidden.xlsx"]);
    let said = stderr(&hidden);
    assert!(said.contains("表「导回用」是隐藏的，照样读了"), "{said}");
    assert!(said.contains("每一栏照原样导回来了"), "{said}");
    let file = walk(&root.join("content/procedures")).pop().unwrap();
    let exact = fs::read_to_string(&file).unwrap();
    assert_eq!(exact.matches("画面").count(), before.matches("画面").count());
    without_procedures(root);
    let gone = stderr(&run(root, &["import", "gone.xlsx"]));
    assert!(
        gone.contains("没有「导回用」这一张（删去了），「小微权力清单总表」照一般的表读"),
        "{gone}"
    );
    assert!(gone.contains("导入了 1 件事项"), "{gone}");
}

#[test]
fn files_of_wps_are_read_or_told_what_to_do_with() {
    let dir = fresh();
    let root = dir.path();
    let made = run(root, &["init", "me", "--name", "阳光社区", "--phone", "0000-1234 5678"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let me = root.join("me");
    // WPS writes its tables as old Excel does.
    fs::copy(crate_root().join("tests/tables/own/23-old.xls"), me.join("清单.et")).unwrap();
    let done = run(&me, &["import", "清单.et", "--类别", "4"]);
    assert!(
        done.status.success() && stderr(&done).contains("导入了 2 件事项"),
        "{}",
        stderr(&done)
    );
    let compound = |name: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (file, bytes, words) in [
        (
            "指南.wps",
            compound("WordDocument"),
            "是 WPS 文字的 .wps 文件；在 Word、WPS 里另存为 .docx",
        ),
        ("汇报.dps", compound("PowerPoint Document"), "是幻灯片，先把里面的表格复制到"),
        ("坏的.et", compound("Workbook"), "在 Excel、WPS 里打开它，另存为 .xlsx 再导入"),
        (
            "字.et",
            "事项名称,材料".as_bytes().to_vec(),
            "在 Excel、WPS 里打开它，另存为 .xlsx 再导入",
        ),
        ("字.wps", "一、老年证".as_bytes().to_vec(), "在 Word、WPS 里打开它，另存为 .docx 再导入"),
    ] {
        fs::write(me.join(file), bytes).unwrap();
        let done = run(&me, &["import", file]);
        assert!(
            !done.status.success() && stderr(&done).contains(words),
            "{file}: {}",
            stderr(&done)
        );
    }
}
