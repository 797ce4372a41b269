//! One sheet to make: of what, in which look, into which files.
//!
//! Start at [`Job`].

use crate::board::Look;
use crate::board::Topic;
use crate::export::press::PressProfile;
use crate::plan::SheetPlan;
use crate::theme::Format;
use crate::theme::Profile;
use crate::theme::Theme;
use crate::theme::WebPicture;
use crate::units::Dpi;
use anyhow::Result;
use std::borrow::Cow;

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
pub(super) enum What {
    /// For printing.
    Print(Format),
    Editable,
    Proof,
    /// The picture of pages.
    Web(WebPicture),
}

impl What {
    /// Whether it holds all pages of a sheet, and not one.
    pub(super) fn is_whole(self) -> bool {
        self == What::Print(Format::Pdf)
    }

    /// What its name ends in.
    pub(super) fn ending(self) -> &'static str {
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
    /// The resolution it is printed in unless another one is asked for.
    pub(crate) own_dpi: Dpi,
    /// Whether its drawings are as in its own resolution, so that they may have their names.
    pub(crate) draws_as_its_own: bool,
    /// Whether it is trimmed after printing; a sheet as it comes from an office's printer is not.
    pub(crate) is_cut: bool,
    /// Path for printing, without ending.
    pub(crate) path: String,
    pub(crate) formats: &'j [Format],
    /// The planned sheet whose picture pages show: itself, or its own make where it is printed otherwise
    /// this time and looks the same.
    pub(crate) web: Option<&'j SheetPlan<'j>>,
    /// What the manifest calls it by; nothing for a sheet of the whole.
    pub(crate) code: Option<String>,
    /// Checksum of what it says, for sheets that later runs may leave as they are.
    pub(crate) says: Option<String>,
}

impl<'j> Job<'j> {
    /// A planned sheet; `web` as [`in_pairs`] found it.
    pub(crate) fn of(
        topic: Topic<'j>,
        sheet: &'j SheetPlan<'j>,
        web: Option<&'j SheetPlan<'j>>,
    ) -> Job<'j> {
        Job {
            topic,
            look: Look::of(sheet),
            profile: sheet.profile,
            own_dpi: sheet.own_dpi(),
            draws_as_its_own: sheet.draws_as_its_own(),
            is_cut: !sheet.kind.uncut,
            path: sheet.print_path(),
            formats: &sheet.formats,
            web,
            code: sheet.code(),
            says: None,
        }
    }
}

/// Every sheet with the one whose picture pages show. A sheet that is printed in another resolution or
/// profile has a second plan, for pages only; where both would be laid out alike it is one job, not two.
pub(crate) fn in_pairs<'s>(
    sheets: &'s [SheetPlan<'s>],
) -> Vec<(&'s SheetPlan<'s>, Option<&'s SheetPlan<'s>>)> {
    let mut pairs: Vec<(&SheetPlan<'_>, Option<&SheetPlan<'_>>)> = Vec::new();
    for sheet in sheets {
        let printed = pairs.iter_mut().rev().take_while(|(printed, _)| printed.is_of(sheet));
        let free = |(printed, web): &&mut (&SheetPlan<'_>, Option<&SheetPlan<'_>>)| {
            web.is_none() && sheet.formats.is_empty() && printed.looks_like(sheet)
        };
        match printed.filter(free).last() {
            Some((_, web)) => *web = sheet.web.then_some(sheet),
            None => pairs.push((sheet, sheet.web.then_some(sheet))),
        }
    }
    pairs
}

impl Job<'_> {
    /// How it is printed.
    pub(super) fn printing(&self) -> Cow<'_, Profile> {
        if self.is_cut {
            Cow::Borrowed(self.profile)
        } else {
            Cow::Owned(self.profile.without_bleed())
        }
    }

    /// Its files.
    pub(super) fn files(&self, extras: &Extras) -> Vec<What> {
        let mut files: Vec<What> = self.formats.iter().map(|format| What::Print(*format)).collect();
        if !self.formats.is_empty() {
            files.extend(extras.editable.then_some(What::Editable));
            files.extend(extras.proof.then_some(What::Proof));
        }
        files.extend(self.web.and_then(|sheet| sheet.kind.web).map(What::Web));
        files
    }

    /// The resolution that a file was asked to have, where it is not its own: one for the print shop is
    /// never another one under the same name.
    pub(super) fn other_dpi(&self, what: What) -> Option<Dpi> {
        let is_raster = matches!(what, What::Print(Format::Png | Format::Tif));
        let shows = is_raster || !self.draws_as_its_own;
        Some(self.look.dpi).filter(|dpi| shows && *dpi != self.own_dpi)
    }

    /// Paths of a file: one, or one for each page.
    pub(super) fn paths(&self, what: What, pages: usize) -> Vec<String> {
        self.named(what, self.other_dpi(what), pages)
    }

    /// How many pages it has, where that is known before it is made.
    pub(super) fn pages(&self) -> Option<usize> {
        let kind = self.topic.kind;
        (!kind.continues).then_some(kind.sides)
    }

    /// Paths of a file as it is called in its own resolution.
    pub(super) fn own_paths(&self, what: What, pages: usize) -> Vec<String> {
        self.named(what, None, pages)
    }

    fn named(&self, what: What, dpi: Option<Dpi>, pages: usize) -> Vec<String> {
        let dpi = dpi.map_or(String::new(), |dpi| format!("-{}dpi", dpi.0));
        let stem = format!("{}{dpi}", self.path);
        if pages == 1 || what.is_whole() {
            return vec![format!("{stem}{}", what.ending())];
        }
        (1..=pages).map(|page| format!("{stem}-{page}{}", what.ending())).collect()
    }
}
