//! A Word file → its tables, and one more table of what stands outside of them.
//!
//! Start at [`document`]. A cell lies where the grid says (ECMA-376 part 1, 17.4): cells may span columns,
//! rows may begin late, and both may lie inside content controls. What Word does not show (hidden and
//! deleted text, the second writing of a drawing) is not read.

use super::bounds;
use super::table::Grid;
use super::table::Merge;
use super::table::Table;
use anyhow::Result;
use roxmltree::Document;
use roxmltree::Node;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;

/// Columns of the widest table, and cells of all.
const MAX_COLUMNS: u32 = 200;
const MAX_CELLS: usize = 100_000;
/// What the table of lines outside of tables is called.
pub(super) const LINES: &str = "表格外的文字";

fn broken() -> anyhow::Error {
    anyhow::anyhow!("不是能读的 Word 文件；在 Word、WPS 里打开它，另存为 .docx 再导入")
}

/// Reads a docx file that [`bounds`] has let through. The last table holds the lines outside of tables.
///
/// # Errors
/// It is broken, or larger than it may be.
pub(super) fn document(bytes: &[u8]) -> Result<Vec<Table>> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let name =
        package.file_names().flatten().find(|n| bounds::is_word_document(n)).map(String::from);
    let mut xml = String::new();
    {
        let mut part = package.by_name(&name.ok_or_else(broken)?).map_err(|_| broken())?;
        part.read_to_string(&mut xml).map_err(|_| broken())?;
    }
    let parsed = Document::parse(&xml).map_err(|_| broken())?;
    let (mut tables, mut lines, mut cells) = (Vec::new(), BTreeMap::new(), 0);
    let mut parts = Vec::new();
    blocks(parsed.root_element(), &mut parts);
    for part in parts {
        if is(part, "tbl") {
            tables.push(table(part, tables.len() + 1, &mut cells)?);
            continue;
        }
        for line in text_of(part).lines().filter(|l| !l.trim().is_empty()) {
            let at = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            lines.insert((at, 0), line.trim().to_string());
        }
    }
    let mut around = Table::of(LINES.into(), lines, &[])?.named_by(Grid::Lines);
    around.notes = left_out(parsed.root_element());
    around.notes.extend(other_parts(&mut package));
    tables.push(around);
    Ok(tables)
}

/// What stands in the margins: heads and feet of pages, notes, remarks. Each is told once.
fn other_parts(package: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let names: Vec<String> = package.file_names().flatten().map(String::from).collect();
    let mut notes = Vec::new();
    for (start, what) in [
        ("word/header", "页眉"),
        ("word/footer", "页脚"),
        ("word/footnotes", "脚注"),
        ("word/endnotes", "尾注"),
        ("word/comments.", "批注"),
    ] {
        let mut texts: Vec<String> = Vec::new();
        for name in names.iter().filter(|n| n.starts_with(start) && n.ends_with(".xml")) {
            let mut xml = String::new();
            let read = package.by_name(name).ok().and_then(|mut p| p.read_to_string(&mut xml).ok());
            let Some(parsed) = read.and_then(|_| Document::parse(&xml).ok()) else { continue };
            let text = super::pieces::one_line(&text_of(parsed.root_element()));
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            notes.push(format!("{what}没有抄：「{}」", super::pieces::short(&texts.join("｜"))));
        }
    }
    notes
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

/// What is not shown.
fn is_unseen(node: Node<'_, '_>) -> bool {
    let hidden_run = || {
        let marks = node.children().filter(|n| is(*n, "rPr")).flat_map(|n| n.children());
        marks.filter(|n| is(*n, "vanish")).any(|n| is_on(n))
    };
    match node.tag_name().name() {
        "del" | "moveFrom" | "Fallback" | "delText" | "instrText" | "rt" | "sectPr" | "pPr" => true,
        "r" => hidden_run() || is_struck(node),
        _ => false,
    }
}

/// Text with a line through it: no longer meant, and told ([`left_out`]).
fn is_struck(run: Node<'_, '_>) -> bool {
    let marks = run.children().filter(|n| is(*n, "rPr")).flat_map(|n| n.children());
    marks.filter(|n| is(*n, "strike") || is(*n, "dstrike")).any(is_on)
}

/// What a symbol of a font of symbols shows: Word makes them of `-->` and `<--`. `None` for what is no arrow.
fn arrow(symbol: Node<'_, '_>) -> Option<&'static str> {
    let attribute = |name| symbol.attributes().find(|a| a.name() == name).map(|a| a.value());
    let font = attribute("font")?.to_lowercase();
    // Fonts of symbols hold their signs from F000 on, too.
    let code = u32::from_str_radix(attribute("char")?, 16).ok()? & 0xFF;
    match (font.as_str(), code) {
        ("wingdings", 0xE0 | 0xE8 | 0xF0) | ("symbol", 0xAE | 0xDE) => Some("→"),
        ("wingdings", 0xDF | 0xE7 | 0xEF) | ("symbol", 0xAC | 0xDC) => Some("←"),
        ("wingdings", 0xE1 | 0xE9 | 0xF1) | ("symbol", 0xAD) => Some("↑"),
        ("wingdings", 0xE2 | 0xEA | 0xF2) | ("symbol", 0xAF) => Some("↓"),
        _ => None,
    }
}

/// Sentences about what stands in the document and was not taken over.
fn left_out(root: Node<'_, '_>) -> Vec<String> {
    let mut notes = Vec::new();
    let seen = |n: &Node<'_, '_>| {
        n.ancestors().skip(1).all(|above| is(above, "r") && is_struck(above) || !is_unseen(above))
    };
    let runs = root.descendants().filter(|n| is(*n, "r") && is_struck(*n)).filter(seen);
    let struck: Vec<String> = runs
        .map(|run| run.descendants().filter(|n| is(*n, "t")).filter_map(|n| n.text()).collect())
        .filter(|text: &String| !text.trim().is_empty())
        .collect();
    if !struck.is_empty() {
        let shown = super::pieces::short(&struck.join("｜"));
        notes.push(format!("画了删除线的字没有抄：「{shown}」；还要用就去掉删除线再导入"));
    }
    let hidden = root.descendants().filter(|n| is(*n, "r") && is_unseen(*n) && !is_struck(*n));
    let hidden: Vec<String> = hidden
        .filter(|run| run.ancestors().skip(1).all(|above| !is_unseen(above)))
        .map(|run| run.descendants().filter(|n| is(*n, "t")).filter_map(|n| n.text()).collect())
        .filter(|text: &String| !text.trim().is_empty())
        .collect();
    if !hidden.is_empty() {
        let shown = super::pieces::short(&hidden.join("｜"));
        notes.push(format!("隐藏的字没有抄：「{shown}」；要导入就先取消隐藏"));
    }
    let symbols = root.descendants().filter(|n| is(*n, "sym") && arrow(*n).is_none());
    let near: Vec<String> = symbols.filter(seen).map(beside).collect();
    if !near.is_empty() {
        let shown: Vec<&str> = near.iter().take(6).map(String::as_str).collect();
        notes.push(format!(
            "{} 个符号（Wingdings 这样的字体里的）没有抄，在「{}」旁边；在 Word 里换成普通的字再导入",
            near.len(),
            shown.join("」「")
        ));
    }
    notes
}

/// The text of the paragraph in which something stands, shortened.
fn beside(node: Node<'_, '_>) -> String {
    let paragraph = node.ancestors().find(|n| is(*n, "p"));
    paragraph.map_or(String::new(), |p| super::pieces::short(text_of(p).trim()))
}

fn is_on(mark: Node<'_, '_>) -> bool {
    !value(mark).is_some_and(|v| matches!(v, "0" | "false" | "off"))
}

/// Tables and paragraphs below a node, outermost first; wrappers of any name are looked through.
fn blocks<'a, 'd>(node: Node<'a, 'd>, out: &mut Vec<Node<'a, 'd>>) {
    for child in node.children().filter(|n| n.is_element() && !is_unseen(*n)) {
        if is(child, "tbl") || is(child, "p") {
            out.push(child);
        } else {
            blocks(child, out);
        }
    }
}

/// Nodes of a name below another, not inside one of the same name or a table within.
fn below<'a, 'd>(node: Node<'a, 'd>, name: &str, out: &mut Vec<Node<'a, 'd>>) {
    for child in node.children().filter(|n| n.is_element() && !is_unseen(*n)) {
        if is(child, name) {
            out.push(child);
        } else if !is(child, "tbl") && !is(child, "p") {
            below(child, name, out);
        }
    }
}

/// The `w:val` of a property.
fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == "val").map(|a| a.value())
}

/// A property of a row or cell.
fn property<'a, 'd>(node: Node<'a, 'd>, group: &str, name: &str) -> Option<Node<'a, 'd>> {
    let groups = node.children().filter(|n| is(*n, group));
    groups.flat_map(|n| n.children()).find(|n| is(*n, name))
}

/// How many columns a property says.
fn columns(node: Node<'_, '_>, group: &str, name: &str) -> Option<u32> {
    property(node, group, name).and_then(value).and_then(|v| v.parse().ok())
}

fn table(node: Node<'_, '_>, number: usize, count: &mut usize) -> Result<Table> {
    let name = format!("表格 {number}");
    let (mut cells, mut merges): (BTreeMap<(u32, u32), String>, Vec<Merge>) = Default::default();
    // Cells that go on downward, by their first column: an index of `merges`.
    let mut open: BTreeMap<u32, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    below(node, "tr", &mut rows);
    let rows = rows.into_iter().filter(|r| property(*r, "trPr", "del").is_none());
    for (row, node) in (0_u32..).zip(rows) {
        let mut column = columns(node, "trPr", "gridBefore").unwrap_or(0);
        let mut still_open = BTreeMap::new();
        let mut parts = Vec::new();
        below(node, "tc", &mut parts);
        let mut before: Option<usize> = None;
        for cell in parts {
            let span = columns(cell, "tcPr", "gridSpan").unwrap_or(1).max(1);
            *count += 1;
            if column.saturating_add(span) > MAX_COLUMNS || *count > MAX_CELLS {
                anyhow::bail!(
                    "{name}太大（最多 {MAX_COLUMNS} 列、{MAX_CELLS} 格）；分成几个表再导入"
                );
            }
            let goes_on = |name| {
                let mark = property(cell, "tcPr", name)?;
                Some(value(mark).is_none_or(|v| v == "continue"))
            };
            let merge = ((row, column), (row, column + span - 1));
            let (down, across) = (goes_on("vMerge"), goes_on("hMerge"));
            if let (Some(true), Some(left)) = (across, before) {
                // The way of old files: each column has its cell, and says that it goes on.
                merges[left].1.1 = column + span - 1;
            } else if let (Some(true), Some(above)) = (down, open.get(&column)) {
                merges[*above].1.0 = row;
                still_open.insert(column, *above);
                before = None;
            } else {
                merges.push(merge);
                before = Some(merges.len() - 1);
                if down == Some(false) {
                    still_open.insert(column, merges.len() - 1);
                }
                cells.insert((row, column), cell_text(cell));
            }
            column += span;
        }
        open = still_open;
    }
    merges.retain(|(first, last)| first != last);
    Ok(Table::of(name, cells, &merges)?.named_by(Grid::Word))
}

/// Paragraphs of a cell as lines; a table inside it as one line for each of its rows.
fn cell_text(cell: Node<'_, '_>) -> String {
    let mut parts = Vec::new();
    blocks(cell, &mut parts);
    let lines: Vec<String> = parts
        .into_iter()
        .map(|part| if is(part, "tbl") { inner_table(part) } else { text_of(part) })
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

/// 「评残表（份数：2）」: the first cell, and the others with what the first row calls them.
fn inner_table(node: Node<'_, '_>) -> String {
    let mut rows = Vec::new();
    below(node, "tr", &mut rows);
    let texts: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            let mut parts = Vec::new();
            below(row, "tc", &mut parts);
            let cells = parts.into_iter().map(cell_text);
            cells.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        })
        .collect();
    let Some((head, rest)) = texts.split_first() else { return String::new() };
    let names =
        |cell: &String| cell.contains("名称") || ["材料", "步骤", "事项"].contains(&cell.as_str());
    let is_head = !rest.is_empty() && head.first().is_some_and(names);
    let line = |row: &Vec<String>| {
        if !is_head {
            return row.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        }
        let others = row.iter().zip(head).skip(1).filter(|(text, _)| !text.is_empty());
        let others: Vec<String> = others.map(|(text, name)| format!("{name}：{text}")).collect();
        let first = row.first().cloned().unwrap_or_default();
        if others.is_empty() { first } else { format!("{first}（{}）", others.join("，")) }
    };
    let lines = if is_head { rest } else { &texts[..] };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text of a paragraph as it is shown.
fn text_of(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    add_text(node, &mut out);
    out
}

fn add_text(node: Node<'_, '_>, out: &mut String) {
    for child in node.children().filter(|n| n.is_element() && !is_unseen(*n)) {
        match child.tag_name().name() {
            "sym" => out.push_str(arrow(child).unwrap_or_default()),
            "t" => out.push_str(child.text().unwrap_or("")),
            "br" | "cr" => out.push('\n'),
            "tab" => out.push(' '),
            "noBreakHyphen" => out.push('-'),
            // A box with text of its own, or a table in one.
            "p" => {
                out.push('\n');
                add_text(child, out);
            }
            "tbl" => {
                out.push('\n');
                out.push_str(&inner_table(child));
            }
            _ => add_text(child, out),
        }
    }
}
