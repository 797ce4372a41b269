//! `content/estates.yaml` 小区: where people live, and where the desk stands when it comes to them.

use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// An estate of the community.
    pub struct Estate = ESTATE "小区" {
        /// What people call it.
        name: At<String> => must(
            "名称", "name", Kind::Text(12),
            "大家怎么叫它", "东院",
        ).nature(Nature::Place);
        /// Where the desk stands there, unless a visit says otherwise.
        spot: Option<At<String>> => may(
            "出摊地点", "spot", Kind::Text(24),
            "流动服务点摆在哪儿", "3 号楼前空地",
        ).nature(Nature::Place);
        /// Its houses.
        houses: Option<At<String>> => may(
            "楼号", "houses", Kind::Text(24),
            "有哪些楼", "1—9 号楼",
        );
        /// How many households.
        households: Option<At<u16>> => may(
            "户数", "households", Kind::Number(1, 60_000),
            "多少户", "320",
        );
    }
}
