//! Staging: a picture in words becomes shapes, by trying takes until the judge is content.
//!
//! Start at [`Troupe::stage`]. Nothing in content places anything: the order of people, their words and
//! the place decide. A take ([`super::take`]) puts people, hands and bubbles somewhere; the judge
//! ([`super::judge`]) says what is wrong with it; [`takes`] is the order of fixes: bubbles moved, then
//! people moved, then people smaller, last the place's sign left out. The best take is painted.
//! Units: the picture's own (millimetres on a board).

use super::blocking::Contact;
use super::call;
use super::cast::Cast;
use super::effects;
use super::figure::Figure;
use super::figure::drawn;
use super::figure::figure;
use super::furniture::Furniture;
use super::furniture::Room;
use super::furniture::Thing;
use super::hand::clasp;
use super::judge::Marks;
use super::judge::cost;
use super::judge::words_collide;
use super::limb::Xy;
use super::pen::Palette;
use super::pen::Pen;
use super::pen::Shape;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::pen::rounded;
use super::place::Places;
use super::skeleton::skeleton;
use super::speech;
use super::speech::Spoken;
use super::take::Rehearsal;
use super::take::SLOT_BOX;
use super::take::Script;
use super::take::Take;
use super::take::mapped;
use crate::art::ArtShelf;
use crate::art::Drawing;
use crate::diag::Span;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::vocabulary::Vocabulary;

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
    /// Bubbles are the shapes from here on.
    pub first_bubble: usize,
    /// Words to be set over the shapes.
    pub letterings: Vec<Lettering>,
    /// Words for which the picture is too small.
    pub left_out: Vec<String>,
    /// Where everything is, for the judge.
    pub marks: Marks,
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

const AS_IS: Take = Take { scale: 1.0, shift: 0.0, lean: 0.0, signs: true };

/// The order of fixes.
fn takes() -> impl Iterator<Item = Take> {
    let signs = [true, false];
    signs.into_iter().flat_map(|signs| {
        [1.0, 0.93, 0.86, 0.78, 0.7].into_iter().flat_map(move |scale| {
            [0.0, -0.05, 0.05, -0.1, 0.1, -0.16, 0.16].into_iter().flat_map(move |shift| {
                let leans = [0.0, -0.3, 0.3];
                leans.into_iter().map(move |lean| Take { scale, shift, lean, signs })
            })
        })
    })
}

impl Troupe<'_> {
    /// Stages a picture.
    #[must_use]
    pub fn stage(&self, picture: &Picture, setting: &Setting) -> Scene {
        if let Some((left, right)) = call::sides(picture) {
            let (width, _) = call::half_width(setting.size);
            let half = Setting { size: (width, setting.size.1), ..*setting };
            let (left, right) =
                (self.act(&left, &half, Some(true)), self.act(&right, &half, Some(false)));
            return call::join(left, right, setting.size, self.palette, setting.weight);
        }
        self.act(picture, setting, None)
    }

    /// One place, one group of people; `half`: the left or the right half of a call, whose people look
    /// at the other.
    fn act(&self, picture: &Picture, setting: &Setting, half: Option<bool>) -> Scene {
        let Some(place) = self.places.find(&picture.place.value) else { return Scene::default() };
        let mut script = Script::new(self, picture, place, setting);
        if let Some(is_left) = half {
            for a in &mut script.actors {
                a.faces_right = is_left;
                a.told = Some(if is_left { 0.4 } else { 0.58 });
            }
        }
        let mut rehearsal = best_take(&script, half.is_some());
        let helps = matches!(
            script.contact,
            Some(Contact::Lead(..) | Contact::Support(..) | Contact::Measure(..))
        );
        if helps && cost(&rehearsal.marks, setting.size) >= 6.0 {
            // Hands that cannot meet are let go: each acts alone.
            script.contact = None;
            rehearsal = best_take(&script, half.is_some());
        }
        // In a picture that is too small for them, the last words go first.
        while words_collide(&rehearsal.marks, setting.size) && script.leave_out_words() {
            rehearsal = best_take(&script, half.is_some());
        }
        self.paint(&script, rehearsal)
    }

    /// The thing that somebody holds, and how large it is drawn: what is written is to be read.
    pub(super) fn prop_of(
        &self,
        picture: &Picture,
        index: usize,
        action: &str,
    ) -> Option<(&Drawing, f64)> {
        let p = &picture.people[index];
        let default = match action {
            "看手机" | "视频" | "打电话" => Some("手机侧"),
            "写" => Some("笔"),
            "站着写" => Some("清单"),
            "拄拐" => Some("拐杖"),
            "盖章" => Some("公章"),
            "看材料" => Some("材料"),
            "量血压" => Some("血压计"),
            "开柜" => Some("材料"),
            _ => None,
        };
        // Hands that hold a phone hold nothing else; a pen writes whatever the paper is.
        let word = match action {
            "看手机" | "打电话" | "写" | "拄拐" | "盖章" | "敲键盘" | "思考" => {
                default
            }
            _ => p.prop.as_deref().or(default),
        }?;
        let word = self.words.prop_words.iter().find(|w| w.word == word)?;
        let drawing = self.art.drawing(&format!("props/{}", word.file)).ok()?;
        if action == "拄拐" {
            return Some((drawing, 1.0));
        }
        let b = drawing.bounds;
        Some((drawing, (word.height / b.h).min(104.0 / b.w).min(100.0 / b.h)))
    }

    fn paint(&self, script: &Script<'_>, r: Rehearsal<'_>) -> Scene {
        let Setting { size: (w, h), weight, .. } = script.setting;
        let scale = r.scale;
        let mut scene = Scene { left_out: script.left_out.clone(), ..Scene::default() };
        let figures: Vec<Figure> =
            r.actings.iter().map(|a| figure(a, self.palette, weight / scale)).collect();
        let (box_shapes, box_place) = self.slot_box(script, &r);
        let things = self.things(script, &r);
        let furniture = if r.actors.is_empty() {
            things_alone(&things, &script.setting)
        } else {
            self.room(script, &r, box_place).furnish(&things)
        };

        let mut pen = Pen::new(self.palette, weight);
        pen.shapes.extend(script.layers(r.signs).back.iter().cloned());
        pen.shapes.extend(furniture.hanging);
        for i in (0..figures.len()).filter(|i| r.actors[*i].behind) {
            pen.add(&figures[i].all, &r.maps[i]);
        }
        pen.shapes.extend(script.layers(r.signs).front.iter().cloned());
        self.open_locker(&mut pen, script, &r);
        pen.shapes.extend(furniture.standing);
        let pair = script.contact.map(Contact::pair);
        // What reaches over a counter is painted again, down to its edge.
        let above = script.counter.map(|(y, from)| {
            let (right, edge) = (n(2.0 * w), n(y + h * 0.02));
            let (left, from, foot) = (n(-w), n(from), n(2.0 * h));
            parse(&format!("M{left},{} H{right} V{edge} H{from} V{foot} H{left}Z", n(-h)))
        });
        for i in (0..figures.len()).filter(|i| r.actors[*i].behind) {
            if let (Some(above), Some((edge, _))) = (&above, script.counter) {
                let arms = self.arms_above(&figures[i], &r, i, edge + h * 0.02);
                pen.add_clipped(arms, above);
            }
        }
        for i in (0..figures.len()).filter(|i| !r.actors[*i].behind) {
            pen.add(&figures[i].all, &r.maps[i]);
            if let Some(edge) = script.desk_of(&r.actors[i]) {
                self.own_table(&mut pen, self.table_span(script, &r, i), edge, h);
                let clip = parse(&format!(
                    "M{},{} H{} V{} H{}Z",
                    n(-w),
                    n(-h),
                    n(2.0 * w),
                    n(edge + h * 0.02),
                    n(-w)
                ));
                pen.add_clipped(self.arms_above(&figures[i], &r, i, edge + h * 0.02), &clip);
            }
        }
        // The slip goes into the box: the box is before it.
        pen.shapes.extend(box_shapes);
        if let Some((a, b)) = pair {
            // Meeting hands lie over both people; a hand behind the counter stays behind it.
            for i in [a, b] {
                match above.as_ref().filter(|_| r.actors[i].behind) {
                    Some(above) => {
                        let hands = figures[i].hands();
                        let hands = hands.iter().map(|s| s.mapped(&r.maps[i])).collect();
                        pen.add_clipped(hands, above);
                    }
                    None => pen.add(&figures[i].hands(), &r.maps[i]),
                }
            }
            if let (Some(Contact::Shake(..)), Some(at)) = (script.contact, r.meeting) {
                let (left, right) = if r.actors[a].x < r.actors[b].x { (a, b) } else { (b, a) };
                let skins = (&r.actors[left].person.skin, &r.actors[right].person.skin);
                let hands = clasp(skins, self.palette, weight / scale);
                pen.add(&hands, &placed(at, (scale, scale), 0.0));
            }
        }
        if let (Some(word), Some((head, radius)), Some(a)) =
            (&script.picture.effect, r.marks.heads.first(), r.actors.first())
        {
            let foot = (a.x, r.ground);
            let spot = effects::Spot {
                head: *head,
                radius: *radius,
                foot,
                faces_right: a.faces_right,
                scale,
            };
            effects::effect(&mut pen, &word.value, &spot, self.art);
        }
        scene.shapes = pen.shapes;
        scene.first_bubble = scene.shapes.len();
        scene.marks = r.marks;
        scene.marks.things.extend(furniture.boxes);
        let spoken = Spoken {
            speeches: &script.speeches,
            boxes: &script.boxes,
            heads: &scene.marks.heads.clone(),
            type_size: script.type_size,
            pad: script.pad,
            floor: r.floor,
        };
        let sources: Vec<Span> = r.actors.iter().map(|a| a.source).collect();
        spoken.letter(&mut scene, self.palette, &r.spots, &sources, weight);
        if let (Some(strip), Some(words)) = (&script.caption, &script.picture.caption) {
            let sizes = (script.type_size, script.pad);
            speech::caption(&mut scene, self.palette, strip, sizes, (&script.setting, words.span));
        }
        scene
    }

    /// The arms whose hands are above an edge, with what they hold.
    fn arms_above(&self, f: &Figure, r: &Rehearsal<'_>, i: usize, edge: f64) -> Vec<Shape> {
        let bones = skeleton(&r.actings[i]);
        let is_above = |end: Xy| mapped(&r.maps[i], end).1 < edge;
        let (near, far) = (is_above(bones.near.end), is_above(bones.far.end));
        let mut shapes: Vec<&Shape> = Vec::new();
        shapes.extend(f.far_sleeve.iter().filter(|_| far));
        shapes.extend(f.near_sleeve.iter().filter(|_| near));
        shapes.extend(f.held.iter().filter(|_| near || far));
        shapes.extend(f.far_hand.iter().filter(|_| far));
        shapes.extend(f.near_hand.iter().filter(|_| near));
        shapes.into_iter().map(|s| s.mapped(&r.maps[i])).collect()
    }

    /// What stands about: the picture's things, and a computer for whoever types.
    fn things<'a>(&'a self, script: &Script<'_>, r: &Rehearsal<'_>) -> Vec<Thing<'a>> {
        let typist = r.actors.iter().find(|a| a.action == "敲键盘");
        let in_slot = self.slot_word(script);
        let asked = script.picture.props.iter().map(|p| p.value.as_str());
        let computer = typist.map(|_| "电脑").filter(|c| !asked.clone().any(|p| p == *c));
        let wanted = computer.into_iter().chain(asked);
        let shown =
            |word: &&str| !script.place.shows.iter().any(|s| s == word) && Some(*word) != in_slot;
        wanted
            .filter(shown)
            .filter_map(|word| {
                let prop = self.words.prop_words.iter().find(|p| p.word == word)?;
                let drawing = self.art.drawing(&format!("props/{}", prop.file)).ok()?;
                let way = |a: &super::blocking::Actor<'_>| if a.faces_right { 1.0 } else { -1.0 };
                let before = |a: &super::blocking::Actor<'_>| a.x + way(a) * 150.0 * r.scale;
                let near = typist.filter(|_| word == "电脑").map(before);
                Some(Thing { drawing, height: prop.height, stand: prop.stand, near })
            })
            .collect()
    }

    fn room<'a>(&'a self, script: &Script<'_>, r: &Rehearsal<'_>, slot: Option<Rect>) -> Room<'a> {
        let (w, _) = script.setting.size;
        let disc = |((x, y), radius): &((f64, f64), f64)| {
            let half = radius * 1.05;
            Rect { x: x - half, y: y - half, w: 2.0 * half, h: 2.0 * half }
        };
        let mut taken: Vec<Rect> = r.marks.heads.iter().map(disc).collect();
        taken.extend(r.marks.bubbles.iter().map(|b| b.inset(-script.pad * 0.7)));
        taken.extend(&r.marks.things);
        taken.extend(&r.marks.signs);
        taken.extend(slot);
        taken.extend(script.place.locker(script.setting.size).filter(|_| self.opens(r)));
        if let Some((_, _, high)) = &script.caption {
            let h = script.setting.size.1;
            taken.push(Rect {
                x: 0.0,
                y: h - high - script.pad * 2.0,
                w,
                h: *high + script.pad * 2.0,
            });
        }
        let own_table = r.actors.iter().position(|a| a.own_table);
        let counter = match (own_table, script.counter) {
            (Some(i), _) => {
                let (from, to) = self.table_span(script, r, i);
                script.desk_of(&r.actors[i]).map(|edge| (edge, from, to))
            }
            (None, Some((edge, from))) => Some((edge, from, w)),
            (None, None) => None,
        };
        Room {
            palette: self.palette,
            size: script.setting.size,
            weight: script.setting.weight,
            scale: r.scale,
            ground: r.ground,
            counter,
            taken,
            hands: r.hands.clone(),
            bodies: r.marks.bodies.clone(),
        }
    }

    /// Beginning and end of somebody's own table.
    fn table_span(&self, script: &Script<'_>, r: &Rehearsal<'_>, i: usize) -> (f64, f64) {
        let (a, scale) = (&r.actors[i], r.scale);
        let (back, ahead) = (120.0 * scale, 230.0 * scale);
        let (from, to) =
            if a.faces_right { (a.x - back, a.x + ahead) } else { (a.x - ahead, a.x + back) };
        let w = script.setting.size.0;
        // A table that nearly reaches the edge goes on beyond it.
        let near = 30.0 * scale;
        (if from < near { -near } else { from }, if to > w - near { w + near } else { to })
    }

    fn own_table(&self, pen: &mut Pen<'_>, (from, to): (f64, f64), edge: f64, h: f64) {
        let thick = h * 0.028;
        pen.path(&rounded(from + thick, edge, to - from - 2.0 * thick, h, 0.0), "wood-light", 1.0);
        pen.path(
            &format!(
                "M{},{} H{} L{},{} H{}Z",
                n(from + h * 0.03),
                n(edge - h * 0.05),
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

    fn opens(&self, r: &Rehearsal<'_>) -> bool {
        r.actors.iter().any(|a| a.action == "开柜")
    }

    /// An open locker: the dark inside, the door turned to the right.
    fn open_locker(&self, pen: &mut Pen<'_>, script: &Script<'_>, r: &Rehearsal<'_>) {
        let Some(c) = script.place.locker(script.setting.size).filter(|_| self.opens(r)) else {
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

    /// The box into which somebody puts a slip, if the picture has one.
    fn slot_word<'a>(&self, script: &'a Script<'_>) -> Option<&'a str> {
        script.actors.iter().any(|a| a.action == "投票").then_some(())?;
        let boxes = ["投票箱", "意见箱"];
        let mut asked = script.picture.props.iter().map(|p| p.value.as_str());
        asked.find(|p| boxes.contains(p))
    }

    /// That box under the hand, on a stand.
    fn slot_box(&self, script: &Script<'_>, r: &Rehearsal<'_>) -> (Vec<Shape>, Option<Rect>) {
        let none = (Vec::new(), None);
        let Some(word) = self.slot_word(script) else { return none };
        let Some(i) = r.actors.iter().position(|a| a.action == "投票") else { return none };
        let Some(prop) = self.words.prop_words.iter().find(|p| p.word == word) else { return none };
        let Ok(drawing) = self.art.drawing(&format!("props/{}", prop.file)) else { return none };
        let bones = skeleton(&r.actings[i]);
        let (hx, hy) = mapped(&r.maps[i], bones.far.end);
        let way = if r.actors[i].faces_right { 1.0 } else { -1.0 };
        let on_table = script.desk_of(&r.actors[i]).is_some();
        let high = if on_table { SLOT_BOX } else { 116.0 } * r.scale;
        let k = high / drawing.bounds.h;
        let wide = drawing.bounds.w * k;
        let h = script.setting.size.1;
        let top = match script.desk_of(&r.actors[i]) {
            Some(edge) => edge + h * 0.012 - high,
            None => (hy + 50.0 * r.scale).min(h * 0.98 - high),
        };
        let x = hx + way * 16.0 * r.scale - wide / 2.0;
        let mut pen = Pen::new(self.palette, script.setting.weight);
        if !on_table {
            pen.path(
                &rounded(x - wide * 0.08, top + high - h * 0.012, wide * 1.16, h, h * 0.01),
                "wood",
                1.0,
            );
        }
        let at = (x - drawing.bounds.x * k, top - drawing.bounds.y * k);
        let shapes = drawn(drawing, at, (k, k), script.setting.weight, 0.0);
        pen.shapes.extend(shapes);
        (pen.shapes, Some(Rect { x, y: top, w: wide, h: high }))
    }
}

/// Things without people: side by side, as large as may be.
fn things_alone(things: &[Thing<'_>], setting: &Setting) -> Furniture {
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

/// The take with the fewest faults, the earlier of equals; without the place's sign if `unsigned`.
fn best_take<'a>(script: &Script<'a>, unsigned: bool) -> Rehearsal<'a> {
    let mut best: Option<(f64, Rehearsal<'_>)> = None;
    for take in takes().filter(|t| !unsigned || !t.signs) {
        let rehearsal = script.rehearse(&take);
        // A smaller picture of the people, or no sign, must be worth it.
        let price = (1.0 - take.scale) * 2.0 + if take.signs { 0.0 } else { 0.8 };
        let bad = cost(&rehearsal.marks, script.setting.size);
        let total = bad + price + take.shift.abs() + take.lean.abs() * 0.1;
        if best.as_ref().is_none_or(|(least, _)| total < *least) {
            best = Some((total, rehearsal));
        }
        // Nothing later can be better.
        if best.as_ref().is_some_and(|(least, _)| *least <= price) {
            break;
        }
    }
    best.map_or_else(|| script.rehearse(&AS_IS), |(_, rehearsal)| rehearsal)
}
