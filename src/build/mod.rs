//! One run from files to folders: read, check, plan, draw, write.
//!
//! Start at [`build`]. Sheets are made one by one ([`crate::sheets`]) beside the folders they belong to;
//! only when nothing is wrong anywhere are the folders exchanged, else nothing is written at all. Sheets
//! are laid out and drawn on several threads, always collected in the order of the plan, so the number of
//! threads never shows. Pages come after the sheets whose pictures they show.

mod age;
mod asked;
mod folders;
mod trial;

use crate::board::Workshop;
use crate::cli::Only;
use crate::config::Config;
use crate::content::Content;
use crate::content::name_fields;
use crate::content::read_content;
use crate::diag::Code;
use crate::diag::Report;
use crate::diag::Sources;
use crate::model::open_questions;
use crate::plan::PagePicture;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::plan::Wanted;
use crate::plan::address_of_file;
use crate::progress::Progress;
use crate::sheets::Extras;
use crate::sheets::Job;
use crate::sheets::Made;
use crate::sheets::SheetMaker;
use crate::sheets::SheetOutcome;
use crate::sheets::Targets;
use crate::sheets::in_pairs;
use crate::site::SiteError;
use crate::site::render_site;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::theme::WebPicture;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::write::Exchanged;
use crate::write::FileEntry;
use crate::write::Staging;
use crate::write::checksum;
use anyhow::Context;
use anyhow::Result;
use asked::check_names;
use asked::leave_out_broken_others;
use asked::read_extras;
use folders::Folders;
use rayon::prelude::*;
use std::collections::BTreeMap;
use trial::add_strips;

pub use trial::check_content;

/// What a build did.
#[derive(Debug)]
pub struct Build {
    /// All files that were read, for the report.
    pub sources: Sources,
    /// All problems, sorted.
    pub report: Report,
    /// `None` when nothing was written because of errors.
    pub summary: Option<Summary>,
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages of the site.
    pub pages: usize,
    /// Boards.
    pub boards: usize,
    /// What is still to be asked.
    pub open_questions: usize,
    /// Boards that are samples.
    pub samples: usize,
    /// Whether `public/` was exchanged.
    pub public_changed: bool,
    /// Whether `print/` was exchanged.
    pub print_changed: bool,
    /// What could not be promised of an exchange.
    pub promises: Vec<String>,
    /// What was asked for and has nothing to show.
    pub left_out: Vec<String>,
    /// Files in `print/` of earlier runs that were taken away.
    pub removed: Vec<String>,
    /// Pages in `public/` of earlier runs whose records are gone: codes that hang somewhere lead there.
    pub gone: Vec<String>,
    /// Files of earlier runs that stayed and say what is no longer so.
    pub outdated: Vec<String>,
    /// Pictures for printing that are coarser than their way of printing has them.
    pub rough: Option<Rough>,
    /// Files that were not what they had been made, and are made again or taken away.
    pub broken: Vec<String>,
}

/// Pictures that were asked for in a low resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rough {
    /// Dots per inch.
    pub dpi: u32,
    /// No shop of their kind takes so few, not even for the largest boards.
    pub is_useless: bool,
}

impl Rough {
    /// What is to be said of these sheets.
    fn of<'p>(sheets: impl Iterator<Item = &'p SheetPlan<'p>>) -> Option<Rough> {
        let coarse = sheets.filter(|s| s.has_raster() && s.dpi.0 < s.own_dpi().0);
        let told = |s: &SheetPlan<'_>| Rough {
            dpi: s.dpi.0.round() as u32,
            is_useless: s.dpi.0 < s.profile.least_resolution().0,
        };
        let worse = |a: Rough, b: Rough| Rough { is_useless: a.is_useless || b.is_useless, ..a };
        coarse.map(told).reduce(worse)
    }
}

impl Summary {
    /// Takes in what an exchange did.
    fn add(&mut self, folder: &str, done: Exchanged) {
        let named = |paths: Vec<String>| paths.into_iter().map(move |p| format!("{folder}/{p}"));
        self.promises.extend(done.promise);
        self.outdated.extend(named(done.outdated));
        if folder == PRINT {
            self.removed.extend(named(done.removed));
        } else {
            let is_page = |path: &String| path.ends_with(".html") && !done.broken.contains(path);
            self.gone.extend(named(done.removed.into_iter().filter(is_page).collect()));
        }
        self.broken.extend(named(done.broken));
    }
}

const PRINT: &str = "print";
const PUBLIC: &str = "public";

/// Builds what `config` asks for.
///
/// # Errors
/// The world's: disk, memory, unknown codes on the command line, a code that cannot be read back.
pub fn build(config: &Config, progress: &dyn Progress) -> Result<Build> {
    crate::write::repair(&config.out)?;
    progress.stage("读取内容", 0);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(config.jobs)
        .build()
        .context("不能启动工作线程")?;
    let Content { mut sources, mut report, read, procedure_files } =
        pool.install(|| read_content(&config.root));
    let Some((mut catalog, theme)) = read else {
        return Ok(Build { sources, report, summary: None });
    };
    let wanted = check_names(config, &theme)?;
    if config.only == Some(Only::Site) {
        // A page is set in the reader's fonts; pictures in it are asked when they are drawn.
        report.retain(|d| d.code != Code::MissingGlyph);
    }
    let extras = read_extras(config, &theme)?;
    if !config.wanted.items.is_empty() {
        leave_out_broken_others(config, &procedure_files, &mut catalog, &mut report)?;
    }
    let mut plan = Plan::new(&catalog, &theme, &wanted);
    plan.check_paths(&mut report);
    let workshop = if report.has_errors() {
        None
    } else {
        pool.install(|| Workshop::open(&theme, &mut report))
    };
    let Some(workshop) = workshop.filter(|_| !report.has_errors()) else {
        return Ok(Build { sources, report, summary: None });
    };
    let is_wanted = |sheet: &SheetPlan<'_>| match config.only {
        Some(Only::Site) => sheet.formats.is_empty() && sheet.kind.comes_with_pages(),
        Some(Only::Boards) => !sheet.formats.is_empty(),
        None => true,
    };
    plan.sheets.retain(is_wanted);
    if config.only == Some(Only::Boards) {
        // What pages show stays what it is.
        plan.sheets.iter_mut().for_each(|sheet| sheet.web = false);
    }
    if config.only == Some(Only::Site) {
        let silent = catalog.procedures.iter().filter(|p| p.panels().is_empty()).map(|p| p.file);
        let spoken_of = report.files();
        sources.forget(silent.filter(|file| !spoken_of.contains(file)));
    }
    let is_new = !config.out.exists();
    let mut folders = Folders::open(config)?;
    let made = pool.install(|| make_sheets(&plan, &workshop, &extras, &folders, progress))?;
    let mut told = made.report;
    name_fields(&mut told, &sources);
    report.extend(told);
    report.sort(&sources);
    if report.has_errors() {
        folders.leave(is_new);
        return Ok(Build { sources, report, summary: None });
    }
    let printed = || plan.sheets.iter().filter(|s| !s.formats.is_empty());
    let mut summary = Summary {
        open_questions: catalog.procedures.iter().map(|p| open_questions(p).len()).sum(),
        samples: catalog.procedures.iter().filter(|p| crate::plan::is_sample(&catalog, p)).count(),
        boards: printed().count(),
        rough: Rough::of(printed()),
        left_out: plan.left_out(&theme, &wanted),
        ..Summary::default()
    };
    folders.take(made.files);
    age::judge_sheets(&catalog, &theme, &workshop, &mut folders.print);
    if config.only != Some(Only::Boards) {
        show_pictures(&mut plan, &theme, &folders.public);
        progress.stage("写网页", 0);
        match pool.install(|| make_pages(&plan, &theme, config, &mut folders.public)) {
            Ok((pages, seen)) => {
                summary.pages = pages;
                if config.only == Some(Only::Site) && config.wanted.items.is_empty() {
                    age::leave_out_gone(&catalog, &theme, &mut folders.public);
                }
                age::judge_pages(&seen, &mut folders.public);
            }
            Err(SiteError::World(error)) => return Err(error),
            Err(SiteError::Template(problem)) => {
                report.push(*problem);
                report.sort(&sources);
                folders.leave(is_new);
                return Ok(Build { sources, report, summary: None });
            }
        }
    }
    progress.stage("写入文件夹", 0);
    let date = config.date.or_else(|| catalog.latest_review());
    let Folders { public, print, .. } = folders;
    // Whatever may stand in the way of either is met before one of them is touched.
    let print = if config.only != Some(Only::Site) {
        Some(print.prepare(date)?)
    } else {
        // Nothing was made for it, and still it is told what hangs there with yesterday's words.
        summary.outdated.extend(print.outdated().into_iter().map(|p| format!("{PRINT}/{p}")));
        let date = print.date_before();
        print.has_aged().then(|| print.prepare(date)).transpose()?
    };
    let public = (config.only != Some(Only::Boards)).then(|| public.prepare(date)).transpose()?;
    if let Some(print) = print {
        let done = print.exchange()?;
        if config.only == Some(Only::Site) {
            summary.promises.extend(done.promise);
        } else {
            summary.print_changed = done.changed;
            summary.add(PRINT, done);
        }
    }
    if let Some(public) = public {
        let done = public.exchange()?;
        summary.public_changed = done.changed;
        summary.add(PUBLIC, done);
    }
    Ok(Build { sources, report, summary: Some(summary) })
}

/// What came of all sheets.
struct Sheets {
    files: Vec<Made>,
    report: Report,
}

/// Makes the sheets of a plan one by one; what is kept of them in memory are the names of their files.
fn make_sheets(
    plan: &Plan<'_>,
    workshop: &Workshop<'_>,
    extras: &Extras,
    folders: &Folders,
    progress: &dyn Progress,
) -> Result<Sheets> {
    let into = Targets { print: &folders.print, public: &folders.public };
    let maker = SheetMaker::new(workshop, extras, into);
    let boards = plan.sheets.iter().filter(|s| !s.formats.is_empty()).count();
    progress.stage("画展板", boards);
    let pairs = in_pairs(&plan.sheets);
    let outcomes: Vec<Result<SheetOutcome>> = pairs
        .par_iter()
        .map_init(
            || None,
            |typesetter, (sheet, web)| {
                let mut job = Job::of(workshop.topic(plan, sheet), sheet, *web);
                if !sheet.formats.is_empty() {
                    job.says = workshop.says(&job.topic);
                }
                let made = maker.make(&job, typesetter);
                if !sheet.formats.is_empty() {
                    progress.step();
                }
                made
            },
        )
        .collect();
    let mut sheets = Sheets { files: Vec::new(), report: Report::default() };
    let mut about_strips = Report::default();
    for ((sheet, _), outcome) in pairs.iter().zip(outcomes) {
        let outcome = outcome?;
        sheets.files.extend(outcome.files);
        let told = if sheet.kind.stacked { &mut about_strips } else { &mut sheets.report };
        told.extend(outcome.report);
    }
    add_strips(&mut sheets.report, about_strips);
    Ok(sheets)
}

/// Tells the plan which pictures there are: those that were just made, and those of before.
fn show_pictures(plan: &mut Plan<'_>, theme: &Theme, public: &Staging) {
    for kind in theme.sheets.iter().rev() {
        let Some(collection) = kind.collection() else { continue };
        for entry in public.pictures().filter(|e| e.kind.as_ref() == Some(&kind.name)) {
            let Some([width, height]) = entry.trim_mm else { continue };
            let size = SheetSize { width: Mm(width), height: Mm(height) };
            let path = address_of_file(&entry.path, &entry.sha256);
            let picture = PagePicture { path, pixels: kind.web_pixels(size) };
            plan.put_picture(collection.name, entry.code.as_deref().unwrap_or(""), picture, kind);
        }
    }
    // Also those of matters that this run did not ask for.
    let drawn = |kind: &&SheetKind| kind.web == Some(WebPicture::Svg);
    let kinds = theme.sheets.iter().filter(drawn).map(|kind| kind.name.clone()).collect();
    let wanted = Wanted { kinds, ..Wanted::default() };
    let all = Plan::with_versions(plan.catalog, theme, &wanted, plan.versions.clone());
    for sheet in all.sheets.iter().filter(|sheet| drawn(&sheet.kind)) {
        let path = sheet.web_path();
        if let Some(entry) = public.entry(&path) {
            plan.put_strip(&sheet.key, address_of_file(&path, &entry.sha256));
        }
    }
}

/// Renders and stages the pages; gives how many were asked for, and the checksums of those that were left as they
/// are. With `--item`: those of its records, and what every page needs.
fn make_pages(
    plan: &Plan<'_>,
    theme: &Theme,
    config: &Config,
    public: &mut Staging,
) -> Result<(usize, BTreeMap<String, String>), SiteError> {
    let items = &config.wanted.items;
    let (mut pages, mut left) = (0, BTreeMap::new());
    render_site(plan, theme, &mut |page| {
        let is_page = page.path.ends_with(".html");
        let is_asked = items.is_empty() || !is_page || items.contains(&page.key);
        pages += usize::from(is_page && is_asked);
        if is_asked {
            public.put(FileEntry::of(&page.path, &page.bytes), &page.bytes)
        } else {
            left.insert(page.path.clone(), checksum(&page.bytes));
            Ok(())
        }
    })?;
    Ok((pages, left))
}
