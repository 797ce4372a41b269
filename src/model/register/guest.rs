//! Somebody whom the office asked to come along to a visit or an event.

use crate::record::At;
use crate::record::Kind;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// Somebody who comes along.
    pub struct Guest = GUEST "嘉宾" {
        /// Who.
        who: At<String> => must(
            "谁", "who", Kind::Text(12),
            "请来的是谁", "律师",
        );
        /// What about.
        topic: Option<At<String>> => may(
            "讲什么", "topic", Kind::Text(14),
            "讲什么、做什么", "讲赡养、遗嘱",
        );
        /// Whether they come to sell.
        commercial: bool => may(
            "商业", "commercial", Kind::Flag,
            "是来宣讲产品的公司", "否",
        );
    }
}
