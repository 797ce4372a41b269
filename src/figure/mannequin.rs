//! The mannequin: a body that is dressed and moves, and how its arms are drawn on it: sleeves, cuffs, hands.
//!
//! Start at [`Mannequin::arm`]. Units: u, as the figure's. Sleeves of the torso's own cloth merge into it; those of
//! another cloth, under a waistcoat, come out of its armhole.

use super::clothes::Torso;
use super::limb::Station;
use super::limb::Xy;
use super::limb::across;
use super::limb::centreline;
use super::limb::mouth_of;
use super::limb::ribbon;
use super::limb::sewn;
use super::limb::side_lines;
use super::limb::taper;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::pose::Arm;
use super::skeleton::Acting;
use super::skeleton::Bones;
use super::skeleton::Skeleton;
use super::skeleton::hand_size;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::Point;
use kurbo::Shape as _;

/// So much of its width a sleeve has where it leaves the shoulder, and the share of the arm where it has all.
const ROOT: f64 = 0.72;
const ROOT_ENDS: f64 = 0.16;

/// An upper arm that points so far away from the body is raised ([`Mannequin::outward`]).
const RAISED: f64 = 0.45;

/// Up to this share of the arm a sleeve of another cloth is inside its armhole; and from where the rest covers it.
const ARMHOLE: (f64, f64) = (0.36, 0.3);

/// The finished layers of an arm.
#[derive(Default)]
pub(super) struct ArmLayers {
    pub(super) sleeve: Vec<InkedShape>,
    /// What of the sleeve is beside the body, when it is behind it.
    pub(super) beside: Vec<InkedShape>,
    pub(super) behind: Vec<InkedShape>,
    pub(super) front: Vec<InkedShape>,
}

/// A dressed body in a pose.
pub(super) struct Mannequin<'a> {
    pub(super) acting: &'a Acting<'a>,
    pub(super) bones: Skeleton,
    pub(super) palette: &'a InkNames,
    pub(super) weight: f64,
    pub(super) k: f64,
    pub(super) torso: Torso,
    pub(super) torso_polygon: BezPath,
    /// Around it: most points of a limb are far from the torso, and asking a box is cheaper.
    pub(super) torso_box: kurbo::Rect,
}

impl Mannequin<'_> {
    pub(super) fn torso_map(&self) -> Affine {
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
    pub(super) fn arm(&self, arm: &Arm, bones: &Bones) -> ArmLayers {
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

    /// How much an upper arm points away from the body: 1 straight out, 0 down along it.
    fn outward(&self, line: &[Station]) -> f64 {
        let inverse = self.torso_map().inverse();
        let [base, on] = [line[0], line[line.len() / 4]].map(|s| inverse * Point::new(s.x, s.y));
        (on.x - base.x) * base.x.signum() / (on - base).hypot().max(1e-6)
    }

    /// Where a raised arm comes out of a waistcoat: everything outside of the armhole, and its seam. `None` for an
    /// arm that hangs or lies across the chest: its round shoulder is the outline.
    fn armhole(&self, line: &[Station], r: f64) -> Option<(BezPath, String)> {
        let map = self.torso_map();
        let inverse = map.inverse();
        let base = inverse * Point::new(line[0].x, line[0].y);
        let out = base.x.signum();
        let waistcoat = self.torso.sleeve != self.acting.person.top;
        if !waistcoat || self.outward(line) < RAISED || self.acting.pose.behind {
            return None;
        }
        let at = |inward: f64, y: f64| {
            let point = map * Point::new(base.x - out * inward, base.y + y * r);
            format!("{},{}", n(point.x), n(point.y))
        };
        let seam = format!(
            "M{} C{} {} {}",
            at(r * -0.1, -1.5),
            at(r * 0.62, -0.7),
            at(r * 0.62, 0.7),
            at(r * -0.1, 1.9)
        );
        let far = -20.0 * r;
        let outer = format!(
            "{seam} L{} L{} L{} L{}Z",
            at(r * -0.1, 9.0),
            at(far, 9.0),
            at(far, -9.0),
            at(r * -0.1, -9.0)
        );
        Some((parse(&outer), seam))
    }

    /// The sleeve of an arm; its root merges into the torso where the cloth is the same.
    fn sleeve(&self, line: &[Station], arm: &Arm) -> Vec<InkedShape> {
        let mut pen = Pen::new(self.palette, self.weight);
        let aw = self.bones.body.arm;
        let soft = arm.front && self.torso.sleeve == self.acting.person.top;
        // A foreshortened arm lies on a desk, and its elbow is seen over the edge.
        let on_desk = self.acting.arm_scale.0.min(self.acting.arm_scale.1) < 1.0;
        let shows_from = if self.is_bare() || on_desk { 0.16 } else { 0.34 };
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
        // Hides where the outline crosses itself at the elbow.
        let weight = pen.weight;
        let inside = |t: f64| width(t) - weight * 0.9;
        if soft {
            // Slim where it leaves the shoulder: a full end would stand out of it as a corner.
            let width = |t: f64| width(t) * (ROOT + (1.0 - ROOT) * (t / ROOT_ENDS).min(1.0));
            // A raised arm leaves the chest at once: there is no lapel to be torn, and beside the body its cloth is
            // as wide as its lines.
            let cloth = if on_desk || self.outward(line) > RAISED {
                ribbon(line, &width, (0.0, end), false)
            } else {
                sewn(line, &width, (0.0, end), inner)
            };
            pen.path(&cloth, &ink, 0.0);
            if end > 0.6 {
                // In a sharp bend the two sides cross, and a speck between them would be bare.
                let elbow = &line[line.len() / 2];
                let half = width(0.5) * 0.5;
                pen.ellipse((elbow.x, elbow.y), (half, half), &ink, 0.0);
            }
            pen.line(&side_lines(line, &width, (0.0, end), &visible), 1.0);
            if self.is_bare() {
                pen.line(&across(line, &width, end - 0.001), 1.0);
            }
        } else if let Some((outer, seam)) = self.armhole(line, aw[0] / 2.0) {
            let root = ribbon(line, &width, (0.0, ARMHOLE.0.min(end)), true);
            let mut cut = Pen::new(self.palette, self.weight);
            cut.path(&root, &ink, 1.0);
            pen.add_clipped(cut.shapes, &outer);
            let mut sewn_on = Pen::new(self.palette, self.weight);
            sewn_on.line(&seam, 1.0);
            pen.add_clipped(sewn_on.shapes, &parse(&root));
            if end > ARMHOLE.1 {
                pen.path(&ribbon(line, &width, (ARMHOLE.1, end), false), &ink, 1.0);
                let span = (ARMHOLE.1 - 0.04, end - 0.012);
                pen.path(&ribbon(line, &inside, span, false), &ink, 0.0);
            }
        } else {
            pen.path(&ribbon(line, &width, (0.0, end), true), &ink, 1.0);
            pen.path(&ribbon(line, &inside, (0.012, end - 0.012), true), &ink, 0.0);
        }
        pen.shapes
    }
}
