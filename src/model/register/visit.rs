//! `content/visits.yaml` 流动服务点: on which day the desk stands where, and what can be done there.

use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

const TIME: Kind = Kind::spelled(|t| ClockTime::parse(t).is_some(), ClockTime::SPELLINGS);

record! {
    /// One visit.
    pub struct Visit = VISIT "流动服务点" {
        /// The day; one visit a day.
        date: At<Date> => must("日期", "date", Kind::Date, "哪一天去", "2026-12-03");
        /// From when.
        from: At<ClockTime> => must("从", "from", TIME, "几点开始", "9:00");
        /// Until when.
        to: At<ClockTime> => must("到", "to", TIME, "几点结束", "11:00");
        /// Where the desk stands.
        place: At<String> => must(
            "地点", "place", Kind::Text(24),
            "在哪儿摆桌子", "阳光小区北门",
        ).nature(Nature::Place);
        /// Codes of what can be done there.
        matters: Vec<At<String>> => may(
            "事项", "matters", Kind::List(&Kind::Code, 0, 8),
            "能办的事项，写编号", "[\"402\", \"305\"]",
        ).nature(Nature::Reference("procedures"));
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "下雨改在物业办公室",
        );
    }
}
