//! What sheets need beside kurbo's paths and affine maps. All coordinates are millimetres, y downwards.
//!
//! Points, paths and maps are kurbo's own types ([`kurbo::Point`], [`kurbo::BezPath`],
//! [`kurbo::Affine`]). Kept here is what kurbo lacks or computes another way, because the bytes of every
//! finished sheet depend on it:
//! - [`Rect`] has a width and a height; kurbo's has two corners, and a width taken back out of corners
//!   is rounded.
//! - [`rounded_box`] and [`disc`] are four cubics with one constant; kurbo cuts its arcs by a tolerance.
//! - [`bounds`] tells an empty path from one at the origin.
//! - [`turn_about`] takes cosine and sine as they are: kurbo asks the system's trigonometry, which
//!   differs from machine to machine.

use kurbo::Affine;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Point;

/// An upright box, millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// True when `other` lies inside, give or take `slack`.
    #[must_use]
    pub(crate) fn contains(&self, other: &Rect, slack: f64) -> bool {
        other.x >= self.x - slack
            && other.y >= self.y - slack
            && other.x + other.w <= self.x + self.w + slack
            && other.y + other.h <= self.y + self.h + slack
    }

    /// True when the two share more than `slack` in both directions.
    #[must_use]
    pub(crate) fn overlaps(&self, other: &Rect, slack: f64) -> bool {
        let wide = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let high = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        wide > slack && high > slack
    }

    /// The square around a point that is `half` wide to each side.
    #[must_use]
    pub(crate) fn around((x, y): (f64, f64), half: f64) -> Rect {
        Rect { x: x - half, y: y - half, w: 2.0 * half, h: 2.0 * half }
    }

    /// The same box, smaller by `by` on every side.
    #[must_use]
    pub(crate) fn inset(&self, by: f64) -> Rect {
        Rect { x: self.x + by, y: self.y + by, w: self.w - 2.0 * by, h: self.h - 2.0 * by }
    }
}

/// Where a quarter circle's control points lie: 4/3·(√2 − 1).
const KAPPA: f64 = 0.552_284_749_8;

/// Straight lines through points, closed.
#[must_use]
pub(crate) fn polygon(points: &[(f64, f64)]) -> BezPath {
    let ends = points.iter().enumerate().map(|(i, &(x, y))| {
        let p = Point::new(x, y);
        if i == 0 { PathEl::MoveTo(p) } else { PathEl::LineTo(p) }
    });
    let close = (!points.is_empty()).then_some(PathEl::ClosePath);
    ends.chain(close).collect()
}

/// A box with round corners; the radius is cut to half the shorter side, 0 gives sharp corners.
#[must_use]
pub(crate) fn rounded_box(r: Rect, radius: f64) -> BezPath {
    let q = radius.min(r.w / 2.0).min(r.h / 2.0);
    rounded_corners(r, [q; 4])
}

/// A box whose corners have radii of their own: upper left, upper right, lower right, lower left.
#[must_use]
pub(crate) fn rounded_corners(r: Rect, radii: [f64; 4]) -> BezPath {
    let most = (r.w / 2.0).min(r.h / 2.0);
    let [a, b, c, d] = radii.map(|q| q.min(most).max(0.0));
    let (x0, y0, x1, y1) = (r.x, r.y, r.x + r.w, r.y + r.h);
    if a + b + c + d <= 0.0 {
        return polygon(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]);
    }
    let k = |q: f64| q * (1.0 - KAPPA);
    let mut path = BezPath::with_capacity(10);
    path.move_to((x0 + a, y0));
    path.line_to((x1 - b, y0));
    path.curve_to((x1 - k(b), y0), (x1, y0 + k(b)), (x1, y0 + b));
    path.line_to((x1, y1 - c));
    path.curve_to((x1, y1 - k(c)), (x1 - k(c), y1), (x1 - c, y1));
    path.line_to((x0 + d, y1));
    path.curve_to((x0 + k(d), y1), (x0, y1 - k(d)), (x0, y1 - d));
    path.line_to((x0, y0 + a));
    path.curve_to((x0, y0 + k(a)), (x0 + k(a), y0), (x0 + a, y0));
    path.close_path();
    path
}

/// A full circle.
#[must_use]
pub(crate) fn disc(cx: f64, cy: f64, r: f64) -> BezPath {
    rounded_box(Rect { x: cx - r, y: cy - r, w: 2.0 * r, h: 2.0 * r }, r)
}

/// The box of all points, control points included (never smaller than the shape); `None` for an empty
/// path.
#[must_use]
pub(crate) fn bounds(path: &BezPath) -> Option<Rect> {
    (!path.elements().is_empty()).then(|| {
        let b = path.control_box();
        Rect { x: b.x0, y: b.y0, w: b.x1 - b.x0, h: b.y1 - b.y0 }
    })
}

/// Turns about a point by an angle whose cosine and sine are given.
#[must_use]
pub(crate) fn turn_about(cos: f64, sin: f64, about: Point) -> Affine {
    let (x, y) = (about.x, about.y);
    Affine::new([cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y])
}
