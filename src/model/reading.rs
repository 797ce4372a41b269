//! A person's line → a typed [`Person`]: `阿姨 递 表格 微笑 说“要准备什么？”`.
//!
//! Words are separated by spaces; the first is who, the second the action, the rest may come in any
//! order; the speech is cut off first, so its words are never looked up. Unknown words are
//! diagnostics that name the nearest word of the lists.

use super::person::Person;
use super::person::Speech;
use super::person::SpeechKind;
use super::photo::Photo;
use super::picture::Picture;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::record::At;
use crate::record::decode::Group;
use crate::record::suggest::nearly_the_same;
use crate::record::suggest::without_added_syllable;
use crate::vocabulary::MIXED;
use crate::vocabulary::Pairing;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::yaml::Node;

/// Longest speech of a bubble, in characters.
pub const SPEECH_LIMIT: usize = 14;

/// Most people who talk in one picture: a third bubble has no room over three heads.
pub const SPEAKERS_LIMIT: usize = 2;

/// The quotation marks a speech may stand in.
const QUOTES: &[(char, char)] =
    &[('“', '”'), ('「', '」'), ('"', '"'), ('”', '”'), ('“', '“'), ('‘', '’'), ('『', '』')];

/// Reads a checked `画面` group; words that are wrong are reported and left out.
pub(super) fn read_picture(
    group: &Group<'_>,
    words: &Vocabulary,
    report: &mut Report,
) -> Option<Picture> {
    let place = known(&group.text("地点")?, &words.places, "地点", words, report);
    let mut people = Vec::new();
    for node in group.list("人物") {
        people.extend(read_person(node, words, report));
    }
    let all_read = people.len() == group.list("人物").len();
    if let Some((problem, at)) = lonely_hand(&people, words).filter(|_| all_read) {
        report.push(Diagnostic::new(Code::Picture, Some(at), problem.0).help(problem.1));
    }
    let talking: Vec<&At<Person>> = people.iter().filter(|p| p.speech.is_some()).collect();
    if let Some(one_too_many) = talking.get(SPEAKERS_LIMIT) {
        let what = format!("一幅画里有 {} 个人说话，最多 {SPEAKERS_LIMIT} 个", talking.len());
        report.push(
            Diagnostic::new(Code::Picture, Some(one_too_many.span), what)
                .help("删去最不要紧的一句，或分成两幅画"),
        );
    }
    let mut props = Vec::new();
    for word in group.texts("摆设") {
        props.extend(known(&word, &words.props, "摆设", words, report));
    }
    // Empty arms tell nothing.
    let empty = |p: &&At<Person>| p.prop.is_none() && words.need_a_thing.contains(&p.action);
    if let Some(p) = people.iter().find(empty).filter(|_| !group.is_written("摆设")) {
        let what = format!("「{}」没有写是什么东西", p.action);
        let help =
            format!("在动作后面空一格写上，如「{} {} 户口簿」；或写进「摆设」", p.who, p.action);
        report.push(Diagnostic::new(Code::Picture, Some(p.span), what).help(help));
    }
    let mut optional = |key: &str, list: &WordList| {
        group.text(key).and_then(|word| known(&word, list, key, words, report))
    };
    let (shot, effect) = (optional("镜头", &words.shots), optional("特效", &words.effects));
    let caption = group.text("旁白");
    let is_there = |key: &str| group.is_written(key) && !group.is_empty_list(key);
    if !is_there("人物") && !is_there("摆设") {
        report.push(
            Diagnostic::new(Code::Picture, Some(group.span), "画面里既没有人物，也没有摆设")
                .help("写上「人物」或「摆设」，至少一样"),
        );
        return None;
    }
    Some(Picture { place: place?, people, props, shot, effect, caption, photo: None })
}

/// Reads a checked `照片` group: a picture that is a photo. The file is looked at later.
pub(super) fn read_photo(group: &Group<'_>) -> Option<Picture> {
    Some(Picture {
        photo: Some(Photo { name: group.text("文件")?, file: None }),
        ..Picture::of(group.text("说明")?)
    })
}

fn known(
    word: &At<String>,
    list: &WordList,
    field: &str,
    words: &Vocabulary,
    report: &mut Report,
) -> Option<At<String>> {
    if let Some(name) = list.find(&word.value) {
        return Some(At { value: name.into(), span: word.span });
    }
    report.push(unknown_word(&word.value, word.span, &[list], field, words));
    None
}

/// Advice goes by meaning: the theme's table of near words. By letters only where a word is nearly whole,
/// because 老人 is one stroke of the keyboard from 军人 and a world apart.
fn unknown_word<'a>(
    word: &str,
    span: Span,
    lists: &[&'a WordList],
    field: &str,
    words: &'a Vocabulary,
) -> Diagnostic {
    let known = |w: &str| lists.iter().find_map(|list| list.find(w));
    let told = words.near.iter().find(|(w, _)| w == word).map(|(_, near)| {
        near.iter().filter_map(|w| known(w)).map(|w| format!("「{w}」")).collect::<Vec<_>>()
    });
    let by_letters = || {
        let all = || lists.iter().flat_map(|list| list.all());
        let near = without_added_syllable(word, all()).or_else(|| nearly_the_same(word, all()));
        near.map(|near| vec![format!("「{near}」")])
    };
    let near = told.or_else(by_letters).unwrap_or_default();
    let help = if near.is_empty() {
        all_of(lists).unwrap_or_else(|| {
            "换一个词表里的词；有哪些词，运行 xiaowei reference 看，图样用 xiaowei cast 看".into()
        })
    } else {
        format!("改成{}", near.join("、"))
    };
    Diagnostic::new(Code::UnknownWord, Some(span), format!("「{field}」的词表里没有「{word}」"))
        .help(help)
}

/// Short lists are named as a whole.
fn all_of(lists: &[&WordList]) -> Option<String> {
    let all: Vec<&str> = lists.iter().flat_map(|l| &l.words).map(|(w, _)| w.as_str()).collect();
    (all.len() <= 10).then(|| format!("改成其中之一：{}", all.join("、")))
}

/// Where a word of a line stands: exact when the line stands in the file as it is, with or without quotes.
fn word_span(node: &Node, line: &str, word: &str) -> Span {
    let (whole, length) = (node.span, (node.span.end - node.span.start) as usize);
    let at = (word.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
    let quote = match length.checked_sub(line.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return whole,
    };
    let number = |n: usize| u32::try_from(n).unwrap_or(0);
    let start = whole.start + number(at + quote);
    if at > line.len() {
        return whole;
    }
    Span { start, end: start + number(word.len()), ..whole }
}

fn read_person(node: &Node, words: &Vocabulary, report: &mut Report) -> Option<At<Person>> {
    let line = node.as_text()?;
    let (head, speech) = match split_speech(line) {
        Ok(parts) => parts,
        Err((what, help)) => {
            report.push(Diagnostic::new(Code::Picture, Some(node.span), what).help(help));
            return None;
        }
    };
    if let Some(s) = &speech {
        let count = s.text.chars().count();
        if count > SPEECH_LIMIT {
            let what = format!("话有 {count} 个字，最多 {SPEECH_LIMIT} 个：「{}」", s.text);
            report.push(
                Diagnostic::new(Code::Picture, Some(node.span), what)
                    .help(format!("删去至少 {} 个字", count - SPEECH_LIMIT)),
            );
        }
    }
    if let Some((what, help)) = slip(head, words) {
        report.push(Diagnostic::new(Code::Picture, Some(node.span), what).help(help));
        return None;
    }
    let mut rest = head.split_whitespace();
    let (who_word, action_word) = (rest.next().unwrap_or(""), rest.next().unwrap_or(""));
    let place = |word: &str| word_span(node, line, word);
    let mut lookup = |word: &str, list: &WordList, field: &str| -> Option<String> {
        let found = list.find(word).map(String::from);
        if found.is_none() {
            report.push(unknown_word(word, place(word), &[list], field, words));
        }
        found
    };
    // Every word of a line is looked at, so that one run names all that are wrong.
    let who = lookup(who_word, &words.people, "人物");
    let action = if action_word.is_empty() {
        report.push(
            Diagnostic::new(
                Code::Picture,
                Some(place(who_word)),
                format!("没有写「{who_word}」在做什么"),
            )
            .help("在人物后面空一格，写上动作，如「站立」「递」「看手机」"),
        );
        None
    } else {
        lookup(action_word, &words.actions, "动作")
    };
    let (mut prop, mut mood, mut position) = (None, None, None);
    for word in rest {
        let (slot, name) = if let Some(name) = mood_of(word, words) {
            (&mut mood, name)
        } else if let Some(name) = words.positions.find(word) {
            (&mut position, name.to_string())
        } else if let Some(name) = words.props.find(word) {
            (&mut prop, name.to_string())
        } else {
            let problem = if words.actions.find(word).is_some() {
                let what = format!("「{word}」是第二个动作，一个人只写一个动作");
                Diagnostic::new(Code::Picture, Some(place(word)), what).help(format!(
                    "留下「{action_word}」或「{word}」，删去另一个；两个动作就画两幅画"
                ))
            } else {
                let lists = [&words.props, &words.moods, &words.positions];
                unknown_word(word, place(word), &lists, "道具、表情、位置", words)
            };
            report.push(problem);
            continue;
        };
        if slot.is_some() {
            report.push(
                Diagnostic::new(
                    Code::Picture,
                    Some(place(word)),
                    format!("「{word}」是多余的：同类的词已经写过一个"),
                )
                .help(format!("删去「{word}」")),
            );
        } else {
            *slot = Some(name);
        }
    }
    let person = Person { who: who?, action: action?, prop, mood, position, speech };
    Some(At { value: person, span: node.span })
}

/// The name of a mood, or of two that are mixed: 「担心|微笑」. A full-width bar is what a Chinese keyboard gives.
fn mood_of(word: &str, words: &Vocabulary) -> Option<String> {
    let one = |word: &str| words.moods.find(word).map(String::from);
    match word.split_once([MIXED, '｜']) {
        None => one(word),
        Some((upper, lower)) => Some(format!("{}{MIXED}{}", one(upper)?, one(lower)?)),
    }
}

type Problem = (String, String);

/// Who hands over needs somebody who takes, and the other way round.
fn lonely_hand(people: &[At<Person>], words: &Vocabulary) -> Option<(Problem, Span)> {
    let acts = |word: &str| people.iter().find(|p| p.action == word);
    words.pairings.iter().find_map(|pair| {
        let lonely = acts(&pair.action).filter(|_| acts(&pair.other).is_none())?;
        let Pairing { action, other, line, alone } = pair;
        let what = format!("有人「{action}」，没有人「{other}」");
        let help =
            format!("给画面里另一个人写「{other}」，如「{line}」；没有别人就改成「{alone}」");
        Some(((what, help), lonely.span))
    })
}

/// What people type instead of spaces, and words in the wrong place.
fn slip(head: &str, words: &Vocabulary) -> Option<Problem> {
    const MARKS: [char; 4] = ['，', '、', ',', '；'];
    if head.contains(MARKS) {
        let spaced: Vec<&str> = head
            .split(|c: char| MARKS.contains(&c) || c == ' ')
            .filter(|w| !w.is_empty())
            .collect();
        let what = "词与词之间用了标点".to_string();
        return Some((what, format!("词与词之间空一格：{}", spaced.join(" "))));
    }
    let list: Vec<&str> = head.split_whitespace().collect();
    let first = list.first()?;
    if words.people.find(first).is_none() {
        // 「阿姨打电话微笑」: cut at known words, the longest first.
        let mut rest = *first;
        let mut parts: Vec<&str> = Vec::new();
        let all = || words.people.all().chain(words.actions.all()).chain(words.moods.all());
        while let Some(word) = all().filter(|w| rest.starts_with(*w)).max_by_key(|w| w.len()) {
            parts.push(&rest[..word.len()]);
            rest = &rest[word.len()..];
        }
        if rest.is_empty() && parts.len() > 1 {
            let what = "词与词连在一起了".to_string();
            parts.extend(&list[1..]);
            return Some((what, format!("词与词之间空一格：{}", parts.join(" "))));
        }
        return None;
    }
    let second = list.get(1)?;
    let is_mood = words.moods.find(second).is_some() && words.actions.find(second).is_none();
    let action = list.iter().skip(2).find(|w| words.actions.find(w).is_some());
    is_mood.then(|| {
        let example = action.map_or("动作".to_string(), ToString::to_string);
        (
            format!("「{second}」是表情，第二个词要写动作"),
            format!("先写动作再写表情：{} {example} {second}", list[0]),
        )
    })
}

/// Cuts `说“…”` or `想“…”` off the end.
fn split_speech(line: &str) -> Result<(&str, Option<Speech>), Problem> {
    if let Some(at) = line.find('”').filter(|at| line[..*at].find('“').is_none()) {
        let reversed = line[at..].contains('“');
        if reversed {
            return Err(("说的话前后引号写反了".into(), "前引号是“，后引号是”".into()));
        }
    }
    let Some(open) = line.find(|c| QUOTES.iter().any(|(a, _)| *a == c)) else {
        let says = |word: &str| word.starts_with("说") || word.starts_with("想");
        return match line.split_whitespace().skip(1).find(|w| says(w)) {
            Some(word) => {
                Err((format!("「{word}」后面的话没有放在引号里"), "写成 说“……” 或 想“……”".into()))
            }
            None => Ok((line, None)),
        };
    };
    let head = line[..open].trim_end().trim_end_matches(['：', ':']).trim_end();
    let (head, kind) = if let Some(head) = head.strip_suffix('说') {
        (head, SpeechKind::Says)
    } else if let Some(head) = head.strip_suffix('想') {
        (head, SpeechKind::Thinks)
    } else {
        return Err(("引号前面没有「说」或「想」".into(), "写成 说“……” 或 想“……”".into()));
    };
    let mut inside = line[open..].chars();
    let first = inside.next().unwrap_or('“');
    let rest = inside.as_str();
    let closes = |c: char| QUOTES.iter().any(|(a, b)| *a == first && *b == c);
    let Some(close) = rest.rfind(closes) else {
        return Err(("说的话少了后一个引号".into(), "在话的末尾补上后引号”".into()));
    };
    let after = rest[close..].chars().skip(1).collect::<String>();
    if !after.trim().is_empty() {
        return Err((format!("引号后面多了「{}」", after.trim()), "说的话放在一行的最后".into()));
    }
    let text = rest[..close].trim().to_string();
    if text.is_empty() {
        return Err(("引号里没有字".into(), "写上要说的话，或删去「说“”」".into()));
    }
    Ok((head, Some(Speech { kind, text })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_cut_off_in_any_quotes() {
        for line in [
            "阿姨 递 表格 说“要准备什么？”",
            "阿姨 递 表格 说「要准备什么？」",
            "阿姨 递 表格 说\"要准备什么？\"",
            "阿姨 递 表格 说：“要准备什么？”",
        ] {
            let (head, speech) = split_speech(line).expect(line);
            assert_eq!(head.trim(), "阿姨 递 表格");
            assert_eq!(speech.expect("speech").text, "要准备什么？");
        }
        assert!(split_speech("阿姨 递 “你好”").is_err());
        assert!(split_speech("阿姨 递 说“你好").is_err());
        assert!(split_speech("阿姨 递 说“你好” 微笑").is_err());
    }
}
