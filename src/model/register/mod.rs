//! The register: which collections `content/` may hold.
//!
//! Start at [`COLLECTIONS`]. A row says where a collection lies, which table its records have, what they
//! are called by, and how messages speak of it. Loader, schemas, settings of editors, reference, `init`,
//! `serve`, the notice of stray files, references and duplicate keys read this table and no other list.
//! A collection whose file is not there has no records, so no page and no sheet.

mod about;
mod bundle;
mod certificate;
mod consent;
mod entry;
mod estate;
mod event;
mod figure;
mod group;
mod guest;
mod locker;
mod office;
mod response;
mod station;
mod suggestion_box;
mod timing;
mod visit;
mod worker;

pub(crate) use about::About;
pub(crate) use bundle::Bundle;
pub(crate) use certificate::Certificate;
pub(crate) use consent::Consent;
pub use entry::Entry;
pub(crate) use estate::Estate;
pub(crate) use event::Event;
pub(crate) use event::EventKind;
pub(crate) use group::ChatGroup;
pub(crate) use locker::Locker;
pub(crate) use response::Progress;
pub(crate) use response::Response;
pub(crate) use response::Side;
pub(crate) use suggestion_box::SuggestionBox;
pub(crate) use timing::MOST_DAYS;
pub(crate) use timing::Scheduled;
pub(crate) use timing::Timing;
pub(crate) use visit::Visit;
pub(crate) use worker::Worker;

use crate::model::community::CATEGORY;
use crate::model::community::Category;
use crate::model::community::Community;
use crate::model::community::SITE as SITE_TABLE;
use crate::model::photo::Photo;
use crate::model::procedure::PROCEDURE;
use crate::model::procedure::Procedure;
use crate::record::Reading;
use crate::record::Record;
use crate::record::Schema;
use crate::record::decode::Group;
use crate::record::walk::Leaf;
use crate::record::walk::leaves_of;
use crate::vocabulary::Holiday;
use std::borrow::Cow;
use std::sync::Arc;

/// Name of the office's collection.
pub const SITE: &str = "site";
/// Name of the categories'.
pub const CATEGORIES: &str = "categories";
/// Name of the procedures'.
pub const PROCEDURES: &str = "procedures";
/// Name of the other offices'.
pub(crate) const OFFICES: &str = "offices";

/// Where a collection lies below `content/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A file that is one record.
    Single(&'static str),
    /// A file that is a list of records.
    List(&'static str),
    /// A folder with a file for each record, `.md` with a body or plain `.yaml`.
    Folder(&'static str),
}

impl Home {
    /// The file or folder below `content/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Home::Single(name) | Home::List(name) | Home::Folder(name) => name,
        }
    }
}

/// One row of the register.
#[derive(Debug)]
pub struct Collection {
    /// What other tables and templates call it.
    pub name: &'static str,
    /// What messages call one record: 事项.
    pub label: &'static str,
    /// What the command line calls it.
    pub word: &'static str,
    /// Where it lies.
    pub home: Home,
    /// The fields of a record.
    pub schema: &'static Schema,
    /// The field (English name) that other records and addresses call it by; never changes once printed.
    pub key: Option<&'static str>,
    /// Whether there is nothing to make without it.
    pub required: bool,
    /// How many records a list may have.
    pub most: usize,
    /// File name of its JSON Schema for editors.
    pub editor: &'static str,
    /// What to do when it is missing, as the second half of 「没有找到…」.
    pub begin: &'static str,
    /// How a list of them is written, as a whole sentence.
    pub shape: &'static str,
    /// What to do with a file that lies beside it and is read by nobody.
    pub stray: &'static str,
    /// What somebody who only begins may copy; empty where `init` writes no sample.
    pub sample: &'static str,
    /// Reads a checked group.
    pub read: fn(&Group<'_>, &mut Reading<'_>) -> Option<Arc<dyn Entry>>,
    /// Makes the records out of the lines of the file, where one may stand for several.
    pub(crate) spread: Option<Spread>,
    /// Its keys are names that say enough: where there is no such list, what refers to it is a word like any other.
    pub(crate) names: bool,
    /// Takes out who did not agree to be named, once everything is checked: what pages and sheets are made of
    /// does not hold them. `None` for a record of which nothing may be shown.
    pub(crate) shown: Option<Shown>,
    /// Gives it the files of its photos.
    pub(crate) photos: Option<WithPhotos>,
}

/// The same record once every photo of it was looked for.
pub(crate) type WithPhotos = fn(&dyn Entry, &mut dyn FnMut(&mut Photo)) -> Option<Arc<dyn Entry>>;

/// What of a record may be shown.
pub(crate) type Shown = fn(&dyn Entry, &Consent) -> Option<Arc<dyn Entry>>;

/// Makes records out of lines. What it is given besides: the records of any other collection by its name, and
/// the days on which offices are shut.
pub(crate) type Spread = fn(
    Vec<Arc<dyn Entry>>,
    &dyn Fn(&str) -> Vec<Arc<dyn Entry>>,
    &[Holiday],
) -> Vec<Arc<dyn Entry>>;

fn read<T: Record + Entry>(group: &Group<'_>, reading: &mut Reading<'_>) -> Option<Arc<dyn Entry>> {
    Some(Arc::new(T::read(group, reading)?))
}

/// Every collection, in the order in which they are read.
pub static COLLECTIONS: &[Collection] = &[
    Collection {
        name: SITE,
        label: "社区信息",
        word: "社区",
        home: Home::Single("site.yaml"),
        schema: &SITE_TABLE,
        key: None,
        required: true,
        most: 1,
        editor: "shequ.schema.json",
        begin: "建一个这样的文件，从「社区名称: …」「主办单位: …」「网址: …」写起",
        shape: "",
        stray: "",
        sample: "",
        read: read::<Community>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: CATEGORIES,
        label: "类别",
        word: "类别",
        home: Home::List("categories.yaml"),
        schema: &CATEGORY,
        key: Some("number"),
        required: true,
        most: 9,
        editor: "leibie.schema.json",
        shape: "每个类别写成两行：「- 编号: 1」和「  名称: 党建党务」",
        begin: "建一个这样的文件，每个类别写两行：「- 编号: 1」和「  名称: 党建党务」",
        stray: "",
        sample: "categories.yaml",
        read: read::<Category>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: PROCEDURES,
        label: "事项",
        word: "事项",
        home: Home::Folder("procedures"),
        schema: &PROCEDURE,
        key: Some("code"),
        required: true,
        most: usize::MAX,
        editor: "shixiang.schema.json",
        begin: "给每件事项放一个 .md 文件",
        shape: "",
        stray: "事项文件放进 procedures 文件夹",
        sample: "procedures",
        read: read::<Procedure>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: "estates",
        label: "小区",
        word: "小区",
        home: Home::List("estates.yaml"),
        schema: &estate::ESTATE,
        key: Some("name"),
        required: false,
        most: 200,
        editor: "xiaoqu.schema.json",
        begin: "",
        shape: "每个小区写成几行：「- 名称: 东院」「  出摊地点: 3 号楼前空地」",
        stray: "",
        sample: "",
        read: read::<Estate>,
        spread: None,
        names: true,
        shown: None,
        photos: None,
    },
    Collection {
        name: "people",
        label: "工作人员",
        word: "工作人员",
        home: Home::List("people.yaml"),
        schema: &worker::WORKER,
        key: Some("name"),
        required: false,
        most: 200,
        editor: "renyuan.schema.json",
        begin: "",
        shape: "每个人写成几行：「- 姓名: 林社工」「  职务: 网格员」，本人同意的再写「电话」「同意公开」",
        stray: "",
        sample: "",
        read: read::<Worker>,
        spread: None,
        names: true,
        shown: Some(worker::shown),
        photos: None,
    },
    Collection {
        name: "visits",
        label: "流动服务点",
        word: "流动服务点",
        home: Home::List("visits.yaml"),
        schema: &visit::VISIT,
        key: Some("code"),
        required: false,
        most: 200,
        editor: "liudong.schema.json",
        begin: "",
        shape: "每次写成几行：「- 日期: 2026-12-03」「  从: 9:00」「  到: 11:00」「  地点: 阳光小区北门」",
        stray: "",
        sample: "",
        read: read::<Visit>,
        spread: Some(timing::spread::<Visit>),
        names: false,
        shown: Some(visit::shown),
        photos: None,
    },
    Collection {
        name: "events",
        label: "活动",
        word: "活动",
        home: Home::List("events.yaml"),
        schema: &event::EVENT,
        key: Some("code"),
        required: false,
        most: 300,
        editor: "huodong.schema.json",
        begin: "",
        shape: "每次写成几行：「- 名称: 冬季义诊」「  种类: 义诊」「  日期: 2026-12-05」「  从: 9:00」「  到: 11:00」「  地点: 党群服务站」",
        stray: "",
        sample: "",
        read: read::<Event>,
        spread: Some(timing::spread::<Event>),
        names: false,
        shown: Some(event::shown),
        photos: None,
    },
    Collection {
        name: "bundles",
        label: "联办",
        word: "联办",
        home: Home::List("bundles.yaml"),
        schema: &bundle::BUNDLE,
        key: Some("code"),
        required: false,
        most: 60,
        editor: "lianban.schema.json",
        begin: "",
        shape: "每样写成几行：「- 编号: 1」「  名称: 老人一趟办」「  给谁: 六十岁以上的老人」「  事项: [\"401\", \"402\"]」",
        stray: "",
        sample: "",
        read: read::<Bundle>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: "stations",
        label: "站点",
        word: "站点",
        home: Home::List("stations.yaml"),
        schema: &station::STATION,
        key: Some("name"),
        required: false,
        most: 60,
        editor: "zhandian.schema.json",
        begin: "",
        shape: "每处写成几行：「- 名称: 阳光调解室」「  种类: 调解室」「  地点: 居委会二楼」「  时间: 每周三下午」「  做什么: [邻里纠纷调解]」",
        stray: "",
        sample: "",
        read: read::<station::Station>,
        spread: None,
        names: false,
        shown: Some(station::shown),
        photos: None,
    },
    Collection {
        name: "boxes",
        label: "意见箱",
        word: "意见箱",
        home: Home::List("boxes.yaml"),
        schema: &suggestion_box::SUGGESTION_BOX,
        key: Some("name"),
        required: false,
        most: 30,
        editor: "yijianxiang.schema.json",
        begin: "",
        shape: "每个写成几行：「- 名称: 南门意见箱」「  地点: 居委会门口」「  开箱: 每周五下午」「  答复: 月底贴在公开栏」",
        stray: "",
        sample: "",
        read: read::<SuggestionBox>,
        spread: None,
        names: false,
        shown: Some(suggestion_box::shown),
        photos: None,
    },
    Collection {
        name: "results",
        label: "你说我办",
        word: "你说我办",
        home: Home::List("results.yaml"),
        schema: &response::RESPONSE,
        key: Some("code"),
        required: false,
        most: 300,
        editor: "woban.schema.json",
        begin: "",
        shape: "每件写成几行：「- 编号: 1」「  名称: 南门的路修平了」「  您说: …」「  我办: …」「  进展: 正在办」「  从哪来: 意见箱」「  提出: 2026-10-12」",
        stray: "",
        sample: "",
        read: read::<Response>,
        spread: None,
        names: false,
        shown: None,
        photos: Some(response::with_photos),
    },
    Collection {
        name: "groups",
        label: "居民群",
        word: "居民群",
        home: Home::List("groups.yaml"),
        schema: &group::GROUP,
        key: Some("name"),
        required: false,
        most: 60,
        editor: "jumin.schema.json",
        begin: "",
        shape: "每个写成几行：「- 名称: 东院议事群」「  小区: 东院」「  时间: 每天 8:00—21:00」",
        stray: "",
        sample: "",
        read: read::<ChatGroup>,
        spread: None,
        names: false,
        shown: Some(group::shown),
        photos: Some(group::with_photos),
    },
    Collection {
        name: "about",
        label: "社区简介",
        word: "社区简介",
        home: Home::Single("about.yaml"),
        schema: &about::ABOUT,
        key: None,
        required: false,
        most: 1,
        editor: "jianjie.schema.json",
        begin: "",
        shape: "",
        stray: "",
        sample: "",
        read: read::<About>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: OFFICES,
        label: "办公点",
        word: "办公点",
        home: Home::List("offices.yaml"),
        schema: &office::OFFICE,
        key: Some("name"),
        required: false,
        most: 500,
        editor: "bangongdian.schema.json",
        begin: "",
        shape: "每处写成几行：「- 名称: 街道便民大厅」「  地址: …」「  办公时间: …」「  电话: …」",
        stray: "",
        sample: "",
        read: read::<office::OtherOffice>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: "certificates",
        label: "不开的证明",
        word: "不开的证明",
        home: Home::List("certificates.yaml"),
        schema: &certificate::CERTIFICATE,
        key: Some("name"),
        required: false,
        most: 48,
        editor: "zhengming.schema.json",
        begin: "",
        shape: "每种写成几行：「- 名称: 亲属关系证明」「  找谁: 公安派出所」「  归哪家: 公安」「  改用: 户口簿、结婚证也行」",
        stray: "",
        sample: "certificates.yaml",
        read: read::<Certificate>,
        spread: None,
        names: false,
        shown: None,
        photos: None,
    },
    Collection {
        name: "lockers",
        label: "帮办柜",
        word: "帮办柜",
        home: Home::List("lockers.yaml"),
        schema: &locker::LOCKER,
        key: Some("name"),
        required: false,
        most: 50,
        editor: "bangbangui.schema.json",
        begin: "",
        shape: "每组柜子写成几行：「- 名称: 南门帮办柜」「  地点: 居委会门口」「  存: 1-12」「  取: 13-24」「  开放时间: 全天」",
        stray: "",
        sample: "",
        read: read::<Locker>,
        spread: None,
        names: false,
        shown: Some(locker::shown),
        photos: None,
    },
];

/// The row with this name.
#[must_use]
pub fn collection(name: &str) -> Option<&'static Collection> {
    COLLECTIONS.iter().find(|c| c.name == name)
}

/// Every list that a community may do without.
pub(crate) fn optional_lists() -> impl Iterator<Item = &'static Collection> {
    COLLECTIONS.iter().filter(|collection| collection.is_optional_list())
}

/// The optional list that a word of the command line means: 流动服务点, 帮办柜; or the beginning of one alone, 流动服务.
#[must_use]
pub fn list_called(word: &str) -> Option<&'static Collection> {
    let mut begun = optional_lists().filter(|collection| collection.word.starts_with(word));
    let begun = begun.next().filter(|_| word.chars().count() > 1 && begun.next().is_none());
    optional_lists().find(|collection| collection.called().contains(&word)).or(begun)
}

/// What those lists are called there, one after the other.
#[must_use]
pub fn list_words() -> String {
    optional_lists().map(|collection| collection.word).collect::<Vec<_>>().join("、")
}

impl Collection {
    /// Other words for it on the command line.
    #[must_use]
    pub fn called(&self) -> [&'static str; 3] {
        [self.name, self.label, self.name.trim_end_matches('s')]
    }

    /// Whether its records are called by names, and not by codes or days.
    #[must_use]
    pub(crate) fn is_named(&self) -> bool {
        self.key == Some("name")
    }

    /// Whether it is a list that a community may do without.
    #[must_use]
    pub(crate) fn is_optional_list(&self) -> bool {
        matches!(self.home, Home::List(_)) && !self.required
    }

    /// What a record is called by.
    #[must_use]
    pub fn key_of<'r>(&self, record: &'r dyn Entry) -> Option<Leaf<'r>> {
        let mut found = None;
        leaves_of(record, self.key?, |leaf| found = found.or(Some(leaf)));
        found
    }

    /// The same in words; the collection's own name where records have no key.
    #[must_use]
    pub fn key_words<'r>(&self, record: &'r dyn Entry) -> Cow<'r, str> {
        self.key_of(record).map_or(Cow::Borrowed(self.name), |leaf| leaf.words())
    }

    /// What files of a record are called by: its code where it has one, its number (from 01) where it is called by a name.
    /// Names hold what no path may hold, or what another file is called.
    #[must_use]
    pub(crate) fn file_key(&self, record: &dyn Entry, index: usize) -> String {
        if self.is_named() {
            return format!("{:02}", index + 1);
        }
        self.key_words(record).into_owned()
    }
}
