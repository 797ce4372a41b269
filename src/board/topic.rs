//! What a sheet shows, and how large: everything that a kind's template and the checks need of it.
//!
//! A [`Topic`] is made of records of the content ([`super::view`]), of open questions
//! ([`super::questions`]) or of the words of pictures ([`super::words`]); the engine sees no difference.

use crate::diag::FileId;
use crate::diag::Span;
use crate::model::Picture;
use crate::model::Procedure;
use crate::plan::SheetPlan;
use crate::stage::Places;
use crate::theme::SheetKind;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::SheetSize;
use std::borrow::Cow;
use tera::Context;

/// How large a sheet is made, for which raster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Trimmed size.
    pub size: SheetSize,
    /// Of its rasters and photos.
    pub dpi: Dpi,
    /// Pixels per millimetre of the coarsest raster that is for use: codes must be read there.
    pub pixels_per_mm: f64,
    /// The same of the printed one.
    print: f64,
    /// The part of it that the picture for the web decides: pixels of the longer side.
    web_pixels: Option<f64>,
}

impl Look {
    /// As planned.
    #[must_use]
    pub(crate) fn of(sheet: &SheetPlan<'_>) -> Look {
        let pixels_per_mm = sheet.coarsest_pixels_per_mm();
        let print = sheet.printed_pixels_per_mm();
        let longer = sheet.size.width.max(sheet.size.height).0;
        let web_pixels = (pixels_per_mm < print).then_some(pixels_per_mm * longer);
        Look { size: sheet.size, dpi: sheet.dpi, pixels_per_mm, print, web_pixels }
    }

    /// Of a sheet that is shown nowhere but on paper.
    #[must_use]
    pub(crate) fn on_paper(size: SheetSize, dpi: Dpi) -> Look {
        let print = dpi.0 / MM_PER_INCH;
        Look { size, dpi, pixels_per_mm: print, print, web_pixels: None }
    }

    /// The same on a larger sheet.
    #[must_use]
    pub(super) fn in_size(&self, size: SheetSize) -> Look {
        let longer = size.width.max(size.height).0;
        let pixels_per_mm = self.web_pixels.map_or(self.print, |web| self.print.min(web / longer));
        Look { size, pixels_per_mm, ..*self }
    }
}

/// Which page of a sheet is made, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// Of the paper, from 1.
    pub side: usize,
    /// Number of the arrangement that is tried.
    pub arrangement: usize,
    /// What stands on it.
    pub part: Part,
}

impl Way {
    /// A side with everything that it has to say.
    #[must_use]
    pub(super) fn of_side(side: usize) -> Way {
        Way { side, arrangement: 0, part: Part::WHOLE }
    }
}

/// A run of the units that the pages of a sheet share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// The first unit, from 0.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
    /// Number of the page, from 1.
    pub page: usize,
    /// Pages in all.
    pub pages: usize,
    /// Pages of the document before those of its sheet.
    pub before: usize,
    /// Pages of the document.
    pub of: usize,
}

impl Part {
    /// All on one page.
    pub(super) const WHOLE: Part =
        Part { from: 0, to: 1_000_000, page: 1, pages: 1, before: 0, of: 1 };
}

/// Makes what a template sees; the number counts the ways to lay it out.
type MakeContext<'t> = Box<dyn Fn(&Look, usize) -> Context + Send + Sync + 't>;

/// What a sheet shows.
pub(crate) struct Topic<'t> {
    /// Its kind.
    pub kind: &'t SheetKind,
    /// What its files are called by.
    pub key: String,
    /// For `<title>` and the PDF's title.
    pub title: String,
    /// What a person who cannot see it should hear.
    pub description: String,
    /// Version of its words; empty where they have none.
    pub version: String,
    /// The place to name when no text can be named.
    pub at: Option<Span>,
    /// The file whose texts are named first when something does not fit.
    pub home: Option<FileId>,
    /// The matter that it tells as a strip.
    pub procedure: Option<&'t Procedure>,
    /// Its pictures, as the template numbers them. With a procedure, those in no place are not of its strip.
    pub pictures: Vec<Cow<'t, Picture>>,
    /// What follows its own pages in one document.
    pub gathered: Vec<Topic<'t>>,
    pub(super) context: MakeContext<'t>,
}

impl std::fmt::Debug for Topic<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Topic({} {})", self.kind.name, self.key)
    }
}

impl<'t> Topic<'t> {
    /// A topic whose words `context` gives.
    pub(super) fn new(
        kind: &'t SheetKind,
        key: &str,
        context: impl Fn(&Look, usize) -> Context + Send + Sync + 't,
    ) -> Topic<'t> {
        Topic {
            kind,
            key: key.into(),
            title: String::new(),
            description: String::new(),
            version: String::new(),
            at: None,
            home: None,
            procedure: None,
            pictures: Vec::new(),
            gathered: Vec::new(),
            context: Box::new(context),
        }
    }

    /// Who stands before nothing in the header of a matter is no part of its strip.
    pub(super) fn is_header(&self, picture: &Picture) -> bool {
        let has_header = self.procedure.is_some() || !self.kind.scenes.is_empty();
        has_header && picture.place.value == Places::NOWHERE
    }

    /// The same, told on which page of the document each of the sheets that it gathers begins.
    pub(super) fn knowing<'s>(&'s self, starts: &'s [usize]) -> Topic<'s> {
        let context = move |look: &Look, arrangement: usize| {
            let mut context = self.context(look, arrangement);
            context.insert("starts", starts);
            context
        };
        Topic {
            title: self.title.clone(),
            description: self.description.clone(),
            version: self.version.clone(),
            at: self.at,
            home: self.home,
            procedure: self.procedure,
            pictures: self.pictures.iter().map(|picture| Cow::Borrowed(picture.as_ref())).collect(),
            ..Topic::new(self.kind, &self.key, context)
        }
    }

    /// What the template sees.
    pub(super) fn context(&self, look: &Look, arrangement: usize) -> Context {
        (self.context)(look, arrangement)
    }
}
