//! People of the office: nobody's name or number stands anywhere without consent.

use super::privacy::plain_digit;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Visit;
use crate::model::Worker;
use crate::record::walk::leaves;
use std::collections::BTreeSet;

/// Digits of a number without its area, at least.
const LOCAL: usize = 7;

/// Whoever did not say whether they agree is told not to be shown; a number without consent is for nobody.
pub(super) fn people_have_consent(catalog: &Catalog, report: &mut Report) {
    if catalog.unread.is_part_of("people") {
        return;
    }
    for worker in catalog.all::<Worker>("people").filter(|worker| worker.consent.is_none()) {
        let what = format!("没有写「{}」同意公开，名字和电话不印、不上网", worker.name.value);
        report.push(
            Diagnostic::new(Code::NoConsent, Some(worker.name.span), what)
                .help("本人同意的，加一行「同意公开: 是」；不同意的，写「同意公开: 否」"),
        );
    }
}

/// The name of somebody who did not agree stands in no text that is shown. It may be another one's name, so it is only
/// asked.
pub(super) fn names_have_consent(catalog: &Catalog, report: &mut Report) {
    let secret: Vec<&Worker> = catalog
        .all::<Worker>("people")
        .filter(|worker| !worker.agreed() && worker.name.value.chars().count() > 1)
        .collect();
    if secret.is_empty() {
        return;
    }
    for (_, record) in catalog.records() {
        leaves(record, |leaf| {
            let Some(text) = leaf.free_text() else { return };
            let named = |worker: &&&Worker| {
                text.contains(&worker.name.value) && worker.name.span != leaf.span
            };
            let Some(worker) = secret.iter().find(named) else { return };
            let what =
                format!("这里写着「{}」，他没有同意公开，这里的名字会印出来", worker.name.value);
            report.push(
                Diagnostic::new(Code::NoConsent, Some(leaf.span), what)
                    .related(worker.name.span, "人在这里")
                    .help("换成岗位，如「网格员」；是另一个人，就不用管"),
            );
        });
    }
}

/// Without a list of people nobody is known to have agreed: who goes on visits is not printed.
pub(super) fn visitors_are_listed(catalog: &Catalog, report: &mut Report) {
    let unread = catalog.unread.is_part_of("people");
    if unread || catalog.count_of("people") > 0 {
        return;
    }
    let mut named = catalog.all::<Visit>("visits").flat_map(|visit| &visit.people);
    let Some(first) = named.next() else { return };
    let what = format!("没有 people.yaml，「{}」同不同意公开不知道，名字不印、不上网", first.value);
    report.push(
        Diagnostic::new(Code::NoConsent, Some(first.span), what).help(
            "在 content/people.yaml 里写上这个人和「同意公开: 是」；不印名字的，删去「人员」",
        ),
    );
}

/// The number of somebody who did not agree stands in no other field. What the office or somebody who agreed has
/// too is no secret.
pub(super) fn numbers_have_consent(catalog: &Catalog, report: &mut Report) {
    let dials = |worker: &Worker| -> Vec<String> {
        let numbers = worker.phone.iter().flat_map(|phone| phone.value.numbers());
        numbers.map(|number| digits(&number.dial)).collect()
    };
    let all: Vec<&Worker> = catalog.all::<Worker>("people").collect();
    let office = &catalog.community;
    let others = [&office.supervision_phone, &office.correction_phone];
    let office = others.into_iter().flatten().chain([&office.phone]);
    let mut open: BTreeSet<String> =
        office.flat_map(|phone| phone.value.numbers()).map(|n| digits(&n.dial)).collect();
    open.extend(all.iter().filter(|w| w.agreed()).flat_map(|w| dials(w)));
    let secret: Vec<(&Worker, String)> = all
        .iter()
        .filter(|worker| !worker.agreed())
        .flat_map(|worker| dials(worker).into_iter().map(move |dial| (*worker, dial)))
        // A short one is in every second number.
        .filter(|(_, dial)| dial.len() >= LOCAL && !open.contains(dial))
        .collect();
    if secret.is_empty() {
        return;
    }
    for (collection, record) in catalog.records() {
        leaves(record, |leaf| {
            let said = digits(&leaf.words());
            // Also without its area.
            let found = secret.iter().find(|(_, dial)| said.contains(&dial[dial.len() - LOCAL..]));
            let Some((worker, _)) = found.filter(|_| collection.name != "people") else { return };
            let what = format!("这里有「{}」的电话，没有写本人同意公开", worker.name.value);
            report.push(
                Diagnostic::new(Code::PrivateNumber, Some(leaf.span), what)
                    .related(worker.name.span, "人在这里")
                    .help(
                        "删去这个号码，写办公电话；本人同意的，在 people.yaml 里写「同意公开: 是」",
                    ),
            );
        });
    }
}

/// Full-width ones too.
fn digits(text: &str) -> String {
    text.chars().filter_map(plain_digit).filter(char::is_ascii_digit).collect()
}
