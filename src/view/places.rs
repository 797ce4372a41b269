//! Where the steps of a procedure happen: the community's own place, or another office, said whole.
//!
//! Start at [`office_to_say`] (beside a step) and [`offices_in_lines`] (in a text that is sent on).

use super::scope::Scope;
use crate::model::OFFICES;
use crate::model::Procedure;
use crate::model::Step;
use crate::record::At;
use crate::record::walk::leaves;
use crate::record::walk::leaves_of;
use tera::Map;
use tera::Value;

/// Whether a step happens at the community's own place and nowhere else: its address may stand behind it.
pub(super) fn is_ours(scope: &Scope<'_>, step: &Step) -> bool {
    step.office.is_none() && scope.theme.words.is_own_place(&step.place.value)
}

/// Whether nobody has to leave the house for a step.
pub(super) fn is_at_home(scope: &Scope<'_>, step: &Step) -> bool {
    step.office.is_none() && scope.theme.words.is_at_home(&place_of(step).value)
}

/// What is said of where a step is done: the office that it names, unless the place says more of it, as
/// 「街道便民大厅三号窗口」 does.
pub(super) fn place_of(step: &Step) -> &At<String> {
    let office = step.office.as_ref();
    office.filter(|office| !step.place.value.contains(&office.value)).unwrap_or(&step.place)
}

/// The office that a step names, as `view` has it; none where the step before has said it.
pub(super) fn office_to_say(p: &Procedure, index: usize, view: &Map) -> Value {
    let name = |i: usize| p.steps.get(i).and_then(|s| s.office.as_ref()).map(|o| o.value.as_str());
    let before = index.checked_sub(1).and_then(name);
    let known = || view.get(&"office".into()).cloned().unwrap_or_else(Value::none);
    if before.is_some() && before == name(index) { Value::none() } else { known() }
}

/// The address of another office.
pub(super) fn address_of(scope: &Scope<'_>, office: &str) -> Option<String> {
    let record = scope.plan.catalog.find(OFFICES, office)?;
    let mut address = None;
    leaves_of(record, "address", |leaf| address = Some(leaf.words().into_owned()));
    address
}

/// Every other office that the steps name, a line each: 「街道便民大厅：幸福路8号，周一至周六…，0311-…」.
pub(super) fn offices_in_lines(scope: &Scope<'_>, p: &Procedure) -> Vec<String> {
    let mut lines = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for office in p.steps.iter().filter_map(|s| s.office.as_ref()) {
        if named.contains(&office.value.as_str()) {
            continue;
        }
        named.push(&office.value);
        if let Some(record) = scope.plan.catalog.find(OFFICES, &office.value) {
            let mut said = Vec::new();
            leaves(record, |leaf| said.push(leaf.words().into_owned()));
            // A record's name stands first in its table.
            if let Some((name, rest)) = said.split_first()
                && !rest.is_empty()
            {
                lines.push(format!("{name}：{}", rest.join("，")));
            }
        }
    }
    lines
}

/// The reader's own first step that they leave the house for, else their first, else the first.
pub(super) fn first_step(scope: &Scope<'_>, p: &Procedure) -> usize {
    let words = &scope.theme.words;
    let yours = |s: &Step| words.is_resident(&s.actor.value);
    let out = |s: &Step| yours(s) && (s.office.is_some() || !words.is_at_home(&s.place.value));
    p.steps.iter().position(out).or_else(|| p.steps.iter().position(yours)).unwrap_or(0)
}

/// The place of that step in a line: the community's own with its address; at home nobody goes anywhere.
pub(super) fn go_in_words(scope: &Scope<'_>, p: &Procedure) -> String {
    let Some(step) = p.steps.get(first_step(scope, p)) else { return String::new() };
    let place = &place_of(step).value;
    if is_at_home(scope, step) {
        return format!("不用出门：{place}");
    }
    let address = scope.plan.catalog.community.address.as_ref();
    match address.filter(|_| is_ours(scope, step)) {
        Some(address) => format!("去：{place}；{}", address.value),
        None => format!("去：{place}"),
    }
}
