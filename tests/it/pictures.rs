//! Reference pictures: how people, moods, poses, things, places and our own panels look.
//!
//! `tests/twenty-worst.png` is a record: the twenty pictures that were worst once, before and after.
//!
//! Start at `sheets!`. Each sheet is a grid of small pictures in `tests/pictures/NAME.png`, and every
//! cell is compared with what is drawn now, with a tolerance for the last bits of a pixel but not for
//! a mouth. What differs is shown, expected | found | difference, in `target/pictures-diff/NAME.png`.
//! Renew them all with `XIAOWEI_UPDATE=1 cargo test --test it pictures::`, and look at each before
//! you commit it.

use crate::common::crate_root;
use image::Rgb;
use image::RgbImage;
use std::fs;
use std::path::PathBuf;
use xiaowei::Content;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::FileId;
use xiaowei::diag::Report;
use xiaowei::diag::Span;
use xiaowei::export::png::write_print_png;
use xiaowei::geometry::Rect;
use xiaowei::model::Person;
use xiaowei::model::Picture;
use xiaowei::model::Speech;
use xiaowei::model::SpeechKind;
use xiaowei::read_content;
use xiaowei::record::At;
use xiaowei::stage::Places;
use xiaowei::theme::Theme;
use xiaowei::units::Dpi;
use xiaowei::units::MM_PER_INCH;
use xiaowei::units::Mm;
use xiaowei::units::SheetSize;
use xiaowei::vocabulary::WordList;

/// A row is a sheet, and a test of its own, so that they run side by side and are named.
macro_rules! sheets {
    ($( $test:ident: $name:literal, $make:expr; )*) => {
        $( #[test] fn $test() { compare($name, $make); } )*

        const SHEETS: &[&str] = &[ $( $name, )* ];
    };
}

sheets! {
    everybody_in_four_poses: "people", people;
    every_pose: "poses", poses;
    every_mood_on_eight_faces: "moods", moods;
    hands_hold_things: "hands", hands;
    every_head_from_five_sides: "heads", heads;
    every_mood_from_the_side: "profiles", profiles;
    every_effect: "effects", effects;
    every_thing: "props", props;
    every_place: "places", places;
    panels_of_party_matters: "panels-1", |content| panels(content, '1');
    panels_of_neighbours: "panels-2", |content| panels(content, '2');
    panels_of_insurance: "panels-3", |content| panels(content, '3');
    panels_of_welfare: "panels-4", |content| panels(content, '4');
    panels_of_work: "panels-5", |content| panels(content, '5');
    panels_of_soldiers: "panels-6", |content| panels(content, '6');
}

/// Colour levels (of 255) by which a pixel may differ before it counts as another one.
const SAME_LEVELS: u8 = 32;
/// Of this many pixels of a cell one may be another: a mouth in a figure from head to foot is six.
const ONE_OTHER_OF: usize = 5_000;
/// Mean difference of all levels of a cell: rounding on another machine, not another colour.
const SAME_MEAN: f64 = 0.25;

/// Pictures of one size, in rows.
struct Sheet {
    /// In the units that strips for the phone use: lines are 2.5, type is 23.
    cell: (f64, f64),
    /// Pixels for a unit.
    scale: f64,
    columns: usize,
    /// What is drawn, and in words what to look for.
    cells: Vec<(String, Picture)>,
}

impl Sheet {
    /// A cell's width and height in pixels.
    fn cell_pixels(&self) -> (u32, u32) {
        let pixels = |units: f64| (units * self.scale).round() as u32;
        (pixels(self.cell.0), pixels(self.cell.1))
    }

    /// A cell's place in pixels.
    fn corner(&self, index: usize) -> (u32, u32) {
        let (w, h) = self.cell_pixels();
        ((index % self.columns) as u32 * w, (index / self.columns) as u32 * h)
    }

    /// As the program draws it.
    fn draw(&self, theme: &Theme) -> RgbImage {
        let (w, h) = self.cell;
        let rows = self.cells.len().div_ceil(self.columns);
        let size = SheetSize { width: Mm(w * self.columns as f64), height: Mm(h * rows as f64) };
        let place = |i: usize| {
            let (x, y) = ((i % self.columns) as f64 * w, (i / self.columns) as f64 * h);
            Rect { x, y, w, h }
        };
        let pictures: Vec<(Rect, &Picture)> =
            self.cells.iter().enumerate().map(|(i, (_, p))| (place(i), p)).collect();
        let mut report = Report::default();
        let workshop = Workshop::open(theme, &mut report).unwrap();
        let mut typesetter =
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        let strip = theme.sheets.iter().find(|kind| kind.stacked).unwrap();
        let frame = workshop.try_pictures(strip, &pictures, size, &mut typesetter, &mut report);
        assert!(report.is_empty(), "{report:?}");
        let folder = crate::common::fresh();
        let file = folder.path().join("sheet.png");
        write_print_png(&frame, Dpi(MM_PER_INCH * self.scale), &file).unwrap();
        let drawn = image::open(&file).unwrap().to_rgb8();
        let (cell_w, cell_h) = self.cell_pixels();
        assert_eq!(drawn.dimensions(), (cell_w * self.columns as u32, cell_h * rows as u32));
        drawn
    }

    /// The cells that differ, and how.
    fn differences(&self, expected: &RgbImage, found: &RgbImage) -> Vec<(usize, String)> {
        let (w, h) = self.cell_pixels();
        let different = |index: usize| {
            let (left, top) = self.corner(index);
            let (mut sum, mut others) = (0, 0);
            for (x, y) in (0..h).flat_map(|y| (0..w).map(move |x| (left + x, top + y))) {
                let levels = levels_between(*expected.get_pixel(x, y), *found.get_pixel(x, y));
                sum += levels.iter().map(|l| usize::from(*l)).sum::<usize>();
                others += usize::from(levels.iter().any(|l| *l > SAME_LEVELS));
            }
            let pixels = (w * h) as usize;
            let mean = sum as f64 / (pixels * 3) as f64;
            let differs = others * ONE_OTHER_OF > pixels || mean > SAME_MEAN;
            differs.then(|| (index, format!("{others} pixels of {pixels}, mean {mean:.2}")))
        };
        (0..self.cells.len()).filter_map(different).collect()
    }

    /// Expected | found | difference, a row for every cell that differs.
    fn show(&self, cells: &[(usize, String)], expected: &RgbImage, found: &RgbImage) -> RgbImage {
        const GAP: u32 = 6;
        let (w, h) = self.cell_pixels();
        let paper = Rgb([90, 90, 90]);
        let size = (3 * w + 4 * GAP, cells.len() as u32 * (h + GAP) + GAP);
        let mut out = RgbImage::from_pixel(size.0, size.1, paper);
        for (row, (index, _)) in cells.iter().enumerate() {
            let ((left, top), down) = (self.corner(*index), GAP + row as u32 * (h + GAP));
            for (x, y) in (0..h).flat_map(|y| (0..w).map(move |x| (x, y))) {
                let pixel = |image: &RgbImage| *image.get_pixel(left + x, top + y);
                let (a, b) = (pixel(expected), pixel(found));
                // Dark where both agree, the brighter the more they differ.
                let difference = Rgb(levels_between(a, b).map(|l| l.saturating_mul(2)));
                for (panel, colour) in [a, b, difference].into_iter().enumerate() {
                    out.put_pixel(GAP + panel as u32 * (w + GAP) + x, down + y, colour);
                }
            }
        }
        out
    }
}

fn levels_between(a: Rgb<u8>, b: Rgb<u8>) -> [u8; 3] {
    [0, 1, 2].map(|i| a[i].abs_diff(b[i]))
}

fn reference(name: &str) -> PathBuf {
    crate_root().join("tests/pictures").join(format!("{name}.png"))
}

/// Draws a sheet and holds it against its reference.
fn compare(name: &str, make: fn(&Content) -> Sheet) {
    let content = read_content(&crate_root());
    let sheet = make(&content);
    let found = sheet.draw(&content.read.as_ref().unwrap().1);
    let place = reference(name);
    if std::env::var_os("XIAOWEI_UPDATE").is_some() {
        let same = image::open(&place).is_ok_and(|kept| {
            let kept = kept.to_rgb8();
            kept.dimensions() == found.dimensions() && sheet.differences(&kept, &found).is_empty()
        });
        // A picture that is still right keeps its bytes.
        if !same {
            save(&found, &place);
        }
        return;
    }
    let expected = image::open(&place).unwrap().to_rgb8();
    let renew = "XIAOWEI_UPDATE=1 cargo test --test it pictures::";
    assert_eq!(
        expected.dimensions(),
        found.dimensions(),
        "{name}: more or fewer pictures; renew with {renew}, then look at {}",
        place.display()
    );
    let different = sheet.differences(&expected, &found);
    if different.is_empty() {
        return;
    }
    let folder = crate_root().join("target/pictures-diff");
    fs::create_dir_all(&folder).unwrap();
    let shown = folder.join(format!("{name}.png"));
    sheet.show(&different, &expected, &found).save(&shown).unwrap();
    let told: String = different
        .iter()
        .map(|(index, how)| {
            let (row, column) = (index / sheet.columns + 1, index % sheet.columns + 1);
            format!("  row {row}, column {column}: {} ({how})\n", sheet.cells[*index].0)
        })
        .collect();
    panic!(
        "{name}: {} of {} pictures look different:\n{told}expected | found | difference: {}\n\
         if they are right: {renew}",
        different.len(),
        sheet.cells.len(),
        shown.display()
    );
}

/// As small as PNG can.
pub(crate) fn save(picture: &RgbImage, place: &std::path::Path) {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture.as_raw()).unwrap();
    writer.finish().unwrap();
    fs::write(place, bytes).unwrap();
}

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::file_start(FileId(0)) }
}

fn empty(place: &str) -> Picture {
    Picture::of(at(place.into()))
}

fn person(who: &str, action: &str, mood: &str) -> Person {
    Person {
        who: who.into(),
        action: action.into(),
        prop: None,
        mood: Some(mood.into()),
        position: None,
        speech: None,
    }
}

/// Before nothing, from head to foot.
fn standing(people: Vec<Person>) -> Picture {
    Picture {
        people: people.into_iter().map(at).collect(),
        shot: Some(at("全景".into())),
        ..empty(Places::NOWHERE)
    }
}

fn words(list: &WordList) -> Vec<&str> {
    list.words.iter().map(|(word, _)| word.as_str()).collect()
}

fn theme(content: &Content) -> &Theme {
    &content.read.as_ref().unwrap().1
}

/// What the theme's table says of an action after a key, up to the end of it.
fn said_of(action: &str, key: &str, end: &[char]) -> Option<String> {
    let table = crate_root().join("themes/default/art/poses.yaml");
    let table = fs::read_to_string(table).unwrap();
    let row = table.lines().find(|l| l.starts_with(&format!("{action}:"))).unwrap();
    let (_, rest) = row.split_once(&format!("{key}: "))?;
    rest.split(end).next().map(|said| said.trim().to_string())
}

/// What somebody else does in it.
fn partner(action: &str) -> Option<String> {
    said_of(action, "partner", &[',', '}'])
}

/// The thing that the theme's own sample of it holds.
fn thing(action: &str) -> Option<String> {
    let sample = said_of(action, "sample", &[']'])?;
    sample.split(',').nth(2).map(|thing| thing.trim().to_string())
}

/// Everybody in four poses, the poses in turn: each is seen three times, on different people.
fn people(content: &Content) -> Sheet {
    let words_of = &theme(content).words;
    let (people, actions) = (words(&words_of.people), words(&words_of.actions));
    let alone: Vec<&str> = actions.iter().copied().filter(|a| partner(a).is_none()).collect();
    let cells = people.iter().enumerate().flat_map(|(i, who)| {
        let alone = &alone;
        (0..4).map(move |j| {
            let action = alone[(i * 4 + j) % alone.len()];
            (format!("{who} {action}"), standing(vec![person(who, action, "微笑")]))
        })
    });
    Sheet { cell: (250.0, 250.0), scale: 0.4, columns: 12, cells: cells.collect() }
}

/// Every pose, with the second person where it takes two.
fn poses(content: &Content) -> Sheet {
    let words_of = &theme(content).words;
    let (people, actions) = (words(&words_of.people), words(&words_of.actions));
    let cells = actions.iter().enumerate().map(|(i, action)| {
        let who = |n: usize| people[(i * 5 + n * 7) % people.len()];
        let mut list = vec![Person { prop: thing(action), ..person(who(0), action, "微笑") }];
        list.extend(partner(action).map(|other| person(who(1), &other, "开心")));
        let told: Vec<String> = list.iter().map(|p| format!("{} {}", p.who, p.action)).collect();
        (told.join(" + "), standing(list))
    });
    Sheet { cell: (350.0, 250.0), scale: 0.5, columns: 9, cells: cells.collect() }
}

/// Every mood, silent and talking, on children, adults and elders; caps, glasses and moustaches among them.
fn moods(content: &Content) -> Sheet {
    let moods = words(&theme(content).words.moods);
    let silent = ["阿姨", "大爷", "姑娘", "男孩", "志愿者"].map(|who| (who, false));
    let talking = ["先生", "外婆", "女孩"].map(|who| (who, true));
    let cells = moods.iter().flat_map(|mood| {
        silent.into_iter().chain(talking).map(move |(who, talks)| {
            let speech = talks.then(|| Speech { kind: SpeechKind::Says, text: "好".into() });
            let person = Person { speech, ..person(who, "站立", mood) };
            let picture = Picture { people: vec![at(person)], ..empty(Places::NOWHERE) };
            (format!("{who} {mood}{}", if talks { " 说" } else { "" }), picture)
        })
    });
    Sheet { cell: (250.0, 250.0), scale: 0.6, columns: 8, cells: cells.collect() }
}

/// Everybody's head in three quarters, from the front, from the side, from behind, and behind to the side.
fn heads(content: &Content) -> Sheet {
    let people = words(&theme(content).words.people);
    let views = ["站立", "欢迎", "侧身", "背对", "排队"];
    let cells = people.iter().flat_map(|who| {
        views.map(|view| {
            let person = person(who, view, "微笑");
            let picture = Picture { people: vec![at(person)], ..empty(Places::NOWHERE) };
            (format!("{who} {view}"), picture)
        })
    });
    Sheet { cell: (250.0, 250.0), scale: 0.44, columns: 15, cells: cells.collect() }
}

/// Every mood in profile, silent and talking.
fn profiles(content: &Content) -> Sheet {
    let moods = words(&theme(content).words.moods);
    let silent = ["阿姨", "大爷", "男孩"].map(|who| (who, false));
    let talking = ["先生", "外婆", "女孩"].map(|who| (who, true));
    let cells = moods.iter().flat_map(|mood| {
        silent.into_iter().chain(talking).map(move |(who, talks)| {
            let speech = talks.then(|| Speech { kind: SpeechKind::Says, text: "好".into() });
            let person = Person { speech, ..person(who, "侧身", mood) };
            let picture = Picture { people: vec![at(person)], ..empty(Places::NOWHERE) };
            (format!("{who} {mood}{}", if talks { " 说" } else { "" }), picture)
        })
    });
    Sheet { cell: (250.0, 250.0), scale: 0.5, columns: 12, cells: cells.collect() }
}

/// What hands hold, on different people.
fn hands(_: &Content) -> Sheet {
    let held = [
        ("大妈", "举", "老年证"),
        ("小伙", "举", "表格"),
        ("阿姨", "抱", "户口簿"),
        ("妈妈", "抱", "婴儿"),
        ("小伙", "抱", "档案袋"),
        ("爸爸", "抱", "纸箱"),
        ("先生", "看材料", "表格"),
        ("大爷", "看材料", "函件"),
        ("妈妈", "看手机", ""),
        ("外婆", "打电话", ""),
        ("爷爷", "视频", ""),
        ("姑娘", "投票", "选票"),
        ("志愿者", "站着写", "清单"),
        ("男孩", "举", "选票"),
        ("女孩", "抱", "户口簿"),
        ("奶奶", "拄拐", ""),
        ("医生", "量血压", ""),
        ("军人", "敬礼", ""),
        ("网格员", "敲门", ""),
        ("爷爷", "点赞", ""),
        ("工作人员", "请", ""),
        ("调解员", "思考", ""),
        ("律师", "欢迎", ""),
        ("骑手", "举手", ""),
    ];
    let cells = held.map(|(who, action, thing)| {
        let prop = (!thing.is_empty()).then(|| thing.to_string());
        let person = Person { prop, ..person(who, action, "微笑") };
        let picture = Picture { people: vec![at(person)], ..empty(Places::NOWHERE) };
        (format!("{who} {action} {thing}"), picture)
    });
    Sheet { cell: (250.0, 250.0), scale: 1.0, columns: 8, cells: cells.to_vec() }
}

fn effects(content: &Content) -> Sheet {
    let effects = words(&theme(content).words.effects);
    let cells = effects.iter().map(|effect| {
        let picture = standing(vec![person("姑娘", "走", "惊讶")]);
        ((*effect).to_string(), Picture { effect: Some(at((*effect).into())), ..picture })
    });
    Sheet { cell: (250.0, 250.0), scale: 0.4, columns: 5, cells: cells.collect() }
}

fn props(content: &Content) -> Sheet {
    let props = words(&theme(content).words.props);
    let thing = |word: &&str| {
        let picture = empty(Places::NOWHERE);
        ((*word).to_string(), Picture { props: vec![at((*word).into())], ..picture })
    };
    let cells = props.iter().map(thing).collect();
    Sheet { cell: (180.0, 180.0), scale: 0.4, columns: 12, cells }
}

fn places(content: &Content) -> Sheet {
    let places = words(&theme(content).words.places);
    let cells = places.iter().map(|word| ((*word).to_string(), empty(word))).collect();
    Sheet { cell: (360.0, 280.0), scale: 0.4, columns: 7, cells }
}

/// Of the procedures of a category the first picture, and of every second one the last too: where
/// people come with a question, and where they go home.
fn panels(content: &Content, category: char) -> Sheet {
    let (catalog, _) = content.read.as_ref().unwrap();
    let of_it = catalog.procedures.iter().filter(|p| p.code.value.starts_with(category));
    let cells = of_it.enumerate().flat_map(|(i, p)| {
        let panels = p.panels();
        let last = (i % 2 == 0 && panels.len() > 1).then(|| panels.len() - 1);
        let named = |n: usize| {
            let (place, picture) = &panels[n];
            (format!("{} {place:?}: {}", p.code.value, picture.in_words()), (*picture).clone())
        };
        [Some(0), last].into_iter().flatten().map(named).collect::<Vec<_>>()
    });
    Sheet { cell: (360.0, 280.0), scale: 0.5, columns: 4, cells: cells.collect() }
}

#[test]
fn every_reference_has_its_test() {
    let mut kept: Vec<String> = fs::read_dir(crate_root().join("tests/pictures"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().replace(".png", ""))
        .collect();
    kept.sort();
    if std::env::var_os("XIAOWEI_UPDATE").is_some() {
        for name in kept.iter().filter(|name| !SHEETS.contains(&name.as_str())) {
            fs::remove_file(reference(name)).unwrap();
        }
        return;
    }
    let mut sheets = SHEETS.to_vec();
    sheets.sort_unstable();
    assert_eq!(kept, sheets);
    // A category more is a sheet more.
    let content = read_content(&crate_root());
    let (catalog, _) = content.read.as_ref().unwrap();
    for p in &catalog.procedures {
        let sheet = format!("panels-{}", &p.code.value[..1]);
        assert!(sheets.contains(&sheet.as_str()), "no sheet {sheet}");
    }
}

/// What the comparison is for: a figure from head to foot loses its mouth, and nothing else.
#[test]
fn a_face_without_a_mouth_differs() {
    let content = read_content(&crate_root());
    let faces = ["阿姨", "爷爷", "男孩"];
    let sheet = |mood: &str, full: bool| {
        let cells = faces.map(|who| {
            let mut picture = standing(vec![person(who, "站立", mood)]);
            picture.shot = picture.shot.filter(|_| full);
            (who.to_string(), picture)
        });
        Sheet { cell: (250.0, 250.0), scale: 0.4, columns: 3, cells: cells.into() }
    };
    for full in [true, false] {
        let smiling = sheet("微笑", full);
        let expected = smiling.draw(theme(&content));
        // Nothing but the mouth is another here.
        let calm = sheet("微笑|平静", full).draw(theme(&content));
        let (w, h) = smiling.cell_pixels();
        for (index, who) in faces.iter().enumerate() {
            let (left, top) = smiling.corner(index);
            let others: Vec<(u32, u32)> = (0..h)
                .flat_map(|y| (0..w).map(move |x| (left + x, top + y)))
                .filter(|(x, y)| expected.get_pixel(*x, *y) != calm.get_pixel(*x, *y))
                .collect();
            let (first, last) = (others[0].1, others.last().unwrap().1);
            let mouth: Vec<u32> = others.iter().map(|o| o.0).collect();
            let (from, to) = (*mouth.iter().min().unwrap(), *mouth.iter().max().unwrap());
            assert!(to - from < w / 8 && last - first < h / 8, "{who}: no mouth is so large");
            // The skin beside it.
            let skin = *expected.get_pixel(from - 1, first);
            let mut found = expected.clone();
            for (x, y) in (first..=last).flat_map(|y| (from..=to).map(move |x| (x, y))) {
                found.put_pixel(x, y, skin);
            }
            let different = smiling.differences(&expected, &found);
            assert_eq!(different.len(), 1, "{who}: {different:?}");
            assert_eq!(different[0].0, index);
            let shown = smiling.show(&different, &expected, &found);
            assert_eq!(shown.dimensions(), (3 * w + 24, h + 12));
            if let Some(keep) = std::env::var_os("XIAOWEI_KEEP") {
                let name = format!("mouth-{index}-{full}.png");
                shown.save(PathBuf::from(keep).join(name)).unwrap();
            }
        }
        assert!(smiling.differences(&expected, &expected).is_empty());
        // The last bits of every pixel may be another machine's.
        let mut near = expected.clone();
        near.pixels_mut().step_by(5).for_each(|p| p.0 = p.0.map(|l| l ^ 1));
        assert!(smiling.differences(&expected, &near).is_empty());
    }
}
