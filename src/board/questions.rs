//! Sheets to fill in by hand: what is not known yet, with room for the answer. A4, standing.
//!
//! Start at [`Workshop::question_sheets`]. Laid out by the theme's `boards/questions.xml`; questions stay
//! together with their procedure as long as a page has room for two of them.

use super::Arranger;
use super::CodeRule;
use super::Workshop;
use super::draw::Painter;
use super::markup;
use super::text::Typesetter;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::frame::Frame;
use crate::units::Mm;
use crate::units::SheetSize;
use serde::Serialize;

const A4: SheetSize = SheetSize { width: Mm(210.0), height: Mm(297.0) };
const LINE: Mm = Mm(0.3);
/// Rows of a page; a heading takes a little more than one.
const ROWS: f64 = 22.5;
const HEADING: f64 = 1.3;

/// One procedure with what is to be asked.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
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
struct PageView<'a> {
    width: f64,
    height: f64,
    office: &'a str,
    date: &'a str,
    page: usize,
    pages: usize,
    asked: &'a [Asked],
}

impl Workshop<'_> {
    /// As many A4 sheets as the questions need. `date` stands in the head.
    pub fn question_sheets(
        &self,
        office: &str,
        date: &str,
        asked: &[Asked],
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Vec<Frame> {
        let pages = in_pages(asked);
        let count = pages.len();
        let sheets = pages.iter().enumerate().filter_map(|(i, asked)| {
            let view = PageView {
                width: A4.width.0,
                height: A4.height.0,
                office,
                date,
                page: i + 1,
                pages: count,
                asked,
            };
            self.question_sheet(&view, typesetter, report)
        });
        sheets.collect()
    }

    fn question_sheet(
        &self,
        view: &PageView<'_>,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Frame> {
        let context = tera::Context::from_serialize(view).expect("the views are plain data");
        let xml = self.templates.render("questions.xml", &context);
        let xml = xml.map_err(|problem| report.push(*problem)).ok()?;
        let root = markup::parse(&xml, &self.theme.inks);
        let root = root.map_err(|error| report.push(self.markup_problem(error))).ok()?;
        let rule = CodeRule { scan_distance: Mm(600.0), pixels_per_mm: 4.0 };
        let mut arranger = Arranger::new(typesetter, rule, None);
        let Ok(placed) = arranger.arrange(&root, A4) else {
            let what = format!("待问清单第 {} 页的字放不下", view.page);
            report.push(
                Diagnostic::new(Code::ThemeFile, None, what)
                    .help("在主题的 boards/questions.xml 里把字改小"),
            );
            return None;
        };
        let mut painter = Painter::new(A4, LINE, 4.0, &self.theme.inks, &self.art);
        let nothing = (LINE, Mm(4.0), crate::units::Dpi(150.0));
        self.paint(&placed, &[], nothing, &mut arranger, &mut painter);
        let stem = format!("questions-{:02}", view.page);
        let title = format!("待问清单 第 {} 页", view.page);
        Some(self.frame_of(painter, ("questions", &stem), (title.clone(), title), A4))
    }
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
