//! What is said of a paper beside its name → how it is brought: 「户口簿原件及复印件2份」.
//!
//! Start at [`Paper::read`] and [`Paper::add`]. A count is taken only where it is said of one paper, in words that
//! leave no other reading; all else stays in the name.

use super::column::Column;
use crate::quantity::CopyNeed;
use crate::quantity::OriginalNeed;
use crate::yaml::quoted;
use std::fmt::Write;

/// A paper and how it is brought.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    /// Its name.
    pub(super) name: String,
    /// As the field has it.
    pub(super) original: Option<String>,
    pub(super) copies: Option<String>,
    pub(super) source: Option<String>,
}

/// Papers whose original is shown and taken home again.
const KEPT: &[&str] = &["证", "簿", "户口本", "卡", "护照", "房产证", "病历", "证书"];
const OPEN_COPIES: &str = "复印，份数待确认";
const OPEN_ORIGINAL: &str = "收，份数待确认";
const BOTH: &[&str] = &[
    "原件及复印件",
    "原件和复印件",
    "原件与复印件",
    "原件、复印件",
    "原件加复印件",
    "原件+复印件",
    "原、复印件",
];

/// 「2份」「两份」「各一份」 at the end of a text, in digits; and what stands before it.
fn count(text: &str) -> (&str, Option<u8>) {
    let Some(rest) = text.strip_suffix(['份', '张', '套']) else { return (text, None) };
    let Some(last) = rest.chars().next_back() else { return (text, None) };
    let spoken =
        "一二三四五六七八九".chars().position(|c| c == if last == '两' { '二' } else { last });
    let digit = last.to_digit(10).or_else(|| spoken.and_then(|n| u32::try_from(n + 1).ok()));
    let before = &rest[..rest.len() - last.len_utf8()];
    let is_long =
        before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    match digit.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=9).contains(n) && !is_long) {
        Some(n) => (before.trim_end(), Some(n)),
        None => (text, None),
    }
}

fn copies(count: Option<u8>) -> String {
    count.map_or(OPEN_COPIES.to_string(), |n| format!("复印{n}份"))
}

impl Paper {
    /// Reads a paper as lists have it.
    pub(super) fn read(text: &str) -> Paper {
        let whole = Paper { name: text.to_string(), ..Paper::default() };
        // 「身份证（原件）」 says the same as 「身份证原件」.
        let flat = match text.strip_suffix(['）', ')']).and_then(|t| t.rsplit_once(['（', '('])) {
            Some((name, inside)) if !name.is_empty() && ends_with_kind(inside) => {
                format!("{name}{inside}")
            }
            _ => text.to_string(),
        };
        let (before, number) = count(&flat);
        let set = before.strip_suffix("一式").filter(|_| number.is_some());
        if let (Some(name), Some(n)) = (set, number) {
            let name = name.trim_end_matches(['（', '(', '，', '、', ' ']);
            if !name.is_empty() && !name.ends_with("复印件") {
                let number = "一二三四五六七八九".chars().nth(usize::from(n) - 1).unwrap_or('一');
                let number = if flat.contains('两') { '两' } else { number };
                return Paper {
                    name: name.into(),
                    original: Some(format!("一式{number}份")),
                    ..Paper::default()
                };
            }
        }
        let each = before.strip_suffix('各');
        let before = each.unwrap_or(before).trim_end();
        if let Some(name) = BOTH.iter().find_map(|word| before.strip_suffix(word)) {
            let name = bare(name);
            return match name {
                Some(name) => Paper {
                    original: Some("核验".into()),
                    copies: Some(copies(number)),
                    name,
                    source: None,
                },
                None => whole,
            };
        }
        // 「各1份」 of one paper is said of the ones before it too.
        if each.is_some() {
            return whole;
        }
        if let Some(name) = before.strip_suffix("复印件").and_then(bare) {
            return Paper { copies: Some(copies(number)), name, ..Paper::default() };
        }
        if let Some(name) = before.strip_suffix("原件").and_then(bare) {
            let is_kept = KEPT.iter().any(|word| name.ends_with(word));
            let original = match number {
                Some(n) => format!("收{n}份"),
                None if is_kept => "核验".into(),
                None => OPEN_ORIGINAL.into(),
            };
            return Paper { original: Some(original), name, ..Paper::default() };
        }
        whole
    }

    /// Takes what a column beside the papers says of it; `false` where it is none of that.
    pub(super) fn add(&mut self, column: Column, text: &str) -> bool {
        let text = text.trim().trim_end_matches('。');
        let no = matches!(text, "0" | "0份" | "无" | "否" | "不需要" | "不用" | "×");
        let yes = matches!(text, "√" | "✓" | "是" | "需要" | "要");
        let number = text.parse::<u8>().ok().filter(|n| (1..=9).contains(n)).or_else(|| {
            let (before, number) = count(text);
            number
                .filter(|_| matches!(before, "" | "收" | "交" | "复印" | "原件" | "复印件" | "各"))
        });
        let slot = match column {
            Column::Original => &mut self.original,
            Column::Copies | Column::Count => &mut self.copies,
            Column::Source if text.chars().count() <= 20 => {
                self.source = Some(text.to_string());
                return true;
            }
            _ => return false,
        };
        let read = match (column, number) {
            (Column::Original, Some(n)) => format!("收{n}份"),
            (Column::Copies, Some(n)) => format!("复印{n}份"),
            (Column::Count, Some(n)) => {
                // How many of what is not said: the name says it, or nobody does.
                if self.copies.as_deref() == Some(OPEN_COPIES) {
                    self.copies = Some(format!("复印{n}份"));
                    return true;
                }
                return false;
            }
            (Column::Original, None) if OriginalNeed::parse(text).is_some() => text.to_string(),
            (Column::Copies, None) if CopyNeed::parse(text).is_some() => text.to_string(),
            (Column::Original, None) if yes => OPEN_ORIGINAL.into(),
            (Column::Copies, None) if yes => OPEN_COPIES.into(),
            (Column::Original | Column::Copies, None) if no => return true,
            _ => return false,
        };
        if slot.as_ref().is_some_and(|before| *before != read && before != OPEN_COPIES) {
            return false;
        }
        *slot = Some(read);
        true
    }

    /// Its line in the file.
    pub(super) fn line(&self, unknown: &str) -> String {
        let mut line = format!("  - {{ 名称: {}", quoted(&self.name));
        for (key, value) in [("原件", &self.original), ("复印件", &self.copies)] {
            if let Some(value) = value {
                // Writing to a String cannot fail.
                let _ = write!(
                    line,
                    ", {key}: {}",
                    if value.contains('，') { quoted(value) } else { value.clone() }
                );
            }
        }
        let source = self.source.as_ref().map_or(unknown.to_string(), |text| quoted(text));
        format!("{line}, 哪里拿: {source} }}")
    }
}

/// Whether a text says nothing but how a paper is brought.
fn ends_with_kind(text: &str) -> bool {
    let (before, _) = count(text);
    let before = before.strip_suffix('各').unwrap_or(before);
    before == "原件" || before == "复印件" || before == "一式" || BOTH.contains(&before)
}

/// A name that is left when what is said beside it is taken off.
fn bare(name: &str) -> Option<String> {
    let name = name.trim_end_matches([' ', '的', '，', '、', '：', ':']).trim();
    let open = name.matches(['（', '(']).count() != name.matches(['）', ')']).count();
    (!name.is_empty() && !open && !name.ends_with(['或', '和', '及'])).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_paper_is_brought() {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        for (text, name, original, copies) in [
            ("身份证", "身份证", "", ""),
            ("身份证复印件2份", "身份证", "", "复印2份"),
            ("户口簿原件及复印件", "户口簿", "核验", OPEN_COPIES),
            ("户口簿（原件及复印件各一份）", "户口簿", "核验", "复印1份"),
            ("申请表一式三份", "申请表", "一式三份", ""),
            ("身份证（原件）", "身份证", "核验", ""),
            ("照片2张", "照片2张", "", ""),
            ("户口簿复印件各一份", "户口簿复印件各一份", "", ""),
            ("申请书（本人签字）", "申请书（本人签字）", "", ""),
            ("复印件", "复印件", "", ""),
        ] {
            let wanted = Paper {
                name: name.into(),
                original: some(original),
                copies: some(copies),
                source: None,
            };
            assert_eq!(Paper::read(text), wanted, "{text}");
        }
    }
}
