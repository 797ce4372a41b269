//! What page templates see of one procedure. Every fact of it has a field here.

use super::icons::Icons;
use super::view::LinkView;
use super::view::Text;
use super::view::link_view;
use super::view::own;
use super::view::role_kind;
use crate::model::Catalog;
use crate::model::Entry;
use crate::model::PROCEDURES;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::SpeechKind;
use crate::model::Status;
use crate::plan::Plan;
use crate::plan::is_sample;
use crate::record::Shown;
use crate::record::walk::leaves;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use serde::Serialize;

/// The six answers of the first screen.
#[derive(Debug, Serialize)]
struct Glance {
    who: String,
    decides: String,
    bring: String,
    place: String,
    time: String,
    cost: String,
}

#[derive(Debug, Serialize)]
struct MaterialView {
    name: String,
    form: String,
    source: String,
    note: Option<String>,
    only_if: Option<String>,
    promise_ok: bool,
    open: bool,
    icon: String,
}

#[derive(Debug, Serialize)]
struct StepView {
    action: String,
    who: String,
    place: String,
    time: Option<String>,
    detail: Option<String>,
    panel: Option<PanelView>,
    /// Whether the resident does it.
    you: bool,
    /// The last one that the resident does, and others follow.
    last_of_yours: bool,
}

/// A picture of the strip.
#[derive(Debug, Serialize)]
struct PanelView {
    /// Which one, from 0.
    index: usize,
    /// What is to be seen, for a person who cannot.
    alt: String,
    /// What is said.
    words: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BranchView {
    at: Option<u8>,
    when: String,
    then: String,
    outcome: Option<String>,
    refer: Option<LinkView>,
}

#[derive(Debug, Serialize)]
struct ChannelView {
    kind: String,
    note: Option<String>,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct NotHereView {
    text: String,
    go_to: Option<String>,
}

#[derive(Debug, Serialize)]
struct BasisView {
    citation: String,
    gist: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    code: String,
    title: String,
    short: String,
    aliases: Vec<String>,
    former_codes: Vec<String>,
    summary: String,
    category_number: u8,
    category_name: String,
    sample: bool,
    suspended: bool,
    status: String,
    role: String,
    role_kind: u8,
    glance: Glance,
    /// What is sent to the family, line after line.
    share: Vec<String>,
    /// What no other field here says: rows that the table has got and no template has a place for yet.
    more: Vec<(&'static str, String)>,
    decider: String,
    responsible: Option<String>,
    applicant: String,
    proxy: Option<String>,
    conditions: Vec<String>,
    materials: Vec<MaterialView>,
    steps: Vec<StepView>,
    opening: Vec<PanelView>,
    closing: Vec<PanelView>,
    strip: Option<String>,
    branches: Vec<BranchView>,
    promised: String,
    statutory: Option<String>,
    validity: Option<String>,
    time_note: Option<String>,
    fee: String,
    fee_note: Option<String>,
    fee_basis: Option<String>,
    channels: Vec<ChannelView>,
    result: Option<String>,
    basis: Vec<BasisView>,
    publicity: Option<String>,
    not_here: Vec<NotHereView>,
    mistakes: Vec<String>,
    related: Vec<LinkView>,
    open_facts: Vec<String>,
    questions: Vec<String>,
    checked_on: Option<String>,
    checked_by: Option<String>,
    next_check: Option<String>,
    valid_until: Option<String>,
    /// For the browser, which knows what day it is: `2027-05-21`.
    valid_until_date: Option<String>,
    json_ld: String,
    version: String,
    /// Its address with the version as a code, as SVG; for paper.
    qr: String,
    body: String,
    board: Option<String>,
    board_width: u32,
    board_height: u32,
}

fn bring(p: &Procedure) -> String {
    let names: Vec<&str> = p.materials.iter().map(|m| m.name.value.as_str()).collect();
    if names.is_empty() { "不用带材料".into() } else { names.join("、") }
}

fn glance(catalog: &Catalog, p: &Procedure) -> Glance {
    let kinds: Vec<String> = p.channels.iter().map(|c| c.kind.value.to_string()).collect();
    let ways = kinds.join("、");
    Glance {
        who: p.applicant.value.clone(),
        decides: p.competent_authority.value.clone(),
        bring: bring(p),
        place: match &catalog.community.address {
            Some(address) => format!("{}；{ways}", address.value),
            None => ways,
        },
        time: p.time_limit.promised.value.to_string(),
        cost: p.fee.amount.value.to_string(),
    }
}

/// What somebody sends on: the least that one needs to come prepared.
fn share(plan: &Plan<'_>, index: usize) -> Vec<String> {
    let (catalog, p) = (plan.catalog, &plan.catalog.procedures[index]);
    let c = &catalog.community;
    let mut lines = vec![format!("【{}】编号 {}", p.title.value, p.code.value)];
    if is_sample(catalog, p) {
        lines.push("（样张，未经核验）".into());
    }
    lines.push(c.name.value.clone());
    lines.push(format!("带：{}", bring(p)));
    lines.extend(c.address.as_ref().map(|a| format!("去：{}", a.value)));
    lines.push(format!("时间：{}", c.hours.value));
    lines.push(format!("等多久：{}", p.time_limit.promised.value));
    lines.push(format!("花多少：{}", p.fee.amount.value));
    lines.push(format!("问：{}", c.phone.value));
    lines.push(plan.item_address(index));
    lines
}

/// Every field that sheets and pages show and that is older than no template ([`Shown::Sheet`]): a row
/// that is added to the table is on the page at once, with its key before it.
fn further_facts(record: &dyn Entry) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    leaves(record, |leaf| {
        if leaf.field.shown == Shown::Sheet {
            facts.push((leaf.field.key, leaf.words().into_owned()));
        }
    });
    facts
}

/// For search engines: schema.org's `GovernmentService`.
fn json_ld(catalog: &Catalog, p: &Procedure) -> String {
    let c = &catalog.community;
    let service = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": p.title.value,
        "alternateName": p.aliases.iter().map(|a| a.value.as_str()).collect::<Vec<_>>(),
        "description": p.summary.value,
        "url": format!("{}{}/", c.url.value, p.code.value),
        "inLanguage": "zh-CN",
        "serviceOperator": { "@type": "Organization", "name": p.competent_authority.value },
        "provider": { "@type": "Organization", "name": c.organizer.value },
        "areaServed": c.name.value,
        "availableChannel": {
            "@type": "ServiceChannel",
            "servicePhone": { "@type": "ContactPoint", "telephone": c.phone.value },
        },
    });
    // In a page, no text may end the script it stands in.
    service.to_string().replace('<', "\\u003c")
}

fn spoken(picture: &Picture) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for p in &picture.people {
        words.extend(p.speech.as_ref().map(|s| match s.kind {
            SpeechKind::Says => format!("{}：“{}”", p.called(), s.text),
            SpeechKind::Thinks => format!("{}想：“{}”", p.called(), s.text),
        }));
    }
    words.extend(own(picture.caption.as_ref()));
    words
}

/// The Markdown body without raw HTML, without pictures (their words stay) and with links only to
/// where a link may lead: a page, a telephone, a letter. Others become plain words.
fn render_body(body: &str) -> String {
    let may_lead_to = |url: &str| {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        scheme.is_none_or(|s| matches!(s.as_str(), "https" | "http" | "tel" | "mailto"))
    };
    let mut dropped_links = Vec::new();
    let events = Parser::new_ext(body, Options::empty()).filter(move |event| match event {
        Event::Html(_) | Event::InlineHtml(_) => false,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => false,
        Event::Start(Tag::Link { dest_url, .. }) => {
            dropped_links.push(!may_lead_to(dest_url));
            dropped_links.last() == Some(&false)
        }
        Event::End(TagEnd::Link) => dropped_links.pop() == Some(false),
        _ => true,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Everything about one procedure.
pub(super) fn item_view(plan: &Plan<'_>, index: usize, icons: &Icons<'_>) -> ItemView {
    let (catalog, p) = (plan.catalog, &plan.catalog.procedures[index]);
    let category = catalog.find_category(p.category());
    let texts = |list: &[Text]| list.iter().map(|t| t.value.clone()).collect::<Vec<_>>();
    let find = |code: &Text| catalog.find_procedure(&code.value).map(link_view);
    let review = p.review.as_ref();
    let board = plan.picture(PROCEDURES, &p.code.value);
    let pixels = board.map_or((0, 0), |picture| picture.pixels);
    // What follows is others' alone; where that is not sure, nobody is told that they are done.
    let words = icons.words;
    let after = p.steps.iter().rposition(|s| !words.is_office(&s.actor.value));
    let last_of_yours = after.filter(|i| words.is_resident(&p.steps[*i].actor.value));
    // Pictures are counted in the order of the strip: opening, steps, closing.
    let panel_count = p.panels().len();
    let mut next = 0..panel_count;
    let mut panel = |picture: &Picture| PanelView {
        index: next.next().unwrap_or(0),
        alt: picture.in_words(),
        words: spoken(picture),
    };
    let opening = p.opening.iter().map(&mut panel).collect();
    ItemView {
        opening,
        code: p.code.value.clone(),
        title: p.title.value.clone(),
        short: p.short().value.clone(),
        aliases: texts(&p.aliases),
        former_codes: texts(&p.former_codes),
        summary: p.summary.value.clone(),
        category_number: p.category(),
        category_name: category.map_or(String::new(), |c| c.name.value.clone()),
        sample: is_sample(catalog, p),
        suspended: p.status.value == Status::Suspended,
        status: p.status.value.to_string(),
        role: p.authority_role.value.to_string(),
        role_kind: role_kind(p),
        glance: glance(catalog, p),
        share: share(plan, index),
        more: further_facts(&**p),
        decider: p.competent_authority.value.clone(),
        responsible: own(p.responsible.as_ref()),
        applicant: p.applicant.value.clone(),
        proxy: own(p.proxy.as_ref()),
        conditions: texts(&p.conditions),
        materials: p
            .materials
            .iter()
            .map(|m| MaterialView {
                name: m.name.value.clone(),
                form: m.form(),
                source: m.source.value.clone(),
                note: own(m.note.as_ref()),
                only_if: own(m.only_if.as_ref()),
                promise_ok: m.promise_ok,
                open: m.is_local(),
                icon: icons.of_document(&m.name.value),
            })
            .collect(),
        steps: p
            .steps
            .iter()
            .enumerate()
            .map(|(i, s)| StepView {
                you: icons.words.is_resident(&s.actor.value),
                last_of_yours: last_of_yours == Some(i) && i + 1 < p.steps.len(),
                action: s.action.value.clone(),
                who: s.actor.value.clone(),
                place: s.place.value.clone(),
                time: own(s.time.as_ref()),
                detail: own(s.detail.as_ref()),
                panel: s.picture.as_deref().map(&mut panel),
            })
            .collect(),
        closing: p.closing.iter().map(&mut panel).collect(),
        strip: (panel_count > 0).then(|| format!("../comics/{}.svg", p.code.value)),
        branches: p
            .branches
            .iter()
            .map(|b| BranchView {
                at: b.at.as_ref().map(|a| a.value),
                when: b.when.value.clone(),
                then: b.then.value.clone(),
                outcome: b.outcome.as_ref().map(|o| o.value.to_string()),
                refer: b.refer_to.as_ref().and_then(find),
            })
            .collect(),
        promised: p.time_limit.promised.value.to_string(),
        statutory: p.time_limit.statutory.as_ref().map(|t| t.value.to_string()),
        validity: own(p.time_limit.validity.as_ref()),
        time_note: own(p.time_limit.note.as_ref()),
        fee: p.fee.amount.value.to_string(),
        fee_note: own(p.fee.note.as_ref()),
        fee_basis: own(p.fee.basis.as_ref()),
        channels: p
            .channels
            .iter()
            .map(|c| ChannelView {
                kind: c.kind.value.to_string(),
                note: own(c.note.as_ref()),
                url: own(c.url.as_ref()),
            })
            .collect(),
        result: own(p.result.as_ref()),
        basis: p
            .legal_basis
            .iter()
            .map(|b| BasisView { citation: b.citation(), gist: own(b.gist.as_ref()) })
            .collect(),
        publicity: p.publicity.as_ref().map(|x| {
            let places = texts(&x.places).join("、");
            x.period.as_ref().map_or(places.clone(), |t| format!("{places}；期限：{}", t.value))
        }),
        not_here: p
            .not_here
            .iter()
            .map(|n| NotHereView { text: n.text.value.clone(), go_to: own(n.go_to.as_ref()) })
            .collect(),
        mistakes: texts(&p.common_mistakes),
        related: p.related.iter().filter_map(find).collect(),
        open_facts: crate::model::open_facts(&**p),
        questions: review.map(|r| texts(&r.open)).unwrap_or_default(),
        checked_on: review.and_then(|r| r.date.as_ref()).map(|d| d.value.spoken()),
        checked_by: review.and_then(|r| own(r.by.as_ref())),
        next_check: review.and_then(|r| r.next.as_ref()).map(|d| d.value.spoken()),
        valid_until: p.valid_until.as_ref().map(|d| d.value.spoken()),
        valid_until_date: p.valid_until.as_ref().map(|d| d.value.to_string()),
        json_ld: json_ld(catalog, p),
        version: plan.versions.get(PROCEDURES, index).to_string(),
        qr: super::code::drawn(&plan.item_address(index)),
        body: render_body(&p.body.value),
        board: board.map(|picture| format!("../{}", picture.path)),
        board_width: pixels.0,
        board_height: pixels.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_html_is_dropped_and_text_escaped() {
        let html = render_body("<script>x</script>\n\n**好** <b>y</b> a<c & d");
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(html.contains("<strong>好</strong>") && html.contains("&lt;c &amp; d"), "{html}");
    }
}
