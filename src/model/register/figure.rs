//! A number that the community tells of itself, with the day up to which it was counted.

use crate::quantity::Date;
use crate::record::At;
use crate::record::Kind;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// A number.
    pub struct Figure = FIGURE "数字" {
        /// Of what.
        what: At<String> => must(
            "什么", "what", Kind::Text(12),
            "数的是什么", "改好的楼梯口",
        );
        /// How many.
        count: At<u32> => must(
            "多少", "count", Kind::Number(0, 99_999_999),
            "多少，写数字", "12",
        );
        /// Of which unit.
        unit: Option<At<String>> => may(
            "单位", "unit", Kind::Text(4),
            "个、户、人、件", "个",
        );
        /// Counted up to which day.
        as_of: At<Date> => must("截至", "as_of", Kind::Date, "数到哪天", "2026-11-01");
    }
}
