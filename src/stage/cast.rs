//! What a theme says about acting: the tables `art/cast.yaml` and `art/poses.yaml`, typed and checked.
//!
//! Start at [`Cast::read`].

use crate::diag::Span;
use crate::figure::Character;
use crate::figure::InkNames;
use crate::figure::People;
use crate::figure::Pose;
use crate::theme::TableRow;
use std::collections::BTreeMap;

/// The people and what they do.
#[derive(Debug, Clone)]
pub struct Cast {
    people: People,
    poses: BTreeMap<String, Pose>,
    /// What the other one does, for poses that take two.
    partners: BTreeMap<String, String>,
    /// Who shows a pose on the contact sheet: one, the other, the thing in hand.
    samples: BTreeMap<String, Vec<String>>,
    /// What people do instead where there is no desk.
    afoot: BTreeMap<String, String>,
}

impl Cast {
    /// Reads both tables. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left
    /// out.
    pub fn read(
        cast: &[TableRow],
        poses: &[TableRow],
        palette: &InkNames,
        wrong: &mut Vec<(Span, String)>,
    ) -> Cast {
        let people = People::read(cast, palette, wrong);
        let mut table = BTreeMap::new();
        for row in poses {
            match Pose::read(row) {
                Some(pose) => drop(table.insert(row.word.clone(), pose)),
                None => wrong.push((row.at, format!("动作「{}」写得不对", row.word))),
            }
        }
        let partner =
            |row: &TableRow| Some((row.word.clone(), row.word_of("partner")?.to_string()));
        let sample = |row: &TableRow| Some((row.word.clone(), row.list_of("sample")?.to_vec()));
        let afoot = |row: &TableRow| Some((row.word.clone(), row.word_of("afoot")?.to_string()));
        Cast {
            people,
            poses: table,
            partners: poses.iter().filter_map(partner).collect(),
            samples: poses.iter().filter_map(sample).collect(),
            afoot: poses.iter().filter_map(afoot).collect(),
        }
    }

    /// Who shows a pose on the contact sheet: one, the other, the thing in hand; what is missing is
    /// anybody's.
    #[must_use]
    pub fn sample_of(&self, action: &str) -> &[String] {
        self.samples.get(action).map_or(&[], Vec::as_slice)
    }

    /// What somebody does instead of this where there is no desk; the same for most.
    pub(super) fn afoot<'a>(&'a self, action: &'a str) -> &'a str {
        self.afoot.get(action).map_or(action, String::as_str)
    }

    /// What the other one does while somebody does this; `None` for what one does alone.
    #[must_use]
    pub fn partner_of(&self, action: &str) -> Option<&str> {
        self.partners.get(action).map(String::as_str)
    }

    /// The person behind a word.
    pub(super) fn person(&self, word: &str) -> Option<&Character> {
        self.people.person(word)
    }

    /// The person behind a word that stood in the picture before.
    pub(super) fn double(&self, word: &str) -> Option<&Character> {
        self.people.double(word)
    }

    /// The pose behind a word; standing for one nobody drew.
    pub(super) fn pose(&self, word: &str) -> Option<&Pose> {
        self.poses
            .get(word)
            .or_else(|| self.poses.get("站立"))
            .or_else(|| self.poses.values().next())
    }
}
