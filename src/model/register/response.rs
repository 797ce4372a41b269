//! `content/results.yaml` 你说我办: what residents said, and what came of it. Nobody is named.

use super::bundle::NUMBER;
use super::entry::Entry;
use super::figure::FIGURE;
use super::figure::Figure;
use crate::model::panel::PICTURE;
use crate::model::photo::PHOTO;
use crate::model::photo::Photo;
use crate::model::picture::Picture;
use crate::quantity::Date;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use crate::record::word_enum;
use std::any::Any;
use std::sync::Arc;

word_enum! {
    /// Which way it was said.
    Source {
        Box = "意见箱", "box";
        Hearing = "恳谈会", "hearing";
        MobilePoint = "流动服务点", "mobile";
        Group = "居民群", "group";
        Phone = "电话", "phone";
        Visit = "来访", "visit";
        Online = "网上", "online";
    }
}

word_enum! {
    /// How far it is.
    Progress {
        Done = "办好了", "done";
        Doing = "正在办", "doing";
        CannotBe = "办不了", "cannot";
    }
}

record! {
    /// How it was, or how it is now.
    pub struct Side = SIDE "办前办后" {
        /// In words.
        words: At<String> => must(
            "情形", "words", Kind::Text(24),
            "什么样子，一句话", "路面坑洼，下雨就积水",
        );
        /// Its picture: drawn, or a photo.
        picture: Option<Box<Picture>> => may(
            "画面", "picture", Kind::Group(&PICTURE),
            "这时候的漫画", "",
        );
    }
    also {
        may("照片", "photo", Kind::Group(&PHOTO), "自己拍的照片，放在漫画的位置", "");
    }
}

record! {
    /// Something that was said, and what came of it.
    pub struct Response = RESPONSE "你说我办" {
        /// What addresses call it; never changes once printed.
        code: At<String> => must(
            "编号", "code", NUMBER,
            "第几件，印出去以后就不再变", "1",
        ).nature(Nature::Key).page();
        /// What it is about.
        name: At<String> => must(
            "名称", "name", Kind::Text(14),
            "一句话说是什么事，十四个字以内", "南门的路修平了",
        );
        /// What was said.
        said: At<String> => must(
            "您说", "said", Kind::Text(40),
            "居民说的，不写是谁说的", "南门广场坑坑洼洼，下雨积水",
        );
        /// What was done.
        done: At<String> => must(
            "我办", "done", Kind::Text(60),
            "做了什么，或为什么办不了、该找谁", "约了物业和施工方，六天铺平，加了两处排水口",
        );
        /// How far it is.
        progress: At<Progress> => must(
            "进展", "progress", Kind::Words(Progress::WORDS),
            "办到哪一步了", "正在办",
        );
        /// Which way it was said.
        source: At<Source> => must(
            "从哪来", "source", Kind::Words(Source::WORDS),
            "从哪条路提上来的", "意见箱",
        );
        /// Where it was.
        place: Option<At<String>> => may(
            "地点", "place", Kind::Text(20),
            "在哪儿，不写门牌", "东院南门",
        ).nature(Nature::Place);
        /// When it was said.
        said_on: At<Date> => must("提出", "said_on", Kind::Date, "哪天提的", "2026-10-12");
        /// When it was done.
        done_on: Option<At<Date>> => may("办结", "done_on", Kind::Date, "哪天办好的", "2026-10-20");
        /// How it was.
        before: Option<Side> => may(
            "办前", "before", Kind::Group(&SIDE),
            "原来什么样", "{ 情形: 路面坑洼，下雨就积水 }",
        );
        /// How it is now.
        after: Option<Side> => may(
            "办后", "after", Kind::Group(&SIDE),
            "现在什么样", "{ 情形: 路平了，水从两个口排走 }",
        );
        /// Numbers of it.
        figures: Vec<Figure> => may(
            "数字", "figures", Kind::List(&Kind::Group(&FIGURE), 0, 3),
            "多少个、多少户", "",
        );
    }
}

impl Response {
    /// The pictures of before and after, in order.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let sides = self.before.iter().chain(&self.after);
        sides.filter_map(|side| side.picture.as_deref())
    }
}

/// The same with the files of its photos.
pub(crate) fn with_photos(
    record: &dyn Entry,
    find: &mut dyn FnMut(&mut Photo),
) -> Option<Arc<dyn Entry>> {
    let mut result = (record as &dyn Any).downcast_ref::<Response>()?.clone();
    let sides = result.before.iter_mut().chain(&mut result.after);
    let pictures = sides.filter_map(|side| side.picture.as_deref_mut());
    pictures.filter_map(|picture| picture.photo.as_mut()).for_each(find);
    Some(Arc::new(result))
}
