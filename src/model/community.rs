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
