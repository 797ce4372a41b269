//! `xiaowei export`: the whole list as an Excel workbook, or guides of matters as a Word file.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use anyhow::bail;
use std::path::Path;
use xiaowei::Content;
use xiaowei::cli::ExportArgs;
use xiaowei::cli::ExportFormat;
use xiaowei::office::file::ending;
use xiaowei::office::file::put;
use xiaowei::office::file::refuse;
use xiaowei::office::guide::file_name;
use xiaowei::office::guide::guide;
use xiaowei::office::guide::matter;
use xiaowei::office::workbook::workbook;

pub(super) fn run(args: &ExportArgs, terminal: &mut Terminal) -> Result<Outcome> {
    match wanted(args)? {
        ExportFormat::Xlsx => list(args, terminal),
        ExportFormat::Docx => guides(args, terminal),
    }
}

/// What is wanted, by what was said or by how the file is called.
fn wanted(args: &ExportArgs) -> Result<ExportFormat> {
    let file = args.out.as_deref().or(args.what.as_deref());
    let by_name = match file.map(ending).as_deref() {
        Some("xlsx") => Some(ExportFormat::Xlsx),
        Some("docx") => Some(ExportFormat::Docx),
        Some("xls" | "et") => bail!("写成 .xlsx（Excel、WPS 都打得开），如 清单.xlsx"),
        Some("doc" | "wps") => {
            bail!("写成 .docx（Word、WPS 都打得开）：xiaowei export 401 --format docx")
        }
        Some("csv" | "txt" | "ods" | "pdf") => {
            bail!("只写 .xlsx 和 .docx；要别的，先做成这两样，再在 Excel、Word 或 WPS 里另存")
        }
        _ => None,
    };
    match (args.format, by_name) {
        (Some(said), Some(named)) if said != named && args.out.is_some() => {
            bail!("--format 和文件名的末尾不一样；改一个")
        }
        (Some(said), _) => Ok(said),
        (None, Some(named)) => Ok(named),
        (None, None) if args.all => Ok(ExportFormat::Docx),
        (None, None) => bail!(
            "要哪一样？整张清单：xiaowei export 清单.xlsx；一件事项的办事指南：xiaowei export 401 --format docx；全部：xiaowei export --all --format docx"
        ),
    }
}

fn list(args: &ExportArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let place = match (&args.out, &args.what) {
        (Some(out), None) => out,
        (None, Some(what)) => what,
        (Some(_), Some(_)) => bail!("Excel 是整张清单，不能只要一件；写 xiaowei export 清单.xlsx"),
        (None, None) => bail!("写到哪个文件？写 xiaowei export 清单.xlsx"),
    };
    if ending(place) != "xlsx" {
        bail!("文件名的末尾写成 .xlsx，如 清单.xlsx");
    }
    refuse(place, args.force)?;
    let content = xiaowei::read_content(&args.at.root);
    let Some((catalog, _)) = content.read.as_ref().filter(|_| !content.report.has_errors()) else {
        return refused(&content.report, &content.sources, terminal);
    };
    let made = workbook(&content, catalog)?;
    write(place, &made.bytes, args.force, terminal)?;
    terminal.say(format!(
        "里面四张表：小微权力清单总表（{} 件，A3 横着印）、待确认（{} 处）、材料（{} 样）、导回用（不用看，也不用印）。",
        made.matters, made.open, made.materials
    ));
    made.notes.iter().for_each(|note| terminal.say(format!("注意：{note}")));
    terminal.say(format!(
        "改了总表，用 xiaowei import {} 导回来，改了哪一格会说出来。",
        place.display()
    ));
    Ok(Outcome::Done)
}

/// One matter's guide, or that of all.
fn guides(args: &ExportArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let code = match (&args.what, args.all) {
        (Some(_), true) if args.out.is_some() => {
            bail!("--all 是全部事项，不写编号；只要一件就去掉 --all")
        }
        // `export --all 全部.docx`: the argument is the file.
        (_, true) => None,
        (Some(what), false) => Some(what.to_string_lossy().into_owned()),
        (None, false) => {
            bail!("要哪一件？写编号，如 xiaowei export 401 --format docx；全部加 --all")
        }
    };
    let named = args.out.as_ref().or(args.what.as_ref().filter(|_| args.all));
    if let Some(place) = named {
        if ending(place) != "docx" {
            bail!("文件名的末尾写成 .docx，如 办事指南.docx");
        }
        refuse(place, args.force)?;
    }
    let Content { sources, mut report, read, .. } = xiaowei::read_content(&args.at.root);
    let Some((catalog, theme)) = read.filter(|_| !report.has_errors()) else {
        return refused(&report, &sources, terminal);
    };
    let one = match &code {
        Some(code) => Some(matter(&catalog, code)?),
        None => None,
    };
    let usual = one.map_or_else(|| "办事指南.docx".into(), file_name);
    let place = named.cloned().unwrap_or_else(|| usual.into());
    refuse(&place, args.force)?;
    let codes: Vec<String> = one.into_iter().map(|p| p.code.value.clone()).collect();
    let Some(made) = guide(&catalog, &theme, &codes, &mut report)? else {
        return refused(&report, &sources, terminal);
    };
    write(&place, &made.bytes, args.force, terminal)?;
    terminal.say(format!(
        "里面 {} 件事项，{} 幅画，每件后面有码；在 Word、WPS 里都能改。改了 content 里的文件要再做一次，Word 里改的回不到 content。",
        made.matters, made.pictures
    ));
    Ok(Outcome::Done)
}

fn write(place: &Path, bytes: &[u8], force: bool, terminal: &mut Terminal) -> Result<()> {
    put(place, bytes, force)?;
    terminal.say(format!("写好了：{}", place.display()));
    Ok(())
}
