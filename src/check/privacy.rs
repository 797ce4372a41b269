//! Numbers that belong to a person must not be in a text that goes onto a wall.
//!
//! Start at [`no_private_numbers`], the rule.

use super::tools::TextTools;
use super::tools::part_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::record::walk::Leaf;

/// ID-card numbers (checksum right), bank cards (checksum right) and mobile numbers in free text.
pub(super) fn no_private_numbers(
    _: &TextTools<'_>,
    leaf: &Leaf<'_>,
    text: &str,
    report: &mut Report,
) {
    for (start, number) in numbers(text) {
        let kind = |n: &str| {
            let digits: String = n.chars().filter_map(plain_digit).collect();
            // 「+86139…」 and 「0086139…」 are numbers with the country before them.
            let at_home = digits.strip_prefix("0086").or(digits.strip_prefix("86"));
            private_kind(&digits).or_else(|| private_kind(at_home.filter(|n| n.len() == 11)?))
        };
        let Some(what) = kind(number).or_else(|| number.split([' ', '-']).find_map(kind)) else {
            continue;
        };
        // The number itself is not repeated in the message.
        let place = part_of(leaf.span, text, start, number.len());
        report.push(
            Diagnostic::new(Code::PrivateNumber, Some(place), format!("这里有一个{what}"))
                .help("删去这个号码；办公电话写在 site.yaml 里"),
        );
    }
}

/// A digit, full-width ones too, or the X that may end an ID number.
pub(super) fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' | 'X' => Some(c),
        'x' | 'ｘ' | 'Ｘ' => Some('X'),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}

/// Runs of digits with their first byte; a single space or dash between digits does not end one
/// (`139 0000 0000`). An X may end a run.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    // Most texts have none.
    if !text.chars().any(|c| plain_digit(c).is_some()) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |i: usize| {
        chars.get(i).and_then(|(_, c)| plain_digit(*c)).is_some_and(|c| c.is_ascii_digit())
    };
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if !digit(i) {
            i += 1;
            continue;
        }
        let first = i;
        while digit(i) || (matches!(chars.get(i), Some((_, ' ' | '-'))) && digit(i + 1)) {
            i += 1;
        }
        if matches!(chars.get(i), Some((_, 'X' | 'x'))) {
            i += 1;
        }
        let end = chars.get(i).map_or(text.len(), |(at, _)| *at);
        found.push((chars[first].0, &text[chars[first].0..end]));
    }
    found
}

fn private_kind(number: &str) -> Option<&'static str> {
    match number.len() {
        18 if is_id_card(number) => Some("身份证号"),
        11 if number.starts_with('1')
            && !number.starts_with("10")
            && !number.starts_with("11")
            && !number.starts_with("12") =>
        {
            Some("手机号")
        }
        16..=19 if passes_luhn(number) => Some("银行卡号"),
        _ => None,
    }
}

/// GB 11643-1999: Σ digit·2^(17−i) mod 11 chooses the last character.
fn is_id_card(number: &str) -> bool {
    let bytes = number.as_bytes();
    let weights = [7_u32, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        weights.iter().zip(bytes).map(|(w, b)| w * u32::from(b.saturating_sub(b'0'))).sum();
    let expected = b"10X98765432"[(sum % 11) as usize];
    bytes[17].to_ascii_uppercase() == expected
}

/// ISO/IEC 7812-1 annex B.
fn passes_luhn(number: &str) -> bool {
    let digits = number.bytes().rev().map(|b| u32::from(b.saturating_sub(b'0')));
    let sum: u32 = digits
        .enumerate()
        .map(|(i, d)| {
            if i % 2 == 0 {
                d
            } else if d > 4 {
                d * 2 - 9
            } else {
                d * 2
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up numbers with right and wrong checksums.
    #[test]
    fn only_right_checksums_count() {
        assert_eq!(private_kind("11010519491231002X"), Some("身份证号"));
        assert_eq!(private_kind("110105194912310021"), None);
        assert_eq!(private_kind("13900000000"), Some("手机号"));
        assert_eq!(private_kind("12345678901"), None);
        assert_eq!(private_kind("4111111111111111"), Some("银行卡号"));
        assert_eq!(private_kind("4111111111111112"), None);
    }
}
