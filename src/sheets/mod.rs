//! Finished sheets → files: which there are, whether those of last time still hold, and making them.
//!
//! Start at [`SheetMaker::make`]; [`Job`] says what is wanted. One sheet after the other goes the whole way from its topic to its files, on
//! as many threads as there are, so no more sheets are in memory than threads. Every file remembers in the
//! manifest what it was drawn from ([`crate::board`]'s origin, the way of printing, the press's profile);
//! when nothing of that changed, neither layout nor drawing is done again, and the proof of its codes was
//! done when it was drawn. A sheet that had something to tell is laid out again, so that it tells it again.
//! `build`, `report` and `cast` make their sheets here.

mod apart;
mod entry;
mod job;
mod maker;

pub(crate) use apart::OwnFolder;
pub(crate) use apart::make_apart;
pub(crate) use job::Extras;
pub(crate) use job::Job;
pub(crate) use job::in_pairs;
pub(crate) use maker::Made;
pub(crate) use maker::SheetMaker;
pub(crate) use maker::SheetOutcome;
pub(crate) use maker::Targets;
