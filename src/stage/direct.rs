//! Directing: a picture in words becomes shapes, in the shot that suits it.
//!
//! Start at [`stage`]. Nothing in content places anything: the order of people, their words and the place
//! decide. Two who call each other are in two halves ([`super::call`]), one is seen over the shoulder of the
//! other ([`super::over`]) or the telephone in their hand ([`super::screen`]), of some only the hands
//! ([`super::detail`]), a crowd sits with its backs to us ([`super::rows`]), all others are one group
//! ([`super::group`]). Units: the picture's own (millimetres on a board).

use super::call;
use super::cast::Shot;
use super::detail::detail;
use super::group::Placing;
use super::group::act;
use super::handover::handover;
use super::over::over;
use super::rows::rows;
use super::scene::Scene;
use super::scene::Setting;
use super::screen::screen;
use super::speech::voices;
use super::troupe::Troupe;
use crate::model::Picture;

/// Stages a picture.
#[must_use]
pub fn stage(troupe: &Troupe<'_>, picture: &Picture, setting: &Setting) -> Scene {
    if let Some((left, right)) = call::sides(picture, troupe.cast) {
        let (width, _) = call::half_width(setting.size);
        let half = Setting { size: (width, setting.size.1), ..*setting };
        let side = |faces_right: bool, half: &Picture| Placing {
            faces_right,
            at: call::at(half, faces_right, troupe.cast),
            signs: false,
            foreground: None,
            hidden_below: None,
        };
        let (left, right) = (
            act(troupe, &left, &half, Some(&side(true, &left))),
            act(troupe, &right, &half, Some(&side(false, &right))),
        );
        return call::join(left, right, setting.size, troupe.palette, setting.weight);
    }
    let asked = picture.shot.as_ref().map(|word| word.value.as_str());
    let turns = asked.and_then(|word| troupe.cast.turns(word));
    let word = turns.or(asked);
    let staged = setting;
    let setting = &Setting { turned: turns.is_some(), ..*setting };
    let special = match word.and_then(|word| troupe.cast.shot(word)) {
        None | Some(Shot::Group { .. }) => None,
        Some(Shot::Over(poses)) => over(troupe, picture, setting, poses),
        Some(Shot::Screen(shows)) => {
            screen(troupe, picture, setting, (word.unwrap_or_default(), shows))
        }
        Some(Shot::Detail(hands)) => detail(troupe, picture, setting, &hands.points)
            .or_else(|| handover(troupe, picture, setting, hands)),
        Some(Shot::Rows(poses)) => rows(troupe, picture, setting, poses),
    };
    match special {
        Some(scene) if setting.turned => Scene { unusual: true, ..scene }.turned(setting.size.0),
        Some(scene) => Scene { unusual: true, ..scene },
        None => {
            let mut scene = act(troupe, picture, staged, None);
            if !picture.voices.is_empty() {
                scene.first_bubble = scene.shapes.len();
                voices(&mut scene, troupe, &picture.voices, staged);
            }
            scene
        }
    }
}
