//! What `check` says: everything a build would, without a build.
//!
//! Start at [`check_content`].

use crate::board::Workshop;
use crate::board::own_drawings;
use crate::board::text::Typesetter;
use crate::check::check_dates;
use crate::config::Config;
use crate::content::Content;
use crate::content::name_fields;
use crate::content::read_content;
use crate::diag::Code;
use crate::diag::Report;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::progress::Progress;
use crate::theme::Theme;
use rayon::prelude::*;

/// Everything `check` says: the content, what is old on the config's date and, if `boards`, what
/// does not fit on them.
#[must_use]
pub fn check_content(config: &Config, boards: bool, progress: &dyn Progress) -> Content {
    // What cannot be put right now is told by whoever writes next.
    let _ = crate::write::repair(&config.out);
    progress.stage("读取内容", 0);
    let mut content = read_content(&config.root);
    if let (Some((catalog, _)), Some(today)) = (&content.read, config.date) {
        check_dates(catalog, today, &mut content.report);
    }
    if let Some((_, theme)) = &content.read {
        own_drawings(theme, &mut content.report);
    }
    if let (Some((catalog, theme)), false) = (&content.read, content.report.has_errors()) {
        let mut plan = Plan::new(catalog, theme, &config.wanted);
        let mut found = Report::default();
        plan.check_paths(&mut found);
        if !boards {
            // Whether a photo is large enough is known where it stands; everything else there is asked for.
            plan.sheets.retain(SheetPlan::has_photos);
        }
        let (strips, sheets): (Vec<&SheetPlan<'_>>, Vec<&SheetPlan<'_>>) =
            plan.sheets.iter().partition(|sheet| sheet.kind.stacked);
        lay_out(&plan, theme, &sheets, progress, &mut found);
        let mut about_strips = Report::default();
        lay_out(&plan, theme, &strips, progress, &mut about_strips);
        add_strips(&mut found, about_strips);
        if !boards {
            found.retain(|d| d.code == Code::Photo);
        }
        name_fields(&mut found, &content.sources);
        content.report.extend(found);
    }
    content.report.sort(&content.sources);
    content
}

/// What is wrong on a board is not told again of the same picture; only that a photo must be larger still.
pub(super) fn add_strips(boards: &mut Report, mut strips: Report) {
    if boards.has_errors() {
        strips.retain(|d| d.code == Code::Photo);
    }
    boards.extend(strips);
    boards.keep_largest();
}

/// Lays sheets out for what there is to tell; nothing is kept.
fn lay_out(
    plan: &Plan<'_>,
    theme: &Theme,
    sheets: &[&SheetPlan<'_>],
    progress: &dyn Progress,
    report: &mut Report,
) {
    if sheets.is_empty() {
        return;
    }
    let Some(workshop) = Workshop::open(theme, report) else { return };
    progress.stage("排版", sheets.len());
    let new = || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let told = sheets.par_iter().map_init(new, |typesetter, sheet| {
        let mut own = Report::default();
        workshop.make_planned(plan, sheet, typesetter, &mut own);
        progress.step();
        own
    });
    let told: Vec<Report> = told.collect();
    told.into_iter().for_each(|own| report.extend(own));
}
