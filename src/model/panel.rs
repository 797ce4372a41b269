//! Pictures in words as tables of fields: `画面` and `照片`, read by [`super::reading`], walked like any record.

use super::photo::BUBBLES;
use super::photo::PHOTO;
use super::photo::PHOTO_ROWS;
use super::picture::Picture;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::Reading;
use crate::record::Record;
use crate::record::Schema;
use crate::record::Value;
use crate::record::decode::Group;
use crate::record::may;
use crate::record::must;
use crate::record::walk::Leaf;
use crate::record::walk::Walker;
use crate::vocabulary::lettered::parts;

/// The table of fields of `画面`: a picture in words.
pub static PICTURE: Schema = Schema { name: "画面", fields: &PICTURE_ROWS };

static PICTURE_ROWS: [Field; 9] = [
    must("地点", "place", Kind::Text(16), "在哪儿", "社区窗口")
        .nature(Nature::Picture)
        .first()
        .unless("照片"),
    may(
        "人物",
        "people",
        Kind::List(&Kind::Text(60), 0, 3),
        "一人一行：谁 动作 道具 表情 说“…”",
        "[阿姨 递 表格 微笑]",
    )
    .nature(Nature::Picture)
    .first(),
    may("摆设", "props", Kind::List(&Kind::Text(60), 0, 4), "画面里的东西", "[电脑]")
        .nature(Nature::Picture)
        .first(),
    may(
        "镜头",
        "shot",
        Kind::Text(12),
        "中景、全景、过肩、屏幕、特写、背影；不写就由程序挑",
        "中景",
    )
    .nature(Nature::Picture)
    .first(),
    may(
        "特效",
        "effect",
        Kind::Text(12),
        "速度线、光芒、问号、感叹号、爱心、汗滴、水滴、烟、声音、箭头、对勾、叉、音符",
        "爱心",
    )
    .nature(Nature::Picture)
    .first(),
    may(
        "天色",
        "light",
        Kind::Text(12),
        "清早、傍晚、夜里、下雨、下雪、暖阳；不写就是白天",
        "夜里",
    )
    .nature(Nature::Picture)
    .first(),
    may("旁白", "caption", Kind::Text(18), "没有人说的话", "结果公示大家看").first(),
    BUBBLES,
    may("照片", "photo", Kind::Group(&PHOTO), "不画，放自己拍的照片", ""),
];

/// What somebody says: no key of a file but a part of a line of `人物`.
static SPEECH: Field = may("人物", "speech", Kind::Text(60), "说的话", "").first();

/// A word with letters of the clerk's own: they are printed, so they are a text like any other.
static LETTERS: Field = may("画面", "letters", Kind::Text(60), "东西和招牌上的字", "").first();

impl Record for Picture {
    const SCHEMA: &'static Schema = &PICTURE;

    fn read(group: &Group<'_>, reading: &mut Reading<'_>) -> Option<Picture> {
        super::reading::read_picture(group, reading.words, reading.report)
    }

    fn walk<'r>(&'r self, walker: &mut dyn Walker<'r>) {
        // Whoever adds a row is told here by the compiler.
        if let Some(photo) = &self.photo {
            let [file, words, focus, _] = &PHOTO_ROWS;
            walker.leaf(Leaf::of(file, &photo.name));
            photo.focus.iter().for_each(|point| walker.leaf(Leaf::of(focus, point)));
            walker.leaf(Leaf::of(words, &self.place));
            self.walk_voices(walker);
            return;
        }
        let [place, _, props, shot, effect, light, caption, ..] = &PICTURE_ROWS;
        walker.leaf(Leaf::of(place, &self.place));
        self.props.iter().for_each(|prop| walker.leaf(Leaf::of(props, prop)));
        let words = [
            (shot, &self.shot),
            (effect, &self.effect),
            (light, &self.light),
            (caption, &self.caption),
        ];
        for (field, word) in words {
            word.iter().for_each(|word| walker.leaf(Leaf::of(field, word)));
        }
        for person in &self.people {
            if let Some(speech) = &person.value.speech {
                walker.leaf(Leaf::text_at(&SPEECH, &speech.text, person.span));
            }
        }
        self.walk_voices(walker);
        let held = self.people.iter().filter_map(|p| Some((p.value.prop.as_ref()?, p.span)));
        let about = std::iter::once(&self.place).chain(&self.props).map(|w| (&w.value, w.span));
        for (word, span) in about.chain(held).filter(|(word, _)| parts(word).1.is_some()) {
            walker.leaf(Leaf::text_at(&LETTERS, word, span));
        }
    }
}

impl Picture {
    fn walk_voices<'r>(&'r self, walker: &mut dyn Walker<'r>) {
        let [.., bubbles] = &PHOTO_ROWS;
        for voice in &self.voices {
            walker.leaf(Leaf::text_at(bubbles, &voice.value.speech.text, voice.span));
        }
    }
}

/// The panel of a step: drawn (`画面`), or a photo (`照片`).
impl Value for Option<Box<Picture>> {
    fn read(group: &Group<'_>, field: &'static Field, reading: &mut Reading<'_>) -> Option<Self> {
        let drawing = group.group(field.key, &PICTURE);
        let drawn = drawing.as_ref().and_then(|group| <Picture as Record>::read(group, reading));
        let photo = group.group("照片", &PHOTO);
        if let Some(photo) = photo.as_ref().filter(|_| drawing.is_some()) {
            let what = "这一步既有「画面」又有「照片」，只能放一样";
            let problem = Diagnostic::new(Code::Picture, Some(photo.span), what);
            reading.report.push(problem.help("删去其中一样"));
        }
        let read =
            |group: &Group<'_>| super::reading::read_photo(group, reading.words, reading.report);
        let picture = photo.as_ref().and_then(read).or(drawn);
        Some(picture.map(Box::new))
    }

    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        if let Some(picture) = self {
            walker.enter(field, None);
            Record::walk(&**picture, walker);
            walker.leave();
        }
    }
}
