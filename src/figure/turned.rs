//! Heads turned away: true profile, from behind, from behind and a little to the side.
//!
//! Start at [`profile`] and [`behind`]. Origin: the middle of the head; half a head is 50 u; facing right.

use super::anatomy::Side;
use super::cap::Seen;
use super::cap::cap;
use super::eye::eye;
use super::eye::measures;
use super::hair::covers_ears;
use super::limb::Xy;
use super::mood::Corner;
use super::mood::Shut;
use super::mouth::DARK;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::ellipse;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::pen::rounded;
use super::person::Age;
use super::person::Feature;
use super::person::Sex;
use super::skeleton::Acting;
use kurbo::Affine;

/// Corners of a mouth from the side: the silent line inwards from the lips, how far talking opens it, and
/// where its corner is.
fn corner(corner: Corner) -> (&'static str, f64, Xy) {
    match corner {
        Corner::Up => ("M0,0 C-3,2.4 -7,1.6 -9.6,-2.6", 8.5, (-10.0, -2.4)),
        Corner::Flat => ("M0,0 Q-4,1 -7.6,0", 6.5, (-7.0, 0.6)),
        Corner::Down => ("M0,0 C-2.6,-1 -6,.2 -8,3.2", 7.5, (-7.0, 3.2)),
        Corner::Wide => ("M0,0 C-3.4,3.4 -8.6,2 -11.6,-4", 13.0, (-12.0, -4.0)),
        Corner::Round => ("M0,0 Q-3,.6 -5,.2", 9.0, (-6.0, 0.6)),
    }
}

/// The outline of a head in profile, its mouth open by `open` to the corner `to`.
fn skull(age: Age, sex: Sex, open: f64, to: Xy) -> String {
    let child = age == Age::Child;
    let brow = if child { 2.0 } else { 0.0 };
    let nose = match (child, sex) {
        (true, _) => 51.2,
        (false, Sex::Male) => 53.6,
        (false, Sex::Female) => 52.4,
    };
    let chin = open * 0.32;
    let mouth = if open > 0.0 {
        format!(
            "L{},{} L{},{}",
            n(45.6 + to.0),
            n(25.4 + to.1),
            n(45.0 - open * 0.16),
            n(25.4 + open)
        )
    } else {
        String::new()
    };
    format!(
        "M-2,-50 C24,-51 {},-37 {},-15 C{},-9 45.6,-5 45.4,-2 C46.4,4 {},6 {},10.4 C{},13.4 {},16.4 46.8,16.6 \
         C46.4,18.4 48.6,19.4 48.8,22 C49,24 47.2,25.2 45.6,25.4 {mouth} C{},{} {},{} {},{} C{},{} {},{} {},{} \
         C{},{} {},{} 22,{} C-2,50 -34,46 -44,22 C-52,-4 -46,-48 -2,-50Z",
        n(43.0 + brow),
        n(45.5 + brow),
        n(46.0 + brow),
        n(nose - 2.4),
        n(nose - 0.2),
        n(nose + 0.9),
        n(nose - 0.6),
        n(47.0 - open * 0.2),
        n(26.6 + open),
        n(47.0 - open * 0.2),
        n(29.6 + open),
        n(44.6 - open * 0.2),
        n(31.0 + open),
        n(43.4 - open * 0.2),
        n(33.0 + open),
        n(44.6 - open * 0.3),
        n(36.0 + chin),
        n(43.0 - open * 0.3),
        n(40.0 + chin),
        n(40.0 - open * 0.3),
        n(47.0 + chin),
        n(32.0 - open * 0.2),
        n(50.0 + chin),
        n(50.0 + chin * 0.6)
    )
}

/// An ear seen from the side.
fn ear(pen: &mut Pen<'_>, (x, y): Xy, skin: &str, shade: &str) {
    pen.path(&ellipse(x, y, 8.4, 11.0), skin, 1.0);
    let fold = format!("M{},{} q-7,-1 -6,6 q.4,3 3,4", n(x + 3.0), n(y - 6.0));
    pen.stroke(&fold, shade, 0.62);
}

/// A head from the side.
pub(super) fn profile(
    acting: &Acting<'_>,
    gaze: Xy,
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let (p, mood) = (acting.person, acting.mood);
    let (skin, shade) = (p.skin.base.as_str(), p.skin.shade.as_str());
    let (line, opens, to) = corner(mood.lower.corner);
    let laughs = mood.upper.shut == Some(Shut::Laughing) || mood.lower.corner == Corner::Round;
    let open = match (acting.talks, laughs) {
        (true, _) => opens,
        (false, true) => opens * 0.75,
        (false, false) => 0.0,
    };
    let outline = skull(p.age, p.sex, open, to);
    let mut pen = Pen::new(palette, weight);
    pen.path(&outline, skin, 0.0);
    let mut under = Pen::new(palette, weight);
    under.path("M-10,60 C10,44 30,46 44,38 L44,64Z", &format!("{skin}/shade"), 0.0);
    pen.add_clipped(under.shapes, &parse(&outline));
    if open > 0.0 {
        let wedge = format!(
            "M45.6,25.4 L{},{} L{},{} Q{},{} 45.6,25.4Z",
            n(45.6 + to.0),
            n(25.4 + to.1),
            n(45.0 - open * 0.16),
            n(25.4 + open),
            n(46.6 - open * 0.1),
            n(25.4 + open * 0.5)
        );
        pen.path(&wedge, "mouth", 0.9);
        if matches!(mood.lower.corner, Corner::Up | Corner::Wide) {
            let teeth = format!(
                "M45.6,25.4 L{},{} l1,2.6 L45.8,28Z",
                n(45.6 + to.0 * 0.55),
                n(25.4 + to.1 * 0.55)
            );
            pen.path(&teeth, "white", 0.0);
        }
    }
    pen.line(&outline, 1.0);
    if open == 0.0 {
        pen.trace(Affine::translate((45.4, 25.4)) * parse(line), DARK, 1.05);
    }
    let (size, _, red) = mood.lower.cheeks;
    if red > 0 {
        let ink = if red > 1 { &p.skin.flush } else { &p.skin.blush };
        pen.ellipse((23.0, 20.0), (7.0 * size, 5.2 * size), ink, 0.0);
    }
    let m = measures(p.age);
    let at = (29.5, m.y - 1.0 + gaze.1.max(0.0) * 0.3);
    // The corner that is seen is the outer one, behind.
    let looks = (gaze.0 + 1.2, gaze.1);
    pen.shapes.extend(eye(p, mood.upper, (false, at, 0.66), looks, palette, weight));
    let [inner, middle, outer] = mood.upper.far.brow;
    let by = at.1 - m.brow;
    let brow =
        format!("M37.5,{} Q31,{} 23.5,{}", n(by + inner * 0.8), n(by + middle), n(by + outer));
    let ink = p.brow_ink();
    pen.stroke(&brow, &ink, if p.sex == Sex::Male { 1.5 } else { 1.2 });
    if p.age == Age::Elder {
        let folds = format!(
            "M17,{} l-5,-2.4 M17,{} l-5,1 M35,17 q-4.4,5 -2.6,9.6 M44,-20 q-6,-2.4 -13,-1.6",
            n(at.1 - 2.0),
            n(at.1 + 2.4)
        );
        pen.stroke(&folds, shade, 0.62);
    }
    if p.features.contains(&Feature::Moustache) {
        pen.path("M47,17.5 C42,17 37,19 35,23.4 C39,23.6 44,23 47.6,20.6Z", &ink, 0.0);
    }
    let hair = (p.hair.as_str(), p.hair_ink.as_str());
    pen.shapes.extend(acting.anatomy.hair(hair, Side::Profile, palette, weight));
    if !covers_ears(&p.hair) {
        ear(&mut pen, (-6.0, 9.0), skin, shade);
        if p.features.contains(&Feature::Earrings) {
            pen.ellipse((-6.0, 23.0), (3.4, 3.4), "gold", 0.7);
        }
        if p.features.contains(&Feature::HearingAid) {
            pen.stroke("M-12,0 C-12,-8 -2,-8 -1,2 L-5,14", "line", 2.4);
            pen.stroke("M-12,0 C-12,-8 -2,-8 -1,2 L-5,14", "sky", 1.3);
        }
    }
    if let Some(ink) = &p.glasses {
        let lens = rounded(22.0, m.y - 10.0, 16.5, 20.4, 7.6);
        if p.shaded {
            pen.path(&lens, ink, 0.0);
        }
        pen.stroke(&lens, ink, 0.95);
        let frame = format!(
            "M38.5,{} Q42,{} 45.6,{} M22,{} L-4,{}",
            n(m.y - 2.0),
            n(m.y - 4.0),
            n(m.y - 1.4),
            n(m.y - 2.0),
            n(m.y - 1.0)
        );
        pen.stroke(&frame, ink, 0.95);
    }
    cap(&mut pen, p.cap, Seen::Front(1.0));
    pen.shapes
}

/// The far side of a face seen from behind, from above the chin to the brow.
const SLIVER: &str = "C46.4,22.6 46.2,18 46,15.6 C48.4,15.4 50.6,14 50.8,11.4 C51,8.6 48.6,5.4 46.3,3 C46.2,-1 46.6,-4 46,-10 C44,-22 40,-32 34,-39";

/// A head from behind; `aside`: turned a little, so that a sliver of the face is seen at its right.
pub(super) fn behind(
    acting: &Acting<'_>,
    aside: bool,
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let p = acting.person;
    let (skin, shade) = (p.skin.base.as_str(), p.skin.shade.as_str());
    let mut pen = Pen::new(palette, weight);
    let wide = if p.age == Age::Child { 48.0 } else { 47.0 };
    let covered = covers_ears(&p.hair);
    let hair = (p.hair.as_str(), p.hair_ink.as_str());
    let shapes = acting.anatomy.hair(hair, Side::Behind, palette, weight);
    if !aside {
        if !covered {
            for side in [-1.0, 1.0] {
                pen.path(&ellipse(side * 46.0, 9.0, 7.4, 10.5), skin, 1.0);
                let fold = format!("M{},4 q{},4 {},9", n(side * 48.0), n(-side * 5.0), n(-side));
                pen.stroke(&fold, shade, 0.6);
            }
        }
        let outline = format!(
            "M0,-50 C28,-50 {wide},-30 {wide},0 C{wide},16 42,28 34,36 C30,44 20,50 0,50 C-20,50 -30,44 -34,36 C-42,28 -{wide},16 -{wide},0 C-{wide},-30 -28,-50 0,-50Z"
        );
        pen.path(&outline, skin, 1.0);
        pen.shapes.extend(shapes);
        cap(&mut pen, p.cap, Seen::Behind);
        return pen.shapes;
    }
    let outline = format!(
        "M0,-50 C24,-50 41,-40 46,-10 C46.6,-4 46.2,-1 46.3,3 C48.6,5.4 51,8.6 50.8,11.4 C50.6,14 48.4,15.4 46,15.6 C46.2,18 46.4,22.6 45,24.6 C46,36 38,50 12,50 L-8,50 C-22,50 -29,44 -33,36 C-41,28 -{wide},16 -{wide},0 C-{wide},-30 -28,-50 0,-50Z"
    );
    pen.path(&outline, skin, 1.0);
    let (moved, narrower) = if covered || p.hair == "perm" { (-9.0, 0.88) } else { (-4.0, 0.95) };
    pen.add(&shapes, &placed((moved, 0.0), (narrower, 1.0), 0.0));
    let low = if covered { "C27,24 27,36 24,47" } else { "C27,22 25,34 21,47" };
    // Under hair that hangs, the chin ends where the hair begins.
    let chin =
        if covered { "M24,47.6 C36,45 46,36 45,24.6" } else { "M12,50 C38,50 46,36 45,24.6" };
    let patch = format!("{chin} {SLIVER} C29,-27 32,-13 30,-6 C27,4 27,14 27,20 {low} L12,50Z");
    let mut face = Pen::new(palette, weight);
    face.path(&patch, skin, 0.0);
    face.ellipse((36.5, 21.0), (5.4, 5.0), &p.skin.blush, 0.0);
    face.line(&outline, 1.0);
    pen.add_clipped(face.shapes, &parse(&patch));
    let drape = if covered { " C27,22 27,34 24,47" } else { "" };
    // A bald head is one scalp: no hair ends at its brow.
    let hairline = if p.hair == "bald" { "M30,-8 C28.4,0" } else { "C29,-27 32,-13 30,-6 C28.4,0" };
    pen.line(&format!("{chin} {SLIVER} {hairline} 27.4,6 27,12{drape}"), 1.0);
    if !covered && p.hair != "bald" {
        pen.line("M26.4,19 C26,25 24,30 20.6,33.4", 1.0);
    }
    // The eye is open: nobody who stands before us sleeps.
    pen.ellipse((42.2, 3.4), (1.7, 4.2), DARK, 0.0);
    pen.stroke("M39.6,.4 q1.6,-3 5.2,-3.4", DARK, 0.9);
    pen.stroke("M37.6,-12 q3.6,-3 7.2,-2", DARK, 1.0);
    pen.stroke("M41.6,27 q2,.4 3.4,-1.6", DARK, 1.0);
    if let Some(ink) = &p.glasses {
        pen.stroke("M26,3 L39.4,1.8 M39.6,-5 q-2,7 1,13 q3.4,1.6 5,-1", ink, 0.9);
    }
    if !covered {
        ear(&mut pen, (25.0, 9.0), skin, shade);
    }
    cap(&mut pen, p.cap, Seen::Behind);
    pen.shapes
}
