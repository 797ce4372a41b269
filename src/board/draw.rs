//! Placed boxes → items of a [`Frame`](crate::frame::Frame): grounds, frames, waves, bubbles, drawings, codes, glyphs.
//!
//! Start at [`Painter::paint`]. All lengths are millimetres on the trimmed sheet.

use super::element::BoxContent;
use super::element::Outline;
use super::element::Paint;
use super::element::TextAlign;
use super::element::TextSpec;
use super::fitting::ShapedText;
use super::layout::Placed;
use super::layout::PlacedContent;
use super::outline::outline;
use super::outline::raised_shore;
use super::outline::wave;
use super::qr::QUIET_MODULES;
use super::qr::QrMatrix;
use super::spacing::overhang;
use super::spacing::trailing;
use super::text::OutlinedLine;
use super::text::TypeStyle;
use super::text::Typesetter;
use super::text::baseline;
use crate::art::ArtShelf;
use crate::art::Drawing;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::frame::Clip;
use crate::frame::Item;
use crate::frame::PictureSpot;
use crate::frame::QrSpot;
use crate::frame::Shape;
use crate::frame::Stroke;
use crate::frame::TextLine;
use crate::frame::TextRole;
use crate::geometry;
use crate::geometry::Rect;
use crate::ink::InkId;
use crate::ink::InkTable;
use crate::stage::Scene;
use crate::theme::Measures;
use crate::theme::SheetKind;
use crate::units::Mm;
use crate::units::SheetSize;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::Point;

/// Artwork runs this far beyond the trim.
pub(crate) const BLEED: Mm = Mm(5.0);
/// Share of a title's size that rounds its corners (art direction: 2.2 %).
const ROUNDING: f64 = 0.022;
/// Half the square root of two: the cosine and the sine of 45°.
const HALF_SQRT_2: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Collects the items of one sheet.
#[derive(Debug)]
pub(super) struct Painter<'a> {
    /// The sheet.
    pub size: SheetSize,
    /// What sort of sheet it is: how far words of the band across its corner lie from its edges.
    pub kind: &'a SheetKind,
    /// Weight of lines and pattern in its size.
    measures: Measures,
    /// Pixels per millimetre of the coarsest raster; codes are put on its grid.
    pub pixels_per_mm: f64,
    /// The theme's inks.
    pub inks: &'a InkTable,
    /// The theme's drawings.
    pub art: &'a ArtShelf,
    /// Items so far.
    pub items: Vec<Item>,
    /// Clips so far.
    pub clips: Vec<Clip>,
    /// Codes so far.
    pub codes: Vec<QrSpot>,
    /// Pictures so far, and boxes that answer a question.
    pub pictures: Vec<PictureSpot>,
    pub answers: Vec<Rect>,
    /// Drawings and lines that could not be used, as Chinese sentences, with what to do and the mark of their tag.
    pub problems: Vec<(String, &'static str, Option<String>)>,
    /// Photos that could not be used.
    pub diagnostics: Vec<Diagnostic>,
    /// Characters of speech that no font has, and where they stand.
    pub missing: Vec<(Vec<char>, Span)>,
    blocks: usize,
}

impl<'a> Painter<'a> {
    /// An empty sheet.
    #[must_use]
    pub(super) fn new(
        size: SheetSize,
        kind: &'a SheetKind,
        pixels_per_mm: f64,
        inks: &'a InkTable,
        art: &'a ArtShelf,
    ) -> Painter<'a> {
        Painter {
            size,
            kind,
            measures: kind.measures(size),
            pixels_per_mm,
            inks,
            art,
            items: Vec::new(),
            clips: Vec::new(),
            codes: Vec::new(),
            pictures: Vec::new(),
            answers: Vec::new(),
            problems: Vec::new(),
            diagnostics: Vec::new(),
            missing: Vec::new(),
            blocks: 0,
        }
    }

    /// Paints one box: its ground and frame, then its content.
    pub(super) fn paint(&mut self, placed: &Placed<'_>, texts: &mut [ShapedText]) {
        let paint = &placed.element.paint;
        if placed.element.answer {
            self.answers.push(placed.rect);
        }
        let is_box = !matches!(placed.element.content, BoxContent::Corner(_) | BoxContent::Link(_));
        if is_box {
            self.ground(paint, placed.rect);
        }
        match (&placed.element.content, &placed.content) {
            (BoxContent::Text(spec), PlacedContent::Text { block, size }) => {
                self.text(spec, &mut texts[*block], placed.rect, *size);
            }
            (BoxContent::Corner(spec), PlacedContent::Text { block, size }) => {
                self.corner(spec, paint, &mut texts[*block], *size);
            }
            (BoxContent::Art(name), _) => match self.art.named(name) {
                Ok(drawing) => self.drawing(drawing, placed.rect),
                Err(why) => {
                    let help = "把图放进主题的 art 文件夹，或改模板里的名字";
                    self.problems.push((why, help, placed.element.mark.clone()));
                }
            },
            (BoxContent::Code(address), PlacedContent::Code(matrix, module)) => {
                self.code(address, matrix, *module, placed.rect);
            }
            _ => {}
        }
    }

    /// Weight of lines in the sheet's size.
    pub(super) fn line(&self) -> Mm {
        self.measures.line
    }

    pub(super) fn shape(
        &mut self,
        path: BezPath,
        fill: Option<InkId>,
        stroke: Option<Stroke>,
        clip: Option<usize>,
    ) {
        if fill.is_some() || stroke.is_some() {
            self.items.push(Item::Shape(Shape { path, fill, stroke, clip }));
        }
    }

    fn ground(&mut self, paint: &Paint, rect: Rect) {
        let rect = if paint.bleed { self.over_trim(rect) } else { rect };
        let path = outline(paint, rect);
        let stroke = paint
            .stroke
            .map(|ink| Stroke { ink, width: paint.stroke_width.unwrap_or(self.measures.line) });
        match (paint.edge, paint.outline) {
            (Some(edge), Outline::Wave(sag)) => {
                let band = Rect { h: rect.h + sag.0 * 0.42, ..rect };
                self.shape(wave(band, sag.0), Some(edge), None, None);
            }
            (Some(edge), Outline::Shore) => {
                self.shape(raised_shore(rect, 0.34), Some(edge), None, None);
            }
            _ => {}
        }
        if paint.rings.is_some() || paint.fill.is_some() {
            self.shape(path.clone(), paint.fill, None, None);
        }
        if let Some(ink) = paint.rings {
            self.rings(&path, rect, ink);
        }
        self.shape(path, None, stroke, None);
    }

    /// The box stretched over the trim where it touches it.
    fn over_trim(&self, r: Rect) -> Rect {
        let near = |a: f64, b: f64| (a - b).abs() < 0.5;
        let left = if near(r.x, 0.0) { BLEED.0 } else { 0.0 };
        let top = if near(r.y, 0.0) { BLEED.0 } else { 0.0 };
        let right = if near(r.x + r.w, self.size.width.0) { BLEED.0 } else { 0.0 };
        let bottom = if near(r.y + r.h, self.size.height.0) { BLEED.0 } else { 0.0 };
        Rect { x: r.x - left, y: r.y - top, w: r.w + left + right, h: r.h + top + bottom }
    }

    /// Rows of three concentric circles, cut to the field.
    fn rings(&mut self, field: &BezPath, rect: Rect, ink: InkId) {
        self.clips.push(Clip { path: field.clone(), inside: None, words: None });
        let clip = Some(self.clips.len() - 1);
        let rings = self.measures.rings.clone();
        let stroke = Some(Stroke { ink, width: rings.line });
        let [step_x, step_y] = rings.step.map(|step| step.0);
        let columns = (rect.w / step_x).ceil() as usize + 2;
        let rows = (rect.h / step_y).ceil() as usize + 1;
        for column in 0..columns {
            for row in 0..rows {
                let x = rect.x + (column as f64 - 1.0) * step_x + (row % 2) as f64 * step_x / 2.0;
                let y = rect.y + rings.start.0 + row as f64 * step_y;
                for radius in &rings.radii {
                    self.shape(geometry::disc(x, y, radius.0), None, stroke, clip);
                }
            }
        }
    }

    /// Scaled into the middle of the box, lines at the sheet's own weight. The size follows the
    /// real outline: max(w, h, 0.56·(w + h)) fills the box, so that square and long things look
    /// equally big (art direction, board-kinds §0).
    fn drawing(&mut self, drawing: &Drawing, rect: Rect) {
        let b = drawing.bounds;
        let side = rect.w.min(rect.h);
        let scale = (rect.w / b.w).min(rect.h / b.h).min(side * 1.12 / (0.56 * (b.w + b.h)));
        let x = rect.x + rect.w / 2.0 - (b.x + b.w / 2.0) * scale;
        let y = rect.y + rect.h / 2.0 - (b.y + b.h / 2.0) * scale;
        let map = Affine::new([scale, 0.0, 0.0, scale, x, y]);
        for s in &drawing.shapes {
            let stroke =
                s.stroke.map(|(ink, weights)| Stroke { ink, width: self.measures.line * weights });
            self.shape(map * &s.path, s.fill, stroke, None);
        }
    }

    fn code(&mut self, address: &str, matrix: &QrMatrix, module: Mm, rect: Rect) {
        let quiet = module * QUIET_MODULES as f64;
        let side = module.0 * matrix.modules as f64;
        let total = side + 2.0 * quiet.0;
        let grid = |v: f64| (v * self.pixels_per_mm).round() / self.pixels_per_mm;
        let x = grid(rect.x + (rect.w - total) / 2.0 + quiet.0);
        let y = grid(rect.y + (rect.h - total) / 2.0 + quiet.0);
        let ground = Rect { x: x - quiet.0, y: y - quiet.0, w: total, h: total };
        let white = self.inks.find("white");
        self.shape(geometry::rounded_box(ground, module.0 * 1.5), white, None, None);
        self.shape(matrix.path((x, y), module), self.inks.find("code"), None, None);
        let bounds = Rect { x, y, w: side, h: side };
        self.codes.push(QrSpot { address: address.into(), bounds, modules: matrix.modules });
    }

    fn text(&mut self, spec: &TextSpec, shaped: &mut ShapedText, rect: Rect, size: Mm) {
        let width = Mm(rect.w);
        let line_height = spec.leading * size.0;
        let block = shaped.form(size, width);
        let lines = block.outline(size, width);
        let height = line_height * lines.len() as f64;
        let top = rect.y + (rect.h - height) / 2.0;
        self.blocks += 1;
        for (i, line) in lines.into_iter().enumerate() {
            // The room that marks bring with them does not count where a line begins or ends with one.
            let before = line.text.chars().next().map_or(0.0, overhang) * size.0;
            let behind = line.text.chars().last().map_or(0.0, trailing) * size.0;
            let slack = rect.w - line.advance.0 + before + behind;
            let x = match spec.align {
                TextAlign::Start => rect.x - before,
                TextAlign::Center => rect.x + slack / 2.0 - before,
                TextAlign::End => rect.x + slack - before,
            };
            let line_top = top + i as f64 * line_height;
            let y = baseline(line_top, line_height, size);
            let bounds = Rect {
                x: x + before,
                y: line_top + (line_height - size.0) / 2.0,
                w: (line.advance.0 - before - behind).max(0.0),
                h: size.0,
            };
            self.push_line(spec, line, Affine::translate((x, y)), Some(bounds), size);
        }
    }

    /// A staged picture, cut to its box; `words` say what it shows.
    pub(super) fn comic(
        &mut self,
        (scene, words): (&Scene, Option<String>),
        rect: Rect,
        radius: [Mm; 4],
        ink: InkId,
        typesetter: &mut Typesetter,
    ) {
        let to_sheet = Affine::translate((rect.x, rect.y));
        let path = geometry::rounded_corners(rect, radius.map(|r| r.0));
        self.clips.push(Clip { path, inside: None, words });
        let frame = self.clips.len() - 1;
        let mut own: Option<(BezPath, usize)> = None;
        for shape in &scene.shapes {
            let clip = match &shape.clip {
                None => frame,
                Some(path) => match &own {
                    Some((last, index)) if last == path => *index,
                    _ => {
                        let cut = to_sheet * path;
                        self.clips.push(Clip { path: cut, inside: Some(frame), words: None });
                        own = Some((path.clone(), self.clips.len() - 1));
                        self.clips.len() - 1
                    }
                },
            };
            let stroke = shape.stroke.map(|(ink, width)| Stroke { ink, width: Mm(width) });
            self.shape(to_sheet * &shape.path, shape.fill, stroke, Some(clip));
        }
        let first_block = self.blocks + 1;
        for letters in &scene.letterings {
            let size = Mm(letters.size);
            let mut block = typesetter.shape(&letters.text, TypeStyle::plain(700));
            let missing = block.missing();
            if !missing.is_empty() {
                self.missing.push((missing, letters.source));
            }
            let Some(line) = block.outline(size, Mm(1e5)).into_iter().next() else { continue };
            let (x, y) =
                (rect.x + letters.middle.0 - line.advance.0 / 2.0, rect.y + letters.middle.1);
            let bounds = Rect { x, y: y - size.0 / 2.0, w: line.advance.0, h: size.0 };
            self.blocks = first_block + letters.block;
            let place = Affine::translate((x, baseline(y, 0.0, size)));
            self.items.push(Item::Text(TextLine {
                text: line.text,
                outline: place * &line.outline,
                place,
                advance: line.advance,
                bounds,
                size,
                weight: 700,
                ink,
                rounding: None,
                role: TextRole::Running,
                block: self.blocks,
                source: Some(letters.source),
            }));
        }
        self.blocks = first_block + 10;
    }

    /// `bounds`: the box of the line, if it is not that of its letters.
    fn push_line(
        &mut self,
        spec: &TextSpec,
        line: OutlinedLine,
        place: Affine,
        bounds: Option<Rect>,
        size: Mm,
    ) {
        if line.text.is_empty() {
            return;
        }
        let outline = place * &line.outline;
        let bounds = bounds.or_else(|| geometry::bounds(&outline)).unwrap_or_default();
        self.items.push(Item::Text(TextLine {
            text: line.text,
            outline,
            place,
            advance: line.advance,
            bounds,
            size,
            weight: spec.weight,
            ink: spec.ink,
            rounding: spec.rounded.then(|| size * ROUNDING),
            role: spec.role,
            block: self.blocks,
            source: spec.source,
        }));
    }

    /// A band across the upper right corner, its words along it.
    fn corner(&mut self, spec: &TextSpec, paint: &Paint, shaped: &mut ShapedText, size: Mm) {
        let wide = Mm(1e5);
        let block = shaped.form(size, wide);
        let Some(line) = block.outline(size, wide).into_iter().next() else { return };
        let band = size.0 * 1.9;
        let half = line.advance.0 / 2.0;
        // The words' ends stay so far inside the sheet: c/2 − half·cos 45° − band/2·cos 45°.
        let c = 2.0 * (self.kind.corner.0 + (half + band / 2.0) * HALF_SQRT_2);
        let (w, b) = (self.size.width.0, BLEED.0);
        let reach = band * HALF_SQRT_2;
        let (inner, outer) = (c + reach, c - reach);
        let polygon = geometry::polygon(&[
            (w - outer - b, -b),
            (w - inner - b, -b),
            (w + b, inner + b),
            (w + b, outer + b),
        ]);
        self.shape(polygon, paint.fill, None, None);
        let centre = Point::new(w - c / 2.0, c / 2.0);
        let shift = Affine::translate((centre.x - half, centre.y + 0.38 * size.0));
        let turn = geometry::turn_about(HALF_SQRT_2, HALF_SQRT_2, centre);
        self.blocks += 1;
        self.push_line(spec, line, turn * shift, None, size);
    }
}
