//! The judge of pictures: what a reader could not make out, said in Chinese.
//!
//! Start at [`judge_scene`]. It knows where heads, hands, things, signs and bubbles are ([`Marks`]), not
//! how they got there. The stage asks it of every arrangement it tries ([`cost`]); tests ask it of
//! every picture.

use super::scene::Foreground;
use super::scene::Marks;
use super::scene::Reach;
use super::scene::Scene;
use crate::geometry::Rect;

/// How far a hand may be from what it holds, in u.
const REACH: f64 = 3.0;

/// Everything wrong with a scene of this width and height; empty means it may be shown.
#[must_use]
pub fn judge_scene(scene: &Scene, size: (f64, f64)) -> Vec<String> {
    let mut found: Vec<String> =
        faults(&scene.marks, size).into_iter().map(|(what, _)| what.to_string()).collect();
    found.dedup();
    found
}

/// What a sign costs that something covers: it is left out, which is no fault.
const HIDDEN_SIGN: f64 = 1.6;

/// Whether something covers a sign, which is then left out.
pub(super) fn is_hidden(s: &Rect, marks: &Marks) -> bool {
    // Arms hang beside a body, and not below its edge: who ends at a counter hides nothing on its front.
    let wider = |b: &Rect, by: f64| Rect { x: b.x - by, w: b.w + 2.0 * by, ..*b };
    marks.bodies.iter().any(|b| wider(b, s.h * 0.7).overlaps(s, s.h * 0.1))
        || marks.held.iter().any(|(_, thing, _)| thing.overlaps(s, s.h * 0.1))
        || marks.heads.iter().any(|head| covers(s, *head, 1.0))
        || marks.bubbles.iter().any(|bubble| bubble.overlaps(s, 0.0))
        || marks.foreground.as_ref().is_some_and(|f| {
            let boxes = [Some(f.body), f.held, f.arm];
            let over = boxes.iter().flatten().any(|b| b.overlaps(s, 0.0));
            over || covers(s, f.head, 1.0)
        })
        || marks.crowd.is_some_and(|top| s.y + s.h > top + s.h * 0.1)
}

/// How bad an arrangement is: 0 for none of the faults. Signs behind somebody cost a little; that is
/// no fault.
pub(super) fn cost(marks: &Marks, size: (f64, f64)) -> f64 {
    let faults = fault_cost(marks, size);
    faults + marks.hidden_signs as f64 * HIDDEN_SIGN
}

/// The same without the signs.
pub(super) fn fault_cost(marks: &Marks, size: (f64, f64)) -> f64 {
    faults(marks, size).iter().map(|(_, weight)| weight).sum()
}

/// Whether words lie on words, or outside of the picture: then one of them has to go.
pub(super) fn words_collide(marks: &Marks, (w, h): (f64, f64)) -> bool {
    let slack = h * 0.01;
    let picture = Rect { x: 0.0, y: 0.0, w, h };
    let collides = |(i, a): (usize, &Rect)| {
        !picture.contains(a, slack) || marks.bubbles[i + 1..].iter().any(|b| a.overlaps(b, slack))
    };
    marks.bubbles.iter().enumerate().any(collides)
}

/// Whether a box and a head (so much of its disc) overlap.
fn covers(b: &Rect, ((x, y), r): ((f64, f64), f64), share: f64) -> bool {
    let dx = (x - x.clamp(b.x, b.x + b.w)).abs();
    let dy = (y - y.clamp(b.y, b.y + b.h)).abs();
    dx * dx + dy * dy < (r * share) * (r * share)
}

/// How far a point is from a line from `a` to `b`.
fn apart((x, y): (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along = ((x - a.0) * dx + (y - a.1) * dy) / (dx * dx + dy * dy).max(1e-9);
    let t = along.clamp(0.0, 1.0);
    let (px, py) = (a.0 + t * dx - x, a.1 + t * dy - y);
    (px * px + py * py).sqrt()
}

/// Whether a thing lies over a forearm or its hand: what is left looks cut off.
fn cuts_off(thing: &Rect, arm: &Reach) -> bool {
    let [_, elbow, hand] = arm.line;
    let on = |share: f64| {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        let (x, y) = (mix(elbow.0, hand.0), mix(elbow.1, hand.1));
        (thing.x..thing.x + thing.w).contains(&x) && (thing.y..thing.y + thing.h).contains(&y)
    };
    (1..=8).any(|i| on(f64::from(i) / 8.0))
}

/// What somebody in the foreground hides, and what hides them.
fn behind_somebody(marks: &Marks, near: &Foreground, slack: f64) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    let ((x, y), r) = near.head;
    for b in &marks.bubbles {
        if covers(b, near.head, 0.92) {
            found.push(("气泡压在头上", 9.0));
        }
        if near.body.overlaps(b, slack) || near.held.is_some_and(|held| held.overlaps(b, slack)) {
            found.push(("气泡压在道具上", 5.0));
        }
    }
    for head in &marks.heads {
        let ((ox, oy), or) = *head;
        let apart = ((x - ox) * (x - ox) + (y - oy) * (y - oy)).sqrt();
        if apart < (r + or) * 0.96 || covers(&near.body, *head, 0.9) {
            found.push(("人挡着别人的脸", 8.0));
        }
        if near.held.is_some_and(|held| covers(&held, *head, 0.84)) {
            found.push(("东西挡着脸", 8.0));
        }
    }
    for arm in &marks.arms {
        if near.held.is_some_and(|held| cuts_off(&held, arm)) {
            found.push(("近处的东西切断了手臂", 4.0));
        }
    }
    for thing in &marks.things {
        if near.body.overlaps(thing, slack) || covers(thing, near.head, 0.96) {
            found.push(("人挡着东西", 4.0));
        }
    }
    found
}

fn faults(marks: &Marks, (w, h): (f64, f64)) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    let slack = h * 0.01;
    for b in &marks.bubbles {
        let inside =
            b.x >= -slack && b.y >= -slack && b.x + b.w <= w + slack && b.y + b.h <= h + slack;
        if !inside {
            found.push(("气泡伸到画外", 9.0));
        }
        for head in &marks.heads {
            if covers(b, *head, 0.86) {
                found.push(("气泡压在头上", 9.0));
            }
        }
        if marks.things.iter().any(|t| t.overlaps(b, slack)) {
            found.push(("气泡压在道具上", 5.0));
        }
    }
    // Three lines where the picture is narrow; where it is wider, words have room beside each other.
    let most = if w / h < 1.3 { 3 } else { 2 };
    if marks.lines.iter().any(|lines| *lines > most) {
        found.push(("话排了太多行", 3.0));
    }
    for (i, a) in marks.bubbles.iter().enumerate() {
        if marks.bubbles[i + 1..].iter().any(|b| a.overlaps(b, slack)) {
            found.push(("两个气泡叠在一起", 9.0));
        }
    }
    for (i, ((x, y), r)) in marks.heads.iter().enumerate() {
        if x - r * 0.8 < 0.0 || x + r * 0.8 > w || y - r * 0.9 < 0.0 || y + r * 0.8 > h {
            found.push(("头被画框切掉", 9.0));
        }
        for ((ox, oy), or) in &marks.heads[i + 1..] {
            let apart = ((x - ox) * (x - ox) + (y - oy) * (y - oy)).sqrt();
            if apart < (r + or) * 0.8 {
                found.push(("两个头叠在一起", 9.0));
            }
        }
    }
    for (who, thing, at_head) in &marks.held {
        for (i, head) in marks.heads.iter().enumerate() {
            // Of one's own head the chin may be behind what is held up; of another's nothing.
            let share = if i == *who { 0.62 } else { 0.84 };
            if !(i == *who && *at_head) && covers(thing, *head, share) {
                found.push(("东西挡着脸", 8.0));
            }
        }
    }
    for (j, body) in marks.bodies.iter().enumerate() {
        for (i, head) in marks.heads.iter().enumerate().filter(|(i, _)| *i != j) {
            let over = marks.painted.get(j) > marks.painted.get(i);
            if over && covers(body, *head, 0.5) {
                found.push(("人挡着别人的脸", 8.0));
            }
        }
    }
    for arm in &marks.arms {
        let others = marks.heads.iter().enumerate().filter(|(i, _)| *i != arm.who);
        for (_, ((x, y), r)) in others {
            let near =
                arm.line.windows(2).any(|w| apart((*x, *y), w[0], w[1]) < r * 0.8 + arm.half);
            if near {
                found.push(("手臂挡着别人的脸", 8.0));
            }
        }
    }
    for near in &marks.near {
        let told = marks.things.iter().chain(&marks.signs).any(|t| t.overlaps(near, slack));
        if told || marks.heads.iter().any(|head| covers(near, *head, 0.96)) {
            found.push(("近处的东西挡着人或东西", 6.0));
        }
    }
    if let Some(near) = &marks.foreground {
        found.extend(behind_somebody(marks, near, slack));
    }
    if marks.misses.iter().any(|miss| *miss > REACH) {
        found.push(("手够不着", 6.0));
    }
    found
}
