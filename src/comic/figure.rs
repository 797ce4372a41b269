//! A person: skeleton from a pose, limbs, clothes, head, hands, in painting order (art-direction.md §3).
//!
//! Start at [`figure`]. Units: u; the ground between the feet is 0,0, the figure faces right. The stage
//! turns it round by mirroring. Hands come last of all, over what they hold.

use super::body::Body;
use super::body::body;
use super::cast::Age;
use super::cast::Arm;
use super::cast::Hold;
use super::cast::Legs;
use super::cast::Person;
use super::cast::Pose;
use super::cast::Sex;
use super::clothes::Torso;
use super::clothes::dress;
use super::face::face;
use super::hair::covers_ears;
use super::hair::hair;
use super::hand::hand;
use super::limb::Station;
use super::limb::Xy;
use super::limb::across;
use super::limb::centreline;
use super::limb::reach;
use super::limb::ribbon;
use super::limb::side_lines;
use super::limb::taper;
use super::pen::Palette;
use super::pen::Pen;
use super::pen::Shape;
use super::pen::ellipse;
use super::pen::n;
use super::pen::parse;
use super::pen::placed;
use super::pen::rounded;
use crate::art::Drawing;
use crate::geometry::Affine;
use crate::geometry::Path;
use crate::geometry::Point;
use crate::geometry::Segment;

/// What a person is to do.
#[derive(Debug, Clone)]
pub(super) struct Acting<'a> {
    pub person: &'a Person,
    pub pose: Pose,
    pub mood: &'a str,
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
    pub gaze: Option<Xy>,
}

/// The finished layers of a person.
pub(super) struct Figure {
    /// Everything, in painting order.
    pub all: Vec<Shape>,
    /// Arms, hands and what they hold: painted again over a counter.
    pub arms: Vec<Shape>,
    /// Hands and what they hold only.
    pub hands: Vec<Shape>,
    /// Centre of the head.
    pub head: Xy,
    /// A disc that holds the head with its hair.
    pub radius: f64,
}

struct Limb {
    sleeve: Vec<Shape>,
    hand: Vec<Shape>,
    wrist: Xy,
    angle: f64,
}

struct Frame<'a> {
    acting: &'a Acting<'a>,
    b: Body,
    palette: &'a Palette,
    weight: f64,
    k: f64,
    hip_y: f64,
    lean: f64,
    torso: Torso,
    torso_polygon: Vec<Point>,
}

impl Frame<'_> {
    /// From the torso's frame (hip at 0,0) to the figure's.
    fn outside_torso(&self, (x, y): Xy) -> Xy {
        let (s, c) = (libm::sin(self.lean.to_radians()), libm::cos(self.lean.to_radians()));
        (x * c - y * s, self.hip_y + x * s + y * c)
    }

    fn torso_map(&self) -> Affine {
        placed((0.0, self.hip_y), (1.0, 1.0), self.lean)
    }

    fn is_over_torso(&self, (x, y): Xy) -> bool {
        let (s, c) = (libm::sin(-self.lean.to_radians()), libm::cos(-self.lean.to_radians()));
        let (px, py) = (x, y - self.hip_y);
        inside(Point { x: px * c - py * s, y: px * s + py * c }, &self.torso_polygon)
    }

    fn limb(&self, arm: &Arm, is_near: bool, fixed: Option<Xy>) -> Limb {
        let (b, k) = (&self.b, self.k);
        let (near_x, far_x) = (b.shoulder * (1.0 - 0.04 * k), b.shoulder * (1.0 - 0.2 * k));
        let root = if is_near { -near_x + b.arm[0] / 2.0 } else { far_x - b.arm[0] / 2.0 + 1.0 };
        let base = self.outside_torso((root, -b.torso + 21.0));
        let shoulders = self.outside_torso((0.0, -b.torso));
        let share = (b.upper + b.lower) / 116.0;
        let wished = (shoulders.0 + arm.target.0 * share, shoulders.1 + arm.target.1 * share);
        let scale = self.acting.arm_scale;
        let (elbow, end) =
            reach(base, fixed.unwrap_or(wished), b.upper * scale, b.lower * scale, arm.bend);
        let line = centreline(base, elbow, end, 24.0);
        let sleeve = self.sleeve(&line, arm);
        let last = line[line.len() - 1];
        let along = libm::atan2(last.dy, last.dx).to_degrees();
        let angle = if arm.wrist_is_absolute { arm.wrist } else { along + arm.wrist };
        let size = match (self.acting.person.age, self.acting.person.sex) {
            (Age::Child, _) => 0.78,
            (_, Sex::Female) => 0.96,
            (_, Sex::Male) => 1.08,
        };
        let wrist = (end.0 - last.dx * 3.0, end.1 - last.dy * 3.0);
        let mirror = if arm.bend >= 0.0 { 1.0 } else { -1.0 };
        let shapes = hand(arm.hand, &self.acting.person.skin, self.palette, self.weight / size);
        let map = placed(wrist, (size, size * mirror), angle);
        let hand = shapes.iter().map(|s| s.mapped(&map)).collect();
        Limb { sleeve, hand, wrist, angle }
    }

    /// The sleeve of an arm; its root merges into the torso where the cloth is the same.
    fn sleeve(&self, line: &[Station], arm: &Arm) -> Vec<Shape> {
        let mut pen = Pen::new(self.palette, self.weight);
        let aw = self.b.arm;
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

    fn leg(&self, root: f64, knee: Xy, ankle: Xy, toe: f64, turn: f64) -> Vec<Shape> {
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
        let line = centreline((root, self.hip_y - 2.0), knee, ankle, 22.0);
        let t = self.b.thigh;
        let (widths, ink) = if p.clothes == "dress" {
            (vec![t[0] * 0.7, t[1] * 0.66, t[2] * 0.72], p.skin.base.as_str())
        } else {
            (t.to_vec(), p.bottom.as_str())
        };
        pen.path(&ribbon(&line, &taper(widths), (0.0, 1.0), true), ink, 1.0);
        pen.shapes
    }

    fn legs(&self) -> Vec<Shape> {
        let (leg, hip) = (self.b.leg, self.hip_y);
        match self.acting.pose.legs {
            Legs::Sit => {
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
                    self.b.hip * 0.42
                } else {
                    self.b.hip - self.b.thigh[0] / 2.0 - 1.5
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
    fn held(&self, near: &Limb, far: &Limb) -> Vec<Shape> {
        let Some((drawing, size)) = self.acting.prop else { return Vec::new() };
        let tip = |limb: &Limb, by: f64| {
            let (s, c) = (libm::sin(limb.angle.to_radians()), libm::cos(limb.angle.to_radians()));
            (limb.wrist.0 + c * by, limb.wrist.1 + s * by)
        };
        let between = ((near.wrist.0 + far.wrist.0) / 2.0, (near.wrist.1 + far.wrist.1) / 2.0);
        let half = drawing.bounds.h / 2.0 * size;
        let (x, y) = match (self.acting.prop_at, self.acting.pose.hold) {
            (Some(at), _) => at,
            (None, Some(Hold::Both)) => (between.0 + 42.0, between.1 - 14.0),
            (None, Some(Hold::Paper)) => (between.0 + 8.0, between.1 - 12.0),
            (None, Some(Hold::Near)) => {
                let at = tip(near, 13.0);
                (at.0, at.1 - 8.0)
            }
            (None, Some(Hold::Far)) => {
                let at = tip(far, 16.0);
                (at.0, at.1 - half + 10.0)
            }
            (None, Some(Hold::Pen)) => tip(near, 12.0),
            (None, Some(Hold::Cane)) => {
                // The handle in the hand, the tip on the ground: as long as it has to be.
                let at = tip(near, 10.0);
                let stretch = (-at.1 - 2.0) / (drawing.bounds.y + drawing.bounds.h).max(1.0);
                return drawn(drawing, at, (1.0, stretch.max(0.4)), self.weight, 0.0);
            }
            (None, None) => {
                let at = tip(far, 18.0);
                (at.0, at.1 - half * 0.6)
            }
        };
        let mirror = if self.acting.mirrored { -1.0 } else { 1.0 };
        drawn(drawing, (x, y), (size * mirror, size), self.weight, 0.0)
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

/// A drawing with the middle of its box at a place; its lines keep the figure's weight.
pub(super) fn drawn(
    drawing: &Drawing,
    at: Xy,
    (sx, sy): (f64, f64),
    weight: f64,
    turn: f64,
) -> Vec<Shape> {
    let map = placed(at, (sx, sy), turn);
    drawing
        .shapes
        .iter()
        .map(|s| Shape {
            path: s.path.mapped(&map),
            fill: s.fill,
            stroke: s.stroke.map(|(ink, weights)| (ink, weights * weight)),
            clip: None,
        })
        .collect()
}

/// Whether a point lies in a polygon: the even-odd rule.
fn inside(p: Point, polygon: &[Point]) -> bool {
    let mut is_in = false;
    for (i, b) in polygon.iter().enumerate() {
        let a = polygon[(i + polygon.len() - 1) % polygon.len()];
        if (b.y > p.y) != (a.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            is_in = !is_in;
        }
    }
    is_in
}

/// A path as points, curves cut into eight.
fn flattened(path: &Path) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for segment in &path.segments {
        let from = points.last().copied().unwrap_or_default();
        match *segment {
            Segment::Move(p) | Segment::Line(p) => points.push(p),
            Segment::Quad(_, p) => points.push(p),
            Segment::Cubic(a, b, p) => {
                for i in 1..=8 {
                    let (t, u) = (f64::from(i) / 8.0, 1.0 - f64::from(i) / 8.0);
                    let mix = |f: f64, a: f64, b: f64, p: f64| {
                        u * u * u * f + 3.0 * t * u * u * a + 3.0 * t * t * u * b + t * t * t * p
                    };
                    points.push(Point {
                        x: mix(from.x, a.x, b.x, p.x),
                        y: mix(from.y, a.y, b.y, p.y),
                    });
                }
            }
            Segment::Close => {}
        }
    }
    points
}

/// Draws a person; lines have the weight `weight` in u.
pub(super) fn figure(acting: &Acting<'_>, palette: &Palette, weight: f64) -> Figure {
    let (p, pose) = (acting.person, &acting.pose);
    let b = body(p);
    let k = pose.view;
    let sits = pose.legs == Legs::Sit;
    let hip_y = if sits { -104.0 } else { -(b.leg + 12.0) };
    let torso = dress(p, &b, k, palette, weight);
    let torso_polygon = flattened(&torso.outline);
    let frame = Frame {
        acting,
        b,
        palette,
        weight,
        k,
        hip_y,
        lean: b.lean + pose.lean,
        torso,
        torso_polygon,
    };
    let legs = frame.legs();
    let torso_map = frame.torso_map();
    let trunk: Vec<Shape> = frame.torso.shapes.iter().map(|s| s.mapped(&torso_map)).collect();
    let near = frame.limb(&pose.near, true, acting.near_at);
    let far = frame.limb(&pose.far, false, acting.far_at);
    let held = frame.held(&near, &far);
    let shoulders = frame.outside_torso((0.0, -b.torso));
    let forward =
        libm::sin(frame.lean.to_radians()) * 20.0 + if p.age == Age::Elder { 5.0 } else { 0.0 };
    let centre = (shoulders.0 + 6.0 * k + forward, shoulders.1 - b.neck - 44.0 * b.head);
    let gaze = acting.gaze.unwrap_or(if k > 0.3 { pose.look } else { (0.0, pose.look.1) });
    let (hair_back, head) = head_of(acting, k, gaze, palette, weight / b.head);
    let tilt = if pose.look.1 >= 3.0 { 4.0 } else { 0.0 };
    let head_map = placed(centre, (b.head, b.head), tilt);
    let on_head =
        |shapes: &[Shape]| -> Vec<Shape> { shapes.iter().map(|s| s.mapped(&head_map)).collect() };

    let mut all: Vec<Shape> = Vec::new();
    if sits && acting.chair {
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
    if !long {
        all.extend(hair_back);
    }
    all.extend(on_head(&head));
    if pose.far.front {
        all.extend(far.sleeve.iter().cloned());
    }
    all.extend(near.sleeve.iter().cloned());
    let mut hands: Vec<Shape> = held;
    hands.extend(far.hand.iter().cloned());
    hands.extend(near.hand.iter().cloned());
    all.extend(hands.iter().cloned());
    let mut arms: Vec<Shape> = far.sleeve;
    arms.extend(near.sleeve);
    arms.extend(hands.iter().cloned());
    Figure { all, arms, hands, head: centre, radius: 58.0 * b.head }
}

/// A wooden chair whose seat is under a sitting figure.
fn chair(palette: &Palette, weight: f64) -> Vec<Shape> {
    let mut pen = Pen::new(palette, weight);
    pen.path(&rounded(-58.0, -214.0, 14.0, 212.0, 5.0), "wood-dark", 1.0);
    pen.path(&rounded(44.0, -84.0, 12.0, 82.0, 4.0), "wood-dark", 1.0);
    pen.path(&rounded(-62.0, -206.0, 22.0, 34.0, 6.0), "wood-light", 1.0);
    pen.path(&rounded(-62.0, -94.0, 128.0, 16.0, 6.0), "wood", 1.0);
    pen.shapes
}

/// Back hair, then everything of the head from far ear to cap.
fn head_of(
    acting: &Acting<'_>,
    k: f64,
    gaze: Xy,
    palette: &Palette,
    weight: f64,
) -> (Vec<Shape>, Vec<Shape>) {
    let p = acting.person;
    let (back, front) = hair(p, k, palette, weight);
    let mut pen = Pen::new(palette, weight);
    let (skin, shade) = (p.skin.base.as_str(), p.skin.shade.as_str());
    let wide = if p.age == Age::Child { 48.0 } else { 47.0 };
    let jaw = match (p.age, p.sex) {
        (Age::Child, _) => 31.0,
        (Age::Elder, Sex::Male) => 29.0,
        (Age::Elder, Sex::Female) => 24.0,
        (_, Sex::Male) => 30.0,
        (_, Sex::Female) => 25.0,
    } + if p.stout { 4.0 } else { 0.0 };
    let outline = format!(
        "M0,-50 C28,-50 {wide},-30 {wide},0 C{wide},28 {},50 {},50 C{},50 -{wide},30 -{wide},0 C-{wide},-30 -28,-50 0,-50Z",
        n(jaw + 4.0 * k),
        n(4.0 * k),
        n(-jaw + 2.0 * k)
    );
    let ear = |pen: &mut Pen<'_>, x: f64| {
        pen.path(&ellipse(x, 9.0, 8.0, 10.5), skin, 1.0);
        pen.stroke(&format!("M{},6 q5,2 2,8", n(x - 2.0)), shade, 0.6);
    };
    let ears_show = !covers_ears(&p.hair);
    if ears_show && k < 0.4 {
        ear(&mut pen, 46.0);
    }
    pen.path(&outline, skin, 0.0);
    let mut cheek = Pen::new(palette, weight);
    cheek.path(
        &format!(
            "M60,-60 L30,-60 C{},-20 {},20 {},52 L60,60Z",
            n(44.0 + 3.0 * k),
            n(44.0 + 3.0 * k),
            n(18.0 + 3.0 * k)
        ),
        &format!("{skin}/shade"),
        0.0,
    );
    pen.add_clipped(cheek.shapes, &parse(&outline));
    pen.line(&outline, 1.0);
    pen.shapes.extend(face(p, acting.mood, k, gaze, acting.talks, palette, weight));
    pen.shapes.extend(front);
    if ears_show {
        ear(&mut pen, -45.0 + 13.0 * k);
    }
    match p.cap.as_deref() {
        Some("army") => {
            pen.path(
                "M-50,-16 C-60,-40 -50,-66 0,-70 C52,-68 60,-42 50,-18 C30,-30 -26,-30 -50,-16Z",
                "army",
                1.0,
            );
            pen.path(
                "M-50,-17 C-26,-31 30,-31 50,-19 L48,-9 C30,-21 -26,-21 -48,-7Z",
                "army-dark",
                1.0,
            );
            pen.path(
                &format!(
                    "M{},-17 C{},-24 {},-22 {},-11 C{},-2 {},-2 {},0 C{},-10 {},-12 {},-17Z",
                    n(-26.0 + 14.0 * k),
                    n(-4.0 + 14.0 * k),
                    n(24.0 + 8.0 * k),
                    n(46.0 + 4.0 * k),
                    n(50.0 + 5.0 * k),
                    n(50.0 + 5.0 * k),
                    n(46.0 + 5.0 * k),
                    n(30.0 + 6.0 * k),
                    n(4.0 + 12.0 * k),
                    n(-26.0 + 14.0 * k)
                ),
                "graphite",
                1.0,
            );
        }
        Some("red") => {
            pen.path(
                "M-48,-14 C-54,-50 -30,-64 0,-64 C32,-64 54,-50 48,-16 C30,-26 -26,-26 -48,-14Z",
                "vest-red",
                1.0,
            );
            pen.path(
                &format!(
                    "M{},-24 C20,-28 44,-26 56,-20 C74,-14 78,-6 74,-3 C60,-10 40,-14 {},-14Z",
                    n(8.0 * k),
                    n(2.0 + 8.0 * k)
                ),
                "deep-red",
                1.0,
            );
        }
        _ => {}
    }
    (back, pen.shapes)
}
