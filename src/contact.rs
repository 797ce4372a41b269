//! Contact sheets: every word a picture may use under its drawing, as SVG and PNG in `cast/`.
//!
//! Start at [`write_contact_sheets`]. They depend on the theme only: content with mistakes in it is no
//! hindrance, so that whoever is just writing it can look words up.

use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::config::Config;
use crate::content::read_theme;
use crate::diag::Report;
use crate::diag::Sources;
use crate::export::png::write_print_png;
use crate::export::svg::render_svg;
use crate::progress::Progress;
use crate::units::Dpi;
use crate::write::Entry;
use crate::write::Folder;
use crate::write::Lock;
use crate::write::checksum;
use crate::write::file_checksum;
use anyhow::Context;
use anyhow::Result;
use std::fs;

/// What came of it.
#[derive(Debug)]
pub struct ContactSheets {
    /// All files that were read, for the report.
    pub sources: Sources,
    /// All problems, sorted.
    pub report: Report,
    /// Number of sheets; `None` when nothing was written because of errors.
    pub written: Option<usize>,
}

/// Writes `cast/people.svg`, `.png` and so on below the config's output folder.
///
/// # Errors
/// The world's: disk, memory.
pub fn write_contact_sheets(config: &Config, progress: &dyn Progress) -> Result<ContactSheets> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let theme = read_theme(&config.root, &mut sources, &mut report);
    let workshop = theme.as_ref().and_then(|theme| Workshop::open(theme, &mut report));
    let mut frames = Vec::new();
    if let (Some(theme), Some(workshop)) = (&theme, &workshop) {
        progress.stage("排版", 0);
        let mut typesetter =
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        frames = workshop.contact_sheets(&mut typesetter, &mut report);
    }
    report.sort(&sources);
    if report.has_errors() {
        return Ok(ContactSheets { sources, report, written: None });
    }
    fs::create_dir_all(&config.out)
        .with_context(|| format!("不能建立文件夹 {}", config.out.display()))?;
    let _lock = Lock::take(&config.out)?;
    let mut folder = Folder::open(&config.out, "cast")?.stage(false);
    progress.stage("画图样", frames.len());
    for frame in &frames {
        let svg = render_svg(frame).into_bytes();
        let trim_mm = Some([frame.size.width.0, frame.size.height.0]);
        let path = format!("{}.svg", frame.stem);
        let entry = Entry { trim_mm, ..Entry::of(&path, &svg) };
        let dpi = config.wanted.dpi.unwrap_or(Dpi(100.0));
        let drawn_from = Some(checksum(
            format!("{} {} {}", env!("CARGO_PKG_VERSION"), entry.sha256, dpi.0).as_bytes(),
        ));
        folder.put(entry, &svg)?;
        let path = format!("{}.png", frame.stem);
        // A raster of the same drawing is kept.
        let previous = folder.folder().previous(&path).filter(|e| e.drawn_from == drawn_from);
        if let Some(entry) = previous.cloned() {
            folder.keep(entry);
            progress.step();
            continue;
        }
        let place = folder.place_for(&path)?;
        write_print_png(frame, dpi, &place)?;
        let (sha256, bytes) = file_checksum(&place)?;
        let entry = Entry { trim_mm, dpi: Some(dpi.0), drawn_from, ..Entry::of(&path, &[]) };
        folder.written(Entry { sha256, bytes, ..entry });
        progress.step();
    }
    folder.exchange(None)?;
    Ok(ContactSheets { sources, report, written: Some(frames.len()) })
}
