//! Torso and clothes: one path, filled, shaded on the far side, overlaid (art-direction.md §3.6, §3.7).
//!
//! Frame: the hip is 0,0, the shoulders at −T; the figure faces right.

use super::body::Body;
use super::cast::Age;
use super::cast::Person;
use super::cast::Sex;
use super::pen::Palette;
use super::pen::Pen;
use super::pen::Shape;
use super::pen::circle;
use super::pen::n;
use super::pen::parse;
use super::pen::rounded;
use kurbo::BezPath;

/// Kinds of clothes, as in `cast.yaml`.
pub(super) const CLOTHES: &[&str] = &[
    "shirt", "polo", "tee", "hoodie", "jacket", "suit", "vest", "cardigan", "uniform", "dress",
    "floral", "coat",
];

/// A dressed torso.
pub(super) struct Torso {
    /// Its shapes.
    pub shapes: Vec<Shape>,
    /// Its outline.
    pub outline: BezPath,
    /// Ink of the sleeves.
    pub sleeve: String,
    /// Where sleeves end, as a share of the arm.
    pub sleeve_end: f64,
    /// Ink of a band at their end.
    pub cuff: Option<String>,
}

/// How far the hem hangs below the hip.
pub(super) fn hem(p: &Person) -> f64 {
    match (p.age, p.clothes.as_str()) {
        (Age::Child, _) => 9.0,
        (_, "dress") => 4.0,
        (_, "coat") => 40.0,
        _ => 16.0,
    }
}

/// Cuts and sews on one body.
pub(super) struct Tailor<'a> {
    pub pen: Pen<'a>,
    pub p: &'a Person,
    pub b: &'a Body,
    pub k: f64,
    /// Centre of the front.
    pub cx: f64,
    /// Height of the torso.
    pub t: f64,
    outline: String,
}

/// Dresses a body.
pub(super) fn dress(p: &Person, b: &Body, k: f64, palette: &Palette, weight: f64) -> Torso {
    let (cx, t, e) = (9.0 * k, b.torso, hem(p));
    let (s1, s2) = (b.shoulder * (1.0 - 0.04 * k), b.shoulder * (1.0 - 0.2 * k));
    let (w, h) = (b.waist, b.hip);
    let outline = format!(
        "M{},{} C-24,{} {},{} {},{} C{},{} {},{} {},{} C{},-14 {},-6 {},{e} C{},{} {},{} {},{e} C{},-6 {},-14 {},{} C{},{} {},{} {},{} C{},{} 24,{} {},{}Z",
        n(-13.0 + cx * 0.4),
        n(-t - 3.0),
        n(-t),
        n(-s1 + 4.0),
        n(-t + 2.0),
        n(-s1),
        n(-t + 26.0),
        n(-s1 - 1.0),
        n(-t + 54.0),
        n(-w - 1.0),
        n(-t * 0.45),
        n(-w),
        n(-t * 0.32),
        n(-w),
        n(-h),
        n(-h),
        n(-h * 0.4),
        n(e + 5.0),
        n(h * 0.4),
        n(e + 5.0),
        n(h),
        n(h),
        n(w),
        n(w),
        n(-t * 0.32),
        n(w + 1.0),
        n(-t * 0.45),
        n(s2 + 1.0),
        n(-t + 54.0),
        n(s2),
        n(-t + 24.0),
        n(s2 - 4.0),
        n(-t + 2.0),
        n(-t),
        n(13.0 + cx * 0.4),
        n(-t - 3.0)
    );
    let mut tailor = Tailor { pen: Pen::new(palette, weight), p, b, k, cx, t, outline };
    let (sleeve, sleeve_end, cuff) = tailor.cut();
    let outline = parse(&tailor.outline);
    Torso { shapes: tailor.pen.shapes, outline, sleeve, sleeve_end, cuff }
}

impl<'a> Tailor<'a> {
    pub(super) fn ink(&self, variant: &str) -> String {
        format!("{}/{variant}", self.p.top)
    }

    /// Cloth, its shade, what lies on it, its outline.
    pub(super) fn fill(&mut self, ink: &str, overlay: impl FnOnce(&mut Pen<'a>)) {
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

    pub(super) fn neck(&mut self) {
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

    pub(super) fn collar(&mut self, ink: &str, depth: f64) {
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

    pub(super) fn buttons(&mut self, heights: &[f64], ink: &str, r: f64) {
        for y in heights {
            let dot = circle(self.cx + 0.5, -self.t + y, r);
            self.pen.path(&dot, ink, 0.5);
        }
    }

    /// A wedge below the chin.
    pub(super) fn opening(&self, half: f64, depth: f64) -> String {
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

    fn cut(&mut self) -> (String, f64, Option<String>) {
        let (cx, t, w) = (self.cx, self.t, self.b.waist);
        let top = self.p.top.clone();
        let inner = self.p.inner.clone();
        let (deep, shade, pale) = (self.ink("deep"), self.ink("shade"), self.ink("pale"));
        let e = hem(self.p);
        let down = |from: f64, to: f64| format!("M{},{} L{},{}", n(cx), n(-t + from), n(cx), n(to));
        match self.p.clothes.as_str() {
            "polo" | "tee" => {
                self.fill(&top, |_| {});
                if self.p.clothes == "polo" {
                    self.pen.stroke(&down(12.0, -t + 46.0), &deep, 0.75);
                    self.buttons(&[24.0, 38.0], "white", 2.6);
                }
                self.neck();
                if self.p.clothes == "polo" {
                    self.collar(&pale, 24.0);
                } else {
                    self.pen.stroke(
                        &format!(
                            "M{},{} Q{},{} {},{}",
                            n(-13.0 + cx * 0.5),
                            n(-t - 1.0),
                            n(cx * 0.7),
                            n(-t + 17.0),
                            n(13.0 + cx * 0.5),
                            n(-t - 1.0)
                        ),
                        &shade,
                        1.9,
                    );
                }
                return (top, 0.42, None);
            }
            "hoodie" => {
                let hood = format!(
                    "M-28,{} C-34,{} 38,{} 34,{} C20,{} -14,{} -28,{}Z",
                    n(-t + 6.0),
                    n(-t - 22.0),
                    n(-t - 24.0),
                    n(-t + 6.0),
                    n(-t + 24.0),
                    n(-t + 24.0),
                    n(-t + 6.0)
                );
                self.pen.path(&hood, &shade, 1.0);
                self.fill(&top, |_| {});
                self.neck();
                self.pen.path(
                    &format!(
                        "M{},{} C-20,{} {},{} {},{} C{},{} 26,{} {},{} L{},{} Q{},{} {},{}Z",
                        n(-27.0 + cx * 0.3),
                        n(-t - 3.0),
                        n(-t + 18.0),
                        n(cx - 4.0),
                        n(-t + 20.0),
                        n(cx),
                        n(-t + 22.0),
                        n(cx + 6.0),
                        n(-t + 20.0),
                        n(-t + 16.0),
                        n(27.0 + cx * 0.2),
                        n(-t - 3.0),
                        n(14.0 + cx * 0.5),
                        n(-t - 6.0),
                        n(cx),
                        n(-t + 14.0),
                        n(-14.0 + cx * 0.5),
                        n(-t - 6.0)
                    ),
                    &pale,
                    0.9,
                );
                self.pen.stroke(
                    &format!(
                        "M{},{} v20 M{},{} v17",
                        n(cx - 7.0),
                        n(-t + 18.0),
                        n(cx + 8.0),
                        n(-t + 17.0)
                    ),
                    "white",
                    0.9,
                );
                self.pen.path(
                    &format!(
                        "M{},-14 L{},-40 L{},-40 L{},-14Z",
                        n(cx - 26.0),
                        n(cx - 18.0),
                        n(cx + 20.0),
                        n(cx + 28.0)
                    ),
                    &shade,
                    0.7,
                );
                return (top, 0.93, Some(shade));
            }
            "jacket" | "coat" => {
                let strip = format!(
                    "M{},{} L{},{} L{},{} L{},{}Z",
                    n(cx * 0.6 - 14.0),
                    n(-t - 8.0),
                    n(cx - 7.0),
                    n(e + 6.0),
                    n(cx + 9.0),
                    n(e + 6.0),
                    n(cx * 0.6 + 15.0),
                    n(-t - 8.0)
                );
                let under = inner.clone();
                self.fill(&top, |pen| pen.path(&strip, &under, 0.8));
                self.neck();
                self.collar(&inner, 20.0);
                self.pen.path(
                    &format!(
                        "M{},{} L-29,{} L{},{} L{},{}Z",
                        n(-16.0 + cx * 0.4),
                        n(-t - 8.0),
                        n(-t + 2.0),
                        n(-14.0 + cx * 0.6),
                        n(-t + 44.0),
                        n(cx - 6.0),
                        n(-t + 40.0)
                    ),
                    &pale,
                    0.9,
                );
                self.pen.path(
                    &format!(
                        "M{},{} L27,{} L{},{} L{},{}Z",
                        n(16.0 + cx * 0.5),
                        n(-t - 8.0),
                        n(-t + 2.0),
                        n(20.0 + cx * 0.6),
                        n(-t + 40.0),
                        n(cx + 8.0),
                        n(-t + 40.0)
                    ),
                    &pale,
                    0.9,
                );
                self.pen.stroke(
                    &format!("M{},-26 l13,-5 M{},-26 l-10,-5", n(-w + 8.0), n(w - 8.0)),
                    &deep,
                    0.8,
                );
            }
            "suit" => {
                let v = self.opening(14.0, 62.0);
                self.fill(&top, |pen| {
                    pen.path(&v, "white", 0.8);
                    pen.line(&down(62.0, e + 8.0), 0.8);
                });
                self.neck();
                self.collar("white", 20.0);
                self.pen.path(
                    &format!(
                        "M{},{} L-29,{} L{},{} L{},{} L{},{}Z",
                        n(-16.0 + cx * 0.4),
                        n(-t - 8.0),
                        n(-t + 2.0),
                        n(-18.0 + cx * 0.6),
                        n(-t + 34.0),
                        n(-12.0 + cx * 0.6),
                        n(-t + 36.0),
                        n(cx),
                        n(-t + 62.0)
                    ),
                    &pale,
                    0.9,
                );
                self.pen.path(
                    &format!(
                        "M{},{} L27,{} L{},{} L{},{} L{},{}Z",
                        n(16.0 + cx * 0.5),
                        n(-t - 8.0),
                        n(-t + 2.0),
                        n(22.0 + cx * 0.6),
                        n(-t + 34.0),
                        n(16.0 + cx * 0.6),
                        n(-t + 36.0),
                        n(cx),
                        n(-t + 62.0)
                    ),
                    &pale,
                    0.9,
                );
                self.buttons(&[76.0], &deep, 2.6);
            }
            "vest" => return self.vest(),
            "cardigan" => {
                let v = self.opening(15.0, 66.0);
                let under = inner.clone();
                let band = shade.clone();
                self.fill(&top, |pen| {
                    pen.path(&v, &under, 0.8);
                    pen.path(&rounded(-80.0, e - 10.0, 160.0, 26.0, 0.0), &band, 0.0);
                });
                self.pen.stroke(&down(66.0, e + 4.0), &deep, 0.8);
                self.buttons(&[78.0, 96.0], "gold", 3.0);
                self.neck();
                self.collar(&inner, 18.0);
                self.pen.stroke(
                    &format!(
                        "M{},{} L{},{} M{},{} L{},{}",
                        n(cx * 0.6 - 17.0),
                        n(-t - 2.0),
                        n(cx - 2.0),
                        n(-t + 64.0),
                        n(cx * 0.6 + 18.0),
                        n(-t - 2.0),
                        n(cx + 3.0),
                        n(-t + 64.0)
                    ),
                    &pale,
                    2.2,
                );
                self.pen.path(&format!("M{},-32 h17 v17 h-17Z", n(-w + 6.0)), &shade, 0.7);
                return (top, 0.93, Some(shade));
            }
            "uniform" => self.uniform(),
            "dress" => {
                self.skirt(&top);
                return (top, 0.93, None);
            }
            "floral" => {
                let petals = self.flowers();
                self.fill(&top, |pen| pen.shapes.extend(petals));
                self.neck();
                self.collar(&self.ink("light"), 20.0);
            }
            _ => {
                self.fill(&top, |_| {});
                self.pen.stroke(&down(12.0, e + 4.0), &deep, 0.75);
                self.buttons(&[32.0, 56.0, 80.0], "white", 2.6);
                self.neck();
                self.collar(&pale, 24.0);
                if self.p.sex == Sex::Male {
                    self.pen.path(
                        &format!("M{},{} h20 v13 q-10,6 -20,0Z", n(cx - 32.0), n(-t + 40.0)),
                        &shade,
                        0.7,
                    );
                }
            }
        }
        (top, 0.93, None)
    }
}
