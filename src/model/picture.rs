//! A picture in words: who does what where, and the words that are known.
//!
//! Start at [`Picture`]. The lists of words ([`Vocabulary`]) are data of the theme
//! (`themes/default/art/words.yaml`, `props.yaml`), so a community can add its own.

use super::At;
use super::Photo;
use aho_corasick::AhoCorasick;

/// How words leave a mouth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechKind {
    /// 说
    Says,
    /// 想
    Thinks,
}

/// What somebody says or thinks.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// Spoken or thought.
    pub kind: SpeechKind,
    /// The words, at most 14 characters.
    pub text: String,
}

/// One person of a picture. All words are canonical.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// 阿姨, 工作人员 …
    pub who: String,
    /// 递, 看手机 …
    pub action: String,
    /// What the hands hold.
    pub prop: Option<String>,
    /// 微笑 …
    pub mood: Option<String>,
    /// 左 中 右 柜台后
    pub position: Option<String>,
    /// The bubble.
    pub speech: Option<Speech>,
}

impl Person {
    /// What people call them. The cast tells a man of an office from a woman by 男 at the end of the
    /// word (工作人员男); nobody says it so.
    #[must_use]
    pub fn called(&self) -> &str {
        let bare = self.who.strip_suffix(['男', '女']).unwrap_or(&self.who);
        if bare.chars().count() > 2 { bare } else { &self.who }
    }

    /// 奶奶递户口簿，微笑，说“材料都在这儿。”
    fn in_words(&self) -> String {
        let mut text = format!("{}{}", self.called(), self.action);
        // A thing whose word is in the action already is not said twice: 看手机, 打电话.
        if let Some(prop) = self.prop.as_deref().filter(|p| !self.action.contains(p)) {
            let with = if self.action.chars().count() > 1 { "，拿着" } else { "" };
            text.push_str(&format!("{with}{prop}"));
        }
        if let Some(mood) = &self.mood {
            text.push_str(&format!("，{mood}"));
        }
        match &self.speech {
            Some(Speech { kind: SpeechKind::Says, text: t }) => {
                text.push_str(&format!("，说“{t}”"));
            }
            Some(Speech { kind: SpeechKind::Thinks, text: t }) => {
                text.push_str(&format!("，想“{t}”"));
            }
            None => {}
        }
        text
    }
}

/// One panel. At least one of people and props.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// 社区窗口 …; of a photo, the words that say what it shows.
    pub place: At<String>,
    /// At most three.
    pub people: Vec<At<Person>>,
    /// Things that stand in the picture.
    pub props: Vec<At<String>>,
    /// 中景 | 全景
    pub shot: Option<At<String>>,
    /// 速度线 …
    pub effect: Option<At<String>>,
    /// Words without a speaker; with a photo, what it shows.
    pub caption: Option<At<String>>,
    /// Shown instead of a drawing; there is nothing else then.
    pub photo: Option<Photo>,
}

impl Picture {
    /// The picture in words, for a person who cannot see it: where, who, doing what, saying what.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.photo.is_some() {
            return self.place.value.clone();
        }
        let mut parts: Vec<String> = self.people.iter().map(|p| p.in_words()).collect();
        if !self.props.is_empty() {
            let things: Vec<&str> = self.props.iter().map(|p| p.value.as_str()).collect();
            parts.push(format!("旁边有{}", things.join("、")));
        }
        if let Some(caption) = &self.caption {
            parts.push(caption.value.clone());
        }
        format!("{}：{}", self.place.value, parts.join("；"))
    }

    /// The thing that tells the picture: what the first hand holds, else what stands there first.
    #[must_use]
    pub fn main_prop(&self) -> Option<&str> {
        let in_hand = self.people.iter().find_map(|p| p.prop.as_deref());
        in_hand.or_else(|| self.props.first().map(|p| p.value.as_str()))
    }

    /// All things of the picture, in hands first, without repeats.
    #[must_use]
    pub fn all_props(&self) -> Vec<&str> {
        let held = self.people.iter().filter_map(|p| p.prop.as_deref());
        let mut list: Vec<&str> = Vec::new();
        for word in held.chain(self.props.iter().map(|p| p.value.as_str())) {
            if !list.contains(&word) {
                list.push(word);
            }
        }
        list
    }
}

/// One list of words: canonical words, each with its aliases.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// Canonical word, then aliases.
    pub words: Vec<(String, Vec<String>)>,
}

impl WordList {
    /// The canonical word behind a word or an alias.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<&str> {
        let hit = |(name, aliases): &&(String, Vec<String>)| {
            name == word || aliases.iter().any(|a| a == word)
        };
        self.words.iter().find(hit).map(|(name, _)| name.as_str())
    }

    /// Every word and alias.
    pub fn all(&self) -> impl Iterator<Item = &str> + Clone {
        self.words
            .iter()
            .flat_map(|(name, aliases)| std::iter::once(name).chain(aliases).map(String::as_str))
    }
}

/// Where a thing stands that nobody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stand {
    /// On a counter or table; shown in a ring where there is none.
    #[default]
    Table,
    /// On the ground.
    Floor,
    /// On the wall.
    Wall,
    /// It is a sign, not a thing: always in a ring.
    Ring,
}

/// A prop's word with its drawing and the documents it stands for.
#[derive(Debug, Clone)]
pub struct PropWord {
    /// Canonical word.
    pub word: String,
    /// SVG file name without folder and ending.
    pub file: String,
    /// Parts of a document's name that make this its icon.
    pub icon_for: Vec<String>,
    /// Its height beside people, in hundredths of a head.
    pub height: f64,
    /// Where it stands.
    pub stand: Stand,
}

/// Every part of a document's name that makes an icon, looked for in one pass.
#[derive(Debug, Clone, Default)]
pub struct IconSearch {
    automaton: Option<AhoCorasick>,
    /// The prop of each part.
    props: Vec<usize>,
}

impl IconSearch {
    /// The search of these props.
    #[must_use]
    pub fn of(props: &[PropWord]) -> IconSearch {
        let parts = props.iter().enumerate().flat_map(|(i, p)| {
            p.icon_for.iter().filter(|part| !part.is_empty()).map(move |part| (i, part))
        });
        let (props, parts): (Vec<usize>, Vec<&String>) = parts.unzip();
        IconSearch { automaton: AhoCorasick::new(parts).ok(), props }
    }

    /// The prop of the longest part in a text; of equals the first in the text.
    fn find(&self, text: &str) -> Option<usize> {
        let found = self.automaton.as_ref()?.find_overlapping_iter(text);
        let best = found.max_by_key(|m| (m.len(), usize::MAX - m.start(), m.pattern()));
        best.map(|m| self.props[m.pattern().as_usize()])
    }
}

/// An action that is nothing without another's.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Whoever does this…
    pub action: String,
    /// …needs somebody who does this,
    pub other: String,
    /// whose line may read so;
    pub line: String,
    /// alone one does this instead.
    pub alone: String,
}

/// All words a picture may use.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// 人物
    pub people: WordList,
    /// 动作
    pub actions: WordList,
    /// 表情
    pub moods: WordList,
    /// 道具
    pub props: WordList,
    /// 地点
    pub places: WordList,
    /// 位置
    pub positions: WordList,
    /// 镜头
    pub shots: WordList,
    /// 特效
    pub effects: WordList,
    /// Actions that need another's.
    pub pairings: Vec<Pairing>,
    /// Drawings of the props.
    pub prop_words: Vec<PropWord>,
    /// Finds what a document is among [`PropWord::icon_for`]; see [`IconSearch::of`].
    pub icon_search: IconSearch,
    /// Words that no line break may tear.
    pub unbroken: Vec<String>,
    /// Words for people who come with a matter.
    pub residents: Vec<String>,
    /// Words for those who deal with it.
    pub offices: Vec<String>,
}

fn names(list: &[String], actor: &str) -> bool {
    list.iter().any(|word| actor.contains(word.as_str()))
}

impl Vocabulary {
    /// The prop whose drawing stands for a document: looked for in the first alternative of its
    /// name (before 、 或 （), then in the whole; the longest match wins, among equals the one that
    /// comes first in the name; paper when nothing matches.
    #[must_use]
    pub fn icon_of(&self, document: &str) -> &str {
        let head = document.split(['、', '或', '（', '(', '及']).next().unwrap_or("");
        self.icon_in(head).or_else(|| self.icon_in(document)).unwrap_or("材料")
    }

    /// Whether the actor of a step is the resident: named so, and no office with them.
    #[must_use]
    pub fn is_resident(&self, actor: &str) -> bool {
        names(&self.residents, actor) && !names(&self.offices, actor)
    }

    /// Whether only an office acts: named so, and no resident with it. Of an actor that no word is
    /// known for, neither this nor the other is said.
    #[must_use]
    pub fn is_office(&self, actor: &str) -> bool {
        names(&self.offices, actor) && !names(&self.residents, actor)
    }

    fn icon_in(&self, text: &str) -> Option<&str> {
        self.icon_search.find(text).map(|i| self.prop_words[i].word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_as_people_say() {
        let called = |who: &str| {
            let (who, action) = (who.to_string(), "站立".to_string());
            let person =
                Person { who, action, prop: None, mood: None, position: None, speech: None };
            person.called().to_string()
        };
        for (who, wanted) in [("工作人员男", "工作人员"), ("男孩", "男孩"), ("子女", "子女")]
        {
            assert_eq!(called(who), wanted);
        }
    }

    #[test]
    fn who_acts_is_said_only_of_known_words_alone() {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_string()).collect();
        let words = Vocabulary {
            residents: list(&["居民", "双方"]),
            offices: list(&["社区", "调解员"]),
            ..Vocabulary::default()
        };
        let both = |actor: &str| (words.is_resident(actor), words.is_office(actor));
        assert_eq!(both("居民"), (true, false));
        assert_eq!(both("社区"), (false, true));
        assert_eq!(both("调解员、双方"), (false, false));
        assert_eq!(both("车主"), (false, false));
    }
}
