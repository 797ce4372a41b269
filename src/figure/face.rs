//! Faces: features slide with the view, moods move eyes, brows and mouth (art-direction.md §3.8).
//!
//! Start at [`face`].
//!
//! Origin: the head's centre; half a head is 50 u.

use super::mood::Eye;
use super::mood::Mood;
use super::mood::Mouth;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::ellipse;
use super::pen::n;
use super::pen::parse;
use super::pen::rounded;
use super::person::Age;
use super::person::Brows;
use super::person::Character;
use super::person::Eyes;
use super::person::Feature;
use super::person::Sex;

/// Dark of eyes and mouths.
const DARK: &str = "text";

/// The face: everything inside the outline of the head. `gaze` shifts the eyes; `talks` opens the mouth.
pub(crate) fn face(
    p: &Character,
    mood: &Mood,
    k: f64,
    gaze: (f64, f64),
    talks: bool,
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    let (child, elder, woman) = (p.age == Age::Child, p.age == Age::Elder, p.sex == Sex::Female);
    let mouth = if talks && mood.mouth != Mouth::Open && mood.mouth != Mouth::Round {
        Mouth::Talk
    } else {
        mood.mouth
    };
    let (xn, xf) = (-18.0 + 11.0 * k, 18.0 + 9.5 * k);
    let narrow = 1.0 - 0.16 * k;
    let ey = 5.0 + if child { 4.0 } else { 0.0 } + gaze.1;
    let (nx, mx) = (17.0 * k, 12.0 * k);
    let my = if child { 27.0 } else { 26.0 } + gaze.1 * 0.7;
    let (rx, ry) = match p.age {
        Age::Child => (5.6, 7.4),
        Age::Elder => (4.1, 5.3),
        Age::Young | Age::Middle => (4.7, 6.4),
    };
    let own = match p.eyes {
        Eyes::Usual => (1.0, 1.0),
        Eyes::Big => (1.14, 1.14),
        Eyes::Small => (0.86, 0.86),
        Eyes::Long => (1.2, 0.86),
    };
    let (rx, ry) = (rx * mood.size.0 * own.0, ry * mood.size.1 * own.1);
    let cheek = 18.0 + gaze.1 * 0.8 + if child { 2.0 } else { 0.0 };
    let blush = p.skin.blush.as_str();
    pen.ellipse((xn - 9.0 + 1.5 * k, cheek), (8.2, 5.2), blush, 0.0);
    pen.ellipse((xf + 8.0 - 2.5 * k, cheek), (8.2 * narrow, 5.2), blush, 0.0);
    // Noses differ a little from person to person.
    let nose = match p.nose {
        0 => format!("M{},{} q3.8,3.6 7.2,0", n(nx - 3.6), n(ey + 9.6)),
        1 => format!("M{},{} q5.6,2.2 1.2,6.2 q-2.6,1 -4.6,-.6", n(nx + 0.4), n(ey + 4.2)),
        _ => format!("M{},{} q4.6,5 9.4,0", n(nx - 4.7), n(ey + 9.0)),
    };
    pen.stroke(&nose, &p.skin.shade, 0.85);
    for (x, size) in [(xn, 1.0), (xf, narrow)] {
        match mood.eye {
            Eye::Dot => {
                pen.ellipse((x + gaze.0, ey), (rx * size, ry), DARK, 0.0);
                pen.ellipse((x + gaze.0 - 1.2 + 0.4 * k, ey - 2.3), (1.7, 1.7), "white", 0.0);
                if woman {
                    let lash = format!(
                        "M{},{} Q{},{} {},{}",
                        n(x - rx * size - 1.2),
                        n(ey - ry * 0.55),
                        n(x - rx * size * 0.2),
                        n(ey - ry - 2.6),
                        n(x + rx * size + 2.4),
                        n(ey - ry * 0.75)
                    );
                    pen.stroke(&lash, DARK, 0.8);
                }
            }
            Eye::Arc => pen.stroke(
                &format!(
                    "M{},{} Q{},{} {},{}",
                    n(x - 7.0 * size),
                    n(ey + 2.0),
                    n(x),
                    n(ey - 7.5),
                    n(x + 7.0 * size),
                    n(ey + 2.0)
                ),
                DARK,
                1.15,
            ),
            Eye::Down => pen.stroke(
                &format!(
                    "M{},{} Q{},{} {},{}",
                    n(x - 7.0 * size),
                    n(ey - 1.0),
                    n(x),
                    n(ey + 6.0),
                    n(x + 7.0 * size),
                    n(ey - 1.0)
                ),
                DARK,
                1.1,
            ),
        }
    }
    let brow_ink = match p.hair_ink.as_str() {
        "hair-grey" | "hair-white" | "hair-mixed" => format!("{}/deep", p.hair_ink),
        other => other.to_string(),
    };
    let by = ey - 16.0 - if child { 1.0 } else { 0.0 };
    let (brow_weight, arch) = match (p.brows, woman) {
        (Brows::Usual, true) => (1.0, 3.2),
        (Brows::Usual, false) => (1.25, 3.2),
        (Brows::Straight, _) => (1.15, 0.8),
        (Brows::Arched, _) => (0.95, 5.4),
        (Brows::Thick, _) => (1.9, 3.0),
    };
    for (x, size, (inner, outer, lift)) in [(xn, 1.0, mood.near), (xf, narrow, mood.far)] {
        let w = 8.5 * size;
        let data = format!(
            "M{},{} Q{},{} {},{}",
            n(x - w),
            n(by + inner + lift),
            n(x),
            n(by - arch + lift + f64::midpoint(inner, outer)),
            n(x + w),
            n(by + outer + lift)
        );
        pen.stroke(&data, &brow_ink, brow_weight);
    }
    draw_mouth(&mut pen, mouth, (mx, my), k);
    for feature in &p.features {
        draw_feature(&mut pen, *feature, p, (xn, xf, cheek), (mx, my));
    }
    if elder {
        wrinkles(&mut pen, p, (xn, xf, ey), (mx, my), by, k);
    }
    if let Some(ink) = &p.glasses {
        let r = if elder { 11.5 } else { 12.0 };
        pen.stroke(&rounded(xn - r, ey - r * 0.9, 2.0 * r, 1.8 * r, r * 0.8), ink, 0.95);
        pen.stroke(
            &rounded(xf - r * narrow, ey - r * 0.9, 2.0 * r * narrow, 1.8 * r, r * 0.8 * narrow),
            ink,
            0.95,
        );
        pen.stroke(
            &format!(
                "M{},{} Q{},{} {},{} M{},{} L{},{}",
                n(xn + r),
                n(ey - 2.0),
                n(f64::midpoint(xn, xf)),
                n(ey - 5.0),
                n(xf - r * narrow),
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
    if mood.sweat {
        pen.path(
            &format!("M{},-24 c-6,8 -7,13 -1,14 c6,0 6,-6 1,-14Z", n(-35.0 + 10.0 * k)),
            "sky-deep",
            0.6,
        );
    }
    pen.shapes
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
        Feature::Lips => {
            let data = format!("M{},{} q4.4,3.4 8.8,0", n(mx - 4.4), n(my + 7.4));
            pen.stroke(&data, "coral", 1.0);
        }
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
        // Drawn at the ear, with the head.
        Feature::Earrings => {}
    }
}

fn draw_mouth(pen: &mut Pen<'_>, mouth: Mouth, (x, y): (f64, f64), k: f64) {
    let curve = |w: f64, ends: f64, depth: f64| {
        format!(
            "M{},{} Q{},{} {},{}",
            n(x - w),
            n(y + ends),
            n(x),
            n(y + depth),
            n(x + w),
            n(y + ends)
        )
    };
    match mouth {
        Mouth::Smile => pen.stroke(
            &format!(
                "M{},{} Q{},{} {},{}",
                n(x - 10.0),
                n(y - 2.0),
                n(x),
                n(y + 8.5),
                n(x + 10.0 - 1.5 * k),
                n(y - 2.0)
            ),
            DARK,
            1.05,
        ),
        Mouth::Soft => pen.stroke(&curve(7.0, 0.0, 5.0), DARK, 1.05),
        Mouth::Frown => pen.stroke(&curve(7.5, 4.0, -3.5), DARK, 1.05),
        Mouth::Line => pen.stroke(&curve(7.0, 1.0, 1.0), DARK, 1.05),
        Mouth::Wavy => {
            pen.stroke(&format!("M{},{} q4,-4.5 8,-.6 t8,-.8", n(x - 8.0), n(y + 2.0)), DARK, 1.05);
        }
        Mouth::Round => pen.ellipse((x, y + 2.0), (5.0, 6.5), "mouth", 0.85),
        Mouth::Open | Mouth::Talk => {
            let (w, h, teeth) =
                if mouth == Mouth::Open { (12.5, 15.0, 5.8) } else { (8.5, 11.0, 4.6) };
            let data = format!(
                "M{},{} Q{},{} {},{} C{},{} {},{} {},{}Z",
                n(x - w),
                n(y - 4.0),
                n(x),
                n(y - 1.5),
                n(x + w - 1.5 * k),
                n(y - 4.0),
                n(x + w - 1.0),
                n(y + h * 0.75),
                n(x - w + 1.0),
                n(y + h * 0.75),
                n(x - w),
                n(y - 4.0)
            );
            pen.path(&data, "mouth", 0.0);
            let mut inside = Pen::new(pen.palette, pen.weight);
            inside.path(&ellipse(x, y + h * 0.62, w * 0.75, h * 0.34), "tongue", 0.0);
            inside.path(&rounded(x - w, y - 6.0, 2.0 * w, teeth, 1.0), "white", 0.0);
            pen.add_clipped(inside.shapes, &parse(&data));
            pen.stroke(&data, DARK, 0.85);
        }
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
