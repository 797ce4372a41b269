//! The set: what stands about, a table of one's own, an open locker, the box that a slip goes into.
//!
//! Start at [`Set::things`] and [`Set::room`]. Units: the picture's.

use super::action::Touch;
use super::blocking::Actor;
use super::furniture::Furniture;
use super::furniture::Room;
use super::furniture::Thing;
use super::scene::Setting;
use super::script::Script;
use super::script::TABLE_TOP;
use super::take::Rehearsal;
use super::take::mapped;
use super::troupe::Troupe;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::art;
use crate::figure::drawn;
use crate::figure::n;
use crate::figure::rounded;
use crate::figure::skeleton;
use crate::geometry::Rect;
use crate::vocabulary::lettered::base;
use kurbo::Affine;

/// The set of one take.
#[derive(Clone, Copy)]
pub(super) struct Set<'a> {
    pub troupe: &'a Troupe<'a>,
    pub script: &'a Script<'a>,
    pub rehearsal: &'a Rehearsal<'a>,
}

impl<'a> Set<'a> {
    /// What stands about: the picture's things, and what somebody has before them on the table.
    pub(super) fn things(&self) -> Vec<Thing<'a>> {
        let actors = &self.rehearsal.actors;
        let with_own = actors.iter().find_map(|a| Some((a, a.action.sets.as_deref()?)));
        let in_slot = self.script.slot_word();
        let taken = self.troupe.taken(self.script.picture);
        let asked = self.script.picture.props.iter().map(|p| p.value.as_str());
        let own =
            with_own.map(|(_, word)| word).filter(|own| !asked.clone().any(|p| base(p) == *own));
        let shown = |word: &&str| {
            !self.script.place.shows.iter().any(|s| s == base(word))
                && Some(*word) != in_slot
                && taken.is_none_or(|(_, taken)| taken != *word)
        };
        own.into_iter()
            .chain(asked)
            .filter(shown)
            .filter_map(|word| {
                let (prop, drawing) = self.troupe.prop(word)?;
                let way = |a: &Actor<'_>| if a.faces_right { 1.0 } else { -1.0 };
                let before = |a: &Actor<'_>| a.x + way(a) * 150.0 * self.rehearsal.scale;
                let near = with_own.filter(|(_, own)| *own == word).map(|(a, _)| before(a));
                Some(Thing { word, drawing, height: prop.height, stand: prop.stand, near })
            })
            .collect()
    }

    pub(super) fn room(&self, slot: Option<Rect>) -> Room<'a> {
        let (w, _) = self.script.setting.size;
        let disc = |(at, radius): &((f64, f64), f64)| Rect::around(*at, radius * 1.05);
        let mut taken: Vec<Rect> = self.rehearsal.marks.heads.iter().map(disc).collect();
        taken.extend(self.rehearsal.marks.bubbles.iter().map(|b| b.inset(-self.script.pad * 0.7)));
        taken.extend(&self.rehearsal.marks.signs);
        let faces = taken.clone();
        taken.extend(&self.rehearsal.marks.things);
        taken.extend(slot);
        if let Some(near) = &self.script.foreground {
            taken.extend([disc(&near.head), near.body]);
            taken.extend(near.held);
        }
        taken.extend(self.script.place.locker(self.script.setting.size).filter(|_| self.opens()));
        if let Some((_, _, high)) = &self.script.caption {
            let h = self.script.setting.size.1;
            taken.push(Rect {
                x: 0.0,
                y: h - high - self.script.pad * 2.0,
                w,
                h: *high + self.script.pad * 2.0,
            });
        }
        let own_table = self.rehearsal.actors.iter().position(|a| a.own_table);
        let counter = match (own_table, self.script.counter) {
            (Some(i), _) => {
                let (from, to) = self.table_span(i);
                self.script.desk_of(&self.rehearsal.actors[i]).map(|edge| (edge, from, to))
            }
            (None, Some((edge, from))) => Some((edge, from, w)),
            (None, None) => None,
        };
        Room {
            palette: self.troupe.palette,
            size: self.script.setting.size,
            weight: self.script.setting.weight,
            turned: self.script.setting.turned,
            scale: self.rehearsal.scale,
            ground: self.rehearsal.ground,
            counter,
            taken,
            faces,
            hands: self.rehearsal.hands.clone(),
            bodies: self.rehearsal.marks.bodies.clone(),
            rings: self.script.setting.rings,
        }
    }

    /// Beginning and end of somebody's own table.
    pub(super) fn table_span(&self, i: usize) -> (f64, f64) {
        self.script.table_span(&self.rehearsal.actors[i], self.rehearsal.scale)
    }

    pub(super) fn own_table(&self, pen: &mut Pen<'_>, (from, to): (f64, f64), edge: f64, h: f64) {
        let thick = h * 0.028;
        pen.path(&rounded(from + thick, edge, to - from - 2.0 * thick, h, 0.0), "wood-light", 1.0);
        pen.path(
            &format!(
                "M{},{} H{} L{},{} H{}Z",
                n(from + h * 0.03),
                n(edge - h * TABLE_TOP),
                n(to - h * 0.03),
                n(to),
                n(edge),
                n(from)
            ),
            "wood-light",
            1.0,
        );
        pen.path(&rounded(from, edge - thick * 0.5, to - from, thick, thick / 2.0), "wood", 1.0);
    }

    /// The table between two who sit, with what lies on it: its top is seen.
    pub(super) fn shared_table(&self, pen: &mut Pen<'_>, (a, b): (usize, usize)) {
        /// Height of the front edge over the ground, depth of the top as it is seen, thickness, in u.
        const TABLE: (f64, f64, f64) = (146.0, 52.0, 9.0);
        /// From the middle of who sits to the edge, in u.
        const AWAY: f64 = 38.0;
        let (scale, actors) = (self.rehearsal.scale, &self.rehearsal.actors);
        let (left, right) = (actors[a].x.min(actors[b].x), actors[a].x.max(actors[b].x));
        let (from, to) = (left + AWAY * scale, right - AWAY * scale);
        let ground = self.rehearsal.ground;
        let edge = ground - TABLE.0 * scale;
        let (deep, thick) = (TABLE.1 * scale, TABLE.2 * scale);
        // One column in the middle: legs at the ends would stand before the knees of those who sit.
        let middle = (from + to) / 2.0;
        let column = |half: f64, top: f64, high: f64| {
            rounded(middle - half * scale, top, 2.0 * half * scale, high, 3.0 * scale)
        };
        pen.path(&column(9.0, edge, ground - edge), "wood-dark", 1.0);
        pen.path(&column(42.0, ground - 9.0 * scale, 9.0 * scale), "wood-dark", 1.0);
        let top = format!(
            "M{},{} H{} L{},{} H{}Z",
            n(from + deep * 0.6),
            n(edge - deep),
            n(to - deep * 0.6),
            n(to),
            n(edge),
            n(from)
        );
        pen.path(&top, "wood-light", 1.0);
        pen.path(&rounded(from, edge - thick * 0.3, to - from, thick, thick / 2.0), "wood", 1.0);
        for i in [a, b] {
            pen.shapes.extend(self.lying(i, edge - thick * 0.6));
        }
    }

    /// What lies before somebody on the table, in perspective: under the pen, under the stamp.
    pub(super) fn lying(&self, i: usize, edge: f64) -> Vec<InkedShape> {
        let (a, scale) = (&self.rehearsal.actors[i], self.rehearsal.scale);
        let writes = a.action.is_desk_work() || a.action.touch == Some(Touch::Table);
        let word = a.action.lays.as_deref().filter(|_| writes);
        let Some((_, drawing)) = word.and_then(|word| self.troupe.prop(word)) else {
            return Vec::new();
        };
        let bones = skeleton(&self.rehearsal.actings[i]);
        let way = if a.faces_right { 1.0 } else { -1.0 };
        // The pen writes at its foot; a stamp comes down on it; keys are under both hands.
        let (near, far) = (bones.near.grip, bones.far.grip);
        let works = match (a.tool.is_some(), a.pose.hold) {
            (true, _) => near,
            (false, Some(_)) => far,
            (false, None) => (f64::midpoint(near.0, far.0), f64::midpoint(near.1, far.1)),
        };
        let (x, _) = mapped(&self.rehearsal.maps[i], works);
        let (h, b) = (self.script.setting.size.1, drawing.bounds);
        let (wide, deep) = (104.0 * scale, (h * 0.05).max(26.0 * scale));
        let side = if self.script.setting.turned { -1.0 } else { 1.0 };
        let (kx, ky) = (side * wide / b.w, deep / b.h);
        let (middle, foot) = (x + way * 22.0 * scale, edge + h * 0.006);
        let shear = -0.3 * way * ky;
        let place = Affine::new([
            kx,
            0.0,
            shear,
            ky,
            middle - kx * (b.x + b.w / 2.0) - shear * (b.y + b.h),
            foot - ky * (b.y + b.h),
        ]);
        art(drawing, &place, self.script.setting.weight * 0.8)
    }

    fn opens(&self) -> bool {
        self.rehearsal.actors.iter().any(|a| a.action.opens_locker())
    }

    /// An open locker: the dark inside, the door turned to the right.
    pub(super) fn open_locker(&self, pen: &mut Pen<'_>) {
        let Some(c) = self.script.place.locker(self.script.setting.size).filter(|_| self.opens())
        else {
            return;
        };
        pen.path(&rounded(c.x, c.y, c.w, c.h, c.h * 0.08), "graphite", 1.0);
        let (x, y) = (c.x + c.w, c.y);
        pen.path(
            &format!(
                "M{},{} L{},{} V{} L{},{}Z",
                n(x),
                n(y),
                n(x + c.w * 0.5),
                n(y - c.h * 0.14),
                n(y + c.h * 1.14),
                n(x),
                n(y + c.h)
            ),
            "cream",
            1.0,
        );
        pen.ellipse((x + c.w * 0.36, y + c.h * 0.5), (c.h * 0.07, c.h * 0.07), "wood-dark", 0.0);
    }

    /// The first who puts something into something.
    fn poster(&self) -> Option<usize> {
        self.script.actors.iter().position(|a| !a.action.into.is_empty())
    }

    /// Who puts something into the box that stands there, and how high its slot is.
    pub(super) fn over_slot(&self, place: Option<Rect>) -> Option<(usize, f64)> {
        let (_, drawing) = self.troupe.prop(self.script.slot_word()?)?;
        let (rect, slot) = (place?, drawing.slot?);
        Some((self.poster()?, rect.y + rect.h * slot))
    }

    /// That box under the hand, on a stand.
    pub(super) fn slot_box(&self) -> (Vec<InkedShape>, Option<Rect>) {
        let none = (Vec::new(), None);
        let Some(word) = self.script.slot_word() else { return none };
        let Some(i) = self.poster() else { return none };
        let Some((_, drawing)) = self.troupe.prop(word) else { return none };
        let bones = skeleton(&self.rehearsal.actings[i]);
        let at = bones.prop.unwrap_or(bones.far.grip);
        let (hx, _) = mapped(&self.rehearsal.maps[i], at);
        let actor = &self.rehearsal.actors[i];
        let on_table = self.script.desk_of(actor).is_some();
        let high = self.script.slot_height(actor, self.rehearsal.scale);
        let top = self.script.slot_top(actor, self.rehearsal.scale);
        let k = high / drawing.bounds.h;
        let wide = drawing.bounds.w * k;
        let h = self.script.setting.size.1;
        let x = hx - wide / 2.0;
        let mut pen = Pen::new(self.troupe.palette, self.script.setting.weight);
        if !on_table {
            pen.path(
                &rounded(x - wide * 0.08, top + high - h * 0.012, wide * 1.16, h, h * 0.01),
                "wood",
                1.0,
            );
        }
        let at = (x - drawing.bounds.x * k, top - drawing.bounds.y * k);
        let shapes = drawn(drawing, at, (k, k), self.script.setting.weight, 0.0);
        pen.shapes.extend(shapes);
        (pen.shapes, Some(Rect { x, y: top, w: wide, h: high }))
    }
}

/// Things without people: side by side, as large as may be.
pub(super) fn things_alone(things: &[Thing<'_>], setting: &Setting) -> Furniture {
    let (w, h) = setting.size;
    let mut done = Furniture::default();
    let each = w / things.len().max(1) as f64;
    for (i, thing) in things.iter().enumerate() {
        let b = thing.drawing.bounds;
        let k = (h * 0.72 / b.h).min(each * 0.76 / b.w);
        let (x, y) = (each * (i as f64 + 0.5), h * 0.5);
        let at = (x - (b.x + b.w / 2.0) * k, y - (b.y + b.h / 2.0) * k);
        done.hanging.extend(drawn(thing.drawing, at, (k, k), setting.weight, 0.0));
        done.boxes.push(Rect {
            x: x - b.w * k / 2.0,
            y: y - b.h * k / 2.0,
            w: b.w * k,
            h: b.h * k,
        });
    }
    done
}
