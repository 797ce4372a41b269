//! Banks of lockers: a door is for one thing, and a name is shown only with consent.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Locker;
use std::any::Any;

fn lockers(catalog: &Catalog) -> impl Iterator<Item = &Locker> {
    let records = catalog.records_of("lockers").into_iter();
    records.filter_map(|record| (record as &dyn Any).downcast_ref())
}

/// A door to leave papers in is none to fetch results from.
pub(super) fn doors_have_one_side(catalog: &Catalog, report: &mut Report) {
    for locker in lockers(catalog) {
        let leave = locker.leave.value.numbers();
        let both: Vec<String> = locker
            .fetch
            .value
            .numbers()
            .iter()
            .filter(|door| leave.contains(door))
            .map(ToString::to_string)
            .collect();
        if !both.is_empty() {
            let what = format!("{} 号门又是存、又是取", both.join("、"));
            report.push(
                Diagnostic::new(Code::BadValue, Some(locker.fetch.span), what)
                    .related(locker.leave.span, "存的门在这里")
                    .help("一个门只做一样：改「存」或「取」，如「存: 1-12」「取: 13-24」"),
            );
        }
    }
}

/// Who answers for a bank is named only when they agreed to it.
pub(super) fn names_have_consent(catalog: &Catalog, report: &mut Report) {
    for locker in lockers(catalog) {
        let Some(name) = locker.responsible.as_ref().filter(|_| !locker.consent) else { continue };
        let what = format!("没有写「{}」同意公开，名字不印、不上网", name.value);
        report.push(
            Diagnostic::new(Code::NoConsent, Some(name.span), what)
                .help("本人同意的，加一行「同意公开: 是」；不同意的，删去这一行"),
        );
    }
}
