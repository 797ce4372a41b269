//! What the pages of the workbench say, as data for the templates in `themes/<name>/workbench/`.
//!
//! Start at [`start`], [`look`] and [`problems`]. No markup here, and nothing that changes a file: that is [`super::writing`]'s.

use super::state::Snapshot;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Collection;
use crate::model::Home;
use crate::model::SITE;
use crate::model::Status;
use crate::model::collection;
use crate::model::optional_lists;
use crate::quantity::Date;
use crate::survey::by_status;
use crate::survey::survey;
use crate::theme::Route;
use serde::Serialize;

/// One procedure on the start page.
#[derive(Debug, Serialize)]
struct RowView {
    code: String,
    title: String,
    status: String,
    /// For its colour.
    status_key: &'static str,
    file: String,
    questions: usize,
    due: Vec<String>,
    never_checked: bool,
    online_only: bool,
    sample: bool,
    errors: usize,
}

/// One category with its procedures.
#[derive(Debug, Serialize)]
struct CategoryList {
    number: u8,
    name: String,
    rows: Vec<RowView>,
}

/// A list that a community may have beside its procedures.
#[derive(Debug, Serialize)]
struct ListView {
    /// What it is opened by.
    name: &'static str,
    label: &'static str,
    file: String,
    count: usize,
    /// The page that shows it.
    page: Option<String>,
}

/// The start page.
#[derive(Debug, Serialize)]
pub(super) struct StartView {
    /// Name of the community; empty as long as nothing could be read.
    community: String,
    root: String,
    groups: Vec<CategoryList>,
    counts: Vec<(String, usize)>,
    total: usize,
    open: usize,
    due: usize,
    samples: usize,
    problems: Vec<ProblemView>,
    lists: Vec<ListView>,
    /// What its buttons have to say.
    token: String,
}

/// The page with page and board beside each other.
#[derive(Debug, Serialize)]
pub(super) struct LookView {
    stem: String,
    title: String,
    file: String,
    choices: Vec<(String, String)>,
}

/// The page to write in; the form itself comes by script.
#[derive(Debug, Serialize)]
pub(super) struct EditView {
    stem: String,
    title: String,
    is_list: bool,
    token: String,
}

/// A part of a line, marked or not.
#[derive(Debug, Serialize)]
struct Piece {
    text: String,
    marked: bool,
}

/// One problem.
#[derive(Debug, Serialize)]
pub(super) struct ProblemView {
    code: &'static str,
    is_error: bool,
    message: String,
    help: Option<String>,
    /// `文件 第 3 行`.
    place: Option<String>,
    /// The line, with what is wrong marked.
    line: Vec<Piece>,
    related: Vec<String>,
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Review => "review",
        Status::Published => "published",
        Status::Suspended => "suspended",
    }
}

/// The lists of the register that need not be there, with the page of each that is.
fn lists(catalog: &Catalog, routes: &[Route]) -> Vec<ListView> {
    let one = |of: &'static Collection| {
        let count = catalog.count_of(of.name);
        let shows =
            |r: &&Route| r.sitemap && r.over == SITE && r.needs.iter().any(|name| name == of.name);
        let page = routes.iter().find(shows).filter(|_| count > 0);
        ListView {
            name: of.name,
            label: of.label,
            file: format!("content/{}", of.home.name()),
            count,
            page: page.map(|route| Route::address(&route.path).to_string()),
        }
    };
    optional_lists().map(one).collect()
}

pub(super) fn start(
    snapshot: &Snapshot,
    root: &str,
    today: Date,
    routes: &[Route],
    token: &str,
) -> StartView {
    let sources = &*snapshot.sources;
    let empty = || StartView {
        community: String::new(),
        root: root.into(),
        groups: Vec::new(),
        counts: Vec::new(),
        total: 0,
        open: 0,
        due: 0,
        samples: 0,
        problems: problems(&snapshot.report, sources, None),
        lists: Vec::new(),
        token: token.into(),
    };
    let Some(catalog) = snapshot.shown.as_deref() else { return empty() };
    let rows = survey(catalog, today);
    let errors_in = |file| {
        let here = |d: &&Diagnostic| {
            d.severity == Severity::Error && d.span.is_some_and(|s| s.file == file)
        };
        snapshot.report.items().iter().filter(here).count()
    };
    let view = |r: &crate::survey::Row<'_>| RowView {
        code: r.procedure.code.value.clone(),
        title: r.procedure.title.value.clone(),
        status: r.procedure.status.value.to_string(),
        status_key: status_key(r.procedure.status.value),
        file: sources.file(r.procedure.file).path.clone(),
        questions: r.questions.len(),
        due: r.due.clone(),
        never_checked: r.never_checked,
        online_only: r.online_only,
        sample: r.sample,
        errors: errors_in(r.procedure.file),
    };
    let group = |c: &crate::model::Category| CategoryList {
        number: c.number.value,
        name: c.name.value.clone(),
        rows: rows.iter().filter(|r| r.procedure.category() == c.number.value).map(view).collect(),
    };
    StartView {
        community: catalog.community.name.value.clone(),
        groups: catalog.categories.iter().map(group).collect(),
        lists: lists(catalog, routes),
        counts: by_status(&rows).into_iter().map(|(s, n)| (s.to_string(), n)).collect(),
        total: rows.len(),
        open: rows.iter().map(|r| r.questions.len()).sum(),
        due: rows.iter().filter(|r| !r.due.is_empty()).count(),
        samples: rows.iter().filter(|r| r.sample).count(),
        ..empty()
    }
}

/// The page of what is to be asked, and that of a new matter; the rest comes by script.
#[derive(Debug, Serialize)]
pub(super) struct AskingView {
    community: String,
    categories: Vec<(u8, String)>,
    /// Codes and names of the matters that there are.
    matters: Vec<(String, String)>,
    token: String,
}

pub(super) fn asking(now: &Snapshot, token: &str) -> AskingView {
    let catalog = now.shown.as_deref();
    let categories = catalog.iter().flat_map(|c| &c.categories);
    let matters = catalog.iter().flat_map(|c| &c.procedures);
    AskingView {
        community: catalog.map_or_else(String::new, |c| c.community.name.value.clone()),
        categories: categories.map(|c| (c.number.value, c.name.value.clone())).collect(),
        matters: matters.map(|p| (p.code.value.clone(), p.short().value.clone())).collect(),
        token: token.into(),
    }
}

/// `None` where there is no such board.
pub(super) fn look(catalog: &Catalog, sources: &Sources, stem: &str) -> Option<LookView> {
    let (title, file) = match catalog.find_procedure(stem) {
        Some(p) => (p.title.value.clone(), sources.file(p.file).path.clone()),
        None if stem == SITE => ("首页和总览展板".into(), "content/site.yaml".into()),
        None => return None,
    };
    let items = catalog.procedures.iter().map(|p| (p.code.value.clone(), p.short().value.clone()));
    let choices = std::iter::once((SITE.to_string(), "首页和总览".to_string())).chain(items);
    Some(LookView { stem: stem.into(), title, file, choices: choices.collect() })
}

/// What is written there: a procedure, or a list.
pub(super) fn edit(now: &Snapshot, stem: &str, token: &str) -> EditView {
    let procedure = now.shown.as_ref().and_then(|catalog| catalog.find_procedure(stem));
    let list = collection(stem);
    let title = match (procedure, list) {
        (Some(p), _) => p.title.value.clone(),
        (None, Some(of)) => of.label.to_string(),
        (None, None) => "没有这一份内容".into(),
    };
    let is_list = list.is_some_and(|of| matches!(of.home, Home::List(_)));
    EditView { stem: stem.into(), title, is_list, token: token.into() }
}

/// All problems, those of the file `first` before the others.
pub(super) fn problems(
    report: &Report,
    sources: &Sources,
    first: Option<&str>,
) -> Vec<ProblemView> {
    let mut list: Vec<&Diagnostic> = report.items().iter().collect();
    let elsewhere = |d: &Diagnostic| {
        first.is_some() && d.span.map(|s| sources.file(s.file).path.as_str()) != first
    };
    // Within a file they stay in the order of its lines.
    list.sort_by_key(|d| (d.severity != Severity::Error, elsewhere(d)));
    list.into_iter().map(|d| problem(d, sources)).collect()
}

fn place(span: Span, sources: &Sources) -> String {
    let (line, _) = sources.position(span.file, span.start);
    format!("{} 第 {line} 行", sources.file(span.file).path)
}

fn problem(d: &Diagnostic, sources: &Sources) -> ProblemView {
    let line = d.span.map_or_else(Vec::new, |span| line_of(span, sources));
    ProblemView {
        code: d.code.text(),
        is_error: d.severity == Severity::Error,
        message: d.message.clone(),
        help: d.help.clone(),
        place: d.span.map(|span| place(span, sources)),
        line,
        related: d
            .related
            .iter()
            .map(|(span, words)| format!("{}：{words}", place(*span, sources)))
            .collect(),
    }
}

/// The line a span begins on, in pieces.
fn line_of(span: Span, sources: &Sources) -> Vec<Piece> {
    let text = &sources.file(span.file).text;
    let clip = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = clip(span.start);
    let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let to = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let end = clip(span.end).clamp(start, to);
    let piece = |text: &str, marked| Piece { text: text.trim_end_matches('\r').into(), marked };
    let pieces = [
        piece(&text[from..start], false),
        piece(&text[start..end], true),
        piece(&text[end..to], false),
    ];
    pieces.into_iter().filter(|p| !p.text.is_empty()).collect()
}
