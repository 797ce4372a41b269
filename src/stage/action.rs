//! What people do: a pose and its stage directions. Rows of the theme's `art/poses.yaml`.
//!
//! Start at [`Action::read`]. The head of that file says what every key means; here stands which contacts
//! of hands and things there are. No verb is known here.

use crate::figure::Hands;
use crate::figure::Pose;
use crate::theme::TableRow;
use crate::vocabulary::lettered;

/// How hands touch somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Touch {
    /// Hands something to somebody who takes.
    Give,
    Take,
    /// With somebody else who does so too.
    Shake,
    /// These have the neighbour in hand.
    Lead,
    Support,
    Measure,
    /// A neighbour in a wheelchair.
    Push,
    /// Lays a hand on the neighbour's shoulder.
    Comfort,
    /// Points at the neighbour's telephone.
    Teach,
    /// Is under one umbrella with the neighbour.
    Shelter,
    /// Sits at a table with the neighbour.
    Table,
}

impl Touch {
    /// Whether it is done beside the other one: not over a counter.
    pub(super) fn needs_company(self) -> bool {
        !matches!(self, Touch::Give | Touch::Take | Touch::Shake)
    }
}

/// Where something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workplace {
    Desk,
    Locker,
}

/// On which end of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallEnd {
    Makes,
    Answers,
}

/// How an action is done with certain things, by certain people, in certain moods; an empty list is any.
#[derive(Debug, Clone)]
pub(super) struct Variant {
    pub of: String,
    pub things: Vec<String>,
    pub people: Vec<String>,
    pub moods: Vec<String>,
}

impl Variant {
    /// Reads a row; `None` for one that is an action of its own. Of what, and at least one of when, go
    /// together; the error is the key.
    fn read(row: &TableRow) -> Result<Option<Variant>, String> {
        let list = |key: &str| row.list_of(key).unwrap_or_default().to_vec();
        let [things, people, moods] = ["with", "by", "mood"].map(list);
        let any = !(things.is_empty() && people.is_empty() && moods.is_empty());
        match (row.word_of("of"), any) {
            (None, false) => Ok(None),
            (None, true) => Err("of".into()),
            (Some(_), false) => Err("with".into()),
            (Some(of), true) => Ok(Some(Variant { of: of.into(), things, people, moods })),
        }
    }

    /// Whether it is done so: the thing in hand, who, and in which mood.
    pub(super) fn suits(&self, thing: Option<&str>, who: &str, mood: Option<&str>) -> bool {
        let thing = thing.map(lettered::base);
        let has = |list: &[String], word: Option<&str>| {
            list.is_empty() || list.iter().any(|w| Some(w.as_str()) == word)
        };
        has(&self.things, thing) && has(&self.people, Some(who)) && has(&self.moods, mood)
    }
}

/// An action of the theme.
#[derive(Debug, Clone)]
pub(super) struct Action {
    pub pose: Pose,
    /// The thing in hand when the picture names none.
    pub brings: Option<String>,
    /// What the near hand works with.
    pub tool: Option<String>,
    /// What lies before them on the table when nothing else does.
    pub lays: Option<String>,
    /// The action of which this is one way of doing it.
    pub variant: Option<Variant>,
    /// Takes the picture's first thing when the line names none.
    pub takes: bool,
    /// What is done instead with nothing to hold.
    pub empty: Option<String>,
    /// So things are held where there is no room to hold them out.
    pub close: bool,
    /// Hands hold nothing but what the action brings.
    pub busy: bool,
    /// What stands on the table before them.
    pub sets: Option<String>,
    /// Things into which the thing in hand goes.
    pub into: Vec<String>,
    pub at: Option<Workplace>,
    /// Turns to what the place shows.
    pub to_focus: bool,
    /// Is nothing without the arm that is stretched out to it.
    pub points: bool,
    pub touch: Option<Touch>,
    pub call: Option<CallEnd>,
    /// What the other one does, of two.
    pub partner: Option<String>,
    /// What is done instead where there is no desk.
    pub afoot: Option<String>,
    /// What is done instead behind a counter or a table with nothing in hand.
    pub over_desk: Option<String>,
    /// How hands do it in a close-up: the action that says so.
    pub detail: Option<String>,
    /// The shots it is best seen in.
    pub shots: Vec<String>,
    /// Who shows it on the contact sheet: one, the other, the thing in hand.
    pub sample: Vec<String>,
}

/// Every key of a row; `alone` and `other` are what messages about a lonely hand say (`theme::words`).
const KEYS: [&str; 47] = [
    "near",
    "far",
    "lean",
    "look",
    "hold",
    "point",
    "turn",
    "grow",
    "over",
    "legs",
    "hip",
    "knee",
    "ankle",
    "feet",
    "tilt",
    "head",
    "behind",
    "view",
    "brings",
    "tool",
    "tool-point",
    "tool-turn",
    "tool-grow",
    "lays",
    "of",
    "with",
    "by",
    "mood",
    "busy",
    "close",
    "takes",
    "empty",
    "needs",
    "sets",
    "into",
    "at",
    "toward",
    "touch",
    "call",
    "partner",
    "afoot",
    "over-desk",
    "detail",
    "shots",
    "sample",
    "alone",
    "other",
];

impl Action {
    /// Reads a row; the error names the key that makes no sense.
    pub(super) fn read(row: &TableRow, hands: &Hands) -> Result<Action, String> {
        if let Some(key) = row.unknown_key(&KEYS) {
            return Err(key.into());
        }
        let word = |key: &str| row.word_of(key).map(String::from);
        let list = |key: &str| row.list_of(key).unwrap_or_default().to_vec();
        let touch = match row.word_of("touch") {
            None => None,
            Some("give") => Some(Touch::Give),
            Some("take") => Some(Touch::Take),
            Some("shake") => Some(Touch::Shake),
            Some("lead") => Some(Touch::Lead),
            Some("support") => Some(Touch::Support),
            Some("measure") => Some(Touch::Measure),
            Some("push") => Some(Touch::Push),
            Some("comfort") => Some(Touch::Comfort),
            Some("teach") => Some(Touch::Teach),
            Some("shelter") => Some(Touch::Shelter),
            Some("table") => Some(Touch::Table),
            Some(_) => return Err("touch".into()),
        };
        let at = match row.word_of("at") {
            None => None,
            Some("desk") => Some(Workplace::Desk),
            Some("locker") => Some(Workplace::Locker),
            Some(_) => return Err("at".into()),
        };
        let call = match row.word_of("call") {
            None => None,
            Some("makes") => Some(CallEnd::Makes),
            Some("answers") => Some(CallEnd::Answers),
            Some(_) => return Err("call".into()),
        };
        let (to_focus, points) = match row.word_of("toward") {
            None => (false, false),
            Some("focus") => (true, false),
            Some("point") => (true, true),
            Some(_) => return Err("toward".into()),
        };
        Ok(Action {
            pose: Pose::read(row, hands)?,
            brings: word("brings"),
            tool: word("tool"),
            lays: word("lays"),
            variant: Variant::read(row)?,
            takes: row.flag("takes")?,
            empty: word("empty"),
            close: row.flag("close")?,
            busy: row.flag("busy")?,
            sets: word("sets"),
            into: list("into"),
            at,
            to_focus,
            points,
            touch,
            call,
            partner: word("partner"),
            afoot: word("afoot"),
            over_desk: word("over-desk"),
            detail: word("detail"),
            shots: list("shots"),
            sample: list("sample"),
        })
    }

    pub(super) fn is_desk_work(&self) -> bool {
        self.at == Some(Workplace::Desk)
    }

    pub(super) fn opens_locker(&self) -> bool {
        self.at == Some(Workplace::Locker)
    }
}
