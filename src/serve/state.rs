//! What is shown: the content as it is now, and behind it the last one without mistakes.
//!
//! Start at [`Desk::read`]. A procedure whose file has a mistake is shown as it was before the mistake;
//! everything else as it is. What is shown never has an error, so pages and boards can always be made
//! of it.

use crate::check::Standards;
use crate::check::check_catalog;
use crate::content::Draft;
use crate::content::Known;
use crate::content::read_again;
use crate::content::standards;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::model::COLLECTIONS;
use crate::model::Catalog;
use crate::model::Home;
use crate::model::SITE;
use crate::paths::portable_path;
use crate::plan::Plan;
use crate::plan::Versions;
use crate::plan::Wanted;
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;

/// What there is to see at one moment.
#[derive(Debug, Default, Clone)]
pub(super) struct Snapshot {
    /// Counts the readings.
    pub(super) revision: u64,
    /// Without errors; `None` as long as there never was one that could be shown.
    pub(super) shown: Option<Arc<Catalog>>,
    /// What is wrong with the files as they are.
    pub(super) report: Arc<Report>,
    /// Names and texts of all files.
    pub(super) sources: Arc<Sources>,
    /// Codes whose files changed; `site` for what all pages share.
    pub(super) changed: Vec<String>,
    versions: Arc<OnceLock<Versions>>,
}

impl Snapshot {
    /// What there would be to see with one file as it is being written.
    pub(super) fn of(draft: Draft) -> Snapshot {
        Snapshot {
            shown: draft.catalog.map(Arc::new),
            report: Arc::new(draft.report),
            sources: Arc::new(draft.sources),
            ..Snapshot::default()
        }
    }

    /// The plan of what is shown; its versions are worked out once, by who asks first.
    pub(super) fn plan<'a>(&'a self, theme: &'a Theme) -> Option<Plan<'a>> {
        Some(self.plan_of(self.shown.as_deref()?, theme))
    }

    /// The plan of another content, with the versions of what is shown.
    pub(super) fn plan_of<'a>(&self, catalog: &'a Catalog, theme: &'a Theme) -> Plan<'a> {
        let shown = self.shown.as_deref().unwrap_or(catalog);
        let versions = self.versions.get_or_init(|| Versions::of(shown)).clone();
        let mut plan = Plan::with_versions(catalog, theme, &Wanted::default(), versions);
        plan.show_all();
        plan
    }
}

/// Reads again and again.
#[derive(Debug)]
pub(super) struct Desk {
    root: PathBuf,
    known: Known,
    sources: Sources,
    /// Problems of the theme, which is read once.
    theme_report: Report,
    shown: Option<Arc<Catalog>>,
}

impl Desk {
    /// `sources` and `theme_report` come from reading the theme.
    pub(super) fn new(
        root: &Path,
        sources: Sources,
        theme_report: Report,
        shown: Option<Arc<Catalog>>,
    ) -> Desk {
        Desk { root: root.into(), known: Known::default(), sources, theme_report, shown }
    }

    /// The files that were read, for the next one.
    pub(super) fn into_sources(self) -> Sources {
        self.sources
    }

    /// Reads what changed.
    pub(super) fn read(&mut self, theme: &Theme, paths: &[PathBuf], revision: u64) -> Snapshot {
        for path in paths {
            self.known.memory.forget(path);
        }
        let mut report = self.theme_report.clone();
        let catalog =
            read_again(&self.root, theme, &mut self.known, &mut self.sources, &mut report);
        report.sort(&self.sources);
        let changed = self.changed(catalog.as_ref(), paths);
        self.shown = shown(catalog, &standards(theme), &report, self.shown.take());
        Snapshot {
            revision,
            shown: self.shown.clone(),
            report: Arc::new(report),
            sources: Arc::new(self.sources.clone()),
            changed,
            versions: Arc::default(),
        }
    }

    /// Codes of the procedures in these files.
    fn changed(&self, now: Option<&Catalog>, paths: &[PathBuf]) -> Vec<String> {
        let names: BTreeSet<String> = paths.iter().map(|p| portable_path(&self.root, p)).collect();
        let before = self.shown.as_deref();
        let mut codes = Vec::new();
        for p in now.into_iter().chain(before).flat_map(|c| &c.procedures) {
            let is_changed = names.contains(&self.sources.file(p.file).path);
            if is_changed && !codes.contains(&p.code.value) {
                codes.push(p.code.value.clone());
            }
        }
        // A file of another collection is on pages that all share.
        let lists = COLLECTIONS.iter().filter(|c| !matches!(c.home, Home::Folder(_)));
        let shared: Vec<String> = lists.map(|c| format!("content/{}", c.home.name())).collect();
        if shared.iter().any(|file| names.contains(file)) {
            codes.push(SITE.into());
        }
        codes
    }
}

/// What may be shown of a new reading.
fn shown(
    now: Option<Catalog>,
    against: &Standards<'_>,
    report: &Report,
    before: Option<Arc<Catalog>>,
) -> Option<Arc<Catalog>> {
    let Some(mut now) = now else { return before };
    if !report.has_errors() {
        return Some(Arc::new(now));
    }
    let errors = report.items().iter().filter(|d| d.severity == Severity::Error);
    let broken: BTreeSet<FileId> = errors.filter_map(|d| d.span.map(|s| s.file)).collect();
    now.procedures.retain(|p| !broken.contains(&p.file));
    let old = before.iter().flat_map(|c| &c.procedures).filter(|p| broken.contains(&p.file));
    now.procedures.extend(old.cloned());
    now.procedures.sort_by(|a, b| (&a.code.value, a.file).cmp(&(&b.code.value, b.file)));
    let mut mixed = Report::default();
    check_catalog(&now, against, &mut mixed);
    if mixed.has_errors() || now.procedures.is_empty() { before } else { Some(Arc::new(now)) }
}
