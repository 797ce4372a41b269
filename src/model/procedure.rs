//! One matter that residents come for: a [`Procedure`] and its parts.

use super::Article;
use super::At;
use super::CopyNeed;
use super::Date;
use super::Fee;
use super::FeeAmount;
use super::OriginalNeed;
use super::Person;
use super::Photo;
use super::Picture;
use super::TimeLimit;
use super::TimeLimits;
use crate::diag::FileId;
use crate::diag::Span;
use std::fmt;

macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $( $variant:ident = $word:literal, $alias:literal; )* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( #[doc = $word] $variant, )* }
        impl $name {
            /// Chinese word and English alias of every value.
            pub const WORDS: &'static [(&'static str, &'static str)] = &[ $( ($word, $alias), )* ];
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];
            /// Reads the Chinese word or the alias.
            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                match text { $( $word | $alias => Some($name::$variant), )* _ => None }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $( $name::$variant => $word, )* })
            }
        }
    };
}

word_enum! {
    /// How far a procedure is.
    Status {
        Draft = "草稿", "draft";
        Review = "审核", "review";
        Published = "已发布", "published";
        Suspended = "暂停", "suspended";
    }
}

word_enum! {
    /// Whose matter it is: the most useful honesty on a board.
    AuthorityRole {
        Decide = "社区办结", "decide";
        Assist = "社区协办", "assist";
        Guide = "社区指引", "guide";
    }
}

word_enum! {
    /// A way to get it done.
    ChannelKind {
        Window = "窗口", "window";
        Online = "线上", "online";
        Phone = "电话", "phone";
        Locker = "帮办柜", "locker";
        MobilePoint = "流动服务点", "mobile_point";
        Home = "上门", "home";
        Group = "群内咨询", "group";
        AfterHours = "延时", "after_hours";
        SuggestionBox = "意见箱", "suggestion_box";
        OnSite = "现场", "on_site";
    }
}

word_enum! {
    /// Where a refusal leads.
    Outcome {
        Loop = "重来", "loop";
        Redirect = "转办", "redirect";
        Stop = "终止", "stop";
        Escalate = "上报", "escalate";
    }
}

/// One document to bring.
#[derive(Debug, Clone)]
pub struct Material {
    /// What it is called.
    pub name: At<String>,
    /// Original needed, and how.
    pub original: Option<At<OriginalNeed>>,
    /// Copies needed.
    pub copies: Option<At<CopyNeed>>,
    /// An electronic one will do, or it is filled in online.
    pub electronic: bool,
    /// Where to get it.
    pub source: At<String>,
    /// Only in this case.
    pub only_if: Option<At<String>>,
    /// A written promise will do instead.
    pub promise_ok: bool,
    /// The requirement differs from place to place.
    pub local: Option<Span>,
    /// What else to know.
    pub note: Option<At<String>>,
}

impl Material {
    /// 「原件看一下，复印1份」; empty when nothing is said. Open counts are named as open.
    #[must_use]
    pub fn form(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.original.as_ref().map(|o| o.value.to_string()));
        parts.extend(self.copies.as_ref().map(|c| c.value.to_string()));
        if self.electronic {
            parts.push("电子的也行".into());
        }
        let mut text = parts.join("，");
        if self.has_open_count() {
            text.push_str("（份数问窗口）");
        }
        text
    }

    /// Whether only the office knows how many.
    #[must_use]
    pub fn has_open_count(&self) -> bool {
        let original =
            self.original.as_ref().is_some_and(|o| o.value == OriginalNeed::SubmitUnknown);
        original || self.copies.as_ref().is_some_and(|c| c.value == CopyNeed::Unknown)
    }
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// What is done.
    pub action: At<String>,
    /// The same in at most eight characters.
    pub short_title: Option<At<String>>,
    /// By whom.
    pub actor: At<String>,
    /// Where.
    pub place: At<String>,
    /// How long this step takes.
    pub time: Option<At<String>>,
    /// More, on the page only.
    pub detail: Option<At<String>>,
    /// Its panel.
    pub picture: Option<Box<Picture>>,
}

/// What happens when it does not go straight through.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Number of the step it leaves from, from 1.
    pub at: Option<At<u8>>,
    /// The case.
    pub when: At<String>,
    /// What to do then.
    pub then: At<String>,
    /// How it ends.
    pub outcome: Option<At<Outcome>>,
    /// Code of another procedure.
    pub refer_to: Option<At<String>>,
}

/// A way to get it done.
#[derive(Debug, Clone)]
pub struct Channel {
    /// The kind.
    pub kind: At<ChannelKind>,
    /// What to know about it.
    pub note: Option<At<String>>,
    /// Official address, `https` only.
    pub url: Option<At<String>>,
}

/// A law or rule.
#[derive(Debug, Clone)]
pub struct LegalBasis {
    /// 《…》
    pub title: At<String>,
    /// Year it was made.
    pub year: Option<At<u16>>,
    /// 「2018修正」
    pub revision: Option<At<String>>,
    /// Number of the document.
    pub number: Option<At<String>>,
    /// The articles.
    pub article: Option<At<Article>>,
    /// What they say.
    pub gist: Option<At<String>>,
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

/// Something people ask the community for that is not the community's to give.
#[derive(Debug, Clone)]
pub struct NotHere {
    /// What.
    pub text: At<String>,
    /// Whom to ask.
    pub go_to: Option<At<String>>,
}

/// Where and how long results are shown in public.
#[derive(Debug, Clone)]
pub struct Publicity {
    /// 公开栏 …
    pub places: Vec<At<String>>,
    /// How long.
    pub period: Option<At<String>>,
}

/// Who checked the facts, and when.
#[derive(Debug, Clone)]
pub struct Review {
    /// Checked on.
    pub date: Option<At<Date>>,
    /// By whom (a role, not a name).
    pub by: Option<At<String>>,
    /// To be checked again.
    pub next: Option<At<Date>>,
    /// Open questions.
    pub open: Vec<At<String>>,
}

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

/// One matter that residents come for.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// The file it was read from.
    pub file: FileId,
    /// 「101」
    pub code: At<String>,
    /// Its full name.
    pub title: At<String>,
    /// At most eight characters.
    pub short_title: Option<At<String>>,
    /// Residents' words for it.
    pub aliases: Vec<At<String>>,
    /// What it does for me.
    pub summary: At<String>,
    /// How far it is.
    pub status: At<Status>,
    /// Whose matter it is.
    pub authority_role: At<AuthorityRole>,
    /// Who decides in the end.
    pub competent_authority: At<String>,
    /// Who in the office answers for it.
    pub responsible: Option<At<String>>,
    /// Who may apply.
    pub applicant: At<String>,
    /// Whether somebody else may do it.
    pub proxy: Option<At<String>>,
    /// When it can be done.
    pub conditions: Vec<At<String>>,
    /// What to bring.
    pub materials: Vec<Material>,
    /// What happens.
    pub steps: Vec<Step>,
    /// Panels before the first step.
    pub opening: Vec<Picture>,
    /// Panels after the last step.
    pub closing: Vec<Picture>,
    /// What if not.
    pub branches: Vec<Branch>,
    /// How long.
    pub time_limit: TimeLimits,
    /// What it costs.
    pub fee: Fee,
    /// Ways to get it done.
    pub channels: Vec<Channel>,
    /// What one holds in the end.
    pub result: Option<At<String>>,
    /// By which laws.
    pub legal_basis: Vec<LegalBasis>,
    /// Where results are shown.
    pub publicity: Option<Publicity>,
    /// What is not the community's.
    pub not_here: Vec<NotHere>,
    /// What goes wrong often.
    pub common_mistakes: Vec<At<String>>,
    /// Codes of related procedures.
    pub related: Vec<At<String>>,
    /// Codes it had before.
    pub former_codes: Vec<At<String>>,
    /// Category number, when written.
    pub category_key: Option<At<u8>>,
    /// Good until.
    pub valid_until: Option<At<Date>>,
    /// Who checked it.
    pub review: Option<Review>,
    /// The Markdown body.
    pub body: At<String>,
}

impl Procedure {
    /// Whether somebody who cannot use a smartphone has a way: a window, a visit, a call or the desk
    /// that comes to them.
    #[must_use]
    pub fn has_way_in_person(&self) -> bool {
        use ChannelKind::{Home, MobilePoint, OnSite, Phone, Window};
        let in_person = |k: ChannelKind| matches!(k, Window | Home | MobilePoint | Phone | OnSite);
        self.channels.iter().any(|c| in_person(c.kind.value))
    }

    /// The category: the code's first digit.
    #[must_use]
    pub fn category(&self) -> u8 {
        self.code.value.bytes().next().map_or(0, |b| b.saturating_sub(b'0'))
    }

    /// The short title, or the title when there is none.
    #[must_use]
    pub fn short(&self) -> &At<String> {
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
    pub fn photos_mut(&mut self) -> impl Iterator<Item = &mut Photo> {
        let pictures = self.steps.iter_mut().filter_map(|s| s.picture.as_mut());
        pictures.filter_map(|p| p.photo.as_mut())
    }

    /// Every free text a person wrote, in the order of the file.
    #[must_use]
    pub fn texts(&self) -> Vec<&At<String>> {
        let mut list = vec![&self.title, &self.summary, &self.competent_authority, &self.applicant];
        list.extend(
            self.short_title.iter().chain(&self.responsible).chain(&self.proxy).chain(&self.result),
        );
        list.extend(self.aliases.iter().chain(&self.conditions).chain(&self.common_mistakes));
        for m in &self.materials {
            list.extend([&m.name, &m.source].into_iter().chain(&m.only_if).chain(&m.note));
        }
        for s in &self.steps {
            list.extend([&s.action, &s.actor, &s.place]);
            list.extend(s.short_title.iter().chain(&s.time).chain(&s.detail));
        }
        list.extend(self.panels().into_iter().filter_map(|(_, p)| p.caption.as_ref()));
        for b in &self.branches {
            list.extend([&b.when, &b.then]);
        }
        let limits = &self.time_limit;
        list.extend(limits.validity.iter().chain(&limits.note));
        list.extend(self.fee.note.iter().chain(&self.fee.basis));
        list.extend(self.channels.iter().filter_map(|c| c.note.as_ref()));
        for n in &self.not_here {
            list.extend(std::iter::once(&n.text).chain(&n.go_to));
        }
        list.extend(self.review.iter().flat_map(|r| r.open.iter().chain(&r.by)));
        for b in &self.legal_basis {
            list.extend(std::iter::once(&b.title).chain(&b.gist));
        }
        list.extend(self.publicity.iter().flat_map(|p| p.places.iter().chain(&p.period)));
        list.push(&self.body);
        list
    }

    /// What people in its pictures say, each at the person's line.
    #[must_use]
    pub fn speeches(&self) -> Vec<At<String>> {
        let panels = self.panels();
        let people = panels.iter().flat_map(|(_, picture)| &picture.people);
        let said =
            |p: &At<Person>| Some(At { value: p.speech.as_ref()?.text.clone(), span: p.span });
        people.filter_map(said).collect()
    }

    /// True unless somebody checked and published it.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        let by = self.review.as_ref().and_then(|r| r.by.as_ref());
        let checked = by.is_some_and(|b| !b.value.contains("示例"));
        self.status.value != Status::Published || !checked
    }

    /// The facts that still say 「以窗口答复为准」 or 待确认, in the order of the page, each by a
    /// short name. Open questions of the review are a list of their own.
    #[must_use]
    pub fn open_facts(&self) -> Vec<String> {
        let asks = |t: &At<String>| t.value.contains(super::ASK_WINDOW);
        let may_ask = |t: Option<&At<String>>| t.is_some_and(asks);
        let mut open: Vec<String> = Vec::new();
        // Most facts are known: a name is made only for those that are not.
        let mut add = |is_open: bool, name: &dyn Fn() -> String| open.extend(is_open.then(name));
        add(asks(&self.applicant), &|| "谁来办".into());
        for (i, condition) in self.conditions.iter().enumerate() {
            add(asks(condition), &|| format!("受理条件第{}条", i + 1));
        }
        for m in &self.materials {
            let name = &m.name.value;
            add(m.has_open_count(), &|| format!("「{name}」的份数"));
            add(m.local.is_some() || may_ask(m.note.as_ref()), &|| format!("「{name}」的要求"));
        }
        for (i, step) in self.steps.iter().enumerate() {
            let texts =
                [Some(&step.action), Some(&step.place), step.time.as_ref(), step.detail.as_ref()];
            add(texts.into_iter().any(may_ask), &|| format!("第{}步", i + 1));
        }
        for branch in &self.branches {
            add(asks(&branch.then), &|| format!("「{}」怎么办", branch.when.value));
        }
        let limits = &self.time_limit;
        let statutory = limits.statutory.as_ref();
        add(statutory.is_some_and(|t| t.value == TimeLimit::AskWindow), &|| "法定时限".into());
        add(limits.promised.value == TimeLimit::AskWindow, &|| "承诺时限".into());
        add(may_ask(limits.validity.as_ref()) || may_ask(limits.note.as_ref()), &|| {
            "时限说明".into()
        });
        let fee = self.fee.amount.value == FeeAmount::AskWindow || may_ask(self.fee.note.as_ref());
        add(fee, &|| "收费".into());
        for channel in &self.channels {
            add(may_ask(channel.note.as_ref()), &|| format!("{}办理", channel.kind.value));
        }
        let period = self.publicity.as_ref().and_then(|p| p.period.as_ref());
        add(may_ask(period), &|| "公开期限".into());
        for basis in &self.legal_basis {
            let article = basis.article.as_ref().is_some_and(|a| a.value == Article::Unknown);
            let number = basis.number.as_ref().is_some_and(|n| n.value == "待确认");
            add(article || number, &|| format!("{}的条款或文号", basis.title.value));
        }
        open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        };
        assert_eq!(basis(2018, Some("2018修正")).citation(), "《条例》（2018修正）");
        assert_eq!(basis(2009, Some("2019修订")).citation(), "《条例》（2009，2019修订）");
        assert_eq!(basis(2009, None).citation(), "《条例》（2009）");
    }
}
