//! Over the shoulder: whoever listens is seen from behind, large and near; whoever speaks looks at them.
//!
//! Start at [`over`]. Which pose the near one has is a row of the theme (`art/shots.yaml`). Nothing is forced: where
//! faces, words or things would be covered, there is no such picture. Units: the picture's; bodies in u.

use super::action::Action;
use super::action::Touch;
use super::cast::Poses;
use super::near::Near;
use super::near::NearAt;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::figure::Age;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;
use std::borrow::Cow;

/// How large the far face is, as the radius of its head by the picture's height; and how much larger the near one.
const FAR: f64 = 0.157;
const NEARER: f64 = 1.5;

/// Where the near head is, by the picture's width and height; where the far one is, by its width.
const NEAR_AT: (f64, f64) = (0.2, 0.45);
const FAR_AT: f64 = 0.74;

/// A thing in the near hand is no larger than this, by the picture's height.
const HELD: (f64, f64) = (0.22, 0.28);

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.15;

/// Who is near, who is far.
struct Parts<'p> {
    near: &'p At<Person>,
    far: &'p At<Person>,
    /// What the near one hands over or holds up.
    thing: Option<Cow<'p, str>>,
}

/// Whether a picture may be seen over somebody's shoulder without being asked for: across a counter, and where
/// the near one does nothing that would be lost: listens, or has something in hand.
pub(super) fn suits(troupe: &Troupe<'_>, picture: &Picture) -> bool {
    let place = troupe.places.find(&picture.place.value, 0);
    let across = place.is_some_and(|place| place.counter.is_some());
    let parts = parts(troupe, picture).filter(|_| across);
    parts.is_some_and(|Parts { near, thing, .. }| {
        let stands = troupe.cast.standing_word() == Some(near.action.as_str());
        let sits = troupe.cast.action(&near.action).is_some_and(|a| a.pose.legs == Legs::Sit);
        thing.is_some() || stands || sits
    })
}

/// Who is near and who is far: whoever speaks is seen, whoever listens has the back to us. `None` where people
/// do what is seen from the front only, or would stand on the wrong side of a counter.
fn parts<'p>(troupe: &'p Troupe<'_>, picture: &'p Picture) -> Option<Parts<'p>> {
    let [a, b] = picture.people.as_slice() else { return None };
    if picture.caption.is_some() || picture.effect.is_some() {
        return None;
    }
    let speaks = |p: &Person| p.speech.as_ref().is_some_and(|s| s.kind == SpeechKind::Says);
    let (at, near, far) = match (a.speech.is_some(), b.speech.is_some()) {
        (false, _) => (0, a, b),
        (true, false) if speaks(a) => (1, b, a),
        _ => return None,
    };
    let (near_person, far_person) = (troupe.cast.person(&near.who)?, troupe.cast.person(&far.who)?);
    let place = troupe.places.find(&picture.place.value, 0)?;
    // A counter is between the two, and who belongs behind it is.
    let wrong_side = place.counter.is_some() && near_person.staff && !far_person.staff;
    let action = |p: &Person| troupe.cast.action(&p.action);
    let (near_action, far_action) = (action(near)?, action(far)?);
    let small = near_person.age == Age::Child || far_person.age == Age::Child;
    // Wheels, feet, a cane, a pen at work are to be seen.
    let whole = |a: &&Action| {
        matches!(a.pose.legs, Legs::Wheel | Legs::Walk | Legs::Posed(_)) || a.pose.behind
    };
    let leans = matches!(
        near_action.pose.hold,
        Some(Hold::Cane | Hold::Crutches | Hold::Floor | Hold::Over)
    );
    let works = near_action.is_desk_work() || near_action.tool.is_some();
    // What goes from hand to hand is in the giver's, and only the near one gives.
    let touches = |a: &Action, gives: bool| match a.touch {
        None => false,
        Some(Touch::Give) => !gives,
        Some(Touch::Take) => gives,
        Some(_) => true,
    };
    let held = touches(near_action, true) || touches(far_action, false);
    let thing = troupe.held_word(picture, at, near_action);
    let gives = near_action.touch == Some(Touch::Give);
    let lost = leans || works || [near_action, far_action].iter().any(whole);
    let suits = !wrong_side && !small && !held && !lost && (thing.is_some() || !gives);
    suits.then_some(Parts { near, far, thing })
}

/// A picture over somebody's shoulder; `None` where it cannot be.
pub(super) fn over(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    poses: &Poses,
) -> Option<Scene> {
    let (w, h) = setting.size;
    let Parts { near, far, thing } = parts(troupe, picture)?;
    if w / h < NARROWEST {
        return None;
    }
    let pose = if thing.is_some() { &poses.gives } else { &poses.listens };
    let line = Person { action: pose.clone(), ..near.value.clone() };
    let pose_of_near = troupe.cast.action_of(&line, None)?;
    let radius = (h * FAR).min(setting.largest_head);
    let at = NearAt {
        head: (w * NEAR_AT.0, h * NEAR_AT.1),
        scale: radius / 58.0 * NEARER,
        held: (h * HELD.0, h * HELD.1),
        lift: 0.0,
        turned: setting.turned,
    };
    let listener = Near::new(troupe, &line, pose_of_near, thing.as_deref(), &at)?;
    let far_setting = Setting { largest_head: radius, ..*setting };
    let mut scene = troupe.gestures(picture, far)?.into_iter().find_map(|gesture| {
        let mut other = far.clone();
        other.value.position = None;
        other.value.action = gesture.into();
        let alone = Picture { people: vec![other], ..picture.clone() };
        let scene = listener.before(troupe, &alone, &far_setting, FAR_AT);
        listener.is_good(&scene, setting).then_some(scene)
    })?;
    listener.paint(&mut scene, troupe.palette, setting.weight);
    Some(scene)
}
