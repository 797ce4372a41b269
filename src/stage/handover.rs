//! A close-up of what goes from hand to hand, large between the two; and of a slip over the slot of its box.
//!
//! Start at [`handover`]. Whose hands they are the colours of the sleeves tell. Which poses they have is a row of the
//! theme (`art/shots.yaml`). Units: the picture's; bodies in u.

use super::action::Touch;
use super::cast::HandPoses;
use super::closeup::Reaches;
use super::closeup::arm;
use super::closeup::desk;
use super::closeup::said_outside;
use super::judge::fault_cost;
use super::paint::band;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::figure::Pen;
use crate::figure::drawn;
use crate::geometry::Rect;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;
use crate::vocabulary::Stand;
use crate::vocabulary::lettered::base;
use std::borrow::Cow;

/// The desk begins here, by the height.
const DESK: f64 = 0.34;

/// What is handed over: at most so wide and high, and where its middle is, by the picture's height.
const THING: (f64, f64) = (0.62, 0.5);
const MIDDLE: f64 = 0.67;

/// Where a hand holds it, outwards from its side by the picture's height, and from its middle down by its own: only
/// a thumb is on it, beside its words.
const GRIP: (f64, f64) = (0.025, 0.24);

/// A slip and its box, by the picture's height; so much of the slip is in the slot.
const SLIP: f64 = 0.4;
const BOX: f64 = 0.46;
const IN_SLOT: f64 = 0.22;

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.1;

/// What a picture shows so.
enum Parts<'p> {
    /// Who gives what, and who takes it.
    Gives { giver: &'p At<Person>, taker: &'p At<Person>, thing: Cow<'p, str>, giver_first: bool },
    /// Who puts what into which box; whoever else speaks is outside.
    Drops { who: &'p At<Person>, slip: Cow<'p, str>, into: &'p str },
}

fn parts<'p>(troupe: &'p Troupe<'_>, picture: &'p Picture) -> Option<Parts<'p>> {
    if picture.caption.is_some() || picture.effect.is_some() {
        return None;
    }
    let mut said = picture.people.iter().filter_map(|p| p.speech.as_ref());
    let quiet = said.next().is_none_or(|s| s.kind == SpeechKind::Says) && said.next().is_none();
    let known = picture.people.iter().all(|p| troupe.cast.person(&p.who).is_some());
    if !(quiet && known) {
        return None;
    }
    let action = |p: &Person| troupe.cast.action(&p.action);
    let touch = |p: &Person| action(p).and_then(|a| a.touch);
    let has = |i: usize| {
        let p = picture.people.get(i)?;
        troupe.held_word(picture, i, action(p)?)
    };
    match (picture.people.as_slice(), picture.props.as_slice()) {
        ([a, b], []) => {
            let (giver, taker, i) = match (touch(a)?, touch(b)?) {
                (Touch::Give, Touch::Take) => (a, b, 0),
                (Touch::Take, Touch::Give) => (b, a, 1),
                _ => return None,
            };
            let thing = has(i)?;
            let (word, _) = troupe.prop(&thing)?;
            // What stands on the ground is no thing between two hands; and a second thing has no room.
            let small = word.stand != Stand::Floor && taker.prop.is_none();
            small.then_some(Parts::Gives { giver, taker, thing, giver_first: i == 0 })
        }
        (people, [into]) => {
            let drops = |p: &At<Person>| {
                action(p).is_some_and(|a| a.into.iter().any(|word| word == base(&into.value)))
            };
            let i = people.iter().position(drops)?;
            // The words would hang over the hand; and who says nothing would be lost.
            let others = people.iter().enumerate().filter(|(n, _)| *n != i);
            let all_heard = others.clone().all(|(_, p)| p.speech.is_some() && p.prop.is_none());
            if people[i].speech.is_some() || !all_heard {
                return None;
            }
            Some(Parts::Drops { who: &people[i], slip: has(i)?, into: &into.value })
        }
        _ => None,
    }
}

/// Whether a picture may be seen so without being asked for.
pub(super) fn suits(troupe: &Troupe<'_>, picture: &Picture) -> bool {
    parts(troupe, picture).is_some()
}

/// The picture; `None` where it cannot be.
pub(super) fn handover(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    poses: &HandPoses,
) -> Option<Scene> {
    let (w, h) = setting.size;
    if w / h < NARROWEST {
        return None;
    }
    let mut pen = Pen::new(troupe.palette, setting.weight);
    let shadow = desk(&mut pen, setting, DESK);
    let (things, speaker) = match parts(troupe, picture)? {
        Parts::Gives { giver, taker, thing, giver_first } => {
            let hands = [(giver, !giver_first), (taker, giver_first)];
            let thing = gives(&mut pen, troupe, (hands, &thing, shadow), setting, poses)?;
            (vec![thing], hands.into_iter().find(|(who, _)| who.speech.is_some()))
        }
        Parts::Drops { who, slip, into } => {
            let things = drops(&mut pen, troupe, (who, &slip, into), setting, poses)?;
            // The hand comes from the right: the words of whoever looks on are at the left.
            (things, picture.people.iter().find(|p| p.speech.is_some()).map(|p| (p, false)))
        }
    };
    let mut scene = Scene { shapes: pen.shapes, ..Scene::default() };
    scene.first_bubble = scene.shapes.len();
    scene.marks.things = things;
    if let Some(speaker) = speaker {
        said_outside(&mut scene, troupe, speaker, setting);
    }
    (fault_cost(&scene.marks, setting.size) < 3.0).then_some(scene)
}

/// A hand from either side (the giver's, the taker's; whether it comes from the right), the thing between them.
fn gives(
    pen: &mut Pen<'_>,
    troupe: &Troupe<'_>,
    (hands, thing, shadow): ([(&At<Person>, bool); 2], &str, &str),
    setting: &Setting,
    poses: &HandPoses,
) -> Option<Rect> {
    let (w, h) = setting.size;
    let (gives, takes) = poses.gives.as_ref()?;
    let (_, drawing) = troupe.prop(thing)?;
    let bounds = drawing.bounds;
    let size = (THING.0 * h / bounds.w).min(THING.1 * h / bounds.h);
    let (wide, high) = (bounds.w * size, bounds.h * size);
    let middle = (w * 0.5, h * MIDDLE);
    let side = |from_right: bool| {
        let x = (wide * 0.5 + h * GRIP.0) * if from_right { 1.0 } else { -1.0 };
        Reaches { to: (middle.0 + x, middle.1 + high * GRIP.1), from_right }
    };
    let [giver, taker] = hands;
    let hand = |(who, from_right): (&At<Person>, bool), pose: &str| {
        arm(troupe, who, troupe.cast.action(pose)?, side(from_right), setting)
    };
    let hands = [hand(giver, gives)?, hand(taker, takes)?];
    pen.ellipse((middle.0, middle.1 + high * 0.56), (wide * 0.56, h * 0.04), shadow, 0.0);
    hands.iter().for_each(|hand| pen.shapes.extend(hand.shapes()));
    pen.shapes.extend(drawn(drawing, middle, (size, size), setting.weight, 0.0));
    hands.iter().for_each(|hand| pen.shapes.extend(hand.fingers()));
    Some(Rect { x: middle.0 - wide / 2.0, y: middle.1 - high / 2.0, w: wide, h: high })
}

/// A hand over the slot with a slip that is half in it.
fn drops(
    pen: &mut Pen<'_>,
    troupe: &Troupe<'_>,
    (who, slip, into): (&Person, &str, &str),
    setting: &Setting,
    poses: &HandPoses,
) -> Option<Vec<Rect>> {
    let (w, h) = setting.size;
    let ((_, slip), (_, into)) = (troupe.prop(slip)?, troupe.prop(into)?);
    let size = h * BOX / into.bounds.h;
    let box_width = into.bounds.w * size;
    let box_middle = (w * 0.5, h * (1.03 - BOX / 2.0));
    let top = box_middle.1 - h * BOX / 2.0;
    let slip_size = h * SLIP / slip.bounds.h;
    let slip_width = slip.bounds.w * slip_size;
    let slip_middle = (w * 0.5, top - h * SLIP * (0.5 - IN_SLOT));
    let grip = (slip_middle.0 + slip_width * 0.5, slip_middle.1 - h * SLIP * 0.06);
    let action = troupe.cast.action(poses.drops.as_ref()?)?;
    let hand = arm(troupe, who, action, Reaches { to: grip, from_right: true }, setting)?;
    pen.shapes.extend(hand.shapes());
    let paper = drawn(slip, slip_middle, (slip_size, slip_size), setting.weight, 0.0);
    pen.shapes.extend(paper.iter().cloned());
    pen.shapes.extend(drawn(into, box_middle, (size, size), setting.weight, 0.0));
    if let Some(slot) = into.slot {
        // Down to the slot it is before the box.
        let foot = top + h * BOX * slot;
        pen.add_clipped(paper, &band(w, (-h, foot)));
    }
    pen.shapes.extend(hand.fingers());
    let slip_top = slip_middle.1 - h * SLIP / 2.0;
    Some(vec![
        Rect { x: slip_middle.0 - slip_width / 2.0, y: slip_top, w: slip_width, h: top - slip_top },
        Rect { x: box_middle.0 - box_width / 2.0, y: top, w: box_width, h: h - top },
    ])
}
