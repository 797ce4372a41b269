//! Words that somebody points at, on a page or on a board → the field of the file that says them.
//!
//! Start at [`Pointing::find`]. A board knows the byte that its words came from. Of a page it is tried: the field has another
//! value in thought, and the page that would come of it is held to the page there is. What changes where somebody pointed is
//! the field that says it, however the page spells it (a day, an amount, a number of things). First those are tried whose
//! words are alike, then all texts of all files at once and by halves; last, the record's lists with one thing less. What no
//! field changes is the program's own.

use super::candidate::Candidate;
use super::candidate::Found;
use super::candidate::Part;
use super::finding::Pointed;
use super::finding::leaves;
use super::finding::likeness;
use super::place::Place;
use super::reading::Reading;
use super::reading::is_kept;
use super::state::Snapshot;
use crate::content::Thought;
use crate::edit::Step;
use crate::edit::others;
use crate::model::COLLECTIONS;
use crate::model::Catalog;
use crate::model::Home;
use crate::record::Nature;
use crate::theme::Theme;
use std::cell::Cell;
use std::cell::RefCell;
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

/// What pointing needs.
pub(super) struct Pointing<'p> {
    pub(super) root: &'p Path,
    pub(super) now: &'p Snapshot,
    pub(super) theme: &'p Theme,
    /// The page of a content at an address below the site's root.
    pub(super) page: &'p dyn Fn(&Catalog, &str) -> Option<Vec<u8>>,
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
        let near = self.near(&pointed);
        let alike_near = alike(&near, &pointed);
        let best = alike_near.first().filter(|(score, ..)| *score >= ALIKE);
        let told_byte = best.is_some_and(|(score, ..)| *score >= 3.0);
        let page = pointed.page.as_deref().filter(|_| !told_byte);
        let trial = page.and_then(|page| Trial::begin(self, page, &pointed));
        let Some(trial) = trial else {
            return best.map(|(_, of, leaf)| near[*of].found(&near[*of].leaves[*leaf].path));
        };
        let by_far = || {
            // Pages show words of other matters too: names, what is done together.
            let far = self.far(&near);
            trial.cause(&far, &alike(&far, &pointed))
        };
        let cause = trial.cause(&near, &alike_near).or_else(by_far);
        cause.or_else(|| trial.named(&near, &alike_near))
    }

    /// The files that say nearly everything of a page or a board: its own, that which a board names, the lists.
    fn near(&self, pointed: &Pointed) -> Vec<Candidate> {
        let procedures = self.now.shown.iter().flat_map(|catalog| &catalog.procedures);
        // A board of the whole shows words of procedures.
        let named = procedures
            .filter(|p| pointed.file.as_ref() == Some(&self.now.sources.file(p.file).path))
            .map(|p| p.code.value.as_str());
        let lists = COLLECTIONS.iter().filter(|c| !matches!(c.home, Home::Folder(_)));
        let mut stems: Vec<&str> = vec![&pointed.stem];
        for stem in named.chain(lists.map(|c| c.name)) {
            if !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        stems.into_iter().filter_map(|stem| self.candidate(stem)).collect()
    }

    /// All other procedures.
    fn far(&self, near: &[Candidate]) -> Vec<Candidate> {
        let procedures = self.now.shown.iter().flat_map(|catalog| &catalog.procedures);
        let others = procedures.map(|p| p.code.value.as_str());
        let others = others.filter(|code| !near.iter().any(|one| one.stem == **code));
        others.filter_map(|code| self.candidate(code)).collect()
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

/// Pages as they would be, held to the page as it is.
struct Trial<'t> {
    pointing: &'t Pointing<'t>,
    page: &'t str,
    /// Whose page it is.
    stem: &'t str,
    before: Reading,
    spots: Vec<Spot>,
    thought: RefCell<Thought>,
    tried: Cell<usize>,
}

impl<'t> Trial<'t> {
    /// None where the page cannot be read or does not say what was pointed at.
    fn begin(pointing: &'t Pointing<'t>, page: &'t str, pointed: &'t Pointed) -> Option<Trial<'t>> {
        let mut trial = Trial {
            pointing,
            page,
            stem: &pointed.stem,
            before: Reading::default(),
            spots: Vec::new(),
            thought: RefCell::new(Thought::new()),
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
        let catalog = self.thought.borrow_mut().of(root, theme, files)?;
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
    fn with_others(
        all: &[Candidate],
        parts: &[(usize, Part)],
        turn: usize,
    ) -> BTreeMap<String, String> {
        let of_file = |some: &[(usize, Part)]| {
            let one = &all[some.first()?.0];
            let parts: Vec<Part> = some.iter().map(|(_, part)| *part).collect();
            Some((one.place.file.clone(), one.with_others(&parts, turn)?))
        };
        parts.chunk_by(|a, b| a.0 == b.0).filter_map(of_file).collect()
    }

    /// Whether one part changes a spot; where a value would leave no page, another one is tried.
    fn changes(&self, all: &[Candidate], part: (usize, Part), spot: &Spot) -> bool {
        let tries =
            (0..MOST_VALUES).map(|turn| self.differs(Self::with_others(all, &[part], turn), spot));
        tries.into_iter().flatten().next() == Some(true)
    }

    /// The field that changes what was pointed at.
    fn cause(&self, all: &[Candidate], alike: &[(f64, usize, usize)]) -> Option<Found> {
        self.spots.iter().find_map(|spot| {
            let near = alike.iter().filter(|(score, ..)| *score >= ALIKE).take(MOST_ALIKE);
            let sure = near
                .map(|(_, of, leaf)| (*of, Part::Text(*leaf)))
                .find(|part| self.changes(all, *part, spot));
            let cause = sure.or_else(|| {
                // What people wrote before what was chosen; where another value happens to say the same there, a third one.
                [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().find_map(|(which, turn)| {
                    let parts = |(of, one): (usize, &Candidate)| {
                        one.parts()[which].iter().map(|part| (of, *part)).collect::<Vec<_>>()
                    };
                    let parts: Vec<_> = all.iter().enumerate().flat_map(parts).collect();
                    self.halve(all, &parts, turn, spot)
                })
            });
            cause.map(|(of, part)| all[of].of_part(part)).or_else(|| self.shorter(all, spot))
        })
    }

    /// What is called as it says there: a name cannot be tried.
    fn named(&self, all: &[Candidate], alike: &[(f64, usize, usize)]) -> Option<Found> {
        let is_named = |(score, of, leaf): &&(f64, usize, usize)| {
            let leaf = &all[*of].leaves[*leaf];
            let enough = if all[*of].stem == self.stem { SURE } else { 1.0 };
            // A number that counts is no name.
            *score >= enough && leaf.text.len() > 1 && others(leaf.field, &leaf.text).is_empty()
        };
        // What is called so before what calls it so.
        let is_key = |(_, of, leaf): &&(f64, usize, usize)| {
            all[*of].leaves[*leaf].field.nature == Nature::Key
        };
        let mut named = alike.iter().filter(is_named);
        let named = named.clone().find(is_key).or(named.next());
        named.map(|(_, of, leaf)| all[*of].of_part(Part::Text(*leaf)))
    }

    /// Of some parts the first that changes a spot.
    fn halve(
        &self,
        all: &[Candidate],
        some: &[(usize, Part)],
        turn: usize,
        spot: &Spot,
    ) -> Option<(usize, Part)> {
        if let [only] = some {
            return self.changes(all, *only, spot).then_some(*only);
        }
        if some.is_empty() || self.differs(Self::with_others(all, some, turn), spot) == Some(false)
        {
            return None;
        }
        let (first, second) = some.split_at(some.len() / 2);
        self.halve(all, first, turn, spot).or_else(|| self.halve(all, second, turn, spot))
    }

    /// The list of the record itself that says something else there with one thing less.
    fn shorter(&self, all: &[Candidate], spot: &Spot) -> Option<Found> {
        let own = all.first().filter(|own| own.stem == self.stem)?;
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
