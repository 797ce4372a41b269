//! A take: one way of staging a picture, worked out in bones and boxes only, so that many can be tried.
//!
//! Start at [`Script::rehearse`]: who stands where, how large, where hands and bubbles go. Units: the picture's;
//! bodies in u.

use super::blocking::Actor;
use super::blocking::Zones;
use super::blocking::acting;
use super::blocking::elbow_room;
use super::blocking::hold_back;
use super::blocking::hold_close;
use super::blocking::spread;
use super::gaze::look_at_each_other;
use super::judge::is_hidden;
use super::scene::Marks;
use super::scene::Reach;
use super::script::Script;
use super::script::TABLE_TOP;
use super::speech;
use super::speech::Spoken;
use super::speech::Spot;
use crate::figure::Acting;
use crate::figure::Age;
use crate::figure::Bones;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::figure::Skeleton;
use crate::figure::Xy;
use crate::figure::placed;
use crate::figure::skeleton;
use crate::geometry::Rect;
use kurbo::Affine;
use kurbo::Point;

/// From the collar to the elbow of somebody who reaches over a counter, in u.
const SHOULDER: f64 = 34.0;

/// What is held over heads is so much higher than they are, in u.
const UMBRELLA: f64 = 84.0;

/// So little of the room they want people may have beside what a place shows, and so much smaller may they be to
/// stand there.
const PRESSED: f64 = 0.8;
const LEAST_BESIDE: f64 = 0.78;

/// What is changed when the first arrangement will not do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Take {
    /// People smaller by this.
    pub scale: f64,
    /// Everybody moved by this share of the width.
    pub shift: f64,
    /// Bubbles moved by this share of their width.
    pub lean: f64,
    /// Nobody reaches out: things are held close, hands hang.
    pub calm: bool,
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
    /// Numbers of the place's signs that something covers: they are left out.
    pub hidden: Vec<usize>,
    pub marks: Marks,
    /// Boxes of hands and of what they hold, for what stands about.
    pub hands: Vec<Rect>,
}

impl<'a> Script<'a> {
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
            self.place.has_focus(),
        );
        let top = if self.boxes.is_empty() || beside {
            // Beside somebody seen from head to foot words are above the mouth all the same.
            let words = tallest + pad * 1.6 - h * 0.11;
            if self.full { words.max(h * 0.05) } else { h * 0.14 }
        } else {
            tallest + pad + h * 0.06
        };

        // How high the group is, in u, and who has to be lifted for it.
        let all_behind = !actors.is_empty() && actors.iter().all(|a| a.behind || a.own_table);
        // A crowd alone stands as somebody would.
        let reaches = self.contact.is_some_and(|c| {
            let (a, b) = c.pair();
            actors[a].behind || actors[b].behind
        });
        let mut crown: f64 = 0.0;
        let mut need: f64 = if actors.is_empty() { 400.0 } else { 0.0 };
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
            let over = if a.pose.hold == Some(Hold::Over) { UMBRELLA } else { 0.0 };
            if a.behind {
                crown = crown.max(bones.crown);
            }
            need = need.max(own + a.lift + bones.radius + bones.crown + over);
        }
        let wished = if self.full {
            (h * 0.955 - top) / need.max(1.0)
        } else {
            h / if count == 1 { 330.0 } else { 364.0 }
        };
        let room = w / elbow_room(&actors, self.contact);
        let mut scale =
            wished.min(room).min(self.setting.largest_head / 58.0).max(0.01) * take.scale;
        if actors.iter().any(|a| a.person.age == Age::Child && !a.behind) {
            // A child's chest is to be seen too.
            scale = scale.min((h - top) / 330.0);
        }
        // Chin and collar of whoever is behind a counter are above its far edge.
        let edge = actors.iter().filter_map(|a| self.desk_of(a)).reduce(f64::min);
        if let Some(edge) = edge.filter(|_| !self.full) {
            // A knot of hair needs its room too; and whoever reaches over shows the shoulder, not a sleeve alone.
            let works = actors.iter().any(|a| a.action.is_desk_work() && self.desk_of(a).is_some());
            let high = 134.0 + crown + if reaches || works { SHOULDER } else { 0.0 };
            scale = scale.min(((edge - h * 0.06 - top) / high).max(h / 700.0));
        }
        // Beside what a place shows two are smaller rather than one before it.
        let shown = actors.iter().any(|a| a.action.to_focus) && !self.full;
        if let Some(focus) = self.place.focus_from(self.setting.size).filter(|_| shown) {
            let beside = focus / (PRESSED * self.least_room(&actors));
            if beside > scale * LEAST_BESIDE {
                scale = scale.min(beside);
            }
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
        self.stand_clear(&mut actors, scale);
        let meets = self.contact.map(|c| (c, self.meeting_height(&mut actors, c, (ground, scale))));
        let pair = meets.map(|(c, height)| {
            let half = actors[c.pair().0].prop.map_or(30.0, |(d, size)| d.bounds.w / 2.0 * size);
            (c, c.apart_for(&actors, height, half))
        });
        spread(&mut actors, &zones, pair, (scale, take.shift));
        self.look_around(&mut actors);
        hold_back(&mut actors, self.contact, (w, scale), self.standing);
        // Nor before a crowd: nobody's palm is in anybody's face.
        if take.calm || self.crowd {
            hold_close(&mut actors, self.contact, (self.standing, self.carrying));
        }

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
        self.meet(&actors, &mut actings, (scale, height), &floor_of);
        let bones: Vec<Skeleton> = actings.iter().map(skeleton).collect();
        let heads: Vec<(Xy, f64)> = bones
            .iter()
            .zip(&maps)
            .map(|(b, map)| (mapped(map, b.head), b.radius * scale))
            .collect();
        look_at_each_other(&actors, &mut actings, &heads, self.contact);
        let spoken = Spoken {
            speeches: &self.speeches,
            boxes: &self.boxes,
            heads: &heads,
            type_size: self.type_size,
            pad,
            floor,
        };
        let under = actors.iter().any(|a| a.pose.hold == Some(Hold::Over));
        let spots =
            if beside || under { spoken.beside(w, under) } else { spoken.above(w, take.lean) };
        let mut marks = self.marks(&actors, &actings, (&bones, &maps, &heads), scale, &spots);
        marks.foreground.clone_from(&self.foreground);
        let tops = self.crowd_top(ground, scale).into_iter().chain(self.hidden_below);
        marks.crowd = tops.reduce(f64::min);
        let signs = self.layers.signs.iter().map(|sign| sign.place).enumerate();
        // Somebody's own table stands before a sign, too.
        let table = |a: &Actor<'_>| {
            let top = self.desk_of(a).filter(|_| a.own_table)? - h * TABLE_TOP;
            let (from, to) = self.table_span(a, scale);
            Some(Rect { x: from, y: top, w: to - from, h: (h - top).max(0.0) })
        };
        let tables: Vec<Rect> = actors.iter().filter_map(table).collect();
        let behind = |sign: &Rect| tables.iter().any(|table| table.overlaps(sign, 0.0));
        let (hidden, seen): (Vec<_>, Vec<_>) =
            signs.partition(|(_, sign)| is_hidden(sign, &marks) || behind(sign));
        let hidden: Vec<usize> = hidden.into_iter().map(|(i, _)| i).collect();
        marks.signs = seen.into_iter().map(|(_, sign)| sign).collect();
        marks.hidden_signs = hidden.len();
        let hand = |(b, map): (&Skeleton, &Affine)| {
            [b.near.end, b.far.end].map(|end| Rect::around(mapped(map, end), 30.0 * scale))
        };
        let hands = bones.iter().zip(&maps).flat_map(hand).collect();
        Rehearsal { actors, actings, maps, scale, ground, spots, floor, hidden, marks, hands }
    }

    /// How much room those who stand before everything want, in u.
    fn least_room(&self, actors: &[Actor<'_>]) -> f64 {
        actors.iter().filter(|a| !a.behind).count() as f64 * 128.0 + 40.0
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
            // So many must have room before it; else they stand before what is to be seen. Those who were made
            // smaller for it have just that.
            let least = self.least_room(actors) * scale * PRESSED;
            focus.filter(|f| *f > least * 0.999).unwrap_or(w)
        };
        let behind_from = if self.counter_at_side { from + 20.0 * scale } else { 0.0 };
        Zones { width: w, front_end, behind_from }
    }

    fn marks(
        &self,
        actors: &[Actor<'_>],
        actings: &[Acting<'_>],
        (bones, maps, heads): (&[Skeleton], &[Affine], &[(Xy, f64)]),
        scale: f64,
        spots: &[Spot],
    ) -> Marks {
        let h = self.setting.size.1;
        let bubbles = speech::rects(&self.boxes, spots);
        let held: Vec<(usize, Rect, bool)> = (0..actings.len())
            .filter_map(|i| {
                let (acting, b) = (&actings[i], &bones[i]);
                let (drawing, size) = acting.prop?;
                if matches!(acting.pose.hold, Some(Hold::Cane | Hold::Over)) {
                    return None;
                }
                let (x, y) = mapped(&maps[i], b.prop?);
                let (w, h) = (drawing.bounds.w * size * scale, drawing.bounds.h * size * scale);
                let at_head =
                    acting.pose.hold == Some(Hold::Near) && acting.pose.near.target.1 < 0.0;
                Some((i, Rect { x: x - w / 2.0, y: y - h / 2.0, w, h }, at_head))
            })
            .collect();
        // Of an umbrella the roof alone is in the way of words.
        let roofs = (0..actings.len()).filter_map(|i| {
            let (drawing, size) =
                actings[i].prop.filter(|_| actings[i].pose.hold == Some(Hold::Over))?;
            let (b, above) = (drawing.bounds, drawing.bounds.y - drawing.grip.1);
            let (x, y) = mapped(&maps[i], bones[i].far.grip);
            let k = size * scale;
            Some(Rect { x: x - b.w * k / 2.0, y: y + above * k, w: b.w * k, h: b.h * k * 0.26 })
        });
        let arm = |who: usize, b: &Bones| Reach {
            who,
            line: [b.base, b.elbow, b.grip].map(|at| mapped(&maps[who], at)),
            half: 9.0 * scale,
        };
        let arms = (0..bones.len()).flat_map(|i| {
            // Who is behind a counter has hands behind it too.
            let foot = self.desk_of(&actors[i]).unwrap_or(f64::INFINITY);
            [arm(i, &bones[i].near), arm(i, &bones[i].far)]
                .into_iter()
                .filter(move |a| a.line[2].1 < foot)
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
            crowd: None,
            foreground: None,
            things: held.iter().map(|(_, rect, _)| *rect).filter(whole).chain(roofs).collect(),
            arms: arms.collect(),
            signs: Vec::new(),
            near: Vec::new(),
            hidden_signs: 0,
            bodies,
            painted: (0..actors.len())
                .map(|i| i + if actors[i].behind { 0 } else { actors.len() })
                .collect(),
            held,
            lines: self.boxes.iter().map(|(lines, ..)| lines.len()).collect(),
            misses: self.contact.map_or(Vec::new(), |c| {
                let (a, b) = c.pair();
                let miss = |i: usize| {
                    let (far, near): (f64, f64) = bones[i].miss;
                    far.max(near)
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
