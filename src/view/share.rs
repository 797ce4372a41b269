//! The text that somebody sends on: a matter in a few lines.

use super::glance::bring;
use super::places::go_in_words;
use super::places::offices_in_lines;
use super::scope::Scope;
use crate::model::Material;
use crate::model::Procedure;
use crate::model::Step;
use crate::model::TimeLimits;
use crate::plan::is_sample;
use crate::quantity::TimeLimit;

/// What somebody sends on: what one needs to come prepared, and every step. A chat shows no more than so many characters
/// without another tap: what is too much says the steps in their short forms, then no counts.
pub(super) fn share(scope: &Scope<'_>, p: &Procedure, index: usize) -> Vec<String> {
    const MOST: usize = 500;
    let ways = [(true, false), (true, true), (false, true)];
    let written = ways.map(|(counts, short)| share_lines(scope, (p, index), counts, short));
    let length =
        |lines: &[String]| lines.iter().map(|line| line.chars().count() + 1).sum::<usize>();
    let fits = written.iter().position(|lines| length(lines) <= MOST);
    let [.., last] = &written;
    fits.map_or(last, |at| &written[at]).clone()
}

fn share_lines(
    scope: &Scope<'_>,
    (p, index): (&Procedure, usize),
    counts: bool,
    short: bool,
) -> Vec<String> {
    let plan = scope.plan;
    let c = &plan.catalog.community;
    let mut lines = vec![format!("【{}】编号 {}", p.title.value, p.code.value)];
    if is_sample(plan.catalog, p) {
        lines.push("（样张，未经核验）".into());
    }
    lines.push(c.name.value.clone());
    lines.push(format!("带：{}", bring(p, &scope.theme.words)));
    let forms = p.materials.iter().filter(|m| !m.form().is_empty());
    let forms: Vec<String> = forms.map(|m| format!("{}：{}", m.name.value, m.form())).collect();
    if counts && !forms.is_empty() {
        lines.push(format!("几份：{}", forms.join("；")));
    }
    if p.materials.iter().any(Material::is_local) {
        lines.push("先问清：要带的各地不一样，先打社区电话".into());
    }
    lines.push(go_in_words(scope, p));
    lines.extend(offices_in_lines(scope, p));
    let said = |step: &Step| match step.short_title.as_ref().filter(|_| short) {
        Some(title) => title.value.clone(),
        None => step.action.value.clone(),
    };
    let steps = p.steps.iter().enumerate().map(|(i, step)| format!("{}.{}", i + 1, said(step)));
    lines.push(format!("怎么办：{}", steps.collect::<Vec<_>>().join("；")));
    lines.push(format!("等多久：{}", main_limit(&p.time_limit)));
    let note = p.fee.note.as_ref().map_or(String::new(), |note| format!("（{}）", note.value));
    lines.push(format!("花多少：{}{note}", p.fee.amount.value));
    let address = c.address.as_ref().map_or_else(String::new, |a| format!("{}，", a.value));
    lines.push(format!("问社区：{address}{}，{}", c.hours.value, c.phone.value));
    lines.push(plan.item_address(index));
    lines
}

/// What of a time limit stands large: the law's limit, which holds everywhere; else a promise that can be named,
/// else that the window tells.
pub(super) fn main_limit(limits: &TimeLimits) -> TimeLimit {
    let statutory = limits.statutory.as_ref().map(|t| t.value).filter(|t| t.is_known());
    let promised = Some(limits.promised.value).filter(|t| t.is_known());
    statutory.or(promised).unwrap_or(TimeLimit::AskWindow)
}
