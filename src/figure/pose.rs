//! A pose as plain data: where the hands go, what they look like, how the legs stand.
//!
//! Start at [`Pose::read`]: a row of the theme's `art/poses.yaml`. Lengths in u (a hundredth of a head),
//! from the middle of the shoulders, y downwards, the figure facing right.

use super::hand::HandId;
use super::hand::Hands;
use super::limb::distance;
use crate::theme::TableRow;

/// Where one hand goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arm {
    pub target: (f64, f64),
    pub hand: HandId,
    /// The thumb on the other side.
    pub flipped: bool,
    pub bend: f64,
    pub front: bool,
    /// Degrees, against the forearm, or against the horizon.
    pub wrist: f64,
    pub wrist_is_absolute: bool,
}

/// Where the thing in hand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Goes to somebody else.
    Both,
    /// Its lower edge in both hands.
    Paper,
    Near,
    Far,
    Cane,
    /// On the ground ahead, pushed.
    Floor,
    /// On a board in the far hand, the near one writes.
    Board,
    Crutches,
    /// By its upper end, over a slot.
    Slot,
    /// Over the heads, and as large as that needs.
    Over,
}

/// How the thing lies in the hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lie {
    /// The point of the thing's box (shares of its width and height) that lies on the grip; where its drawing
    /// says it is held, without.
    pub point: Option<(f64, f64)>,
    /// Degrees it is turned.
    pub turn: f64,
    /// How much larger it is drawn than elsewhere.
    pub grow: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Legs {
    Stand,
    Walk,
    Sit,
    /// In a wheelchair.
    Wheel,
    /// As the row says: squatting, running, bending.
    Posed(Joints),
}

/// Where a head is seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadView {
    /// As the body.
    Body,
    Profile,
    Behind,
    /// From behind, a little to the side.
    Aside,
}

/// Where legs are, in u from the ground between the feet, of a body whose hip stands 162 u high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Joints {
    pub hip: (f64, f64),
    /// Near, far.
    pub knees: [(f64, f64); 2],
    pub ankles: [(f64, f64); 2],
    /// Degrees the feet are turned.
    pub feet: [f64; 2],
}

/// A pose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pose {
    pub near: Arm,
    pub far: Arm,
    pub lean: f64,
    /// Where the eyes look, in u; at the other one, or as the mood does, when nothing is said.
    pub look: Option<(f64, f64)>,
    pub hold: Option<Hold>,
    pub lie: Lie,
    /// How a tool lies in the near hand.
    pub tool: Lie,
    /// The near arm is before the thing, not behind it.
    pub near_over: bool,
    pub legs: Legs,
    pub head: HeadView,
    /// The body is seen from behind.
    pub behind: bool,
    /// Degrees the head leans besides what the mood does.
    pub tilt: f64,
    pub view: f64,
}

impl Pose {
    /// Reads what a row says of the body; the error names the key that makes no sense.
    pub(crate) fn read(row: &TableRow, hands: &Hands) -> Result<Pose, String> {
        let hold = match row.word_of("hold") {
            None => None,
            Some("both") => Some(Hold::Both),
            Some("paper") => Some(Hold::Paper),
            Some("near") => Some(Hold::Near),
            Some("far") => Some(Hold::Far),
            Some("cane") => Some(Hold::Cane),
            Some("floor") => Some(Hold::Floor),
            Some("board") => Some(Hold::Board),
            Some("slot") => Some(Hold::Slot),
            Some("over") => Some(Hold::Over),
            Some("crutches") => Some(Hold::Crutches),
            Some(_) => return Err("hold".into()),
        };
        let legs = match row.word_of("legs") {
            None if row.list_of("hip").is_some() => Legs::Posed(Joints::read(row)?),
            None => Legs::Stand,
            Some("walk") => Legs::Walk,
            Some("sit") => Legs::Sit,
            Some("wheel") => Legs::Wheel,
            Some(_) => return Err("legs".into()),
        };
        let hand = |key: &str| {
            row.list_of(key).and_then(|list| arm(list, hands)).ok_or_else(|| key.to_string())
        };
        Ok(Pose {
            near: hand("near")?,
            far: hand("far")?,
            lean: row.number("lean")?.unwrap_or(0.0),
            look: match row.list_of("look") {
                None => None,
                Some(_) => Some(row.pair("look", (0.0, 0.0))?),
            },
            hold,
            lie: Lie::read(row, "")?,
            tool: Lie::read(row, "tool-")?,
            near_over: match row.word_of("over") {
                None => false,
                Some("near") => true,
                Some(_) => return Err("over".into()),
            },
            legs,
            head: match row.word_of("head") {
                None => HeadView::Body,
                Some("profile") => HeadView::Profile,
                Some("behind") => HeadView::Behind,
                Some("aside") => HeadView::Aside,
                Some(_) => return Err("head".into()),
            },
            behind: row.flag("behind")?,
            tilt: row.number("tilt")?.filter(|t| t.abs() <= 40.0).unwrap_or(0.0),
            view: row.number("view")?.unwrap_or(0.75),
        })
    }
}

impl Joints {
    /// Hip, knees, ankles and feet of a row; the error is the key.
    fn read(row: &TableRow) -> Result<Joints, String> {
        let within = |v: &f64| (-260.0..=160.0).contains(v);
        let two = |key: &str| match row.numbers(key).flatten().as_deref() {
            Some(list @ &[nx, ny, fx, fy]) if list.iter().all(within) => Ok([(nx, ny), (fx, fy)]),
            _ => Err(key.to_string()),
        };
        let hip = row.pair("hip", (0.0, 0.0))?;
        if !within(&hip.0) || !within(&hip.1) {
            return Err("hip".into());
        }
        let feet = row.pair("feet", (0.0, 0.0))?;
        let joints =
            Joints { hip, knees: two("knee")?, ankles: two("ankle")?, feet: [feet.0, feet.1] };
        // A leg is as long as a leg is: thigh and shin of a body whose hip is 162 u high, with a little to spare.
        for (knee, ankle) in joints.knees.iter().zip(&joints.ankles) {
            let (thigh, shin) = (distance(joints.hip, *knee), distance(*knee, *ankle));
            if !(30.0..=112.0).contains(&thigh) || !(30.0..=112.0).contains(&shin) {
                return Err("knee".into());
            }
        }
        Ok(joints)
    }
}

impl Lie {
    fn read(row: &TableRow, prefix: &str) -> Result<Lie, String> {
        let key = |name: &str| format!("{prefix}{name}");
        let share =
            |pair: &(f64, f64)| (-1.0..=2.0).contains(&pair.0) && (-1.0..=2.0).contains(&pair.1);
        let point = key("point");
        Ok(Lie {
            point: match row.list_of(&point) {
                None => None,
                Some(_) => Some(row.pair(&point, (0.5, 0.5)).ok().filter(share).ok_or(point)?),
            },
            turn: row.number(&key("turn"))?.unwrap_or(0.0),
            grow: match row.number(&key("grow"))? {
                None => 1.0,
                Some(grow) if (0.3..=3.0).contains(&grow) => grow,
                Some(_) => return Err(key("grow")),
            },
        })
    }
}

/// Farther than this from the shoulders no arm reaches, in u.
const REACH: f64 = 190.0;

fn arm(list: &[String], hands: &Hands) -> Option<Arm> {
    let ([x, y, hand, bend, front, wrist], flipped) = match list {
        [all @ .., last] if last == "flip" => (<&[String; 6]>::try_from(all).ok()?, true),
        all => (<&[String; 6]>::try_from(all).ok()?, false),
    };
    let absolute = wrist.strip_prefix("abs");
    let within = |text: &String| text.parse().ok().filter(|v: &f64| v.abs() <= REACH);
    Some(Arm {
        target: (within(x)?, within(y)?),
        hand: hands.find(hand)?,
        flipped,
        bend: match bend.as_str() {
            "1" => 1.0,
            "-1" => -1.0,
            _ => return None,
        },
        front: match front.as_str() {
            "是" => true,
            "否" => false,
            _ => return None,
        },
        wrist: absolute.unwrap_or(wrist).parse().ok().filter(|a: &f64| a.abs() <= 360.0)?,
        wrist_is_absolute: absolute.is_some(),
    })
}
