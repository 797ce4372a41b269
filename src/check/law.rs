//! Rules that come from laws and from what communities may do (domain.md §2.4, §3.7, §5).
//!
//! Each function is a rule; the list is [`super::RULES`].

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::LegalBasis;
use crate::quantity::Article;
use crate::quantity::Date;
use crate::record::At;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::ReplacedLaw;

/// No procedure issues one of the twenty, and none sends people to the community for one.
pub(super) fn certificates_are_not_issued(
    catalog: &Catalog,
    phrases: &PhraseLists,
    report: &mut Report,
) {
    let not_issued = &phrases.not_issued;
    for p in &catalog.procedures {
        for text in std::iter::once(&p.title).chain(&p.result) {
            if let Some(name) = named_certificate(&text.value, not_issued) {
                report.push(
                    Diagnostic::new(
                        Code::NotIssued,
                        Some(text.span),
                        format!("「{name}」是社区不应出具的证明"),
                    )
                    .help("不要作为社区的事项；写进「不归社区」，告诉居民该找谁"),
                );
            }
        }
        for m in &p.materials {
            if !["社区", "居委会"].iter().any(|w| m.source.value.contains(w)) {
                continue;
            }
            let name =
                not_issued.iter().find(|n| m.name.value.contains(n.trim_start_matches("居民")));
            if let Some(name) = name {
                report.push(
                    Diagnostic::new(
                        Code::AskedFromCommunity,
                        Some(m.source.span),
                        format!("「{name}」不应由社区出具"),
                    )
                    .related(m.name.span, "材料在这里")
                    .help("「哪里拿」改成真正开这个证明的单位"),
                );
            }
        }
    }
}

/// The certificate whose name a title is, perhaps with the verb of issuing it.
fn named_certificate<'l>(title: &str, not_issued: &'l [String]) -> Option<&'l str> {
    let bare = ["开具", "出具", "办理", "申请", "开"]
        .iter()
        .fold(title, |t, verb| t.trim_start_matches(verb).trim_end_matches(verb));
    let is_it = |name: &&String| bare == **name || bare == name.trim_start_matches("居民");
    not_issued.iter().find(is_it).map(String::as_str)
}

/// 城市居民委员会组织法 was revised in 2025, in force since 2026-01-01; the old articles are wrong.
pub(super) fn committee_law_is_the_new_one(catalog: &Catalog, report: &mut Report) {
    for basis in catalog.procedures.iter().flat_map(|p| &p.legal_basis) {
        if basis.title.value.contains("居民委员会组织法")
            && newest_year(basis).is_some_and(|y| y < 2025)
        {
            report.push(
                Diagnostic::new(
                    Code::OldLaw,
                    Some(basis.title.span),
                    "引用的是旧的居民委员会组织法",
                )
                .help("2025 年修订、2026 年 1 月 1 日起施行的才有效：写「修订: 2025修订」，条款重新核对"),
            );
        }
    }
}

/// A law that another came in place of is cited by what holds now.
pub(super) fn laws_are_in_force(catalog: &Catalog, phrases: &PhraseLists, report: &mut Report) {
    for basis in catalog.procedures.iter().flat_map(|p| &p.legal_basis) {
        let title = &basis.title.value;
        let is_old = |law: &&ReplacedLaw| {
            let older = |before: u16| newest_year(basis).is_some_and(|year| year < before);
            bare_name(title) == law.name && law.before.is_none_or(older)
        };
        let Some(law) = phrases.replaced.iter().find(is_old) else { continue };
        let since = Date::parse(&law.since).map_or_else(|| law.since.clone(), Date::spoken);
        let what = format!("「{title}」已经换成{}，{since}起", law.new);
        let help = format!("改引{}，条款重新核对；旧的还管用的地方，写进「待确认」去问", law.new);
        report.push(Diagnostic::new(Code::ReplacedLaw, Some(basis.title.span), what).help(help));
    }
}

/// A title without its marks and whose it is: 《中华人民共和国合同法》 → 合同法, which 《劳动合同法》 is not.
fn bare_name(title: &str) -> &str {
    let bare = title.trim_start_matches('《').split(['》', '（']).next().unwrap_or(title);
    let state = bare.strip_prefix("中华人民共和国");
    state.or_else(|| bare.strip_prefix("中国共产党")).unwrap_or(bare)
}

fn newest_year(basis: &LegalBasis) -> Option<u16> {
    basis.year.as_ref().map(|y| y.value).into_iter().chain(revised_in(basis)).max()
}

/// The year of 「2018修正」.
fn revised_in(basis: &LegalBasis) -> Option<u16> {
    let revision = &basis.revision.as_ref()?.value;
    revision.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// A promise must not be longer than the law allows.
pub(super) fn promises_keep_the_law(catalog: &Catalog, report: &mut Report) {
    for limits in catalog.procedures.iter().map(|p| &p.time_limit) {
        let Some(statutory) = &limits.statutory else { continue };
        let promised = &limits.promised;
        if let (Some(law), Some(promise)) =
            (statutory.value.most_days(), promised.value.most_days())
            && promise > law
        {
            let what = format!("承诺 {} 比法定 {} 还长", promised.value, statutory.value);
            report.push(
                Diagnostic::new(Code::PromiseTooLong, Some(promised.span), what)
                    .related(statutory.span, "法定时限在这里")
                    .help("承诺时限不能超过法定时限；核对两个数字和单位（工作日、日）"),
            );
        }
    }
}

/// 工作日 and 日 differ, and a bare number says neither.
pub(super) fn times_have_units(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        let steps = p.steps.iter().filter_map(|s| s.time.as_ref());
        let shown = p.publicity.as_ref().and_then(|publicity| publicity.period.as_ref());
        for text in steps.chain(&p.time_limit.validity).chain(shown) {
            if ends_in_bare_number(text) {
                report.push(
                    Diagnostic::new(
                        Code::NumberWithoutUnit,
                        Some(text.span),
                        format!("「{}」里的数字没有单位", text.value),
                    )
                    .help("写清是「日」「个工作日」「个月」还是「年」"),
                );
            }
        }
    }
}

/// A number followed by nothing or by a mark.
fn ends_in_bare_number(text: &At<String>) -> bool {
    let chars: Vec<char> = text.value.chars().collect();
    (0..chars.len()).any(|i| {
        let next = chars.get(i + 1).copied();
        // Times of day and dates carry their unit in their shape.
        let digits = chars[..=i].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let before = (i + 1).checked_sub(digits + 1).map(|at| chars[at]);
        let shaped = before.is_some_and(|c| ":：-—/.".contains(c));
        chars[i].is_ascii_digit() && !shaped && next.is_none_or(|c| "，。、；内）)".contains(c))
    })
}

/// Old people without a phone need a window, a visit, a call or the desk that comes to them.
pub(super) fn elders_have_a_way(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        if !p.has_way_in_person() {
            let what = format!("「{}」没有给不会用手机的老人留办法", p.title.value);
            report.push(
                Diagnostic::new(Code::OnlineOnly, Some(p.channels[0].kind.span), what)
                    .help("渠道里加一个「窗口」「上门」「电话」或「流动服务点」"),
            );
        }
    }
}

/// Laws are cited by their full name in 《》, with a year: titles repeat, and revisions change the
/// articles. What is still 待确认 is no citation yet.
pub(super) fn laws_have_name_and_year(catalog: &Catalog, report: &mut Report) {
    for basis in catalog.procedures.iter().flat_map(|p| &p.legal_basis) {
        let title = &basis.title.value;
        let open = title.contains("待确认")
            || title.contains(crate::quantity::ASK_WINDOW)
            || basis.article.as_ref().is_some_and(|a| a.value == Article::Unknown);
        let (what, help) = if !title.contains('《') || !title.contains('》') {
            ("依据的名称没有书名号《》", "写法律法规的全名，用《》括起来")
        } else if basis.year.is_none() && basis.revision.is_none() {
            ("依据没有写年份", "补上「年份: 2015」这样一行，或「修订: 2018修正」")
        } else {
            continue;
        };
        if !open {
            report.push(Diagnostic::new(Code::LegalTitle, Some(basis.title.span), what).help(help));
        }
    }
}

/// A law is not revised before it is made, nor cited before either.
pub(super) fn years_of_laws_can_be(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        let read_in = p.review.as_ref().and_then(|r| r.date.as_ref()).map(|d| d.value.year());
        for basis in &p.legal_basis {
            let (Some(year), Some(newest)) = (&basis.year, newest_year(basis)) else { continue };
            let revision = basis.revision.as_ref().zip(revised_in(basis));
            let (span, what) = match revision.filter(|(_, revised)| *revised < year.value) {
                Some((revision, revised)) => {
                    (revision.span, format!("{revised} 年的修订比 {} 年的法还早", year.value))
                }
                None if read_in.is_some_and(|read| newest > read) => {
                    (year.span, format!("核验的时候还没有 {newest} 年的法"))
                }
                None => continue,
            };
            report.push(
                Diagnostic::new(Code::LegalTitle, Some(span), what)
                    .help("核对「年份」（公布的那一年）和「修订」"),
            );
        }
    }
}

/// Symbols law: boards show no emblem, so no caption or speech should call for one.
pub(super) fn pictures_name_no_emblem(
    catalog: &Catalog,
    phrases: &PhraseLists,
    report: &mut Report,
) {
    for (_, picture) in catalog.procedures.iter().flat_map(|p| p.panels()) {
        let speeches =
            picture.people.iter().filter_map(|p| Some((p.speech.as_ref()?.text.as_str(), p.span)));
        let captions = picture.caption.iter().map(|c| (c.value.as_str(), c.span));
        for (text, span) in speeches.chain(captions) {
            if let Some(word) = phrases.emblems.iter().find(|w| text.contains(w.as_str())) {
                report.push(
                    Diagnostic::new(Code::EmblemWord, Some(span), format!("画面里提到「{word}」"))
                        .help("展板上不画也不提这些标志，换一种说法"),
                );
            }
        }
    }
}
