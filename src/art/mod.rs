//! Drawings: SVG files of the theme → shapes in named inks.
//!
//! Start at [`ArtShelf::drawing`]. Any drawing program may write the file; every colour must be the
//! screen value of an ink, which is how a drawing names its inks (the built-in drawings by the
//! built-in theme's inks, so another theme recolours them by name). Stroke widths are multiples of
//! one line weight (`data-line` on the root, default 2), so lines print at one weight whatever the
//! scale. Words inside become outlines. No gradients, pictures, transparency.

mod letters;
mod reading;
mod sound;
mod unused;

use letters::carries_letters;
pub(crate) use letters::lettered;
pub(crate) use letters::text_with_letters;
pub(crate) use reading::ArtReader;
pub(crate) use reading::Drawing;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::theme::Layer;
use crate::theme::Theme;
use elsa::sync::FrozenMap;
use rayon::prelude::*;
use sound::Fault;
use std::collections::BTreeMap;

/// All drawings of a theme, read once.
#[derive(Debug)]
pub struct ArtShelf {
    drawings: BTreeMap<String, Result<Drawing, Vec<Fault>>>,
    /// Those that carry letters: their text, with marks where the letters go.
    carriers: BTreeMap<String, (String, Layer)>,
    /// Carriers with letters of somebody's own, by name and letters.
    with_letters: FrozenMap<(String, String), Box<Drawing>>,
    reader: ArtReader,
}

impl ArtShelf {
    /// Reads every SVG below the theme's `art/`.
    #[must_use]
    pub(crate) fn open(theme: &Theme) -> ArtShelf {
        let reader = ArtReader::new(theme);
        let texts = theme.files.list("art").into_par_iter().filter_map(|path| {
            let stem = path.strip_prefix("art/")?.strip_suffix(".svg")?;
            Some((stem.to_string(), theme.files.text(&path)))
        });
        let texts: Vec<(String, Option<(String, Layer)>)> = texts.collect();
        let read = |(stem, text): &(String, Option<(String, Layer)>)| {
            let drawing = match text {
                Some((text, layer)) => reader.try_read(&text_with_letters(text, None), *layer),
                None => Err(vec![Fault::whole("读不出来，或不是 UTF-8 文本")]),
            };
            (stem.clone(), drawing)
        };
        let drawings = texts.par_iter().map(read).collect();
        let carriers = texts.into_iter().filter_map(|(stem, text)| {
            Some((stem, text.filter(|(text, _)| carries_letters(text))?))
        });
        let carriers = carriers.collect();
        ArtShelf { drawings, carriers, with_letters: FrozenMap::new(), reader }
    }

    /// A drawing by its name, which may carry letters: `props/handbook（退役证）`.
    ///
    /// # Errors
    /// As [`ArtShelf::drawing`].
    pub(crate) fn named(&self, name: &str) -> Result<&Drawing, String> {
        match crate::vocabulary::lettered::parts(name) {
            (base, Some(letters)) => self.with_letters(base, letters),
            (name, None) => self.drawing(name),
        }
    }

    /// A drawing with these letters on it; as it is where none go on it, or a font lacks one.
    ///
    /// # Errors
    /// As [`ArtShelf::drawing`].
    pub(crate) fn with_letters(&self, name: &str, letters: &str) -> Result<&Drawing, String> {
        let Some((text, layer)) = self.carriers.get(name) else { return self.drawing(name) };
        let key = (name.to_string(), letters.to_string());
        if let Some(known) = self.with_letters.get(&key) {
            return Ok(known);
        }
        match self.reader.try_read(&text_with_letters(text, Some(letters)), *layer) {
            Ok(drawing) => Ok(self.with_letters.insert(key, Box::new(drawing))),
            Err(_) => self.drawing(name),
        }
    }

    /// The drawing `props/id-card`.
    ///
    /// # Errors
    /// A Chinese sentence: no such file, no SVG, a colour that is no ink.
    pub(crate) fn drawing(&self, name: &str) -> Result<&Drawing, String> {
        match self.drawings.get(name) {
            Some(Ok(drawing)) => Ok(drawing),
            Some(Err(faults)) => {
                let what = faults.first().map_or("", |fault| fault.what.as_str());
                Err(format!("图 art/{name}.svg {what}"))
            }
            None => Err(format!("没有图 art/{name}.svg")),
        }
    }

    /// Everything that is wrong in the drawings, for the office.
    pub(crate) fn problems(&self, theme: &Theme) -> Vec<Diagnostic> {
        let broken =
            self.drawings.iter().filter_map(|(name, read)| Some((name, read.as_ref().err()?)));
        broken.flat_map(|(name, faults)| told(&format!("art/{name}.svg"), faults, theme)).collect()
    }
}

/// What is wrong in the drawings of the community's own folder. They are few: a check looks at them each time.
pub(crate) fn own_problems(theme: &Theme) -> Vec<Diagnostic> {
    let own = theme.files.own_below("art").filter(|path| path.ends_with(".svg"));
    let own: Vec<&String> = own.collect();
    if own.is_empty() {
        return Vec::new();
    }
    let reader = ArtReader::new(theme);
    let faults = |path: &&String| {
        let (text, _) = theme.files.text(path)?;
        let text = text_with_letters(&text, None);
        let faults = reader.try_read(&text, Layer::Folder).err()?;
        Some(told(path, &faults, theme))
    };
    let unused = own.iter().filter_map(|path| unused::told(path, theme));
    own.iter().filter_map(faults).flatten().chain(unused).collect()
}

/// The words for what is wrong in a drawing.
fn told(path: &str, faults: &[Fault], theme: &Theme) -> Vec<Diagnostic> {
    let text = theme.texts.iter().find(|text| text.path == path);
    let number = |n: usize| u32::try_from(n).unwrap_or(0);
    let one = |fault: &Fault| {
        let (start, end) = (number(fault.at.start), number(fault.at.end));
        let span = text.map(|text| Span { file: text.file, start, end });
        let shown = theme.files.own_drawing(path).unwrap_or(path);
        Diagnostic::new(Code::ThemeFile, span, format!("图 {shown} {}", fault.what))
            .help(fault.help.unwrap_or("照默认主题的图改：只用平涂的颜色，颜色都在 theme.yaml 里"))
    };
    faults.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;
    use crate::diag::Sources;

    fn our_theme() -> Theme {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        Theme::load(root, None, &mut sources, &mut report).expect("our theme")
    }

    /// 「𠮷」 is in none of the theme's own faces.
    #[test]
    fn letters_of_rare_names_are_drawn() {
        let theme = our_theme();
        let shelf = ArtShelf::open(&theme);
        let carrier = shelf.carriers.keys().next().expect("something that carries letters");
        let size = |letters: &str| {
            let drawing = shelf.with_letters(carrier, letters).expect("a drawing");
            drawing.shapes.iter().map(|shape| shape.path.elements().len()).sum::<usize>()
        };
        assert!(size("𠮷") > size("一") + 4, "{} {}", size("𠮷"), size("一"));
    }

    /// What nobody would see, or would see otherwise than it was drawn, is no drawing.
    #[test]
    fn drawings_are_seen_as_they_were_drawn() {
        let theme = our_theme();
        let reader = ArtReader::new(&theme);
        let read = |inner: &str| {
            let space = "xmlns=\"http://www.w3.org/2000/svg\"";
            let text = format!("<svg {space} viewBox=\"0 0 10 10\">{inner}</svg>");
            reader.read(&text, Layer::Folder)
        };
        let ink = "<rect width=\"10\" height=\"10\" fill=\"#FFFFFF\"/>";
        let with = |inner: &str| read(&format!("{ink}{inner}"));
        assert_eq!(read(ink).expect("a drawing").shapes[0].stroke, None);
        for (inner, why) in [
            ("", "看不见"),
            ("<rect width=\"9\" height=\"9\" fill=\"transparent\"/>", "看不见"),
            ("<rect x=\"40\" width=\"9\" height=\"9\" fill=\"#FFFFFF\"/>", "看不见"),
            ("<g display=\"none\"><rect width=\"9\" height=\"9\" fill=\"#FFFFFF\"/></g>", "看不见"),
        ] {
            assert!(read(inner).is_err_and(|said| said.contains(why)), "{inner}");
        }
        // Beside something else, nothing is nothing.
        let hidden =
            with("<rect width=\"9\" height=\"9\" fill=\"transparent\"/>").expect("a drawing");
        assert!(hidden.shapes.iter().skip(1).all(|s| s.fill.is_none() && s.stroke.is_none()));
        for (inner, why) in [
            ("<path d=\"M0,0 H9 V9Z\" fill=\"#FFFFFF\" fill-opacity=\"0.5\"/>", "透明"),
            ("<use href=\"other.svg#a\"/>", "别的文件"),
            ("<rect width=\"9\" height=\"9\" fill=\"#FFFFFF\" onclick=\"a()\"/>", "onclick"),
        ] {
            assert!(with(inner).is_err_and(|said| said.contains(why)), "{inner}");
        }
    }
}
