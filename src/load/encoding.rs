//! Bytes → text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (GBK and GB2312 are parts of it).
//!
//! Start at [`decode`]. Office PCs save all of these. A file whose lines are in two encodings (a
//! piece was pasted by an old editor) is not guessed at: the line that differs is named.

/// What bytes turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decoded {
    /// Text, BOM removed.
    Text(String),
    /// Text whose lines are in two encodings.
    Mixed {
        /// Every line in its own encoding, to show it.
        text: String,
        /// First line of the rarer encoding, from 0.
        line: usize,
        /// True when that line is GBK among UTF-8 lines.
        line_is_gbk: bool,
    },
    /// No text.
    Binary,
}

/// Finds the encoding of a file; good UTF-8 is not copied.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(&bytes) {
        let rest = &bytes[bom..];
        if encoding != encoding_rs::UTF_8 {
            let (text, bad) = encoding.decode_without_bom_handling(rest);
            let good = !bad && !text.contains('\0');
            return if good { Decoded::Text(text.into_owned()) } else { Decoded::Binary };
        }
        return decode_unmarked(rest.to_vec());
    }
    decode_unmarked(bytes)
}

/// A text in the encoding of a file's bytes, with the mark at its beginning that they have. GB18030 has a place for every
/// character.
pub(super) fn encode_like(bytes: &[u8], text: &str) -> Vec<u8> {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        let mark = &bytes[..bom];
        let units = text.encode_utf16();
        let body: Vec<u8> = if encoding == encoding_rs::UTF_16LE {
            units.flat_map(u16::to_le_bytes).collect()
        } else if encoding == encoding_rs::UTF_16BE {
            units.flat_map(u16::to_be_bytes).collect()
        } else {
            text.as_bytes().to_vec()
        };
        return [mark, &body].concat();
    }
    if std::str::from_utf8(bytes).is_ok() {
        return text.as_bytes().to_vec();
    }
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn decode_unmarked(bytes: Vec<u8>) -> Decoded {
    if bytes.contains(&0) {
        return Decoded::Binary;
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded::Text(text),
        Err(error) => error.into_bytes(),
    };
    if let Some(mixed) = mixed(&bytes) {
        return mixed;
    }
    let (text, bad) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
    if bad { Decoded::Binary } else { Decoded::Text(text.into_owned()) }
}

/// Lines that are good UTF-8 with Chinese characters beside lines that are not: almost never an
/// accident of GBK, whose byte pairs rarely make whole lines of three-byte characters.
fn mixed(bytes: &[u8]) -> Option<Decoded> {
    let chinese =
        |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let (mut text, mut utf8, mut gbk) = (String::new(), Vec::new(), Vec::new());
    for (at, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(good) => {
                if chinese(good) >= 2 {
                    utf8.push(at);
                }
                text.push_str(good);
            }
            Err(_) => {
                let (good, bad) = encoding_rs::GB18030.decode_without_bom_handling(line);
                if bad {
                    return None;
                }
                gbk.push(at);
                text.push_str(&good);
            }
        }
    }
    let line_is_gbk = gbk.len() <= utf8.len();
    let line = *if line_is_gbk { gbk.first()? } else { utf8.first()? };
    (!utf8.is_empty()).then_some(Decoded::Mixed { text, line, line_is_gbk })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notepad_encodings_are_read() {
        let text = "编号: \"101\"";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let utf16: Vec<u8> = std::iter::once(0xFEFF_u16)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [gbk.as_ref(), &utf16, &bom, text.as_bytes()] {
            assert_eq!(decode(bytes.to_vec()), Decoded::Text(text.into()));
        }
        assert_eq!(decode(b"\x00\x01\x02".to_vec()), Decoded::Binary);
    }

    #[test]
    fn the_line_that_differs_is_named() {
        let (gbk, _, _) = encoding_rs::GBK.encode("一句话: 从旧电脑粘贴来的\n");
        let bytes =
            ["编号: \"101\"\n事项名称: 老年证\n".as_bytes(), &gbk, "状态: 草稿\n".as_bytes()]
                .concat();
        let Decoded::Mixed { text, line, line_is_gbk } = decode(bytes) else { panic!("mixed") };
        assert_eq!((line, line_is_gbk), (2, true));
        assert!(text.contains("从旧电脑粘贴来的"));
    }

    /// A file wholly in GBK is never taken for a mixed one.
    #[test]
    fn whole_gbk_files_are_not_mixed() {
        let text = "联通\n编号: \"101\"\n事项名称: 老年证\n一句话: 满六十岁，办一张优待证\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        assert_eq!(decode(gbk.to_vec()), Decoded::Text(text.into()));
    }
}
