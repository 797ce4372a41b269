//! A body as a clerk types it → the same in the terms of `CommonMark`.
//!
//! Start at [`Prepared::of`]. Some habits mean something else to `CommonMark`:
//! - a paragraph begins with two full-width spaces, or with four plain ones (code, says `CommonMark`);
//! - lists are numbered `1、` or `1.` without a space, and follow their heading line without a blank one;
//! - lists have bullets (`•`, `·`, `－`) and boxes without their spaces, headings the wide mark `＃`;
//! - `一、` and `（1）` begin a line of their own; so does whatever stands at the margin below a list;
//! - `80*190*45` is no emphasis, `[注意]: 周六不办` no definition, `__字：__` is bold like stars;
//! - bold stands next to full-width marks without a space. pulldown-cmark reads that since its pull
//!   request 1059, which no release holds (0.13.6 is the newest): until then a character that is neither
//!   letter nor mark is put between ([`BRIDGE`]), and taken out of what is read.

use super::habits::begins_a_line;
use super::habits::bridged;
use super::habits::bulleted;
use super::habits::false_definition;
use super::habits::heading;
use super::habits::is_rule;
use super::habits::list_mark;
use super::habits::numbered;
use super::habits::with_stars;
use super::tables::Row;
use super::tables::has_wide_bars;
use super::tables::rows;
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
        let all: Vec<&str> = body.lines().collect();
        let rows = rows(&all);
        let mut lines = body.lines().peekable();
        for row in rows {
            let Some(line) = lines.next() else { break };
            let at = line.as_ptr() as usize - body.as_ptr() as usize;
            if row == Row::Outside {
                // A sentence below a table is none of its rows.
                if std::mem::take(&mut state.in_table) && !line.trim().is_empty() {
                    state.open = true;
                    prepared.blank(&mut state, at);
                }
                let escape = false_definition(line, body);
                prepared.line(line, at, &mut state, &mut lines, escape);
            } else {
                prepared.row(line, at, &mut state, row);
            }
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

    /// A row of a table, with plain bars and the line of dashes that was left out.
    fn row(&mut self, line: &str, at: usize, state: &mut State, row: Row) {
        if matches!(row, Row::Head(_)) {
            self.blank(state, at);
            *state = State { fence: state.fence, ..State::default() };
        }
        state.in_table = true;
        if let Row::OddDashes(columns) = row {
            self.anchor(at);
            self.text.push_str(&"|---".repeat(columns));
            self.text.push_str("|\n");
            return;
        }
        if row == Row::Dashes {
            self.anchor(at);
            self.text.push_str(line.trim().replace('：', ":").replace('｜', "|").as_str());
            self.text.push('\n');
            return;
        }
        let inner = line.trim_start_matches([' ', '\t', '\u{3000}']);
        let bars = has_wide_bars(line);
        self.words(inner, at + line.len() - inner.len(), Mode { bars, escape: None });
        if let Row::Head(Some(columns)) = row {
            self.anchor(at + line.len());
            self.text.push_str(&"|---".repeat(columns));
            self.text.push_str("|\n");
        }
    }

    fn line(
        &mut self,
        line: &str,
        at: usize,
        state: &mut State,
        rest: &mut Peekable<Lines<'_>>,
        escape: Option<usize>,
    ) {
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
        if let Some((mark, words)) = bulleted(inner) {
            if std::mem::take(&mut state.quoted) || ((wide || deep) && !state.in_list) {
                self.blank(state, at);
            }
            self.anchor(at);
            if !wide && (!deep || state.in_list) {
                self.text.push_str(indent);
            }
            self.text.push_str(mark);
            let start = line.len() - words.len();
            let escape = escape.and_then(|byte| byte.checked_sub(start));
            self.words(words, at + start, Mode { bars: false, escape });
            let numbered = state.numbered.filter(|_| !indent.is_empty());
            *state = State { numbered, in_list: true, open: true, ..*state };
            return;
        }
        if wide || (deep && !state.in_list) {
            self.blank(state, at);
        }
        let own_mark = list_mark(inner);
        let quoted = inner.starts_with('>');
        // A line that stands at the margin below an item or a quotation is a paragraph of its own.
        let ends_item =
            state.in_list && indent.is_empty() && !own_mark && numbered(inner).is_none();
        if ends_item || (state.quoted && !quoted) {
            self.blank(state, at);
        }
        state.quoted = quoted;
        let escape = escape.map(|byte| byte.saturating_sub(skip));
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
                let mark = if inner[..inner.len() - words.len()].contains([')', '）']) {
                    ')'
                } else {
                    '.'
                };
                self.text.push_str(&format!("{number}{mark} "));
                let start = line.len() - words.len();
                let escape = escape.and_then(|byte| (byte + skip).checked_sub(start));
                self.words(words, at + start, Mode { bars: false, escape });
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
        let heading = heading(inner);
        if let Some((level, words)) = heading {
            // 「#标题」, 「＃ 标题」
            self.text.push_str(&"#".repeat(level));
            self.text.push(' ');
            self.words(words, at + line.len() - words.len(), Mode::default());
        } else {
            self.words(inner, at + skip, Mode { bars: false, escape });
        }
        state.open = heading.is_none() && !inner.starts_with('#') && !is_rule(inner);
    }

    /// Words of a line, with bridges beside stars.
    fn words(&mut self, written: &str, at: usize, mode: Mode) {
        self.anchor(at);
        let words = &*with_stars(written);
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
            let byte = words.len() - rest.len();
            if mode.escape == Some(byte) || (mode.bars && c == '｜') {
                self.text.push_str(if mode.bars { "|" } else { "\\[" });
                before = Some(c);
                rest = &rest[c.len_utf8()..];
                self.anchor(at + byte + c.len_utf8());
                continue;
            }
            if !matches!(c, '*' | '~') || in_code || before == Some('\\') {
                self.text.push(c);
                before = Some(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let run = rest.len() - rest.trim_start_matches(c).len();
            let after = rest[run..].chars().next();
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if c == '*' && run == 1 && digit(before) && digit(after) {
                // 80*190*45
                self.text.push('\\');
                self.anchor(at + byte);
                self.text.push(c);
                before = Some(c);
                rest = &rest[run..];
                continue;
            }
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

/// How the words of a line are taken.
#[derive(Default, Clone, Copy)]
struct Mode {
    /// Bars part cells, full-width ones too.
    bars: bool,
    /// The byte of a bracket that begins no definition.
    escape: Option<usize>,
}

/// What the lines before have opened.
#[derive(Default)]
struct State {
    /// The line before is a row of a table.
    in_table: bool,
    /// The line before is one of a quotation.
    quoted: bool,
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

#[cfg(test)]
mod tests {
    use super::super::habits::is_chinese;
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
