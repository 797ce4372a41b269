//! What a community offers: a [`Catalog`] of typed values, every one with its place in a file.
//!
//! Start at [`Catalog`], then [`Procedure`]; [`COLLECTIONS`] is the register of what there may be. Lengths of text and allowed values are checked before
//! a model exists (the tables of fields hold the limits); the types here make the rest impossible to
//! get wrong. No input or output, no YAML, no HTML.

mod catalog;
mod community;
mod facts;
mod letters;
mod panel;
mod parts;
mod person;
mod photo;
mod picture;
mod placeholder;
mod procedure;
mod reading;
mod register;
mod reminder;
mod slips;
mod spoken;
mod voice;
mod words;

pub(crate) use catalog::Catalog;
pub(crate) use catalog::Records;
pub(crate) use catalog::Unread;
pub use community::CATEGORY;
pub(crate) use community::Category;
pub(crate) use community::Community;
pub use community::SITE as SITE_FIELDS;
pub(crate) use community::samples;

pub(crate) use facts::open_questions;
pub(crate) use letters::with_rows;
pub use panel::PICTURE;
pub(crate) use parts::Branch;
pub(crate) use parts::Channel;
pub use parts::FEE_GROUP;
pub use parts::LEGAL_BASIS;
pub(crate) use parts::LONGEST_LIMIT;
pub use parts::LegalBasis;
pub use parts::MATERIAL;
pub(crate) use parts::Material;
pub(crate) use parts::Risk;
pub use parts::STEP;
pub(crate) use parts::Step;
pub(crate) use parts::TimeLimits;
pub use person::Person;
pub use person::Speech;
pub use person::SpeechKind;
pub(crate) use photo::Photo;
pub(crate) use photo::PhotoFile;
pub use picture::Picture;
pub(crate) use placeholder::is_unwritten;
pub(crate) use placeholder::placeholder;
pub(crate) use placeholder::says_nothing;
pub use procedure::PROCEDURE;
pub use procedure::PanelPlace;
pub use procedure::Procedure;
pub(crate) use procedure::heard_name;
pub use reading::SPEAKERS_LIMIT;
pub use register::CATEGORIES;
pub use register::COLLECTIONS;
pub(crate) use register::Certificate;
pub use register::Collection;
pub use register::Entry;
pub(crate) use register::Estate;
pub use register::Home;
pub(crate) use register::Locker;
pub(crate) use register::OFFICES;
pub use register::PROCEDURES;
pub use register::SITE;
pub(crate) use register::Visit;
pub(crate) use register::Worker;
pub use register::collection;
pub use register::list_called;
pub use register::list_words;
pub(crate) use register::optional_lists;
pub use spoken::SPEECH_LIMIT;
pub use voice::Voice;
pub(crate) use words::AuthorityRole;
pub(crate) use words::ChannelKind;
pub(crate) use words::Outcome;
pub(crate) use words::Status;
