//! A cell of a table → the pieces of the enumeration that somebody typed into it.
//!
//! Start at [`pieces`]. What stands in brackets or between numerals is never cut: 「户口簿（首页、本人页）」
//! is one paper, 「3、4号楼」 are two houses of one condition.

use super::marks;

/// Numerals, and letters and signs that count things: 「一、二级」「A、B证」「甲、乙双方」.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百千甲乙丙丁０１２３４５６７８９".contains(c)
}

/// Whether the mark between two characters belongs to a number.
fn joins_numbers(before: &str, after: &str) -> bool {
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let right = if right == '第' { after.chars().nth(1).unwrap_or(right) } else { right };
    let counted = is_numeral(left) && is_numeral(right);
    // 「A、B证」, but not 「填APP、BMI表」.
    let letter = |c: char| c.is_ascii_alphabetic();
    let lone = |text: &mut dyn Iterator<Item = char>| !text.nth(1).is_some_and(letter);
    let letters = letter(left)
        && letter(right)
        && lone(&mut before.chars().rev())
        && lone(&mut after.chars());
    counted || letters
}

/// A text cut at marks that stand outside of brackets and between no numerals.
pub(super) fn cut(text: &str, is_mark: &dyn Fn(char) -> bool) -> Vec<String> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let open = |c: char| "（(《〈「『“【[".contains(c);
    let close = |c: char| "）)》〉」』”】]".contains(c);
    let balanced =
        text.chars().filter(|c| open(*c)).count() == text.chars().filter(|c| close(*c)).count();
    for (at, c) in text.char_indices() {
        if balanced && open(c) {
            depth += 1;
        } else if balanced && close(c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && is_mark(c) {
            let after = &text[at + c.len_utf8()..];
            if matches!(c, '、' | ',' | '，' | '.') && joins_numbers(&text[..at], after) {
                continue;
            }
            out.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    out.push(&text[start..]);
    out.into_iter().map(bare).filter(|p| !p.is_empty()).map(String::from).collect()
}

/// A piece without blanks, and without the dot before it that only shows that it is one.
fn bare(piece: &str) -> &str {
    let piece = piece.trim();
    let dotless =
        piece.trim_start_matches(['·', '•', '●', '■', '□', '★', '◆', '※', '*', '-', '—', ' ']);
    // A dash before a number may be a sign.
    if dotless.starts_with(|c: char| c.is_ascii_digit()) { piece } else { dotless }.trim()
}

/// All ways to draw an arrow, as one.
fn arrows(text: &str) -> String {
    let mut text = text.to_string();
    for drawn in ["-->", "——>", "—>", "->", "=>", "==>", "——＞", "—＞", "-＞", "--＞"]
    {
        text = text.replace(drawn, "→");
    }
    text.replace(['➜', '⇒', '➔', '⟶', '▶', '►', '↓', '⇨', '➡', '⬇', '\u{f0e0}'], "→")
        .replace("→\u{fe0f}", "→")
}

/// The pieces of a cell: lines, else parts between 「；」 or arrows, else between numbers, else between
/// the marks given. Numbers that only count the pieces are taken off.
pub(super) fn pieces(cell: &str, also: &[char]) -> Vec<String> {
    let cell = arrows(cell);
    // A line that ends inside a bracket goes on.
    let by_line = cut(&cell, &|c| c == '\n' || c == '\r');
    if by_line.len() > 1 {
        // Lines may hold several of a numbered list, or be parts of one sentence.
        return marks::without_marks(by_line.iter().flat_map(|line| part(line)).collect());
    }
    let by_mark = cut(&cell, &|c| "；;→".contains(c));
    if by_mark.len() > 1 {
        return marks::without_marks(by_mark);
    }
    let numbered = numbered(&cell);
    if numbered.len() > 1 {
        return numbered;
    }
    let found = if also.is_empty() { Vec::new() } else { cut(&cell, &|c| also.contains(&c)) };
    if found.len() > 1 { found } else { cut(&cell, &|_| false) }
}

/// One of several lines: arrows and semicolons at its end are no words of it.
fn part(line: &str) -> Vec<String> {
    cut(line, &|c| "；;→".contains(c))
}

/// 「1.身份证 2.户口簿」 on one line.
fn numbered(cell: &str) -> Vec<String> {
    let starts = marks::starts(cell);
    let ends = starts.iter().skip(1).copied().chain([cell.len()]);
    let parts =
        starts.iter().zip(ends).map(|(a, b)| cell[*a..b].trim_end_matches(['，', ',', '、', ' ']));
    let parts: Vec<String> = parts.map(|p| p.trim().to_string()).collect();
    let before = starts.first().map_or("", |first| cell[..*first].trim());
    let mut parts = marks::without_marks(parts);
    if !before.is_empty() && !parts.is_empty() {
        parts.insert(0, before.trim_end_matches(['：', ':', '，']).to_string());
    }
    parts
}

/// A cell on one line, without what cannot be seen.
pub(super) fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    let visible: String =
        visible.chars().filter(|c| !crate::record::hidden::is_hidden(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name that was broken over lines of its cell to make it narrower, as one: between two Chinese characters
/// nothing stood there.
pub(super) fn joined(name: &str) -> String {
    let mut lines = name.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    let mut whole = lines.next().unwrap_or("").to_string();
    for line in lines {
        let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if plain(whole.chars().next_back()) || plain(line.chars().next()) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    one_line(&whole)
}

/// A text that stands upright, each character on a line of its own, as one.
pub(super) fn unstacked(text: String) -> String {
    let is_one = |line: &str| line.chars().count() == 1;
    let mut lines = text.trim().split(is_break).map(str::trim).filter(|line| !line.is_empty());
    let is_upright = has_break(&text)
        && lines.clone().all(is_one)
        && lines.all(|line| line.chars().all(crate::record::hidden::is_ideograph));
    if is_upright { text.split_whitespace().collect() } else { text }
}

/// Figures and letters as wide as a character, as Chinese keyboards write them, in their usual width.
pub(super) fn half_width(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|c| {
            let narrow = match c {
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
                }
                '．' if before.is_ascii_digit() => '.',
                '％' if before.is_ascii_digit() => '%',
                c => c,
            };
            before = narrow;
            narrow
        })
        .collect()
}

/// Whether a cell has more than one line.
pub(super) fn has_break(text: &str) -> bool {
    text.trim().contains(is_break)
}

/// Line ends of any program.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A name from outside as it may be said on a terminal.
#[must_use]
pub fn spoken(text: &str) -> String {
    let shown = |c: char| if crate::record::hidden::is_hidden(c) { '�' } else { c };
    text.chars().map(shown).collect()
}

/// A text on one line, cut where it is long: it stands in the table still.
pub(super) fn short(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= 120 {
        return line;
    }
    format!("{}……", line.chars().take(118).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_over_two_lines_are_one() {
        for (cell, name) in [
            ("老年优待证\n办理", "老年优待证办理"),
            ("领取 \r\n 补贴", "领取补贴"),
            ("A4\nB5 打印", "A4 B5 打印"),
            ("\n借用活动室\n", "借用活动室"),
        ] {
            assert_eq!(joined(cell), name);
        }
    }

    #[test]
    fn upright_and_wide_texts_are_read() {
        assert_eq!(unstacked("民\n生\n福\n利".into()), "民生福利");
        assert_eq!(unstacked("1\n2".into()), "1\n2");
        assert_eq!(unstacked("身份证\n表".into()), "身份证\n表");
        assert_eq!(half_width("１．申请　１５个工作日ＡＢ"), "1.申请　15个工作日AB");
    }

    #[test]
    fn enumerations_come_apart() {
        let cases: [(&str, &[&str]); 15] = [
            ("1.身份证\n2.户口簿", &["身份证", "户口簿"]),
            ("①申请 ②审核 ③发证", &["申请", "审核", "发证"]),
            ("申请→受理→审批", &["申请", "受理", "审批"]),
            ("1、身份证；2、照片2张", &["身份证", "照片2张"]),
            ("（一）提交申请；（二）社区初审", &["提交申请", "社区初审"]),
            ("60周岁以上", &["60周岁以上"]),
            ("1.身份证2.户口簿3.照片", &["身份证", "户口簿", "照片"]),
            ("一、二级残疾人", &["一、二级残疾人"]),
            ("2、3号楼的水费单", &["2、3号楼的水费单"]),
            ("身份证；一、二级残疾证", &["身份证", "一、二级残疾证"]),
            (
                "身份证、2张照片、户口簿（首页、本人页）",
                &["身份证", "2张照片", "户口簿（首页、本人页）"],
            ),
            ("A、B证，甲、乙双方签字", &["A、B证", "甲、乙双方签字"]),
            ("一季度、二季度水费单", &["一季度", "二季度水费单"]),
            ("1.身份证；户口簿", &["1.身份证", "户口簿"]),
            ("户口簿（首页、\n本人页）\n身份证", &["户口簿（首页、\n本人页）", "身份证"]),
        ];
        for (cell, wanted) in cases {
            assert_eq!(pieces(cell, &['、', '，']), wanted, "{cell}");
        }
    }
}
