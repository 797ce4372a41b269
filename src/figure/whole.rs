//! A person: skeleton from a pose, limbs, clothes, head, hands, in painting order (art-direction.md §3).
//!
//! Start at [`figure`]. Units: u; the ground between the feet is 0,0, the figure faces right. The stage
//! turns it round by mirroring. Hands come last of all, over what they hold.

use super::clothes::dress;
use super::head::head_of;
use super::limb::Xy;
use super::limb::centreline;
use super::limb::reach;
use super::limb::ribbon;
use super::limb::taper;
use super::mannequin::ArmLayers;
use super::mannequin::Mannequin;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::drawn;
use super::pen::placed;
use super::pose::HeadView;
use super::pose::Hold;
use super::pose::Legs;
use super::pose::Lie;
use super::seat::chair;
use super::seat::crutch;
use super::seat::wheelchair;
use super::skeleton::Acting;
use super::skeleton::leg_share;
use super::skeleton::lies_at;
use super::skeleton::skeleton;
use super::turned::behind;
use super::turned::profile;
use crate::art::Drawing;
use kurbo::BezPath;
use kurbo::ParamCurve;
use kurbo::PathSeg;
use kurbo::Shape as _;

/// The finished layers of a person.
pub(crate) struct Figure {
    /// Everything, in painting order.
    pub all: Vec<InkedShape>,
    far: ArmLayers,
    near: ArmLayers,
    near_over: bool,
    held: Vec<InkedShape>,
    tool: Vec<InkedShape>,
}

impl Figure {
    /// Parts that may be painted again over another person: fingers behind what is held; of the far hand,
    /// which meets others, and of the near one if `near`.
    pub(crate) fn behind(&self, near: bool) -> Vec<InkedShape> {
        let near = if near { self.near.behind.as_slice() } else { &[] };
        self.far.behind.iter().chain(near).cloned().collect()
    }

    /// What is held, and the fingers before it.
    pub(crate) fn before(&self, near: bool) -> Vec<InkedShape> {
        let far = self.held.iter().chain(&self.far.front);
        let near: [&[InkedShape]; 2] =
            if near { [&self.tool, &self.near.front] } else { [&[], &[]] };
        far.chain(near.into_iter().flatten()).cloned().collect()
    }

    /// One arm or both, in painting order, to be painted again over a counter; `whole`: also where they would be
    /// behind the body, of which nothing is seen there.
    pub(crate) fn arms(&self, near: bool, far: bool, whole: bool) -> Vec<&InkedShape> {
        fn of(shown: bool, layer: &[InkedShape]) -> &[InkedShape] {
            if shown { layer } else { &[] }
        }
        fn root(arm: &ArmLayers, whole: bool) -> &[InkedShape] {
            if whole { &arm.sleeve } else { &arm.beside }
        }
        let mut parts = vec![of(far, root(&self.far, whole)), of(far, &self.far.behind)];
        let near_first = [of(near, root(&self.near, whole)), of(near, &self.near.behind)];
        let thing = [of(near || far, &self.held), of(far, &self.far.front)];
        if self.near_over {
            parts.extend(thing);
            parts.extend(near_first);
        } else {
            parts.extend(near_first);
            parts.extend(thing);
        }
        parts.extend([of(near, &self.tool), of(near, &self.near.front)]);
        parts.into_iter().flatten().collect()
    }
}

impl Mannequin<'_> {
    fn leg(&self, root: f64, knee: Xy, ankle: Xy, toe: f64, turn: f64) -> Vec<InkedShape> {
        let mut pen = Pen::new(self.palette, self.weight);
        let p = self.acting.person;
        let mut shoe = Pen::new(self.palette, self.weight);
        shoe.path(
            "M-13,-15 C-14,-2 -15,4 -13,9 L26,9 C32,9 32,0 26,-4 C18,-7 13,-9 11,-16Z",
            &p.shoe,
            1.0,
        );
        shoe.stroke("M-13,5 L28,5", &format!("{}/light", p.shoe), 0.7);
        pen.add(&shoe.shapes, &placed((ankle.0, ankle.1 + 3.0), (toe * 0.98, 0.98), turn));
        let line =
            centreline((self.bones.hip.0 + root, self.bones.hip.1 + 11.0), knee, ankle, 22.0);
        let t = self.bones.body.thigh;
        let (widths, ink) = if p.clothes == "dress" {
            (vec![t[0] * 0.7, t[1] * 0.66, t[2] * 0.72], p.skin.base.as_str())
        } else {
            (t.to_vec(), p.bottom.as_str())
        };
        pen.path(&ribbon(&line, &taper(widths), (0.0, 1.0), true), ink, 1.0);
        pen.shapes
    }

    fn legs(&self) -> Vec<InkedShape> {
        let (b, hip) = (&self.bones.body, self.bones.hip.1);
        let leg = b.leg;
        match self.acting.pose.legs {
            Legs::Sit | Legs::Wheel => {
                let mut all = self.leg(10.0, (76.0, hip + 2.0), (80.0, -12.0), 1.0, 0.0);
                all.extend(self.leg(-8.0, (62.0, hip + 6.0), (60.0, -12.0), 1.0, 0.0));
                all
            }
            Legs::Posed(joints) => {
                let share = leg_share(b);
                let at = |(x, y): Xy| (x * share, (y + 12.0) * share - 12.0);
                let [near, far] = joints.knees.map(at);
                let [near_foot, far_foot] = joints.ankles.map(at);
                // Hips half as far apart as the feet of somebody who stands.
                let apart = (b.hip - b.thigh[0] / 2.0) * 0.7;
                let mut all = self.leg(apart, far, far_foot, 1.0, joints.feet[1]);
                all.extend(self.leg(-apart, near, near_foot, 1.0, joints.feet[0]));
                all
            }
            Legs::Walk => {
                let (k1, a1) = reach((-7.0, hip), (-44.0, -30.0), leg * 0.5, leg * 0.5, -1.0);
                let (k2, a2) = reach((8.0, hip), (42.0, -13.0), leg * 0.52, leg * 0.52, -1.0);
                let mut all = self.leg(8.0, k2, a2, 1.0, -8.0);
                all.extend(self.leg(-7.0, k1, a1, 1.0, 38.0));
                all
            }
            Legs::Stand => {
                let apart = if self.acting.person.clothes == "dress" {
                    b.hip * 0.42
                } else {
                    b.hip - b.thigh[0] / 2.0 - 1.5
                };
                let (near, far) = (-apart, apart + 2.0);
                let near_toe = if self.k < 0.3 { -1.0 } else { 1.0 };
                let mut all =
                    self.leg(far - 2.0, (far, hip + leg * 0.5), (far + 1.0, -12.0), 1.0, 0.0);
                all.extend(self.leg(
                    near + 2.0,
                    (near - 1.0, hip + leg * 0.5),
                    (near - 2.0, -12.0),
                    near_toe,
                    0.0,
                ));
                all
            }
        }
    }

    /// The thing in hand, at its grip.
    fn held(&self) -> Vec<InkedShape> {
        let pose = &self.acting.pose;
        if pose.hold == Some(Hold::Crutches) {
            let (near, far) = (self.bones.near.end, self.bones.far.end);
            let mut both = crutch(near, near.0 - 14.0, self.palette, self.weight);
            both.extend(crutch(far, far.0 + 16.0, self.palette, self.weight));
            return both;
        }
        let (Some((drawing, size)), Some(at)) = (self.acting.prop, self.bones.prop) else {
            return Vec::new();
        };
        if pose.hold == Some(Hold::Cane) {
            // The handle in the hand, the tip on the ground: as long as it has to be.
            let stretch = (-at.1 - 2.0) / (drawing.bounds.y + drawing.bounds.h).max(1.0);
            return drawn(drawing, at, (1.0, stretch.max(0.4)), self.weight, 0.0);
        }
        self.thing(drawing, at, size, &pose.lie)
    }

    /// A thing with its middle at a place: its words are never mirrored.
    fn thing(&self, drawing: &Drawing, at: Xy, size: f64, lie: &Lie) -> Vec<InkedShape> {
        let mirror = if self.acting.mirrored { -1.0 } else { 1.0 };
        drawn(drawing, at, (size * mirror, size), self.weight, lie.turn)
    }

    /// What the near hand works with.
    fn tool(&self) -> Vec<InkedShape> {
        let Some(tool) = self.acting.tool else { return Vec::new() };
        let lie = &self.acting.pose.tool;
        let at = lies_at(tool, lie, self.bones.near.grip, self.acting.mirrored);
        self.thing(tool.0, at, tool.1, lie)
    }
}

/// An outline whose curves are eight straight lines each. Asked of the curves themselves, a line here and
/// there would end a hair earlier, and boards that are printed already would look new.
fn cut_into_eight(outline: &BezPath) -> BezPath {
    let mut polygon = BezPath::new();
    for segment in outline.segments() {
        if polygon.elements().is_empty() {
            polygon.move_to(segment.start());
        }
        let steps = if matches!(segment, PathSeg::Cubic(_)) { 8 } else { 1 };
        for i in 1..=steps {
            polygon.line_to(segment.eval(f64::from(i) / f64::from(steps)));
        }
    }
    polygon.close_path();
    polygon
}

/// Draws a person; lines have the weight `weight` in u.
pub(crate) fn figure(acting: &Acting<'_>, palette: &InkNames, weight: f64) -> Figure {
    let (p, pose) = (acting.person, &acting.pose);
    let k = pose.view;
    let bones = skeleton(acting);
    // Who sits or squats has the hem in the lap, over the legs.
    let folded = matches!(pose.legs, Legs::Sit | Legs::Wheel)
        || matches!(pose.legs, Legs::Posed(joints) if joints.hip.1 > -120.0);
    let torso = dress(p, &bones.body, (k, folded, pose.behind), palette, weight);
    let torso_polygon = cut_into_eight(&torso.outline);
    let torso_box = torso_polygon.bounding_box().inflate(1.0, 1.0);
    let frame = Mannequin { acting, bones, palette, weight, k, torso, torso_polygon, torso_box };
    let legs = frame.legs();
    let torso_map = frame.torso_map();
    let trunk: Vec<InkedShape> = frame.torso.shapes.iter().map(|s| s.mapped(&torso_map)).collect();
    let near = frame.arm(&pose.near, &frame.bones.near);
    let far = frame.arm(&pose.far, &frame.bones.far);
    let (held, tool) = (frame.held(), frame.tool());
    let size = frame.bones.body.head;
    let gaze = acting.gaze.or(pose.look).unwrap_or(acting.mood.upper.look);
    // From the front nobody is looked past.
    let gaze = if k > 0.3 { gaze } else { (0.0, gaze.1) };
    let thin = weight / size;
    let (hair_back, head) = match pose.head {
        HeadView::Body => head_of(acting, (k, gaze), palette, thin),
        HeadView::Profile => (Vec::new(), profile(acting, gaze, palette, thin)),
        HeadView::Behind => (Vec::new(), behind(acting, false, palette, thin)),
        HeadView::Aside => (Vec::new(), behind(acting, true, palette, thin)),
    };
    let tilt = acting.mood.upper.tilt.max(if gaze.1 > 2.0 { 5.0 } else { -12.0 }) + pose.tilt;
    // Back over the shoulder: the head alone is mirrored.
    let (way, aside) = if acting.turned { (-1.0, -10.0) } else { (1.0, 0.0) };
    let at = (frame.bones.head.0 + aside, frame.bones.head.1);
    let head_map = placed(at, (size * way, size), tilt * way);
    let on_head = |shapes: &[InkedShape]| -> Vec<InkedShape> {
        shapes.iter().map(|s| s.mapped(&head_map)).collect()
    };

    let mut all: Vec<InkedShape> = Vec::new();
    let sits = matches!(pose.legs, Legs::Sit | Legs::Wheel);
    let mut wheel = Vec::new();
    if pose.legs == Legs::Wheel {
        let (behind, before) = wheelchair(palette, weight);
        all.extend(behind);
        wheel = before;
    } else if sits && acting.chair {
        all.extend(chair(palette, weight));
    }
    let hair_back = on_head(&hair_back);
    let long = p.hair == "long";
    if long {
        all.extend(hair_back.iter().cloned());
    }
    let near_holds = matches!(pose.hold, Some(Hold::Near | Hold::Cane));
    let whole = |arm: &ArmLayers, held: &[InkedShape]| -> Vec<InkedShape> {
        let parts = [&arm.sleeve, &arm.behind, held, &arm.front];
        parts.into_iter().flatten().cloned().collect()
    };
    // An arm behind the body takes what it holds with it.
    if !pose.far.front {
        all.extend(whole(&far, if near_holds { &[] } else { &held }));
    }
    if !pose.near.front {
        all.extend(whole(&near, &[]));
    }
    all.extend(legs);
    all.extend(trunk);
    all.extend(wheel);
    if !long {
        all.extend(hair_back);
    }
    // From behind, hair hangs over the arms.
    let under_hair = pose.behind && pose.near.front;
    if under_hair {
        all.extend(whole(&near, &[]));
    }
    all.extend(on_head(&head));
    let far_over: [&[InkedShape]; 2] =
        if pose.far.front { [&far.sleeve, &far.behind] } else { [&[], &[]] };
    let near_first: [&[InkedShape]; 2] =
        if pose.near.front && !under_hair { [&near.sleeve, &near.behind] } else { [&[], &[]] };
    let near_last: &[InkedShape] = if pose.near.front && !under_hair { &near.front } else { &[] };
    let thing: [&[InkedShape]; 2] = match (pose.far.front, near_holds) {
        (true, _) => [&held, &far.front],
        (false, true) => [&held, &[]],
        (false, false) => [&[], &[]],
    };
    let order = if pose.near_over { [thing, near_first] } else { [near_first, thing] };
    for layer in [far_over, order[0], order[1], [&tool, near_last]].into_iter().flatten() {
        all.extend(layer.iter().cloned());
    }
    Figure { all, far, near, near_over: pose.near_over, held, tool }
}
