//! Rows of backs: those who listen, vote or wait have their backs to us, and whoever speaks to them is seen over
//! their heads.
//!
//! Start at [`rows`]. Who sits there is the crowd of the picture's line (`art/cast.yaml`); how they look from
//! behind, and with a hand up, are rows of the theme (`art/shots.yaml`, `backs` and `raises`). Units: the
//! picture's; bodies in u.

use super::cast::Backs;
use super::crowd::Crowd;
use super::group::Placing;
use super::group::act;
use super::judge::fault_cost;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::figure::Acting;
use crate::figure::Character;
use crate::figure::Pen;
use crate::figure::Pose;
use crate::figure::figure;
use crate::figure::placed;
use crate::figure::rounded;
use crate::figure::skeleton;
use crate::model::Picture;

/// Whoever speaks: the radius of the head by the picture's height, and where, by its width.
const SPEAKER: f64 = 0.105;
const SPEAKER_AT: f64 = 0.8;

/// The rows from the far one to the near one: the radius of a head and its middle by the picture's height, and
/// from one head to the next, by its radius.
const ROWS: [(f64, f64, f64); 2] = [(0.082, 0.65, 3.3), (0.118, 0.84, 3.3)];

/// The radius of a head, in u.
const HEAD: f64 = 58.0;

/// So far from the middle of whoever speaks nobody raises a hand, by the picture's width.
const CLEAR: f64 = 0.17;

/// Narrower than this there is no room for it.
const NARROWEST: f64 = 1.15;

/// Whether a picture may be seen so without being asked for: somebody speaks to a crowd, or it waits.
pub(super) fn suits(troupe: &Troupe<'_>, picture: &Picture) -> bool {
    rest(troupe, picture).is_some()
}

/// The picture without its crowd; `None` without a crowd, or with more before it than one can see over heads.
fn rest(troupe: &Troupe<'_>, picture: &Picture) -> Option<Picture> {
    let is_crowd = |who: &str| troupe.cast.crowd(who).is_some();
    let (crowd, people): (Vec<_>, Vec<_>) =
        picture.people.iter().cloned().partition(|p| is_crowd(&p.who));
    let silent = crowd.iter().all(|p| p.speech.is_none());
    let suits = crowd.len() == 1 && people.len() == 1 && silent && picture.caption.is_none();
    suits.then(|| Picture { people, ..picture.clone() })
}

/// The picture; `None` where it cannot be.
pub(super) fn rows(
    troupe: &Troupe<'_>,
    picture: &Picture,
    setting: &Setting,
    poses: &Backs,
) -> Option<Scene> {
    let (w, h) = setting.size;
    if w / h < NARROWEST {
        return None;
    }
    let rest = rest(troupe, picture)?;
    let crowd = Crowd::of(troupe, picture)?;
    let back = troupe.cast.action(&poses.backs)?.pose;
    let raised = troupe.cast.action(&poses.raises)?.pose;
    let far = Setting { largest_head: (h * SPEAKER).min(setting.largest_head), ..*setting };
    let placing = Placing {
        faces_right: false,
        at: SPEAKER_AT,
        signs: true,
        foreground: None,
        hidden_below: Some(h * (ROWS[0].1 - ROWS[0].0)),
    };
    let mut scene = act(troupe, &rest, &far, Some(&placing));
    if fault_cost(&scene.marks, setting.size) >= 3.0 || !scene.left_out.is_empty() {
        return None;
    }
    let speaker = scene.marks.heads.first().map_or((w * SPEAKER_AT, 0.0), |((x, _), r)| (*x, *r));

    let mut people = crowd.people().iter().copied().cycle();
    let mut pen = Pen::new(troupe.palette, setting.weight);
    for (n, (radius, y, apart)) in ROWS.iter().enumerate() {
        let step = radius * apart * h;
        let count = (w / step).ceil() as usize + 1;
        let from = w / 2.0 - step * (count as f64 - 1.0) / 2.0;
        // Seen between the heads before them.
        let from = if n % 2 == 0 { from - step / 2.0 } else { from };
        let seats: Vec<f64> = (0..=count).map(|i| from + step * i as f64).collect();
        let seats: Vec<f64> =
            seats.into_iter().filter(|x| *x > -step * 0.3 && *x < w + step * 0.3).collect();
        for (i, x) in seats.iter().enumerate() {
            let Some(person) = people.next() else { break };
            let away = (x - speaker.0).abs();
            let before_speaker = away < w * CLEAR;
            // Nobody's head is before the face of whoever speaks.
            if n == 0 && away < speaker.1 + radius * h {
                continue;
            }
            let votes = crowd.raises() && (i + n) % 3 != 2 && !before_speaker;
            let pose = if votes { raised } else { back };
            let mirrored = x > &(w / 2.0);
            sit(&mut pen, troupe, (person, pose, mirrored), ((*x, y * h), radius * h));
        }
        if crowd.sits() {
            chairs(&mut pen, &seats, (y * h, radius * h), h);
        }
    }
    let bubbles = scene.shapes.split_off(scene.first_bubble);
    scene.shapes.extend(pen.shapes);
    scene.first_bubble = scene.shapes.len();
    scene.shapes.extend(bubbles);
    Some(scene)
}

/// Somebody from behind, with the middle of the head at a place.
fn sit(
    pen: &mut Pen<'_>,
    troupe: &Troupe<'_>,
    (person, pose, mirrored): (&Character, Pose, bool),
    ((x, y), radius): ((f64, f64), f64),
) {
    let scale = radius / HEAD;
    let acting = Acting {
        mirrored,
        ..Acting::of(person, pose, troupe.cast.mood(None), troupe.cast.anatomy())
    };
    let head = skeleton(&acting).head;
    let mirror = if mirrored { -scale } else { scale };
    let foot = (x - head.0 * mirror, y - head.1 * scale);
    let drawn = figure(&acting, troupe.palette, pen.weight / scale);
    pen.add(&drawn.all, &placed(foot, (mirror, scale), 0.0));
}

/// The backs of the chairs of a row, before those who sit.
fn chairs(pen: &mut Pen<'_>, seats: &[f64], (y, radius): (f64, f64), h: f64) {
    let top = y + radius * 2.1;
    for x in seats {
        let half = radius * 1.32;
        let back = rounded(x - half, top, 2.0 * half, h, radius * 0.3);
        pen.path(&back, "teal-pale", 1.0);
    }
}
