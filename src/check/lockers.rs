//! Banks of lockers: a door is for one thing, and a name is shown only with consent.

use super::tools::some_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::ChannelKind;
use crate::model::Locker;
use crate::model::Procedure;
use crate::model::Status;
use crate::vocabulary::PhraseLists;
use std::sync::Arc;

fn lockers(catalog: &Catalog) -> impl Iterator<Item = &Locker> {
    catalog.all("lockers")
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

/// A matter that says 帮办柜 is one of a community that has some.
pub(super) fn channels_have_lockers(catalog: &Catalog, report: &mut Report) {
    if lockers(catalog).next().is_some() {
        return;
    }
    // What nobody reads yet may still be looked into.
    let of_lockers = |p: &Arc<Procedure>| {
        if p.status.value != Status::Published {
            return None;
        }
        let mut channels = p.channels.iter();
        let found = channels.find(|channel| channel.kind.value == ChannelKind::Locker)?;
        Some((p.code.value.clone(), found.kind.span))
    };
    let found: Vec<(String, Span)> = catalog.procedures.iter().filter_map(of_lockers).collect();
    let Some((_, first)) = found.first() else { return };
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    let what = format!(
        "有 {} 件事项写着可以用帮办柜（{}），content 里却没有帮办柜（lockers.yaml）",
        codes.len(),
        some_of(&codes)
    );
    report.push(
        Diagnostic::new(Code::NoLocker, Some(*first), what)
            .help("有柜子的，写好 content/lockers.yaml；没有的，删去这几件的这一条渠道"),
    );
}

/// Where the original of a paper that lies in no locker is wanted, the way says what to do with it.
pub(super) fn originals_stay_out(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    for p in &catalog.procedures {
        let way = p.channels.iter().find(|way| way.takes_papers() && way.note.is_none());
        let paper = p
            .materials
            .iter()
            .find(|paper| paper.original.is_some() && lists.keeps_out(&paper.name.value));
        let (Some(way), Some(paper)) = (way, paper) else { continue };
        let what = format!("「{}」的原件不能放进柜子，这里没有说", paper.name.value);
        let help =
            "加上说明，如「说明: 只放复印件；证件原件带到窗口」；柜子只用来取的，写「柜子: 只取」";
        report.push(
            Diagnostic::new(Code::NotInLocker, Some(way.kind.span), what)
                .related(paper.name.span, "材料在这里")
                .help(help),
        );
    }
}

/// A count of matters is as of some day, after the bank stood there.
pub(super) fn counts_have_a_day(catalog: &Catalog, report: &mut Report) {
    for locker in lockers(catalog) {
        let Some(as_of) = &locker.as_of else { continue };
        if locker.done.is_none() {
            let what = "写了「截至」哪天，没有写「办结」多少件".to_string();
            let problem = Diagnostic::new(Code::BadValue, Some(as_of.span), what);
            report.push(problem.help("加一行「办结: 件数」，或删去「截至」"));
        }
        let since = locker.since.as_ref();
        if let Some(since) =
            since.filter(|since| since.value.day_number() > as_of.value.day_number())
        {
            let what = format!("截至 {} 数的，{} 才启用", as_of.value, since.value);
            report.push(
                Diagnostic::new(Code::BadValue, Some(as_of.span), what)
                    .related(since.span, "启用的日子在这里")
                    .help("改「截至」或「启用」，启用在前"),
            );
        }
    }
}
