//! Sheets of every word that a picture may use, each over its drawing: people, moods and poses, things,
//! places.
//!
//! Start at [`Workshop::word_topics`]. They depend on the theme only. Every drawing is staged from the word
//! under it, as a picture of a procedure would be.

use super::Topic;
use super::Workshop;
use super::topic::Look;
use super::view::SheetView;
use crate::diag::FileId;
use crate::diag::Span;
use crate::model::Person;
use crate::model::Picture;
use crate::record::At;
use crate::stage::Places;
use crate::theme::SheetKind;
use crate::vocabulary::WordList;
use serde::Serialize;
use std::borrow::Cow;
use tera::Context;

/// What `boards/cast.xml` sees.
#[derive(Debug, Serialize)]
struct WordsView {
    width: f64,
    height: f64,
    title: &'static str,
    note: &'static str,
    columns: usize,
    rows: usize,
    cells: Vec<CellView>,
}

#[derive(Debug, Clone, Serialize)]
struct CellView {
    /// Number of the picture, for `<comic src>`.
    panel: usize,
    word: String,
    /// What may be written instead.
    aliases: String,
}

/// Most words on one sheet, and most other names under a word.
const MOST: usize = 90;
const MOST_ALIASES: usize = 8;

/// The other names of a word, as many as have room; a sheet says where there are more, and `reference` names all.
fn shown(aliases: &[String]) -> String {
    match aliases.get(..MOST_ALIASES - 1).filter(|_| aliases.len() > MOST_ALIASES) {
        Some(first) => format!("{} ……", first.join(" ")),
        None => aliases.join(" "),
    }
}

impl Workshop<'_> {
    /// The list of words of this name that are shown by drawings.
    fn word_list(&self, list: &str) -> Option<&WordList> {
        let words = &self.theme.words;
        Some(match list {
            "people" => &words.people,
            "moods" => &words.moods,
            "actions" => &words.actions,
            "props" => &words.props,
            "places" => &words.places,
            _ => return None,
        })
    }

    /// A word of a list as a picture; none where there is no such.
    #[must_use]
    pub(crate) fn word_picture(&self, list: &str, number: usize) -> Option<Picture> {
        let word = self.word_list(list)?.words.get(number)?.0.as_str();
        let person = |who: &str, action: &str, mood: &str| Person {
            who: who.into(),
            action: action.into(),
            prop: None,
            mood: Some(mood.into()),
            position: None,
            speech: None,
        };
        // Different people show the moods and poses, so that no drawing looks like a rule for one.
        let cast = &self.theme.words.people.words;
        let somebody = |i: usize| cast.get(i * 5 % cast.len().max(1)).map_or("", |w| w.0.as_str());
        Some(match list {
            "people" => on_stage(vec![person(word, "站立", "微笑")], true),
            "moods" => on_stage(vec![person(somebody(number), "站立", word)], false),
            "actions" => {
                let sample = self.cast.sample_of(word);
                let named = |n: usize| sample.get(n).map(String::as_str).filter(|x| !x.is_empty());
                let first = person(named(0).unwrap_or_else(|| somebody(number)), word, "微笑");
                let mut list = vec![Person { prop: named(2).map(String::from), ..first }];
                if let Some(partner) = self.cast.partner_of(word) {
                    let other = named(1).unwrap_or_else(|| somebody(number + 1));
                    list.push(person(other, partner, "微笑"));
                }
                on_stage(list, true)
            }
            "props" => thing(word),
            _ => picture(word),
        })
    }

    /// A picture alone, on a sheet of a kind that stacks pictures.
    #[must_use]
    pub(crate) fn picture_topic<'a>(&self, kind: &'a SheetKind, picture: Picture) -> Topic<'a> {
        let context = move |look: &Look, _: usize| {
            let mut context = Context::new();
            context.insert("sheet", &SheetView::of(kind, look));
            context.insert("panels", &[0]);
            context
        };
        Topic { pictures: vec![Cow::Owned(picture)], ..Topic::new(kind, "word", context) }
    }

    /// The topics of a kind that is made of words: one sheet each for people, poses, props and places.
    #[must_use]
    pub(crate) fn word_topics<'a>(&'a self, kind: &'a SheetKind) -> Vec<Topic<'a>> {
        let all = |list: &str| -> Vec<(&'a (String, Vec<String>), Picture)> {
            let words = self.word_list(list).map_or(&[][..], |list| &list.words);
            let one = |(i, word)| Some((word, self.word_picture(list, i)?));
            words.iter().enumerate().filter_map(one).collect()
        };
        let sheets = [
            (
                "people",
                "人物",
                "写在一行的最前面，例：阿姨 递 表格 微笑 说“要准备什么？”",
                9,
                all("people"),
            ),
            (
                "poses",
                "表情和动作",
                "写在人物后面，例：爷爷 看手机 疑惑",
                9,
                [all("moods"), all("actions")].concat(),
            ),
            (
                "props",
                "道具",
                "写在动作后面，或写在「摆设」里；纸、卡、本上能写字：卡（居住证）",
                13,
                all("props"),
            ),
            (
                "places",
                "地点",
                "写在「地点」里；有招牌的，招牌可以换：街道大厅（民政局）",
                9,
                all("places"),
            ),
        ];
        let mut topics = Vec::new();
        for (key, title, note, columns, mut cells) in sheets {
            // As many on each of several sheets, so that every word can be read.
            let count = cells.len().div_ceil(MOST).max(1);
            let each = cells.len().div_ceil(count).max(1);
            for number in 1..=count {
                let rest = cells.split_off(cells.len().min(each));
                let key = if number == 1 { key.to_string() } else { format!("{key}-{number}") };
                topics.push(word_topic(kind, &key, (title, note), columns, cells));
                cells = rest;
            }
        }
        topics
    }
}

fn word_topic<'a>(
    kind: &'a SheetKind,
    key: &str,
    (title, note): (&'static str, &'static str),
    columns: usize,
    cells: Vec<(&(String, Vec<String>), Picture)>,
) -> Topic<'a> {
    let listed: Vec<&str> = cells.iter().map(|((word, _), _)| word.as_str()).collect();
    let description = listed.join("、");
    let views: Vec<CellView> = cells
        .iter()
        .enumerate()
        .map(|(panel, ((word, aliases), _))| CellView {
            panel,
            word: word.clone(),
            aliases: shown(aliases),
        })
        .collect();
    let context = move |look: &Look, _: usize| {
        let view = WordsView {
            width: look.size.width.0,
            height: look.size.height.0,
            title,
            note,
            columns,
            rows: views.len().div_ceil(columns),
            cells: views.clone(),
        };
        Context::from_serialize(&view).expect("the views are plain data")
    };
    Topic {
        title: title.into(),
        description,
        pictures: cells.into_iter().map(|(_, picture)| Cow::Owned(picture)).collect(),
        ..Topic::new(kind, key, context)
    }
}

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::file_start(FileId(0)) }
}

fn picture(place: &str) -> Picture {
    Picture::of(at(place.into()))
}

/// People before nothing; from head to foot if `full`.
fn on_stage(people: Vec<Person>, full: bool) -> Picture {
    Picture {
        people: people.into_iter().map(at).collect(),
        shot: full.then(|| at("全景".into())),
        ..picture(Places::NOWHERE)
    }
}

fn thing(word: &str) -> Picture {
    Picture { props: vec![at(word.into())], ..picture(Places::NOWHERE) }
}
