//! A number and its format code → what the cell shows: 15 under `0"个工作日"` is 「15个工作日」.
//!
//! Start at [`shown`]. Of the format language (ECMA-376 part 1, 18.8.31) this reads what offices use:
//! sections, quoted words, digits, thousands, percent, dates and times in Chinese and in figures. What
//! it cannot read is shown as the plain number, so nothing is lost.

use super::fractions::condition;
use super::fractions::fraction;
use super::fractions::power_of_ten;
use calamine::ExcelDateTime;
use calamine::ExcelDateTimeType;

/// What a format is made of.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// Words that stand there as they are.
    Words(String),
    /// `0`, `#` or `?`: a place for a digit; true where it is always shown.
    Digit(bool),
    /// The decimal point.
    Point,
    /// A comma between or after digits.
    Comma,
    /// Times a hundred.
    Percent,
    /// A letter of a date or time, and how often it stands.
    Date(char, usize),
    /// `[h]`: hours that run on past a day.
    Elapsed(char),
    /// Morning and afternoon, in the words given.
    Half(&'static str, &'static str),
    /// The number as it is.
    General,
}

/// Formats that every program knows by number and files do not spell out; dates as Chinese programs
/// show them.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        14 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => return None,
    })
}

/// What a cell with this number and format shows.
pub(super) fn shown(value: f64, code: &str, id: Option<u32>, is_1904: bool) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let code = id.and_then(built_in).unwrap_or(code);
    let sections = sections(code);
    let of_sign = if value > 0.0 {
        0
    } else if value < 0.0 {
        1
    } else {
        2
    };
    let chosen = sections.get(of_sign).or(sections.first()).map_or("", String::as_str);
    let by_condition = sections.iter().any(|s| condition(s).is_some());
    let chosen = if by_condition {
        let last = sections.iter().find(|s| condition(s).is_none());
        let fits = |s: &&String| condition(s).is_some_and(|(_, test)| test(value));
        sections.iter().find(fits).or(last).map_or("", String::as_str)
    } else {
        chosen
    };
    if let Some(text) = fraction(value, chosen).or_else(|| power_of_ten(value, chosen)) {
        return text;
    }
    let Some(tokens) = tokens(chosen) else { return general(value) };
    // A section of its own for numbers below zero shows its own sign.
    let value = if of_sign == 1 && sections.len() > 1 { value.abs() } else { value };
    if tokens.iter().any(|t| matches!(t, Token::Date(..) | Token::Elapsed(_) | Token::Half(..))) {
        return moment(value, &tokens, is_1904).unwrap_or_else(|| general(value));
    }
    figure(value, &tokens)
}

/// A moment whose format is not known, as files of old programs leave it.
pub(super) fn plain_moment(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return format!("{hour}:{minute:02}");
    }
    let date = format!("{year}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { date } else { format!("{date} {hour}:{minute:02}") }
}

/// A number without a format: at most ten digits count, as on the screen.
pub(super) fn general(value: f64) -> String {
    if value.abs() < 1e15 && (value - value.trunc()).abs() < 1e-9 {
        return format!("{:.0}", value.trunc());
    }
    let long = value.to_string();
    if long.len() <= 11 {
        return long;
    }
    let before = value.abs().trunc().to_string().len();
    let short = format!("{value:.places$}", places = 10_usize.saturating_sub(before));
    if short.contains('.') {
        short.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        short
    }
}

/// The parts between semicolons that stand outside of quotes.
fn sections(code: &str) -> Vec<String> {
    let (mut out, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in code.chars() {
        let ends = c == ';' && !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = matches!(c, '\\' | '_' | '*') && !escaped && !quoted;
        match out.last_mut() {
            Some(last) if !ends => last.push(c),
            _ => out.push(String::new()),
        }
    }
    out
}

/// The tokens of one section; `None` where it says something that is not read here.
fn tokens(section: &str) -> Option<Vec<Token>> {
    let section = section.replace("G/通用格式", "General");
    let mut rest = section.as_str();
    let mut out: Vec<Token> = Vec::new();
    let words = |out: &mut Vec<Token>, text: &str| match out.last_mut() {
        Some(Token::Words(before)) => before.push_str(text),
        _ => out.push(Token::Words(text.into())),
    };
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let lower = rest.get(..7).map(str::to_ascii_lowercase);
        if lower.as_deref() == Some("general") {
            out.push(Token::General);
            rest = &rest[7..];
            continue;
        }
        if let Some((half, token)) = half_of_day(rest) {
            out.push(token);
            rest = &rest[half..];
            continue;
        }
        rest = after;
        match c {
            '"' => {
                let end = after.find('"').unwrap_or(after.len());
                words(&mut out, &after[..end]);
                rest = after.get(end + 1..).unwrap_or("");
            }
            '\\' => {
                let next = after.chars().next()?;
                words(&mut out, &after[..next.len_utf8()]);
                rest = &after[next.len_utf8()..];
            }
            // A gap as wide as the next character, and a filling of it: no text.
            '_' | '*' => rest = after.chars().next().map_or("", |n| &after[n.len_utf8()..]),
            '[' => {
                let end = after.find(']')?;
                let inside = &after[..end];
                rest = &after[end + 1..];
                if let Some(money) = inside.strip_prefix('$') {
                    words(&mut out, money.split('-').next().unwrap_or(""));
                } else if matches!(inside, "h" | "hh" | "m" | "mm" | "s" | "ss" | "H" | "HH") {
                    out.push(Token::Elapsed(inside.chars().next()?.to_ascii_lowercase()));
                }
            }
            '0' => out.push(Token::Digit(true)),
            '#' | '?' => out.push(Token::Digit(false)),
            '.' => out.push(Token::Point),
            ',' => out.push(Token::Comma),
            '%' => out.push(Token::Percent),
            'E' if after.starts_with(['+', '-']) => return None,
            '/' if out.iter().any(|t| matches!(t, Token::Digit(_))) => return None,
            'y' | 'm' | 'd' | 'h' | 's' | 'a' | 'e' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let same = |n: char| n.eq_ignore_ascii_case(&c);
                let more = after.chars().take_while(|n| same(*n)).count();
                out.push(Token::Date(c.to_ascii_lowercase(), more + 1));
                rest = &after[more..];
            }
            '@' => return None,
            _ => words(&mut out, c.encode_utf8(&mut [0; 4])),
        }
    }
    Some(out)
}

/// 「上午/下午」 and its like at the beginning: how long it is, and its token.
fn half_of_day(text: &str) -> Option<(usize, Token)> {
    let known = [
        ("上午/下午", "上午", "下午"),
        ("AM/PM", "AM", "PM"),
        ("am/pm", "AM", "PM"),
        ("A/P", "A", "P"),
    ];
    let (written, morning, evening) = known.iter().find(|(w, ..)| text.starts_with(w))?;
    Some((written.len(), Token::Half(morning, evening)))
}

/// A number in digits.
fn figure(value: f64, tokens: &[Token]) -> String {
    if !tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
        let one = |t: &Token| match t {
            Token::Words(text) => text.clone(),
            Token::General => general(value),
            Token::Percent => "%".into(),
            _ => String::new(),
        };
        return tokens.iter().map(one).collect();
    }
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let is_digit = |t: &&Token| matches!(t, Token::Digit(_));
    let places = tokens[point..].iter().filter(is_digit).count().min(12);
    let last_before = tokens[..point].iter().rposition(|t| matches!(t, Token::Digit(_)));
    let thousands = last_before
        .map_or(0, |last| tokens[last..point].iter().filter(|t| **t == Token::Comma).count());
    let first = tokens.iter().position(|t| matches!(t, Token::Digit(_))).unwrap_or(0);
    let grouped = last_before.is_some_and(|last| tokens[first..last].contains(&Token::Comma));
    let mut scaled = value.abs();
    tokens.iter().filter(|t| **t == Token::Percent).for_each(|_| scaled *= 100.0);
    (0..thousands).for_each(|_| scaled /= 1000.0);
    // Half is rounded up, as on the screen; the hair more undoes what binary fractions lose.
    let ten = (0..places).fold(1.0, |ten: f64, _| ten * 10.0);
    let rounded = (scaled * ten + 0.5 + 1e-9).trunc() / ten;
    let written = format!("{rounded:.places$}");
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let mut left: Vec<char> = whole.trim_start_matches('0').chars().collect();
    let (mut before, mut count) = (Vec::new(), 0);
    for (i, token) in tokens[..point].iter().enumerate().rev() {
        match token {
            Token::Digit(always) => loop {
                let digit = left.pop().or(always.then_some('0'));
                let Some(digit) = digit else { break };
                if grouped && count > 0 && count % 3 == 0 {
                    before.push(",".to_string());
                }
                before.push(digit.to_string());
                count += 1;
                // The first place takes all digits that are left.
                if i != first || left.is_empty() {
                    break;
                }
            },
            Token::Words(text) => before.push(text.clone()),
            Token::Percent => before.push("%".into()),
            _ => {}
        }
    }
    let mut out: String = before.into_iter().rev().collect();
    let mut digits = fraction.chars();
    let mut after = String::new();
    let needed = tokens[point..].iter().rposition(|t| *t == Token::Digit(true));
    for (i, token) in tokens[point..].iter().enumerate() {
        match token {
            Token::Digit(_) => {
                let digit = digits.next().unwrap_or('0');
                let all_zero = digit == '0' && digits.clone().all(|d| d == '0');
                if !all_zero || needed.is_some_and(|last| i <= last) {
                    after.push(digit);
                }
            }
            Token::Point => after.push('.'),
            Token::Words(text) => after.push_str(text),
            Token::Percent => after.push('%'),
            _ => {}
        }
    }
    if after == "." {
        after.clear();
    }
    out.push_str(&after);
    if value < 0.0 && rounded > 0.0 { format!("-{out}") } else { out }
}

/// A date or a time.
fn moment(value: f64, tokens: &[Token], is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let at = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let halves = tokens.iter().any(|t| matches!(t, Token::Half(..)));
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let two =
            |n: usize, value: u32| if n > 1 { format!("{value:02}") } else { value.to_string() };
        let is_date = |t: &&Token| matches!(t, Token::Date(..) | Token::Elapsed(_));
        let before = tokens[..i].iter().rev().find(is_date);
        let next = tokens[i + 1..].iter().find(is_date);
        let text = match token {
            Token::Words(text) => text.clone(),
            Token::Date('y', n) if *n <= 2 => format!("{:02}", year % 100),
            Token::Date('y' | 'e', _) => year.to_string(),
            Token::Date('m', n) => {
                let after_hour = matches!(before, Some(Token::Date('h', _) | Token::Elapsed('h')));
                let minutes = after_hour || matches!(next, Some(Token::Date('s', _)));
                two(*n, if minutes { minute.into() } else { month.into() })
            }
            Token::Date('d', n) if *n < 3 => two(*n, day.into()),
            Token::Date('h', n) if halves => two(*n, u32::from((hour + 11) % 12 + 1)),
            Token::Date('h', n) => two(*n, hour.into()),
            Token::Date('s', n) => two(*n, second.into()),
            Token::Date(_, n) => {
                // Day 1 of the calendar was a Sunday, as these programs count.
                let days = ["日", "一", "二", "三", "四", "五", "六"];
                let day = days[usize::try_from(weekday(value, is_1904)).unwrap_or(0)];
                if *n > 3 { format!("星期{day}") } else { day.into() }
            }
            Token::Elapsed('h') => format!("{:.0}", (value * 24.0 + 1e-6).trunc()),
            Token::Elapsed('m') => format!("{:.0}", (value * 1440.0 + 1e-6).trunc()),
            Token::Elapsed(_) => format!("{:.0}", (value * 86400.0 + 1e-6).trunc()),
            Token::Half(morning, evening) => {
                if hour < 12 {
                    (*morning).into()
                } else {
                    (*evening).to_string()
                }
            }
            Token::Point => ".".into(),
            Token::Comma => ",".into(),
            Token::Percent => "%".into(),
            // Parts of a second are not shown.
            Token::Digit(_) | Token::General => String::new(),
        };
        out.push_str(&text);
    }
    Some(out)
}

/// 0 is Sunday.
fn weekday(value: f64, is_1904: bool) -> u64 {
    let text = format!("{:.0}", value.trunc());
    let day: u64 = text.parse().unwrap_or(0);
    (day + if is_1904 { 1462 } else { 0 } + 6) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_show_what_their_format_says() {
        for (value, code, wanted) in [
            (15.0, "0\"个工作日\"", "15个工作日"),
            (15.0, "0个工作日", "15个工作日"),
            (15.0, "General\"天\"", "15天"),
            (15.0, "G/通用格式\"日\"", "15日"),
            (10.0, "0\"元\"", "10元"),
            (2.5, "¥#,##0.00", "¥2.50"),
            (1234.5, "[$¥-804]#,##0.0;-0", "¥1,234.5"),
            (-3.0, "0;\"零下\"0", "零下3"),
            (0.0, "0;-0;\"免费\"", "免费"),
            (0.075, "0.0%", "7.5%"),
            (0.5, "0%", "50%"),
            (7.0, "000", "007"),
            (0.0, "#", ""),
            (0.5, "#.##", ".5"),
            (31_112_345_678.0, "000-00000000", "311-12345678"),
            (46086.0, "yyyy-mm-dd", "2026-03-05"),
            (46086.0, "yyyy\"年\"m\"月\"d\"日\";@", "2026年3月5日"),
            (46086.0, "[$-804]aaaa", "星期四"),
            (0.354_166_666_666_666_7, "h:mm", "8:30"),
            (0.645_833_333_333_333_3, "上午/下午h:mm", "下午3:30"),
            (1.25, "[h]:mm", "30:00"),
            (0.1 + 0.2, "General", "0.3"),
            (0.25, "# ?/?", "1/4"),
            (2.5, "# ?/?", "2 1/2"),
            (1_234_567.0, "0.00E+00", "1.23E+06"),
            (3.0, "[>2]\"多\";\"少\"", "多"),
            (7.25, "0.0", "7.3"),
        ] {
            assert_eq!(shown(value, code, None, false), wanted, "{value} {code}");
        }
        assert_eq!(shown(46086.0, "General", Some(31), false), "2026年3月5日");
        assert_eq!(shown(46086.0, "mm-dd-yy", Some(14), false), "2026/3/5");
        assert_eq!(shown(f64::NAN, "0", None, false), "");
    }
}
