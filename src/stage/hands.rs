//! Where hands are led: to another's hands, to the desk, to a locker, over a slot.
//!
//! Start at [`Script::meet`] and [`Script::at_desks`]. Units: the picture's; bodies in u.

use super::blocking::Actor;
use super::blocking::Contact;
use super::blocking::MARGIN;
use super::blocking::acting;
use super::script::Script;
use crate::figure::Acting;
use crate::figure::Arm;
use crate::figure::Hold;
use crate::figure::PUSH_HANDLE;
use crate::figure::Xy;
use crate::figure::distance;
use crate::figure::skeleton;
use crate::vocabulary::lettered::base;

/// Height of a ballot box or a letter box on a table, and on a stand of its own, in u.
const SLOT_BOX: (f64, f64) = (86.0, 116.0);

/// Farther from the middle of the shoulders than this, a hand shows something, in u.
const HELD_OUT: f64 = 84.0;

/// A sleeve is so wide, in u.
const SLEEVE: f64 = 28.0;

/// No arm is foreshortened more than this.
const LEAST_ARM: f64 = 0.56;

/// Half as thick as an elbow in its sleeve, in u.
const ELBOW: f64 = 14.0;

/// How much the near and the far arm are foreshortened so that each is nearly straight where it goes.
fn each_straight(acting: &Acting<'_>) -> (f64, f64) {
    let bones = skeleton(&Acting { arm_scale: (1.0, 1.0), ..acting.clone() });
    let arm = (bones.body.upper + bones.body.lower) * 0.94;
    let share = |base: Xy, at: Option<Xy>| at.map_or(0.0, |at| distance(base, at) / arm);
    let (near, far) =
        (share(bones.near.base, acting.near_at), share(bones.far.base, acting.far_at));
    (near.clamp(LEAST_ARM, 1.0), far.clamp(LEAST_ARM, 1.0))
}

/// The same for both arms: that of the one that reaches farther.
fn straight(acting: &Acting<'_>) -> (f64, f64) {
    let (near, far) = each_straight(acting);
    let most = near.max(far);
    (most, most)
}

impl<'a> Script<'a> {
    /// How high hands meet, in u above the ground. A child that is too small for a counter or for the
    /// other's hands stands on something nobody sees.
    pub(super) fn meeting_height(
        &self,
        actors: &mut [Actor<'_>],
        contact: Contact,
        (ground, scale): (f64, f64),
    ) -> f64 {
        let (a, b) = contact.pair();
        let over = self.desk_of(&actors[a]).or(self.desk_of(&actors[b]));
        // What is handed over stands on nothing: its lower edge is over the counter's too.
        let half = actors[a].prop.map_or(0.0, |(drawing, size)| drawing.bounds.h * size / 2.0);
        let clear = (half - 14.0).max(12.0);
        let least = over.map_or(0.0, |edge| (ground - edge) / scale + clear);
        let height = contact.height(actors, least);
        if !self.full && matches!(contact, Contact::Give(..) | Contact::Shake(..)) {
            for i in [a, b] {
                let bones = skeleton(&acting(&actors[i]));
                let shoulder = -bones.near.base.1 + actors[i].lift;
                actors[i].lift += (height - 30.0 - shoulder).max(0.0);
            }
        }
        height
    }

    /// Who opens a locker stands where a hand reaches it.
    pub(super) fn go_to_locker(&self, actors: &mut [Actor<'_>], scale: f64) {
        let Some(locker) = self.place.locker(self.setting.size) else { return };
        for a in actors.iter_mut().filter(|a| a.action.opens_locker()) {
            let x = (locker.x - 92.0 * scale).max(MARGIN * scale);
            a.told = Some(x / self.setting.size.0);
        }
    }

    /// Who shows what is to be seen from its far side stands at its edge, not before it.
    pub(super) fn stand_clear(&self, actors: &mut [Actor<'_>], scale: f64) {
        let w = self.setting.size.0;
        let Some(focus) = self.place.focus_from(self.setting.size) else { return };
        let beyond = |a: &Actor<'_>| a.told.is_some_and(|share| share * w > focus);
        for a in actors.iter_mut().filter(|a| a.action.to_focus && beyond(a)) {
            a.told = a.told.map(|share| share.max(1.0 - MARGIN * scale / w));
        }
    }

    /// Default: the first looks right, the others left, the middle one of three right. Who points at a
    /// board or opens a locker looks there.
    pub(super) fn look_around(&self, actors: &mut [Actor<'_>]) {
        let focus = self.place.focus_from(self.setting.size);
        for a in actors.iter_mut() {
            if focus.is_some_and(|f| a.x < f) && a.action.to_focus {
                a.faces_right = true;
            }
        }
    }

    /// Hands on the desk: arms are foreshortened, or their elbows would go through it.
    pub(super) fn at_desks(
        &self,
        actors: &[Actor<'_>],
        actings: &mut [Acting<'_>],
        scale: f64,
        floor_of: &dyn Fn(&Actor<'_>) -> f64,
    ) {
        let h = self.setting.size.1;
        for (a, acting) in actors.iter().zip(actings) {
            if self.slot_word().is_some() && !a.action.into.is_empty() {
                // Over the slot: a good part of the slip is in it.
                let slip = a.prop.map_or(56.0, |(d, size)| d.bounds.h * size);
                let y = (self.slot_top(a, scale) - floor_of(a)) / scale - slip * 0.8;
                acting.far_at = Some((110.0, y));
                continue;
            }
            let Some(edge) = self.desk_of(a) else { continue };
            if !a.action.is_desk_work() {
                // Paper is held over the counter, not behind it; and a hand that is held out is seen whole.
                let bones = skeleton(acting);
                let low = (edge - floor_of(a)) / scale - 16.0;
                let paper = a.prop.is_some() && a.pose.hold == Some(Hold::Paper);
                // Two hands on one sheet keep their places on it. Held out, the whole arm is over the edge: of one
                // along it a wedge would be left.
                let up = (bones.near.end.1.max(bones.far.end.1) - low).max(0.0);
                let raised = |arm: &Arm, (x, y): Xy| {
                    let held_out = arm.target.0.abs() > HELD_OUT;
                    match (paper, held_out) {
                        (true, _) => Some((x, y - up)),
                        (false, true) => Some((x, y.min(low - SLEEVE))),
                        (false, false) => None,
                    }
                };
                acting.near_at = raised(&a.pose.near, bones.near.end);
                acting.far_at = raised(&a.pose.far, bones.far.end);
                // An elbow that hangs below the counter's edge would be cut off there.
                let low = (edge - floor_of(a)) / scale;
                let hangs = |at: Option<Xy>, elbow: Xy| at.is_some() && elbow.1 > low - ELBOW;
                let near = hangs(acting.near_at, bones.near.elbow);
                if near || hangs(acting.far_at, bones.far.elbow) {
                    acting.arm_scale = straight(acting);
                }
                continue;
            }
            let own = |dx: f64, y: f64| (dx, (y - floor_of(a)) / scale);
            // The lower hand is on the desk, the other as much higher as its pose says.
            let (near, far) = (a.pose.near.target, a.pose.far.target);
            let low = near.1.max(far.1);
            let on_desk =
                |target: Xy| own(target.0, edge - h * 0.05 - (low - target.1) * scale * 0.9);
            acting.near_at = Some(on_desk(near));
            acting.far_at = Some(on_desk(far));
            // Of two hands on a desk, the one nearer to the body has its elbow lower: it would go through the top.
            let (near, far) = each_straight(acting);
            acting.arm_scale = (near.min(0.9), far.min(0.9));
        }
    }

    /// Height of the box into which somebody puts something, in the picture.
    pub(super) fn slot_height(&self, a: &Actor<'_>, scale: f64) -> f64 {
        if self.desk_of(a).is_some() { SLOT_BOX.0 * scale } else { SLOT_BOX.1 * scale }
    }

    /// Its upper edge.
    pub(super) fn slot_top(&self, a: &Actor<'_>, scale: f64) -> f64 {
        let h = self.setting.size.1;
        let foot = self.desk_of(a).map_or(h * 0.98, |edge| edge + h * 0.012);
        foot - self.slot_height(a, scale)
    }

    /// The box of the picture into which somebody puts something.
    pub(super) fn slot_word(&self) -> Option<&'a str> {
        let boxes = self.actors.iter().map(|a| &a.action.into).find(|boxes| !boxes.is_empty())?;
        let mut asked = self.picture.props.iter().map(|p| p.value.as_str());
        asked.find(|word| boxes.iter().any(|b| b == base(word)))
    }

    /// Hands of two people at one place between them.
    pub(super) fn meet(
        &self,
        actors: &[Actor<'a>],
        actings: &mut [Acting<'a>],
        (scale, height): (f64, f64),
        floor_of: &dyn Fn(&Actor<'_>) -> f64,
    ) {
        let Some(contact) = self.contact else { return };
        let (first, second) = contact.pair();
        self.join_hands(actors, actings, (contact, scale, height), floor_of);
        for i in [first, second] {
            // An elbow below a counter would leave half an arm over it.
            let cut_off = actors[i].behind && actings[i].far_at.is_some();
            // Who teaches stands close: an arm of its whole length would fold over the chest.
            let folds = i == first && matches!(contact, Contact::Teach(..));
            if cut_off || folds {
                actings[i].arm_scale = straight(&actings[i]);
            }
        }
    }

    /// What every kind of contact does with the hands.
    fn join_hands(
        &self,
        actors: &[Actor<'a>],
        actings: &mut [Acting<'a>],
        (contact, scale, height): (Contact, f64, f64),
        floor_of: &dyn Fn(&Actor<'_>) -> f64,
    ) {
        let (first, second) = contact.pair();
        let own = |i: usize, (x, y): Xy| {
            let a = &actors[i];
            let mirror = if a.faces_right { 1.0 } else { -1.0 };
            ((x - a.x) / (scale * mirror), (y - floor_of(a)) / scale)
        };
        let (a, b) = (&actors[first], &actors[second]);
        let side = if a.x < b.x { 1.0 } else { -1.0 };
        let middle = (a.x + b.x) / 2.0;
        match contact {
            Contact::Give(..) => {
                let y = height;
                let half = a.prop.map_or(30.0, |(d, size)| d.bounds.w / 2.0 * size) * scale;
                // Each holds the side that is theirs, below its middle: thumbs reach a little over the edge.
                for (i, out) in [(first, -side), (second, side)] {
                    let x = middle + out * (half + 18.0 * scale);
                    actings[i].far_at = Some(own(i, (x, y + 8.0 * scale)));
                }
                actings[first].prop_at = Some(own(first, (middle, y - 12.0 * scale)));
                actings[second].prop = None;
            }
            Contact::Shake(..) => {
                let y = height;
                for (i, out) in [(first, -side), (second, side)] {
                    actings[i].far_at = Some(own(i, (middle + out * 23.0 * scale, y)));
                }
                // Both hands are one drawing, at the first's wrist.
                actings[first].clasps = Some(&b.person.skin);
                actings[second].clasped.1 = true;
            }
            Contact::Lead(..) => {
                // The other's hand is in this one: drawn with it, its wrist a hand's length on and lower, and
                // no lower than their arm is long.
                let bones = skeleton(&acting(b));
                let arm = (bones.body.upper + bones.body.lower) * 0.9;
                let lowest = floor_of(b) + (bones.near.base.1 + arm - 34.0) * scale;
                let wished = (floor_of(b) - 176.0 * scale).max(floor_of(a) - 170.0 * scale);
                let at = (a.x + side * 56.0 * scale, wished.min(lowest));
                actings[first].far_at = Some(own(first, at));
                let theirs = (at.0 + side * 18.0 * scale, at.1 + 34.0 * scale);
                actings[second].near_at = Some(own(second, theirs));
                actings[first].clasps = Some(&b.person.skin);
                actings[second].clasped.0 = true;
            }
            Contact::Support(..) => {
                // At the other's elbow.
                let bones = skeleton(&acting(b));
                let elbow = -bones.hip.1 + bones.body.torso * 0.4;
                let y = floor_of(b) - elbow * scale;
                actings[first].far_at = Some(own(first, (b.x - side * 66.0 * scale, y)));
            }
            Contact::Push(..) => {
                let handle =
                    (b.x + side * PUSH_HANDLE.0 * scale, floor_of(b) + PUSH_HANDLE.1 * scale);
                let back = |by: f64, up: f64| (handle.0 - side * by * scale, handle.1 - up * scale);
                actings[first].far_at = Some(own(first, back(8.0, 16.0)));
                actings[first].near_at = Some(own(first, back(14.0, 12.0)));
            }
            Contact::Comfort(..) => {
                // On the outer edge of the shoulder: away from hair, chest and face.
                let base = skeleton(&acting(b)).far.base;
                let y = floor_of(b) + (base.1 + 4.0) * scale;
                actings[first].far_at = Some(own(first, (b.x - side * 62.0 * scale, y)));
            }
            Contact::Teach(..) => {
                // At the edge of the screen, never on its words; the phone stays in the other's hand.
                let Some(at) = skeleton(&acting(b)).prop else { return };
                let half = b.prop.map_or(20.0, |(d, size)| d.bounds.w / 2.0 * size);
                let mirror = if b.faces_right { 1.0 } else { -1.0 };
                let x = b.x + mirror * at.0 * scale - side * (half + 37.0) * scale;
                let y = floor_of(b) + (at.1 - 26.0) * scale;
                actings[first].far_at = Some(own(first, (x, y)));
            }
            // They hold what their poses say.
            Contact::Shelter(..) | Contact::Table(..) => {}
            Contact::Measure(..) => {
                let y = height;
                actings[second].cuff = true;
                actings[second].far_at = Some(own(second, (middle + side * 10.0 * scale, y)));
                actings[first].far_at =
                    Some(own(first, (middle - side * 26.0 * scale, y + 6.0 * scale)));
            }
        }
    }
}
