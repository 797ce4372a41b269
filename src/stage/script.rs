//! A script: what is fixed before anybody stands anywhere: who, which words, in which place.
//!
//! Start at [`Script::new`]. Units: the picture's; bodies in u.

use super::action::Touch;
use super::blocking::Actor;
use super::blocking::Contact;
use super::blocking::contact;
use super::casting::actors;
use super::scene::Foreground;
use super::scene::Setting;
use super::scenery::Layers;
use super::scenery::Scenery;
use super::speech;
use super::speech::Wording;
use super::troupe::Troupe;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::figure::Pose;
use crate::model::Picture;

/// How much smaller the people of a crowd are than those who act.
pub(super) const CROWD_SMALLER: f64 = 0.78;

/// How far back the farther ones stand, as a share of the height.
pub(super) const CROWD_BACK: f64 = 0.13;

/// How deep the top of somebody's own table is as it is seen, by the picture's height.
pub(super) const TABLE_TOP: f64 = 0.065;

/// What is fixed before anybody stands anywhere.
pub(super) struct Script<'a> {
    pub picture: &'a Picture,
    pub place: &'a Scenery,
    pub setting: Setting,
    pub actors: Vec<Actor<'a>>,
    pub contact: Option<Contact>,
    /// What somebody does who has no room for a gesture.
    pub standing: Option<&'a Pose>,
    /// How things are held where there is no room to hold them out.
    pub carrying: Option<&'a Pose>,
    /// Somebody before everybody else.
    pub foreground: Option<Foreground>,
    /// A part of a larger picture: half of a call, who is seen over a shoulder or before a crowd.
    pub placed: bool,
    /// There is a crowd behind them.
    pub crowd: bool,
    /// From head to foot.
    pub full: bool,
    pub type_size: f64,
    pub pad: f64,
    /// Who, the words, whether only thought.
    pub speeches: Vec<(usize, &'a str, bool)>,
    pub boxes: Vec<Wording>,
    pub caption: Option<Wording>,
    /// Words for which the picture is too small.
    pub left_out: Vec<String>,
    /// Height and beginning of the place's counter.
    pub counter: Option<(f64, f64)>,
    /// Whether the counter leaves room before it.
    pub counter_at_side: bool,
    /// Words that no line break may tear.
    pub unbroken: &'a [String],
    /// Below this, what is before everybody hides the place's signs.
    pub hidden_below: Option<f64>,
    /// The place.
    pub layers: Layers,
}

/// What a place looks like in the light of a picture, with its signs or without.
pub(super) fn layers_of(
    troupe: &Troupe<'_>,
    picture: &Picture,
    place: &Scenery,
    setting: &Setting,
    signs: bool,
) -> Layers {
    let mut layers = place.layers(setting, signs);
    if let Some(light) = picture.light.as_ref().and_then(|word| troupe.cast.light(&word.value)) {
        light.shine(&mut layers, place.outdoors, troupe.palette, (setting.size, setting.weight));
    }
    layers
}

impl<'a> Script<'a> {
    /// Reads a picture for a place.
    pub(super) fn new(
        troupe: &'a Troupe<'a>,
        picture: &'a Picture,
        place: &'a Scenery,
        setting: &Setting,
    ) -> Script<'a> {
        let (w, h) = setting.size;
        let counter = place.counter.map(|share| (share * h, place.counter_from(setting.size)));
        let counter_at_side = counter.is_some_and(|(_, from)| from > 0.0);
        let actors = actors(troupe, picture, place, (counter.is_some(), counter_at_side));
        let (type_size, pad) = speech::sizes(setting);
        let mut speeches: Vec<(usize, &str, bool)> = actors
            .iter()
            .enumerate()
            .filter_map(|(i, a)| a.speech.map(|(t, thinks)| (i, t, thinks)))
            .collect();
        let mut left_out = Vec::new();
        let unbroken = &troupe.words.unbroken;
        let sizes = (type_size, pad);
        let boxes = speech::boxes_with_room(&mut speeches, sizes, (w, h), unbroken, &mut left_out);
        let room = w - 2.0 * pad;
        let caption = speech::caption_box(picture, type_size, room, unbroken).filter(
            |(lines, wide, high)| {
                let tallest = boxes.iter().map(|(_, _, bh)| *bh).fold(0.0, f64::max);
                let fits = high + tallest + 3.0 * pad <= h && *wide <= room;
                if !fits {
                    left_out.push(lines.concat());
                }
                fits
            },
        );
        let shows_legs = |a: &Actor<'_>| {
            // A wheelchair is whole, and who walks or bends has feet.
            matches!(a.pose.legs, Legs::Wheel | Legs::Walk | Legs::Posed(_))
                || a.pose.hold == Some(Hold::Crutches)
                || matches!(a.action.touch, Some(Touch::Push | Touch::Table))
        };
        let shot = picture.shot.as_ref().and_then(|s| troupe.cast.is_full(&s.value));
        let full = shot.unwrap_or_else(|| actors.iter().any(shows_legs));
        Script {
            contact: contact(&actors),
            foreground: None,
            placed: false,
            crowd: picture.people.iter().any(|p| troupe.cast.crowd(&p.who).is_some()),
            standing: troupe.cast.standing(),
            carrying: troupe.cast.carrying(),
            picture,
            place,
            setting: *setting,
            actors,
            full,
            type_size,
            pad,
            speeches,
            boxes,
            caption,
            left_out,
            counter,
            counter_at_side,
            unbroken,
            hidden_below: None,
            layers: layers_of(troupe, picture, place, setting, true),
        }
    }

    /// Where the heads of a crowd begin, when people who act have this ground and scale: what is below is
    /// hidden.
    pub(super) fn crowd_top(&self, ground: f64, scale: f64) -> Option<f64> {
        let top = ground - self.setting.size.1 * CROWD_BACK - 400.0 * scale * CROWD_SMALLER;
        self.crowd.then_some(top)
    }

    /// Leaves out the last words; false when nobody says anything any more.
    pub(super) fn leave_out_words(&mut self) -> bool {
        let Some((_, text, _)) = self.speeches.pop() else { return false };
        self.left_out.push(text.to_string());
        let (w, h) = self.setting.size;
        let room = (w - 2.0 * self.pad, w / h < 1.3);
        self.boxes = speech::bubble_boxes(&self.speeches, self.type_size, room, self.unbroken);
        true
    }

    /// Beginning and end of somebody's own table.
    pub(super) fn table_span(&self, a: &Actor<'_>, scale: f64) -> (f64, f64) {
        let (back, ahead) = (120.0 * scale, 230.0 * scale);
        let (from, to) =
            if a.faces_right { (a.x - back, a.x + ahead) } else { (a.x - ahead, a.x + back) };
        let w = self.setting.size.0;
        // A table that nearly reaches the edge goes on beyond it.
        let near = 30.0 * scale;
        (if from < near { -near } else { from }, if to > w - near { w + near } else { to })
    }

    /// The edge of the desk somebody stands behind.
    pub(super) fn desk_of(&self, a: &Actor<'_>) -> Option<f64> {
        if a.own_table {
            // From head to foot, a table is as high as the hips.
            Some(self.setting.size.1 * if self.full { 0.64 } else { 0.86 })
        } else {
            self.counter.map(|c| c.0).filter(|_| a.behind)
        }
    }
}
