//! Figures: a person of the cast in a pose becomes shapes in named inks.
//!
//! Start at [`whole::figure`]. People are parametric, after `look/art-direction.md`: a [`person`] and a
//! [`pose`] are plain data out of the theme's tables, the [`mod@skeleton`] says where everything is, and limbs,
//! [`clothes`], [`head`] and [`hand`]s are drawn on it with the [`pen`]. What a designer may change of a body is
//! a table of the theme: moods, marks, hands, hair ([`anatomy`]). This room knows no place and no
//! picture. Units: u, a hundredth of a head; the ground between the feet is 0,0.

mod anatomy;
mod body;
mod cap;
mod clothes;
mod data;
mod eye;
mod face;
mod hair;
mod hand;
mod head;
mod limb;
mod mannequin;
mod mark;
mod mood;
mod mouth;
mod pen;
mod people;
mod person;
mod pose;
mod seat;
mod skeleton;
mod tailor;
mod turned;
mod wardrobe;
mod whole;

pub(crate) use anatomy::Anatomy;
pub(crate) use hand::Hands;
pub(crate) use limb::Xy;
pub(crate) use limb::distance;
pub(crate) use mood::Expression;
pub(crate) use mood::Moods;
pub(crate) use pen::InkNames;
pub(crate) use pen::InkSwap;
pub(crate) use pen::InkedShape;
pub(crate) use pen::Pen;
pub(crate) use pen::art;
pub(crate) use pen::circle;
pub(crate) use pen::drawn;
pub(crate) use pen::n;
pub(crate) use pen::parse;
pub(crate) use pen::placed;
pub(crate) use pen::rounded;
pub(crate) use people::People;
pub(crate) use person::Age;
pub(crate) use person::Character;
pub(crate) use pose::Arm;
pub(crate) use pose::HeadView;
pub(crate) use pose::Hold;
pub(crate) use pose::Legs;
pub(crate) use pose::Pose;
pub(crate) use seat::PUSH_HANDLE;
pub(crate) use skeleton::Acting;
pub(crate) use skeleton::Bones;
pub(crate) use skeleton::Skeleton;
pub(crate) use skeleton::skeleton;
pub(crate) use whole::Figure;
pub(crate) use whole::figure;
