//! A person: skeleton from a pose, limbs, clothes, head, hands, in painting order (art-direction.md §3).
//!
//! Start at [`figure`]. Units: u; the ground between the feet is 0,0, the figure faces right. The stage
//! turns it round by mirroring. Hands come last of all, over what they hold.

use super::clothes::Torso;
use super::clothes::dress;
use super::hand::hand;
use super::head::head_of;
use super::limb::Station;
use super::limb::Xy;
use super::limb::across;
use super::limb::centreline;
use super::limb::reach;
use super::limb::ribbon;
use super::limb::side_lines;
use super::limb::taper;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::drawn;
use super::pen::placed;
use super::person::Age;
use super::person::Sex;
use super::pose::Arm;
use super::pose::Hold;
use super::pose::Legs;
use super::seat::chair;
use super::seat::crutch;
use super::seat::wheelchair;
use super::skeleton::Acting;
use super::skeleton::Bones;
use super::skeleton::Skeleton;
use super::skeleton::skeleton;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::ParamCurve;
use kurbo::PathSeg;
use kurbo::Point;
use kurbo::Shape as _;

/// The finished layers of a person.
pub(crate) struct Figure {
    /// Everything, in painting order.
    pub all: Vec<InkedShape>,
    /// Parts that may be painted again, over a counter or over another person.
    pub far_sleeve: Vec<InkedShape>,
    pub near_sleeve: Vec<InkedShape>,
    pub held: Vec<InkedShape>,
    pub far_hand: Vec<InkedShape>,
    pub near_hand: Vec<InkedShape>,
}

impl Figure {
    /// What is in the hands, and the hands over it.
    pub(crate) fn hands(&self) -> Vec<InkedShape> {
        [&self.held, &self.far_hand, &self.near_hand].into_iter().flatten().cloned().collect()
    }
}

struct Limb {
    sleeve: Vec<InkedShape>,
    hand: Vec<InkedShape>,
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
        placed((0.0, self.bones.hip_y), (1.0, 1.0), self.bones.lean)
    }

    fn is_over_torso(&self, (x, y): Xy) -> bool {
        let lean = self.bones.lean.to_radians();
        let (s, c) = (libm::sin(-lean), libm::cos(-lean));
        let (px, py) = (x, y - self.bones.hip_y);
        let point = Point::new(px * c - py * s, px * s + py * c);
        self.torso_box.contains(point) && self.torso_polygon.contains(point)
    }

    fn limb(&self, arm: &Arm, bones: &Bones) -> Limb {
        let line = centreline(bones.base, bones.elbow, bones.end, 24.0);
        let mut sleeve = self.sleeve(&line, arm);
        let size = match (self.acting.person.age, self.acting.person.sex) {
            (Age::Child, _) => 0.78,
            (_, Sex::Female) => 0.96,
            (_, Sex::Male) => 1.08,
        };
        let mirror = if arm.bend >= 0.0 { 1.0 } else { -1.0 };
        let is_far = bones.base == self.bones.far.base;
        if is_far && self.acting.cuff {
            let mut pen = Pen::new(self.palette, self.weight);
            let wide = |_: f64| self.bones.body.arm[0] + 5.0;
            pen.path(&ribbon(&line, &wide, (0.3, 0.56), false), "blue", 1.0);
            sleeve.extend(pen.shapes);
        }
        if is_far && self.acting.clasped {
            return Limb { sleeve, hand: Vec::new() };
        }
        let shapes = hand(arm.hand, &self.acting.person.skin, self.palette, self.weight / size);
        let map = placed(bones.wrist, (size, size * mirror), bones.angle);
        let hand = shapes.iter().map(|s| s.mapped(&map)).collect();
        Limb { sleeve, hand }
    }

    /// The sleeve of an arm; its root merges into the torso where the cloth is the same.
    fn sleeve(&self, line: &[Station], arm: &Arm) -> Vec<InkedShape> {
        let mut pen = Pen::new(self.palette, self.weight);
        let aw = self.bones.body.arm;
        let (end, same) = (self.torso.sleeve_end, self.torso.sleeve == self.acting.person.top);
        let bare = end < 0.9;
        let soft = arm.front && same;
        let shows_from = if bare { 0.16 } else { 0.34 };
        let visible = |p: Xy, t: f64| !soft || t > shows_from || !self.is_over_torso(p);
        let full = taper(vec![aw[0], aw[0] * 0.98, aw[1], aw[2] * 1.08, aw[2]]);
        if bare {
            let skin = taper(vec![aw[0] * 0.8, aw[1] * 0.8, aw[2] * 0.86]);
            tube(
                &mut pen,
                line,
                &skin,
                (0.2, 1.0),
                &self.acting.person.skin.base,
                (false, false),
                &visible,
            );
            let short = taper(vec![aw[0], aw[0] * 1.02, aw[0] * 1.02, aw[0]]);
            tube(&mut pen, line, &short, (0.0, end), &self.torso.sleeve, (true, soft), &visible);
        } else {
            tube(&mut pen, line, &full, (0.0, end), &self.torso.sleeve, (true, soft), &visible);
            if let Some(cuff) = &self.torso.cuff {
                let wide = |t: f64| full(t) + 1.5;
                pen.path(&ribbon(line, &wide, (end - 0.08, end + 0.01), false), cuff, 1.0);
            } else {
                let deep = format!("{}/deep", self.torso.sleeve);
                pen.stroke(&across(line, &full, end - 0.075), &deep, 0.7);
            }
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
        let line = centreline((root, self.bones.hip_y - 2.0), knee, ankle, 22.0);
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
        let (b, hip) = (&self.bones.body, self.bones.hip_y);
        let leg = b.leg;
        match self.acting.pose.legs {
            Legs::Sit | Legs::Wheel => {
                let mut all = self.leg(10.0, (76.0, hip + 2.0), (80.0, -12.0), 1.0, 0.0);
                all.extend(self.leg(-8.0, (62.0, hip + 6.0), (60.0, -12.0), 1.0, 0.0));
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
        let mirror = if self.acting.mirrored { -1.0 } else { 1.0 };
        drawn(drawing, at, (size * mirror, size), self.weight, 0.0)
    }
}

/// A limb's tube: soft roots have no line where they merge with the cloth behind.
fn tube(
    pen: &mut Pen<'_>,
    line: &[Station],
    width: &dyn Fn(f64) -> f64,
    (t0, t1): (f64, f64),
    ink: &str,
    (root, soft): (bool, bool),
    visible: &dyn Fn(Xy, f64) -> bool,
) {
    if root && soft {
        let slim = |t: f64| width(t) * (0.8 + t * 3.4).min(1.0);
        pen.path(&ribbon(line, &slim, (t0, t1), true), ink, 0.0);
        pen.line(&side_lines(line, width, (t0, t1), visible), 1.0);
        pen.line(&across(line, width, t1 - 0.001), 1.0);
    } else {
        pen.path(&ribbon(line, width, (t0, t1), root), ink, 1.0);
        // Hides where the outline crosses itself at the elbow.
        let weight = pen.weight;
        let inner = |t: f64| width(t) - weight * 0.9;
        pen.path(&ribbon(line, &inner, (t0 + 0.012, t1 - 0.012), root), ink, 0.0);
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
    let torso = dress(p, &bones.body, k, palette, weight);
    let torso_polygon = cut_into_eight(&torso.outline);
    let torso_box = torso_polygon.bounding_box().inflate(1.0, 1.0);
    let frame = Mannequin { acting, bones, palette, weight, k, torso, torso_polygon, torso_box };
    let legs = frame.legs();
    let torso_map = frame.torso_map();
    let trunk: Vec<InkedShape> = frame.torso.shapes.iter().map(|s| s.mapped(&torso_map)).collect();
    let near = frame.limb(&pose.near, &frame.bones.near);
    let far = frame.limb(&pose.far, &frame.bones.far);
    let held = frame.held();
    let size = frame.bones.body.head;
    let gaze = if k > 0.3 { pose.look } else { (0.0, pose.look.1) };
    let (hair_back, head) = head_of(acting, k, gaze, palette, weight / size);
    let tilt = if pose.look.1 >= 3.0 { 4.0 } else { 0.0 };
    let head_map = placed(frame.bones.head, (size, size), tilt);
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
    if !pose.far.front {
        all.extend(far.sleeve.iter().cloned());
    }
    if sits {
        all.extend(trunk);
        all.extend(legs);
    } else {
        all.extend(legs);
        all.extend(trunk);
    }
    all.extend(wheel);
    if !long {
        all.extend(hair_back);
    }
    all.extend(on_head(&head));
    if pose.far.front {
        all.extend(far.sleeve.iter().cloned());
    }
    all.extend(near.sleeve.iter().cloned());
    let (far_sleeve, far_hand) = (far.sleeve, far.hand);
    let mut done =
        Figure { all, far_sleeve, near_sleeve: near.sleeve, held, far_hand, near_hand: near.hand };
    let hands = done.hands();
    done.all.extend(hands);
    done
}
