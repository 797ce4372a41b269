//! Boards: templates → box markup → places → a [`Frame`], judged.
//!
//! Start at [`Workshop::make`]. The template of a kind (`themes/<name>/boards/`) sees the words of
//! a sheet ([`view`]) and writes boxes ([`markup`]); taffy and parley place them ([`layout`]), the
//! [`draw`] module paints them, the [`judge`](judge::judge) reads the result. What does not fit is
//! a diagnostic that names the line of the content.

mod draw;
mod fitting;
pub mod judge;
mod layout;
mod markup;
mod origin;
mod photos;
mod qr;
pub mod questions;
pub mod sheets;
mod shortage;
pub mod text;
mod view;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Span;
use crate::figure::InkNames;
use crate::frame::Frame;
use crate::frame::Limits;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::plan::BoardPlan;
use crate::plan::Plan;
use crate::plan::Subject;
use crate::stage::Cast;
use crate::stage::Places;
use crate::stage::Scene;
use crate::stage::Setting;
use crate::stage::Troupe;
use crate::stage::stage;
use crate::theme::BoardKind;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::units::Dpi;
use crate::units::Mm;
use crate::units::SheetSize;
use layout::Arranger;
use layout::CodeRule;
use std::sync::Arc;

pub use draw::BLEED;

/// The templates and drawings of a theme, ready to make boards on several threads.
#[derive(Debug)]
pub struct Workshop<'t> {
    theme: &'t Theme,
    templates: Templates,
    art: crate::art::ArtShelf,
    cast: Cast,
    places: Places,
    palette: InkNames,
}

impl<'t> Workshop<'t> {
    /// Reads templates and drawings; mistakes in them go to the report.
    pub fn open(theme: &'t Theme, report: &mut Report) -> Option<Workshop<'t>> {
        let templates = Templates::open(theme, "boards", ".xml", true);
        let templates = templates.map_err(|problem| report.push(*problem)).ok()?;
        let art = crate::art::ArtShelf::open(theme);
        let broken: Vec<(&str, String)> =
            art.names().filter_map(|n| Some((n, art.drawing(n).err()?))).collect();
        for (name, why) in &broken {
            let path = format!("art/{name}.svg");
            let text = theme.texts.iter().find(|t| t.path == path);
            report.push(
                Diagnostic::new(
                    Code::ThemeFile,
                    text.map(|t| Span::file_start(t.file)),
                    why.clone(),
                )
                .help("照默认主题的图改：只用平涂的颜色，颜色都在 theme.yaml 里"),
            );
        }
        let palette = InkNames::new(&theme.inks);
        let mut wrong = Vec::new();
        let cast = Cast::read(&theme.tables, &palette, &mut wrong);
        let places = Places::read(theme, &crate::art::ArtReader::new(theme), &mut wrong);
        for (at, why) in &wrong {
            report.push(
                Diagnostic::new(Code::ThemeFile, Some(*at), why.clone())
                    .help("照默认主题的 art 文件夹里的写法改"),
            );
        }
        let good = broken.is_empty() && wrong.is_empty();
        good.then_some(Workshop { theme, templates, art, cast, places, palette })
    }

    /// Makes one board. `None` when it cannot be made; the report says why and where.
    pub fn make(
        &self,
        plan: &Plan<'_>,
        board: &BoardPlan<'_>,
        typesetter: &mut text::Typesetter,
        report: &mut Report,
    ) -> Option<Frame> {
        let (title, description, subject_span) = words_about(plan, board);
        let kind = board.kind;
        let pixels_per_mm = board.coarsest_pixels_per_mm();
        let rule = CodeRule { scan_distance: kind.scan_distance, pixels_per_mm };
        let mut arrangement = 0;
        let mut root = self.boxes(plan, board, arrangement, report)?;
        let (mut arranger, placed) = loop {
            let mut arranger = Arranger::new(typesetter, rule, home(board, subject_span));
            let outcome = arranger.arrange(&root, board.size);
            arrangement += 1;
            match outcome {
                Ok(placed) => break (arranger, placed),
                Err(_) if arrangement < kind.arrangements => {
                    root = self.boxes(plan, board, arrangement, report)?;
                }
                Err(too_long) => {
                    let larger = self.larger_size(plan, board, typesetter, false);
                    for text in too_long {
                        report.push(does_not_fit(&text, board, larger, subject_span));
                    }
                    return None;
                }
            }
        };
        let mut left_out_words = std::mem::take(&mut arranger.left_out);
        let panels: Vec<&Picture> = match board.subject {
            Subject::Item(index, _) => {
                plan.catalog.procedures[index].panels().into_iter().map(|(_, p)| p).collect()
            }
            Subject::Overview => Vec::new(),
        };
        let mut painter =
            draw::Painter::new(board.size, kind.line, pixels_per_mm, &self.theme.inks, &self.art);
        let look = (kind.line, kind.smallest_type(), board.dpi);
        left_out_words.extend(self.paint(&placed, &panels, look, &mut arranger, &mut painter));
        let mut good = true;
        for shaped in &mut arranger.blocks {
            let missing = shaped.variants[0].missing();
            if !missing.is_empty() {
                good = false;
                report.push(missing_glyphs(&missing, shaped.spec.source.or(subject_span)));
            }
        }
        for problem in painter.diagnostics.drain(..) {
            good = false;
            report.push(problem);
        }
        for (missing, source) in &painter.missing {
            good = false;
            report.push(missing_glyphs(missing, Some(*source)));
        }
        for (why, mark) in &painter.problems {
            good = false;
            let span = mark.as_ref().and_then(|mark| self.templates.place_of(mark, None));
            report.push(
                Diagnostic::new(Code::ThemeFile, span, why.clone())
                    .help("把图放进主题的 art 文件夹，或改模板里的名字"),
            );
        }
        let frame = Frame {
            kind: kind.name.clone(),
            stem: board.stem.clone(),
            size: board.size,
            title,
            description,
            version: board.version.clone(),
            inks: Arc::clone(&self.theme.inks),
            items: painter.items,
            clips: painter.clips,
            codes: painter.codes,
            limits: limits(kind),
        };
        for why in judge::judge(&frame) {
            good = false;
            let what = format!("{} {}（{}）：{why}", kind.label, board.stem, board.size);
            report.push(
                Diagnostic::new(Code::Judge, subject_span, what)
                    .help("缩短文字，或换大一些的尺寸；模板是自己改的，请检查模板"),
            );
        }
        if good && !left_out_words.is_empty() {
            let larger = self.larger_size(plan, board, typesetter, true);
            report.push(left_out(&left_out_words, board, larger, subject_span));
        }
        good.then_some(frame)
    }

    /// Paints boxes that have their places; returns the words that their pictures had no room for.
    fn paint(
        &self,
        placed: &[layout::Placed<'_>],
        panels: &[&Picture],
        (line, smallest_type, dpi): (Mm, Mm, Dpi),
        arranger: &mut Arranger<'_>,
        painter: &mut draw::Painter<'_>,
    ) -> Vec<String> {
        let mut left_out = Vec::new();
        for p in placed {
            painter.paint(p, &mut arranger.blocks);
            let markup::Content::Comic(number) = p.element.content else { continue };
            let Some(picture) = panels.get(number) else { continue };
            let radius = p.element.paint.radius;
            if let Some(photo) = &picture.photo {
                let words = picture.in_words();
                let placed = photos::place_photo(photo, words, (p.rect, radius), dpi, painter);
                painter.diagnostics.extend(placed.err().map(|p| *p));
                continue;
            }
            let look = (line, smallest_type, radius);
            let scene = self.picture(picture, p.rect, look, arranger.typesetter, painter);
            left_out.extend(scene.left_out);
        }
        left_out
    }

    /// Stages one picture in a box.
    fn picture(
        &self,
        picture: &Picture,
        rect: Rect,
        (line, smallest_type, radius): (Mm, Mm, Mm),
        typesetter: &mut text::Typesetter,
        painter: &mut draw::Painter<'_>,
    ) -> Scene {
        let setting =
            Setting { size: (rect.w, rect.h), weight: line.0, smallest_type: smallest_type.0 };
        let scene = stage(&self.troupe(), picture, &setting);
        let text_ink = self.theme.inks.find("text").unwrap_or(crate::ink::InkId(0));
        painter.comic((&scene, picture.in_words()), rect, radius, text_ink, typesetter);
        scene
    }

    /// Everybody and everything that can be in a picture.
    #[must_use]
    pub fn troupe(&self) -> Troupe<'_> {
        Troupe {
            cast: &self.cast,
            places: &self.places,
            palette: &self.palette,
            art: &self.art,
            words: &self.theme.words,
        }
    }

    /// Lays out and paints box markup that no template made: 0 for markup that is refused or does not
    /// fit, else the number of painted items. For who writes templates, and for the fuzzers in
    /// `tests/fuzz`.
    pub fn try_markup(
        &self,
        markup: &str,
        size: SheetSize,
        typesetter: &mut text::Typesetter,
    ) -> usize {
        let Ok(root) = markup::parse(markup, &self.theme.inks) else { return 0 };
        let rule = CodeRule { scan_distance: Mm(600.0), pixels_per_mm: 2.0 };
        let mut arranger = Arranger::new(typesetter, rule, None);
        let Ok(placed) = arranger.arrange(&root, size) else { return 0 };
        let inks = &self.theme.inks;
        let mut painter = draw::Painter::new(size, Mm(2.0), 2.0, inks, &self.art);
        for p in &placed {
            painter.paint(p, &mut arranger.blocks);
        }
        painter.items.len()
    }

    /// What the kind's template makes of a board's words.
    fn markup(
        &self,
        plan: &Plan<'_>,
        board: &BoardPlan<'_>,
        arrangement: usize,
    ) -> Result<String, Box<Diagnostic>> {
        let context = match board.subject {
            Subject::Overview => tera::Context::from_serialize(&view::overview_view(
                plan,
                self.theme,
                board,
                arrangement,
            )),
            Subject::Item(index, _) => {
                tera::Context::from_serialize(&view::item_view(plan, self.theme, board, index))
            }
        };
        let context = context.expect("the views are plain data");
        self.templates.render(&board.kind.template, &context)
    }

    /// The same as boxes.
    fn boxes(
        &self,
        plan: &Plan<'_>,
        board: &BoardPlan<'_>,
        arrangement: usize,
        report: &mut Report,
    ) -> Option<markup::Element> {
        let xml = self.markup(plan, board, arrangement);
        let xml = xml.map_err(|problem| report.push(*problem)).ok()?;
        match markup::parse(&xml, &self.theme.inks) {
            Ok(root) => Some(root),
            Err(error) => {
                report.push(self.markup_problem(error));
                None
            }
        }
    }

    /// What is wrong in the boxes, at the place of the template that wrote them.
    fn markup_problem(&self, error: markup::MarkupError) -> Diagnostic {
        let attribute = error.attribute.as_deref();
        let span = error.mark.and_then(|m| self.templates.place_of(&m, attribute));
        let what = format!("模板有误：{}", error.message);
        Diagnostic::new(Code::ThemeFile, span, what).help(error.help)
    }

    /// The smallest sheet of about the same shape, in steps of 5 cm of the shorter side, that the
    /// words fit (with `all`, none left out). Found by halving: a larger sheet holds what a smaller one does.
    fn larger_size(
        &self,
        plan: &Plan<'_>,
        board: &BoardPlan<'_>,
        typesetter: &mut text::Typesetter,
        all: bool,
    ) -> Option<SheetSize> {
        const STEP: f64 = 50.0;
        let shorter = board.size.width.min(board.size.height);
        let sized = |step: u32| {
            let factor = (shorter.0 + STEP * f64::from(step)) / shorter.0;
            let side = |m: Mm| Mm((m.0 * factor / STEP).ceil() * STEP);
            SheetSize { width: side(board.size.width), height: side(board.size.height) }
        };
        let mut serves = |size: SheetSize| {
            let larger = BoardPlan { size, ..board.clone() };
            let pixels_per_mm = larger.coarsest_pixels_per_mm();
            let rule = CodeRule { scan_distance: board.kind.scan_distance, pixels_per_mm };
            (0..board.kind.arrangements).any(|arrangement| {
                let root = self.boxes(plan, &larger, arrangement, &mut Report::default());
                let mut arranger = Arranger::new(typesetter, rule, None);
                root.is_some_and(|root| arranger.fits(&root, size, all))
            })
        };
        let (mut bad, mut good) = (0, (shorter.0 * 2.0 / STEP).ceil() as u32);
        if !serves(sized(good)) {
            return None;
        }
        while good - bad > 1 {
            let middle = u32::midpoint(good, bad);
            if serves(sized(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Some(sized(good))
    }
}

/// The file a board is about; an overview is about all of them.
fn home(board: &BoardPlan<'_>, subject: Option<Span>) -> Option<FileId> {
    match board.subject {
        Subject::Item(..) => subject.map(|s| s.file),
        Subject::Overview => None,
    }
}

fn limits(kind: &BoardKind) -> Limits {
    Limits {
        smallest_type: kind.smallest_type(),
        smallest_imprint: kind.smallest_imprint(),
        safe_margin: kind.safe_margin,
        smallest_code: kind.scan_distance / 10.0,
    }
}

/// Title, description and the place to name when no text can be named.
fn words_about(plan: &Plan<'_>, board: &BoardPlan<'_>) -> (String, String, Option<Span>) {
    let community = &plan.catalog.community;
    match board.subject {
        Subject::Overview => {
            let names: Vec<String> = plan
                .catalog
                .categories
                .iter()
                .map(|c| {
                    let items: Vec<&str> = plan
                        .catalog
                        .of_category(c.number.value)
                        .map(|p| p.short().value.as_str())
                        .collect();
                    format!("{}：{}", c.name.value, items.join("、"))
                })
                .collect();
            let title = format!("{} · {}", community.title.value, community.name.value);
            (title, names.join("。"), Some(community.title.span))
        }
        Subject::Item(index, _) => {
            let p = &plan.catalog.procedures[index];
            let steps: Vec<String> = p
                .steps
                .iter()
                .enumerate()
                .map(|(i, s)| format!("{}. {}", i + 1, s.action.value))
                .collect();
            let materials: Vec<&str> = p.materials.iter().map(|m| m.name.value.as_str()).collect();
            let bring = if materials.is_empty() {
                "不用带材料".into()
            } else {
                format!("要带：{}", materials.join("、"))
            };
            let description = format!("{}。{bring}。步骤：{}。", p.summary.value, steps.join("；"));
            (
                format!("{} {} · {}", p.code.value, p.title.value, community.name.value),
                description,
                Some(p.title.span),
            )
        }
    }
}

fn does_not_fit(
    text: &shortage::TooLong,
    board: &BoardPlan<'_>,
    larger: Option<SheetSize>,
    subject: Option<Span>,
) -> Diagnostic {
    let what = format!(
        "「{}」在 {} 的{}上放不下，大约多了 {} 个字",
        text.text, board.size, board.kind.label, text.excess
    );
    Diagnostic::new(Code::DoesNotFit, text.source.or(subject), what).help(match larger {
        Some(size) => format!("删去大约 {} 个字，或换成 --size {size}", text.excess),
        None => format!("删去大约 {} 个字", text.excess),
    })
}

/// What a small sheet does not say is said aloud to the office.
fn left_out(
    words: &[String],
    board: &BoardPlan<'_>,
    larger: Option<SheetSize>,
    subject: Option<Span>,
) -> Diagnostic {
    let shown: Vec<String> = words.iter().take(3).map(|w| format!("「{w}」")).collect();
    let and_more = if words.len() > 3 { "等" } else { "" };
    let what = format!(
        "{} 的{}地方小，少印了 {} 处：{}{and_more}",
        board.size,
        board.kind.label,
        words.len(),
        shown.join("")
    );
    let size = larger.map_or_else(|| "换大一些的尺寸".into(), |s| format!("换成 --size {s}"));
    Diagnostic::new(Code::LeftOut, subject, what)
        .help(format!("居民扫码还看得到；要全印上，就{size}，或删去一些字"))
}

fn missing_glyphs(missing: &[char], span: Option<Span>) -> Diagnostic {
    let mut list: Vec<char> = missing.to_vec();
    list.sort_unstable();
    list.dedup();
    let shown: Vec<String> = list.iter().map(|c| format!("「{c}」(U+{:04X})", *c as u32)).collect();
    Diagnostic::new(Code::MissingGlyph, span, format!("字体里没有 {}", shown.join("、")))
        .help("换一个字，或把有这个字的字体文件放进主题的 fonts 文件夹，写进 theme.yaml 的 fallback-fonts")
}
