//! What is worked out of something that residents said and the community did.
//!
//! Start at [`add_response`].

use super::scope::Scope;
use crate::model::Progress;
use crate::model::Response;
use crate::model::Side;
use tera::Map;
use tera::Value;

/// Adds `days` (from the day it was said to the day it was done, both counted as one when they are the same), `finished`,
/// `doing`, `panel_before` and `panel_after` (numbers of its pictures, none where there are none) and `month` (2026年10月, of the
/// day of the answer) and `share` (what is sent on, line after line).
pub(super) fn add_response(scope: &Scope<'_>, it: &Response, group: &mut Map) {
    let said = it.said_on.value.day_number();
    let days = it.done_on.as_ref().map(|done| (done.value.day_number() - said).max(1));
    group.insert("days".into(), days.into());
    group.insert("finished".into(), (it.progress.value == Progress::Done).into());
    group.insert("doing".into(), (it.progress.value == Progress::Doing).into());
    let has = |side: &Option<Side>| side.as_ref().is_some_and(|side| side.picture.is_some());
    let before = has(&it.before).then_some(0_usize);
    let after = has(&it.after).then_some(usize::from(has(&it.before)));
    group.insert("panel_before".into(), before.into());
    group.insert("panel_after".into(), after.into());
    let day = it.done_on.as_ref().map_or(it.said_on.value, |done| done.value);
    group.insert("month".into(), format!("{}年{}月", day.year(), day.month()).into());
    let c = &scope.plan.catalog.community;
    let when = it.done_on.as_ref().map_or(String::new(), |day| format!("，{}", day.value.spoken()));
    let mut share = vec![
        format!("【你说我办】{}", it.name.value),
        c.name.value.clone(),
        format!("您说：{}", it.said.value),
        format!("我办：{}", it.done.value),
        format!("{}{when}", it.progress.value),
        format!("还有话说：{}", c.phone.value),
    ];
    share.extend(group.get(&"address".into()).and_then(Value::as_str).map(String::from));
    let share: Vec<Value> = share.into_iter().map(Value::from).collect();
    group.insert("share".into(), share.into());
}

/// Adds to a side what is to be seen: `alt`.
pub(super) fn add_side(it: &Response, is_before: bool, group: &mut Map) {
    let side = if is_before { &it.before } else { &it.after };
    let picture = side.as_ref().and_then(|side| side.picture.as_ref());
    let alt: Value = picture.map(|picture| picture.in_words()).into();
    group.insert("alt".into(), alt);
}
