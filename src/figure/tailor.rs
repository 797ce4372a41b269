//! The tailor: cloth, neck, collars and buttons that all clothes share.
//!
//! Start at [`Tailor`]. Frame: the hip is 0,0, the shoulders at −T; the figure faces right.

use super::body::Body;
use super::pen::Pen;
use super::pen::circle;
use super::pen::n;
use super::pen::parse;
use super::person::Age;
use super::person::Character;

/// How far the hem hangs below the hip.
pub(crate) fn hem(p: &Character) -> f64 {
    match (p.age, p.clothes.as_str()) {
        (Age::Child, _) => 9.0,
        (_, "dress") => 4.0,
        (_, "coat") => 40.0,
        _ => 16.0,
    }
}

/// Cuts and sews on one body.
pub(crate) struct Tailor<'a> {
    pub pen: Pen<'a>,
    pub p: &'a Character,
    pub b: &'a Body,
    pub k: f64,
    /// Centre of the front.
    pub cx: f64,
    /// Height of the torso.
    pub t: f64,
    /// How far the hem hangs below the hip.
    pub hem: f64,
    /// Sits: a skirt lies over the lap.
    pub folded: bool,
    pub outline: String,
}

impl<'a> Tailor<'a> {
    pub(crate) fn ink(&self, variant: &str) -> String {
        format!("{}/{variant}", self.p.top)
    }

    /// Cloth, its shade, what lies on it, its outline.
    pub(crate) fn fill(&mut self, ink: &str, overlay: impl FnOnce(&mut Pen<'a>)) {
        let mut inside = Pen::new(self.pen.palette, self.pen.weight);
        let (x, t) = (self.b.waist * 0.42, self.t);
        let shade = format!(
            "M{},{} C{},{} {},{} {},60 L120,60 L120,{}Z",
            n(x + 14.0),
            n(-t - 10.0),
            n(x + 8.0),
            n(-t * 0.6),
            n(x - 2.0),
            n(-t * 0.3),
            n(x + 4.0),
            n(-t - 10.0)
        );
        inside.path(&shade, &format!("{ink}/shade"), 0.0);
        overlay(&mut inside);
        let outline = self.outline.clone();
        self.pen.path(&outline, ink, 0.0);
        self.pen.add_clipped(inside.shapes, &parse(&outline));
        self.pen.line(&outline, 1.0);
    }

    pub(crate) fn neck(&mut self) {
        let (cx, t) = (self.cx * 0.5, self.t);
        let skin = &self.p.skin;
        self.pen.path(
            &format!(
                "M{},{} L{},{} Q{},{} {},{} L{},{}Z",
                n(-12.0 + cx),
                n(-t - 24.0),
                n(-12.0 + cx),
                n(-t - 1.0),
                n(self.cx * 0.6),
                n(-t + 14.0),
                n(12.0 + cx),
                n(-t - 1.0),
                n(12.0 + cx),
                n(-t - 24.0)
            ),
            &skin.base,
            1.0,
        );
        self.pen.path(
            &format!(
                "M{},{} L{},{} L{},{} Q{},{} {},{}Z",
                n(-12.0 + cx),
                n(-t - 14.0),
                n(12.0 + cx),
                n(-t - 14.0),
                n(12.0 + cx),
                n(-t - 4.0),
                n(cx),
                n(-t + 8.0),
                n(-12.0 + cx),
                n(-t - 4.0)
            ),
            &skin.shade,
            0.0,
        );
    }

    pub(crate) fn collar(&mut self, ink: &str, depth: f64) {
        let (cx, t) = (self.cx, self.t);
        self.pen.path(
            &format!(
                "M{},{} L{},{} L{},{} L{},{}Z",
                n(-13.0 + cx * 0.5),
                n(-t - 9.0),
                n(-22.0 + cx * 0.3),
                n(-t - 1.0),
                n(-9.0 + cx),
                n(-t + depth - 4.0),
                n(cx),
                n(-t + 9.0)
            ),
            ink,
            0.9,
        );
        self.pen.path(
            &format!(
                "M{},{} L{},{} L{},{} L{},{}Z",
                n(13.0 + cx * 0.5),
                n(-t - 9.0),
                n(21.0 + cx * 0.3),
                n(-t - 1.0),
                n(10.0 + cx),
                n(-t + depth - 4.0),
                n(cx),
                n(-t + 9.0)
            ),
            ink,
            0.9,
        );
    }

    pub(crate) fn buttons(&mut self, heights: &[f64], ink: &str, r: f64) {
        for y in heights {
            let dot = circle(self.cx + 0.5, -self.t + y, r);
            self.pen.path(&dot, ink, 0.5);
        }
    }

    /// A wedge below the chin.
    pub(crate) fn opening(&self, half: f64, depth: f64) -> String {
        let (c, t) = (self.cx * 0.6, self.t);
        format!(
            "M{},{} L{},{} L{},{}Z",
            n(c - half),
            n(-t - 8.0),
            n(self.cx),
            n(-t + depth),
            n(c + half + 1.0),
            n(-t - 8.0)
        )
    }
}
