//! What templates of sheets see of one procedure: cards, documents, times, and where it all comes from.
//!
//! Start at [`item_view`].

use super::super::topic::Look;
use super::shared::CategoryView;
use super::shared::OfficeView;
use super::shared::SheetView;
use super::shared::Words;
use super::shared::art_path;
use super::shared::category_view;
use super::shared::office_view;
use super::shared::sheet_view;
use crate::model::LegalBasis;
use crate::model::Material;
use crate::model::PROCEDURES;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::Step;
use crate::model::TimeLimits;
use crate::plan::Plan;
use crate::plan::is_sample;
use crate::plan::spoken_address;
use crate::quantity::ASK_WINDOW;
use crate::quantity::FeeAmount;
use crate::quantity::TimeLimit;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// A numbered step of a card.
#[derive(Debug, Serialize)]
pub(super) struct StepView {
    number: usize,
    title: Option<Words>,
    action: Words,
    who: Words,
    place: Words,
    time: Option<Words>,
}

/// One card: a picture and the steps it stands for.
#[derive(Debug, Serialize)]
pub(super) struct CardView {
    panel: Option<usize>,
    art: Vec<String>,
    step: Option<StepView>,
    more: Vec<StepView>,
}

/// A document to bring.
#[derive(Debug, Serialize)]
pub(super) struct MaterialView {
    name: Words,
    icon: String,
    form: String,
    source: Words,
    only_if: Option<Words>,
}

/// Everything an item board may show.
#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    sheet: SheetView,
    office: OfficeView,
    category: CategoryView,
    sample: bool,
    code: String,
    title: Words,
    short: Words,
    summary: Words,
    role: String,
    decider: Words,
    step_count: usize,
    cards: Vec<CardView>,
    materials: Vec<MaterialView>,
    time: String,
    time_amount: Option<String>,
    time_unit: Option<String>,
    time_notes: Vec<String>,
    fee: String,
    fee_note: Option<Words>,
    channels: Vec<String>,
    basis: Vec<String>,
    basis_short: String,
    checked_on: String,
    version: String,
    address: String,
    spoken: String,
}

fn step_view(number: usize, step: &Step) -> StepView {
    StepView {
        number,
        // A short title that only drops the commas says nothing new.
        title: step.short_title.as_ref().filter(|t| bare(t) != bare(&step.action)).map(Words::of),
        action: Words::of(&step.action),
        who: Words::of(&step.actor),
        place: Words::of(&step.place),
        time: step.time.as_ref().map(Words::of),
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn card_view(picture: &Picture, words: &Vocabulary) -> CardView {
    let mut art: Vec<String> =
        picture.all_props().into_iter().take(2).map(|p| art_path(p, words)).collect();
    if art.is_empty() {
        art.push(art_path(words.icon_of(&picture.place.value), words));
    }
    CardView { panel: None, art, step: None, more: Vec::new() }
}

/// One card per panel. A step without a panel is a line in the card before it, or in the first
/// card when there is none before; without any panel, every step is a card with its words only.
fn cards(p: &Procedure, words: &Vocabulary) -> Vec<CardView> {
    let mut cards: Vec<CardView> = p.opening.iter().map(|o| card_view(o, words)).collect();
    let mut waiting: Vec<StepView> = Vec::new();
    for (i, step) in p.steps.iter().enumerate() {
        let view = step_view(i + 1, step);
        if let Some(picture) = &step.picture {
            let mut card = card_view(picture, words);
            if cards.is_empty() {
                card.more.append(&mut waiting);
            }
            card.step = Some(view);
            cards.push(card);
        } else if let Some(card) = cards.last_mut() {
            card.more.push(view);
        } else {
            waiting.push(view);
        }
    }
    for picture in &p.closing {
        let mut card = card_view(picture, words);
        if cards.is_empty() {
            card.more.append(&mut waiting);
        }
        cards.push(card);
    }
    // Cards of pictures stand in the order of the procedure's panels.
    for (number, card) in cards.iter_mut().enumerate() {
        card.panel = Some(number);
    }
    if cards.is_empty() {
        let icon = |step: &Step| art_path(words.icon_of(&step.action.value), words);
        for (view, step) in waiting.into_iter().zip(&p.steps) {
            let art = vec![icon(step)];
            cards.push(CardView { panel: None, art, step: Some(view), more: Vec::new() });
        }
    }
    cards
}

/// What stands large under 多久办好, and the lines below it: a promise that can be named, else the
/// law's limit, else that the window tells. Nothing unknown is said twice.
fn spoken_time(limits: &TimeLimits) -> (TimeLimit, Vec<String>) {
    let statutory = limits.statutory.as_ref().map_or(TimeLimit::Unset, |t| t.value);
    let is_known = |t: TimeLimit| matches!(t, TimeLimit::Within(..) | TimeLimit::Immediate);
    let promised = limits.promised.value;
    let mut notes = Vec::new();
    let main = if is_known(promised) {
        if is_known(statutory) {
            notes.push(format!("法定：{statutory}"));
        }
        promised
    } else if is_known(statutory) {
        notes.push(format!("这是法定时限；社区承诺{ASK_WINDOW}"));
        statutory
    } else {
        TimeLimit::AskWindow
    };
    if limits.statutory.as_ref().is_some_and(|t| t.value == TimeLimit::Unset) {
        notes.push(TimeLimit::Unset.to_string());
    }
    (main, notes)
}

fn material_view(m: &Material, words: &Vocabulary) -> MaterialView {
    MaterialView {
        name: Words::of(&m.name),
        icon: art_path(words.icon_of(&m.name.value), words),
        form: if m.is_local() && !m.has_open_count() {
            format!("{}（各地不同，问窗口）", m.form())
        } else {
            m.form()
        },
        source: Words::of(&m.source),
        only_if: m.only_if.as_ref().map(Words::of),
    }
}

/// Where there is no room: the first law, and how many more the page names.
fn short_basis(laws: &[LegalBasis]) -> String {
    let first = laws.first().map_or_else(String::new, LegalBasis::citation);
    match laws.len() {
        0 | 1 => first,
        n => format!("{first}等 {n} 部，扫码看全部"),
    }
}

fn checked_on(p: &Procedure) -> String {
    let date = p.review.as_ref().and_then(|r| r.date.as_ref());
    date.map_or_else(|| "未核验".into(), |d| d.value.to_string())
}

/// The words of one item board.
#[must_use]
pub(super) fn item_view(
    plan: &Plan<'_>,
    theme: &Theme,
    kind: &SheetKind,
    look: &Look,
    index: usize,
) -> ItemView {
    let (catalog, p) = (plan.catalog, &plan.catalog.procedures[index]);
    let category = catalog.find_category(p.category()).unwrap_or(&catalog.categories[0]);
    let address = plan.item_address(index);
    let (time, time_notes) = spoken_time(&p.time_limit);
    let (amount, unit) = match time {
        TimeLimit::Within(n, unit) => (Some(n.to_string()), Some(unit.to_string())),
        TimeLimit::Unset | TimeLimit::AskWindow | TimeLimit::Immediate => (None, None),
    };
    ItemView {
        sheet: sheet_view(kind, look),
        office: office_view(catalog),
        category: category_view(plan, theme, category),
        sample: is_sample(catalog, p),
        code: p.code.value.clone(),
        title: Words::of(&p.title),
        short: Words::of(p.short()),
        summary: Words::of(&p.summary),
        role: p.authority_role.value.to_string(),
        decider: Words::of(&p.competent_authority),
        step_count: p.steps.len(),
        cards: cards(p, &theme.words),
        materials: p.materials.iter().map(|m| material_view(m, &theme.words)).collect(),
        time: time.to_string(),
        time_amount: amount,
        time_unit: unit,
        time_notes,
        fee: match p.fee.amount.value {
            FeeAmount::AskWindow => format!("收费：{ASK_WINDOW}"),
            ref known @ (FeeAmount::Free | FeeAmount::Fen(_)) => known.to_string(),
        },
        fee_note: p.fee.note.as_ref().map(Words::of),
        channels: p.channels.iter().map(|c| c.kind.value.to_string()).collect(),
        basis: p.legal_basis.iter().map(LegalBasis::citation).collect(),
        basis_short: short_basis(&p.legal_basis),
        checked_on: checked_on(p),
        version: plan.versions.get(PROCEDURES, index).to_string(),
        spoken: spoken_address(&address).to_string(),
        address,
    }
}
