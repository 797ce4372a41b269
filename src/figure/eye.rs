//! Eyes: white, pupil, lids. A dark oval at arm's length, that looks somewhere.
//!
//! Start at [`eye`]. Units: u; "outer" is away from the nose.

use super::data::Three;
use super::limb::Xy;
use super::mood::Look;
use super::mood::Mood;
use super::mood::Shut;
use super::mouth::DARK;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::circle;
use super::pen::ellipse;
use super::pen::n;
use super::pen::parse;
use super::person::Age;
use super::person::Character;
use super::person::Eyes;
use super::person::Sex;
use kurbo::BezPath;

/// Eyes of an age: half axes of the white and of the pupil, and where the eyes are, brows over them, mouth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    white: Xy,
    pupil: Xy,
    pub y: f64,
    pub brow: f64,
    pub mouth: f64,
}

/// The measures of an age.
pub(super) fn measures(age: Age) -> Measures {
    let of = |white, pupil, y, brow, mouth| Measures { white, pupil, y, brow, mouth };
    match age {
        Age::Child => of((6.9, 8.3), (5.8, 7.4), 9.5, 16.0, 27.5),
        Age::Elder => of((5.8, 6.3), (4.5, 5.5), 5.0, 16.0, 26.0),
        Age::Young | Age::Middle => of((6.2, 7.3), (5.0, 6.5), 5.0, 16.5, 26.0),
    }
}

/// Points along an edge of the eye; more would not be seen.
const STEPS: usize = 12;

/// Height of a lid at `t` (−1 inner, 1 outer corner): the parabola through its three heights.
fn lid([inner, middle, outer]: Three, t: f64) -> f64 {
    let (a, b) = (f64::midpoint(inner, outer) - middle, (outer - inner) / 2.0);
    a * t * t + b * t + middle
}

/// Upper and lower edge of an open eye, from the inner to the outer corner, before it is put in place.
fn edges((a, b): Xy, look: &Look) -> [Vec<Xy>; 2] {
    let points = (0..=STEPS).map(|i| {
        let t = -libm::cos(std::f64::consts::PI * i as f64 / STEPS as f64);
        let round = (1.0 - t * t).max(0.0).sqrt();
        let (up, down) = (lid(look.top, t).max(-round), lid(look.low, t).min(round));
        let (up, down) =
            if up > down { (f64::midpoint(up, down), f64::midpoint(up, down)) } else { (up, down) };
        ((a * t, b * up), (a * t, b * down))
    });
    let (up, down) = points.unzip();
    [up, down]
}

fn polyline<'p>(points: impl Iterator<Item = &'p Xy>) -> BezPath {
    let mut path = BezPath::new();
    for point in points {
        if path.elements().is_empty() {
            path.move_to(*point);
        } else {
            path.line_to(*point);
        }
    }
    path
}

/// One eye: `side` is where its outer corner is (±1), `narrow` its width in the view, `gaze` where the pupil
/// goes, at most 2.6 u to a side and 2.8 u down.
pub(super) fn eye(
    p: &Character,
    mood: &Mood,
    (is_far, at, narrow): (bool, Xy, f64),
    gaze: Xy,
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    let ((x, y), side) = (at, if is_far { 1.0 } else { -1.0 });
    let woman = p.sex == Sex::Female;
    if let Some(shut) = mood.shut {
        let w = 7.4 * narrow;
        let (ends, depth) = match shut {
            Shut::Laughing => (2.4, -8.0),
            Shut::Resting => (-0.6, 6.4),
        };
        let arc = format!(
            "M{},{} Q{},{} {},{}",
            n(x - w),
            n(y + ends),
            n(x),
            n(y + depth),
            n(x + w),
            n(y + ends)
        );
        pen.stroke(&arc, DARK, 1.2);
        if woman && shut == Shut::Resting {
            let lash = format!("M{},{} l{},1.6", n(x + side * w * 0.8), n(y + 1.4), n(side * 3.0));
            pen.stroke(&lash, DARK, 0.8);
        }
        return pen.shapes;
    }
    let m = measures(p.age);
    let look = if is_far { &mood.far } else { &mood.near };
    let own = match p.eyes {
        Eyes::Usual => (1.0, 1.0),
        Eyes::Big => (1.14, 1.14),
        Eyes::Small => (0.86, 0.86),
        Eyes::Long => (1.2, 0.86),
    };
    let (a, b) = (m.white.0 * look.size.0 * own.0 * narrow, m.white.1 * look.size.1 * own.1);
    let placed = |list: Vec<Xy>| -> Vec<Xy> {
        list.into_iter().map(|(px, py)| (x + side * px, y + py)).collect()
    };
    let [up, down] = edges((a, b), look).map(placed);
    let mut white = polyline(up.iter().chain(down.iter().rev()));
    white.close_path();
    let (size, outwards, lower) = mood.pupil;
    let pa = m.pupil.0 * look.size.0 * size * own.0 * (1.0 - (1.0 - narrow) * 0.7);
    let pb = m.pupil.1 * look.size.1 * size * own.1;
    let px = x + side * outwards + gaze.0.clamp(-2.6, 2.6) * a / 6.2;
    let py = y + lower + gaze.1.clamp(-2.6, 2.8) * b / 7.3;
    pen.fill(white.clone(), "white");
    let mut inside = Pen::new(palette, weight);
    inside.path(&ellipse(px, py, pa, pb), DARK, 0.0);
    if mood.water > 0 {
        let level = y + b * if mood.water > 1 { 0.5 } else { 0.6 };
        let (l, r) = (n(x - a * 1.2), n(x + a * 1.2));
        let (level, mid, foot) = (n(level), n(level + b * 0.12), n(y + b * 1.3));
        inside.path(&format!("M{l},{mid} Q{},{level} {r},{mid} V{foot} H{l}Z", n(x)), "tear", 0.0);
    }
    inside.path(&circle(px - 1.4, py - pb * 0.38, 1.75 * pa / 4.9), "white", 0.0);
    if mood.glints > 1 {
        inside.path(&circle(px + 1.7, py + pb * 0.34, 1.05), "white", 0.0);
    }
    if mood.glints > 2 {
        inside.path(&circle(px - 1.9, py + pb * 0.42, 0.75), "white", 0.0);
    }
    pen.add_clipped(inside.shapes, &white);
    // The lid's line; at the corners it would only make the eye longer.
    let highest = look.top.iter().copied().fold(f64::MIN, f64::max);
    let off = usize::from(highest <= -0.3) + 1;
    let line = up.get(off..up.len() - off).unwrap_or(&up);
    pen.trace(polyline(line.iter()), DARK, if highest > -1.0 { 1.1 } else { 0.95 });
    if woman {
        let (lx, ly) = up[up.len() - 3];
        let flick = format!("M{},{} q{},-.4 {},-2.6", n(lx), n(ly), n(side * 2.4), n(side * 4.4));
        pen.trace(parse(&flick), DARK, 0.9);
    }
    if look.low.iter().copied().fold(f64::MAX, f64::min) < 0.97 {
        pen.trace(polyline(down[3..down.len() - 3].iter()), &p.skin.shade, 0.62);
    }
    pen.shapes
}
