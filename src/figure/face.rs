//! Faces: features slide with the view, moods move eyes, brows and mouth (art-direction.md §3.8).
//!
//! Start at [`face`].
//!
//! Origin: the head's centre; half a head is 50 u.

use super::eye::eye;
use super::eye::measures;
use super::limb::Xy;
use super::mark::Places;
use super::mood::Expression;
use super::mouth::DARK;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::n;
use super::pen::rounded;
use super::person::Age;
use super::person::Brows;
use super::person::Character;
use super::person::Feature;
use super::person::Sex;

/// A face: what lies inside the outline of the head, and the marks of its mood, which lie over the hair.
pub(crate) struct Face {
    pub inside: Vec<InkedShape>,
    pub marks: Vec<InkedShape>,
}

/// The face of a person. `k` is the view (0 front, 1 side), `gaze` where the pupils go.
pub(crate) fn face(
    p: &Character,
    mood: Expression<'_>,
    (k, gaze, talks): (f64, Xy, bool),
    palette: &InkNames,
    weight: f64,
) -> Face {
    let mut pen = Pen::new(palette, weight);
    let (child, elder) = (p.age == Age::Child, p.age == Age::Elder);
    let (upper, lower) = (mood.upper, mood.lower);
    let (xn, xf) = (-18.0 + 11.0 * k, 18.0 + 9.5 * k);
    let narrow = 1.0 - 0.16 * k;
    let m = measures(p.age);
    // Who looks down bends the head: everything of the face slides with it.
    let down = gaze.1.clamp(0.0, 2.8);
    let (ey, my) = (m.y + down * 0.55, m.mouth + down * 0.4);
    let (nx, mx) = (17.0 * k, 12.0 * k);
    let by = ey - m.brow;
    let (size, dy, red) = lower.cheeks;
    let cheek = 18.0 + if child { 2.0 } else { 0.0 } + dy + down * 0.4;
    let cheeks = [(xn - 9.0 + 1.5 * k, cheek), (xf + 8.0 - 2.5 * k, cheek)];
    if red > 0 {
        let blush = if red > 1 { &p.skin.flush } else { &p.skin.blush };
        for (at, wide) in cheeks.iter().zip([1.0, narrow]) {
            pen.ellipse(*at, (8.2 * size * wide, 5.2 * size), blush, 0.0);
        }
    }
    // Noses differ a little from person to person.
    let nose = match p.nose {
        0 => format!("M{},{} q3.8,3.6 7.2,0", n(nx - 3.6), n(ey + 9.8)),
        1 => format!("M{},{} q5.6,2.2 1.2,6.2 q-2.6,1 -4.6,-.6", n(nx + 0.4), n(ey + 4.4)),
        _ => format!("M{},{} q4.6,5 9.4,0", n(nx - 4.7), n(ey + 9.2)),
    };
    pen.stroke(&nose, &p.skin.shade, 0.9);
    for (is_far, x, wide) in [(false, xn, 1.0), (true, xf, narrow)] {
        pen.shapes.extend(eye(p, upper, (is_far, (x, ey), wide), gaze, palette, weight));
    }
    brows(&mut pen, p, mood, [(xn, by, 1.0), (xf, by, narrow)]);
    let mouth = if talks { &lower.talking } else { &lower.silent };
    // On a crooked mouth or a flushed face they would look painted.
    if p.features.contains(&Feature::Lips) && lower.tilt == 0.0 && red == 1 {
        pen.shapes.extend(mouth.lips((mx, my), 1.0 - 0.1 * k, palette, weight));
    }
    pen.shapes.extend(mouth.draw((mx, my), 1.0 - 0.1 * k, &p.skin.shade, palette, weight));
    for feature in &p.features {
        draw_feature(&mut pen, *feature, p, (xn, xf, cheek), (mx, my));
    }
    if elder {
        wrinkles(&mut pen, p, (xn, xf, ey), (mx, my), by, k);
    }
    let places =
        Places { near_eye: (xn, ey), far_eye: (xf, ey), cheeks, brow: by, mouth: (mx, my), k };
    // Brows of one mood over the mouth of another: the marks of neither.
    let marks = if std::ptr::eq(upper, lower) { upper.marks.as_slice() } else { &[] };
    for mark in marks.iter().filter(|mark| mark.under_glasses) {
        pen.shapes.extend(mark.draw(&places, palette, weight));
    }
    if let Some(ink) = &p.glasses {
        let r = if elder { 11.8 } else { 12.4 };
        if p.shaded {
            let rf = r * narrow;
            let lens = |x: f64, r: f64| rounded(x - r, m.y + 0.8 - 11.0, 2.0 * r, 22.0, r * 0.8);
            pen.path(&lens(xn, r), ink, 0.0);
            pen.path(&lens(xf, rf), ink, 0.0);
            for x in [xn - 5.0, xf - 5.0] {
                pen.stroke(&format!("M{},{} l5,-5", n(x), n(m.y + 1.0)), "slate", 0.9);
            }
        }
        glasses(&mut pen, ink, (xn, xf, m.y + 0.8), r, k);
    }
    let over = marks.iter().filter(|mark| !mark.under_glasses);
    Face {
        inside: pen.shapes,
        marks: over.flat_map(|mark| mark.draw(&places, palette, weight)).collect(),
    }
}

/// Both brows: where the middle of each is, and how wide it is in the view.
fn brows(pen: &mut Pen<'_>, p: &Character, mood: Expression<'_>, at: [(f64, f64, f64); 2]) {
    let woman = p.sex == Sex::Female;
    let ink = p.brow_ink();
    let (weight, arch) = match (p.brows, woman) {
        (Brows::Usual, true) => (1.2, 0.0),
        (Brows::Usual, false) => (1.5, 0.0),
        (Brows::Straight, _) => (1.35, 2.0),
        (Brows::Arched, _) => (1.15, -1.4),
        (Brows::Thick, _) => (2.1, 0.4),
    };
    let looks = [&mood.upper.near, &mood.upper.far];
    for (((x, y, wide), look), side) in at.into_iter().zip(looks).zip([-1.0, 1.0]) {
        // A child's forehead has less room.
        let up = |v: f64| if p.age == Age::Child && v < 0.0 { v * 0.8 } else { v };
        let [inner, middle, outer] = look.brow.map(up);
        let w = 8.6 * wide * side;
        let data = format!(
            "M{},{} Q{},{} {},{}",
            n(x - w),
            n(y + inner),
            n(x),
            n(y + middle + arch),
            n(x + w),
            n(y + outer)
        );
        pen.stroke(&data, &ink, weight);
    }
}

/// Glasses of a radius before both eyes.
fn glasses(pen: &mut Pen<'_>, ink: &str, (xn, xf, ey): (f64, f64, f64), r: f64, k: f64) {
    let rf = r * (1.0 - 0.16 * k);
    pen.stroke(&rounded(xn - r, ey - r * 0.9, 2.0 * r, 1.8 * r, r * 0.8), ink, 0.95);
    pen.stroke(&rounded(xf - rf, ey - r * 0.9, 2.0 * rf, 1.8 * r, rf * 0.8), ink, 0.95);
    pen.stroke(
        &format!(
            "M{},{} Q{},{} {},{} M{},{} L{},{}",
            n(xn + r),
            n(ey - 2.0),
            n(f64::midpoint(xn, xf)),
            n(ey - 5.0),
            n(xf - rf),
            n(ey - 2.0),
            n(xn - r),
            n(ey - 2.0),
            n(-45.0 + 13.0 * k),
            n(ey - 4.0)
        ),
        ink,
        0.95,
    );
    if k < 0.4 {
        pen.stroke(&format!("M{},{} L45,{}", n(xf + r), n(ey - 2.0), n(ey - 4.0)), ink, 0.95);
    }
}

/// What tells one face from another: over mouth and cheeks, under glasses.
fn draw_feature(
    pen: &mut Pen<'_>,
    feature: Feature,
    p: &Character,
    (xn, xf, cheek): (f64, f64, f64),
    (mx, my): (f64, f64),
) {
    match feature {
        Feature::Mole => pen.ellipse((mx + 13.0, my - 4.0), (1.5, 1.5), DARK, 0.0),
        Feature::Freckles => {
            for x in [xn - 9.0, xf + 7.0] {
                for (dx, dy) in [(-4.0, -1.0), (0.0, 1.6), (4.0, -1.2)] {
                    pen.ellipse((x + dx, cheek - 1.0 + dy), (1.0, 1.0), &p.skin.shade, 0.0);
                }
            }
        }
        Feature::Moustache => {
            let ink = match p.hair_ink.as_str() {
                "hair-white" => "hair-grey".to_string(),
                other => other.to_string(),
            };
            let y = my - 7.0;
            pen.path(
                &format!(
                    "M{},{} C{},{} {},{} {},{} C{},{} {},{} {},{} C{},{} {},{} {},{}Z",
                    n(mx),
                    n(y - 1.0),
                    n(mx + 5.0),
                    n(y - 3.4),
                    n(mx + 12.0),
                    n(y - 0.6),
                    n(mx + 13.5),
                    n(y + 3.4),
                    n(mx + 8.0),
                    n(y + 3.0),
                    n(mx + 3.0),
                    n(y + 3.2),
                    n(mx),
                    n(y + 2.0),
                    n(mx - 5.0),
                    n(y + 3.4),
                    n(mx - 10.0),
                    n(y + 3.0),
                    n(mx - 13.5),
                    n(y + 3.4)
                ),
                &ink,
                0.0,
            );
        }
        // Drawn with the mouth, and at the ear with the head.
        Feature::Lips | Feature::Earrings | Feature::HearingAid => {}
    }
}

/// Crow's-feet, mouth folds, one line on the forehead: age without an ugly face.
fn wrinkles(
    pen: &mut Pen<'_>,
    p: &Character,
    (xn, xf, ey): (f64, f64, f64),
    (mx, my): (f64, f64),
    by: f64,
    k: f64,
) {
    let shade = p.skin.shade.as_str();
    pen.stroke(
        &format!(
            "M{},{} l-5,-2.5 M{},{} l-5,1",
            n(xn - 13.0),
            n(ey - 2.0),
            n(xn - 13.0),
            n(ey + 2.5)
        ),
        shade,
        0.6,
    );
    if k < 0.4 {
        pen.stroke(
            &format!(
                "M{},{} l5,-2.5 M{},{} l5,1",
                n(xf + 13.0),
                n(ey - 2.0),
                n(xf + 13.0),
                n(ey + 2.5)
            ),
            shade,
            0.6,
        );
    }
    pen.stroke(
        &format!(
            "M{},{} q-4,5 -2.5,10 M{},{} q4,5 2.5,10",
            n(mx - 15.0),
            n(my - 9.0),
            n(mx + 14.0),
            n(my - 9.0)
        ),
        shade,
        0.65,
    );
    pen.stroke(&format!("M{},{} q10,-3 20,0", n(6.0 * k - 10.0), n(by - 11.0)), shade, 0.6);
}
