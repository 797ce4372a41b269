//! Where the words of a picture go: bubbles above or beside heads, a strip for a caption.
//!
//! Start at [`Spoken`]. Units: the picture's. Bubbles never cover a head: above it, they end above it;
//! beside it, they stand outside of it.

use super::bubble;
use super::bubble::Bubble;
use super::scene::Lettering;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::diag::Span;
use crate::figure::InkNames;
use crate::figure::Pen;
use crate::figure::Xy;
use crate::figure::rounded;
use crate::geometry::Rect;
use crate::model::Person;
use crate::model::Picture;
use crate::model::SpeechKind;
use crate::model::Voice;
use crate::record::At;

/// What is said, in which boxes, by whose heads.
pub(super) struct Spoken<'a> {
    /// Who, the words, whether only thought.
    pub speeches: &'a [(usize, &'a str, bool)],
    /// Lines, width and height of every bubble.
    pub boxes: &'a [(Vec<String>, f64, f64)],
    /// Centre and radius of every head.
    pub heads: &'a [(Xy, f64)],
    pub type_size: f64,
    pub pad: f64,
    /// Bubbles end above this.
    pub floor: f64,
}

/// Size of the type, and the distance that words keep from everything.
pub(super) fn sizes(setting: &Setting) -> (f64, f64) {
    // In a picture higher than wide, by its width: words have to stand beside each other.
    let h = setting.size.1.min(setting.size.0);
    ((h * 0.07).max(setting.smallest_type), (h * 0.03).max(setting.weight * 2.0))
}

/// The words of somebody who is in no group: their bubble goes above a head that is drawn otherwise, or outside.
/// `room` is the width there is, and whether it is narrow.
pub(super) fn say(
    scene: &mut Scene,
    troupe: &Troupe<'_>,
    line: &At<Person>,
    (head, room): ((Xy, f64), (f64, bool)),
    setting: &Setting,
) {
    let Some(said) = &line.speech else { return };
    let speeches = [(0, said.text.as_str(), said.kind == SpeechKind::Thinks)];
    let (type_size, pad) = sizes(setting);
    let boxes = bubble_boxes(&speeches, type_size, room, &troupe.words.unbroken);
    let floor = setting.size.1;
    let spoken =
        Spoken { speeches: &speeches, boxes: &boxes, heads: &[head], type_size, pad, floor };
    let spots = spoken.above(setting.size.0, 0.0);
    spoken.letter(scene, troupe.palette, &spots, &[line.span], setting.weight);
    scene.marks.bubbles.extend(rects(&boxes, &spots));
    scene.marks.lines.extend(boxes.iter().map(|(lines, ..)| lines.len()));
}

/// The words of people who are not drawn, over a photo or a place with nobody in it: along the upper edge, their
/// tails short, for nobody's mouth is there. Words for which it is too small are left out and named, the last ones first.
pub(crate) fn voices(
    scene: &mut Scene,
    troupe: &Troupe<'_>,
    voices: &[At<Voice>],
    setting: &Setting,
) {
    /// From the left, by the width, when nothing is said of it; half a head that speaks, by the height.
    const USUAL: [&[f64]; 2] = [&[0.36], &[0.27, 0.73]];
    const HEAD: f64 = 0.09;
    let (w, h) = setting.size;
    let (type_size, pad) = sizes(setting);
    let usual = USUAL[usize::from(voices.len() > 1)];
    let mut speeches: Vec<(usize, &str, bool)> = voices
        .iter()
        .enumerate()
        .map(|(i, v)| (i, v.speech.text.as_str(), v.speech.kind == SpeechKind::Thinks))
        .collect();
    let unbroken = &troupe.words.unbroken;
    let sizes = (type_size, pad);
    let boxes = boxes_with_room(&mut speeches, sizes, (w, h), unbroken, &mut scene.left_out);
    let tallest = boxes.iter().map(|(_, _, high)| *high).fold(0.0, f64::max);
    let place = |(i, voice): (usize, &At<Voice>)| {
        let told = voice.position.as_deref().and_then(|word| troupe.cast.position(word)?.x);
        let share = told.or(usual.get(i).copied()).unwrap_or(0.5);
        ((share * w, pad * 2.0 + tallest + h * HEAD * 1.2), h * HEAD)
    };
    let heads: Vec<(Xy, f64)> = voices.iter().enumerate().map(place).collect();
    let spoken =
        Spoken { speeches: &speeches, boxes: &boxes, heads: &heads, type_size, pad, floor: h };
    let spots = spoken.above(w, 0.0);
    let sources: Vec<Span> = voices.iter().map(|v| v.span).collect();
    spoken.letter(scene, troupe.palette, &spots, &sources, setting.weight);
    scene.marks.bubbles.extend(rects(&boxes, &spots));
    scene.marks.lines.extend(boxes.iter().map(|(lines, ..)| lines.len()));
}

/// Where bubbles are, as boxes.
pub(super) fn rects(boxes: &[Wording], spots: &[Spot]) -> Vec<Rect> {
    let boxes = spots.iter().zip(boxes);
    boxes.map(|(((x, y), _), (_, w, h))| Rect { x: *x, y: *y, w: *w, h: *h }).collect()
}

/// A text's lines, width and height.
pub(super) type Wording = (Vec<String>, f64, f64);

/// Corner of a bubble and the tip of its tail.
pub(super) type Spot = (Xy, Xy);

impl Spoken<'_> {
    /// Above the heads, moved by `lean` of their width, the left one first; those that would touch move
    /// apart.
    pub(super) fn above(&self, w: f64, lean: f64) -> Vec<Spot> {
        let pad = self.pad;
        let mut order: Vec<(usize, f64)> = (0..self.speeches.len())
            .map(|i| {
                let (x, bw) = (self.heads[self.speeches[i].0].0.0, self.boxes[i].1);
                (i, (x + (lean - 0.5) * bw).clamp(pad, (w - pad - bw).max(pad)))
            })
            .collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let gap = pad * 0.8;
        // From the left: push right; then from the right: push back into the picture.
        for i in 1..order.len() {
            let end = order[i - 1].1 + self.boxes[order[i - 1].0].1 + gap;
            order[i].1 = order[i].1.max(end);
        }
        let mut limit = w - pad;
        for spot in order.iter_mut().rev() {
            spot.1 = spot.1.min(limit - self.boxes[spot.0].1).max(pad);
            limit = spot.1 - gap;
        }
        order.sort_by_key(|(i, _)| *i);
        order
            .into_iter()
            .map(|(i, x)| {
                let ((hx, hy), r) = self.heads[self.speeches[i].0];
                let (_, bw, bh) = &self.boxes[i];
                // Above the speaker's head, and above every taller head that it would hang over.
                let over =
                    self.heads.iter().filter(|((ox, _), or)| *ox + or > x && *ox - or < x + bw);
                let highest = over.map(|((_, oy), or)| oy - or * 1.2).fold(hy - r * 1.2, f64::min);
                let y = (highest - pad - bh).min(self.floor - pad - bh).max(pad);
                let lean = (x + bw / 2.0 - hx).clamp(-r * 0.45, r * 0.45);
                ((x, y), (hx + lean, (hy - r * 1.08).max(y + bh + pad * 0.9)))
            })
            .collect()
    }

    /// Beside the heads, away from the middle of a pair; to the freer side of somebody alone. `low`: no higher
    /// than the head, for there is an umbrella over it.
    pub(super) fn beside(&self, w: f64, low: bool) -> Vec<Spot> {
        self.speeches
            .iter()
            .zip(self.boxes)
            .map(|((who, ..), (_, bw, bh))| {
                let ((hx, hy), r) = self.heads[*who];
                let outer = hx > w / 2.0;
                let room = if outer { w - hx } else { hx } - r * 1.1 - self.pad;
                let right = match self.heads.len() {
                    1 => hx < w * 0.55,
                    // Away from the other, or between the two when there is more room.
                    _ if *bw <= room => outer,
                    _ => !outer,
                };
                let side = if right { 1.0 } else { -1.0 };
                let x = if right { hx + r * 1.1 } else { hx - r * 1.1 - bw };
                let x = x.clamp(self.pad, (w - self.pad - bw).max(self.pad));
                // So high that the tail is one: level with the mouth it would be a sliver.
                let wished = if low { hy - r * 0.9 } else { hy - r * 0.7 - self.pad - bh };
                let y = wished.min(self.floor - self.pad - bh).max(self.pad);
                ((x, y), (hx + side * r * 1.02, (hy - r * 0.1).max(y + bh + self.pad)))
            })
            .collect()
    }

    /// Draws the bubbles and gives their words to the scene.
    pub(super) fn letter(
        &self,
        scene: &mut Scene,
        palette: &InkNames,
        spots: &[Spot],
        sources: &[Span],
        weight: f64,
    ) {
        let mut pen = Pen::new(palette, weight);
        let size = self.type_size;
        for (((who, _, thinks), (lines, bw, bh)), ((x, y), tip)) in
            self.speeches.iter().zip(self.boxes).zip(spots)
        {
            let bubble = Bubble { x: *x, y: *y, w: *bw, h: *bh, tip: *tip, thinks: *thinks };
            bubble::draw(&mut pen, &bubble, size);
            let first = y + bh / 2.0 - (lines.len() as f64 - 1.0) * size * 0.65;
            for (line, text) in lines.iter().enumerate() {
                scene.letterings.push(Lettering {
                    text: text.clone(),
                    // A mark at the end fills half of its square: it hangs over.
                    middle: (x + bw / 2.0 + hang(text) * size, first + line as f64 * size * 1.3),
                    size,
                    source: sources[*who],
                    block: *who,
                });
            }
        }
        scene.shapes.extend(pen.shapes);
    }
}

/// How far a line is moved so that a mark at its end does not push it to the left, in em.
fn hang(line: &str) -> f64 {
    if line.ends_with(['，', '。', '、', '；', '：']) { 0.25 } else { 0.0 }
}

/// Lines, width and height of the strip for words nobody says; nothing without a caption.
pub(super) fn caption_box(
    picture: &Picture,
    type_size: f64,
    room: f64,
    unbroken: &[String],
) -> Option<(Vec<String>, f64, f64)> {
    let caption = picture.caption.as_ref()?;
    let lines = bubble::wrap(&caption.value, (room / type_size - 1.8).max(2.0), unbroken);
    let wide = lines.iter().map(|l| bubble::width(l)).fold(0.0, f64::max) * type_size;
    let high = lines.len() as f64 * type_size * 1.3 + type_size * 0.6;
    Some((lines, wide + type_size * 1.2, high))
}

/// A strip at the foot.
pub(super) fn caption(
    scene: &mut Scene,
    palette: &InkNames,
    (lines, wide, high): &(Vec<String>, f64, f64),
    (type_size, pad): (f64, f64),
    (setting, source): (&Setting, Span),
) {
    let (x, y) = (pad, setting.size.1 - pad - high);
    let mut pen = Pen::new(palette, setting.weight);
    pen.path(&rounded(x, y, *wide, *high, type_size * 0.25), "cream", 1.0);
    for (line, text) in lines.iter().enumerate() {
        let at = y + type_size * 0.95 + line as f64 * type_size * 1.3;
        scene.letterings.push(Lettering {
            text: text.clone(),
            middle: (x + wide / 2.0, at),
            size: type_size,
            source,
            block: 9,
        });
    }
    scene.shapes.extend(pen.shapes);
}

/// Lines, width and height of every bubble: narrower ones until all stand beside each other.
pub(super) fn bubble_boxes(
    speeches: &[(usize, &str, bool)],
    type_size: f64,
    (room, narrow): (f64, bool),
    unbroken: &[String],
) -> Vec<(Vec<String>, f64, f64)> {
    let widths: &[f64] =
        if narrow { &[6.2, 5.6, 5.2, 4.8, 4.2, 3.4] } else { &[8.2, 7.6, 7.1, 6.6, 6.2, 5.2, 4.2] };
    let gap = type_size * 0.5;
    let mut boxes = Vec::new();
    for most in widths {
        boxes = speeches
            .iter()
            .map(|(_, text, _)| {
                let lines = bubble::wrap(text, *most, unbroken);
                let wide = lines.iter().map(|l| bubble::width(l)).fold(0.0, f64::max);
                let high = lines.len() as f64 * type_size * 1.3 + type_size * 0.75;
                (lines, wide * type_size + type_size * 1.3, high)
            })
            .collect::<Vec<_>>();
        let total: f64 = boxes.iter().map(|(_, w, _)| w + gap).sum();
        if total - gap <= room {
            break;
        }
    }
    boxes
}

/// The same, without the last words for which a picture of this width and height has no room: they are left out and
/// named.
pub(super) fn boxes_with_room(
    speeches: &mut Vec<(usize, &str, bool)>,
    (type_size, pad): (f64, f64),
    (w, h): (f64, f64),
    unbroken: &[String],
    left_out: &mut Vec<String>,
) -> Vec<Wording> {
    let room = (w - 2.0 * pad, w / h < 1.3);
    let too_much = |boxes: &[Wording]| {
        let total: f64 = boxes.iter().map(|(_, bw, _)| bw + type_size * 0.5).sum();
        total - type_size * 0.5 > room.0 || boxes.iter().any(|(_, _, bh)| bh + 2.0 * pad > h)
    };
    loop {
        let boxes = bubble_boxes(speeches, type_size, room, unbroken);
        if boxes.is_empty() || !too_much(&boxes) {
            return boxes;
        }
        left_out.extend(speeches.pop().map(|(_, text, _)| text.to_string()));
    }
}

/// Whether the picture is so wide that words stand beside their heads: then people may be larger.
/// `apart`: no hands meet between the two.
pub(super) fn beside_heads(
    boxes: &[(Vec<String>, f64, f64)],
    speakers: &[usize],
    count: usize,
    (w, h): (f64, f64),
    (pad, apart, full): (f64, bool, bool),
    has_focus: bool,
) -> bool {
    // Room from the outer edge to the head of somebody who stands a quarter in.
    let room = w * 0.25 - h * 0.17 - pad;
    let outer = count == 2 && speakers.iter().zip(boxes).all(|(_, (_, bw, _))| *bw <= room);
    // What the place shows is not to be covered.
    let alone = count == 1
        && !has_focus
        && boxes.first().is_some_and(|(_, bw, _)| *bw <= w * 0.6 - h * 0.2 - pad);
    let between = count == 2 && boxes.len() == 1 && apart && boxes[0].1 <= w * 0.5 - h * 0.5 - pad;
    // Seen from head to foot, somebody alone speaks to the side in any picture.
    let full = full && count == 1 && boxes.first().is_some_and(|(_, bw, _)| *bw <= w * 0.44);
    full || w / h >= 1.9 && !boxes.is_empty() && (outer || between || alone)
}
