//! A body as a clerk types it → the same in the terms of `CommonMark`.
//!
//! Start at [`Prepared::of`]. Four habits mean something else to `CommonMark`:
//! - a paragraph begins with two full-width spaces, or with four plain ones (code, says `CommonMark`);
//! - lists are numbered `1、` or `1.` without a space, and follow their heading line without a blank one;
//! - `一、` and `（1）` begin a line of their own;
//! - bold stands next to full-width marks without a space. pulldown-cmark reads that since its pull
//!   request 1059, which no release holds (0.13.6 is the newest): until then a character that is neither
//!   letter nor mark is put between ([`BRIDGE`]), and taken out of what is read.

use pulldown_cmark::Options;
use std::iter::Peekable;
use std::str::Lines;

/// Stands between a star and a full-width mark; no character of any text (a noncharacter of Unicode).
pub(super) const BRIDGE: char = '\u{fdd0}';

/// What of Markdown is read: GitHub's tables, task lists, strokes and footnotes beside `CommonMark`.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
}

/// Without the bridges that [`Prepared::of`] put in.
pub(super) fn plain(text: &str) -> String {
    text.replace(BRIDGE, "")
}

/// The text for the parser, and the way back.
pub(super) struct Prepared {
    pub text: String,
    /// Bytes of `text` and the bytes of the body they came from, where the two run apart.
    anchors: Vec<(usize, usize)>,
}

impl Prepared {
    /// Prepares a body.
    #[must_use]
    pub(super) fn of(body: &str) -> Prepared {
        let text = String::with_capacity(body.len() + body.len() / 8);
        let mut prepared = Prepared { text, anchors: Vec::new() };
        let mut state = State::default();
        let mut lines = body.lines().peekable();
        while let Some(line) = lines.next() {
            let at = line.as_ptr() as usize - body.as_ptr() as usize;
            prepared.line(line, at, &mut state, &mut lines);
        }
        prepared
    }

    /// The byte of the body behind a byte of the text.
    #[must_use]
    pub(super) fn original(&self, at: usize) -> usize {
        let i = self.anchors.partition_point(|(out, _)| *out <= at);
        let (out, from) = i.checked_sub(1).map_or((0, 0), |i| self.anchors[i]);
        let next = self.anchors.get(i).map_or(usize::MAX, |(_, from)| *from);
        (from + (at - out)).min(next)
    }

    fn anchor(&mut self, from: usize) {
        self.anchors.push((self.text.len(), from));
    }

    fn blank(&mut self, state: &mut State, at: usize) {
        if state.open {
            self.anchor(at);
            self.text.push('\n');
            state.open = false;
        }
    }

    fn line(&mut self, line: &str, at: usize, state: &mut State, rest: &mut Peekable<Lines<'_>>) {
        let inner = line.trim_start_matches([' ', '\t', '\u{3000}']);
        if state.fenced(inner) || inner.is_empty() {
            state.open = false;
            state.numbered = if inner.is_empty() { state.numbered } else { None };
            self.anchor(at);
            self.text.push_str(line);
            self.text.push('\n');
            return;
        }
        let indent = &line[..line.len() - inner.len()];
        let skip = indent.len();
        let wide = indent.contains('\u{3000}');
        let deep = indent.contains('\t') || indent.len() >= 4;
        if wide || (deep && !state.in_list) {
            self.blank(state, at);
        }
        let own_mark = list_mark(inner);
        if let Some((number, words)) = numbered(inner) {
            let next = rest
                .clone()
                .find(|l| !l.trim().is_empty())
                .and_then(|l| Some(numbered(l.trim_start_matches([' ', '\t', '\u{3000}']))?.0));
            let follows = state.numbered.is_some_and(|n| n + 1 == number);
            if follows || next == Some(number + 1) {
                if !follows {
                    self.blank(state, at);
                }
                self.anchor(at);
                self.text.push_str(&number.to_string());
                self.text.push_str(". ");
                self.words(words, at + line.len() - words.len());
                *state = State { numbered: Some(number), in_list: true, open: true, ..*state };
                return;
            }
        }
        if state.open && begins_a_line(inner) {
            // Two spaces at its end break a line.
            self.text.truncate(self.text.trim_end_matches('\n').len());
            self.text.push_str("  \n");
        }
        state.in_list = own_mark || (state.in_list && !indent.is_empty() && !wide);
        state.numbered = state.numbered.filter(|_| !indent.is_empty());
        self.anchor(at);
        if !wide && (!deep || state.in_list) {
            self.text.push_str(indent);
        }
        self.words(inner, at + skip);
        state.open = !inner.starts_with('#') && !is_rule(inner);
    }

    /// Words of a line, with bridges beside stars.
    fn words(&mut self, words: &str, at: usize) {
        self.anchor(at);
        if is_rule(words) {
            self.text.push_str(words);
            self.text.push('\n');
            return;
        }
        let mut before: Option<char> = None;
        let mut in_code = false;
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            if c == '`' {
                in_code = !in_code;
            }
            if !matches!(c, '*' | '~') || in_code || before == Some('\\') {
                self.text.push(c);
                before = Some(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let run = rest.len() - rest.trim_start_matches(c).len();
            let after = rest[run..].chars().next();
            if bridged(before, after) {
                self.text.push(BRIDGE);
            }
            self.anchor(at + words.len() - rest.len());
            self.text.push_str(&rest[..run]);
            if bridged(after, before) {
                self.text.push(BRIDGE);
            }
            rest = &rest[run..];
            self.anchor(at + words.len() - rest.len());
            before = Some(c);
        }
        self.text.push('\n');
    }
}

/// What the lines before have opened.
#[derive(Default)]
struct State {
    /// The mark of an open fence of code.
    fence: Option<char>,
    /// A list is open: what is indented belongs to it.
    in_list: bool,
    /// The number of the last line that was one of a numbered row.
    numbered: Option<u32>,
    /// The line before goes on in this one unless something comes between.
    open: bool,
}

impl State {
    /// Whether a line is code, or the fence of it.
    fn fenced(&mut self, inner: &str) -> bool {
        let mark =
            ["```", "~~~"].iter().find(|m| inner.starts_with(**m)).and_then(|m| m.chars().next());
        match (self.fence, mark) {
            (None, Some(c)) => self.fence = Some(c),
            (Some(open), Some(c)) if open == c => self.fence = None,
            (fence, _) => return fence.is_some(),
        }
        true
    }
}

/// Whether a mark of the page's own lists stands at the front.
fn list_mark(inner: &str) -> bool {
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &inner[digits..];
    ["- ", "* ", "+ "].iter().any(|m| inner.starts_with(m))
        || (digits > 0 && [". ", ") "].iter().any(|m| after.starts_with(m)))
}

/// 「1、身份证」, 「2.户口本」, 「3）照片」: the number and the words. What Markdown reads itself is left to it.
fn numbered(inner: &str) -> Option<(u32, &str)> {
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
fn begins_a_line(inner: &str) -> bool {
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
fn is_rule(inner: &str) -> bool {
    ['*', '-', '_', '='].iter().any(|m| inner.trim_matches([*m, ' ']).is_empty())
}

/// Whether a star beside the mark `this` needs a bridge to it; `other` stands on its other side.
fn bridged(this: Option<char>, other: Option<char>) -> bool {
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
    fn every_byte_leads_back_to_its_own() {
        let body = "头\n　　**甲：**乙\n1、丙\n2、丁**（戊）**己\n    四格\n";
        let prepared = Prepared::of(body);
        for (at, c) in prepared.text.char_indices().filter(|(_, c)| is_chinese(*c)) {
            let from = prepared.original(at);
            assert_eq!(body[from..].chars().next(), Some(c), "{at} {:?}", prepared.text);
        }
    }
}
