//! `content/certificates.yaml` 不开的证明: papers that people ask the community for in vain, and where to go instead.

use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// A certificate that the community does not issue.
    pub struct Certificate = CERTIFICATE "不开的证明" {
        /// What it is called, as the document says it.
        name: At<String> => must(
            "名称", "name", Kind::Text(20),
            "文件里的名称", "亲属关系证明",
        ).nature(Nature::Key);
        /// Where to go.
        go_to: At<String> => must(
            "找谁", "go_to", Kind::Text(12),
            "该去哪儿", "公安派出所",
        ).nature(Nature::Person);
        /// The kind of place, which gives the colour.
        group: At<String> => must(
            "归哪家", "group", Kind::Text(10),
            "哪一类地方，一类一个颜色", "公安",
        ).nature(Nature::Person);
        /// What will do instead, or what else to know.
        instead: Option<At<String>> => may(
            "改用", "instead", Kind::Text(14),
            "用什么代替，或还要知道什么", "户口簿、结婚证也行",
        );
        /// What is drawn for it.
        icon: Option<At<String>> => may(
            "图", "icon", Kind::Text(10),
            "画什么，写摆设里的词", "户口簿",
        ).nature(Nature::Picture);
    }
}
