//! How a matter runs, as offices draw it: start, steps, decisions, what is made public, end.
//!
//! Start at [`flow`]. Rows stand one below the other; a decision has its answer beside it. The links between them are
//! listed beside the rows, with the side on which those that do not lead to the next row run around: right, unless two
//! would overlap there without one lying in the other; then left, with the answer on that side too.

use super::cards::in_plain_words;
use super::scope::Scope;
use crate::model::Branch;
use crate::model::Outcome;
use crate::model::Procedure;
use crate::model::Risk;
use crate::model::Step;
use tera::Map;
use tera::Value;

/// Where a branch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// To a row of the spine.
    To(usize),
    /// Nowhere in this flow.
    Away,
}

/// A row of the spine.
enum Row<'p> {
    Start,
    Step(usize),
    Decision(&'p Branch),
    /// Cases of one step that are each done in their way and then go on together.
    Cases(Vec<&'p Branch>),
    Public,
    End,
}

/// `rows`, each with `kind` (start step decision cases public end), `id` and what it says; `any`, the indices of branches that
/// may come at any step; `links` (`from`, `to`, maybe
/// `side` and `label`); how many lanes there are at most on each side (`right`, `left`).
pub(super) fn flow(scope: &Scope<'_>, p: &Procedure) -> Value {
    let rows = rows(p);
    let leads: Vec<Option<Leads>> = (0..rows.len()).map(|at| leads(&rows, at)).collect();
    let sides = sides(&leads);
    let mut links: Vec<Value> = Vec::new();
    for at in 0..rows.len() {
        let next = (at + 1 < rows.len()).then(|| id(at + 1));
        let is_decision = leads[at].is_some();
        if let Some(next) = next {
            links.push(link(&id(at), &next, None));
        }
        if is_decision {
            links.push(link(&id(at), &answer(at), None));
        }
        if let Some(Leads::To(row)) = leads[at] {
            links.push(link(&answer(at), &id(row), Some(sides[at])));
        }
    }
    let ways = |side: &str| {
        let on_it =
            |(at, s): &(usize, &&str)| **s == side && matches!(leads[*at], Some(Leads::To(_)));
        sides.iter().enumerate().filter(on_it).count()
    };
    let any = p.branches.iter().enumerate().filter(|(_, branch)| branch.at.is_none());
    let mut map = Map::with_capacity(5);
    map.insert("any".into(), any.map(|(i, _)| i.into()).collect::<Vec<Value>>().into());
    map.insert("right".into(), ways(RIGHT).into());
    map.insert("left".into(), ways(LEFT).into());
    // A line that comes in from the right runs where the way on would be named.
    let comes_in = |at: usize| {
        let into = |row: usize| leads[row] == Some(Leads::To(at)) && sides[row] == RIGHT;
        (0..rows.len()).any(into)
    };
    let shown = rows.iter().enumerate().map(|(at, row)| {
        let mut shown = shown(scope, (p, row), at, sides[at]);
        shown.insert("named".into(), if comes_in(at + 1) { LEFT } else { RIGHT }.into());
        Value::from(shown)
    });
    map.insert("rows".into(), shown.collect::<Vec<Value>>().into());
    map.insert("links".into(), links.into());
    map.into()
}

const RIGHT: &str = "right";
const LEFT: &str = "left";

fn id(row: usize) -> String {
    format!("row{row}")
}

/// Name of the box beside a decision.
fn answer(row: usize) -> String {
    format!("answer{row}")
}

fn link(from: &str, to: &str, side: Option<&str>) -> Value {
    let mut map = Map::with_capacity(3);
    map.insert("from".into(), from.into());
    map.insert("to".into(), to.into());
    map.insert("side".into(), side.into());
    map.into()
}

/// Words of a step that makes public itself.
const MAKES_PUBLIC: [&str; 4] = ["公示", "公开", "公布", "贴"];
/// Words that only look so.
const PAYS: [&str; 2] = ["补贴", "津贴"];

/// Whether a step makes public: a row for it would say it twice, and in the wrong place.
fn makes_public(step: &Step) -> bool {
    let said = PAYS.iter().fold(step.action.value.clone(), |said, word| said.replace(word, ""));
    MAKES_PUBLIC.iter().any(|word| said.contains(word))
}

/// A branch that names no step may come at any: it is no row.
fn rows(p: &Procedure) -> Vec<Row<'_>> {
    let mut rows = vec![Row::Start];
    for step in 0..p.steps.len() {
        rows.push(Row::Step(step));
        let at = |branch: &Branch| {
            branch.at.as_ref().is_some_and(|at| usize::from(at.value) == step + 1)
        };
        let (go_on, others): (Vec<&Branch>, Vec<&Branch>) =
            p.branches.iter().filter(|branch| at(branch)).partition(|branch| goes_on(branch));
        if go_on.len() > 1 {
            rows.push(Row::Cases(go_on));
        } else {
            rows.extend(go_on.into_iter().map(Row::Decision));
        }
        rows.extend(others.into_iter().map(Row::Decision));
    }
    let by_a_step = p.steps.iter().any(makes_public);
    rows.extend(p.publicity.as_ref().filter(|_| !by_a_step).map(|_| Row::Public));
    rows.push(Row::End);
    rows
}

/// Whether what a branch says is done in passing: it goes on with the step after it.
fn goes_on(branch: &Branch) -> bool {
    let outcome = branch.outcome.as_ref().map(|outcome| outcome.value);
    outcome == Some(Outcome::GoOn) && branch.refer_to.is_none()
}

/// Where the answer of a decision leads: back or on, where the file says so, or else nowhere.
fn leads(rows: &[Row<'_>], at: usize) -> Option<Leads> {
    let Row::Decision(branch) = &rows[at] else { return None };
    if goes_on(branch) {
        return Some(Leads::To(at + 1));
    }
    let back = branch.goes_back_to().filter(|_| branch.refer_to.is_none());
    let is_it = |row: &Row<'_>, step: u8| matches!(row, Row::Step(s) if s + 1 == usize::from(step));
    let row = back.and_then(|step| rows[..at].iter().position(|row| is_it(row, step)));
    Some(row.map_or(Leads::Away, Leads::To))
}

/// On which side the answer of every row stands and its link runs.
fn sides(leads: &[Option<Leads>]) -> Vec<&'static str> {
    let span = |at: usize| match leads[at] {
        Some(Leads::To(to)) => Some((at.min(to), at.max(to), to)),
        _ => None,
    };
    let mut sides = vec![RIGHT; leads.len()];
    for at in 0..leads.len() {
        let Some((top, foot, to)) = span(at) else { continue };
        let crosses = |side: &str| {
            (0..at).any(|other| {
                let there = span(other).filter(|_| sides[other] == side);
                there.is_some_and(|(t, f, o)| {
                    o != to
                        && ((t < top && top < f && f < foot) || (top < t && t < foot && foot < f))
                })
            })
        };
        if crosses(RIGHT) && !crosses(LEFT) {
            sides[at] = LEFT;
        }
    }
    sides
}

fn shown(scope: &Scope<'_>, (p, row): (&Procedure, &Row<'_>), at: usize, side: &str) -> Map {
    let mut map = Map::with_capacity(8);
    map.insert("id".into(), id(at).into());
    let mut put = |key: &'static str, value: Value| map.insert(key.into(), value);
    match row {
        Row::Start => {
            put("kind", "start".into());
            put("said", scope.said(&p.applicant.value, p.applicant.span));
        }
        Row::Step(step) => {
            put("kind", "step".into());
            put("step", (*step).into());
            let at =
                |risk: &Risk| risk.at.as_ref().is_some_and(|at| usize::from(at.value) == step + 1);
            let risks = p.risks.iter().enumerate().filter(|(_, risk)| at(risk));
            let numbers: Vec<Value> = risks.map(|(number, _)| (number + 1).into()).collect();
            put("risks", numbers.into());
        }
        Row::Decision(branch) => {
            put("kind", "decision".into());
            let mark = if branch.when.value.ends_with(['？', '?']) { "" } else { "？" };
            put("said", scope.said(&format!("{}{mark}", branch.when.value), branch.when.span));
            put("then", scope.said(&branch.then.value, branch.then.span));
            put("answer", answer(at).into());
            put("on", side.into());
            put("leads", ending(scope, branch).into());
        }
        Row::Cases(branches) => {
            put("kind", "cases".into());
            let one = |branch: &&Branch| {
                let mut map = Map::with_capacity(2);
                map.insert("when".into(), scope.said(&branch.when.value, branch.when.span));
                map.insert("then".into(), scope.said(&branch.then.value, branch.then.span));
                Value::from(map)
            };
            put("cases", branches.iter().map(one).collect::<Vec<Value>>().into());
        }
        Row::Public => {
            put("kind", "public".into());
            let publicity = p.publicity.as_ref().expect("the row is there for it");
            let places: Vec<&str> =
                publicity.places.iter().map(|place| place.value.as_str()).collect();
            let period =
                publicity.period.as_ref().map_or(String::new(), |p| format!("；期限：{}", p.value));
            let span = publicity.places.first().map_or(p.title.span, |place| place.span);
            put("said", scope.said(&format!("{}{period}", places.join("、")), span));
        }
        Row::End => {
            put("kind", "end".into());
            let result = p.result.as_ref();
            put(
                "said",
                result.map_or_else(
                    || scope.said("办结", p.title.span),
                    |r| scope.said(&r.value, r.span),
                ),
            );
        }
    }
    map
}

/// How a branch ends, where the file says so.
fn ending(scope: &Scope<'_>, branch: &Branch) -> Option<String> {
    if let Some(code) = &branch.refer_to {
        let name = scope.plan.catalog.find_procedure(&code.value);
        return Some(name.map_or_else(
            || format!("转 {}", code.value),
            |p| format!("转 {} {}", code.value, p.short().value),
        ));
    }
    if goes_on(branch) {
        return None;
    }
    let back = branch.goes_back_to().map(|step| format!("回到第 {step} 步"));
    back.or_else(|| {
        branch.outcome.as_ref().map(|outcome| in_plain_words(outcome.value).to_string())
    })
}
