//! A person's line → a typed [`Person`]: `阿姨 递 表格 微笑 说“要准备什么？”`.
//!
//! Words are separated by spaces; the first is who, the second the action, the rest may come in any
//! order; the speech is cut off first, so its words are never looked up. Unknown words are
//! diagnostics that name the nearest word of the lists.

use super::decode::Group;
use super::suggest::nearest;
use super::yaml::Node;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::At;
use crate::model::Person;
use crate::model::Picture;
use crate::model::Speech;
use crate::model::SpeechKind;
use crate::model::Vocabulary;
use crate::model::WordList;

/// Longest speech of a bubble, in characters.
pub const SPEECH_LIMIT: usize = 14;

/// The quotation marks a speech may stand in.
const QUOTES: &[(char, char)] = &[('“', '”'), ('「', '」'), ('"', '"'), ('”', '”'), ('“', '“')];

/// Reads a checked `画面` group; words that are wrong are reported and left out.
pub(super) fn read_picture(
    group: &Group<'_>,
    words: &Vocabulary,
    report: &mut Report,
) -> Option<Picture> {
    let place = known(&group.text("地点")?, &words.places, "地点", report);
    let mut people = Vec::new();
    for node in group.list("人物") {
        people.extend(read_person(node, words, report));
    }
    let mut props = Vec::new();
    for word in group.texts("摆设") {
        props.extend(known(&word, &words.props, "摆设", report));
    }
    let mut optional = |key: &str, list: &WordList| {
        group.text(key).and_then(|word| known(&word, list, key, report))
    };
    let (shot, effect) = (optional("镜头", &words.shots), optional("特效", &words.effects));
    let caption = group.text("旁白");
    if !group.is_written("人物") && !group.is_written("摆设") {
        report.push(
            Diagnostic::new(Code::Picture, Some(group.span), "画面里既没有人物，也没有摆设")
                .help("写上「人物」或「摆设」，至少一样"),
        );
        return None;
    }
    Some(Picture { place: place?, people, props, shot, effect, caption })
}

fn known(
    word: &At<String>,
    list: &WordList,
    field: &str,
    report: &mut Report,
) -> Option<At<String>> {
    if let Some(name) = list.find(&word.value) {
        return Some(At { value: name.into(), span: word.span });
    }
    report.push(unknown_word(&word.value, word.span, list.all(), field));
    None
}

fn unknown_word<'a>(
    word: &str,
    span: Span,
    all: impl Iterator<Item = &'a str> + Clone,
    field: &str,
) -> Diagnostic {
    let help = nearest(word, all.clone()).map_or_else(
        || format!("改成词表里的词，如：{}", all.take(12).collect::<Vec<_>>().join("、")),
        |near| format!("改成「{near}」"),
    );
    Diagnostic::new(Code::UnknownWord, Some(span), format!("「{field}」的词表里没有「{word}」"))
        .help(help)
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
    let mut rest = head.split_whitespace();
    let who = rest.next().unwrap_or("");
    let action = rest.next().unwrap_or("");
    let mut lookup = |word: &str, list: &WordList, field: &str| -> Option<String> {
        let found = list.find(word).map(String::from);
        if found.is_none() {
            report.push(unknown_word(word, node.span, list.all(), field));
        }
        found
    };
    let who = lookup(who, &words.people, "人物")?;
    if action.is_empty() {
        report.push(
            Diagnostic::new(Code::Picture, Some(node.span), format!("没有写「{who}」在做什么"))
                .help("在人物后面空一格，写上动作，如「站立」「递」「看手机」"),
        );
        return None;
    }
    let action = lookup(action, &words.actions, "动作")?;
    let mut person = Person { who, action, prop: None, mood: None, position: None, speech };
    for word in rest {
        let (slot, name) = if let Some(name) = words.moods.find(word) {
            (&mut person.mood, name)
        } else if let Some(name) = words.positions.find(word) {
            (&mut person.position, name)
        } else if let Some(name) = words.props.find(word) {
            (&mut person.prop, name)
        } else {
            let all = words.props.all().chain(words.moods.all()).chain(words.positions.all());
            let list: Vec<&str> = all.collect();
            report.push(unknown_word(word, node.span, list.iter().copied(), "道具、表情、位置"));
            continue;
        };
        if slot.is_some() {
            report.push(
                Diagnostic::new(
                    Code::Picture,
                    Some(node.span),
                    format!("「{word}」是多余的：同类的词已经写过一个"),
                )
                .help(format!("删去「{word}」")),
            );
        } else {
            *slot = Some(name.into());
        }
    }
    Some(At { value: person, span: node.span })
}

type Problem = (String, String);

/// Cuts `说“…”` or `想“…”` off the end.
fn split_speech(line: &str) -> Result<(&str, Option<Speech>), Problem> {
    let Some(open) = line.find(|c| QUOTES.iter().any(|(a, _)| *a == c)) else {
        return Ok((line, None));
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
