//! Casting: the words of a picture become actors.
//!
//! Start at [`actors`]. The place decides who is behind its counter, who has a table, and what somebody
//! does instead who has none.

use super::action::Touch;
use super::blocking::Actor;
use super::scenery::Scenery;
use super::troupe::Troupe;
use crate::figure::Age;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;

/// The people of a picture as they act in a place: what they do there, what they hold, on which side of
/// the counter they are.
pub(super) fn actors<'a>(
    troupe: &'a Troupe<'a>,
    picture: &'a Picture,
    place: &Scenery,
    (has_counter, at_side): (bool, bool),
) -> Vec<Actor<'a>> {
    // A crowd is behind everybody, and no actor.
    let lines = picture.people.iter().enumerate();
    let mut lines: Vec<_> = lines.filter(|(_, p)| troupe.cast.crowd(&p.who).is_none()).collect();
    if place.has_focus() {
        nearest_points(troupe, &mut lines);
    }
    let count = lines.len();
    let mut list = Vec::new();
    for (n, (i, p)) in lines.into_iter().enumerate() {
        let twin = picture.people[..i].iter().any(|other| other.who == p.who);
        let person = if twin { troupe.cast.double(&p.who) } else { troupe.cast.person(&p.who) };
        let Some(person) = person else { continue };
        let position = p.position.as_deref().and_then(|word| troupe.cast.position(word));
        let last = count > 1 && n + 1 == count;
        let Some(plain) = troupe.cast.action(&p.action) else { continue };
        // Who has somebody in hand comes round the counter.
        let helps = plain.touch.is_some_and(Touch::needs_company);
        let behind = has_counter
            && (position.is_some_and(|p| p.behind)
                || !at_side
                || (person.staff && !helps && (last || count == 1)));
        let held = troupe.held_word(picture, i, plain);
        let Some(mut action) = troupe.cast.action_of(p, held.as_deref()) else { continue };
        if let (None, Some(empty)) = (&held, action.empty.as_deref()) {
            action = troupe.cast.action(empty).unwrap_or(action);
        }
        // Behind a table hands are on it.
        if let (true, None, Some(row)) = (behind, &held, action.over_desk.as_deref()) {
            action = troupe.cast.action(row).unwrap_or(action);
        }
        let desk = action.is_desk_work() && !behind;
        if desk && (!place.indoors || has_counter) {
            action = troupe.cast.afoot(action);
        }
        let own_table = desk && action.is_desk_work();
        let mut pose = action.pose;
        // Behind a table nobody sees the chair: who sits there shows head and shoulders.
        if pose.legs == Legs::Sit && behind {
            pose.legs = Legs::Stand;
        }
        let held = troupe.held_word(picture, i, action);
        let prop = held.and_then(|word| troupe.prop_of(&word, action)).map(|(drawing, size)| {
            // A child's things are smaller.
            let size = size * pose.lie.grow;
            (drawing, if person.age == Age::Child { size * 0.78 } else { size })
        });
        if let (Some((drawing, size)), Some(Hold::Paper)) = (prop, pose.hold) {
            // Wide things are held at their sides.
            let wider = (drawing.bounds.w * size - 70.0).clamp(0.0, 34.0) / 2.0;
            pose.near.target.0 -= wider;
            pose.far.target.0 += wider;
        }
        if let (Some((drawing, size)), Some(Hold::Far), Some((share, _))) =
            (prop, pose.hold, pose.lie.point)
        {
            // Wide things are held farther out, or half of them would be behind whoever holds them.
            if (share - 0.5).abs() < 0.1 {
                pose.far.target.0 += ((drawing.bounds.w * size - 50.0) * 0.8).clamp(0.0, 30.0);
            }
        }
        let tool = action.tool.as_deref().and_then(|word| troupe.prop(word));
        list.push(Actor {
            person,
            anatomy: troupe.cast.anatomy(),
            tool: tool
                .map(|(word, drawing)| (drawing, word.height / drawing.bounds.h * pose.tool.grow)),
            pose,
            action,
            mood: troupe.cast.mood(p.mood.as_deref()),
            told: position.and_then(|p| p.x),
            turned: false,
            x: 0.0,
            lift: 0.0,
            // Behind a counter at the right, people look to those who come.
            faces_right: !(behind && at_side) && (n == 0 || (count == 3 && n == 1)),
            behind,
            own_table,
            speech: p.speech.as_ref().map(|s| (s.text.as_str(), s.kind == SpeechKind::Thinks)),
            source: p.span,
            prop,
        });
    }
    list
}

/// Who points at what a place shows, at the right, stands next to it: an arm goes through nobody. Where somebody
/// was told where to stand, or more than one speaks, people stay in their order.
fn nearest_points(troupe: &Troupe<'_>, lines: &mut Vec<(usize, &At<Person>)>) {
    let points = |p: &Person| troupe.cast.action(&p.action).is_some_and(|a| a.points);
    let is_free = lines.iter().all(|(_, p)| p.position.is_none());
    let speak = lines.iter().filter(|(_, p)| p.speech.is_some()).count();
    let first = lines.iter().position(|(_, p)| points(p));
    if let (Some(pointer), true, 0..=1) = (first, is_free, speak) {
        let line = lines.remove(pointer);
        lines.push(line);
    }
}
