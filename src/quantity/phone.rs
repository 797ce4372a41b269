//! Telephone numbers as offices write them: one or several, with extensions and remarks.
//!
//! Start at [`Phones::parse`]. A number is taken apart as far as it takes to dial it; whatever cannot be
//! dialled is said, with the edit. What people read stays as it was written, so that pages, boards,
//! cards and copied text agree.
//!
//! Lengths follow the numbering plan of China (电信网编号计划, 2017): an area of three or four digits that
//! begins with 0, then seven or eight; mobile numbers of eleven; 400 and 800 with seven more; public
//! services of three to six. Areas are not looked up: our examples use 0000.

use std::fmt;

/// What stands in a telephone field: at least one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phones {
    written: String,
    numbers: Vec<PhoneNumber>,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// As it was written, without its remark: 「0311-0000 2345 转 8001」.
    pub text: String,
    /// What a telephone is given (`tel:`): digits, `+` in front of a country, `,` where the extension
    /// follows after a pause.
    pub dial: String,
    /// What stood in brackets beside it: 「夜间」; empty without one.
    pub remark: String,
}

/// Why a text is no telephone number, and the edit to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhoneTrouble {
    /// Follows the name of the field.
    pub what: String,
    /// The edit.
    pub help: String,
}

impl PhoneTrouble {
    /// This one and another; the same edit once.
    fn and(mut self, other: &PhoneTrouble) -> PhoneTrouble {
        // The name of the field stands before the first one only.
        let what = other.what.strip_prefix("里的").or_else(|| other.what.strip_prefix('里'));
        self.what = format!("{}；{}", self.what, what.unwrap_or(&other.what));
        if !self.help.contains(&other.help) {
            self.help = format!("{}；{}", self.help, other.help);
        }
        self
    }
}

/// Longest text of one number, and of all in a field.
const LONGEST: usize = 40;
const LONGEST_OF_ALL: usize = 160;
/// What stands between two numbers.
const SEPARATORS: [char; 8] = ['、', '/', '／', '；', ';', '，', ',', '或'];
/// What says that an extension follows; longer words first.
const EXTENSIONS: [&str; 7] = ["转分机", "转接", "分机", "转", "ext.", "ext", "#"];

impl Phones {
    /// Reads numbers joined by 、 or /, each with an extension and a remark if it has them. A number
    /// without its area takes the area of the one before it. Of several wrong ones all are told.
    pub(crate) fn read(text: &str) -> Result<Phones, PhoneTrouble> {
        let count = text.chars().count();
        let pieces = pieces(text);
        let longest = if pieces.len() > 1 { LONGEST_OF_ALL } else { LONGEST };
        if count > longest || pieces.iter().any(|p| p.chars().count() > LONGEST) {
            return trouble(
                format!(
                    "太长，一个号码连说明最多 {LONGEST} 个字，几个号码最多 {LONGEST_OF_ALL} 个字"
                ),
                "只写号码；说明写进括号里，尽量短",
            );
        }
        let mut numbers: Vec<PhoneNumber> = Vec::new();
        let mut area = None;
        let mut wrong: Option<PhoneTrouble> = None;
        for piece in pieces {
            match read_one(piece, area.as_deref()) {
                Ok((number, own_area)) => {
                    area = own_area.or(area);
                    numbers.push(number);
                }
                Err(one) => wrong = Some(wrong.map_or_else(|| one.clone(), |all| all.and(&one))),
            }
        }
        match wrong {
            Some(wrong) => Err(wrong),
            None => Ok(Phones { written: text.into(), numbers }),
        }
    }

    /// The same; `None` for anything that cannot be dialled.
    #[must_use]
    pub fn parse(text: &str) -> Option<Phones> {
        Phones::read(text).ok()
    }

    /// As it was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The numbers, in the order they are written.
    #[must_use]
    pub fn numbers(&self) -> &[PhoneNumber] {
        &self.numbers
    }
}

impl fmt::Display for Phones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

fn trouble<T>(what: impl Into<String>, help: impl Into<String>) -> Result<T, PhoneTrouble> {
    Err(PhoneTrouble { what: what.into(), help: help.into() })
}

/// Cut at the separators that stand in no bracket.
fn pieces(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let outside = text.split(|c: char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && SEPARATORS.contains(&c)
    });
    outside.map(str::trim).collect()
}

/// One number, and its area when it has one.
fn read_one(
    piece: &str,
    area: Option<&str>,
) -> Result<(PhoneNumber, Option<String>), PhoneTrouble> {
    // 「(0311-0000 2345)」: the whole number stands in brackets.
    let inner = piece.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    if let Some(inner) = inner.filter(|t| !t.contains(['（', '(', '）', ')'])) {
        let (number, own_area) = read_one(inner.trim(), area)?;
        return Ok((PhoneNumber { text: piece.into(), ..number }, own_area));
    }
    let (text, remark) = without_remarks(piece)?;
    if text.is_empty() {
        return trouble("里少了一个号码", "删去多余的顿号，或补上号码");
    }
    // 「0311-00002345，分机 801」: the comma cut it off.
    if EXTENSIONS.iter().any(|word| text.to_lowercase().starts_with(word)) {
        let number: String = text.chars().filter(char::is_ascii_digit).collect();
        return trouble(
            format!("里的「{text}」是分机，和号码之间不用标点"),
            format!("紧接着号码写，如「0311-0000 0000转{number}」"),
        );
    }
    if text.ends_with(['.', '。', '-', '—']) {
        let bare = text.trim_end_matches(['.', '。', '-', '—', ' ']);
        return trouble(format!("末尾多了符号：「{text}」"), format!("改成「{bare}」"));
    }
    let (main, extension) = split_extension(&text)?;
    let plus = main.starts_with('+');
    if let Some(wide) = main.chars().find(|c| ('０'..='９').contains(c)) {
        let digit = |c: char| char::from_u32(c as u32 - 0xFEE0).filter(char::is_ascii_digit);
        let plain: String = piece
            .chars()
            .map(|c| if ('０'..='９').contains(&c) { digit(c).unwrap_or(c) } else { c })
            .collect();
        return trouble(
            format!("不像电话号码：「{piece}」里的「{wide}」是全角数字"),
            format!("用半角数字：「{plain}」"),
        );
    }
    if let Some(odd) = main.chars().skip(usize::from(plus)).find(|c| !is_of_number(*c)) {
        if let Some(help) = slip_of_figures(&text) {
            return trouble(format!("不像电话号码：「{piece}」里有字母"), help);
        }
        return trouble(
            format!("不像电话号码：「{piece}」里有「{odd}」"),
            "只写号码；说明放进括号，如「0311-0000 0000（夜间）」",
        );
    }
    let groups: Vec<String> = main
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .map(String::from)
        .collect();
    let (dial, own_area, tail) = dialled(&groups, plus, area).or_else(|why| {
        // Two whole numbers with nothing between them but a space.
        let words: Vec<&str> = text.split_whitespace().collect();
        let whole = |w: &&str| w.len() >= 10 && read_one(w, None).is_ok();
        if words.len() > 1 && words.iter().all(whole) {
            return trouble(
                format!("里「{text}」像是几个号码连着写的"),
                format!("几个号码用顿号隔开：「{}」", words.join("、")),
            );
        }
        trouble(format!("里的「{text}」{}", why.what), why.help)
    })?;
    if tail.is_some() && extension.is_some() {
        return trouble(
            format!("里的「{text}」有两个分机号"),
            "一个号码只带一个分机，如「转8001」",
        );
    }
    let extension = extension.or(tail).map(|e| format!(",{e}")).unwrap_or_default();
    Ok((PhoneNumber { text, dial: dial + &extension, remark }, own_area))
}

/// The edit where letters look like figures, or a table made one number of it: 「8765432l」, 「3.11E10」.
fn slip_of_figures(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().filter(char::is_ascii_alphabetic).collect();
    if letters == ['E'] || letters == ['e'] {
        return Some("表格把号码变成了科学计数：先把那一格改成文本，写上完整的号码".into());
    }
    let figure = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' | 'i' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        c => c,
    };
    let meant: String = text.chars().map(figure).collect();
    let few = !letters.is_empty() && letters.len() <= 2;
    (few && !meant.contains(|c: char| c.is_ascii_alphabetic()))
        .then(|| format!("字母改成数字：「{meant}」，再核对一遍"))
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '—' | '–' | '‑' | '－' | '.' | '·')
}

/// The number without what stands in brackets, and the words of the brackets. Brackets round digits
/// alone at the front are those of the area: 「(0311) 0000 2345」.
fn without_remarks(piece: &str) -> Result<(String, String), PhoneTrouble> {
    let (mut text, mut remarks) = (String::new(), Vec::new());
    let mut rest = piece;
    while let Some(open) = rest.find(['（', '(']) {
        let after = open + if rest[open..].starts_with('（') { '（'.len_utf8() } else { 1 };
        let Some(close) = rest[after..].find(['）', ')']) else {
            return trouble(format!("里的括号没有关上：「{piece}」"), "补上后一半括号「）」");
        };
        let inside = rest[after..after + close].trim();
        text.push_str(&rest[..open]);
        let area = inside.trim_start_matches('+');
        let is_area = (2..=4).contains(&area.len()) && area.bytes().all(|b| b.is_ascii_digit());
        // 「+86 (0)311」: the nought that is dialled at home only.
        if inside == "0" && text.trim_start().starts_with('+') {
            text.push(' ');
        } else if is_area && text.trim_matches(['+', ' ', '8', '6', '-']).is_empty() {
            text.push_str(&format!("({inside})"));
        } else if EXTENSIONS.iter().any(|word| inside.to_lowercase().starts_with(word))
            && inside.chars().any(|c| c.is_ascii_digit())
        {
            return trouble(
                format!("里的分机写在括号里，拨不过去：「{piece}」"),
                format!("写在括号外面：「{}{inside}」", text.trim()),
            );
        } else if !inside.is_empty() {
            remarks.push(inside.to_string());
        }
        let bracket = rest[after + close..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[after + close + bracket..];
    }
    text.push_str(rest);
    Ok((text.trim().to_string(), remarks.join("，")))
}

/// 「0311-0000 2345 转 8001」 as its two parts.
fn split_extension(text: &str) -> Result<(String, Option<String>), PhoneTrouble> {
    let lower = text.to_ascii_lowercase();
    let plain: String = lower.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let found = EXTENSIONS.iter().find_map(|w| plain.find(w).map(|at| (at, w.len())));
    // An area in brackets parts from its number like one with a hyphen.
    let main = |upto: &str| upto.replace(['(', ')'], " ").trim().to_string();
    let Some((at, length)) = found else { return Ok((main(&lower), None)) };
    let digits: String = plain[at + length..].chars().filter(|c| !c.is_whitespace()).collect();
    let good = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !good {
        return trouble(
            format!("里的分机号看不懂：「{text}」"),
            "分机写成「转」加一个号，如「0311-0000 0000转8001」；几个分机就写几个号码",
        );
    }
    let before = lower.find(&plain[at..at + length]).unwrap_or(lower.len());
    Ok((main(&lower[..before]), Some(digits)))
}

/// What a telephone is given, the area that it shows and an extension that hangs on a hyphen.
type Dialled = (String, Option<String>, Option<String>);

fn dialled(groups: &[String], plus: bool, area: Option<&str>) -> Result<Dialled, PhoneTrouble> {
    let digits = groups.concat();
    if digits.is_empty() {
        return trouble("没有数字", "写上号码，如「0311-0000 0000」");
    }
    if plus || digits.starts_with("0086") {
        return abroad(&digits, plus);
    }
    // Local numbers begin with 2–9; those of examples with 0 too.
    if let Some(area) = area.filter(|area| local_lengths(area).contains(&digits.len())) {
        return Ok((format!("{area}{digits}"), None, None));
    }
    if let Some(own) = area_of(groups, &digits) {
        let cut_short = groups.len() > 1 && groups[0].len() < 3;
        if cut_short || !is_area(&own) {
            let area = if cut_short { &groups[0] } else { &own };
            return trouble(
                format!("的区号「{area}」不对"),
                "区号是 010、02 开头的三位，或 03 到 09 开头的四位；缺的数字补上",
            );
        }
        let local = digits.len() - own.len();
        let good = local_lengths(&own);
        if good.contains(&local) {
            return Ok((digits, Some(own), None));
        }
        // A third part behind a whole number: 0311-00002345-8001.
        if let Some((last, before)) = groups.split_last()
            && good.contains(&(before.concat().len().saturating_sub(own.len())))
            && (1..=5).contains(&last.len())
        {
            return Ok((before.concat(), Some(own), Some(last.clone())));
        }
        let (least, most) = (*good.start(), *good.end());
        let (some, help) = if local < least { ("少", "补全") } else { ("多", "改对") };
        let wanted = if least == most { format!("{most} 位") } else { "7 位或 8 位".into() };
        return trouble(
            format!("{some}了数字：区号后面该有 {wanted}，这里有 {local} 位"),
            format!("{help}号码；几个号码用顿号、隔开"),
        );
    }
    match (digits.len(), digits.as_bytes()[0]) {
        (10, b'4' | b'8') if digits[1..].starts_with("00") => Ok((digits, None, None)),
        (11, b'1') if digits.as_bytes()[1] >= b'3' => Ok((digits, None, None)),
        (3..=6, b'1' | b'9') => Ok((digits, None, None)),
        (7 | 8, _) => {
            trouble("没有区号，手机上拨不通", format!("前面加上区号，如「0311-{digits}」"))
        }
        (1..=6, _) if area.is_some() => {
            trouble("只有后几位，拨不通", "每个号码都写全，用顿号、隔开")
        }
        (1..=6, _) => trouble("数字太少", "写全区号和号码，如「0311-0000 0000」"),
        (n, _) => trouble(
            format!("有 {n} 位数字，拨不通"),
            "核对号码：固定电话是区号加 7 位或 8 位，手机 11 位；几个号码用顿号、隔开",
        ),
    }
}

/// Whether the plan has such an area; the one of examples has noughts only.
fn is_area(area: &str) -> bool {
    match area.len() {
        3 => area == "010" || area.starts_with("02"),
        _ => {
            area == "0000"
                || area.starts_with('0') && matches!(area.as_bytes().get(1), Some(b'3'..=b'9'))
        }
    }
}

/// How many digits follow an area: eight where the area has three (the plan's cities of 010 and 02x).
fn local_lengths(area: &str) -> std::ops::RangeInclusive<usize> {
    if area.len() == 3 { 8..=8 } else { 7..=8 }
}

/// The area at the front: by its own group where it is written apart, else by the plan (010 and 02x have
/// three digits).
fn area_of(groups: &[String], digits: &str) -> Option<String> {
    let first = groups.first()?;
    if !first.starts_with('0') {
        return None;
    }
    if groups.len() > 1 && (3..=4).contains(&first.len()) {
        return Some(first.clone());
    }
    let short = digits.starts_with("010") || digits.starts_with("02");
    digits.get(..if short { 3 } else { 4 }).map(String::from)
}

/// A number with its country: +86 drops the 0 of the area.
fn abroad(digits: &str, plus: bool) -> Result<Dialled, PhoneTrouble> {
    let whole = if plus { digits } else { digits.trim_start_matches('0') };
    let Some(home) = whole.strip_prefix("86") else {
        if (8..=15).contains(&whole.len()) {
            return Ok((format!("+{whole}"), None, None));
        }
        return trouble("的位数不对", "国家号后面写全号码");
    };
    let home = home.trim_start_matches('0');
    let city = (home.starts_with("10") || home.starts_with('2')) && home.len() < 10;
    if (9..=11).contains(&home.len()) && !city {
        let area = home.len() == 11 && home.starts_with('1') && home.as_bytes()[1] >= b'3';
        let area = (!area).then(|| format!("0{}", &home[..home.len() - 8]));
        return Ok((format!("+86{home}"), area, None));
    }
    trouble("的位数不对", "+86 后面是区号（不带 0）和号码，如「+86 10 0000 0000」")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dials(text: &str) -> String {
        let read = Phones::read(text).map_err(|t| t.what);
        let numbers = read.map(|p| p.numbers.iter().map(|n| n.dial.clone()).collect::<Vec<_>>());
        numbers.map_or_else(|what| format!("✗{what}"), |n| n.join(" "))
    }

    #[test]
    fn every_number_dials_itself() {
        for (text, wanted) in [
            ("0311-0000 0000（示例）", "031100000000"),
            ("0311-00002345、0311-00002346", "031100002345 031100002346"),
            ("0311-00002345/00002346", "031100002345 031100002346"),
            ("0000-8765 4321；12345", "000087654321 12345"),
            ("0000-87654321 转 8003", "000087654321,8003"),
            ("0311-00002345转分机8001、0311-00002346", "031100002345,8001 031100002346"),
            ("0311-00002345-8001", "031100002345,8001"),
            ("（0311）0000 2345", "031100002345"),
            ("(010)0000 2345 ext.12", "01000002345,12"),
            ("01000002345", "01000002345"),
            ("0311 0000234", "03110000234"),
            ("+86 10 8765 4321", "+861087654321"),
            ("+86 (0311) 0000 2345", "+8631100002345"),
            ("0086-10-87654321", "+861087654321"),
            ("0000-87654321（夜间请拨12345）", "000087654321"),
            ("400-000-1234", "4000001234"),
            ("800 000 1234、12345（夜间）", "8000001234 12345"),
            ("110", "110"),
            ("(0311-00002345)", "031100002345"),
            ("（0311-00002345）、12345", "031100002345 12345"),
            ("96110", "96110"),
            ("13800000000", "13800000000"),
        ] {
            assert_eq!(dials(text), wanted, "{text}");
        }
        let phones = Phones::parse("0311-00002345（白天）、12345(夜间)").expect("two numbers");
        let said: Vec<_> = phones.numbers().iter().map(|n| (&*n.text, &*n.remark)).collect();
        assert_eq!(said, [("0311-00002345", "白天"), ("12345", "夜间")]);
    }

    #[test]
    fn what_cannot_be_dialled_is_said() {
        for bad in [
            "请打电话",
            "12",
            "0311-abc",
            "0311-0000",
            "0311-000023456789",
            "00002345",
            "0311-00002345、46",
            "0311-00002345、",
            "0311-00002345 0311-00002346",
            "0311-00002345转八号",
            "0311-00002345（夜间",
            "（示例）",
            "+86 1",
            "010-8765432",
            "010-00002345、8765432",
            "+86 10 876 5432",
        ] {
            assert!(dials(bad).starts_with('✗'), "{bad}: {}", dials(bad));
        }
        let all = Phones::read("0311-0000、12、0311-00002345、0311-000023456789").expect_err("bad");
        assert_eq!(all.what.matches('；').count(), 2, "{}", all.what);
        let several = ["0000-87654321转8003（周一至周五工作时间）"; 3].join("、");
        assert!(Phones::parse(&several).is_some(), "{several}");
        let wide = Phones::read("８６６５４３２１").expect_err("no plain digits");
        assert_eq!(wide.help, "用半角数字：「86654321」");
        let two = Phones::read("0311-00002345 0311-00002346").expect_err("two numbers");
        assert_eq!(two.help, "几个号码用顿号隔开：「0311-00002345、0311-00002346」");
    }
}
