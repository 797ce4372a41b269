//! For the person in charge: what is due, open or missing, as text, as a page, or on A4 to fill in.
//!
//! Start at [`report()`] and [`write_question_sheets`]. The rows are [`crate::survey`]'s; nothing is judged
//! here. The page is the theme's `workbench/report.html`.

use crate::board::Workshop;
use crate::board::questions::Asked;
use crate::board::questions::question_topics;
use crate::cast::apart;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Status;
use crate::progress::Unheard;
use crate::quantity::Date;
use crate::sheets::Job;
use crate::sheets::OwnFolder;
use crate::sheets::make_apart;
use crate::survey::Row;
use crate::survey::by_answerer;
use crate::survey::by_status;
use crate::survey::survey;
use crate::theme::TemplateFolder;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::units::Dpi;
use anyhow::Result;
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// A line of a section: which procedure, and what about it.
#[derive(Debug, Serialize)]
struct Line {
    code: String,
    title: String,
    about: String,
}

/// One kind of work.
#[derive(Debug, Serialize)]
struct Section {
    title: &'static str,
    /// What is good when there is nothing to do.
    nothing: &'static str,
    lines: Vec<Line>,
}

/// Everything a report says.
#[derive(Debug, Serialize)]
struct ReportView {
    community: String,
    date: String,
    counts: Vec<(String, usize)>,
    /// Who can answer how many of the open questions.
    asked: Vec<(String, usize)>,
    total: usize,
    sections: Vec<Section>,
}

fn view(catalog: &Catalog, theme: &Theme, today: Date) -> ReportView {
    let rows = survey(catalog, today);
    let line = |r: &Row<'_>, about: String| Line {
        code: r.procedure.code.value.clone(),
        title: r.procedure.title.value.clone(),
        about,
    };
    let section = |title, nothing, about: &dyn Fn(&Row<'_>) -> Option<String>| Section {
        title,
        nothing,
        lines: rows.iter().filter_map(|r| Some(line(r, about(r)?))).collect(),
    };
    let is = |r: &Row<'_>, status: Status| r.procedure.status.value == status;
    let sections = vec![
        section("该重新核验的", "没有到期的。", &|r| {
            let never = r.never_checked && !is(r, Status::Draft);
            let due = if never { vec!["还没有人核验过".to_string()] } else { r.due.clone() };
            (!due.is_empty()).then(|| due.join("；"))
        }),
        section(
            "没有给不会用手机的老人留办法的",
            "件件都有窗口、电话或上门。",
            &|r| {
                r.online_only.then(|| "渠道里加一个「窗口」「上门」「电话」或「流动服务点」".into())
            },
        ),
        section("还没问清的", "都问清了。", &|r| {
            let all = &r.questions;
            (!all.is_empty()).then(|| format!("{} 处：{}", all.len(), all.join("；")))
        }),
        section("读过哪些正文", "还没有写：核验里加一栏「读过」。", &|r| {
            let read = r.procedure.review.iter().flat_map(|review| &review.read);
            let read: Vec<&str> = read.map(|text| text.value.as_str()).collect();
            (!read.is_empty()).then(|| read.join("；"))
        }),
        section("还是草稿或在审核的", "都发布了。", &|r| {
            let waits = is(r, Status::Draft) || is(r, Status::Review);
            waits.then(|| r.procedure.status.value.to_string())
        }),
        section("暂停的", "没有暂停的。", &|r| {
            is(r, Status::Suspended).then(|| "暂停".into())
        }),
    ];
    ReportView {
        community: catalog.community.name.value.clone(),
        date: today.to_string(),
        counts: by_status(&rows).into_iter().map(|(s, n)| (s.to_string(), n)).collect(),
        asked: by_answerer(&rows, &theme.phrases.answerers),
        total: rows.len(),
        sections,
    }
}

/// As text for the command window.
#[must_use]
pub fn report(catalog: &Catalog, theme: &Theme, today: Date) -> String {
    let view = view(catalog, theme, today);
    let counts: Vec<String> = view.counts.iter().map(|(s, n)| format!("{s} {n}")).collect();
    let mut out = format!(
        "{}，{}\n{} 件事项：{}\n",
        view.community,
        view.date,
        view.total,
        counts.join("，")
    );
    if !view.asked.is_empty() {
        let total: usize = view.asked.iter().map(|(_, count)| count).sum();
        let asked: Vec<String> = view.asked.iter().map(|(who, n)| format!("{who} {n}")).collect();
        let _ = writeln!(out, "没问清的 {total} 处，谁能答：{}", asked.join("，"));
    }
    for section in &view.sections {
        let _ = writeln!(out, "\n{}（{} 件）", section.title, section.lines.len());
        if section.lines.is_empty() {
            let _ = writeln!(out, "  {}", section.nothing);
        }
        for line in &section.lines {
            let _ = writeln!(out, "  {} {}\n      {}", line.code, line.title, line.about);
        }
    }
    out
}

/// As one page with everything inside it.
///
/// # Errors
/// A mistake in the theme's template.
pub fn report_page(
    catalog: &Catalog,
    theme: &Theme,
    today: Date,
) -> Result<String, Box<crate::diag::Diagnostic>> {
    let templates = Templates::open(theme, &TemplateFolder::WORKBENCH, &|_| {})?;
    let mut context = tera::Context::new();
    context.insert("report", &view(catalog, theme, today));
    templates.render("report.html", &context)
}

/// Writes `report/questions-01.svg`, `.pdf` … below `out`: what is open, to be filled in by hand. Only of
/// the procedures with these codes; of all when there are none. Gives the number of sheets, and what
/// could not be promised of their folder; `None` when the theme has mistakes, which are in the report.
///
/// # Errors
/// The disk says no.
pub fn write_question_sheets(
    catalog: &Catalog,
    theme: &Theme,
    today: Date,
    codes: &[String],
    out: &Path,
    problems: &mut Report,
) -> Result<Option<(usize, Option<String>)>> {
    let rows = survey(catalog, today);
    let wanted = |r: &&Row<'_>| codes.is_empty() || codes.contains(&r.procedure.code.value);
    let asked: Vec<Asked> = rows
        .iter()
        .filter(wanted)
        .map(|r| Asked {
            code: r.procedure.code.value.clone(),
            title: r.procedure.short().value.clone(),
            authority: r.procedure.competent_authority.value.clone(),
            questions: r.questions.clone(),
            goes_on: false,
        })
        .collect();
    let Some(workshop) = Workshop::open(theme, problems) else { return Ok(None) };
    let office = &catalog.community.organizer.value;
    let date = today.to_string();
    let kinds = theme.sheets.iter().filter(|kind| kind.of == "questions");
    let jobs: Vec<Job<'_>> = kinds
        .flat_map(|kind| question_topics(kind, office, &date, &asked))
        .map(|topic| apart(topic, theme, Dpi(150.0)))
        .collect();
    let to = OwnFolder { out, name: "report", date: Some(today) };
    make_apart(&workshop, &jobs, &to, problems, &Unheard)
}
