//! Somebody near the reader, seen from behind, before everybody else.
//!
//! Start at [`Near::new`]. Units: the picture's; bodies in u.

use super::action::Action;
use super::group::Placing;
use super::group::act;
use super::judge::fault_cost;
use super::scene::Foreground;
use super::scene::Scene;
use super::scene::Setting;
use super::troupe::Troupe;
use crate::figure::Acting;
use crate::figure::InkNames;
use crate::figure::Pen;
use crate::figure::Skeleton;
use crate::figure::figure;
use crate::figure::placed;
use crate::figure::skeleton;
use crate::geometry::Rect;
use crate::model::Person;
use crate::model::Picture;
use kurbo::Affine;

/// Where somebody near is: the middle of the head, how large a u is, and how large at most what they hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearAt {
    pub head: (f64, f64),
    pub scale: f64,
    pub held: (f64, f64),
    /// So much higher than their pose says is the hand that holds it, in u.
    pub lift: f64,
    /// What they hold is drawn the other way round: the picture will be turned.
    pub turned: bool,
}

/// Somebody near.
pub(super) struct Near<'a> {
    acting: Acting<'a>,
    map: Affine,
    scale: f64,
    foreground: Foreground,
}

impl<'a> Near<'a> {
    /// Puts a person there, who does `action` with a thing; `None` for a person or a thing that is not known.
    pub(super) fn new(
        troupe: &'a Troupe<'a>,
        line: &'a Person,
        action: &'a Action,
        thing: Option<&str>,
        at: &NearAt,
    ) -> Option<Near<'a>> {
        let NearAt { head: (hx, hy), scale, held, lift, turned } = *at;
        let prop = match thing {
            None => None,
            Some(word) => {
                let (drawing, size) = troupe.prop_of(word, action)?;
                let (b, (wide, high)) = (drawing.bounds, (held.0 / scale, held.1 / scale));
                let most = (wide / b.w).min(high / b.h);
                Some((drawing, (size * action.pose.lie.grow).min(most)))
            }
        };
        let mood = troupe.cast.mood(line.mood.as_deref());
        let person = troupe.cast.person(&line.who)?;
        let mut pose = action.pose;
        pose.far.target.1 -= lift;
        let acting = Acting {
            prop,
            mirrored: turned,
            ..Acting::of(person, pose, mood, troupe.cast.anatomy())
        };
        let bones = skeleton(&acting);
        // A little of the head may be beyond the edge of the picture, not more.
        let hx = hx.max(bones.radius * scale * 0.92);
        let foot = (hx - bones.head.0 * scale, hy - bones.head.1 * scale);
        let foreground = foreground(&acting, &bones, foot, scale);
        let map = placed(foot, (scale, scale), 0.0);
        Some(Near { acting, map, scale, foreground })
    }

    /// Where their head is, and how large.
    pub(super) fn head(&self) -> ((f64, f64), f64) {
        self.foreground.head
    }

    /// The rest of the picture, with whoever is in it at a share of its width.
    pub(super) fn before(
        &self,
        troupe: &Troupe<'_>,
        rest: &Picture,
        setting: &Setting,
        at: f64,
    ) -> Scene {
        let foreground = Some(self.foreground.clone());
        let placing =
            Placing { faces_right: false, at, signs: true, foreground, hidden_below: None };
        act(troupe, rest, setting, Some(&placing))
    }

    /// Whether nothing is hidden and all words are there.
    pub(super) fn is_good(&self, scene: &Scene, setting: &Setting) -> bool {
        fault_cost(&scene.marks, setting.size) < 3.0 && scene.left_out.is_empty()
    }

    /// Paints them before everything but the bubbles.
    pub(super) fn paint(&self, scene: &mut Scene, palette: &InkNames, weight: f64) {
        let drawn = figure(&self.acting, palette, weight / self.scale);
        let mut pen = Pen::new(palette, weight);
        pen.add(&drawn.all, &self.map);
        let bubbles = scene.shapes.split_off(scene.first_bubble);
        scene.shapes.extend(pen.shapes);
        scene.first_bubble = scene.shapes.len();
        scene.shapes.extend(bubbles);
    }
}

/// Where everything of them is, for the judge.
fn foreground(acting: &Acting<'_>, bones: &Skeleton, (x, y): (f64, f64), scale: f64) -> Foreground {
    let on_stage = |(px, py): (f64, f64)| (x + px * scale, y + py * scale);
    let (head, radius) = (on_stage(bones.head), bones.radius * scale);
    let shoulder = (bones.body.shoulder + 6.0) * scale;
    let top = head.1 + radius * 0.8;
    let held = acting.prop.zip(bones.prop).map(|((drawing, size), at)| {
        let ((px, py), k) = (on_stage(at), size * scale);
        let (w, h) = (drawing.bounds.w * k, drawing.bounds.h * k);
        Rect { x: px - w / 2.0, y: py - h / 2.0, w, h }
    });
    let arm = bones.prop.map(|_| {
        let [(ax, ay), (bx, by)] = [bones.far.elbow, bones.far.grip].map(on_stage);
        let half = 16.0 * scale;
        let (left, top) = (ax.min(bx) - half, ay.min(by) - half);
        Rect { x: left, y: top, w: ax.max(bx) + half - left, h: ay.max(by) + half - top }
    });
    // Down to the ground, which is below the picture.
    let body = Rect { x: x - shoulder, y: top, w: 2.0 * shoulder, h: (y - top).max(0.0) };
    Foreground { head: (head, radius), body, held, arm }
}
