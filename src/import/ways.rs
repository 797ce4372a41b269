//! Ways to get an item done → channels, each with what is said of it.
//!
//! Start at [`Draft::channels`]. A way that its steps name (「线上：……；线下：……」) is a channel too: its steps are
//! the note, as the steps of the file are those of who comes.

use super::pieces::cut;
use super::pieces::one_line;
use super::row::Draft;
use crate::model::ChannelKind;
use crate::yaml::quoted;

/// Longest note of a channel.
const NOTE: usize = 36;

/// Words for a way; the first that a text holds is meant.
const WORDS: &[(&str, ChannelKind)] = &[
    ("帮办柜", ChannelKind::Locker),
    ("流动服务", ChannelKind::MobilePoint),
    ("延时", ChannelKind::AfterHours),
    ("上门", ChannelKind::Home),
    ("小程序", ChannelKind::Online),
    ("公众号", ChannelKind::Online),
    ("线上", ChannelKind::Online),
    ("网上", ChannelKind::Online),
    ("网办", ChannelKind::Online),
    ("掌上", ChannelKind::Online),
    ("手机", ChannelKind::Online),
    ("线下", ChannelKind::Window),
    ("窗口", ChannelKind::Window),
    ("现场", ChannelKind::OnSite),
    ("电话", ChannelKind::Phone),
];
/// Words that say nothing of a way.
const EMPTY: &[&str] =
    &["办理", "服务", "方式", "均可", "可", "或者", "或", "和", "及", "社区", "申请"];

/// A way as it is written.
struct Way {
    kind: ChannelKind,
    note: Option<String>,
    address: Option<String>,
}

/// An address in a text.
fn address(text: &str) -> Option<&str> {
    let from = &text[text.find("https://")?..];
    let end = from.find(|c: char| !c.is_ascii() || c.is_whitespace()).unwrap_or(from.len());
    Some(from[..end].trim_end_matches([',', ';', ')']))
}

/// The way that a piece of text names.
fn way(piece: &str) -> Option<Way> {
    let (_, kind) = WORDS.iter().find(|(word, _)| piece.contains(word))?;
    let url = address(piece).map(String::from);
    let text = url.as_ref().map_or(piece.to_string(), |url| piece.replace(url, ""));
    let bare = WORDS.iter().filter(|(_, k)| k == kind).map(|(w, _)| w).chain(EMPTY);
    let bare = bare.fold(text.clone(), |text, word| text.replace(word, ""));
    let says_more = bare.chars().any(char::is_alphanumeric);
    let note = match text.split_once(['：', ':']) {
        Some((name, note)) if name.chars().count() <= 8 => note,
        _ => &text,
    };
    let note = note.trim_matches(['，', '。', '；', ' ', '：', ':']);
    let note = says_more.then(|| one_line(note)).filter(|note| !note.is_empty());
    Some(Way { kind: *kind, note, address: url })
}

impl Draft {
    pub(super) fn channels(&mut self, text: Option<&str>, link: Option<&str>) {
        let routes = std::mem::take(&mut self.routes);
        let texts: Vec<&str> = text.into_iter().chain(routes.iter().map(String::as_str)).collect();
        let withheld = self.withholds("渠道", &texts);
        let mut found: Vec<Way> = Vec::new();
        let mut named = false;
        for text in texts.iter().filter(|_| !withheld) {
            let parts = cut(text, &|c| matches!(c, '\n' | '；' | ';' | '。'));
            // 「窗口、网上」: but the steps of a way are one text.
            let is_way = |part: &String| WORDS.iter().any(|(word, _)| part.contains(word));
            let small = cut(text, &|c| matches!(c, '、' | '，' | ',' | '\n'));
            let parts = match parts.as_slice() {
                [only] if !only.contains('→') && small.iter().all(is_way) => small,
                _ => parts,
            };
            let mut lost = Vec::new();
            for part in &parts {
                match way(part) {
                    Some(new) => {
                        named = true;
                        let long = new.note.as_ref().is_some_and(|n| n.chars().count() > NOTE);
                        if long {
                            lost.push(part.clone());
                        }
                        let note = new.note.filter(|_| !long);
                        match found.iter_mut().find(|way| way.kind == new.kind) {
                            Some(way) => {
                                if let (Some(_), Some(_)) = (&way.note, &note) {
                                    lost.push(part.clone());
                                }
                                way.note = way.note.take().or(note);
                                way.address = way.address.take().or(new.address);
                            }
                            None => found.push(Way { note, ..new }),
                        }
                    }
                    None => lost.push(part.clone()),
                }
            }
            for part in lost {
                let why = if named {
                    "写不进「渠道」"
                } else {
                    "没有认出来，先写了窗口"
                };
                self.keep("渠道", &part, why);
            }
        }
        if named {
            self.understood.push("渠道".into());
        }
        if !found.iter().any(|way| way.kind == ChannelKind::Window)
            && (!named || !routes.is_empty())
        {
            found.insert(0, Way { kind: ChannelKind::Window, note: None, address: None });
        }
        let link = link.map(one_line);
        let good =
            link.clone().filter(|l| l.starts_with("https://") && !l.contains(char::is_whitespace));
        if let Some(link) = link.filter(|_| good.is_none()) {
            self.keep("网址", &link, "不是 https:// 开头的一个网址");
        }
        if let Some(link) = good {
            match found.iter_mut().find(|way| way.kind == ChannelKind::Online) {
                Some(way) => way.address = Some(link),
                None => {
                    found.push(Way { kind: ChannelKind::Online, note: None, address: Some(link) });
                }
            }
        }
        let words: Vec<String> = found.iter().map(Way::line).collect();
        self.fixed("渠道", &format!("[{}]", words.join(", ")));
    }
}

impl Way {
    fn line(&self) -> String {
        if self.note.is_none() && self.address.is_none() {
            return self.kind.to_string();
        }
        let mut parts = vec![format!("方式: {}", self.kind)];
        parts.extend(self.note.as_ref().map(|note| format!("说明: {}", quoted(note))));
        parts.extend(self.address.as_ref().map(|url| format!("网址: {}", quoted(url))));
        format!("{{ {} }}", parts.join(", "))
    }
}
