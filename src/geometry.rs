//! Points, boxes and paths on a sheet. All coordinates are millimetres, y downwards.

/// A point, millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left edge of the trimmed sheet.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
}

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
    pub fn contains(&self, other: &Rect, slack: f64) -> bool {
        other.x >= self.x - slack
            && other.y >= self.y - slack
            && other.x + other.w <= self.x + self.w + slack
            && other.y + other.h <= self.y + self.h + slack
    }

    /// True when the two share more than `slack` in both directions.
    #[must_use]
    pub fn overlaps(&self, other: &Rect, slack: f64) -> bool {
        let wide = (self.x + self.w).min(other.x + other.w) - self.x.max(other.x);
        let high = (self.y + self.h).min(other.y + other.h) - self.y.max(other.y);
        wide > slack && high > slack
    }

    /// The same box, smaller by `by` on every side.
    #[must_use]
    pub fn inset(&self, by: f64) -> Rect {
        Rect { x: self.x + by, y: self.y + by, w: self.w - 2.0 * by, h: self.h - 2.0 * by }
    }
}

/// One piece of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Start here.
    Move(Point),
    /// Straight to.
    Line(Point),
    /// Quadratic curve: control point, end.
    Quad(Point, Point),
    /// Cubic curve: two control points, end.
    Cubic(Point, Point, Point),
    /// Back to the start.
    Close,
}

/// A path, millimetres. Filled by the non-zero rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    /// In drawing order.
    pub segments: Vec<Segment>,
}

/// Where a quarter circle's control points lie: 4/3·(√2 − 1).
const KAPPA: f64 = 0.552_284_749_8;

impl Path {
    /// A box.
    #[must_use]
    pub fn rect(r: Rect) -> Path {
        Path::polygon(&[(r.x, r.y), (r.x + r.w, r.y), (r.x + r.w, r.y + r.h), (r.x, r.y + r.h)])
    }

    /// Straight lines through points, closed.
    #[must_use]
    pub fn polygon(points: &[(f64, f64)]) -> Path {
        let mut path = Path::default();
        for (i, &(x, y)) in points.iter().enumerate() {
            let p = Point { x, y };
            path.segments.push(if i == 0 { Segment::Move(p) } else { Segment::Line(p) });
        }
        path.segments.push(Segment::Close);
        path
    }

    /// A box with round corners; the radius is cut to half the shorter side.
    #[must_use]
    pub fn rounded(r: Rect, radius: f64) -> Path {
        let q = radius.min(r.w / 2.0).min(r.h / 2.0);
        if q <= 0.0 {
            return Path::rect(r);
        }
        let (x0, y0, x1, y1) = (r.x, r.y, r.x + r.w, r.y + r.h);
        let c = q * (1.0 - KAPPA);
        let p = |x: f64, y: f64| Point { x, y };
        Path {
            segments: vec![
                Segment::Move(p(x0 + q, y0)),
                Segment::Line(p(x1 - q, y0)),
                Segment::Cubic(p(x1 - c, y0), p(x1, y0 + c), p(x1, y0 + q)),
                Segment::Line(p(x1, y1 - q)),
                Segment::Cubic(p(x1, y1 - c), p(x1 - c, y1), p(x1 - q, y1)),
                Segment::Line(p(x0 + q, y1)),
                Segment::Cubic(p(x0 + c, y1), p(x0, y1 - c), p(x0, y1 - q)),
                Segment::Line(p(x0, y0 + q)),
                Segment::Cubic(p(x0, y0 + c), p(x0 + c, y0), p(x0 + q, y0)),
                Segment::Close,
            ],
        }
    }

    /// A circle.
    #[must_use]
    pub fn circle(cx: f64, cy: f64, r: f64) -> Path {
        Path::rounded(Rect { x: cx - r, y: cy - r, w: 2.0 * r, h: 2.0 * r }, r)
    }

    /// The path under an affine map.
    #[must_use]
    pub fn mapped(&self, map: &Affine) -> Path {
        let segments = self
            .segments
            .iter()
            .map(|s| match *s {
                Segment::Move(p) => Segment::Move(map.apply(p)),
                Segment::Line(p) => Segment::Line(map.apply(p)),
                Segment::Quad(a, p) => Segment::Quad(map.apply(a), map.apply(p)),
                Segment::Cubic(a, b, p) => Segment::Cubic(map.apply(a), map.apply(b), map.apply(p)),
                Segment::Close => Segment::Close,
            })
            .collect();
        Path { segments }
    }

    /// The box of all points, control points included (never smaller than the shape); `None` for
    /// an empty path.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let mut ends: Option<(Point, Point)> = None;
        let mut add = |p: Point| {
            let (a, b) = ends.unwrap_or((p, p));
            ends = Some((
                Point { x: a.x.min(p.x), y: a.y.min(p.y) },
                Point { x: b.x.max(p.x), y: b.y.max(p.y) },
            ));
        };
        for s in &self.segments {
            match *s {
                Segment::Move(p) | Segment::Line(p) => add(p),
                Segment::Quad(a, p) => [a, p].into_iter().for_each(&mut add),
                Segment::Cubic(a, b, p) => [a, b, p].into_iter().for_each(&mut add),
                Segment::Close => {}
            }
        }
        ends.map(|(a, b)| Rect { x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y })
    }
}

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Six numbers, SVG's order.
    pub m: [f64; 6],
}

impl Affine {
    /// Moves.
    #[must_use]
    pub fn translate(x: f64, y: f64) -> Affine {
        Affine { m: [1.0, 0.0, 0.0, 1.0, x, y] }
    }

    /// Scales evenly, then moves.
    #[must_use]
    pub fn scale_then_move(k: f64, x: f64, y: f64) -> Affine {
        Affine { m: [k, 0.0, 0.0, k, x, y] }
    }

    /// Turns clockwise by 45° steps about a point: `(cos, sin)` are given so that no platform's
    /// trigonometry can differ.
    #[must_use]
    pub fn turn(cos: f64, sin: f64, about: Point) -> Affine {
        let (x, y) = (about.x, about.y);
        Affine { m: [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y] }
    }

    /// First this map, then the other.
    #[must_use]
    pub fn then(&self, next: &Affine) -> Affine {
        let [a, b, c, d, e, f] = self.m;
        let [na, nb, nc, nd, _, _] = next.m;
        let origin = next.apply(Point { x: e, y: f });
        let m = [
            na * a + nc * b,
            nb * a + nd * b,
            na * c + nc * d,
            nb * c + nd * d,
            origin.x,
            origin.y,
        ];
        Affine { m }
    }

    /// The map of one point.
    #[must_use]
    pub fn apply(&self, p: Point) -> Point {
        let [a, b, c, d, e, f] = self.m;
        Point { x: a * p.x + c * p.y + e, y: b * p.x + d * p.y + f }
    }
}
