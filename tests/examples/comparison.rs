//! Ours beside the target: the twenty panels of the five target pictures, staged from words, each sheet
//! under the picture it is to equal. For the eyes of whoever changes `src/figure` or `src/stage`.
//!
//! `cargo run --example comparison -- <folder with proc_*.png> <folder for the sheets>`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for developers")]

use image::RgbImage;
use image::imageops;
use std::path::PathBuf;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::FileId;
use xiaowei::diag::Report;
use xiaowei::diag::Span;
use xiaowei::export::png::write_print_png;
use xiaowei::geometry::Rect;
use xiaowei::model::At;
use xiaowei::model::Person;
use xiaowei::model::Picture;
use xiaowei::model::Speech;
use xiaowei::model::SpeechKind;
use xiaowei::model::Vocabulary;
use xiaowei::read_content;
use xiaowei::units::Dpi;
use xiaowei::units::Mm;
use xiaowei::units::SheetSize;

/// A panel: place, people as in a file, things, whether from head to foot.
type Panel = (&'static str, &'static [&'static str], &'static [&'static str], bool);

/// The storyboards of the target pictures.
const TARGETS: &[(&str, [Panel; 4])] = &[
    (
        "laonianzheng",
        [
            (
                "家里",
                &[
                    "奶奶 举 身份证 疑惑 办老年证，要带些啥？",
                    "妈妈 讲解 微笑 身份证、户口簿，再加照片。",
                ],
                &[],
                false,
            ),
            (
                "社区窗口",
                &["奶奶 递 户口簿 微笑 材料都在这儿。", "工作人员 接 微笑 您放心，我来核对。"],
                &[],
                false,
            ),
            ("办公室", &["工作人员男 敲键盘 微笑 正在录入，马上就好。"], &["电脑"], false),
            (
                "小区广场",
                &["奶奶 举 老年证 大笑 坐车、逛公园都方便啦！", "爷爷 点赞 开心 真好！"],
                &[],
                false,
            ),
        ],
    ),
    (
        "zhengshen",
        [
            (
                "家里",
                &[
                    "小伙 看材料 函件 疑惑 政审材料，去哪里开？",
                    "妈妈 指 微笑 拿着函件，先去社区。",
                ],
                &[],
                false,
            ),
            (
                "社区窗口",
                &["小伙 递 函件 微笑 您好，我来办政审材料。", "工作人员 接 微笑 好的，我先登记。"],
                &[],
                false,
            ),
            (
                "办公室",
                &["书记 讲解 微笑 情况属实，表现良好。", "工作人员男 写 专注"],
                &["档案袋"],
                false,
            ),
            (
                "社区窗口",
                &["小伙 接 大笑 谢谢您！", "工作人员 递 档案袋 开心 请不要拆封，直接交单位。"],
                &[],
                false,
            ),
        ],
    ),
    (
        "tuiyi",
        [
            ("公告栏", &["新兵 指 微笑 退役了，该去报到登记。"], &[], false),
            (
                "街道大厅",
                &["新兵 递 身份证 微笑 同志您好，我来登记。", "志愿者 接 开心 欢迎回家！"],
                &[],
                false,
            ),
            ("线上", &["新兵 看手机 微笑 原来手机上就能传照片！"], &[], false),
            (
                "家门口",
                &["志愿者 递 优待证 大笑 优待证给您送来啦！", "军人 接 微笑 太感谢了！"],
                &[],
                false,
            ),
        ],
    ),
    (
        "bangban",
        [
            ("小区广场", &["大叔 走 担心 窗口下班了，怎么办？"], &[], true),
            ("帮办柜", &["大叔 开柜 微笑 扫一扫，柜门就开。"], &[], false),
            (
                "流动服务点",
                &["外婆 讲解 微笑 腿脚不便，能代办吗？", "志愿者 写 微笑 能！我帮您填。"],
                &[],
                false,
            ),
            (
                "家门口",
                &["工作人员男 递 证明 大笑 证明办好了！", "外婆 接 大笑 辛苦你们啦！"],
                &[],
                false,
            ),
        ],
    ),
    (
        "yishi",
        [
            ("公告栏", &["大妈 指 惊讶 下周要商量加装电梯！", "女孩 站立 大笑"], &[], false),
            (
                "会议室",
                &["大爷 讲解 担心 我腿不好，盼着装。", "书记 写 微笑", "小伙 举手 大笑 我同意！"],
                &[],
                false,
            ),
            (
                "活动室",
                &["阿姨 投票 选票 微笑 投上我的一票！", "志愿者 欢迎 开心"],
                &["投票箱"],
                false,
            ),
            (
                "小区广场",
                &["妈妈 搀扶 大笑", "奶奶 拄拐 大笑 这下出门方便了！", "男孩 挥手 大笑"],
                &[],
                true,
            ),
        ],
    ),
];

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::file_start(FileId(0)) }
}

fn person(line: &str, words: &Vocabulary) -> Person {
    let mut rest = line.split(' ');
    let (who, action) = (rest.next().unwrap().to_string(), rest.next().unwrap().to_string());
    let mut person = Person { who, action, prop: None, mood: None, position: None, speech: None };
    for word in rest {
        if words.props.find(word).is_some() {
            person.prop = Some(word.into());
        } else if words.moods.find(word).is_some() {
            person.mood = Some(word.into());
        } else {
            let kind = if word.starts_with("窗口下班") {
                SpeechKind::Thinks
            } else {
                SpeechKind::Says
            };
            person.speech = Some(Speech { kind, text: word.into() });
        }
    }
    person
}

fn main() {
    let mut folders = std::env::args().skip(1).map(PathBuf::from);
    let (Some(look), Some(out)) = (folders.next(), folders.next()) else {
        println!(
            "cargo run --example comparison -- <folder with proc_*.png> <folder for the sheets>"
        );
        return;
    };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (_, theme) = read_content(&root).read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    for (name, panels) in TARGETS {
        let pictures: Vec<Picture> = panels
            .iter()
            .map(|(place, people, things, full)| Picture {
                place: at((*place).into()),
                people: people.iter().map(|line| at(person(line, &theme.words))).collect(),
                props: things.iter().map(|t| at((*t).into())).collect(),
                shot: full.then(|| at("全景".into())),
                effect: (*name == "bangban" && *full).then(|| at("速度线".into())),
                caption: None,
                photo: None,
            })
            .collect();
        // The pictures' boxes of the target sheets, in its pixels at 1,600 wide.
        let cells: Vec<(Rect, &Picture)> = pictures
            .iter()
            .zip([(35.0, 20.0), (817.0, 20.0), (35.0, 430.0), (817.0, 430.0)])
            .map(|(picture, (x, y))| (Rect { x, y, w: 748.0, h: 392.0 }, picture))
            .collect();
        let size = SheetSize { width: Mm(1600.0), height: Mm(840.0) };
        let words = (("comparison", *name), (String::new(), String::new()));
        let (frame, _) = workshop.pictures(
            &cells,
            size,
            (Mm(3.6), Mm(28.0)),
            words,
            &mut typesetter,
            &mut Report::default(),
        );
        let path = out.join(format!("{name}.png"));
        write_print_png(&frame, Dpi(25.4), &path).unwrap();
        let ours = image::open(&path).unwrap().to_rgb8();
        let target = image::open(look.join(format!("proc_{name}.png"))).unwrap().to_rgb8();
        let mut both = RgbImage::new(1600, target.height() + ours.height());
        imageops::replace(&mut both, &target, 0, 0);
        imageops::replace(&mut both, &ours, 0, i64::from(target.height()));
        both.save(&path).unwrap();
        println!("{}", path.display());
    }
}
