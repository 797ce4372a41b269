//! `content/about.yaml` 社区简介: what the community says of itself.

use super::figure::FIGURE;
use super::figure::Figure;
use crate::record::At;
use crate::record::Kind;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// What a community's work is known by.
    pub struct Brand = BRAND "品牌" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(12),
            "叫什么", "一核双联五心",
        );
        /// What it means, a line each.
        lines: Vec<At<String>> => may(
            "说法", "lines", Kind::List(&Kind::Text(30), 0, 4),
            "是什么意思，一条一行", "[一核：社区党组织领头]",
        );
        /// Short words for a strip.
        words: Vec<At<String>> => may(
            "几个词", "words", Kind::List(&Kind::Text(6), 0, 8),
            "印成一条的几个词", "[聚民心, 贴民心]",
        );
    }
}

record! {
    /// What the community says of itself.
    pub struct About = ABOUT "社区简介" {
        /// A few sentences.
        profile: Vec<At<String>> => must(
            "简介", "profile", Kind::List(&Kind::Text(60), 1, 6),
            "社区什么样，一句一条", "[四个小区，一千多户]",
        );
        /// Its brand.
        brand: Option<Brand> => may(
            "品牌", "brand", Kind::Group(&BRAND),
            "工作品牌，没有就不写", "",
        );
        /// Who works with it.
        partners: Vec<At<String>> => may(
            "伙伴", "partners", Kind::List(&Kind::Text(16), 0, 20),
            "一起做事的单位、队伍；不写商家", "[学雷锋志愿服务站]",
        );
        /// Numbers.
        figures: Vec<Figure> => may(
            "数字", "figures", Kind::List(&Kind::Group(&FIGURE), 0, 12),
            "多少户、多少次，写明截至哪天", "",
        );
        /// Where things are: a row of places for each line, from west to east, from north to south.
        sketch: Vec<At<String>> => may(
            "示意图", "sketch", Kind::List(&Kind::Text(40), 0, 8),
            "哪儿挨着哪儿：一行一排，上北下南，中间用顿号隔开，空着的写「空」", "[东院、居委会、西院]",
        );
    }
}

impl About {
    /// The cells of its sketch, row by row; none where there is nothing.
    pub(crate) fn cells(&self) -> Vec<Vec<Option<&str>>> {
        fn cell(text: &str) -> Option<&str> {
            let text = text.trim();
            (!text.is_empty() && text != "空").then_some(text)
        }
        self.sketch.iter().map(|row| row.value.split('、').map(cell).collect()).collect()
    }
}
