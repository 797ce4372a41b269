//! Staging: who stands where, how large, whose hands meet, where the bubbles go (art-direction.md §4).
//!
//! Start at [`Troupe::stage`]. Units: the picture's own (millimetres on a board). Nothing in content
//! places anything: the order of people, their words and the place decide. What does not fit is fixed in
//! this order: narrower bubbles, smaller people, bubbles on two heights.

use super::blocking::Actor;
use super::blocking::elbow_room;
use super::blocking::is_desk_work;
use super::blocking::meeting;
use super::blocking::spread;
use super::cast::Cast;
use super::cast::Legs;
use super::cast::Pose;
use super::figure::Acting;
use super::figure::Figure;
use super::figure::drawn;
use super::figure::figure;
use super::limb::Xy;
use super::pen::Palette;
use super::pen::Pen;
use super::pen::Shape;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::place::Places;
use super::speech;
use super::speech::Spoken;
use crate::art::ArtShelf;
use crate::diag::Span;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::model::Vocabulary;

/// A line of words in a picture: its middle and baseline box.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// The words.
    pub text: String,
    /// Middle of the line.
    pub middle: (f64, f64),
    /// Type size.
    pub size: f64,
    /// The line of the content they came from.
    pub source: Span,
    /// Lines of one bubble share a number.
    pub block: usize,
}

/// A staged picture: 0,0 is its upper left corner.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// In painting order.
    pub shapes: Vec<Shape>,
    /// Words to be set over the shapes.
    pub letterings: Vec<Lettering>,
    /// Words for which the picture is too small.
    pub left_out: Vec<String>,
    /// Centre and radius of every head, for the judge.
    pub heads: Vec<((f64, f64), f64)>,
    /// Boxes of the bubbles, for the judge.
    pub bubbles: Vec<Rect>,
}

/// How a picture is to be staged.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Width and height.
    pub size: (f64, f64),
    /// Weight of lines.
    pub weight: f64,
    /// Smallest type.
    pub smallest_type: f64,
}

/// Everybody and everything that can be in a picture.
#[derive(Debug)]
pub struct Troupe<'t> {
    /// The people and poses.
    pub cast: &'t Cast,
    /// The places.
    pub places: &'t Places,
    /// The inks.
    pub palette: &'t Palette,
    /// The things.
    pub art: &'t ArtShelf,
    /// Which drawing a prop's word means.
    pub words: &'t Vocabulary,
}

impl Troupe<'_> {
    /// Stages a picture.
    #[must_use]
    pub fn stage(&self, picture: &Picture, setting: &Setting) -> Scene {
        let (w, h) = setting.size;
        let Some(place) = self.places.find(&picture.place.value) else { return Scene::default() };
        let mut scene = Scene::default();
        let (back, front) = place.layers(setting.size, setting.weight);
        scene.shapes.extend(back);
        let counter = place.counter.map(|share| share * h);
        let full = picture.shot.as_ref().is_some_and(|s| s.value == "全景");
        let mut actors =
            self.actors(picture, counter.is_some(), place.counter_from(setting.size) > 0.0);

        // Words first: they decide how much room is left for heads.
        let type_size = (h * 0.07).max(setting.smallest_type);
        let pad = (h * 0.03).max(setting.weight * 2.0);
        let mut speeches: Vec<(usize, &str, bool)> = actors
            .iter()
            .enumerate()
            .filter_map(|(i, a)| a.speech.map(|(t, thinks)| (i, t, thinks)))
            .collect();
        let (room, narrow) = (w - 2.0 * pad, w / h < 1.3);
        let mut boxes = speech::bubble_boxes(&speeches, type_size, room, narrow);
        // Words that have no room in so small a picture are left out and named, the last ones first.
        let too_much = |boxes: &[(Vec<String>, f64, f64)]| {
            let total: f64 = boxes.iter().map(|(_, bw, _)| bw + type_size * 0.5).sum();
            total - type_size * 0.5 > room || boxes.iter().any(|(_, _, bh)| bh + 2.0 * pad > h)
        };
        while !boxes.is_empty() && too_much(&boxes) {
            scene.left_out.extend(speeches.pop().map(|(_, text, _)| text.to_string()));
            boxes = speech::bubble_boxes(&speeches, type_size, room, narrow);
        }
        let caption =
            speech::caption_box(picture, type_size, w - 2.0 * pad).filter(|(lines, _, high)| {
                let tallest = boxes.iter().map(|(_, _, bh)| *bh).fold(0.0, f64::max);
                let fits = high + tallest + 3.0 * pad <= h;
                if !fits {
                    scene.left_out.push(lines.concat());
                }
                fits
            });
        let floor = h - caption.as_ref().map_or(0.0, |(_, _, high)| high + pad);
        let tallest = boxes.iter().map(|(_, _, bh)| *bh).fold(0.0, f64::max);
        let count = actors.len().max(1);
        let pair = meeting(picture, &actors);
        let speakers: Vec<usize> = speeches.iter().map(|(i, ..)| *i).collect();
        let beside =
            speech::beside_heads(&boxes, &speakers, count, setting.size, (pad, pair.is_none()));
        let top = if boxes.is_empty() || beside { h * 0.14 } else { tallest + pad + h * 0.06 };
        // One scale for all: by height, then so that everybody has room beside the others.
        let wished = if full {
            (h * 0.955 - top) / 418.0
        } else {
            h / if count == 1 { 330.0 } else { 364.0 }
        };
        let mut scale = wished.min(w / elbow_room(&actors, pair)).max(0.01);
        let is_child = |a: &Actor<'_>| a.person.age == super::cast::Age::Child;
        if actors.iter().any(is_child) {
            // A child's chest is to be seen too.
            scale = scale.min((h - top) / 330.0);
        }
        let all_behind = !actors.is_empty() && actors.iter().all(|a| a.behind);
        let ground = match counter.filter(|_| all_behind) {
            // All behind a table: it cuts them at the waist, not at the neck.
            Some(edge) => {
                scale = scale.min((edge - top).max(h * 0.2) / 209.0);
                edge + 205.0 * scale
            }
            None => (top + 414.0 * scale).max(h * 0.955),
        };
        spread(&mut actors, w, pair, scale);

        let weight = setting.weight;
        let mut figures: Vec<(Figure, crate::geometry::Affine)> = Vec::new();
        for i in 0..actors.len() {
            let a = &actors[i];
            let mirror = if a.faces_right { 1.0 } else { -1.0 };
            let map = placed((a.x, ground), (scale * mirror, scale), 0.0);
            let to_own = |(x, y): Xy| ((x - a.x) / (scale * mirror), (y - ground) / scale);
            let prop = self.prop_of(picture, i);
            let mut acting = Acting {
                person: a.person,
                pose: a.pose,
                mood: picture.people[i].mood.as_deref().unwrap_or("微笑"),
                talks: a.speech.is_some_and(|(_, thinks)| !thinks),
                prop: prop.map(|d| (d, (76.0 / d.bounds.h.max(d.bounds.w)).clamp(0.8, 1.5))),
                mirrored: !a.faces_right,
                near_at: None,
                far_at: None,
                prop_at: None,
                chair: !a.behind,
                arm_scale: 1.0,
                gaze: None,
            };
            if let Some((giver, taker)) = pair.filter(|(g, t)| i == *g || i == *t) {
                self.meet(
                    picture,
                    &mut acting,
                    (giver, taker, i),
                    &actors,
                    (scale, ground, counter),
                    &to_own,
                );
            } else if let Some(y) =
                counter.filter(|_| a.behind && is_desk_work(&picture.people[i].action))
            {
                let reach = |dx: f64, dy: f64| to_own((a.x + mirror * dx * scale, y + dy));
                acting.arm_scale = 0.74;
                acting.near_at = Some(reach(44.0, -h * 0.03));
                acting.far_at = Some(reach(78.0, -h * 0.035));
            }
            if picture.people[i].action == "搀扶"
                && let Some(other) = actors.get(i + 1)
            {
                acting.far_at =
                    Some(to_own((other.x - mirror * 36.0 * scale, ground - 206.0 * scale)));
            }
            figures.push((figure(&acting, self.palette, weight / scale), map));
        }
        self.paint(
            &mut scene,
            picture,
            (&actors, &figures),
            (front, counter, place.counter_from(setting.size)),
            (setting, ground, scale, pair),
        );
        let heads: Vec<(Xy, f64)> = figures
            .iter()
            .map(|(f, map)| {
                let p = map.apply(crate::geometry::Point { x: f.head.0, y: f.head.1 });
                ((p.x, p.y), f.radius * scale)
            })
            .collect();
        self.effects(&mut scene, picture, &heads, &actors, (scale, ground, weight));
        scene.heads.clone_from(&heads);
        let spoken =
            Spoken { speeches: &speeches, boxes: &boxes, heads: &heads, type_size, pad, floor };
        let sources: Vec<Span> = actors.iter().map(|a| a.source).collect();
        let spots = if beside { spoken.beside(w) } else { spoken.above(w) };
        spoken.letter(&mut scene, self.palette, &spots, &sources, setting.weight);
        if let (Some(strip), Some(words)) = (&caption, &picture.caption) {
            speech::caption(
                &mut scene,
                self.palette,
                strip,
                (type_size, pad),
                (setting, words.span),
            );
        }
        scene
    }

    fn actors<'a>(
        &'a self,
        picture: &'a Picture,
        has_counter: bool,
        at_side: bool,
    ) -> Vec<Actor<'a>> {
        let count = picture.people.len();
        let mut list = Vec::new();
        for (i, p) in picture.people.iter().enumerate() {
            let (Some(person), Some(pose)) = (self.cast.person(&p.who), self.cast.pose(&p.action))
            else {
                continue;
            };
            let helps = person.clothes == "vest"
                || matches!(p.who.as_str(), "民警" | "医生" | "书记" | "律师");
            let behind = has_counter
                && (p.position.as_deref() == Some("柜台后")
                    || !at_side
                    || (helps && count > 1 && i + 1 == count));
            list.push(Actor {
                person,
                // Behind a table nobody sees the chair: who sits there shows head and shoulders.
                pose: match pose.legs {
                    Legs::Sit if behind => Pose { legs: Legs::Stand, ..*pose },
                    _ => *pose,
                },
                x: match p.position.as_deref() {
                    Some("左") => -3.0,
                    Some("中") => -2.0,
                    Some("右" | "柜台后") => -1.0,
                    _ => 0.0,
                },
                faces_right: i == 0 || (count == 3 && i == 1),
                behind,
                speech: p.speech.as_ref().map(|s| (s.text.as_str(), s.kind == SpeechKind::Thinks)),
                source: p.span,
            });
        }
        list
    }

    fn prop_of(&self, picture: &Picture, index: usize) -> Option<&crate::art::Drawing> {
        let p = &picture.people[index];
        let default = match p.action.as_str() {
            "看手机" | "视频" => Some("手机侧"),
            "打电话" => Some("手机侧"),
            "写" => Some("笔"),
            "拄拐" => Some("拐杖"),
            "盖章" => Some("公章"),
            "看材料" => Some("材料"),
            _ => None,
        };
        // Hands that hold a phone hold nothing else; a pen writes whatever the paper is.
        let word = match p.action.as_str() {
            "看手机" | "打电话" | "写" | "拄拐" | "盖章" => default,
            _ => p.prop.as_deref().or(default),
        }?;
        let file = &self.words.prop_words.iter().find(|w| w.word == word)?.file;
        self.art.drawing(&format!("props/{file}")).ok()
    }

    /// Hands of two people who give and take, or shake hands: at one place between them.
    fn meet(
        &self,
        picture: &Picture,
        acting: &mut Acting<'_>,
        (giver, taker, me): (usize, usize, usize),
        actors: &[Actor<'_>],
        (scale, ground, counter): (f64, f64, Option<f64>),
        to_own: &dyn Fn(Xy) -> Xy,
    ) {
        let (a, b) = (&actors[giver], &actors[taker]);
        let side = if a.x < b.x { 1.0 } else { -1.0 };
        let shake = picture.people[giver].action == "握手";
        let lift = if counter.is_some() && !shake { 226.0 } else { 205.0 };
        let middle = (a.x + b.x) / 2.0;
        let mut y = ground - lift * scale;
        if let Some(edge) = counter.filter(|_| !shake) {
            y = y.min(edge - 10.0 * scale);
        }
        let outward = if me == giver { -side } else { side };
        if shake {
            acting.far_at = Some(to_own((middle + outward * 8.0 * scale, y)));
            return;
        }
        let half = self.half_width(picture, giver) * scale;
        acting.far_at = Some(to_own((middle + outward * (half + 16.0 * scale), y - 2.0 * scale)));
        acting.near_at = Some(to_own((middle + outward * (half + 18.0 * scale), y + 14.0 * scale)));
        if me == giver {
            acting.prop_at = Some(to_own((middle, y - 12.0 * scale)));
        } else {
            acting.prop = None;
        }
    }

    /// Half the width of what is handed over, in u.
    fn half_width(&self, picture: &Picture, giver: usize) -> f64 {
        self.prop_of(picture, giver).map_or(30.0, |d| {
            let size = (76.0 / d.bounds.h.max(d.bounds.w)).clamp(0.8, 1.5);
            d.bounds.w / 2.0 * size
        })
    }

    fn paint(
        &self,
        scene: &mut Scene,
        picture: &Picture,
        (actors, figures): (&[Actor<'_>], &[(Figure, crate::geometry::Affine)]),
        (counter_front, counter, counter_from): (Vec<Shape>, Option<f64>, f64),
        (setting, ground, scale, pair): (&Setting, f64, f64, Option<(usize, usize)>),
    ) {
        let (w, h) = setting.size;
        let mut pen = Pen::new(self.palette, setting.weight);
        for (a, (f, map)) in actors.iter().zip(figures).filter(|(a, _)| a.behind) {
            let _ = a;
            pen.add(&f.all, map);
        }
        pen.shapes.extend(counter_front);
        self.furniture(&mut pen, picture, actors, (setting, counter, counter_from, ground, scale));
        let above = counter.map(|y| {
            let (right, edge) = (n(2.0 * w), n(y + h * 0.02));
            let (left, from, foot) = (n(-w), n(counter_from), n(2.0 * h));
            parse(&format!("M{left},{} H{right} V{edge} H{from} V{foot} H{left}Z", n(-h)))
        });
        if let Some(above) = &above {
            // What reaches over the counter is painted again, down to its edge.
            for (i, (a, (f, map))) in
                actors.iter().zip(figures).enumerate().filter(|(_, (a, _))| a.behind)
            {
                let reaches = pair.is_some_and(|(g, t)| i == g || i == t)
                    || is_desk_work(&picture.people[i].action)
                    || a.pose.hold.is_some();
                if reaches {
                    let arms: Vec<Shape> = f.arms.iter().map(|s| s.mapped(map)).collect();
                    pen.add_clipped(arms, above);
                }
            }
        }
        for (_, (f, map)) in actors.iter().zip(figures).filter(|(a, _)| !a.behind) {
            pen.add(&f.all, map);
        }
        if let Some((giver, taker)) = pair {
            // Meeting hands lie over both people; a hand behind the counter stays behind it.
            for i in [giver, taker] {
                let (figure, map) = &figures[i];
                match above.as_ref().filter(|_| actors[i].behind) {
                    Some(above) => {
                        let hands = figure.hands.iter().map(|s| s.mapped(map)).collect();
                        pen.add_clipped(hands, above);
                    }
                    None => pen.add(&figure.hands, map),
                }
            }
        }
        scene.shapes.extend(pen.shapes);
    }

    /// Things that stand about: on the counter if there is one, else on the ground, away from people.
    fn furniture(
        &self,
        pen: &mut Pen<'_>,
        picture: &Picture,
        actors: &[Actor<'_>],
        (setting, counter, counter_from, ground, scale): (&Setting, Option<f64>, f64, f64, f64),
    ) {
        let (w, h) = setting.size;
        let mut taken: Vec<f64> = actors.iter().map(|a| a.x).collect();
        let place = self.places.find(&picture.place.value);
        let is_there = |word: &str| place.is_some_and(|p| p.shows.iter().any(|s| s == word));
        for prop in picture.props.iter().filter(|p| !is_there(&p.value)) {
            let file = self.words.prop_words.iter().find(|p| p.word == prop.value).map(|p| &p.file);
            let Some(drawing) = file.and_then(|f| self.art.drawing(&format!("props/{f}")).ok())
            else {
                continue;
            };
            let alone = actors.is_empty();
            let high = if alone { h * 0.56 } else { (130.0 * scale).min(h * 0.34) };
            let k = high / drawing.bounds.h.max(drawing.bounds.w * 0.8);
            let places: Vec<f64> = if alone {
                let others = picture.props.len() as f64;
                (0..picture.props.len()).map(|i| w * (i as f64 + 1.0) / (others + 1.0)).collect()
            } else {
                let from = if counter.is_some() { counter_from / w } else { 0.0 };
                [0.5, 0.9, 0.1, 0.66, 0.34]
                    .into_iter()
                    .filter(|x| *x > from)
                    .map(|x| x * w)
                    .collect()
            };
            let distance = |x: f64| taken.iter().map(|t| (t - x).abs()).fold(w, f64::min);
            let Some(x) =
                places.iter().copied().max_by(|a, b| distance(*a).total_cmp(&distance(*b)))
            else {
                continue;
            };
            taken.push(x);
            let foot = match counter {
                Some(y) => y + h * 0.005,
                None if alone => h * 0.86,
                None => ground.min(h * 0.95),
            };
            let y = foot - (drawing.bounds.y + drawing.bounds.h) * k;
            pen.shapes.extend(drawn(drawing, (x, y), (k, k), setting.weight, 0.0));
        }
    }

    fn effects(
        &self,
        scene: &mut Scene,
        picture: &Picture,
        heads: &[(Xy, f64)],
        actors: &[Actor<'_>],
        (scale, ground, weight): (f64, f64, f64),
    ) {
        let (Some(effect), Some(((x, y), r))) = (&picture.effect, heads.first().copied()) else {
            return;
        };
        let mut pen = Pen::new(self.palette, weight);
        let way = if actors[0].faces_right { 1.0 } else { -1.0 };
        match effect.value.as_str() {
            "速度线" => {
                let (fx, fy) = (actors[0].x - way * 72.0 * scale, ground - 190.0 * scale);
                for (dx, dy, length) in [(0.0, 0.0, 34.0), (-6.0, 22.0, 46.0), (2.0, 44.0, 30.0)] {
                    let from = (fx + way * dx * scale, fy + dy * scale);
                    pen.stroke(
                        &format!("M{},{} h{}", n(from.0), n(from.1), n(-way * length * scale)),
                        "wood-dark/pale",
                        1.3,
                    );
                }
            }
            "光芒" => {
                for degrees in [-150.0_f64, -120.0, -90.0, -60.0, -30.0] {
                    let (s, c) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
                    pen.stroke(
                        &format!(
                            "M{},{} L{},{}",
                            n(x + c * r * 1.3),
                            n(y + s * r * 1.3),
                            n(x + c * r * 1.6),
                            n(y + s * r * 1.6)
                        ),
                        "gold",
                        1.6,
                    );
                }
            }
            "爱心" => {
                if let Ok(heart) = self.art.drawing("props/heart") {
                    let at = (x + way * r * 1.45, y - r * 0.5);
                    pen.shapes.extend(drawn(heart, at, (0.5 * scale, 0.5 * scale), weight, 0.0));
                }
            }
            "问号" => {
                let (qx, qy, q) = (x + way * r * 1.4, y - r * 0.8, r * 0.5);
                pen.stroke(
                    &format!(
                        "M{},{} q0,{} {},{} q{},0 {},{} q0,{} {},{} v{} M{},{} v{}",
                        n(qx - q * 0.5),
                        n(qy),
                        n(-q * 0.6),
                        n(q * 0.55),
                        n(-q * 0.6),
                        n(q * 0.6),
                        n(q * 0.6),
                        n(q * 0.6),
                        n(q * 0.45),
                        n(-q * 0.6),
                        n(q * 0.65),
                        n(q * 0.25),
                        n(qx + q * 0.05),
                        n(qy + q * 1.35),
                        n(q * 0.06)
                    ),
                    "orange",
                    2.6,
                );
            }
            "汗滴" => pen.path(
                &format!(
                    "M{},{} c-6,8 -7,13 -1,14 c6,0 6,-6 1,-14Z",
                    n(x - way * r * 0.8),
                    n(y - r * 0.6)
                ),
                "sky-deep",
                0.6,
            ),
            _ => {}
        }
        scene.shapes.extend(pen.shapes);
    }
}
