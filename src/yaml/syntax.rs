//! What a person would blame for a YAML syntax error, in Chinese.
//!
//! Start at [`culprit`]: parsers notice a missing quote or bracket only lines below it, so the lines
//! up to the reported one are read again with the eyes of somebody who knows what clerks type ([`super::slips`]).
//! Works on bytes of one document; makes no diagnostics.

use super::slips::Blame;
use super::slips::NO_SPACE;
use super::slips::SEMICOLON;
use super::slips::SPECIAL;
use super::slips::WIDE_COLON;
use super::slips::WRONG_INDENT;
use super::slips::blame_line;

/// Mistakes that are certain whatever the parser thinks: it would read some of them as something
/// else without a word (an anchor, a longer text).
pub(super) fn certain(text: &str) -> Option<Blame> {
    let (mut start, mut quote, mut block_indent) = (0, None, None);
    let mut above: Option<usize> = None;
    let mut above_is_item = false;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let at = start;
        start += line.len();
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(open) = quote {
            if body.matches(open).count() % 2 == 1 {
                quote = None;
            }
            continue;
        }
        if block_indent.is_some_and(|i| indent > i || body.is_empty()) {
            continue;
        }
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        if line[..indent].contains(|c| c != ' ') {
            return Some((at, WRONG_INDENT.0, WRONG_INDENT.1));
        }
        if body == "---" && number > 0 {
            let behind = text[start..].lines().find(|line| !line.trim().is_empty());
            // What follows is no further file but the words of a body.
            if behind.is_some_and(|line| !line.contains(':') || line.starts_with('#')) {
                let what = "「---」后面写了正文，这个文件里放不了";
                let help = "把文件名末尾的 .yaml 改成 .md，第一行也写「---」；不要正文，就删去这一行和后面的字";
                return Some((at, what, help));
            }
            let what = "中间多了一行「---」";
            return Some((at, what, "删去这一行；一个文件只写一件事项"));
        }
        if line.trim_end() == "..." && !text[start..].trim().is_empty() {
            let what = "中间多了一行「...」，后面的栏目不会读";
            return Some((at, what, "删去这一行；要说还有别的，就写在栏目里"));
        }
        let item = body.strip_prefix("- ").map_or(0, |rest| body.len() - rest.trim_start().len());
        if above.is_some_and(|i| indent > i) && item > 0 && !above_is_item {
            let what = "上一行的栏目名后面已经写了内容，这里又写了列表";
            let help = "列表都另起一行：上一行冒号后面的各项也改成「- 」开头，一项一行";
            return Some((at + indent, what, help));
        }
        if above.is_some_and(|i| indent > i) && item > 0 {
            let what = "这一项缩进得比上面深，会被当成上一行的一部分";
            return Some((at + indent, what, "列表各项的「- 」要上下对齐"));
        }
        let (key, value) = body[item..].split_once(": ").unwrap_or(("", &body[item..]));
        // A remark behind a key is no value.
        let value = if value.trim().starts_with('#') { "" } else { value.trim() };
        if value.starts_with(['&', '*', '!']) && !value.starts_with("**") {
            let place = at + line.rfind(value).unwrap_or(indent);
            return Some((place, SPECIAL.0, SPECIAL.1));
        }
        let head = body[item..].trim_start();
        if let Some(word) = [value, head].into_iter().find(|w| w.starts_with(['［', '｛'])) {
            let place = at + line.rfind(word).unwrap_or(indent);
            return Some((place, "括号是全角的", "改成半角 [ ] 或 { }，里面的逗号、冒号也用半角"));
        }
        quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        quote = quote.filter(|q| value.matches(*q).count() % 2 == 1);
        let opens = value.ends_with(['|', '>']) && !key.is_empty();
        block_indent = opens.then_some(indent);
        let plain = !value.is_empty() && !value.ends_with([':', '|', '>', ',', '[', '{']);
        let is_value = plain && quote.is_none() && (item > 0 || !key.is_empty());
        above = is_value.then_some(indent);
        above_is_item = item > 0;
    }
    None
}

/// Longest name of a field, in bytes of Chinese.
const LONGEST_KEY: usize = 18;

/// The line to blame, as a byte of `text`. Looks at every line up to one after the parser's, which
/// may stop at the end of the line before the bad one.
pub(super) fn culprit(text: &str, reported: usize) -> Option<Blame> {
    if let Some(blame) = title_line(text) {
        return Some(blame);
    }
    let (mut start, mut beyond) = (0, 0);
    let mut block_indent = None;
    let mut above: Option<usize> = None;
    let (mut opened, mut lost_indent) = (None, None);
    for line in text.split_inclusive('\n') {
        beyond += usize::from(start > reported);
        if beyond > 1 {
            break;
        }
        let indent = line.len() - line.trim_start().len();
        let body = line.trim();
        // Text below `|` or `>` is free; only its end is YAML again.
        let free = block_indent.is_some_and(|i| indent > i || body.is_empty());
        if !free {
            if let Some((at, what, help)) = blame_line(line) {
                return Some((start + at, what, help));
            }
            if beyond == 0 && above.is_some_and(|i| indent > i) && body.contains(": ") {
                if let Some(at) = lost_indent {
                    let what = "这一行少了缩进（行首空格）";
                    return Some((at, what, "在行首补上空格，与下面几行对齐"));
                }
                let what = "这一行的缩进（行首空格）比上一行深";
                return Some((start + indent, what, "同一层的栏目行首空格数要一样"));
            }
            let goes_on = above.is_some_and(|i| indent <= i) && !body.starts_with(['-', '#']);
            if goes_on && !body.is_empty() && !body.contains([':', '：']) {
                // 「状态; 草稿」: the key beside the one that was meant.
                if let Some(mark) =
                    body.find([';', '；', '=', '＝']).filter(|at| *at <= LONGEST_KEY)
                {
                    let what = "这一行没有冒号";
                    let help = "前面的是栏目名，就把这里改成「: 」；是上一行没写完的话，就接到上一行的末尾";
                    return Some((start + indent + mark, what, help));
                }
                let what = "这一行没有栏目名，是上一行没写完的话";
                return Some((start + indent, what, "接到上一行的末尾，写在同一行里"));
            }
            // `核验:` and below it a field at its own margin: what follows deeper says where it belongs.
            let is_bare_key = body.ends_with(':') && !body.starts_with('-');
            lost_indent = (opened == Some(indent) && body.contains(": ")).then_some(start + indent);
            if !body.is_empty() {
                opened = is_bare_key.then_some(indent);
            }
            let item = body.strip_prefix("- ").map_or(0, |r| body.len() - r.trim_start().len());
            let value = body[item..].split_once(": ").map_or("", |(_, v)| v.trim());
            let plain =
                !value.is_empty() && !value.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
            if !body.is_empty() && !body.starts_with('#') {
                above = plain.then_some(indent + item);
            }
            let opens = body.ends_with(['|', '>']) && body.contains(": ");
            block_indent = opens.then_some(indent);
        }
        start += line.len();
    }
    None
}

/// A title above the first field, as papers have it.
fn title_line(text: &str) -> Option<Blame> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim()))
    });
    let is_field =
        |line: &str| line.contains([':', '：']) && !line.starts_with(['-', '[', '{', '"']);
    let mut said = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let (at, first) = said.next()?;
    let (_, second) = said.next()?;
    let plain =
        first.starts_with(|c: char| c > '\u{2e7f}') && !first.contains([':', '：', ';', '；']);
    let what = "这一行不是栏目";
    let help = "是栏目，就在栏目名后面写「: 」；是备注，就在最前面加「# 」；都不是就删去";
    (plain && is_field(second)).then_some((at, what, help))
}

/// What is wrong with every line by itself, outside of free text.
pub(super) fn every_line(text: &str) -> Vec<Blame> {
    let (mut start, mut block_indent, mut found) = (0, None, Vec::new());
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let body = line.trim();
        let free = block_indent.is_some_and(|i| indent > i || body.is_empty());
        if !free {
            found.extend(blame_line(line).map(|(at, what, help)| (start + at, what, help)));
            let opens = body.ends_with(['|', '>']) && body.contains(": ");
            block_indent = opens.then_some(indent);
        }
        start += line.len();
    }
    found
}

/// Whether what was blamed in a line is wrong whatever stands around it: at the margin there are only keys,
/// and these are mistakes in how a key is written.
pub(super) fn is_of_a_key(text: &str, (at, what, _): &Blame) -> bool {
    let line = text[..*at].rfind('\n').map_or(0, |end| end + 1);
    let at_margin = !text[line..].starts_with([' ', '-', '\t']);
    at_margin && [WIDE_COLON.0, SEMICOLON.0, NO_SPACE.0].contains(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_a_person_would_blame() {
        let cases = [
            ("a: 1\n编号：101\n", 11, "全角冒号"),
            ("编号:101\n", 6, "少了一个空格"),
            ("a: \"好\nb: 2\nc: \"x\"\n", 3, "没有成对"),
            ("a: [好，坏\n", 7, "全角的逗号"),
            ("a: \"好\"的\n", 3, "后面还有字"),
            ("步骤:\n  － 做什么: x\n", 10, "半角减号"),
            ("a: 1\n步骤;\n  - 做什么: x\n", 11, "分号"),
            ("a: @b\n", 3, "特殊含义"),
            ("- { 甲: 上门 说明: 送证 }\n", 16, "没有半角逗号"),
            ("- { 甲: 上门， 说明: 送证 }\n", 19, "没有半角逗号"),
            ("- { 甲: 上门, 说明: 送证\nb: 1\n", 2, "没有成对"),
            ("a: 老年证\n（优待证）办理\nb: 1\n", 13, "没写完"),
            ("核验:\n日期: 1\n  核验人: x\n", 8, "少了缩进"),
            ("a:- 甲\n", 2, "直接写了列表"),
            ("a:\n  - **照片**不对\n", 7, "不能加粗"),
            ("a: { b: 1, c: 见 #3 }\nd: 1\n", 18, "不算内容"),
            ("- [甲 #一, 乙]\nb: 1\n", 7, "不算内容"),
        ];
        for (text, at, words) in cases {
            let (found, what, _) = culprit(text, text.len()).expect(text);
            assert!(found == at && what.contains(words), "{text}: {found} {what}");
        }
        assert_eq!(certain("步骤:   # 两步\n  - 甲\n  - # 乙\n    丙: 1\n"), None);
        // Free text below a bar is nobody's fault.
        assert!(culprit("详情: |\n  注意：自带\"笔\nb: 1\n", 40).is_none());
    }
}
