//! Rules over a whole [`Catalog`]: one function per rule, each only pushes to the report.
//!
//! Start at [`check_catalog`]; [`RULES`], [`LIST_RULES`] and the rules of [`texts`] are the lists. What is
//! old on a given day is [`check_dates`]'s; rules about one value (limits, words) are the tables of
//! fields' ([`crate::record`]).

mod addresses;
mod body;
mod branches;
mod certificates;
mod dates;
mod finished;
mod law;
mod lockers;
mod lookalikes;
mod neighbours;
mod people;
mod privacy;
mod references;
mod texts;
mod timing;
mod tools;
mod visits;
mod words;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::AuthorityRole;
use crate::model::CATEGORIES;
use crate::model::Catalog;
use crate::model::LONGEST_LIMIT;
use crate::model::Material;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::model::Status;
use crate::model::heard_name;
use crate::model::samples;
use crate::record::Nature;
use crate::record::walk::leaves;
use crate::vocabulary::PhraseLists;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::check_texts;
use tools::TextTools;

pub(crate) use addresses::OwnPage;
pub(crate) use dates::check_dates;
pub(crate) use tools::Standards;

type Rule = fn(&Catalog, &mut Report);
type ListRule = fn(&Catalog, &PhraseLists, &mut Report);

/// Rules over the catalog; those over single texts are [`texts`]'s.
const RULES: &[Rule] = &[
    visits::reminders_agree,
    visits::visits_do_not_meet,
    visits::visits_keep_the_promise,
    visits::estates_are_visited,
    people::people_have_consent,
    people::numbers_have_consent,
    people::names_have_consent,
    people::visitors_are_listed,
    neighbours::responses_have_days,
    neighbours::boxes_are_opened_by_two,
    neighbours::hearings_have_parties,
    neighbours::group_codes_are_codes,
    neighbours::sketches_are_square,
    lockers::doors_have_one_side,
    lockers::names_have_consent,
    limits_are_short,
    materials_are_named_once,
    codes_are_unique,
    codes_have_one_width,
    codes_match_categories,
    references::references_exist,
    branches::branches_name_steps,
    branches::returns_go_back,
    lockers::channels_have_lockers,
    lockers::counts_have_a_day,
    community_decides_its_own,
    published_is_reviewed,
    finished::published_is_finished,
    finished::names_differ,
    law::committee_law_is_the_new_one,
    law::promises_keep_the_law,
    law::times_have_units,
    law::elders_have_a_way,
    law::laws_have_name_and_year,
    law::years_of_laws_can_be,
    addresses::addresses_are_official,
    body::bodies_are_shown,
    words::guides_do_not_stamp,
    words::counts_are_as_expected,
    facts_are_real,
    addresses::site_is_filed,
    categories_are_used,
    aliases_are_single,
];

/// Rules over the catalog that read lists of the law.
const LIST_RULES: &[ListRule] = &[
    lockers::originals_stay_out,
    neighbours::papers_go_together,
    neighbours::responses_name_nobody,
    law::certificates_are_not_issued,
    law::pictures_name_no_emblem,
    law::laws_are_in_force,
];

/// Runs the rules over lines that may stand for several records, before they are spread.
pub(crate) fn check_lines(catalog: &Catalog, phrases: &PhraseLists, report: &mut Report) {
    timing::LINE_RULES.iter().for_each(|rule| rule(catalog, phrases, report));
}

/// Runs every rule.
pub(crate) fn check_catalog(catalog: &Catalog, standards: &Standards<'_>, report: &mut Report) {
    check_again(catalog, standards, &mut Checked::default(), report);
}

/// What the rules about words said of procedures that may come again unchanged. They look at every
/// character, so they are most of the work.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    known: BTreeMap<FileId, (Arc<Procedure>, Report)>,
}

/// Runs every rule; the words of procedures that are the same as last time are not looked through
/// again.
pub(crate) fn check_again(
    catalog: &Catalog,
    standards: &Standards<'_>,
    checked: &mut Checked,
    report: &mut Report,
) {
    RULES.iter().for_each(|rule| rule(catalog, report));
    LIST_RULES.iter().for_each(|rule| rule(catalog, standards.phrases, report));
    addresses::site_is_a_folder(catalog, &standards.pages, report);
    references::offices_are_elsewhere(catalog, standards.own_places, report);
    certificates::pictures_exist(catalog, standards.words, report);
    let tools = TextTools::new(standards);
    let others = catalog.records().filter(|(collection, _)| collection.name != PROCEDURES);
    others.for_each(|(_, record)| check_texts(&tools, record, report));
    let before = std::mem::take(&mut checked.known);
    let said_of = |p: &Arc<Procedure>| {
        let known = before.get(&p.file).filter(|(known, _)| Arc::ptr_eq(known, p));
        known.map(|(_, own)| own.clone()).unwrap_or_else(|| {
            let mut own = Report::default();
            check_texts(&tools, &**p, &mut own);
            own
        })
    };
    let said: Vec<Report> = catalog.procedures.par_iter().map(said_of).collect();
    for (p, own) in catalog.procedures.iter().zip(said) {
        report.extend(own.clone());
        checked.known.insert(p.file, (Arc::clone(p), own));
    }
}

/// A code is used once, former codes included: using an old code again would send people with an
/// old board to the wrong page. A code that is in use hangs on a wall, so what gives way is an old one.
fn codes_are_unique(catalog: &Catalog, report: &mut Report) {
    let mut live: BTreeMap<&str, &Procedure> = BTreeMap::new();
    for p in &catalog.procedures {
        let (code, span) = (p.code.value.as_str(), p.code.span);
        let Some(first) = live.get(code) else {
            live.insert(code, p);
            continue;
        };
        let problem = if heard_name(&first.title.value) == heard_name(&p.title.value) {
            let what = format!("编号「{code}」的「{}」有两份", p.title.value);
            Diagnostic::new(Code::DuplicateCode, Some(span), what)
                .related(first.code.span, "另一份在这里")
                .help("多半是复制出来的：留下对的一份，删去另一份；要写成新的事项，就换一个没用过的编号和名称")
        } else {
            let what = format!("编号「{code}」用了两次");
            Diagnostic::new(Code::DuplicateCode, Some(span), what)
                .related(first.code.span, "第一次在这里")
                .help("给新的事项换一个没用过的编号；已经上墙的编号不要改")
        };
        report.push(problem);
    }
    let mut former: BTreeMap<&str, Span> = BTreeMap::new();
    for (p, old) in
        catalog.procedures.iter().flat_map(|p| p.former_codes.iter().map(move |c| (p, c)))
    {
        let code = old.value.as_str();
        let of_its_own = p.code.value == old.value;
        let (what, help, other, there) = if of_its_own {
            let what = format!("「曾用编号」里的「{code}」就是它现在的编号");
            (what, format!("从「曾用编号」里删去 {code}"), p.code.span, "现在的编号在这里")
        } else if let Some(other) = live.get(code) {
            let what = format!("「曾用编号」里的「{code}」是另一件事项现在的编号");
            let help = format!(
                "从「曾用编号」里删去 {code}；只有那件事项是新加的、码还没上墙，才给它换一个没用过的编号"
            );
            (what, help, other.code.span, "那件事项在这里")
        } else if let Some(span) = former.get(code) {
            let what = format!("「曾用编号」里的「{code}」写了两次，旧码扫出来只能打开一件");
            (what, "留一处，删去另一处".to_string(), *span, "第一次在这里")
        } else {
            former.insert(code, old.span);
            continue;
        };
        let problem = Diagnostic::new(Code::DuplicateCode, Some(old.span), what);
        report.push(problem.related(other, there).help(help));
    }
}

fn codes_have_one_width(catalog: &Catalog, report: &mut Report) {
    // The odd ones are those unlike most; of a tie, those unlike the first.
    let count =
        |width: usize| catalog.procedures.iter().filter(|p| p.code.value.len() == width).count();
    let widths = [3, 4, 5].map(|width| (count(width), width));
    let most = widths.iter().map(|(n, _)| *n).max().unwrap_or(0);
    let is_most = |p: &&Arc<Procedure>| count(p.code.value.len()) == most;
    let Some(first) = catalog.procedures.iter().find(is_most) else { return };
    let width = first.code.value.len();
    for p in catalog.procedures.iter().filter(|p| p.code.value.len() != width) {
        let what =
            format!("编号「{}」是 {} 位，别的编号是 {width} 位", p.code.value, p.code.value.len());
        report.push(
            Diagnostic::new(Code::CodeWidth, Some(p.code.span), what)
                .related(first.code.span, "比如这个")
                .help("全站的编号用一样多的位数"),
        );
    }
}

fn codes_match_categories(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        if catalog.find_category(p.category()).is_none() && !catalog.unread.is_part_of(CATEGORIES) {
            let numbers: Vec<String> = catalog
                .categories
                .iter()
                .map(|c| format!("{} {}", c.number.value, c.name.value))
                .collect();
            let what = format!("编号「{}」的第一位是 {}，没有这个类别", p.code.value, p.category());
            report.push(
                Diagnostic::new(Code::CodeCategory, Some(p.code.span), what)
                    .help(format!("第一位改成类别的编号：{}", numbers.join("、"))),
            );
        }
        if let Some(key) = p.category_key.as_ref().filter(|k| k.value != p.category()) {
            let what = format!(
                "类别写的是 {}，编号「{}」的第一位是 {}",
                key.value,
                p.code.value,
                p.category()
            );
            report.push(
                Diagnostic::new(Code::CodeCategory, Some(key.span), what)
                    .related(p.code.span, "编号在这里")
                    .help("删去「类别」这一行，或改成一样的数字"),
            );
        }
    }
}

/// What a community decides, nobody else decides: its own bodies are named with these words.
fn community_decides_its_own(catalog: &Catalog, report: &mut Report) {
    const OWN: &[&str] = &["社区", "居委会", "居民", "党支部", "党总支", "党委"];
    for p in &catalog.procedures {
        let who = &p.competent_authority;
        let own = OWN.iter().any(|w| who.value.contains(w));
        if p.authority_role.value == AuthorityRole::Decide && !own {
            let what = format!("写的是「社区办结」，说了算的却是「{}」", who.value);
            report.push(
                Diagnostic::new(Code::WrongDecider, Some(who.span), what)
                    .related(p.authority_role.span, "办理权限在这里")
                    .help("办理权限改成「社区协办」或「社区指引」，或写清社区里谁说了算"),
            );
        }
    }
}

fn published_is_reviewed(catalog: &Catalog, report: &mut Report) {
    for p in catalog.procedures.iter().filter(|p| p.status.value == Status::Published) {
        let review = p.review.as_ref();
        let (date, by) = (review.and_then(|r| r.date.as_ref()), review.and_then(|r| r.by.as_ref()));
        let (what, help) = match (date, by) {
            (Some(_), Some(_)) => continue,
            (Some(_), None) => (
                "已发布的事项没有写核验人",
                "核验里补上「核验人: …」，写核对的人是什么岗位，如「社区书记」",
            ),
            (None, Some(_)) => (
                "已发布的事项没有写核验日期",
                "核验里补上「日期: …」，写真正核对的那一天，如「2026-11-21」",
            ),
            (None, None) => (
                "已发布的事项没有写核验日期和核验人",
                "补上「核验: { 日期: …, 核验人: … }」，写真正核对的那一天和核对的人是什么岗位",
            ),
        };
        report.push(
            Diagnostic::new(Code::ReviewMissing, Some(p.status.span), what)
                .help(format!("{help}，或把状态改成「审核」")),
        );
    }
}

fn facts_are_real(catalog: &Catalog, report: &mut Report) {
    let published = |p: &&Arc<Procedure>| p.status.value == Status::Published;
    if catalog.procedures.iter().find(published).is_none() {
        return;
    }
    if catalog.community.has_sample_url() {
        let what = "网址还是样子里的，扫码打不开，展板会带「样张」字样";
        report.push(
            Diagnostic::new(Code::PlaceholderPhone, Some(catalog.community.url.span), what)
                .help("换成网站真的网址"),
        );
    }
    for (_, record) in catalog.records().filter(|(of, _)| of.name != PROCEDURES) {
        for (field, span) in samples(record) {
            let (what, help) = if field.nature == Nature::Phone {
                (format!("{}还是示例号码，展板会带「样张」字样", field.key), "换成真的电话号码")
            } else {
                (
                    format!("{}还是示例，展板会带「样张」字样", field.key),
                    "写真的地方，删去「（示例）」",
                )
            };
            report.push(Diagnostic::new(Code::PlaceholderPhone, Some(span), what).help(help));
        }
    }
}

/// Names between full-width marks are one name to YAML: nobody would find the page by any of them.
fn aliases_are_single(catalog: &Catalog, report: &mut Report) {
    fn names(alias: &str) -> impl Iterator<Item = &str> {
        alias.split(['，', '、', '；']).map(str::trim).filter(|name| !name.is_empty())
    }
    for p in &catalog.procedures {
        let all: Vec<&str> = p.aliases.iter().flat_map(|alias| names(&alias.value)).collect();
        for alias in p.aliases.iter().filter(|alias| names(&alias.value).count() > 1) {
            let what = format!("「{}」是几个名字，中间不是半角逗号", alias.value);
            let help = format!("各个之间用半角逗号和空格：「俗称: [{}]」", all.join(", "));
            report.push(Diagnostic::new(Code::BadValue, Some(alias.span), what).help(help));
        }
    }
}

/// Two papers of one name are one that was copied and not renamed, unless each is for a case of its own. Those
/// that are alike in everything were told when they were read.
fn materials_are_named_once(catalog: &Catalog, report: &mut Report) {
    let said = |m: &Material| {
        let mut words = Vec::new();
        leaves(m, |leaf| words.push(leaf.words().into_owned()));
        words
    };
    for p in &catalog.procedures {
        for (i, m) in p.materials.iter().enumerate() {
            let case = |m: &Material| m.only_if.as_ref().map(|case| case.value.clone());
            let same = |other: &&Material| {
                other.name.value == m.name.value && case(other) == case(m) && said(other) != said(m)
            };
            if let Some(first) = p.materials[..i].iter().find(same) {
                let what = format!("「{}」写了两次", m.name.value);
                report.push(
                    Diagnostic::new(Code::SaidTwice, Some(m.name.span), what)
                        .related(first.name.span, "第一次在这里")
                        .help("改成另一样材料的名称；是同一样，就合成一项；各有各的情形，写上「什么情况要」"),
                );
            }
        }
    }
}

/// A wall that names a way without its limit sends people there in vain.
fn limits_are_short(catalog: &Catalog, report: &mut Report) {
    for channel in catalog.procedures.iter().flat_map(|p| &p.channels) {
        let unseen = channel.written_limit().filter(|_| channel.limit().is_none());
        let (Some(limit), Some(note)) = (unseen, &channel.note) else { continue };
        let count = limit.chars().count();
        let what = format!("「{limit}」有 {count} 个字，展板上最多印 {LONGEST_LIMIT} 个，就不印了");
        report.push(
            Diagnostic::new(Code::LeftOut, Some(note.span), what)
                .help("把「只……」写短，别的放到逗号后面，如「只放复印件；证件原件到窗口」"),
        );
    }
}

fn categories_are_used(catalog: &Catalog, report: &mut Report) {
    for c in &catalog.categories {
        let unread = &catalog.unread;
        let digit = c.number.value.to_string();
        let maybe = unread.others || unread.codes.iter().any(|code| code.starts_with(&digit));
        if !maybe && catalog.of_category(c.number.value).next().is_none() {
            let what = format!("类别「{}」下面没有事项", c.name.value);
            report.push(
                Diagnostic::new(Code::EmptyCategory, Some(c.number.span), what)
                    .help("写一件事项，编号以这个数字开头；或删去这个类别"),
            );
        }
    }
}
