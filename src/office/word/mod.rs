//! Paragraphs, tables and pictures → a Word file: real styles, A4, page numbers, Chinese fonts by their names.
//!
//! Start at [`Word`]. Written part by part with zip and quick-xml, as Word, WPS and `LibreOffice` read them. Lengths are
//! Word's: twentieths of a point for text and paper, 914,400 to an inch for pictures. Every text is escaped and freed of
//! signs that XML cannot hold; the date inside every part is a fixed one.

mod parts;

use crate::export::png::Picture;
use crate::quantity::Date;
use anyhow::Context;
use anyhow::Result;
use parts::CONTENT_TYPES;
use parts::FOOTER;
use parts::RELATIONS;
use parts::STYLES;
use quick_xml::escape::escape;
use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Write;
use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Picture units to a millimetre.
const PER_MM: f64 = 36_000.0;
/// Twentieths of a point to a millimetre.
const TWIPS_PER_MM: f64 = 56.692_9;
/// Width of text between the margins of A4, in millimetres.
pub(super) const TEXT_WIDTH: f64 = 160.0;

/// Styles of paragraphs, by their ids in [`parts::STYLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The name of the whole file.
    Title,
    /// A line under it.
    Subtitle,
    /// 标题 1
    Heading1,
    /// 标题 2
    Heading2,
    /// 标题 3
    Heading3,
    /// 标题 4
    Heading4,
    /// Words.
    Body,
    /// Words that stay with the picture below them.
    BodyWithPicture,
    /// 样张
    Sample,
    /// In tables.
    Cell,
    /// In tables, the heading.
    CellHeading,
    /// Under pictures.
    Caption,
    /// A picture alone.
    Picture,
    /// Of a list.
    Item,
    /// 目录 1
    Contents1,
    /// 目录 2
    Contents2,
}

impl Style {
    /// The heading below it; others stay what they are.
    fn deeper(self) -> Style {
        match self {
            Style::Heading1 => Style::Heading2,
            Style::Heading2 => Style::Heading3,
            Style::Heading3 => Style::Heading4,
            other => other,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Style::Title => "Title",
            Style::Subtitle => "Subtitle",
            Style::Heading1 => "Heading1",
            Style::Heading2 => "Heading2",
            Style::Heading3 => "Heading3",
            Style::Heading4 => "Heading4",
            Style::Body => "BodyText",
            Style::BodyWithPicture => "BodyWithPicture",
            Style::Sample => "Sample",
            Style::Cell => "Cell",
            Style::CellHeading => "CellHeading",
            Style::Caption => "Caption",
            Style::Picture => "Picture",
            Style::Item => "ListBullet",
            Style::Contents1 => "TOC1",
            Style::Contents2 => "TOC2",
        }
    }
}

/// A document that is being written.
#[derive(Debug, Default)]
pub(super) struct Word {
    body: String,
    pictures: Vec<Vec<u8>>,
    /// The text above the pages of each section.
    headers: Vec<String>,
    marks: usize,
    /// Headings are those of a chapter: each is one deeper than it is called.
    is_chapter: bool,
}

/// A text as XML: escaped, without what XML cannot hold.
fn text_of(text: &str) -> String {
    let allowed = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let plain: String = text.chars().filter(allowed).collect();
    // Also the end of a CDATA section, which may not stand in a text.
    escape(plain.as_str()).into_owned()
}

/// Words as a run; breaks of lines stay.
fn run(text: &str, is_strong: bool) -> String {
    let properties = if is_strong { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", text_of(line)))
        .collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn paragraph(style: Style, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{inside}</w:p>", style.id())
}

impl Word {
    /// From here on headings are those of a chapter, or of the whole again.
    pub(super) fn begin_chapter(&mut self, is_chapter: bool) {
        self.is_chapter = is_chapter;
    }

    fn level(&self, style: Style) -> Style {
        if self.is_chapter { style.deeper() } else { style }
    }

    /// A paragraph of one text.
    pub(super) fn say(&mut self, style: Style, text: &str) {
        let style = self.level(style);
        self.body.push_str(&paragraph(style, &run(text, false)));
    }

    /// A paragraph of several runs: text, and whether it is strong.
    pub(super) fn say_runs(&mut self, style: Style, runs: &[(String, bool)]) {
        let runs: String = runs.iter().map(|(text, strong)| run(text, *strong)).collect();
        let style = self.level(style);
        self.body.push_str(&paragraph(style, &runs));
    }

    /// A heading that the contents can lead to; gives the name of the place.
    pub(super) fn heading(&mut self, style: Style, text: &str, mark: &str) {
        self.marks += 1;
        let (id, inside) = (self.marks, run(text, false));
        let inside = format!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{mark}\"/>{inside}<w:bookmarkEnd w:id=\"{id}\"/>"
        );
        let style = self.level(style);
        self.body.push_str(&paragraph(style, &inside));
    }

    /// A list of contents, filled already: level (1 or 2), text, the place. Word makes it anew when it is asked to.
    pub(super) fn contents(&mut self, entries: &[(u8, String, String)]) {
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\n \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        let count = entries.len();
        for (i, (level, text, mark)) in entries.iter().enumerate() {
            let style = if *level == 1 { Style::Contents1 } else { Style::Contents2 };
            let link = format!(
                "<w:hyperlink w:anchor=\"{mark}\" w:history=\"1\">{}</w:hyperlink>",
                run(text, false)
            );
            let before = if i == 0 { begin } else { "" };
            let behind = if i + 1 == count { end } else { "" };
            self.body.push_str(&paragraph(style, &format!("{before}{link}{behind}")));
        }
    }

    /// A table: widths in shares of the text's width, rows of cells. The first row is a heading that comes again on
    /// every page, where `has_heading`; else the first cell of every row is one.
    pub(super) fn table(&mut self, widths: &[f64], rows: &[Vec<String>], has_heading: bool) {
        let sum: f64 = widths.iter().sum();
        let widths: Vec<u32> =
            widths.iter().map(|w| (w / sum * TEXT_WIDTH * TWIPS_PER_MM).round() as u32).collect();
        let total: u32 = widths.iter().sum();
        let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        for (at, row) in rows.iter().enumerate() {
            let is_heading = has_heading && at == 0;
            let again = if is_heading { "<w:tblHeader/>" } else { "" };
            let _ = write!(self.body, "<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>");
            for (i, width) in widths.iter().enumerate() {
                let text = row.get(i).map_or("", String::as_str);
                let leads = is_heading || !has_heading && i == 0;
                let (style, shade) = if leads {
                    (
                        Style::CellHeading,
                        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EFEFEF\"/>",
                    )
                } else {
                    (Style::Cell, "")
                };
                let _ = write!(
                    self.body,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr>"
                );
                for line in text.split('\n') {
                    self.body.push_str(&paragraph(style, &run(line, false)));
                }
                self.body.push_str("</w:tc>");
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    /// Pictures beside each other, as many as the line holds: each a PNG with its pixels and what is to be seen for who
    /// cannot; all of a width on paper in millimetres.
    pub(super) fn pictures(&mut self, all: Vec<(Picture, String)>, width: f64) {
        let runs: Vec<String> =
            all.into_iter().map(|(picture, seen)| self.drawing(picture, &seen, width)).collect();
        if !runs.is_empty() {
            let between = run(" ", false);
            self.body.push_str(&paragraph(Style::Picture, &runs.join(&between)));
        }
    }

    /// Lines in a frame, with a picture and its caption at their right; all of it on one page.
    pub(super) fn card(
        &mut self,
        lines: &[String],
        picture: (Picture, String),
        width: f64,
        caption: &str,
    ) {
        let (picture, seen) = picture;
        let drawing = self.drawing(picture, &seen, width);
        let left: String =
            lines.iter().map(|line| paragraph(Style::Cell, &run(line, false))).collect();
        let right =
            paragraph(Style::Picture, &drawing) + &paragraph(Style::Caption, &run(caption, false));
        let all = TEXT_WIDTH * TWIPS_PER_MM;
        let cell = |share: f64, inside: &str| {
            let w = (all * share).round() as u32;
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{w}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{inside}</w:tc>"
            )
        };
        let (wide, narrow) = ((all * 0.7).round(), (all * 0.3).round());
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{wide}\"/><w:gridCol w:w=\"{narrow}\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr></w:tbl>",
            wide + narrow,
            cell(0.7, &left),
            cell(0.3, &right)
        );
    }

    fn drawing(&mut self, picture: Picture, seen: &str, width: f64) -> String {
        let (w, h) = picture.pixels;
        self.pictures.push(picture.bytes);
        let n = self.pictures.len();
        let height = width * f64::from(h) / f64::from(w.max(1));
        let (cx, cy) = ((width * PER_MM).round() as u64, (height * PER_MM).round() as u64);
        let seen = text_of(seen);
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"{n}\" name=\"图{n}\" descr=\"{seen}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{n}\" name=\"图{n}.png\" descr=\"{seen}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"picture{n}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    }

    /// Ends a section: its pages have this text above; what follows begins on a new page.
    pub(super) fn end_section(&mut self, header: &str) {
        let section = self.section(header);
        let _ = write!(self.body, "<w:p><w:pPr>{section}</w:pPr></w:p>");
    }

    fn section(&mut self, header: &str) -> String {
        self.headers.push(header.to_string());
        let n = self.headers.len();
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header{n}\"/><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:type w:val=\"nextPage\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1417\" w:bottom=\"1304\" w:left=\"1417\" w:header=\"794\" w:footer=\"680\" w:gutter=\"0\"/></w:sectPr>"
        )
    }

    /// The whole file; the pages of the last section have `header` above.
    ///
    /// # Errors
    /// The packer's.
    pub(super) fn finish(
        mut self,
        title: &str,
        author: &str,
        header: &str,
        date: Date,
    ) -> Result<Vec<u8>> {
        let section = self.section(header);
        let document = format!("{}{}{section}</w:body></w:document>", parts::DOCUMENT, self.body);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let when = DateTime::from_date_and_time(
            date.year().clamp(1980, 2107),
            date.month(),
            date.day(),
            0,
            0,
            0,
        );
        let deflated = SimpleFileOptions::default().last_modified_time(when.unwrap_or_default());
        let stored = deflated.compression_method(CompressionMethod::Stored);
        let mut put = |name: &str, bytes: &[u8], options: SimpleFileOptions| -> Result<()> {
            writer
                .start_file(name, options)
                .and_then(|()| Ok(writer.write_all(bytes)?))
                .context("文件没有做成")
        };
        let headers = 1..=self.headers.len();
        let overrides: String = headers.clone().map(parts::header_type).collect();
        put(
            "[Content_Types].xml",
            CONTENT_TYPES.replace("{headers}", &overrides).as_bytes(),
            deflated,
        )?;
        put("_rels/.rels", RELATIONS.as_bytes(), deflated)?;
        put(
            "docProps/core.xml",
            parts::core(&text_of(title), &text_of(author), date).as_bytes(),
            deflated,
        )?;
        put("word/document.xml", document.as_bytes(), deflated)?;
        put("word/styles.xml", STYLES.as_bytes(), deflated)?;
        put("word/settings.xml", parts::SETTINGS.as_bytes(), deflated)?;
        put("word/numbering.xml", parts::NUMBERING.as_bytes(), deflated)?;
        put("word/footer1.xml", FOOTER.as_bytes(), deflated)?;
        for (n, text) in (1..).zip(&self.headers) {
            put(
                &format!("word/header{n}.xml"),
                parts::header(&run(text, false)).as_bytes(),
                deflated,
            )?;
        }
        let links = parts::links(self.headers.len(), self.pictures.len());
        put("word/_rels/document.xml.rels", links.as_bytes(), deflated)?;
        for (n, bytes) in (1..).zip(&self.pictures) {
            put(&format!("word/media/picture{n}.png"), bytes, stored)?;
        }
        Ok(writer.finish().context("文件没有做成")?.into_inner())
    }
}
