//! Who looks at whom: pupils go to the other one of a pair, to whoever speaks, to the nearest.
//!
//! Start at [`look_at_each_other`]. A pose that says where its eyes are (at a paper, a phone, a slot) keeps
//! them there; a mood that looks away from people does too. Whoever is led, supported or pushed turns the head back.

use super::blocking::Actor;
use super::blocking::Contact;
use crate::figure::Acting;
use crate::figure::HeadView;
use crate::figure::Xy;

/// How far pupils go to a side, in u.
const ASIDE: f64 = 2.2;

/// How far up or down to somebody who is taller or smaller, in u.
const UP_OR_DOWN: f64 = 1.8;

/// Says to everybody where their eyes go; `heads` are in the picture, in the order of the actors.
pub(super) fn look_at_each_other(
    actors: &[Actor<'_>],
    actings: &mut [Acting<'_>],
    heads: &[(Xy, f64)],
    contact: Option<Contact>,
) {
    for i in 0..actors.len() {
        let me = &actors[i];
        if me.pose.look.is_some() || me.mood.looks_away() {
            continue;
        }
        let Some(other) = looked_at(actors, heads, contact, i) else { continue };
        let ((x, y), (ox, oy)) = (heads[i].0, heads[other].0);
        let ahead = (ox - x) * if me.faces_right { 1.0 } else { -1.0 };
        if ahead <= 0.0 {
            // Only those in one's company are looked back at, and by whoever stands.
            let paired = contact.is_some_and(|c| c.has(i));
            if paired && me.pose.head == HeadView::Body && me.pose.view > 0.4 {
                actings[i].turned = true;
                actings[i].gaze = Some((ASIDE, 0.0));
            }
            continue;
        }
        let slope = (oy - y) / ahead.max(1e-6) * 4.0;
        actings[i].gaze = Some((ASIDE, slope.clamp(-UP_OR_DOWN, UP_OR_DOWN)));
    }
}

/// The other one of a pair; else whoever speaks, the nearest first; else the nearest.
fn looked_at(
    actors: &[Actor<'_>],
    heads: &[(Xy, f64)],
    contact: Option<Contact>,
    i: usize,
) -> Option<usize> {
    if let Some((a, b)) = contact.filter(|c| c.has(i)).map(Contact::pair) {
        return Some(if a == i { b } else { a });
    }
    let me = &actors[i];
    let ahead = |j: usize| (heads[j].0.0 - heads[i].0.0) * if me.faces_right { 1.0 } else { -1.0 };
    let nearest = |speaking: bool| {
        let others = (0..actors.len()).filter(|j| *j != i && ahead(*j) > 0.0);
        let asked = others.filter(|j| !speaking || actors[*j].speech.is_some());
        asked.min_by(|a, b| ahead(*a).total_cmp(&ahead(*b)))
    };
    nearest(true).or_else(|| nearest(false))
}
