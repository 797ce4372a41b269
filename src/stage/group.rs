//! One place, one group of people: takes are tried until the judge is content.
//!
//! Start at [`act`]. A take ([`super::take`]) puts people, hands and bubbles somewhere; the judge
//! ([`super::judge`]) says what is wrong with it; [`takes`] is the order of fixes: bubbles moved, then
//! people moved, then people smaller, then gestures held in; a sign that is covered is left out. The best take is painted
//! ([`super::paint`]). Units: the picture's own (millimetres on a board).

use super::blocking::Contact;
use super::judge::cost;
use super::judge::words_collide;
use super::paint::paint;
use super::scene::Foreground;
use super::scene::Scene;
use super::scene::Setting;
use super::script::Script;
use super::script::layers_of;
use super::take::Rehearsal;
use super::take::Take;
use super::troupe::Troupe;
use crate::model::Picture;

const AS_IS: Take = Take { scale: 1.0, shift: 0.0, lean: 0.0, calm: false };

/// The order of fixes.
fn takes() -> impl Iterator<Item = Take> {
    [false, true].into_iter().flat_map(|calm| {
        [1.0, 0.93, 0.86, 0.78, 0.7].into_iter().flat_map(move |scale| {
            [0.0, -0.05, 0.05, -0.1, 0.1, -0.16, 0.16].into_iter().flat_map(move |shift| {
                let leans = [0.0, -0.3, 0.3];
                leans.into_iter().map(move |lean| Take { scale, shift, lean, calm })
            })
        })
    })
}

/// Where somebody alone is put who belongs to others that this group does not know: in half of a call, over
/// somebody's shoulder.
pub(super) struct Placing {
    pub faces_right: bool,
    /// As a share of the width.
    pub at: f64,
    /// Whether words may tell where this is.
    pub signs: bool,
    pub foreground: Option<Foreground>,
    /// Below this, what is before everybody hides the place's signs.
    pub hidden_below: Option<f64>,
}

/// One place, one group of people.
pub(super) fn act(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    placing: Option<&Placing>,
) -> Scene {
    let Some(place) = troupe.places.find(&picture.place.value, setting.variant) else {
        return Scene::default();
    };
    let mut script = Script::new(troupe, picture, place, setting);
    if let Some(placing) = placing {
        for a in &mut script.actors {
            a.faces_right = placing.faces_right;
            a.told = Some(placing.at);
            a.turned = setting.turned;
        }
        script.placed = true;
        script.foreground.clone_from(&placing.foreground);
        script.hidden_below = placing.hidden_below;
        if !placing.signs {
            script.layers = layers_of(troupe, picture, place, setting, false);
        }
    }
    let mut rehearsal = best_take(&script);
    let helps = script.contact.is_some_and(Contact::may_part);
    if helps && cost(&rehearsal.marks, setting.size) >= 6.0 {
        // Hands that cannot meet are let go: each acts alone.
        script.contact = None;
        rehearsal = best_take(&script);
    }
    // In a picture that is too small for them, the last words go first.
    while words_collide(&rehearsal.marks, setting.size) && script.leave_out_words() {
        rehearsal = best_take(&script);
    }
    paint(troupe, &script, rehearsal)
}

/// The take with the fewest faults, the earlier of equals.
fn best_take<'a>(script: &Script<'a>) -> Rehearsal<'a> {
    let mut best: Option<(f64, Rehearsal<'_>)> = None;
    for take in takes() {
        // A smaller picture of the people must be worth it.
        let price = (1.0 - take.scale) * 2.0 + if take.calm { 0.7 } else { 0.0 };
        // It cannot be better.
        if best.as_ref().is_some_and(|(least, _)| *least <= price) {
            continue;
        }
        let rehearsal = script.rehearse(&take);
        let bad = cost(&rehearsal.marks, script.setting.size);
        let total = bad + price + take.shift.abs() + take.lean.abs() * 0.1;
        if best.as_ref().is_none_or(|(least, _)| total < *least) {
            best = Some((total, rehearsal));
        }
    }
    best.map_or_else(|| script.rehearse(&AS_IS), |(_, rehearsal)| rehearsal)
}
