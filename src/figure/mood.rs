//! A mood as plain data: what eyes, brows, cheeks and mouth do, silent and talking. Rows of the theme's
//! `art/moods.yaml`; the head of that file says what every key means.
//!
//! Start at [`Moods::read`] and [`Expression`]. Lengths in u (a hundredth of a head), y downwards; "inner"
//! is towards the nose, so that one row serves both eyes.

use super::data::Three;
use super::data::three;
use super::limb::Xy;
use super::mark::Mark;
use super::mark::marks_by_word;
use super::mouth::Mouth;
use super::pen::InkNames;
use crate::diag::Span;
use crate::theme::TableRow;
use std::collections::BTreeMap;

/// Beyond the eye: no lid. Shares of half the eye's height, −1 its top, 1 its bottom.
const NO_TOP: Three = [-1.3; 3];
const NO_LOW: Three = [1.3; 3];

/// One eye and the brow over it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// How much wider and higher the eye is.
    pub size: Xy,
    /// The lids, as shares of half the eye's height.
    pub top: Three,
    pub low: Three,
    /// The brow, against its line.
    pub brow: Three,
}

/// Eyes that are shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shut {
    /// Arched, of laughter.
    Laughing,
    /// Lids down.
    Resting,
}

/// The corner of a mouth seen from the side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corner {
    Up,
    Flat,
    Down,
    Wide,
    Round,
}

/// What the features do in a mood.
#[derive(Debug, Clone)]
pub(crate) struct Mood {
    pub(super) near: Look,
    pub(super) far: Look,
    pub(super) shut: Option<Shut>,
    /// How large pupils are, and where: outwards, down.
    pub(super) pupil: (f64, f64, f64),
    /// Water on the lower lid: 0 none, 1 a little, 2 much; and how many lights are in the eye.
    pub(super) water: usize,
    pub(super) glints: usize,
    /// Where somebody looks who has nobody and nothing to look at.
    pub(super) look: Xy,
    /// Degrees the head leans forward.
    pub(super) tilt: f64,
    /// How large cheeks are, how much lower, and 0 no, 1 usual, 2 deep red.
    pub(super) cheeks: (f64, f64, usize),
    pub(super) marks: Vec<Mark>,
    pub(super) corner: Corner,
    pub(super) silent: Mouth,
    pub(super) talking: Mouth,
}

const KEYS: [&str; 24] = [
    "profile",
    "size",
    "top",
    "low",
    "brows",
    "far-size",
    "far-top",
    "far-low",
    "far-brows",
    "shut",
    "pupil",
    "water",
    "glints",
    "look",
    "tilt",
    "cheeks",
    "marks",
    "mouth",
    "mouth-teeth",
    "mouth-tongue",
    "chin",
    "talk",
    "talk-teeth",
    "talk-tongue",
];

/// A small count, or `default` without the key; the error is the key.
fn count(row: &TableRow, key: &str, default: usize, most: usize) -> Result<usize, String> {
    let Some(word) = row.word_of(key) else { return Ok(default) };
    word.parse().ok().filter(|n| *n <= most).ok_or_else(|| key.to_string())
}

impl Look {
    /// What a row says of an eye: its own keys, else those of the other.
    fn read(row: &TableRow, prefix: &str, other: Look) -> Result<Look, String> {
        let key = |name: &str| format!("{prefix}{name}");
        let size = row.pair(&key("size"), other.size)?;
        if !(0.3..=2.0).contains(&size.0) || !(0.3..=2.0).contains(&size.1) {
            return Err(key("size"));
        }
        Ok(Look {
            size,
            top: three(row, &key("top"), other.top)?,
            low: three(row, &key("low"), other.low)?,
            brow: three(row, &key("brows"), other.brow)?,
        })
    }
}

impl Mood {
    /// Nothing moves: of whoever is drawn without a mood.
    fn calm() -> Mood {
        let look = Look { size: (1.0, 1.0), top: NO_TOP, low: NO_LOW, brow: [0.0, -3.0, 0.6] };
        Mood {
            near: look,
            far: look,
            shut: None,
            pupil: (1.0, 0.0, 0.0),
            water: 0,
            glints: 1,
            look: (0.6, 0.0),
            tilt: 0.0,
            cheeks: (1.0, 0.0, 1),
            marks: Vec::new(),
            corner: Corner::Flat,
            silent: Mouth::default(),
            talking: Mouth::default(),
        }
    }

    /// Reads a row; the error is the key that makes no sense.
    fn read(row: &TableRow, known: &BTreeMap<String, Mark>) -> Result<Mood, String> {
        if let Some(unknown) = row.unknown_key(&KEYS) {
            return Err(unknown.into());
        }
        let calm = Mood::calm();
        let near = Look::read(row, "", calm.near)?;
        let [pupil, outwards, down] = three(row, "pupil", [1.0, 0.0, 0.0])?;
        if !(0.3..=1.5).contains(&pupil) {
            return Err("pupil".into());
        }
        let [cheeks, lower, red] = three(row, "cheeks", [1.0, 0.0, 1.0])?;
        if ![0.0, 1.0, 2.0].contains(&red) || !(0.0..=2.0).contains(&cheeks) {
            return Err("cheeks".into());
        }
        let marks = row.list_of("marks").unwrap_or_default().iter();
        let marks: Option<Vec<Mark>> = marks.map(|word| known.get(word).cloned()).collect();
        let tilt = row.number("tilt")?.unwrap_or(0.0);
        if tilt.abs() > 12.0 {
            return Err("tilt".into());
        }
        Ok(Mood {
            near,
            far: Look::read(row, "far-", near)?,
            shut: match row.word_of("shut") {
                None => None,
                Some("laughing") => Some(Shut::Laughing),
                Some("resting") => Some(Shut::Resting),
                Some(_) => return Err("shut".into()),
            },
            pupil: (pupil, outwards, down),
            water: count(row, "water", 0, 2)?,
            glints: count(row, "glints", 1, 3)?,
            look: row.pair("look", calm.look)?,
            tilt,
            cheeks: (cheeks, lower, red as usize),
            marks: marks.ok_or("marks")?,
            corner: match row.word_of("profile") {
                Some("up") => Corner::Up,
                None | Some("flat") => Corner::Flat,
                Some("down") => Corner::Down,
                Some("wide") => Corner::Wide,
                Some("round") => Corner::Round,
                Some(_) => return Err("profile".into()),
            },
            silent: Mouth::read(row, "mouth")?,
            talking: Mouth::read(row, "talk")?,
        })
    }
}

/// What a face says: brows and eyes of one mood, cheeks and mouth of one, mostly the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expression<'a> {
    pub(super) upper: &'a Mood,
    pub(super) lower: &'a Mood,
}

impl Expression<'_> {
    /// Whether the eyes avoid whoever is there.
    pub(crate) fn looks_away(&self) -> bool {
        self.upper.look.0 < 0.0
    }
}

/// The moods of a theme.
#[derive(Debug, Clone)]
pub(crate) struct Moods {
    moods: BTreeMap<String, Mood>,
    usual: Mood,
}

impl Moods {
    /// Reads the tables of moods and of their marks. Every mistake is `(place, sentence)` in `wrong`; rows
    /// that are wrong are left out.
    pub(crate) fn read(
        rows: &[TableRow],
        marks: &[TableRow],
        palette: &InkNames,
        wrong: &mut Vec<(Span, String)>,
    ) -> Moods {
        let marks = marks_by_word(marks, palette, wrong);
        let mut moods = BTreeMap::new();
        let mut usual = None;
        for row in rows {
            match Mood::read(row, &marks) {
                Ok(mood) => {
                    usual.get_or_insert_with(|| mood.clone());
                    moods.insert(row.word.clone(), mood);
                }
                Err(key) => {
                    wrong.push((row.at, format!("表情「{}」的 {key} 写得不对", row.word)));
                }
            }
        }
        Moods { moods, usual: usual.unwrap_or_else(Mood::calm) }
    }

    /// Brows and eyes of one mood, cheeks and mouth of the other; a word that is none means the first mood
    /// of the table.
    pub(crate) fn expression(&self, upper: &str, lower: &str) -> Expression<'_> {
        let find = |word: &str| self.moods.get(word).unwrap_or(&self.usual);
        Expression { upper: find(upper), lower: find(lower) }
    }
}
