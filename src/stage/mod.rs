//! The stage: a picture in words becomes a [`Scene`], for a picture of any shape from 1:1 to 2:1.
//!
//! No picture is ever cropped to another shape: it is staged anew for each, so that heads and words are where that
//! shape has room for them.
//!
//! Start at [`stage()`]. Who acts, what their hands do, moods and effects are tables of the theme
//! (`art/cast.yaml`, `art/poses.yaml` …), places and things are SVG files (`art/places/`, `art/props/`);
//! people are drawn by [`crate::figure`]. Files from the ground up: what a picture is made of ([`scene`],
//! [`scenery`], [`place`], [`cast`], [`troupe`]), who stands where ([`blocking`], [`casting`], [`script`]), one try
//! ([`hands`], [`take`]), what is painted ([`set`], [`paint`]), the order of tries ([`group`]), and the shot ([`call`], [`over`], [`screen`], [`detail`], [`direct`]).
//! Units: bodies in u, scenes in the unit of their setting.

mod action;
mod blocking;
mod bubble;
mod call;
mod cast;
mod casting;
mod closeup;
mod crowd;
mod detail;
mod direct;
mod effects;
mod ending;
mod furniture;
mod gaze;
mod group;
mod handover;
mod hands;
mod judge;
mod light;
mod near;
mod over;
mod paint;
mod place;
mod rows;
mod scene;
mod scenery;
mod screen;
mod script;
mod set;
mod shots;
mod speech;
mod take;
mod troupe;

pub(crate) use cast::Cast;
pub use direct::stage;
pub use ending::ending;
pub use judge::judge_scene;
pub use place::Places;
pub use scene::Scene;
pub use scene::Setting;
pub use shots::shots;
pub(crate) use speech::voices;
pub(crate) use troupe::Troupe;
