//! The words that pictures may use, with their aliases and what stands behind them.
//!
//! Start at [`Vocabulary`]. The lists are data of the theme (`themes/default/art/words.yaml`,
//! `props.yaml`), so a community can add its own.

mod folk;
pub(crate) mod lettered;

use crate::quantity::Date;
use aho_corasick::AhoCorasick;

pub use folk::FolkRow;
pub use folk::FolkWords;

/// Lists of words that laws and rules name; checks and sheets read the same ones.
#[derive(Debug, Clone, Default)]
pub struct PhraseLists {
    /// Certificates that a residents' committee must not issue.
    pub not_issued: Vec<String>,
    /// What advertising must not say.
    pub superlatives: Vec<String>,
    /// Companies and brands.
    pub brands: Vec<String>,
    /// What a number before makes the name of an army unit.
    pub army_units: Vec<String>,
    /// Signs that no picture shows or mentions.
    pub emblems: Vec<String>,
    /// Parts of the names of papers whose originals lie in no locker.
    pub kept_out: Vec<String>,
    /// Who can answer an open question, and the words by which it is known; the first that fits.
    pub answerers: Vec<(String, Vec<String>)>,
    /// Laws that others came in place of.
    pub replaced: Vec<ReplacedLaw>,
    /// Days on which offices are shut.
    pub holidays: Vec<Holiday>,
    /// A paper, and what else it is called.
    pub same_papers: Vec<(String, Vec<String>)>,
    /// Family names.
    pub surnames: Vec<String>,
    /// What stands behind a family name: 大爷, 女士.
    pub titles: Vec<String>,
}

/// Days of a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// What it is called.
    pub name: String,
    /// Its first day.
    pub first: Date,
    /// Its last one.
    pub last: Date,
}

impl Holiday {
    /// Reads 「国庆节 2026-10-01—2026-10-07」, or one day.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Holiday> {
        let (name, days) = text.trim().split_once(' ')?;
        let (first, last) = days.trim().split_once(['—', '～', '至']).unwrap_or((days, days));
        let (first, last) = (Date::parse(first.trim())?, Date::parse(last.trim())?);
        (first <= last).then(|| Holiday { name: name.into(), first, last })
    }

    /// Whether a day is one of it.
    #[must_use]
    pub(crate) fn holds(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl PhraseLists {
    /// Whether the original of a paper of this name lies in no locker.
    #[must_use]
    pub(crate) fn keeps_out(&self, name: &str) -> bool {
        self.kept_out.iter().any(|part| name.contains(part.as_str()))
    }

    /// What the table calls a paper of this name; the name itself where it does not know it.
    #[must_use]
    pub(crate) fn same_paper<'n>(&'n self, name: &'n str) -> &'n str {
        let row = self.same_papers.iter().find(|(_, others)| others.iter().any(|o| o == name));
        row.map_or(name, |(paper, _)| paper)
    }

    /// A family name with a title behind it, as people call each other: 张大爷.
    #[must_use]
    pub(crate) fn person_in(&self, text: &str) -> Option<String> {
        self.titles.iter().find_map(|title| {
            text.match_indices(title.as_str()).find_map(|(at, _)| {
                let before = &text[..at];
                let surname = self.surnames.iter().find(|name| before.ends_with(name.as_str()))?;
                Some(format!("{surname}{title}"))
            })
        })
    }
}

/// A law that another came in place of.
#[derive(Debug, Clone)]
pub struct ReplacedLaw {
    /// Its name, without 《》 and without whose it is.
    pub name: String,
    /// Where the name is the same: texts older than this year.
    pub before: Option<u16>,
    /// What holds now.
    pub new: String,
    /// Since when: `2026-07-01`.
    pub since: String,
}

/// One list of words: canonical words, each with its aliases.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// Canonical word, then aliases.
    pub words: Vec<(String, Vec<String>)>,
}

impl WordList {
    /// The canonical word behind a word or an alias.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<&str> {
        let hit = |(name, aliases): &&(String, Vec<String>)| {
            name == word || aliases.iter().any(|a| a == word)
        };
        self.words.iter().find(hit).map(|(name, _)| name.as_str())
    }

    /// Every word and alias.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> + Clone {
        self.words
            .iter()
            .flat_map(|(name, aliases)| std::iter::once(name).chain(aliases).map(String::as_str))
    }
}

/// Where a thing stands that nobody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stand {
    /// On a counter or table; shown in a ring where there is none.
    #[default]
    Table,
    /// On the ground.
    Floor,
    /// On the wall.
    Wall,
    /// It is a sign, not a thing: always in a ring.
    Ring,
}

/// A prop's word with its drawing and the documents it stands for.
#[derive(Debug, Clone)]
pub struct PropWord {
    /// Canonical word.
    pub word: String,
    /// SVG file name without folder and ending.
    pub file: String,
    /// Parts of a document's name that make this its icon.
    pub icon_for: Vec<String>,
    /// Its height beside people, in hundredths of a head.
    pub height: f64,
    /// Where it stands.
    pub stand: Stand,
    /// Most letters of the clerk's own that it carries; 0 for a thing that has no room for any.
    pub letters: usize,
    /// Most rows below them.
    pub rows: usize,
}

/// Every part of a document's name that makes an icon, looked for in one pass.
#[derive(Debug, Clone, Default)]
pub struct IconSearch {
    automaton: Option<AhoCorasick>,
    /// The prop of each part.
    props: Vec<usize>,
}

impl IconSearch {
    /// The search of these props.
    #[must_use]
    pub(crate) fn of(props: &[PropWord]) -> IconSearch {
        let parts = props.iter().enumerate().flat_map(|(i, p)| {
            p.icon_for.iter().filter(|part| !part.is_empty()).map(move |part| (i, part))
        });
        let (props, parts): (Vec<usize>, Vec<&String>) = parts.unzip();
        IconSearch { automaton: AhoCorasick::new(parts).ok(), props }
    }

    /// The prop of the longest part in a text, and that part; of equals the first in the text.
    fn find<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let found = self.automaton.as_ref()?.find_overlapping_iter(text);
        let best = found.max_by_key(|m| (m.len(), usize::MAX - m.start(), m.pattern()));
        best.map(|m| (self.props[m.pattern().as_usize()], &text[m.range()]))
    }
}

/// Between the two moods of one face: 「担心|微笑」.
pub(crate) const MIXED: char = '|';

/// An action that is nothing without another's.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Whoever does this…
    pub action: String,
    /// …needs somebody who does this,
    pub other: String,
    /// whose line may read so;
    pub line: String,
    /// alone one does this instead.
    pub alone: String,
}

/// All words a picture may use.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// 人物
    pub people: WordList,
    /// 动作
    pub actions: WordList,
    /// 表情
    pub moods: WordList,
    /// 道具
    pub props: WordList,
    /// 地点
    pub places: WordList,
    /// 位置
    pub positions: WordList,
    /// 镜头
    pub shots: WordList,
    /// 特效
    pub effects: WordList,
    /// 天色
    pub light: WordList,
    /// Words that people write and no list has, with those of the lists that mean nearly the same; none
    /// where nothing does.
    pub near: Vec<(String, Vec<String>)>,
    /// Actions that need another's.
    pub pairings: Vec<Pairing>,
    /// Actions that are nothing without a thing in hand.
    pub need_a_thing: Vec<String>,
    /// Places with a sign, which may say something else.
    pub signed: Vec<String>,
    /// Drawings of the props.
    pub prop_words: Vec<PropWord>,
    /// Finds what a document is among [`PropWord::icon_for`]; see [`IconSearch::of`].
    pub icon_search: IconSearch,
    /// Words that no line break may tear.
    pub unbroken: Vec<String>,
    /// Words for people who come with a matter.
    pub residents: Vec<String>,
    /// Words for those who deal with it.
    pub offices: Vec<String>,
    /// Words for places that nobody has to leave the house for.
    pub at_home: Vec<String>,
    /// Words for the community's own places.
    pub own_places: Vec<String>,
    /// Words for a counter that name no office: the one where the matter itself is dealt with.
    pub counters: Vec<String>,
}

fn names(list: &[String], actor: &str) -> bool {
    list.iter().any(|word| actor.contains(word.as_str()))
}

/// Most letters on the sign of a place.
pub(crate) const SIGN_LETTERS: usize = 8;

impl Vocabulary {
    /// Most letters of the clerk's own that a thing or the sign of a place carries.
    #[must_use]
    pub(crate) fn letters_of(&self, word: &str) -> usize {
        let prop = self.prop_words.iter().find(|p| p.word == word).map(|p| p.letters);
        let sign = || self.signed.iter().any(|p| p == word).then_some(SIGN_LETTERS);
        prop.or_else(sign).unwrap_or(0)
    }

    /// Most rows below the letters of a thing.
    #[must_use]
    pub(crate) fn rows_of(&self, word: &str) -> usize {
        self.prop_words.iter().find(|p| p.word == word).map_or(0, |p| p.rows)
    }

    /// What a document is called in short, as a form lists it: the part of its name that makes its icon.
    #[must_use]
    pub(crate) fn short_name<'t>(&self, document: &'t str) -> Option<&'t str> {
        self.icon_in(document).map(|(_, part)| part)
    }

    /// The prop whose drawing stands for a document: looked for in the first alternative of its
    /// name (before 、 或 （), then in the whole; the longest match wins, among equals the one that
    /// comes first in the name; paper when nothing matches.
    #[must_use]
    pub fn icon_of(&self, document: &str) -> &str {
        self.icon_in(document).map_or("材料", |(word, _)| word)
    }

    /// The same with the words of the document on it where it carries any: `手册（退役证）`.
    #[must_use]
    pub(crate) fn lettered_icon_of(&self, document: &str) -> String {
        let Some((word, part)) = self.icon_in(document) else { return "材料".into() };
        let length = part.chars().count();
        let shown = part != word && (2..=self.letters_of(word)).contains(&length);
        if shown { lettered::joined(word, part) } else { word.into() }
    }

    /// Whether the actor of a step is the resident: named so, and no office with them.
    #[must_use]
    pub fn is_resident(&self, actor: &str) -> bool {
        names(&self.residents, actor) && !names(&self.offices, actor)
    }

    /// Whether a step happens where people are anyway: at home, on the phone, on the net.
    #[must_use]
    pub(crate) fn is_at_home(&self, place: &str) -> bool {
        let elsewhere = [&self.own_places, &self.offices].iter().any(|list| names(list, place));
        names(&self.at_home, place) && !elsewhere
    }

    /// Whether a place is one of the community's own: of several, every one.
    #[must_use]
    pub(crate) fn is_own_place(&self, place: &str) -> bool {
        let mut all =
            place.split(['、', '，', ',', '；', '/', '或']).filter(|p| !p.trim().is_empty());
        all.all(|one| names(&self.own_places, one)) && !place.trim().is_empty()
    }

    /// Whether a counter is the one of the matter itself, for no office is named with it.
    #[must_use]
    pub(crate) fn is_any_counter(&self, place: &str) -> bool {
        self.counters.iter().any(|word| word == place)
    }

    /// Whether only an office acts: named so, and no resident with it. Of an actor that no word is
    /// known for, neither this nor the other is said.
    #[must_use]
    pub(crate) fn is_office(&self, actor: &str) -> bool {
        names(&self.offices, actor) && !names(&self.residents, actor)
    }

    fn icon_in<'t>(&self, document: &'t str) -> Option<(&str, &'t str)> {
        let head = document.split(['、', '或', '（', '(', '及']).next().unwrap_or("");
        let (i, part) = self.icon_search.find(head).or_else(|| self.icon_search.find(document))?;
        Some((self.prop_words[i].word.as_str(), part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_acts_is_said_only_of_known_words_alone() {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_string()).collect();
        let words = Vocabulary {
            residents: list(&["居民", "双方"]),
            offices: list(&["社区", "调解员"]),
            ..Vocabulary::default()
        };
        let both = |actor: &str| (words.is_resident(actor), words.is_office(actor));
        assert_eq!(both("居民"), (true, false));
        assert_eq!(both("社区"), (false, true));
        assert_eq!(both("调解员、双方"), (false, false));
        assert_eq!(both("车主"), (false, false));
    }

    #[test]
    fn a_list_of_places_is_ours_when_all_are() {
        let own_places = vec!["社区".to_string()];
        let words = Vocabulary { own_places, ..Vocabulary::default() };
        for (place, ours) in [
            ("社区窗口", true),
            ("社区窗口、社区活动室", true),
            ("社区窗口、街道便民大厅", false),
            ("街道便民大厅或社区窗口", false),
            ("家里", false),
        ] {
            assert_eq!(words.is_own_place(place), ours, "{place}");
        }
    }
}
