//! What is wrong with one line of YAML by itself, as clerks type it: full-width colons, a quote without its other
//! half, a group without its comma.
//!
//! Start at [`blame_line`]. Works on the bytes of a line.

/// A place, what is wrong there, and the edit to make.
pub(super) type Blame = (usize, &'static str, &'static str);

pub(super) const WRONG_INDENT: (&str, &str) =
    ("行首用了制表符（Tab）、全角空格或别的空白", "行首只用半角空格，每深一层多两个空格");
pub(super) const SPECIAL: (&str, &str) =
    ("开头的这个符号在这里有特殊含义", "把这段文字用半角双引号 \" \" 括起来");

pub(super) const WIDE_COLON: (&str, &str) = (
    "这一行用了全角冒号「：」，栏目名后面要用半角冒号",
    "把「：」改成「: 」（半角冒号，后面空一格）",
);
pub(super) const SEMICOLON: (&str, &str) =
    ("栏目名后面写的是分号，要用半角冒号", "把分号改成半角冒号「:」，下面是列表就直接换行");
pub(super) const NO_SPACE: (&str, &str) =
    ("冒号后面少了一个空格", "写成「栏目名: 内容」，半角冒号后面空一格");

const LIST_IN_LINE: (&str, &str) = ("栏目名后面直接写了列表", "列表另起一行写，每项以「- 」开头");

const DASHES: &[char] = &['－', '—', '–', '•', '·', '●'];

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
pub(super) fn blame_line(line: &str) -> Option<Blame> {
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
    if key.is_some() && matches!(value, "-" | "--" | "---") {
        let help = "写上内容；没有就删去这一行（收费写「不收费」或「以窗口答复为准」）";
        return Some((value_at, "这里只写了横线", help));
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

/// Where an item in quotes begins right behind another: 「["101" "102"]」.
fn quotes_side_by_side(list: &str) -> Option<usize> {
    let quotes: Vec<usize> = list.match_indices('"').map(|(at, _)| at).collect();
    let side_by_side =
        |pair: &&[usize]| list[pair[0] + 1..pair[1]].chars().all(|c| c == ' ' || c == '\u{3000}');
    quotes.get(1..)?.chunks_exact(2).find(side_by_side).map(|pair| pair[1])
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
    let has_texts = value.starts_with('{') && value.contains(": ");
    let wide: &[char] = if has_texts { &['］', '｝'] } else { &['，', '：', '］', '｝'] };
    if value.contains(wide) {
        let i = value.find(wide).unwrap_or(0);
        let what = "方括号、花括号里用了全角的逗号、冒号或括号";
        return Some((
            at + i,
            what,
            "隔开各项用半角逗号和空格「, 」，栏目名后面用「: 」，括号也用半角",
        ));
    }
    if value.starts_with('[')
        && let Some(i) = quotes_side_by_side(value)
    {
        let what = "方括号里两项之间没有半角逗号";
        let help = "各项之间用半角逗号和空格「, 」，如「[\"101\", \"102\"]」";
        return Some((at + i, what, help));
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
