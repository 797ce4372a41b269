//! Codes of three digits → the same codes with a nought more behind the category, in all files of a community.
//!
//! Start at [`widen_codes`]. The old code stays as 「曾用编号」, so that a code on a wall leads where it led. Every place
//! that names a matter by its code changes with it; what comes of it is read again and checked, and where that finds
//! anything wrong that was not wrong before, every file is as it was.

use crate::content::Content;
use crate::content::read_content;
use crate::diag::FileId;
use crate::diag::Severity;
use crate::diag::Span;
use crate::load::encoded_like;
use crate::model::Catalog;
use crate::model::PROCEDURES;
use crate::record::Nature;
use crate::record::walk::leaves;
use anyhow::Context;
use anyhow::Result;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Digits of a code at most.
const MOST_WIDTH: usize = 5;

/// A text that goes in the place of another one: from, to, what.
type Edit = (usize, usize, String);

/// Makes all codes of a community so long; gives how many there were to be changed.
///
/// # Errors
/// It is no longer code, the content has errors, or would have them then: nothing was changed.
pub fn widen_codes(root: &Path, content: &Content, width: usize) -> Result<usize> {
    let Some((catalog, _)) = &content.read else { anyhow::bail!("content 文件夹读不下去") };
    let now = catalog.procedures.iter().map(|p| p.code.value.len()).max().unwrap_or(0);
    if !(now.max(3)..=MOST_WIDTH).contains(&width) {
        anyhow::bail!("编号位数不能是 {width}：原有的编号是 {now} 位，最多 {MOST_WIDTH} 位");
    }
    let errors = |content: &Content| {
        content.report.items().iter().filter(|d| d.severity == Severity::Error).count()
    };
    if errors(content) > 0 {
        anyhow::bail!("先改好 xiaowei check 说的错误，再改编号位数；什么也没有改");
    }
    let edits = edits(content, catalog, width);
    let count = catalog.procedures.iter().filter(|p| p.code.value.len() < width).count();
    let mut before: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let done = (|| -> Result<()> {
        for (file, edits) in edits {
            let source = content.sources.file(file);
            let place = source.path.split('/').fold(root.to_path_buf(), |at, part| at.join(part));
            let old = fs::read(&place).with_context(|| format!("不能读 {}", place.display()))?;
            let bytes = encoded_like(&old, &edited(&source.text, edits));
            before.push((place.clone(), old));
            fs::write(&place, bytes).with_context(|| format!("不能写 {}", place.display()))?;
        }
        let after = read_content(root);
        let wrong = after.report.items().iter().find(|d| d.severity == Severity::Error);
        match (wrong, &after.read) {
            (None, Some((catalog, _)))
                if catalog.procedures.iter().all(|p| p.code.value.len() == width) => {}
            (wrong, _) => {
                let why = wrong.map_or("有的编号没有改到", |d| d.message.as_str());
                anyhow::bail!("编号没有改：改了以后会有错误（{why}），全部文件照原样放回去了");
            }
        }
        Ok(())
    })();
    if done.is_err() {
        for (place, bytes) in &before {
            fs::write(place, bytes).with_context(|| format!("不能写回 {}", place.display()))?;
        }
    }
    done.map(|()| count)
}

/// A code with so many digits.
fn wide(code: &str, width: usize) -> String {
    let (category, rest) = code.split_at(code.len().min(1));
    format!("{category}{rest:0>rest_width$}", rest_width = width.saturating_sub(1))
}

/// What changes in which file.
fn edits(content: &Content, catalog: &Catalog, width: usize) -> BTreeMap<FileId, Vec<Edit>> {
    let mut found: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    let text = |span: Span| &*content.sources.file(span.file).text;
    // The digits of a code where its value stands, within its quotes or without.
    let replaced = |span: Span, code: &str| -> Option<Edit> {
        let from = span.start as usize;
        let said = text(span).get(from..span.end as usize)?;
        let at = from + said.find(code)?;
        Some((at, at + code.len(), wide(code, width)))
    };
    let is_short = |code: &str| code.len() < width;
    for p in catalog.procedures.iter().filter(|p| is_short(&p.code.value)) {
        let (code, span) = (p.code.value.as_str(), p.code.span);
        let edits = found.entry(span.file).or_default();
        edits.extend(replaced(span, code));
        let whole = text(span);
        let (at, line) = match p.former_codes.first() {
            // Before the first that is there, with its quote and its dash.
            Some(first) => {
                let before = &whole[..first.span.start as usize];
                let bare = before.trim_end_matches(['"', '\'']);
                let start = bare.rfind('\n').map_or(0, |at| at + 1);
                let indent = &bare[start..];
                if indent.trim_start().starts_with('-') {
                    (start, format!("{indent}\"{code}\"\n"))
                } else {
                    (bare.len(), format!("\"{code}\", "))
                }
            }
            None => {
                let from = span.end as usize;
                let end = whole[from..].find('\n').map_or(whole.len(), |at| from + at + 1);
                let gap = if whole[..end].ends_with('\n') { "" } else { "\n" };
                (end, format!("{gap}曾用编号: [\"{code}\"]\n"))
            }
        };
        edits.push((at, at, line));
    }
    let known = |code: &str| catalog.procedures.iter().any(|p| p.code.value == code);
    let mut files: BTreeSet<FileId> = catalog.procedures.iter().map(|p| p.code.span.file).collect();
    for (_, record) in catalog.records() {
        leaves(record, |leaf| {
            files.insert(leaf.span.file);
            let words = leaf.words();
            let names_one = matches!(leaf.field.nature, Nature::Reference(PROCEDURES));
            if names_one && is_short(&words) && known(&words) {
                found.entry(leaf.span.file).or_default().extend(replaced(leaf.span, &words));
            }
        });
    }
    for file in files {
        let links = links(&content.sources.file(file).text);
        let links = links.into_iter().filter(|(_, code)| is_short(code) && known(code));
        let edits = links.map(|(at, code)| (at, at + code.len(), wide(&code, width)));
        found.entry(file).or_default().extend(edits);
    }
    found.retain(|_, edits| !edits.is_empty());
    found
}

/// Codes in the links of a text, and where they stand: `[退休](402)`, `(../402-tuixiu.md)`.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let from = at + 2;
        let end = text[from..].find([')', '\n']).map_or(text.len(), |end| from + end);
        let target = text[from..end].trim_end_matches('/');
        let name = target.rfind('/').map_or(0, |slash| slash + 1);
        let code: String = target[name..].chars().take_while(char::is_ascii_digit).collect();
        if code.len() > 2 {
            found.push((from + name, code));
        }
    }
    found
}

/// A text with the changes.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort();
    edits.dedup();
    let (mut out, mut at) = (String::with_capacity(text.len() + 64), 0);
    for (from, to, what) in edits {
        if from < at {
            continue;
        }
        out.push_str(&text[at..from]);
        out.push_str(&what);
        at = to;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_grow_behind_their_category() {
        assert_eq!(wide("401", 4), "4001");
        assert_eq!(wide("401", 5), "40001");
        let found = links("看[退休](402)、[老年证](../401-laonian.md)和[网](https://a.example/)");
        let codes: Vec<&str> = found.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["402", "401"]);
        let edits = vec![(5, 8, "4001".to_string()), (9, 9, "曾".to_string())];
        assert_eq!(
            edited("编: 401\n事", edits),
            "编: 401\n事".replacen("401", "4001", 1).replace("\n事", "\n曾事")
        );
    }
}
