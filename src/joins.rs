//! Where a line of a text may end and where it must not, said in characters that the line breaker knows.
//!
//! Start at [`join_units`]. Unicode's own rules (UAX #14) do not know that a number belongs to its unit, that
//! a range is one thing, and that in Chinese no line begins with a mark that joins (GB/T 15834 5.1).

use crate::record::hidden::is_ideograph;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use std::ops::Range;

/// Keeps what stands on both sides of it on one line.
pub(crate) const WORD_JOINER: char = '\u{2060}';
/// A line may end here.
pub(crate) const MAY_BREAK: char = '\u{200b}';
pub(crate) const NO_BREAK_SPACE: char = '\u{a0}';

/// Marks that join what stands on both sides; no line begins with one.
const JOINING: &str = "—…·・～~–-－";

/// Longer pieces of the dictionary are phrases: where they are kept whole, columns get holes.
const LONGEST_WORD: usize = 4;

/// What is done before a character.
#[derive(Clone, Copy, PartialEq)]
enum Seam {
    Free,
    Joined,
    MayBreak,
}

/// A number stays with the unit behind it (`15个工作日`, `30日`, `第4条`), a time and a range stay whole
/// (`8:30—12:00`, `7～12号楼`), no line begins with a joining mark, known words stay whole, and an address
/// of the net parts behind its dots and strokes alone. Words of the dictionary stay whole too, and a quotation in
/// curly marks begins and ends a line like any word (UAX #14 rule `LB19a`, Unicode 16; the breaker knows 15).
pub(crate) fn join_units(text: &str, unbroken: &[Vec<char>]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let seams = seams_of(&chars, text, unbroken);
    let mut out = String::with_capacity(text.len() * 2);
    for (i, (c, seam)) in chars.iter().zip(seams).enumerate() {
        match seam {
            Seam::Free => {}
            Seam::Joined => out.push(WORD_JOINER),
            Seam::MayBreak => out.push(MAY_BREAK),
        }
        // A separating dot ends a line, it never starts one.
        let before_dot = *c == ' ' && chars.get(i + 1) == Some(&'·');
        out.push(if before_dot { NO_BREAK_SPACE } else { *c });
    }
    out
}

/// A text in pieces: no line ends inside of one, and one may end between two of them. Spaces are pieces of their own.
pub(crate) fn pieces(text: &str, unbroken: &[Vec<char>]) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let seams = seams_of(&chars, text, unbroken);
    let mut all: Vec<String> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let stays = before.is_some_and(|before| match seams[i] {
            Seam::Joined => true,
            Seam::MayBreak => false,
            Seam::Free => !may_part(before, *c),
        });
        match all.last_mut() {
            Some(piece) if stays => piece.push(*c),
            _ => all.push(c.to_string()),
        }
    }
    all
}

/// Whether a line may end between two characters of which nothing is known (UAX #14, as far as our texts need it).
fn may_part(before: char, c: char) -> bool {
    const NO_START: &str = "，。、；：？！）》」』”’…—～·％%)]】〉々,.;:!?";
    const NO_END: &str = "（《「『“‘([【〈";
    let is_plain = |c: char| c.is_ascii() && c != ' ';
    let is_free = before == ' ' || c == ' ' || !(is_plain(before) && is_plain(c));
    is_free && !NO_START.contains(c) && !NO_END.contains(before)
}

/// Where a line of a text may end and where it must not: what is done before each character.
fn seams_of(chars: &[char], text: &str, unbroken: &[Vec<char>]) -> Vec<Seam> {
    let mut seams = vec![Seam::Free; chars.len() + 1];
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let range = |c: char| "—–-－～~至:：".contains(c);
    for i in 1..chars.len() {
        let (before, c) = (chars[i - 1], chars[i]);
        let two_before = i.checked_sub(2).map(|j| chars[j]);
        let after = chars.get(i + 1).copied();
        let joined = (number(before) && "个日天年月元份岁条项步号分件次时周点楼层室".contains(c))
            || (before == '第' && number(c))
            || (before == '个' && two_before.is_some_and(number) && "工月".contains(c))
            || (JOINING.contains(c) && before != ' ')
            // Between two numbers both sides of the mark are joined.
            || (range(c) && before.is_ascii_digit() && after.is_some_and(|a| a.is_ascii_digit()))
            || (range(before) && c.is_ascii_digit() && two_before.is_some_and(|b| b.is_ascii_digit()));
        if joined {
            seams[i] = Seam::Joined;
        }
    }
    for article in articles(chars) {
        seams[article.start + 1..article.end].fill(Seam::Joined);
    }
    let known = known_words(chars, unbroken);
    // Where the two differ, what the theme knows is right: 党建｜党务, not 党｜建党｜务.
    let torn = |word: &Range<usize>| {
        known.iter().any(|k| k.start < word.end && word.start < k.end && !contains(k, word))
    };
    for word in words(text).into_iter().filter(|word| !torn(word)) {
        seams[word.start + 1..word.end].fill(Seam::Joined);
    }
    for i in 1..chars.len() {
        let (before, c) = (chars[i - 1], chars[i]);
        if before == '“' || c == '”' {
            seams[i] = Seam::Joined;
        } else if (c == '“' && is_ideograph(before))
            || (before == '”' && (is_ideograph(c) || c == '“'))
        {
            seams[i] = Seam::MayBreak;
        }
    }
    for word in known {
        seams[word.start + 1..word.end].fill(Seam::Joined);
    }
    for address in addresses(chars) {
        for i in address.start + 1..address.end {
            // Not between the strokes of https://, nor before one.
            let parts = matches!(chars[i - 1], '.' | '/') && !matches!(chars[i], '.' | '/');
            seams[i] = if parts { Seam::MayBreak } else { Seam::Joined };
        }
    }
    seams
}

/// Where the words stand that are known to stay whole, the first in the text first, the longest where two begin.
fn known_words(chars: &[char], unbroken: &[Vec<char>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let word = unbroken.iter().find(|w| chars[i..].starts_with(w));
        let length = word.map_or(1, Vec::len);
        if word.is_some() {
            found.push(i..i + length);
        }
        i += length;
    }
    found
}

/// Whether a longer word has a known one in it, whole.
fn contains(known: &Range<usize>, word: &Range<usize>) -> bool {
    word.start <= known.start && known.end <= word.end
}

/// Articles of laws and the like: `第二十八条`, `第三款`, whole.
fn articles(chars: &[char]) -> Vec<Range<usize>> {
    let figure = |c: &&char| "〇零一二三四五六七八九十百千两".contains(**c) || c.is_ascii_digit();
    let mut found = Vec::new();
    for start in (0..chars.len()).filter(|i| chars[*i] == '第') {
        let length = chars[start + 1..].iter().take_while(figure).count();
        let end = start + 1 + length;
        if length > 0 && chars.get(end).is_some_and(|c| "条款项章节步号批次届".contains(*c))
        {
            found.push(start..end + 1);
        }
    }
    found
}

/// Words of two to four Chinese characters, by the dictionary; ranges of characters.
fn words(text: &str) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut found = Vec::new();
    let (mut at, mut start) = (0, 0);
    for end in segmenter.segment_str(text) {
        let piece = &text[at..end];
        let length = piece.chars().count();
        if (2..=LONGEST_WORD).contains(&length) && piece.chars().all(is_ideograph) {
            found.push(start..start + length);
        }
        (at, start) = (end, start + length);
    }
    found
}

/// Words of an address: plain letters and marks with a dot that a letter follows.
fn addresses(chars: &[char]) -> Vec<Range<usize>> {
    let of_address = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=&%#@+".contains(c);
    let mut found = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let length = chars[start..].iter().take_while(|c| of_address(**c)).count();
        let word = &chars[start..start + length];
        let dotted =
            |w: &[char]| w[0].is_ascii_alphanumeric() && w[1] == '.' && w[2].is_ascii_alphabetic();
        if word.windows(3).any(dotted) {
            found.push(start..start + length);
        }
        start += length.max(1);
    }
    found
}

/// Whether a line ends behind a dot of an address: a host is read as one word as long as it can be.
pub(crate) fn parts_a_host(line: &str) -> bool {
    line.strip_suffix(MAY_BREAK).is_some_and(|line| line.ends_with('.'))
}

/// Whether a byte of a joined text stands inside an address, so that no line may end there.
pub(crate) fn is_inside_address(joined: &str, at: usize) -> bool {
    let Some((before, after)) = joined.split_at_checked(at) else { return false };
    let ends = before.trim_end_matches(MAY_BREAK);
    if ends.len() < before.len() {
        return false;
    }
    let of_address = |c: &char| c.is_ascii_graphic() || matches!(*c, WORD_JOINER | MAY_BREAK);
    let left: Vec<char> = before.chars().rev().take_while(of_address).collect();
    let right = after.chars().take_while(of_address);
    let word: Vec<char> = left.iter().rev().copied().chain(right).collect();
    let bare: Vec<char> = word.into_iter().filter(char::is_ascii_graphic).collect();
    !left.is_empty() && !addresses(&bare).is_empty()
}

/// A text as it is read: without what was put in.
pub(crate) fn visible(text: &str) -> String {
    let plain = |c: char| if c == NO_BREAK_SPACE { ' ' } else { c };
    let seen = text.chars().filter(|c| !matches!(*c, WORD_JOINER | MAY_BREAK)).map(plain);
    seen.collect::<String>().trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seams_stand_where_lines_may_not_or_may_end() {
        let shown =
            |text: &str| join_units(text, &[]).replace(WORD_JOINER, "+").replace(MAY_BREAK, "|");
        for (text, wanted) in [
            ("15个工作日", "15+个+工+作日"),
            ("8:30—12:00开门", "8+:+30+—+12+:+00开+门"),
            ("7～12号楼", "7+～+12+号楼"),
            ("阿依古丽·买买提", "阿依古丽+·买+买提"),
            ("写明“同意”“属实”的", "写明|“+同+意+”|“+属+实+”|的"),
            ("急难去发生地", "急难去发+生地"),
            ("看 a.b.cn/101 页", "看 a+.|b+.|c+n+/|1+0+1 页"),
            ("3.5公里", "3.5公+里"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn known_words_are_right_where_the_dictionary_reads_others() {
        let known = ["党建", "党务"].map(|w| w.chars().collect());
        let joined = join_units("党建党务", &known).replace(WORD_JOINER, "+");
        assert_eq!(joined, "党+建党+务");
    }
}
