//! Words that stand for a text nobody has written yet: 「待定」, 「XXX街道」, 「（填写单位）」, 「请写：…」.
//!
//! Start at [`placeholder`]. They come out of forms, out of `new` and out of `import`; on a page a resident
//! takes them for the fact.

use crate::quantity::ASK_WINDOW;

/// Alone, or as one part of a list, these are no fact.
const OPEN: &[&str] =
    &["待定", "待确认", "待补充", "待填写", "待完善", "待填", "待补", "TBD", "tbd"];
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
];

/// The part of a text that is only a placeholder; `None` for a text that somebody wrote. Of a longer text
/// every line is looked at.
#[must_use]
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let line = line.trim().trim_start_matches(['-', '*', '#', '>', ' ']);
        let order = || ORDERS.iter().any(|order| line.starts_with(order)).then_some(line);
        order().or_else(|| bracketed_order(line)).or_else(|| gap(line)).or_else(|| open_part(line))
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
        if order && (alone || said.contains(['…', '.']) || said.chars().count() <= 2) {
            return Some(said);
        }
        rest = &inner[end..];
    }
    None
}

/// Signs that keep a place free: 「XX」, 「×××」, 「___」, 「某某」, 「第X条」.
fn gap(line: &str) -> Option<&str> {
    if let Some(at) = line.find("某某") {
        return Some(&line[at..]);
    }
    let is_gap = |c: char| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '_' | '＿');
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
        let least = if matches!(first, 'X' | 'Ｘ' | '×') { 2 } else { 3 };
        let numbered = before == Some('第') && after.is_some_and(|c| "条款项章号".contains(c));
        if numbered || (count >= least && !in_word) {
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
            "好的一段\n\n待补充",
            "- 请写：常见问题",
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
            "显示「待补充」的，再来一次",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
        assert!(says_nothing("《…》") && says_nothing("无") && !says_nothing("无犯罪记录"));
    }
}
