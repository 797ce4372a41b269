//! Words that somebody points at, on a page or on a board → the field of the file that says them.
//!
//! Start at [`Pointing::find`]. A board knows the byte that its words came from. Of a page it is tried: the field has another
//! value in thought, and the page that would come of it is held to the page there is. What changes where somebody pointed is
//! the field that says it, however the page spells it (a day, an amount, a number of things). First those are tried whose
//! words are alike, then all texts of all files at once and by halves; last, the record's lists with one thing less. What no
//! field changes is the program's own.

use super::finding::Leaf;
use super::finding::Pointed;
use super::finding::leaves;
use super::finding::likeness;
use super::place::BODY;
use super::place::Place;
use super::reading::Reading;
use super::reading::is_kept;
use super::state::Snapshot;
use crate::content::what_if;
use crate::edit::Change;
use crate::edit::Step;
use crate::edit::apply;
use crate::edit::others;
use crate::model::COLLECTIONS;
use crate::model::Catalog;
use crate::model::Home;
use crate::record::Nature;
use crate::theme::Theme;
use crate::yaml::quoted;
use serde::Serialize;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

/// So many pages are thought of at most: one takes a few milliseconds.
const MOST_TRIED: usize = 200;
/// So many fields whose words are alike are tried one by one.
const MOST_ALIKE: usize = 8;
/// So many values of a field: some would leave no page (a way on the net wants an address).
const MOST_VALUES: usize = 4;
/// What scripts are told is looked at so far out.
const MOST_TOLD: usize = 3;
/// Less than this is a word that happens to be in both.
const ALIKE: f64 = 0.3;
/// A name by which something else is found cannot be tried: it is believed when it is nearly the whole piece.
const SURE: f64 = 0.6;

/// Where it is written.
#[derive(Debug, Serialize)]
struct Found {
    stem: String,
    /// Of a list, which record.
    item: Option<usize>,
    path: Vec<Step>,
}

/// What pointing needs.
pub(super) struct Pointing<'p> {
    pub(super) root: &'p Path,
    pub(super) now: &'p Snapshot,
    pub(super) theme: &'p Theme,
    /// The page of a content at an address below the site's root.
    pub(super) page: &'p dyn Fn(&Catalog, &str) -> Option<Vec<u8>>,
}

/// A file and its texts.
struct Candidate {
    stem: String,
    place: Place,
    leaves: Vec<Leaf>,
    /// The Markdown behind the fields.
    body: Option<String>,
}

/// A part of a file: a text by its number, or the Markdown, which is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text(usize),
    Body,
}

/// What was pointed at, on the page as it is.
enum Spot {
    /// A piece of text of the page, by its number.
    Text(usize),
    /// What scripts are told somewhere.
    Told(String),
}

impl Pointing<'_> {
    /// The field as JSON; `null` where no file says it.
    pub(super) fn find(&self, body: &[u8]) -> Vec<u8> {
        let found = serde_json::from_slice::<Pointed>(body).ok().and_then(|asked| self.of(asked));
        serde_json::to_vec(&found).unwrap_or_default()
    }

    fn of(&self, mut pointed: Pointed) -> Option<Found> {
        if let Some(number) = pointed.panel {
            let catalog = self.now.shown.as_deref()?;
            let (_, picture) = *catalog.find_procedure(&pointed.stem)?.panels().get(number)?;
            let span = picture.place.span;
            pointed.file = Some(self.now.sources.file(span.file).path.clone());
            pointed.at = Some(span.start as usize);
        }
        let all = self.candidates(&pointed);
        let alike = alike(&all, &pointed);
        let best = alike.first().filter(|(score, ..)| *score >= ALIKE);
        let told_byte = best.is_some_and(|(score, ..)| *score >= 3.0);
        let page = pointed.page.as_deref().filter(|_| !told_byte);
        let Some(trial) = page.and_then(|page| Trial::begin(self, page, &all, &pointed)) else {
            return best.map(|(_, of, leaf)| all[*of].found(&all[*of].leaves[*leaf].path));
        };
        trial.find(&alike)
    }

    /// The files that may say it, the nearest first.
    fn candidates(&self, pointed: &Pointed) -> Vec<Candidate> {
        let procedures = self.now.shown.iter().flat_map(|catalog| &catalog.procedures);
        // A board of the whole, and a page of many, show words of procedures.
        let procedures = procedures.filter(|p| {
            pointed.file.as_ref().is_none_or(|file| *file == self.now.sources.file(p.file).path)
        });
        let lists = COLLECTIONS.iter().filter(|c| !matches!(c.home, Home::Folder(_)));
        let mut stems: Vec<&str> = vec![&pointed.stem];
        stems.extend(lists.map(|c| c.name));
        stems.extend(procedures.map(|p| p.code.value.as_str()));
        let mut all: Vec<Candidate> = Vec::new();
        for stem in stems {
            if !all.iter().any(|one| one.stem == stem) {
                all.extend(self.candidate(stem));
            }
        }
        all
    }

    fn candidate(&self, stem: &str) -> Option<Candidate> {
        let place = Place::of(self.root, self.now, stem).ok()?;
        let root = place.root().ok()?;
        let leaves = leaves(&root, place.collection.schema);
        let body = place.body_text();
        Some(Candidate { stem: stem.to_string(), place, leaves, body })
    }
}

/// Score, file and text of those whose words are alike, the best first; of two the nearer.
fn alike(all: &[Candidate], pointed: &Pointed) -> Vec<(f64, usize, usize)> {
    let mut found = Vec::new();
    for (of, one) in all.iter().enumerate() {
        let is_here = pointed.file.as_deref() == Some(&one.place.file);
        let at = pointed.at.filter(|_| is_here);
        let at = at.and_then(|at| at.checked_sub(one.place.yaml.start));
        let scores = one
            .leaves
            .iter()
            .enumerate()
            .filter_map(|(number, leaf)| Some((likeness(leaf, pointed, at)?, of, number)));
        found.extend(scores);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
}

impl Candidate {
    fn found(&self, path: &[Step]) -> Found {
        let item = match (self.place.collection.home, path.first()) {
            (Home::List(_), Some(Step::Index(at))) => Some(*at),
            _ => None,
        };
        Found { stem: self.stem.clone(), item, path: path.to_vec() }
    }

    /// The file with other values of some of its parts; none where none of them can have one. `turn` says which of several
    /// values.
    fn with_others(&self, parts: &[Part], turn: usize) -> Option<String> {
        let mut yaml = self.place.text[self.place.yaml.clone()].to_string();
        let (mut body, mut is_other) = (None, false);
        let mut some = parts.to_vec();
        // From below, so that places above stay what they are.
        some.sort_by_key(|part| std::cmp::Reverse(*part));
        for part in some {
            let Part::Text(at) = part else {
                let all = self.body.iter().flat_map(|body| body.chars());
                body =
                    Some(all.map(|c| if c.is_alphabetic() { '甲' } else { c }).collect::<String>());
                is_other = true;
                continue;
            };
            let leaf = &self.leaves[at];
            let others = others(leaf.field, &leaf.text);
            let Some(new) = others.get(turn % others.len().max(1)) else { continue };
            // Only what stands in one piece: `|` begins a text of several lines.
            if yaml.get(leaf.bytes.clone()).is_none_or(|said| said.starts_with(['|', '>'])) {
                continue;
            }
            yaml.replace_range(leaf.bytes.clone(), &quoted(new));
            is_other = true;
        }
        is_other.then(|| self.place.with(&yaml, body.as_deref()))
    }

    /// Its parts that can have another value: as people write them, and as a word of a list or a mark.
    fn parts(&self) -> [Vec<Part>; 2] {
        let can = |at: &usize| !others(self.leaves[*at].field, &self.leaves[*at].text).is_empty();
        let is_word = |at: &usize| self.leaves[*at].field.nature == Nature::Word;
        let (words, texts): (Vec<_>, Vec<_>) =
            (0..self.leaves.len()).filter(can).partition(is_word);
        let body = self.body.iter().filter(|body| !body.is_empty()).map(|_| Part::Body);
        let texts = texts.into_iter().map(Part::Text).chain(body).collect();
        [texts, words.into_iter().map(Part::Text).collect()]
    }

    /// The lists that stand in it, the inner ones first, each with the place of its last.
    fn lists(&self) -> Vec<(Vec<Step>, usize)> {
        let mut lists: Vec<(Vec<Step>, usize)> = Vec::new();
        for leaf in &self.leaves {
            for (depth, step) in leaf.path.iter().enumerate() {
                let Step::Index(at) = step else { continue };
                match lists.iter_mut().find(|(path, _)| *path == leaf.path[..depth]) {
                    Some((_, last)) => *last = (*last).max(*at),
                    None => lists.push((leaf.path[..depth].to_vec(), *at)),
                }
            }
        }
        lists.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        lists
    }

    /// The file with one thing less in each of some lists, as far as that can be.
    fn with_less(&self, lists: &[(Vec<Step>, usize)]) -> String {
        let schema = self.place.collection.schema;
        let yaml = self.place.text[self.place.yaml.clone()].to_string();
        let yaml = lists.iter().fold(yaml, |yaml, (path, last)| {
            let of_last = [&path[..], &[Step::Index(*last)]].concat();
            apply(&yaml, schema, &Change::Drop(of_last)).unwrap_or(yaml)
        });
        self.place.with(&yaml, None)
    }
}

/// Pages as they would be, held to the page as it is.
struct Trial<'t> {
    pointing: &'t Pointing<'t>,
    page: &'t str,
    all: &'t [Candidate],
    before: Reading,
    spots: Vec<Spot>,
    tried: Cell<usize>,
}

impl<'t> Trial<'t> {
    /// None where the page cannot be read or does not say what was pointed at.
    fn begin(
        pointing: &'t Pointing<'t>,
        page: &'t str,
        all: &'t [Candidate],
        pointed: &Pointed,
    ) -> Option<Trial<'t>> {
        let mut trial = Trial {
            pointing,
            page,
            all,
            before: Reading::default(),
            spots: Vec::new(),
            tried: Cell::new(0),
        };
        trial.before = trial.read(BTreeMap::new())?;
        let text = trial.before.place_of(&pointed.text, pointed.nth).map(Spot::Text);
        // What the page itself says was not written by a script; else the nearest that was told, or what says it elsewhere.
        let said = pointed.text.trim();
        let told = pointed.around.iter().filter(|told| trial.before.told.contains(told));
        let other = trial.before.told.iter().filter(|told| !said.is_empty() && told.contains(said));
        let most = if text.is_some() { 0 } else { MOST_TOLD };
        let told = told.chain(other).take(most).cloned().map(Spot::Told);
        trial.spots = text.into_iter().chain(told.collect::<Vec<_>>()).collect();
        (!trial.spots.is_empty()).then_some(trial)
    }

    /// What the page would say if some files had these texts.
    fn read(&self, files: BTreeMap<String, String>) -> Option<Reading> {
        self.tried.set(self.tried.get() + 1);
        let Pointing { root, theme, page, .. } = self.pointing;
        let catalog = what_if(root, theme, files)?;
        let html = page(&catalog, self.page)?;
        Some(Reading::of(&String::from_utf8_lossy(&html)))
    }

    /// Whether the page would say something else there; none where there would be no such page.
    fn differs(&self, files: BTreeMap<String, String>, spot: &Spot) -> Option<bool> {
        if files.is_empty() || self.tried.get() >= MOST_TRIED {
            return Some(false);
        }
        let (before, after) = (&self.before, self.read(files)?);
        let count = |all: &[String], one: &String| all.iter().filter(|said| *said == one).count();
        Some(match spot {
            Spot::Text(at) if after.texts.len() == before.texts.len() => {
                after.texts[*at] != before.texts[*at]
            }
            Spot::Text(at) => !is_kept(&before.texts, *at, &after.texts),
            Spot::Told(said) => count(&after.told, said) < count(&before.told, said),
        })
    }

    /// The files with other values of some parts, by file and part.
    fn with_others(&self, parts: &[(usize, Part)], turn: usize) -> BTreeMap<String, String> {
        let of_file = |some: &[(usize, Part)]| {
            let one = &self.all[some.first()?.0];
            let parts: Vec<Part> = some.iter().map(|(_, part)| *part).collect();
            Some((one.place.file.clone(), one.with_others(&parts, turn)?))
        };
        parts.chunk_by(|a, b| a.0 == b.0).filter_map(of_file).collect()
    }

    /// Whether one part changes a spot; where a value would leave no page, another one is tried.
    fn changes(&self, part: (usize, Part), spot: &Spot) -> bool {
        let tries =
            (0..MOST_VALUES).map(|turn| self.differs(self.with_others(&[part], turn), spot));
        tries.into_iter().flatten().next() == Some(true)
    }

    fn find(&self, alike: &[(f64, usize, usize)]) -> Option<Found> {
        let by_cause = self.spots.iter().find_map(|spot| {
            let near = alike.iter().filter(|(score, ..)| *score >= ALIKE).take(MOST_ALIKE);
            let sure = near
                .map(|(_, of, leaf)| (*of, Part::Text(*leaf)))
                .find(|part| self.changes(*part, spot));
            let cause = sure.or_else(|| {
                // What people wrote before what was chosen; where another value happens to say the same there, a third one.
                [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().find_map(|(which, turn)| {
                    let parts = |(of, one): (usize, &Candidate)| {
                        one.parts()[which].iter().map(|part| (of, *part)).collect::<Vec<_>>()
                    };
                    let all: Vec<_> = self.all.iter().enumerate().flat_map(parts).collect();
                    self.halve(&all, turn, spot)
                })
            });
            cause.map(|(of, part)| self.found(of, part)).or_else(|| self.shorter(spot))
        });
        by_cause.or_else(|| {
            let is_named = |(score, of, leaf): &&(f64, usize, usize)| {
                let leaf = &self.all[*of].leaves[*leaf];
                let enough = if *of == 0 { SURE } else { 1.0 };
                // A number that counts is no name.
                *score >= enough && leaf.text.len() > 1 && others(leaf.field, &leaf.text).is_empty()
            };
            // What is called so before what calls it so.
            let is_key = |(_, of, leaf): &&(f64, usize, usize)| {
                self.all[*of].leaves[*leaf].field.nature == Nature::Key
            };
            let mut named = alike.iter().filter(is_named);
            let named = named.clone().find(is_key).or(named.next());
            named.map(|(_, of, leaf)| self.found(*of, Part::Text(*leaf)))
        })
    }

    fn found(&self, of: usize, part: Part) -> Found {
        let one = &self.all[of];
        match part {
            Part::Text(at) => one.found(&one.leaves[at].path),
            Part::Body => one.found(&[Step::Key(BODY.into())]),
        }
    }

    /// Of some parts the first that changes a spot.
    fn halve(&self, some: &[(usize, Part)], turn: usize, spot: &Spot) -> Option<(usize, Part)> {
        if let [only] = some {
            return self.changes(*only, spot).then_some(*only);
        }
        if some.is_empty() || self.differs(self.with_others(some, turn), spot) == Some(false) {
            return None;
        }
        let (first, second) = some.split_at(some.len() / 2);
        self.halve(first, turn, spot).or_else(|| self.halve(second, turn, spot))
    }

    /// The list of the record itself that says something else there with one thing less.
    fn shorter(&self, spot: &Spot) -> Option<Found> {
        let own = self.all.first()?;
        let lists = own.lists();
        let differs = |lists: &[(Vec<Step>, usize)]| {
            self.differs(BTreeMap::from([(own.place.file.clone(), own.with_less(lists))]), spot)
        };
        if differs(&lists) == Some(false) {
            return None;
        }
        let list = lists.iter().find(|list| differs(std::slice::from_ref(*list)) == Some(true));
        list.map(|(path, _)| own.found(path))
    }
}
