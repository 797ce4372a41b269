//! One run from files to folders: read, check, plan, draw, write.
//!
//! Start at [`build`]. Stages stop between each other when the report has errors; then nothing is
//! written at all. Boards are laid out and drawn on several threads, always collected in the order
//! of the plan, so the number of threads never shows.

use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::check::check_dates;
use crate::cli::Only;
use crate::config::Config;
use crate::content::Content;
use crate::content::name_fields;
use crate::content::read_content;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::export::press::PressProfile;
use crate::export::svg::render_small_svg;
use crate::frame::Frame;
use crate::model::Catalog;
use crate::model::Picture;
use crate::model::Procedure;
use crate::outputs::Extras;
use crate::outputs::Made;
use crate::outputs::Outputs;
use crate::outputs::drawn_from;
use crate::plan::BoardPlan;
use crate::plan::Plan;
use crate::plan::strip_path;
use crate::progress::Progress;
use crate::site::SiteError;
use crate::site::render_site;
use crate::theme::Profile;
use crate::theme::Theme;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::write::Entry;
use crate::write::Folder;
use crate::write::Lock;
use anyhow::Context;
use anyhow::Result;
use rayon::prelude::*;
use std::fs;
use std::path::Path;

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
    /// Facts that still say 「以窗口答复为准」.
    pub open_facts: usize,
    /// Boards that are samples.
    pub samples: usize,
    /// Whether `public/` was exchanged.
    pub public_changed: bool,
    /// Whether `print/` was exchanged.
    pub print_changed: bool,
}

/// Everything `check` says: the content, what is old on the config's date and, if `boards`, what
/// does not fit on them.
#[must_use]
pub fn check_content(config: &Config, boards: bool, progress: &dyn Progress) -> Content {
    progress.stage("读取内容", 0);
    let mut content = read_content(&config.root);
    if let (Some((catalog, _)), Some(today)) = (&content.read, config.date) {
        check_dates(catalog, today, &mut content.report);
    }
    if let (Some((catalog, theme)), true) = (&content.read, boards && !content.report.has_errors())
    {
        let plan = Plan::new(catalog, theme, &config.wanted);
        make_frames(&plan, theme, None, progress, &mut content.report);
        // What is wrong on a board is not told again of the same picture.
        if !content.report.has_errors() {
            let report = &mut content.report;
            let kept = make_strips(&plan, theme, &config.wanted, report, None, |_, _| Ok(()));
            kept.expect("nothing is written");
        }
        name_fields(&mut content.report, &content.sources);
    }
    content.report.sort(&content.sources);
    content
}

/// Builds what `config` asks for.
///
/// # Errors
/// The world's: disk, memory, unknown codes on the command line, a code that cannot be read back.
pub fn build(config: &Config, progress: &dyn Progress) -> Result<Build> {
    progress.stage("读取内容", 0);
    let Content { mut sources, mut report, read, procedure_files } = read_content(&config.root);
    let wanted = &config.wanted;
    let Some((mut catalog, theme)) = read else {
        return Ok(Build { sources, report, summary: None });
    };
    for kind in &wanted.kinds {
        if theme.board(kind).is_none() {
            let known: Vec<&str> = theme.boards.iter().map(|b| b.name.as_str()).collect();
            anyhow::bail!("没有「{kind}」这种展板，可以写：{}", known.join("、"));
        }
    }
    if let Some(word) = &wanted.profile
        && Profile::find(&theme.profiles, word).is_none()
    {
        let known: Vec<&str> = theme.profiles.iter().map(|p| p.name.as_str()).collect();
        anyhow::bail!("没有「{word}」这种印刷方式，可以写：{}", known.join("、"));
    }
    let extras = read_extras(config, &theme)?;
    if !wanted.items.is_empty() {
        leave_out_broken_others(config, &procedure_files, &mut catalog, &mut report)?;
    }
    if report.has_errors() {
        return Ok(Build { sources, report, summary: None });
    }
    if config.only == Some(Only::Site) {
        let silent = catalog.procedures.iter().filter(|p| p.panels().is_empty()).map(|p| p.file);
        sources.forget(&silent.collect(), &report);
    }
    let mut plan = Plan::new(&catalog, &theme, wanted);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(config.jobs)
        .build()
        .context("不能启动工作线程")?;
    let outputs = Outputs::new(&extras);
    let last = LastTime {
        outputs: &outputs,
        public: Folder::look(&config.out, "public"),
        print: Folder::look(&config.out, "print"),
    };
    let sheets = if config.only == Some(Only::Site) {
        Vec::new()
    } else {
        let mut made = Report::default();
        let sheets = pool.install(|| make_frames(&plan, &theme, Some(&last), progress, &mut made));
        name_fields(&mut made, &sources);
        report.extend(made);
        report.sort(&sources);
        sheets
    };
    if report.has_errors() {
        return Ok(Build { sources, report, summary: None });
    }
    let mut summary = Summary {
        open_facts: catalog.procedures.iter().map(|p| crate::model::open_facts(&**p).len()).sum(),
        samples: catalog.procedures.iter().filter(|p| crate::plan::is_sample(&catalog, p)).count(),
        boards: sheets.len(),
        ..Summary::default()
    };
    fs::create_dir_all(&config.out)
        .with_context(|| format!("不能建立文件夹 {}", config.out.display()))?;
    let _lock = Lock::take(&config.out)?;
    let print = Folder::open(&config.out, "print")?;
    let public = Folder::open(&config.out, "public")?;
    keep_existing_pictures(&mut plan, config, &public);
    let mut print = print.stage(config.is_partial());
    let mut public = public.stage(config.is_partial());
    if config.only != Some(Only::Boards) {
        // With `--item`: the pages of those items, and the style and script that every page needs.
        let is_wanted = |path: &str| {
            let shared = !path.ends_with(".html");
            wanted.items.is_empty()
                || shared
                || wanted.items.iter().any(|code| path.starts_with(&format!("{code}/")))
        };
        let pages = &mut summary.pages;
        let made = pool.install(|| {
            render_site(&plan, &theme, &mut |path, bytes| {
                *pages += usize::from(path.ends_with(".html"));
                if is_wanted(path) { public.put(Entry::of(path, bytes), bytes) } else { Ok(()) }
            })
        });
        match made {
            Ok(()) => {}
            Err(SiteError::World(error)) => return Err(error),
            Err(SiteError::Template(problem)) => {
                report.push(*problem);
                report.sort(&sources);
                return Ok(Build { sources, report, summary: None });
            }
        }
    }
    if config.only != Some(Only::Boards) {
        pool.install(|| {
            make_strips(&plan, &theme, wanted, &mut report, Some(&last.public), |entry, bytes| {
                match bytes {
                    Some(bytes) => public.put(entry, &bytes),
                    None => {
                        public.keep(entry);
                        Ok(())
                    }
                }
            })
        })?;
        report.sort(&sources);
        if report.has_errors() {
            return Ok(Build { sources, report, summary: None });
        }
    }
    progress.stage("画展板", sheets.len());
    let drawn: Vec<Result<Vec<Made>>> = pool.install(|| {
        let indexed = plan.boards.par_iter().zip(sheets);
        indexed
            .map(|(board, sheet)| {
                let drawn = match sheet {
                    Sheet::Kept(files) => Ok(files),
                    Sheet::New { frame, origin, told } => {
                        outputs.draw(board, &frame, (&origin, told), &print)
                    }
                };
                progress.step();
                drawn
            })
            .collect()
    });
    for drawn in drawn {
        for Made { entry, public: is_public, kept, bytes } in drawn? {
            let side = if is_public { &mut public } else { &mut print };
            match bytes {
                Some(bytes) => side.put(entry, &bytes)?,
                None if kept => side.keep(entry),
                None => side.written(entry),
            }
        }
    }
    progress.stage("写入文件夹", 0);
    let date = config.date.or_else(|| catalog.latest_review());
    if config.only != Some(Only::Site) {
        summary.print_changed = print.exchange(date)?;
    }
    summary.public_changed = public.exchange(date)?;
    Ok(Build { sources, report, summary: Some(summary) })
}

/// What the flags want of every board.
fn read_extras(config: &Config, theme: &Theme) -> Result<Extras> {
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
    let bytes = fs::read(path).with_context(|| format!("不能读色彩文件 {shown}"))?;
    PressProfile::read(bytes, &shown)
}

/// With `--item`, errors in other procedures' files are warnings, and those procedures are left
/// out. An unknown code is the caller's mistake, unless its file may be one of the broken ones.
fn leave_out_broken_others(
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

/// Pages show the pictures that are made now or were made before, in the size they have.
fn keep_existing_pictures(plan: &mut Plan<'_>, config: &Config, public: &Folder) {
    let Plan { boards, pictures, .. } = plan;
    let made_now = |p: &BoardPlan<'_>| {
        config.only != Some(Only::Site)
            && boards.iter().any(|b| b.kind.name == p.kind.name && b.subject == p.subject)
    };
    pictures.retain_mut(|picture| {
        if made_now(picture) {
            return true;
        }
        let Some(entry) = public.previous(&picture.web_path()) else { return false };
        if let Some([width, height]) = entry.trim_mm {
            picture.size = SheetSize { width: Mm(width), height: Mm(height) };
        }
        true
    });
}

/// What there was before this run.
struct LastTime<'a> {
    outputs: &'a Outputs<'a>,
    public: Folder,
    print: Folder,
}

/// A board of this run.
enum Sheet {
    /// Its files of last time still hold.
    Kept(Vec<Made>),
    /// To be drawn.
    New { frame: Box<Frame>, origin: String, told: bool },
}

/// Lays out the boards whose files of last time do not hold, in the order of the plan.
fn make_frames(
    plan: &Plan<'_>,
    theme: &Theme,
    last: Option<&LastTime<'_>>,
    progress: &dyn Progress,
    report: &mut Report,
) -> Vec<Sheet> {
    let Some(workshop) = Workshop::open(theme, report) else { return Vec::new() };
    progress.stage("排版", plan.boards.len());
    let new_typesetter =
        || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let make = |typesetter: &mut Option<Typesetter>, board: &BoardPlan<'_>| {
        let mut report = Report::default();
        let origin = workshop.origin(plan, board).unwrap_or_default();
        let kept = last
            .and_then(|last| last.outputs.last_time(board, &origin, (&last.public, &last.print)));
        if let Some(files) = kept.as_ref().filter(|files| files.iter().all(|f| !f.entry.told)) {
            progress.step();
            return (Some(Sheet::Kept(files.clone())), report);
        }
        let typesetter = typesetter.get_or_insert_with(new_typesetter);
        let frame = workshop.make(plan, board, typesetter, &mut report);
        progress.step();
        let told = !report.items().is_empty();
        let sheet = match (kept, frame) {
            (Some(files), Some(_)) => Some(Sheet::Kept(files)),
            (None, frame) => frame.map(|frame| Sheet::New { frame: Box::new(frame), origin, told }),
            (Some(_), None) => None,
        };
        (sheet, report)
    };
    let made: Vec<(Option<Sheet>, Report)> =
        plan.boards.par_iter().map_init(|| None, make).collect();
    let mut sheets = Vec::new();
    for (sheet, problems) in made {
        sheets.extend(sheet);
        report.extend(problems);
    }
    sheets
}

/// The pictures that the pages show, given to `keep` in the order of the catalog, a few at a time; no
/// bytes for what still holds.
fn make_strips(
    plan: &Plan<'_>,
    theme: &Theme,
    wanted: &crate::plan::Wanted,
    report: &mut Report,
    last: Option<&Folder>,
    mut keep: impl FnMut(Entry, Option<Vec<u8>>) -> Result<()> + Send,
) -> Result<()> {
    /// So many are held in memory.
    const AT_ONCE: usize = 64;
    let is_wanted = |p: &&Procedure| {
        let item = wanted.items.is_empty() || wanted.items.contains(&p.code.value);
        item && !p.panels().is_empty()
    };
    let procedures: Vec<&Procedure> =
        plan.catalog.procedures.iter().map(|p| &**p).filter(is_wanted).collect();
    if procedures.is_empty() {
        return Ok(());
    }
    // What is wrong with the theme, the boards tell.
    let Some(workshop) = Workshop::open(theme, &mut Report::default()) else { return Ok(()) };
    let new_typesetter =
        || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let make = |typesetter: &mut Option<Typesetter>, p: &&Procedure| {
        let pictures: Vec<&Picture> = p.panels().into_iter().map(|(_, x)| x).collect();
        let (code, title, mut own) = (&p.code.value, &p.title.value, Report::default());
        let path = strip_path(code);
        let origin = drawn_from(&workshop.strip_origin(code, title, &pictures));
        let kept = last
            .and_then(|last| last.previous(&path))
            .filter(|entry| entry.drawn_from.as_ref() == Some(&origin));
        if let Some(entry) = kept.filter(|entry| !entry.told) {
            return (entry.clone(), None, own);
        }
        let typesetter = typesetter.get_or_insert_with(new_typesetter);
        let frame = workshop.strip(code, title, &pictures, typesetter, &mut own);
        let bytes = render_small_svg(&frame).into_bytes();
        let told = !own.items().is_empty();
        (Entry { drawn_from: Some(origin), told, ..Entry::of(&path, &bytes) }, Some(bytes), own)
    };
    for some in procedures.chunks(AT_ONCE) {
        let made: Vec<(Entry, Option<Vec<u8>>, Report)> =
            some.par_iter().map_init(|| None, make).collect();
        for (entry, bytes, problems) in made {
            report.extend(problems);
            keep(entry, bytes)?;
        }
    }
    Ok(())
}
