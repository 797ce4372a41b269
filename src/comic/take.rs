//! A take: one way of staging a picture, worked out in bones and boxes only, so that many can be tried.
//!
//! Start at [`Script::new`] (what is fixed: who, which words) and [`Script::rehearse`] (one take: who
//! stands where, how large, where hands and bubbles go). Units: the picture's; bodies in u.

use super::blocking::Actor;
use super::blocking::Contact;
use super::blocking::MARGIN;
use super::blocking::NEAR_HAND_BEHIND;
use super::blocking::Zones;
use super::blocking::acting;
use super::blocking::contact;
use super::blocking::elbow_room;
use super::blocking::hold_back;
use super::blocking::is_desk_work;
use super::blocking::spread;
use super::cast::Age;
use super::cast::Hold;
use super::cast::Legs;
use super::cast::Pose;
use super::casting::actors;
use super::judge::Marks;
use super::limb::Xy;
use super::pen::placed;
use super::place::Layers;
use super::place::Place;
use super::seat::PUSH_HANDLE;
use super::skeleton::Acting;
use super::skeleton::Skeleton;
use super::skeleton::skeleton;
use super::speech;
use super::speech::Spoken;
use super::speech::Spot;
use super::stage::Setting;
use super::stage::Troupe;
use crate::geometry::Rect;
use crate::model::Picture;
use kurbo::Affine;
use kurbo::Point;

/// Height of a ballot box or a letter box on a table, in u.
pub(super) const SLOT_BOX: f64 = 86.0;

/// A bubble's lines, width and height.
pub(super) type Words = (Vec<String>, f64, f64);

/// What is changed when the first arrangement will not do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Take {
    /// People smaller by this.
    pub scale: f64,
    /// Everybody moved by this share of the width.
    pub shift: f64,
    /// Bubbles moved by this share of their width.
    pub lean: f64,
    /// Words that tell where this is.
    pub signs: bool,
}

/// What is fixed before anybody stands anywhere.
pub(super) struct Script<'a> {
    pub picture: &'a Picture,
    pub place: &'a Place,
    pub setting: Setting,
    pub actors: Vec<Actor<'a>>,
    pub contact: Option<Contact>,
    /// What somebody does who has no room for a gesture.
    pub standing: Option<&'a Pose>,
    /// From head to foot.
    pub full: bool,
    pub type_size: f64,
    pub pad: f64,
    /// Who, the words, whether only thought.
    pub speeches: Vec<(usize, &'a str, bool)>,
    pub boxes: Vec<Words>,
    pub caption: Option<Words>,
    /// Words for which the picture is too small.
    pub left_out: Vec<String>,
    /// Height and beginning of the place's counter.
    pub counter: Option<(f64, f64)>,
    /// Whether the counter leaves room before it.
    pub counter_at_side: bool,
    /// Words that no line break may tear.
    pub unbroken: &'a [String],
    /// The place without its signs, and with them.
    layers: [Layers; 2],
}

/// A take, worked out.
pub(super) struct Rehearsal<'a> {
    pub actors: Vec<Actor<'a>>,
    pub actings: Vec<Acting<'a>>,
    pub maps: Vec<Affine>,
    pub scale: f64,
    pub ground: f64,
    pub spots: Vec<Spot>,
    /// Bubbles end above this.
    pub floor: f64,
    /// Whether the place's signs are there.
    pub signs: bool,
    pub marks: Marks,
    /// Where giver's and taker's, or shaking hands meet.
    pub meeting: Option<Xy>,
    /// Boxes of hands and of what they hold, for what stands about.
    pub hands: Vec<Rect>,
}

impl<'a> Script<'a> {
    /// Reads a picture for a place.
    pub(super) fn new(
        troupe: &'a Troupe<'a>,
        picture: &'a Picture,
        place: &'a Place,
        setting: &Setting,
    ) -> Script<'a> {
        let (w, h) = setting.size;
        let counter = place.counter.map(|share| (share * h, place.counter_from(setting.size)));
        let counter_at_side = counter.is_some_and(|(_, from)| from > 0.0);
        let actors = actors(troupe, picture, place, (counter.is_some(), counter_at_side));
        let type_size = (h * 0.07).max(setting.smallest_type);
        let pad = (h * 0.03).max(setting.weight * 2.0);
        let mut speeches: Vec<(usize, &str, bool)> = actors
            .iter()
            .enumerate()
            .filter_map(|(i, a)| a.speech.map(|(t, thinks)| (i, t, thinks)))
            .collect();
        let (room, narrow) = (w - 2.0 * pad, w / h < 1.3);
        let mut left_out = Vec::new();
        let unbroken = &troupe.words.unbroken;
        let mut boxes = speech::bubble_boxes(&speeches, type_size, (room, narrow), unbroken);
        // Words that have no room in so small a picture are left out and named, the last ones first.
        let too_much = |boxes: &[Words]| {
            let total: f64 = boxes.iter().map(|(_, bw, _)| bw + type_size * 0.5).sum();
            total - type_size * 0.5 > room || boxes.iter().any(|(_, _, bh)| bh + 2.0 * pad > h)
        };
        while !boxes.is_empty() && too_much(&boxes) {
            left_out.extend(speeches.pop().map(|(_, text, _)| text.to_string()));
            boxes = speech::bubble_boxes(&speeches, type_size, (room, narrow), unbroken);
        }
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
            a.pose.legs == Legs::Wheel
                || a.pose.hold == Some(Hold::Crutches)
                || a.action == "推轮椅"
        };
        let shot = picture.shot.as_ref().map(|s| s.value.as_str());
        let full = shot == Some("全景") || (shot.is_none() && actors.iter().any(shows_legs));
        Script {
            contact: contact(&actors),
            standing: troupe.cast.pose("站立"),
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
            layers: [false, true].map(|signs| place.layers(setting.size, setting.weight, signs)),
        }
    }

    /// What the place looks like.
    pub(super) fn layers(&self, signs: bool) -> &Layers {
        &self.layers[usize::from(signs)]
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

    /// Works out one take.
    pub(super) fn rehearse(&self, take: &Take) -> Rehearsal<'a> {
        let (w, h) = self.setting.size;
        let (pad, count) = (self.pad, self.actors.len());
        let mut actors = self.actors.clone();
        let floor = h - self.caption.as_ref().map_or(0.0, |(_, _, high)| high + pad);
        let tallest = self.boxes.iter().map(|(_, _, bh)| *bh).fold(0.0, f64::max);
        let speakers: Vec<usize> = self.speeches.iter().map(|(i, ..)| *i).collect();
        let apart = self.contact.is_none();
        let beside = speech::beside_heads(
            &self.boxes,
            &speakers,
            count,
            (w, h),
            (pad, apart, self.full),
            self.place.focus_from(self.setting.size).is_some(),
        );
        let top = if self.boxes.is_empty() || beside {
            h * if self.full { 0.05 } else { 0.14 }
        } else {
            tallest + pad + h * 0.06
        };

        // How high the group is, in u, and who has to be lifted for it.
        let all_behind = !actors.is_empty() && actors.iter().all(|a| a.behind || a.own_table);
        let mut need: f64 = 0.0;
        for a in &mut actors {
            let bones = skeleton(&acting(a));
            let own = -bones.head.1;
            a.lift = if a.behind || a.own_table {
                (356.0 - own).clamp(0.0, 120.0)
            } else if a.pose.legs == Legs::Sit && !self.full {
                46.0
            } else {
                0.0
            };
            need = need.max(own + a.lift + bones.radius + bones.crown);
        }
        let wished = if self.full {
            (h * 0.955 - top) / need.max(1.0)
        } else {
            h / if count == 1 { 330.0 } else { 364.0 }
        };
        let mut scale = wished.min(w / elbow_room(&actors, self.contact)).max(0.01) * take.scale;
        if actors.iter().any(|a| a.person.age == Age::Child && !a.behind) {
            // A child's chest is to be seen too.
            scale = scale.min((h - top) / 330.0);
        }
        // Chin and collar of whoever is behind a counter are above its far edge.
        let edge = actors.iter().filter_map(|a| self.desk_of(a)).reduce(f64::min);
        if let Some(edge) = edge.filter(|_| !self.full) {
            scale = scale.min(((edge - h * 0.06 - top) / 134.0).max(h / 700.0));
        }
        let ground = match self.counter.map(|c| c.0).filter(|_| all_behind && !self.counter_at_side)
        {
            // All behind a table: it cuts them at the waist, not at the neck.
            Some(edge) => {
                scale = scale.min((edge - top).max(h * 0.2) / 209.0);
                edge + 205.0 * scale
            }
            None if self.full => h * 0.955,
            None => (top + need * scale).max(h * 0.955),
        };
        let zones = self.zones(&actors, scale);
        self.go_to_locker(&mut actors, scale);
        let meets = self.contact.map(|c| (c, self.meeting_height(&mut actors, c, (ground, scale))));
        let pair = meets.map(|(c, height)| {
            let half = actors[c.pair().0].prop.map_or(30.0, |(d, size)| d.bounds.w / 2.0 * size);
            (c, c.apart_for(&actors, height, half))
        });
        spread(&mut actors, &zones, pair, (scale, take.shift));
        self.look_around(&mut actors);
        hold_back(&mut actors, self.contact, (w, scale), self.standing);

        let floor_of = |a: &Actor<'_>| ground - a.lift * scale;
        let maps: Vec<Affine> = actors
            .iter()
            .map(|a| {
                let mirror = if a.faces_right { 1.0 } else { -1.0 };
                placed((a.x, floor_of(a)), (scale * mirror, scale), 0.0)
            })
            .collect();
        let mut actings: Vec<Acting<'a>> = actors.iter().map(|a| acting(a)).collect();
        self.at_desks(&actors, &mut actings, scale, &floor_of);
        let height = ground - meets.map_or(0.0, |(_, height)| height) * scale;
        let meeting = self.meet(&actors, &mut actings, (scale, height), &floor_of);
        let bones: Vec<Skeleton> = actings.iter().map(skeleton).collect();
        let heads: Vec<(Xy, f64)> = bones
            .iter()
            .zip(&maps)
            .map(|(b, map)| (mapped(map, b.head), b.radius * scale))
            .collect();
        let spoken = Spoken {
            speeches: &self.speeches,
            boxes: &self.boxes,
            heads: &heads,
            type_size: self.type_size,
            pad,
            floor,
        };
        let spots = if beside { spoken.beside(w) } else { spoken.above(w, take.lean) };
        let layers = self.layers(take.signs);
        let marks = self.marks(&actors, &actings, (&bones, &maps, &heads), scale, (&spots, layers));
        let hand = |(b, map): (&Skeleton, &Affine)| {
            [b.near.end, b.far.end].map(|end| {
                let (x, y) = mapped(map, end);
                let r = 30.0 * scale;
                Rect { x: x - r, y: y - r, w: 2.0 * r, h: 2.0 * r }
            })
        };
        let hands = bones.iter().zip(&maps).flat_map(hand).collect();
        Rehearsal {
            actors,
            actings,
            maps,
            scale,
            ground,
            spots,
            floor,
            signs: take.signs,
            marks,
            meeting,
            hands,
        }
    }

    fn zones(&self, actors: &[Actor<'_>], scale: f64) -> Zones {
        let w = self.setting.size.0;
        let divided = self.counter_at_side && actors.iter().any(|a| a.behind);
        let from = self.counter.map_or(0.0, |c| c.1);
        let front = actors.iter().filter(|a| !a.behind).count();
        let front_end = if self.counter_at_side && (divided || front == 1) {
            from + 10.0 * scale
        } else {
            let focus = self.place.focus_from(self.setting.size);
            // So many must have room before it; else they stand before what is to be seen.
            let least = (front as f64 * 128.0 + 40.0) * scale;
            focus.filter(|f| *f > least * 0.8).unwrap_or(w)
        };
        let behind_from = if self.counter_at_side { from + 20.0 * scale } else { 0.0 };
        Zones { width: w, front_end, behind_from }
    }

    /// How high hands meet, in u above the ground. A child that is too small for a counter or for the
    /// other's hands stands on something nobody sees.
    fn meeting_height(
        &self,
        actors: &mut [Actor<'_>],
        contact: Contact,
        (ground, scale): (f64, f64),
    ) -> f64 {
        let (a, b) = contact.pair();
        let over = self.desk_of(&actors[a]).or(self.desk_of(&actors[b]));
        let least = over.map_or(0.0, |edge| (ground - edge) / scale + 12.0);
        let height = contact.height(actors, least);
        if !self.full && matches!(contact, Contact::Give(..) | Contact::Shake(..)) {
            for i in [a, b] {
                let bones = skeleton(&acting(&actors[i]));
                let shoulder = -bones.near.base.1 + actors[i].lift;
                actors[i].lift += (height - 30.0 - shoulder).max(0.0);
            }
        }
        height
    }

    /// Who opens a locker stands where a hand reaches it.
    fn go_to_locker(&self, actors: &mut [Actor<'_>], scale: f64) {
        let Some(locker) = self.place.locker(self.setting.size) else { return };
        for a in actors.iter_mut().filter(|a| a.action == "开柜") {
            let x = (locker.x - 92.0 * scale).max(MARGIN * scale);
            a.told = Some(x / self.setting.size.0);
        }
    }

    /// Default: the first looks right, the others left, the middle one of three right. Who points at a
    /// board or opens a locker looks there.
    fn look_around(&self, actors: &mut [Actor<'_>]) {
        let focus = self.place.focus_from(self.setting.size);
        for a in actors.iter_mut() {
            if focus.is_some_and(|f| a.x < f) && matches!(a.action, "指" | "开柜" | "讲解") {
                a.faces_right = true;
            }
        }
    }

    /// Hands on the desk: arms are foreshortened, or their elbows would go through it.
    fn at_desks(
        &self,
        actors: &[Actor<'_>],
        actings: &mut [Acting<'_>],
        scale: f64,
        floor_of: &dyn Fn(&Actor<'_>) -> f64,
    ) {
        let h = self.setting.size.1;
        for (a, acting) in actors.iter().zip(actings) {
            let Some(edge) = self.desk_of(a) else { continue };
            if a.action == "投票" {
                // Over the slot of a box that stands on the table.
                let y = (edge - floor_of(a)) / scale - SLOT_BOX - 50.0;
                acting.far_at = Some((88.0, y));
                continue;
            }
            if !is_desk_work(a.action) {
                // Paper is held over the counter, not behind it.
                let bones = skeleton(acting);
                let low = (edge - floor_of(a)) / scale - 16.0;
                if a.prop.is_some() && a.pose.hold == Some(Hold::Paper) {
                    acting.near_at = Some((bones.near.end.0, bones.near.end.1.min(low)));
                    acting.far_at = Some((bones.far.end.0, bones.far.end.1.min(low)));
                }
                continue;
            }
            let own = |dx: f64, y: f64| (dx, (y - floor_of(a)) / scale);
            acting.arm_scale = 0.74;
            acting.near_at = Some(own(44.0, edge - h * 0.03));
            // A stamp is held by its top.
            let up = if a.action == "盖章" { 44.0 * scale } else { h * 0.015 };
            acting.far_at = Some(own(78.0, edge - h * 0.02 - up));
        }
    }

    /// The edge of the desk somebody stands behind.
    pub(super) fn desk_of(&self, a: &Actor<'_>) -> Option<f64> {
        if a.own_table {
            Some(self.setting.size.1 * 0.86)
        } else {
            self.counter.map(|c| c.0).filter(|_| a.behind)
        }
    }

    /// Hands of two people at one place between them; returns it, in the picture.
    fn meet(
        &self,
        actors: &[Actor<'a>],
        actings: &mut [Acting<'a>],
        (scale, height): (f64, f64),
        floor_of: &dyn Fn(&Actor<'_>) -> f64,
    ) -> Option<Xy> {
        let contact = self.contact?;
        let (first, second) = contact.pair();
        let own = |i: usize, (x, y): Xy| {
            let a = &actors[i];
            let mirror = if a.faces_right { 1.0 } else { -1.0 };
            ((x - a.x) / (scale * mirror), (y - floor_of(a)) / scale)
        };
        let (a, b) = (&actors[first], &actors[second]);
        let side = if a.x < b.x { 1.0 } else { -1.0 };
        let middle = (a.x + b.x) / 2.0;
        match contact {
            Contact::Give(..) => {
                let y = height;
                let half = a.prop.map_or(30.0, |(d, size)| d.bounds.w / 2.0 * size) * scale;
                for (i, out) in [(first, -side), (second, side)] {
                    let x = |by: f64| middle + out * (half + by * scale);
                    actings[i].far_at = Some(own(i, (x(14.0), y - 2.0 * scale)));
                    actings[i].near_at = Some(own(i, (x(16.0), y + 14.0 * scale)));
                }
                actings[first].prop_at = Some(own(first, (middle, y - 10.0 * scale)));
                actings[second].prop = None;
                Some((middle, y))
            }
            Contact::Shake(..) => {
                let y = height;
                for (i, out) in [(first, -side), (second, side)] {
                    actings[i].far_at = Some(own(i, (middle + out * 20.0 * scale, y)));
                    actings[i].clasped = true;
                }
                Some((middle, y))
            }
            Contact::Lead(..) => {
                let y = (floor_of(b) - 176.0 * scale).max(floor_of(a) - 170.0 * scale);
                let at = (a.x + side * 60.0 * scale, y);
                actings[first].far_at = Some(own(first, at));
                actings[second].near_at = Some(own(second, at));
                None
            }
            Contact::Support(..) => {
                // At the other's elbow.
                let bones = skeleton(&acting(b));
                let elbow = -bones.hip_y + bones.body.torso * 0.4;
                let y = floor_of(b) - elbow * scale;
                actings[first].far_at = Some(own(first, (b.x - side * 44.0 * scale, y)));
                None
            }
            Contact::Push(..) => {
                let handle =
                    (b.x + side * PUSH_HANDLE.0 * scale, floor_of(b) + PUSH_HANDLE.1 * scale);
                actings[first].far_at = Some(own(first, handle));
                actings[first].near_at = Some(own(first, (handle.0, handle.1 + 6.0 * scale)));
                None
            }
            Contact::Measure(..) => {
                let y = height;
                actings[second].cuff = true;
                actings[second].far_at = Some(own(second, (middle + side * 10.0 * scale, y)));
                actings[first].far_at =
                    Some(own(first, (middle - side * 12.0 * scale, y + 4.0 * scale)));
                None
            }
        }
    }

    fn marks(
        &self,
        actors: &[Actor<'_>],
        actings: &[Acting<'_>],
        (bones, maps, heads): (&[Skeleton], &[Affine], &[(Xy, f64)]),
        scale: f64,
        (spots, layers): (&[Spot], &Layers),
    ) -> Marks {
        let h = self.setting.size.1;
        let bubbles = spots
            .iter()
            .zip(&self.boxes)
            .map(|(((x, y), _), (_, bw, bh))| Rect { x: *x, y: *y, w: *bw, h: *bh })
            .collect();
        let held = actings.iter().zip(bones).zip(maps).filter_map(|((acting, b), map)| {
            let (drawing, size) = acting.prop?;
            if acting.pose.hold == Some(Hold::Cane) {
                return None;
            }
            let (x, y) = mapped(map, b.prop?);
            let (w, h) = (drawing.bounds.w * size * scale, drawing.bounds.h * size * scale);
            Some(Rect { x: x - w / 2.0, y: y - h / 2.0, w, h })
        });
        let body = |(a, ((x, y), r)): (&Actor<'_>, &(Xy, f64))| {
            let half = if a.person.stout { 52.0 } else { 44.0 } * scale;
            let foot = self.desk_of(a).unwrap_or(h);
            let top = y + r * 0.8;
            Rect { x: x - half, y: top, w: 2.0 * half, h: (foot - top).max(0.0) }
        };
        let bodies: Vec<Rect> = actors.iter().zip(heads).map(body).collect();
        let whole = |rect: &Rect| rect.y < h * 0.98;
        Marks {
            heads: heads.to_vec(),
            bubbles,
            things: held.filter(whole).collect(),
            signs: layers.signs.iter().map(|(sign, _)| *sign).collect(),
            bodies,
            lines: self.boxes.iter().map(|(lines, ..)| lines.len()).collect(),
            misses: self.contact.map_or(Vec::new(), |c| {
                let (a, b) = c.pair();
                let miss = |i: usize| {
                    let (far, near): (f64, f64) = bones[i].miss;
                    far.max(near - NEAR_HAND_BEHIND)
                };
                vec![miss(a), miss(b)]
            }),
        }
    }
}

pub(super) fn mapped(map: &Affine, (x, y): Xy) -> Xy {
    let p = *map * Point::new(x, y);
    (p.x, p.y)
}
