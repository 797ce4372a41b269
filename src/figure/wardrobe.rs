//! Clothes with more to them: the red vest, the plain uniform, skirts, flowered cloth
//! (art-direction.md §3.7). Frame and units: [`super::clothes`]'s.

use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::circle;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::pen::rounded;
use super::person::Age;
use super::tailor::Tailor;

impl Tailor<'_> {
    /// The red vest of everybody who helps: gold band, white heart, no badge.
    pub(crate) fn vest(&mut self) -> (String, f64, Option<String>) {
        let (cx, t, w) = (self.cx, self.t, self.b.waist);
        let (top, inner) = (self.p.top.clone(), self.p.inner.clone());
        let deep = self.ink("deep");
        let v = self.opening(19.0, 50.0);
        let under = inner.clone();
        self.fill(&top, |pen| {
            pen.path(&rounded(-80.0, -46.0, 160.0, 11.0, 0.0), "gold", 0.0);
            pen.path(&v, &under, 0.8);
        });
        self.pen.stroke(&format!("M{},{} V{}", n(cx), n(-t + 50.0), n(self.hem + 4.0)), &deep, 0.8);
        self.neck();
        self.collar(&format!("{inner}/shade"), 22.0);
        let mut heart = Pen::new(self.pen.palette, 0.0);
        heart.path(
            "M0,4 C-2,-5 -12,-4 -11,4 C-10,10 -3,14 0,17 C3,14 10,10 11,4 C12,-4 2,-5 0,4Z",
            "white",
            0.0,
        );
        let at = (-self.b.shoulder * (1.0 - 0.04 * self.k) * 0.52 + 2.0, -t + 46.0);
        self.pen.add(&heart.shapes, &placed(at, (0.85, 0.85), 0.0));
        self.pen.stroke(
            &format!("M{},-14 h{} M{},-14 h{}", n(-w + 7.0), n(w * 0.7), n(w - 7.0), n(-w * 0.5)),
            &deep,
            0.8,
        );
        (inner, 0.93, None)
    }

    /// Plain greens with a belt; no insignia of any kind (symbols law).
    pub(crate) fn uniform(&mut self) {
        let (cx, t) = (self.cx, self.t);
        let e = self.hem;
        let top = self.p.top.clone();
        self.fill(&top, |pen| {
            pen.path(&rounded(-80.0, -34.0, 160.0, 13.0, 0.0), "army-dark", 0.0);
        });
        self.pen.stroke(
            &format!("M{},{} V-34 M{},-21 V{}", n(cx), n(-t + 30.0), n(cx), n(e + 4.0)),
            "army-dark",
            0.8,
        );
        self.pen.path(&rounded(cx - 8.0, -36.0, 16.0, 17.0, 3.0), "gold", 0.7);
        self.buttons(&[44.0, 62.0], "gold", 2.6);
        self.neck();
        self.pen.path(
            &format!(
                "M{},{} L{},{} L{},{} L{},{}Z",
                n(cx * 0.6 - 14.0),
                n(-t - 4.0),
                n(cx),
                n(-t + 30.0),
                n(cx * 0.6 + 15.0),
                n(-t - 4.0),
                n(cx),
                n(-t + 12.0)
            ),
            "green-pale",
            0.8,
        );
        self.collar(&self.ink("pale"), 30.0);
        self.pen.path(
            &format!("M{},{} h19 v12 h-19Z", n(cx - 31.0), n(-t + 42.0)),
            &self.ink("shade"),
            0.7,
        );
    }

    /// What is seen of clothes from behind: cloth, a seam, a band, a collar.
    pub(crate) fn seen_from_behind(&mut self) -> (String, f64, Option<String>) {
        let (t, e) = (self.t, self.hem);
        let (top, inner, deep, shade) =
            (self.p.top.clone(), self.p.inner.clone(), self.ink("deep"), self.ink("shade"));
        let kind = self.p.clothes.clone();
        let petals = if kind == "floral" { self.flowers() } else { Vec::new() };
        let band = match kind.as_str() {
            "vest" => Some((-46.0, 11.0, "gold".to_string())),
            "uniform" => Some((-34.0, 13.0, "army-dark".to_string())),
            "cardigan" => Some((e - 10.0, 26.0, shade.clone())),
            _ => None,
        };
        if kind == "dress" {
            self.skirt(&top);
            let cloth = self.outline.clone();
            self.pen.path(&cloth, &top, 1.0);
        } else {
            self.fill(&top, |pen| {
                pen.shapes.extend(petals);
                if let Some((y, high, ink)) = band {
                    pen.path(&rounded(-80.0, y, 160.0, high, 0.0), &ink, 0.0);
                }
            });
        }
        if kind != "floral" {
            self.pen.stroke(&format!("M0,{} V{}", n(-t + 22.0), n(e - 12.0)), &deep, 0.6);
        }
        // Between the head and what the collar leaves free.
        self.neck();
        if kind == "hoodie" {
            self.pen.path(
                &format!(
                    "M-26,{} C-34,{} -18,{} 0,{} C18,{} 34,{} 26,{} C10,{} -10,{} -26,{}Z",
                    n(-t - 4.0),
                    n(-t + 22.0),
                    n(-t + 42.0),
                    n(-t + 44.0),
                    n(-t + 42.0),
                    n(-t + 22.0),
                    n(-t - 4.0),
                    n(-t + 4.0),
                    n(-t + 4.0),
                    n(-t - 4.0)
                ),
                &shade,
                0.9,
            );
        } else {
            let ink = if kind == "vest" { format!("{inner}/shade") } else { self.ink("pale") };
            self.pen.path(
                &format!(
                    "M-20,{} C-10,{} 10,{} 20,{} L21,{} C10,{} -10,{} -21,{}Z",
                    n(-t - 8.0),
                    n(-t - 2.0),
                    n(-t - 2.0),
                    n(-t - 8.0),
                    n(-t + 3.0),
                    n(-t + 9.0),
                    n(-t + 9.0),
                    n(-t + 3.0)
                ),
                &ink,
                0.9,
            );
        }
        match kind.as_str() {
            "vest" => (inner, 0.93, None),
            "polo" | "tee" => (top, 0.42, None),
            _ => (top, 0.93, None),
        }
    }

    pub(crate) fn skirt(&mut self, ink: &str) {
        let (cx, t, w, h) = (self.cx, self.t, self.b.waist, self.b.hip);
        let (deep, light) = (self.ink("deep"), self.ink("light"));
        self.fill(ink, |_| {});
        let lap = 76.0 + if self.p.age == Age::Child { -22.0 } else { 0.0 };
        let skirt = if self.folded {
            // Over the thighs to the knees.
            format!(
                "M{},-16 C{},-4 {},8 {},16 C{},26 {},26 {},24 C{},22 {},-6 {},-12 C{},-20 {},-18 {},-16Z",
                n(-w - 1.0),
                n(-w - 6.0),
                n(-h - 6.0),
                n(-h - 6.0),
                n(-h),
                n(lap * 0.5),
                n(lap),
                n(lap + 10.0),
                n(lap + 6.0),
                n(lap - 8.0),
                n(lap * 0.6),
                n(w + 8.0),
                n(w + 1.0)
            )
        } else if self.p.age == Age::Child {
            format!(
                "M{},-12 C{},4 {},18 {},34 C{},41 {},41 {},34 C{},18 {},4 {},-12 Z",
                n(-w - 1.0),
                n(-w - 6.0),
                n(-h - 14.0),
                n(-h - 16.0),
                n(-h * 0.5),
                n(h * 0.5),
                n(h + 15.0),
                n(h + 12.0),
                n(w + 6.0),
                n(w + 1.0)
            )
        } else {
            format!(
                "M{},-16 C{},10 {},40 {},66 C{},76 {},76 {},66 C{},40 {},10 {},-16 Z",
                n(-w - 1.0),
                n(-w - 8.0),
                n(-h - 18.0),
                n(-h - 20.0),
                n(-h * 0.5),
                n(h * 0.5),
                n(h + 18.0),
                n(h + 14.0),
                n(w + 8.0),
                n(w + 1.0)
            )
        };
        self.pen.path(&skirt, ink, 0.0);
        let mut inside = Pen::new(self.pen.palette, self.pen.weight);
        inside.path("M18,-20 L30,80 L120,80 L120,-20Z", &format!("{ink}/shade"), 0.0);
        self.pen.add_clipped(inside.shapes, &parse(&skirt));
        self.pen.line(&skirt, 1.0);
        let folds = if self.folded {
            "M-8,4 L20,14 M14,-4 L44,6"
        } else if self.p.age == Age::Child {
            "M-12,8 L-15,28 M12,8 L15,27"
        } else {
            "M-12,10 L-18,56 M14,12 L19,54"
        };
        self.pen.stroke(folds, &deep, 0.7);
        self.pen.path(&rounded(-w - 1.0, -22.0, 2.0 * w + 2.0, 10.0, 4.0), &light, 0.8);
        self.neck();
        self.pen.path(
            &format!(
                "M{},{} C-30,{} -26,{} {},{} C28,{} 30,{} {},{} Q{},{} {},{}Z",
                n(-14.0 + cx * 0.5),
                n(-t - 7.0),
                n(-t + 2.0),
                n(-t + 20.0),
                n(cx),
                n(-t + 12.0),
                n(-t + 20.0),
                n(-t + 2.0),
                n(14.0 + cx * 0.5),
                n(-t - 7.0),
                n(cx * 0.7),
                n(-t + 12.0),
                n(-14.0 + cx * 0.5),
                n(-t - 7.0)
            ),
            "white",
            0.9,
        );
    }

    pub(crate) fn flowers(&self) -> Vec<InkedShape> {
        let t = self.t;
        let mut pen = Pen::new(self.pen.palette, self.pen.weight);
        let spots = [
            (-30.0, 34.0),
            (-12.0, 58.0),
            (-34.0, 82.0),
            (22.0, 38.0),
            (30.0, 70.0),
            (2.0, 88.0),
            (-22.0, t - 8.0),
            (26.0, t - 10.0),
            (8.0, 30.0),
        ];
        let light = self.ink("light");
        for (x, y) in spots {
            for petal in 0..5 {
                let a = f64::from(petal) * 1.2566;
                pen.path(
                    &circle(x + 3.4 * libm::cos(a), y - t + 3.4 * libm::sin(a), 2.5),
                    &light,
                    0.0,
                );
            }
            pen.path(&circle(x, y - t, 1.8), "gold", 0.0);
        }
        pen.shapes
    }
}
