//! `content/lockers.yaml` 帮办柜: banks of lockers where papers are left and results are fetched at any hour.

use super::consent::Consent;
use super::entry::Entry;
use crate::model::panel::PICTURE;
use crate::model::picture::Picture;
use crate::quantity::Date;
use crate::quantity::Doors;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use std::any::Any;
use std::sync::Arc;

const DOORS: Kind = Kind::spelled(|t| Doors::parse(t).is_some(), Doors::SPELLINGS);

record! {
    /// One step of how it is used, with its picture.
    pub struct LockerStep = LOCKER_STEP "用法" {
        /// What is done.
        action: At<String> => must(
            "做什么", "do", Kind::Text(10),
            "这一步做什么，十个字以内", "先问清带什么",
        );
        /// Who does it: residents, else the community.
        ours: bool => may("社区做", "ours", Kind::Flag, "是社区做的这一步", "否");
        /// More.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(28),
            "还要知道什么", "打电话，或看网页上的单子",
        );
        /// Its picture.
        picture: Option<Box<Picture>> => may(
            "画面", "picture", Kind::Group(&PICTURE),
            "这一步的漫画", "",
        );
    }
}

record! {
    /// A bank of lockers.
    pub struct Locker = LOCKER "帮办柜" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(12),
            "叫什么", "南门帮办柜",
        ).nature(Nature::Key);
        /// Where it stands.
        place: At<String> => must(
            "地点", "place", Kind::Text(24),
            "立在哪儿", "居委会门口",
        ).nature(Nature::Place);
        /// Doors in which residents leave papers.
        leave: At<Doors> => must("存", "leave", DOORS, "居民存东西的门", "1-12");
        /// Doors from which residents fetch results.
        fetch: At<Doors> => must("取", "fetch", DOORS, "居民取东西的门", "13-24");
        /// Lines of the banner over those to leave.
        leave_slogan: Vec<At<String>> => may(
            "存的口号", "leave_slogan", Kind::List(&Kind::Text(6), 1, 2),
            "左半边柜子上的话，一行最多六个字", "[大事小情, 别发愁]",
        );
        /// Lines of the banner over those to fetch.
        fetch_slogan: Vec<At<String>> => may(
            "取的口号", "fetch_slogan", Kind::List(&Kind::Text(6), 1, 2),
            "右半边柜子上的话", "[社区为您, 解烦忧]",
        );
        /// Who takes every paper first.
        responsible: Option<At<String>> => may(
            "负责人", "responsible", Kind::Text(12),
            "材料先到谁手里", "林社工",
        ).nature(Nature::Person);
        /// Whether that name may be shown.
        consent: bool => may(
            "同意公开", "consent", Kind::Flag,
            "本人同意把名字印出来", "是",
        );
        /// When it can be used.
        hours: At<String> => must(
            "开放时间", "hours", Kind::Text(24),
            "什么时候能用", "全天",
        ).nature(Nature::Promise);
        /// Whether a camera looks at it.
        camera: bool => may(
            "监控", "camera", Kind::Flag,
            "装了监控，贴着告示", "是",
        );
        /// When it is cleaned.
        cleaning: Option<At<String>> => may(
            "清洁", "cleaning", Kind::Text(24),
            "多久擦一次、消一次毒", "每天消毒一次",
        );
        /// Since when it stands there.
        since: Option<At<Date>> => may("启用", "since", Kind::Date, "哪天开始用", "2026-06-01");
        /// Matters done.
        done: Option<At<u16>> => may(
            "办结", "done", Kind::Number(1, 60_000),
            "一共办结多少件", "120",
        );
        /// As of when.
        as_of: Option<At<Date>> => may("截至", "as_of", Kind::Date, "数到哪天", "2026-11-01");
        /// How it is used.
        steps: Vec<LockerStep> => may(
            "用法", "steps", Kind::List(&Kind::Group(&LOCKER_STEP), 3, 6),
            "怎么用，三到六步", "",
        );
    }
}

impl Locker {
    /// The pictures of its steps, in order.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.steps.iter().filter_map(|step| step.picture.as_deref())
    }
}

/// Without the name that nobody agreed to show.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut locker = (record as &dyn Any).downcast_ref::<Locker>()?.clone();
    let agreed = locker.consent;
    locker.responsible = locker
        .responsible
        .filter(|name| agreed && !consent.no.iter().any(|other| name.value.contains(other)));
    Some(Arc::new(locker))
}
