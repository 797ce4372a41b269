//! Frame → marks in pixels: paths, colours and boxes at one size, in painting order.
//!
//! Start at [`marks_of`]. What is cut to an outline is a group; a photo comes in its final size.

use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::PhotoSpot;
use crate::frame::Pixels;
use crate::frame::Stroke;
use crate::ink::InkId;
use image::RgbImage;
use kurbo::BezPath;
use kurbo::PathEl;
use resvg::tiny_skia;
use resvg::tiny_skia::LineCap;
use resvg::tiny_skia::LineJoin;
use resvg::tiny_skia::PathBuilder;

/// What an ink looks like on a drawing; `None` leaves its text out.
pub(super) struct Palette<'a> {
    /// The three channels of an ink.
    pub(super) colour: &'a dyn Fn(InkId) -> [u8; 3],
    /// Whether text of an ink is left out.
    pub(super) without_text: &'a dyn Fn(InkId) -> bool,
    /// The three channels of a photo's pixels.
    pub(super) photo: &'a dyn Fn(&Pixels) -> Vec<u8>,
}

/// What is drawn, in order.
pub(super) enum Piece {
    Mark(Mark),
    /// A picture: what is cut to an outline.
    Cut(Cut),
    /// A photo in its final size.
    Photo(PhotoPixels),
}

/// A photo in its final size.
pub(super) struct PhotoPixels {
    pub(super) bounds: Bounds,
    /// Red, green, blue, row after row, all of `bounds`.
    pub(super) rgb: Vec<u8>,
}

/// An outline in one colour.
pub(super) struct Mark {
    pub(super) path: tiny_skia::Path,
    pub(super) bounds: Bounds,
    pub(super) colour: [u8; 3],
    /// Lines thinner than a pixel; all others are outlines by now.
    pub(super) hairline: Option<f32>,
}

/// What is cut to an outline.
pub(super) struct Cut {
    pub(super) clip: usize,
    pub(super) outline: tiny_skia::Path,
    pub(super) bounds: Bounds,
    pub(super) nodes: Vec<Piece>,
}

/// A box of whole pixels, the right and lower ends not included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Bounds {
    /// All pixels that a path may touch, and one more.
    pub(super) fn around(rect: tiny_skia::Rect, more: f32) -> Bounds {
        let more = more + 1.0;
        Bounds {
            left: (rect.left() - more).floor() as i32,
            top: (rect.top() - more).floor() as i32,
            right: (rect.right() + more).ceil() as i32,
            bottom: (rect.bottom() + more).ceil() as i32,
        }
    }

    pub(super) fn shared(self, other: Bounds) -> Option<Bounds> {
        let both = Bounds {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (both.left < both.right && both.top < both.bottom).then_some(both)
    }

    pub(super) fn width(self) -> usize {
        (self.right - self.left) as usize
    }

    pub(super) fn height(self) -> usize {
        (self.bottom - self.top) as usize
    }
}

/// The marks of a frame at `size` pixels, `margin` millimetres of it beyond the trim on every side.
pub(super) fn marks_of(
    frame: &Frame,
    size: (u32, u32),
    margin: f64,
    palette: &Palette<'_>,
) -> Vec<Piece> {
    let scale = (
        f64::from(size.0) / (frame.size.width.0 + 2.0 * margin),
        f64::from(size.1) / (frame.size.height.0 + 2.0 * margin),
    );
    let maker = ToPixels { scale, margin };
    let mut open: Vec<Cut> = Vec::new();
    let mut nodes = Vec::new();
    for item in &frame.items {
        let clip = match item {
            Item::Shape(s) => s.clip,
            Item::Photo(spot) => Some(spot.clip),
            Item::Text(t) if (palette.without_text)(t.ink) => continue,
            Item::Text(_) => None,
        };
        let wanted = clips_around(frame, clip);
        let common = open.iter().zip(&wanted).take_while(|(a, b)| a.clip == **b).count();
        close(&mut open, common, &mut nodes);
        let Some(groups) = maker.groups(frame, &wanted[common..]) else { continue };
        open.extend(groups);
        let list = open.last_mut().map_or(&mut nodes, |g| &mut g.nodes);
        match item {
            Item::Shape(s) => maker.marks(&s.path, s.fill, s.stroke, palette, list),
            Item::Photo(spot) => list.extend(maker.photo(spot, palette).map(Piece::Photo)),
            Item::Text(t) => {
                let stroke = t.rounding.map(|width| Stroke { ink: t.ink, width });
                maker.marks(&t.outline, Some(t.ink), stroke, palette, list);
            }
        }
    }
    close(&mut open, 0, &mut nodes);
    nodes
}

/// Puts the innermost groups into those around them until `depth` are open.
fn close(open: &mut Vec<Cut>, depth: usize, nodes: &mut Vec<Piece>) {
    while open.len() > depth {
        let Some(group) = open.pop() else { break };
        open.last_mut().map_or(&mut *nodes, |g| &mut g.nodes).push(Piece::Cut(group));
    }
}

/// The clips around an item, the outermost first.
pub(super) fn clips_around(frame: &Frame, clip: Option<usize>) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut next = clip;
    while let Some(i) = next {
        chain.push(i);
        next = frame.clips[i].inside;
    }
    chain.reverse();
    chain
}

/// Turns paths of a frame into marks.
struct ToPixels {
    scale: (f64, f64),
    margin: f64,
}

impl ToPixels {
    fn path(&self, path: &BezPath) -> Option<tiny_skia::Path> {
        let x = |p: kurbo::Point| ((p.x + self.margin) * self.scale.0) as f32;
        let y = |p: kurbo::Point| ((p.y + self.margin) * self.scale.1) as f32;
        let mut builder = PathBuilder::new();
        for s in path.elements() {
            match *s {
                PathEl::MoveTo(p) => builder.move_to(x(p), y(p)),
                PathEl::LineTo(p) => builder.line_to(x(p), y(p)),
                PathEl::QuadTo(a, p) => builder.quad_to(x(a), y(a), x(p), y(p)),
                PathEl::CurveTo(a, b, p) => {
                    builder.cubic_to(x(a), y(a), x(b), y(b), x(p), y(p));
                }
                PathEl::ClosePath => builder.close(),
            }
        }
        builder.finish()
    }

    /// Groups for clips that are not open yet; `None` when one has no inside.
    fn groups(&self, frame: &Frame, clips: &[usize]) -> Option<Vec<Cut>> {
        let group = |&clip: &usize| {
            let outline = self.path(&frame.clips[clip].path)?;
            let bounds = Bounds::around(outline.bounds(), 0.0);
            Some(Cut { clip, outline, bounds, nodes: Vec::new() })
        };
        clips.iter().map(group).collect()
    }

    fn photo(&self, spot: &PhotoSpot, palette: &Palette<'_>) -> Option<PhotoPixels> {
        let x = |mm: f64| ((mm + self.margin) * self.scale.0).round() as i32;
        let y = |mm: f64| ((mm + self.margin) * self.scale.1).round() as i32;
        let r = spot.rect;
        let bounds =
            Bounds { left: x(r.x), top: y(r.y), right: x(r.x + r.w), bottom: y(r.y + r.h) };
        let (width, height) = (bounds.width() as u32, bounds.height() as u32);
        let (w, h) = (spot.pixels.width, spot.pixels.height);
        let picture = RgbImage::from_raw(w, h, (palette.photo)(&spot.pixels))?;
        let smooth = image::imageops::FilterType::CatmullRom;
        let rgb = image::imageops::resize(&picture, width, height, smooth).into_raw();
        Some(PhotoPixels { bounds, rgb })
    }

    fn marks(
        &self,
        path: &BezPath,
        fill: Option<InkId>,
        stroke: Option<Stroke>,
        palette: &Palette<'_>,
        list: &mut Vec<Piece>,
    ) {
        let Some(path) = self.path(path) else { return };
        let mut push = |path: tiny_skia::Path, ink: InkId, hairline: Option<f32>| {
            let bounds = Bounds::around(path.bounds(), hairline.unwrap_or(0.0));
            let colour = (palette.colour)(ink);
            list.push(Piece::Mark(Mark { path, bounds, colour, hairline }));
        };
        let line = stroke.and_then(|s| {
            let width = (s.width.0 * self.scale.0) as f32;
            // Thinner lines are drawn with less ink, not as outlines: tiny-skia's own rule.
            if width <= 1.0 {
                return Some((path.clone(), s.ink, Some(width)));
            }
            Some((path.stroke(&round(width), 1.0)?, s.ink, None))
        });
        if let Some(ink) = fill {
            push(path, ink, None);
        }
        if let Some((path, ink, hairline)) = line {
            push(path, ink, hairline);
        }
    }
}

/// A line with round ends and corners.
pub(super) fn round(width: f32) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..tiny_skia::Stroke::default()
    }
}
