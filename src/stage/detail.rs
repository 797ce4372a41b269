//! A close-up: hands at work on a paper that lies on a desk, large enough to be read. No face is seen; the colour of
//! a sleeve tells whose hand it is.
//!
//! Start at [`detail`]. Which pose a hand has there is a row of the theme (`detail` of the action, `points` of the
//! shot), and the paper too (`lays`). Units: the picture's; bodies in u.

use super::action::Action;
use super::closeup::Reaches;
use super::closeup::arm;
use super::closeup::desk;
use super::closeup::said_outside;
use super::judge::fault_cost;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::figure::Pen;
use crate::figure::art;
use crate::figure::n;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;
use crate::vocabulary::lettered::base;
use crate::vocabulary::lettered::relettered;
use kurbo::Affine;

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

/// Where the second of two signs, by the paper's width.
const SECOND: f64 = 0.2;

/// Where a hand presses something on the paper, by its width and height.
const PRESSES: (f64, f64) = (0.8, 0.5);

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.1;

/// Who works on the paper, and who says how.
struct Parts<'p> {
    /// One, or two who sign together.
    workers: Vec<&'p At<Person>>,
    other: Option<&'p At<Person>>,
}

fn parts<'p>(troupe: &Troupe<'_>, picture: &'p Picture) -> Option<Parts<'p>> {
    let empty = picture.props.is_empty() && picture.caption.is_none() && picture.effect.is_none();
    let works = |p: &&At<Person>| close_up(troupe, p).is_some();
    let still = |p: &Person| troupe.cast.action(&p.action).is_some_and(|a| a.touch.is_none());
    let known = picture.people.iter().all(|p| troupe.cast.person(&p.who).is_some());
    let quiet = |p: &At<Person>| p.speech.as_ref().is_none_or(|s| s.kind == SpeechKind::Says);
    if !(empty && known && picture.people.iter().all(quiet)) {
        return None;
    }
    let speaks = |p: &At<Person>| p.speech.is_some();
    let (workers, others): (Vec<_>, Vec<_>) = match picture.people.as_slice() {
        // Of two, the first works.
        [a, b] => (vec![a], vec![b]),
        all => all.iter().partition(works),
    };
    let silent = !workers.iter().any(|p| speaks(p));
    let suits = workers.iter().all(works)
        && match (workers.as_slice(), others.as_slice()) {
            ([_], []) => true,
            ([_] | [_, _], [b]) => silent && still(b) && speaks(b),
            _ => false,
        };
    suits.then(|| Parts { workers, other: others.first().copied() })
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
    parts(troupe, picture).is_some_and(|Parts { workers, .. }| workers.len() == 1)
}

/// The picture; `None` where it cannot be.
pub(super) fn detail(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    points: &str,
) -> Option<Scene> {
    let (w, h) = setting.size;
    let Parts { workers, other } = parts(troupe, picture)?;
    let worker = *workers.first()?;
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
    let shadow = desk(&mut pen, setting, DESK);
    // Its shadow, a little down and to the right.
    let outline: Vec<String> = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
        .map(on_paper)
        .iter()
        .map(|(x, y)| format!("{},{}", n(x + h * 0.02), n(y + h * 0.022)))
        .collect();
    pen.path(&format!("M{}Z", outline.join(" L")), shadow, 0.0);
    pen.shapes.extend(art(paper, &lies, setting.weight));
    let mut reach = |line: &Person, action: &Action, to: (f64, f64), from_right: bool| {
        let hand = arm(troupe, line, action, Reaches { to, from_right }, setting)?;
        pen.shapes.extend(hand.shapes());
        Some(())
    };
    match (workers.get(1), other) {
        // Both sign, each on their side.
        (Some(second), _) => {
            reach(second, close_up(troupe, second)?, on_paper((SECOND, framing.writes.1)), false)?;
        }
        (None, Some(other)) => {
            reach(other, troupe.cast.action(points)?, on_paper(framing.points), false)?;
        }
        (None, None) => {}
    }
    let works = on_paper(if action.tool.is_some() { framing.writes } else { PRESSES });
    reach(worker, action, works, true)?;

    let mut scene = Scene { shapes: pen.shapes, ..Scene::default() };
    scene.first_bubble = scene.shapes.len();
    said_outside(&mut scene, troupe, (other.unwrap_or(worker), false), setting);
    (fault_cost(&scene.marks, setting.size) < 3.0).then_some(scene)
}
