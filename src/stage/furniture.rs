//! Things that stand about: on the counter, on the ground, on the wall, or in a ring where there is no
//! better place. Never over a head, a hand, a bubble or a sign; what finds no room is left out, for a
//! picture is read by its people.
//!
//! Start at [`Room::furnish`]. Units: the picture's.

use crate::art::Drawing;
use crate::figure::InkNames;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::circle;
use crate::figure::drawn;
use crate::geometry::Rect;
use crate::vocabulary::Stand;

/// A thing to be placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'a> {
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
    pub scale: f64,
    /// Ground under the feet; below the picture when people are cut.
    pub ground: f64,
    /// Height, beginning and end of the counter or table.
    pub counter: Option<(f64, f64, f64)>,
    /// Nothing may cover these.
    pub taken: Vec<Rect>,
    /// Hands: nothing but what they work with may cover them.
    pub hands: Vec<Rect>,
    /// Better not these either: bodies.
    pub bodies: Vec<Rect>,
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
}

impl Room<'_> {
    /// Places things one after the other.
    pub(super) fn furnish(mut self, things: &[Thing<'_>]) -> Furniture {
        let mut done = Furniture::default();
        // More than two make a picture a shop window.
        for thing in things.iter().take(2) {
            let stand = match thing.stand {
                Stand::Table if self.counter.is_none() => Stand::Ring,
                other => other,
            };
            let placed = match stand {
                Stand::Table => self.upright(thing, self.counter).or_else(|| self.ring(thing)),
                Stand::Floor => self.upright(thing, None).or_else(|| self.ring(thing)),
                Stand::Wall => self.hung(thing, false).or_else(|| self.ring(thing)),
                Stand::Ring => self.ring(thing),
            };
            let Some((shapes, place)) = placed else { continue };
            self.taken.push(place);
            done.boxes.push(place);
            match stand {
                Stand::Table | Stand::Floor => done.standing.extend(shapes),
                Stand::Wall | Stand::Ring => done.hanging.extend(shapes),
            }
        }
        done
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
        let shared = |b: &Rect| {
            let wide = (b.x + b.w).min(place.x + place.w) - b.x.max(place.x);
            let high = (b.y + b.h).min(place.y + place.h) - b.y.max(place.y);
            wide.max(0.0) * high.max(0.0) / (place.w * place.h)
        };
        let hidden: f64 = self.bodies.iter().map(shared).sum();
        (inside && free).then_some(hidden)
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
        let at = (place.x - b.x * k, place.y - b.y * k);
        drawn(thing.drawing, at, (k, k), self.weight, 0.0)
    }

    /// On the counter, or on the ground.
    fn upright(
        &self,
        thing: &Thing<'_>,
        counter: Option<(f64, f64, f64)>,
    ) -> Option<(Vec<InkedShape>, Rect)> {
        let (w, h) = self.size;
        for share in [1.25, 1.0, 0.8, 0.66] {
            let (_, wide, high) = self.at(thing, share);
            let (foot, from, to) = match counter {
                Some((edge, from, to)) => (edge + h * 0.012, from + h * 0.03, to - h * 0.02),
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
            let place = self.best(places, (thing.near.is_some(), 0.3));
            if let Some(place) = place {
                return Some((self.draw(thing, &place), place));
            }
        }
        None
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
