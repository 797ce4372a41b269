//! Who may act and how: the tables `art/cast.yaml` and `art/poses.yaml`, typed and checked.
//!
//! Start at [`Cast::read`]. Everything a designer may change about people is in the two files; what a
//! word means for the drawing (a hair style, a hand) is in the modules beside this one.

use super::clothes::CLOTHES;
use super::hair::STYLES;
use super::hand::HandKind;
use super::pen::Palette;
use crate::diag::Span;
use crate::theme::TableRow;
use std::collections::BTreeMap;

/// Proportions come from age and sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Child,
    Young,
    Middle,
    Elder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

/// The shape of eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eyes {
    Usual,
    Big,
    Small,
    Long,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brows {
    Usual,
    Straight,
    Arched,
    Thick,
}

/// The width of the lower face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jaw {
    Usual,
    Narrow,
    Round,
    Square,
}

/// Small things that tell one face from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    Mole,
    Lips,
    Freckles,
    Moustache,
    Earrings,
}

/// Three inks of skin.
#[derive(Debug, Clone)]
pub(super) struct Skin {
    pub base: String,
    pub shade: String,
    pub blush: String,
}

/// A person of the cast.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub age: Age,
    pub sex: Sex,
    pub stout: bool,
    pub hair: String,
    pub hair_ink: String,
    pub skin: Skin,
    pub clothes: String,
    pub top: String,
    pub bottom: String,
    pub inner: String,
    pub shoe: String,
    pub glasses: Option<String>,
    pub cap: Option<String>,
    /// Which of three noses.
    pub nose: usize,
    pub eyes: Eyes,
    pub brows: Brows,
    pub jaw: Jaw,
    pub features: Vec<Feature>,
}

/// Where one hand goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arm {
    pub target: (f64, f64),
    pub hand: HandKind,
    pub bend: f64,
    pub front: bool,
    /// Degrees, against the forearm, or against the horizon.
    pub wrist: f64,
    pub wrist_is_absolute: bool,
}

/// Where the thing in hand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Both,
    Paper,
    Near,
    Far,
    Pen,
    Cane,
    /// On a board in the far hand, the near one writes.
    Board,
    Crutches,
    /// By its upper end, over a slot.
    Slot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legs {
    Stand,
    Walk,
    Sit,
    /// In a wheelchair.
    Wheel,
}

/// A pose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pose {
    pub near: Arm,
    pub far: Arm,
    pub lean: f64,
    pub look: (f64, f64),
    pub hold: Option<Hold>,
    pub legs: Legs,
    pub view: f64,
}

/// The people and what they do.
#[derive(Debug, Clone)]
pub struct Cast {
    people: BTreeMap<String, Person>,
    poses: BTreeMap<String, Pose>,
    /// Who stands in when the same word is in a picture twice: nobody has a twin.
    doubles: BTreeMap<String, Person>,
    /// What the other one does, for poses that take two.
    partners: BTreeMap<String, String>,
    /// Who shows a pose on the contact sheet: one, the other, the thing in hand.
    samples: BTreeMap<String, Vec<String>>,
    /// What people do instead where there is no desk.
    afoot: BTreeMap<String, String>,
}

impl Cast {
    /// Reads both tables. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left
    /// out.
    pub fn read(
        cast: &[TableRow],
        poses: &[TableRow],
        palette: &Palette,
        wrong: &mut Vec<(Span, String)>,
    ) -> Cast {
        let mut people = BTreeMap::new();
        for (i, row) in cast.iter().enumerate() {
            match person(row, i, palette) {
                Ok(person) => drop(people.insert(row.word.clone(), person)),
                Err(why) => wrong.push((row.at, why)),
            }
        }
        let mut table = BTreeMap::new();
        for row in poses {
            match pose(row) {
                Some(pose) => drop(table.insert(row.word.clone(), pose)),
                None => wrong.push((row.at, format!("动作「{}」写得不对", row.word))),
            }
        }
        let partner =
            |row: &TableRow| Some((row.word.clone(), row.word_of("partner")?.to_string()));
        let sample = |row: &TableRow| Some((row.word.clone(), row.list_of("sample")?.to_vec()));
        let afoot = |row: &TableRow| Some((row.word.clone(), row.word_of("afoot")?.to_string()));
        let doubles = people.iter().map(|(word, p)| (word.clone(), double(p))).collect();
        Cast {
            people,
            doubles,
            poses: table,
            partners: poses.iter().filter_map(partner).collect(),
            samples: poses.iter().filter_map(sample).collect(),
            afoot: poses.iter().filter_map(afoot).collect(),
        }
    }

    /// Who shows a pose on the contact sheet: one, the other, the thing in hand; what is missing is
    /// anybody's.
    #[must_use]
    pub fn sample_of(&self, action: &str) -> &[String] {
        self.samples.get(action).map_or(&[], Vec::as_slice)
    }

    /// What somebody does instead of this where there is no desk; the same for most.
    pub(super) fn afoot<'a>(&'a self, action: &'a str) -> &'a str {
        self.afoot.get(action).map_or(action, String::as_str)
    }

    /// What the other one does while somebody does this; `None` for what one does alone.
    #[must_use]
    pub fn partner_of(&self, action: &str) -> Option<&str> {
        self.partners.get(action).map(String::as_str)
    }

    /// The person behind a word; the first of the table for one nobody drew.
    pub(super) fn person(&self, word: &str) -> Option<&Person> {
        self.people.get(word).or_else(|| self.people.values().next())
    }

    /// The person behind a word that stood in the picture before.
    pub(super) fn double(&self, word: &str) -> Option<&Person> {
        self.doubles.get(word).or_else(|| self.doubles.values().next())
    }

    /// The pose behind a word; standing for one nobody drew.
    pub(super) fn pose(&self, word: &str) -> Option<&Pose> {
        self.poses
            .get(word)
            .or_else(|| self.poses.get("站立"))
            .or_else(|| self.poses.values().next())
    }
}

/// Somebody of the same age, sex and clothes with another head: hair, glasses, brows, chin.
fn double(p: &Person) -> Person {
    let styles: &[&str] = match (p.age, p.sex) {
        (Age::Child, Sex::Male) => &["bowl", "crew"],
        (Age::Child, Sex::Female) => &["pig", "bob"],
        (Age::Elder, Sex::Male) => &["back", "bald"],
        (Age::Elder, Sex::Female) => &["perm", "lowbun"],
        (_, Sex::Male) => &["side", "crew", "quiff"],
        (_, Sex::Female) => &["pony", "bob", "bun"],
    };
    let hair = styles.iter().find(|s| **s != p.hair).unwrap_or(&styles[0]);
    let glasses = if p.glasses.is_some() { None } else { Some("graphite".to_string()) };
    Person {
        hair: (*hair).into(),
        glasses,
        brows: if p.brows == Brows::Straight { Brows::Arched } else { Brows::Straight },
        jaw: if p.jaw == Jaw::Round { Jaw::Narrow } else { Jaw::Round },
        nose: (p.nose + 1) % 3,
        features: Vec::new(),
        ..p.clone()
    }
}

fn person(row: &TableRow, index: usize, palette: &Palette) -> Result<Person, String> {
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
        None | Some("light") => ("skin", "skin-shade", "blush"),
        Some("mid") => ("skin-mid", "skin-mid-shade", "blush-mid"),
        Some("tan") => ("skin-tan", "skin-tan-shade", "blush-tan"),
        Some(_) => return Err(bad("skin")),
    };
    let glasses = match word("glasses") {
        None => None,
        Some("dark") => Some("graphite".to_string()),
        Some("gold") => Some("wood-dark".to_string()),
        Some(_) => return Err(bad("glasses")),
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
            _ => return Err(bad("face")),
        });
    }
    Ok(Person {
        eyes,
        brows,
        jaw,
        features,
        age,
        sex,
        stout: word("build") == Some("stout"),
        hair: hair.into(),
        hair_ink: ink("hair-ink", "hair-black")?,
        skin: Skin { base: skin.0.into(), shade: skin.1.into(), blush: skin.2.into() },
        clothes: clothes.into(),
        top: ink("top", "blue")?,
        bottom: ink("bottom", "navy")?,
        inner: ink("inner", "paper")?,
        shoe: ink("shoe", "graphite")?,
        glasses,
        cap: word("cap").map(String::from),
        nose: index % 3,
    })
}

fn pose(row: &TableRow) -> Option<Pose> {
    let numbers = |key: &str| -> Option<(f64, f64)> {
        let list = row.list_of(key)?;
        Some((list.first()?.parse().ok()?, list.get(1)?.parse().ok()?))
    };
    let hold = match row.word_of("hold") {
        None => None,
        Some("both") => Some(Hold::Both),
        Some("paper") => Some(Hold::Paper),
        Some("near") => Some(Hold::Near),
        Some("far") => Some(Hold::Far),
        Some("pen") => Some(Hold::Pen),
        Some("cane") => Some(Hold::Cane),
        Some("board") => Some(Hold::Board),
        Some("slot") => Some(Hold::Slot),
        Some("crutches") => Some(Hold::Crutches),
        Some(_) => return None,
    };
    let legs = match row.word_of("legs") {
        None => Legs::Stand,
        Some("walk") => Legs::Walk,
        Some("sit") => Legs::Sit,
        Some("wheel") => Legs::Wheel,
        Some(_) => return None,
    };
    let number =
        |key: &str, default: f64| row.word_of(key).map_or(Some(default), |w| w.parse().ok());
    Some(Pose {
        near: arm(row.list_of("near")?)?,
        far: arm(row.list_of("far")?)?,
        lean: number("lean", 0.0)?,
        look: if row.list_of("look").is_some() { numbers("look")? } else { (0.6, 0.0) },
        hold,
        legs,
        view: number("view", 0.75)?,
    })
}

fn arm(list: &[String]) -> Option<Arm> {
    let [x, y, hand, bend, front, wrist] = list else { return None };
    let absolute = wrist.strip_prefix("abs");
    Some(Arm {
        target: (x.parse().ok()?, y.parse().ok()?),
        hand: HandKind::parse(hand)?,
        bend: bend.parse().ok()?,
        front: front == "是",
        wrist: absolute.unwrap_or(wrist).parse().ok()?,
        wrist_is_absolute: absolute.is_some(),
    })
}
