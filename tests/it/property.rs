//! Generated content: boards that fit or a line to change, never a panic and never neither.

use crate::common::Seeded;
use crate::common::fresh;
use crate::common::generator;
use crate::common::second::procedure;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use xiaowei::board::Workshop;
use xiaowei::board::judge::judge;
use xiaowei::board::judge_composition;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Code;
use xiaowei::diag::Report;
use xiaowei::diag::Severity;
use xiaowei::frame::Document;
use xiaowei::frame::Item;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;
use xiaowei::theme::Theme;
use xiaowei::units::Mm;
use xiaowei::units::SheetSize;

const SITE: &str = "社区名称: 翠湖街道梧桐里社区\n主办单位: 翠湖街道梧桐里社区居民委员会\n网址: https://wutongli.example/\n办公时间: 周一至周日 8:00—20:00\n咨询电话: 0000-1234 5678\n";

/// What became of the boards of one catalog.
#[derive(Default)]
struct Tally {
    frames: usize,
    refused: usize,
    /// What is said of those.
    told: Vec<String>,
    /// What is wrong with how they are composed: of texts that mean something nothing should be; those drawn by lot
    /// may be as short as a letter.
    composed: Vec<String>,
}

/// The sheets of one kind in one size.
fn of_kind(kind: &str, size: Option<SheetSize>) -> Wanted {
    Wanted { kinds: vec![kind.into()], size, ..Wanted::default() }
}

fn typesetter(theme: &Theme) -> Typesetter {
    Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken)
}

/// Lays out every board of the content in a folder, in one size or each in its own: a frame passes the
/// judge, a refusal names file, line, field and a larger size. Never a panic, never neither.
fn lay_out(root: &Path, kind: &str, size: Option<&str>, only: Option<usize>) -> Tally {
    let read = read_content(root);
    assert!(!read.report.has_errors(), "{}", read.report.render(&read.sources, false));
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let wanted = of_kind(kind, size.map(|s| SheetSize::parse(s).unwrap()));
    let plan = Plan::new(&catalog, &theme, &wanted);
    let boards: Vec<_> = plan
        .sheets
        .iter()
        .filter(|s| s.kind.name == kind)
        .take(only.unwrap_or(usize::MAX))
        .collect();
    let new = || typesetter(&theme);
    let made: Vec<Result<Vec<String>, String>> = boards
        .par_iter()
        .map_init(new, |typesetter, board| {
            let mut report = Report::default();
            let what = format!("{} {}", board.key, board.size);
            match workshop.make_planned(&plan, board, typesetter, &mut report) {
                Some(document) => {
                    let mut composed = Vec::new();
                    for frame in &document.pages {
                        assert!(judge(frame).is_empty(), "{what}: {:?}", judge(frame));
                        let faults = judge_composition(frame);
                        composed.extend(faults.iter().map(|fault| format!("{what}: {fault}")));
                    }
                    assert!(!report.has_errors(), "{what}: both");
                    Ok(composed)
                }
                None => {
                    assert!(report.has_errors(), "{what}: neither");
                    let items = report.items().iter();
                    let errors: Vec<_> = items.filter(|d| d.severity == Severity::Error).collect();
                    for d in &errors {
                        let good =
                            d.span.is_some() && d.help.is_some() && d.code == Code::DoesNotFit;
                        assert!(good, "{what}: {} {}", d.code.text(), d.message);
                    }
                    Err(format!("{what}: {}", errors[0].message))
                }
            }
        })
        .collect();
    let (whole, told): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
    let told: Vec<String> = told.into_iter().filter_map(Result::err).collect();
    let composed = whole.iter().flatten().flatten().cloned().collect();
    Tally { frames: whole.len(), refused: told.len(), told, composed }
}

/// Catalogs of any shape within the documented limits, at the kinds' own sizes: at least 95 % of them
/// are made whole. In other sizes and orientations: made, or the line to change is named.
#[test]
fn generated_catalogs_fit_or_name_a_line() {
    const CATALOGS: usize = 70;
    const SIZES: &[(&str, &str)] = &[
        ("item", "60x80cm"),
        ("item", "80x60cm"),
        ("item", "60x90cm"),
        ("item", "120x90cm"),
        ("item", "120x160cm"),
        ("item", "60x180cm"),
        ("item", "240x360cm"),
        ("overview", "120x60cm"),
        ("overview", "60x120cm"),
        ("overview", "120x240cm"),
        ("overview", "180x90cm"),
        ("overview", "360x240cm"),
    ];
    let mut rng = Seeded(20_261_122);
    let catalogs: Vec<_> = (0..CATALOGS)
        .map(|turn| {
            let dir = fresh();
            generator::catalog(&mut rng, dir.path(), 9, 9);
            (dir, SIZES[turn % SIZES.len()])
        })
        .collect();
    let made: Vec<(Vec<String>, usize, usize)> = catalogs
        .par_iter()
        .map(|(dir, (kind, size))| {
            let item = lay_out(dir.path(), "item", None, None);
            let overview = lay_out(dir.path(), "overview", None, None);
            let other = lay_out(dir.path(), kind, Some(size), Some(3));
            // What is sent on comes with every page: it may not stop a site.
            let share = lay_out(dir.path(), "share", None, Some(2));
            let told = [item.told, overview.told, share.told].concat();
            (told, item.frames + overview.frames, other.frames + other.refused)
        })
        .collect();
    let refused: Vec<_> = made.iter().filter(|(told, ..)| !told.is_empty()).collect();
    let frames: usize = made.iter().map(|(_, frames, _)| frames).sum();
    let others: usize = made.iter().map(|(.., others)| others).sum();
    assert!(refused.len() * 100 <= CATALOGS * 5, "refused in their own size: {refused:#?}");
    assert!(frames >= 1_500, "{frames} frames");
    assert!(others >= 70, "{others} boards in other sizes");
}

/// Our own boards in every size that is promised: all fit, none refused.
#[test]
fn our_boards_fit_every_promised_size() {
    let dir = crate::common::with_our_content();
    for (kind, size) in [
        ("item", "90x120cm"),
        ("item", "60x80cm"),
        ("item", "60x90cm"),
        ("item", "120x90cm"),
        ("item", "80x200cm"),
        ("item", "240x360cm"),
        ("item", "60x180cm"),
        ("overview", "120x60cm"),
        ("overview", "60x120cm"),
        ("overview", "120x120cm"),
        ("overview", "120x240cm"),
        ("overview", "240x360cm"),
        ("category", "120x90cm"),
        ("category", "90x120cm"),
        ("category", "240x180cm"),
        ("large", "60x90cm"),
        ("large", "120x180cm"),
        ("large", "120x90cm"),
        ("rollup", "80x200cm"),
        ("rollup", "60x160cm"),
        ("rollup", "100x250cm"),
        ("not-issued", "120x90cm"),
        ("not-issued", "90x120cm"),
        ("not-issued", "240x180cm"),
        ("flow", "A3"),
        ("flow", "90x120cm"),
        ("poster", "A3"),
        ("ledger", "420x297mm"),
        ("binder", "A4"),
    ] {
        let all = lay_out(dir.path(), kind, Some(size), None);
        assert_eq!(all.told, Vec::<String>::new(), "{kind} {size}");
        assert_eq!(all.composed, Vec::<String>::new(), "{kind} {size}");
    }
    // Any shape in between, drawn by lot: from half to twice the side, from twice as wide to nearly thrice as high.
    let mut rng = Seeded(20_261_128);
    for turn in 0..20 {
        let (scale, shape) = (0.75 + rng.below(130) as f64 / 100.0, rng.below(100) as f64);
        let ratio = 0.4 + shape / 100.0 * 1.4;
        let height = (1_080_000.0 * scale * scale / ratio).sqrt().round();
        let size = format!("{}x{height}mm", (height * ratio).round());
        let some = lay_out(dir.path(), "item", Some(&size), Some(9));
        assert!(some.refused <= 1, "turn {turn}: {size}, {} refused", some.refused);
        assert_eq!(some.composed, Vec::<String>::new(), "turn {turn}: {size}");
    }
    // Lying on its side, the smallest sheet is too small for one of the 26.
    assert!(lay_out(dir.path(), "item", Some("80x60cm"), None).refused <= 1);
}

/// Of a refusal or of what was left out, the advice works: a sheet of the named size holds everything.
#[test]
fn the_advice_of_a_size_works() {
    let dir = crate::common::with_our_content();
    let read = read_content(dir.path());
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let tried: Vec<(&str, &str)> = [
        ("item", "30x40cm"),
        ("item", "A4"),
        ("item", "A3"),
        ("item", "42x57cm"),
        ("item", "50x70cm"),
        ("item", "200x46cm"),
        ("item", "60x80cm"),
        ("item", "易拉宝"),
        ("item", "70x100cm"),
        ("overview", "30x40cm"),
        ("overview", "60x80cm"),
        ("overview", "A1"),
        ("overview", "90x30cm"),
        ("category", "80x60cm"),
        ("large", "A2"),
        ("rollup", "42x120cm"),
    ]
    .to_vec();
    let asked = std::sync::atomic::AtomicUsize::new(0);
    tried.par_iter().for_each(|(kind, size)| {
        let mut typesetter = typesetter(&theme);
        let wanted = of_kind(kind, SheetSize::parse(size));
        let plan = Plan::new(&catalog, &theme, &wanted);
        for sheet in plan.sheets.iter().filter(|s| s.kind.name == *kind).step_by(3) {
            let mut report = Report::default();
            workshop.make_planned(&plan, sheet, &mut typesetter, &mut report);
            let named = |report: &Report| {
                report.items().iter().find_map(|d| {
                    let (_, rest) = d.help.as_deref()?.split_once("--size ")?;
                    let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
                    SheetSize::parse(&rest[..end]).map(|size| (d.code, size))
                })
            };
            let Some((code, larger)) = named(&report) else { continue };
            asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let again = of_kind(kind, Some(larger));
            let plan = Plan::new(&catalog, &theme, &again);
            let sheet = plan.sheets.iter().find(|s| s.key == sheet.key && s.kind.name == *kind);
            let mut told = Report::default();
            let made = workshop.make_planned(&plan, sheet.unwrap(), &mut typesetter, &mut told);
            let what = format!("{kind} {size} → {larger}: {}", told.render(&read.sources, false));
            assert!(made.is_some(), "{what}");
            assert!(code != Code::LeftOut || told.items().is_empty(), "{what}");
        }
    });
    assert!(asked.into_inner() >= 30, "there was advice to follow");
}

/// How many places of the content stand on a sheet, in type or in a bubble.
fn printed(document: &Document) -> usize {
    let lines = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Text(line) => line.source,
        Item::Shape(_) | Item::Photo(_) => None,
    });
    lines.map(|span| (span.file, span.start)).collect::<BTreeSet<_>>().len()
}

/// On a ladder of sizes of one shape a larger sheet never prints less than a smaller one.
#[test]
fn a_larger_sheet_never_prints_less() {
    let dir = crate::common::with_our_content();
    let read = read_content(dir.path());
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let ladders: [(&str, (f64, f64), &[f64]); 3] = [
        ("item", (600.0, 800.0), &[1.0, 1.5, 2.0, 3.0, 4.0]),
        ("item", (1200.0, 900.0), &[1.0, 1.5, 2.0]),
        ("overview", (1200.0, 600.0), &[1.0, 1.5, 2.0, 3.0]),
    ];
    ladders.par_iter().for_each(|(kind, (width, height), steps)| {
        let mut typesetter = typesetter(&theme);
        let mut before: BTreeMap<String, usize> = BTreeMap::new();
        for step in *steps {
            let (width, height) = (Mm((width * step).round()), Mm((height * step).round()));
            let size = SheetSize { width, height };
            let wanted = of_kind(kind, Some(size));
            let plan = Plan::new(&catalog, &theme, &wanted);
            for sheet in plan.sheets.iter().filter(|s| s.kind.name == *kind).step_by(4) {
                let mut report = Report::default();
                let made = workshop.make_planned(&plan, sheet, &mut typesetter, &mut report);
                let printed = made.map_or(0, |document| printed(&document));
                let most = before.entry(sheet.key.clone()).or_insert(0);
                let what = format!("{} {size}: {printed} printed, {most} before", sheet.key);
                assert!(printed >= *most, "{what}");
                *most = printed;
            }
        }
    });
}

/// The theme that ships as an example: its own inks and item board, everything else the default's.
#[test]
fn the_second_theme_makes_every_board() {
    let dir = crate::common::with_our_content();
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text + "主题: calm\n").unwrap();
    assert_eq!(lay_out(dir.path(), "item", None, None).refused, 0);
    assert_eq!(lay_out(dir.path(), "overview", None, None).refused, 0);
    let second = fresh();
    crate::common::second::write_second_catalog(second.path());
    let site = second.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text + "主题: calm\n").unwrap();
    assert_eq!(lay_out(second.path(), "item", None, None).refused, 0);
}

/// Long words go on every kind in its own size, the sheet to take home, the large print, the roll-up: they let
/// pictures and small print go before a word.
#[test]
fn the_second_catalog_fits_what_is_made_when_asked() {
    let second = fresh();
    crate::common::second::write_second_catalog(second.path());
    let ours = crate::common::with_our_content();
    for kind in [
        "notice",
        "category",
        "large",
        "rollup",
        "not-issued",
        "poster",
        "leaflet",
        "share",
        "flow",
        "ledger",
        "dossier",
        "binder",
        "locker-howto",
        "locker-banner",
        "locker-labels",
        "locker-plate",
        "locker-log",
        "bundle-poster",
        "bundle-list",
        "bundle-share",
        "station-sign",
        "duty-roster",
        "agenda-month",
        "box-label",
        "box-slip",
        "box-log",
        "monthly-reply",
        "hearing-minutes",
        "hearing-result",
        "result-poster",
        "result-share",
        "group-poster",
        "brand-strip",
    ] {
        for root in [second.path(), ours.path()] {
            assert_eq!(lay_out(root, kind, None, None).told, Vec::<String>::new(), "{kind}");
        }
    }
}

/// A roll-up stands on the floor: its code is where one holds a telephone, and what the foot hides says nothing.
#[test]
fn a_rollup_is_scanned_standing() {
    let second = fresh();
    crate::common::second::write_second_catalog(second.path());
    let ours = crate::common::with_our_content();
    for root in [second.path(), ours.path()] {
        let (catalog, theme) = read_content(root).read.unwrap();
        let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
        for size in ["80x200cm", "60x160cm"] {
            let plan = Plan::new(&catalog, &theme, &of_kind("rollup", SheetSize::parse(size)));
            let mut report = Report::default();
            let mut typesetter = typesetter(&theme);
            let made = workshop.make_planned(&plan, &plan.sheets[0], &mut typesetter, &mut report);
            let page = &made.unwrap().pages[0];
            let above_floor = |y: f64| page.size.height.0 - y;
            let code = &page.codes[0].bounds;
            let height = above_floor(code.y + code.h / 2.0);
            assert!((900.0..=1100.0).contains(&height), "{size}: {height}");
            let lowest = page.items.iter().filter_map(|item| match item {
                Item::Text(line) => Some(above_floor(line.bounds.y + line.bounds.h)),
                Item::Shape(_) | Item::Photo(_) => None,
            });
            let lowest = lowest.fold(f64::INFINITY, f64::min);
            assert!(lowest >= 100.0, "{size}: {lowest}");
        }
    }
}

/// Overviews of one to nine categories with one to nine procedures each, and one category with
/// eighty: every one is made.
#[test]
fn overviews_of_every_shape() {
    let dir = fresh();
    let content = dir.path().join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    fs::write(dir.path().join("content/site.yaml"), SITE).unwrap();
    let mut typesetter = None;
    let shapes = (1..=9).flat_map(|c| [1, 2, 3, 4, 5, 6, 8, 9].map(|each| (c, each)));
    {
        for (categories, each) in shapes.chain([(1, 80), (2, 40), (4, 20), (3, 26)]) {
            let _ = fs::remove_dir_all(&content);
            fs::create_dir_all(&content).unwrap();
            let mut list = String::new();
            let mut rng = Seeded(3);
            for c in 1..=categories {
                list.push_str(&format!("- 编号: {c}\n  名称: 类别{c}的名字\n"));
                for i in 1..=each {
                    let code = format!("{c}{i:02}");
                    let text = procedure(&mut rng, &code, c + i);
                    fs::write(content.join(format!("{code}.md")), text).unwrap();
                }
            }
            fs::write(dir.path().join("content/categories.yaml"), list).unwrap();
            let read = read_content(dir.path());
            let (catalog, theme) = read.read.unwrap();
            let wanted = Wanted { kinds: vec!["overview".into()], ..Wanted::default() };
            let plan = Plan::new(&catalog, &theme, &wanted);
            let mut report = Report::default();
            let workshop = Workshop::open(&theme, &mut report).unwrap();
            let typesetter = typesetter.get_or_insert_with(|| {
                Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken)
            });
            let frame = workshop.make_planned(&plan, &plan.sheets[0], typesetter, &mut report);
            let shape = format!("{categories} × {each}");
            assert!(frame.is_some() || report.has_errors(), "{shape}: neither");
            let why = || report.render(&read.sources, false);
            assert!(frame.is_some(), "{shape}: {}", why());
        }
    }
}
