//! Finished sheets → files: which there are, whether those of last time still hold, and making them.
//!
//! Start at [`Maker::make`]. One sheet after the other goes the whole way from its topic to its files, on
//! as many threads as there are, so no more sheets are in memory than threads. Every file remembers in the
//! manifest what it was drawn from ([`crate::board`]'s origin, the way of printing, the press's profile);
//! when nothing of that changed, neither layout nor drawing is done again, and the proof of its codes was
//! done when it was drawn. A sheet that had something to tell is laid out again, so that it tells it again.
//! `build`, `report` and `cast` make their sheets here.

use crate::board::Look;
use crate::board::Topic;
use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::diag::Report;
use crate::export::pdf::render_pdf;
use crate::export::png::render_web_png;
use crate::export::png::write_print_png;
use crate::export::press::PressProfile;
use crate::export::proof::render_proof;
use crate::export::svg::render_editable_svg;
use crate::export::svg::render_small_svg;
use crate::export::svg::render_svg;
use crate::export::tiff::write_tiff;
use crate::frame::Document;
use crate::frame::Frame;
use crate::plan::SheetPlan;
use crate::progress::Progress;
use crate::quantity::Date;
use crate::theme::Format;
use crate::theme::Profile;
use crate::theme::Theme;
use crate::theme::WebPicture;
use crate::write::Entry;
use crate::write::Folder;
use crate::write::Lock;
use crate::write::Staged;
use crate::write::Staging;
use crate::write::checksum;
use crate::write::file_checksum;
use anyhow::Context;
use anyhow::Result;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// What a run wants besides what the ways of printing say.
#[derive(Debug)]
pub(crate) struct Extras {
    /// The press's own profile, named in PDFs.
    pub(crate) press: Option<PressProfile>,
    /// What photos and soft proofs go through: the press's own, else that of coated paper.
    pub(crate) paper: PressProfile,
    /// Also a soft proof.
    pub(crate) proof: bool,
    /// Also an SVG whose words are still words.
    pub(crate) editable: bool,
}

impl Extras {
    /// Nothing besides.
    pub(crate) fn none(theme: &Theme) -> Result<Extras> {
        let paper = PressProfile::coated(theme)?;
        Ok(Extras { press: None, paper, proof: false, editable: false })
    }
}

/// A file of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// For printing.
    Print(Format),
    Editable,
    Proof,
    /// The picture of pages.
    Web(WebPicture),
}

impl What {
    /// Whether it holds all pages of a sheet, and not one.
    fn is_whole(self) -> bool {
        self == What::Print(Format::Pdf)
    }

    fn ending(self) -> &'static str {
        match self {
            What::Print(Format::Svg) | What::Web(WebPicture::Svg) => ".svg",
            What::Print(Format::Png) | What::Web(WebPicture::Png) => ".png",
            What::Print(Format::Pdf) => ".pdf",
            What::Print(Format::Tif) => ".tif",
            What::Editable => "-editable.svg",
            What::Proof => "-proof.png",
        }
    }
}

/// A sheet to make, and what its files are.
pub(crate) struct Job<'j> {
    pub(crate) topic: Topic<'j>,
    pub(crate) look: Look,
    pub(crate) profile: &'j Profile,
    /// Whether it is trimmed after printing; a sheet as it comes from an office's printer is not.
    pub(crate) is_cut: bool,
    /// Path for printing, without ending.
    pub(crate) path: String,
    pub(crate) formats: &'j [Format],
    /// The planned sheet whose picture pages show.
    pub(crate) web: Option<&'j SheetPlan<'j>>,
    /// What the manifest calls it by; nothing for a sheet of the whole.
    pub(crate) code: Option<String>,
}

impl<'j> Job<'j> {
    /// A planned sheet.
    pub(crate) fn of(topic: Topic<'j>, sheet: &'j SheetPlan<'j>) -> Job<'j> {
        Job {
            topic,
            look: Look::of(sheet),
            profile: sheet.profile,
            is_cut: !sheet.kind.uncut,
            path: sheet.print_path(),
            formats: &sheet.formats,
            web: sheet.web.then_some(sheet),
            code: sheet.collection.key.map(|_| sheet.key.clone()),
        }
    }
}

impl Job<'_> {
    /// How it is printed.
    fn printing(&self) -> Cow<'_, Profile> {
        if self.is_cut {
            Cow::Borrowed(self.profile)
        } else {
            Cow::Owned(self.profile.without_bleed())
        }
    }
}

/// A file that was made, now or last time.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The file, in its folder but not yet in the list.
    pub(crate) staged: Staged,
    /// Whether it belongs to the site.
    pub(crate) is_public: bool,
}

/// Makes sheets.
pub(crate) struct Maker<'m> {
    workshop: &'m Workshop<'m>,
    theme: &'m Theme,
    extras: &'m Extras,
    /// For printing.
    print: &'m Staging,
    /// The site's; the same where there is no site.
    public: &'m Staging,
    /// The pictures of last time, by kind and code.
    pictures: BTreeMap<(String, Option<String>), Entry>,
    /// Something was wrong with a sheet: what follows is looked at, not drawn.
    failed: AtomicBool,
}

/// What came of a job.
pub(crate) struct Outcome {
    /// Its files; none when it, or one before it, has errors.
    pub(crate) files: Vec<Made>,
    /// What there was to tell.
    pub(crate) report: Report,
}

impl<'m> Maker<'m> {
    /// Makes sheets into `print`, their pictures into `public`; the same folder where there is no site.
    pub(crate) fn new(
        workshop: &'m Workshop<'m>,
        theme: &'m Theme,
        extras: &'m Extras,
        (print, public): (&'m Staging, &'m Staging),
    ) -> Maker<'m> {
        let named = |e: &Entry| Some(((e.kind.clone()?, e.code.clone()), e.clone()));
        let pictures = public.folder().pictures().filter_map(named).collect();
        Maker { workshop, theme, extras, print, public, pictures, failed: AtomicBool::new(false) }
    }

    /// Makes all files of a sheet. `typesetter` is this thread's own, made when first needed.
    ///
    /// # Errors
    /// The world's: disk, memory, a code that cannot be read back.
    pub(crate) fn make(
        &self,
        job: &Job<'_>,
        typesetter: &mut Option<Typesetter>,
    ) -> Result<Outcome> {
        let mut report = Report::default();
        let origin = self.workshop.origin(&job.topic, &job.look).unwrap_or_default();
        let from = self.drawn_from(job, &origin);
        let kept = self.last_time(job, &from);
        if let Some(files) = kept.as_ref().filter(|f| f.iter().all(|m| !m.staged.entry.told)) {
            return Ok(Outcome { files: files.clone(), report });
        }
        let theme = self.theme;
        let new = || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        let typesetter = typesetter.get_or_insert_with(new);
        let document = self.workshop.make(&job.topic, &job.look, typesetter, &mut report);
        let Some(document) = document.filter(|_| !report.has_errors()) else {
            self.failed.store(true, Ordering::Relaxed);
            return Ok(Outcome { files: Vec::new(), report });
        };
        let files = match kept {
            Some(files) => files,
            None if self.failed.load(Ordering::Relaxed) => Vec::new(),
            None => self.draw(job, &document, &from, !report.is_empty())?,
        };
        Ok(Outcome { files, report })
    }

    /// What the files of a job remember of their origin.
    fn drawn_from(&self, job: &Job<'_>, origin: &str) -> String {
        let (paper, press) = (checksum(self.extras.paper.bytes()), self.extras.press.is_some());
        drawn_from(&format!("{origin} {:?} {paper} {press}", job.profile))
    }

    fn files(&self, job: &Job<'_>) -> Vec<What> {
        let mut files: Vec<What> = job.formats.iter().map(|format| What::Print(*format)).collect();
        if !job.formats.is_empty() {
            files.extend(self.extras.editable.then_some(What::Editable));
            files.extend(self.extras.proof.then_some(What::Proof));
        }
        files.extend(job.web.and_then(|sheet| sheet.kind.web).map(What::Web));
        files
    }

    /// Paths of a file of a job: one, or one for each page.
    fn paths(job: &Job<'_>, what: What) -> Vec<String> {
        let pages = job.topic.kind.sides;
        if pages == 1 || what.is_whole() {
            return vec![format!("{}{}", job.path, what.ending())];
        }
        (1..=pages).map(|page| format!("{}-{page}{}", job.path, what.ending())).collect()
    }

    /// The files of a job, when every one of them still holds.
    fn last_time(&self, job: &Job<'_>, from: &str) -> Option<Vec<Made>> {
        let mut all = Vec::new();
        let holds = |entry: &&Entry| entry.drawn_from.as_deref() == Some(from);
        for what in self.files(job) {
            if let What::Web(_) = what {
                let (sheet, folder) = (job.web?, self.public.folder());
                let entry = match sheet.kind.web? {
                    WebPicture::Svg => folder.previous(&sheet.web_path(""))?,
                    WebPicture::Png => {
                        self.pictures.get(&(sheet.kind.name.clone(), job.code.clone()))?
                    }
                };
                let entry = Some(entry).filter(holds)?.clone();
                all.extend(self.copies(job, &entry, None).ok()?);
                all.push(Made { staged: Staged::kept(entry), is_public: true });
                continue;
            }
            for path in Self::paths(job, what) {
                let entry = self.print.folder().previous(&path).filter(holds)?.clone();
                all.push(Made { staged: Staged::kept(entry), is_public: false });
            }
        }
        Some(all)
    }

    /// Makes all files of a sheet; `told`: its layout had something to tell.
    fn draw(
        &self,
        job: &Job<'_>,
        document: &Document,
        from: &str,
        told: bool,
    ) -> Result<Vec<Made>> {
        let mut all = Vec::new();
        for what in self.files(job) {
            let entry = |path: &str, bytes: &[u8], frame: &Frame| {
                described(job, what, Entry::of(path, bytes), frame, from, told)
            };
            if let What::Web(_) = what {
                all.extend(self.draw_web(job, &document.pages[0], &entry)?);
                continue;
            }
            for (index, path) in Self::paths(job, what).iter().enumerate() {
                let frame = &document.pages[index];
                let staged = match self.bytes_of(job, what, document, frame)? {
                    Some(bytes) => self.print.stage_bytes(entry(path, &bytes, frame), &bytes)?,
                    None => {
                        let place = self.print.place_for(path)?;
                        if what == What::Print(Format::Png) {
                            write_print_png(frame, job.look.dpi, &place)?;
                        } else {
                            let inks = (&*job.printing(), &self.extras.paper);
                            write_tiff(frame, inks, job.look.dpi, &place)?;
                        }
                        let (sha256, bytes) = file_checksum(&place)?;
                        Staged::new(Entry { sha256, bytes, ..entry(path, &[], frame) })
                    }
                };
                all.push(Made { staged, is_public: false });
            }
        }
        Ok(all)
    }

    /// The bytes of a file; `None` for rasters, which are streamed to their place.
    fn bytes_of(
        &self,
        job: &Job<'_>,
        what: What,
        document: &Document,
        frame: &Frame,
    ) -> Result<Option<Vec<u8>>> {
        let (profile, extras) = (job.printing(), self.extras);
        let profile = &*profile;
        Ok(Some(match what {
            What::Print(Format::Svg) => render_svg(frame).into_bytes(),
            What::Editable => render_editable_svg(frame).into_bytes(),
            What::Print(Format::Pdf) => {
                render_pdf(&document.pages, profile, (extras.press.as_ref(), &extras.paper))?
            }
            What::Proof => render_proof(frame, profile, &extras.paper)?,
            What::Print(Format::Png | Format::Tif) | What::Web(_) => return Ok(None),
        }))
    }

    fn draw_web(
        &self,
        job: &Job<'_>,
        frame: &Frame,
        entry: &dyn Fn(&str, &[u8], &Frame) -> Entry,
    ) -> Result<Vec<Made>> {
        let Some(sheet) = job.web else { return Ok(Vec::new()) };
        let bytes = match sheet.kind.web {
            Some(WebPicture::Svg) => render_small_svg(frame).into_bytes(),
            _ => render_web_png(frame)?,
        };
        let path = sheet.web_path(&checksum(&bytes));
        let entry = entry(&path, &bytes, frame);
        let mut all = self.copies(job, &entry, Some(&bytes))?;
        let staged = self.public.stage_bytes(entry, &bytes)?;
        all.push(Made { staged, is_public: true });
        Ok(all)
    }

    /// The picture once more at the address it had up to version 0.1.
    fn copies(&self, job: &Job<'_>, entry: &Entry, bytes: Option<&[u8]>) -> Result<Vec<Made>> {
        let Some(pattern) = job.web.and_then(|sheet| sheet.kind.web_copy.as_ref()) else {
            return Ok(Vec::new());
        };
        let path = pattern.replace("{key}", &job.topic.key);
        let copy = Entry { path: path.clone(), picture: false, ..entry.clone() };
        let staged = match bytes {
            Some(bytes) => self.public.stage_bytes(copy, bytes)?,
            None => match self.public.folder().previous(&path) {
                Some(old) if old.sha256 == copy.sha256 => Staged::kept(copy),
                _ => anyhow::bail!("no copy of last time"),
            },
        };
        Ok(vec![Made { staged, is_public: true }])
    }
}

/// What the manifest says of a file.
fn described(
    job: &Job<'_>,
    what: What,
    entry: Entry,
    frame: &Frame,
    from: &str,
    told: bool,
) -> Entry {
    let profile = job.printing();
    let size = [frame.size.width.0, frame.size.height.0];
    let whole = size.map(|side| side + 2.0 * profile.white_edge.0);
    let for_press = matches!(what, What::Print(Format::Pdf | Format::Tif) | What::Proof);
    let raster = matches!(what, What::Print(Format::Png | Format::Tif));
    let is_drawing = what == What::Web(WebPicture::Svg);
    Entry {
        kind: Some(frame.kind.clone()).filter(|_| !is_drawing),
        code: job.code.clone().filter(|_| !is_drawing),
        trim_mm: Some(if for_press { whole } else { size }).filter(|_| !is_drawing),
        bleed_mm: match what {
            What::Web(_) => None,
            _ if for_press => Some(profile.bleed.0),
            _ => Some(0.0),
        },
        dpi: raster.then_some(job.look.dpi.0),
        version: Some(frame.version.clone()).filter(|v| !v.is_empty() && !is_drawing),
        drawn_from: Some(from.to_string()),
        told,
        picture: what == What::Web(WebPicture::Png),
        ..entry
    }
}

/// Name and version: what a file was drawn by. A developer's build changes without its version
/// changing, so there the program's own file counts too.
fn program() -> String {
    let version = env!("CARGO_PKG_VERSION");
    if !cfg!(debug_assertions) {
        return format!("xiaowei {version}");
    }
    let own = std::env::current_exe().and_then(fs::metadata);
    let changed = own.as_ref().ok().and_then(|m| m.modified().ok());
    format!("xiaowei {version} {:?} {changed:?}", own.map(|m| m.len()).ok())
}

/// What a file remembers of its origin.
fn drawn_from(origin: &str) -> String {
    checksum(format!("{} {origin}", program()).as_bytes())
}

/// Makes the sheets of a command of its own – all of them or none – in a folder of its own. Gives how
/// many there are; `None` when there are errors, which are in the report.
///
/// # Errors
/// The world's: disk, memory.
pub(crate) fn make_apart(
    (workshop, theme): (&Workshop<'_>, &Theme),
    jobs: &[Job<'_>],
    (out, name): (&Path, &str),
    date: Option<Date>,
    (report, progress): (&mut Report, &dyn Progress),
) -> Result<Option<usize>> {
    fs::create_dir_all(out).with_context(|| format!("不能建立文件夹 {}", out.display()))?;
    let _lock = Lock::take(out)?;
    let mut folder = Folder::open(out, name)?.stage(false);
    let extras = Extras::none(theme)?;
    let mut all = Vec::new();
    {
        let maker = Maker::new(workshop, theme, &extras, (&folder, &folder));
        let mut typesetter = None;
        progress.stage("画", jobs.len());
        for job in jobs {
            let outcome = maker.make(job, &mut typesetter)?;
            report.extend(outcome.report);
            all.extend(outcome.files);
            progress.step();
        }
    }
    if report.has_errors() {
        return Ok(None);
    }
    all.into_iter().for_each(|made| folder.record(made.staged));
    folder.exchange(date)?;
    Ok(Some(jobs.len()))
}
