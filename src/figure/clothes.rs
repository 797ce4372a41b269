//! Torso and clothes: one path, filled, shaded on the far side, overlaid (art-direction.md §3.6, §3.7).
//!
//! Start at [`dress`].
//!
//! Frame: the hip is 0,0, the shoulders at −T; the figure faces right.

use super::body::Body;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::n;
use super::pen::parse;
use super::pen::rounded;
use super::person::Character;
use super::person::Sex;
use super::tailor::Tailor;
use super::tailor::hem;
use kurbo::BezPath;

/// Kinds of clothes, as in `cast.yaml`.
pub(crate) const CLOTHES: &[&str] = &[
    "shirt", "polo", "tee", "hoodie", "jacket", "suit", "vest", "cardigan", "uniform", "dress",
    "floral", "coat",
];

/// A dressed torso.
pub(crate) struct Torso {
    /// Its shapes.
    pub shapes: Vec<InkedShape>,
    /// Its outline.
    pub outline: BezPath,
    /// Ink of the sleeves.
    pub sleeve: String,
    /// Where sleeves end, as a share of the arm.
    pub sleeve_end: f64,
    /// Ink of a band at their end.
    pub cuff: Option<String>,
}

/// Dresses a body, seen from `k`; `folded`: who sits has the hem in the lap.
pub(crate) fn dress(
    p: &Character,
    b: &Body,
    (k, folded, behind): (f64, bool, bool),
    palette: &InkNames,
    weight: f64,
) -> Torso {
    let e = if folded { 3.0 } else { hem(p) };
    let (cx, t) = (9.0 * k, b.torso);
    let (s1, s2) = (b.shoulder * (1.0 - 0.04 * k), b.shoulder * (1.0 - 0.2 * k));
    let (w, h) = (b.waist, b.hip);
    // The front, which is to the right, goes out.
    let front = if p.expecting { 17.0 } else { 0.0 };
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
        n(h + front * 0.3),
        n(h + front * 0.5),
        n(w + front),
        n(w + front),
        n(-t * 0.32),
        n(w + 1.0 + front * 0.7),
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
    let pen = Pen::new(palette, weight);
    let mut tailor = Tailor { pen, p, b, k, cx, t, hem: e, folded, outline };
    let (sleeve, sleeve_end, cuff) = if behind { tailor.seen_from_behind() } else { tailor.cut() };
    let outline = parse(&tailor.outline);
    Torso { shapes: tailor.pen.shapes, outline, sleeve, sleeve_end, cuff }
}

impl Tailor<'_> {
    fn cut(&mut self) -> (String, f64, Option<String>) {
        let (cx, t, w) = (self.cx, self.t, self.b.waist);
        let top = self.p.top.clone();
        let inner = self.p.inner.clone();
        let (deep, shade, pale) = (self.ink("deep"), self.ink("shade"), self.ink("pale"));
        let e = self.hem;
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
