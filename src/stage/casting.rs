//! Casting: the words of a picture become actors.
//!
//! Start at [`actors`]. The place decides who is behind its counter, who has a table, and what somebody
//! does instead who has none.

use super::blocking::Actor;
use super::blocking::is_desk_work;
use super::place::Scenery;
use super::troupe::Troupe;
use crate::figure::Age;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::model::Picture;
use crate::model::SpeechKind;

/// The people of a picture as they act in a place: what they do there, what they hold, on which side of
/// the counter they are.
pub(super) fn actors<'a>(
    troupe: &'a Troupe<'a>,
    picture: &'a Picture,
    place: &Scenery,
    (has_counter, at_side): (bool, bool),
) -> Vec<Actor<'a>> {
    let count = picture.people.len();
    let mut list = Vec::new();
    for (i, p) in picture.people.iter().enumerate() {
        let twin = picture.people[..i].iter().any(|other| other.who == p.who);
        let person = if twin { troupe.cast.double(&p.who) } else { troupe.cast.person(&p.who) };
        let Some(person) = person else { continue };
        let helps =
            person.clothes == "vest" || matches!(p.who.as_str(), "民警" | "医生" | "书记" | "律师");
        let told = p.position.as_deref();
        let last = count > 1 && i + 1 == count;
        let behind =
            has_counter && (told == Some("柜台后") || !at_side || (helps && (last || count == 1)));
        let mut action = p.action.as_str();
        let desk = is_desk_work(action) && !behind;
        if desk && (!place.indoors || has_counter) {
            action = troupe.cast.afoot(action);
        }
        let own_table = desk && is_desk_work(action);
        let Some(mut pose) = troupe.cast.pose(action).copied() else { continue };
        // Behind a table nobody sees the chair: who sits there shows head and shoulders.
        if pose.legs == Legs::Sit && behind {
            pose.legs = Legs::Stand;
        }
        let prop = troupe.prop_of(picture, i, action).map(|(drawing, size)| {
            // A child's things are smaller.
            (drawing, if person.age == Age::Child { size * 0.78 } else { size })
        });
        if let (Some((drawing, size)), Some(Hold::Paper)) = (prop, pose.hold) {
            // Wide things are held at their sides.
            let wider = (drawing.bounds.w * size - 70.0).clamp(0.0, 34.0) / 2.0;
            pose.near.target.0 -= wider;
            pose.far.target.0 += wider;
        }
        list.push(Actor {
            person,
            pose,
            action,
            mood: p.mood.as_deref().unwrap_or("微笑"),
            told: match told {
                Some("左") => Some(0.22),
                Some("中") => Some(0.5),
                Some("右") => Some(0.78),
                _ => None,
            },
            x: 0.0,
            lift: 0.0,
            // Behind a counter at the right, people look to those who come.
            faces_right: !(behind && at_side) && (i == 0 || (count == 3 && i == 1)),
            behind,
            own_table,
            speech: p.speech.as_ref().map(|s| (s.text.as_str(), s.kind == SpeechKind::Thinks)),
            source: p.span,
            prop,
        });
    }
    list
}
