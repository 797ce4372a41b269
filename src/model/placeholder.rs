//! Words that stand for a text nobody has written yet: 「待定」, 「XXX街道」, 「（填写单位）」, 「请写：…」.
//!
//! Start at [`placeholder`]. They come out of forms, out of `new` and out of `import`; on a page a resident
//! takes them for the fact.

use crate::quantity::ASK_WINDOW;
use crate::record::hidden::is_ideograph;

/// Alone, or as one part of a list, these are no fact.
const OPEN: &[&str] = &[
    "待定",
    "待确认",
    "待补充",
    "待填写",
    "待完善",
    "待填",
    "待补",
    "待核实",
    "待核对",
    "请补",
    "请补充",
    "TBD",
    "tbd",
];
/// Alone, these say nothing where something has to be told.
const NOTHING: &[&str] = &[ASK_WINDOW, "暂无", "无", "同上", "略"];
/// What a form says where somebody is to write.
const ORDERS: &[&str] = &[
    "请写：",
    "请写:",
    "请填：",
    "请填:",
    "请填写：",
    "请填写:",
    "请补充：",
    "此处填写",
    "在此填写",
    "此处插入",
    "在此插入",
    // What Word and PowerPoint, tables and programmers leave.
    "单击此处",
    "点击此处",
    "请在此",
    "请输入",
    "TO\u{44}O",
    "todo",
    "REF!",
    "NAME?",
    "VALUE!",
];
/// A line of its own that says nothing.
const ALONE: &[&str] = &["同上", "略", "此处略", "见附件", "N/A", "n/a"];

/// The part of a text that is only a placeholder; `None` for a text that somebody wrote. Of a longer text
/// every line is looked at.
#[must_use]
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let line = line.trim().trim_start_matches(['-', '*', '#', '>', ' ']);
        let order = || ORDERS.iter().any(|order| line.starts_with(order)).then_some(line);
        alone(line)
            .or_else(order)
            .or_else(|| bracketed_order(line))
            .or_else(|| blank(line))
            .or_else(|| gap(line))
            .or_else(|| unit_without_number(line))
            .or_else(|| open_part(line))
    })
}

/// Whether a text is still what `new` and `import` leave to be written.
#[must_use]
pub(crate) fn is_unwritten(text: &str) -> bool {
    ["请写", "请填"].iter().any(|order| text.starts_with(order))
}

/// Whether a whole text says nothing, where something has to be told.
#[must_use]
pub(crate) fn says_nothing(text: &str) -> bool {
    let bare = text.trim_matches([
        '《', '》', '（', '）', '。', '…', '—', '-', ' ', '×', '?', '？', '_', '＿',
    ]);
    bare.is_empty() || NOTHING.contains(&bare)
}

/// 「……」, 「（略）」: nothing but dots, or a word that points elsewhere.
fn alone(line: &str) -> Option<&str> {
    let bare = line.trim_matches(['（', '）', '(', ')', '。', ' ', '\u{3000}']);
    let dots = !line.is_empty() && line.chars().all(|c| matches!(c, '…' | '.' | '。' | '·'));
    (dots || ALONE.contains(&bare)).then_some(line)
}

/// 「照片（  ）张」: brackets with nothing but blanks, for a pen.
fn blank(line: &str) -> Option<&str> {
    let mut rest = line;
    while let Some(at) = rest.find(['（', '(']) {
        let open = rest[at..].chars().next()?;
        let inner = &rest[at + open.len_utf8()..];
        let end = inner.find(|c: char| !matches!(c, ' ' | '\u{3000}')).unwrap_or(inner.len());
        let close = if open == '（' { '）' } else { ')' };
        if end > 0 && inner[end..].starts_with(close) {
            return Some(&rest[at..at + open.len_utf8() + end + close.len_utf8()]);
        }
        rest = inner;
    }
    None
}

/// 「地址待定」 is a sentence, and 「显示“待补充”的」 quotes a word; 「待定」 between two other marks is neither.
fn open_part(line: &str) -> Option<&str> {
    const MARKS: &str = "，。；、：,;:（）()【】[]|* \u{3000}…";
    line.split(|c: char| MARKS.contains(c)).find(|part| OPEN.contains(part))
}

/// 「（填写单位名称）」: nothing but a bracket with an order, or one that goes on with dots.
fn bracketed_order(line: &str) -> Option<&str> {
    let opened = |c: char| "（(【[".contains(c);
    let mut rest = line;
    while let Some(at) = rest.find(opened) {
        let inner = rest[at..].trim_start_matches(opened);
        let end = inner.find(['）', ')', '】', ']']).unwrap_or(inner.len());
        let said = &inner[..end];
        let order = ["填写", "请填", "请写", "待填", "此处"].iter().any(|o| said.starts_with(o));
        let alone = at == 0 && rest.len() == line.len() && inner.len() <= end + '）'.len_utf8();
        // 「（单位名称）」: the name of what is to be written.
        if alone && ["名称", "姓名"].iter().any(|name| said.ends_with(name)) {
            return Some(said);
        }
        if order && (alone || said.contains(['…', '.']) || said.chars().count() <= 2) {
            return Some(said);
        }
        rest = &inner[end..];
    }
    None
}

/// What a number stands before.
const UNITS: &str = "年月日天个张份元块次件小周";

/// Whether behind a unit no further word begins.
fn ends_after(run: &str, unit: char) -> bool {
    !run[unit.len_utf8()..].starts_with(is_ideograph)
}

/// 「每年  月  日前」, 「第  条」, 「〔20  〕」: blanks where a number belongs.
fn unit_without_number(line: &str) -> Option<&str> {
    const PAIRS: &[(char, &str)] =
        &[('年', "月"), ('月', "日"), ('第', "条款项章号"), ('〔', "〕"), ('0', "〕年")];
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}');
    line.char_indices().find_map(|(at, before)| {
        let behind = &line[at + before.len_utf8()..];
        let after = behind.trim_start_matches(is_blank);
        let blanks = behind.len() - after.len();
        let unit = after.chars().next().filter(|_| blanks > 0)?;
        // 「2020 年」 is a number with a space.
        let is_number = before == '0' && (blanks < 2 || !line[..at].ends_with('2'));
        // 「每年 月底」 names a day.
        let goes_on = after[unit.len_utf8()..].starts_with(['底', '初', '中', '末', '份', '度']);
        let open = PAIRS.iter().any(|(b, units)| *b == before && units.contains(unit)) && !goes_on;
        let end = at + before.len_utf8() + blanks + unit.len_utf8();
        (open && !is_number).then(|| &line[at..end])
    })
}

/// Signs that keep a place free: 「XX」, 「×××」, 「___」, 「某某」, 「第X条」.
fn gap(line: &str) -> Option<&str> {
    if let Some(at) = line.find("某某") {
        return Some(&line[at..]);
    }
    let is_gap = |c: char| {
        matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | 'N' | 'n' | '×' | '_' | '＿' | '○' | '◯' | '△' | '□')
    };
    let digit = |c: char| "一二三四五六七八九".contains(c);
    let mut start = 0;
    while let Some(at) = line[start..].find(is_gap).map(|at| at + start) {
        let first = line[at..].chars().next()?;
        let run = line[at..].trim_start_matches(is_gap);
        let end = line.len() - run.len();
        let count = line[at..end].chars().count();
        let before = line[..at].chars().next_back();
        let after = run.chars().next();
        // XXL, xxx@qq.com, foo_bar: parts of a word of letters.
        let in_word = [before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric());
        let least = match first {
            // 「NN」 is no gap, 「N天」 is.
            'N' | 'n' => usize::MAX,
            'x' | 'ｘ' | '＿' => 3,
            // Two of them also make a word bold: 「__年检__」 is one, 「__年__月」 is none.
            '_' => 3 - usize::from(after.is_some_and(|c| UNITS.contains(c) && ends_after(run, c))),
            _ => 2,
        };
        let numbered = before == Some('第') && after.is_some_and(|c| "条款项章号".contains(c));
        // 「X个工作日」; 「2×3张」 is a number.
        let counted = matches!(first, 'X' | 'x' | 'Ｘ' | '×' | 'N' | 'n')
            && after.is_some_and(|c| UNITS.contains(c))
            && !before.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c));
        // 二○二六年 is a year.
        let year = first == '○' && [before, after].into_iter().flatten().any(digit);
        if year {
            start = end;
            continue;
        }
        if numbered || counted || (count >= least && !in_word) {
            return Some(&line[at..end]);
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wrote_is_found() {
        for text in [
            "待定",
            "待确认",
            "阳光小区（待定）",
            "时间：待补充",
            "XX街道办事处",
            "XXX",
            "×××",
            "某某部门",
            "___",
            "联系人：＿＿＿＿",
            "（填写单位名称）",
            "由（填写……）盖章",
            "第X条",
            "第×条、第三条",
            "请写：能办成什么",
            "……",
            "（略）",
            "同上",
            "单击此处添加文字",
            "todo 问老王",
            "带照片（  ）张",
            "周一至周五 （\u{3000}）点",
            "#REF!",
            "好的一段\n\n待补充",
            "- 请写：常见问题",
            "第  条",
            "冀民〔20  〕  号",
            "X个工作日",
            "办理要X天",
            "X月X日前交照片",
            "每年  月  日前交照片",
            "2026年  月  日前",
            "N个工作日内",
            "照片要X张",
            "（待核实）",
            "（请补）",
            "此处插入图片",
            "办理时间：__年__月__日",
            "○○街道△△社区居委会",
            "（单位名称）",
        ] {
            assert!(placeholder(text).is_some(), "{text}");
        }
        for text in [
            "缺材料待补充的，退回重填",
            "期待定期检查",
            "请填写《申请表》",
            "登记表（填写两份）",
            "80×190 厘米",
            "XXL号",
            "a_b__c",
            "第三条",
            "以窗口答复为准",
            "__注意：__周六不办",
            "某单位",
            "省略不写的",
            "照片（2张）、证件（原件）",
            "等等……",
            "显示「待补充」的，再来一次",
            "二○二六年",
            "2×3张",
            "拍X光片",
            "__年检__要带行驶证",
            "2020 年 3 月 1 日",
            "每年 3 月",
            "每年 月底前交",
            "□ 同意 □ 不同意",
            "（原单位名称没改的）",
            "冀民〔2020〕5号",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
        assert!(says_nothing("《…》") && says_nothing("无") && !says_nothing("无犯罪记录"));
    }
}
