//! The six answers of a page's first screen in two lines each, and what is sent on of what to bring: short, and never
//! half a word of it hidden.
//!
//! Start at [`glance`] and [`bring`]. What is left out of a short answer is said to be left out; all of it stands in
//! the section that the answer leads to. Widths are counted in full-width characters.

use super::places::address_of;
use super::places::is_at_home;
use super::places::is_ours;
use super::places::place_of;
use super::scope::Scope;
use crate::model::Material;
use crate::model::Procedure;
use crate::model::Step;
use crate::vocabulary::Vocabulary;
use tera::Map;
use tera::Value;

/// Two lines of a telephone that is 360 px wide, type of 20 px, less what a line cannot fill.
const TWO_LINES: f64 = 19.0;

/// The answers: `who`, `decides`, `bring`, `go`, `fee`. Times are short of themselves.
pub(super) fn glance(scope: &Scope<'_>, p: &Procedure, first: Option<&Step>) -> Value {
    let mut map = Map::with_capacity(5);
    map.insert("who".into(), fitted(&p.applicant.value).into());
    map.insert("decides".into(), fitted(&p.competent_authority.value).into());
    map.insert("bring".into(), bring_in_short(p, &scope.theme.words).into());
    map.insert("go".into(), first.map_or_else(String::new, |step| go(scope, step)).into());
    map.insert("fee".into(), fee(p).into());
    map.into()
}

/// How wide a character is, and a text.
fn wide(c: char) -> f64 {
    if c.is_ascii() { 0.56 } else { 1.0 }
}

fn width(text: &str) -> f64 {
    text.chars().map(wide).sum()
}

fn fits(text: &str) -> bool {
    width(text) <= TWO_LINES
}

/// A text that fits, cut where it may be cut: behind a sentence, a clause, one of several, and only in a text without
/// any of these in the middle of one.
pub(super) fn fitted(text: &str) -> String {
    if fits(text) {
        return text.to_string();
    }
    let plain = without_brackets(text);
    // What stood in brackets may be what it hangs on: that something is left out is always seen.
    if width(&plain) < TWO_LINES {
        return format!("{plain}…");
    }
    let most = TWO_LINES - 1.0;
    let cut = |marks: &[char]| {
        let mut ends = plain.match_indices(marks).map(|(at, _)| &plain[..at]);
        // Less than a third of the room says too little.
        ends.rfind(|head| (TWO_LINES / 3.0..=most).contains(&width(head)))
    };
    let head = cut(&['。', '；', '，']).or_else(|| cut(&['、']));
    let head = head.map_or_else(
        || {
            let mut room = most;
            let held = |c: &char| {
                room -= wide(*c);
                room >= 0.0
            };
            plain.chars().take_while(held).collect()
        },
        String::from,
    );
    format!("{head}…")
}

/// A text without what stands in full-width brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Where to go: with the community's address where that has room whole.
fn go(scope: &Scope<'_>, step: &Step) -> String {
    let place = place_of(step).value.as_str();
    if is_at_home(scope, step) {
        return fitted(&format!("不用出门：{place}"));
    }
    let ours = scope.plan.catalog.community.address.as_ref().filter(|_| is_ours(scope, step));
    let theirs = step.office.as_ref().and_then(|office| address_of(scope, &office.value));
    let address = ours.map(|address| address.value.clone()).or(theirs);
    let whole = address.map(|address| format!("{place}；{address}"));
    whole.filter(|whole| fits(whole)).unwrap_or_else(|| fitted(place))
}

/// What it costs, and as much of the remark as has room: that there is more is always seen.
fn fee(p: &Procedure) -> String {
    let amount = p.fee.amount.value.to_string();
    p.fee.note.as_ref().map_or(amount.clone(), |note| fitted(&format!("{amount}；{}", note.value)))
}

/// The papers of a procedure: what everybody brings, what is asked of some, what lies at the counter.
struct Papers<'p> {
    carried: Vec<&'p Material>,
    some: Vec<&'p Material>,
    there: Vec<&'p Material>,
}

impl<'p> Papers<'p> {
    fn of(p: &'p Procedure, words: &Vocabulary) -> Papers<'p> {
        // A bank's counter is another one, unless a step is done there.
        let is_visited = |counter: &str| p.steps.iter().any(|s| s.place.value.contains(counter));
        let is_there = |s: &str| {
            let known = || words.is_own_place(s) || words.is_any_counter(s) || is_visited(s);
            s.ends_with("窗口") && known()
        };
        let at_counter =
            |m: &&Material| m.source.value.split(['、', '，', '或']).any(|s| is_there(s.trim()));
        let (there, brought): (Vec<&Material>, Vec<&Material>) =
            p.materials.iter().partition(at_counter);
        let (some, carried) = brought.into_iter().partition(|m| m.only_if.is_some());
        Papers { carried, some, there }
    }
}

/// Names in a row. One with a mark of its own would run into the next one.
fn list(names: &[String]) -> String {
    let runs_on = names.len() > 1 && names.iter().any(|n| n.contains(['、', '，']));
    names.join(if runs_on { "；" } else { "、" })
}

/// What to bring, in a line: what everybody needs, what some need and in which case, what there is at the counter.
/// Nobody goes home for a form that lies there, or looks for what is only asked of others.
pub(super) fn bring(p: &Procedure, words: &Vocabulary) -> String {
    let Papers { carried, some, there } = Papers::of(p, words);
    let names = |of: &[&Material]| of.iter().map(|m| m.name.value.clone()).collect::<Vec<_>>();
    let with_cases = |of: &[&Material]| of.iter().map(|m| m.with_case()).collect::<Vec<_>>();
    let mut parts = vec![match (carried.is_empty(), some.is_empty()) {
        (false, _) => list(&names(&carried)),
        (true, true) => "不用带材料".into(),
        (true, false) => "一般不用带材料".into(),
    }];
    if let Some(first) = some.first() {
        let case = |m: &Material| m.only_if.as_ref().map(|case| case.value.clone());
        // All of one case: it is said once, before them, where it is no sentence of its own.
        let one = case(first).filter(|one| {
            !one.contains(['，', '；']) && some.iter().all(|m| case(m).as_ref() == Some(one))
        });
        parts.push(match one {
            Some(one) => format!("{one}，要：{}", list(&names(&some))),
            None => format!("有的人要：{}", list(&with_cases(&some))),
        });
    }
    if !there.is_empty() {
        parts.push(format!("窗口有：{}", list(&with_cases(&there))));
    }
    parts.join("。")
}

/// The same in two lines: as many names as have room, and how many there are.
fn bring_in_short(p: &Procedure, words: &Vocabulary) -> String {
    let Papers { carried, some, there } = Papers::of(p, words);
    let also = match some.len() {
        0 => String::new(),
        n => format!("；有的人再带{n}样"),
    };
    match (carried.is_empty(), some.is_empty()) {
        (true, true) if there.is_empty() => return "不用带材料".into(),
        (true, true) => return "不用带，要填的窗口有".into(),
        (true, false) => return format!("一般不用带，有的情况要{}样", p.materials.len()),
        (false, _) => {}
    }
    let whole: Vec<String> = carried.iter().map(|m| m.name.value.clone()).collect();
    let all = format!("{}{also}", list(&whole));
    if fits(&all) {
        return all;
    }
    // The number is the one that stands over the list below.
    let total = p.materials.len();
    let names: Vec<String> = whole.iter().map(|name| without_brackets(name)).collect();
    let counts = (1..=names.len()).rev();
    let mut said = counts.map(|count| format!("{}等{total}样", list(&names[..count])));
    said.find(|said| fits(said)).unwrap_or_else(|| format!("共{total}样，看下面的单子"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_cut_between_words() {
        for (text, wanted) in [
            ("年满60周岁的老年人", "年满60周岁的老年人"),
            (
                "工作单位、经常居住地变动，或外出学习、工作、生活6个月以上且地点相对固定的正式党员、预备党员",
                "工作单位、经常居住地变动…",
            ),
            (
                "没有参加职工医保的城乡居民（老人、儿童、学生、无业人员等）",
                "没有参加职工医保的城乡居民…",
            ),
            (
                "达到当地规定年龄的老人。国家鼓励各地给80周岁以上低收入老人发高龄津贴",
                "达到当地规定年龄的老人…",
            ),
            ("不收费；指登记；医保费另外缴，缴多少以窗口答复为准", "不收费；指登记；医保费另外缴…"),
            ("社区窗口、流动服务点、线上、街道便民中心、银行", "社区窗口、流动服务点、线上…"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二",
                "一二三四五六七八九十一二三四五六七八…",
            ),
        ] {
            assert_eq!(fitted(text), wanted, "{text}");
            assert!(fits(wanted), "{wanted}");
        }
    }
}
