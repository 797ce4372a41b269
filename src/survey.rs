//! Where an inventory stands: which procedures are drafts, what is open, what is due.
//!
//! Start at [`survey()`]. The start page of `serve` and the sheets of `report` show the same rows; nothing
//! here is a problem of the files, so nothing stops a build.

use crate::check::check_dates;
use crate::diag::Code;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::model::Status;
use crate::plan::is_sample;
use crate::quantity::Date;

/// One procedure.
#[derive(Debug)]
pub(crate) struct Row<'c> {
    /// The procedure.
    pub procedure: &'c Procedure,
    /// What its dates say is due, one sentence each.
    pub due: Vec<String>,
    /// Facts that still say 「以窗口答复为准」 or 待确认, by their names.
    pub open_facts: Vec<String>,
    /// Questions that the review wrote down.
    pub questions: Vec<String>,
    /// Nobody wrote when it was checked.
    pub never_checked: bool,
    /// No way for somebody without a telephone that can do more than call.
    pub online_only: bool,
    /// Its board carries 「样张」.
    pub sample: bool,
}

impl Row<'_> {
    /// Facts and questions together.
    #[must_use]
    pub(crate) fn open_count(&self) -> usize {
        self.open_facts.len() + self.questions.len()
    }
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
            let questions = p.review.iter().flat_map(|r| &r.open);
            Row {
                procedure: p,
                due: due.map(|d| d.message.clone()).collect(),
                open_facts: crate::model::open_facts(&**p),
                questions: questions.map(|q| q.value.clone()).collect(),
                never_checked: p.review.as_ref().is_none_or(|r| r.date.is_none()),
                online_only: !p.has_way_in_person(),
                sample: is_sample(catalog, p),
            }
        })
        .collect()
}

/// How many procedures stand where, in the order in which they are worked on; none left out.
#[must_use]
pub(crate) fn by_status(rows: &[Row<'_>]) -> Vec<(Status, usize)> {
    let count = |status: Status| rows.iter().filter(|r| r.procedure.status.value == status).count();
    Status::ALL.iter().map(|status| (*status, count(*status))).collect()
}
