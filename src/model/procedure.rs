//! One matter that residents come for: a [`Procedure`], its table of fields and what follows from it.

use super::panel::PICTURE;
use super::parts::BRANCH;
use super::parts::Branch;
use super::parts::CHANNEL;
use super::parts::Channel;
use super::parts::FEE;
use super::parts::FEE_GROUP;
use super::parts::Fee;
use super::parts::LEGAL_BASIS;
use super::parts::LegalBasis;
use super::parts::MATERIAL;
use super::parts::Material;
use super::parts::NOT_HERE;
use super::parts::NotHere;
use super::parts::PUBLICITY;
use super::parts::Publicity;
use super::parts::REVIEW;
use super::parts::RISK;
use super::parts::Review;
use super::parts::Risk;
use super::parts::STEP;
use super::parts::Step;
use super::parts::TIME_LIMITS;
use super::parts::TimeLimits;
use super::photo::Photo;
use super::picture::Picture;
use super::placeholder::placeholder;
use super::reminder::REMINDER;
use super::reminder::Reminder;
use super::words::AuthorityRole;
use super::words::ChannelKind;
use super::words::Status;
use super::words::Tone;
use crate::diag::FileId;
use crate::quantity::Date;
use crate::record::At;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::line::halfwidth;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use crate::record::walk::Leaf;

/// The Markdown under the fields: no key of a file, but a text like the others.
static BODY: Field = may("正文", "body", Kind::Text(usize::MAX), "栏目下面的话", "").page().prose();

/// Where a panel stands on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelPlace {
    /// Before the first step.
    Opening,
    /// With the step of this index, from 0.
    Step(usize),
    /// After the last step.
    Closing,
}

record! {
    /// One matter that residents come for.
    pub struct Procedure = PROCEDURE "事项" {
        /// 「101」
        code: At<String> => must(
            "编号", "code", Kind::Code,
            "类别的一位数字加两位（或三位）数字，写上就不再变", "\"101\"",
        ).first();
        /// Its full name.
        title: At<String> => must(
            "事项名称", "title", Kind::Text(24),
            "事项的全名", "老年证（老年人优待证）办理",
        ).first().told();
        /// At most eight characters.
        short_title: Option<At<String>> => may(
            "简称", "short_title", Kind::Text(8),
            "名称放不下时用的短名", "老年证",
        ).first();
        /// Category number, when written.
        category_key: Option<At<u8>> => may(
            "类别", "category", Kind::Number(1, 9),
            "可以不写；写了要与编号第一位相同", "4",
        ).page();
        /// Residents' words for it.
        aliases: Vec<At<String>> => may(
            "俗称", "aliases", Kind::List(&Kind::Text(12), 0, 8),
            "居民平时怎么叫，搜索用", "[敬老证, 优待证]",
        ).page();
        /// What it does for me.
        summary: At<String> => must(
            "一句话", "summary", Kind::Text(40),
            "一句话说清能办成什么", "满六十岁，办一张优待证",
        ).first().told();
        /// How far it is.
        status: At<Status> => must(
            "状态", "status", Kind::Words(Status::WORDS),
            "写到哪一步了", "草稿",
        ).first();
        /// Whose matter it is.
        authority_role: At<AuthorityRole> => must(
            "办理权限", "authority_role", Kind::Words(AuthorityRole::WORDS),
            "社区说了算、帮着办，还是只指路", "社区协办",
        ).first();
        /// Who decides in the end.
        competent_authority: At<String> => must(
            "谁说了算", "competent_authority", Kind::Text(20),
            "最后由谁决定", "区民政部门",
        ).nature(Nature::Person).first();
        /// How its board looks.
        tone: Option<At<Tone>> => may(
            "基调", "tone", Kind::Words(Tone::WORDS),
            "展板的调子：素，就没有喜庆的红和金，报头的人不笑", "素",
        ).page();
        /// Who in the office answers for it.
        responsible: Option<At<String>> => may(
            "责任人", "responsible", Kind::Text(20),
            "社区里谁负责，写岗位", "民政专干",
        ).nature(Nature::Person).page();
        /// Who may apply.
        applicant: At<String> => must(
            "谁来办", "applicant", Kind::Text(80),
            "什么人可以办", "年满60周岁的老年人",
        ).page();
        /// Whether somebody else may do it.
        proxy: Option<At<String>> => may(
            "能否代办", "proxy", Kind::Text(40),
            "别人能不能替着办", "家属可以代办",
        ).page();
        /// When it can be done.
        conditions: Vec<At<String>> => must(
            "受理条件", "conditions", Kind::List(&Kind::Text(40), 1, 6),
            "符合什么条件才能办", "[60周岁以上]",
        ).page().asked("受理条件第{#}条");
        /// What to bring.
        materials: Vec<Material> => may(
            "材料", "materials", Kind::List(&Kind::Group(&MATERIAL), 0, 12),
            "要带什么", "[]",
        ).first().speaks();
        /// What happens.
        steps: Vec<Step> => must(
            "步骤", "steps", Kind::List(&Kind::Group(&STEP), 2, 6),
            "怎么办，两到六步", "",
        ).first();
        /// Panels before the first step.
        opening: Vec<Picture> => may(
            "开场", "opening", Kind::GroupOrList(&PICTURE, 3),
            "第一步之前的画面", "",
        ).first();
        /// Panels after the last step.
        closing: Vec<Picture> => may(
            "结尾", "closing", Kind::GroupOrList(&PICTURE, 3),
            "最后一步之后的画面", "",
        ).first();
        /// What if not.
        branches: Vec<Branch> => may(
            "分支", "branches", Kind::List(&Kind::Group(&BRANCH), 0, 4),
            "办不成、要补正时怎么办", "[]",
        ).page();
        /// How long.
        time_limit: TimeLimits => must(
            "办理时限", "time_limit", Kind::Group(&TIME_LIMITS),
            "要多久", "{ 法定: 无, 承诺: 以窗口答复为准 }",
        ).first();
        /// When to come again.
        reminder: Option<Reminder> => may(
            "提醒", "reminder", Kind::Group(&REMINDER),
            "要按期再来的，放进手机日历", "{ 首次: 2027-01-11, 重复: 每季度, 说: 高龄津贴该认证了 }",
        ).page();
        /// What it costs.
        fee: Fee => must(
            "收费", "fee", Kind::LineOr(&FEE, &FEE_GROUP),
            "收不收钱", "不收费",
        ).first();
        /// Ways to get it done.
        channels: Vec<Channel> => must(
            "渠道", "channels", Kind::List(&Kind::LineOr(&Kind::Words(ChannelKind::WORDS), &CHANNEL), 1, 10),
            "在哪儿能办", "[窗口, 帮办柜]",
        ).first();
        /// What one holds in the end.
        result: Option<At<String>> => may(
            "办理结果", "result", Kind::Text(24),
            "办完拿到什么", "老年证",
        ).page();
        /// Where results are shown.
        publicity: Option<Publicity> => may(
            "公开", "publicity", Kind::Group(&PUBLICITY),
            "结果在哪儿公开", "{ 地点: [公开栏] }",
        ).page();
        /// By which laws.
        legal_basis: Vec<LegalBasis> => must(
            "依据", "legal_basis", Kind::List(&Kind::Group(&LEGAL_BASIS), 1, 8),
            "按哪条规定办", "",
        ).first();
        /// What kind of power it is.
        power: Option<At<String>> => may(
            "权力类别", "power", Kind::Text(12),
            "是权力事项的，写哪一类", "重大决策",
        ).page();
        /// Which body answers for it.
        accountable: Option<At<String>> => may(
            "责任主体", "accountable", Kind::Text(24),
            "哪个组织负责", "社区居民委员会",
        ).nature(Nature::Person).page();
        /// Where it may be misused.
        risks: Vec<Risk> => may(
            "风险点", "risks", Kind::List(&Kind::Group(&RISK), 0, 8),
            "哪一步容易出问题，怎么防", "[]",
        ).page();
        /// What follows when it is.
        consequences: Option<At<String>> => may(
            "追责", "consequences", Kind::Text(48),
            "没照办的怎么追究", "按党纪和有关规定追究责任",
        ).page().asked("追责");
        /// Who watches over it, and how.
        oversight: Option<At<String>> => may(
            "监督", "oversight", Kind::Text(48),
            "谁监督、怎么反映", "居务监督委员会全程监督",
        ).page().asked("监督");
        /// What is not the community's.
        not_here: Vec<NotHere> => may(
            "不归社区", "not_here", Kind::List(&Kind::Group(&NOT_HERE), 0, 6),
            "哪些事社区办不了，该找谁", "[]",
        ).page();
        /// What goes wrong often.
        common_mistakes: Vec<At<String>> => may(
            "常见错误", "common_mistakes", Kind::List(&Kind::Text(40), 0, 6),
            "居民常弄错的地方", "[照片尺寸不对]",
        ).page().prose();
        /// Codes of related procedures.
        related: Vec<At<String>> => may(
            "顺便办", "related", Kind::List(&Kind::Code, 0, 6),
            "相关事项的编号", "[\"402\"]",
        ).nature(Nature::Reference("procedures")).page();
        /// Codes it had before.
        former_codes: Vec<At<String>> => may(
            "曾用编号", "former_codes", Kind::List(&Kind::Code, 0, 6),
            "以前用过的编号，旧网址还能打开", "[\"309\"]",
        ).page();
        /// Good until.
        valid_until: Option<At<Date>> => may(
            "有效至", "valid_until", Kind::Date,
            "过了这一天内容就作废", "2026-12-31",
        ).page();
        /// Who checked it.
        review: Option<Review> => may(
            "核验", "review", Kind::Group(&REVIEW),
            "谁在哪天核对过", "{ 日期: 2026-11-21, 核验人: 示例 }",
        ).first();
    }
    plus {
        /// The file it was read from.
        file: FileId = |reading| reading.file;
        /// The Markdown body.
        body: At<String> = |reading| reading.take_body();
    }
    beside |procedure, walker| walker.leaf(Leaf::of(&BODY, &procedure.body));
}

/// A name as an ear has it: two names that differ only in the width of their brackets, or in spaces, are one.
#[must_use]
pub(crate) fn heard_name(title: &str) -> String {
    halfwidth(title).chars().filter(|c| !c.is_whitespace()).collect()
}

impl Procedure {
    /// Whether somebody who cannot use a smartphone has a way: a window, a visit, a call or the desk
    /// that comes to them.
    #[must_use]
    pub(crate) fn has_way_in_person(&self) -> bool {
        use ChannelKind::{Home, MobilePoint, OnSite, Phone, Window};
        let in_person = |k: ChannelKind| matches!(k, Window | Home | MobilePoint | Phone | OnSite);
        self.channels.iter().any(|c| in_person(c.kind.value))
    }

    /// Its ways for people who are at work when the office is open: without going there, or at other hours.
    pub(crate) fn ways_after_work(&self) -> impl Iterator<Item = ChannelKind> {
        use ChannelKind::{AfterHours, Home, Locker, Online, Phone};
        let is_one =
            |kind: &ChannelKind| matches!(kind, Online | Phone | Locker | Home | AfterHours);
        self.channels.iter().map(|channel| channel.kind.value).filter(is_one)
    }

    /// The category: the code's first digit.
    #[must_use]
    pub(crate) fn category(&self) -> u8 {
        self.code.value.bytes().next().map_or(0, |b| b.saturating_sub(b'0'))
    }

    /// The short title, or the title when there is none.
    #[must_use]
    pub(crate) fn short(&self) -> &At<String> {
        self.short_title.as_ref().unwrap_or(&self.title)
    }

    /// All panels in the order of the board.
    #[must_use]
    pub fn panels(&self) -> Vec<(PanelPlace, &Picture)> {
        let mut list: Vec<(PanelPlace, &Picture)> =
            self.opening.iter().map(|p| (PanelPlace::Opening, p)).collect();
        for (i, step) in self.steps.iter().enumerate() {
            list.extend(step.picture.as_deref().map(|p| (PanelPlace::Step(i), p)));
        }
        list.extend(self.closing.iter().map(|p| (PanelPlace::Closing, p)));
        list
    }

    /// The photos of its pictures.
    pub(crate) fn photos_mut(&mut self) -> impl Iterator<Item = &mut Photo> {
        let steps = self.steps.iter_mut().filter_map(|s| s.picture.as_deref_mut());
        let pictures = self.opening.iter_mut().chain(steps).chain(&mut self.closing);
        pictures.filter_map(|p| p.photo.as_mut())
    }

    /// True unless somebody checked and published it.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        let by = self.review.as_ref().and_then(|r| r.by.as_ref());
        let checked =
            by.is_some_and(|b| !b.value.contains("示例") && placeholder(&b.value).is_none());
        self.status.value != Status::Published || !checked
    }
}
