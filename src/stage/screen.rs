//! A telephone over the shoulder: whoever holds it has the back to us, and its screen is turned to the reader.
//!
//! Start at [`screen`]. The pose, and with it the screen and its words, is a row of the theme
//! (`art/shots.yaml`, `shows`); moods have screens of their own. Units: the picture's.

use super::near::Near;
use super::near::NearAt;
use super::scene::Scene;
use super::scene::Setting;
use super::speech::say;
use super::speech::sizes;
use super::troupe::Troupe;
use crate::figure::Legs;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::record::At;
use crate::vocabulary::lettered::relettered;

/// A u, by the picture's height, with somebody else there and alone: the near head is about half as high as the
/// picture.
const SCALE: (f64, f64) = (0.0044, 0.0042);

/// The screen at most, by the picture's height.
const SCREEN: (f64, f64) = (0.34, 0.62);

/// Where the near head is, by width and height: with somebody else there, and alone under a bubble.
const BESIDE: (f64, f64) = (0.17, 0.5);
const ALONE: (f64, f64) = (0.2, 0.66);

/// Where the other one is, by the width, and how large: the radius of the head by the height.
const OTHER: (f64, f64) = (0.86, 0.15);

/// Under a bubble the head is low, and the hand would be below the picture: it is raised, in u.
const LIFT: f64 = 34.0;

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.15;

/// Who holds the telephone, and who speaks to them.
fn parts<'p>(
    troupe: &Troupe<'_>,
    picture: &'p Picture,
    shot: &str,
) -> Option<(&'p At<Person>, Option<&'p At<Person>>)> {
    if picture.caption.is_some() || picture.effect.is_some() {
        return None;
    }
    let holds = |p: &Person| {
        let action = troupe.cast.action(&p.action);
        action.is_some_and(|action| action.shots.iter().any(|s| s == shot))
    };
    let said = |p: &Person| p.speech.as_ref().is_some_and(|s| s.kind == SpeechKind::Says);
    match picture.people.as_slice() {
        // What else the picture is to show would have no room.
        [alone] if holds(alone) && picture.props.is_empty() => Some((alone, None)),
        [a, b] => {
            let (near, far) = if holds(a) { (a, b) } else { (b, a) };
            let far_action = troupe.cast.action(&far.action)?;
            let whole = matches!(far_action.pose.legs, Legs::Wheel | Legs::Walk | Legs::Posed(_));
            let suits = holds(near) && near.speech.is_none() && said(far);
            (suits && !whole && far_action.touch.is_none()).then_some((near, Some(far)))
        }
        _ => None,
    }
}

/// Whether a picture may be seen so without being asked for.
pub(super) fn suits(troupe: &Troupe<'_>, picture: &Picture, shot: &str) -> bool {
    parts(troupe, picture, shot).is_some_and(|(near, _)| troupe.cast.person(&near.who).is_some())
}

/// The picture; `None` where it cannot be.
pub(super) fn screen(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    (shot, shows): (&str, &str),
) -> Option<Scene> {
    let (w, h) = setting.size;
    let (near, far) = parts(troupe, picture, shot)?;
    if w / h < NARROWEST {
        return None;
    }
    let line = Person { action: shows.into(), prop: None, ..near.value.clone() };
    let action = troupe.cast.action_of(&line, None)?;
    let beside = far.is_some() || near.speech.is_none();
    let ((x, y), scale) = if beside { (BESIDE, SCALE.0) } else { (ALONE, SCALE.1) };
    let at = NearAt {
        head: (w * x, h * y),
        scale: h * scale,
        held: (h * SCREEN.0, h * SCREEN.1),
        lift: if beside { 0.0 } else { LIFT },
        turned: setting.turned,
    };
    // What the screen is about, when the line says so.
    let shown = action.brings.as_deref().map(|word| relettered(word, near.prop.as_deref()));
    let holder = Near::new(troupe, &line, action, shown.as_deref(), &at)?;
    let largest_head = (h * OTHER.1).min(setting.largest_head);
    let other = Setting { largest_head, ..*setting };
    let before = |people: Vec<At<Person>>| {
        holder.before(troupe, &Picture { people, ..picture.clone() }, &other, OTHER.0)
    };
    let mut scene = match far {
        Some(far) => troupe.gestures(picture, far)?.into_iter().find_map(|gesture| {
            let mut other = far.clone();
            other.value.action = gesture.into();
            let scene = before(vec![other]);
            holder.is_good(&scene, setting).then_some(scene)
        })?,
        None => {
            let mut scene = before(Vec::new());
            let room = (w - 2.0 * sizes(setting).1, w / h < 1.3);
            say(&mut scene, troupe, near, (holder.head(), room), setting);
            holder.is_good(&scene, setting).then_some(scene)?
        }
    };
    holder.paint(&mut scene, troupe.palette, setting.weight);
    Some(scene)
}
