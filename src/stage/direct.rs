//! Directing: a picture in words becomes shapes, in the shot that suits it.
//!
//! Start at [`stage`]. Nothing in content places anything: the order of people, their words and the place
//! decide. Two who call each other are in two halves ([`super::call`]), one is seen over the shoulder of the
//! other ([`super::over`]), all others are one group ([`super::group`]). Units: the picture's own (millimetres on a
//! board).

use super::call;
use super::group::Placing;
use super::group::act;
use super::over::over;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::model::Picture;

/// Stages a picture.
#[must_use]
pub fn stage(troupe: &Troupe<'_>, picture: &Picture, setting: &Setting) -> Scene {
    if let Some((left, right)) = call::sides(picture, troupe.cast) {
        let (width, _) = call::half_width(setting.size);
        let half = Setting { size: (width, setting.size.1), ..*setting };
        let side = |faces_right: bool| Placing {
            faces_right,
            at: if faces_right { 0.36 } else { 0.62 },
            signs: false,
            foreground: None,
        };
        let (left, right) = (
            act(troupe, &left, &half, Some(&side(true))),
            act(troupe, &right, &half, Some(&side(false))),
        );
        return call::join(left, right, setting.size, troupe.palette, setting.weight);
    }
    let shot = picture.shot.as_ref().and_then(|word| troupe.cast.over(&word.value));
    let over = shot.and_then(|poses| over(troupe, picture, setting, poses));
    over.unwrap_or_else(|| act(troupe, picture, setting, None))
}
