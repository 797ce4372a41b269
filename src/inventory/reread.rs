//! A line of the printed list → the fields that it shows, where it is still written as it was printed.
//!
//! Start at [`shown_in`]; it is [`super::row`] the other way round. A line that a person wrote otherwise gives nothing
//! here, and is read like any table of a community.

use crate::quantity::CopyNeed;
use crate::quantity::OriginalNeed;

/// Keys below an element of a list, with their texts.
type Shown = Vec<(&'static str, String)>;

/// The fields of an element that its line shows; the others a person could not change there.
#[must_use]
pub(crate) fn keys_shown(list: &str) -> &'static [&'static str] {
    match list {
        "材料" => &["名称", "什么情况要", "原件", "复印件", "电子"],
        "步骤" => &["做什么", "短标题", "谁", "在哪", "时间"],
        "渠道" => &["方式", "说明"],
        "依据" => &["名称", "年份", "修订", "文号", "条款"],
        "风险点" => &["第几步", "风险", "等级", "防控"],
        _ => &[],
    }
}

/// What a line of a list shows, where it can be told.
#[must_use]
pub(crate) fn shown_in(list: &str, line: &str) -> Option<Shown> {
    match list {
        "步骤" => step(line),
        "材料" => material(line),
        "渠道" => Some(channel(line)),
        "风险点" => risk(line),
        _ => None,
    }
}

/// A text without its blanks: programs put some in and take others away.
#[must_use]
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '｜').collect()
}

/// A line without the number that counts it.
#[must_use]
pub(crate) fn without_number(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = rest.len() < line.len();
    rest.strip_prefix(['.', '、', '．']).filter(|_| counted).map_or(line, str::trim)
}

/// What stands before the last bracket of a line that ends with one, and what stands in it. Brackets may hold brackets.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let inside_end = line.strip_suffix('）')?;
    let mut depth = 0_usize;
    for (at, c) in inside_end.char_indices().rev() {
        match c {
            '）' => depth += 1,
            '（' if depth == 0 => {
                return Some((line[..at].trim(), &inside_end[at + c.len_utf8()..]));
            }
            '（' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// 「申请、填表（老人或家属，在社区窗口，30日内）」
fn step(line: &str) -> Option<Shown> {
    let (action, inside) = bracketed(line)?;
    let (who, rest) = inside.split_once("，在")?;
    let last = rest.rsplit_once('，').filter(|(_, time)| is_time(time));
    let (place, time) = last.map_or((rest, None), |(place, time)| (place, Some(time)));
    let good = |text: &str| !text.trim().is_empty();
    if !good(action) || !good(who) || !good(place) {
        return None;
    }
    let mut shown =
        vec![("做什么", action.into()), ("谁", who.trim().into()), ("在哪", place.trim().into())];
    shown.extend(time.map(|time| ("时间", time.trim().into())));
    Some(shown)
}

/// Whether the last words of a step say how long it takes, and not where it is.
fn is_time(text: &str) -> bool {
    let has_number =
        text.chars().any(|c| c.is_ascii_digit() || "一二两三四五六七八九十当每".contains(c));
    has_number && ["日", "天", "时", "月", "年", "分", "场"].iter().any(|unit| text.contains(unit))
        || text.contains("时间")
        || text.contains("答复为准")
}

/// 「户口簿（原件看一下，复印1份）」
fn material(line: &str) -> Option<Shown> {
    let (before, shown) = match bracketed(line).map(|(before, inside)| (before, form(inside))) {
        Some((before, Some(shown))) => (before, shown),
        _ => (line, Vec::new()),
    };
    let (name, case) = bracketed(before).map_or((before, None), |(name, case)| (name, Some(case)));
    if name.trim().is_empty() {
        return None;
    }
    let mut all = vec![("名称", name.trim().to_string())];
    all.extend(shown);
    all.extend(case.map(|case| ("什么情况要", case.trim().to_string())));
    Some(all)
}

/// 「原件看一下，复印件（份数问窗口）」; nothing where a part is something else.
fn form(text: &str) -> Option<Shown> {
    let mut shown = Vec::new();
    let text = text.strip_suffix("（份数问窗口）").unwrap_or(text);
    // 「原件看一下，再交2份」 is one part.
    for part in text.replace("，再交", "再交").split('，') {
        let part = part.trim();
        let spelt = match part {
            "原件看一下" | "核验" | "核验原件" => ("原件", "核验".into()),
            "交原件" => ("原件", "收，份数待确认".into()),
            "复印件" => ("复印件", "复印，份数待确认".into()),
            "要电子的" | "电子的也行" => ("电子", "是".into()),
            _ => {
                let original = part
                    .replace("原件看一下再交", "核验并收")
                    .replace("交原件一式", "一式")
                    .replace("交原件", "收");
                if OriginalNeed::parse(&original).is_some() {
                    ("原件", original)
                } else if CopyNeed::parse(part).is_some() {
                    ("复印件", part.to_string())
                } else {
                    return None;
                }
            }
        };
        shown.push(spelt);
    }
    Some(shown)
}

/// 「上门（只核实、认证）」
fn channel(line: &str) -> Shown {
    match bracketed(line) {
        Some((kind, note)) => vec![("方式", kind.into()), ("说明", note.trim().into())],
        None => vec![("方式", line.trim().into())],
    }
}

/// 「没听意见就定了方案（第2步，中）。防控：先听意见」
fn risk(line: &str) -> Option<Shown> {
    let (left, control) = line.split_once("。防控：")?;
    let (what, inside) = bracketed(left)?;
    let (at, grade) = match inside.split_once('，') {
        Some((at, grade)) => (at.strip_prefix('第').and_then(|at| at.strip_suffix('步')), grade),
        None => (None, inside),
    };
    let mut shown = Vec::new();
    shown.extend(at.map(|at| ("第几步", at.to_string())));
    shown.extend([("风险", what.into()), ("等级", grade.into()), ("防控", control.into())]);
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_printed() {
        let said = |list: &str, line: &str| {
            let shown = shown_in(list, line).unwrap_or_default();
            shown
                .into_iter()
                .map(|(key, text)| format!("{key}={text}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (list, line, wanted) in [
            (
                "步骤",
                "申请（老人或家属，在窗口，30日内）",
                "做什么=申请 谁=老人或家属 在哪=窗口 时间=30日内",
            ),
            (
                "步骤",
                "开会（居民，在居民会议（大会），或代表会议）",
                "做什么=开会 谁=居民 在哪=居民会议（大会），或代表会议",
            ),
            (
                "材料",
                "户口簿（首页）（原件看一下，复印2份）",
                "名称=户口簿 原件=核验 复印件=复印2份 什么情况要=首页",
            ),
            ("材料", "照片（交原件一式3份）", "名称=照片 原件=一式3份"),
            ("材料", "证（原件看一下，再交1份）", "名称=证 原件=核验并收1份"),
            ("材料", "卡（复印件（份数问窗口））", "名称=卡 复印件=复印，份数待确认"),
            ("渠道", "上门（只认证）", "方式=上门 说明=只认证"),
            ("风险点", "乱定（第2步，中）。防控：先听", "第几步=2 风险=乱定 等级=中 防控=先听"),
            ("步骤", "随便写的一步", ""),
        ] {
            assert_eq!(said(list, line), wanted, "{line}");
        }
        assert_eq!(without_number("12.申请"), "申请");
        assert_eq!(without_number("2024年的证"), "2024年的证");
    }
}
