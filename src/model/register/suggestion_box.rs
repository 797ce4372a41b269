//! `content/boxes.yaml` 意见箱: boxes into which residents put what they want to say, and who opens them.

use super::consent::Consent;
use super::entry::Entry;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use std::any::Any;
use std::sync::Arc;

record! {
    /// A box.
    pub struct SuggestionBox = SUGGESTION_BOX "意见箱" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(12),
            "叫什么", "南门意见箱",
        ).nature(Nature::Key);
        /// Where it hangs.
        place: At<String> => must(
            "地点", "place", Kind::Text(24),
            "挂在哪儿", "居委会门口",
        ).nature(Nature::Place);
        /// When it is opened.
        opened: At<String> => must(
            "开箱", "opened", Kind::Text(20),
            "多久开一次", "每周五下午",
        ).nature(Nature::Promise);
        /// By when there is an answer.
        answer: At<String> => must(
            "答复", "answer", Kind::Text(24),
            "多久答复、在哪儿看", "月底贴在公开栏",
        ).nature(Nature::Promise);
        /// Who opens it: two together.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 4),
            "谁开，写工作人员的姓名；两个人一起开", "[林社工, 小周]",
        ).nature(Nature::Reference("people"));
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "急事别投这里，打电话",
        );
    }
}

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut its = (record as &dyn Any).downcast_ref::<SuggestionBox>()?.clone();
    its.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(its))
}
