//! The office and its categories.

use super::At;

/// The community office; phone numbers live only here.
#[derive(Debug, Clone)]
pub struct Community {
    /// 「幸福街道阳光社区」
    pub name: At<String>,
    /// Who answers for the sheets: 「幸福街道阳光社区居民委员会」.
    pub organizer: At<String>,
    /// Address of the site, `https://…/`, always with a slash at the end.
    pub url: At<String>,
    /// Where the office is.
    pub address: Option<At<String>>,
    /// When it is open.
    pub hours: At<String>,
    /// For questions.
    pub phone: At<String>,
    /// For complaints about the office.
    pub supervision_phone: Option<At<String>>,
    /// For mistakes on sheets and pages.
    pub correction_phone: Option<At<String>>,
    /// Title of the overview board and the index page.
    pub title: At<String>,
    /// One line of encouragement at the foot of boards.
    pub slogan: Option<At<String>>,
    /// ICP number.
    pub icp: Option<At<String>>,
    /// Police record number.
    pub police_record: Option<At<String>>,
    /// Theme folder name; `default` when not given.
    pub theme: Option<At<String>>,
    /// Codes of what people come for most, for the index page.
    pub frequent: Vec<At<String>>,
    /// Hosts besides gov.cn that channels may send people to.
    pub trusted_hosts: Vec<At<String>>,
    /// How many categories there should be.
    pub expected_categories: Option<At<usize>>,
    /// How many procedures there should be.
    pub expected_items: Option<At<usize>>,
}

impl Community {
    /// A number that is only an example: written so, or a row of zeros.
    #[must_use]
    pub fn has_sample_phone(&self) -> bool {
        let phone = &self.phone.value;
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        phone.contains("示例") || digits.ends_with("0000000") || digits.is_empty()
    }

    /// Days of the week on which [`Community::hours`] say it is open, 1 is Monday; none when they name no
    /// days, or speak of more than plain days (holidays, round the clock): then nobody is told that it is
    /// closed. A day that is mentioned at all counts as open.
    #[must_use]
    pub fn open_days(&self) -> Vec<usize> {
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
    pub fn statement(&self) -> String {
        format!("本清单由{}编制；审批事项以主管部门为准", self.organizer.value)
    }
}

/// One of the categories, number 1–9.
#[derive(Debug, Clone)]
pub struct Category {
    /// First digit of its procedures' codes.
    pub number: At<u8>,
    /// 「党建党务」
    pub name: At<String>,
    /// One sentence for its page.
    pub summary: Option<At<String>>,
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
                title: at(""),
                slogan: None,
                icp: None,
                police_record: None,
                theme: None,
                frequent: Vec::new(),
                trusted_hosts: Vec::new(),
                expected_categories: None,
                expected_items: None,
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
