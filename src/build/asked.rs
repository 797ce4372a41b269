//! What was asked for on the command line, held against theme and content.
//!
//! Start at [`check_names`].

use crate::config::Config;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::export::press::PressProfile;
use crate::model::Catalog;
use crate::model::SITE;
use crate::model::optional_lists;
use crate::plan::Wanted;
use crate::sheets::Extras;
use crate::theme::Profile;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::units::Mm;
use crate::units::SheetSize;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::fs;
use std::path::Path;

/// Profiles of presses have some 2 MB.
const MAX_ICC: u64 = 64 << 20;

/// What is wanted, with the theme's own names: those on the command line must be known to it, and margins
/// must be wide enough.
pub(super) fn check_names(config: &Config, theme: &Theme) -> Result<Wanted> {
    let built = || theme.sheets.iter().filter(|kind| kind.command == "build" && kind.prints());
    let mut wanted = config.wanted.clone();
    for name in &mut wanted.kinds {
        // 「总览」 is enough for 「总览展板」, where no other one begins so.
        let called = |kind: &&SheetKind| kind.name == *name || kind.label == *name;
        let mut begun = built().filter(|kind| kind.label.starts_with(name.as_str()));
        let only = begun.next().filter(|_| begun.next().is_none());
        let Some(kind) = built().find(called).or(only) else {
            let known: Vec<String> =
                built().map(|kind| format!("{}（{}）", kind.name, kind.label)).collect();
            anyhow::bail!("没有「{name}」这种展板，可以写：{}", known.join("、"));
        };
        name.clone_from(&kind.name);
    }
    let kinds = &wanted.kinds;
    let asked = |kind: &&SheetKind| {
        if kinds.is_empty() { !kind.when_asked } else { kinds.contains(&kind.name) }
    };
    if let Some(size) = wanted.size {
        // Of the whole site there is nothing among single items.
        let made = |kind: &&SheetKind| wanted.items.is_empty() || kind.of != SITE;
        for kind in built().filter(asked).filter(made) {
            let named = wanted.profile.as_deref().unwrap_or(&kind.profile);
            let profile = Profile::find(&theme.profiles, named);
            fits_in_range(size, kind, profile.map_or(Mm(0.0), |p| p.white_edge))?;
        }
    }
    let Some(word) = &wanted.profile else { return Ok(wanted) };
    let Some(profile) = Profile::find(&theme.profiles, word) else {
        let known: Vec<&str> = theme.profiles.iter().map(|p| p.name.as_str()).collect();
        anyhow::bail!("没有「{word}」这种印刷方式，可以写：{}", known.join("、"));
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
    Ok(wanted)
}

/// Type has its smallest size from the distance it is read at, so that what stands on a sheet cannot shrink
/// with it: less than half of a kind's own size is no sheet of that kind. And a page of a PDF ends at 5 m.
fn fits_in_range(size: SheetSize, kind: &SheetKind, edge: Mm) -> Result<()> {
    const LONGEST: Mm = Mm(5000.0);
    let sides = |s: SheetSize| (s.width.min(s.height), s.width.max(s.height));
    let least = kind.size().half();
    let ((short, long), (least_short, least_long)) = (sides(size), sides(least));
    let most = LONGEST - edge * 2.0;
    let (what, label) = (&kind.label, kind.size());
    if short < least_short || long < least_long {
        bail!(
            "--size {size} 太小：{what}最小 {least}（平常 {label} 的一半，横竖都行），再小，隔着看的距离字就认不清；最大边长 {} 米",
            Mm(most.0 / 1000.0)
        );
    }
    if long > most {
        bail!(
            "--size {size} 太大：最大边长 {} 米（一页 PDF 只有这么长，白边也算），再大的请印刷厂拼接；{what}最小 {least}",
            Mm(most.0 / 1000.0)
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

/// Whether a record of a list has files of this name.
fn is_of_a_list(catalog: &Catalog, key: &str) -> bool {
    optional_lists().any(|of| {
        let mut records = catalog.records_of(of.name).into_iter().enumerate();
        records.any(|(index, record)| of.file_key(record, index) == key)
    })
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
            // A visit, a bank of lockers: called as its files are.
            None if is_of_a_list(catalog, code) => {}
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
