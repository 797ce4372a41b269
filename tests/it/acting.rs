//! How people act: mouths that have the corners of their mood, open eyes, hands that leave words free,
//! things that are taken or missing, a crowd behind. Pictures of all of it are in `tests/pictures`.

use crate::common::crate_root;
use crate::common::say;
use crate::common::with_procedures;
use kurbo::BezPath;
use kurbo::ParamCurve;
use kurbo::PathSeg;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::FileId;
use xiaowei::diag::Report;
use xiaowei::diag::Span;
use xiaowei::export::png::write_print_png;
use xiaowei::geometry::Rect;
use xiaowei::model::Person;
use xiaowei::model::Picture;
use xiaowei::read_content;
use xiaowei::record::At;
use xiaowei::stage::Scene;
use xiaowei::stage::Setting;
use xiaowei::stage::stage;
use xiaowei::units::Dpi;
use xiaowei::units::MM_PER_INCH;
use xiaowei::units::Mm;
use xiaowei::units::SheetSize;

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::file_start(FileId(0)) }
}

/// `people` as `who action prop`, of which the last may be empty.
fn picture(place: &str, people: &[[&str; 3]], things: &[&str]) -> Picture {
    let person = |[who, action, prop]: &[&str; 3]| {
        at(Person {
            who: (*who).into(),
            action: (*action).into(),
            prop: (!prop.is_empty()).then(|| (*prop).to_string()),
            mood: None,
            position: None,
            speech: None,
        })
    };
    Picture {
        people: people.iter().map(person).collect(),
        props: things.iter().map(|word| at((*word).to_string())).collect(),
        ..Picture::of(at(place.into()))
    }
}

fn staged(pictures: &[Picture]) -> Vec<Scene> {
    let read = read_content(&crate_root());
    let (_, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    pictures.iter().map(|p| stage(&workshop.troupe(), p, &setting())).collect()
}

fn setting() -> Setting {
    Setting::new((240.0, 160.0), 2.0, 12.0)
}

/// The rows of the built-in table of moods: word, key, value.
fn moods() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(crate_root().join("themes/default/art/moods.yaml")).unwrap();
    let mut rows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut word = String::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix("  ").and_then(|l| l.split_once(": ")) {
            Some((key, value)) => {
                let row = rows.entry(word.clone()).or_default();
                row.insert(key.into(), value.trim_matches('"').into());
            }
            None => word = line.trim_end_matches(':').into(),
        }
    }
    rows
}

/// How much higher (+) or lower (−) the corners of a mouth are than its middle line, in u.
fn corners(data: &str) -> f64 {
    let path = BezPath::from_svg(data).unwrap();
    let points: Vec<(f64, f64)> = path
        .segments()
        .flat_map(|s: PathSeg| (0..=16).map(move |i| s.eval(f64::from(i) / 16.0)))
        .map(|p| (p.x, p.y))
        .collect();
    let ends = [f64::min, f64::max].map(|pick: fn(f64, f64) -> f64| {
        let x = points.iter().map(|p| p.0).reduce(pick).unwrap();
        points.iter().find(|p| (p.0 - x).abs() < 0.01).unwrap().1
    });
    let near = points.iter().filter(|p| p.0.abs() < 2.0).map(|p| p.1);
    let (low, high) = near.fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(y), h.max(y)));
    f64::midpoint(low, high) - f64::midpoint(ends[0], ends[1])
}

/// Nobody smiles while worried, and the mouth that speaks has the corners of its mood.
#[test]
fn mouths_have_the_corners_of_their_mood() {
    let moods = moods();
    assert_eq!(moods.len(), 17);
    for word in ["微笑", "开心", "大笑", "感动", "放心"] {
        for key in ["mouth", "talk"] {
            let up = corners(&moods[word][key]);
            assert!(up > 1.0, "{word} {key}: {up}");
        }
    }
    for word in ["担心", "难过", "哭", "生气", "害怕"] {
        for key in ["mouth", "talk"] {
            let up = corners(&moods[word][key]);
            assert!(up < 1.5, "{word} {key} smiles: {up}");
        }
        assert!(moods[word]["profile"] == "down", "{word}");
    }
    // Stern people do not grin: no teeth, no corners up.
    assert!(corners(&moods["严肃"]["talk"]) < 0.5 && !moods["严肃"].contains_key("talk-teeth"));
}

/// Closed eyes are a word of the author: no mood but laughter does it.
#[test]
fn eyes_are_open() {
    let shut: Vec<String> =
        moods().into_iter().filter(|(_, row)| row.contains_key("shut")).map(|(w, _)| w).collect();
    let mut expected = ["大笑", "闭眼"].map(String::from).to_vec();
    expected.sort();
    assert_eq!(shut, expected);
}

/// What is held up without being named is the picture's first thing, which then stands nowhere else; with
/// nothing at all the hand alone goes up.
#[test]
fn hands_take_what_there_is() {
    let scenes = staged(&[
        picture("家里", &[["阿姨", "举", ""]], &["户口簿"]),
        picture("家里", &[["阿姨", "举", "户口簿"]], &[]),
        picture("家里", &[["阿姨", "举", ""]], &[]),
        picture("家里", &[["阿姨", "举手", ""]], &[]),
    ]);
    let drawn = |scene: &Scene| format!("{:?}", scene.shapes);
    assert_eq!(drawn(&scenes[0]), drawn(&scenes[1]));
    assert_eq!(drawn(&scenes[2]), drawn(&scenes[3]));
    assert_eq!(scenes[0].marks.held.len(), 1);
}

/// A crowd is drawn behind whoever acts, and is none of those whose heads are kept free.
/// An arm that points goes through nobody: its owner stands at the board, or it is said.
#[test]
fn pointing_is_seen_or_missed() {
    let free = picture("公告栏", &[["男孩", "指", ""], ["爷爷", "点赞", ""]], &[]);
    let mut told = picture("公告栏", &[["阿姨", "指", ""], ["爷爷", "站立", ""]], &[]);
    told.people.push(picture("公告栏", &[["奶奶", "站立", ""]], &[]).people.remove(0));
    for (person, position) in told.people.iter_mut().zip(["左", "左", "中"]) {
        person.value.position = Some(position.into());
    }
    let scenes = staged(&[free, told]);
    assert!(scenes[0].cramped.is_empty(), "{:?}", scenes[0].cramped);
    // The child is smaller, and at the right now.
    let heads = &scenes[0].marks.heads;
    let at_right = heads.iter().max_by(|a, b| a.0.0.total_cmp(&b.0.0)).unwrap();
    assert!(heads.iter().all(|head| head.0.1 <= at_right.0.1), "{heads:?}");
    assert_eq!(scenes[1].cramped, ["阿姨 指"]);
}

#[test]
fn a_crowd_is_behind() {
    let scenes = staged(&[
        picture("小区广场", &[["书记", "讲解", ""]], &[]),
        picture("小区广场", &[["书记", "讲解", ""], ["人群", "鼓掌", ""]], &[]),
        picture("小区广场", &[["人群", "举手", ""]], &[]),
    ]);
    assert_eq!(scenes[0].marks.heads, scenes[1].marks.heads);
    assert!(scenes[1].shapes.len() > scenes[0].shapes.len() + 4 * 60);
    assert!(scenes[2].marks.heads.is_empty() && scenes[2].shapes.len() > 4 * 60);
}

/// Heads are no larger than a page asks for, so that the pictures of one board have one scale.
#[test]
fn heads_have_the_size_that_is_asked_for() {
    let read = read_content(&crate_root());
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let setting = setting();
    let mut smaller = 0;
    for (_, picture) in catalog.procedures.iter().flat_map(|p| p.panels()) {
        let free = stage(&workshop.troupe(), picture, &setting).largest_head();
        let largest_head = free * 0.8;
        let told = Setting { largest_head, ..setting };
        let held = stage(&workshop.troupe(), picture, &told).largest_head();
        assert!(held <= largest_head + 1e-9, "{}: {held} of {free}", picture.in_words());
        smaller += usize::from(held > 0.0);
    }
    assert!(smaller > 100, "{smaller}");
}

/// Nobody's words are under a finger: all letters of what is held are seen that are seen without hands.
#[test]
fn hands_leave_words_free() {
    let held = [
        ["大妈", "举", "老年证"],
        ["小伙", "举", "表格"],
        ["阿姨", "抱", "户口簿"],
        ["先生", "看材料", "表格"],
        ["姑娘", "抱", "档案袋"],
        ["爷爷", "举", "选票"],
        ["书记", "抱", "手册"],
    ];
    // Letters in an ink that nothing else has; and the same hands, of which nothing is drawn.
    let theme = |bare: bool| {
        let dir = with_procedures(&["401"]);
        say(dir.path(), "主题: own");
        let art = dir.path().join("themes/own/art");
        fs::create_dir_all(art.join("props")).unwrap();
        fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
        let ours = crate_root().join("themes/default/art");
        for file in fs::read_dir(ours.join("props")).unwrap() {
            let (path, name) = (file.as_ref().unwrap().path(), file.as_ref().unwrap().file_name());
            let text = fs::read_to_string(path).unwrap();
            let lines = text.lines().map(|line| {
                let fill = line.split("fill=\"").nth(1).and_then(|l| l.split('"').next());
                match fill.filter(|_| line.contains("<text")) {
                    Some(fill) => format!("{}\n", line.replace(fill, "#000000")),
                    None => format!("{line}\n"),
                }
            });
            fs::write(art.join("props").join(name), lines.collect::<String>()).unwrap();
        }
        if bare {
            let text = fs::read_to_string(ours.join("hands.yaml")).unwrap();
            let drawn = ["  behind:", "  front:", "    - "];
            let lines = text.lines().filter(|l| !drawn.iter().any(|d| l.starts_with(d)));
            let bare: String = lines.map(|l| format!("{l}\n")).collect();
            fs::write(art.join("hands.yaml"), bare).unwrap();
        }
        dir
    };
    let (with, without) = (theme(false), theme(true));
    let (with, without) = (letters(with.path(), &held), letters(without.path(), &held));
    for ((held, with), without) in held.iter().zip(with).zip(without) {
        assert!(without > 150, "{held:?}: {without} pixels of letters");
        assert!(with * 100 >= without * 99, "{held:?}: {with} of {without} pixels of letters");
    }
}

/// How many pixels have the ink of letters, picture by picture.
fn letters(root: &Path, held: &[[&str; 3]]) -> Vec<usize> {
    let read = read_content(root);
    let (_, theme) = read.read.unwrap();
    let mut report = Report::default();
    let workshop = Workshop::open(&theme, &mut report).unwrap_or_else(|| panic!("{report:?}"));
    let strip = theme.sheets.iter().find(|kind| kind.stacked).unwrap();
    let folder = crate::common::fresh();
    let size = SheetSize { width: Mm(250.0), height: Mm(250.0) };
    let count = |people: &[&str; 3]| {
        let picture = picture(xiaowei::stage::Places::NOWHERE, &[*people], &[]);
        let cell = (Rect { x: 0.0, y: 0.0, w: 250.0, h: 250.0 }, &picture);
        let mut typesetter =
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        let mut report = Report::default();
        let frame = workshop.try_pictures(strip, &[cell], size, &mut typesetter, &mut report);
        let file = folder.path().join("held.png");
        write_print_png(&frame, Dpi(MM_PER_INCH * 3.0), &file).unwrap();
        let drawn = image::open(&file).unwrap().to_rgb8();
        drawn.pixels().filter(|p| p.0.iter().all(|level| *level < 24)).count()
    };
    held.iter().map(count).collect()
}
