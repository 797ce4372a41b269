//! Pictures without a board: the strip of a procedure for the phone, and contact sheets of all words.
//!
//! Start at [`Workshop::strip`] and [`Workshop::contact_sheets`]. Strips are drawn for the phone, not
//! shrunk from the board (phone-design.md §1): 360×280 units a picture (9:7), type of 23 units = 21 px
//! where the picture is 324 px wide. Contact sheets are A2 lying, laid out by the theme's
//! `boards/cast.xml`, every drawing staged from the word under it.

use super::Arranger;
use super::CodeRule;
use super::Limits;
use super::Workshop;
use super::draw::Painter;
use super::markup;
use super::missing_glyphs;
use super::photos::place_photo;
use super::text::Typesetter;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Span;
use crate::frame::Frame;
use crate::geometry::Rect;
use crate::model::Person;
use crate::model::Picture;
use crate::record::At;
use crate::stage::Places;
use crate::stage::judge_scene;
use crate::units::Dpi;
use crate::units::Mm;
use crate::units::SheetSize;
use serde::Serialize;
use std::sync::Arc;

/// Width and height of a picture on the phone.
pub const PHONE_PICTURE: (f64, f64) = (360.0, 280.0);
/// Type on the phone: 46 units of 560.
const PHONE_TYPE: Mm = Mm(23.0);
/// 850 pixels across: sharp on phones, few bytes.
const PHONE_PHOTO: Dpi = Dpi(60.0);
/// 0.9 % of the picture's height, as on boards.
const PHONE_LINE: Mm = Mm(2.5);
/// Contact sheets: A2, lying.
const CAST_SHEET: SheetSize = SheetSize { width: Mm(594.0), height: Mm(420.0) };
/// Held in the hand or read from a desk: 12 pt and more.
const CAST_TYPE: Mm = Mm(4.3);
const CAST_LINE: Mm = Mm(0.6);

/// What `boards/cast.xml` sees.
#[derive(Debug, Serialize)]
struct SheetView {
    width: f64,
    height: f64,
    title: &'static str,
    note: &'static str,
    columns: usize,
    rows: usize,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    /// Number of the picture, for `<comic src>`.
    panel: usize,
    word: String,
    /// What may be written instead.
    aliases: String,
}

impl Workshop<'_> {
    /// The pictures of a procedure under each other, for the phone. What cannot be staged well goes to
    /// the report.
    #[must_use]
    pub fn strip(
        &self,
        stem: &str,
        title: &str,
        pictures: &[&Picture],
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Frame {
        let (w, h) = PHONE_PICTURE;
        let size = SheetSize { width: Mm(w), height: Mm(h * pictures.len() as f64) };
        let cells: Vec<(Rect, &Picture)> = pictures
            .iter()
            .enumerate()
            .map(|(i, picture)| (Rect { x: 0.0, y: h * i as f64, w, h }, *picture))
            .collect();
        let words: Vec<String> = pictures.iter().map(|p| p.in_words()).collect();
        let look = (PHONE_LINE, PHONE_TYPE);
        let named = (("strip", stem), (title.into(), words.join("。")));
        let (frame, judged) = self.pictures(&cells, size, look, named, typesetter, report);
        for (picture, faults) in pictures.iter().zip(judged) {
            if let Some((first, help)) = faults.first().map(|f| (f, help_for(f))) {
                let what = format!("这幅画太挤：{first}");
                report.push(
                    Diagnostic::new(Code::Crowded, Some(picture.place.span), what).help(help),
                );
            }
        }
        frame
    }

    /// Pictures in boxes of a sheet, with lines of one weight and type of at least one size; and what
    /// the judge of pictures says of each.
    #[must_use]
    pub fn pictures(
        &self,
        cells: &[(Rect, &Picture)],
        size: SheetSize,
        (line, smallest_type): (Mm, Mm),
        (name, words): ((&str, &str), (String, String)),
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> (Frame, Vec<Vec<String>>) {
        let mut painter = Painter::new(size, line, 1.0, &self.theme.inks, &self.art);
        let look = (line, smallest_type, Mm(0.0));
        let judged = cells
            .iter()
            .map(|(rect, picture)| {
                if let Some(photo) = &picture.photo {
                    let (place, words) = ((*rect, Mm(0.0)), picture.in_words());
                    let placed = place_photo(photo, words, place, PHONE_PHOTO, &mut painter);
                    painter.diagnostics.extend(placed.err().map(|p| *p));
                    return Vec::new();
                }
                let scene = self.picture(picture, *rect, look, typesetter, &mut painter);
                let mut faults: Vec<String> =
                    scene.left_out.iter().map(|words| format!("「{words}」放不下")).collect();
                faults.extend(judge_scene(&scene, (rect.w, rect.h)));
                faults
            })
            .collect();
        for problem in painter.diagnostics.drain(..) {
            report.push(problem);
        }
        for (missing, source) in &painter.missing {
            report.push(missing_glyphs(missing, Some(*source)));
        }
        (self.frame_of(painter, name, words, size), judged)
    }

    /// Every word that a picture may use, over its drawing: people, moods and poses, things, places.
    pub fn contact_sheets(&self, typesetter: &mut Typesetter, report: &mut Report) -> Vec<Frame> {
        let words = &self.theme.words;
        let person = |who: &str, action: &str, mood: &str| Person {
            who: who.into(),
            action: action.into(),
            prop: None,
            mood: Some(mood.into()),
            position: None,
            speech: None,
        };
        let people = words
            .people
            .words
            .iter()
            .map(|w| (w, on_stage(vec![person(&w.0, "站立", "微笑")], true)));
        // Different people show the moods and poses, so that no drawing looks like a rule for one.
        let cast: Vec<&str> = words.people.words.iter().map(|w| w.0.as_str()).collect();
        let somebody = |i: usize| cast.get(i * 5 % cast.len().max(1)).copied().unwrap_or("");
        let moods = words.moods.words.iter().enumerate();
        let moods =
            moods.map(|(i, w)| (w, on_stage(vec![person(somebody(i), "站立", &w.0)], false)));
        let poses = words.actions.words.iter().enumerate().map(|(i, w)| {
            let sample = self.cast.sample_of(&w.0);
            let named = |n: usize| sample.get(n).map(String::as_str).filter(|x| !x.is_empty());
            let first = person(named(0).unwrap_or_else(|| somebody(i)), &w.0, "微笑");
            let mut list = vec![Person { prop: named(2).map(String::from), ..first }];
            if let Some(partner) = self.cast.partner_of(&w.0) {
                let other = named(1).unwrap_or_else(|| somebody(i + 1));
                list.push(person(other, partner, "微笑"));
            }
            (w, on_stage(list, true))
        });
        let props = words.props.words.iter().map(|w| (w, thing(&w.0)));
        let places = words.places.words.iter().map(|w| (w, empty_place(&w.0)));
        let sheets = [
            (
                "people",
                "人物",
                "写在一行的最前面，例：阿姨 递 表格 微笑 说“要准备什么？”",
                9,
                people.collect(),
            ),
            (
                "poses",
                "表情和动作",
                "写在人物后面，例：爷爷 看手机 疑惑",
                9,
                moods.chain(poses).collect(),
            ),
            ("props", "道具", "写在动作后面，或写在「摆设」里", 15, props.collect()),
            ("places", "地点", "写在「地点」里", 7, places.collect::<Vec<_>>()),
        ];
        let made = sheets.into_iter().filter_map(|(stem, title, note, columns, cells)| {
            self.contact_sheet((stem, title, note), columns, &cells, typesetter, report)
        });
        made.collect()
    }

    fn contact_sheet(
        &self,
        (stem, title, note): (&'static str, &'static str, &'static str),
        columns: usize,
        cells: &[(&(String, Vec<String>), Picture)],
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Frame> {
        let size = CAST_SHEET;
        let view = SheetView {
            width: size.width.0,
            height: size.height.0,
            title,
            note,
            columns,
            rows: cells.len().div_ceil(columns),
            cells: cells
                .iter()
                .enumerate()
                .map(|(panel, ((word, aliases), _))| CellView {
                    panel,
                    word: word.clone(),
                    aliases: aliases.join(" "),
                })
                .collect(),
        };
        let context = tera::Context::from_serialize(&view).expect("the views are plain data");
        let xml = self.templates.render("cast.xml", &context);
        let xml = xml.map_err(|problem| report.push(*problem)).ok()?;
        let root = markup::parse(&xml, &self.theme.inks);
        let root = root.map_err(|error| report.push(self.markup_problem(error))).ok()?;
        let rule = CodeRule { scan_distance: Mm(600.0), pixels_per_mm: 4.0 };
        let mut arranger = Arranger::new(typesetter, rule, None);
        let Ok(placed) = arranger.arrange(&root, size) else {
            let what = format!("图样「{title}」的词太多，一张 A2 纸放不下");
            report.push(
                Diagnostic::new(Code::ThemeFile, None, what)
                    .help("在主题的 boards/cast.xml 里把字改小，或少加几个词"),
            );
            return None;
        };
        let mut painter = Painter::new(size, CAST_LINE, 4.0, &self.theme.inks, &self.art);
        let pictures: Vec<&Picture> = cells.iter().map(|(_, picture)| picture).collect();
        self.paint(
            &placed,
            &pictures,
            (CAST_LINE, CAST_TYPE, Dpi(150.0)),
            &mut arranger,
            &mut painter,
        );
        let listed: Vec<&str> = cells.iter().map(|((word, _), _)| word.as_str()).collect();
        Some(self.frame_of(painter, ("cast", stem), (title.into(), listed.join("、")), size))
    }

    pub(super) fn frame_of(
        &self,
        painter: Painter<'_>,
        (kind, stem): (&str, &str),
        (title, description): (String, String),
        size: SheetSize,
    ) -> Frame {
        Frame {
            kind: kind.into(),
            stem: stem.into(),
            size,
            title,
            description,
            version: String::new(),
            inks: Arc::clone(&self.theme.inks),
            items: painter.items,
            clips: painter.clips,
            codes: painter.codes,
            limits: Limits {
                smallest_type: CAST_TYPE,
                smallest_imprint: CAST_TYPE,
                safe_margin: Mm(0.0),
                smallest_code: Mm(0.0),
            },
        }
    }
}

/// What to leave out of a picture with this fault.
fn help_for(fault: &str) -> &'static str {
    if ["放不下", "气泡", "太多行"].iter().any(|part| fault.contains(part)) {
        "把话写短，或少一个人说话"
    } else if fault.contains("手") {
        "把两个人挨着写，或换一个动作"
    } else {
        "少写一个人"
    }
}

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::file_start(FileId(0)) }
}

fn picture(place: &str) -> Picture {
    Picture {
        place: at(place.into()),
        people: Vec::new(),
        props: Vec::new(),
        shot: None,
        effect: None,
        caption: None,
        photo: None,
    }
}

/// People before nothing; from head to foot if `full`.
fn on_stage(people: Vec<Person>, full: bool) -> Picture {
    Picture {
        people: people.into_iter().map(at).collect(),
        shot: full.then(|| at("全景".into())),
        ..picture(Places::NOWHERE)
    }
}

fn thing(word: &str) -> Picture {
    Picture { props: vec![at(word.into())], ..picture(Places::NOWHERE) }
}

fn empty_place(word: &str) -> Picture {
    picture(word)
}
