//! When residents have to come again for a matter: a calendar that a phone takes over.

use crate::quantity::Date;
use crate::quantity::Recurrence;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::must;
use crate::record::record;

/// How often something comes again.
pub(super) const AGAIN: Kind =
    Kind::spelled(|t| Recurrence::parse(t).is_some(), Recurrence::SPELLINGS);

record! {
    /// When to come again.
    pub struct Reminder = REMINDER "提醒" {
        /// The first day.
        first: At<Date> => must(
            "首次", "first", Kind::Date,
            "头一次提醒的日子", "2027-01-11",
        ).page();
        /// How often.
        repeat: At<Recurrence> => must(
            "重复", "repeat", AGAIN,
            "多久一次", "每季度",
        ).nature(Nature::Word).page();
        /// What the phone says.
        words: At<String> => must(
            "说", "words", Kind::Text(30),
            "手机日历上显示的话", "高龄津贴该认证了",
        ).page();
    }
}
