//! Words put into a drawing: the sign of a house, the title of a paper.
//!
//! Start at [`lettered`]. A drawing has a mark (`{招牌}`, `{字}`) where they go; `data-fit` on its text says how
//! wide they may be, and longer words are set smaller.

use quick_xml::escape::partial_escape;
use std::ops::Range;

/// Capital letters and figures, against a character of Chinese.
const NARROW: f64 = 0.6;

/// How high the middle of a line stands over its foot, by its size: what shrinks keeps its middle.
const MIDDLE: f64 = 0.36;

/// The SVG text with `letters` wherever `mark` stands.
#[must_use]
pub(crate) fn lettered(svg: &str, mark: &str, letters: &str) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    if let Ok(document) = roxmltree::Document::parse(svg) {
        let marked = |n: &roxmltree::Node<'_, '_>| {
            n.has_tag_name("text") && n.text().is_some_and(|text| text.contains(mark))
        };
        for text in document.descendants().filter(marked) {
            edits.extend(fitted(&text, mark, letters).into_iter().flatten());
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut done = svg.to_string();
    for (range, value) in edits.into_iter().rev() {
        done.replace_range(range, &value);
    }
    done.replace(mark, &partial_escape(letters))
}

/// The edits that make the words of a text as small as they must be.
fn fitted(
    text: &roxmltree::Node<'_, '_>,
    mark: &str,
    letters: &str,
) -> Option<Vec<(Range<usize>, String)>> {
    let number = |key: &str| text.attribute(key)?.parse::<f64>().ok();
    let (room, size) = (number("data-fit")?, number("font-size")?);
    let words = text.text()?.replace(mark, letters);
    let wide = |c: char| if c.is_ascii() { NARROW } else { 1.0 };
    let ems: f64 = words.trim().chars().map(wide).sum();
    let fits = size.min(room / ems.max(1.0));
    if fits >= size {
        return None;
    }
    let value = |key: &str, number: f64| {
        let range = text.attribute_node(key)?.range_value();
        Some((range, format!("{number:.2}")))
    };
    // Down a wall, the middle of a line is at its x already.
    let is_down = text.attribute("writing-mode").is_some();
    let lower = if is_down { None } else { value("y", number("y")? - (size - fits) * MIDDLE) };
    Some(value("font-size", fits).into_iter().chain(lower).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_set_smaller_and_stay_in_the_middle() {
        let svg = "<svg><text x=\"5\" y=\"20\" font-size=\"10\" data-fit=\"40\">{字}</text></svg>";
        assert!(lettered(svg, "{字}", "四个字好").contains("y=\"20\" font-size=\"10\""));
        let long = lettered(svg, "{字}", "八个字八个字八个");
        assert!(long.contains("y=\"18.20\" font-size=\"5.00\""), "{long}");
        assert!(lettered(svg, "{字}", "甲<乙").contains("甲&lt;乙"));
        assert_eq!(lettered("<svg/>", "{字}", "甲"), "<svg/>");
    }
}
