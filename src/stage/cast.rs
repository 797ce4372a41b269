//! What a theme says about acting: people, actions, moods, effects, positions and shots, typed and checked.
//!
//! Start at [`Cast::read`]. Each is a table in the theme's `art/`; whether every word of the lists has its
//! row is asked when the theme is read (`theme::tables`).

use super::action::Action;
use super::effects::Effect;
use super::light::Light;
use crate::diag::Span;
use crate::figure::Anatomy;
use crate::figure::Character;
use crate::figure::Expression;
use crate::figure::InkNames;
use crate::figure::Moods;
use crate::figure::People;
use crate::figure::Pose;
use crate::model::Person;
use crate::theme::TableRow;
use crate::theme::Tables;
use crate::vocabulary::MIXED;
use std::collections::BTreeMap;

/// Where somebody is told to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    /// As a share of the width.
    pub x: Option<f64>,
    /// Behind the counter.
    pub behind: bool,
}

/// The poses of whoever is near the reader, over whose shoulder a picture is seen: listening, handing something
/// over.
#[derive(Debug, Clone)]
pub(super) struct Poses {
    pub listens: String,
    pub gives: String,
}

/// The poses of hands of which nothing else is seen: pointing at a paper, giving and taking, over a slot.
#[derive(Debug, Clone)]
pub(super) struct HandPoses {
    pub points: String,
    pub gives: Option<(String, String)>,
    pub drops: Option<String>,
}

/// The poses of those whose backs are seen: sitting there, and with a hand up.
#[derive(Debug, Clone)]
pub(super) struct Backs {
    pub backs: String,
    pub raises: String,
}

/// How much is seen of people, and from where.
#[derive(Debug, Clone)]
pub(super) enum Shot {
    /// All of them from the front.
    Group {
        /// From head to foot.
        full: bool,
    },
    /// Over the shoulder of one.
    Over(Poses),
    /// A telephone's screen, over the shoulder of whoever holds it: the pose that does so.
    Screen(String),
    /// Hands, and what they hold or work on.
    Detail(HandPoses),
    /// Rows of backs, and whoever speaks to them.
    Rows(Backs),
}

impl Shot {
    /// Whether there is another of it with left for right: people of a group stand where the picture says.
    fn may_turn(&self) -> bool {
        matches!(self, Shot::Over(_) | Shot::Screen(_))
    }

    /// Reads a row; the error names the key that makes no sense.
    fn read(row: &TableRow) -> Result<Shot, String> {
        let known =
            ["full", "listens", "gives", "takes", "drops", "shows", "points", "backs", "raises"];
        if let Some(key) = row.unknown_key(&known) {
            return Err(key.into());
        }
        if let Some(shows) = row.word_of("shows") {
            return Ok(Shot::Screen(shows.into()));
        }
        if let Some(points) = row.word_of("points") {
            let gives = match (row.word_of("gives"), row.word_of("takes")) {
                (None, None) => None,
                (Some(gives), Some(takes)) => Some((gives.into(), takes.into())),
                (None, _) => return Err("gives".into()),
                (_, None) => return Err("takes".into()),
            };
            let drops = row.word_of("drops").map(String::from);
            return Ok(Shot::Detail(HandPoses { points: points.into(), gives, drops }));
        }
        match (row.word_of("backs"), row.word_of("raises")) {
            (None, None) => {}
            (Some(backs), Some(raises)) => {
                return Ok(Shot::Rows(Backs { backs: backs.into(), raises: raises.into() }));
            }
            (None, _) => return Err("backs".into()),
            (_, None) => return Err("raises".into()),
        }
        match (row.word_of("listens"), row.word_of("gives")) {
            (None, None) => Ok(Shot::Group { full: row.flag("full")? }),
            (Some(listens), Some(gives)) => {
                Ok(Shot::Over(Poses { listens: listens.into(), gives: gives.into() }))
            }
            (None, _) => Err("listens".into()),
            (_, None) => Err("gives".into()),
        }
    }
}

/// The people and what they can do.
#[derive(Debug, Clone)]
pub struct Cast {
    people: People,
    actions: BTreeMap<String, Action>,
    /// The first pose of the table: of whoever has no room for a gesture.
    standing: Option<(String, Pose)>,
    /// How things are held where there is no room to hold them out: the row that says so.
    carrying: Option<Pose>,
    moods: Moods,
    anatomy: Anatomy,
    effects: BTreeMap<String, Effect>,
    light: BTreeMap<String, Light>,
    positions: BTreeMap<String, Position>,
    shots: BTreeMap<String, Shot>,
    /// Shots that are another one turned round, by their words.
    turned: BTreeMap<String, String>,
}

impl Cast {
    /// Reads all tables. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left out.
    pub(crate) fn read(
        tables: &Tables,
        palette: &InkNames,
        wrong: &mut Vec<(Span, String)>,
    ) -> Cast {
        let people = People::read(&tables.cast, palette, wrong);
        let moods = Moods::read(&tables.moods, &tables.marks, palette, wrong);
        let anatomy = Anatomy::read(tables, wrong);
        let actions =
            rows(("动作", &tables.poses), |row| Action::read(row, anatomy.hands()), wrong);
        let light = rows(("天色", &tables.light), |row| Light::read(row, palette), wrong);
        let effects = rows(("特效", &tables.effects), |row| Effect::read(row, palette), wrong);
        let position = |row: &TableRow| {
            let x = row.number("x")?.filter(|x| (0.0..=1.0).contains(x));
            match row.unknown_key(&["x", "behind"]) {
                Some(key) => Err(key.into()),
                None if x.is_none() && row.word_of("x").is_some() => Err("x".into()),
                None => Ok(Position { x, behind: row.flag("behind")? }),
            }
        };
        let positions = rows(("位置", &tables.positions), position, wrong);
        let is_turned = |row: &&TableRow| row.word_of("turns").is_some();
        let (round, plain): (Vec<&TableRow>, Vec<&TableRow>) =
            tables.shots.iter().partition(is_turned);
        let plain: Vec<TableRow> = plain.into_iter().cloned().collect();
        let mut shots = rows(("镜头", &plain), Shot::read, wrong);
        let mut turned = BTreeMap::new();
        for row in round {
            let of = row.word_of("turns").and_then(|of| Some((of, shots.get(of)?.clone())));
            let Some((of, shot)) = of.filter(|(_, shot)| shot.may_turn()) else {
                wrong.push((row.at, format!("镜头「{}」的 turns 写得不对", row.word)));
                continue;
            };
            turned.insert(row.word.clone(), of.to_string());
            shots.insert(row.word.clone(), shot);
        }
        let standing = tables.poses.first().and_then(|row| actions.get(&row.word));
        let standing = standing
            .map(|action| action.pose)
            .zip(tables.poses.first())
            .map(|(pose, row)| (row.word.clone(), pose));
        let carrying = actions.values().find(|action| action.close).map(|action| action.pose);
        Cast {
            people,
            actions,
            standing,
            carrying,
            moods,
            anatomy,
            effects,
            light,
            positions,
            shots,
            turned,
        }
    }

    /// Who shows an action on the contact sheet: one, the other, the thing in hand; what is missing is
    /// anybody's.
    #[must_use]
    pub(crate) fn sample_of(&self, action: &str) -> &[String] {
        self.actions.get(action).map_or(&[], |a| a.sample.as_slice())
    }

    /// What the other one does while somebody does this; `None` for what one does alone.
    #[must_use]
    pub(crate) fn partner_of(&self, action: &str) -> Option<&str> {
        self.actions.get(action)?.partner.as_deref()
    }

    /// What somebody does instead of this where there is no desk; the same for most.
    pub(super) fn afoot<'a>(&'a self, action: &'a Action) -> &'a Action {
        let instead = action.afoot.as_ref().and_then(|word| self.actions.get(word));
        instead.unwrap_or(action)
    }

    /// Whether who this word means works for an office; `None` for a crowd and for words that mean nobody.
    #[must_use]
    pub(crate) fn is_staff(&self, word: &str) -> Option<bool> {
        self.person(word).map(|person| person.staff)
    }

    /// The person behind a word.
    pub(super) fn person(&self, word: &str) -> Option<&Character> {
        self.people.person(word)
    }

    /// Who is in a crowd; nothing for the word of one person.
    pub(super) fn crowd(&self, word: &str) -> Option<&[String]> {
        self.people.crowd(word)
    }

    /// The person behind a word that stood in the picture before.
    pub(super) fn double(&self, word: &str) -> Option<&Character> {
        self.people.double(word)
    }

    /// The action of a word.
    pub(super) fn action(&self, word: &str) -> Option<&Action> {
        self.actions.get(word)
    }

    /// What somebody does, the way they do it with a thing in hand: a baby is not carried like a book, and
    /// nobody stands as everybody does. What the mood says of it goes before who it is.
    pub(super) fn action_of(&self, line: &Person, thing: Option<&str>) -> Option<&Action> {
        let mood = line.mood.as_deref().map(|word| word.split(MIXED).next().unwrap_or(word));
        let suits = |action: &&Action| {
            let of = action.variant.as_ref().filter(|variant| variant.of == line.action);
            of.is_some_and(|variant| variant.suits(thing, &line.who, mood))
        };
        let ways = self.actions.values().filter(suits);
        let by_person =
            |action: &&Action| action.variant.as_ref().is_some_and(|v| !v.people.is_empty());
        ways.min_by_key(by_person).or_else(|| self.actions.get(&line.action))
    }

    /// Hands and hair of the theme.
    pub(super) fn anatomy(&self) -> &Anatomy {
        &self.anatomy
    }

    /// What somebody does who has no room for a gesture.
    pub(super) fn standing(&self) -> Option<&Pose> {
        self.standing.as_ref().map(|(_, pose)| pose)
    }

    /// The word of the first action.
    pub(super) fn standing_word(&self) -> Option<&str> {
        self.standing.as_ref().map(|(word, _)| word.as_str())
    }

    /// How things are held close.
    pub(super) fn carrying(&self) -> Option<&Pose> {
        self.carrying.as_ref()
    }

    /// The expression behind a word, or two with [`MIXED`] between them; the usual one without.
    pub(super) fn mood(&self, word: Option<&str>) -> Expression<'_> {
        let word = word.unwrap_or_default();
        let (upper, lower) = word.split_once(MIXED).unwrap_or((word, word));
        self.moods.expression(upper, lower)
    }

    pub(super) fn effect(&self, word: &str) -> Option<&Effect> {
        self.effects.get(word)
    }

    pub(super) fn position(&self, word: &str) -> Option<&Position> {
        self.positions.get(word)
    }

    /// The light of a word.
    pub(super) fn light(&self, word: &str) -> Option<&Light> {
        self.light.get(word)
    }

    /// The light of the last picture of a strip, and the moods it is for.
    pub(super) fn last_light(&self) -> Option<(&str, &[String])> {
        let mut ends = self.light.iter().filter(|(_, light)| !light.last.is_empty());
        ends.next().map(|(word, light)| (word.as_str(), light.last.as_slice()))
    }

    /// Whether a shot shows people from head to foot; `None` for a word that does not say.
    pub(super) fn is_full(&self, shot: &str) -> Option<bool> {
        match self.shots.get(shot)? {
            Shot::Group { full } => Some(*full),
            Shot::Over(_) | Shot::Screen(_) | Shot::Detail(_) | Shot::Rows(_) => None,
        }
    }

    /// Whether a shot is another than everybody from the front.
    pub(crate) fn is_unusual(&self, shot: &str) -> bool {
        self.shots.get(shot).is_some_and(|shot| !matches!(shot, Shot::Group { .. }))
    }

    /// The shot that shows hands only.
    pub(super) fn close_up(&self) -> Option<&str> {
        let mut shots = self.shots.iter();
        shots.find(|(_, shot)| matches!(shot, Shot::Detail(_))).map(|(word, _)| word.as_str())
    }

    /// The shot that this one is, turned round.
    pub(super) fn turns(&self, word: &str) -> Option<&str> {
        self.turned.get(word).map(String::as_str)
    }

    /// The same shot turned round.
    pub(super) fn turned(&self, shot: &str) -> Option<&str> {
        self.turned.iter().find(|(_, of)| *of == shot).map(|(word, _)| word.as_str())
    }

    /// The shot behind a word.
    pub(super) fn shot(&self, word: &str) -> Option<&Shot> {
        self.shots.get(word)
    }
}

/// Reads the rows of a table; what makes no sense is told by its key.
fn rows<T>(
    (what, table): (&str, &[TableRow]),
    read: impl Fn(&TableRow) -> Result<T, String>,
    wrong: &mut Vec<(Span, String)>,
) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    for row in table {
        match read(row) {
            Ok(value) => drop(all.insert(row.word.clone(), value)),
            Err(key) => wrong.push((row.at, format!("{what}「{}」的 {key} 写得不对", row.word))),
        }
    }
    all
}
