//! What was asked for on the command line, held against theme and content.
//!
//! Start at [`check_names`].

use crate::config::Config;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::export::press::PressProfile;
use crate::model::Catalog;
use crate::sheets::Extras;
use crate::theme::Profile;
use crate::theme::SheetKind;
use crate::theme::Theme;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::fs;
use std::path::Path;

/// Profiles of presses have some 2 MB.
const MAX_ICC: u64 = 64 << 20;

/// Names on the command line that the theme must know, and margins that must be wide enough.
pub(super) fn check_names(config: &Config, theme: &Theme) -> Result<()> {
    let built = || theme.sheets.iter().filter(|kind| kind.command == "build" && kind.prints());
    for name in &config.wanted.kinds {
        if !built().any(|kind| kind.name == *name) {
            let known: Vec<&str> = built().map(|kind| kind.name.as_str()).collect();
            anyhow::bail!("没有「{name}」这种展板，可以写：{}", known.join("、"));
        }
    }
    let Some(word) = &config.wanted.profile else { return Ok(()) };
    let Some(profile) = Profile::find(&theme.profiles, word) else {
        let known: Vec<&str> = theme.profiles.iter().map(|p| p.name.as_str()).collect();
        anyhow::bail!("没有「{word}」这种印刷方式，可以写：{}", known.join("、"));
    };
    let kinds = &config.wanted.kinds;
    let asked = |kind: &&SheetKind| {
        if kinds.is_empty() { !kind.when_asked } else { kinds.contains(&kind.name) }
    };
    if let Some(kind) = built().filter(asked).find(|k| k.safe_margin < profile.safe_margin) {
        anyhow::bail!(
            "「{}」的安全边是 {} mm，{}只留了 {} mm：用 --board 只做别的，或换一种印刷方式",
            profile.name,
            profile.safe_margin,
            kind.label,
            kind.safe_margin
        );
    }
    Ok(())
}

/// What the flags want of every board.
pub(super) fn read_extras(config: &Config, theme: &Theme) -> Result<Extras> {
    let press = config.icc.as_deref().map(read_press_profile).transpose()?;
    let paper = match &press {
        Some(press) => press.clone(),
        None => PressProfile::coated(theme)?,
    };
    Ok(Extras { press, paper, proof: config.proof, editable: config.editable })
}

/// The ICC file that the print shop gave.
fn read_press_profile(path: &Path) -> Result<PressProfile> {
    let shown = path.display().to_string();
    let about = fs::metadata(path).with_context(|| format!("不能读色彩文件 {shown}"))?;
    // A pipe or a device would be waited for, perhaps for ever.
    if !about.is_file() || about.len() > MAX_ICC {
        bail!("{shown} 不是完整的 ICC 文件；向印刷厂要 .icc 或 .icm 文件");
    }
    let bytes = fs::read(path).with_context(|| format!("不能读色彩文件 {shown}"))?;
    PressProfile::read(bytes, &shown)
}

/// With `--item`, errors in other procedures' files are warnings, and those procedures are left
/// out. An unknown code is the caller's mistake, unless its file may be one of the broken ones.
pub(super) fn leave_out_broken_others(
    config: &Config,
    procedure_files: &[FileId],
    catalog: &mut Catalog,
    report: &mut Report,
) -> Result<()> {
    let mut asked = Vec::new();
    for code in &config.wanted.items {
        match catalog.find_procedure(code) {
            Some(p) => asked.push(p.file),
            None if report.has_errors() => return Ok(()),
            None => anyhow::bail!("没有编号为「{code}」的事项"),
        }
    }
    let is_other = |file: FileId| procedure_files.contains(&file) && !asked.contains(&file);
    report.soften(|file| file.is_none_or(|f| !is_other(f)));
    let broken: Vec<FileId> = report
        .items()
        .iter()
        .filter(|d| d.code.severity() == Severity::Error)
        .filter_map(|d| d.span.map(|s| s.file))
        .collect();
    catalog.procedures.retain(|p| asked.contains(&p.file) || !broken.contains(&p.file));
    Ok(())
}
