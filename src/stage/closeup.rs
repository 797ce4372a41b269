//! What all close-ups share: a desk that fills the picture, hands that come in from outside, and the words of
//! somebody of whom no face is seen.
//!
//! Start at [`arm`]. Units: the picture's; bodies in u.

use super::action::Action;
use super::scene::Scene;
use super::scene::Setting;
use super::speech::say;
use super::troupe::Troupe;
use crate::figure::Acting;
use crate::figure::Figure;
use crate::figure::Hold;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::figure;
use crate::figure::n;
use crate::figure::placed;
use crate::figure::rounded;
use crate::figure::skeleton;
use crate::model::Person;
use crate::record::At;
use kurbo::Affine;

/// A u, by the picture's height: a palm is a seventh of it.
const SCALE: f64 = 0.0066;

/// So far outside of the picture is a shoulder, in u.
const SHOULDER: f64 = 14.0;

/// An arm that comes in from outside, drawn: with which hand, and where it is.
pub(super) struct Arm {
    drawn: Figure,
    far: bool,
    map: Affine,
}

impl Arm {
    /// Sleeve and hand with what they hold, in painting order.
    pub(super) fn shapes(&self) -> Vec<InkedShape> {
        let arm = self.drawn.arms(!self.far, self.far, true);
        arm.into_iter().map(|shape| shape.mapped(&self.map)).collect()
    }

    /// The fingers before what two hold together.
    pub(super) fn fingers(&self) -> Vec<InkedShape> {
        self.drawn.before(!self.far).iter().map(|shape| shape.mapped(&self.map)).collect()
    }
}

/// From where an arm comes: its hand is at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reaches {
    pub to: (f64, f64),
    pub from_right: bool,
}

/// An arm that comes in from outside. Its sleeve is as long as the way there.
pub(super) fn arm(
    troupe: &Troupe<'_>,
    line: &Person,
    action: &Action,
    Reaches { to: (x, y), from_right }: Reaches,
    setting: &Setting,
) -> Option<Arm> {
    let person = troupe.cast.person(&line.who)?;
    let (w, h) = setting.size;
    let scale = h * SCALE;
    let sized = |word: &str, grow: f64| {
        let (word, drawing) = troupe.prop(word)?;
        Some((drawing, word.height / drawing.bounds.h * grow))
    };
    let mut pose = action.pose;
    let far = pose.hold == Some(Hold::Far) || action.tool.is_none();
    let mut acting = Acting {
        tool: action.tool.as_deref().and_then(|word| sized(word, pose.tool.grow)),
        prop: action.brings.as_deref().and_then(|word| sized(word, pose.lie.grow)),
        // A pen has no words: from the left it is the other way round, like the hand.
        mirrored: from_right || action.tool.is_some(),
        ..Acting::of(person, pose, troupe.cast.mood(None), troupe.cast.anatomy())
    };
    let (at, root) = {
        let bones = skeleton(&acting);
        let bone = if far { bones.far } else { bones.near };
        (bone.grip, bone.base)
    };
    // The shoulder is outside.
    let way = (if from_right { w - x } else { x }) / scale + SHOULDER;
    let longer = (way / (at.0 - root.0).max(1.0)).max(1.0);
    if longer > 1.0 {
        for limb in [&mut pose.near, &mut pose.far] {
            limb.target = (limb.target.0 * longer, limb.target.1);
        }
        acting = Acting { pose, arm_scale: (longer, longer), ..acting };
    }
    let bones = skeleton(&acting);
    let at = if far { bones.far.grip } else { bones.near.grip };
    let mirror = if from_right { -1.0 } else { 1.0 };
    let map = placed((x - at.0 * scale * mirror, y - at.1 * scale), (scale * mirror, scale), 0.0);
    let drawn = figure(&acting, troupe.palette, setting.weight / scale);
    Some(Arm { drawn, far, map })
}

/// The words of somebody who is outside, at the left or at the right.
pub(super) fn said_outside(
    scene: &mut Scene,
    troupe: &Troupe<'_>,
    (speaker, at_right): (&At<Person>, bool),
    setting: &Setting,
) {
    let (w, h) = setting.size;
    let x = if at_right { w + h * 0.02 } else { -h * 0.02 };
    say(scene, troupe, speaker, (((x, h * 0.5), h * 0.12), (w * 0.46, false)), setting);
}

/// Desks, each of its surface, its lines and its edge: wood, a counter, a cloth with stripes.
const DESKS: [Desk; 3] = [
    Desk { top: "wood-light", lines: "wood", edge: "wood", planks: true },
    Desk { top: "sky", lines: "sky-deep", edge: "mist", planks: false },
    Desk { top: "pink-pale", lines: "white", edge: "pink", planks: true },
];

struct Desk {
    top: &'static str,
    lines: &'static str,
    edge: &'static str,
    planks: bool,
}

/// A desk that fills the picture from so far down, and a little of the wall behind it. Matters take turns; gives the ink
/// of shadows on it.
pub(super) fn desk(pen: &mut Pen<'_>, setting: &Setting, from: f64) -> &'static str {
    let (w, h) = setting.size;
    let desk = &DESKS[setting.variant / 3 % DESKS.len()];
    let far = 2.0 * w;
    pen.path(&rounded(-w, -h, far + w, 3.0 * h, 0.0), desk.top, 0.0);
    if desk.planks {
        let planks = (0..=5).map(|i| {
            let x = f64::from(i) / 5.0 - 0.5;
            let (top, foot) = (w * (0.5 + x), w * (0.5 + x * 2.2));
            format!("M{},{} L{},{}", n(top), n(h * from), n(foot), n(h * 1.02))
        });
        pen.stroke(&planks.collect::<Vec<_>>().join(" "), desk.lines, 0.7);
    } else {
        // A smooth top shines.
        let shine = [(0.06, 0.2), (0.3, 0.36)].map(|(a, b)| {
            format!(
                "M{},{} L{},{} L{},{} L{},{}Z",
                n(w * (a + 0.34)),
                n(h * from),
                n(w * (b + 0.34)),
                n(h * from),
                n(w * b),
                n(h * 1.1),
                n(w * a),
                n(h * 1.1)
            )
        });
        pen.path(&shine.join(" "), "white", 0.0);
    }
    pen.path(&rounded(-w, -h, far + w, h * (1.0 + from), 0.0), "picture", 0.0);
    pen.path(&rounded(-w, h * (from - 0.035), far + w, h * 0.035, 0.0), desk.edge, 1.0);
    if desk.planks { desk.edge } else { desk.lines }
}
