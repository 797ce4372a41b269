//! One SVG → a [`Drawing`], or everything in it that boards cannot print, each at its place.
//!
//! Start at [`read_drawing`]; [`ArtReader`] reads single ones with a theme's fonts and inks. Words inside become
//! outlines of the theme's boldest face.

use super::sound;
use super::sound::Fault;
use super::sound::LARGEST;
use super::sound::faults;
use crate::charset::CharSet;
use crate::geometry::Rect;
use crate::ink::InkId;
use crate::ink::InkTable;
use crate::ink::to_hex;
use crate::theme::Layer;
use crate::theme::Theme;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Point;
use resvg::tiny_skia::PathSegment;
use resvg::usvg;
use resvg::usvg::fontdb::Source;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// One shape of a drawing, in the drawing's own units.
#[derive(Debug, Clone)]
pub(crate) struct ArtShape {
    /// Outline.
    pub path: BezPath,
    /// Inside.
    pub fill: Option<InkId>,
    /// Ink and width in line weights.
    pub stroke: Option<(InkId, f64)>,
}

/// A drawing.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    /// Its own box (the SVG's viewBox).
    pub bounds: Rect,
    /// In painting order.
    pub shapes: Vec<ArtShape>,
    /// Where a hand holds it (`data-grip="x,y"`); the middle of its foot when the file does not say.
    pub grip: (f64, f64),
    /// The share of its height from above at which something is put into it (`data-slot="0.1"`); most have none.
    pub slot: Option<f64>,
}

/// Reads single drawings of a theme: parts of places, with the words of a sign put in.
pub(crate) struct ArtReader {
    options: usvg::Options<'static>,
    coverage: Option<CharSet>,
    built_in_inks: InkTable,
    inks: Arc<InkTable>,
}

impl std::fmt::Debug for ArtReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArtReader").finish_non_exhaustive()
    }
}

impl ArtReader {
    /// For the drawings of this theme.
    #[must_use]
    pub(crate) fn new(theme: &Theme) -> ArtReader {
        ArtReader {
            options: svg_options(theme),
            coverage: theme.coverage.clone(),
            built_in_inks: theme.built_in_inks.clone(),
            inks: Arc::clone(&theme.inks),
        }
    }

    /// Reads SVG text of a layer.
    ///
    /// # Errors
    /// A Chinese sentence: no SVG, a colour that is no ink.
    pub(crate) fn read(&self, text: &str, layer: Layer) -> Result<Drawing, String> {
        self.try_read(text, layer)
            .map_err(|faults| faults.into_iter().next().map_or(String::new(), |fault| fault.what))
    }

    pub(super) fn try_read(&self, text: &str, layer: Layer) -> Result<Drawing, Vec<Fault>> {
        let named_by = match layer {
            Layer::BuiltIn => &self.built_in_inks,
            Layer::Folder | Layer::Shipped => self.inks.as_ref(),
        };
        read_drawing(text, &self.options, self.coverage.as_ref(), named_by, &self.inks)
    }
}

/// usvg's options with the theme's boldest face for words inside drawings.
pub(super) fn svg_options(theme: &Theme) -> usvg::Options<'static> {
    let mut options = usvg::Options::default();
    let database = options.fontdb_mut();
    for face in &theme.fonts {
        database.load_font_source(Source::Binary(Arc::new(face.clone())));
    }
    let boldest = database.faces().max_by_key(|f| f.weight.0);
    let family = boldest.and_then(|f| Some(f.families.first()?.0.clone()));
    options.font_family = family.unwrap_or_default();
    // Characters of names that the theme's own faces lack, as everywhere else on a sheet.
    for face in &theme.fallback_fonts {
        options.fontdb_mut().load_font_source(Source::Binary(Arc::new(face.clone())));
    }
    options
}

/// Reads a drawing, or says everything that is wrong in it.
pub(super) fn read_drawing(
    text: &str,
    options: &usvg::Options<'_>,
    covers: Option<&CharSet>,
    named_by: &InkTable,
    inks: &Arc<InkTable>,
) -> Result<Drawing, Vec<Fault>> {
    let document = roxmltree::Document::parse(text).map_err(|error| {
        let at = byte_at(text, error.pos());
        let help = Some("多半少了一半尖括号或引号，或没有存完；用画图的软件重新存一遍");
        vec![Fault { what: "不是完整的 SVG".into(), help, at: at..at }]
    })?;
    let root = document.root_element();
    let line: f64 = root.attribute("data-line").and_then(|v| v.parse().ok()).unwrap_or(2.0);
    let mut faults = faults(&document, options, covers);
    let origin = view_box(&root);
    if let Err(what) = &origin {
        let at = root.attribute_node("viewBox").map(|a| a.range());
        let at = at.unwrap_or_else(|| sound::opening(&document, &root));
        let help = Some("写成 viewBox=\"0 0 宽 高\" 这样四个数，宽、高照图里最大的数，大于 0");
        faults.push(Fault { what: what.clone(), help, at });
    }
    let Ok(origin) = origin else { return Err(faults) };
    let tree = usvg::Tree::from_str(text, options)
        .map_err(|_| [&faults[..], &[Fault::whole("不是完整的 SVG")]].concat())?;
    let scale = origin.w / f64::from(tree.size().width());
    let to_own = Affine::new([scale, 0.0, 0.0, scale, origin.x, origin.y]);
    let shapes = Vec::new();
    let mut wrong = Wrong::default();
    let mut reader = DrawingReader { named_by, inks, line, scale, to_own, shapes };
    reader.group(tree.root(), &mut wrong);
    // What was left out of the tree was told above, with its place.
    faults.extend(wrong.told(&document));
    let far = LARGEST * scale.max(1.0);
    let inside = |s: &ArtShape| {
        let b = s.path.control_box();
        [b.x0, b.y0, b.x1, b.y1].iter().all(|n| n.abs() < far)
    };
    if faults.is_empty() && !reader.shapes.iter().all(inside) {
        faults.push(Fault::whole("里有的图形大得没有边"));
    }
    if faults.is_empty() && !reader.shapes.iter().any(|shape| is_seen(shape, &origin)) {
        let help =
            "打开看看存对了没有；图形要在 viewBox 写的框里，也不能藏起来（display、transparent）";
        faults.push(Fault { help: Some(help), ..Fault::whole("里什么也看不见") });
    }
    let grip = match root.attribute_node("data-grip") {
        None => Some((origin.x + origin.w / 2.0, origin.y + origin.h * 0.9)),
        Some(pair) => {
            let numbers: Vec<f64> =
                pair.value().split(',').filter_map(|v| v.trim().parse().ok()).collect();
            let grip = if let &[x, y] = numbers.as_slice() { Some((x, y)) } else { None };
            if grip.is_none() {
                let what = "的 data-grip 不是「左,上」两个数".into();
                faults.push(Fault { what, help: None, at: pair.range() });
            }
            grip
        }
    };
    let slot = root.attribute_node("data-slot").and_then(|share| {
        let read = share.value().trim().parse().ok().filter(|share| (0.0..=1.0).contains(share));
        if read.is_none() {
            let what = "的 data-slot 不是 0 到 1 的一个数".into();
            faults.push(Fault { what, help: None, at: share.range() });
        }
        read
    });
    match grip.filter(|_| faults.is_empty()) {
        Some(grip) => Ok(Drawing { bounds: origin, shapes: reader.shapes, grip, slot }),
        None => {
            faults.sort_by_key(|fault| fault.at.start);
            Err(faults)
        }
    }
}

/// Whether something of a shape is inside the drawing's box.
fn is_seen(shape: &ArtShape, bounds: &Rect) -> bool {
    let b = shape.path.control_box();
    let across = b.x0 < bounds.x + bounds.w && b.x1 > bounds.x;
    let down = b.y0 < bounds.y + bounds.h && b.y1 > bounds.y;
    (shape.fill.is_some() || shape.stroke.is_some()) && across && down
}

/// The byte of a line and column, both from 1.
fn byte_at(text: &str, at: roxmltree::TextPos) -> usize {
    let lines = text.split_inclusive('\n').take((at.row as usize).saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let before = text[start..].chars().take((at.col as usize).saturating_sub(1));
    (start + before.map(char::len_utf8).sum::<usize>()).min(text.len())
}

fn view_box(root: &roxmltree::Node<'_, '_>) -> Result<Rect, String> {
    let written = root.attribute("viewBox").ok_or("没有 viewBox")?;
    let v: Vec<f64> = written
        .split([' ', ','])
        .filter(|p| !p.is_empty())
        .filter_map(|p| p.parse().ok())
        .collect();
    let wrong = || format!("的 viewBox「{written}」写得不对");
    let &[x, y, w, h] = v.as_slice() else { return Err(wrong()) };
    let sound = [x, y, w, h].iter().all(|n| n.abs() < LARGEST) && w > 1e-3 && h > 1e-3;
    if sound { Ok(Rect { x, y, w, h }) } else { Err(wrong()) }
}

/// What a drawing has that boards cannot print; where it stands, its text tells.
#[derive(Default)]
struct Wrong {
    /// Each with the inks nearest to it.
    colours: BTreeMap<[u8; 3], String>,
    uses: BTreeSet<(&'static str, &'static [&'static str])>,
}

const CUT: (&str, &[&str]) =
    ("用了裁剪、蒙版或滤镜，展板上不能用", &["clip-path", "mask", "filter"]);
const FAINT: (&str, &[&str]) =
    ("用了透明，展板上不能用", &["opacity", "fill-opacity", "stroke-opacity"]);
const SHADED: (&str, &[&str]) = ("用了渐变或花纹，展板上只用平涂的颜色", &[]);

impl Wrong {
    /// Each at every place where it stands; of the whole drawing where none can be found.
    fn told(&self, document: &roxmltree::Document<'_>) -> Vec<Fault> {
        let at = |what: String, help: &'static str, places: Vec<Range<usize>>| -> Vec<Fault> {
            let help = Some(help);
            if places.is_empty() {
                return vec![Fault { help, ..Fault::whole(&what) }];
            }
            places.into_iter().map(|at| Fault { what: what.clone(), help, at }).collect()
        };
        let colours = self.colours.iter().flat_map(|(rgb, near)| {
            let what = format!("里的颜色 {} 不是主题的油墨，相近的油墨有 {near}", to_hex(*rgb));
            at(what, "改成相近的油墨里的一种", sound::places_of_colour(document, *rgb))
        });
        let uses = self.uses.iter().flat_map(|(what, names)| {
            let help = "去掉它，在画图软件里选纯色填充，再另存为 SVG";
            at((*what).to_string(), help, sound::places_of_style(document, names))
        });
        colours.chain(uses).collect()
    }
}

struct DrawingReader<'a> {
    named_by: &'a InkTable,
    inks: &'a InkTable,
    line: f64,
    scale: f64,
    to_own: Affine,
    shapes: Vec<ArtShape>,
}

impl DrawingReader<'_> {
    fn group(&mut self, group: &usvg::Group, wrong: &mut Wrong) {
        if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
            wrong.uses.insert(CUT);
        }
        if group.opacity().get() < 1.0 {
            wrong.uses.insert(FAINT);
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(g) => self.group(g, wrong),
                usvg::Node::Path(p) => self.path(p, wrong),
                usvg::Node::Text(t) => self.group(t.flattened(), wrong),
                // Told of the text, where its place is known.
                usvg::Node::Image(_) => {}
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, wrong: &mut Wrong) {
        let t = path.abs_transform();
        let matrix = [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty].map(f64::from);
        let stretch = (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt() * self.scale;
        let opacities = [path.fill().map(|f| f.opacity()), path.stroke().map(|s| s.opacity())];
        if opacities.into_iter().flatten().any(|o| o.get() > 0.0 && o.get() < 1.0) {
            wrong.uses.insert(FAINT);
        }
        // What nobody sees has no ink.
        let fill = path.fill().filter(|f| f.opacity().get() > 0.0);
        let fill = fill.and_then(|f| self.ink(f.paint(), wrong));
        let stroke = path.stroke().filter(|s| s.opacity().get() > 0.0).and_then(|s| {
            let width = f64::from(s.width().get()) * stretch / self.line;
            Some((self.ink(s.paint(), wrong)?, width))
        });
        let outline = self.to_own * (Affine::new(matrix) * own_path(path.data()));
        self.shapes.push(ArtShape { path: outline, fill, stroke });
    }

    fn ink(&self, paint: &usvg::Paint, wrong: &mut Wrong) -> Option<InkId> {
        let usvg::Paint::Color(c) = paint else {
            wrong.uses.insert(SHADED);
            return None;
        };
        let rgb = [c.red, c.green, c.blue];
        let name = self.named_by.find_rgb(rgb).map(|i| i.name.as_str());
        let found = name.and_then(|n| self.inks.find(n));
        if found.is_none() {
            wrong.colours.entry(rgb).or_insert_with(|| nearest(self.named_by, rgb));
        }
        found
    }
}

/// The three inks nearest to a colour, as they are written in a drawing.
fn nearest(inks: &InkTable, colour: [u8; 3]) -> String {
    let far = |rgb: [u8; 3]| -> u32 {
        rgb.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let mut all: Vec<[u8; 3]> = inks.all().iter().map(|ink| ink.rgb).collect();
    all.sort_by_key(|rgb| (far(*rgb), *rgb));
    all.dedup();
    let shown: Vec<String> = all.into_iter().take(3).map(to_hex).collect();
    shown.join("、")
}

fn own_path(data: &resvg::tiny_skia::Path) -> BezPath {
    let p = |q: resvg::tiny_skia::Point| Point::new(f64::from(q.x), f64::from(q.y));
    let element = |s| match s {
        PathSegment::MoveTo(a) => PathEl::MoveTo(p(a)),
        PathSegment::LineTo(a) => PathEl::LineTo(p(a)),
        PathSegment::QuadTo(a, b) => PathEl::QuadTo(p(a), p(b)),
        PathSegment::CubicTo(a, b, c) => PathEl::CurveTo(p(a), p(b), p(c)),
        PathSegment::Close => PathEl::ClosePath,
    };
    data.segments().map(element).collect()
}
