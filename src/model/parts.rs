//! The parts of a procedure: tables of fields and the words they are shown by.
//!
//! Start at [`Step`] and [`Material`]. What belongs to the whole is in [`super::procedure`].

use super::panel::PICTURE;
use super::photo::PHOTO;
use super::picture::Picture;
use super::words::ChannelKind;
use super::words::LockerUse;
use super::words::Outcome;
use super::words::RiskGrade;
use super::words::Validity;
use crate::quantity::Article;
use crate::quantity::CopyNeed;
use crate::quantity::Date;
use crate::quantity::FeeAmount;
use crate::quantity::OriginalNeed;
use crate::quantity::TimeLimit;
use crate::quantity::nearest_fee;
use crate::quantity::nearest_limit;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;

const TIME: Kind =
    Kind::Spelled(|t| TimeLimit::parse(t).is_some(), TimeLimit::SPELLINGS, nearest_limit);
pub(super) const FEE: Kind =
    Kind::Spelled(|t| FeeAmount::parse(t).is_some(), FeeAmount::SPELLINGS, nearest_fee);
const ARTICLE: Kind = Kind::spelled(
    |t| Article::parse(t).is_some() && t.chars().count() <= 60,
    "「第二十五条」这样的条款，或「待确认」",
);
const ORIGINAL: Kind = Kind::spelled(|t| OriginalNeed::parse(t).is_some(), OriginalNeed::SPELLINGS);
const COPIES: Kind =
    Kind::Spelled(|t| CopyNeed::parse(t).is_some(), CopyNeed::SPELLINGS, CopyNeed::nearest);

record! {
    /// One document to bring.
    pub struct Material = MATERIAL "材料" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(24),
            "材料叫什么", "居民身份证",
        ).first().told();
        /// Original needed, and how.
        original: Option<At<OriginalNeed>> => may(
            "原件", "original", ORIGINAL,
            "原件怎么用", "核验",
        ).first().asked("「{名称}」的份数");
        /// Copies needed.
        copies: Option<At<CopyNeed>> => may(
            "复印件", "copies", COPIES,
            "要几份复印件", "复印1份",
        ).first().asked("「{名称}」的份数");
        /// An electronic one will do, or it is filled in online.
        electronic: bool => may("电子", "electronic", Kind::Flag, "电子的可不可以", "是").first();
        /// Where to get it.
        source: At<String> => must(
            "哪里拿", "source", Kind::Text(20),
            "从哪儿得到", "本人",
        ).first();
        /// Only in this case.
        only_if: Option<At<String>> => may(
            "什么情况要", "only_if", Kind::Text(20),
            "只在什么情况下才要", "纸质转接时",
        ).first();
        /// A written promise will do instead.
        promise_ok: bool => may(
            "可承诺代替", "promise_ok", Kind::Flag,
            "能不能写承诺书代替", "否",
        ).page();
        /// Whether the requirement is the same everywhere.
        validity: Option<At<Validity>> => may(
            "适用范围", "validity", Kind::Words(Validity::WORDS),
            "各地是否一样", "本地",
        ).first().asked("「{名称}」的要求");
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要注意什么", "须盖公章",
        ).page().asked("「{名称}」的要求");
    }
}

record! {
    /// One step.
    pub struct Step = STEP "步骤" {
        /// What is done.
        action: At<String> => must(
            "做什么", "do", Kind::Text(24),
            "这一步做什么", "交材料、登记",
        ).first().told().asked("第{#}步");
        /// The same in at most eight characters.
        short_title: Option<At<String>> => may(
            "短标题", "short_title", Kind::Text(8),
            "同一件事，八个字以内", "交材料登记",
        ).first().asked("第{#}步");
        /// By whom.
        actor: At<String> => must(
            "谁", "who", Kind::Text(24),
            "谁来做", "老人或家属",
        ).nature(Nature::Person).first().told().asked("第{#}步");
        /// Where.
        place: At<String> => must(
            "在哪", "where", Kind::Text(36),
            "在哪儿做", "社区窗口",
        ).nature(Nature::Place).first().told().asked("第{#}步");
        /// The office where that is, when it is not the community's.
        office: Option<At<String>> => may(
            "办公点", "office", Kind::Text(20),
            "在别处办的，写 offices.yaml 里的名称", "街道便民大厅",
        ).nature(Nature::Reference("offices")).page();
        /// How long this step takes.
        time: Option<At<String>> => may(
            "时间", "note_time", Kind::Text(16),
            "这一步要多久", "30日内",
        ).first().asked("第{#}步");
        /// More, on the page only.
        detail: Option<At<String>> => may(
            "详情", "detail", Kind::Text(120),
            "只上网页的细节", "",
        ).page().asked("第{#}步");
        /// Its panel: drawn, or a photo.
        picture: Option<Box<Picture>> => may(
            "画面", "picture", Kind::Group(&PICTURE),
            "这一步的漫画", "",
        ).first();
    }
    also {
        may("照片", "photo", Kind::Group(&PHOTO), "自己拍的照片，放在漫画的位置", "");
    }
}

record! {
    /// What happens when it does not go straight through.
    pub struct Branch = BRANCH "分支" {
        /// Number of the step it leaves from, from 1.
        at: Option<At<u8>> => may("第几步", "at", Kind::Number(1, 6), "从第几步分出来", "3").page();
        /// The case.
        when: At<String> => must("情况", "when", Kind::Text(20), "遇到什么情况", "材料不全").page();
        /// What to do then.
        then: At<String> => must(
            "怎么办", "then", Kind::Text(44),
            "那该怎么办", "一次性告知，补齐再来",
        ).page().asked("「{情况}」怎么办");
        /// How it ends.
        outcome: Option<At<Outcome>> => may(
            "结果", "outcome", Kind::Words(Outcome::WORDS),
            "最后怎样", "重来",
        ).page();
        /// Number of the step that one goes back to, from 1; the one it left from when not given.
        back_to: Option<At<u8>> => may(
            "回到", "back_to", Kind::Number(1, 6),
            "结果是重来的，回到第几步", "2",
        ).page();
        /// Code of another procedure.
        refer_to: Option<At<String>> => may(
            "转到", "refer_to", Kind::Code,
            "转到哪件事项", "\"502\"",
        ).nature(Nature::Reference("procedures")).page();
    }
}

record! {
    /// All that is said about how long a procedure takes.
    pub struct TimeLimits = TIME_LIMITS "办理时限" {
        /// By law.
        statutory: Option<At<TimeLimit>> => may(
            "法定", "statutory", TIME,
            "法律规定的时限", "15日",
        ).first().asked("法定时限");
        /// By the office's promise.
        promised: At<TimeLimit> => must(
            "承诺", "promised", TIME,
            "社区答应的时限", "以窗口答复为准",
        ).first().asked("承诺时限");
        /// How long the result is good for, or how often to come back.
        validity: Option<At<String>> => may(
            "有效期", "validity", Kind::Text(24),
            "结果管多久，或多久来一次", "每满1年签注",
        ).page().asked("时限说明");
        /// What else there is to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(60),
            "还要注意什么", "",
        ).page().asked("时限说明");
    }
}

record! {
    /// A cost and what there is to say about it.
    pub struct Fee = FEE_GROUP "收费" {
        /// The amount.
        amount: At<FeeAmount> => must(
            "金额", "amount", FEE,
            "多少钱", "不收费",
        ).first().asked("收费");
        /// Exceptions, for whom, when.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "例外情形", "换领补领的工本费以窗口答复为准",
        ).first().asked("收费");
        /// By which rule.
        basis: Option<At<String>> => may(
            "依据", "basis", Kind::Text(40),
            "按哪条规定收", "",
        ).page().asked("收费");
    }
    line |line| {
        let amount = At { value: FeeAmount::parse(line.value)?, span: line.span };
        Some(Fee { amount, note: None, basis: None })
    };
}

record! {
    /// A way to get it done.
    pub struct Channel = CHANNEL "渠道" {
        /// The kind.
        kind: At<ChannelKind> => must(
            "方式", "type", Kind::Words(ChannelKind::WORDS),
            "怎么办", "帮办柜",
        ).first();
        /// What to know about it.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(36),
            "要注意什么", "可收件、可取件",
        ).page().asked("{方式}办理");
        /// Of lockers: whether papers are only left there, or results only fetched; both when not given.
        locker: Option<At<LockerUse>> => may(
            "柜子", "locker", Kind::Words(LockerUse::WORDS),
            "帮办柜只用来存，还是只用来取；都能就不写", "只取",
        ).page();
        /// Official address, `https` only.
        url: Option<At<String>> => may(
            "网址", "url", Kind::Url,
            "官方网址", "https://example.gov.cn/",
        ).page();
    }
    line |line| {
        let kind = At { value: ChannelKind::parse(line.value)?, span: line.span };
        Some(Channel { kind, note: None, locker: None, url: None })
    };
}

record! {
    /// A law or rule.
    pub struct LegalBasis = LEGAL_BASIS "依据" {
        /// 《…》
        title: At<String> => must(
            "名称", "title", Kind::Text(44),
            "法律法规的全名，带书名号", "《居住证暂行条例》",
        ).first().told().asked("第{#}条依据");
        /// Year it was made.
        year: Option<At<u16>> => may(
            "年份", "year", Kind::Number(1949, 2199),
            "哪一年定的", "2015",
        ).first();
        /// 「2018修正」
        revision: Option<At<String>> => may(
            "修订", "revision", Kind::Text(20),
            "哪一年改的", "2018修正",
        ).first();
        /// Number of the document.
        number: Option<At<String>> => may(
            "文号", "doc_no", Kind::Text(30),
            "文件号", "国务院令第663号",
        ).first().silent().asked("{名称}的条款或文号");
        /// The articles.
        article: Option<At<Article>> => may(
            "条款", "article", ARTICLE,
            "核对过的条款", "第二十五条",
        ).first().asked("{名称}的条款或文号");
        /// What they say.
        gist: Option<At<String>> => may(
            "内容", "gist", Kind::Text(44),
            "这一条说的是什么", "",
        ).page().prose();
        /// Law, regulation, rule of the party …
        kind: Option<At<String>> => may(
            "种类", "kind", Kind::Text(8),
            "法律、行政法规、地方法规、党内法规、政策、标准", "行政法规",
        ).page();
    }
}

record! {
    /// Where and how long results are shown in public.
    pub struct Publicity = PUBLICITY "公开" {
        /// 公开栏 …
        places: Vec<At<String>> => must(
            "地点", "where", Kind::List(&Kind::Text(12), 1, 6),
            "在哪儿公开", "[公开栏, 微信群]",
        ).nature(Nature::Place).page();
        /// How long.
        period: Option<At<String>> => may(
            "期限", "period", Kind::Text(20),
            "公开多久", "以窗口答复为准",
        ).page().asked("公开期限");
    }
}

record! {
    /// Something people ask the community for that is not the community's to give.
    pub struct NotHere = NOT_HERE "不归社区" {
        /// What.
        text: At<String> => must(
            "内容", "text", Kind::Text(48),
            "哪件事社区办不了", "居住证由公安机关签发",
        ).page().prose();
        /// Whom to ask.
        go_to: Option<At<String>> => may(
            "找谁", "go_to", Kind::Text(16),
            "该找谁", "公安派出所",
        ).nature(Nature::Person).page();
    }
}

record! {
    /// Where a power may be misused, and what is done against it.
    pub struct Risk = RISK "风险点" {
        /// At which step, from 1.
        at: Option<At<u8>> => may("第几步", "at", Kind::Number(1, 6), "在第几步", "2").page();
        /// What may go wrong.
        what: At<String> => must(
            "风险", "what", Kind::Text(30),
            "可能出什么问题", "名单没公示就发放",
        ).page().asked("风险点第{#}条");
        /// How grave.
        grade: At<RiskGrade> => must(
            "等级", "grade", Kind::Words(RiskGrade::WORDS),
            "高、中、低", "中",
        ).page();
        /// What is done against it.
        control: At<String> => must(
            "防控", "control", Kind::Text(40),
            "怎么防", "先公示、再发放，监督委员会全程参加",
        ).page().asked("风险点第{#}条");
    }
}

record! {
    /// Who checked the facts, and when.
    pub struct Review = REVIEW "核验" {
        /// Checked on.
        date: Option<At<Date>> => may(
            "日期", "date", Kind::Date,
            "哪天核对的", "2026-11-21",
        ).first();
        /// By whom (a role, not a name).
        by: Option<At<String>> => may(
            "核验人", "by", Kind::Text(20),
            "谁核对的，写岗位", "社区书记",
        ).nature(Nature::Person).first();
        /// To be checked again.
        next: Option<At<Date>> => may(
            "下次", "next", Kind::Date,
            "下次哪天再核对", "2027-05-21",
        ).page();
        /// Which texts were read, and when.
        read: Vec<At<String>> => may(
            "读过", "read", Kind::List(&Kind::Text(60), 0, 8),
            "读了哪份正文、哪天的", "[2026-11-21读《居住证暂行条例》正文]",
        ).page();
        /// Open questions.
        open: Vec<At<String>> => may(
            "待确认", "confirm", Kind::List(&Kind::Text(44), 0, 12),
            "还没问清的事", "[承诺时限]",
        ).page();
    }
}

impl Channel {
    /// Whether papers may be left in a locker.
    #[must_use]
    pub(crate) fn takes_papers(&self) -> bool {
        let only = self.locker.as_ref().map(|only| only.value);
        self.kind.value == ChannelKind::Locker && only != Some(LockerUse::Fetch)
    }

    /// Whether what comes of it may be fetched from a locker.
    #[must_use]
    pub(crate) fn gives_results(&self) -> bool {
        let only = self.locker.as_ref().map(|only| only.value);
        self.kind.value == ChannelKind::Locker && only != Some(LockerUse::Leave)
    }

    /// What the way is limited to, where its note begins with it: 「只领证」. A wall that names the way says so too.
    #[must_use]
    pub fn limit(&self) -> Option<&str> {
        self.written_limit().filter(|limit| limit.chars().count() <= LONGEST_LIMIT)
    }

    /// The same however long it is.
    #[must_use]
    pub(crate) fn written_limit(&self) -> Option<&str> {
        let note = self.note.as_ref()?.value.as_str();
        let first = note.split(['；', '，', '。']).next().unwrap_or(note);
        first.starts_with('只').then_some(first)
    }
}

impl Branch {
    /// Number of the step that one goes back to, from 1, where one does and it is said from which step.
    #[must_use]
    pub(crate) fn goes_back_to(&self) -> Option<u8> {
        let back = self.outcome.as_ref().is_some_and(|outcome| outcome.value == Outcome::Loop);
        self.back_to.as_ref().or(self.at.as_ref()).filter(|_| back).map(|at| at.value)
    }
}

/// Longest limit of a way that a wall shows, in characters: it stands in a row of ways.
pub(crate) const LONGEST_LIMIT: usize = 12;

impl Material {
    /// Its name, and in which case it is wanted, where it is not wanted of everybody: `调解申请书（书面申请时）`.
    #[must_use]
    pub(crate) fn with_case(&self) -> String {
        match &self.only_if {
            Some(case) => format!("{}（{}）", self.name.value, case.value),
            None => self.name.value.clone(),
        }
    }

    /// Whether the requirement differs from place to place.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.validity.as_ref().is_some_and(|v| v.value == Validity::Local)
    }

    /// 「原件看一下，复印1份」; empty when nothing is said. Open counts are named as open.
    #[must_use]
    pub fn form(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.original.as_ref().map(|o| o.value.to_string()));
        parts.extend(self.copies.as_ref().map(|c| c.value.to_string()));
        // Nothing on paper is asked for: the electronic one is what is meant, and no other way.
        let only = parts.is_empty();
        if self.electronic {
            parts.push(if only { "要电子的" } else { "电子的也行" }.into());
        }
        let mut text = parts.join("，");
        if self.has_open_count() {
            text.push_str("（份数问窗口）");
        }
        text
    }

    /// Whether only the office knows how many.
    #[must_use]
    pub(crate) fn has_open_count(&self) -> bool {
        let original =
            self.original.as_ref().is_some_and(|o| o.value == OriginalNeed::SubmitUnknown);
        original || self.copies.as_ref().is_some_and(|c| c.value == CopyNeed::Unknown)
    }
}

impl LegalBasis {
    /// 「《…》（2014，条款待确认）」: one line for boards and pages.
    #[must_use]
    pub fn citation(&self) -> String {
        let mut inside: Vec<String> = Vec::new();
        let year = self.year.as_ref().map(|y| y.value.to_string());
        let revision = self.revision.as_ref().map(|r| &r.value);
        // 「2018修正」 says the year already; a law of 2009 that was amended later has two.
        inside.extend(year.filter(|y| !revision.is_some_and(|r| r.contains(y))));
        inside.extend(revision.cloned());
        inside
            .extend(self.number.as_ref().filter(|n| n.value != "待确认").map(|n| n.value.clone()));
        inside.extend(self.article.as_ref().map(|a| a.value.to_string()));
        if inside.is_empty() {
            self.title.value.clone()
        } else {
            format!("{}（{}）", self.title.value, inside.join("，"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::Span;

    #[test]
    fn laws_are_cited_with_all_their_years() {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let basis = |year: u16, revision: Option<&str>| LegalBasis {
            title: At { value: "《条例》".into(), span },
            year: Some(At { value: year, span }),
            revision: revision.map(|r| At { value: r.into(), span }),
            number: None,
            article: None,
            gist: None,
            kind: None,
        };
        assert_eq!(basis(2018, Some("2018修正")).citation(), "《条例》（2018修正）");
        assert_eq!(basis(2009, Some("2019修订")).citation(), "《条例》（2009，2019修订）");
        assert_eq!(basis(2009, None).citation(), "《条例》（2009）");
    }
}
