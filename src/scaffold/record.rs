//! One more record of a list (`xiaowei new 流动服务点`): its lines stand at the end of the file, every field of the table
//! explained.
//!
//! Start at [`new_record`]. What must be there has the table's example, what may be left out stands behind a `#`.
//! The file is read again before it is said to be done; what would not be read is taken back.

use super::template::plain;
use super::write_new;
use crate::content::Content;
use crate::content::read_content;
use crate::diag::Severity;
use crate::model::Catalog;
use crate::model::Collection;
use crate::record::Field;
use crate::record::Nature;
use crate::yaml::quoted;
use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Adds a record to a list, called `name` where records have one.
///
/// # Errors
/// There is one of that name, the file cannot be added to, or the disk says no.
pub fn new_record(
    root: &Path,
    content: &Content,
    collection: &'static Collection,
    name: Option<&str>,
) -> Result<PathBuf> {
    let Some((catalog, _)) = &content.read else { anyhow::bail!("content 文件夹读不下去") };
    let place = root.join("content").join(collection.home.name());
    let key = collection.key.filter(|_| collection.is_named());
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    if let Some(name) = name {
        let Some(field) = key.and_then(|key| collection.schema.find(key)) else {
            anyhow::bail!("{}不用起名字，去掉「{name}」再运行", collection.label)
        };
        if catalog.find(collection.name, name).is_some() {
            anyhow::bail!("{}「{name}」已经有了，在 {}", collection.label, place.display());
        }
        let (length, most) = (name.chars().count(), collection.schema.longest(field.key));
        if length > most {
            anyhow::bail!("{}有 {length} 个字，最多 {most} 个字", field.key);
        }
    }
    if key.is_some() && name.is_none() {
        anyhow::bail!("写上它叫什么，如：xiaowei new {0} 新的{0}", collection.word);
    }
    let key = name.map(String::from).or_else(|| next_number(catalog, collection));
    append_records(root, content, collection, &lines(collection, key.as_deref()))
}

/// The number behind the highest one of a list whose records are called by numbers.
fn next_number(catalog: &Catalog, collection: &Collection) -> Option<String> {
    let field =
        collection.schema.fields.iter().find(|field| Some(field.alias) == collection.key)?;
    field.example.parse::<u32>().ok()?;
    let records = catalog.records_of(collection.name);
    let numbers = records.iter().filter_map(|r| collection.key_words(*r).parse::<u32>().ok());
    Some((numbers.max().unwrap_or(0) + 1).to_string())
}

/// Adds lines to the end of a list's file, which may not be there yet; what would not be read is taken back.
///
/// # Errors
/// The file cannot be added to, what was added is wrong, or the disk says no.
pub(crate) fn append_records(
    root: &Path,
    content: &Content,
    collection: &Collection,
    lines: &str,
) -> Result<PathBuf> {
    let place = root.join("content").join(collection.home.name());
    let shown = format!("content/{}", collection.home.name());
    let wrong = |content: &Content| {
        let names = content.names();
        let errors = content.report.items().iter().filter(|d| d.severity == Severity::Error);
        errors.filter(|d| d.span.is_some_and(|s| names(s.file) == shown)).count()
    };
    if wrong(content) > 0 {
        anyhow::bail!("{shown} 里有写错的地方，先改好再添：运行 xiaowei check 看是哪一行");
    }
    let before = fs::read(&place).ok();
    match &before {
        None => write_new(&place, lines)?,
        Some(bytes) => {
            let Ok(text) = std::str::from_utf8(bytes) else {
                anyhow::bail!(
                    "{} 不是 UTF-8，程序不往里添；用记事本另存为 UTF-8 再运行",
                    place.display()
                )
            };
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            let crlf = text.contains("\r\n");
            let all = format!("{text}{end}{lines}");
            let all = if crlf { all.replace("\r\n", "\n").replace('\n', "\r\n") } else { all };
            replace(&place, all.as_bytes())?;
        }
    }
    let again = read_content(root);
    let names = again.names();
    if wrong(&again) > 0 {
        let errors = again.report.items().iter().filter(|d| d.severity == Severity::Error);
        let mut ours = errors.filter(|d| d.span.is_some_and(|s| names(s.file) == shown));
        let problem = ours.next_back();
        let what = problem.map_or(String::new(), |d| {
            format!("{}。改法：{}", d.message, d.help.as_deref().unwrap_or_default())
        });
        match before {
            Some(bytes) => replace(&place, &bytes)?,
            None => {
                let gone = fs::remove_file(&place);
                gone.with_context(|| format!("不能删去 {}", place.display()))?;
            }
        }
        anyhow::bail!("没有添上：{what}");
    }
    Ok(place)
}

/// Another file under its name, whole or not at all.
fn replace(place: &Path, bytes: &[u8]) -> Result<()> {
    let name = place.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let beside = place.with_file_name(format!(".{name}.tmp"));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, place));
    written.with_context(|| format!("不能写 {}", place.display()))
}

/// The record's lines: what must be there or stands in the sentence that shows how one is written, then the rest.
fn lines(collection: &Collection, name: Option<&str>) -> String {
    let mut out = format!(
        "# 新添的一条{}。「#」后面的不读；要写哪一栏，就删去那一行前面的「# 」。\n",
        collection.label
    );
    let mut dash = "- ";
    let is_shown =
        |field: &&Field| field.required || collection.shape.contains(&format!("  {}: ", field.key));
    let (shown, others): (Vec<_>, Vec<_>) = collection.schema.fields.iter().partition(is_shown);
    for field in shown {
        let is_key = collection.key == Some(field.alias);
        let value = match name.filter(|_| is_key) {
            Some(name) => plain(name),
            None if field.example.is_empty() => quoted("待确认"),
            // Nobody goes to a place that was only an example.
            None if field.nature == Nature::Place => format!("{}（示例）", field.example),
            None => field.example.to_string(),
        };
        out.push_str(&format!("{dash}{}: {value}\n", field.key));
        dash = "  ";
    }
    for field in others.iter().filter(|field| !field.example.is_empty()) {
        out.push_str(&format!("  # {}：\n  # {}: {}\n", field.help, field.key, field.example));
    }
    out
}
