//! The blind sheet: every panel of our procedures without its words, numbered, in an order that tells nothing.
//!
//! `tests/examples/blind-N.png` are for somebody who has not read the files: what happens here? The answers are
//! held against `tests/examples/blind.txt`. Renew both with `XIAOWEI_UPDATE=1 cargo test --test it blind::`; the
//! pictures are compared loosely, for what matters is that they are of this state.

use crate::common::Seeded;
use crate::common::crate_root;
use image::Rgb;
use image::RgbImage;
use image::imageops;
use std::fs;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::export::png::write_print_png;
use xiaowei::frame::Item;
use xiaowei::model::Picture;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;
use xiaowei::units::Dpi;
use xiaowei::units::MM_PER_INCH;

/// A panel as strips for the phone have it, in their units, and pixels for a unit.
const PANEL: (f64, f64) = (360.0, 280.0);
const SCALE: f64 = 0.75;
/// Panels in a row, and rows on a sheet.
const COLUMNS: usize = 6;
const ROWS: usize = 7;
/// Above every panel there is room for its number.
const HEAD: u32 = 22;
/// Of so many pixels one may be another.
const ONE_OTHER_OF: usize = 50;

/// Figures of 3 × 5 points.
const FIGURES: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 1, 1],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];

/// Writes a number, three pixels for a point.
fn stamp(sheet: &mut RgbImage, number: usize, (left, top): (u32, u32)) {
    for (n, figure) in number.to_string().chars().enumerate() {
        let rows = FIGURES[figure.to_digit(10).unwrap() as usize];
        for (y, x) in (0..5_u32).flat_map(|y| (0..3_u32).map(move |x| (y, x))) {
            if rows[y as usize] & (4 >> x) == 0 {
                continue;
            }
            for (dy, dx) in (0..3).flat_map(|dy| (0..3).map(move |dx| (dy, dx))) {
                let at = (left + n as u32 * 12 + x * 3 + dx, top + y * 3 + dy);
                sheet.put_pixel(at.0, at.1, Rgb([58, 36, 38]));
            }
        }
    }
}

#[test]
fn the_blind_sheet_is_of_these_panels() {
    let read = read_content(&crate_root());
    let (catalog, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let folder = crate::common::fresh();
    let (wide, high) = ((PANEL.0 * SCALE) as u32, (PANEL.1 * SCALE) as u32);
    let mut panels: Vec<(String, RgbImage)> = Vec::new();
    for sheet in plan.sheets.iter().filter(|sheet| sheet.kind.stacked) {
        let p = sheet.procedure().unwrap();
        let pictures: Vec<&Picture> = p.panels().into_iter().map(|(_, picture)| picture).collect();
        let mut report = Report::default();
        let mut made = workshop.make_planned(&plan, sheet, &mut typesetter, &mut report).unwrap();
        let frame = &mut made.pages[0];
        frame.items.retain(|item| !matches!(item, Item::Text(_)));
        let file = folder.path().join("strip.png");
        let scale = f64::from(wide) / frame.size.width.0;
        write_print_png(frame, Dpi(MM_PER_INCH * scale), &file).unwrap();
        let drawn = image::open(&file).unwrap().to_rgb8();
        let each = f64::from(drawn.height()) / pictures.len() as f64;
        for (i, picture) in pictures.iter().enumerate() {
            let from = (each * i as f64).round() as u32;
            let cut = imageops::crop_imm(&drawn, 0, from, drawn.width(), each as u32).to_image();
            let panel = imageops::resize(&cut, wide, high, imageops::FilterType::Triangle);
            panels.push((format!("{}-{} {}", p.code.value, i + 1, picture.in_words()), panel));
        }
    }
    let mut rng = Seeded(18);
    for i in (1..panels.len()).rev() {
        panels.swap(i, rng.below(i + 1));
    }
    let update = std::env::var_os("XIAOWEI_UPDATE").is_some();
    let examples = crate_root().join("tests/examples");
    let key: Vec<String> =
        panels.iter().enumerate().map(|(i, (words, _))| format!("{} {words}\n", i + 1)).collect();
    let key = key.concat();
    if update {
        fs::write(examples.join("blind.txt"), &key).unwrap();
    }
    assert_eq!(fs::read_to_string(examples.join("blind.txt")).unwrap(), key);
    for (n, chunk) in panels.chunks(COLUMNS * ROWS).enumerate() {
        let size = (COLUMNS as u32 * (wide + 6), ROWS as u32 * (high + HEAD));
        let mut sheet = RgbImage::from_pixel(size.0, size.1, Rgb([255, 255, 255]));
        for (i, (_, panel)) in chunk.iter().enumerate() {
            let (x, y) = ((i % COLUMNS) as u32 * (wide + 6), (i / COLUMNS) as u32 * (high + HEAD));
            imageops::replace(&mut sheet, panel, i64::from(x), i64::from(y + HEAD));
            stamp(&mut sheet, n * COLUMNS * ROWS + i + 1, (x + 3, y + 3));
        }
        let file = examples.join(format!("blind-{}.png", n + 1));
        // Panel by panel: of a whole sheet, one that is another would be lost among the others.
        let close = |kept: &RgbImage| {
            let is_close = |i: usize| {
                let (x, y) =
                    ((i % COLUMNS) as u32 * (wide + 6), (i / COLUMNS) as u32 * (high + HEAD));
                let at = |sheet: &RgbImage| {
                    imageops::crop_imm(sheet, x, y, wide, high + HEAD).to_image()
                };
                let differs = |(a, b): &(&Rgb<u8>, &Rgb<u8>)| {
                    a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 32)
                };
                let (kept, now) = (at(kept), at(&sheet));
                kept.pixels().zip(now.pixels()).filter(differs).count() * ONE_OTHER_OF
                    < now.pixels().len()
            };
            kept.dimensions() == sheet.dimensions() && (0..chunk.len()).all(is_close)
        };
        let kept = image::open(&file).ok().map(|kept| kept.to_rgb8());
        if update && !kept.as_ref().is_some_and(close) {
            crate::pictures::save(&sheet, &file);
            continue;
        }
        assert!(kept.as_ref().is_some_and(close), "{}", file.display());
    }
}
