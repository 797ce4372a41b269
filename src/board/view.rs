//! What board templates see: the words of a sheet, each with its place in a file.
//!
//! Start at [`item_view`] and [`overview_view`]. Only here does the board half know procedures;
//! layout sees boxes, export sees a frame. Every text that may turn out too long carries `at`, so
//! that an error can name the line it came from.

use super::markup::place;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::LegalBasis;
use crate::model::Material;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::Step;
use crate::model::TimeLimits;
use crate::plan::BoardPlan;
use crate::plan::Plan;
use crate::plan::emblem;
use crate::plan::is_sample;
use crate::plan::spoken_address;
use crate::quantity::ASK_WINDOW;
use crate::quantity::FeeAmount;
use crate::quantity::TimeLimit;
use crate::record::At;
use crate::theme::Theme;
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// A text and its place.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Words {
    text: String,
    at: String,
}

impl Words {
    fn of(at: &At<String>) -> Words {
        Words::said(at.value.clone(), at)
    }

    fn said<T>(text: String, by: &At<T>) -> Words {
        Words { text, at: place(by.span) }
    }
}

/// The sheet itself: size in millimetres, scale against the kind's own size, smallest type.
#[derive(Debug, Serialize)]
pub(super) struct SheetView {
    width: f64,
    height: f64,
    landscape: bool,
    /// Against the kind's own size as it is.
    scale: f64,
    /// The same, its own size turned to this sheet's orientation first.
    turned_scale: f64,
    smallest: f64,
    imprint: f64,
}

/// The office.
#[derive(Debug, Serialize)]
pub(super) struct OfficeView {
    name: String,
    organizer: Words,
    phone: Words,
    hours: Words,
    address: Option<Words>,
    slogan: Option<Words>,
    title: Words,
    statement: String,
}

/// A category and its ink names.
#[derive(Debug, Serialize)]
pub(super) struct CategoryView {
    number: u8,
    name: Words,
    count: usize,
    field: String,
    deep: String,
    tint: String,
    ring: String,
    address: String,
    spoken: String,
    version: String,
    items: Vec<EntryView>,
}

/// A procedure on the overview.
#[derive(Debug, Serialize)]
pub(super) struct EntryView {
    code: String,
    name: Words,
    icon: String,
    role: String,
}

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

/// Everything an overview may show.
#[derive(Debug, Serialize)]
pub(super) struct OverviewView {
    sheet: SheetView,
    office: OfficeView,
    categories: Vec<CategoryView>,
    item_count: usize,
    columns: usize,
    densest: usize,
    dense: bool,
    entry_columns: usize,
    block_width: f64,
    sample: bool,
    checked_on: String,
    version: String,
    site: String,
}

fn sheet_view(board: &BoardPlan<'_>) -> SheetView {
    let (size, own) = (board.size, board.kind.size);
    let rounded = |scale: f64| (scale * 1000.0).round() / 1000.0;
    let scale = (size.width / own.width).min(size.height / own.height);
    let is_turned = (size.width.0 > size.height.0) != (own.width.0 > own.height.0);
    let turned = (size.width / own.height).min(size.height / own.width);
    SheetView {
        width: size.width.0,
        height: size.height.0,
        landscape: size.width.0 > size.height.0,
        scale: rounded(scale),
        turned_scale: rounded(if is_turned { turned } else { scale }),
        smallest: board.kind.smallest_type().0,
        imprint: board.kind.smallest_imprint().0,
    }
}

fn office_view(catalog: &Catalog) -> OfficeView {
    let c = &catalog.community;
    OfficeView {
        name: c.name.value.clone(),
        organizer: Words::of(&c.organizer),
        phone: Words::of(&c.phone),
        hours: Words::of(&c.hours),
        address: c.address.as_ref().map(Words::of),
        slogan: c.slogan.as_ref().map(Words::of),
        title: Words::of(&c.title()),
        statement: c.statement(),
    }
}

fn category_view(plan: &Plan<'_>, theme: &Theme, category: &Category) -> CategoryView {
    let number = category.number.value;
    let inks = theme.category_inks(number);
    let index = plan.catalog.categories.iter().position(|c| c.number.value == number).unwrap_or(0);
    let address = plan.category_address(index);
    let items: Vec<EntryView> =
        plan.catalog.of_category(number).map(|p| entry_view(p, &theme.words)).collect();
    CategoryView {
        number,
        name: Words::of(&category.name),
        count: items.len(),
        field: inks.field.clone(),
        deep: inks.deep.clone(),
        tint: inks.tint.clone(),
        ring: inks.ring.clone(),
        spoken: spoken_address(&address).to_string(),
        address,
        version: plan.category_versions[index].clone(),
        items,
    }
}

fn entry_view(p: &Procedure, words: &Vocabulary) -> EntryView {
    EntryView {
        code: p.code.value.clone(),
        name: Words::of(p.short()),
        icon: art_path(&emblem(p, words), words),
        role: p.authority_role.value.to_string(),
    }
}

fn art_path(prop: &str, words: &Vocabulary) -> String {
    let file = words.prop_words.iter().find(|p| p.word == prop).map_or("papers", |p| &p.file);
    format!("props/{file}")
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
    board: &BoardPlan<'_>,
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
        sheet: sheet_view(board),
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
        version: board.version.clone(),
        spoken: spoken_address(&address).to_string(),
        address,
    }
}

/// How the blocks of an overview lie.
struct OverviewShape {
    columns: usize,
    entry_columns: usize,
    block_width: f64,
}

/// Arrangement 0 keeps about the blocks of the target picture; a tall sheet has fewer beside each
/// other. The later ones are dense (a line per procedure, no icons) and try other numbers of columns,
/// the nearest first. Millimetres; the margins are those of `overview.xml`.
fn overview_shape(
    categories: &[CategoryView],
    board: &BoardPlan<'_>,
    arrangement: usize,
) -> OverviewShape {
    const DIFFERENCES: [isize; 5] = [0, 1, -1, 2, -2];
    let (width, wide) = (board.size.width.0, board.size.width.0 > board.size.height.0);
    let tall = board.size.height / board.size.width;
    let usual = match (categories.len(), wide) {
        (0 | 1, _) | (2, false) => 1,
        (3..=6, false) if tall >= 1.6 => 1,
        (7.., false) if tall >= 2.4 => 1,
        (2 | 4, true) | (_, false) => 2,
        _ => 3_usize,
    };
    let difference = DIFFERENCES[arrangement.saturating_sub(1) % DIFFERENCES.len()];
    let columns = usual.saturating_add_signed(difference).clamp(1, categories.len().max(1));
    let sheet = sheet_view(board);
    let scale = if arrangement > 0 { sheet.scale } else { sheet.turned_scale };
    let block_width = (width - 2.0 * (20.0 + 28.0 * scale) - 28.0 * scale * (columns - 1) as f64)
        / columns as f64;
    let type_size = board.kind.smallest_type().0;
    let longest = categories.iter().flat_map(|c| &c.items).map(|i| i.name.text.chars().count());
    let name = longest.max().unwrap_or(1).min(8) as f64;
    // A code of three digits in its pill takes about two and a half characters.
    let entry = type_size * (name + 2.6);
    let code_column = (186.0 * scale).max(6.5 * type_size) + 20.0 * scale;
    let entry_columns = ((block_width - code_column - 20.0 * scale) / entry).floor().max(1.0);
    let densest = categories.iter().map(|c| c.count).max().unwrap_or(1).max(1);
    OverviewShape { columns, entry_columns: (entry_columns as usize).min(densest), block_width }
}

/// The words of the overview; `arrangement` counts the ways to lay them out.
#[must_use]
pub(super) fn overview_view(
    plan: &Plan<'_>,
    theme: &Theme,
    board: &BoardPlan<'_>,
    arrangement: usize,
) -> OverviewView {
    let catalog = plan.catalog;
    let categories: Vec<CategoryView> =
        catalog.categories.iter().map(|c| category_view(plan, theme, c)).collect();
    let oldest = catalog
        .procedures
        .iter()
        .filter_map(|p| p.review.as_ref()?.date.as_ref())
        .map(|d| d.value)
        .min();
    let shape = overview_shape(&categories, board, arrangement);
    let densest = categories.iter().map(|c| c.count).max().unwrap_or(0);
    OverviewView {
        sheet: sheet_view(board),
        office: office_view(catalog),
        categories,
        item_count: catalog.procedures.len(),
        columns: shape.columns,
        densest,
        dense: arrangement > 0,
        entry_columns: shape.entry_columns,
        block_width: shape.block_width,
        sample: catalog.procedures.iter().any(|p| is_sample(catalog, p)),
        checked_on: oldest.map_or_else(|| "未核验".into(), |d| d.to_string()),
        version: plan.overview_version.clone(),
        site: spoken_address(&catalog.community.url.value).to_string(),
    }
}
