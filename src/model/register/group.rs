//! `content/groups.yaml` 居民群: the chat groups of the estates, who answers there and when.
//!
//! Start at [`ChatGroup`]. A group's code lets strangers in and stops to work after some days: none is shown unless one is
//! given, and one that is given says until when.

use super::consent::Consent;
use super::entry::Entry;
use crate::model::photo::Photo;
use crate::quantity::Date;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use std::any::Any;
use std::sync::Arc;

record! {
    /// A code with which one comes into a group.
    pub struct GroupCode = GROUP_CODE "群码" {
        /// The picture of it.
        file: At<String> => must(
            "文件", "file", Kind::Text(60),
            "群二维码的图，放在 content/photos 里", "东院群.png",
        ).nature(Nature::File).page();
        /// The last day on which it works.
        until: At<Date> => must(
            "有效至", "until", Kind::Date,
            "微信写着哪天以前有效，就写哪天；过了这天网页上就没有了", "2026-12-07",
        ).page();
    }
    plus {
        /// What the picture says, once it was looked at.
        photo: Option<Photo> = |_| None;
    }
    finish |code| code.photo = Some(Photo { name: code.file.clone(), focus: None, file: None });
}

record! {
    /// A chat group.
    pub struct ChatGroup = GROUP "居民群" {
        /// What it is called.
        name: At<String> => must(
            "名称", "name", Kind::Text(14),
            "群叫什么", "东院议事群",
        ).nature(Nature::Key);
        /// The estate.
        estate: Option<At<String>> => may(
            "小区", "estate", Kind::Text(12),
            "哪个小区的，写小区的名称", "东院",
        ).nature(Nature::Reference("estates"));
        /// Who answers there.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 4),
            "群里谁回话，写工作人员的姓名", "[林社工]",
        ).nature(Nature::Reference("people"));
        /// When somebody answers.
        hours: At<String> => must(
            "时间", "hours", Kind::Text(24),
            "几点到几点有人回", "每天 8:00—21:00",
        ).nature(Nature::Promise);
        /// How one comes in.
        join: Option<At<String>> => may(
            "进群", "join", Kind::Text(30),
            "怎么进群", "找网格员拉您进群",
        );
        /// A code with which one comes in, for some days.
        code: Option<GroupCode> => may(
            "群码", "code", Kind::Group(&GROUP_CODE),
            "一般不放：几天就失效，生人也能扫。要放，写明到哪天", "",
        ).page();
    }
}

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut group = (record as &dyn Any).downcast_ref::<ChatGroup>()?.clone();
    group.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(group))
}

/// The same with the file of its code's picture.
pub(crate) fn with_photos(
    record: &dyn Entry,
    find: &mut dyn FnMut(&mut Photo),
) -> Option<Arc<dyn Entry>> {
    let mut group = (record as &dyn Any).downcast_ref::<ChatGroup>()?.clone();
    group.code.iter_mut().filter_map(|code| code.photo.as_mut()).for_each(find);
    Some(Arc::new(group))
}
