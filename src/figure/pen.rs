//! Drawing by path data: shapes with named inks, in any units, moved and scaled as groups.
//!
//! Start at [`Pen`]. Widths of lines are in the units of the drawing and grow with it, so a figure asks
//! for `line / scale` and every line prints at one weight. Flat fills and strokes only.

use crate::art::Drawing;
use crate::ink::InkId;
use crate::ink::InkTable;
use kurbo::Affine;
use kurbo::BezPath;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// One shape.
#[derive(Debug, Clone)]
pub struct InkedShape {
    /// Its outline.
    pub path: BezPath,
    /// Inside.
    pub fill: Option<InkId>,
    /// Ink and full width of the line along it.
    pub stroke: Option<(InkId, f64)>,
    /// Only what lies inside of this is seen.
    pub clip: Option<BezPath>,
}

/// Other inks for some: what is drawn by night, or in the rain.
#[derive(Debug, Clone, Default)]
pub(crate) struct InkSwap(BTreeMap<InkId, InkId>);

impl InkSwap {
    /// The shape in its other inks.
    pub(crate) fn apply(&self, shape: &mut InkedShape) {
        let other = |ink: InkId| self.0.get(&ink).copied().unwrap_or(ink);
        shape.fill = shape.fill.map(other);
        shape.stroke = shape.stroke.map(|(ink, width)| (other(ink), width));
    }
}

/// Inks by name.
#[derive(Debug)]
pub struct InkNames {
    inks: HashMap<String, InkId>,
    line: InkId,
}

impl InkNames {
    /// All inks of a table.
    #[must_use]
    pub(crate) fn new(table: &InkTable) -> InkNames {
        let named = |(i, ink): (usize, &crate::ink::Ink)| {
            Some((ink.name.clone(), InkId(u16::try_from(i).ok()?)))
        };
        let inks: HashMap<String, InkId> =
            table.all().iter().enumerate().filter_map(named).collect();
        let line = inks.get("line").copied().unwrap_or(InkId(0));
        InkNames { inks, line }
    }

    /// The ink of this name; the line's for a name nobody knows (tables are checked when they are
    /// read).
    #[must_use]
    pub(crate) fn ink(&self, name: &str) -> InkId {
        self.inks.get(name).copied().unwrap_or(self.line)
    }

    /// Inks for inks, each pair as 「sky apricot」; `None` where one is no pair of known names.
    pub(crate) fn swap(&self, pairs: &[String]) -> Option<InkSwap> {
        let pair = |pair: &String| {
            let (from, to) = pair.split_once(' ')?;
            Some((*self.inks.get(from.trim())?, *self.inks.get(to.trim())?))
        };
        Some(InkSwap(pairs.iter().map(pair).collect::<Option<_>>()?))
    }

    /// Whether there is an ink of this name.
    #[must_use]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.inks.contains_key(name)
    }
}

/// Collects shapes.
#[derive(Debug, Clone)]
pub(crate) struct Pen<'p> {
    /// The inks.
    pub palette: &'p InkNames,
    /// Weight of a normal line in the units of this drawing.
    pub weight: f64,
    /// What has been drawn.
    pub shapes: Vec<InkedShape>,
}

impl<'p> Pen<'p> {
    /// An empty drawing.
    pub(crate) fn new(palette: &'p InkNames, weight: f64) -> Pen<'p> {
        Pen { palette, weight, shapes: Vec::new() }
    }

    /// A shape: fill, and a line of `weights` normal weights (none for 0).
    pub(crate) fn path(&mut self, data: &str, fill: &str, weights: f64) {
        let line = self.palette.line;
        self.shape(parse(data), Some(self.palette.ink(fill)), line, weights);
    }

    /// A shape without a line.
    pub(crate) fn fill(&mut self, path: BezPath, ink: &str) {
        let (line, ink) = (self.palette.line, self.palette.ink(ink));
        self.shape(path, Some(ink), line, 0.0);
    }

    /// A line without inside, in an ink, along a path.
    pub(crate) fn trace(&mut self, path: BezPath, ink: &str, weights: f64) {
        let ink = self.palette.ink(ink);
        self.shape(path, None, ink, weights);
    }

    /// A line without inside, in an ink.
    pub(crate) fn stroke(&mut self, data: &str, ink: &str, weights: f64) {
        let ink = self.palette.ink(ink);
        self.shape(parse(data), None, ink, weights);
    }

    /// A line in the line's ink.
    pub(crate) fn line(&mut self, data: &str, weights: f64) {
        let line = self.palette.line;
        self.shape(parse(data), None, line, weights);
    }

    fn shape(&mut self, path: BezPath, fill: Option<InkId>, ink: InkId, weights: f64) {
        let stroke = (weights > 0.0).then_some((ink, weights * self.weight));
        self.shapes.push(InkedShape { path, fill, stroke, clip: None });
    }

    /// An ellipse.
    pub(crate) fn ellipse(
        &mut self,
        (x, y): (f64, f64),
        (rx, ry): (f64, f64),
        fill: &str,
        weights: f64,
    ) {
        self.path(&ellipse(x, y, rx, ry), fill, weights);
    }

    /// Several parts under one outline: all stroked, then all filled over it.
    pub(crate) fn union(&mut self, parts: &[String], fill: &str, weights: f64) {
        for part in parts {
            self.path(part, fill, 2.0 * weights);
        }
        for part in parts {
            self.path(part, fill, 0.0);
        }
    }

    /// Adds shapes, moved.
    pub(crate) fn add(&mut self, shapes: &[InkedShape], map: &Affine) {
        self.shapes.extend(shapes.iter().map(|s| s.mapped(map)));
    }

    /// Adds shapes of which only what lies inside `clip` is seen. Shapes with a clip of their own keep
    /// that one.
    pub(crate) fn add_clipped(&mut self, shapes: Vec<InkedShape>, clip: &BezPath) {
        self.shapes.extend(
            shapes
                .into_iter()
                .map(|s| InkedShape { clip: s.clip.or_else(|| Some(clip.clone())), ..s }),
        );
    }
}

impl InkedShape {
    /// The shape somewhere else; its line scales with it.
    #[must_use]
    pub(crate) fn mapped(&self, map: &Affine) -> InkedShape {
        let scale = map.determinant().abs().sqrt();
        InkedShape {
            path: *map * &self.path,
            fill: self.fill,
            stroke: self.stroke.map(|(ink, width)| (ink, width * scale)),
            clip: self.clip.as_ref().map(|clip| *map * clip),
        }
    }
}

/// A drawing of the theme, moved; its lines have this weight wherever it goes.
pub(crate) fn art(drawing: &Drawing, map: &Affine, weight: f64) -> Vec<InkedShape> {
    drawing
        .shapes
        .iter()
        .map(|s| InkedShape {
            path: *map * &s.path,
            fill: s.fill,
            stroke: s.stroke.map(|(ink, weights)| (ink, weights * weight)),
            clip: None,
        })
        .collect()
}

/// Place, scale (a negative one mirrors) and turn in degrees: scale, then turn, then move.
pub(crate) fn placed((x, y): (f64, f64), (sx, sy): (f64, f64), degrees: f64) -> Affine {
    let (s, c) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
    Affine::new([c * sx, s * sx, -s * sy, c * sy, x, y])
}

/// A drawing with the middle of its box at a place; its lines keep the figure's weight.
pub(crate) fn drawn(
    drawing: &Drawing,
    at: (f64, f64),
    (sx, sy): (f64, f64),
    weight: f64,
    turn: f64,
) -> Vec<InkedShape> {
    art(drawing, &placed(at, (sx, sy), turn), weight)
}

/// SVG path data to a path. The data is ours and tested; nonsense gives an empty path.
pub(crate) fn parse(data: &str) -> BezPath {
    BezPath::from_svg(data).unwrap_or_default()
}

/// A number short enough for path data.
pub(crate) fn n(v: f64) -> String {
    crate::units::trimmed(v)
}

/// Path data of an ellipse: four quarter arcs.
pub(crate) fn ellipse(x: f64, y: f64, rx: f64, ry: f64) -> String {
    // The usual cubic for a quarter circle.
    let (kx, ky) = (rx * 0.552_284_75, ry * 0.552_284_75);
    format!(
        "M{},{} C{},{} {},{} {},{} C{},{} {},{} {},{} C{},{} {},{} {},{} C{},{} {},{} {},{}Z",
        n(x - rx),
        n(y),
        n(x - rx),
        n(y - ky),
        n(x - kx),
        n(y - ry),
        n(x),
        n(y - ry),
        n(x + kx),
        n(y - ry),
        n(x + rx),
        n(y - ky),
        n(x + rx),
        n(y),
        n(x + rx),
        n(y + ky),
        n(x + kx),
        n(y + ry),
        n(x),
        n(y + ry),
        n(x - kx),
        n(y + ry),
        n(x - rx),
        n(y + ky),
        n(x - rx),
        n(y)
    )
}

/// Path data of a circle.
pub(crate) fn circle(x: f64, y: f64, r: f64) -> String {
    ellipse(x, y, r, r)
}

/// Path data of a line with round ends and a width.
pub(crate) fn capsule((x0, y0): (f64, f64), (x1, y1): (f64, f64), width: f64) -> String {
    let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt().max(1e-6);
    let (r, ux, uy) = (width / 2.0, (x1 - x0) / length, (y1 - y0) / length);
    let (nx, ny) = (-uy * r, ux * r);
    let k = 0.552_284_75;
    let cap = |x: f64, y: f64, s: f64| {
        // Half a circle from (x + s·n) over the far end to (x − s·n).
        let (fx, fy) = (ux * r * s, uy * r * s);
        let (px, py) = (nx * s, ny * s);
        format!(
            "C{},{} {},{} {},{} C{},{} {},{} {},{}",
            n(x + px + fx * k),
            n(y + py + fy * k),
            n(x + fx + px * k),
            n(y + fy + py * k),
            n(x + fx),
            n(y + fy),
            n(x + fx - px * k),
            n(y + fy - py * k),
            n(x - px + fx * k),
            n(y - py + fy * k),
            n(x - px),
            n(y - py)
        )
    };
    format!(
        "M{},{} {} L{},{} {}Z",
        n(x0 - nx),
        n(y0 - ny),
        cap(x0, y0, -1.0),
        n(x1 + nx),
        n(y1 + ny),
        cap(x1, y1, 1.0)
    )
}

/// Path data of a box with rounded corners.
pub(crate) fn rounded(x: f64, y: f64, w: f64, h: f64, r: f64) -> String {
    let r = r.min(w / 2.0).min(h / 2.0).max(0.0);
    let k = r * (1.0 - 0.552_284_75);
    format!(
        "M{},{} H{} C{},{} {},{} {},{} V{} C{},{} {},{} {},{} H{} C{},{} {},{} {},{} V{} C{},{} {},{} {},{}Z",
        n(x + r),
        n(y),
        n(x + w - r),
        n(x + w - k),
        n(y),
        n(x + w),
        n(y + k),
        n(x + w),
        n(y + r),
        n(y + h - r),
        n(x + w),
        n(y + h - k),
        n(x + w - k),
        n(y + h),
        n(x + w - r),
        n(y + h),
        n(x + r),
        n(x + k),
        n(y + h),
        n(x),
        n(y + h - k),
        n(x),
        n(y + h - r),
        n(y + r),
        n(x),
        n(y + k),
        n(x + k),
        n(y),
        n(x + r),
        n(y)
    )
}
