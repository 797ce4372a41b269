//! Files for the press, as second readers see them: poppler, qpdf, Ghostscript, zbar.
//!
//! A reader that is missing skips its part loudly; in CI none may be missing. Few files, but every kind
//! of board and every rule of black, with bleed and without.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "in a test, a panic is a failure; what is skipped is said"
)]

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use tiff::decoder::Decoder;
use tiff::decoder::DecodingResult;
use tiff::tags::Tag;

/// What a reader says of a file; `None` when it is not on this computer.
fn ask(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    // qpdf writes to the screen only when told so after the file.
    let last: &[&str] = if arguments.contains(&"--qdf") { &["-"] } else { &[] };
    let output = Command::new(program).args(arguments).arg(file).args(last).output();
    let Ok(output) = output else {
        assert!(std::env::var_os("CI").is_none(), "{program} is missing in CI");
        eprintln!("跳过：没有 {program}");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text} {}", stderr(&output));
    Some(text)
}

/// A box of `pdfinfo -box`, in millimetres: left, bottom, right, top.
fn page_box(info: &str, name: &str) -> [f64; 4] {
    let line = info.lines().find(|l| l.starts_with(name)).unwrap();
    let numbers: Vec<f64> =
        line.split_whitespace().skip(1).map(|n| n.parse::<f64>().unwrap() * 25.4 / 72.0).collect();
    numbers.try_into().unwrap()
}

fn near(a: [f64; 4], b: [f64; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.1)
}

struct Case {
    board: &'static str,
    profile: &'static str,
    size: &'static str,
    /// Artwork, bleed, white edge and room for marks, in millimetres.
    trim: (f64, f64),
    around: (f64, f64, f64),
    stem: &'static str,
}

const CASES: &[Case] = &[
    Case {
        board: "item",
        profile: "KT板/写真",
        size: "90x120cm",
        trim: (900.0, 1200.0),
        around: (0.0, 0.0, 0.0),
        stem: "item/401-90x120cm",
    },
    Case {
        board: "overview",
        profile: "喷绘",
        size: "240x120cm",
        trim: (2400.0, 1200.0),
        around: (0.0, 100.0, 0.0),
        stem: "overview/overview-240x120cm-inkjet",
    },
    Case {
        board: "item",
        profile: "胶印",
        size: "60x80cm",
        trim: (600.0, 800.0),
        around: (3.0, 0.0, 10.0),
        stem: "item/401-60x80cm-offset",
    },
];

/// Boxes to a tenth of a millimetre, no font, no picture, no RGB, sound objects, black by the rule.
#[test]
fn pdfs_are_what_a_shop_wants() {
    let dir = with_procedures(&["401", "402", "501"]);
    for case in CASES {
        let arguments = [
            "build",
            "--only",
            "boards",
            "--board",
            case.board,
            "--profile",
            case.profile,
            "--size",
            case.size,
            "--dpi",
            "60",
        ];
        let output = run(dir.path(), &arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        // Drawings that 60 dpi do not change are called as usual.
        let drawn = |ending: &str| {
            let named = |dpi: &str| dir.path().join(format!("print/{}{dpi}.{ending}", case.stem));
            ["-60dpi", ""].map(named).into_iter().find(|path| path.is_file())
        };
        let file = drawn("pdf").unwrap();
        if let Some(svg) = drawn("svg") {
            let svg = fs::read_to_string(svg).unwrap();
            let size = format!(" width=\"{}mm\" height=\"{}mm\"", case.trim.0, case.trim.1);
            assert!(svg.contains(&size), "{size}");
        }
        // The raster that was written beside it, as pixels and as a sheet of this size.
        let raster = dir.path().join(format!("print/{}-60dpi.png", case.stem));
        both_find(&raster, case.board);
        let info = png::Decoder::new(BufReader::new(fs::File::open(&raster).unwrap()));
        let info = info.read_info().unwrap().info().clone();
        let per_metre = info.pixel_dims.unwrap().xppu;
        for (pixels, mm) in [(info.width, case.trim.0), (info.height, case.trim.1)] {
            let real = f64::from(pixels) / f64::from(per_metre) * 1000.0;
            assert!((real - mm).abs() < 0.1, "{real} mm instead of {mm}");
        }
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.len() < 1_500_000, "{}: {}", case.stem, bytes.len());
        let (w, h) = case.trim;
        let (bleed, edge, marks) = case.around;
        let (wide, high) = (w + 2.0 * edge, h + 2.0 * edge);
        if let Some(info) = ask("pdfinfo", &["-box"], &file) {
            let out = bleed + marks;
            let page = [0.0, 0.0, wide + 2.0 * out, high + 2.0 * out];
            assert!(near(page_box(&info, "MediaBox"), page), "{info}");
            let trim = [out + edge, out + edge, out + edge + w, out + edge + h];
            assert!(near(page_box(&info, "TrimBox"), trim), "{info}");
            let bleeds = [marks, marks, out + wide + bleed, out + high + bleed];
            assert!(near(page_box(&info, "BleedBox"), bleeds), "{info}");
            assert!(info.contains("Pages:           1") && info.contains("Encrypted:       no"));
            assert!(info.contains("Title: ") && info.contains("幸福街道阳光社区"), "{info}");
            assert!(!info.contains("CreationDate"), "{info}");
        }
        if let Some(fonts) = ask("pdffonts", &[], &file) {
            assert_eq!(fonts.lines().count(), 2, "{fonts}");
        }
        if let Some(images) = ask("pdfimages", &["-list"], &file) {
            assert_eq!(images.lines().count(), 2, "{images}");
        }
        ask("qpdf", &["--check"], &file);
        if let Some(text) = ask("qpdf", &["--qdf", "--object-streams=disable"], &file) {
            for word in ["DeviceRGB", "/Font", "/SMask", "/ca ", "/CA ", "/Annots", "/JavaScript"] {
                assert!(!text.contains(word), "{word}");
            }
            // Of PDF/X's rules, what can be kept without claiming it.
            for part in ["/Trapped /False", "/ID [", "/Title "] {
                assert!(text.contains(part), "{part}");
            }
            assert!(!text.contains("GTS_PDFXVersion") && !text.contains("/OutputIntents"));
            // Every colour operator is a CMYK one.
            let operators = |end: &str| text.lines().filter(|l| l.ends_with(end)).count();
            assert!(operators(" k") > 100 && operators(" K") > 20);
            assert_eq!(operators(" rg") + operators(" RG") + operators(" g") + operators(" G"), 0);
            for line in text.lines().filter(|l| l.ends_with(" k") || l.ends_with(" K")) {
                let ink: f64 = line.split(' ').take(4).map(|v| v.parse::<f64>().unwrap()).sum();
                assert!(ink <= 3.0 + 1e-6, "{line}");
            }
            let offset = case.profile == "胶印";
            assert_eq!(text.contains("/K gs"), offset, "overprint");
            assert!(text.contains(if offset { "\n0 0 0 1 k" } else { "\n0.5 0.5 0.5 1 k" }));
        }
        codes_are_found(&file, dir.path(), case.board);
        plates_are_right(&file, dir.path(), case.profile == "胶印");
    }
}

/// Words that can be typed over: all of them, at their places, and the drawing is there too. The file
/// for the shop stays outlined.
#[test]
fn an_editable_svg_keeps_its_words() {
    let dir = with_procedures(&["401"]);
    let quick = ["build", "--only", "boards", "--board", "item", "--dpi", "30", "--editable"];
    let output = run(dir.path(), &quick);
    assert!(output.status.success(), "{}", stderr(&output));
    let read = |name: &str| fs::read_to_string(dir.path().join("print/item").join(name)).unwrap();
    let (outlined, editable) =
        (read("401-90x120cm-30dpi.svg"), read("401-90x120cm-30dpi-editable.svg"));
    assert!(!outlined.contains("<text") && editable.contains(" textLength=\""));
    let labels = outlined.matches("aria-label=\"").count();
    assert_eq!(editable.matches("<text ").count(), labels);
    let mut fonts = resvg::usvg::fontdb::Database::new();
    for face in ["Medium", "Bold", "Black"] {
        let path = crate_root().join(format!("themes/default/fonts/NotoSansSC-{face}.ttf"));
        fonts.load_font_data(fs::read(path).unwrap());
    }
    // Set again with the same faces, it is the same sheet: few pixels differ.
    let options = resvg::usvg::Options {
        fontdb: std::sync::Arc::new(fonts),
        ..resvg::usvg::Options::default()
    };
    let draw = |svg: &str| {
        let tree = resvg::usvg::Tree::from_str(svg, &options).unwrap();
        let mut pixels = resvg::tiny_skia::Pixmap::new(900, 1200).unwrap();
        let scale = 900.0 / tree.size().width();
        let place = resvg::tiny_skia::Transform::from_scale(scale, scale);
        resvg::render(&tree, place, &mut pixels.as_mut());
        pixels.take()
    };
    let (a, b) = (draw(&outlined), draw(&editable));
    let far = a.iter().zip(&b).filter(|(a, b)| a.abs_diff(**b) > 96).count();
    assert!(far * 300 < a.len(), "{far} of {}", a.len());
    let list = fs::read_to_string(dir.path().join("print/manifest.json")).unwrap();
    assert!(list.contains("401-90x120cm-30dpi-editable.svg"));
}

/// Every declared code and no other, in the PDF made into pixels.
fn codes_are_found(file: &Path, out: &Path, board: &str) {
    let picture = out.join("page");
    let target = picture.to_str().unwrap();
    let made = Command::new("pdftoppm")
        .args(["-r", "100", "-gray", "-png", "-singlefile"])
        .arg(file)
        .arg(target)
        .status();
    if made.is_err() {
        assert!(std::env::var_os("CI").is_none(), "pdftoppm is missing in CI");
        return;
    }
    both_find(&out.join("page.png"), board);
}

/// Two readers scan a whole sheet, and each finds exactly its declared codes.
fn both_find(picture: &Path, board: &str) {
    let grey = image::open(picture).unwrap().to_luma8();
    are_the_codes(near_the_codes(&grey), board);
    let read = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"];
    if let Some(found) = ask("zbarimg", &read, picture) {
        are_the_codes(found.lines().map(String::from).collect(), board);
    }
}

/// What the second reader finds who stands before a code as people do: a part of the sheet, half as wide and high.
/// Over a whole board it takes round things of the drawings for corners of codes.
fn near_the_codes(sheet: &image::GrayImage) -> Vec<String> {
    let (w, h) = sheet.dimensions();
    let mut found = std::collections::BTreeSet::new();
    for (column, row) in (0..4).flat_map(|column| (0..4).map(move |row| (column, row))) {
        let (x, y) = (w * column / 6, h * row / 6);
        let part = image::imageops::crop_imm(sheet, x, y, w / 2, h / 2).to_image();
        let mut prepared = rqrr::PreparedImage::prepare(part);
        let grids = prepared.detect_grids();
        found.extend(grids.iter().filter_map(|g| Some(g.decode().ok()?.1)));
    }
    found.into_iter().collect()
}

fn are_the_codes(mut codes: Vec<String>, board: &str) {
    codes.sort_unstable();
    let wanted: Vec<String> = match board {
        "item" => vec!["https://xiaowei.example/401/?v=".into()],
        _ => (1..=6).map(|c| format!("https://xiaowei.example/c/{c}/?v=")).collect(),
    };
    assert_eq!(codes.len(), wanted.len(), "{codes:?}");
    for (code, start) in codes.iter().zip(&wanted) {
        assert!(code.starts_with(start), "{codes:?}");
    }
}

/// Ghostscript's plates of a PDF: no pixel over 300 %, and black is what the way of printing says.
fn plates_are_right(file: &Path, out: &Path, offset: bool) {
    let target = format!("-sOutputFile={}", out.join("plate.tif").display());
    let arguments = ["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r18", &target];
    if ask("gs", &arguments, file).is_none() {
        return;
    }
    let [c, m, y, k] = ["Cyan", "Magenta", "Yellow", "Black"].map(|plate| {
        let path = out.join(format!("plate({plate}).tif"));
        let mut decoder = Decoder::new(BufReader::new(fs::File::open(path).unwrap())).unwrap();
        let DecodingResult::U8(pixels) = decoder.read_image().unwrap() else { panic!("not bytes") };
        pixels.into_iter().map(|v| 255 - v).collect::<Vec<u8>>()
    });
    let (mut blacks, mut others) = (0, 0);
    for i in 0..k.len() {
        let ink = [c[i], m[i], y[i]];
        let all = ink.iter().chain([&k[i]]).map(|v| u32::from(*v)).sum::<u32>();
        assert!(all <= 3 * 255 + 3, "{ink:?} {}", k[i]);
        if k[i] < 250 {
            continue;
        }
        blacks += 1;
        if offset {
            // Alone on paper; over a coloured band the band goes on below.
            others += usize::from(ink.iter().any(|v| *v > 20));
        } else {
            assert!(ink.iter().all(|v| v.abs_diff(128) <= 3), "{ink:?}");
        }
    }
    assert!(blacks > 3_000 && others * 10 < blacks, "{others} of {blacks}");
    // inkcov, the reader that told a four-colour black at once when others were looked at.
    let cover = ask("gs", &["-q", "-o", "-", "-sDEVICE=inkcov", "-r18"], file).unwrap();
    let shares: Vec<f64> =
        cover.split_whitespace().take(4).map(|v| v.parse::<f64>().unwrap()).collect();
    assert!(shares.iter().all(|v| *v > 0.05 && *v < 0.95), "{cover}");
}

/// Same input, same bytes; wrong profiles are told in Chinese and nothing is written.
#[test]
fn profiles_and_icc_files_are_checked() {
    let dir = with_procedures(&["401"]);
    let quick = ["build", "--only", "boards", "--board", "item", "--dpi", "30"];
    let icc = dir.path().join("press.icc");
    let mut bytes = vec![0u8; 200];
    bytes[..4].copy_from_slice(&200u32.to_be_bytes());
    bytes[16..20].copy_from_slice(b"RGB ");
    bytes[36..40].copy_from_slice(b"acsp");
    for (content, words) in [
        (b"no profile at all".to_vec(), "不是完整的 ICC 文件"),
        (bytes.clone(), "是 RGB 的 ICC 文件，印刷要 CMYK 的"),
        (bytes[..150].to_vec(), "不是完整的 ICC 文件"),
    ] {
        fs::write(&icc, content).unwrap();
        let output = run(dir.path(), &[&quick[..], &["--icc", "press.icc"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
        assert!(!dir.path().join("print").exists());
    }
    let output = run(dir.path(), &[&quick[..], &["--icc", "nowhere.icc"]].concat());
    assert!(stderr(&output).contains("不能读色彩文件 nowhere.icc"), "{}", stderr(&output));
    let output = run(dir.path(), &[&quick[..], &["--profile", "木板"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output)
            .contains("没有「木板」这种印刷方式，可以写：KT板、喷绘、UV平板、胶印、办公打印"),
        "{}",
        stderr(&output)
    );
    assert!(!dir.path().join("print").exists());

    // A CMYK profile travels inside, and only then there is an output intent.
    bytes[16..20].copy_from_slice(b"CMYK");
    fs::write(&icc, &bytes).unwrap();
    for (extra, intents) in [(vec![], false), (vec!["--icc", "press.icc"], true)] {
        let out = fresh();
        let place = out.path().to_str().unwrap().to_string();
        let output = run(dir.path(), &[&quick[..], &["--out", &place], &extra[..]].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        let pdf = fs::read(out.path().join("print/item/401-90x120cm-30dpi.pdf")).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert_eq!(text.contains("/OutputIntents"), intents);
        assert!(!text.contains("GTS_PDFXVersion"));
        let again = fresh();
        let place = again.path().to_str().unwrap().to_string();
        run(dir.path(), &[&quick[..], &["--out", &place], &extra[..]].concat());
        assert_eq!(pdf, fs::read(again.path().join("print/item/401-90x120cm-30dpi.pdf")).unwrap());
    }
    assert!(crate_root().join("themes/default/profiles.yaml").is_file());
}

/// Plates hold the inks' own values on flat areas, black by the profile; size and resolution are right;
/// the code is found in it.
#[test]
fn tiffs_hold_exact_plates() {
    let dir = with_procedures(&["401"]);
    let output = run(
        dir.path(),
        &[
            "build",
            "--only",
            "boards",
            "--board",
            "item",
            "--profile",
            "喷绘布",
            "--size",
            "60x80cm",
            "--dpi",
            "60",
        ],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let file = dir.path().join("print/item/401-60x80cm-inkjet-60dpi.tif");
    assert!(
        !dir.path().join("print/item/401-60x80cm-inkjet.svg").exists(),
        "the profile asks for none"
    );
    let mut decoder = Decoder::new(BufReader::new(fs::File::open(&file).unwrap())).unwrap();
    decoder = decoder.with_limits(tiff::decoder::Limits::unlimited());
    // 60×80 cm and 10 cm of white all around, at 60 dpi.
    let (w, h) = decoder.dimensions().unwrap();
    assert_eq!((w, h), (1890, 2362));
    assert_eq!(decoder.colortype().unwrap(), tiff::ColorType::CMYK(8));
    for (tag, pixels, mm) in [(Tag::XResolution, w, 800.0), (Tag::YResolution, h, 1000.0)] {
        let value = decoder.get_tag(tag).unwrap().into_u32_vec().unwrap();
        let dpi = f64::from(value[0]) / f64::from(value[1]);
        assert!((f64::from(pixels) / dpi * 25.4 - mm).abs() < 0.01 && (dpi - 60.0).abs() < 0.1);
    }
    assert_eq!(decoder.get_tag_u32(Tag::ResolutionUnit).unwrap(), 2);
    let DecodingResult::U8(pixels) = decoder.read_image().unwrap() else { panic!("not bytes") };
    let at = |x_mm: f64, y_mm: f64| -> [u8; 4] {
        let px = |mm: f64| ((mm + 100.0) / 25.4 * 60.0).round() as usize;
        let start = (px(y_mm) * w as usize + px(x_mm)) * 4;
        pixels[start..start + 4].try_into().unwrap()
    };
    let ink = |percent: [f64; 4]| percent.map(|p| (p * 2.55).round() as u8);
    let near = |a: [u8; 4], b: [u8; 4]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 1);
    assert_eq!(at(-50.0, 300.0), [0; 4], "the white edge");
    assert!(near(at(3.0, 300.0), ink([0.0, 3.0, 8.0, 0.0])), "paper: {:?}", at(3.0, 300.0));
    // Under the header's words: the category's field, and no pixel anywhere over 300 %.
    let field = ink([8.0, 97.0, 98.0, 1.0]);
    let fields = pixels.chunks_exact(4).filter(|p| near((*p).try_into().unwrap(), field)).count();
    assert!(fields > 20_000, "{fields}");
    let black = ink([50.0, 50.0, 50.0, 100.0]);
    let blacks = pixels.chunks_exact(4).filter(|p| near((*p).try_into().unwrap(), black)).count();
    assert!(blacks > 10_000, "{blacks}");
    let most = pixels.chunks_exact(4).map(|p| p.iter().map(|v| u32::from(*v)).sum::<u32>()).max();
    assert!(most.unwrap() <= 3 * 255 + 4, "{most:?}");
    let grey: Vec<u8> = pixels
        .chunks_exact(4)
        .map(|p| 255 - (u32::from(p[0]) / 3 + u32::from(p[1]) / 2 + u32::from(p[3])).min(255) as u8)
        .collect();
    let picture = dir.path().join("tif.png");
    image::GrayImage::from_raw(w, h, grey).unwrap().save(&picture).unwrap();
    both_find(&picture, "item");
}

/// A community's own photo is upright, in its place and in four inks wherever there are inks.
#[test]
fn a_photo_comes_out_in_every_format() {
    let dir = with_procedures(&["401"]);
    let photos = dir.path().join("content/photos");
    fs::create_dir_all(&photos).unwrap();
    // Blue above, red below.
    let photo = image::RgbImage::from_fn(1200, 900, |_, y| {
        image::Rgb(if y < 450 { [20, 60, 220] } else { [220, 20, 20] })
    });
    photo.save(photos.join("门.jpg")).unwrap();
    let file = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once("    画面:\n      地点: 社区窗口\n").unwrap();
    let (_, after) = rest.split_once("  - 做什么:").unwrap();
    let photo = "    照片: { 文件: 门.jpg, 说明: 社区的门 }\n";
    fs::write(&file, format!("{before}{photo}  - 做什么:{after}")).unwrap();
    let arguments = ["build", "--board", "item", "--profile", "UV平板", "--dpi", "50"];
    let output = run(dir.path(), &arguments);
    assert!(output.status.success(), "{}", stderr(&output));
    let base = dir.path().join("print/item/401-90x120cm-uv-50dpi");
    let blue = |p: [u8; 3]| p[2] > 150 && p[0] < 90;
    let red = |p: [u8; 3]| p[0] > 150 && p[2] < 90;
    // A long border with blue above it and red below it.
    let check = |picture: &image::RgbImage, what: &str| {
        let (w, h) = picture.dimensions();
        let at = |x: u32, y: u32| picture.get_pixel(x, y).0;
        let border = |x: &u32| (0..h - 4).any(|y| blue(at(*x, y)) && red(at(*x, y + 4)));
        let long = (0..w).filter(border).count();
        assert!(long > 300, "{what}: {long}");
    };
    check(&image::open(base.with_extension("png")).unwrap().to_rgb8(), "png");
    let tree = resvg::usvg::Tree::from_str(
        &fs::read_to_string(base.with_extension("svg")).unwrap(),
        &resvg::usvg::Options::default(),
    );
    assert_eq!(tree.unwrap().root().children().len(), 1);
    let strip = fs::read_to_string(dir.path().join("public/comics/401.svg")).unwrap();
    assert!(strip.contains("<title>社区的门</title>") && strip.contains("data:image/jpeg;base64,"));
    let pdf = base.with_extension("pdf");
    if let Some(list) = ask("pdfimages", &["-list"], &pdf) {
        assert_eq!(list.lines().count(), 3, "{list}");
        assert!(list.lines().last().unwrap().contains(" cmyk "), "{list}");
    }
    ask("qpdf", &["--check"], &pdf);
    let drawn = dir.path().join("drawn");
    let target = drawn.to_str().unwrap();
    let arguments = ["-r", "50", "-png", "-singlefile", pdf.to_str().unwrap()];
    if ask("pdftoppm", &arguments, Path::new(target)).is_some() {
        check(&image::open(dir.path().join("drawn.png")).unwrap().to_rgb8(), "pdf");
    }
    let tif = fs::File::open(base.with_extension("tif")).unwrap();
    let mut decoder = Decoder::new(BufReader::new(tif)).unwrap();
    let (w, h) = decoder.dimensions().unwrap();
    let DecodingResult::U8(inks) = decoder.read_image().unwrap() else { panic!("not bytes") };
    let light = inks.chunks_exact(4).flat_map(|p| {
        let paper = |ink: u8| 255 - (u32::from(ink) + u32::from(p[3])).min(255) as u8;
        [paper(p[0]), paper(p[1]), paper(p[2])]
    });
    // Blue ink is cyan and magenta: its light here is dark green and strong blue.
    check(&image::RgbImage::from_raw(w, h, light.collect()).unwrap(), "tif");
}

/// How it will look on paper: white paper, a red that is darker than the screen's, black type.
#[test]
fn a_soft_proof_shows_ink_on_paper() {
    let dir = with_procedures(&["401"]);
    let quick = ["build", "--board", "item", "--dpi", "30", "--proof"];
    let output = run(dir.path(), &quick);
    assert!(output.status.success(), "{}", stderr(&output));
    let proof = image::open(dir.path().join("print/item/401-90x120cm-30dpi-proof.png")).unwrap();
    let proof = proof.to_rgb8();
    assert_eq!(proof.dimensions(), (1200, 1600));
    let screen = image::open(dir.path().join("public/boards/401.png")).unwrap().to_rgb8();
    // The header's field, between its rings: red on both, but not the same red.
    let [r, g, b] = proof.get_pixel(20, 20).0;
    assert!(r > 150 && g < 90 && b < 90, "{r} {g} {b}");
    assert!(proof.get_pixel(20, 20) != screen.get_pixel(20, 20));
    let white = proof.pixels().filter(|p| p.0.iter().all(|v| *v >= 252)).count();
    assert!(white > 100_000, "{white}");
    let black = proof.pixels().filter(|p| p.0.iter().all(|v| *v <= 50)).count();
    assert!(black > 5_000, "{black}");
    let list = fs::read_to_string(dir.path().join("print/manifest.json")).unwrap();
    assert!(list.contains("item/401-90x120cm-30dpi-proof.png"), "{list}");
}

/// Kind, file, millimetres of a page, pages, what the codes lead to.
type Kept = (&'static str, &'static str, (f64, f64), usize, &'static str);

/// Every kind of sheet there is, in its own make: a PDF that qpdf finds whole, with as many pages as were promised, each
/// of its own size, and on every page with a code zbar reads where it leads.
#[test]
fn every_kind_is_read_back() {
    const KINDS: &[Kept] = &[
        ("category", "category/4-120x90cm", (1200.0, 900.0), 1, "xiaowei.example/401/"),
        ("large", "large/404-60x90cm", (600.0, 900.0), 1, "xiaowei.example/404/"),
        ("rollup", "rollup/rollup-80x200cm", (800.0, 2000.0), 1, "xiaowei.example/"),
        ("not-issued", "not-issued/01-120x90cm", (1200.0, 900.0), 1, "xiaowei.example/zhengming/"),
        ("poster", "poster/404-297x420mm", (297.0, 420.0), 1, "xiaowei.example/404/"),
        ("leaflet", "leaflet/404-148x210mm", (148.0, 210.0), 2, "xiaowei.example/404/"),
        ("notice", "notice/404-210x297mm", (210.0, 297.0), 2, "xiaowei.example/404/"),
        ("flow", "flow/404-297x420mm", (297.0, 420.0), 1, "xiaowei.example/404/"),
        ("ledger", "ledger/ledger-420x297mm", (420.0, 297.0), 1, "xiaowei.example/"),
        (
            "locker-howto",
            "locker-howto/01-60x90cm",
            (600.0, 900.0),
            1,
            "xiaowei.example/bangbangui/",
        ),
        (
            "locker-labels",
            "locker-labels/01-210x297mm",
            (210.0, 297.0),
            3,
            "xiaowei.example/bangbangui/",
        ),
        ("locker-slip", "locker-slip/401-210x148mm", (210.0, 148.0), 1, "xiaowei.example/401/"),
        (
            "locker-missing",
            "locker-missing/401-210x148mm",
            (210.0, 148.0),
            1,
            "xiaowei.example/401/",
        ),
        (
            "bundle-poster",
            "bundle-poster/1-60x90cm",
            (600.0, 900.0),
            1,
            "xiaowei.example/lianban/1/",
        ),
        ("bundle-list", "bundle-list/1-210x297mm", (210.0, 297.0), 2, "xiaowei.example/lianban/1/"),
        (
            "event-notice",
            "event-notice/2026-12-11-297x420mm",
            (297.0, 420.0),
            1,
            "xiaowei.example/rili/",
        ),
        (
            "agenda-month",
            "agenda-month/agenda-month-297x420mm",
            (297.0, 420.0),
            3,
            "xiaowei.example/rili/",
        ),
        (
            "hearing-result",
            "hearing-result/2026-12-16-2-297x420mm",
            (297.0, 420.0),
            1,
            "xiaowei.example/rili/",
        ),
        (
            "station-sign",
            "station-sign/01-420x297mm",
            (420.0, 297.0),
            1,
            "xiaowei.example/zhandian/",
        ),
        ("box-label", "box-label/01-297x210mm", (297.0, 210.0), 1, "xiaowei.example/yijianxiang/"),
        ("box-slip", "box-slip/01-210x297mm", (210.0, 297.0), 1, "xiaowei.example/yijianxiang/"),
        (
            "monthly-reply",
            "monthly-reply/monthly-reply-210x297mm",
            (210.0, 297.0),
            2,
            "xiaowei.example/jieguo/?v=",
        ),
        (
            "result-poster",
            "result-poster/1-297x420mm",
            (297.0, 420.0),
            1,
            "xiaowei.example/jieguo/1/",
        ),
        (
            "group-poster",
            "group-poster/group-poster-60x90cm",
            (600.0, 900.0),
            1,
            "xiaowei.example/qun/",
        ),
        ("dossier", "dossier/404-210x297mm", (210.0, 297.0), 2, "xiaowei.example/404/"),
        ("binder", "binder/binder-210x297mm", (210.0, 297.0), 4, "xiaowei.example/"),
    ];
    let dir = with_procedures(&["401", "404"]);
    let bundle = "- 编号: 1\n  名称: 两件一起办\n  给谁: 老人\n  事项: [\"401\", \"404\"]\n";
    fs::write(dir.path().join("content/bundles.yaml"), bundle).unwrap();
    let mut asked = vec!["build", "--only", "boards"];
    KINDS.iter().for_each(|(kind, ..)| asked.extend(["--board", kind]));
    let output = run(dir.path(), &asked);
    assert!(output.status.success(), "{}", stderr(&output));
    let manifest = fs::read_to_string(dir.path().join("print/manifest.json")).unwrap();
    for (kind, stem, (width, height), pages, leads_to) in KINDS {
        let file = dir.path().join(format!("print/{stem}.pdf"));
        assert!(manifest.contains(&format!("\"{stem}.pdf\"")), "{stem} is not in the manifest");
        ask("qpdf", &["--check"], &file);
        let Some(info) = ask("pdfinfo", &["-box"], &file) else { continue };
        let count = info.lines().find_map(|l| l.strip_prefix("Pages:")).unwrap().trim().to_string();
        assert_eq!(count, pages.to_string(), "{kind}");
        let [left, foot, right, top] = page_box(&info, "TrimBox");
        let trim = (right - left, top - foot);
        assert!((trim.0 - width).abs() < 0.1 && (trim.1 - height).abs() < 0.1, "{kind}: {trim:?}");
        let dpi = if *width > 500.0 { "60" } else { "150" };
        let seen = dir.path().join(format!("{kind}-seen"));
        let out = Command::new("pdftoppm").args(["-r", dpi, "-png"]).arg(&file).arg(&seen).output();
        assert!(out.unwrap().status.success(), "{kind}");
        let mut read = 0;
        for entry in fs::read_dir(dir.path()).unwrap() {
            let picture = entry.unwrap().path();
            let name = picture.file_name().unwrap().to_string_lossy().into_owned();
            if !name.starts_with(&format!("{kind}-seen")) {
                continue;
            }
            let Ok(output) = Command::new("zbarimg").args(["-q", "--raw"]).arg(&picture).output()
            else {
                continue;
            };
            let codes = String::from_utf8_lossy(&output.stdout).into_owned();
            read += usize::from(codes.contains(leads_to));
            assert!(
                codes.lines().all(|code| code.starts_with("https://xiaowei.example/")),
                "{codes}"
            );
        }
        assert!(read > 0, "{kind}: no page leads to {leads_to}");
    }
}
