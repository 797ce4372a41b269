//! A person's line → a typed [`Person`]: `阿姨 递 表格 微笑 说“要准备什么？”`.
//!
//! Words are separated by spaces; the first is who, the second the action, the rest may come in any
//! order; the speech is cut off first, so its words are never looked up. Unknown words are
//! diagnostics that name the nearest word of the lists.

use super::letters::named;
use super::person::Person;
use super::photo::PHOTO;
use super::photo::Photo;
use super::picture::Picture;
use super::slips::Problem;
use super::slips::Slip;
use super::slips::parted;
use super::slips::slip;
use super::slips::words_of;
use super::spoken::before_speech;
use super::spoken::split_speech;
use super::spoken::too_long;
use super::voice::read_voices;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::quantity::Focus;
use crate::record::At;
use crate::record::decode::Group;
use crate::record::suggest::nearly_the_same;
use crate::record::suggest::without_added_syllable;
use crate::record::traditional::simplified;
use crate::vocabulary::MIXED;
use crate::vocabulary::Pairing;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::vocabulary::lettered::base;
use crate::yaml::Node;

/// Most people who talk in one picture: a third bubble has no room over three heads.
pub const SPEAKERS_LIMIT: usize = 2;

/// Reads a checked `画面` group; words that are wrong are reported and left out.
pub(super) fn read_picture(
    group: &Group<'_>,
    words: &Vocabulary,
    report: &mut Report,
) -> Option<Picture> {
    if let Some(photo) = group.group("照片", &PHOTO) {
        if let Some(key) = group.keys().find(|key| *key != "照片") {
            let what = format!("画面里既有「照片」又有「{key}」");
            let help = "放照片就只写「照片」，话写在照片的「气泡」里；要画就删去「照片」";
            report.push(Diagnostic::new(Code::Picture, Some(photo.span), what).help(help));
        }
        return read_photo(&photo, words, report);
    }
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
    let props = read_props(&group.texts("摆设"), words, report);
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
    let light = optional("天色", &words.light);
    let caption = group.text("旁白");
    let voices = read_voices(group, words, report);
    if let Some(voice) = voices.first().filter(|_| !people.is_empty()) {
        let what = "画面里有人物，又写了「气泡」";
        let help = format!(
            "把话写在那个人后面，如「{} {} 说“{}”」，删去「气泡」",
            people[0].who, people[0].action, voice.speech.text
        );
        report.push(Diagnostic::new(Code::Picture, Some(voice.span), what).help(help));
    }
    let is_there = |key: &str| group.is_written(key) && !group.is_empty_list(key);
    if !["人物", "摆设", "气泡"].into_iter().any(is_there) {
        report.push(
            Diagnostic::new(Code::Picture, Some(group.span), "画面里既没有人物，也没有摆设")
                .help("写上「人物」或「摆设」，至少一样；只有一处地方和话，话写在「气泡」里"),
        );
        return None;
    }
    Some(Picture {
        place: place?,
        people,
        props,
        shot,
        effect,
        light,
        voices,
        caption,
        photo: None,
    })
}

/// What stands about. Several words between full-width commas are one word to YAML; none of them gets lost.
fn read_props(listed: &[At<String>], words: &Vocabulary, report: &mut Report) -> Vec<At<String>> {
    let glued = |word: &At<String>| {
        parted(&word.value).filter(|_| words.props.find(base(&word.value)).is_none()).is_some()
    };
    if let Some(first) = listed.iter().find(|word| glued(word)) {
        let all = listed.iter().flat_map(|w| parted(&w.value).unwrap_or(vec![w.value.as_str()]));
        let whole = all.collect::<Vec<_>>().join(", ");
        let what = format!("「{}」是几样东西，中间不是半角逗号", first.value);
        let help = format!("各样之间用半角逗号和空格：「摆设: [{whole}]」");
        report.push(Diagnostic::new(Code::Picture, Some(first.span), what).help(help));
    }
    let mut props = Vec::new();
    for word in listed {
        let parts = parted(&word.value).filter(|_| glued(word));
        for part in parts.unwrap_or(vec![word.value.as_str()]) {
            let one = At { value: part.to_string(), span: part_span(word, part) };
            props.extend(known(&one, &words.props, "摆设", words, report));
        }
    }
    props
}

/// Reads a checked `照片` group: a picture that is a photo. The file is looked at later.
pub(super) fn read_photo(
    group: &Group<'_>,
    words: &Vocabulary,
    report: &mut Report,
) -> Option<Picture> {
    let voices = read_voices(group, words, report);
    let focus = group
        .text("取景")
        .and_then(|said| Some(At { value: Focus::parse(&said.value)?, span: said.span }));
    Some(Picture {
        voices,
        photo: Some(Photo { name: group.text("文件")?, focus, file: None }),
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
    match named(&word.value, list, words) {
        Ok(Some(value)) => return Some(At { value, span: word.span }),
        Err((what, help)) => {
            report.push(Diagnostic::new(Code::Picture, Some(word.span), what).help(help));
            return None;
        }
        Ok(None) => {}
    }
    if let Some(parts) = parted(&word.value) {
        let kept: Vec<&str> = parts.into_iter().filter_map(|part| list.find(part)).collect();
        let what = format!("「{field}」只写一个词，「{}」是几个", word.value);
        let help = match &kept[..] {
            [] => "只留最要紧的一个".to_string(),
            kept => format!("留一个，如「{field}: {}」", kept[0]),
        };
        report.push(Diagnostic::new(Code::Picture, Some(word.span), what).help(help));
        return None;
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
    let here = || simplified(word).and_then(|w| known(&w).map(|w| vec![format!("「{w}」")]));
    let near = told.or_else(here).or_else(by_letters).unwrap_or_default();
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

/// Where a part of a value stands: exact when the value stands in the file as it is.
fn part_span(whole: &At<String>, part: &str) -> Span {
    let At { value, span } = whole;
    let at = (part.as_ptr() as usize).wrapping_sub(value.as_ptr() as usize);
    if (span.end - span.start) as usize != value.len() || at > value.len() {
        return *span;
    }
    let start = span.start + u32::try_from(at).unwrap_or(0);
    Span { start, end: start + u32::try_from(part.len()).unwrap_or(0), ..*span }
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
    let mut problems: Vec<Problem> = Vec::new();
    let (head, speech) = split_speech(line).unwrap_or_else(|problem| {
        problems.push(problem);
        (before_speech(line), None)
    });
    if let Some((what, help)) = speech.as_ref().and_then(too_long) {
        report.push(Diagnostic::new(Code::Picture, Some(node.span), what).help(help));
    }
    let meant = slip(head, &line[head.len()..], words);
    let lines = match meant {
        Some(Slip { problem, lines }) => {
            problems.push(problem);
            lines
        }
        None => vec![words_of(head)],
    };
    let is_whole = problems.is_empty();
    for (what, help) in problems {
        report.push(Diagnostic::new(Code::Picture, Some(node.span), what).help(help));
    }
    // Every word of a line is looked at, so that one run names all that are wrong.
    let place = |word: &str| word_span(node, line, word);
    let mut read = None;
    for list in lines.iter().filter(|list| is_whole || !list.is_empty()) {
        read = read_words(list, (&place, is_whole), words, report);
    }
    let person = read.filter(|_| is_whole)?;
    Some(At { value: Person { speech, ..person }, span: node.span })
}

/// The words of one person, without what they say. `is_whole`: nothing was wrong with how they are parted, so
/// that one that is missing is told.
fn read_words(
    list: &[&str],
    (place, is_whole): (&dyn Fn(&str) -> Span, bool),
    words: &Vocabulary,
    report: &mut Report,
) -> Option<Person> {
    let mut rest = list.iter().copied();
    let (who_word, action_word) = (rest.next().unwrap_or(""), rest.next().unwrap_or(""));
    let second_person = |word: &str| {
        Diagnostic::new(Code::Picture, Some(place(word)), format!("「{word}」是第二个人"))
            .help(format!("一行只写一个人；「{word}」另起一行，以「- 」开头"))
    };
    let who = words.people.find(who_word).map(String::from);
    if who.is_none()
        && words.actions.find(who_word).is_some()
        && words.people.find(action_word).is_some()
    {
        let what = format!("「{who_word}」和「{action_word}」写反了，先写谁，再写做什么");
        let help = format!("改成「{action_word} {who_word}」");
        report.push(Diagnostic::new(Code::Picture, Some(place(who_word)), what).help(help));
        return None;
    }
    if who.is_none() {
        let list = [&words.people];
        report.push(unknown_word(who_word, place(who_word), &list, "人物", words));
    }
    let mut action = words.actions.find(action_word).map(String::from);
    let knows_action = action.is_some();
    if action_word.is_empty() && is_whole {
        let what = format!("没有写「{who_word}」在做什么");
        report.push(
            Diagnostic::new(Code::Picture, Some(place(who_word)), what)
                .help("在人物后面空一格，写上动作，如「站立」「递」「看手机」"),
        );
    } else if words.people.find(action_word).is_some() {
        report.push(second_person(action_word));
    } else if !knows_action && !action_word.is_empty() {
        let list = [&words.actions];
        report.push(unknown_word(action_word, place(action_word), &list, "动作", words));
    }
    let (mut prop, mut mood, mut position) = (None, None, None);
    for word in rest {
        let (slot, name) = if let Some(name) = mood_of(word, words) {
            (&mut mood, name)
        } else if let Some(name) = words.positions.find(word) {
            (&mut position, name.to_string())
        } else if words.props.find(base(word)).is_some() {
            match named(word, &words.props, words) {
                Ok(name) => (&mut prop, name.unwrap_or_default()),
                Err((what, help)) => {
                    report.push(Diagnostic::new(Code::Picture, Some(place(word)), what).help(help));
                    continue;
                }
            }
        } else if let Some(name) = words.actions.find(word).filter(|_| action.is_none()) {
            // The word before was told already; this is what was meant.
            (&mut action, name.to_string())
        } else {
            let problem = if let Some(name) = words.actions.find(word) {
                let (what, help) = if action.as_deref() == Some(name) {
                    (format!("「{word}」是同一个动作，写了两遍"), format!("删去「{word}」"))
                } else {
                    (
                        format!("「{word}」是第二个动作，一个人只写一个动作"),
                        format!(
                            "留下「{action_word}」或「{word}」，删去另一个；两个动作就画两幅画"
                        ),
                    )
                };
                Diagnostic::new(Code::Picture, Some(place(word)), what).help(help)
            } else if words.people.find(word).is_some() {
                // What follows is that other person's.
                report.push(second_person(word));
                return None;
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
    let action = action.filter(|_| knows_action)?;
    Some(Person { who: who?, action, prop, mood, position, speech: None })
}

/// The name of a mood, or of two that are mixed: 「担心|微笑」. A full-width bar is what a Chinese keyboard gives.
fn mood_of(word: &str, words: &Vocabulary) -> Option<String> {
    let one = |word: &str| words.moods.find(word).map(String::from);
    match word.split_once([MIXED, '｜']) {
        None => one(word),
        Some((upper, lower)) => Some(format!("{}{MIXED}{}", one(upper)?, one(lower)?)),
    }
}

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
