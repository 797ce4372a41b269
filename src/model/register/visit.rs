//! `content/visits.yaml` 流动服务点: on which day the desk stands where, and what can be done there.
//!
//! Start at [`Visit`]. A line may stand for many days (重复): see [`super::timing`].

use super::consent::Consent;
use super::entry::Entry;
use super::guest::GUEST;
use super::guest::Guest;
use super::timing::CODE;
use super::timing::TIME;
use super::timing::TimingWords;
use super::timing::scheduled;
use crate::model::reminder::AGAIN;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::quantity::Recurrence;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use std::any::Any;
use std::sync::Arc;

/// What happens on holidays, when it is said.
const HOLIDAYS: Kind = Kind::Words(&[("不去", "stay"), ("照去", "go")]);

record! {
    /// One visit.
    pub struct Visit = VISIT "流动服务点" {
        /// What it is called in names of files and in calendars; its (first) day when nothing is said.
        code: Option<At<String>> => may(
            "编号", "code", CODE,
            "这一次叫什么；不写就用日期", "2026-12-03",
        ).nature(Nature::Key).page();
        /// The day; of several the first.
        date: At<Date> => must("日期", "date", Kind::Date, "哪一天去；重复的写头一天", "2026-12-03");
        /// From when.
        from: At<ClockTime> => must("从", "from", TIME, "几点开始", "9:00");
        /// Until when.
        to: At<ClockTime> => must("到", "to", TIME, "几点结束", "11:00");
        /// The estate.
        estate: Option<At<String>> => may(
            "小区", "estate", Kind::Text(12),
            "去哪个小区，写小区的名称", "东院",
        ).nature(Nature::Reference("estates"));
        /// Where the desk stands; the estate's spot when nothing is said.
        place: Option<At<String>> => may(
            "地点", "place", Kind::Text(24),
            "在哪儿摆桌子；不写就是小区的出摊地点", "阳光小区北门",
        ).nature(Nature::Place);
        /// How often it comes again.
        repeat: Option<At<Recurrence>> => may("重复", "repeat", AGAIN, "多久去一次", "每两周")
            .nature(Nature::Word);
        /// The last day of those that come again; the end of the year when nothing is said.
        until: Option<At<Date>> => may("直到", "until", Kind::Date, "重复到哪天为止", "2027-02-28");
        /// Days on which it does not come.
        except: Vec<At<Date>> => may(
            "不去", "except", Kind::List(&Kind::Date, 0, 20),
            "重复的里面，哪几天不去", "[2027-01-07]",
        );
        /// What holds on holidays.
        holidays: Option<At<String>> => may(
            "节假日", "holidays", HOLIDAYS,
            "碰上放假去不去；不写就不去", "不去",
        ).nature(Nature::Word);
        /// The day it was announced for before.
        moved_from: Option<At<Date>> => may(
            "原定", "moved_from", Kind::Date,
            "改期了的，原来说的哪一天", "2026-12-02",
        ).alarming();
        /// Why it does not take place.
        cancelled: Option<At<String>> => may(
            "取消", "cancelled", Kind::Text(16),
            "不去了，为什么", "大雪",
        ).alarming();
        /// Codes of what can be done there.
        matters: Vec<At<String>> => may(
            "事项", "matters", Kind::List(&Kind::Code, 0, 8),
            "能办的事项，写编号", "[\"402\", \"305\"]",
        ).nature(Nature::Reference("procedures"));
        /// What else there is.
        extras: Vec<At<String>> => may(
            "顺便", "extras", Kind::List(&Kind::Text(6), 0, 4),
            "不在清单里、顺便能做的", "[量血压]",
        );
        /// Who comes along.
        guests: Vec<Guest> => may(
            "嘉宾", "guests", Kind::List(&Kind::Group(&GUEST), 0, 4),
            "请了谁来", "",
        );
        /// What was asked for last time.
        asked: Option<At<String>> => may(
            "上次提的", "asked", Kind::Text(20),
            "上次居民提的，这次有了", "律师讲赡养、遗嘱",
        );
        /// Who of the office comes.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 8),
            "谁去，写工作人员的姓名", "[林社工]",
        ).nature(Nature::Reference("people"));
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "下雨改在物业办公室",
        );
    }
}

static WORDS: TimingWords =
    TimingWords { label: "流动服务点", verb: "去", except: "不去", collection: "visits" };

scheduled!(Visit, "visits", WORDS, extras, |_| (None, WORDS.label, [None; 3]));

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut visit = (record as &dyn Any).downcast_ref::<Visit>()?.clone();
    visit.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(visit))
}
