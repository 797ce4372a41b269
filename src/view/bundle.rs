//! What is worked out of some matters that are done in one go.
//!
//! Start at [`add_bundle`].

use super::papers::merged;
use super::places::first_step;
use super::places::is_at_home;
use super::places::is_ours;
use super::places::place_of;
use super::procedure::in_short;
use super::procedure::time_in_words;
use super::scope::Scope;
use crate::model::Bundle;
use crate::model::OFFICES;
use crate::model::Procedure;
use crate::model::Status;
use crate::model::papers;
use crate::plan::is_sample;
use crate::record::walk::leaves_of;
use tera::Map;
use tera::Value;

/// Adds `members` (in order, each in short with `number`, `go` (place of its first step), `wait` and `suspended`), `bring`
/// ([`merged`]), `stops` (places in the order in which one goes there: `number`, `place`, `home`, `ours`, `address`, `hours`,
/// `members` of it, each `number`, `code`, `short`), `conditions` (united: `text`, `shorts`), `conflicts` (what does not go together, in
/// sentences), `share` (what is sent on, line after line) and `sample`.
pub(super) fn add_bundle(scope: &Scope<'_>, (bundle, index): (&Bundle, usize), group: &mut Map) {
    let matters = members(scope, bundle);
    let catalog = scope.plan.catalog;
    let member = |(index, p): (usize, &&Procedure)| -> Value {
        let mut map = match in_short(scope, p).into_map() {
            Some(map) => map,
            None => Map::new(),
        };
        map.insert("number".into(), (index + 1).into());
        let place = p.steps.get(first_step(scope, p)).map(|step| place_of(step).value.as_str());
        map.insert("go".into(), place.into());
        map.insert("wait".into(), time_in_words(p).into());
        map.insert("suspended".into(), (p.status.value == Status::Suspended).into());
        map.into()
    };
    let members: Vec<Value> = matters.iter().enumerate().map(member).collect();
    group.insert("members".into(), members.into());
    group.insert("bring".into(), merged(scope, &matters).into());
    group.insert("stops".into(), stops(scope, &matters).into());
    group.insert("conditions".into(), conditions(scope, &matters).into());
    group.insert("conflicts".into(), conflicts(scope, &matters).into());
    let share: Vec<Value> = share(scope, bundle, index).into_iter().map(Value::from).collect();
    group.insert("share".into(), share.into());
    let sample = matters.iter().any(|p| is_sample(catalog, p));
    group.insert("sample".into(), sample.into());
}

/// What somebody sends on: whom it is for, what is done, what to bring, where to go.
pub(super) fn share(scope: &Scope<'_>, bundle: &Bundle, index: usize) -> Vec<String> {
    let (plan, c) = (scope.plan, &scope.plan.catalog.community);
    let matters = &members(scope, bundle)[..];
    let mut lines = vec![format!("【{}】{} 件事一起办", bundle.name.value, matters.len())];
    if matters.iter().any(|p| is_sample(scope.plan.catalog, p)) {
        lines.push("（样张，未经核验）".into());
    }
    lines.push(c.name.value.clone());
    lines.push(format!("给：{}", bundle.audience.value));
    let first: Vec<&str> = bundle.deadlines.iter().map(|text| text.value.as_str()).collect();
    if !first.is_empty() {
        lines.push(format!("先记住：{}", first.join("；")));
    }
    let names = matters.iter().enumerate().map(|(i, p)| format!("{}.{}", i + 1, p.short().value));
    lines.push(format!("办：{}", names.collect::<Vec<_>>().join("；")));
    let lists = &scope.theme.phrases;
    let (mut always, mut sometimes) = (Vec::new(), Vec::new());
    for paper in papers(matters, &|name| lists.same_paper(name)) {
        let copies = match paper.copies() {
            Some(Some(count)) => format!("（复印{count}份）"),
            Some(None) => "（复印几份先问）".into(),
            None => String::new(),
        };
        let into = if paper.is_for_cases() { &mut sometimes } else { &mut always };
        into.push(format!("{}{copies}", paper.name));
    }
    for (what, list) in [("带", always), ("视情况带", sometimes)] {
        if !list.is_empty() {
            lines.push(format!("{what}：{}", list.join("、")));
        }
    }
    let places = route(scope, matters).into_iter().enumerate();
    let places: Vec<String> = places.map(|(i, (place, _))| format!("{}.{place}", i + 1)).collect();
    lines.push(format!("先后去：{}", places.join("；")));
    let address = c.address.as_ref().map_or_else(String::new, |a| format!("{}，", a.value));
    lines.push(format!("问社区：{address}{}，{}", c.hours.value, c.phone.value));
    lines.push(plan.address("bundles", &bundle.code.value, plan.versions.get("bundles", index)));
    lines
}

fn members<'v>(scope: &Scope<'v>, bundle: &Bundle) -> Vec<&'v Procedure> {
    let codes = bundle.matters.iter();
    codes.filter_map(|code| scope.plan.catalog.find_procedure(&code.value)).collect()
}

/// Where one goes, one place after the other, each with the numbers of its matters: those that begin at one place and
/// follow each other are one stop.
fn route(scope: &Scope<'_>, matters: &[&Procedure]) -> Vec<(String, Vec<usize>)> {
    let mut stops: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, p) in matters.iter().enumerate() {
        let step = p.steps.get(first_step(scope, p));
        let place = step.map_or(String::new(), |step| place_of(step).value.clone());
        match stops.last_mut().filter(|(last, _)| *last == place) {
            Some((_, members)) => members.push(index),
            None => stops.push((place, vec![index])),
        }
    }
    stops
}

/// What templates see of [`route`].
fn stops(scope: &Scope<'_>, matters: &[&Procedure]) -> Vec<Value> {
    let member = |index: usize| -> Value {
        let p = matters[index];
        Map::from_iter([
            ("number".into(), (index + 1).into()),
            ("code".into(), p.code.value.as_str().into()),
            ("short".into(), scope.said(&p.short().value, p.short().span)),
        ])
        .into()
    };
    let view = |(index, (place, members)): (usize, (String, Vec<usize>))| -> Value {
        let p = matters[members[0]];
        let step = p.steps.get(first_step(scope, p));
        let mut map = Map::with_capacity(8);
        map.insert("number".into(), (index + 1).into());
        map.insert("place".into(), place.into());
        map.insert("home".into(), step.is_some_and(|step| is_at_home(scope, step)).into());
        map.insert("ours".into(), step.is_some_and(|step| is_ours(scope, step)).into());
        let office = step.and_then(|step| step.office.as_ref());
        let record = office.and_then(|name| scope.plan.catalog.find(OFFICES, &name.value));
        for field in ["address", "hours"] {
            let mut words = None;
            if let Some(record) = record {
                leaves_of(record, field, |leaf| words = Some(leaf.words().into_owned()));
            }
            map.insert(field.into(), words.into());
        }
        let members: Vec<Value> = members.into_iter().map(member).collect();
        map.insert("members".into(), members.into());
        map.into()
    };
    route(scope, matters).into_iter().enumerate().map(view).collect()
}

/// What has to be so for the matters, the same condition once, with the matters that ask for it.
fn conditions(scope: &Scope<'_>, matters: &[&Procedure]) -> Vec<Value> {
    let mut all: Vec<(&str, crate::diag::Span, Vec<&str>)> = Vec::new();
    for p in matters {
        for condition in &p.conditions {
            let short = p.short().value.as_str();
            match all.iter_mut().find(|(text, ..)| *text == condition.value) {
                Some((.., shorts)) => shorts.push(short),
                None => all.push((&condition.value, condition.span, vec![short])),
            }
        }
    }
    all.into_iter()
        .map(|(text, span, shorts)| {
            let shorts: Vec<Value> = shorts.into_iter().map(Value::from).collect();
            Map::from_iter([
                ("text".into(), scope.said(text, span)),
                ("shorts".into(), shorts.into()),
            ])
            .into()
        })
        .collect()
}

/// What does not go together: an original that stays at one window and is to be shown at a later one, a matter that is not
/// done at present.
fn conflicts(scope: &Scope<'_>, matters: &[&Procedure]) -> Vec<Value> {
    let lists = &scope.theme.phrases;
    let mut told: Vec<String> = Vec::new();
    for paper in papers(matters, &|name| lists.same_paper(name)) {
        if let Some((keeps, later)) = paper.kept_too_early() {
            told.push(format!(
                "「{}」{}要收走原件，{}还要看：多备一份，或先问能不能后交",
                paper.name,
                keeps.short().value,
                later.short().value
            ));
        }
    }
    for p in matters.iter().filter(|p| p.status.value == Status::Suspended) {
        told.push(format!("「{}」现在不办，先打电话问", p.short().value));
    }
    told.into_iter().map(Value::from).collect()
}
