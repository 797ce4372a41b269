//! What a sheet is made of, as one checksum: equal ones need not be laid out again.
//!
//! Start at [`Workshop::origin`]. A board is a function of the boxes its template writes, of its
//! pictures and of the theme (and of the program, which callers add); so those are what is summed, not the files they came from. Where in a
//! file a word stands is left out: it is only for messages.

use super::Workshop;
use super::words_about;
use crate::model::Picture;
use crate::plan::BoardPlan;
use crate::plan::Plan;
use crate::plan::Subject;
use crate::plan::picture_words;
use sha2::Digest;
use sha2::Sha256;

/// Parts of a sum, each with its length so that none runs into the next.
struct Sum(Sha256);

impl Sum {
    fn of(workshop: &Workshop<'_>) -> Sum {
        let mut sum = Sum(Sha256::new());
        sum.add(&workshop.theme.name);
        sum.add(&workshop.theme.own_checksum);
        sum
    }

    fn add(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    fn done(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

impl Workshop<'_> {
    /// The sum of a board; `None` when its template cannot be rendered.
    #[must_use]
    pub fn origin(&self, plan: &Plan<'_>, board: &BoardPlan<'_>) -> Option<String> {
        let mut sum = Sum::of(self);
        let (title, description, _) = words_about(plan, board);
        let markup = self.markup(plan, board, 0).ok()?;
        for part in [&title, &description, &board.version, &without_places(&markup)] {
            sum.add(part);
        }
        sum.add(&format!("{} {} {:?}", board.size, board.dpi.0, board.profile));
        if let Subject::Item(index, _) = board.subject {
            for (_, picture) in plan.catalog.procedures[index].panels() {
                sum.add(&picture_words(picture));
            }
        }
        Some(sum.done())
    }

    /// The sum of a strip of pictures.
    #[must_use]
    pub fn strip_origin(&self, stem: &str, title: &str, pictures: &[&Picture]) -> String {
        let mut sum = Sum::of(self);
        sum.add(stem);
        sum.add(title);
        for picture in pictures {
            sum.add(&picture_words(picture));
        }
        sum.done()
    }
}

/// Box markup without its `at` attributes. Words cannot look like one: their quotes are escaped.
fn without_places(markup: &str) -> String {
    let mut parts = markup.split(" at=\"");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_left_out_and_nothing_else() {
        let markup = r#"<text at="3:17:20" ink="red">at=&quot;x&quot;</text><box cat="1" at=""/>"#;
        let kept = r#"<text ink="red">at=&quot;x&quot;</text><box cat="1"/>"#;
        assert_eq!(without_places(markup), kept);
    }
}
