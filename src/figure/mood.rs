//! A mood as plain data: what eyes, brows and mouth do. Rows of the theme's `art/moods.yaml`.
//!
//! Start at [`Moods::read`]. Lengths in u, y downwards.

use crate::diag::Span;
use crate::theme::TableRow;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Eye {
    Dot,
    Arc,
    Down,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mouth {
    Smile,
    Soft,
    Open,
    /// Of whoever speaks.
    Talk,
    Frown,
    Wavy,
    Round,
    Line,
}

/// What the features do in a mood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mood {
    pub eye: Eye,
    pub mouth: Mouth,
    /// The near brow: its inner end, its outer end, all of it.
    pub near: (f64, f64, f64),
    pub far: (f64, f64, f64),
    /// How much wider and higher the eyes are.
    pub size: (f64, f64),
    /// A drop of sweat on the forehead.
    pub sweat: bool,
}

impl Mood {
    /// Nothing moves: for who is drawn without a mood.
    const CALM: Mood = Mood {
        eye: Eye::Dot,
        mouth: Mouth::Soft,
        near: (0.0, 0.0, 0.0),
        far: (0.0, 0.0, 0.0),
        size: (1.0, 1.0),
        sweat: false,
    };

    /// Reads a row; the error is the key that makes no sense.
    fn read(row: &TableRow) -> Result<Mood, String> {
        const KEYS: [&str; 6] = ["eyes", "mouth", "near", "far", "size", "sweat"];
        if let Some(unknown) = row.unknown_key(&KEYS) {
            return Err(unknown.into());
        }
        let brow = |key: &str| match row.numbers(key) {
            None => Ok((0.0, 0.0, 0.0)),
            Some(Some(list)) => {
                let &[inner, outer, all] = list.as_slice() else { return Err(key.to_string()) };
                Ok((inner, outer, all))
            }
            Some(None) => Err(key.into()),
        };
        Ok(Mood {
            eye: match row.word_of("eyes") {
                None | Some("dot") => Eye::Dot,
                Some("arc") => Eye::Arc,
                Some("down") => Eye::Down,
                Some(_) => return Err("eyes".into()),
            },
            mouth: match row.word_of("mouth") {
                None | Some("soft") => Mouth::Soft,
                Some("smile") => Mouth::Smile,
                Some("open") => Mouth::Open,
                Some("frown") => Mouth::Frown,
                Some("wavy") => Mouth::Wavy,
                Some("round") => Mouth::Round,
                Some("line") => Mouth::Line,
                Some(_) => return Err("mouth".into()),
            },
            near: brow("near")?,
            far: brow("far")?,
            size: row.pair("size", (1.0, 1.0))?,
            sweat: row.flag("sweat")?,
        })
    }
}

/// The moods of a theme.
#[derive(Debug, Clone)]
pub(crate) struct Moods {
    moods: BTreeMap<String, Mood>,
    usual: Mood,
}

impl Moods {
    /// Reads the table. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left out.
    pub(crate) fn read(rows: &[TableRow], wrong: &mut Vec<(Span, String)>) -> Moods {
        let mut moods = BTreeMap::new();
        let mut usual = None;
        for row in rows {
            match Mood::read(row) {
                Ok(mood) => {
                    usual.get_or_insert(mood);
                    moods.insert(row.word.clone(), mood);
                }
                Err(key) => {
                    wrong.push((row.at, format!("表情「{}」的 {key} 写得不对", row.word)));
                }
            }
        }
        Moods { moods, usual: usual.unwrap_or(Mood::CALM) }
    }

    /// The mood behind a word.
    pub(crate) fn find(&self, word: &str) -> Option<&Mood> {
        self.moods.get(word)
    }

    /// The first of the table: of whoever is given no mood.
    pub(crate) fn usual(&self) -> &Mood {
        &self.usual
    }
}
