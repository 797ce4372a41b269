//! Blocking: where people stand on the stage, and how much room they need beside each other.
//!
//! Start at [`spread`]. Widths in u where a group is measured, in the picture's unit where it stands.

use super::cast::Hold;
use super::cast::Person;
use super::cast::Pose;
use crate::diag::Span;
use crate::model::Picture;

/// A person on the stage.
pub(super) struct Actor<'a> {
    pub person: &'a Person,
    pub pose: Pose,
    pub x: f64,
    pub faces_right: bool,
    pub behind: bool,
    pub speech: Option<(&'a str, bool)>,
    pub source: Span,
}

/// Who gives and who takes, or which two shake hands.
pub(super) fn meeting(picture: &Picture, actors: &[Actor<'_>]) -> Option<(usize, usize)> {
    let acts = |word: &str| {
        (0..actors.len()).filter(|i| picture.people[*i].action == word).collect::<Vec<usize>>()
    };
    let (give, take, shake) = (acts("递"), acts("接"), acts("握手"));
    match (give.first(), take.first(), shake.as_slice()) {
        (Some(g), Some(t), _) => Some((*g, *t)),
        (_, _, [a, b, ..]) => Some((*a, *b)),
        _ => None,
    }
}

/// The width that a group needs, in u: what their hands reach towards each other, and half a body at
/// both ends.
pub(super) fn elbow_room(actors: &[Actor<'_>], pair: Option<(usize, usize)>) -> f64 {
    let reach = |a: &Actor<'_>| {
        let hands = a.pose.near.target.0.max(a.pose.far.target.0).max(50.0);
        hands + if a.pose.hold.is_some() { 40.0 } else { 20.0 }
    };
    let between: f64 = (1..actors.len())
        .map(|i| match pair {
            Some((g, t)) if i == g.max(t) => 334.0,
            // The second of three faces right, away from the first.
            _ if actors[i].faces_right => (reach(&actors[i - 1]) + 60.0).max(150.0),
            _ => (reach(&actors[i - 1]) + reach(&actors[i])).max(170.0),
        })
        .sum();
    between + 150.0
}

pub(super) fn is_desk_work(action: &str) -> bool {
    matches!(action, "写" | "敲键盘" | "盖章")
}

/// Where people stand: by their number, by what they were told, and at arm's length where hands meet.
pub(super) fn spread(actors: &mut [Actor<'_>], w: f64, pair: Option<(usize, usize)>, scale: f64) {
    let defaults: &[f64] = match actors.len() {
        0 | 1 => &[0.4],
        2 => &[0.25, 0.75],
        _ => &[0.18, 0.5, 0.82],
    };
    let count = actors.len();
    for (i, a) in actors.iter_mut().enumerate() {
        let told = match (a.x, count) {
            (-3.0, _) => 0.22,
            (-2.0, _) => 0.5,
            (-1.0, _) => 0.75,
            _ => defaults[i.min(defaults.len() - 1)],
        };
        a.x = told * w;
    }
    // Nobody stands on anybody: those who were told the same place keep their order.
    let least = (w * 0.9 / count.max(1) as f64).min(150.0 * scale);
    for i in 1..count {
        if actors[i].x - actors[i - 1].x < least {
            actors[i].x = actors[i - 1].x + least;
        }
    }
    let over = actors.last().map_or(0.0, |a| (a.x - (w - 60.0 * scale)).max(0.0));
    for a in actors.iter_mut() {
        a.x -= over;
    }
    if let Some((g, t)) = pair {
        let shake = actors[g].pose.hold != Some(Hold::Both);
        let apart = if shake { 262.0 } else { 334.0 } * scale;
        let middle = (actors[g].x + actors[t].x) / 2.0;
        let edge = 66.0 * scale;
        let middle =
            middle.clamp(apart / 2.0 + edge, (w - apart / 2.0 - edge).max(apart / 2.0 + edge));
        let side = if actors[g].x <= actors[t].x { 1.0 } else { -1.0 };
        actors[g].x = middle - side * apart / 2.0;
        actors[t].x = middle + side * apart / 2.0;
        actors[g].faces_right = side > 0.0;
        actors[t].faces_right = side < 0.0;
    }
}
