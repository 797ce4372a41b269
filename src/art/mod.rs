//! Drawings: SVG files of the theme → shapes in named inks.
//!
//! Start at [`ArtShelf::drawing`]. Any drawing program may write the file; every colour must be the
//! screen value of an ink, which is how a drawing names its inks (the built-in drawings by the
//! built-in theme's inks, so another theme recolours them by name). Stroke widths are multiples of
//! one line weight (`data-line` on the root, default 2), so lines print at one weight whatever the
//! scale. Words inside become outlines. No gradients, pictures, transparency.

mod sound;

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
use rayon::prelude::*;
use resvg::tiny_skia::PathSegment;
use resvg::usvg;
use resvg::usvg::fontdb::Source;
use sound::LARGEST;
use std::collections::BTreeMap;
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
}

/// All drawings of a theme, read once.
#[derive(Debug)]
pub struct ArtShelf {
    drawings: BTreeMap<String, Result<Drawing, String>>,
}

impl ArtShelf {
    /// Reads every SVG below the theme's `art/`.
    #[must_use]
    pub(crate) fn open(theme: &Theme) -> ArtShelf {
        let options = svg_options(theme);
        let read = |path: &String| {
            let stem = path.strip_prefix("art/")?.strip_suffix(".svg")?;
            let drawing = match theme.files.text(path) {
                Some((text, layer)) => {
                    let named_by = match layer {
                        Layer::BuiltIn => &theme.built_in_inks,
                        Layer::Folder | Layer::Shipped => &theme.inks,
                    };
                    read_drawing(&text, &options, theme.coverage.as_ref(), named_by, &theme.inks)
                }
                None => Err("读不出来，或不是 UTF-8 文本".into()),
            };
            Some((stem.to_string(), drawing))
        };
        let drawings = theme.files.list("art").par_iter().filter_map(read).collect();
        ArtShelf { drawings }
    }

    /// The drawing `props/id-card`.
    ///
    /// # Errors
    /// A Chinese sentence: no such file, no SVG, a colour that is no ink.
    pub(crate) fn drawing(&self, name: &str) -> Result<&Drawing, String> {
        match self.drawings.get(name) {
            Some(Ok(drawing)) => Ok(drawing),
            Some(Err(why)) => Err(format!("图 art/{name}.svg {why}")),
            None => Err(format!("没有图 art/{name}.svg")),
        }
    }

    /// Names of all drawings.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.drawings.keys().map(String::as_str)
    }
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
        let named_by = match layer {
            Layer::BuiltIn => &self.built_in_inks,
            Layer::Folder | Layer::Shipped => self.inks.as_ref(),
        };
        read_drawing(text, &self.options, self.coverage.as_ref(), named_by, &self.inks)
    }
}

/// usvg's options with the theme's boldest face for words inside drawings.
fn svg_options(theme: &Theme) -> usvg::Options<'static> {
    let mut options = usvg::Options::default();
    let database = options.fontdb_mut();
    for face in &theme.fonts {
        database.load_font_source(Source::Binary(Arc::new(face.clone())));
    }
    let boldest = database.faces().max_by_key(|f| f.weight.0);
    let family = boldest.and_then(|f| Some(f.families.first()?.0.clone()));
    options.font_family = family.unwrap_or_default();
    options
}

fn read_drawing(
    text: &str,
    options: &usvg::Options<'_>,
    covers: Option<&CharSet>,
    named_by: &InkTable,
    inks: &Arc<InkTable>,
) -> Result<Drawing, String> {
    let document = roxmltree::Document::parse(text).map_err(|_| "不是完整的 SVG".to_string())?;
    let root = document.root_element();
    let line: f64 = root.attribute("data-line").and_then(|v| v.parse().ok()).unwrap_or(2.0);
    let origin = view_box(&root).ok_or("没有 viewBox")?;
    sound::is_sound(&document, options, covers)?;
    let tree = usvg::Tree::from_str(text, options).map_err(|_| "不是完整的 SVG".to_string())?;
    let scale = origin.w / f64::from(tree.size().width());
    let to_own = Affine::new([scale, 0.0, 0.0, scale, origin.x, origin.y]);
    let mut reader = DrawingReader { named_by, inks, line, scale, to_own, shapes: Vec::new() };
    reader.group(tree.root())?;
    let far = LARGEST * scale.max(1.0);
    let inside = |s: &ArtShape| {
        let b = s.path.control_box();
        [b.x0, b.y0, b.x1, b.y1].iter().all(|n| n.abs() < far)
    };
    if !reader.shapes.iter().all(inside) {
        return Err("里有的图形大得没有边".into());
    }
    let grip = match root.attribute("data-grip") {
        None => (origin.x + origin.w / 2.0, origin.y + origin.h * 0.9),
        Some(pair) => {
            let numbers: Vec<f64> = pair.split(',').filter_map(|v| v.parse().ok()).collect();
            let &[x, y] = numbers.as_slice() else {
                return Err("的 data-grip 不是「左,上」两个数".into());
            };
            (x, y)
        }
    };
    Ok(Drawing { bounds: origin, shapes: reader.shapes, grip })
}

fn view_box(root: &roxmltree::Node<'_, '_>) -> Option<Rect> {
    let v: Vec<f64> = root
        .attribute("viewBox")?
        .split([' ', ','])
        .filter(|p| !p.is_empty())
        .filter_map(|p| p.parse().ok())
        .collect();
    let &[x, y, w, h] = v.as_slice() else { return None };
    let sound = [x, y, w, h].iter().all(|n| n.abs() < LARGEST) && w > 1e-3 && h > 1e-3;
    sound.then_some(Rect { x, y, w, h })
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
    fn group(&mut self, group: &usvg::Group) -> Result<(), String> {
        if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
            return Err("用了裁剪、蒙版或滤镜，展板上不能用".into());
        }
        if group.opacity().get() < 1.0 {
            return Err("用了透明，展板上不能用".into());
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(g) => self.group(g)?,
                usvg::Node::Path(p) => self.path(p)?,
                usvg::Node::Text(t) => self.group(t.flattened())?,
                usvg::Node::Image(_) => return Err("里面有位图，展板上只用矢量图".into()),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &usvg::Path) -> Result<(), String> {
        let t = path.abs_transform();
        let matrix = [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty].map(f64::from);
        let stretch = (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt() * self.scale;
        let fill = path.fill().map(|f| self.ink(f.paint())).transpose()?;
        let stroke = match path.stroke() {
            Some(s) => {
                let width = f64::from(s.width().get()) * stretch / self.line;
                Some((self.ink(s.paint())?, width))
            }
            None => None,
        };
        let outline = self.to_own * (Affine::new(matrix) * own_path(path.data()));
        self.shapes.push(ArtShape { path: outline, fill, stroke });
        Ok(())
    }

    fn ink(&self, paint: &usvg::Paint) -> Result<InkId, String> {
        let usvg::Paint::Color(c) = paint else {
            return Err("用了渐变或花纹，展板上只用平涂的颜色".into());
        };
        let rgb = [c.red, c.green, c.blue];
        let name = self.named_by.find_rgb(rgb).map(|i| i.name.as_str());
        let found = name.and_then(|n| self.inks.find(n));
        found.ok_or_else(|| format!("里的颜色 {} 不是主题的油墨", to_hex(rgb)))
    }
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
