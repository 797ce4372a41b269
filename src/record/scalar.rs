//! One line of a file as a typed value: read from its spelling, shown in the words of pages and boards.
//!
//! Start at [`Scalar`].

use crate::quantity::ASK_FIRST;
use crate::quantity::ASK_WINDOW;
use crate::quantity::Article;
use crate::quantity::ClockTime;
use crate::quantity::CopyNeed;
use crate::quantity::Date;
use crate::quantity::Doors;
use crate::quantity::FeeAmount;
use crate::quantity::Focus;
use crate::quantity::Hours;
use crate::quantity::OriginalNeed;
use crate::quantity::Phones;
use crate::quantity::Recurrence;
use crate::quantity::TimeLimit;
use std::fmt::Display;

/// A value of one line.
pub(crate) trait Scalar: Sized + Display {
    /// Reads the spelling that files use; `None` for anything else.
    fn parse(text: &str) -> Option<Self>;

    /// The text itself, where the value is nothing but text.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// Whether it says that only the office knows.
    fn is_open(&self) -> bool {
        false
    }
}

impl Scalar for String {
    fn parse(text: &str) -> Option<String> {
        Some(text.into())
    }
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
    fn is_open(&self) -> bool {
        self.contains(ASK_WINDOW) || self.contains(ASK_FIRST)
    }
}

macro_rules! numbers {
    ($( $type:ty )*) => { $( impl Scalar for $type {
        fn parse(text: &str) -> Option<$type> { text.parse().ok() }
    } )* };
}
numbers! { u8 u16 u32 usize }

impl Scalar for Phones {
    fn parse(text: &str) -> Option<Phones> {
        Phones::parse(text)
    }
    fn as_text(&self) -> Option<&str> {
        Some(self.as_written())
    }
}

/// Free text as far as rules about words go; what it says of days is beside it.
impl Scalar for Hours {
    fn parse(text: &str) -> Option<Hours> {
        Some(Hours::parse(text))
    }
    fn as_text(&self) -> Option<&str> {
        Some(self.as_written())
    }
}

macro_rules! quantities {
    ($( $type:ident $( open $open:ident )?; )*) => { $( impl Scalar for $type {
        fn parse(text: &str) -> Option<$type> { $type::parse(text) }
        $( fn is_open(&self) -> bool { matches!(self, $type::$open) } )?
    } )* };
}
quantities! {
    Date;
    ClockTime;
    Doors;
    Focus;
    Recurrence;
    TimeLimit open AskWindow;
    FeeAmount open AskWindow;
    OriginalNeed open SubmitUnknown;
    CopyNeed open Unknown;
    Article open Unknown;
}
