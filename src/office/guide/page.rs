//! The pages of one matter, in the order in which people ask: what it is, what to bring, how it goes, by which rules.
//!
//! Start at [`add`].

use super::pictures::Pictures;
use crate::export::png::Picture as Drawn;
use crate::markdown::Block;
use crate::markdown::BlockKind;
use crate::markdown::blocks;
use crate::model::Catalog;
use crate::model::PanelPlace;
use crate::model::Procedure;
use crate::model::Step;
use crate::office::word::Style;
use crate::office::word::Word;
use crate::plan::is_sample;
use crate::plan::spoken_address;
use crate::record::At;

/// Width of a picture on paper, in millimetres: two stand beside each other.
const PICTURE: f64 = 74.0;
/// Side of the code on paper, in millimetres.
const CODE: f64 = 34.0;

/// The place that the contents lead to.
pub(super) fn mark(p: &Procedure) -> String {
    format!("_matter{}", p.code.value)
}

/// The same of its category.
pub(super) fn category_mark(p: &Procedure) -> String {
    format!("_category{}", p.category())
}

/// Adds the pages of a matter; `is_chapter` where it is one of many.
pub(super) fn add(
    word: &mut Word,
    catalog: &Catalog,
    p: &Procedure,
    pictures: Pictures,
    (address, is_chapter): (&str, bool),
) {
    let title = if is_chapter {
        format!("{}　{}", p.code.value, p.title.value)
    } else {
        p.title.value.clone()
    };
    word.begin_chapter(is_chapter);
    word.heading(Style::Heading1, &title, &mark(p));
    if is_sample(catalog, p) {
        word.say(Style::Sample, "样张 · 未经核验：内容还没有核对过，以窗口答复为准");
    }
    word.say(Style::Body, &p.summary.value);
    facts(word, catalog, p);
    materials(word, p);
    steps(word, p, pictures.panels);
    branches(word, catalog, p);
    list(word, "容易弄错的", p.common_mistakes.iter().map(|text| text.value.clone()));
    let elsewhere = p.not_here.iter().map(|n| match &n.go_to {
        Some(go_to) => format!("{}，找{}", n.text.value, go_to.value),
        None => n.text.value.clone(),
    });
    list(word, "不归社区办的", elsewhere);
    body(word, &p.body.value);
    laws(word, p);
    power(word, p);
    contact(word, catalog, p, pictures.code, address);
}

fn text(value: &Option<At<String>>) -> String {
    value.as_ref().map_or(String::new(), |value| value.value.clone())
}

/// A table of what one asks first; rows without an answer are left out.
fn facts(word: &mut Word, catalog: &Catalog, p: &Procedure) {
    let limits = &p.time_limit;
    let mut times = vec![format!("承诺：{}", limits.promised.value)];
    if let Some(statutory) = &limits.statutory {
        times.insert(0, format!("法定：{}", statutory.value));
    }
    times.extend(limits.validity.as_ref().map(|t| format!("有效期：{}", t.value)));
    times.extend(limits.note.as_ref().map(|t| t.value.clone()));
    let mut fee = vec![p.fee.amount.value.to_string()];
    fee.extend(p.fee.note.as_ref().map(|t| t.value.clone()));
    fee.extend(p.fee.basis.as_ref().map(|t| format!("依据：{}", t.value)));
    let ways = p.channels.iter().map(|c| {
        let note = c.note.as_ref().map_or(String::new(), |n| format!("：{}", n.value));
        let url = c.url.as_ref().map_or(String::new(), |u| format!("　{}", u.value));
        format!("{}{note}{url}", c.kind.value)
    });
    let rows = [
        ("事项编号", p.code.value.clone()),
        (
            "类别",
            catalog.find_category(p.category()).map_or(String::new(), |c| c.name.value.clone()),
        ),
        ("谁能办", p.applicant.value.clone()),
        ("受理条件", lines(p.conditions.iter().map(|c| c.value.clone()))),
        ("能否代办", text(&p.proxy)),
        ("办理时限", lines(times.into_iter())),
        ("收费", lines(fee.into_iter())),
        ("在哪儿办", lines(ways)),
        ("办理结果", text(&p.result)),
        ("谁说了算", p.competent_authority.value.clone()),
        ("社区的权限", p.authority_role.value.to_string()),
        ("社区责任人", text(&p.responsible)),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(name, said)| vec![name.into(), said])
        .collect();
    word.table(&[1.0, 4.2], &rows, false);
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn materials(word: &mut Word, p: &Procedure) {
    word.say(Style::Heading2, "要带的材料");
    if p.materials.is_empty() {
        word.say(Style::Body, "不用带材料。");
        return;
    }
    let heading = ["序号", "材料", "原件、复印件", "哪里拿", "说明"].map(String::from).to_vec();
    let rows = p.materials.iter().enumerate().map(|(i, m)| {
        let mut remarks: Vec<String> = Vec::new();
        if m.is_local() && !m.has_open_count() {
            remarks.push("各地要求不同，先问清".into());
        }
        if m.promise_ok {
            remarks.push("可以写承诺书代替".into());
        }
        remarks.extend(m.note.as_ref().map(|n| n.value.clone()));
        vec![
            (i + 1).to_string(),
            m.with_case(),
            m.form(),
            m.source.value.clone(),
            remarks.join("；"),
        ]
    });
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
    word.table(&[0.6, 2.0, 1.9, 1.4, 1.9], &rows, true);
}

/// The steps, each with its picture; the pictures before and after them where they belong.
fn steps(word: &mut Word, p: &Procedure, drawn: Vec<Drawn>) {
    word.say(Style::Heading2, "办理流程");
    let mut panels = p.panels().into_iter().zip(drawn).peekable();
    let mut next = |word: &mut Word, place: PanelPlace| {
        let mut own = Vec::new();
        while let Some(((_, picture), drawn)) = panels.next_if(|((at, _), _)| *at == place) {
            own.push((drawn, picture.in_words()));
        }
        word.pictures(own, PICTURE);
    };
    next(word, PanelPlace::Opening);
    for (i, step) in p.steps.iter().enumerate() {
        word.say(Style::Heading3, &format!("第{}步　{}", i + 1, step.action.value));
        let style = if step.picture.is_some() { Style::BodyWithPicture } else { Style::Body };
        word.say(style, &who_and_where(step));
        if let Some(detail) = &step.detail {
            word.say(style, &detail.value);
        }
        next(word, PanelPlace::Step(i));
    }
    next(word, PanelPlace::Closing);
}

fn who_and_where(step: &Step) -> String {
    let office = step.office.as_ref().map_or(String::new(), |o| format!("（{}）", o.value));
    let time = step.time.as_ref().map_or(String::new(), |t| format!("　时间：{}", t.value));
    format!("谁来做：{}　在哪儿：{}{office}{time}", step.actor.value, step.place.value)
}

fn branches(word: &mut Word, catalog: &Catalog, p: &Procedure) {
    if p.branches.is_empty() {
        return;
    }
    word.say(Style::Heading2, "碰到这些情况");
    let heading = ["哪一步", "情况", "怎么办"].map(String::from).to_vec();
    let rows = p.branches.iter().map(|b| {
        let at = b.at.as_ref().map_or(String::new(), |at| format!("第{}步", at.value));
        let mut then = vec![b.then.value.clone()];
        then.extend(b.goes_back_to().map(|step| format!("回到第{step}步")));
        let other = b.refer_to.as_ref().map(|code| &code.value);
        then.extend(other.map(|code| {
            let title = catalog.find_procedure(code).map_or("", |p| p.title.value.as_str());
            format!("转到 {code} {title}")
        }));
        vec![at, b.when.value.clone(), then.join("；")]
    });
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
    word.table(&[0.9, 2.2, 3.6], &rows, true);
}

fn list(word: &mut Word, heading: &str, all: impl Iterator<Item = String>) {
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        return;
    }
    word.say(Style::Heading2, heading);
    all.iter().for_each(|text| word.say(Style::Item, text));
}

/// What stands below the fields: questions and answers, most often.
fn body(word: &mut Word, text: &str) {
    let mut table: Vec<Vec<String>> = Vec::new();
    for Block { kind, runs } in blocks(text) {
        if !matches!(kind, BlockKind::Cell(_)) {
            put_table(word, &mut table);
        }
        match kind {
            BlockKind::Heading(1 | 2) => word.say_runs(Style::Heading2, &runs),
            BlockKind::Heading(_) => word.say_runs(Style::Heading3, &runs),
            BlockKind::Text => word.say_runs(Style::Body, &runs),
            BlockKind::Item(_, None) => word.say_runs(Style::Item, &runs),
            BlockKind::Item(_, Some(number)) => {
                let mut counted = vec![(format!("{number}. "), false)];
                counted.extend(runs);
                word.say_runs(Style::Body, &counted);
            }
            BlockKind::Cell(is_first) => {
                if is_first {
                    table.push(Vec::new());
                }
                let said: String = runs.into_iter().map(|(text, _)| text).collect();
                if let Some(row) = table.last_mut() {
                    row.push(said);
                }
            }
        }
    }
    put_table(word, &mut table);
}

fn put_table(word: &mut Word, rows: &mut Vec<Vec<String>>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns > 0 {
        word.table(&vec![1.0; columns], rows, true);
    }
    rows.clear();
}

fn laws(word: &mut Word, p: &Procedure) {
    word.say(Style::Heading2, "按什么规定办");
    for law in &p.legal_basis {
        let gist = law.gist.as_ref().map_or(String::new(), |g| format!("：{}", g.value));
        word.say(Style::Item, &format!("{}{gist}", law.citation()));
    }
}

/// Who answers for a power, what may go wrong, who watches.
fn power(word: &mut Word, p: &Procedure) {
    let mut said: Vec<String> = Vec::new();
    let mut add = |name: &str, text: &Option<At<String>>| {
        said.extend(text.as_ref().map(|text| format!("{name}：{}", text.value)));
    };
    add("权力类别", &p.power);
    add("责任主体", &p.accountable);
    add("监督", &p.oversight);
    add("追责", &p.consequences);
    said.extend(p.publicity.as_ref().map(|public| {
        let places: Vec<&str> = public.places.iter().map(|p| p.value.as_str()).collect();
        let period = public.period.as_ref().map_or(String::new(), |t| format!("，{}", t.value));
        format!("公开：{}{period}", places.join("、"))
    }));
    list(word, "谁负责、谁监督", said.into_iter());
    if p.risks.is_empty() {
        return;
    }
    word.say(Style::Heading3, "风险点和防控");
    let heading = ["哪一步", "风险", "等级", "防控"].map(String::from).to_vec();
    let rows = p.risks.iter().map(|r| {
        let at = r.at.as_ref().map_or(String::new(), |at| format!("第{}步", at.value));
        vec![at, r.what.value.clone(), r.grade.value.to_string(), r.control.value.clone()]
    });
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
    word.table(&[0.9, 2.4, 0.7, 2.8], &rows, true);
}

/// Where to ask, and the code of the page.
fn contact(word: &mut Word, catalog: &Catalog, p: &Procedure, code: Drawn, address: &str) {
    let community = &catalog.community;
    word.say(Style::Heading2, "不清楚，问我们");
    let phone = |phones: &Option<At<crate::quantity::Phones>>| {
        phones.as_ref().map_or(String::new(), |phones| phones.value.to_string())
    };
    let checked = p.review.as_ref().map_or(String::new(), |review| {
        let date = review.date.as_ref().map_or(String::new(), |d| d.value.spoken());
        let by = review.by.as_ref().map_or(String::new(), |by| format!("　{}", by.value));
        format!("{date}{by}")
    });
    let rows = [
        ("主办单位", community.organizer.value.clone()),
        ("地址", text(&community.address)),
        ("办公时间", community.hours.value.to_string()),
        ("咨询电话", community.phone.value.to_string()),
        ("监督电话", phone(&community.supervision_phone)),
        ("网页", spoken_address(address).to_string()),
        ("核验", checked),
    ];
    let lines: Vec<String> = rows
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(name, said)| format!("{name}：{said}"))
        .collect();
    let seen = format!("二维码，打开 {}", spoken_address(address));
    word.card(&lines, (code, seen), CODE, "手机扫一扫，看最新的");
}
