//! `content/offices.yaml` 办公点: other places that people are sent to, each written once; steps name it.

use crate::quantity::Hours;
use crate::quantity::Phones;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// A place of another office.
    pub struct OtherOffice = OFFICE "办公点" {
        /// What steps call it by.
        name: At<String> => must(
            "名称", "name", Kind::Text(20),
            "叫什么，步骤里照着写", "街道便民大厅",
        ).nature(Nature::Key).page();
        /// Where it is.
        address: Option<At<String>> => may(
            "地址", "address", Kind::Text(40),
            "在哪儿，怎么走", "街道办事处一层",
        ).nature(Nature::Place).page();
        /// When it is open.
        hours: Option<At<Hours>> => may(
            "办公时间", "hours", Kind::Text(60),
            "什么时候有人", "周一至周五 9:00—17:00",
        ).nature(Nature::Promise).page();
        /// For questions.
        phone: Option<At<Phones>> => may(
            "电话", "phone", Kind::Phone,
            "去之前打哪个电话问", "0311-0000 0000（示例）",
        ).page();
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "先在门口取号",
        ).page();
    }
}
