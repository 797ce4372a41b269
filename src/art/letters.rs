//! Words put into a drawing: the sign of a house, the title of a paper.
//!
//! Start at [`text_with_letters`] for things, [`lettered`] for houses. A drawing has a mark (`{招牌}`, `{字}`) where
//! they go, and one for each row of a form (`{行1}`); `data-letters` of its root are those it has else;
//! `data-rows="0"` says that it is a form whose rows are too small to be drawn. A group with
//! `data-row="1"` is there only while that row ends in one of the characters of its `data-ends`, or, with `data-not`, in
//! none of them: a paper is ticked off, all else is written in. `data-fit`
//! on a text says how wide it may be, and longer words are set smaller.

use crate::vocabulary::lettered::MOST_ROWS;
use crate::vocabulary::lettered::title_and_rows;
use quick_xml::escape::partial_escape;
use std::borrow::Cow;
use std::ops::Range;

/// Capital letters and figures, against a character of Chinese.
const NARROW: f64 = 0.6;

/// How high the middle of a line stands over its foot, by its size: what shrinks keeps its middle.
const MIDDLE: f64 = 0.36;

/// Where a thing has the letters of whoever asks for it.
const LETTERS: &str = "{字}";

/// Where it has the rows below them.
const ROWS: [&str; MOST_ROWS] = ["{行1}", "{行2}", "{行3}"];

/// Whether a drawing has room for letters.
pub(super) fn carries_letters(svg: &str) -> bool {
    svg.contains(LETTERS)
}

/// The text of a drawing with these letters where it carries any; with its own where none are given, and its own
/// rows where there are too few.
#[must_use]
pub(crate) fn text_with_letters<'a>(svg: &'a str, letters: Option<&str>) -> Cow<'a, str> {
    if !carries_letters(svg) {
        return svg.into();
    }
    let root = roxmltree::Document::parse(svg).ok();
    let of_root = |key| root.as_ref().and_then(|d| d.root_element().attribute(key));
    let own = of_root("data-letters").unwrap_or_default();
    // A small drawing of a form has its title only.
    let has_rows = svg.contains(ROWS[0]) || of_root("data-rows").is_some();
    let (own_title, own_rows) = title_and_rows(own);
    // A colon on what has no rows is one of its letters.
    let split = |letters| if has_rows { title_and_rows(letters) } else { (letters, vec![]) };
    let (title, mut rows) = letters.map_or((own_title, Vec::new()), split);
    let more: Vec<&str> = own_rows.into_iter().filter(|row| !rows.contains(row)).collect();
    rows.extend(more);
    let svg = without_other_groups(svg, &rows);
    let svg = svg.as_str();
    let marks = std::iter::once((LETTERS, title)).chain(ROWS.into_iter().zip(rows));
    let filled = marks.fold(svg.to_string(), |svg, (mark, words)| match svg.contains(mark) {
        true => lettered(&svg, mark, words),
        false => svg,
    });
    filled.into()
}

/// The SVG text without the groups that its rows are not for.
fn without_other_groups(svg: &str, rows: &[&str]) -> String {
    let mut gone: Vec<Range<usize>> = Vec::new();
    if let Ok(document) = roxmltree::Document::parse(svg) {
        for group in document.descendants().filter(|n| n.has_tag_name("g")) {
            let row = group.attribute("data-row").and_then(|n| n.parse::<usize>().ok());
            let Some(row) = row.and_then(|n| rows.get(n.checked_sub(1)?)) else { continue };
            let (ends, not) = (group.attribute("data-ends"), group.attribute("data-not"));
            let is_in = |list: &str| row.ends_with(|c| list.contains(c));
            let inside = gone.last().is_some_and(|outer| group.range().start < outer.end);
            // What is in a group that goes, goes with it.
            if !inside && (ends.is_some_and(|list| !is_in(list)) || not.is_some_and(is_in)) {
                gone.push(group.range());
            }
        }
    }
    let mut done = svg.to_string();
    gone.into_iter().rev().for_each(|range| done.replace_range(range, ""));
    done
}

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

    #[test]
    fn papers_are_ticked_off_and_all_else_is_written_in() {
        let text = "<svg><text>{字}</text><text>{行1}</text><g data-row=\"1\" data-ends=\"证簿\">tick</g>\
            <g data-row=\"1\" data-not=\"证簿\">pen</g></svg>";
        let filled = |letters| text_with_letters(text, Some(letters)).into_owned();
        assert!(filled("登记：身份证").contains("tick") && !filled("登记：身份证").contains("pen"));
        assert!(filled("登记：电话").contains("pen") && !filled("登记：电话").contains("tick"));
    }

    #[test]
    fn a_form_has_rows_of_its_own_where_none_are_given() {
        let text = "<svg data-letters=\"申请表：身份证、户口簿\"><text>{字}</text><text>{行1}</text>\
            <text>{行2}</text></svg>";
        let has = |letters: Option<&str>, all: [&str; 3]| {
            let filled = text_with_letters(text, letters);
            all.iter().all(|word| filled.contains(&format!("<text>{word}</text>")))
        };
        assert!(has(None, ["申请表", "身份证", "户口簿"]));
        assert!(has(Some("登记表"), ["登记表", "身份证", "户口簿"]));
        assert!(has(Some("登记表：户口簿"), ["登记表", "户口簿", "身份证"]));
        assert!(has(Some("登记表：证明、银行卡"), ["登记表", "证明", "银行卡"]));
        let small = "<svg data-rows=\"0\"><text>{字}</text></svg>";
        assert!(text_with_letters(small, Some("核实表：户口簿")).contains("<text>核实表</text>"));
        let sign = "<svg><text>{字}</text></svg>";
        assert!(text_with_letters(sign, Some("通知：停水")).contains("通知：停水"));
    }
}
