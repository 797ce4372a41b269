//! Makes the files of sheets, or keeps those of last time that still hold.
//!
//! Start at [`SheetMaker::make`].

use super::entry::described;
use super::entry::drawn_from;
use super::job::Extras;
use super::job::Job;
use super::job::What;
use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::diag::Report;
use crate::export::pdf::render_pdf;
use crate::export::png::render_web_png;
use crate::export::png::write_print_png;
use crate::export::proof::render_proof;
use crate::export::svg::render_editable_svg;
use crate::export::svg::render_small_svg;
use crate::export::svg::render_svg;
use crate::export::tiff::write_tiff;
use crate::frame::Document;
use crate::frame::Frame;
use crate::theme::Format;
use crate::theme::Profile;
use crate::theme::WebPicture;
use crate::units::Dpi;
use crate::write::FileEntry;
use crate::write::Staged;
use crate::write::Staging;
use crate::write::checksum;
use crate::write::file_checksum;
use anyhow::Result;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// A file that was made, now or last time.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The file, in its folder but not yet in the list.
    pub(crate) staged: Staged,
    /// Whether it belongs to the site.
    pub(crate) is_public: bool,
}

/// The folders that sheets are made into.
#[derive(Clone, Copy)]
pub(crate) struct Targets<'m> {
    /// For printing.
    pub(crate) print: &'m Staging,
    /// The site's; the same where there is no site.
    pub(crate) public: &'m Staging,
}

/// Makes sheets.
pub(crate) struct SheetMaker<'m> {
    workshop: &'m Workshop<'m>,
    extras: &'m Extras,
    into: Targets<'m>,
    /// The press's profile as a part of what files are drawn from.
    press: String,
    /// Something was wrong with a sheet: what follows is looked at, not drawn.
    failed: AtomicBool,
}

/// What the files of a sheet remember of their origin: those of a run that prints it otherwise, and the
/// picture of pages, which stays of the sheet's own make.
struct Origins {
    raster: String,
    drawing: String,
    web: String,
}

impl Origins {
    fn of(&self, what: What) -> &str {
        match what {
            What::Web(_) => &self.web,
            What::Print(Format::Png | Format::Tif) => &self.raster,
            What::Print(Format::Svg | Format::Pdf) | What::Editable | What::Proof => &self.drawing,
        }
    }
}

/// What came of a job.
pub(crate) struct SheetOutcome {
    /// Its files; none when it, or one before it, has errors.
    pub(crate) files: Vec<Made>,
    /// What there was to tell.
    pub(crate) report: Report,
}

impl<'m> SheetMaker<'m> {
    /// Makes sheets with what a workshop has.
    pub(crate) fn new(
        workshop: &'m Workshop<'m>,
        extras: &'m Extras,
        into: Targets<'m>,
    ) -> SheetMaker<'m> {
        let press = format!("{} {}", checksum(extras.paper.bytes()), extras.press.is_some());
        SheetMaker { workshop, extras, into, press, failed: AtomicBool::new(false) }
    }

    /// Makes all files of a sheet. `typesetter` is this thread's own, made when first needed.
    ///
    /// # Errors
    /// The world's: disk, memory, a code that cannot be read back.
    pub(crate) fn make(
        &self,
        job: &Job<'_>,
        typesetter: &mut Option<Typesetter>,
    ) -> Result<SheetOutcome> {
        let mut report = Report::default();
        let origin = self.workshop.origin(&job.topic, &job.look).unwrap_or_default();
        let from = self.origins(job, &origin);
        let kept = self.last_time(job, &from);
        if let Some(files) = kept.as_ref().filter(|f| f.iter().all(|m| !m.staged.entry.told)) {
            return Ok(SheetOutcome { files: files.clone(), report });
        }
        let theme = self.workshop.theme();
        let new = || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        let typesetter = typesetter.get_or_insert_with(new);
        let document = self.workshop.make(&job.topic, &job.look, typesetter, &mut report);
        let Some(document) = document.filter(|_| !report.has_errors()) else {
            self.failed.store(true, Ordering::Relaxed);
            return Ok(SheetOutcome { files: Vec::new(), report });
        };
        let files = match kept {
            Some(files) => files,
            None if self.failed.load(Ordering::Relaxed) => Vec::new(),
            None => self.draw(job, &document, &from, !report.is_empty())?,
        };
        Ok(SheetOutcome { files, report })
    }

    /// What the files of a job remember of their origin.
    fn origins(&self, job: &Job<'_>, origin: &str) -> Origins {
        let sum = |dpi: Dpi, profile: &Profile| {
            drawn_from(&format!("{origin} {} {profile:?} {}", dpi.0, self.press))
        };
        // A drawing that no resolution changes is the same one in a quick try.
        let drawn = if job.draws_as_its_own { job.own_dpi } else { job.look.dpi };
        Origins {
            raster: sum(job.look.dpi, job.profile),
            drawing: sum(drawn, job.profile),
            web: job.web.map(|sheet| sum(sheet.dpi, sheet.profile)).unwrap_or_default(),
        }
    }

    /// The files of a job, when every one of them still holds.
    fn last_time(&self, job: &Job<'_>, from: &Origins) -> Option<Vec<Made>> {
        let mut all = Vec::new();
        for what in job.files(self.extras) {
            let from = from.of(what);
            let holds = |entry: &&FileEntry| entry.drawn_from.as_deref() == Some(from);
            if let What::Web(_) = what {
                let (sheet, folder) = (job.web?, self.into.public.folder());
                let entry = folder.previous(&sheet.web_path()).filter(holds)?.clone();
                all.extend(self.copies(job, &entry, None).ok()?);
                all.push(Made { staged: Staged::kept(entry), is_public: true });
                continue;
            }
            // Nobody knows before how many there are; the one file of all pages tells of all.
            let pages = job.pages().or(what.is_whole().then_some(1))?;
            for path in job.paths(what, pages) {
                let entry = self.into.print.folder().previous(&path).filter(holds)?.clone();
                let entry = FileEntry { says: job.says.clone(), ..entry };
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
        from: &Origins,
        told: bool,
    ) -> Result<Vec<Made>> {
        let mut all = Vec::new();
        for what in job.files(self.extras) {
            let entry = |path: &str, bytes: &[u8], frame: &Frame| {
                described(job, what, FileEntry::of(path, bytes), frame, from.of(what), told)
            };
            if let What::Web(_) = what {
                all.extend(self.draw_web(job, &document.pages[0], &entry)?);
                continue;
            }
            let pages = document.pages.len();
            let own = job.other_dpi(what).map(|_| job.own_paths(what, pages));
            for (index, path) in job.paths(what, pages).iter().enumerate() {
                let instead_of = own.as_ref().map(|own| own[index].clone());
                let entry = |path: &str, bytes: &[u8], frame: &Frame| FileEntry {
                    instead_of: instead_of.clone(),
                    ..entry(path, bytes, frame)
                };
                let frame = &document.pages[index];
                let staged = match self.bytes_of(job, what, document, frame)? {
                    Some(bytes) => {
                        self.into.print.stage_bytes(entry(path, &bytes, frame), &bytes)?
                    }
                    None => {
                        let place = self.into.print.place_for(path)?;
                        if what == What::Print(Format::Png) {
                            write_print_png(frame, job.look.dpi, &place)?;
                        } else {
                            let inks = (&*job.printing(), &self.extras.paper);
                            write_tiff(frame, inks, job.look.dpi, &place)?;
                        }
                        let (sha256, bytes) = file_checksum(&place)?;
                        Staged::new(FileEntry { sha256, bytes, ..entry(path, &[], frame) })
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
            // What is sent on is for screens, also from the folder for printing: chats refuse large files.
            What::Print(Format::Png) if job.topic.kind.share => {
                render_web_png(frame, job.topic.kind.web_pixels(frame.size))?
            }
            What::Print(Format::Png | Format::Tif) | What::Web(_) => return Ok(None),
        }))
    }

    fn draw_web(
        &self,
        job: &Job<'_>,
        frame: &Frame,
        entry: &dyn Fn(&str, &[u8], &Frame) -> FileEntry,
    ) -> Result<Vec<Made>> {
        let Some(sheet) = job.web else { return Ok(Vec::new()) };
        let bytes = match sheet.kind.web {
            Some(WebPicture::Svg) => render_small_svg(frame).into_bytes(),
            _ => render_web_png(frame, sheet.kind.web_pixels(frame.size))?,
        };
        let entry = entry(&sheet.web_path(), &bytes, frame);
        let mut all = self.copies(job, &entry, Some(&bytes))?;
        let staged = self.into.public.stage_bytes(entry, &bytes)?;
        all.push(Made { staged, is_public: true });
        Ok(all)
    }

    /// The picture once more at the address it had up to version 0.1.
    fn copies(&self, job: &Job<'_>, entry: &FileEntry, bytes: Option<&[u8]>) -> Result<Vec<Made>> {
        let Some(pattern) = job.web.and_then(|sheet| sheet.kind.web_copy.as_ref()) else {
            return Ok(Vec::new());
        };
        let path = pattern.replace("{key}", &job.topic.key);
        let copy = FileEntry { path: path.clone(), picture: false, ..entry.clone() };
        let staged = match bytes {
            Some(bytes) => self.into.public.stage_bytes(copy, bytes)?,
            None => match self.into.public.folder().previous(&path) {
                Some(old) if old.sha256 == copy.sha256 => Staged::kept(copy),
                _ => anyhow::bail!("no copy of last time"),
            },
        };
        Ok(vec![Made { staged, is_public: true }])
    }
}
