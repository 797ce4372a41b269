//! A finished sheet: the waist of the program.
//!
//! Everything above a [`Frame`] knows procedures and layout and no file format; everything below
//! it knows a format and no procedure. Items stand at fixed millimetres (origin: top left of the
//! trimmed sheet) in painting order, colours are named inks, text is already outlined but keeps
//! its words. A frame is complete: whoever is given one only reads it. Start at [`Document`].

use crate::diag::Span;
use crate::geometry;
use crate::geometry::Rect;
use crate::ink::InkId;
use crate::ink::InkTable;
use crate::units::Mm;
use crate::units::SheetSize;
use kurbo::Affine;
use kurbo::BezPath;
use std::fmt;
use std::sync::Arc;

/// A finished sheet of paper: its pages, one after the other.
#[derive(Debug, Clone)]
pub struct Document {
    /// At least one.
    pub pages: Vec<Frame>,
}

/// A finished page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Name of its kind.
    pub kind: String,
    /// What its files are called by.
    pub stem: String,
    /// Trimmed size.
    pub size: SheetSize,
    /// For `<title>` and the PDF's title.
    pub title: String,
    /// For `<desc>`: what a person who cannot see the board should hear.
    pub description: String,
    /// Version of the words on it.
    pub version: String,
    /// The colours that [`InkId`]s mean.
    pub inks: Arc<InkTable>,
    /// In painting order.
    pub items: Vec<Item>,
    /// Outlines that items are cut to.
    pub clips: Vec<Clip>,
    /// The codes that must be found on it, no others.
    pub codes: Vec<QrSpot>,
    /// Its pictures, those of a header not counted.
    pub pictures: Vec<PictureSpot>,
    /// Boxes that answer one question each, in painting order.
    pub answers: Vec<Rect>,
    /// What the judge holds it to.
    pub limits: Limits,
}

impl Frame {
    /// The box of what is seen of a shape: its own, cut to its clips. `None` for an empty path.
    #[must_use]
    pub(crate) fn seen(&self, shape: &Shape) -> Option<Rect> {
        let mut seen = geometry::bounds(&shape.path)?;
        let mut next = shape.clip;
        while let Some(clip) = next.and_then(|i| self.clips.get(i)) {
            let other = geometry::bounds(&clip.path)?;
            let (right, bottom) = (
                (seen.x + seen.w).min(other.x + other.w),
                (seen.y + seen.h).min(other.y + other.h),
            );
            let (x, y) = (seen.x.max(other.x), seen.y.max(other.y));
            seen = Rect { x, y, w: (right - x).max(0.0), h: (bottom - y).max(0.0) };
            next = clip.inside;
        }
        Some(seen)
    }
}

/// An outline that items are cut to.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// The outline.
    pub path: BezPath,
    /// It is itself cut to an earlier one.
    pub inside: Option<usize>,
    /// What is to be seen in it, for a person who cannot: a picture has this.
    pub words: Option<String>,
}

/// What a kind of board promises its readers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Smallest running text.
    pub smallest_type: Mm,
    /// Smallest caption.
    pub smallest_caption: Mm,
    /// Smallest imprint.
    pub smallest_imprint: Mm,
    /// Text and codes stay this far from the trim.
    pub safe_margin: Mm,
    /// Smallest side of a code without its quiet zone.
    pub smallest_code: Mm,
    /// Share of the sheet that three pictures or more take at least; nothing where nobody asks.
    pub picture_share: Option<f64>,
}

/// Something on the sheet.
#[derive(Debug, Clone)]
pub enum Item {
    /// A filled or stroked shape.
    Shape(Shape),
    /// A line of text.
    Text(TextLine),
    /// A photo.
    Photo(PhotoSpot),
}

/// A photo on the sheet, larger than what is seen of it.
#[derive(Debug, Clone)]
pub struct PhotoSpot {
    /// Its pixels.
    pub pixels: Arc<Pixels>,
    /// Where all of it would lie.
    pub rect: Rect,
    /// Index into [`Frame::clips`]: what is seen.
    pub clip: usize,
}

/// A picture in pixels, sRGB.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
    /// Row after row, red, green, blue.
    pub rgb: Vec<u8>,
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({}×{})", self.width, self.height)
    }
}

/// A filled or stroked shape.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its outline.
    pub path: BezPath,
    /// Inside.
    pub fill: Option<InkId>,
    /// Along the outline, centred on it, round joins and caps.
    pub stroke: Option<Stroke>,
    /// Index into [`Frame::clips`].
    pub clip: Option<usize>,
}

/// A drawn line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: InkId,
    /// Full width.
    pub width: Mm,
}

/// What a line of text is for; decides how small it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// To be read at the kind's distance.
    Running,
    /// Under a picture, or a remark beside running text.
    Caption,
    /// The imprint at the foot: version, basis, checked-on.
    Imprint,
    /// Part of a drawing; not judged.
    Drawing,
}

/// One line of text, outlined.
#[derive(Debug, Clone)]
pub struct TextLine {
    /// The words.
    pub text: String,
    /// The glyphs, on the sheet.
    pub outline: BezPath,
    /// From the line's own baseline, starting at the origin, to the sheet.
    pub place: Affine,
    /// Full advance along the baseline.
    pub advance: Mm,
    /// Box of the line: full advance × type size, centred on the letters.
    pub bounds: Rect,
    /// Type size (em height).
    pub size: Mm,
    /// 500, 700 or 900.
    pub weight: u16,
    /// Colour.
    pub ink: InkId,
    /// Same-colour stroke that rounds a title, if any.
    pub rounding: Option<Mm>,
    /// What it is for.
    pub role: TextRole,
    /// Which block of text it belongs to; lines of one block may touch.
    pub block: usize,
    /// The content it came from.
    pub source: Option<Span>,
}

/// A picture on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureSpot {
    /// Its box.
    pub bounds: Rect,
    /// The template says how high it is; else it takes what room there is, as one under which nothing stands does.
    pub told: bool,
    /// Radius of its largest head, if there is one that is seen from near.
    pub head: Option<Mm>,
    /// Where its place is written; of a picture that no file has, no place of one.
    pub source: Span,
}

/// A QR code that must be found on the finished sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct QrSpot {
    /// What it says.
    pub address: String,
    /// Where it is, quiet zone not included.
    pub bounds: Rect,
    /// Modules along a side.
    pub modules: usize,
}
