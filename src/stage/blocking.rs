//! Blocking: who stands where, whose hands meet, how far a gesture may reach.
//!
//! Start at [`Actor`] and [`spread`]. Distances between people in u, places on the stage in the
//! picture's unit. The order in which people are written is their order from the left.

use super::action::Action;
use super::action::Touch;
use crate::art::Drawing;
use crate::diag::Span;
use crate::figure::Acting;
use crate::figure::Age;
use crate::figure::Anatomy;
use crate::figure::Character;
use crate::figure::Expression;
use crate::figure::Hold;
use crate::figure::Legs;
use crate::figure::Pose;
use crate::figure::skeleton;

/// A person on the stage.
#[derive(Debug, Clone)]
pub(super) struct Actor<'a> {
    pub person: &'a Character,
    pub pose: Pose,
    /// What they do, after what the place makes of it.
    pub action: &'a Action,
    pub mood: Expression<'a>,
    /// Where they were told to stand, as a share of the width.
    pub told: Option<f64>,
    /// The picture will be turned round: what they hold is drawn the other way.
    pub turned: bool,
    pub x: f64,
    /// Stands on something nobody sees, in u: people who sit, people behind a counter.
    pub lift: f64,
    pub faces_right: bool,
    /// Behind the place's counter or table.
    pub behind: bool,
    /// Has a table of their own before them.
    pub own_table: bool,
    pub speech: Option<(&'a str, bool)>,
    pub source: Span,
    /// The theme's hands and hair.
    pub anatomy: &'a Anatomy,
    /// The thing in hand, and how large it is drawn.
    pub prop: Option<(&'a Drawing, f64)>,
    /// What the near hand works with.
    pub tool: Option<(&'a Drawing, f64)>,
}

/// Two people whose hands meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contact {
    /// Something goes from the first to the second.
    Give(usize, usize),
    Shake(usize, usize),
    /// The first leads the second by the hand.
    Lead(usize, usize),
    /// The first holds the second's arm.
    Support(usize, usize),
    /// The first pushes the second's wheelchair.
    Push(usize, usize),
    /// The first takes the second's blood pressure.
    Measure(usize, usize),
    /// The first's hand is on the second's shoulder.
    Comfort(usize, usize),
    /// The first points at the second's telephone.
    Teach(usize, usize),
    /// Both are under the first's umbrella.
    Shelter(usize, usize),
    /// A table between two who sit.
    Table(usize, usize),
}

impl Contact {
    pub(super) fn pair(self) -> (usize, usize) {
        match self {
            Contact::Give(a, b)
            | Contact::Shake(a, b)
            | Contact::Lead(a, b)
            | Contact::Support(a, b)
            | Contact::Push(a, b)
            | Contact::Measure(a, b)
            | Contact::Comfort(a, b)
            | Contact::Teach(a, b)
            | Contact::Shelter(a, b)
            | Contact::Table(a, b) => (a, b),
        }
    }

    /// Whether somebody is one of the two.
    pub(super) fn has(self, i: usize) -> bool {
        let (a, b) = self.pair();
        a == i || b == i
    }

    /// Between the two, in u, before anybody's arms are measured.
    fn apart(self) -> f64 {
        match self {
            Contact::Give(..) => 330.0,
            Contact::Shake(..) => 250.0,
            Contact::Lead(..) => 118.0,
            Contact::Support(..) => 122.0,
            Contact::Push(..) => 150.0,
            Contact::Measure(..) => 205.0,
            Contact::Comfort(..) => 160.0,
            Contact::Teach(..) => 262.0,
            Contact::Shelter(..) => 148.0,
            Contact::Table(..) => 372.0,
        }
    }

    /// Between these two, in u, when their hands meet `height` above the ground with a thing of half
    /// width `half` between them: no further than the shorter of their arms reaches.
    pub(super) fn apart_for(self, actors: &[Actor<'_>], height: f64, half: f64) -> f64 {
        let (a, b) = self.pair();
        let reach = |i: usize| {
            let actor = &actors[i];
            let bones = skeleton(&acting(actor));
            let arm = (bones.body.upper + bones.body.lower) * 0.97;
            let over = |base: (f64, f64), height: f64| {
                let rise = -base.1 + actor.lift - height;
                base.0 + (arm * arm - rise * rise).max(0.0).sqrt()
            };
            over(bones.far.base, height)
        };
        let both = (2.0 * reach(a).min(reach(b))).max(90.0);
        match self {
            Contact::Give(..) => (both + 2.0 * half + 36.0).min(self.apart() + 30.0),
            Contact::Shake(..) => (both + 34.0).min(self.apart()),
            Contact::Measure(..) => (both + 8.0).min(self.apart()),
            _ => self.apart(),
        }
    }

    /// How high above the ground their hands meet, in u: at the lower of their chests, but not below
    /// what the taller one reaches, nor below `least`.
    pub(super) fn height(self, actors: &[Actor<'_>], least: f64) -> f64 {
        let (a, b) = self.pair();
        let of = |i: usize, share: f64| {
            let actor = &actors[i];
            let bones = skeleton(&acting(actor));
            -bones.hip.1 + bones.body.torso * share + actor.lift
        };
        let chests = of(a, 0.46).min(of(b, 0.46));
        let shoulders = of(a, 0.85).max(of(b, 0.85));
        chests.max(shoulders - 88.0).max(least)
    }

    /// Whether the two look at each other; else both look ahead, the way the first looks.
    fn faces(self) -> bool {
        !matches!(
            self,
            Contact::Lead(..) | Contact::Support(..) | Contact::Push(..) | Contact::Shelter(..)
        )
    }

    /// Whether those who cannot reach each other may act alone.
    pub(super) fn may_part(self) -> bool {
        !matches!(self, Contact::Give(..) | Contact::Shake(..) | Contact::Push(..))
    }
}

/// Whose hands meet: at most one pair in a picture.
pub(super) fn contact(actors: &[Actor<'_>]) -> Option<Contact> {
    let touches = |a: &Actor<'_>, touch: Touch| a.action.touch == Some(touch);
    let who = |touch: Touch| actors.iter().position(|a| touches(a, touch));
    if let (Some(g), Some(t)) = (who(Touch::Give), who(Touch::Take)) {
        return Some(Contact::Give(g, t));
    }
    if let Some(a) = who(Touch::Shake)
        && let Some(b) = actors.iter().skip(a + 1).position(|x| touches(x, Touch::Shake))
    {
        return Some(Contact::Shake(a, a + 1 + b));
    }
    // Helpers have the next one in hand; the last one the one before.
    let neighbour = |i: usize| if i + 1 < actors.len() { Some(i + 1) } else { i.checked_sub(1) };
    let helping = |touch: Touch| who(touch).and_then(|i| Some((i, neighbour(i)?)));
    if let Some((a, b)) = helping(Touch::Push).filter(|(_, b)| actors[*b].pose.legs == Legs::Wheel)
    {
        return Some(Contact::Push(a, b));
    }
    let sit = |(a, b): &(usize, usize)| {
        [a, b].into_iter().all(|i| actors[*i].pose.legs == Legs::Sit && !actors[*i].own_table)
    };
    let pairs = [helping(Touch::Lead).map(|(a, b)| Contact::Lead(a, b))]
        .into_iter()
        .chain([helping(Touch::Support).map(|(a, b)| Contact::Support(a, b))])
        .chain([helping(Touch::Measure).map(|(a, b)| Contact::Measure(a, b))])
        .chain([helping(Touch::Comfort).map(|(a, b)| Contact::Comfort(a, b))])
        .chain([helping(Touch::Teach).map(|(a, b)| Contact::Teach(a, b))])
        .chain([helping(Touch::Shelter).map(|(a, b)| Contact::Shelter(a, b))])
        .chain([helping(Touch::Table).filter(sit).map(|(a, b)| Contact::Table(a, b))]);
    pairs.flatten().find(|c| {
        let (a, b) = c.pair();
        actors[a].behind == actors[b].behind
    })
}

/// What somebody does, before hands are led anywhere.
pub(super) fn acting<'a>(a: &Actor<'a>) -> Acting<'a> {
    Acting {
        talks: a.speech.is_some_and(|(_, thinks)| !thinks),
        prop: a.prop,
        tool: a.tool,
        mirrored: a.faces_right == a.turned,
        chair: !a.behind,
        ..Acting::of(a.person, a.pose, a.mood, a.anatomy)
    }
}

/// How near two neighbours may stand, in u: elbows, and a wheelchair's length.
fn least_gap(a: &Actor<'_>, b: &Actor<'_>) -> f64 {
    let wide = |x: &Actor<'_>| {
        let chair = if x.pose.legs == Legs::Wheel { 40.0 } else { 0.0 };
        let pair = if x.pose.hold == Some(Hold::Crutches) { 20.0 } else { 0.0 };
        (if x.person.stout { 74.0 } else { 66.0 }) + chair + pair
    };
    wide(a) + wide(b)
}

/// Half a body and a little air, at both ends of the stage, in u.
pub(super) const MARGIN: f64 = 66.0;

/// The width that a group needs, in u.
pub(super) fn elbow_room(actors: &[Actor<'_>], contact: Option<Contact>) -> f64 {
    let gap = |i: usize| {
        let pair = contact.filter(|c| {
            let (a, b) = c.pair();
            a.max(b) == i && a.min(b) + 1 == i
        });
        pair.map_or_else(|| least_gap(&actors[i - 1], &actors[i]), Contact::apart)
    };
    (1..actors.len()).map(gap).sum::<f64>() + 2.0 * MARGIN
}

/// The parts of the stage, in the picture's unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zones {
    pub width: f64,
    /// Where people before the counter, or left of what the place shows, end.
    pub front_end: f64,
    /// Where people behind the counter begin.
    pub behind_from: f64,
}

/// Puts people where they stand: by what they were told, by their number, then so far apart (in u) as
/// their meeting hands ask, and nobody on anybody.
pub(super) fn spread(
    actors: &mut [Actor<'_>],
    zones: &Zones,
    contact: Option<(Contact, f64)>,
    (scale, shift): (f64, f64),
) {
    let w = zones.width;
    for behind in [false, true] {
        let group: Vec<usize> = (0..actors.len()).filter(|i| actors[*i].behind == behind).collect();
        let (from, to) = if behind { (zones.behind_from, w) } else { (0.0, zones.front_end) };
        let shares: &[f64] = match group.len() {
            0 | 1 if to - from > w * 0.9 => &[0.4],
            0 | 1 => &[0.52],
            2 => &[0.25, 0.75],
            _ => &[0.18, 0.5, 0.82],
        };
        for (n, i) in group.iter().enumerate() {
            // Who has something on the counter leaves room for it.
            let sets = behind && from > 0.0 && actors[*i].action.sets.is_some() && group.len() == 1;
            let share = if sets { 0.72 } else { shares[n.min(shares.len() - 1)] };
            actors[*i].x = actors[*i].told.map_or(from + share * (to - from), |t| t * w);
        }
    }
    if let Some((contact, apart)) = contact {
        let (a, b) = contact.pair();
        let apart = apart * scale;
        let edge = MARGIN * scale;
        let least = apart / 2.0 + edge;
        let middle = ((actors[a].x + actors[b].x) / 2.0).clamp(least, (w - least).max(least));
        let side = if a < b { 1.0 } else { -1.0 };
        actors[a].x = middle - side * apart / 2.0;
        actors[b].x = middle + side * apart / 2.0;
        actors[a].faces_right = side > 0.0;
        actors[b].faces_right = (side < 0.0) == contact.faces();
    }
    let in_pair = |i: usize| contact.is_some_and(|(c, _)| c.has(i));
    for i in 1..actors.len() {
        let together = in_pair(i) && in_pair(i - 1);
        let least = least_gap(&actors[i - 1], &actors[i]) * scale;
        if !together && actors[i].x - actors[i - 1].x < least {
            let by = least - (actors[i].x - actors[i - 1].x);
            // A pair moves as one.
            let ends = (i..actors.len()).take_while(|j| *j == i || (in_pair(*j) && in_pair(i)));
            for j in ends.collect::<Vec<_>>() {
                actors[j].x += by;
            }
        }
    }
    let edge = MARGIN * scale;
    let first = actors.iter().map(|a| a.x).fold(w, f64::min);
    let last = actors.iter().map(|a| a.x).fold(0.0, f64::max);
    let by = (shift * w).min(w - edge - last).max(edge - first);
    for a in actors.iter_mut() {
        a.x += by;
    }
}

/// Holds everything close: things before the chest, empty hands at the side. For pictures in which there is
/// no room for gestures: nothing is ever before anybody's face.
pub(super) fn hold_close(
    actors: &mut [Actor<'_>],
    contact: Option<Contact>,
    (standing, carrying): (Option<&Pose>, Option<&Pose>),
) {
    /// Below the chin, in u from the shoulders to the carrying hand.
    const ROOM: f64 = 84.0;
    let in_pair = |i: usize| contact.is_some_and(|c| c.has(i));
    for (i, a) in actors.iter_mut().enumerate() {
        let desk = a.action.is_desk_work() && (a.behind || a.own_table);
        let at_work = desk || !a.action.into.is_empty() || a.action.opens_locker();
        let at_head = a.pose.near.target.1 < 0.0 || a.pose.far.target.1 < -10.0;
        let rests = matches!(a.pose.hold, Some(Hold::Cane | Hold::Crutches));
        if in_pair(i) || at_work || at_head || rests {
            continue;
        }
        let keep = |to: &Pose, of: &Pose| Pose { legs: of.legs, view: of.view, ..*to };
        match (a.prop, standing, carrying) {
            (Some((drawing, size)), _, Some(carrying)) => {
                let size = size / a.pose.lie.grow;
                a.prop = Some((drawing, size.min(ROOM / drawing.bounds.h)));
                a.tool = None;
                a.pose = keep(carrying, &a.pose);
            }
            (None, Some(standing), _) => a.pose = keep(standing, &a.pose),
            _ => {}
        }
    }
}

/// Gestures end before the neighbour and the picture's edge: hands that would be in somebody's face or
/// hand are drawn back. Where there is no room for a gesture at all, there is none.
pub(super) fn hold_back(
    actors: &mut [Actor<'_>],
    contact: Option<Contact>,
    (width, scale): (f64, f64),
    standing: Option<&Pose>,
) {
    /// Length of a hand.
    const HAND: f64 = 34.0;
    let in_pair = |i: usize| contact.is_some_and(|c| c.has(i));
    let reach = |a: &Actor<'_>| a.pose.far.target.0.max(a.pose.near.target.0);
    for i in (0..actors.len()).filter(|i| !in_pair(*i)).collect::<Vec<_>>() {
        let a = &actors[i];
        let ahead = if a.faces_right { width - a.x } else { a.x } / scale;
        let neighbour = if a.faces_right { i.checked_add(1) } else { i.checked_sub(1) };
        let gap = neighbour.and_then(|n| actors.get(n)).map(|other| {
            let gap = (other.x - a.x).abs() / scale;
            let meets = reach(other) > 66.0 && other.faces_right != a.faces_right;
            if meets { gap / 2.0 } else { gap - 62.0 }
        });
        let thing = a.prop.map_or((0.0, 0.0), |(d, size)| {
            (d.bounds.w * size / 2.0, d.grip.1.max(0.0) * size + d.bounds.h * size / 2.0)
        });
        // Children's arms are shorter than the table of poses.
        let arm = if a.person.age == Age::Child { 0.69 } else { 1.0 };
        let room = gap.unwrap_or(f64::INFINITY).min(ahead + 10.0) - HAND - thing.0 * 0.7;
        let gestures = reach(a) > 90.0 && a.pose.hold.is_none() && a.prop.is_none();
        if let (true, Some(standing)) =
            (room < 50.0 && gestures && a.pose.far.target.1 > -60.0, standing)
        {
            actors[i].pose = *standing;
            continue;
        }
        // Nor does a hand that is held out behind leave the picture.
        let back = if a.faces_right { a.x } else { width - a.x } / scale;
        let out = -a.pose.near.target.0;
        if let (true, Some(standing)) = (out > 70.0 && back < out + HAND, standing) {
            actors[i].pose = *standing;
            continue;
        }
        let room = room.max(36.0);
        let behind = actors[i].behind;
        let pose = &mut actors[i].pose;
        for arm in [&mut pose.far, &mut pose.near] {
            if arm.target.0 > room {
                // What the arm loses in reach it gains in height, as far as there is need.
                arm.target.1 -= (arm.target.0 - room) * 0.18;
                arm.target.0 = room;
            }
        }
        // A thing held near the head is held below the chin.
        let holds = matches!(pose.hold, Some(Hold::Far) | None) && thing.0 > 0.0;
        if holds && behind && pose.far.target.0 - thing.0 < 52.0 {
            // Behind a counter nothing can be lower: beside the head, whoever stands there.
            pose.far.target.0 = thing.0 + 54.0;
        } else if holds && pose.far.target.0 * arm - thing.0 < 52.0 {
            pose.far.target.1 = pose.far.target.1.max((thing.1 + 2.0) / arm);
        }
    }
}
