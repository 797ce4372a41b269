//! One place: a drawing in groups that hang on an edge, so that it serves pictures from 1:1 to 2:1.
//!
//! Start at [`place`]. A place is drawn on 300×200; [`Scenery::layers`] gives its shapes for a picture: heights are
//! scaled by the picture's height, groups keep their distance to their edge.

use super::scene::Setting;
use crate::art::Drawing;
use crate::figure::InkSwap;
use crate::figure::InkedShape;
use crate::figure::art;
use crate::geometry;
use crate::geometry::Rect;
use kurbo::Affine;
use std::ops::Range;

/// Width and height of the drawing board of places.
const BOARD: (f64, f64) = (300.0, 200.0);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Left,
    Middle,
    Right,
    /// The right edge in narrow pictures; in wide ones half the spare width from it.
    Counter,
    Stretch,
}

/// A part of a place that hangs on an edge of the picture.
#[derive(Debug)]
struct Part {
    edge: Edge,
    /// Before the people.
    front: bool,
    /// So near the reader that the lower corner of the picture cuts it: before everybody, where it covers nothing.
    near: bool,
    /// Words that tell where this is, and what they stand on.
    sign: bool,
    /// There are words in it.
    words: bool,
    /// Only in pictures at least so wide for their height.
    wide_from: f64,
    drawing: Drawing,
}

/// One place.
#[derive(Debug, Default)]
pub(super) struct Scenery {
    groups: Vec<Part>,
    /// Height of the counter or table, as a share of the picture.
    pub counter: Option<f64>,
    /// Other inks than the drawing's: offices of one drawing are told apart by their colours.
    pub swap: InkSwap,
    /// Things that the drawing shows already.
    pub shows: Vec<String>,
    /// Whether there may be a table for somebody who writes.
    pub indoors: bool,
    /// Under the sky: light and weather change all of it.
    pub outdoors: bool,
    /// Where the counter begins: units of 1/200 of the height before the right edge; from the left edge
    /// when `None`.
    counter_reach: Option<f64>,
    /// Where what the place shows begins (a notice board, lockers), the same way: people stand left of
    /// it and point at it.
    focus_reach: Option<f64>,
    /// A locker that can be opened: left, top, width, height on the drawing board, hung on the right.
    locker: Option<[f64; 4]>,
}

/// Reads a drawing; the error is a sentence about the file.
pub(super) fn place(
    text: &str,
    read: &dyn Fn(&str) -> Result<Drawing, String>,
) -> Result<Scenery, String> {
    let document = roxmltree::Document::parse(text).map_err(|_| "不是完整的 SVG".to_string())?;
    let root = document.root_element();
    let number = |key: &str| match root.attribute(key) {
        None => Ok(None),
        Some(v) => match v.parse::<f64>() {
            Ok(v) if (0.0..=300.0).contains(&v) => Ok(Some(v)),
            _ => Err(format!("的 {key} 不是 0 到 300 的数")),
        },
    };
    let mut groups = Vec::new();
    for group in root.children().filter(|c| c.has_tag_name("g")) {
        let edge = match group.attribute("data-edge") {
            Some("left") => Edge::Left,
            Some("middle") => Edge::Middle,
            Some("right") => Edge::Right,
            Some("counter") => Edge::Counter,
            Some("stretch") => Edge::Stretch,
            _ => return Err("有一组没有写 data-edge（left middle right counter stretch）".into()),
        };
        let wide_from = match group.attribute("data-wide") {
            None => 0.0,
            Some(v) => v.parse().map_err(|_| "的 data-wide 不是数".to_string())?,
        };
        let alone = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\" data-line=\"2\">{}</svg>",
            &text[group.range()]
        );
        groups.push(Part {
            edge,
            front: group.attribute("data-layer") == Some("front"),
            near: group.attribute("data-layer") == Some("near"),
            sign: group.attribute("data-sign").is_some(),
            words: group.descendants().any(|node| node.has_tag_name("text")),
            wide_from,
            drawing: read(&alone)?,
        });
    }
    let locker = match root.attribute("data-locker") {
        None => None,
        Some(list) => {
            let numbers: Vec<f64> = list.split(',').filter_map(|v| v.parse().ok()).collect();
            let four = <[f64; 4]>::try_from(numbers);
            Some(four.map_err(|_| "的 data-locker 不是「左,上,宽,高」四个数".to_string())?)
        }
    };
    Ok(Scenery {
        groups,
        counter: number("data-counter")?.map(|y| y / BOARD.1),
        indoors: root.attribute("data-indoors").is_some(),
        outdoors: root.attribute("data-outdoors").is_some(),
        counter_reach: number("data-counter-from")?.map(|x| BOARD.0 - x),
        focus_reach: number("data-focus")?.map(|x| BOARD.0 - x),
        locker,
        ..Scenery::default()
    })
}

/// What a place looks like in a picture of some size.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub back: Vec<InkedShape>,
    pub front: Vec<InkedShape>,
    /// So many shapes of the back are the sky, or the wall: the first group.
    pub sky: usize,
    pub signs: Vec<Sign>,
    /// Pieces near the reader, each with its box.
    pub near: Vec<(Rect, Vec<InkedShape>)>,
}

/// A sign among the shapes of its layer.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    pub place: Rect,
    /// Before the people.
    pub front: bool,
    /// Its shapes in its layer.
    pub shapes: Range<usize>,
}

impl Layers {
    /// The shapes of a layer without those of some signs, by their numbers.
    pub(super) fn without<'l>(
        &'l self,
        front: bool,
        hidden: &'l [usize],
    ) -> impl Iterator<Item = &'l InkedShape> {
        let of_hidden = move |i: &usize| {
            let mut signs = hidden.iter().filter_map(|n| self.signs.get(*n));
            signs.any(|sign| sign.front == front && sign.shapes.contains(i))
        };
        let shapes = if front { &self.front } else { &self.back };
        shapes.iter().enumerate().filter(move |(i, _)| !of_hidden(i)).map(|(_, shape)| shape)
    }
}

impl Scenery {
    /// From `reach` units before the right edge to the picture's own x.
    fn before_right(reach: f64, (w, h): (f64, f64)) -> f64 {
        w - reach * h / BOARD.1
    }

    /// Where the counter begins in a picture, from the left.
    pub(super) fn counter_from(&self, size: (f64, f64)) -> f64 {
        let k = size.1 / BOARD.1;
        let spare = size.0 - BOARD.0 * k;
        self.counter_reach.map_or(0.0, |reach| (BOARD.0 - reach) * k + counter_shift(spare))
    }

    /// The same, in these inks, with these things in it already.
    pub(super) fn with(self, shows: Vec<String>, swap: InkSwap) -> Scenery {
        Scenery { shows, swap, ..self }
    }

    /// How many groups carry a sign.
    #[cfg(test)]
    pub(super) fn sign_count(&self) -> usize {
        self.groups.iter().filter(|g| g.sign).count()
    }

    /// Whether people stand in it as in another: one counter, one thing to look at, both inside or outside.
    pub(super) fn stands_like(&self, other: &Scenery) -> bool {
        let anchors = |s: &Scenery| {
            (s.counter, s.counter_reach, s.focus_reach, s.locker, s.indoors, s.outdoors)
        };
        anchors(self) == anchors(other)
    }

    /// Whether it shows something that people point at.
    pub(super) fn has_focus(&self) -> bool {
        self.focus_reach.is_some()
    }

    /// Where what it shows begins.
    pub(super) fn focus_from(&self, size: (f64, f64)) -> Option<f64> {
        self.focus_reach.map(|reach| Scenery::before_right(reach, size))
    }

    /// The locker that can be opened.
    pub(super) fn locker(&self, size: (f64, f64)) -> Option<Rect> {
        let [x, y, w, h] = self.locker?;
        let k = size.1 / BOARD.1;
        let left = Scenery::before_right(BOARD.0 - x, size);
        Some(Rect { x: left, y: y * k, w: w * k, h: h * k })
    }

    /// The shapes behind and before the people, with the signs or without.
    pub(super) fn layers(&self, setting: &Setting, with_signs: bool) -> Layers {
        let Setting { size: (w, h), weight, turned, .. } = *setting;
        let k = h / BOARD.1;
        let spare = w - BOARD.0 * k;
        let mut layers = Layers::default();
        let shown = |g: &&Part| w / h >= g.wide_from && (with_signs || !g.sign);
        for group in self.groups.iter().filter(shown) {
            let (sx, x) = match group.edge {
                Edge::Left => (k, 0.0),
                Edge::Middle => (k, spare / 2.0),
                Edge::Right => (k, spare),
                Edge::Counter => (k, counter_shift(spare)),
                Edge::Stretch => (w / BOARD.0, 0.0),
            };
            let placed = |x: f64| {
                let map = Affine::new([sx, 0.0, 0.0, k, x, 0.0]);
                let mut shapes = art(&group.drawing, &map, weight);
                shapes.iter_mut().for_each(|shape| self.swap.apply(shape));
                if let Some(b) = bounds_of(&shapes).filter(|_| turned && group.words) {
                    let round = Affine::new([-1.0, 0.0, 0.0, 1.0, 2.0 * b.x + b.w, 0.0]);
                    shapes = shapes.iter().map(|shape| shape.mapped(&round)).collect();
                }
                // Words need a little air.
                let bounds = bounds_of(&shapes).map(|b| b.inset(-h * 0.015));
                (shapes, bounds)
            };
            let (mut shapes, mut bounds) = placed(x);
            if let Some(sign) = bounds.filter(|_| group.sign) {
                let (left, right) = (-sign.x, sign.x + sign.w - w);
                let is_cut = left > 0.0 || right > 0.0;
                // In a narrow picture a sign slides along its counter; half of a word is none, so where
                // it has no room, or hangs on something that stays, it is left out.
                if is_cut && (group.edge != Edge::Counter || sign.w > w) {
                    continue;
                }
                if is_cut {
                    (shapes, bounds) = placed(if left > 0.0 { x + left } else { x - right });
                }
                let from = if group.front { layers.front.len() } else { layers.back.len() };
                let place = bounds.unwrap_or(sign);
                let shapes = from..from + shapes.len();
                layers.signs.push(Sign { place, front: group.front, shapes });
            }
            if group.near {
                layers.near.extend(bounds_of(&shapes).map(|bounds| (bounds, shapes)));
            } else if group.front {
                layers.front.extend(shapes);
            } else {
                let is_first = layers.back.is_empty();
                layers.back.extend(shapes);
                layers.sky = if is_first { layers.back.len() } else { layers.sky };
            }
        }
        layers
    }
}

/// How far a counter is moved in a picture that is so much wider than the drawing.
fn counter_shift(spare: f64) -> f64 {
    if spare < 0.0 { spare } else { spare * 0.5 }
}

/// The box around some shapes.
pub(super) fn bounds_of(shapes: &[InkedShape]) -> Option<Rect> {
    shapes.iter().filter_map(|s| geometry::bounds(&s.path)).reduce(|a, b| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        let (right, bottom) = ((a.x + a.w).max(b.x + b.w), (a.y + a.h).max(b.y + b.h));
        Rect { x, y, w: right - x, h: bottom - y }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attributes: &str, group: &str) -> Result<Scenery, String> {
        let text = format!("<svg {attributes}><g {group}/></svg>");
        let empty = |_: &str| {
            Ok(Drawing {
                bounds: Rect::default(),
                shapes: Vec::new(),
                grip: (0.0, 0.0),
                slot: None,
            })
        };
        place(&text, &empty)
    }

    #[test]
    fn anchors_are_checked() {
        let good = "data-edge=\"counter\" data-layer=\"front\" data-wide=\"1.5\"";
        assert!(read("data-counter=\"165\" data-counter-from=\"141\"", good).is_ok());
        for (attributes, group, words) in [
            ("data-counter=\"hoch\"", good, "data-counter 不是"),
            ("data-focus=\"900\"", good, "data-focus 不是"),
            ("data-locker=\"1,2,3\"", good, "data-locker 不是"),
            ("", "data-edge=\"oben\"", "没有写 data-edge"),
            ("", "data-edge=\"left\" data-wide=\"breit\"", "data-wide 不是"),
        ] {
            let why = read(attributes, group).expect_err(words);
            assert!(why.contains(words), "{why}");
        }
    }

    #[test]
    fn counters_keep_to_the_right_of_narrow_pictures_and_to_the_middle_of_wide_ones() {
        let place = read("data-counter=\"165\" data-counter-from=\"141\"", "data-edge=\"counter\"")
            .expect("a good place");
        assert!((place.counter_from((200.0, 200.0)) - 41.0).abs() < 1e-9);
        assert!((place.counter_from((400.0, 200.0)) - 191.0).abs() < 1e-9);
    }
}
