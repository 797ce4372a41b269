//! The judge of how a sheet is composed: pictures first, alike and in line, no box half empty.
//!
//! Start at [`judge_composition`]. It reads the finished [`Frame`] alone. Limits are those of the art direction for
//! boards (`boards.md` §11), with what a program that knows no particular text can keep; each says where it differs.

use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::TextRole;
use crate::geometry;
use crate::geometry::Rect;
use crate::stage::Scene;

/// So many pictures at least before their share of the sheet is asked for: one or two cannot be as large without
/// being much wider than high.
const STRIP: usize = 3;
/// Width by height of a picture. The art direction says 1.2–1.7; a picture as wide as a tall sheet is somewhat wider.
const RATIOS: std::ops::RangeInclusive<f64> = 1.1..=2.1;
/// The largest head over the smallest: a fifth up over a fifth down.
const HEADS: f64 = 1.2 / 0.8 + 0.02;
/// Pictures that begin at one height end at one height, give or take.
const LEVEL: f64 = 0.6;
/// The largest part of a box that nothing stands in, by its area. The art direction says .35 of boards that somebody
/// laid out by hand, each line as long as its box; lines of texts that nobody knows beforehand end where they end.
const BLANK: f64 = 0.8;
/// Rounded lengths may miss a share by this.
const ROUNDING: f64 = 0.002;

/// What is seen from far stays far: a head below this share of its picture.
const FAR: f64 = 1.0 / 7.0;

/// The radius of a picture's largest head, where it is not seen from far.
pub(super) fn near_head(scene: &Scene, rect: &Rect) -> Option<f64> {
    let head = scene.largest_head();
    (head > rect.h * FAR).then_some(head)
}

/// What is wrong with the composition, as Chinese sentences. Nothing is asked of kinds that promise no pictures.
#[must_use]
pub fn judge_composition(frame: &Frame) -> Vec<String> {
    let mut found = Vec::new();
    let Some(least) = frame.limits.picture_share else { return found };
    let sheet = frame.size.width.0 * frame.size.height.0;
    let pictures = &frame.pictures;
    let share = pictures.iter().map(|p| p.bounds.w * p.bounds.h).sum::<f64>() / sheet;
    if pictures.len() >= STRIP && share < least - ROUNDING {
        found.push(format!("画只占 {:.0}%，至少 {:.0}%", share * 100.0, least * 100.0));
    }
    for picture in pictures.iter().filter(|p| p.told) {
        let ratio = picture.bounds.w / picture.bounds.h.max(1.0);
        if !RATIOS.contains(&ratio) {
            found.push(format!("有一幅画宽是高的 {ratio:.1} 倍，要在 1.1 到 2.1 之间"));
        }
    }
    let heads = || pictures.iter().filter_map(|p| p.head).map(|head| head.0);
    let (small, large) = (heads().fold(f64::INFINITY, f64::min), heads().fold(0.0, f64::max));
    if large > small * HEADS {
        found.push(format!("人头有大有小，大的是小的 {:.1} 倍，至多 1.5 倍", large / small));
    }
    let uneven = pictures.iter().enumerate().any(|(i, a)| {
        let beside = |b: &Rect| a.told && (a.bounds.y - b.y).abs() < LEVEL;
        pictures[i + 1..]
            .iter()
            .filter(|b| b.told && beside(&b.bounds))
            .any(|b| (a.bounds.h - b.bounds.h).abs() > LEVEL)
    });
    if uneven {
        found.push("一排的画不一样高".to_string());
    }
    let taken = obstacles(frame);
    for block in &frame.answers {
        let blank = largest_blank(block, &taken) / (block.w * block.h).max(1.0);
        // Somebody who has little to say says it large; nobody is to print small beside nothing.
        if blank > BLANK && has_small_type(frame, block) {
            found.push(format!("有一块空着 {:.0}%，至多 {:.0}%", blank * 100.0, BLANK * 100.0));
        }
    }
    found.dedup();
    found
}

/// Whether something in a block is set hardly larger than it must be.
fn has_small_type(frame: &Frame, block: &Rect) -> bool {
    const SMALL: f64 = 1.3;
    let most = frame.limits.smallest_type * SMALL;
    frame.items.iter().any(|item| match item {
        Item::Text(line) => {
            line.role == TextRole::Running && line.size < most && block.contains(&line.bounds, 0.5)
        }
        Item::Shape(_) | Item::Photo(_) => false,
    })
}

/// Boxes of what a reader sees in a block: type, codes, drawings; fields under them are not counted.
fn obstacles(frame: &Frame) -> Vec<Rect> {
    let of_item = |item: &Item| match item {
        Item::Text(line) => Some(line.bounds),
        Item::Photo(photo) => geometry::bounds(&frame.clips[photo.clip].path),
        // What is drawn has a line; grounds and frames of boxes are larger than anything drawn.
        Item::Shape(shape) => frame.seen(shape),
    };
    let codes = frame.codes.iter().map(|code| code.bounds);
    frame.items.iter().filter_map(of_item).chain(codes).collect()
}

/// The area of the largest box in `block` that touches none of the others. Those that reach over all of it, as its
/// ground and its frame do, do not count.
fn largest_blank(block: &Rect, others: &[Rect]) -> f64 {
    /// Of a box's sides: what is nearly as wide or as high is its ground, a lane or a rule.
    const GROUND: f64 = 0.6;
    let inside = block.inset(1.0);
    let taken: Vec<Rect> = others
        .iter()
        .filter(|o| inside.overlaps(o, 0.0) && o.w < block.w * GROUND && o.h < block.h * GROUND)
        .copied()
        .collect();
    let mut best = 0.0;
    split(inside, &taken, &mut best);
    best
}

/// Parts a box beside what stands in it, and looks at each part that could still be the largest.
fn split(part: Rect, taken: &[Rect], best: &mut f64) {
    if part.w <= 0.0 || part.h <= 0.0 || part.w * part.h <= *best {
        return;
    }
    // What is nearest to the middle parts it best.
    let middle = (part.x + part.w / 2.0, part.y + part.h / 2.0);
    let off = |r: &Rect| (r.x + r.w / 2.0 - middle.0).abs() + (r.y + r.h / 2.0 - middle.1).abs();
    let within: Vec<Rect> = taken.iter().filter(|o| part.overlaps(o, 0.0)).copied().collect();
    let Some(o) = within.iter().min_by(|a, b| off(a).total_cmp(&off(b))) else {
        *best = part.w * part.h;
        return;
    };
    let (right, bottom) = (part.x + part.w, part.y + part.h);
    let parts = [
        Rect { w: o.x - part.x, ..part },
        Rect { x: o.x + o.w, w: right - o.x - o.w, ..part },
        Rect { h: o.y - part.y, ..part },
        Rect { y: o.y + o.h, h: bottom - o.y - o.h, ..part },
    ];
    for part in parts {
        split(part, &within, best);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_blank_is_found_beside_what_stands_there() {
        let block = Rect { x: 0.0, y: 0.0, w: 102.0, h: 52.0 };
        let line = Rect { x: 1.0, y: 1.0, w: 40.0, h: 10.0 };
        assert!((largest_blank(&block, &[]) - 5000.0).abs() < 1e-6);
        assert!((largest_blank(&block, &[block, line]) - 4000.0).abs() < 1e-6);
        let low = Rect { x: 61.0, y: 31.0, w: 20.0, h: 10.0 };
        let left_of_it = 60.0 * 40.0;
        assert!((largest_blank(&block, &[line, low]) - left_of_it).abs() < 1e-6);
    }
}
