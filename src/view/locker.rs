//! What is worked out of a bank of lockers: its doors with their codes, and which matters may use it.

use super::procedure::in_short;
use super::scope::Scope;
use crate::model::ChannelKind;
use crate::model::Locker;
use crate::model::Procedure;
use crate::plan::spoken_address;
use tera::Map;
use tera::Value;

/// Adds to its group `doors` (`number`, `side` 存 or 取, `address` of the code on it, `anchor` on the page), the
/// `matters` that may use it, each with the `limit` that its way has, and `number` (from 1).
pub(super) fn add_locker(scope: &Scope<'_>, (locker, index): (&Locker, usize), group: &mut Map) {
    group.insert("number".into(), (index + 1).into());
    let address =
        group.get(&"address".into()).and_then(Value::as_str).unwrap_or_default().to_string();
    let mut doors: Vec<(u16, &str)> = Vec::new();
    doors.extend(locker.leave.value.numbers().iter().map(|number| (*number, "存")));
    doors.extend(locker.fetch.value.numbers().iter().map(|number| (*number, "取")));
    doors.sort_unstable();
    let door = |(number, side): (u16, &str)| -> Value {
        let anchor = format!("m{}-{number}", index + 1);
        let mut map = Map::with_capacity(4);
        map.insert("number".into(), number.into());
        map.insert("side".into(), side.into());
        map.insert("address".into(), format!("{address}#{anchor}").into());
        map.insert("anchor".into(), anchor.into());
        map.into()
    };
    group.insert("doors".into(), doors.into_iter().map(door).collect::<Vec<Value>>().into());
    let procedures = scope.plan.catalog.procedures.iter();
    let matters = procedures.filter_map(|p| matter(scope, p));
    group.insert("matters".into(), matters.collect::<Vec<Value>>().into());
    group.insert("site".into(), spoken_address(&address).into());
}

/// A matter that may use it, in short.
fn matter(scope: &Scope<'_>, p: &Procedure) -> Option<Value> {
    let way = p.channels.iter().find(|way| way.kind.value == ChannelKind::Locker)?;
    let mut map = in_short(scope, p).into_map()?;
    let note = way.note.as_ref().map(|note| scope.said(&note.value, note.span));
    map.insert("limit".into(), note.into());
    map.insert("leave".into(), way.takes_papers().into());
    map.insert("fetch".into(), way.gives_results().into());
    Some(map.into())
}

/// The number of the picture of a step, where it has one.
pub(super) fn add_step(locker: &Locker, index: usize, group: &mut Map) {
    let before = locker.steps[..index].iter().filter(|step| step.picture.is_some()).count();
    let panel = locker.steps[index].picture.as_ref().map(|_| before);
    group.insert("panel".into(), panel.into());
    group.insert("number".into(), (index + 1).into());
}
