//! One line of text against its kind in the table of fields: what is wrong, and the edit to make.
//!
//! Start at [`problem`]. Office people type full-width digits, Chinese quotes and commas where the
//! file wants plain ones; where only that is wrong, the help says exactly what to write.

use super::field::Field;
use super::field::Kind;
use super::field::Nature;
use super::hidden;
use super::suggest::nearest;
use super::traditional::simplified;
use crate::diag::Code;
use crate::quantity::Date;
use crate::quantity::Phones;
use crate::quantity::WebTrouble;
use crate::quantity::page_trouble;
use crate::quantity::site_trouble;

/// What is wrong with a line.
pub(crate) struct LineProblem {
    /// Its kind.
    pub code: Code,
    /// Chinese sentence.
    pub what: String,
    /// The edit to make.
    pub help: String,
}

const RETYPE: &str = "把那里前后两个字删去重新打；换行请改成逗号或句号";

/// What is wrong with `text`; `None` when it may be used.
pub(crate) fn problem(text: &str, kind: &Kind, field: &Field) -> Option<LineProblem> {
    let mut found = first_problem(text, kind, field)?;
    if matches!(kind, Kind::Text(_)) {
        return Some(found);
    }
    // What cannot be seen is the first thing to say of a value that cannot be read.
    if let Some(odd) = hidden::told(text) {
        let what = format!("「{}」里有{odd}", field.key);
        return Some(LineProblem { code: Code::BadValue, what, help: RETYPE.into() });
    }
    let plain = halfwidth(text);
    if plain != text && first_problem(&plain, kind, field).is_none() {
        found.help = format!("改成「{plain}」：这里用了全角字符或中文引号");
        if matches!(kind, Kind::Phone) {
            // What is said of numbers that are not read is not so of those that are meant.
            found.what = format!("「{}」里有全角的数字、标点或中文引号", field.key);
        }
    } else if let Kind::Spelled(.., nearest) = kind
        && nearest(text).is_some()
    {
        // The edit is known better than by its marks.
    } else if let Some(parts) = several(text, field)
        && parts.iter().all(|t| first_problem(t, kind, field).is_none())
    {
        found.help = if matches!(field.kind, Kind::List(..)) {
            let parts = parts.join(", ");
            format!("各项之间用半角逗号隔开：「{parts}」，或每项另起一行，以「- 」开头")
        } else {
            "这一栏只写一样".into()
        };
    }
    Some(found)
}

/// What stands between marks, or between spaces where a file wants a list.
fn several<'t>(text: &'t str, field: &Field) -> Option<Vec<&'t str>> {
    let list = matches!(field.kind, Kind::List(..));
    let marks =
        |c: char| "，、；".contains(c) || (list && ("/／".contains(c) || c.is_whitespace()));
    let parts: Vec<&str> =
        text.split(marks).map(str::trim).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1).then_some(parts)
}

fn first_problem(text: &str, kind: &Kind, field: &Field) -> Option<LineProblem> {
    let key = field.key;
    let say = |code: Code, what: String, help: String| Some(LineProblem { code, what, help });
    let bad = |what: String, help: String| say(Code::BadValue, what, help);
    match kind {
        Kind::Text(max) => {
            let count = text.chars().count();
            if text.is_empty() {
                let or = if field.required { "" } else { "，或删去这一行" };
                return say(Code::MissingKey, format!("「{key}」是空的"), fill_in(field) + or);
            }
            // 「[借房子， 借场地]」 is one text to YAML.
            let short = |parts: &Vec<&str>| parts.iter().all(|part| part.chars().count() <= *max);
            // A sentence that is too long is one, whatever marks it has: names are short.
            if count > *max
                && *max <= 12
                && text.contains(['，', '、', '；'])
                && let Some(parts) = several(text, field).filter(short)
            {
                let what = format!("「{text}」是几个，中间不是半角逗号");
                let help = format!("各个之间用半角逗号和空格：「{key}: [{}]」", parts.join(", "));
                return bad(what, help);
            }
            if count > *max {
                let what = format!("「{key}」有 {count} 个字，最多 {max} 个");
                return say(Code::OutOfLimit, what, format!("删去至少 {} 个字", count - max));
            }
            let odd = hidden::told(text)?;
            bad(format!("「{key}」里有{odd}"), RETYPE.into())
        }
        Kind::Phone => {
            let trouble = Phones::read(text).err()?;
            bad(format!("「{key}」{}", trouble.what), trouble.help)
        }
        Kind::Number(min, max) => {
            if text.parse::<u32>().is_ok_and(|n| (*min..=*max).contains(&n)) {
                return None;
            }
            let what = format!("「{key}」应该是 {min} 到 {max} 的数，这里是「{text}」");
            // 「二〇一八年」, 「2018年」
            let digit = |c: char| {
                let at = "〇一二三四五六七八九".chars().position(|d| d == c);
                c.to_digit(10).or_else(|| u32::try_from(at?).ok())
            };
            let digits: String =
                text.chars().filter_map(digit).filter_map(|n| char::from_digit(n, 10)).collect();
            // 「-5」, 「0.1」, 「1e4」 and 「六十」 say another number than their digits do.
            let runs = text.split(|c: char| digit(c).is_none()).filter(|run| !run.is_empty());
            let says_more =
                |c: char| "-－—负.．·十百千万亿半".contains(c) || c.is_ascii_alphabetic();
            let is_plain = runs.count() == 1 && !text.contains(says_more);
            let good = is_plain && digits.parse::<u32>().is_ok_and(|n| (*min..=*max).contains(&n));
            // An example is somebody else's number: it is not to be copied in.
            let help = if good {
                format!("改成「{digits}」")
            } else {
                format!("写 {min} 到 {max} 的数：{}", field.help)
            };
            bad(what, help)
        }
        Kind::Flag if parse_flag(text).is_none() => bad(
            format!("「{key}」只能写「是」或「否」，这里是「{text}」"),
            "改成「是」或「否」".into(),
        ),
        Kind::Date if Date::parse(text).is_none() => say(
            Code::BadDate,
            format!("「{text}」不是日期，或写法不对"),
            spelled_date(text).map_or_else(
                || format!("写成 {} 这样：年四位，月、日各两位", field.example),
                |date| format!("改成「{date}」"),
            ),
        ),
        Kind::Code if !is_code(text) => {
            let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
            let figures: String = bare.chars().take_while(char::is_ascii_digit).collect();
            let help = if is_code(bare) {
                format!("改成「{bare}」")
            } else if is_code(&figures) {
                // 「402 高龄补贴」, 「402.md」
                format!("只写编号：「{figures}」")
            } else if field.nature != Nature::Key && !text.contains(|c: char| c.is_ascii_digit()) {
                "这里写事项的编号，不写名字；编号在那件事项文件的开头，如 \"101\"".into()
            } else {
                "编号是类别的一位数字（1–9）加两位（事项多时三位、四位）数字，用引号括起来，如 \"101\""
                    .into()
            };
            bad(format!("「{text}」不是编号"), help)
        }
        Kind::Url | Kind::Site => {
            let trouble = match kind {
                Kind::Site => site_trouble(text),
                _ => page_trouble(text),
            };
            let WebTrouble { what, help } = trouble?;
            bad(format!("网址{what}"), help)
        }
        Kind::Words(words) if !words.iter().any(|(a, b)| *a == text || *b == text) => {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let here = simplified(text).filter(|t| all.contains(&t.as_str()));
            let near = here.as_deref().or_else(|| nearest(text, all.iter().copied()));
            let help = near.map_or_else(
                || format!("改成其中之一：{}", all.join("、")),
                |w| format!("改成「{w}」；可以写的有：{}", all.join("、")),
            );
            bad(format!("「{key}」不能写「{text}」"), help)
        }
        Kind::Spelled(accepts, spellings, nearest) if !accepts(text) => bad(
            format!("「{key}」写成「{text}」看不懂"),
            nearest(text).unwrap_or_else(|| format!("写成{spellings}")),
        ),
        Kind::Flag
        | Kind::Date
        | Kind::Code
        | Kind::Words(_)
        | Kind::Spelled(..)
        | Kind::List(..)
        | Kind::Group(_)
        | Kind::LineOr(..)
        | Kind::GroupOrList(..) => None,
    }
}

/// What to write into a field.
pub(super) fn fill_in(field: &Field) -> String {
    if field.example.is_empty() {
        format!("补上「{}」：{}", field.key, field.help)
    } else {
        // An example is somebody else's fact: it is not to be copied in.
        format!("补上「{}: …」：{}，如「{}」", field.key, field.help, field.example)
    }
}

/// What to write instead of what stands in a field.
pub(super) fn change_to(field: &Field) -> String {
    if field.example.is_empty() {
        format!("改成一行字：{}", field.help)
    } else {
        format!("改成「{}: {}」这样：{}", field.key, field.example, field.help)
    }
}

/// Full-width letters, digits and marks as plain ones (Unicode's FF01–FF5E block lies 0xFEE0 above
/// ASCII), without quotes around the whole.
pub(crate) fn halfwidth(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '—' | '–' | '−' => '-',
        _ => c,
    };
    let text: String = text.chars().map(plain).collect();
    text.trim().trim_matches(['“', '”', '‘', '’', '「', '」', '"', '\'']).trim().to_string()
}

/// 是/否, and what office people type for them.
pub(super) fn parse_flag(text: &str) -> Option<bool> {
    match text {
        "是" | "可以" | "true" | "yes" => Some(true),
        "否" | "不可以" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// A category digit and two, three or four more.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits && (3..=5).contains(&text.len()) && !text.starts_with('0')
}

/// `2026.3.5`, `2026/03/05`, `2026年3月5日` as the file wants it, if that day exists.
fn spelled_date(text: &str) -> Option<Date> {
    let numbers: Vec<u32> = halfwidth(text)
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (year, month, day) = match numbers.as_slice() {
        // 「2026-11-21 00:00:00」 comes out of a table.
        [year, month, day] | [year, month, day, 0, ..] => (*year, *month, *day),
        // 「20261121」
        [whole] if *whole > 19_000_000 => (whole / 10_000, whole / 100 % 100, whole % 100),
        _ => return None,
    };
    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::must;

    #[test]
    fn full_width_is_named_with_what_to_write() {
        let field = must("编号", "code", Kind::Code, "", "");
        let help = |text| problem(text, &Kind::Code, &field).map(|p| p.help).unwrap_or_default();
        assert_eq!(help("“101”"), "改成「101」：这里用了全角字符或中文引号");
        assert_eq!(help("１０１"), "改成「101」：这里用了全角字符或中文引号");
        assert_eq!(help("101，102"), "这一栏只写一样");
        assert!(problem("101", &Kind::Code, &field).is_none());
    }
}
