//! What people type in a line of a picture that is nearly right: marks for spaces, words glued together, two
//! people in a line.
//!
//! Start at [`slip`].

use crate::vocabulary::Vocabulary;
use crate::vocabulary::lettered::base;

/// What is wrong, and the edit to make.
pub(super) type Problem = (String, String);

/// What is nearly right in a line.
pub(super) struct Slip<'t> {
    pub problem: Problem,
    /// The words as they were meant, person by person: they are looked at all the same.
    pub lines: Vec<Vec<&'t str>>,
}

/// What stands where a space or a comma was meant.
const MARKS: [char; 9] = ['，', '、', ',', '；', ';', '：', ':', '/', '／'];

/// Whether a character parts words, as it should or as people type it.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || MARKS.contains(&c)
}

/// The words of a line. What stands in brackets belongs to the word before them, spaces or not:
/// 「卡 （居住证）」, 「牌子（禁止 停车）」.
pub(super) fn words_of(line: &str) -> Vec<&str> {
    let (open, close) = (['（', '('], ['）', ')']);
    let (mut list, mut rest) = (Vec::new(), line.trim_start());
    while !rest.is_empty() {
        let mut end = 0;
        loop {
            let tail = &rest[end..];
            let behind = tail.trim_start();
            let inside = behind.strip_prefix(open).filter(|_| end > 0);
            if let Some(closed) = inside.and_then(|inside| inside.find(close)) {
                // Behind the closing bracket.
                let bracket = behind.chars().next().map_or(0, char::len_utf8);
                end = rest.len() - behind.len() + bracket + closed;
                end += rest[end..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            match tail.chars().next() {
                Some(c) if !c.is_whitespace() => end += c.len_utf8(),
                _ => break,
            }
        }
        list.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    list
}

/// A text cut where characters of a kind stand outside brackets: 「表格（登记表：身份证、电话）」 is one word.
fn cut(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' if text[at..].contains(['）', ')']) => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 && is_mark(c) => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The words of a text that marks were put between; `None` where there are none.
pub(super) fn parted(text: &str) -> Option<Vec<&str>> {
    let has_marks = cut(text, |c| MARKS.contains(&c)).len() > 1;
    let mut parts = cut(text, is_gap);
    parts.retain(|word| !word.is_empty());
    (has_marks && parts.len() > 1).then_some(parts)
}

/// What people type instead of spaces, and words in the wrong place. `said` is what follows the words.
pub(super) fn slip<'t>(head: &'t str, said: &str, words: &Vocabulary) -> Option<Slip<'t>> {
    let said = said.trim_start_matches(is_gap).trim_end();
    let said = if said.is_empty() { String::new() } else { format!(" {said}") };
    let chunks = cut(head, |c| MARKS.contains(&c));
    if chunks.len() > 1 {
        let chunks = chunks.into_iter().map(words_of);
        let mut lines: Vec<Vec<&str>> = Vec::new();
        for chunk in chunks.filter(|chunk| !chunk.is_empty()) {
            let is_person = words.people.find(chunk[0]).is_some();
            match lines.last_mut().filter(|_| !is_person) {
                Some(line) => line.extend(chunk),
                None => lines.push(chunk),
            }
        }
        if lines.len() > 1 {
            let what = format!("一行里写了 {} 个人", lines.len());
            let shown: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
            let help = format!("一个人一行：「- {}{said}」", shown.join("」「- "));
            return Some(Slip { problem: (what, help), lines });
        }
        let what = "词与词之间用了标点".to_string();
        let line = lines.concat();
        if let Some(slip) = two_of_a_kind(&line, &said, words) {
            return Some(slip);
        }
        let help = format!("词与词之间空一格：{}{said}", line.join(" "));
        return Some(Slip { problem: (what, help), lines: vec![line] });
    }
    let list = words_of(head);
    if list.is_empty() && !said.is_empty() {
        let what = "没有写是谁在说话".to_string();
        let help = format!("前面写上人物和动作，如「- 社工大姐 讲解{said}」");
        return Some(Slip { problem: (what, help), lines: vec![Vec::new()] });
    }
    let first = list.first()?;
    if words.people.find(first).is_none() {
        // 「阿姨打电话微笑」: cut at known words, the longest first.
        let mut rest = *first;
        let mut parts: Vec<&str> = Vec::new();
        let lists = [&words.people, &words.actions, &words.moods, &words.props, &words.positions];
        let all = || lists.into_iter().flat_map(|list| list.all());
        while let Some(word) = all().filter(|w| rest.starts_with(*w)).max_by_key(|w| w.len()) {
            parts.push(&rest[..word.len()]);
            rest = &rest[word.len()..];
        }
        if rest.is_empty() && parts.len() > 1 {
            let what = "词与词连在一起了".to_string();
            parts.extend(&list[1..]);
            let help = format!("词与词之间空一格：{}{said}", parts.join(" "));
            return Some(Slip { problem: (what, help), lines: vec![parts] });
        }
        return two_people(first, &list[1..], &said, words);
    }
    let second = list.get(1)?;
    let is_mood = words.moods.find(second).is_some() && words.actions.find(second).is_none();
    let action = list.iter().skip(2).find(|w| words.actions.find(w).is_some());
    is_mood.then(|| {
        let example = action.map_or("动作", |action| *action);
        let what = format!("「{second}」是表情，第二个词要写动作");
        let help = format!("先写动作再写表情：{} {example} {second}", list[0]);
        let others = list[2..].iter().filter(|word| Some(*word) != action);
        // Without an action, the words behind the mood would be taken for it.
        let words = match action {
            Some(action) => [*first, *action, *second].into_iter().chain(others.copied()).collect(),
            None => vec![*first],
        };
        Slip { problem: (what, help), lines: vec![words] }
    })
}

/// 「担心/微笑」 is a mood of two; of two things one is held, and the other stands about.
fn two_of_a_kind<'t>(line: &[&'t str], said: &str, words: &Vocabulary) -> Option<Slip<'t>> {
    let is_mood =
        |word: &&&str| words.moods.find(word).is_some() && words.actions.find(word).is_none();
    let is_thing = |word: &&&str| words.props.find(base(word)).is_some();
    let moods: Vec<&str> = line.iter().filter(is_mood).copied().collect();
    let things: Vec<&str> = line.iter().filter(is_thing).copied().collect();
    let without = |word: &str| line.iter().filter(|w| **w != word).copied().collect::<Vec<_>>();
    if let [first, second] = moods[..] {
        let kept = without(second);
        let shown: Vec<String> = kept
            .iter()
            .map(|w| if *w == first { format!("{first}|{second}") } else { (*w).to_string() })
            .collect();
        let what = "两种表情之间用竖线".to_string();
        let help = format!("改成：{}{said}", shown.join(" "));
        return Some(Slip { problem: (what, help), lines: vec![kept] });
    }
    if let [_, second] = things[..] {
        let kept = without(second);
        let what = "手里只拿一样东西".to_string();
        let help = format!("改成：{}{said}；「{second}」写进「摆设: [{second}]」", kept.join(" "));
        return Some(Slip { problem: (what, help), lines: vec![kept] });
    }
    None
}

/// 「爷爷和奶奶 站立」: two people who do the same, in one line.
fn two_people<'t>(
    first: &'t str,
    rest: &[&'t str],
    said: &str,
    words: &Vocabulary,
) -> Option<Slip<'t>> {
    let is_person = |word: &&str| words.people.find(word).is_some();
    let people = ['和', '与', '跟', '及'].iter().find_map(|join| {
        let (one, other) = first.split_once(*join)?;
        let people: Vec<&str> = [one, other].into_iter().filter(is_person).collect();
        (people.len() == 2).then_some(people)
    })?;
    let line = |person: &&'t str| [&[*person], rest].concat();
    let lines: Vec<Vec<&str>> = people.iter().map(line).collect();
    let shown: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
    let what = "一行里写了 2 个人".to_string();
    let help = format!("一个人一行：「- {}{said}」「- {}」", shown[0], shown[1]);
    Some(Slip { problem: (what, help), lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_brackets_part_no_words() {
        let form = "表格（登记表：身份证、电话）";
        assert_eq!(parted(form), None);
        let two = format!("{form}、茶杯");
        assert_eq!(parted(&two), Some(vec![form, "茶杯"]));
        // A bracket that nobody closes holds nothing.
        assert_eq!(parted("表格（登记表、茶杯"), Some(vec!["表格（登记表", "茶杯"]));
    }

    #[test]
    fn brackets_belong_to_the_word_before() {
        for (line, words) in [
            ("爷爷 举 卡 （居住证） 微笑", vec!["爷爷", "举", "卡 （居住证）", "微笑"]),
            ("爷爷 举 牌子（禁止 停车） 左", vec!["爷爷", "举", "牌子（禁止 停车）", "左"]),
            ("举 卡 (a b)(c) x", vec!["举", "卡 (a b)(c)", "x"]),
            ("举 牌子（禁止 停车 左", vec!["举", "牌子（禁止", "停车", "左"]),
            ("（举） 卡 ", vec!["（举）", "卡"]),
            ("", vec![]),
        ] {
            assert_eq!(words_of(line), words, "{line}");
        }
    }
}
