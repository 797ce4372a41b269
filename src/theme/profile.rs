//! Product profiles: how a sheet is printed. Rows of `profiles.yaml`, typed and checked.
//!
//! Start at [`Profile::find`]. Inkjet and offset contradict each other about black (research of print
//! shops' own pages): inkjet wants 50/50/50/100 or its large areas band, offset wants K alone or small
//! type blurs. So black, bleed and resolution belong to the product, not to the drawing.

use super::reader::ThemeReader;
use super::row::TableRow;
use crate::diag::Span;
use crate::ink::Ink;
use crate::units::Dpi;
use crate::units::Mm;

/// Endings of other files of a sheet.
const TAKEN: &[&str] = &["proof", "editable"];

/// What the inks `text` and `code` become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Black {
    /// 50/50/50/100.
    Rich,
    /// K 100; text overprints.
    Key,
}

/// A file for the print shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Outlined drawing in screen colours.
    Svg,
    /// Pixels in screen colours.
    Png,
    /// Outlined drawing in CMYK.
    Pdf,
    /// Pixels in CMYK.
    Tif,
}

impl Format {
    /// Every format with the word that tables and file names have for it.
    pub(crate) const ALL: &'static [(&'static str, Format)] =
        &[("svg", Format::Svg), ("png", Format::Png), ("pdf", Format::Pdf), ("tif", Format::Tif)];

    /// The format with this word.
    #[must_use]
    pub(crate) fn parse(word: &str) -> Option<Format> {
        Format::ALL.iter().find(|(name, _)| *name == word).map(|(_, format)| *format)
    }
}

/// A way to print.
#[derive(Debug, Clone)]
pub struct Profile {
    /// KT板, 喷绘 …
    pub name: String,
    /// What file names call it; by its number in the table when the row does not say.
    pub file_name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Printed beyond the trim on every side.
    pub bleed: Mm,
    /// Left white around the trimmed size: for eyelets.
    pub white_edge: Mm,
    /// Words and codes stay this far from the trim, or the knife or an eyelet may take them.
    pub safe_margin: Mm,
    /// How black is printed.
    pub black: Black,
    /// Files that shops of this kind take.
    pub formats: Vec<Format>,
    /// Where its row stands.
    pub at: Span,
    /// Longer side up to this, resolution; the last one serves everything larger.
    resolutions: Vec<(Mm, Dpi)>,
}

impl Profile {
    /// The same for a sheet that is not cut.
    #[must_use]
    pub(crate) fn without_bleed(&self) -> Profile {
        Profile { bleed: Mm(0.0), white_edge: Mm(0.0), ..self.clone() }
    }

    /// Reads a row, the `number`th (from 1) of its table. The error is a Chinese sentence.
    fn read(row: &TableRow, number: usize) -> Result<Profile, (Span, String)> {
        let bad = |key: &str| (row.at, format!("印刷方式「{}」的「{key}」写得不对", row.word));
        let length = |key: &str| {
            let value =
                row.word_of(key).and_then(Mm::parse).filter(|m| (0.0..=300.0).contains(&m.0));
            value.ok_or_else(|| bad(key))
        };
        let black = match row.word_of("黑") {
            Some("四色") => Black::Rich,
            Some("单色") => Black::Key,
            _ => return Err(bad("黑")),
        };
        let formats = row.list_of("格式").unwrap_or_default();
        let formats: Option<Vec<Format>> = formats.iter().map(|name| Format::parse(name)).collect();
        let formats = formats.ok_or_else(|| bad("格式"))?;
        let ascii = |name: &&str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let file_name = match row.word_of("文件名") {
            None => format!("p{number}"),
            Some(name) => Some(name).filter(ascii).ok_or_else(|| bad("文件名"))?.to_string(),
        };
        if formats.is_empty() {
            return Err(bad("格式"));
        }
        let list = row.list_of("清晰度").unwrap_or_default();
        let pair = |pair: &[String]| {
            let dpi = pair.get(1)?.parse::<f64>().ok().filter(|d| (10.0..=600.0).contains(d))?;
            Some((Mm::parse(&pair[0])?, Dpi(dpi)))
        };
        let resolutions: Option<Vec<(Mm, Dpi)>> = list.chunks(2).map(pair).collect();
        let resolutions = resolutions.filter(|r| !r.is_empty()).ok_or_else(|| bad("清晰度"))?;
        Ok(Profile {
            name: row.word.clone(),
            file_name,
            aliases: row.list_of("别名").unwrap_or_default().to_vec(),
            bleed: length("出血")?,
            white_edge: length("白边")?,
            safe_margin: length("安全边")?,
            black,
            formats,
            at: row.at,
            resolutions,
        })
    }

    /// The profile with this name or alias, or what names of files call it; capitals are no difference.
    #[must_use]
    pub(crate) fn find<'p>(profiles: &'p [Profile], word: &str) -> Option<&'p Profile> {
        let is_it = |name: &String| name.eq_ignore_ascii_case(word);
        let called = |p: &&Profile| is_it(&p.name) || p.aliases.iter().any(is_it);
        let in_files = || profiles.iter().find(|p| is_it(&p.file_name));
        profiles.iter().find(called).or_else(in_files)
    }

    /// Resolution of a sheet whose longer side is this.
    #[must_use]
    pub(crate) fn resolution(&self, longer: Mm) -> Dpi {
        let fits = self.resolutions.iter().find(|(side, _)| longer.0 <= side.0 + 1e-6);
        fits.or(self.resolutions.last()).map_or(Dpi(150.0), |(_, dpi)| *dpi)
    }

    /// The lowest resolution it is ever printed in.
    #[must_use]
    pub(crate) fn least_resolution(&self) -> Dpi {
        let least = self.resolutions.iter().map(|(_, dpi)| dpi.0).reduce(f64::min);
        Dpi(least.unwrap_or(150.0))
    }

    /// Whether type in this ink prints over what lies under it: no white hair where plates shift.
    #[must_use]
    pub(crate) fn overprints(&self, ink: &Ink) -> bool {
        self.black == Black::Key && ink.name == "text"
    }

    /// Cyan, magenta, yellow and black, 0 to 1, of an ink under this profile's rule of black.
    #[must_use]
    pub(crate) fn plates(&self, ink: &Ink) -> [f32; 4] {
        let percent = match (ink.name.as_str(), self.black) {
            ("text" | "code", Black::Rich) => [50, 50, 50, 100],
            ("text" | "code", Black::Key) => [0, 0, 0, 100],
            _ => ink.cmyk,
        };
        percent.map(|p| f32::from(p) / 100.0)
    }
}

/// Two ways of printing never share the name of a file, with each other or with what a sheet has besides.
fn check_names(reader: &mut ThemeReader<'_>, all: &[Profile]) {
    for (index, profile) in all.iter().enumerate() {
        let name = profile.file_name.as_str();
        // Pages of a sheet are numbered, proofs and editable drawings end in their own words, other
        // resolutions in theirs.
        let number = name.strip_suffix("dpi").unwrap_or(name);
        let is_taken = TAKEN.contains(&name) || number.bytes().all(|b| b.is_ascii_digit());
        let what = match all[..index].iter().find(|p| p.file_name == name) {
            Some(first) => format!(
                "印刷方式「{}」和「{}」的「文件名」都是「{name}」，文件会互相盖掉",
                first.name, profile.name
            ),
            None if is_taken => {
                format!("印刷方式「{}」的「文件名」不能是「{name}」：别的文件这样叫", profile.name)
            }
            None => continue,
        };
        reader.problem(Some(profile.at), what, "换一个别的印刷方式没有用的「文件名」");
    }
}

/// Reads all rows; `None` when there is no good one.
pub(super) fn read_profiles(reader: &mut ThemeReader<'_>) -> Option<Vec<Profile>> {
    let mut all = Vec::new();
    for (index, row) in reader.table("profiles.yaml")?.iter().enumerate() {
        match Profile::read(row, index + 1) {
            Ok(profile) => all.push(profile),
            Err((at, what)) => reader.problem(Some(at), what, "写法见默认主题的 profiles.yaml"),
        }
    }
    check_names(reader, &all);
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;
    use crate::diag::Sources;
    use crate::theme::Theme;
    use std::path::Path;

    #[test]
    fn a_profile_is_found_by_every_name_it_has() {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let theme = Theme::load(Path::new("."), None, &mut sources, &mut report).expect("built in");
        let name = |word| Profile::find(&theme.profiles, word).map(|p| p.name.as_str());
        for (word, wanted) in [
            ("KT", "KT板"),
            ("kt板", "KT板"),
            ("uv", "UV平板"),
            ("UV", "UV平板"),
            ("offset", "胶印"),
        ] {
            assert_eq!(name(word), Some(wanted), "{word}");
        }
        assert_eq!(name("没有"), None);
    }
}
