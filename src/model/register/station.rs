//! `content/stations.yaml` 站点: rooms and posts where something is done for residents: where, when, what, who.

use super::consent::Consent;
use super::entry::Entry;
use crate::quantity::Phones;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use crate::record::word_enum;
use std::any::Any;
use std::sync::Arc;

word_enum! {
    /// What kind of place.
    StationKind {
        Words = "微言服务站", "words";
        Party = "党群服务站", "party";
        Civilization = "文明实践站", "civilization";
        Mediation = "调解室", "mediation";
        Women = "妇女维权站", "women";
        Veterans = "退役军人服务站", "veterans";
        Science = "科普站", "science";
        Health = "健康小屋", "health";
        Elders = "养老服务站", "elders";
        Children = "儿童之家", "children";
        Reading = "书屋", "reading";
        Other = "其他", "other";
    }
}

record! {
    /// A place.
    pub struct Station = STATION "站点" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(12),
            "叫什么", "阳光调解室",
        ).nature(Nature::Key);
        /// Its kind.
        kind: At<StationKind> => must(
            "种类", "kind", Kind::Words(StationKind::WORDS),
            "哪一种地方", "调解室",
        );
        /// Where it is.
        place: At<String> => must(
            "地点", "place", Kind::Text(24),
            "在哪儿", "居委会二楼",
        ).nature(Nature::Place);
        /// When somebody is there.
        hours: At<String> => must(
            "时间", "hours", Kind::Text(30),
            "什么时候有人", "每周三 14:30—17:00",
        ).nature(Nature::Promise);
        /// What is done there.
        offers: Vec<At<String>> => must(
            "做什么", "offers", Kind::List(&Kind::Text(14), 1, 8),
            "在这儿能做什么", "[邻里纠纷调解, 法律咨询]",
        );
        /// Codes of what can be done there.
        matters: Vec<At<String>> => may(
            "事项", "matters", Kind::List(&Kind::Code, 0, 8),
            "能办的事项，写编号", "[\"205\"]",
        ).nature(Nature::Reference("procedures"));
        /// Who is there.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 8),
            "谁在那儿，写工作人员的姓名", "[林社工]",
        ).nature(Nature::Reference("people"));
        /// The number to call; the office's when nothing is said.
        phone: Option<At<Phones>> => may(
            "电话", "phone", Kind::Phone,
            "打哪个电话；不写就打社区的", "0311-0000 0001（示例）",
        );
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "不收费，双方自愿",
        );
    }
}

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut station = (record as &dyn Any).downcast_ref::<Station>()?.clone();
    station.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(station))
}
