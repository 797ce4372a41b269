//! `fonts:` of `theme.yaml`: the font files that type is set with.
//!
//! Start at [`read_fonts`].

use super::reader::ThemeReader;
use crate::charset::CharSet;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use skrifa::FontRef;
use skrifa::MetadataProvider;
use std::borrow::Cow;
use std::sync::Arc;

/// One font file. Cloning shares it; what travels in the program is read where it lies.
#[derive(Clone)]
pub struct FontFile(Arc<Cow<'static, [u8]>>);

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for FontFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FontFile({} bytes)", self.0.len())
    }
}

/// Every character that one of the fonts has; nothing when one cannot be read, which is told elsewhere.
pub(super) fn coverage(fonts: &[FontFile]) -> Option<CharSet> {
    let mut set = CharSet::default();
    for font in fonts {
        let font = FontRef::from_index(font.as_ref(), 0).ok()?;
        font.charmap().mappings().for_each(|(code, _)| set.insert(code));
    }
    Some(set)
}

/// The files of a list, all of them there.
pub(super) fn read_fonts(reader: &mut ThemeReader<'_>, list: &Node) -> Option<Vec<FontFile>> {
    let NodeKind::Seq(list) = &list.kind else {
        reader.problem(Some(list.span), "「fonts」应该是列表", "每行写一个字体文件名");
        return None;
    };
    let mut fonts = Vec::new();
    for node in list {
        let path = format!("fonts/{}", node.as_text().unwrap_or(""));
        let Some((bytes, _)) = reader.files.read(&path) else {
            reader.problem(
                Some(node.span),
                format!("没有字体文件 {path}"),
                "把字体文件放进主题的 fonts 文件夹",
            );
            return None;
        };
        fonts.push(FontFile(Arc::new(bytes)));
    }
    Some(fonts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All of the Table of General Standard Chinese Characters; what GB 18030-2022 asks at its levels 1 and 2:
    /// the ideographs of the basic plane as it has them, U+4E00–9FEF and U+3400–4DB5; and some of the names
    /// that people brought. Of level 3, extensions B to F are there as far as that table has them and a little
    /// more (2,306 of 60,368): the free faces that have all of them are larger than this program.
    #[test]
    fn names_can_be_set() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/fonts");
        let mut fonts = Vec::new();
        for name in ["NotoSansSC-Bold.ttf", "NotoSansCJKsc-Bold-Rare.otf"] {
            let bytes = std::fs::read(format!("{folder}/{name}")).expect("a font");
            fonts.push(FontFile(Arc::new(bytes.into())));
        }
        let set = coverage(&fonts).expect("readable");
        let wanted = (0x4E00..=0x9FEF).chain(0x3400..=0x4DB5).filter_map(char::from_u32);
        let table = include_str!("../../tests/tables/standard-characters-2013.txt");
        let table = || table.lines().filter(|l| !l.starts_with('#')).flat_map(str::chars);
        assert_eq!(table().count(), 8105);
        let brought = "蔄僪奀髙䒩𨭎𠮷㛃﨎".chars();
        let missing: String =
            wanted.chain(table()).chain(brought).filter(|c| !set.contains(*c)).collect();
        assert_eq!(missing, "");
    }
}
