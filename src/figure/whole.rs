//! A person: skeleton from a pose, limbs, clothes, head, hands, in painting order (art-direction.md §3).
//!
//! Start at [`figure`]. Units: u; the ground between the feet is 0,0, the figure faces right. The stage
//! turns it round by mirroring. Hands come last of all, over what they hold.

use super::clothes::Torso;
use super::clothes::dress;
use super::head::head_of;
use super::limb::Station;
use super::limb::Xy;
use super::limb::across;
use super::limb::centreline;
use super::limb::mouth_of;
use super::limb::reach;
use super::limb::ribbon;
use super::limb::sewn;
use super::limb::side_lines;
use super::limb::taper;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::drawn;
use super::pen::placed;
use super::pose::Arm;
use super::pose::HeadView;
use super::pose::Hold;
use super::pose::Legs;
use super::pose::Lie;
use super::seat::chair;
use super::seat::crutch;
use super::seat::wheelchair;
use super::skeleton::Acting;
use super::skeleton::Bones;
use super::skeleton::Skeleton;
use super::skeleton::hand_size;
use super::skeleton::leg_share;
use super::skeleton::lies_at;
use super::skeleton::skeleton;
use super::turned::behind;
use super::turned::profile;
use crate::art::Drawing;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::ParamCurve;
use kurbo::PathSeg;
use kurbo::Point;
use kurbo::Shape as _;

/// So much of its width a sleeve has where it leaves the shoulder, and the share of the arm where it has all.
const ROOT: f64 = 0.72;
const ROOT_ENDS: f64 = 0.16;

/// The finished layers of an arm.
#[derive(Default)]
pub(crate) struct ArmLayers {
    sleeve: Vec<InkedShape>,
    /// What of the sleeve is beside the body, when it is behind it.
    beside: Vec<InkedShape>,
    behind: Vec<InkedShape>,
    front: Vec<InkedShape>,
}

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

struct Mannequin<'a> {
    acting: &'a Acting<'a>,
    bones: Skeleton,
    palette: &'a InkNames,
    weight: f64,
    k: f64,
    torso: Torso,
    torso_polygon: BezPath,
    /// Around it: most points of a limb are far from the torso, and asking a box is cheaper.
    torso_box: kurbo::Rect,
}

impl Mannequin<'_> {
    fn torso_map(&self) -> Affine {
        placed(self.bones.hip, (1.0, 1.0), self.bones.lean)
    }

    fn is_over_torso(&self, (x, y): Xy) -> bool {
        let lean = self.bones.lean.to_radians();
        let (s, c) = (libm::sin(-lean), libm::cos(-lean));
        let (px, py) = (x - self.bones.hip.0, y - self.bones.hip.1);
        let point = Point::new(px * c - py * s, px * s + py * c);
        self.torso_box.contains(point) && self.torso_polygon.contains(point)
    }

    /// An arm with its hand.
    fn arm(&self, arm: &Arm, bones: &Bones) -> ArmLayers {
        let line = centreline(bones.base, bones.elbow, bones.end, 26.0);
        let is_far = bones.base == self.bones.far.base;
        let mut layers = ArmLayers { sleeve: self.sleeve(&line, arm), ..ArmLayers::default() };
        if is_far && self.acting.cuff {
            let mut pen = Pen::new(self.palette, self.weight);
            let wide = |_: f64| self.bones.body.arm[0] + 5.0;
            pen.path(&ribbon(&line, &wide, (0.3, 0.56), false), "blue", 1.0);
            layers.sleeve.extend(pen.shapes);
        }
        // Painted again over a counter, what is behind the body must not come before it.
        layers.beside = if !arm.front {
            let inside = line.iter().rev().find(|s| self.is_over_torso((s.x, s.y)));
            let from = inside.map_or(0.0, |s| (s.t + 0.02).min(0.85));
            let mut pen = Pen::new(self.palette, self.weight);
            let (width, ink) = self.sleeve_width();
            // Its root has no line: it goes on behind the body.
            let span = (from, self.sleeve_end());
            pen.path(&ribbon(&line, &width, span, false), &ink, 0.0);
            pen.line(&side_lines(&line, &width, span, &|p, _| !self.is_over_torso(p)), 1.0);
            pen.shapes
        } else {
            layers.sleeve.clone()
        };
        let p = self.acting.person;
        let drawn_elsewhere = if is_far { self.acting.clasped.1 } else { self.acting.clasped.0 };
        let hand = self.acting.anatomy.hands.hand(bones.hand).filter(|_| !drawn_elsewhere);
        let size = hand_size(p);
        let map =
            placed(bones.end, (size, size * if bones.flipped { -1.0 } else { 1.0 }), bones.angle);
        let other = self.acting.clasps.unwrap_or(&p.skin);
        let [behind, front] = hand.map_or_else(Default::default, |hand| {
            hand.layers(&p.skin, other, self.palette, self.weight / size)
        });
        let place = |shapes: Vec<InkedShape>| -> Vec<InkedShape> {
            shapes.iter().map(|s| s.mapped(&map)).collect()
        };
        (layers.behind, layers.front) = (place(behind), place(front));
        let cuff = self.cuff(&line, bones.end);
        if hand.is_none_or(|hand| hand.cuff_over) {
            layers.front.extend(cuff);
        } else {
            layers.behind.extend(cuff);
        }
        layers
    }

    /// Whether the arms are bare below a short sleeve.
    fn is_bare(&self) -> bool {
        self.torso.sleeve_end < 0.9
    }

    fn sleeve_end(&self) -> f64 {
        if self.is_bare() { self.torso.sleeve_end } else { 1.0 }
    }

    /// How wide a sleeve is along the arm, and its ink.
    fn sleeve_width(&self) -> (impl Fn(f64) -> f64, String) {
        let aw = self.bones.body.arm;
        let end = aw[2] * 1.06;
        let widths = if self.is_bare() {
            vec![aw[0], aw[0] * 1.02, aw[0] * 1.02, aw[0]]
        } else {
            vec![aw[0], aw[0] * 0.98, aw[1], end * 1.04, end]
        };
        (taper(widths), self.torso.sleeve.clone())
    }

    /// The end of a long sleeve, over the wrist; a bare wrist bends without the ends of lines in it.
    fn cuff(&self, line: &[Station], wrist: Xy) -> Vec<InkedShape> {
        let mut pen = Pen::new(self.palette, self.weight);
        if self.is_bare() {
            let (p, half) = (self.acting.person, 5.0 * hand_size(self.acting.person));
            pen.ellipse(wrist, (half, half), &p.skin.base, 0.0);
            return pen.shapes;
        }
        let (width, ink) = self.sleeve_width();
        if let Some(cuff) = &self.torso.cuff {
            let wide = |t: f64| width(t) + 2.5;
            pen.path(&format!("{}Z", mouth_of(line, &wide, 0.9)), cuff, 1.0);
        } else {
            let end = mouth_of(line, &width, 0.89);
            pen.path(&end, &ink, 1.0);
            pen.stroke(&across(line, &width, 0.885), &format!("{ink}/deep"), 0.7);
        }
        pen.shapes
    }

    /// The sleeve of an arm; its root merges into the torso where the cloth is the same.
    fn sleeve(&self, line: &[Station], arm: &Arm) -> Vec<InkedShape> {
        let mut pen = Pen::new(self.palette, self.weight);
        let aw = self.bones.body.arm;
        let soft = arm.front && self.torso.sleeve == self.acting.person.top;
        let shows_from = if self.is_bare() { 0.16 } else { 0.34 };
        let visible = |p: Xy, t: f64| !soft || t > shows_from || !self.is_over_torso(p);
        // Which side of the arm lies on the chest.
        let (from, to) = (line[0], line[line.len() / 4]);
        let middle = self.torso_map() * Point::new(0.0, -self.bones.body.torso * 0.6);
        let inner =
            if (middle.x - from.x) * -(to.y - from.y) + (middle.y - from.y) * (to.x - from.x) > 0.0
            {
                1.0
            } else {
                -1.0
            };
        if self.is_bare() {
            let skin = taper(vec![aw[0] * 0.8, aw[1] * 0.8, 11.2 * hand_size(self.acting.person)]);
            let base = self.acting.person.skin.base.as_str();
            // From inside the sleeve, which is slim where it is sewn on.
            let span = (self.torso.sleeve_end * 0.84, 1.0);
            pen.path(&ribbon(line, &skin, span, false), base, 0.0);
            pen.line(&side_lines(line, &skin, span, &|_, _| true), 1.0);
        }
        let (width, ink) = self.sleeve_width();
        let end = self.sleeve_end();
        if soft {
            // Slim where it leaves the shoulder: a full end would stand out of it as a corner.
            let width = |t: f64| width(t) * (ROOT + (1.0 - ROOT) * (t / ROOT_ENDS).min(1.0));
            pen.path(&sewn(line, &width, (0.0, end), inner), &ink, 0.0);
            pen.line(&side_lines(line, &width, (0.0, end), &visible), 1.0);
            if self.is_bare() {
                pen.line(&across(line, &width, end - 0.001), 1.0);
            }
        } else {
            pen.path(&ribbon(line, &width, (0.0, end), true), &ink, 1.0);
            // Hides where the outline crosses itself at the elbow.
            let weight = pen.weight;
            let inside = |t: f64| width(t) - weight * 0.9;
            pen.path(&ribbon(line, &inside, (0.012, end - 0.012), true), &ink, 0.0);
        }
        pen.shapes
    }

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
