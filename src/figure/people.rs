//! Who may act: the table `art/cast.yaml`, typed and checked.
//!
//! Start at [`People::read`]. Everything a designer may change about people is in that file; what a word
//! of it means for the drawing (a hair style, a cut of clothes) is in the files beside this one.

use super::clothes::CLOTHES;
use super::hair::STYLES;
use super::pen::InkNames;
use super::person::Age;
use super::person::Brows;
use super::person::Cap;
use super::person::Character;
use super::person::Eyes;
use super::person::Feature;
use super::person::Jaw;
use super::person::Sex;
use super::person::Skin;
use crate::diag::Span;
use crate::theme::TableRow;
use std::collections::BTreeMap;

/// The people of a theme.
#[derive(Debug, Clone)]
pub(crate) struct People {
    people: BTreeMap<String, Character>,
    /// Who is in the background, by the word for all of them.
    crowds: BTreeMap<String, Vec<String>>,
    /// Who stands in when the same word is in a picture twice: nobody has a twin.
    doubles: BTreeMap<String, Character>,
}

impl People {
    /// Reads the table. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left out.
    pub(crate) fn read(
        rows: &[TableRow],
        palette: &InkNames,
        wrong: &mut Vec<(Span, String)>,
    ) -> People {
        let mut people = BTreeMap::new();
        let mut crowds = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            if let Some(list) = row.list_of("crowd") {
                let known = |word: &String| rows.iter().any(|row| row.word == *word);
                if !(4..=12).contains(&list.len()) || !list.iter().all(known) {
                    wrong.push((row.at, format!("人物「{}」的 crowd 写得不对", row.word)));
                }
                crowds.insert(row.word.clone(), list.to_vec());
                continue;
            }
            match person(row, i, palette) {
                Ok(person) => drop(people.insert(row.word.clone(), person)),
                Err(why) => wrong.push((row.at, why)),
            }
        }
        let doubles = people.iter().map(|(word, p)| (word.clone(), double(p))).collect();
        People { people, crowds, doubles }
    }

    /// The person behind a word.
    pub(crate) fn person(&self, word: &str) -> Option<&Character> {
        self.people.get(word)
    }

    /// The people of a crowd.
    pub(crate) fn crowd(&self, word: &str) -> Option<&[String]> {
        self.crowds.get(word).map(Vec::as_slice)
    }

    /// The person behind a word that stood in the picture before.
    pub(crate) fn double(&self, word: &str) -> Option<&Character> {
        self.doubles.get(word)
    }
}

/// Somebody of the same age, sex and clothes with another head: hair, glasses, brows, chin.
fn double(p: &Character) -> Character {
    let styles: &[&str] = match (p.age, p.sex) {
        (Age::Child, Sex::Male) => &["bowl", "crew"],
        (Age::Child, Sex::Female) => &["pig", "bob"],
        (Age::Elder, Sex::Male) => &["back", "bald"],
        (Age::Elder, Sex::Female) => &["perm", "lowbun"],
        (_, Sex::Male) => &["side", "crew", "quiff"],
        (_, Sex::Female) => &["pony", "bob", "bun"],
    };
    let hair = styles.iter().find(|s| **s != p.hair).unwrap_or(&styles[0]);
    let glasses =
        if p.glasses.is_some() && !p.shaded { None } else { Some("graphite".to_string()) };
    Character {
        hair: (*hair).into(),
        glasses,
        brows: if p.brows == Brows::Straight { Brows::Arched } else { Brows::Straight },
        jaw: if p.jaw == Jaw::Round { Jaw::Narrow } else { Jaw::Round },
        nose: (p.nose + 1) % 3,
        features: Vec::new(),
        ..p.clone()
    }
}

fn person(row: &TableRow, index: usize, palette: &InkNames) -> Result<Character, String> {
    let word = |key: &str| row.word_of(key);
    let bad = |key: &str| format!("人物「{}」的 {key} 写得不对", row.word);
    let ink = |key: &str, default: &str| -> Result<String, String> {
        let name = word(key).unwrap_or(default);
        if palette.has(name) { Ok(name.to_string()) } else { Err(bad(key)) }
    };
    let age = match word("age") {
        Some("child") => Age::Child,
        Some("young") => Age::Young,
        Some("middle") => Age::Middle,
        Some("elder") => Age::Elder,
        _ => return Err(bad("age")),
    };
    let sex = match word("sex") {
        Some("m") => Sex::Male,
        Some("f") => Sex::Female,
        _ => return Err(bad("sex")),
    };
    let hair = word("hair").filter(|h| STYLES.contains(h)).ok_or_else(|| bad("hair"))?;
    let clothes = word("clothes").filter(|c| CLOTHES.contains(c)).ok_or_else(|| bad("clothes"))?;
    let skin = match word("skin") {
        None | Some("light") => ("skin", "skin-shade", "blush", "flush"),
        Some("mid") => ("skin-mid", "skin-mid-shade", "blush-mid", "flush-mid"),
        Some("tan") => ("skin-tan", "skin-tan-shade", "blush-tan", "flush-tan"),
        Some(_) => return Err(bad("skin")),
    };
    let glasses = match word("glasses") {
        None => None,
        Some("dark" | "shades") => Some("graphite".to_string()),
        Some("gold") => Some("wood-dark".to_string()),
        Some(_) => return Err(bad("glasses")),
    };
    let build = word("build");
    if build.is_some_and(|build| !["stout", "expecting"].contains(&build)) {
        return Err(bad("build"));
    }
    let cap = match word("cap") {
        None => None,
        Some("army") => Some(Cap::Army),
        Some("red") => Some(Cap::Red),
        Some("guard") => Some(Cap::Guard),
        Some("helmet") => Some(Cap::Helmet),
        Some("fire") => Some(Cap::Fire),
        Some("chef") => Some(Cap::Chef),
        Some(_) => return Err(bad("cap")),
    };
    let eyes = match word("eyes") {
        None => Eyes::Usual,
        Some("big") => Eyes::Big,
        Some("small") => Eyes::Small,
        Some("long") => Eyes::Long,
        Some(_) => return Err(bad("eyes")),
    };
    let brows = match word("brows") {
        None => Brows::Usual,
        Some("straight") => Brows::Straight,
        Some("arched") => Brows::Arched,
        Some("thick") => Brows::Thick,
        Some(_) => return Err(bad("brows")),
    };
    let jaw = match word("jaw") {
        None => Jaw::Usual,
        Some("narrow") => Jaw::Narrow,
        Some("round") => Jaw::Round,
        Some("square") => Jaw::Square,
        Some(_) => return Err(bad("jaw")),
    };
    let mut features = Vec::new();
    for name in row.list_of("face").unwrap_or_default() {
        features.push(match name.as_str() {
            "mole" => Feature::Mole,
            "lips" => Feature::Lips,
            "freckles" => Feature::Freckles,
            "moustache" => Feature::Moustache,
            "earrings" => Feature::Earrings,
            "hearing-aid" => Feature::HearingAid,
            _ => return Err(bad("face")),
        });
    }
    Ok(Character {
        eyes,
        brows,
        jaw,
        features,
        age,
        sex,
        stout: build == Some("stout"),
        hair: hair.into(),
        hair_ink: ink("hair-ink", "hair-black")?,
        skin: Skin {
            base: skin.0.into(),
            shade: skin.1.into(),
            blush: skin.2.into(),
            flush: skin.3.into(),
        },
        clothes: clothes.into(),
        top: ink("top", "blue")?,
        bottom: ink("bottom", "navy")?,
        inner: ink("inner", "paper")?,
        shoe: ink("shoe", "graphite")?,
        glasses,
        cap,
        expecting: build == Some("expecting"),
        shaded: word("glasses") == Some("shades"),
        staff: clothes == "vest" || row.flag("staff").map_err(|key| bad(&key))?,
        nose: index % 3,
    })
}
