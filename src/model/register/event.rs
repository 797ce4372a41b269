//! `content/events.yaml` 活动: free clinics, talks, days of mediation: what the community holds, when and where.
//!
//! Start at [`Event`]. Days that come again are those of [`super::timing`]; one calendar has them beside the visits of
//! the moving desk.

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
use crate::record::word_enum;
use std::any::Any;
use std::sync::Arc;

/// What happens on holidays, when it is said.
const HOLIDAYS: Kind = Kind::Words(&[("不办", "stay"), ("照办", "go")]);

word_enum! {
    /// What kind of event.
    EventKind {
        Clinic = "义诊", "clinic";
        Talk = "讲座", "talk";
        Mediation = "调解日", "mediation";
        Science = "科普", "science";
        PartyDay = "主题党日", "party-day";
        Hearing = "恳谈会", "hearing";
        Arts = "文体", "arts";
        Volunteers = "志愿服务", "volunteers";
        Other = "其他", "other";
    }
}

record! {
    /// One event.
    pub struct Event = EVENT "活动" {
        /// What it is called in names of files and in calendars; its (first) day when nothing is said.
        code: Option<At<String>> => may(
            "编号", "code", CODE,
            "这一次叫什么；不写就用日期", "2026-12-05",
        ).nature(Nature::Key).page();
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(14),
            "什么活动，十四个字以内", "冬季义诊",
        );
        /// Its kind.
        kind: At<EventKind> => must(
            "种类", "kind", Kind::Words(EventKind::WORDS),
            "哪一种活动", "义诊",
        );
        /// The day; of several the first.
        date: At<Date> => must("日期", "date", Kind::Date, "哪一天；重复的写头一天", "2026-12-05");
        /// From when.
        from: At<ClockTime> => must("从", "from", TIME, "几点开始", "9:00");
        /// Until when.
        to: At<ClockTime> => must("到", "to", TIME, "几点结束", "11:00");
        /// The estate.
        estate: Option<At<String>> => may(
            "小区", "estate", Kind::Text(12),
            "在哪个小区，写小区的名称", "东院",
        ).nature(Nature::Reference("estates"));
        /// The place; the estate's spot when nothing is said.
        place: Option<At<String>> => may(
            "地点", "place", Kind::Text(24),
            "在哪儿办；不写就是小区的出摊地点", "党群服务站二楼",
        ).nature(Nature::Place);
        /// How often it comes again.
        repeat: Option<At<Recurrence>> => may("重复", "repeat", AGAIN, "多久办一次", "每月第一个周六")
            .nature(Nature::Word);
        /// The last day of those that come again; the end of the year when nothing is said.
        until: Option<At<Date>> => may("直到", "until", Kind::Date, "重复到哪天为止", "2027-02-28");
        /// Days on which it is not held.
        except: Vec<At<Date>> => may(
            "不办", "except", Kind::List(&Kind::Date, 0, 20),
            "重复的里面，哪几天不办", "[2027-01-02]",
        );
        /// What holds on holidays.
        holidays: Option<At<String>> => may(
            "节假日", "holidays", HOLIDAYS,
            "碰上放假办不办；不写就不办", "不办",
        ).nature(Nature::Word);
        /// The day it was announced for before.
        moved_from: Option<At<Date>> => may(
            "原定", "moved_from", Kind::Date,
            "改期了的，原来说的哪一天", "2026-12-04",
        ).alarming();
        /// Why it does not take place.
        cancelled: Option<At<String>> => may(
            "取消", "cancelled", Kind::Text(16),
            "不办了，为什么", "大雪",
        ).alarming();
        /// Whom it is for.
        audience: Option<At<String>> => may(
            "给谁", "audience", Kind::Text(24),
            "请谁来", "六十岁以上的老人",
        );
        /// Who comes to do it.
        guests: Vec<Guest> => may(
            "嘉宾", "guests", Kind::List(&Kind::Group(&GUEST), 0, 4),
            "请了谁来", "",
        );
        /// What there is, or what is talked about, a line each.
        topics: Vec<At<String>> => may(
            "内容", "topics", Kind::List(&Kind::Text(24), 0, 6),
            "做什么、讲什么、谈什么，一条一行", "[量血压、测血糖, 看报告单]",
        );
        /// Who sits down together.
        parties: Vec<At<String>> => may(
            "参加", "parties", Kind::List(&Kind::Text(14), 0, 8),
            "恳谈会请哪几方来，写单位和岗位，不写人名", "[物业公司, 居民代表]",
        );
        /// How one takes part.
        signup: Option<At<String>> => may(
            "报名", "signup", Kind::Text(30),
            "要不要报名，怎么报", "不用报名，来了就行",
        );
        /// What to bring besides the papers of matters.
        take_along: Option<At<String>> => may(
            "带上", "take_along", Kind::Text(30),
            "来的人带什么", "带上近期的检查单",
        );
        /// Codes of what can be done there.
        matters: Vec<At<String>> => may(
            "事项", "matters", Kind::List(&Kind::Code, 0, 8),
            "顺便能办的事项，写编号", "[\"402\", \"305\"]",
        ).nature(Nature::Reference("procedures"));
        /// Who of the office comes.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 8),
            "社区谁去，写工作人员的姓名", "[林社工]",
        ).nature(Nature::Reference("people"));
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "下雨改在室内",
        );
    }
}

static WORDS: TimingWords =
    TimingWords { label: "活动", verb: "办", except: "不办", collection: "events" };

scheduled!(Event, "events", WORDS, topics, |event| {
    let terms = [event.audience.as_ref(), event.signup.as_ref(), event.take_along.as_ref()];
    (Some(&event.name), event.kind.value.word(), terms)
});

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut event = (record as &dyn Any).downcast_ref::<Event>()?.clone();
    event.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(event))
}
