//! `content/bundles.yaml` 联办: several matters that are done in one go, in the order in which they are done.

use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

/// It becomes a part of an address.
pub(super) const NUMBER: Kind = Kind::spelled(
    |t| (1..=8).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric()),
    "几位数字或字母，如 1；印出去以后就不再变",
);

record! {
    /// Some matters in one go.
    pub struct Bundle = BUNDLE "联办" {
        /// What addresses call it; never changes once printed.
        code: At<String> => must(
            "编号", "code", NUMBER,
            "第几样联办，印出去以后就不再变", "1",
        ).nature(Nature::Key).page();
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(10),
            "叫什么，十个字以内", "老人一趟办",
        );
        /// Whom it is for.
        audience: At<String> => must(
            "给谁", "audience", Kind::Text(24),
            "什么人用得上", "六十岁以上的老人和家属",
        );
        /// Codes of the matters in the order in which they are done.
        matters: Vec<At<String>> => must(
            "事项", "matters", Kind::List(&Kind::Code, 2, 12),
            "一起办的事项，照先后写编号", "[\"401\", \"402\"]",
        ).nature(Nature::Reference("procedures"));
        /// What comes first, because there is a time limit.
        deadlines: Vec<At<String>> => may(
            "先记住", "deadlines", Kind::List(&Kind::Text(30), 0, 4),
            "有期限的、要先办的，印在最上面", "[先到街道报到]",
        ).nature(Nature::Promise);
        /// What else there is on the way.
        extras: Vec<At<String>> => may(
            "顺便", "extras", Kind::List(&Kind::Text(10), 0, 4),
            "不在清单里、顺便能做的", "[量血压]",
        );
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "走不动的，打电话约上门",
        );
    }
}
