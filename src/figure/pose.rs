//! A pose as plain data: where the hands go, what they look like, how the legs stand.
//!
//! Start at [`Pose::read`]: a row of the theme's `art/poses.yaml`. Lengths in u (a hundredth of a head),
//! from the middle of the shoulders, y downwards, the figure facing right.

use crate::theme::TableRow;

/// What a hand does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandKind {
    Relax,
    Fist,
    Point,
    Open,
    Offer,
    Grip,
    Thumb,
    Flat,
}

impl HandKind {
    /// The word in `poses.yaml`.
    pub(crate) fn parse(word: &str) -> Option<HandKind> {
        Some(match word {
            "relax" => HandKind::Relax,
            "fist" => HandKind::Fist,
            "point" => HandKind::Point,
            "open" => HandKind::Open,
            "offer" => HandKind::Offer,
            "grip" => HandKind::Grip,
            "thumb" => HandKind::Thumb,
            "flat" => HandKind::Flat,
            _ => return None,
        })
    }
}

/// Where one hand goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arm {
    pub target: (f64, f64),
    pub hand: HandKind,
    pub bend: f64,
    pub front: bool,
    /// Degrees, against the forearm, or against the horizon.
    pub wrist: f64,
    pub wrist_is_absolute: bool,
}

/// Where the thing in hand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    Both,
    Paper,
    Near,
    Far,
    Pen,
    Cane,
    /// On a board in the far hand, the near one writes.
    Board,
    Crutches,
    /// By its upper end, over a slot.
    Slot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Legs {
    Stand,
    Walk,
    Sit,
    /// In a wheelchair.
    Wheel,
}

/// A pose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pose {
    pub near: Arm,
    pub far: Arm,
    pub lean: f64,
    pub look: (f64, f64),
    pub hold: Option<Hold>,
    pub legs: Legs,
    pub view: f64,
}

impl Pose {
    /// Reads what a row says of the body; the error names the key that makes no sense.
    pub(crate) fn read(row: &TableRow) -> Result<Pose, String> {
        let hold = match row.word_of("hold") {
            None => None,
            Some("both") => Some(Hold::Both),
            Some("paper") => Some(Hold::Paper),
            Some("near") => Some(Hold::Near),
            Some("far") => Some(Hold::Far),
            Some("pen") => Some(Hold::Pen),
            Some("cane") => Some(Hold::Cane),
            Some("board") => Some(Hold::Board),
            Some("slot") => Some(Hold::Slot),
            Some("crutches") => Some(Hold::Crutches),
            Some(_) => return Err("hold".into()),
        };
        let legs = match row.word_of("legs") {
            None => Legs::Stand,
            Some("walk") => Legs::Walk,
            Some("sit") => Legs::Sit,
            Some("wheel") => Legs::Wheel,
            Some(_) => return Err("legs".into()),
        };
        let hand = |key: &str| row.list_of(key).and_then(arm).ok_or_else(|| key.to_string());
        Ok(Pose {
            near: hand("near")?,
            far: hand("far")?,
            lean: row.number("lean")?.unwrap_or(0.0),
            look: row.pair("look", (0.6, 0.0))?,
            hold,
            legs,
            view: row.number("view")?.unwrap_or(0.75),
        })
    }
}

fn arm(list: &[String]) -> Option<Arm> {
    let [x, y, hand, bend, front, wrist] = list else { return None };
    let absolute = wrist.strip_prefix("abs");
    Some(Arm {
        target: (x.parse().ok()?, y.parse().ok()?),
        hand: HandKind::parse(hand)?,
        bend: bend.parse().ok()?,
        front: front == "是",
        wrist: absolute.unwrap_or(wrist).parse().ok()?,
        wrist_is_absolute: absolute.is_some(),
    })
}
