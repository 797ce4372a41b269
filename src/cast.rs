//! `cast/`: every word a picture may use under its drawing, to hang on the wall.
//!
//! Start at [`write_word_sheets`]. They depend on the theme only: content with mistakes in it is no
//! hindrance, so that whoever is just writing it can look words up.

use crate::board::Look;
use crate::board::Topic;
use crate::board::Workshop;
use crate::config::Config;
use crate::content::open_theme;
use crate::diag::Report;
use crate::diag::Sources;
use crate::progress::Progress;
use crate::sheets::Job;
use crate::sheets::OwnFolder;
use crate::sheets::make_apart;
use crate::theme::Profile;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::units::Dpi;
use anyhow::Result;

/// What came of it.
#[derive(Debug)]
pub struct WordSheets {
    /// All files that were read, for the report.
    pub sources: Sources,
    /// All problems, sorted.
    pub report: Report,
    /// Number of sheets, and what could not be promised of their folder; `None` when nothing was written because
    /// of errors.
    pub written: Option<(usize, Option<String>)>,
}

/// Writes `cast/people.svg`, `.png` and so on below the config's output folder.
///
/// # Errors
/// The world's: disk, memory.
pub fn write_word_sheets(config: &Config, progress: &dyn Progress) -> Result<WordSheets> {
    crate::write::repair(&config.out)?;
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let theme = open_theme(&config.root, &mut sources, &mut report);
    let workshop = theme.as_ref().and_then(|theme| Workshop::open(theme, &mut report));
    let mut written = None;
    if let (Some(theme), Some(workshop), false) = (&theme, &workshop, report.has_errors()) {
        let dpi = config.wanted.dpi.unwrap_or(Dpi(100.0));
        let jobs: Vec<Job<'_>> = kinds(theme)
            .flat_map(|kind| {
                let topics = workshop.word_topics(kind);
                topics.into_iter().map(move |topic| apart(topic, theme, dpi))
            })
            .collect();
        let to = OwnFolder { out: &config.out, name: "cast", date: None };
        written = make_apart(workshop, &jobs, &to, &mut report, progress)?;
    }
    report.sort(&sources);
    Ok(WordSheets { sources, report, written })
}

/// The kinds that are made of words.
pub(crate) fn kinds(theme: &Theme) -> impl Iterator<Item = &SheetKind> {
    theme.sheets.iter().filter(|kind| kind.of == "words")
}

/// A sheet that no plan has: in its kind's own size, printed as its kind says, not cut.
pub(crate) fn apart<'t>(topic: Topic<'t>, theme: &'t Theme, dpi: Dpi) -> Job<'t> {
    let kind = topic.kind;
    let profile = Profile::find(&theme.profiles, &kind.profile).unwrap_or(&theme.profiles[0]);
    Job {
        look: Look::on_paper(kind.size(), dpi),
        own_dpi: dpi,
        draws_as_its_own: true,
        path: kind.file.replace("{kind}", &kind.name).replace("{key}", &topic.key),
        formats: kind.formats.as_deref().unwrap_or(&profile.formats),
        profile,
        is_cut: !kind.uncut,
        web: None,
        code: None,
        says: None,
        topic,
    }
}
