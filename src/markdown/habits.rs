//! What clerks type that `CommonMark` reads otherwise, one line at a time.
//!
//! Start at [`super::prepare`], which says it in `CommonMark`'s terms; here is how each habit is known.

use super::links::Target;
use std::borrow::Cow;

/// `__字：__字` as `**字：**字`: lines of underscores are not read inside of words, and Chinese has no words
/// with spaces between. `==字==`, which other programs show as marked, is bold too. Every byte keeps its place.
pub(super) fn with_stars(words: &str) -> Cow<'_, str> {
    let text = pairs_as_stars(Cow::Borrowed(words), '_');
    pairs_as_stars(text, '=')
}

fn pairs_as_stars(words: Cow<'_, str>, mark: char) -> Cow<'_, str> {
    let pair: String = [mark, mark].iter().collect();
    if !words.contains(&pair) {
        return words;
    }
    let mut text = words.to_string();
    let mut from = 0;
    let inside = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || c == mark || matches!(c, '`' | '\\'))
    };
    while let Some(open) = words[from..].find(&pair).map(|i| i + from) {
        from = open + 2;
        let inner = &words[from..];
        if inside(words[..open].chars().next_back()) || inner.starts_with([mark, ' ']) {
            from += inner.len() - inner.trim_start_matches(mark).len();
            continue;
        }
        let Some(length) = inner.find(&pair).filter(|n| *n > 0) else { break };
        let close = from + length;
        from = close + 2;
        if inner[..length].ends_with([' ', '\\']) || inside(words[from..].chars().next()) {
            continue;
        }
        text.replace_range(open..open + 2, "**");
        text.replace_range(close..close + 2, "**");
    }
    Cow::Owned(text)
}

/// The byte of the bracket in `[注意]: 周六不办`, which would be a definition that nobody sees: what stands
/// behind it is no address, or nothing in the body refers to it. Definitions of notes are left alone.
pub(super) fn false_definition(line: &str, body: &str) -> Option<usize> {
    let mut inner = line.trim_start_matches([' ', '\t', '\u{3000}']);
    if list_mark(inner) {
        inner = inner.split_once(' ').map_or("", |(_, rest)| rest).trim_start();
    }
    let inner = inner.trim_start_matches(['>', ' ']);
    let (label, rest) = inner.strip_prefix('[')?.split_once("]:")?;
    if label.is_empty() || label.starts_with('^') || label.contains(['[', ']']) {
        return None;
    }
    let address = rest.trim().split([' ', '\t']).next().unwrap_or("");
    let referred = body.matches(&format!("[{label}]")).count() > 1;
    let good = referred && Target::of(address.trim_matches(['<', '>'])) != Target::Dead;
    (!good).then(|| line.len() - inner.len())
}

/// Whether a mark of the page's own lists stands at the front.
pub(super) fn list_mark(inner: &str) -> bool {
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &inner[digits..];
    ["- ", "* ", "+ "].iter().any(|m| inner.starts_with(m))
        || (digits > 0 && [". ", ") "].iter().any(|m| after.starts_with(m)))
}

/// 「• 身份证」, 「·户口本」, 「－ 照片」, 「-[ ] 表格」, 「- []表格」: the mark that Markdown reads, and the words.
/// What it reads itself is left to it.
pub(super) fn bulleted(inner: &str) -> Option<(&'static str, &str)> {
    const BULLETS: &[char] = &['•', '●', '·', '－', '▪', '■', '◆', '○', '◇'];
    let blank = [' ', '\u{3000}', '\t'];
    let plain = inner.strip_prefix(['-', '*', '+']);
    let odd = inner.strip_prefix(BULLETS);
    let rest = plain.or(odd)?.trim_start_matches(blank);
    if let Some((box_, words)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let ticked = matches!(box_, "x" | "X" | "√" | "✓");
        let is_box = ticked || box_.trim_matches(blank).is_empty();
        let bare = words.trim_start_matches(blank);
        // 「[x](402)」 is a link, 「[x]: 」 a definition.
        if is_box && !bare.is_empty() && !words.starts_with(['(', '（', ':', '：', '[']) {
            let read = ["- [ ] ", "- [x] ", "- [X] "].iter().any(|mark| inner.starts_with(mark));
            return (!read).then_some((if ticked { "- [x] " } else { "- [ ] " }, bare));
        }
    }
    // －5℃ is a number, 「····」 a line of points.
    let is_word = |c: char| is_chinese(c) && !BULLETS.contains(&c) || c.is_ascii_alphabetic();
    let begins = rest.starts_with(is_word) || (odd.is_some_and(|r| r.starts_with(blank)));
    (odd.is_some() && begins && !rest.is_empty()).then_some(("- ", rest))
}

/// 「＃ 标题」, 「#标题」: its level and its words. What Markdown reads itself is left to it.
pub(super) fn heading(inner: &str) -> Option<(usize, &str)> {
    let words = inner.trim_start_matches(['#', '＃']);
    let marks = &inner[..inner.len() - words.len()];
    let level = marks.chars().count();
    let bare = words.trim_start_matches([' ', '\u{3000}']);
    let is_wide = marks.contains('＃') || words.starts_with('\u{3000}');
    let spaced = is_wide && bare.len() < words.len() && !bare.is_empty();
    // Markdown knows six levels; a seventh is none to it, and its marks would be printed.
    let deeper = level > 6 && words.starts_with(' ') && !bare.is_empty();
    let begins = words.starts_with(is_chinese) || spaced || deeper;
    (level > 0 && begins).then_some((level.min(6), bare))
}

/// 「1、身份证」, 「2.户口本」, 「3）照片」: the number and the words. What Markdown reads itself is left to it.
pub(super) fn numbered(inner: &str) -> Option<(u32, &str)> {
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u32 = inner[..digits].parse().ok().filter(|n| (1..=99).contains(n))?;
    let mark = inner[digits..].chars().next().filter(|c| "、．.)）".contains(*c))?;
    let words = &inner[digits + mark.len_utf8()..];
    // 2.5 is a number, 「1. x」 a list already.
    if words.is_empty() || (mark == '.' && words.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    Some((number, words.trim_start_matches([' ', '\u{3000}'])))
}

/// 「一、」, 「（一）」, 「①」, 「第一，」: no line goes on with these.
pub(super) fn begins_a_line(inner: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let first = inner.chars().next().unwrap_or(' ');
    if ('①'..='⑳').contains(&first) {
        return true;
    }
    let bare = inner.trim_start_matches(['（', '(', '第']);
    let number = |c: char| NUMERALS.contains(c) || c.is_ascii_digit();
    let after = bare.trim_start_matches(number);
    let length = bare.len() - after.len();
    if length == 0 || length > 9 {
        return false;
    }
    let opened = bare.len() < inner.len();
    (opened && after.starts_with(['）', ')', '，', '、', '：', '条', '步']))
        || after.starts_with('、')
}

/// A rule, or the line under a heading: nothing but its marks.
pub(super) fn is_rule(inner: &str) -> bool {
    ['*', '-', '_', '='].iter().any(|m| inner.trim_matches([*m, ' ']).is_empty())
}

/// Whether a star beside the mark `this` needs a bridge to it; `other` stands on its other side.
pub(super) fn bridged(this: Option<char>, other: Option<char>) -> bool {
    let (Some(this), other) = (this, other.unwrap_or(' ')) else { return false };
    let is_mark = !this.is_alphanumeric() && !this.is_whitespace() && !matches!(this, '*' | '~');
    is_mark && (!this.is_ascii() || is_chinese(other)) && !other.is_whitespace()
}

/// Characters of the wide scripts: Han, kana, Hangul, and their marks.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF
        | 0x20000..=0x3FFFF)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_boxes_are_known() {
        for (line, mark, words) in [
            ("•丙", "- ", "丙"),
            ("● 丙", "- ", "丙"),
            ("·丁", "- ", "丁"),
            ("－ 戊", "- ", "戊"),
            ("－戊", "- ", "戊"),
            ("- [] 户口簿", "- [ ] ", "户口簿"),
            ("- [ ]照片", "- [ ] ", "照片"),
            ("-[ ] 表格", "- [ ] ", "表格"),
            ("• [x]表格", "- [x] ", "表格"),
        ] {
            assert_eq!(bulleted(line), Some((mark, words)), "{line}");
        }
        for line in [
            "- [ ] 照片",
            "- [x](402)",
            "- [注意]: 周六",
            "- 甲",
            "-5℃",
            "－5℃",
            "——他说",
            "····",
            "*字*",
            "**字**",
            "-甲",
        ] {
            assert_eq!(bulleted(line), None, "{line}");
        }
    }

    #[test]
    fn pairs_of_lines_are_bold() {
        for (line, wanted) in [
            ("__字：__字", "**字：**字"),
            ("要==原件==的", "要**原件**的"),
            ("a==b，c==d", "a==b，c==d"),
            ("填 ==== 处", "填 ==== 处"),
            ("____", "____"),
        ] {
            assert_eq!(with_stars(line), wanted, "{line}");
        }
    }

    #[test]
    fn headings_may_have_wide_marks() {
        for (line, level, words) in [
            ("＃ 标题", 1, "标题"),
            ("＃＃标题", 2, "标题"),
            ("#标题", 1, "标题"),
            ("#　标题", 1, "标题"),
            ("####### 七级", 6, "七级"),
        ] {
            assert_eq!(heading(line), Some((level, words)), "{line}");
        }
        for line in ["# 标题", "＃5号楼", "#5", "标题", "＃", "#######"] {
            assert_eq!(heading(line), None, "{line}");
        }
    }
}
