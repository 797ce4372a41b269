//! What a board makes of pictures, steps and branches: cards with their captions, fewer of them where there is
//! little room, lanes for what goes otherwise.
//!
//! Start at [`cards`], then [`add_choices`].

use super::look::drawing;
use super::scope::Scope;
use crate::model::Branch;
use crate::model::Outcome;
use crate::model::PanelPlace;
use crate::model::Procedure;
use crate::model::Step;
use tera::Map;
use tera::Value;

/// One card per picture that `keeps` its number: `panel` (that number), `art`, `says` (what the first before the
/// steps and the last behind them are about: the matter and its result), `before` (steps without a picture that come first), `step`,
/// `more` (those that follow it). A step
/// without a panel is a line in the card before it, or in the first card when there is none before;
/// without any panel, every step is a card with its words only.
pub(super) fn cards(
    scope: &Scope<'_>,
    p: &Procedure,
    group: &Map,
    keeps: &dyn Fn(usize) -> bool,
) -> Vec<Value> {
    let list = |name: &'static str| group.get(&name.into()).and_then(Value::as_array);
    let member = |value: &Value, name: &'static str| {
        value.as_map().and_then(|map| map.get(&name.into())).cloned()
    };
    let art = |picture: Option<&Value>| picture.and_then(|p| member(p, "art"));
    let mut cards: Vec<Card> = Vec::new();
    let mut waiting: Vec<Value> = Vec::new();
    let mut panels = 0..p.panels().len();
    let mut kept = || panels.next().filter(|n| keeps(*n));
    for (i, picture) in list("opening").unwrap_or_default().iter().enumerate() {
        let Some(panel) = kept() else { continue };
        let says = (i == 0).then(|| member_of(group, "summary")).flatten();
        cards.push(Card { says, ..Card::of(Some(panel), art(Some(picture)), None) });
    }
    for (step, view) in p.steps.iter().zip(list("steps").unwrap_or_default()) {
        if let Some(panel) = step.picture.as_ref().and_then(|_| kept()) {
            let art = art(member(view, "picture").as_ref());
            let mut card = Card::of(Some(panel), art, Some(view.clone()));
            if cards.is_empty() {
                card.before.append(&mut waiting);
            }
            cards.push(card);
        } else if let Some(card) = cards.last_mut() {
            card.more.push(view.clone());
        } else {
            waiting.push(view.clone());
        }
    }
    for (i, picture) in list("closing").unwrap_or_default().iter().enumerate() {
        let Some(panel) = kept() else { continue };
        let says = (i + 1 == p.closing.len()).then(|| member_of(group, "result")).flatten();
        let mut card = Card { says, ..Card::of(Some(panel), art(Some(picture)), None) };
        if cards.is_empty() {
            card.more.append(&mut waiting);
        }
        cards.push(card);
    }
    if cards.is_empty() {
        let words = &scope.theme.words;
        let icon = |step: &Step| vec![drawing(words.icon_of(&step.action.value), words)];
        let plain = waiting
            .into_iter()
            .zip(&p.steps)
            .map(|(view, step)| Card::of(None, Some(icon(step).into()), Some(view)).view());
        return plain.collect();
    }
    cards.into_iter().map(Card::view).collect()
}

fn member_of(group: &Map, name: &'static str) -> Option<Value> {
    group.get(&name.into()).filter(|value| !value.is_none()).cloned()
}

struct Card {
    panel: Option<usize>,
    art: Option<Value>,
    says: Option<Value>,
    step: Option<Value>,
    before: Vec<Value>,
    more: Vec<Value>,
}

impl Card {
    fn of(panel: Option<usize>, art: Option<Value>, step: Option<Value>) -> Card {
        Card { panel, art, says: None, step, before: Vec::new(), more: Vec::new() }
    }

    fn view(self) -> Value {
        let mut map = Map::with_capacity(6);
        map.insert("panel".into(), self.panel.into());
        map.insert("says".into(), self.says.into());
        map.insert("art".into(), self.art.into());
        map.insert("step".into(), self.step.into());
        map.insert("before".into(), self.before.into());
        map.insert("more".into(), self.more.into());
        map.into()
    }
}

/// Adds `choices`: the cards for at most 0, 1, 2 … pictures (with none, a card per step); and `captioned`: how many
/// pictures have something under them, a step or what the matter is about.
pub(super) fn add_choices(scope: &Scope<'_>, p: &Procedure, group: &mut Map) {
    let panels = p.panels();
    let order = weakest_first(scope, p);
    let choices: Vec<Value> = (0..=panels.len())
        .map(|most| {
            let dropped = &order[..panels.len() - most];
            cards(scope, p, group, &|n| !dropped.contains(&n)).into()
        })
        .collect();
    let says = |(n, (place, _)): (usize, &(PanelPlace, _))| match place {
        PanelPlace::Opening => n == 0,
        PanelPlace::Step(_) => true,
        PanelPlace::Closing => n + 1 == panels.len() && p.result.is_some(),
    };
    let captioned = panels.iter().enumerate().filter(|&(n, panel)| says((n, panel))).count();
    group.insert("choices".into(), choices.into());
    group.insert("captioned".into(), captioned.into());
}

/// Numbers of the pictures in the order in which a board does without them: those under which nothing stands, the
/// end behind the last step, what offices do among themselves, the beginning, then steps from the last one on: of
/// what the reader does, where to begin is told last.
fn weakest_first(scope: &Scope<'_>, p: &Procedure) -> Vec<usize> {
    let panels = p.panels();
    let words = &scope.theme.words;
    let alike = |n: usize| {
        let Some((before, this)) = n.checked_sub(1).map(|m| (panels[m].1, panels[n].1)) else {
            return false;
        };
        before.place.value == this.place.value
            && before.shot.as_ref().map(|s| &s.value) == this.shot.as_ref().map(|s| &s.value)
    };
    let strength = |n: usize| match panels[n].0 {
        PanelPlace::Opening if n > 0 => 0,
        PanelPlace::Closing if n + 1 < panels.len() || p.result.is_none() => 0,
        PanelPlace::Closing => 1,
        PanelPlace::Step(i) if words.is_office(&p.steps[i].actor.value) => 2,
        PanelPlace::Opening => 3,
        PanelPlace::Step(_) if alike(n) => 4,
        PanelPlace::Step(_) => 5,
    };
    let mut order: Vec<usize> = (0..panels.len()).collect();
    order.sort_by_key(|n| (strength(*n), panels.len() - n));
    order
}

/// Branches in the order of the steps that they leave: index in the file, and letter.
fn lettered(p: &Procedure) -> Vec<(usize, char)> {
    let mut order: Vec<usize> = (0..p.branches.len()).collect();
    order.sort_by_key(|i| p.branches[*i].at.as_ref().map(|at| at.value));
    order.into_iter().zip('A'..='Z').collect()
}

/// The tag of a case: its letter where a step carries it too, else a mark of a question.
fn tag(branch: &Branch, letter: char) -> String {
    if branch.at.is_some() { letter.to_string() } else { "？".into() }
}

/// The letters of the branches that leave a step.
pub(super) fn letters(p: &Procedure, step: usize) -> String {
    let number = |i: usize| p.branches[i].at.as_ref().map(|at| usize::from(at.value));
    lettered(p).into_iter().filter(|(i, _)| number(*i) == Some(step + 1)).map(|(_, c)| c).collect()
}

/// What an end is called to those whom it happens to: the word of the file is an office's.
pub(super) fn in_plain_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::GoOn => "接着办",
        Outcome::Loop => "再办一次",
        Outcome::Redirect => "转给别处办",
        Outcome::Stop => "到这里为止",
        Outcome::Escalate => "报上去",
    }
}

/// What goes otherwise, each with its `letter`: `when` as somebody asks it, `then`, and `end`, where it leads.
pub(super) fn lanes(scope: &Scope<'_>, p: &Procedure) -> Vec<Value> {
    let lane = |(i, letter): (usize, char)| {
        let branch = &p.branches[i];
        let (when, then) = (&branch.when, &branch.then);
        let mark = if when.value.ends_with(['？', '?', '。', '！']) { "" } else { "？" };
        let end = match (&branch.refer_to, &branch.outcome) {
            (Some(code), _) => Some(format!("见{}", code.value)),
            (None, Some(outcome)) => Some(match p.branches[i].goes_back_to() {
                Some(step) => format!("回到第 {step} 步"),
                None => in_plain_words(outcome.value).into(),
            }),
            (None, None) => None,
        };
        let mut map = Map::with_capacity(4);
        map.insert("letter".into(), tag(branch, letter).into());
        map.insert("when".into(), scope.said(&format!("{}{mark}", when.value), when.span));
        map.insert("then".into(), scope.said(&then.value, then.span));
        map.insert("end".into(), end.into());
        map.into()
    };
    lettered(p).into_iter().map(lane).collect()
}
