//! A head: skin, ears, face, hair, cap (art-direction.md §3.8).
//!
//! Start at [`head_of`]. Origin: the middle of the head; half a head is 50 u.

use super::cap::Seen;
use super::cap::cap;
use super::face::face;
use super::hair::covers_ears;
use super::hair::hair;
use super::limb::Xy;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::ellipse;
use super::pen::n;
use super::pen::parse;
use super::person::Age;
use super::person::Character;
use super::person::Feature;
use super::person::Jaw;
use super::person::Sex;
use super::skeleton::Acting;

/// Back hair, then everything of the head from far ear to cap.
pub(crate) fn head_of(
    acting: &Acting<'_>,
    (k, gaze): (f64, Xy),
    palette: &InkNames,
    weight: f64,
) -> (Vec<InkedShape>, Vec<InkedShape>) {
    let p = acting.person;
    let (back, front) = hair(p, k, palette, weight);
    let mut pen = Pen::new(palette, weight);
    let (skin, shade) = (p.skin.base.as_str(), p.skin.shade.as_str());
    let wide = if p.age == Age::Child { 48.0 } else { 47.0 };
    let jaw = jaw_of(p);
    // A square chin is flatter.
    let chin = if p.jaw == Jaw::Square { 48.5 } else { 50.0 };
    let outline = format!(
        "M0,-50 C28,-50 {wide},-30 {wide},0 C{wide},28 {},{chin} {},{chin} C{},{chin} -{wide},30 -{wide},0 C-{wide},-30 -28,-50 0,-50Z",
        n(jaw + 4.0 * k),
        n(4.0 * k),
        n(-jaw + 2.0 * k)
    );
    let ear = |pen: &mut Pen<'_>, x: f64| {
        pen.path(&ellipse(x, 9.0, 8.0, 10.5), skin, 1.0);
        pen.stroke(&format!("M{},6 q5,2 2,8", n(x - 2.0)), shade, 0.6);
    };
    let ears_show = !covers_ears(&p.hair);
    if ears_show && k < 0.4 {
        ear(&mut pen, 46.0);
    }
    pen.path(&outline, skin, 0.0);
    let mut cheek = Pen::new(palette, weight);
    cheek.path(
        &format!(
            "M60,-60 L30,-60 C{},-20 {},20 {},52 L60,60Z",
            n(44.0 + 3.0 * k),
            n(44.0 + 3.0 * k),
            n(18.0 + 3.0 * k)
        ),
        &format!("{skin}/shade"),
        0.0,
    );
    pen.add_clipped(cheek.shapes, &parse(&outline));
    pen.line(&outline, 1.0);
    let face = face(p, acting.mood, (k, gaze, acting.talks), palette, weight);
    pen.shapes.extend(face.inside);
    pen.shapes.extend(front);
    if ears_show {
        ear(&mut pen, -45.0 + 13.0 * k);
        if p.features.contains(&Feature::Earrings) {
            pen.ellipse((-45.0 + 13.0 * k, 23.0), (3.4, 3.4), "gold", 0.7);
        }
        if p.features.contains(&Feature::HearingAid) {
            // Behind and over the ear, its tube into it.
            let x = -45.0 + 13.0 * k;
            let aid = format!(
                "M{},-2 C{},-10 {},-8 {},2 L{},16",
                n(x - 5.0),
                n(x - 3.0),
                n(x + 6.0),
                n(x + 5.0),
                n(x + 1.0)
            );
            pen.stroke(&aid, "line", 2.4);
            pen.stroke(&aid, "sky", 1.3);
            pen.ellipse((x - 6.5, 4.0), (3.6, 6.4), "sky", 0.8);
        }
    }
    cap(&mut pen, p.cap, Seen::Front(k));
    pen.shapes.extend(face.marks);
    (back, pen.shapes)
}

/// Half the width of the chin.
pub(super) fn jaw_of(p: &Character) -> f64 {
    let usual = match (p.age, p.sex) {
        (Age::Child, _) => 31.0,
        (Age::Elder, Sex::Male) => 29.0,
        (Age::Elder, Sex::Female) => 24.0,
        (_, Sex::Male) => 30.0,
        (_, Sex::Female) => 25.0,
    };
    let own = match p.jaw {
        Jaw::Usual => 0.0,
        Jaw::Narrow => -4.0,
        Jaw::Round => 4.0,
        Jaw::Square => 6.0,
    };
    usual + own + if p.stout { 4.0 } else { 0.0 }
}
