//! The outlines that boxes can have: box, wave, bubble, arrow.
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
        Outline::Box => geometry::rounded_box(rect, paint.radius.0),
        Outline::Wave(sag) => wave(rect, sag.0),
        Outline::Bubble(tail) => bubble(rect, paint.radius.0, tail),
        Outline::Arrow => arrow(rect),
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
