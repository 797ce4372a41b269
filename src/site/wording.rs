//! Headings and short answers whose lines never end inside a word or a number, on any phone.
//!
//! Start at [`add_words`]: templates write `{{ text | words }}`. Browsers break Chinese between any two characters, and
//! what would keep words whole there (`word-break: auto-phrase`) is of 2023 and knows Japanese. So the words are marked
//! while the page is made, by the rules of the boards ([`crate::joins`]), in a way that Chrome 66 follows.

use crate::joins::pieces;
use crate::theme::Theme;
use quick_xml::escape::partial_escape;
use std::fmt::Write;
use tera::Kwargs;
use tera::State;
use tera::Tera;
use tera::Value;

/// Gives templates the filter `words`: a text → HTML with `<span class="nb">` round what stays on one line.
pub(super) fn add_words(engine: &mut Tera, theme: &Theme) {
    let mut unbroken: Vec<Vec<char>> =
        theme.words.unbroken.iter().map(|word| word.chars().collect()).collect();
    // The longest where two begin.
    unbroken.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    engine.register_filter("words", move |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&marked(text, &unbroken))
    });
}

/// For text between tags. The theme's style makes a box of each span: between boxes every browser ends lines, inside of
/// one only where it is wider than the phone.
fn marked(text: &str, unbroken: &[Vec<char>]) -> String {
    let mut out = String::new();
    for piece in pieces(text, unbroken) {
        let safe = partial_escape(piece.as_str());
        // Writing to a String cannot fail.
        let _ = if piece.chars().count() > 1 {
            write!(out, "<span class=\"nb\">{safe}</span>")
        } else {
            write!(out, "{safe}")
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_marked() {
        let shown = |text: &str| {
            marked(text, &[]).replace("<span class=\"nb\">", "[").replace("</span>", "]")
        };
        for (text, wanted) in [
            ("社区帮您办", "[社区]帮您办"),
            ("30 日内，（先问）", "[30] [日内，][（先][问）]"),
            ("<b>&", "[&lt;b&gt;&amp;]"),
            ("8:30—12:00，午休", "[8:30—12:00，][午休]"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
