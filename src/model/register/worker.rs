//! `content/people.yaml` 工作人员: who of the office people may turn to, if they agreed to be named.

use super::consent::Consent;
use super::entry::Entry;
use crate::quantity::Phones;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use std::any::Any;
use std::sync::Arc;

record! {
    /// Somebody of the office. Without consent neither name nor number leaves the file: templates do not see
    /// them ([`shown`]).
    pub struct Worker = WORKER "工作人员" {
        /// The name.
        name: At<String> => must(
            "姓名", "name", Kind::Text(12),
            "叫什么", "林社工",
        ).nature(Nature::Person);
        /// The post.
        role: At<String> => must(
            "职务", "role", Kind::Text(10),
            "做什么的", "网格员",
        );
        /// The grid; whoever has one is on the back of the card.
        grid: Option<At<String>> => may(
            "网格", "grid", Kind::Text(8),
            "哪个网格", "一网格",
        );
        /// What belongs to the grid.
        area: Option<At<String>> => may(
            "负责", "area", Kind::Text(16),
            "管哪一片", "东院 1—4 号楼",
        ).nature(Nature::Place);
        /// The estates of the grid.
        estates: Vec<At<String>> => may(
            "小区", "estates", Kind::List(&Kind::Text(12), 0, 12),
            "在哪些小区，写小区的名称", "[东院]",
        ).nature(Nature::Reference("estates"));
        /// The number to call: an office's, or the own one with consent.
        phone: Option<At<Phones>> => may(
            "电话", "phone", Kind::Phone,
            "打哪个电话，最好是分机", "0311-0000 0001（示例）",
        );
        /// Whether name and number may be shown.
        consent: Option<bool> => may(
            "同意公开", "consent", Kind::Flag,
            "本人同意把名字和电话印出来、放上网", "是",
        );
    }
}

impl Worker {
    /// Whether name and number may be shown: only who said yes.
    #[must_use]
    pub(crate) fn agreed(&self) -> bool {
        self.consent == Some(true)
    }
}

/// Only who agreed.
pub(crate) fn shown(record: &dyn Entry, _: &Consent) -> Option<Arc<dyn Entry>> {
    let worker = (record as &dyn Any).downcast_ref::<Worker>()?;
    worker.agreed().then(|| Arc::new(worker.clone()) as Arc<dyn Entry>)
}
