//! The office and its categories.
//!
//! Start at [`Community`]; `site.yaml` and `categories.yaml` are read into these.

use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

record! {
    /// The community office; phone numbers live only here.
    pub struct Community = SITE "社区信息" {
        /// 「幸福街道阳光社区」
        name: At<String> => must(
            "社区名称", "name", Kind::Text(20),
            "街道和社区的名字", "幸福街道阳光社区",
        ).first();
        /// Who answers for the sheets: 「幸福街道阳光社区居民委员会」.
        organizer: At<String> => must(
            "主办单位", "organizer", Kind::Text(30),
            "谁编制、谁负责", "幸福街道阳光社区居民委员会",
        ).first();
        /// Address of the site, `https://…/`, always with a slash at the end.
        url: At<String> => must(
            "网址", "url", Kind::Url,
            "网站放在哪儿，扫码打开的就是它", "https://xiaowei.example/",
        ).first();
        /// Title of the overview and the index page, when written; see [`Community::title()`].
        title: Option<At<String>> => may(
            "总标题", "title", Kind::Text(16),
            "总览展板和首页的标题", "社区办事一图通",
        ).first();
        /// One line of encouragement at the foot of boards.
        slogan: Option<At<String>> => may(
            "口号", "slogan", Kind::Text(24),
            "展板底部的一句话", "看不懂没关系，找“红马甲”帮您办",
        ).first();
        /// Where the office is.
        address: Option<At<String>> => may(
            "地址", "address", Kind::Text(40),
            "办公地点", "阳光小区南门东侧",
        ).nature(Nature::Place).first();
        /// When it is open.
        hours: At<String> => must(
            "办公时间", "hours", Kind::Text(40),
            "什么时候有人", "周一至周五 8:30—17:30",
        ).nature(Nature::Promise).first();
        /// For questions.
        phone: At<String> => must(
            "咨询电话", "phone", Kind::Phone,
            "有问题打哪个电话", "0311-0000 0000（示例）",
        ).first();
        /// For complaints about the office.
        supervision_phone: Option<At<String>> => may(
            "监督电话", "supervision_phone", Kind::Phone,
            "监督投诉打哪个电话", "0311-0000 0000（示例）",
        ).page();
        /// For mistakes on sheets and pages.
        correction_phone: Option<At<String>> => may(
            "纠错电话", "correction_phone", Kind::Phone,
            "发现写错了打哪个电话", "0311-0000 0000（示例）",
        ).page();
        /// Codes of what people come for most, for the index page.
        frequent: Vec<At<String>> => may(
            "常办", "frequent", Kind::List(&Kind::Text(4), 0, 8),
            "首页上「大家常办的」，写编号", "[\"401\", \"402\"]",
        ).nature(Nature::Reference("procedures")).page();
        /// ICP number.
        icp: Option<At<String>> => may(
            "备案号", "icp", Kind::Text(40),
            "网站的 ICP 备案号", "",
        ).nature(Nature::Word).page();
        /// Police record number.
        police_record: Option<At<String>> => may(
            "公安备案号", "police_record", Kind::Text(40),
            "网站的公安备案号", "",
        ).nature(Nature::Word).page();
        /// Theme folder name; `default` when not given.
        theme: Option<At<String>> => may(
            "主题", "theme", Kind::Text(30),
            "themes 文件夹里的主题名", "default",
        ).nature(Nature::Word).page();
        /// Hosts besides gov.cn that channels may send people to.
        trusted_hosts: Vec<At<String>> => may(
            "可信网站", "trusted_hosts", Kind::List(&Kind::Text(60), 0, 20),
            "渠道的网址除 gov.cn 外还可以用的域名", "[12371.cn]",
        ).nature(Nature::Url).page();
        /// How much there should be.
        expect: Option<Expect> => may(
            "应有", "expect", Kind::Group(&EXPECT),
            "一共该有多少，少写多写时提醒", "{ 类别: 6, 事项: 26 }",
        ).page();
    }
    finish |community| {
        if !community.url.value.ends_with('/') {
            community.url.value.push('/');
        }
    };
}

record! {
    /// How much there should be.
    pub struct Expect = EXPECT "应有" {
        /// Categories.
        categories: Option<At<usize>> => may(
            "类别", "categories", Kind::Number(1, 9),
            "有几个类别", "6",
        ).page();
        /// Procedures.
        items: Option<At<usize>> => may(
            "事项", "items", Kind::Number(1, 90_000),
            "有几件事项", "26",
        ).page();
    }
}

record! {
    /// One of the categories, number 1–9.
    pub struct Category = CATEGORY "类别" {
        /// First digit of its procedures' codes.
        number: At<u8> => must(
            "编号", "number", Kind::Number(1, 9),
            "一位数字，事项编号的第一位", "1",
        ).nature(Nature::Key).first();
        /// 「党建党务」
        name: At<String> => must("名称", "name", Kind::Text(10), "类别的名字", "党建党务").first();
        /// One sentence for its page.
        summary: Option<At<String>> => may(
            "一句话", "summary", Kind::Text(40),
            "这一类办什么", "",
        ).page();
    }
}

/// Title of the overview and the index page when `site.yaml` gives none.
const DEFAULT_TITLE: &str = "社区办事一图通";

impl Community {
    /// Title of the overview board and the index page; without one of its own, the usual words at the
    /// place of the community's name.
    #[must_use]
    pub(crate) fn title(&self) -> At<String> {
        let usual = || At { value: DEFAULT_TITLE.into(), span: self.name.span };
        self.title.clone().unwrap_or_else(usual)
    }

    /// A number that is only an example: written so, or a row of zeros.
    #[must_use]
    pub(crate) fn has_sample_phone(&self) -> bool {
        let phone = &self.phone.value;
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        phone.contains("示例") || digits.ends_with("0000000") || digits.is_empty()
    }

    /// Days of the week on which [`Community::hours`] say it is open, 1 is Monday; none when they name no
    /// days, or speak of more than plain days (holidays, round the clock): then nobody is told that it is
    /// closed. A day that is mentioned at all counts as open.
    #[must_use]
    pub(crate) fn open_days(&self) -> Vec<usize> {
        const DAYS: &str = "一二三四五六日";
        let mut hours =
            self.hours.value.replace('天', "日").replace("星期", "周").replace("礼拜", "周");
        for closed in ["休息", "除外", "不上班", "不办公", "放假"] {
            hours = hours.replace(&format!("节假日{closed}"), "");
        }
        if ["每日", "日日", "全年", "无休", "节", "假", "单", "隔"]
            .iter()
            .any(|w| hours.contains(w))
        {
            return Vec::new();
        }
        let number = |c: char| DAYS.chars().position(|d| d == c).map(|i| i + 1);
        let mut open = [false; 8];
        if hours.contains("工作日") {
            open[1..6].fill(true);
        }
        if hours.contains("周末") || hours.contains("双休") {
            open[6..8].fill(true);
        }
        let mut from: Option<usize> = None;
        let mut is_range = false;
        let mut before = ' ';
        for c in hours.chars() {
            match number(c) {
                // A day stands behind 周, or behind a mark that follows one: 周一至五, 周一、三、五.
                Some(day)
                    if before == '周' || (from.is_some() && "至到—–-~～、".contains(before)) =>
                {
                    match from.filter(|_| is_range) {
                        Some(first) if first <= day => open[first..=day].fill(true),
                        Some(first) => {
                            open[first..].fill(true);
                            open[1..=day].fill(true);
                        }
                        None => open[day] = true,
                    }
                    (from, is_range) = (Some(day), false);
                }
                _ if "至到—–-~～".contains(c) => is_range = from.is_some(),
                _ if c == '、' || c == '周' => {}
                _ => (from, is_range) = (None, false),
            }
            before = c;
        }
        (1..8).filter(|day| open[*day]).collect()
    }

    /// What every page and board says about who made it and who decides.
    #[must_use]
    pub(crate) fn statement(&self) -> String {
        format!("本清单由{}编制；审批事项以主管部门为准", self.organizer.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::Span;

    #[test]
    fn hours_name_days() {
        let at = |value: &str| {
            let span = Span { file: FileId(0), start: 0, end: 0 };
            At { value: value.to_string(), span }
        };
        let days = |hours: &str| -> String {
            let community = Community {
                name: at(""),
                organizer: at(""),
                url: at(""),
                address: None,
                hours: at(hours),
                phone: at(""),
                supervision_phone: None,
                correction_phone: None,
                title: None,
                slogan: None,
                icp: None,
                police_record: None,
                theme: None,
                frequent: Vec::new(),
                trusted_hosts: Vec::new(),
                expect: None,
            };
            community.open_days().iter().map(ToString::to_string).collect()
        };
        for (hours, wanted) in [
            ("周一至周五 8:30—17:30", "12345"),
            ("周一至周日 8:00—20:00", "1234567"),
            ("星期一到星期五，上午 9:00—12:00，下午 2:00—5:30", "12345"),
            ("周一至五 9:00-17:00，周六上午 9:00-12:00", "123456"),
            ("周二—周日 8:30—17:30", "234567"),
            ("周五至周二 8:30—17:30", "12567"),
            ("周一至周五 8:30—17:30（法定节假日休息）", "12345"),
            ("周一、三、五下午", "135"),
            ("周一、周三 9:00—12:00", "13"),
            ("工作日 8:30—17:30", "12345"),
            ("工作日 8:30—17:30，周末值班", "1234567"),
            ("礼拜一至礼拜天 8:00—18:00", "1234567"),
            ("周一至周五 8:30—17:30，节假日值班", ""),
            ("每天 8:00—20:00", ""),
            ("全年无休", ""),
            ("8:30—17:30", ""),
        ] {
            assert_eq!(days(hours), wanted, "{hours}");
        }
    }
}
