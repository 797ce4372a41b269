//! The outlines that boxes can have: box, wave and its shore, bubble, arrow, tag, decision, road.
//!
//! Start at [`outline`].

use super::element::Outline;
use super::element::Paint;
use super::element::Tail;
use crate::geometry;
use crate::geometry::Rect;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Point;

/// The outline of a box with this look.
pub(super) fn outline(paint: &Paint, rect: Rect) -> BezPath {
    match paint.outline {
        Outline::Box => geometry::rounded_corners(rect, paint.radius.map(|r| r.0)),
        Outline::Wave(sag) => wave(rect, sag.0),
        Outline::Bubble(tail) => bubble(rect, paint.radius[0].0, tail),
        Outline::Arrow => arrow(rect),
        Outline::Tag => tag(rect),
        Outline::Decision => decision(rect),
        Outline::Road => road(rect),
        Outline::Shore => shore(rect),
    }
}

/// A field whose lower edge hangs in a gentle, uneven arc (art direction §5: header).
pub(super) fn wave(r: Rect, sag: f64) -> BezPath {
    let p = |x: f64, y: f64| Point::new(r.x + x * r.w, y);
    let foot = r.y + r.h - sag;
    let (a, b) = (p(0.72, foot + sag * 1.2), p(0.30, foot + sag * 1.35));
    let mut path = BezPath::new();
    path.move_to(p(0.0, r.y));
    path.line_to(p(1.0, r.y));
    path.line_to(p(1.0, foot));
    path.curve_to(a, b, p(0.0, foot + sag * 0.45));
    path.close_path();
    path
}

/// What lies below the edge of a [`wave`] that hangs as deep as the box is high.
pub(super) fn shore(r: Rect) -> BezPath {
    raised_shore(r, 0.0)
}

/// The same with its edge higher by so much of the height: a band of it shows above a [`shore`] in the same box.
pub(super) fn raised_shore(r: Rect, rise: f64) -> BezPath {
    // The edge's lowest point is at 1.0 of its sag, its ends at 0 and 0.45.
    let p = |x: f64, y: f64| Point::new(r.x + x * r.w, r.y + y * r.h);
    let edge = |x: f64, y: f64| p(x, y - rise);
    let mut path = BezPath::new();
    path.move_to(edge(1.0, 0.0));
    path.curve_to(edge(0.72, 1.2), edge(0.30, 1.35), edge(0.0, 0.45));
    path.line_to(p(0.0, 1.1));
    path.line_to(p(1.0, 1.1));
    path.close_path();
    path
}

/// A label with a point at its right end; its corners are as sharp as its point is blunt.
fn tag(r: Rect) -> BezPath {
    let point = (r.h * 0.42).min(r.w * 0.35);
    let (x, y, w, h) = (r.x, r.y, r.w, r.h);
    geometry::polygon(&[
        (x, y),
        (x + w - point, y),
        (x + w, y + h / 2.0),
        (x + w - point, y + h),
        (x, y + h),
    ])
}

/// A flow's decision: pointed left and right, so that a line of words has room between the points.
fn decision(r: Rect) -> BezPath {
    let point = (r.h * 0.5).min(r.w * 0.25);
    let (x, y, w, h) = (r.x, r.y, r.w, r.h);
    geometry::polygon(&[
        (x, y + h / 2.0),
        (x + point, y),
        (x + w - point, y),
        (x + w, y + h / 2.0),
        (x + w - point, y + h),
        (x + point, y + h),
    ])
}

/// From the end of one row of pictures to the beginning of the next: as thick as a fifth of its height, its head
/// twice as high as it is thick.
fn road(r: Rect) -> BezPath {
    let t = r.h * 0.2;
    let (head, half) = (t * 2.0, t * 2.0);
    let (x0, x1, y0, y1) = (r.x, r.x + r.w, r.y, r.y + r.h);
    let (top, foot) = (r.y + (r.h - head) * 0.5 - t / 2.0, r.y + (r.h - head) * 0.5 + t / 2.0);
    let k = |q: f64| q * 0.45;
    let mut path = BezPath::new();
    path.move_to((x1 - t / 2.0, y0));
    path.line_to((x1 + t / 2.0, y0));
    path.line_to((x1 + t / 2.0, foot - t));
    path.curve_to((x1 + t / 2.0, foot - k(t)), (x1 + t / 2.0 - k(t), foot), (x1 - t / 2.0, foot));
    path.line_to((x0 + t / 2.0, foot));
    path.line_to((x0 + t / 2.0, y1 - head));
    path.line_to((x0 + half, y1 - head));
    path.line_to((x0, y1));
    path.line_to((x0 - half, y1 - head));
    path.line_to((x0 - t / 2.0, y1 - head));
    path.line_to((x0 - t / 2.0, top + t));
    path.curve_to((x0 - t / 2.0, top + k(t)), (x0 - t / 2.0 + k(t), top), (x0 + t / 2.0, top));
    path.line_to((x1 - t / 2.0, top));
    path.close_path();
    path
}

/// A soft box with a tail below; the tail is a sixth of the height.
fn bubble(r: Rect, radius: f64, tail: Tail) -> BezPath {
    let soft = geometry::rounded_box(r, radius.min(r.h * 0.45));
    let mut elements: Vec<PathEl> = soft.into_iter().collect();
    let base = (r.h * 0.32).min(r.w * 0.2);
    let (from, tip) = match tail {
        Tail::Left => (r.x + r.w * 0.3, r.x + r.w * 0.3 - base * 0.6),
        Tail::Right => (r.x + r.w * 0.7 - base, r.x + r.w * 0.7 + base * 0.6),
    };
    let y = r.y + r.h;
    let drop = Point::new(tip, y + base * 0.95);
    // The lower edge is the third straight line of the rounded box: put the tail into it.
    let lower = |e: &PathEl| matches!(e, PathEl::LineTo(p) if (p.y - y).abs() < 1e-9);
    if let Some(at) = elements.iter().rposition(lower) {
        let p = |x: f64| Point::new(x, y);
        let tail = [
            PathEl::LineTo(p(from + base)),
            PathEl::QuadTo(Point::new((from + base + tip) / 2.0, y + base * 0.35), drop),
            PathEl::QuadTo(Point::new((from + tip) / 2.0, y + base * 0.3), p(from)),
        ];
        elements.splice(at..at, tail);
    }
    BezPath::from_vec(elements)
}

/// A short arrow to the right filling the box.
fn arrow(r: Rect) -> BezPath {
    let (x, y, w, h) = (r.x, r.y, r.w, r.h);
    geometry::polygon(&[
        (x, y + h * 0.3),
        (x + w * 0.45, y + h * 0.3),
        (x + w * 0.45, y),
        (x + w, y + h * 0.5),
        (x + w * 0.45, y + h),
        (x + w * 0.45, y + h * 0.7),
        (x, y + h * 0.7),
    ])
}
