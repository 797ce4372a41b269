//! Bones: where head, elbows, hands and the thing in hand are, before anything is drawn.
//!
//! Start at [`skeleton`]. The stage tries many arrangements; only bones are needed to judge them
//! (art-direction.md §3.3). Units: u; the ground between the feet is 0,0, the figure faces right.

use super::body::Body;
use super::body::body;
use super::limb::Xy;
use super::limb::distance;
use super::limb::reach;
use super::mood::Mood;
use super::person::Age;
use super::person::Character;
use super::pose::Arm;
use super::pose::Hold;
use super::pose::Legs;
use super::pose::Pose;
use crate::art::Drawing;

/// Hip of somebody who sits, above the ground.
pub(crate) const SEAT: f64 = 104.0;

/// What a person is to do.
#[derive(Debug, Clone)]
pub(crate) struct Acting<'a> {
    pub person: &'a Character,
    pub pose: Pose,
    pub mood: &'a Mood,
    pub talks: bool,
    /// The thing in hand, and how large it is drawn.
    pub prop: Option<(&'a Drawing, f64)>,
    /// Mirrored figures un-mirror what they hold, so that its words can be read.
    pub mirrored: bool,
    /// Hands that must be somewhere: near, far; and the prop between them.
    pub near_at: Option<Xy>,
    pub far_at: Option<Xy>,
    pub prop_at: Option<Xy>,
    /// Somebody who sits is given a chair.
    pub chair: bool,
    /// Arms foreshortened by this, over a desk.
    pub arm_scale: f64,
    /// The far hand is drawn by somebody else: it is in another's.
    pub clasped: bool,
    /// A cuff for blood pressure around the far arm.
    pub cuff: bool,
}

/// Shoulder, elbow and hand of an arm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bones {
    pub base: Xy,
    pub elbow: Xy,
    pub end: Xy,
    /// Where the drawn hand begins, and its direction in degrees.
    pub wrist: Xy,
    pub angle: f64,
}

/// Where everything of a person is.
#[derive(Debug, Clone)]
pub(crate) struct Skeleton {
    pub body: Body,
    pub hip_y: f64,
    pub lean: f64,
    pub near: Bones,
    pub far: Bones,
    /// Middle of the head; a disc that holds it with its hair.
    pub head: Xy,
    pub radius: f64,
    /// What hair and cap add above the disc.
    pub crown: f64,
    /// Middle of the thing in hand.
    pub prop: Option<Xy>,
    /// How far the far hand, and the near one, are from where they must be.
    pub miss: (f64, f64),
}

fn outside_torso((x, y): Xy, hip_y: f64, lean: f64) -> Xy {
    let (s, c) = (libm::sin(lean.to_radians()), libm::cos(lean.to_radians()));
    (x * c - y * s, hip_y + x * s + y * c)
}

/// The bones of a person who acts.
pub(crate) fn skeleton(acting: &Acting<'_>) -> Skeleton {
    let (p, pose) = (acting.person, &acting.pose);
    let b = body(p);
    let k = pose.view;
    let hip_y = match pose.legs {
        Legs::Sit | Legs::Wheel => -SEAT,
        Legs::Stand | Legs::Walk => -(b.leg + 12.0),
    };
    let lean = b.lean + pose.lean;
    let shoulders = outside_torso((0.0, -b.torso), hip_y, lean);
    let arm = |arm: &Arm, is_near: bool, fixed: Option<Xy>| {
        let (near_x, far_x) = (b.shoulder * (1.0 - 0.04 * k), b.shoulder * (1.0 - 0.2 * k));
        let root = if is_near { -near_x + b.arm[0] / 2.0 } else { far_x - b.arm[0] / 2.0 + 1.0 };
        let base = outside_torso((root, -b.torso + 21.0), hip_y, lean);
        let share = (b.upper + b.lower) / 116.0;
        let wished = (shoulders.0 + arm.target.0 * share, shoulders.1 + arm.target.1 * share);
        let target = fixed.unwrap_or(wished);
        let scale = acting.arm_scale;
        let (elbow, end) = reach(base, target, b.upper * scale, b.lower * scale, arm.bend);
        let length = distance(elbow, end).max(1e-6);
        let (dx, dy) = ((end.0 - elbow.0) / length, (end.1 - elbow.1) / length);
        let along = libm::atan2(dy, dx).to_degrees();
        let angle = if arm.wrist_is_absolute { arm.wrist } else { along + arm.wrist };
        let wrist = (end.0 - dx * 3.0, end.1 - dy * 3.0);
        let miss = fixed.map_or(0.0, |at| distance(at, end));
        (Bones { base, elbow, end, wrist, angle }, miss)
    };
    let (near, near_miss) = arm(&pose.near, true, acting.near_at);
    let (far, far_miss) = arm(&pose.far, false, acting.far_at);
    let stoop = if p.age == Age::Elder { 5.0 } else { 0.0 };
    let forward = libm::sin(lean.to_radians()) * 20.0 + stoop;
    let head = (shoulders.0 + 6.0 * k + forward, shoulders.1 - b.neck - 44.0 * b.head);
    Skeleton {
        hip_y,
        lean,
        head,
        radius: 58.0 * b.head,
        crown: if p.hair == "bun" {
            26.0
        } else if p.cap.is_some() {
            14.0
        } else {
            0.0
        },
        prop: held_at(acting, &near, &far),
        near,
        far,
        miss: (far_miss, near_miss),
        body: b,
    }
}

/// The middle of the thing in hand: the hand holds its edge, not its face.
fn held_at(acting: &Acting<'_>, near: &Bones, far: &Bones) -> Option<Xy> {
    let (drawing, size) = acting.prop?;
    let tip = |bones: &Bones, by: f64| {
        let (s, c) = (libm::sin(bones.angle.to_radians()), libm::cos(bones.angle.to_radians()));
        (bones.wrist.0 + c * by, bones.wrist.1 + s * by)
    };
    let between = ((near.wrist.0 + far.wrist.0) / 2.0, (near.wrist.1 + far.wrist.1) / 2.0);
    // Mirrored people hold things that are not mirrored.
    let turn = if acting.mirrored { -1.0 } else { 1.0 };
    let by_grip = |(x, y): Xy| (x - drawing.grip.0 * size * turn, y - drawing.grip.1 * size);
    let lower = |(x, y): Xy, by: f64| (x, y + by);
    Some(match (acting.prop_at, acting.pose.hold) {
        (Some(at), _) => at,
        (None, Some(Hold::Both)) => (between.0 + 42.0, between.1 - 14.0),
        // Both hands at the foot: what is written stays to be read.
        (None, Some(Hold::Paper)) => lower(by_grip((between.0 + 10.0, between.1)), 4.0),
        (None, Some(Hold::Board)) => {
            let at = by_grip(tip(far, 10.0));
            (at.0 - 12.0, at.1 + 4.0)
        }
        // Let go into a slot below the hand.
        (None, Some(Hold::Slot)) => {
            let at = tip(far, 14.0);
            (at.0, at.1 + drawing.bounds.h * size * 0.4)
        }
        (None, Some(Hold::Near)) => {
            let at = tip(near, 13.0);
            (at.0, at.1 - 8.0)
        }
        (None, Some(Hold::Far)) => by_grip(tip(far, 14.0)),
        (None, Some(Hold::Pen)) => tip(near, 12.0),
        (None, Some(Hold::Cane)) => tip(near, 10.0),
        (None, Some(Hold::Crutches) | None) => by_grip(tip(far, 16.0)),
    })
}
