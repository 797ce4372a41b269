//! A text → YAML that is read as that text, whatever is in it.
//!
//! The one place that names `serde_yaml`: what people were asked, and what stood in their tables,
//! goes into their files through it. Reading needs the places of values and every mistake's own line,
//! which serde cannot carry; [`super::parse`] takes the parser's events instead.

use serde_yaml::DoubleQuoted;

/// The text in double quotes, with everything escaped that needs it.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    let written = serde_yaml::to_string(&DoubleQuoted(text)).unwrap_or_default();
    written.trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::yaml::Passage;
    use crate::yaml::parse;

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(quoted("阳光社区"), "\"阳光社区\"");
        for text in ["", "no", "1.10", "a: \"b\" \\ # c", "- 甲", "两\n行", "制\t表", "~", "&a"]
        {
            let yaml = format!("a: {}\n", quoted(text));
            let node = parse(Passage { file: FileId(0), text: &yaml, offset: 0 }).expect(text);
            let crate::yaml::NodeKind::Map(map) = &node.kind else { panic!("a map") };
            assert_eq!(map[0].1.as_text(), Some(text), "{yaml}");
        }
    }
}
