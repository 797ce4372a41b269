//! Comics: a panel from words.
//!
//! Start at [`Troupe::stage`]: it turns a [`crate::model::Picture`] into a [`Scene`] for a picture of any
//! shape from 1:1 to 2:1. People ([`cast`], [`figure`]) are parametric, after
//! `look/art-direction.md`; who they are and what their hands do are tables of the theme
//! (`art/cast.yaml`, `art/poses.yaml`), places and things are SVG files (`art/places/`, `art/props/`).
//! Units: people in u (a hundredth of a head), scenes in the unit of their setting.

mod blocking;
mod body;
mod bubble;
mod call;
mod cast;
mod casting;
mod clothes;
mod effects;
mod face;
mod figure;
mod furniture;
mod hair;
mod hand;
mod head;
mod judge;
mod limb;
mod pen;
mod place;
mod seat;
mod skeleton;
mod speech;
mod stage;
mod take;
mod wardrobe;

pub use cast::Cast;
pub use judge::Marks;
pub use judge::judge_scene;
pub use pen::Palette;
pub use pen::Shape;
pub use place::Places;
pub use stage::Lettering;
pub use stage::Scene;
pub use stage::Setting;
pub use stage::Troupe;
