//! The office and its categories.
//!
//! Start at [`Community`]; `site.yaml` and `categories.yaml` are read into these.

use crate::diag::Span;
use crate::quantity::Hours;
use crate::quantity::Phones;
use crate::record::At;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use crate::record::walk::Walk;
use crate::record::walk::leaves;

/// A number of a register: its word and at least six figures. 「无」 and 「待办」 are none.
fn is_filed(text: &str, word: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    text.contains(word) && figures >= 6 && text.chars().count() <= 40 && text.contains('号')
}

const ICP: Kind = Kind::spelled(
    |t| is_filed(t, "ICP备"),
    "「冀ICP备12345678号」这样的号；还没有备案，就删去这一行",
);
const POLICE: Kind = Kind::spelled(
    |t| is_filed(t, "公网安备"),
    "「冀公网安备13010002000001号」这样的号；还没有备案，就删去这一行",
);

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
            "网址", "url", Kind::Site,
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
        hours: At<Hours> => must(
            "办公时间", "hours", Kind::Text(60),
            "什么时候有人", "周一至周五 8:30—17:30",
        ).nature(Nature::Promise).first();
        /// When somebody stays after hours for who asks before.
        after_hours: Option<At<String>> => may(
            "延时服务", "after_hours", Kind::Text(40),
            "下班后约了才有人的时间，怎么约", "工作日到 20:00，先在群里或打电话约",
        ).nature(Nature::Promise).page();
        /// For questions.
        phone: At<Phones> => must(
            "咨询电话", "phone", Kind::Phone,
            "有问题打哪个电话", "0311-0000 0000（示例）",
        ).first();
        /// For complaints about the office.
        supervision_phone: Option<At<Phones>> => may(
            "监督电话", "supervision_phone", Kind::Phone,
            "监督投诉打哪个电话", "0311-0000 0000（示例）",
        ).page();
        /// For mistakes on sheets and pages.
        correction_phone: Option<At<Phones>> => may(
            "纠错电话", "correction_phone", Kind::Phone,
            "发现写错了打哪个电话", "0311-0000 0000（示例）",
        ).page();
        /// Codes of what people come for most, for the index page.
        frequent: Vec<At<String>> => may(
            "常办", "frequent", Kind::List(&Kind::Code, 0, 8),
            "首页上「大家常办的」，写编号", "[\"401\", \"402\"]",
        ).nature(Nature::Reference("procedures")).page();
        /// How often the desk comes to the estates in a month.
        visits_a_month: Option<At<usize>> => may(
            "每月流动", "visits_a_month", Kind::Number(1, 60),
            "流动服务点说好每月至少几次", "3",
        ).page();
        /// ICP number.
        icp: Option<At<String>> => may(
            "备案号", "icp", ICP,
            "网站的 ICP 备案号", "冀ICP备12345678号",
        ).nature(Nature::Word).page();
        /// Police record number.
        police_record: Option<At<String>> => may(
            "公安备案号", "police_record", POLICE,
            "网站的公安备案号", "冀公网安备13010002000001号",
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
        /// Who signs what is of this category, where that is not the committee: a party organisation.
        signed_by: Option<At<String>> => may(
            "署名", "signed_by", Kind::Text(40),
            "这一类不由主办单位署名的，写谁（党务写党组织）", "阳光社区党组织",
        ).page();
    }
}

/// The facts of a record that are those of the example still: a telephone that says so or is a row of noughts, a
/// place that says so.
#[must_use]
pub(crate) fn samples(record: &dyn Walk) -> Vec<(&'static Field, Span)> {
    let mut found = Vec::new();
    leaves(record, |leaf| {
        let words = leaf.words();
        let is_sample = match leaf.field.nature {
            Nature::Phone => {
                let digits: String = words.chars().filter(char::is_ascii_digit).collect();
                words.contains("示例") || digits.ends_with("0000000") || digits.is_empty()
            }
            Nature::Place => words.contains("（示例）"),
            _ => false,
        };
        if is_sample {
            found.push((leaf.field, leaf.span));
        }
    });
    found
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

    /// Whether a fact of the office is still that of the example ([`samples`]).
    #[must_use]
    pub(crate) fn has_samples(&self) -> bool {
        !samples(self).is_empty()
    }

    /// The address that `init` writes: no code with it can be opened.
    #[must_use]
    pub(crate) fn has_sample_url(&self) -> bool {
        self.url.value.starts_with("https://xiaowei.example/")
    }

    /// What every page and board says about who made it and who decides.
    #[must_use]
    pub(crate) fn statement(&self, signed_by: &str) -> String {
        format!("本清单由{signed_by}编制；审批事项以主管部门为准")
    }
}
