//! Everything below a root, read and checked: what `build`, `check` and `serve` begin with.
//!
//! Start at [`read_content`]. Writes nothing; what does not fit on a board is not known yet.

use crate::check::Checked;
use crate::check::OwnPage;
use crate::check::Standards;
use crate::check::check_again;
use crate::check::check_lines;
use crate::diag::Code;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::load::Memory;
use crate::load::load_again;
use crate::load::load_catalog;
use crate::load::read_procedure;
use crate::model::Catalog;
use crate::model::SITE;
use crate::record::At;
use crate::theme::Route;
use crate::theme::SheetKind;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Content and theme as read.
#[derive(Debug)]
pub struct Content {
    /// All files that were read.
    pub sources: Sources,
    /// All problems so far.
    pub report: Report,
    /// What was read, when it could be.
    pub read: Option<(Catalog, Theme)>,
    /// Every procedure file, also the broken ones.
    pub procedure_files: Vec<FileId>,
}

impl Content {
    /// What messages call a file: its path below the root.
    pub fn names(&self) -> impl Fn(FileId) -> String {
        |file| self.sources.file(file).path.clone()
    }

    /// What would be said of these files (path and text) if they stood among the others: the problems, and
    /// the files' numbers. `read` is what was read of the others.
    pub(crate) fn with_files(
        &self,
        (catalog, theme): (&Catalog, &Theme),
        files: &[(String, String)],
    ) -> (Report, Sources, Vec<FileId>) {
        let (mut sources, mut report) = (self.sources.clone(), Report::default());
        let mut catalog = catalog.clone();
        let mut numbers = Vec::new();
        for (path, text) in files {
            let file = sources.add(path.clone(), text.clone());
            numbers.push(file);
        }
        let read = |file: &FileId| {
            let mut report = Report::default();
            (read_procedure(*file, &theme.words, &sources, &mut report), report)
        };
        let read: Vec<_> = numbers.par_iter().map(read).collect();
        for (procedure, said) in read {
            report.extend(said);
            catalog.procedures.extend(procedure);
        }
        check_again(&catalog, &standards(theme), &mut Checked::default(), &mut report);
        (report, sources, numbers)
    }
}

/// Reads and checks everything below `root`.
#[must_use]
pub fn read_content(root: &Path) -> Content {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let theme = open_theme(root, &mut sources, &mut report);
    let (mut read, mut procedure_files) = (None, Vec::new());
    if let Some(theme) = theme {
        let loaded = load_catalog(root, &theme.words, &mut sources, &mut report);
        let known = &mut Checked::default();
        let catalog = checked(loaded.catalog, &theme, known, &mut report);
        procedure_files = loaded.files;
        read = catalog.map(|catalog| (catalog, theme));
    }
    report.sort(&sources);
    Content { sources, report, read, procedure_files }
}

/// What there would be, and what would be said, if one file had this text: `path` below the root, with `/`.
pub(crate) fn with_draft(root: &Path, theme: &Theme, path: &str, text: String) -> Draft {
    let (mut sources, mut report) = (Sources::with_draft(path, text), Report::default());
    let loaded = load_catalog(root, &theme.words, &mut sources, &mut report);
    let catalog = checked(loaded.catalog, theme, &mut Checked::default(), &mut report);
    report.sort(&sources);
    Draft { catalog, report, sources }
}

/// The content as it would be if some files said something else, again and again; nothing is checked or written.
#[derive(Debug)]
pub(crate) struct Thought {
    memory: Memory,
    sources: Sources,
}

impl Thought {
    pub(crate) fn new() -> Thought {
        Thought { memory: Memory::default(), sources: Sources::lasting() }
    }

    /// What would be shown if these files, by their paths below the root, had these texts; the others say what they say.
    pub(crate) fn of(
        &mut self,
        root: &Path,
        theme: &Theme,
        files: BTreeMap<String, String>,
    ) -> Option<Catalog> {
        let now: Vec<String> = files.keys().cloned().collect();
        let before = self.sources.put_drafts(files);
        for file in now.iter().chain(before.keys()) {
            self.memory.forget(&root.join(file));
        }
        let (memory, report) = (Some(&mut self.memory), &mut Report::default());
        let loaded = load_again(root, &theme.words, memory, &mut self.sources, report);
        let mut catalog = loaded.catalog?;
        catalog.spread(&theme.phrases.holidays);
        catalog.show_only_who_agreed();
        Some(catalog)
    }
}

/// The content with one file as it would be.
#[derive(Debug)]
pub(crate) struct Draft {
    /// None where it cannot be read.
    pub(crate) catalog: Option<Catalog>,
    /// What would be wrong.
    pub(crate) report: Report,
    /// What was read.
    pub(crate) sources: Sources,
}

/// Reads and checks the content below `root` once more, with the same theme; see
/// [`crate::load::load_again`].
pub(crate) fn read_again(
    root: &Path,
    theme: &Theme,
    known: &mut Known,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Catalog> {
    let loaded = load_again(root, &theme.words, Some(&mut known.memory), sources, report);
    checked(loaded.catalog, theme, &mut known.checked, report)
}

/// What is known of files that may not have changed since.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) memory: Memory,
    checked: Checked,
}

/// What a theme holds texts against.
pub(crate) fn standards(theme: &Theme) -> Standards<'_> {
    fn of_route(r: &Route) -> Option<OwnPage<'_>> {
        let (folder, _) = r.path.rsplit_once('/')?;
        Some(OwnPage { folder, over: &r.over, each: r.each.as_deref() })
    }
    let pictures = theme.sheets.iter().flat_map(SheetKind::web_folders);
    let pictures = pictures.map(|folder| OwnPage { folder, over: SITE, each: None });
    let pages = theme.pages.iter().filter_map(of_route).chain(pictures);
    Standards {
        phrases: &theme.phrases,
        coverage: theme.coverage.as_ref(),
        pages: pages.collect(),
        own_places: &theme.words.own_places,
        words: &theme.words,
    }
}

/// Whatever can only be seen over all files.
fn checked(
    catalog: Option<Catalog>,
    theme: &Theme,
    checked: &mut Checked,
    report: &mut Report,
) -> Option<Catalog> {
    let mut catalog = catalog?;
    let mut found = Report::default();
    check_lines(&catalog, &theme.phrases, &mut found);
    catalog.spread(&theme.phrases.holidays);
    check_again(&catalog, &standards(theme), checked, &mut found);
    found.say_once();
    leave_out_follow_ups(&mut found, report);
    report.extend(found);
    catalog.show_only_who_agreed();
    Some(catalog)
}

/// Rules about what is missing say nothing of a file that could not be read whole: the value is
/// there, only badly written.
fn leave_out_follow_ups(found: &mut Report, before: &Report) {
    let broken: Vec<FileId> = before
        .items()
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .filter_map(|d| d.span.map(|s| s.file))
        .collect();
    let about_absence = [Code::LegalTitle, Code::ReviewMissing, Code::NoFiling];
    found.retain(|d| {
        let in_broken = d.span.is_some_and(|s| broken.contains(&s.file));
        !(in_broken && about_absence.contains(&d.code))
    });
}

/// Texts that do not fit say which field they are.
pub(crate) fn name_fields(report: &mut Report, sources: &Sources) {
    report.for_each(|d| {
        if d.code == Code::DoesNotFit
            && d.message.starts_with('「')
            && let Some(key) = d.span.and_then(|s| sources.key_of(s))
        {
            d.message = format!("栏目「{key}」的字太多：{}", d.message);
        }
    });
}

/// The theme of a community.
pub(crate) fn open_theme(root: &Path, sources: &mut Sources, report: &mut Report) -> Option<Theme> {
    let name = theme_name(root, sources);
    Theme::load(root, name.as_ref(), sources, report)
}

/// The theme that `site.yaml` names. Looked up before the full reading, because the words of
/// pictures are the theme's; mistakes in the file are reported by the full reading.
fn theme_name(root: &Path, sources: &mut Sources) -> Option<At<String>> {
    let mut unheard = Report::default();
    let path = root.join("content/site.yaml");
    let file = crate::load::files::read_file(root, &path, sources, &mut unheard)?;
    crate::load::read_theme_name(file, sources)
}

/// The theme of a community whose content need not be read; problems of it go to the report.
pub fn read_theme(root: &Path, report: &mut Report) -> Option<Theme> {
    open_theme(root, &mut Sources::default(), report)
}

/// The name of the theme that `site.yaml` asks for, as it stands there now.
pub(crate) fn wanted_theme(root: &Path) -> Option<String> {
    theme_name(root, &mut Sources::default()).map(|name| name.value)
}
