//! Bundles, what was said and done, boxes, groups and the community's own page: what each list has to keep to.
//!
//! Start at the rules, each a function over the catalog.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::About;
use crate::model::Bundle;
use crate::model::Catalog;
use crate::model::ChatGroup;
use crate::model::Event;
use crate::model::EventKind;
use crate::model::Procedure;
use crate::model::Progress;
use crate::model::Response;
use crate::model::SuggestionBox;
use crate::model::Worker;
use crate::model::papers;
use crate::qr::read_picture;
use crate::record::walk::leaves;
use crate::vocabulary::PhraseLists;

/// No window keeps an original that a later one wants to see.
pub(super) fn papers_go_together(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    for bundle in catalog.all::<Bundle>("bundles") {
        let matters: Vec<&Procedure> =
            bundle.matters.iter().filter_map(|code| catalog.find_procedure(&code.value)).collect();
        for paper in papers(&matters, &|name| lists.same_paper(name)) {
            let Some((keeps, later)) = paper.kept_too_early() else { continue };
            let place = bundle.matters.iter().find(|code| code.value == later.code.value);
            let (keeps, later) = (&keeps.code.value, &later.code.value);
            let what = format!("「{}」{keeps} 要收走原件，后面的 {later} 还要看", paper.name);
            report.push(
                Diagnostic::new(Code::PapersConflict, place.map(|code| code.span), what).help(
                    format!("把 {later} 写到 {keeps} 前面；不能换的，在「说明」里写明多备一份"),
                ),
            );
        }
    }
}

/// What was said and done names nobody.
pub(super) fn responses_name_nobody(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    let people: Vec<&Worker> = catalog
        .all::<Worker>("people")
        .filter(|worker| worker.name.value.chars().count() > 1)
        .collect();
    for it in catalog.all::<Response>("results") {
        leaves(it, |leaf| {
            let Some(text) = leaf.free_text() else { return };
            let listed = people.iter().find(|worker| text.contains(&worker.name.value));
            let named = lists.person_in(text).or(listed.map(|worker| worker.name.value.clone()));
            let Some(named) = named else { return };
            let what = format!("这里写着「{named}」，贴出去大家都看得见");
            let problem = Diagnostic::new(Code::PersonNamed, Some(leaf.span), what);
            report.push(problem.help("删去名字，要写就写「一位居民」「社区」；不是人名，就不用管"));
        });
    }
}

/// What was done has a day, and not before it was said.
pub(super) fn responses_have_days(catalog: &Catalog, report: &mut Report) {
    for it in catalog.all::<Response>("results") {
        let is_done = it.progress.value == Progress::Done;
        match &it.done_on {
            None if is_done => {
                let what = "写着办好了，没有写哪天办好的".to_string();
                let problem = Diagnostic::new(Code::MissingKey, Some(it.progress.span), what);
                let help = "加一行「办结: 年-月-日」；还没有办好，就写「进展: 正在办」";
                report.push(problem.help(help));
            }
            Some(done) if !is_done => {
                let what = format!("有「办结」的日子，进展写的却是「{}」", it.progress.value);
                report.push(
                    Diagnostic::new(Code::BadValue, Some(done.span), what)
                        .related(it.progress.span, "进展在这里")
                        .help("办好了就写「进展: 办好了」，没有就删去「办结」"),
                );
            }
            Some(done) if done.value < it.said_on.value => {
                let what = format!("{} 办结，{} 才提出", done.value, it.said_on.value);
                report.push(
                    Diagnostic::new(Code::BadValue, Some(done.span), what)
                        .related(it.said_on.span, "提出的日子在这里")
                        .help("改「提出」或「办结」，提出在前"),
                );
            }
            _ => {}
        }
    }
}

/// Two people open a box.
pub(super) fn boxes_are_opened_by_two(catalog: &Catalog, report: &mut Report) {
    for it in catalog.all::<SuggestionBox>("boxes") {
        if let [one] = &it.people[..] {
            let what = format!("「{}」只写了一个人开", it.name.value);
            let problem = Diagnostic::new(Code::OneOpener, Some(one.span), what);
            report.push(problem.help("再写一个人，如「人员: [林社工, 小周]」"));
        }
    }
}

/// A hearing says who sits down together.
pub(super) fn hearings_have_parties(catalog: &Catalog, report: &mut Report) {
    let all = catalog.all::<Event>("events");
    for event in all.filter(|e| e.kind.value == EventKind::Hearing && e.parties.is_empty()) {
        let what = format!("恳谈会「{}」没有写请哪几方", event.name.value);
        let problem = Diagnostic::new(Code::MissingKey, Some(event.kind.span), what);
        report.push(problem.help("加一行「参加: [物业公司, 居民代表]」，写单位和岗位"));
    }
}

/// The picture of a group's code can be read.
pub(super) fn group_codes_are_codes(catalog: &Catalog, report: &mut Report) {
    for group in catalog.all::<ChatGroup>("groups") {
        let Some(code) = &group.code else { continue };
        let file = code.photo.as_ref().and_then(|photo| photo.file.as_ref());
        if file.is_some_and(|file| read_picture(&file.bytes).is_none()) {
            let what = format!("「{}」的图里读不出二维码", group.name.value);
            let problem = Diagnostic::new(Code::Photo, Some(code.file.span), what);
            report.push(problem.help("在微信里重新存一张群二维码，别裁、别拍屏幕"));
        }
    }
}

/// Every row of a sketch has as many places as the first.
pub(super) fn sketches_are_square(catalog: &Catalog, report: &mut Report) {
    for about in catalog.all::<About>("about") {
        let cells = about.cells();
        let Some(first) = cells.first() else { continue };
        for (row, line) in cells.iter().zip(&about.sketch).filter(|(r, _)| r.len() != first.len()) {
            let what = format!("这一排有 {} 格，第一排有 {} 格", row.len(), first.len());
            let problem = Diagnostic::new(Code::BadValue, Some(line.span), what);
            report.push(problem.help("每一排格数一样，中间用顿号隔开，空着的写「空」"));
        }
    }
}
