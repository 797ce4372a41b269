//! The files that go out: what Excel and Word are given, as other programs read it, and what comes back of it.
//!
//! Second readers: openpyxl, python-docx and `LibreOffice`; none may be missing in CI.

use crate::common::contents;
use crate::common::fresh;
use crate::common::have;
use crate::common::run;
use crate::common::second::write_second_catalog;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_our_content;
use crate::common::with_procedures;
use calamine::Data;
use calamine::Reader;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The system's own, for which distributions pack both readers.
const PYTHON: &str = "/usr/bin/python3";

fn have_readers() -> bool {
    let there = Command::new(PYTHON).args(["-c", "import openpyxl, docx"]).output();
    let there = there.is_ok_and(|out| out.status.success());
    assert!(there || std::env::var_os("CI").is_none(), "{PYTHON} with openpyxl and python-docx");
    there
}

/// Runs a script with arguments; what it prints.
fn python(folder: &Path, script: &str, arguments: &[&str]) -> String {
    let out =
        Command::new(PYTHON).arg("-c").arg(script).args(arguments).current_dir(folder).output();
    let out = out.unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// Exports and wants it to work; what was said.
fn export(folder: &Path, arguments: &[&str]) -> String {
    let mut all = vec!["export"];
    all.extend(arguments);
    let done = run(folder, &all);
    assert!(done.status.success(), "{arguments:?}: {}", stderr(&done));
    stderr(&done)
}

/// Rows of the sheet with every field.
fn fields(file: &Path) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).unwrap();
    let range = book.worksheet_range("导回用").unwrap();
    let text = |cell: &Data| cell.to_string();
    range.rows().skip(2).map(|row| row.iter().map(text).collect()).collect()
}

/// Every procedure as it was read, without where it stood: all fields of all types, pictures and body.
fn procedures(root: &Path) -> Vec<String> {
    let content = xiaowei::read_content(root);
    let (catalog, _) = content.read.as_ref().unwrap();
    let plain = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("Span {") {
            out.push_str(&rest[..at]);
            rest = rest[at..].split_once('}').unwrap().1;
        }
        out.push_str(rest);
        let mut out = out.replace("\\n", "");
        while let Some(at) = out.find("FileId(") {
            let end = out[at..].find(')').unwrap() + at + 1;
            out.replace_range(at..end, "");
        }
        out
    };
    catalog.procedures.iter().map(|p| plain(&format!("{p:?}"))).collect()
}

fn without_procedures(root: &Path) {
    for file in walk(&root.join("content/procedures")) {
        fs::remove_file(file).unwrap();
    }
}

/// Out and in again: nothing is lost and nothing is other than it was, of three communities.
#[test]
fn what_goes_out_comes_back_field_by_field() {
    let ours = with_our_content();
    let powers = fresh();
    let done = run(powers.path(), &["init", "me", "--yes", "--样板", "权力清单"]);
    assert!(done.status.success(), "{}", stderr(&done));
    let second = fresh();
    write_second_catalog(second.path());
    for root in [ours.path(), &powers.path().join("me"), second.path()] {
        export(root, &["1.xlsx"]);
        let before = procedures(root);
        without_procedures(root);
        let back = run(root, &["import", "1.xlsx"]);
        let said = stderr(&back);
        assert!(back.status.success() && !said.contains("原来是"), "{said}");
        assert_eq!(procedures(root).len(), before.len());
        for (now, then) in procedures(root).iter().zip(&before) {
            assert_eq!(now, then);
        }
        export(root, &["2.xlsx"]);
        let (one, two) = (fields(&root.join("1.xlsx")), fields(&root.join("2.xlsx")));
        assert!(one.len() > 500 && one == two, "{} {}", one.len(), two.len());
    }
}

/// What a person changes in the printed list wins and is told; what nobody printed stays.
#[test]
fn what_a_person_changed_wins_and_is_told() {
    if !have_readers() {
        return;
    }
    let dir = with_procedures(&["401", "402"]);
    let root = dir.path();
    export(root, &["a.xlsx"]);
    let change = r#"
import openpyxl
book = openpyxl.load_workbook('a.xlsx')
sheet = book['小微权力清单总表']
heads = {}
for row in (3, 4):
    for cell in sheet[row]:
        if cell.value: heads[cell.value] = cell.column
by = {sheet.cell(r, heads['编号']).value: r for r in range(5, sheet.max_row + 1)}
def put(code, head, change):
    cell = sheet.cell(by[code], heads[head])
    cell.value = change(cell.value)
put('402', '承诺时限', lambda old: '15个工作日')
put('402', '办理流程', lambda old: old.replace('初核、登记（社区，', '初核、登记、公示（社区工作人员，').replace('（老人，在流动', '（老人本人，在流动'))
put('402', '所需材料', lambda old: old + '\n4.老人照片（交原件2份）')
put('401', '类别', lambda old: '居务议事')
sheet = book['待确认']
sheet.cell(3, 6).value = '七十岁起'
book.save('b.xlsx')
"#;
    python(root, change, &[]);
    without_procedures(root);
    let back = run(root, &["import", "b.xlsx"]);
    let said = stderr(&back);
    assert!(back.status.success(), "{said}");
    for words in [
        "「承诺时限」原来是「以窗口答复为准」，表里是「15个工作日」，照表里的改了",
        "「办理流程」照表里的改了：第 2 行原来是「初核、登记（社区，在社区窗口，或入户）」，现在是「初核、登记、公示（社区工作人员，在社区窗口，或入户）」；第 4 行",
        "没印在总表上的（详情、画面）照旧",
        "「所需材料」照表里的改了：多了「老人照片（交原件2份）」",
        "「类别」原来是「民生福利」，表里是「居务议事」，没有照改：类别看编号的第一位",
        "待确认 第 3 行 有答复，没有替您改",
        "导入了 2 件事项，0 行没有做。状态和核验照原来的。",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let file = walk(&root.join("content/procedures"))
        .into_iter()
        .find(|p| p.file_name().unwrap().to_string_lossy().starts_with("402"))
        .unwrap();
    let text = fs::read_to_string(file).unwrap();
    for words in [
        "承诺: \"15个工作日\"",
        "做什么: \"初核、登记、公示\"",
        "谁: \"社区工作人员\"",
        "名称: \"老人照片\"",
        "原件: \"收2份\"",
        "谁: \"老人本人\"",
        // What no column shows is as it was, also of the steps.
        "- \"爷爷 坐 微笑\"",
        "有效期: \"多久认证一次、哪天发放，先问清\"",
        "## 常见问题",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    // Into a community that has them: nothing is touched, what differs is told.
    let before = contents(&root.join("content"));
    let again = run(root, &["import", "a.xlsx"]);
    let said = stderr(&again);
    assert!(said.contains("已经有这件事项了（401），文件没有动"), "{said}");
    assert!(contents(&root.join("content")) == before);
}

/// A workbook that somebody tampered with: nothing is read as more than a text, nothing is lost without a word.
#[test]
fn a_sheet_of_fields_that_was_tampered_with_is_told() {
    if !have_readers() {
        return;
    }
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    export(root, &["a.xlsx"]);
    let change = r#"
import openpyxl
book = openpyxl.load_workbook('a.xlsx')
sheet = book['导回用']
n = sheet.max_row
for i, path in enumerate(['材料: [x]\n编号', '/'.join(['a'] * 5000), '乱写/1', '正文/一']):
    sheet.cell(n + 1 + i, 1).value = '401'
    sheet.cell(n + 1 + i, 2).value = path
    sheet.cell(n + 1 + i, 3).value = '字'
book['材料'].cell(3, 9).value = '要两张'
book.save('b.xlsx')
"#;
    python(root, change, &[]);
    without_procedures(root);
    let before = contents(&root.join("content"));
    let back = run(root, &["import", "b.xlsx"]);
    let said = stderr(&back);
    assert_eq!(back.status.code(), Some(1), "{said}");
    for words in [
        "「导回用」里有 2 行不像小微写的，没有读",
        "「材料」这张表里 401 改过，没有读：材料改在总表的「所需材料」一栏",
        "事项没有「乱写」这一栏，没有做",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(contents(&root.join("content")) == before);
}

/// Nothing that a text begins with makes it a formula, and no sign breaks the file.
#[test]
fn no_text_becomes_a_formula() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    let file = walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let at = text.find("受理条件:").unwrap();
    let conditions = "受理条件: [\"=1+1\", \"@SUM(A1)\", \"+86\", \"-1 ]]> & <b>\"]\n旧";
    let (before, behind) = text.split_at(at);
    let rest = behind.split_once('\n').unwrap().1;
    let rest: Vec<&str> = rest.lines().skip_while(|l| l.starts_with("  - ")).collect();
    let text = format!("{before}{}{}\n", conditions.trim_end_matches('旧'), rest.join("\n"));
    fs::write(&file, text).unwrap();
    export(root, &["a.xlsx"]);
    let rows = fields(&root.join("a.xlsx"));
    let of = |path: &str| rows.iter().find(|row| row[1] == path).unwrap()[2].clone();
    assert_eq!(of("受理条件/1"), "=1+1");
    assert_eq!(of("受理条件/4"), "-1 ]]> & <b>");
    export(root, &["401", "--format", "docx", "--out", "a.docx"]);
    if have_readers() {
        let kinds = "import openpyxl\nfor s in openpyxl.load_workbook('a.xlsx'):\n  for r in s.iter_rows():\n    for c in r:\n      assert c.data_type in 'sn', (s.title, c.coordinate, c.value)\n      assert c.value is None or isinstance(c.value, str)\nimport docx\ndocx.Document('a.docx')";
        python(root, kinds, &[]);
    }
}

/// The same content gives the same bytes, wherever and whenever.
#[test]
fn the_same_content_gives_the_same_files() {
    let dir = with_procedures(&["401", "402"]);
    let root = dir.path();
    for (one, two, more) in [("1.xlsx", "2.xlsx", &[][..]), ("1.docx", "2.docx", &["--all"])] {
        for name in [one, two] {
            let mut all = more.to_vec();
            all.push(name);
            export(root, &all);
        }
        assert!(fs::read(root.join(one)).unwrap() == fs::read(root.join(two)).unwrap(), "{one}");
    }
}

/// The Word file as python-docx reads it: styles, tables, pictures, fonts.
#[test]
fn a_guide_has_real_styles() {
    if !have_readers() {
        return;
    }
    let dir = with_our_content();
    let root = dir.path();
    let said = export(root, &["402", "--format", "docx"]);
    assert!(said.starts_with("写好了：402-高龄补贴.docx\n"), "{said}");
    let look = r#"
import docx, sys
d = docx.Document('402-高龄补贴.docx')
print([p.text for p in d.paragraphs if p.style.name == 'Heading 1'])
print([p.text for p in d.paragraphs if p.style.name == 'Heading 2'])
print([[c.text for c in r.cells] for r in d.tables[1].rows][:2])
print(len(d.inline_shapes), d.inline_shapes[0].width.mm > 70)
print(d.styles['Heading 1'].element.rPr.rFonts.get('{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia'))
print(round(d.sections[0].page_width.mm), round(d.sections[0].page_height.mm), d.sections[0].header.paragraphs[0].text)
print(d.core_properties.created)
print([p.text for p in d.paragraphs if p.style.name == '样张'])
"#;
    let seen = python(root, look, &[]);
    let wanted = "['高龄补贴（津贴）申请与审核认证']\n['要带的材料', '办理流程', '碰到这些情况', '容易弄错的', '不归社区办的', '常见问题', '按什么规定办', '不清楚，问我们']\n[['序号', '材料', '原件、复印件', '哪里拿', '说明'], ['1', '身份证', '原件看一下，复印件（份数问窗口）', '本人', '']]\n7 True\n黑体\n210 297 幸福街道阳光社区　402 高龄补贴　样张 · 未经核验\n2026-11-21 00:00:00\n['样张 · 未经核验：内容还没有核对过，以窗口答复为准']\n";
    assert_eq!(seen, wanted);
}

/// `LibreOffice` opens both and prints them: pages, and words on them.
#[test]
fn an_office_suite_opens_and_prints_them() {
    if !have("soffice") || !have("pdftotext") {
        return;
    }
    let dir = with_our_content();
    let root = dir.path();
    export(root, &["清单.xlsx"]);
    export(root, &["401", "--format", "docx", "--out", "401.docx"]);
    // A profile of its own: another run must not be in the way.
    let profile = format!("-env:UserInstallation=file://{}", root.join("profile").display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "清单.xlsx", "401.docx"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for (pdf, pages, words) in [
        (
            "清单.pdf",
            4..40,
            &["幸福街道阳光社区小微权力清单总表", "承诺时限", "样张", "导回来一个字不差"][..],
        ),
        ("401.pdf", 2..8, &["老年证", "要带的材料", "手机扫一扫", "未经核验", "第 1 页"]),
    ] {
        let text = Command::new("pdftotext").args(["-layout", pdf, "-"]).current_dir(root).output();
        let text = String::from_utf8(text.unwrap().stdout).unwrap();
        let count = text.matches('\u{c}').count();
        assert!(pages.contains(&count), "{pdf}: {count} pages");
        let bare: String = text.chars().filter(|c| *c != ' ').collect();
        for word in words {
            assert!(bare.contains(&word.replace(' ', "")), "{pdf} without {word}");
        }
    }
}

/// What cannot be done is said with what to do, and nothing is written.
#[test]
fn what_cannot_be_done_is_told() {
    let dir = with_procedures(&["401", "402"]);
    let root = dir.path();
    fs::write(root.join("有了.xlsx"), "x").unwrap();
    fs::create_dir(root.join("夹.xlsx")).unwrap();
    let before = contents(root);
    for (arguments, code, words) in [
        (&["清单.xls"][..], 2, "写成 .xlsx（Excel、WPS 都打得开），如 清单.xlsx"),
        (&["401", "--out", "a.doc"], 2, "写成 .docx（Word、WPS 都打得开）"),
        (&["清单.csv"], 2, "只写 .xlsx 和 .docx"),
        (&["有了.xlsx"], 2, "已经有 有了.xlsx 了，没有动它；换一个名字，或加 --force 盖过去"),
        (&["没有/清单.xlsx"], 2, "没有「没有」这个文件夹；先建好它，或换一个地方"),
        (&["夹.xlsx"], 2, "夹.xlsx 是文件夹；在后面加上文件的名字"),
        (&[], 2, "要哪一样？整张清单：xiaowei export 清单.xlsx"),
        (
            &["409", "--format", "docx"],
            2,
            "没有编号为「409」的事项；相近的有：401 老年证、402 高龄补贴",
        ),
        (&["高龄", "--format", "docx"], 2, "没有编号为「高龄」的事项；相近的有：402 高龄补贴"),
        (&["999", "--format", "docx"], 2, "没有编号为「999」的事项；xiaowei report 列着全部编号"),
        (&["指南.docx"], 2, "要哪一件？编号写在前面，文件名用 --out"),
    ] {
        let mut all = vec!["export"];
        all.extend(arguments);
        let done = run(root, &all);
        let said = stderr(&done);
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(contents(root) == before, "{arguments:?} wrote something");
    }
    export(root, &["有了.xlsx", "--force"]);
    // Mistakes in the content are told as `build` tells them.
    let file = walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap().replace("状态: 草稿", "状态: 草搞");
    fs::write(&file, text).unwrap();
    for arguments in [&["export", "b.xlsx"][..], &["export", "402", "--format", "docx"]] {
        let done = run(root, arguments);
        assert_eq!(done.status.code(), Some(1));
        assert!(stderr(&done).contains("错误[E106]"), "{}", stderr(&done));
        assert!(!root.join("b.xlsx").exists() && !root.join("402-高龄补贴.docx").exists());
    }
}
