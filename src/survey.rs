//! Where an inventory stands: which procedures are drafts, what is open, what is due.
//!
//! Start at [`survey()`]. The start page of `serve` and the sheets of `report` show the same rows; nothing
//! here is a problem of the files, so nothing stops a build.

use crate::check::check_dates;
use crate::diag::Code;
use crate::diag::Report;
use crate::model::AuthorityRole;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::model::Status;
use crate::model::open_questions;
use crate::plan::is_sample;
use crate::quantity::Date;

/// Who answers what nobody of the list is named for.
const OTHERS: &str = "说了算的部门";

/// One procedure.
#[derive(Debug)]
pub(crate) struct Row<'c> {
    /// The procedure.
    pub procedure: &'c Procedure,
    /// What its dates say is due, one sentence each.
    pub due: Vec<String>,
    /// What is still to be asked: [`open_questions`].
    pub questions: Vec<String>,
    /// Nobody wrote when it was checked.
    pub never_checked: bool,
    /// No way for somebody without a telephone that can do more than call.
    pub online_only: bool,
    /// Its board carries 「样张」.
    pub sample: bool,
}

/// All procedures in order of their codes, seen on a day.
#[must_use]
pub(crate) fn survey(catalog: &Catalog, today: Date) -> Vec<Row<'_>> {
    let mut dates = Report::default();
    check_dates(catalog, today, &mut dates);
    catalog
        .procedures
        .iter()
        .map(|p| {
            let due = dates.items().iter().filter(|d| {
                d.code == Code::StaleReview && d.span.is_some_and(|span| span.file == p.file)
            });
            Row {
                procedure: p,
                due: due.map(|d| d.message.clone()).collect(),
                questions: open_questions(p).into_iter().map(|question| question.text).collect(),
                never_checked: p.review.as_ref().is_none_or(|r| r.date.is_none()),
                online_only: !p.has_way_in_person(),
                sample: is_sample(catalog, p),
            }
        })
        .collect()
}

/// Of how many open questions who can answer them, in the order of the theme's list, those who decide last; who has
/// nothing to answer is left out.
#[must_use]
pub(crate) fn by_answerer(
    rows: &[Row<'_>],
    answerers: &[(String, Vec<String>)],
) -> Vec<(String, usize)> {
    let others = (OTHERS.to_string(), Vec::new());
    let ours = |(who, _): &(String, Vec<String>)| who.starts_with("社区");
    let all: Vec<_> = answerers.iter().chain([&others]).collect();
    let community = answerers.iter().position(ours).unwrap_or(all.len() - 1);
    let mut counts = vec![0; all.len()];
    for row in rows {
        let ours = row.procedure.authority_role.value == AuthorityRole::Decide;
        for question in &row.questions {
            let named = answerers
                .iter()
                .position(|(_, words)| words.iter().any(|word| question.contains(word.as_str())));
            let usual = if ours { community } else { all.len() - 1 };
            counts[named.unwrap_or(usual)] += 1;
        }
    }
    let counted = all.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    counted.map(|((who, _), count)| (who.clone(), count)).collect()
}

/// How many procedures stand where, in the order in which they are worked on; none left out.
#[must_use]
pub(crate) fn by_status(rows: &[Row<'_>]) -> Vec<(Status, usize)> {
    let count = |status: Status| rows.iter().filter(|r| r.procedure.status.value == status).count();
    Status::ALL.iter().map(|status| (*status, count(*status))).collect()
}
