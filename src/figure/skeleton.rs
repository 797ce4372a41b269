//! Bones: where head, elbows, hands and the thing in hand are, before anything is drawn.
//!
//! Start at [`skeleton`]. The stage tries many arrangements; only bones are needed to judge them
//! (art-direction.md §3.3). Units: u; the ground between the feet is 0,0, the figure faces right.

use super::anatomy::Anatomy;
use super::body::Body;
use super::body::body;
use super::hand::HandId;
use super::limb::Xy;
use super::limb::distance;
use super::limb::reach;
use super::mood::Expression;
use super::person::Age;
use super::person::Cap;
use super::person::Character;
use super::person::Sex;
use super::person::Skin;
use super::pose::Arm;
use super::pose::Hold;
use super::pose::Legs;
use super::pose::Lie;
use super::pose::Pose;
use crate::art::Drawing;

/// Hip of somebody who sits, above the ground.
pub(crate) const SEAT: f64 = 104.0;

/// What a person is to do.
#[derive(Debug, Clone)]
pub(crate) struct Acting<'a> {
    pub person: &'a Character,
    pub pose: Pose,
    pub mood: Expression<'a>,
    pub talks: bool,
    /// The head looks back over the shoulder.
    pub turned: bool,
    /// Where the pupils go, in u, if there is somebody to look at.
    pub gaze: Option<Xy>,
    /// The theme's hands and hair.
    pub anatomy: &'a Anatomy,
    /// The thing in hand, and how large it is drawn.
    pub prop: Option<(&'a Drawing, f64)>,
    /// What the near hand works with besides: a pen.
    pub tool: Option<(&'a Drawing, f64)>,
    /// Mirrored figures un-mirror what they hold, so that its words can be read.
    pub mirrored: bool,
    /// Hands that must be somewhere: near, far; and the prop between them.
    pub near_at: Option<Xy>,
    pub far_at: Option<Xy>,
    pub prop_at: Option<Xy>,
    /// Somebody who sits is given a chair.
    pub chair: bool,
    /// Arms foreshortened by this, over a desk.
    pub arm_scale: (f64, f64),
    /// The near, the far hand is drawn by somebody else: it is in another's.
    pub clasped: (bool, bool),
    /// Whose hand is in the far one.
    pub clasps: Option<&'a Skin>,
    /// A cuff for blood pressure around the far arm.
    pub cuff: bool,
}

impl<'a> Acting<'a> {
    /// Somebody who acts alone, empty-handed, facing right, before their hands are led anywhere.
    pub(crate) fn of(
        person: &'a Character,
        pose: Pose,
        mood: Expression<'a>,
        anatomy: &'a Anatomy,
    ) -> Acting<'a> {
        Acting {
            person,
            pose,
            mood,
            talks: false,
            turned: false,
            gaze: None,
            anatomy,
            prop: None,
            tool: None,
            mirrored: false,
            near_at: None,
            far_at: None,
            prop_at: None,
            chair: false,
            arm_scale: (1.0, 1.0),
            clasped: (false, false),
            clasps: None,
            cuff: false,
        }
    }
}

/// Shoulder, elbow and hand of an arm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bones {
    pub base: Xy,
    pub elbow: Xy,
    pub end: Xy,
    /// The hand's direction in degrees.
    pub angle: f64,
    pub hand: HandId,
    pub flipped: bool,
    /// Where the thing's edge lies in the hand.
    pub grip: Xy,
}

/// How large the hands of a person are drawn.
pub(crate) fn hand_size(p: &Character) -> f64 {
    match (p.age, p.sex) {
        (Age::Child, _) => 0.88,
        (_, Sex::Female) => 1.08,
        (_, Sex::Male) => 1.16,
    }
}

/// Where everything of a person is.
#[derive(Debug, Clone)]
pub(crate) struct Skeleton {
    pub body: Body,
    pub hip: Xy,
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

fn outside_torso((x, y): Xy, hip: Xy, lean: f64) -> Xy {
    let (s, c) = (libm::sin(lean.to_radians()), libm::cos(lean.to_radians()));
    (hip.0 + x * c - y * s, hip.1 + x * s + y * c)
}

/// How much longer legs are than those the table of poses was drawn with.
pub(crate) fn leg_share(b: &Body) -> f64 {
    (b.leg + 12.0) / 162.0
}

/// The bones of a person who acts.
pub(crate) fn skeleton(acting: &Acting<'_>) -> Skeleton {
    let (p, pose) = (acting.person, &acting.pose);
    let b = body(p);
    let k = pose.view;
    let hip = match pose.legs {
        Legs::Sit | Legs::Wheel => (0.0, -SEAT),
        Legs::Stand | Legs::Walk => (0.0, -(b.leg + 12.0)),
        Legs::Posed(joints) => (joints.hip.0 * leg_share(&b), joints.hip.1 * leg_share(&b)),
    };
    let lean = b.lean + pose.lean;
    let shoulders = outside_torso((0.0, -b.torso), hip, lean);
    let arm = |arm: &Arm, is_near: bool, fixed: Option<Xy>| {
        let (near_x, far_x) = (b.shoulder * (1.0 - 0.04 * k), b.shoulder * (1.0 - 0.2 * k));
        let root = if is_near { -near_x + b.arm[0] / 2.0 } else { far_x - b.arm[0] / 2.0 + 1.0 };
        let base = outside_torso((root, -b.torso + 21.0), hip, lean);
        let share = (b.upper + b.lower) / 116.0;
        let wished = (shoulders.0 + arm.target.0 * share, shoulders.1 + arm.target.1 * share);
        let target = fixed.unwrap_or(wished);
        let scale = if is_near { acting.arm_scale.0 } else { acting.arm_scale.1 };
        let (elbow, end) = reach(base, target, b.upper * scale, b.lower * scale, arm.bend);
        let length = distance(elbow, end).max(1e-6);
        let (dx, dy) = ((end.0 - elbow.0) / length, (end.1 - elbow.1) / length);
        let along = libm::atan2(dy, dx).to_degrees();
        let angle = if arm.wrist_is_absolute { arm.wrist } else { along + arm.wrist };
        let miss = fixed.map_or(0.0, |at| distance(at, end));
        let (grip_x, grip_y) =
            acting.anatomy.hands.hand(arm.hand).map_or((20.0, 0.0), |hand| hand.grip);
        let size = hand_size(p);
        let (gx, gy) = (grip_x * size, grip_y * size * if arm.flipped { -1.0 } else { 1.0 });
        let (s, c) = (libm::sin(angle.to_radians()), libm::cos(angle.to_radians()));
        let grip = (end.0 + gx * c - gy * s, end.1 + gx * s + gy * c);
        let (hand, flipped) = (arm.hand, arm.flipped);
        (Bones { base, elbow, end, angle, hand, flipped, grip }, miss)
    };
    let (near, near_miss) = arm(&pose.near, true, acting.near_at);
    let (far, far_miss) = arm(&pose.far, false, acting.far_at);
    let stoop = if p.age == Age::Elder { 5.0 } else { 0.0 };
    // The neck goes on where a bent back ends.
    let bent = (lean - 10.0).max(0.0) * 1.6;
    let forward = libm::sin(lean.to_radians()) * (20.0 + bent) + stoop;
    let head = (shoulders.0 + 6.0 * k + forward, shoulders.1 - b.neck - 44.0 * b.head);
    Skeleton {
        hip,
        lean,
        head,
        radius: 58.0 * b.head,
        crown: if p.hair == "bun" {
            26.0
        } else if p.cap == Some(Cap::Chef) {
            42.0
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

/// Where the middle of a thing is that lies so in a hand: the hand holds its edge, not its face.
pub(crate) fn lies_at((drawing, size): (&Drawing, f64), lie: &Lie, grip: Xy, mirrored: bool) -> Xy {
    let b = drawing.bounds;
    let (x, y) = match lie.point {
        Some((x, y)) => (b.x + b.w * x, b.y + b.h * y),
        None => drawing.grip,
    };
    // Mirrored people hold things that are not mirrored: what is ahead of them is to the other side of it.
    let ahead = if mirrored { 2.0f64.mul_add(b.x + b.w / 2.0, -x) } else { x };
    let side = if mirrored { -1.0 } else { 1.0 };
    let (px, py) = (ahead * size * side, y * size);
    let turn = lie.turn.to_radians();
    let (s, c) = (libm::sin(turn), libm::cos(turn));
    (grip.0 - (px * c - py * s), grip.1 - (px * s + py * c))
}

/// The middle of the thing in hand.
fn held_at(acting: &Acting<'_>, near: &Bones, far: &Bones) -> Option<Xy> {
    let thing = acting.prop?;
    if acting.prop_at.is_some() {
        return acting.prop_at;
    }
    if acting.pose.hold == Some(Hold::Floor) {
        let (b, size) = (thing.0.bounds, thing.1);
        return Some((far.grip.0 + b.w * size * 0.1, -(b.y + b.h) * size));
    }
    let grip = match acting.pose.hold {
        Some(Hold::Near | Hold::Cane) => near.grip,
        _ => far.grip,
    };
    Some(lies_at(thing, &acting.pose.lie, grip, acting.mirrored))
}
