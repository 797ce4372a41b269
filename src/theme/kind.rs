//! Kinds of sheet: rows `sheets:` of `theme.yaml`, typed ([`super::kinds`] reads and checks them).
//!
//! Start at [`SheetKind`]. A row says of what a sheet is made, how large it is, how small its type and its
//! codes may be, how it is printed and where its files lie; what stands on it is its template's. An own
//! theme's row is laid over the built-in row of the same name, key by key. Rust knows no kind by name.

use super::profile::Format;
use crate::diag::Span;
use crate::model::Collection;
use crate::model::Entry;
use crate::model::Picture;
use crate::model::collection;
use crate::record::walk::leaves;
use crate::record::walk::says;
use crate::units::Dpi;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::units::WEB_PIXELS;

/// What sheets can be made of that stands in no collection: one row per word, with the command that makes
/// them.
pub(crate) const SOURCES: &[(&str, &str)] = &[("questions", "report"), ("words", "cast")];

/// Smallest type by what it is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floors {
    /// Running text.
    pub running: Mm,
    /// Captions under pictures and remarks beside running text.
    pub caption: Mm,
    /// The imprint at the foot.
    pub imprint: Mm,
}

/// What grows with a sheet: a larger board is read from farther away.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measures {
    /// Smallest type.
    pub floors: Floors,
    /// Smallest type in bubbles: people look at pictures first, and from farther.
    pub bubble: Mm,
    /// Smallest code.
    pub code: CodeFloor,
    /// Weight of drawn lines.
    pub line: Mm,
    /// Pattern of coloured fields.
    pub rings: Rings,
    /// Share of the sheet that its pictures take at least.
    pub pictures: Option<f64>,
}

/// How small a code may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CodeFloor {
    /// Side without its quiet zone.
    pub side: Mm,
    /// Side of one module.
    pub module: Mm,
}

/// The tone-on-tone pattern of coloured fields: rows of concentric circles.
#[derive(Debug, Clone, PartialEq)]
pub struct Rings {
    /// From one centre to the next, across and down.
    pub step: [Mm; 2],
    /// First row below the upper edge of the field.
    pub start: Mm,
    /// The circles.
    pub radii: Vec<Mm>,
    /// Weight of their lines.
    pub line: Mm,
}

/// The picture that pages show of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebPicture {
    /// Pixels, of a bounded size.
    Png,
    /// A drawing; such a sheet is made for pages alone.
    Svg,
}

/// Where the pictures of sheets lie, below `public/`.
pub(crate) const WEB_FOLDER: &str = "sheets";

/// A kind of sheet.
#[derive(Debug, Clone)]
pub struct SheetKind {
    /// What files and flags call it.
    pub name: String,
    /// Chinese name for messages.
    pub label: String,
    /// Name of the collection it is made of, one sheet for each record; or one of [`SOURCES`].
    pub of: String,
    /// Only of records with these values: field (either name), words.
    pub filter: Vec<(String, Vec<String>)>,
    /// Only of records that say something in one of these fields (English names); of all when empty.
    pub having: Vec<&'static str>,
    /// Names of other collections that its template sees whole, each under its name.
    pub sees: Vec<String>,
    /// Names of the kinds whose sheets, all of them, follow its own pages in one document.
    pub gathers: Vec<String>,
    /// Which command makes it: `build`, or that of its source.
    pub command: String,
    /// Made only when it is asked for by name.
    pub when_asked: bool,
    /// Template file below `boards/`.
    pub template: String,
    /// How many arrangements its template knows; they are tried in order until one fits.
    pub arrangements: usize,
    /// Sizes it is made in; the first one is its own.
    pub sizes: Vec<SheetSize>,
    /// The size is that of one picture: a sheet is as high as all its pictures.
    pub stacked: bool,
    /// The size is the largest one: a sheet is as high as what stands on it.
    pub open_height: bool,
    /// What one page does not hold goes on on the next one; its template says in how many units (`units`).
    pub continues: bool,
    /// Records on one sheet.
    pub per_sheet: usize,
    /// Pages of one sheet.
    pub sides: usize,
    /// From how far it is read in its own size; nothing for what is held in hands, which does not grow.
    pub reading: Option<Mm>,
    /// Smallest type in its own size.
    pub floors: Floors,
    /// Smallest code in its own size.
    pub code: CodeFloor,
    /// Nothing that must be read lies nearer to the trim.
    pub safe_margin: Mm,
    /// The words of the band across the corner lie this far from the edges.
    pub corner: Mm,
    /// Pattern of coloured fields.
    pub rings: Rings,
    /// Weight of drawn lines.
    pub line: Mm,
    /// Share of the sheet that three pictures or more take at least, 0..1.
    pub pictures: Option<f64>,
    /// Pictures of its own, whatever it is made of.
    pub scenes: Vec<Picture>,
    /// Name of the profile it is printed by, unless another is asked for.
    pub profile: String,
    /// It is what comes out of an office's printer: no bleed, no marks, not trimmed.
    pub uncut: bool,
    /// Printed in black alone, whatever inks its template and drawings name; a photo keeps its colours.
    pub black: bool,
    /// Resolution of rasters and photos, instead of the profile's.
    pub dpi: Option<Dpi>,
    /// Files for printing, instead of the profile's.
    pub formats: Option<Vec<Format>>,
    /// The picture on the site, if there is one.
    pub web: Option<WebPicture>,
    /// Width of that picture in pixels; by the longer side when not given.
    pub web_width: Option<u32>,
    /// That picture is what is sent on.
    pub share: bool,
    /// Where the picture lies once more, below `public/`, with `{key}`.
    pub web_copy: Option<String>,
    /// Path of its files without ending, with `{kind}`, `{key}` and `{size}`.
    pub file: String,
    /// Where the row stands.
    pub at: Span,
}

impl SheetKind {
    /// The size it has when none is asked for.
    #[must_use]
    pub(crate) fn size(&self) -> SheetSize {
        self.sizes[0]
    }

    /// How much larger a sheet of this size is than its own: the root of the areas' ratio; 1 for what is held in hands.
    fn growth(&self, size: SheetSize) -> f64 {
        let area = |s: SheetSize| s.width.0 * s.height.0;
        self.reading.map_or(1.0, |_| (area(size) / area(self.size())).sqrt())
    }

    /// What holds on a sheet of this size. People stand back from a larger board as its diagonal grows (a board of
    /// 90×120 cm is read from 1.5 m, one of four times its area from 3 m), at most from 4.5 m; before a smaller one
    /// they do not come nearer. Lines grow and shrink with the figures they draw.
    #[must_use]
    pub(crate) fn measures(&self, size: SheetSize) -> Measures {
        /// Nobody reads a board from farther away, however large it is.
        const FARTHEST: Mm = Mm(4500.0);
        /// Thinner lines are lost in print.
        const THINNEST: f64 = 0.5;
        /// So much wider than high, header, footer and captions take more than pictures can.
        const LOW: f64 = 1.8;
        const HIGH: f64 = 1.75;
        /// Of a side as of 65 cm against 90.
        const SMALL: f64 = 0.72;
        let growth = self.growth(size);
        let most = self.reading.map_or(1.0, |distance| (FARTHEST / distance).max(1.0));
        let read = growth.clamp(1.0, most);
        let floors = Floors {
            running: self.floors.running * read,
            caption: self.floors.caption * read,
            imprint: self.floors.imprint * read,
        };
        let bubble = if self.reading.is_some() { 4.0 / 3.0 } else { 1.0 };
        let drawn = growth.max(THINNEST);
        // What must be said takes more of a small sheet.
        let low = size.width.0 > size.height.0 * LOW;
        // A banner's pictures stand one above the other, each as wide as it may be.
        let high = size.height.0 > size.width.0 * HIGH;
        let less = match (low, high || growth < SMALL) {
            (true, _) => 0.65,
            (false, true) => 0.9,
            (false, false) => 1.0,
        };
        let pictures = self.pictures.map(|share| share * less);
        let CodeFloor { side, module } = self.code;
        let rings = &self.rings;
        Measures {
            bubble: floors.running * bubble,
            floors,
            code: CodeFloor { side: side * read, module: module * read },
            line: self.line * drawn,
            rings: Rings {
                step: rings.step.map(|length| length * drawn),
                start: rings.start * drawn,
                radii: rings.radii.iter().map(|radius| *radius * drawn).collect(),
                line: rings.line * drawn,
            },
            pictures,
        }
    }

    /// What lengths of a template are multiplied with on a sheet of this size: [`SheetKind::growth`], less where one
    /// side is short.
    #[must_use]
    pub(crate) fn unit(&self, size: SheetSize) -> f64 {
        /// A side so much shorter than that of its own shape still holds what stands beside each other.
        const SHORT: f64 = 7.0 / 9.0;
        let short = |s: SheetSize| s.width.min(s.height);
        self.growth(size).min(short(size) / (short(self.size()) * SHORT))
    }

    /// Width and height in pixels of the picture that pages show of a sheet of this size.
    #[must_use]
    pub(crate) fn web_pixels(&self, size: SheetSize) -> (u32, u32) {
        let scale = self.web_scale(size);
        let pixels = |side: Mm| (side.0 * scale).round() as u32;
        (pixels(size.width), pixels(size.height))
    }

    /// Its pixels per millimetre.
    #[must_use]
    pub(crate) fn web_scale(&self, size: SheetSize) -> f64 {
        match self.web_width {
            Some(pixels) => f64::from(pixels) / size.width.0,
            None => f64::from(WEB_PIXELS) / size.width.max(size.height).0,
        }
    }

    /// Whether files for printing are made of it, unless a profile says so.
    #[must_use]
    pub fn prints(&self) -> bool {
        self.formats.as_ref().is_none_or(|formats| !formats.is_empty())
    }

    /// Whether its picture is made with the pages, whatever is printed.
    #[must_use]
    pub(crate) fn comes_with_pages(&self) -> bool {
        self.web.is_some() && (self.when_asked || !self.prints())
    }

    /// Folders below `public/` in which its pictures lie.
    pub(crate) fn web_folders(&self) -> impl Iterator<Item = &str> {
        fn folder(path: &str) -> &str {
            path.rsplit_once('/').map_or("", |(folder, _)| folder)
        }
        let copy = self.web_copy.as_deref().map(folder);
        let own = match self.web {
            Some(WebPicture::Png) => Some(WEB_FOLDER),
            Some(WebPicture::Svg) => Some(folder(&self.file)),
            None => None,
        };
        own.into_iter().chain(copy).filter(|folder| !folder.is_empty())
    }

    /// The collection it is made of; `None` for other sources.
    #[must_use]
    pub(crate) fn collection(&self) -> Option<&'static Collection> {
        collection(&self.of)
    }

    /// Whether there is something of a record to show.
    #[must_use]
    pub(crate) fn has_something(&self, record: &dyn Entry) -> bool {
        self.having.is_empty() || self.having.iter().any(|field| says(record, field))
    }

    /// What a record says nothing of, in the words of files: 「风险点」「分支」; for messages.
    #[must_use]
    pub(crate) fn missing_words(&self) -> String {
        let schema = self.collection().map(|of| of.schema);
        let word = |name: &&str| {
            schema.and_then(|schema| schema.find(name)).map(|field| format!("「{}」", field.key))
        };
        self.having.iter().filter_map(word).collect()
    }

    /// Whether a record is among those it is made of, as its filter says.
    #[must_use]
    pub(crate) fn takes(&self, record: &dyn Entry) -> bool {
        self.filter.iter().all(|(key, words)| {
            let mut good = false;
            leaves(record, |leaf| {
                let is_it = leaf.field.key == key || leaf.field.alias == key;
                good |= is_it && words.iter().any(|w| *w == leaf.words());
            });
            good
        })
    }
}
