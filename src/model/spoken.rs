//! What somebody says at the end of a person's line: 说“…” or 想“…”.
//!
//! Start at [`split_speech`].

use super::person::Speech;
use super::person::SpeechKind;
use super::slips::Problem;
use super::slips::is_gap;

/// Longest speech of a bubble, in characters.
pub const SPEECH_LIMIT: usize = 14;

/// The quotation marks a speech may stand in.
const QUOTES: &[(char, char)] =
    &[('“', '”'), ('「', '」'), ('"', '"'), ('”', '”'), ('“', '“'), ('‘', '’'), ('『', '』')];

/// The line without what is said in it, where that cannot be read: its other words are looked at all the same.
pub(super) fn before_speech(line: &str) -> &str {
    let quote = line.find(|c| QUOTES.iter().any(|(a, b)| *a == c || *b == c));
    let says = |word: &&str| word.starts_with(['说', '想', '說', '説']);
    let said = line.split_whitespace().skip(1).find(says);
    let said = said.map(|word| word.as_ptr() as usize - line.as_ptr() as usize);
    let end = quote.into_iter().chain(said).min().unwrap_or(line.len());
    let head = &line[..end];
    // The word that the quote hangs on is no word of the picture.
    let glued = quote == Some(end) && !head.ends_with(is_gap);
    if glued { head.rfind(is_gap).map_or("", |at| &head[..at]) } else { head }
}

/// Where a second speech begins in what stands between the first and the last quotation mark.
fn second_speech(inside: &str, closes: impl Fn(char) -> bool) -> Option<String> {
    inside.char_indices().filter(|(_, c)| closes(*c)).find_map(|(at, c)| {
        let behind = inside[at + c.len_utf8()..].trim_start();
        let next = behind.strip_prefix(['说', '想']).unwrap_or(behind);
        let next = next.trim_start_matches(['：', ':', ' ']);
        next.starts_with(['“', '「', '"', '‘', '『']).then(|| behind.chars().take(6).collect())
    })
}

/// Cuts `说“…”` or `想“…”` off the end.
pub(super) fn split_speech(line: &str) -> Result<(&str, Option<Speech>), Problem> {
    if let Some(at) = line.find('”').filter(|at| line[..*at].find('“').is_none()) {
        let reversed = line[at..].contains('“');
        if reversed {
            return Err(("说的话前后引号写反了".into(), "前引号是“，后引号是”".into()));
        }
    }
    let Some(open) = line.find(|c| QUOTES.iter().any(|(a, _)| *a == c)) else {
        let says = |(at, word): &(usize, &str)| {
            // 「爷爷 想 担心」, 「工作人员 说明」: what is done, and nothing that is said.
            let is_action = *at == 1 && ["想", "说明", "说话"].contains(word);
            !is_action && (word.starts_with("说") || word.starts_with("想"))
        };
        return match line.split_whitespace().enumerate().skip(1).find(says) {
            Some((_, word)) => {
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
    } else if let Some(word) = ["說", "説"].iter().find(|word| head.ends_with(**word)) {
        return Err((format!("「{word}」不是这里的字"), "改成「说」".into()));
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
    if let Some(second) = second_speech(rest, closes) {
        let what = format!("一行里说了两句话，第二句从「{second}」起");
        let help = "一个人只说一句：留下一句，另一句写给另一个人，或分成两幅画";
        return Err((what, help.into()));
    }
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

/// What is wrong with words that no bubble holds.
pub(super) fn too_long(speech: &Speech) -> Option<Problem> {
    let count = speech.text.chars().count();
    (count > SPEECH_LIMIT).then(|| {
        let what = format!("话有 {count} 个字，最多 {SPEECH_LIMIT} 个：「{}」", speech.text);
        (what, format!("删去至少 {} 个字", count - SPEECH_LIMIT))
    })
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
        for two in
            ["奶奶 站立 说“1”说“2”", "爷爷 站立 说“你好”想“再见”", "爷爷 站立 说“甲” 说：「乙」"]
        {
            let told = split_speech(two).expect_err(two).0;
            assert!(told.contains("两句话"), "{two}: {told}");
        }
        let nested = split_speech("爷爷 站立 说“带“身份证”来”").expect("one").1;
        assert_eq!(nested.expect("speech").text, "带“身份证”来");
        assert!(split_speech("阿姨 递 說“你好”").expect_err("odd").1.contains("「说」"));
        for done in ["爷爷 想 担心", "工作人员 说明 表格", "阿姨 说话"] {
            assert_eq!(split_speech(done), Ok((done, None)));
        }
        assert!(split_speech("爷爷 站立 想 回家").is_err());
        assert!(split_speech("阿姨 递 “你好”").is_err());
        assert!(split_speech("阿姨 递 说“你好").is_err());
        assert!(split_speech("阿姨 递 说“你好” 微笑").is_err());
    }

    #[test]
    fn the_words_before_a_speech_are_found() {
        for (line, head) in [
            ("老人 想 难过", "老人 "),
            ("工作人员 站 右邊 說“您好”", "工作人员 站 右邊 "),
            ("奶奶 站立 问“哪里办” 疑惑", "奶奶 站立"),
            ("阿姨 递 “你好”", "阿姨 递 "),
            ("盲人，坐，飞，说“好", "盲人，坐，飞"),
            ("“您好”", ""),
        ] {
            assert_eq!(before_speech(line).trim_end(), head.trim_end(), "{line}");
        }
    }
}
