//! Marks that begin a piece of an enumeration: 「1.」「2、」「（3）」「④」「一、」「第一步：」.
//!
//! Start at [`mark`] and [`without_marks`]. A mark is one only in a row of them (1 2 3 …): 「3、4号楼」 and
//! 「一、二级残疾人」 begin with a number that is meant.

/// How an enumeration is marked; pieces of one enumeration are marked alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// ①
    Circled,
    /// `1.`
    Figure,
    /// （1）
    FigureInBrackets,
    /// 一、
    Word,
    /// （一）
    WordInBrackets,
    /// 第一步
    Step,
}

/// A mark at the beginning of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// How it is written.
    pub(super) style: Style,
    /// The number.
    pub(super) number: usize,
    /// Its bytes, up to the text.
    pub(super) length: usize,
}

/// Numbers in circles.
pub(super) const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const WORDS: &str = "一二三四五六七八九十";
const AFTER: [char; 8] = ['.', '．', '、', ')', '）', ':', '：', ','];

/// A number at the beginning, in figures or in words; and what follows.
fn number(text: &str) -> Option<(usize, bool, &str)> {
    let figures = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if figures.len() < text.len() {
        let value = text[..text.len() - figures.len()].parse().ok()?;
        return Some((value, true, figures));
    }
    let rest = text.trim_start_matches(|c| WORDS.contains(c));
    let digits: Vec<usize> = text[..text.len() - rest.len()]
        .chars()
        .filter_map(|c| WORDS.chars().position(|w| w == c).map(|i| i + 1))
        .collect();
    let value = match digits.as_slice() {
        [one] => *one,
        [10, ones] => 10 + ones,
        [tens, 10] => tens * 10,
        [tens, 10, ones] => tens * 10 + ones,
        _ => return None,
    };
    Some((value, false, rest))
}

/// The mark at the beginning of a text; blanks before it count as part of it.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let trimmed = text.trim_start();
    let first = trimmed.chars().next()?;
    let found = |style, number, rest: &str| {
        let length = text.len() - rest.trim_start().len();
        Some(Mark { style, number, length })
    };
    if let Some(i) = CIRCLED.chars().position(|c| c == first) {
        let rest = &trimmed[first.len_utf8()..];
        return found(Style::Circled, i + 1, rest.trim_start_matches(['.', '、', ' ', '　']));
    }
    if let Some(inside) = trimmed.strip_prefix(['（', '(']) {
        let (value, is_figure, rest) = number(inside)?;
        let rest = rest.strip_prefix(['）', ')'])?;
        let style = if is_figure { Style::FigureInBrackets } else { Style::WordInBrackets };
        return found(style, value, rest.trim_start_matches(['.', '、', '，', ':', '：']));
    }
    if let Some(inside) = trimmed.strip_prefix('第').or_else(|| trimmed.strip_prefix("步骤")) {
        let (value, _, rest) = number(inside)?;
        let is_step = trimmed.starts_with("步骤");
        let rest = if is_step { rest } else { rest.strip_prefix('步')? };
        return found(Style::Step, value, rest.trim_start_matches(AFTER));
    }
    let (value, is_figure, rest) = number(trimmed)?;
    let style = if is_figure { Style::Figure } else { Style::Word };
    if let Some(after) = rest.strip_prefix(AFTER) {
        // 「1.5米」 and 「8:30」 are no marks.
        let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
        let is_decimal = is_figure && goes_on && rest.starts_with(['.', ':', '：', ',']);
        let is_clock = rest.starts_with([':', '：']) && goes_on;
        return if is_decimal || is_clock { None } else { found(style, value, after) };
    }
    let blank = is_figure && rest.starts_with([' ', '　', '\t']);
    blank.then(|| found(style, value, rest))?
}

/// The pieces without their marks, if the marks count from one upward in a row; else as they are.
pub(super) fn without_marks(pieces: Vec<String>) -> Vec<String> {
    let marks: Vec<Option<Mark>> = pieces.iter().map(|p| mark(p)).collect();
    let Some(style) = marks.iter().flatten().next().map(|m| m.style) else { return pieces };
    let row: Vec<usize> =
        marks.iter().flatten().filter(|m| m.style == style).map(|m| m.number).collect();
    let counts = row.iter().enumerate().all(|(i, n)| *n == i + 1);
    if row.len() < 2 || !counts || !marks.first().is_some_and(Option::is_some) {
        return pieces;
    }
    let bare = |(piece, mark): (String, Option<Mark>)| match mark {
        Some(mark) if mark.style == style => piece[mark.length..].trim().to_string(),
        _ => piece,
    };
    pieces.into_iter().zip(marks).map(bare).filter(|p| !p.is_empty()).collect()
}

/// Names that are numbered by chapter and place (「1.1 犬只登记」, 「2-3老年证」), all of them, without the numbers.
pub(super) fn without_levels(names: Vec<String>) -> Vec<String> {
    let level = |name: &String| {
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || ".-－．".contains(c));
        let mark = &name[..name.len() - rest.len()];
        let parts: Vec<&str> = mark.split(['.', '-', '－', '．']).collect();
        let is_number = |part: &&str| (1..=2).contains(&part.len());
        let rest = rest.trim_start_matches([' ', '　', '、']);
        (parts.len() > 1 && parts.iter().all(is_number) && !rest.is_empty())
            .then(|| rest.to_string())
    };
    let bare: Option<Vec<String>> = names.iter().map(level).collect();
    bare.filter(|bare| bare.len() > 1).unwrap_or(names)
}

/// Where the pieces of 「1.身份证 2.户口簿」 begin; empty where it is no enumeration.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut found: Vec<(usize, Mark)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let begins = !c.is_whitespace()
            && !before.is_some_and(|b: char| {
                // A number goes on, or a bracket's belongs to what stands before it.
                b.is_ascii_digit() || WORDS.contains(b) || b == '第' || b == '.'
            });
        before = Some(c);
        let Some(mark) = begins.then(|| mark(rest)).flatten() else { continue };
        // A number and a blank count as a mark at the beginning of a line only.
        let is_bare = mark.style == Style::Figure
            && rest[..mark.length].trim_end().chars().all(|c| c.is_ascii_digit());
        let alike = found.first().is_none_or(|(_, first)| first.style == mark.style);
        if alike && !is_bare && mark.number == found.len() + 1 {
            found.push((at, mark));
        }
    }
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let is_full = |((at, mark), end): (&(usize, Mark), usize)| {
        let words = text.get(at + mark.length..end).unwrap_or("");
        words.chars().any(char::is_alphabetic) && !words.starts_with("号")
    };
    let all = found.len() > 1 && found.iter().zip(ends).all(is_full);
    if all { found.into_iter().map(|(at, _)| at).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_marks_in_a_row_only() {
        let bare = |pieces: &[&str]| without_marks(pieces.iter().map(|p| (*p).into()).collect());
        assert_eq!(bare(&["1.申请", "2.审核"]), ["申请", "审核"]);
        assert_eq!(bare(&["（一）申请", "（二）审核"]), ["申请", "审核"]);
        assert_eq!(bare(&["第一步：申请", "第二步：审核"]), ["申请", "审核"]);
        for kept in [
            &["一、二级残疾人"][..],
            &["3、4号楼居民"],
            &["身份证", "一、二级残疾证"],
            &["1、2号楼居民", "3、4号楼居民"],
            &["2、3号楼的水费单", "3、4号楼的水费单"],
            &["1.5米以下儿童", "2.5米以下儿童"],
            &["8:30开门", "9:00取号"],
        ] {
            assert_eq!(bare(kept), kept);
        }
        assert_eq!(starts("1.身份证 2.户口簿").len(), 2);
        assert_eq!(starts("一、申请二、受理三、办结").len(), 3);
        for whole in ["1、2、3号楼", "3、4号楼", "1.5元 2.5元", "一、二级残疾证", "第1、2、3栋"]
        {
            assert_eq!(starts(whole), [] as [usize; 0], "{whole}");
        }
    }
}
