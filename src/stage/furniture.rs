//! Things that stand about: on the counter or a small table, on the ground, on the wall; a sign that is no thing
//! in a ring. Never over a head, a hand, a bubble or a sign; what finds no room is left out and told, for a
//! picture is read by its people.
//!
//! Start at [`Room::furnish`]. Units: the picture's.

use crate::art::Drawing;
use crate::figure::InkNames;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::circle;
use crate::figure::drawn;
use crate::figure::rounded;
use crate::geometry::Rect;
use crate::vocabulary::Stand;

/// A thing to be placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'a> {
    /// As the picture names it.
    pub word: &'a str,
    pub drawing: &'a Drawing,
    /// Beside people, in u.
    pub height: f64,
    pub stand: Stand,
    /// Rather here than in the middle.
    pub near: Option<f64>,
}

/// What there is room in.
#[derive(Debug)]
pub(super) struct Room<'p> {
    pub palette: &'p InkNames,
    pub size: (f64, f64),
    pub weight: f64,
    /// Things are drawn the other way round.
    pub turned: bool,
    pub scale: f64,
    /// Ground under the feet; below the picture when people are cut.
    pub ground: f64,
    /// Height, beginning and end of the counter or table.
    pub counter: Option<(f64, f64, f64)>,
    /// Nothing may cover these.
    pub taken: Vec<Rect>,
    /// Of these, what nothing may be behind either: faces, words, signs. What is held is held before it.
    pub faces: Vec<Rect>,
    /// Hands: nothing but what they work with may cover them.
    pub hands: Vec<Rect>,
    /// Better not these either: bodies.
    pub bodies: Vec<Rect>,
    /// Whether there may be a ring: one in a strip is enough.
    pub rings: bool,
}

/// Things, by when they are painted.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// Before people who stand behind the counter, behind those in front.
    pub standing: Vec<InkedShape>,
    /// Behind everybody.
    pub hanging: Vec<InkedShape>,
    /// Boxes of all of them.
    pub boxes: Vec<Rect>,
    /// How many are in a ring.
    pub rings: usize,
    /// Things without a place.
    pub unplaced: Vec<String>,
}

impl Room<'_> {
    /// Places things one after the other.
    pub(super) fn furnish(mut self, things: &[Thing<'_>]) -> Furniture {
        let mut done = Furniture::default();
        for thing in things {
            // More than two make a picture a shop window.
            let placed = (done.boxes.len() < 2).then(|| match thing.stand {
                Stand::Table if self.counter.is_some() => {
                    self.upright(thing, self.counter).or_else(|| self.on_side_table(thing))
                }
                Stand::Table => self.on_side_table(thing),
                Stand::Floor => self.upright(thing, None),
                Stand::Wall => self.hung(thing, false),
                Stand::Ring if self.rings && done.rings == 0 => self.ring(thing),
                Stand::Ring => None,
            });
            let Some((shapes, place)) = placed.flatten() else {
                done.unplaced.push(thing.word.to_string());
                continue;
            };
            self.taken.push(place);
            done.boxes.push(place);
            done.rings += usize::from(thing.stand == Stand::Ring);
            match thing.stand {
                Stand::Table | Stand::Floor => done.standing.extend(shapes),
                Stand::Wall | Stand::Ring => done.hanging.extend(shapes),
            }
        }
        done
    }

    /// On a small table of its own, rather at the side.
    fn on_side_table(&self, thing: &Thing<'_>) -> Option<(Vec<InkedShape>, Rect)> {
        /// Height of its top over the ground, in u; where people are cut at the hip, by the picture's height.
        const TOP: f64 = 150.0;
        const CUT: f64 = 0.84;
        /// So much wider than what is on it, at each side.
        const RIM: f64 = 0.16;
        let (w, h) = self.size;
        let top = (self.ground - TOP * self.scale).min(h * CUT);
        for share in [1.0, 0.85, 0.7] {
            let (_, wide, high) = self.at(thing, share);
            let rim = (wide * RIM).max(h * 0.02);
            let (from, to) = (rim + h * 0.02, w - rim - h * 0.02 - wide);
            if to <= from {
                continue;
            }
            const STEPS: i32 = 20;
            let steps = |i: i32| from + (to - from) * f64::from(i) / f64::from(STEPS);
            // From the sides inwards.
            let xs = (0..=STEPS).map(|i| steps(if i % 2 == 0 { i / 2 } else { STEPS - i / 2 }));
            let places = xs.map(|x| Rect { x, y: top - high, w: wide, h: high });
            let Some(place) = self.best(places, (false, 0.12)) else { continue };
            let mut pen = Pen::new(self.palette, self.weight);
            let (left, right) = (place.x - rim, place.x + wide + rim);
            let thick = h * 0.024;
            pen.path(
                &rounded(left + thick, top, right - left - 2.0 * thick, h, 0.0),
                "wood-light",
                1.0,
            );
            pen.path(
                &rounded(left, top - thick * 0.3, right - left, thick, thick / 2.0),
                "wood",
                1.0,
            );
            pen.shapes.extend(self.draw(thing, &place));
            return Some((pen.shapes, place));
        }
        None
    }

    fn at(&self, thing: &Thing<'_>, share: f64) -> (f64, f64, f64) {
        let b = thing.drawing.bounds;
        let k = thing.height * self.scale * share / b.h;
        (k, b.w * k, b.h * k)
    }

    /// How bad a place is: nothing for free ground, `None` where it may not be.
    fn cost(&self, place: &Rect, worked_with: bool) -> Option<f64> {
        let (w, h) = self.size;
        let edge = h * 0.02;
        let inside = place.x >= edge && place.x + place.w <= w - edge && place.y >= edge;
        let clear = |list: &[Rect]| list.iter().all(|t| !t.overlaps(place, 0.0));
        let free = clear(&self.taken) && (worked_with || clear(&self.hands));
        (inside && free).then(|| self.hidden(place))
    }

    /// How much of a place bodies cover.
    fn hidden(&self, place: &Rect) -> f64 {
        let shared = |b: &Rect| {
            let wide = (b.x + b.w).min(place.x + place.w) - b.x.max(place.x);
            let high = (b.y + b.h).min(place.y + place.h) - b.y.max(place.y);
            wide.max(0.0) * high.max(0.0) / (place.w * place.h)
        };
        self.bodies.iter().map(shared).sum()
    }

    fn best(
        &self,
        places: impl Iterator<Item = Rect>,
        (worked_with, most_hidden): (bool, f64),
    ) -> Option<Rect> {
        let rated = places.filter_map(|p| Some((self.cost(&p, worked_with)?, p)));
        let rated = rated.filter(|(hidden, _)| *hidden <= most_hidden);
        // The first of equals: places come in the order in which they are liked.
        rated.reduce(|a, b| if b.0 < a.0 - 1e-9 { b } else { a }).map(|(_, p)| p)
    }

    fn draw(&self, thing: &Thing<'_>, place: &Rect) -> Vec<InkedShape> {
        let b = thing.drawing.bounds;
        let k = place.h / b.h;
        let (x, side) =
            if self.turned { (place.x + (b.x + b.w) * k, -k) } else { (place.x - b.x * k, k) };
        drawn(thing.drawing, (x, place.y - b.y * k), (side, k), self.weight, 0.0)
    }

    /// On the counter, or on the ground.
    fn upright(
        &self,
        thing: &Thing<'_>,
        counter: Option<(f64, f64, f64)>,
    ) -> Option<(Vec<InkedShape>, Rect)> {
        let (w, h) = self.size;
        // Rather a little smaller than behind somebody.
        let sizes = [1.25, 1.0, 0.8, 0.66];
        let tries = [0.04, 0.3].into_iter().flat_map(|most| sizes.map(|share| (share, most)));
        for (share, most) in tries {
            let (_, wide, high) = self.at(thing, share);
            let (foot, from, to) = match counter {
                // On its top, not before its front.
                Some((edge, from, to)) => (edge - h * 0.012, from + h * 0.03, to - h * 0.02),
                None => (self.ground.min(h * 0.975), 0.0, w),
            };
            if to - from < wide {
                continue;
            }
            const STEPS: i32 = 28;
            let middle = thing.near.map_or((from + to) / 2.0, |x| x.clamp(from, to)) - wide / 2.0;
            let xs = (0..=2 * STEPS).map(|i| {
                // From where it is wanted outwards.
                let turn = f64::from((i + 1) / 2) * if i % 2 == 0 { 1.0 } else { -1.0 };
                (middle + turn * (to - from) / f64::from(STEPS)).clamp(from, to - wide)
            });
            let places = xs.map(|x| Rect { x, y: foot - high, w: wide, h: high });
            let place = self.best(places, (thing.near.is_some(), most));
            if let Some(place) = place {
                return Some((self.draw(thing, &place), place));
            }
        }
        counter.is_none().then(|| self.far_back(thing)).flatten()
    }

    /// What is large stands behind people, half hidden, and is known all the same.
    fn far_back(&self, thing: &Thing<'_>) -> Option<(Vec<InkedShape>, Rect)> {
        /// So much of it may be hidden, and so much farther up its foot is, by the picture's height.
        const HIDDEN: f64 = 0.6;
        const BACK: f64 = 0.06;
        let (w, h) = self.size;
        let (_, wide, high) = self.at(thing, 0.8);
        if high < h * 0.2 || wide > w * 0.8 {
            return None;
        }
        let foot = self.ground.min(h * 0.975) - h * BACK;
        let xs = (0..=24).map(|i| (w - wide) * f64::from(i) / 24.0);
        let places = xs.map(|x| Rect { x, y: foot - high, w: wide, h: high });
        let clear = |place: &Rect| self.faces.iter().all(|t| !t.overlaps(place, 0.0));
        let rated = places.filter(clear).filter_map(|p| {
            let hidden = self.hidden(&p);
            (hidden <= HIDDEN).then_some((hidden, p))
        });
        let (_, place) = rated.reduce(|a, b| if b.0 < a.0 - 1e-9 { b } else { a })?;
        Some((self.draw(thing, &place), place))
    }

    /// On the wall, at the height of heads; `ring`: with a ring around it.
    fn hung(&self, thing: &Thing<'_>, ring: bool) -> Option<(Vec<InkedShape>, Rect)> {
        let (w, h) = self.size;
        let shares: &[f64] = if ring { &[0.92, 0.8, 0.68, 0.56] } else { &[1.1, 0.9, 0.7] };
        for share in shares {
            let (_, wide, high) = self.at(thing, *share);
            let side = if ring { (wide * wide + high * high).sqrt() * 1.1 } else { 0.0 };
            let (bw, bh) = if ring { (side, side) } else { (wide, high) };
            let heights = [0.42, 0.34, 0.5, 0.26, 0.58, 0.18, 0.66, 0.74];
            let columns = 16;
            let spots = heights.into_iter().flat_map(|y| {
                (0..=columns).map(move |i| {
                    let turn = f64::from((i + 1) / 2) * if i % 2 == 0 { 1.0 } else { -1.0 };
                    let x = (w - bw) * (0.5 + turn / f64::from(columns));
                    Rect { x, y: y * h - bh / 2.0, w: bw, h: bh }
                })
            });
            let fits = |p: &Rect| p.y + p.h <= h * 0.97;
            let Some(place) = self.best(spots.filter(fits), (false, if ring { 0.02 } else { 0.2 }))
            else {
                continue;
            };
            let middle = (place.x + bw / 2.0, place.y + bh / 2.0);
            let inner =
                Rect { x: middle.0 - wide / 2.0, y: middle.1 - high / 2.0, w: wide, h: high };
            let mut shapes = Vec::new();
            if ring {
                let mut pen = Pen::new(self.palette, self.weight);
                pen.path(&circle(middle.0, middle.1, side / 2.0), "white", 1.0);
                shapes = pen.shapes;
            }
            shapes.extend(self.draw(thing, &inner));
            return Some((shapes, place));
        }
        None
    }

    fn ring(&self, thing: &Thing<'_>) -> Option<(Vec<InkedShape>, Rect)> {
        // In a ring everything is about as large as everything else.
        let b = thing.drawing.bounds;
        let height = 84.0 * b.h / b.h.max(b.w);
        self.hung(&Thing { height, ..*thing }, true)
    }
}
