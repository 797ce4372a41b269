//! What a person would blame for a YAML syntax error, in Chinese.
//!
//! Start at [`culprit`]: parsers notice a missing quote or bracket only lines below it, so the lines
//! up to the reported one are read again with the eyes of somebody who knows what clerks type.
//! [`meaning`] is for what no line gives away. Works on bytes of one document; makes no diagnostics.

use granit_parser::ErrorKind;

/// A place, what is wrong there, and the edit to make.
type Blame = (usize, &'static str, &'static str);

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
        if value.starts_with(['［', '｛']) || head.starts_with(['［', '｛']) {
            let word = if value.starts_with(['［', '｛']) { value } else { head };
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

const WRONG_INDENT: (&str, &str) =
    ("行首用了制表符（Tab）、全角空格或别的空白", "行首只用半角空格，每深一层多两个空格");
const SPECIAL: (&str, &str) =
    ("开头的这个符号在这里有特殊含义", "把这段文字用半角双引号 \" \" 括起来");

const WIDE_COLON: (&str, &str) = (
    "这一行用了全角冒号「：」，栏目名后面要用半角冒号",
    "把「：」改成「: 」（半角冒号，后面空一格）",
);
const SEMICOLON: (&str, &str) =
    ("栏目名后面写的是分号，要用半角冒号", "把分号改成半角冒号「:」，下面是列表就直接换行");
const NO_SPACE: (&str, &str) = ("冒号后面少了一个空格", "写成「栏目名: 内容」，半角冒号后面空一格");

const LIST_IN_LINE: (&str, &str) = ("栏目名后面直接写了列表", "列表另起一行写，每项以「- 」开头");

const DASHES: &[char] = &['－', '—', '–', '•', '·', '●'];

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
    let help = "删去这一行；是备注，就在最前面加「# 」";
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

/// What stands inside brackets and does not belong there: a ` #` before they are closed (for YAML they never
/// are), a bracket in the middle of a word.
fn in_brackets(line: &str) -> Option<Blame> {
    let (mut depth, mut quote, mut before) = (0_usize, None, ' ');
    for (at, c) in line.char_indices() {
        match c {
            _ if quote.is_some() => quote = quote.filter(|q| *q != c),
            '"' | '\'' if !before.is_alphanumeric() => quote = Some(c),
            '[' if depth > 0 && before.is_alphanumeric() => {
                let help = "把方括号改成〔 〕，或把这段文字用半角双引号括起来";
                return Some((at, "文字里有半角方括号，会被当成一组", help));
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '#' if before == ' ' => {
                let what = "括号里空格加 # 后面的字不算内容，括号也就没有关上";
                let help = "这一项整段用半角双引号括起来；是备注，就删去它，另起一行写";
                let closes = depth > 0 && line[at..].contains([']', '}']);
                return closes.then_some((at, what, help));
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// What is wrong with one line by itself.
fn blame_line(line: &str) -> Option<Blame> {
    let body = line.trim();
    if body.is_empty() || body.starts_with('#') {
        return None;
    }
    let at = line.len() - line.trim_start().len();
    if line[..at].contains(|c| c != ' ') {
        return Some((0, WRONG_INDENT.0, WRONG_INDENT.1));
    }
    if body.starts_with(DASHES) && !body.starts_with("——") {
        let what = "列表的开头不是半角减号";
        return Some((at, what, "列表每项以半角减号和一个空格开头：「- 」"));
    }
    let glued = body.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c| c > '\u{2e7f}'));
    if glued {
        return Some((at, "减号「-」后面少了空格", "列表每项以半角减号和一个空格开头：「- 」"));
    }
    if let Some(blame) = in_brackets(line) {
        return Some(blame);
    }
    if let Some((key, _)) = body.split_once('：').filter(|(key, rest)| {
        let word = key.trim_start_matches("- ").chars().all(|c| c > '\u{2e7f}');
        word && key.chars().count() <= 12 && rest.trim_start().starts_with(['{', '['])
    }) {
        return Some((at + key.len(), WIDE_COLON.0, WIDE_COLON.1));
    }
    if let Some(blame) = backslash(line) {
        return Some(blame);
    }
    let head = body.trim_start_matches("- ").trim_start();
    if head.starts_with('{') {
        return blame_brackets(head, line.rfind(head).unwrap_or(at));
    }
    let (key, value) = body.split_once(": ").map_or((None, body), |(k, v)| (Some(k), v.trim()));
    let value = if key.is_none() { value.trim_start_matches("- ") } else { value };
    let value_at = line.rfind(value).unwrap_or(at);
    if key.is_none()
        && !body.ends_with(':')
        && let Some(blame) = blame_colon(body, at)
    {
        return Some(blame);
    }
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let closes = value.matches(quote).count();
        if closes % 2 == 1 {
            let help = "给这段文字补上后一个半角引号，或把引号换成“ ”";
            return Some((value_at, "从这里开始的引号没有成对", help));
        }
        let after = value[1..].find(quote).map_or("", |i| value[i + 2..].trim());
        if !after.is_empty() && !after.starts_with(['#', ',', ']', '}', ':']) {
            let help = "整段文字都放进引号里，或者不用半角引号，改用“ ”";
            return Some((value_at, "半角引号后面还有字", help));
        }
    }
    if value.starts_with(['[', '{']) {
        return blame_brackets(value, value_at);
    }
    if value.starts_with("**") {
        return Some((value_at, "这里的字不能加粗，「**」没有用", "删去星号「**」"));
    }
    let special = value.starts_with(['&', '*', '!', '%', '@', '`', '>', '|']);
    if special && value.len() > 1 {
        return Some((value_at, SPECIAL.0, SPECIAL.1));
    }
    value.starts_with("- ").then_some((value_at, LIST_IN_LINE.0, LIST_IN_LINE.1))
}

/// A backslash in a text between double quotes, which means something else there: 「"D:\照片\窗口.jpg"」.
fn backslash(line: &str) -> Option<Blame> {
    let (mut inside, mut before) = (false, ' ');
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if !inside && !before.is_alphanumeric() => inside = true,
            '"' => inside = false,
            '\\' if inside => {
                let next = chars.next().map_or(' ', |(_, c)| c);
                if !"\"\\/nt".contains(next) {
                    let what = "半角双引号里的反斜杠「\\」在这里有特殊含义";
                    let help = "去掉这对双引号；是照片，就只写文件名，如「窗口.jpg」，文件放在 content/photos 里";
                    return Some((at, what, help));
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// A key without the colon and space that YAML wants, a list mark without its space.
fn blame_colon(body: &str, at: usize) -> Option<Blame> {
    let numbered =
        body.split_once(". ").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
    if numbered || body.starts_with(|c: char| ('①'..='⑳').contains(&c)) {
        let what = "列表不用数字编号";
        return Some((at, what, "把开头的数字改成「- 」（半角减号加空格），顺序就是先后"));
    }
    let short = |key: &str| {
        let key = key.trim_start_matches("- ").trim();
        let word = key.chars().all(|c| c > '\u{2e7f}' || c.is_alphanumeric() || c == '-');
        word && !key.is_empty() && key.chars().count() <= 12
    };
    if let Some((key, _)) = body.split_once('：').filter(|(key, _)| short(key)) {
        return Some((at + key.len(), WIDE_COLON.0, WIDE_COLON.1));
    }
    let ended = body.strip_suffix([';', '；']).filter(|key| short(key) && !key.starts_with('-'));
    if let Some(key) = ended {
        return Some((at + key.len(), SEMICOLON.0, SEMICOLON.1));
    }
    let (key, rest) = body.split_once(':').filter(|(key, _)| short(key))?;
    if rest.starts_with("- ") {
        return Some((at + key.len() + 1, LIST_IN_LINE.0, LIST_IN_LINE.1));
    }
    Some((at + key.len(), NO_SPACE.0, NO_SPACE.1))
}

/// Where in a group, between commas, a second name with its colon begins: 「{ 方式: 上门 说明: 送证 }」.
fn second_key(group: &str) -> Option<usize> {
    let (mut keys, mut quoted, mut word) = (0, false, 0);
    for (at, c) in group.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            ',' | '{' | '}' | '[' | ']' => (keys, word) = (0, at + 1),
            ' ' | '，' | '、' | '；' => word = at + c.len_utf8(),
            ':' if group[at + 1..].starts_with(' ') => {
                keys += 1;
                if keys == 2 {
                    return Some(word);
                }
            }
            _ => {}
        }
    }
    None
}

fn blame_brackets(value: &str, at: usize) -> Option<Blame> {
    if value.matches('"').count() % 2 == 1 {
        let at = at + value.find('"').unwrap_or(0);
        let help = "给这段文字补上后一个半角引号";
        return Some((at, "这里的引号没有成对", help));
    }
    let closing = if value.starts_with('[') { ']' } else { '}' };
    let after = value.find(closing).map_or("", |i| value[i + 1..].trim());
    let is_text = after.chars().next().is_some_and(|c| c > '\u{2e7f}' || c.is_alphanumeric());
    if is_text {
        let what = "开头的方括号、花括号在这里有特殊含义";
        return Some((at, what, "整段文字用半角双引号 \" \" 括起来，或改用（ ）"));
    }
    let uneven = |l: char, r: char| value.matches(l).count() != value.matches(r).count();
    if value.starts_with('{')
        && let Some(i) = second_key(value)
    {
        let what = "花括号里两栏之间没有半角逗号";
        let help = "各栏之间用半角逗号和空格「, 」，如「{ 方式: 窗口, 说明: 周六也办 }」";
        return Some((at + i, what, help));
    }
    // Between the texts of a group these marks are at home.
    let wide: &[char] =
        if value.starts_with('{') { &['］', '｝'] } else { &['，', '：', '］', '｝'] };
    let keyless = value.starts_with('{') && !value.contains(": ");
    let wide = if keyless { &['，', '：', '］', '｝'] } else { wide };
    if value.contains(wide) {
        let i = value.find(wide).unwrap_or(0);
        let what = "方括号、花括号里用了全角的逗号、冒号或括号";
        return Some((
            at + i,
            what,
            "隔开各项用半角逗号和空格「, 」，栏目名后面用「: 」，括号也用半角",
        ));
    }
    if let Some(i) = value.find(",,").or_else(|| value.find(", ,")) {
        return Some((at + i, "多了一个逗号", "删去多余的逗号，各项之间只用一个"));
    }
    (uneven('[', ']') || uneven('{', '}')).then_some((
        at,
        "方括号 [ ] 或花括号 { } 没有成对",
        "补上缺少的一半，或删去多余的一半；各项之间用半角逗号",
    ))
}

/// What is wrong, and the edit to make.
pub(super) type Meaning = (&'static str, &'static str);

pub(super) const TOO_MUCH: Meaning =
    ("内容层层套得太深或太多，不像一份事项", "检查是否粘贴了别的内容；列表和栏目最多套四五层");
pub(super) const REFERENCE: Meaning =
    ("「&」「*」在这里有特殊含义", "把这段文字用半角双引号 \" \" 括起来");
pub(super) const TWO_DOCUMENTS: Meaning =
    ("一个文件里有两份内容（中间多了 ---）", "删去多余的 --- 行");
const COLON: Meaning = (
    "这一行读不懂：冒号的位置不对，或上一行没有写完",
    "写成「栏目名: 内容」；内容里如果有半角冒号，就把内容用半角双引号括起来",
);
/// Also a list or a group where the name of a key should stand.
pub(super) const UNEVEN: Meaning = (
    "这一行的缩进（行首空格）与上下文对不齐",
    "同一层的栏目行首空格数要一样，列表每项以「- 」开头",
);
/// Also nothing where the name of a key should stand.
pub(super) const UNREADABLE: Meaning =
    ("这里的写法读不懂", "照样张的样子写：「栏目名: 内容」，每深一层多两个空格");

/// What the parser meant. A kind that is renamed stops the build; a test sees to it that new ones are
/// looked at.
pub(super) fn meaning(kind: &ErrorKind) -> Meaning {
    use ErrorKind as K;
    match kind {
        K::RecursionLimitExceeded
        | K::InputByteLimitExceeded { .. }
        | K::DirectiveByteLimitExceeded { .. }
        | K::TooManyReservedDirectiveParams { .. }
        | K::AnchorCountOverflow => TOO_MUCH,
        K::UnknownAnchor | K::MissingAnchorOrAliasName => REFERENCE,
        K::MultipleDocumentsUnsupported => TWO_DOCUMENTS,
        K::MappingValueNotAllowed
        | K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::MissingDirectiveName => COLON,
        K::UnexpectedEof
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnexpectedEofBlockSequence
        | K::UnexpectedEofBlockMapping
        | K::UnexpectedCharacter { .. }
        | K::UnexpectedEndOfPlainScalar
        | K::ExpectedStreamStart
        | K::ExpectedDocumentStart
        | K::ExpectedNodeContent
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::ExpectedTagBang
        | K::ExpectedTagDirectiveBang
        | K::ExpectedWhitespace
        | K::InvalidIndentation
        | K::InvalidDirectiveTerminator
        | K::InvalidDirectiveName
        | K::MissingYamlVersion
        | K::MissingYamlVersionSeparator
        | K::InvalidTagDirectiveTerminator
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart
        | K::BlockEntryInFlowCollection
        | K::BlockSequenceEntryNotAllowed
        | K::ZeroBlockScalarIndent
        | K::InvalidBlockScalarHeader
        | K::InvalidBlockScalarIndent
        | K::InvalidQuotedScalarIndent
        | K::InvalidFlowScalarIndent
        | K::DocumentIndicatorInQuotedScalar
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape => UNEVEN,
        _ => UNREADABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [`meaning`] was written with this version's kinds of errors at hand. After an update: read
    /// `ErrorKind` again, give new kinds their Chinese, then change the number here.
    #[test]
    fn the_kinds_of_errors_are_the_ones_that_were_read() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains("name = \"granit-parser\"\nversion = \"2.1.0\""));
    }

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
