//! Frame → PDF for the press: `DeviceCMYK` from the inks' own values, outlines only, boxes, crop marks.
//!
//! Start at [`render_pdf`]. One page; the user space is turned into millimetres with the origin at the
//! trim's upper left corner, so coordinates are the frame's. No font, no RGB, no transparency, no date:
//! same frame, same bytes. No PDF/X is claimed: no open validator could be asked. Of its rules these
//! are kept (`tests/it/press.rs` reads them back): boxes inside each other, title, `Trapped`, file id, no
//! font, no RGB, no transparency, no encryption, no script, no annotation, an output intent where a
//! profile is named; missing are the version key, XMP and dates (a build reads no clock).

use crate::export::marks::clips_around;
use crate::export::press::PressProfile;
use crate::export::press::Separation;
use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::PhotoSpot;
use crate::frame::Stroke;
use crate::ink::InkId;
use crate::theme::Profile;
use anyhow::Result;
use anyhow::bail;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use kurbo::BezPath;
use kurbo::PathEl;
use pdf_writer::Content;
use pdf_writer::Filter;
use pdf_writer::Finish;
use pdf_writer::Name;
use pdf_writer::Pdf;
use pdf_writer::Rect;
use pdf_writer::Ref;
use pdf_writer::TextStr;
use pdf_writer::types::LineCapStyle;
use pdf_writer::types::LineJoinStyle;
use pdf_writer::types::OutputIntentSubtype;
use pdf_writer::types::OverprintMode;
use pdf_writer::types::TrappingStatus;
use sha2::Digest;
use sha2::Sha256;
use std::io::Write;

/// Points per millimetre.
const POINT: f64 = 72.0 / 25.4;
/// From the bleed to the crop marks' ends: 2 mm of air, 5 mm of mark, 3 mm to the paper's edge.
const MARKS: f64 = 10.0;
/// A page may be 14,400 points long without a unit of its own.
const LONGEST_SIDE: f64 = 14_400.0;

/// The whole file: a page for every frame.
///
/// # Errors
/// A sheet that is longer than a page may be.
pub fn render_pdf(
    frames: &[Frame],
    profile: &Profile,
    (press, paper): (Option<&PressProfile>, &PressProfile),
) -> Result<Vec<u8>> {
    let mut pdf = Pdf::new();
    pdf.set_version(1, 4);
    let [catalog, pages, info, icc, overprint] = [1, 2, 5, 6, 7].map(Ref::new);
    let mut next = Ref::new(8);
    // The first page has the numbers that files of one page always had.
    let mut refs: Vec<PageRefs> = Vec::new();
    for (number, frame) in frames.iter().enumerate() {
        let photos = photos(frame).map(|_| next.bump()).collect();
        let (page, stream) =
            if number == 0 { (Ref::new(3), Ref::new(4)) } else { (next.bump(), next.bump()) };
        refs.push(PageRefs { page, stream, photos });
    }
    {
        let mut root = pdf.catalog(catalog);
        root.pages(pages).lang(TextStr("zh-CN"));
        root.viewer_preferences().display_doc_title(true);
        if let Some(press) = press {
            let mut intents = root.output_intents();
            intents
                .push()
                .subtype(OutputIntentSubtype::PDFX)
                .output_condition_identifier(TextStr("Custom"))
                .info(TextStr(press.name()))
                .dest_output_profile(icc);
        }
    }
    let count = i32::try_from(frames.len()).unwrap_or(i32::MAX);
    pdf.pages(pages).kids(refs.iter().map(|r| r.page)).count(count);
    for (frame, refs) in frames.iter().zip(&refs) {
        let place = OnPage::new(frame, profile)?;
        place.page(&mut pdf, (pages, overprint), refs);
        if !refs.photos.is_empty() {
            let separation = Separation::new(paper)?;
            for (at, spot) in refs.photos.iter().zip(photos(frame)) {
                let packed = packed(&separation.inks(&spot.pixels))?;
                let mut image = pdf.image_xobject(*at, &packed);
                image.filter(Filter::FlateDecode);
                image.width(spot.pixels.width as i32).height(spot.pixels.height as i32);
                image.color_space().device_cmyk();
                image.bits_per_component(8);
            }
        }
    }
    {
        let mut state = pdf.ext_graphics(overprint);
        state.overprint(true).overprint_fill(true);
        state.overprint_mode(OverprintMode::IgnoreZeroChannel);
    }
    let mut digest = Sha256::new();
    for (frame, refs) in frames.iter().zip(&refs) {
        let place = OnPage::new(frame, profile)?;
        let content = content(frame, profile, (place.around + place.edge, place.page.1));
        digest.update(&content);
        let packed = packed(&content)?;
        pdf.stream(refs.stream, &packed).filter(Filter::FlateDecode);
    }
    if let Some(press) = press {
        let packed = packed(press.bytes())?;
        pdf.icc_profile(icc, &packed).n(4).filter(Filter::FlateDecode);
    }
    let first = frames.first();
    pdf.document_info(info)
        .title(TextStr(first.map_or("", |f| &f.title)))
        .subject(TextStr(first.map_or("", |f| &f.description)))
        .creator(TextStr("xiaowei"))
        .trapped(TrappingStatus::NotTrapped);
    let id = digest.finalize()[..16].to_vec();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

/// The numbers of a page's objects.
struct PageRefs {
    page: Ref,
    stream: Ref,
    photos: Vec<Ref>,
}

/// Where a sheet lies on its page, in millimetres; the page in points.
struct OnPage {
    edge: f64,
    marks: f64,
    around: f64,
    page: (f64, f64),
}

impl OnPage {
    fn new(frame: &Frame, profile: &Profile) -> Result<OnPage> {
        let (bleed, edge) = (profile.bleed.0, profile.white_edge.0);
        let marks = if bleed > 0.0 { MARKS } else { 0.0 };
        let (w, h) = (frame.size.width.0, frame.size.height.0);
        // Trimmed is the artwork, as large as was ordered; the white edge for eyelets lies around it.
        let (wide, high) = (w + 2.0 * edge, h + 2.0 * edge);
        let around = bleed + marks;
        let page = ((wide + 2.0 * around) * POINT, (high + 2.0 * around) * POINT);
        if page.0.max(page.1) > LONGEST_SIDE {
            bail!("{} 太大，一页 PDF 最长 5 米；分成几块做，或用 SVG", frame.size);
        }
        Ok(OnPage { edge, marks, around, page })
    }

    fn page(&self, pdf: &mut Pdf, (pages, overprint): (Ref, Ref), refs: &PageRefs) {
        let page = self.page;
        let inner = |by: f64| {
            let p = |v: f64| (v * POINT) as f32;
            Rect::new(p(by), p(by), (page.0 - by * POINT) as f32, (page.1 - by * POINT) as f32)
        };
        let mut p = pdf.page(refs.page);
        p.parent(pages)
            .media_box(Rect::new(0.0, 0.0, page.0 as f32, page.1 as f32))
            .bleed_box(inner(self.marks))
            .trim_box(inner(self.around + self.edge))
            .contents(refs.stream);
        let mut resources = p.resources();
        resources.ext_g_states().pair(Name(b"K"), overprint);
        if !refs.photos.is_empty() {
            let mut objects = resources.x_objects();
            for (i, at) in refs.photos.iter().enumerate() {
                objects.pair(Name(format!("P{i}").as_bytes()), *at);
            }
        }
        resources.finish();
        p.finish();
    }
}

fn photos(frame: &Frame) -> impl Iterator<Item = &PhotoSpot> {
    frame.items.iter().filter_map(|i| if let Item::Photo(spot) = i { Some(spot) } else { None })
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    // Numbers pack to a tenth more than with level 6, in half the time.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(4));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Everything on the page; `offset`: from the page's upper left corner to the trim's, in millimetres;
/// the page's height in points.
fn content(frame: &Frame, profile: &Profile, (offset, page_high): (f64, f64)) -> Vec<u8> {
    let mut painter =
        PageWriter { content: Content::new(), frame, profile, open: Vec::new(), photos: 0 };
    let (w, h) = (frame.size.width.0, frame.size.height.0);
    let k = POINT as f32;
    painter.content.transform([
        k,
        0.0,
        0.0,
        -k,
        (offset * POINT) as f32,
        (page_high - offset * POINT) as f32,
    ]);
    if profile.bleed.0 > 0.0 {
        painter.crop_marks();
    }
    // Nothing is printed beyond the bleed.
    let b = profile.bleed.0 as f32;
    painter.content.save_state();
    painter.content.rect(-b, -b, w as f32 + 2.0 * b, h as f32 + 2.0 * b).clip_nonzero().end_path();
    painter.content.set_line_cap(LineCapStyle::RoundCap).set_line_join(LineJoinStyle::RoundJoin);
    for item in &frame.items {
        painter.item(item);
    }
    painter.open_clips(&[]);
    painter.content.restore_state();
    painter.content.finish().to_vec()
}

struct PageWriter<'a> {
    content: Content,
    frame: &'a Frame,
    profile: &'a Profile,
    /// Clips that are in force, the outermost first.
    open: Vec<usize>,
    /// Photos so far.
    photos: usize,
}

impl PageWriter<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Shape(s) => {
                self.open_clips(&clips_around(self.frame, s.clip));
                self.paint(&s.path, s.fill, s.stroke);
            }
            Item::Photo(spot) => {
                self.open_clips(&clips_around(self.frame, Some(spot.clip)));
                let r = spot.rect;
                let [w, h, x, y] = [r.w, -r.h, r.x, r.y + r.h].map(rounded);
                // A picture is one unit wide and high, its first row on top.
                self.content.save_state().transform([w, 0.0, 0.0, h, x, y]);
                self.content.x_object(Name(format!("P{}", self.photos).as_bytes()));
                self.content.restore_state();
                self.photos += 1;
            }
            Item::Text(line) => {
                self.open_clips(&[]);
                let stroke = line.rounding.map(|width| Stroke { ink: line.ink, width });
                let over = self.profile.overprints(self.frame.inks.ink(line.ink));
                if over {
                    self.content.save_state().set_parameters(Name(b"K"));
                }
                self.paint(&line.outline, Some(line.ink), stroke);
                if over {
                    self.content.restore_state();
                }
            }
        }
    }

    /// Opens and closes clips until exactly these are in force.
    fn open_clips(&mut self, wanted: &[usize]) {
        let common = self.open.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        for _ in common..self.open.len() {
            self.content.restore_state();
        }
        for i in &wanted[common..] {
            self.content.save_state();
            self.path(&self.frame.clips[*i].path);
            self.content.clip_nonzero().end_path();
        }
        self.open = wanted.to_vec();
    }

    fn paint(&mut self, path: &BezPath, fill: Option<InkId>, stroke: Option<Stroke>) {
        let stroke = stroke.filter(|s| s.width.0 > 0.0);
        if let Some(ink) = fill {
            let [c, m, y, k] = self.profile.plates(self.frame.inks.ink(ink));
            self.content.set_fill_cmyk(c, m, y, k);
        }
        if let Some(s) = stroke {
            let [c, m, y, k] = self.profile.plates(self.frame.inks.ink(s.ink));
            self.content.set_stroke_cmyk(c, m, y, k).set_line_width(rounded(s.width.0));
        }
        if fill.is_none() && stroke.is_none() {
            return;
        }
        self.path(path);
        match (fill.is_some(), stroke.is_some()) {
            (true, true) => self.content.fill_nonzero_and_stroke(),
            (true, false) => self.content.fill_nonzero(),
            _ => self.content.stroke(),
        };
    }

    fn path(&mut self, path: &BezPath) {
        let mut at = kurbo::Point::default();
        let r = rounded;
        for segment in path.elements() {
            match *segment {
                PathEl::MoveTo(p) => {
                    self.content.move_to(r(p.x), r(p.y));
                    at = p;
                }
                PathEl::LineTo(p) => {
                    self.content.line_to(r(p.x), r(p.y));
                    at = p;
                }
                PathEl::QuadTo(a, p) => {
                    // The same curve as a cubic: control points two thirds of the way.
                    let third = |from: f64, to: f64| from + 2.0 / 3.0 * (to - from);
                    self.content.cubic_to(
                        r(third(at.x, a.x)),
                        r(third(at.y, a.y)),
                        r(third(p.x, a.x)),
                        r(third(p.y, a.y)),
                        r(p.x),
                        r(p.y),
                    );
                    at = p;
                }
                PathEl::CurveTo(a, b, p) => {
                    self.content.cubic_to(r(a.x), r(a.y), r(b.x), r(b.y), r(p.x), r(p.y));
                    at = p;
                }
                PathEl::ClosePath => {
                    self.content.close_path();
                }
            }
        }
    }

    /// Lines at the corners of the trim, outside of the bleed.
    fn crop_marks(&mut self) {
        let (w, h) = (self.frame.size.width.0, self.frame.size.height.0);
        let (from, to) = (self.profile.bleed.0 + 2.0, self.profile.bleed.0 + 7.0);
        self.content.set_stroke_cmyk(0.0, 0.0, 0.0, 1.0).set_line_width(0.1);
        for (x, sx) in [(0.0, -1.0), (w, 1.0)] {
            for (y, sy) in [(0.0, -1.0), (h, 1.0)] {
                let r = rounded;
                self.content.move_to(r(x + sx * from), r(y)).line_to(r(x + sx * to), r(y)).stroke();
                self.content.move_to(r(x), r(y + sy * from)).line_to(r(x), r(y + sy * to)).stroke();
            }
        }
    }
}

/// Hundredths of a millimetre, as in the SVG.
fn rounded(v: f64) -> f32 {
    ((v * 100.0).round() / 100.0) as f32
}
