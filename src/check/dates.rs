//! Facts that have grown old, as seen from a given day.
//!
//! Start at [`check_dates`]. `build` never asks: it must make the same bytes on every day. `check`
//! does, with the day from [`crate::config`].

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::ChatGroup;
use crate::model::Procedure;
use crate::model::Response;
use crate::model::Timing;
use crate::quantity::Date;

/// Facts are checked again within a year (domain.md §2.4, rule 8).
const YEAR: i64 = 366;
/// Matters with an end date change every year: they are checked every three months.
const QUARTER: i64 = 92;

/// Reports every procedure that is due to be checked again.
pub(crate) fn check_dates(catalog: &Catalog, today: Date, report: &mut Report) {
    for p in &catalog.procedures {
        check_one(p, today, report);
    }
    let now = today.day_number();
    for timings in catalog.timings() {
        // A line is past when the last of its days is.
        let mut lines: Vec<Timing<'_>> = Vec::new();
        for one in timings {
            match lines.iter_mut().find(|line| line.date.span == one.date.span) {
                Some(last) => *last = one,
                None => lines.push(one),
            }
        }
        lines.retain(|last| last.date.value.day_number() < now);
        let Some(first) = lines.first() else { continue };
        let day = first.date.value;
        let which = match lines.len() {
            1 => format!("{day} 已经过去了"),
            n => format!("有 {n} 条已经过去了，头一条到 {day}"),
        };
        let what = format!("{} {which}，网页和日历上还印着", first.words.label);
        let help = "年份写错了就改对；真的过去了，就删去这几条";
        report.push(Diagnostic::new(Code::StaleReview, Some(first.date.span), what).help(help));
    }
    for it in catalog.all::<Response>("results") {
        let days = std::iter::once(&it.said_on).chain(&it.done_on);
        let days = days.chain(it.figures.iter().map(|figure| &figure.as_of));
        let Some(day) = days.into_iter().find(|day| day.value.day_number() > now) else { continue };
        let what = format!("「{}」写的 {} 还没有到", it.name.value, day.value);
        let help = "写真正的那一天；还没有办好，就写「进展: 正在办」";
        report.push(Diagnostic::new(Code::StaleReview, Some(day.span), what).help(help));
    }
    for group in catalog.all::<ChatGroup>("groups") {
        let Some(code) = group.code.as_ref().filter(|code| code.until.value.day_number() < now)
        else {
            continue;
        };
        let what = format!("「{}」的群码 {} 就失效了", group.name.value, code.until.value);
        let help = "换一张新的图、改「有效至」；不放了，就删去「群码」";
        report.push(Diagnostic::new(Code::StaleReview, Some(code.until.span), what).help(help));
    }
}

fn check_one(p: &Procedure, today: Date, report: &mut Report) {
    let now = today.day_number();
    let mut warn = |span, what: String, help: &str| {
        report.push(Diagnostic::new(Code::StaleReview, Some(span), what).help(help));
    };
    if let Some(end) = p.valid_until.as_ref().filter(|d| d.value.day_number() < now) {
        let what = format!("内容 {} 就过期了", end.value);
        warn(end.span, what, "按新的规定改好内容，再改「有效至」；不办了就把状态改成「暂停」");
    }
    let Some(review) = &p.review else { return };
    let checked = review.date.as_ref();
    if let Some(date) = checked.filter(|d| d.value.day_number() > now) {
        warn(date.span, format!("核验日期 {} 还没有到", date.value), "写真正核对的那一天");
    }
    if let Some(next) = &review.next {
        let number = next.value.day_number();
        if checked.is_some_and(|d| number <= d.value.day_number()) {
            warn(next.span, "下次核验不在这次核验之后".into(), "改成这次核验之后的日期");
            return;
        }
        if number < now {
            let what = format!("该重新核验了：下次核验写的是 {}", next.value);
            warn(next.span, what, "问过窗口和主管部门后，改「核验」的日期、核验人和下次");
            return;
        }
        if checked.is_some_and(|d| number - d.value.day_number() > YEAR) {
            warn(next.span, "下次核验离这次超过一年".into(), "改成一年以内的日期");
        }
    }
    let limit = if p.valid_until.is_some() { QUARTER } else { YEAR };
    if let Some(date) = checked.filter(|d| now - d.value.day_number() > limit) {
        let months =
            if limit == QUARTER { "三个月（每年都变的事项）" } else { "一年" };
        let what = format!("上次核验是 {}，已经超过{months}", date.value);
        warn(date.span, what, "问过窗口和主管部门后，改「核验」的日期、核验人和下次");
    }
}
