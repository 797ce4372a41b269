//! Generated content: boards that fit or a line to change, never a panic and never neither.
#![allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]

mod common;

use common::Seeded;
use common::crate_root;
use common::fresh;
use common::second::procedure;
use std::fs;
use xiaowei::board::Workshop;
use xiaowei::board::judge::judge;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;
use xiaowei::units::SheetSize;

const SITE: &str = "社区名称: 翠湖街道梧桐里社区\n主办单位: 翠湖街道梧桐里社区居民委员会\n网址: https://wutongli.example/\n办公时间: 周一至周日 8:00—20:00\n咨询电话: 0000-1234 5678\n";

/// Sixty procedures of all shapes on seven sizes: every frame passes the judge, or the report names
/// file and line. At the kind's own size at least 95 % make frames.
#[test]
fn every_generated_board_fits_or_names_a_line() {
    let dir = fresh();
    let content = dir.path().join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    fs::write(dir.path().join("content/site.yaml"), SITE).unwrap();
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 1\n  名称: 综合\n").unwrap();
    let mut rng = Seeded(20_261_122);
    for index in 0..60 {
        let shape = rng.below(36);
        let code = format!("1{index:02}");
        let text = procedure(&mut rng, &code, shape);
        fs::write(content.join(format!("{code}.md")), text).unwrap();
    }
    let read = read_content(dir.path());
    assert!(!read.report.has_errors(), "{}", read.report.render(&read.sources, false));
    let (catalog, theme) = read.read.unwrap();
    let mut report = Report::default();
    let workshop = Workshop::open(&theme, &mut report).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    for size in ["90x120cm", "60x80cm", "80x60cm", "120x90cm", "120x160cm", "60x180cm", "240x360cm"]
    {
        let wanted = Wanted {
            kinds: vec!["item".into()],
            size: SheetSize::parse(size),
            ..Wanted::default()
        };
        let plan = Plan::new(&catalog, &theme, &wanted);
        let mut frames = 0;
        for board in &plan.boards {
            let mut report = Report::default();
            match workshop.make(&plan, board, &mut typesetter, &mut report) {
                Some(frame) => {
                    frames += 1;
                    assert!(judge(&frame).is_empty(), "{size} {}: {:?}", board.stem, judge(&frame));
                }
                None => {
                    assert!(report.has_errors(), "{size} {}: neither", board.stem);
                    assert!(report.items().iter().all(|d| d.span.is_some() && d.help.is_some()));
                }
            }
        }
        if size == "90x120cm" {
            assert!(frames * 100 >= plan.boards.len() * 95, "{frames} of {}", plan.boards.len());
        }
    }
}

/// Overviews of one to nine categories with one to nine procedures each: what is made passes the
/// judge, what is not names a line; up to six procedures each, every one is made.
#[test]
fn overviews_of_every_shape() {
    let dir = fresh();
    let content = dir.path().join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    fs::write(dir.path().join("content/site.yaml"), SITE).unwrap();
    let mut typesetter = None;
    for categories in 1..=9 {
        for each in [1, 2, 3, 4, 5, 6, 9] {
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
            let frame = workshop.make(&plan, &plan.boards[0], typesetter, &mut report);
            let shape = format!("{categories} × {each}");
            assert!(frame.is_some() || report.has_errors(), "{shape}: neither");
            let why = || report.render(&read.sources, false);
            assert!(frame.is_some() || each > 6, "{shape}: {}", why());
        }
    }
}

/// Files with bytes changed, lines lost or doubled: a report, never a panic, never English.
#[test]
fn broken_files_never_panic() {
    let good =
        fs::read_to_string(crate_root().join("content/procedures/6-yongjun/603-tuiyijunren.md"))
            .unwrap();
    let dir = fresh();
    let file = dir.path().join("content/procedures/603.md");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(dir.path().join("content/site.yaml"), SITE).unwrap();
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 6\n  名称: 拥军\n").unwrap();
    let mut rng = Seeded(11);
    let noise = [
        "：", "- ", "\t", "\"", "[", "]", "{", "}", ":", "#", "&a", "*a", "|", ">", "\u{feff}",
        "\0", "？", "  ", "!!x", "<<: ",
    ];
    for _ in 0..150 {
        let mut text: Vec<char> = good.chars().collect();
        for _ in 0..=rng.below(4) {
            let at = rng.below(text.len());
            match rng.below(3) {
                0 => drop(text.remove(at)),
                1 => {
                    let end = (at + 1 + rng.below(60)).min(text.len());
                    text.drain(at..end);
                }
                _ => {
                    let piece: Vec<char> = rng.pick(&noise).chars().collect();
                    text.splice(at..at, piece);
                }
            }
        }
        let text: String = text.into_iter().collect();
        fs::write(&file, &text).unwrap();
        let read = read_content(dir.path());
        for d in read.report.items() {
            assert!(!d.message.is_ascii() && d.help.is_some(), "{}\n{text}", d.message);
        }
        let _ = read.report.render(&read.sources, true);
        let _ = read.report.to_json(&read.sources);
    }
}

/// What hangs other programs is refused at once.
#[test]
fn bombs_are_refused() {
    let dir = fresh();
    let file = dir.path().join("content/procedures/101.yaml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(dir.path().join("content/site.yaml"), SITE).unwrap();
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 1\n  名称: 综合\n").unwrap();
    let mut bomb = String::from("a0: &a0 [好, 好]\n");
    for i in 1..30 {
        bomb.push_str(&format!(
            "a{i}: &a{i} [*a{}, *a{}, *a{}, *a{}]\n",
            i - 1,
            i - 1,
            i - 1,
            i - 1
        ));
    }
    for text in [
        "[".repeat(20_000),
        bomb,
        "a: ".repeat(5_000),
        "{".repeat(20_000),
        String::new(),
        "\u{0}\u{1}".into(),
        "好".repeat(300_000),
    ] {
        fs::write(&file, text).unwrap();
        let read = read_content(dir.path());
        assert!(read.report.has_errors());
        assert!(read.report.items().iter().all(|d| !d.message.is_ascii() && d.help.is_some()));
    }
}
