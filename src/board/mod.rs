//! Sheets: templates → box markup → places → a [`Document`] of frames, judged.
//!
//! Start at [`Workshop::make`], the one way for every kind. What a sheet shows is a [`Topic`]: of records
//! of the content ([`view`]), of open questions ([`questions`]), of the words of pictures ([`words`]). The
//! kind's template (`themes/<name>/boards/`) sees it and writes boxes ([`markup`]); taffy and parley place
//! them ([`layout`]), the [`draw`] module paints them, the [`judge`](judge::judge) reads the result. What
//! does not fit is a diagnostic that names the line of the content.

mod advice;
mod composition;
mod draw;
mod element;
mod fitting;
mod hosts;
pub mod judge;
mod larger;
mod layout;
mod links;
mod markup;
mod origin;
mod outline;
mod pages;
mod photos;
mod qr;
pub(crate) mod questions;
mod scenes;
mod settling;
mod shortage;
mod spacing;
pub mod text;
mod topic;
mod tree;
mod trial;
mod values;
mod view;
mod words;

use crate::charset::missing_glyphs;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::figure::InkNames;
use crate::frame::Document;
use crate::frame::Frame;
use crate::frame::Limits;
use crate::frame::PictureSpot;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::stage::Cast;
use crate::stage::Places;
use crate::stage::Scene;
use crate::stage::Troupe;
use crate::stage::judge_scene;
use crate::stage::voices;
use crate::theme::Layer;
use crate::theme::SheetKind;
use crate::theme::TemplateFolder;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::units::Mm;
use crate::units::SheetSize;
use advice::crowded;
use advice::does_not_fit;
use advice::is_too_small;
use advice::left_out;
pub use composition::judge_composition;
use composition::near_head;
use layout::Arranger;
use layout::CodeRule;
use layout::Holds;
use std::sync::Arc;

pub(crate) use topic::Look;
pub(crate) use topic::Topic;
use topic::Way;

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

/// What is wrong in the drawings of the community's own theme, for a check that makes no boards.
pub(crate) fn own_drawings(theme: &Theme, report: &mut Report) {
    crate::art::own_problems(theme).into_iter().for_each(|problem| report.push(problem));
    crate::theme::strays(theme).into_iter().for_each(|problem| report.push(problem));
}

impl<'t> Workshop<'t> {
    /// Reads templates and drawings; mistakes in them go to the report.
    pub fn open(theme: &'t Theme, report: &mut Report) -> Option<Workshop<'t>> {
        let templates = Templates::open(theme, &TemplateFolder::SHEETS, &|_| {});
        let templates = templates.map_err(|problem| report.push(*problem)).ok()?;
        let art = crate::art::ArtShelf::open(theme);
        let broken = art.problems(theme);
        let is_sound = broken.is_empty();
        broken.into_iter().for_each(|problem| report.push(problem));
        let palette = InkNames::new(&theme.inks);
        let mut wrong = Vec::new();
        let cast = Cast::read(&theme.tables, &palette, &mut wrong);
        let places = Places::read(theme, crate::art::ArtReader::new(theme), &palette, &mut wrong);
        for (at, why) in &wrong {
            report.push(
                Diagnostic::new(Code::ThemeFile, Some(*at), why.clone())
                    .help("照默认主题的 art 文件夹里的写法改"),
            );
        }
        let good = is_sound && wrong.is_empty();
        good.then_some(Workshop { theme, templates, art, cast, places, palette })
    }

    /// Its theme.
    pub(crate) fn theme(&self) -> &'t Theme {
        self.theme
    }

    /// Makes the sheet of a plan; see [`Workshop::make`].
    pub fn make_planned(
        &self,
        plan: &Plan<'_>,
        sheet: &SheetPlan<'_>,
        typesetter: &mut text::Typesetter,
        report: &mut Report,
    ) -> Option<Document> {
        self.make(&self.topic(plan, sheet), &Look::of(sheet), typesetter, report)
    }

    /// Makes a sheet, the one way for all kinds: laid out, painted, asked for missing glyphs, judged.
    /// `None` when it cannot be made; the report says why and where.
    pub(crate) fn make(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        typesetter: &mut text::Typesetter,
        report: &mut Report,
    ) -> Option<Document> {
        Some(Document { pages: self.pages(topic, look, typesetter, report)? })
    }

    fn page(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        mut way: Way,
        typesetter: &mut text::Typesetter,
        report: &mut Report,
    ) -> Option<Frame> {
        let kind = topic.kind;
        let measures = kind.measures(look.size);
        let rule = CodeRule { floor: measures.code, pixels_per_mm: look.pixels_per_mm };
        let mut root = self.boxes(topic, look, way, report)?;
        let (mut arranger, placed) = loop {
            let mut arranger = Arranger::new(typesetter, rule, topic.home);
            let outcome = arranger.arrange(&root, look.size);
            way.arrangement += 1;
            match outcome {
                Ok(placed) => break (arranger, placed),
                Err(_) if way.arrangement < kind.arrangements => {
                    root = self.boxes(topic, look, way, report)?;
                }
                Err(too_long) => {
                    let larger = self.larger_size(topic, look, way, typesetter, Holds::WhatMatters);
                    for text in &too_long {
                        report.push(does_not_fit(text, topic, look.size, larger));
                    }
                    if too_long.is_empty() {
                        report.push(is_too_small(topic, look.size, larger));
                    }
                    return None;
                }
            }
        };
        let other = self.other_way(topic, look, way, (&root, &arranger), report);
        let mut placed = placed;
        if let Some(other) = &other {
            let mut second = Arranger::new(&mut *arranger.typesetter, rule, topic.home);
            if let Ok(again) = second.arrange(other, look.size)
                && second.left_out.len() < arranger.left_out.len()
            {
                (arranger.blocks, arranger.left_out) = (second.blocks, second.left_out);
                placed = again;
            }
        }
        let mut left_out_words = std::mem::take(&mut arranger.left_out);
        let inks = &self.theme.inks;
        let mut painter = draw::Painter::new(look.size, kind, look.pixels_per_mm, inks, &self.art);
        let drawn = placed.iter().filter_map(|p| {
            let element::BoxContent::Comic(number) = p.element.content else { return None };
            let picture = topic.pictures.get(number).filter(|p| p.photo.is_none())?;
            Some((number, (p.rect, picture.as_ref())))
        });
        let mut scenes = self.scenes((topic, look), &drawn.collect::<Vec<_>>());
        let mut staged = Vec::new();
        // Where the template places the first picture.
        let mut composer: Option<&str> = None;
        for p in &placed {
            painter.paint(p, &mut arranger.blocks);
            let element::BoxContent::Comic(number) = p.element.content else { continue };
            let Some(picture) = topic.pictures.get(number) else { continue };
            if !topic.is_header(picture) {
                let near = scenes.get(&number).and_then(|scene| near_head(scene, &p.rect));
                let told = p.element.style.flex_grow == 0.0;
                let source = picture.place.span;
                let spot = PictureSpot { bounds: p.rect, told, head: near.map(Mm), source };
                painter.pictures.push(spot);
                composer = composer.or(p.element.mark.as_deref());
            }
            let box_of = (p.rect, p.element.paint.radius);
            staged.push(self.place(
                (picture, scenes.remove(&number)),
                box_of,
                topic,
                look,
                arranger.typesetter,
                &mut painter,
            ));
        }
        links::draw(&placed, &mut painter);
        for faults in staged {
            // A strip is nothing but pictures: what is wrong is said of the picture.
            match faults.all.first().filter(|_| kind.stacked) {
                Some(first) => report.push(crowded(faults.picture, first)),
                None => {
                    left_out_words.extend(faults.left_out.into_iter().filter(|_| !kind.stacked));
                }
            }
        }
        let mut good = true;
        for shaped in &mut arranger.blocks {
            let missing = shaped.variants[0].missing();
            if !missing.is_empty() {
                good = false;
                report.push(missing_glyphs(&missing, shaped.spec.source.or(topic.at)));
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
        for (why, help, mark) in &painter.problems {
            good = false;
            let span = mark.as_ref().and_then(|mark| self.templates.place_of(mark, None));
            report.push(Diagnostic::new(Code::ThemeFile, span, why.clone()).help(*help));
        }
        let frame = self.frame(topic, look.size, painter);
        for why in judge::judge(&frame) {
            good = false;
            let what = format!("{} {}（{}）：{why}", kind.label, topic.key, look.size);
            report.push(
                Diagnostic::new(Code::Judge, topic.at, what)
                    .help("缩短文字，或换大一些的尺寸；模板是自己改的，请检查模板"),
            );
        }
        // Nobody who only writes content can mend a template of the program's own; tests hold those to the same rules.
        let is_own = self.is_own_template(&kind.template, composer);
        for why in judge_composition(&frame).into_iter().filter(|_| is_own) {
            good = false;
            let span = composer.and_then(|mark| self.templates.place_of(mark, None));
            let what = format!("{} {}（{}）：{why}", kind.label, topic.key, look.size);
            report.push(
                Diagnostic::new(Code::Judge, span.or(topic.at), what)
                    .help("改模板里画的高、框的大小"),
            );
        }
        if good && !left_out_words.is_empty() {
            let larger = self.larger_size(topic, look, way, typesetter, Holds::Everything);
            report.push(left_out(&left_out_words, topic, look.size, larger));
        }
        good.then_some(frame)
    }

    /// Puts a picture into its box: a photo, or a staged drawing with what is wrong with it.
    fn place<'p>(
        &self,
        (picture, scene): (&'p Picture, Option<Scene>),
        (rect, radius): (Rect, [Mm; 4]),
        topic: &Topic<'_>,
        look: &Look,
        typesetter: &mut text::Typesetter,
        painter: &mut draw::Painter<'_>,
    ) -> Faults<'p> {
        if let Some(photo) = &picture.photo {
            let words = picture.in_words();
            let placed = photos::place_photo(photo, words, (rect, radius), look.dpi, painter);
            painter.diagnostics.extend(placed.err().map(|p| *p));
            let mut over = Scene::default();
            voices(&mut over, &self.troupe(), &picture.voices, &topic.setting(look, &rect));
            // What it says is said of the photo.
            self.letter((&over, None), (rect, radius), typesetter, painter);
            let small = over.left_out.iter().map(|words| format!("「{words}」放不下"));
            let all = small.filter(|_| topic.kind.stacked).collect();
            return Faults { picture, left_out: over.left_out, all };
        }
        let kind = topic.kind;
        let scene = scene.unwrap_or_default();
        // Who welcomes is no news for somebody who cannot see them.
        let words = (!topic.is_header(picture)).then(|| picture.in_words());
        self.letter((&scene, words), (rect, radius), typesetter, painter);
        let mut all: Vec<String> =
            scene.left_out.iter().map(|words| format!("「{words}」放不下")).collect();
        if kind.stacked {
            all.extend(judge_scene(&scene, (rect.w, rect.h)));
            let things = scene.unplaced.iter();
            all.extend(things.map(|word| format!("摆设「{word}」没有地方")));
            let points = scene.cramped.iter();
            all.extend(points.map(|line| format!("「{line}」没有地方伸手")));
            let lost = self.troupe().lost_in_crowd(picture);
            all.extend(lost.iter().map(|what| format!("{what}画不出来")));
            let behind = self.troupe().without_counter(picture);
            all.extend(behind.iter().map(|line| format!("「{line}」没有柜台")));
            let asked = picture.shot.as_ref().filter(|shot| self.cast.is_unusual(&shot.value));
            let missed = asked.filter(|_| !scene.unusual);
            all.extend(missed.map(|shot| format!("镜头「{}」画不出来", shot.value)));
        }
        Faults { picture, left_out: scene.left_out, all }
    }

    /// Draws a staged picture into its box.
    fn letter(
        &self,
        (scene, words): (&Scene, Option<String>),
        (rect, radius): (Rect, [Mm; 4]),
        typesetter: &mut text::Typesetter,
        painter: &mut draw::Painter<'_>,
    ) {
        let text_ink = self.theme.inks.find("text").unwrap_or(crate::ink::InkId(0));
        painter.comic((scene, words), rect, radius, text_ink, typesetter);
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

    /// What was painted, as a page.
    fn frame(&self, topic: &Topic<'_>, size: SheetSize, painter: draw::Painter<'_>) -> Frame {
        let inks = match topic.kind.black {
            true => Arc::new(self.theme.inks.in_black()),
            false => Arc::clone(&self.theme.inks),
        };
        Frame {
            kind: topic.kind.name.clone(),
            stem: topic.key.clone(),
            size,
            title: topic.title.clone(),
            description: topic.description.clone(),
            version: topic.version.clone(),
            inks,
            items: painter.items,
            clips: painter.clips,
            codes: painter.codes,
            pictures: painter.pictures,
            answers: painter.answers,
            limits: limits(topic.kind, size),
        }
    }

    /// What the kind's template makes of a topic's words.
    fn markup(&self, topic: &Topic<'_>, look: &Look, way: Way) -> Result<String, Box<Diagnostic>> {
        let mut context = topic.context(look, way.arrangement);
        context.insert("side", &way.side);
        context.insert("from", &way.part.from);
        context.insert("to", &way.part.to);
        context.insert("page", &way.part.page);
        context.insert("pages", &way.part.pages);
        context.insert("before", &way.part.before);
        context.insert("of", &way.part.of);
        self.templates.render(&topic.kind.template, &context)
    }

    /// The same as boxes.
    fn boxes(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        way: Way,
        report: &mut Report,
    ) -> Option<element::Element> {
        let xml = self.markup(topic, look, way);
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
    fn markup_problem(&self, error: values::MarkupError) -> Diagnostic {
        let attribute = error.attribute.as_deref();
        let span = error.mark.and_then(|m| self.templates.place_of(&m, attribute));
        let what = format!("模板有误：{}", error.message);
        Diagnostic::new(Code::ThemeFile, span, what).help(error.help)
    }

    /// Whether a template, or the part of it that places the first picture, is the community's own.
    fn is_own_template(&self, template: &str, composer: Option<&str>) -> bool {
        let part = composer.and_then(|mark| mark.rsplitn(3, ':').nth(2));
        std::iter::once(template).chain(part).any(|name| {
            let file = self.theme.files.text(&format!("boards/{name}"));
            file.is_some_and(|(_, layer)| layer == Layer::Folder)
        })
    }

    /// The boxes of the next way, where the first one left something out and its template wants to see more.
    fn other_way(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        next: Way,
        (root, arranger): (&element::Element, &Arranger<'_>),
        report: &mut Report,
    ) -> Option<element::Element> {
        let wanted = next.arrangement == 1 && topic.kind.arrangements > 1 && root.again;
        let lost = !arranger.left_out.is_empty();
        if wanted && lost { self.boxes(topic, look, next, report) } else { None }
    }
}

/// What is wrong with a picture in its box.
struct Faults<'p> {
    picture: &'p Picture,
    /// Words without room.
    left_out: Vec<String>,
    /// Everything, as sentences.
    all: Vec<String>,
}

fn limits(kind: &SheetKind, size: SheetSize) -> Limits {
    let measures = kind.measures(size);
    Limits {
        smallest_type: measures.floors.running,
        smallest_caption: measures.floors.caption,
        smallest_imprint: measures.floors.imprint,
        safe_margin: kind.safe_margin,
        smallest_code: measures.code.side,
        picture_share: measures.pictures,
    }
}
