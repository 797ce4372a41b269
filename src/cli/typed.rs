//! Arguments as Chinese keyboards type them → as they were meant.
//!
//! Start at [`as_meant`]. An input method turns `--` into a long dash and digits into wide ones; a clerk
//! sees no difference.

use std::ffi::OsString;

/// Dashes that stand where a hyphen was meant.
const DASHES: [char; 8] = ['-', '—', '–', '―', '－', '−', '‐', '‑'];

/// Every argument up to a bare `--`, with plain dashes before options and plain digits in numbers.
pub(super) fn as_meant(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut open = true;
    let meant = |(i, argument): (usize, OsString)| {
        let Some(text) = argument.to_str().filter(|_| open && i > 0) else { return argument };
        if text == "--" {
            open = false;
        }
        option(text).or_else(|| number(text)).map_or_else(|| argument.clone(), OsString::from)
    };
    arguments.into_iter().enumerate().map(meant).collect()
}

/// 「—类别」, 「－－类别＝4」, 「－r」; `None` for what is no option or is plain already.
fn option(text: &str) -> Option<String> {
    let name = text.trim_start_matches(DASHES);
    let dashes = &text[..text.len() - name.len()];
    let first = name.chars().next().filter(|c| c.is_alphabetic())?;
    if dashes.is_empty() || (dashes.is_ascii() && !name.contains('＝')) {
        return None;
    }
    let short = dashes.chars().count() == 1 && name.len() == 1 && first.is_ascii();
    let (name, value) = match name.split_once(['＝', '=']) {
        Some((name, value)) => {
            (name, format!("={}", number(value).unwrap_or_else(|| value.into())))
        }
        None => (name, String::new()),
    };
    Some(format!("{}{name}{value}", if short { "-" } else { "--" }))
}

/// Wide digits alone, or with the marks and units of sizes and days; `None` for anything else.
fn number(text: &str) -> Option<String> {
    let plain = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '－' | '：' | '＊' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    };
    let of_number = |c: char| c.is_ascii_digit() || ".-:x×*cmXCMAa厘毫米 ".contains(c);
    let out: String = text.chars().map(plain).collect();
    let is_one = out.chars().any(|c| c.is_ascii_digit()) && out.chars().all(of_number);
    (is_one && out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_signs_are_understood() {
        for (typed, meant) in [
            ("—类别", "--类别"),
            ("－－类别", "--类别"),
            ("——类别＝４", "--类别=4"),
            ("－r", "-r"),
            ("–size", "--size"),
            ("４", "4"),
            ("９０×１２０ｃｍ", "90×120cm"),
            ("２０２６－１１－２１", "2026-11-21"),
            ("--size", "--size"),
            ("２号楼报修", "２号楼报修"),
            ("—", "—"),
            ("－1", "-1"),
        ] {
            let all = as_meant(["xiaowei", typed].map(OsString::from));
            assert_eq!(all[1], OsString::from(meant), "{typed}");
        }
    }
}
