//! Boxes as templates ask for them: layout, look, content.
//!
//! Start at [`Element`]. [`super::markup`] makes them; layout and drawing only read them.

use crate::diag::Span;
use crate::frame::TextRole;
use crate::ink::InkId;
use crate::units::Mm;
use taffy::prelude::Style;

/// One box of the sheet.
#[derive(Debug)]
pub(super) struct Element {
    /// Its layout.
    pub style: Style,
    /// Its look.
    pub paint: Paint,
    /// What it holds.
    pub content: BoxContent,
    /// Smallest and largest least height: such boxes get free room before type does.
    pub roomy: Option<(Mm, Mm)>,
    /// May be left out where the sheet is too small: the highest number first.
    pub spare: Option<u8>,
    /// Nobody misses it where it is left out: the sheet says the same elsewhere, or promises nothing of it.
    pub extra: bool,
    /// Of a whole board: where something was left out, the next way of laying it out is tried too; they differ little.
    pub again: bool,
    /// Of a whole board that may continue: how many units its pages share.
    pub units: usize,
    /// It answers one question: the judge looks how much of it stands empty.
    pub answer: bool,
    /// What links call it.
    pub node: Option<String>,
    /// Where the template wrote it ([`crate::theme::MARK`]).
    pub mark: Option<String>,
    /// Inside it.
    pub children: Vec<Element>,
}

impl Element {
    /// Whether something is lost where it is left out: it holds words that are no extra, or a picture.
    pub(super) fn is_missed(&self) -> bool {
        let says = matches!(
            self.content,
            BoxContent::Text(_) | BoxContent::Corner(_) | BoxContent::Comic(_)
        );
        !self.extra && (says || self.children.iter().any(Element::is_missed))
    }
}

/// How a box looks.
#[derive(Debug, Clone, Default)]
pub(super) struct Paint {
    /// Ground.
    pub fill: Option<InkId>,
    /// Frame.
    pub stroke: Option<InkId>,
    /// Weight of the frame; the kind's line when absent.
    pub stroke_width: Option<Mm>,
    /// Radii of the corners: upper left, upper right, lower right, lower left.
    pub radius: [Mm; 4],
    /// Outline other than a box.
    pub outline: Outline,
    /// A band of this ink along a wave's edge.
    pub edge: Option<InkId>,
    /// Tone-on-tone rings of this ink.
    pub rings: Option<InkId>,
    /// The field runs over the trim on the sides where it touches it.
    pub bleed: bool,
}

/// Outlines a box can have.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) enum Outline {
    /// A box, with round corners if a radius is given.
    #[default]
    Box,
    /// The lower edge sags by so much in the middle.
    Wave(Mm),
    /// A speech bubble whose tail points down.
    Bubble(Tail),
    /// An arrow that points right.
    Arrow,
    /// A label that points right.
    Tag,
    /// Pointed left and right: a flow's decision.
    Decision,
    /// A road from the upper right corner down, back to the left, and down with an arrow's head.
    Road,
    /// What lies below a wave's edge: the other side of [`Outline::Wave`], as high as its box.
    Shore,
}

/// Where a bubble's tail points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Down, from the left part.
    Left,
    /// Down, from the right part.
    Right,
}

/// What a box holds.
#[derive(Debug)]
pub(super) enum BoxContent {
    /// Only its children.
    None,
    /// Type.
    Text(TextSpec),
    /// A drawing by file name (`props/id-card`).
    Art(String),
    /// The picture of this number.
    Comic(usize),
    /// A code that says this.
    Code(String),
    /// A band across the upper right corner.
    Corner(TextSpec),
    /// A line with an arrow between two named boxes; it has the box's frame.
    Link(LinkSpec),
}

/// A link as the template wants it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LinkSpec {
    /// Name of the box where it begins.
    pub from: String,
    /// Name of the box where it ends.
    pub to: String,
    /// Around the boxes on this side; straight when not given.
    pub side: Option<Side>,
    /// From one lane to the next, in millimetres.
    pub gap: f64,
}

/// Where a link runs around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A text and how it wants to be set.
#[derive(Debug, Clone)]
pub(super) struct TextSpec {
    /// The words.
    pub text: String,
    /// Shorter words for when these do not fit.
    pub short: Option<String>,
    /// 500, 700, 900.
    pub weight: u16,
    /// Smallest and largest size.
    pub fit: (Mm, Mm),
    /// Colour.
    pub ink: InkId,
    /// Lines wanted, and the most where neither form fits that.
    pub lines: (usize, usize),
    /// Line height in em.
    pub leading: f64,
    /// Extra space after every character, in em.
    pub spacing: f64,
    /// Start, centre or end.
    pub align: TextAlign,
    /// Lines alike, best broken after a comma.
    pub balanced: bool,
    /// Stroke the glyphs with their own ink.
    pub rounded: bool,
    /// What it is for.
    pub role: TextRole,
    /// Texts of one group get one size.
    pub group: Option<String>,
    /// Where the words came from.
    pub source: Option<Span>,
}

/// Alignment of lines in their box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextAlign {
    /// Left.
    Start,
    /// Middle.
    Center,
    /// Right.
    End,
}
