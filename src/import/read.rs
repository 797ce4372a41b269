//! A file with tables → its [`Table`]s: xlsx, xls, ods, csv, docx.
//!
//! Start at [`read_tables`], which looks at the bytes, not at the ending: files are renamed. How a format
//! is read is [`super::workbook`]'s, [`super::calc`]'s, [`super::word`]'s and [`super::separated`]'s.

use super::bounds;
use super::calc;
use super::old;
use super::pieces::spoken;
use super::separated;
use super::table::Table;
use super::word;
use super::workbook;
use crate::load::decode_bytes;
use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// No table of a community is larger.
const MAX_BYTES: u64 = 50 << 20;

/// Reads all tables of a file.
///
/// # Errors
/// The file cannot be read, is larger than it may be, or is none that can be read here.
pub(super) fn read_tables(path: &Path) -> Result<Vec<Table>> {
    let shown = spoken(&path.display().to_string());
    let about = fs::metadata(path).with_context(|| format!("不能读 {shown}"))?;
    if !about.is_file() {
        anyhow::bail!("{shown} 不是文件；写上表格文件的名字");
    }
    if about.len() > MAX_BYTES {
        let (has, most) = (about.len() >> 20, MAX_BYTES >> 20);
        anyhow::bail!("{shown} 有 {has} MB，最多 {most} MB；把里面的图片删去，或分成几个文件");
    }
    let bytes = fs::read(path).with_context(|| format!("不能读 {shown}"))?;
    let kind = bounds::kind_of(&bytes);
    let tables = match kind {
        bounds::Kind::Empty => {
            anyhow::bail!("{shown} 是空的（0 字节），多半没有存好；重新保存或重新下载再导入")
        }
        bounds::Kind::Locked => anyhow::bail!(
            "{shown} 设了密码，打不开；在 Excel、WPS 里打开，取消密码（文件 → 信息 → 保护），另存后再导入"
        ),
        bounds::Kind::OldWord => {
            anyhow::bail!("{shown} 是旧的 .doc 文件；在 Word、WPS 里另存为 .docx 再导入")
        }
        bounds::Kind::WebPage => anyhow::bail!(
            "{shown} 其实是网页（系统导出时常这样）；在 Excel、WPS 里打开，另存为 .xlsx 再导入"
        ),
        bounds::Kind::Other(what) => {
            anyhow::bail!("{shown} 是{what}，不会读；能读 .xlsx、.xls、.csv 和 .docx")
        }
        bounds::Kind::Excel => bounds::check_package(&bytes)
            .and_then(|()| workbook::excel(bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::Calc => bounds::check_package(&bytes)
            .and_then(|()| calc::calc(&bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::OldExcel => old::check_old(&bytes)
            .and_then(|()| workbook::old_excel(&bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::Word => bounds::check_package(&bytes)
            .and_then(|()| word::document(&bytes))
            .with_context(|| format!("{shown} 没有读"))?,
        bounds::Kind::BrokenPackage => anyhow::bail!(
            "{shown} 不完整或坏了（不是能读的表格，也不是能读的 Word 文件）；在 Excel、Word 或 WPS 里打开它，另存为 .xlsx 或 .docx 再导入"
        ),
        bounds::Kind::Text => {
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
            refuse_by_ending(&shown, ending.as_deref())?;
            let text = decode_bytes(&bytes);
            let text = text
                .ok_or_else(|| anyhow::anyhow!("认不出 {shown} 的文字编码；另存为 UTF-8 的 CSV"))?;
            vec![separated::separated(&text).with_context(|| format!("{shown} 没有读"))?]
        }
    };
    Ok(tables)
}

/// Text under the name of something else is no table that somebody forgot to save as CSV.
fn refuse_by_ending(shown: &str, ending: Option<&str>) -> Result<()> {
    match ending {
        Some("csv" | "txt" | "tsv") => Ok(()),
        Some("xlsx" | "xlsm" | "xls" | "ods" | "et") => {
            anyhow::bail!("{shown} 不是能读的表格；在 Excel、WPS 里打开它，另存为 .xlsx 再导入")
        }
        Some("docx") => {
            anyhow::bail!(
                "{shown} 不是能读的 Word 文件；在 Word、WPS 里打开它，另存为 .docx 再导入"
            )
        }
        _ => anyhow::bail!(
            "不会读 {shown}；能读 .xlsx、.xls、.csv 和 .docx，旧的 .doc 先另存为 .docx"
        ),
    }
}
