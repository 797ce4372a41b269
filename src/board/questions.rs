//! Sheets to fill in by hand: what is not known yet, with room for the answer.
//!
//! Start at [`question_topics`]. Laid out by the theme's `boards/questions.xml`; questions stay together
//! with their procedure as long as a page has room for two of them.

use super::Topic;
use super::topic::Look;
use crate::theme::SheetKind;
use serde::Serialize;
use tera::Context;

/// Rows of a page; a heading takes a little less than one.
const ROWS: f64 = 16.4;
const HEADING: f64 = 0.9;

/// One procedure with what is to be asked.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Asked {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Whom to ask first: who decides.
    pub authority: String,
    /// One line each.
    pub questions: Vec<String>,
    /// It began on the page before.
    pub goes_on: bool,
}

/// What `boards/questions.xml` sees.
#[derive(Debug, Serialize)]
struct QuestionsView<'a> {
    width: f64,
    height: f64,
    office: &'a str,
    date: &'a str,
    page: usize,
    pages: usize,
    asked: &'a [Asked],
}

/// The topics of a kind that is made of questions: as many pages as they need. `date` stands in the head.
#[must_use]
pub(crate) fn question_topics<'a>(
    kind: &'a SheetKind,
    office: &'a str,
    date: &'a str,
    asked: &[Asked],
) -> Vec<Topic<'a>> {
    let pages = in_pages(asked);
    let count = pages.len();
    let topic = |(i, asked): (usize, Vec<Asked>)| {
        let page = i + 1;
        let title = format!("{} 第 {page} 页", kind.label);
        let context = move |look: &Look, _: usize| {
            let view = QuestionsView {
                width: look.size.width.0,
                height: look.size.height.0,
                office,
                date,
                page,
                pages: count,
                asked: &asked,
            };
            Context::from_serialize(&view).expect("the views are plain data")
        };
        Topic {
            title: title.clone(),
            description: title,
            ..Topic::new(kind, &format!("{}-{page:02}", kind.name), context)
        }
    };
    pages.into_iter().enumerate().map(topic).collect()
}

/// Fills pages from the top.
fn in_pages(asked: &[Asked]) -> Vec<Vec<Asked>> {
    let mut pages: Vec<Vec<Asked>> = Vec::new();
    let mut left = 0.0;
    for one in asked.iter().filter(|a| !a.questions.is_empty()) {
        let mut rest = &one.questions[..];
        let mut goes_on = false;
        while !rest.is_empty() {
            let need = HEADING + (rest.len().min(2)) as f64;
            if left < need {
                pages.push(Vec::new());
                left = ROWS;
            }
            let room = (left - HEADING).floor().max(1.0) as usize;
            let (here, later) = rest.split_at(rest.len().min(room));
            if let Some(page) = pages.last_mut() {
                page.push(Asked { questions: here.to_vec(), goes_on, ..one.clone() });
            }
            left -= HEADING + here.len() as f64;
            (rest, goes_on) = (later, true);
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_on_one_page() {
        let asked: Vec<Asked> = (0..40_usize)
            .map(|i| Asked {
                code: format!("{}", 100 + i),
                title: "事项".into(),
                authority: String::new(),
                questions: (0..i % 30).map(|q| format!("{i}.{q}")).collect(),
                goes_on: false,
            })
            .collect();
        let pages = in_pages(&asked);
        let before: Vec<&String> = asked.iter().flat_map(|a| &a.questions).collect();
        let after: Vec<&String> = pages.iter().flatten().flat_map(|a| &a.questions).collect();
        assert_eq!(before, after);
        for page in &pages {
            let rows: f64 = page.iter().map(|a| HEADING + a.questions.len() as f64).sum();
            assert!(rows <= ROWS, "{rows}");
        }
    }
}
