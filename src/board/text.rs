//! Type: shaping once, breaking lines at any size, outlining.
//!
//! Start at [`Typesetter::shape`], then [`Block::set`]. Text is shaped at a reference size and
//! scaled, so trying another size costs only a new line break. Chinese rules (no comma at the start
//! of a line, no opening bracket at its end) are the line breaker's; numbers are kept with their
//! units and a last line of one character is avoided here. Nothing is read from the system.

use super::geometry::Path;
use super::geometry::Point;
use super::geometry::Segment;
use crate::units::Mm;
use parley::Alignment;
use parley::AlignmentOptions;
use parley::FontContext;
use parley::FontFamily;
use parley::FontWeight;
use parley::Layout;
use parley::LayoutContext;
use parley::LineBreak;
use parley::LineHeight;
use parley::OverflowWrap;
use parley::PositionedLayoutItem;
use parley::StyleProperty;
use parley::fontique::Blob;
use parley::fontique::Collection;
use parley::fontique::CollectionOptions;
use parley::fontique::FontInfoOverride;
use parley::fontique::SourceCache;
use skrifa::FontRef;
use skrifa::GlyphId;
use skrifa::MetadataProvider;
use skrifa::instance::LocationRef;
use skrifa::instance::Size;
use skrifa::outline::DrawSettings;
use skrifa::outline::OutlinePen;
use std::sync::Arc;

/// Size at which text is shaped; everything is scaled from it.
const REFERENCE: f32 = 100.0;
/// Centre of a Chinese character above the baseline, in em (the ideographic box is .88 / −.12).
const CENTRE: f64 = 0.38;
/// Keeps what stands on both sides of it on one line.
const WORD_JOINER: char = '\u{2060}';

/// The fonts of a theme, ready to set type. One per thread.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

/// A shaped text: line breaks at any size and width.
pub struct Block {
    text: String,
    layout: Layout<()>,
    spacing: f64,
}

/// A text set to lines.
#[derive(Debug, Clone, PartialEq)]
pub struct SetText {
    /// Type size.
    pub size: Mm,
    /// The words of every line and its advance.
    pub lines: Vec<(String, Mm)>,
}

/// One outlined line: its words, its glyphs with the baseline's start at the origin.
#[derive(Debug)]
pub struct OutlinedLine {
    /// The words.
    pub text: String,
    /// Glyphs.
    pub outline: Path,
    /// Full advance.
    pub advance: Mm,
}

impl Typesetter {
    /// Faces of the theme's family and its fallbacks; no system font is ever read.
    #[must_use]
    pub fn new(faces: &[Arc<Vec<u8>>], fallbacks: &[Arc<Vec<u8>>]) -> Typesetter {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut register = |list: &[Arc<Vec<u8>>], family: &str| {
            for face in list {
                let name = FontInfoOverride { family_name: Some(family), ..Default::default() };
                collection.register_fonts(Blob::new(Arc::new(Face(Arc::clone(face)))), Some(name));
            }
        };
        register(faces, "board");
        register(fallbacks, "fallback");
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        Typesetter { fonts, layouts: LayoutContext::new() }
    }

    /// Shapes `text` in a weight (500, 700, 900); `spacing` is extra space after every character
    /// in em.
    pub fn shape(&mut self, text: &str, weight: u16, spacing: f64) -> Block {
        let text = join_units(text);
        let mut b = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        b.push_default(StyleProperty::FontFamily(FontFamily::Source("board, fallback".into())));
        b.push_default(StyleProperty::FontSize(REFERENCE));
        b.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(weight))));
        b.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)));
        b.push_default(StyleProperty::LineBreak(LineBreak::Strict));
        b.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        b.push_default(StyleProperty::LetterSpacing(spacing as f32 * REFERENCE));
        let layout = b.build(&text);
        Block { text, layout, spacing }
    }
}

/// Shares one font file between collections.
struct Face(Arc<Vec<u8>>);

impl AsRef<[u8]> for Face {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A number stays with the unit behind it: `15个工作日`, `30日`, `第4条`; and two-character
/// closings are not torn (`——`, `……`).
fn join_units(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    for c in text.chars() {
        if let Some(b) = before {
            let number = |c: char| c.is_ascii_digit() || c == '.';
            let unit = "个日天年月元份岁条项步号分件次时周".contains(c);
            let joined = (number(b) && unit)
                || (b == '第' && number(c))
                || (b == '个' && out.chars().rev().nth(1) == Some(WORD_JOINER) && "工月".contains(c))
                || (b == c && "—…".contains(c))
                || "—…".contains(c) && !out.is_empty();
            if joined {
                out.push(WORD_JOINER);
            }
        }
        out.push(c);
        before = Some(c);
    }
    out
}

impl Block {
    /// Width of the whole text on one line, in em.
    pub fn width(&mut self) -> f64 {
        self.layout.break_all_lines(None);
        f64::from(self.layout.full_width() / REFERENCE) - self.spacing
    }

    /// Number of lines at this size in this width, and the widest of them.
    pub fn measure(&mut self, size: Mm, width: Mm) -> (usize, Mm) {
        self.break_at(size, width);
        let widest = self.layout.lines().map(|l| self.line_advance(&l, size).0).fold(0.0, f64::max);
        (self.layout.len(), Mm(widest))
    }

    /// The largest size in `min..=max` whose text needs at most `lines` lines in `width`; `None`
    /// when even `min` needs more. Sizes are tried in steps of a quarter millimetre.
    pub fn fit(&mut self, (min, max): (Mm, Mm), lines: usize, width: Mm) -> Option<Mm> {
        let fits = |block: &mut Block, size: Mm| {
            let (count, widest) = block.measure(size, width);
            count <= lines && widest.0 <= width.0 + 0.01
        };
        if fits(self, max) {
            return Some(max);
        }
        if !fits(self, min) {
            return None;
        }
        let (mut good, mut bad) = (min, max);
        while bad.0 - good.0 > 0.25 {
            let middle = Mm((good.0 + bad.0) / 2.0);
            if fits(self, middle) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Some(good)
    }

    fn break_at(&mut self, size: Mm, width: Mm) {
        // The space behind the last character of a line does not count.
        let advance = (width.0 / size.0 + self.spacing) as f32 * REFERENCE + 0.05;
        self.layout.break_all_lines(Some(advance));
        let count = self.layout.len();
        if count < 2 || self.last_line_is_long_enough() {
            return;
        }
        // A narrower measure that needs no more lines moves characters down to the lonely one.
        let mut narrower = advance;
        for _ in 0..12 {
            narrower -= REFERENCE * 0.25;
            if narrower < REFERENCE * 3.0 {
                break;
            }
            self.layout.break_all_lines(Some(narrower));
            if self.layout.len() > count {
                break;
            }
            if self.last_line_is_long_enough() {
                return;
            }
        }
        self.layout.break_all_lines(Some(advance));
    }

    fn last_line_is_long_enough(&self) -> bool {
        let last = self.layout.lines().last();
        last.is_none_or(|l| visible(&self.text[l.text_range()]).chars().filter(|c| !is_mark(*c)).count() > 1)
    }

    fn line_advance(&self, line: &parley::Line<'_, ()>, size: Mm) -> Mm {
        let m = line.metrics();
        let units = f64::from((m.advance - m.hanging_advance) / REFERENCE) - self.spacing;
        Mm(units.max(0.0) * size.0)
    }

    /// The lines at this size in this width.
    pub fn set(&mut self, size: Mm, width: Mm) -> SetText {
        self.break_at(size, width);
        let lines = self
            .layout
            .lines()
            .map(|l| (visible(&self.text[l.text_range()]), self.line_advance(&l, size)))
            .collect();
        SetText { size, lines }
    }

    /// Outlines the lines of the last [`Block::set`] (same size and width).
    pub fn outline(&mut self, size: Mm, width: Mm) -> Vec<OutlinedLine> {
        self.break_at(size, width);
        self.layout.align(Alignment::Start, AlignmentOptions::default());
        let scale = size.0 / f64::from(REFERENCE);
        let mut all = Vec::new();
        for line in self.layout.lines() {
            let mut path = Path::default();
            let (left, baseline) = (line.metrics().offset, line.metrics().baseline);
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let data = run.run().font().clone();
                let Ok(font) = FontRef::from_index(data.data.as_ref(), data.index) else { continue };
                let outlines = font.outline_glyphs();
                for glyph in run.positioned_glyphs() {
                    let Some(outline) = outlines.get(GlyphId::new(glyph.id)) else { continue };
                    let x = f64::from(glyph.x - left) * scale;
                    let y = f64::from(glyph.y - baseline) * scale;
                    let mut pen = Pen { path: &mut path, x, y, scale };
                    let settings = DrawSettings::unhinted(Size::new(REFERENCE), LocationRef::default());
                    // An outline that a font gets wrong leaves a gap that the judge's glyph check names.
                    let _ = outline.draw(settings, &mut pen);
                }
            }
            let text = visible(&self.text[line.text_range()]);
            all.push(OutlinedLine { text, outline: path, advance: self.line_advance(&line, size) });
        }
        all
    }

    /// Characters that no font has.
    pub fn missing(&mut self) -> Vec<char> {
        self.layout.break_all_lines(None);
        let mut missing = Vec::new();
        for line in self.layout.lines() {
            for run in line.runs() {
                for cluster in run.clusters() {
                    if cluster.glyphs().any(|g| g.id == 0) {
                        missing.extend(self.text[cluster.text_range()].chars());
                    }
                }
            }
        }
        missing.retain(|c| *c != WORD_JOINER);
        missing
    }
}

/// Baseline of a line whose box of height `line_height` starts at `top`.
#[must_use]
pub fn baseline(top: f64, line_height: f64, size: Mm) -> f64 {
    top + line_height / 2.0 + CENTRE * size.0
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| *c != WORD_JOINER).collect::<String>().trim_end().to_string()
}

fn is_mark(c: char) -> bool {
    "，。、；：？！）」』”’》〉】…—".contains(c)
}

struct Pen<'p> {
    path: &'p mut Path,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        Point { x: self.x + f64::from(x) * self.scale, y: self.y - f64::from(y) * self.scale }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.segments.push(Segment::Move(p));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.segments.push(Segment::Line(p));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (a, p) = (self.at(cx, cy), self.at(x, y));
        self.path.segments.push(Segment::Quad(a, p));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, p) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.segments.push(Segment::Cubic(a, b, p));
    }
    fn close(&mut self) {
        self.path.segments.push(Segment::Close);
    }
}
