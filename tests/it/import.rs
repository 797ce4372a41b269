//! Tables of every kind through `import`: nothing of them is lost or twisted without a word.
//!
//! Workbooks and Word files are built here from their few parts, so that each test shows what is in them.

use crate::common::contents;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn community() -> (tempfile::TempDir, PathBuf) {
    let dir = fresh();
    let done = run(dir.path(), &["init", "me", "--name", "阳光社区", "--phone", "0000-1234 5678"]);
    assert!(done.status.success(), "{}", stderr(&done));
    let root = dir.path().join("me");
    (dir, root)
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook: sheets by name, state and the inside of `worksheet`; formats by number.
fn workbook(sheets: &[(&str, &str, &str)], formats: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut targets, mut parts) = (String::new(), String::new(), Vec::new());
    for (i, (name, state, inside)) in sheets.iter().enumerate() {
        let n = i + 1;
        list +=
            &format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"rId{n}\"/>");
        targets += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{main}\" xmlns:r=\"{office}\">{inside}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
        parts.push((
            format!("xl/worksheets/_rels/sheet{n}.xml.rels"),
            format!("<Relationships xmlns=\"{links}\"><Relationship Id=\"rId1\" Type=\"{office}/hyperlink\" Target=\"https://xiaowei.example/y\" TargetMode=\"External\"/></Relationships>"),
        ));
    }
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(i, f)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{f}\"/>", 200 + i))
        .collect();
    let xfs: String =
        (0..formats.len()).map(|i| format!("<xf numFmtId=\"{}\"/>", 200 + i)).collect();
    parts.extend([
        (
            "_rels/.rels".into(),
            format!("<Relationships xmlns=\"{links}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml".into(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".into(),
            format!("<Relationships xmlns=\"{links}\">{targets}</Relationships>"),
        ),
        (
            "xl/styles.xml".into(),
            format!("<styleSheet xmlns=\"{main}\"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{xfs}</cellXfs></styleSheet>"),
        ),
    ]);
    let parts: Vec<(&str, &str)> = parts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    package(&parts)
}

/// Rows of a sheet; a cell that begins with `=` is a number under the format of that index: `=1:15`.
fn rows(table: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (row, cells) in table.iter().enumerate() {
        out += &format!("<row r=\"{}\">", row + 1);
        for (column, text) in (b'A'..).zip(*cells) {
            let at = format!("{}{}", char::from(column), row + 1);
            out += &match text.strip_prefix('=').and_then(|t| t.split_once(':')) {
                Some((style, number)) => format!("<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>"),
                None if text.is_empty() => String::new(),
                None => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            };
        }
        out += "</row>";
    }
    out + "</sheetData>"
}

/// A Word file around the inside of its body.
fn word(body: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text)])
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

/// Imports bytes under a name: exit status, what was said, and all that now stands in new files.
fn import(name: &str, bytes: &[u8]) -> (Option<i32>, String, String) {
    let (dir, root) = community();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let before = contents(&root);
    let done = run(&root, &["import", path.to_str().unwrap(), "--类别", "4"]);
    let said = stderr(&done);
    if !done.status.success() {
        assert!(contents(&root) == before, "{name}: nothing is written\n{said}");
    }
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    assert!(!said.contains("panicked"), "{said}");
    if done.status.success() {
        let check = run(&root, &["check"]);
        assert!(check.status.success(), "{name}: {}", stderr(&check));
    }
    (done.status.code(), said, new_files(&root))
}

fn new_files(root: &Path) -> String {
    let all = crate::common::walk(&root.join("content/procedures"));
    let texts = all.iter().map(|p| fs::read_to_string(p).unwrap());
    texts.filter(|t| t.starts_with("# 由表格导入")).collect()
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word}\n{text}");
    }
}

const HEAD: &[&str] = &["事项名称", "所需材料", "办理流程", "承诺时限"];

#[test]
fn what_is_hidden_is_named_and_not_read() {
    let old = rows(&[HEAD, &["门禁卡", "身份证", "申请→核对→办结", "30个工作日"]]);
    let new = rows(&[
        HEAD,
        &["门禁卡", "身份证", "申请→核对→办结", "2个工作日"],
        &["旧事项", "照片", "登记", "9日"],
    ]);
    let new = new.replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    for state in ["hidden", "veryHidden"] {
        let book = workbook(&[("去年", state, &old), ("今年", "visible", &new)], &[]);
        let (code, said, files) = import("a.xlsx", &book);
        assert_eq!(code, Some(0), "{said}");
        has(&said, &["表「去年」是隐藏的，没有读", "旧事项", "导入了 1 件事项"]);
        has(&files, &["承诺: 2个工作日"]);
        assert!(!files.contains("旧事项") && !files.contains("30个工作日"));
    }
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let head = &["事项名称", "所需材料", "承诺时限", "收费", "开始日期", "比例"];
    let formats = ["0\"个工作日\"", "0.00\"元\"", "yyyy\"年\"m\"月\"d\"日\"", "0.0%"];
    let formats = formats.map(|f| f.replace('"', "&quot;"));
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    let sheet = rows(&[head, &["门禁卡", "身份证", "=1:15", "=2:2.5", "=3:46086", "=4:0.075"]]);
    let (_, said, files) = import("a.xlsx", &workbook(&[("表", "visible", &sheet)], &formats));
    has(&said, &["「开始日期」这一栏不认得", "「比例」这一栏不认得"]);
    has(
        &files,
        &["承诺: 15个工作日", "收费: 2.50元", "「开始日期」：2026年3月5日", "「比例」：7.5%"],
    );
}

/// Programs that work nothing out leave the value away, close it at once, or leave it empty.
#[test]
fn formulas_that_nobody_worked_out_are_told() {
    let sheet = rows(&[HEAD, &["门禁卡", "身份证", "申请→核对→办结", "当场"]]);
    let empty = ["", "<v/>", "<v></v>"];
    for value in empty {
        let cell = format!("<c r=\"E2\"><f>A2&amp;B2</f>{value}</c></row></sheetData>");
        let sheet = sheet.replace("</row></sheetData>", &cell);
        let (_, said, _) = import("a.xlsx", &workbook(&[("表", "visible", &sheet)], &[]));
        has(&said, &["表「表」的 E2 是公式，文件里没有算好的值"]);
    }
}

#[test]
fn breaks_inside_a_name_are_told() {
    let csv = "事项名称,所需材料,办理流程,主管部门\n\"门禁卡\n补办\",身份证,申请→核对→办结,\"民政局\n街道办\"\n";
    let (_, said, files) = import("a.csv", csv.as_bytes());
    has(&files, &["事项名称: \"门禁卡补办\"", "谁说了算: \"民政局 街道办\""]);
    has(
        &said,
        &["名称的格子里有换行，接成了「门禁卡补办」", "「谁说了算」的格子里有换行，写成了空格"],
    );
}

#[test]
fn numbers_that_are_meant_stay() {
    let csv = "事项名称,受理条件,所需材料,办理流程\n一、二级残疾补贴,\"3、4号楼居民\",\"身份证；一、二级残疾证、户口簿（首页、本人页）\",\"1.申请\n2.审核\n3.发放\"\n";
    let (_, _, files) = import("a.csv", csv.as_bytes());
    has(&files, &["事项名称: \"一、二级残疾补贴\"", "- \"3、4号楼居民\"", "做什么: \"审核\""]);
    has(&files, &["\"身份证\""]);
    assert!(files.contains("一、二级残疾证"), "{files}");
}

#[test]
fn word_cells_stay_under_their_headings() {
    let head: String = HEAD.iter().map(|t| cell("", t)).collect();
    let wide = [cell("", "甲"), cell("<w:gridSpan w:val=\"2\"/>", "身份证"), cell("", "5个工作日")]
        .concat();
    let late = [cell("", "照片"), cell("", "登记"), cell("", "6个工作日")].concat();
    let boxed = format!(
        "{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        cell("", "乙"),
        cell("", "户口簿"),
        cell("", "申请→审核→发证") + &cell("", "7日")
    );
    let body = format!(
        "<w:tbl><w:tr>{head}</w:tr><w:tr>{wide}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{late}</w:tr><w:sdt><w:sdtContent><w:tr>{boxed}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    );
    let (_, said, files) = import("a.docx", &word(&body));
    has(&files, &["承诺: 5个工作日", "承诺: 7日", "\"户口簿\"", "做什么: \"审核\""]);
    has(
        &said,
        &[
            "没有做：第3行第2列「照片」、第3行第3列「登记」、第3行第4列「6个工作日」",
            "「办理流程」和「所需材料」合并成一格",
        ],
    );
}

/// Word makes an arrow of `-->`, in a font of symbols; and a line through a text says that it no longer holds.
#[test]
fn symbols_and_struck_texts_are_told() {
    let head: String = HEAD.iter().map(|t| cell("", t)).collect();
    let sign =
        |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let steps = [
        run("申请"),
        sign("Wingdings", "F0E0"),
        run("审核"),
        sign("Wingdings", "F0E8"),
        run("公示"),
        sign("Symbol", "F0AE"),
        run("发放"),
        sign("Wingdings", "F04A"),
    ]
    .concat();
    let struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>户口簿</w:t></w:r>";
    let kept = "<w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>身份证</w:t></w:r>";
    let row = [
        cell("", "甲"),
        format!("<w:tc><w:p>{kept}</w:p><w:p>{struck}</w:p></w:tc>"),
        format!("<w:tc><w:p>{steps}</w:p></w:tc>"),
        cell("", "5个工作日"),
    ]
    .concat();
    let body = format!("<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>");
    let (_, said, files) = import("a.docx", &word(&body));
    has(&files, &["做什么: \"申请\"", "做什么: \"公示\"", "做什么: \"发放\"", "\"身份证\""]);
    assert!(!files.contains("户口簿"), "{files}");
    has(&said, &["画了删除线的字没有抄：「户口簿」", "1 个符号", "发放"]);
}

#[test]
fn headings_that_say_more_are_other_things() {
    let csv = "事项名称,所需材料,材料份数,材料来源,办理流程,运行流程图,承诺时限,时限说明,编号,\n老年卡,身份证；户口簿,复印件2份,派出所,申请、受理、审核、发证,见附图,15个工作日,从齐全起算,405,孤儿\n";
    let (_, said, files) = import("a.csv", csv.as_bytes());
    has(&said, &["材料（2 样）、步骤（4 步）、承诺时限", "第 10 列，没有表头"]);
    has(
        &files,
        &[
            "「材料份数」：复印件2份",
            "「材料来源」：派出所",
            "「运行流程图」：见附图",
            "「时限说明」：从齐全起算",
            "编号: \"405\"",
            "孤儿",
        ],
    );
}

#[test]
fn csv_separators_are_found_beyond_the_first_line() {
    for text in [
        "阳光社区一览表\n事项名称,所需材料,办理流程,承诺时限\n老年卡,身份证,登记,5日\n",
        "事项名称,所需材料（原件;复印件;照片;其他）,办理流程,承诺时限\n老年卡,身份证,登记,5日\n",
    ] {
        let (code, said, files) = import("a.csv", text.as_bytes());
        assert_eq!(code, Some(0), "{said}");
        has(&files, &["承诺: 5日"]);
    }
}

#[test]
fn links_behind_cells_are_told() {
    let sheet = rows(&[HEAD, &["救助", "身份证（样本点此）", "申请", "5日"]]);
    let links = "<hyperlinks><hyperlink ref=\"B2\" r:id=\"rId1\"/></hyperlinks>";
    let book = workbook(&[("表", "visible", &format!("{sheet}{links}"))], &[]);
    let (_, said, _) = import("a.xlsx", &book);
    has(&said, &["链接没有抄：「身份证（样本点此）」→ https://xiaowei.example/y"]);
}

#[test]
fn an_item_over_several_rows_and_forms() {
    let merged = "<mergeCells><mergeCell ref=\"A2:A4\"/></mergeCells>";
    let sheet = rows(&[
        HEAD,
        &["救助", "身份证", "申请", "5日"],
        &["", "户口簿", "初审", ""],
        &["", "收入证明", "公示", ""],
    ]);
    for merges in [merged, ""] {
        let book = workbook(&[("表", "visible", &format!("{sheet}{merges}"))], &[]);
        let (_, said, files) = import("a.xlsx", &book);
        has(&said, &["材料（3 样）、步骤（3 步）"]);
        has(&files, &["户口簿", "收入证明", "公示"]);
    }
    let form = rows(&[
        &["办事指南"],
        &["事项名称", "救助"],
        &["所需材料", "身份证"],
        &["承诺时限", "5日"],
        &["备注", "带原件"],
    ]);
    let (_, _, files) = import("a.xlsx", &workbook(&[("表", "visible", &form)], &[]));
    has(&files, &["事项名称: \"救助\"", "承诺: 5日", "「备注」：带原件"]);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let locked: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain(vec![0; 600])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let sheet = rows(&[HEAD, &["救助", "身份证", "申请", "5日"]]);
    let book = workbook(&[("表", "visible", &sheet)], &[]);
    for (name, bytes, words) in [
        ("a.xlsx", &b""[..], "是空的（0 字节）"),
        ("a.xlsx", &locked, "设了密码"),
        ("a.xlsx", b"<html><table></table></html>", "其实是网页"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xlsx", &book[..book.len() / 2], "坏了"),
    ] {
        let (code, said, _) = import(name, bytes);
        assert_eq!(code, Some(2), "{said}");
        has(&said, &[words]);
    }
    // The bytes tell, not the name.
    assert_eq!(import("a.docx", &book).0, Some(0));
    // Nothing made is no success.
    let (code, said, _) = import("a.csv", "事项名称,所需材料,办理流程\n,身份证,\n".as_bytes());
    assert_eq!(code, Some(1), "{said}");
    has(&said, &["没有做：B2「身份证」"]);
}

#[test]
fn what_a_table_says_of_itself_is_not_believed() {
    let far = "<sheetData><row r=\"1\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>远</t></is></c></row></sheetData>";
    let deep = "<x>".repeat(5_000);
    let bomb = format!("<sheetData><!--{}--></sheetData>", " ".repeat(40 << 20));
    for (inside, words) in [(far, "列"), (deep.as_str(), "层"), (bomb.as_str(), "MB")] {
        let (code, said, _) = import("a.xlsx", &workbook(&[("表", "visible", inside)], &[]));
        assert_eq!(code, Some(2), "{said}");
        has(&said, &["没有读", words]);
    }
    let wide = cell("<w:gridSpan w:val=\"4000000000\"/>", "宽");
    let (code, said, _) = import("a.docx", &word(&format!("<w:tbl><w:tr>{wide}</w:tr></w:tbl>")));
    assert_eq!(code, Some(2), "{said}");
    has(&said, &["太大"]);
}

#[test]
fn what_check_would_refuse_is_not_written() {
    let csv = "事项名称,一句话,所需材料,办理流程,备注\n老\u{200b}年卡,打13800138000,身份\u{7}证,登记,\u{1b}[31m红\n";
    let (code, said, files) = import("a\u{1b}[31m.csv", csv.as_bytes());
    assert_eq!(code, Some(0), "{said}");
    has(&files, &["事项名称: \"老年卡\"", "一句话: \"老年卡\"", "\"身份证\""]);
    assert!(!files.chars().any(|c| c.is_control() && c != '\n'));
    has(&said, &["没有写进栏目"]);
}
