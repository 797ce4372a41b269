//! A person of the cast as plain data: age, build, hair, clothes, face.
//!
//! Start at [`Character`]; [`super::people`] reads it from the theme's `art/cast.yaml`. Colours are names
//! of inks.

/// Proportions come from age and sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    Child,
    Young,
    Middle,
    Elder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Male,
    Female,
}

/// The shape of eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Eyes {
    Usual,
    Big,
    Small,
    Long,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brows {
    Usual,
    Straight,
    Arched,
    Thick,
}

/// The width of the lower face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jaw {
    Usual,
    Narrow,
    Round,
    Square,
}

/// Small things that tell one face from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    Mole,
    Lips,
    Freckles,
    Moustache,
    Earrings,
    HearingAid,
}

/// What is on the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cap {
    Army,
    Red,
    Guard,
    /// Of a building site.
    Helmet,
    Fire,
    Chef,
}

/// The inks of skin; `flush` is a deep blush.
#[derive(Debug, Clone)]
pub(crate) struct Skin {
    pub base: String,
    pub shade: String,
    pub blush: String,
    pub flush: String,
}

/// A person of the cast.
#[derive(Debug, Clone)]
pub(crate) struct Character {
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
    /// Glasses nobody sees through.
    pub shaded: bool,
    pub cap: Option<Cap>,
    /// Expects a child.
    pub expecting: bool,
    /// Stands behind a counter, if there is one.
    pub staff: bool,
    /// Which of three noses.
    pub nose: usize,
    pub eyes: Eyes,
    pub brows: Brows,
    pub jaw: Jaw,
    pub features: Vec<Feature>,
}

impl Character {
    /// The ink of brows: grey ones are darker than the hair, so that elders' brows speak too.
    pub(super) fn brow_ink(&self) -> String {
        match self.hair_ink.as_str() {
            "hair-grey" | "hair-white" | "hair-mixed" => format!("{}/deep", self.hair_ink),
            other => other.to_string(),
        }
    }
}
