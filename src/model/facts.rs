//! What only the office knows yet of a record: short names for pages, questions to be asked for the office.
//!
//! Start at [`open_questions`]. A fact is open when its value says so
//! ([`crate::record::Scalar::is_open`]) or nobody has written it yet; what it is called is said by its row
//! ([`Field::asked`]).

use super::Procedure;
use super::placeholder::is_unwritten;
use crate::diag::Span;
use crate::quantity::ASK_FIRST;
use crate::quantity::ASK_WINDOW;
use crate::record::Field;
use crate::record::walk::Leaf;
use crate::record::walk::Walk;
use crate::record::walk::Walker;

/// What stands where a number of a rule is to be looked up.
const UNCONFIRMED: &str = "待确认";
/// Longest quotation of what stands in the file, in characters.
const QUOTED: usize = 40;

/// An open fact of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OpenFact {
    /// What it is called: 「第3步」.
    name: String,
    /// What it is about, for somebody who has not read the file: 「第3步：送审」.
    about: String,
    /// What of it is open: 「这一步要多久」.
    open: Vec<String>,
    /// Where it stands.
    at: Span,
}

impl OpenFact {
    /// A line that can be read out to whoever knows: 「第3步：送审——这一步要多久？」.
    fn question(&self) -> String {
        format!("{}——{}？", self.about, self.open.join("；"))
    }
}

/// Something that is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenQuestion {
    /// A line that can be read out to whoever knows.
    pub(crate) text: String,
    /// Of those that the review wrote down, its number there.
    pub(crate) line: Option<usize>,
    /// Where it is asked, or where what is open stands.
    pub(crate) span: Span,
    /// The values that the answer belongs into, as far as the file has them.
    pub(crate) facts: Vec<Span>,
}

/// Everything that is still to be asked about a procedure, a line each: the questions that its review wrote
/// down, then the open facts that none of them asks.
#[must_use]
pub(crate) fn open_questions(procedure: &Procedure) -> Vec<OpenQuestion> {
    let mut all: Vec<OpenQuestion> = Vec::new();
    let lines = procedure.review.iter().flat_map(|review| &review.open).enumerate();
    for (line, question) in lines {
        let text = question.value.clone();
        if all.iter().all(|other| other.text != text) {
            let span = question.span;
            all.push(OpenQuestion { text, line: Some(line), span, facts: Vec::new() });
        }
    }
    for fact in found_in(procedure) {
        let is_asked = |other: &&mut OpenQuestion| {
            let text = &other.text;
            other.line.is_some()
                && (asks(text, &fact.name) || fact.open.iter().any(|open| open.contains(text)))
        };
        match all.iter_mut().find(is_asked) {
            Some(question) => question.facts.push(fact.at),
            None => {
                let text = fact.question();
                let (span, facts) = (fact.at, vec![fact.at]);
                all.push(OpenQuestion { text, line: None, span, facts });
            }
        }
    }
    all
}

/// Whether a question of somebody's is about a fact: it names all that the fact's name is made of, as
/// 「身份证复印件份数」 does of 「「身份证」的份数」.
fn asks(question: &str, name: &str) -> bool {
    let plain: String = name.chars().filter(|c| !matches!(c, '「' | '」')).collect();
    // The last 的 parts the thing from what is asked of it; a name may hold others.
    let (thing, what) = plain.rsplit_once('的').unwrap_or((&plain, ""));
    names(question, thing) && what.split('或').any(|word| question.contains(word))
}

/// Whether a question names a thing: as it is, or with one word more inside, as 「承诺办理时限」 names 承诺时限.
fn names(question: &str, thing: &str) -> bool {
    const BEGIN: usize = 2;
    let middle = thing.char_indices().nth(BEGIN).map(|(at, _)| at);
    let inside = |at: usize| {
        let (begin, end) = thing.split_at(at);
        let rest = question.split_once(begin).map_or("", |(_, rest)| rest);
        let gap = rest.find(end).map(|at| rest[..at].chars().count());
        end.chars().count() >= BEGIN && gap.is_some_and(|gap| gap <= BEGIN)
    };
    question.contains(thing) || middle.is_some_and(inside)
}

fn found_in(record: &dyn Walk) -> Vec<OpenFact> {
    let mut seeker = Seeker::default();
    record.walk_all(&mut seeker);
    seeker.found
}

#[derive(Default)]
struct Seeker<'r> {
    found: Vec<OpenFact>,
    /// The groups that are being walked, the innermost last.
    groups: Vec<FactGroup<'r>>,
}

/// A group so far: its place in its list, and the values seen in it.
#[derive(Default)]
struct FactGroup<'r> {
    index: Option<usize>,
    seen: Vec<Leaf<'r>>,
}

impl<'r> Walker<'r> for Seeker<'r> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        if is_open(&leaf) && leaf.field.asked != Some("") {
            let name = self.name_of(&leaf);
            let open = wanted(&leaf);
            match self.found.iter_mut().find(|fact| fact.name == name) {
                Some(fact) if fact.open.contains(&open) => {}
                Some(fact) => fact.open.push(open),
                None => {
                    let about = self.about(&name);
                    let at = leaf.span;
                    self.found.push(OpenFact { name, about, open: vec![open], at });
                }
            }
        }
        if let Some(group) = self.groups.last_mut() {
            group.seen.push(leaf);
        }
    }

    fn enter(&mut self, _: &'static Field, index: Option<usize>) {
        self.groups.push(FactGroup { index, seen: Vec::new() });
    }

    fn leave(&mut self) {
        self.groups.pop();
    }
}

fn is_open(leaf: &Leaf<'_>) -> bool {
    leaf.is_open
        || (leaf.field.asked.is_some() && leaf.words() == UNCONFIRMED)
        || leaf.free_text().is_some_and(is_unwritten)
}

impl Seeker<'_> {
    fn name_of(&self, leaf: &Leaf<'_>) -> String {
        let mut name = leaf.field.asked.unwrap_or(leaf.field.key).to_string();
        let group = self.groups.last();
        let number = leaf.index.or_else(|| group.and_then(|g| g.index)).map_or(1, |i| i + 1);
        name = name.replace("{#}", &number.to_string());
        for beside in group.iter().flat_map(|g| &g.seen) {
            let mark = format!("{{{}}}", beside.field.key);
            if name.contains(&mark) {
                name = name.replace(&mark, &beside.words());
            }
        }
        name
    }

    /// The name with what the group is called by, where the name does not say it.
    fn about(&self, name: &str) -> String {
        let told = self.groups.last().and_then(|g| g.seen.iter().find(|l| l.field.told));
        let told = told.map(Leaf::words).filter(|told| !name.contains(&**told));
        told.map_or_else(|| name.to_string(), |told| format!("{name}：{told}"))
    }
}

/// What is wanted of a value: what its row asks for, or what the file says in its place.
fn wanted(leaf: &Leaf<'_>) -> String {
    match leaf.free_text() {
        Some(text) if ![ASK_WINDOW, UNCONFIRMED].contains(&text) && !is_unwritten(text) => {
            format!("“{}”，到底怎样", clause(text))
        }
        _ => leaf.field.help.to_string(),
    }
}

/// The part of a text between two stops that says that something is open; all of it when it is short.
fn clause(text: &str) -> String {
    // What is to be asked stands before the comma of 「要不要户口簿，先问清」.
    const HELD: &str = "\u{1}";
    let first = ASK_FIRST.trim_start_matches('，');
    let held = text.replace(ASK_FIRST, &format!("{HELD}{first}"));
    let marks = [ASK_WINDOW, UNCONFIRMED, first];
    let says = |part: &&str| marks.iter().any(|mark| part.contains(mark));
    let short = |part: &&str| part.chars().count() <= QUOTED;
    let parts = held.split(['。', '；', '，']);
    let part = [held.as_str()].into_iter().chain(parts).filter(says).find(short);
    let part = part.unwrap_or(&held).replace(HELD, "，");
    let quoted: String = part.chars().take(QUOTED).collect();
    if quoted.len() < part.len() { quoted + "…" } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_somebody_wrote_is_not_asked_twice() {
        for (question, name) in [
            ("身份证复印件份数", "「身份证」的份数"),
            ("承诺时限：收齐材料后多久办好", "承诺时限"),
            ("承诺办理时限", "承诺时限"),
            ("《关于加强党员的管理的意见》的条款", "《关于加强党员的管理的意见》的条款或文号"),
        ] {
            assert!(asks(question, name), "{question} {name}");
        }
        for (question, name) in [
            ("身份证要不要原件", "「身份证」的份数"),
            ("照片张数和尺寸", "第3步"),
            ("有没有电子证", "承诺时限"),
        ] {
            assert!(!asks(question, name), "{question} {name}");
        }
    }

    #[test]
    fn a_long_text_is_quoted_where_it_is_open() {
        let long = format!("先到窗口取号，{}；金额以窗口答复为准，发到卡上", "很长的话".repeat(12));
        assert_eq!(clause(&long), "金额以窗口答复为准");
        assert_eq!(clause("时间以窗口答复为准"), "时间以窗口答复为准");
        let long = "很长的话，".repeat(12) + "；代领要带什么，先问清";
        assert_eq!(clause(&long), "代领要带什么，先问清");
    }
}
