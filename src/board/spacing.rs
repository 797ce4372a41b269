//! Space inside a line of Chinese: marks that stand together are squeezed, Chinese and Latin letters keep apart.
//!
//! Start at [`squeezed`] and [`seams`]. The rules are those of the Requirements for Chinese Text Layout (W3C `clreq`,
//! 3.1.6 and 3.2): a mark takes half a character where the next one brings its own room, one that opens has no room
//! before it at the start of a line, and between Chinese and Latin letters or digits there is a quarter of a
//! character, given once and never typed.

use crate::record::hidden::is_ideograph;
use std::ops::Range;

/// Marks whose own room is before them.
const OPENING: &str = "（《〈「『【〔“‘";
/// Marks whose own room is behind them.
const CLOSING: &str = "，。、；：）》〉」』】〕”’！？";

/// Between Chinese and Latin letters, in em: a bit less than the quarter that the rules name, as their own room comes
/// to it.
pub(super) const GAP: f64 = 0.18;

/// How far to the left a line begins that begins with this character, in em: its own room hangs out.
pub(super) fn overhang(first: char) -> f64 {
    if OPENING.contains(first) && !"“‘".contains(first) { 0.5 } else { 0.0 }
}

/// How far beyond its ink a line ends that ends with this character, in em.
pub(super) fn trailing(last: char) -> f64 {
    if CLOSING.contains(last) && !"！？”’".contains(last) { 0.5 } else { 0.0 }
}

/// Bytes of the marks that take half a character; characters that `skips` says are not seen.
pub(super) fn squeezed(text: &str, skips: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let seen: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !skips(*c)).collect();
    let mark = |c: char| OPENING.contains(c) || CLOSING.contains(c);
    let mut found = Vec::new();
    for pair in seen.windows(2) {
        let ((at, c), (next_at, next)) = (pair[0], pair[1]);
        if CLOSING.contains(c) && mark(next) {
            found.push(at..at + c.len_utf8());
        } else if OPENING.contains(c) && OPENING.contains(next) {
            found.push(next_at..next_at + next.len_utf8());
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

/// Whether Chinese and Latin letters or digits meet between two characters.
pub(super) fn is_seam(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    (is_ideograph(before) && latin(after)) || (latin(before) && is_ideograph(after))
}

/// Bytes of the characters behind which there is a gap; characters that `skips` says are not seen.
pub(super) fn seams(text: &str, skips: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let seen: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !skips(*c)).collect();
    let meet = |pair: &&[(usize, char)]| is_seam(pair[0].1, pair[1].1);
    seen.windows(2).filter(meet).map(|p| p[0].0..p[0].0 + p[0].1.len_utf8()).collect()
}

/// A text without the spaces that somebody typed where a gap is given.
pub(super) fn without_typed_gaps(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let typed = |i: usize| {
        let around = i.checked_sub(1).and_then(|b| Some((*chars.get(b)?, *chars.get(i + 1)?)));
        chars[i] == ' ' && around.is_some_and(|(before, after)| is_seam(before, after))
    };
    (0..chars.len()).filter(|i| !typed(*i)).map(|i| chars[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, ranges: &[Range<usize>]) -> String {
        let in_one = |at: usize| ranges.iter().any(|r| r.contains(&at));
        text.char_indices()
            .map(|(at, c)| if in_one(at) { format!("[{c}]") } else { c.to_string() })
            .collect()
    }

    #[test]
    fn marks_that_stand_together_are_squeezed() {
        for (text, wanted) in [
            ("依据：《条例》（2019）；", "依据[：]《条例[》]（2019[）]；"),
            ("（《条例》）", "（[《]条例[》]）"),
            ("好，不好。", "好，不好。"),
            ("“同意”“属实”", "“同意[”]“属实”"),
        ] {
            assert_eq!(marked(text, &squeezed(text, |_| false)), wanted);
        }
        assert_eq!(
            marked("：\u{2060}《", &squeezed("：\u{2060}《", |c| c == '\u{2060}')),
            "[：]\u{2060}《"
        );
    }

    #[test]
    fn a_gap_is_given_and_never_typed() {
        let text = without_typed_gaps("6 大类，满 60周岁，12345 6，电话 A");
        assert_eq!(text, "6大类，满60周岁，12345 6，电话A");
        assert_eq!(
            marked(&text, &seams(&text, |_| false)),
            "[6]大类，[满]6[0]周岁，12345 6，电[话]A"
        );
    }

    #[test]
    fn what_opens_a_line_hangs_out() {
        assert!(overhang('（') > 0.4 && overhang('“') == 0.0 && overhang('好') == 0.0);
        assert!(trailing('，') > 0.4 && trailing('？') == 0.0);
    }
}
