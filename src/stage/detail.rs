//! A close-up: hands at work on a paper that lies on a desk, large enough to be read. No face is seen; the colour of
//! a sleeve tells whose hand it is.
//!
//! Start at [`detail`]. Which pose a hand has there is a row of the theme (`detail` of the action, `points` of the
//! shot), and the paper too (`lays`). Units: the picture's; bodies in u.

use super::action::Action;
use super::judge::fault_cost;
use super::scene::Scene;
use super::scene::Setting;
use super::speech::say;
use super::troupe::Troupe;
use crate::figure::Acting;
use crate::figure::Hold;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::art;
use crate::figure::figure;
use crate::figure::n;
use crate::figure::placed;
use crate::figure::rounded;
use crate::figure::skeleton;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;
use crate::vocabulary::lettered::base;
use crate::vocabulary::lettered::relettered;
use kurbo::Affine;

/// A u, by the picture's height: a palm is a seventh of it.
const SCALE: f64 = 0.0066;

/// The desk begins here, by the height.
const DESK: f64 = 0.15;

/// From where a paper is seen that lies before whoever sits at the left.
struct Framing {
    /// Across and down of its two sides.
    lies: [f64; 4],
    /// Its height as it is drawn, and where its middle is, by the picture's height and width.
    high: f64,
    middle: (f64, f64),
    /// Where a hand with a pen is on the paper, and one that points, by the paper's width and height.
    writes: (f64, f64),
    points: (f64, f64),
}

/// The whole form, at its end; nearer, at its middle, the rest is out of the picture; the whole from the other side.
/// Matters take turns, for close-ups of one form are all alike.
const FRAMINGS: [Framing; 3] = [
    Framing {
        lies: [1.0, -0.05, -0.16, 0.74],
        high: 1.16,
        middle: (0.53, 0.56),
        writes: (0.82, 0.82),
        points: (0.17, 0.86),
    },
    Framing {
        lies: [1.0, -0.03, -0.1, 0.78],
        high: 1.54,
        middle: (0.52, 0.88),
        writes: (0.82, 0.5),
        points: (0.12, 0.52),
    },
    Framing {
        lies: [1.0, 0.04, 0.12, 0.72],
        high: 1.12,
        middle: (0.58, 0.58),
        writes: (0.76, 0.82),
        points: (0.12, 0.86),
    },
];

/// Where a hand presses something on the paper, by its width and height.
const PRESSES: (f64, f64) = (0.8, 0.5);

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.1;

/// Who works, and who says how.
fn parts<'p>(
    troupe: &Troupe<'_>,
    picture: &'p Picture,
) -> Option<(&'p At<Person>, Option<&'p At<Person>>)> {
    let empty = picture.props.is_empty() && picture.caption.is_none() && picture.effect.is_none();
    let works = |p: &Person| close_up(troupe, p).is_some();
    let still = |p: &Person| troupe.cast.action(&p.action).is_some_and(|a| a.touch.is_none());
    let quiet = |p: &Person| p.speech.as_ref().is_none_or(|s| s.kind == SpeechKind::Says);
    let parts = match picture.people.as_slice() {
        [a] if works(a) => (a, None),
        [a, b] if works(a) && still(b) && b.speech.is_some() && a.speech.is_none() => (a, Some(b)),
        _ => return None,
    };
    let (worker, other) = parts;
    let known = |p: &Person| troupe.cast.person(&p.who).is_some();
    let all = known(worker) && other.is_none_or(|p| known(p));
    (empty && all && quiet(worker)).then_some(parts)
}

/// How somebody's hands work in a close-up. A record is no application, and a contract neither: the paper goes by
/// what is named, and of what no row knows there is none.
fn close_up<'a>(troupe: &'a Troupe<'_>, worker: &Person) -> Option<&'a Action> {
    let row = troupe.cast.action(&worker.action)?.detail.as_ref()?;
    let line = Person { action: row.clone(), ..worker.clone() };
    let named = worker.prop.as_deref();
    let action = troupe.cast.action_of(&line, named)?;
    let known = action.variant.as_ref().is_some_and(|variant| !variant.things.is_empty())
        || named.is_none_or(|word| action.brings.as_deref() == Some(base(word)));
    known.then_some(action)
}

/// Whether a picture may be seen so without being asked for.
pub(super) fn suits(troupe: &Troupe<'_>, picture: &Picture) -> bool {
    parts(troupe, picture).is_some()
}

/// The picture; `None` where it cannot be.
pub(super) fn detail(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    points: &str,
) -> Option<Scene> {
    let (w, h) = setting.size;
    let (worker, other) = parts(troupe, picture)?;
    if w / h < NARROWEST {
        return None;
    }
    let action = close_up(troupe, worker)?;
    let paper = relettered(action.lays.as_deref()?, worker.prop.as_deref());
    let (_, paper) = troupe.prop(&paper)?;
    let framing = &FRAMINGS[setting.variant % FRAMINGS.len()];
    let k = h * framing.high / paper.bounds.h;
    let [a, b, c, d] = framing.lies.map(|v| v * k);
    let bounds = paper.bounds;
    let middle = (bounds.x + bounds.w / 2.0, bounds.y + bounds.h / 2.0);
    let lies = Affine::new([
        a,
        b,
        c,
        d,
        w * framing.middle.0 - a * middle.0 - c * middle.1,
        h * framing.middle.1 - b * middle.0 - d * middle.1,
    ]);
    let on_paper = |(x, y): (f64, f64)| {
        let p = lies * kurbo::Point::new(bounds.x + bounds.w * x, bounds.y + bounds.h * y);
        (p.x, p.y)
    };
    let mut pen = Pen::new(troupe.palette, setting.weight);
    desk(&mut pen, (w, h));
    // Its shadow, a little down and to the right.
    let outline: Vec<String> = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
        .map(on_paper)
        .iter()
        .map(|(x, y)| format!("{},{}", n(x + h * 0.02), n(y + h * 0.022)))
        .collect();
    pen.path(&format!("M{}Z", outline.join(" L")), "wood", 0.0);
    pen.shapes.extend(art(paper, &lies, setting.weight));
    if let Some(other) = other {
        let points = troupe.cast.action(points)?;
        pen.shapes.extend(hand(troupe, other, points, (on_paper(framing.points), false), setting)?);
    }
    let works = on_paper(if action.tool.is_some() { framing.writes } else { PRESSES });
    pen.shapes.extend(hand(troupe, worker, action, (works, true), setting)?);

    let mut scene = Scene { shapes: pen.shapes, ..Scene::default() };
    scene.first_bubble = scene.shapes.len();
    let speaker = other.unwrap_or(worker);
    // Whoever speaks is outside, at the left.
    let outside = ((-h * 0.02, h * 0.5), h * 0.12);
    say(&mut scene, troupe, speaker, (outside, (w * 0.46, true)), setting);
    (fault_cost(&scene.marks, setting.size) < 3.0).then_some(scene)
}

/// A desk that fills the picture, and a little of the wall behind it.
fn desk(pen: &mut Pen<'_>, (w, h): (f64, f64)) {
    let far = 2.0 * w;
    pen.path(&rounded(-w, -h, far + w, 3.0 * h, 0.0), "wood-light", 0.0);
    let planks = (0..=5).map(|i| {
        let x = f64::from(i) / 5.0 - 0.5;
        let (top, foot) = (w * (0.5 + x), w * (0.5 + x * 2.2));
        format!("M{},{} L{},{}", n(top), n(h * DESK), n(foot), n(h * 1.02))
    });
    pen.stroke(&planks.collect::<Vec<_>>().join(" "), "wood", 0.7);
    pen.path(&rounded(-w, -h, far + w, h * (1.0 + DESK), 0.0), "picture", 0.0);
    pen.path(&rounded(-w, h * (DESK - 0.035), far + w, h * 0.035, 0.0), "wood", 1.0);
}

/// An arm that comes in from outside, with what it holds; its hand is at a place.
fn hand(
    troupe: &Troupe<'_>,
    line: &Person,
    action: &Action,
    ((x, y), from_right): ((f64, f64), bool),
    setting: &Setting,
) -> Option<Vec<InkedShape>> {
    let person = troupe.cast.person(&line.who)?;
    let scale = setting.size.1 * SCALE;
    let sized = |word: &str, grow: f64| {
        let (word, drawing) = troupe.prop(word)?;
        Some((drawing, word.height / drawing.bounds.h * grow))
    };
    let pose = action.pose;
    let acting = Acting {
        tool: action.tool.as_deref().and_then(|word| sized(word, pose.tool.grow)),
        prop: action.brings.as_deref().and_then(|word| sized(word, pose.lie.grow)),
        mirrored: from_right,
        ..Acting::of(person, pose, troupe.cast.mood(None), troupe.cast.anatomy())
    };
    let bones = skeleton(&acting);
    let far = pose.hold == Some(Hold::Far) || action.tool.is_none();
    let at = if far { bones.far.grip } else { bones.near.grip };
    let mirror = if from_right { -1.0 } else { 1.0 };
    let map = placed((x - at.0 * scale * mirror, y - at.1 * scale), (scale * mirror, scale), 0.0);
    let drawn = figure(&acting, troupe.palette, setting.weight / scale);
    Some(drawn.arms(!far, far, true).into_iter().map(|s| s.mapped(&map)).collect())
}
