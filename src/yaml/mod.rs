//! YAML text → a tree of [`Node`]s, every key and value with its byte range; and texts → YAML.
//!
//! Start at [`parse`]. Scalars keep their spelling as it stands in the file (`1.10` stays `1.10`, `no`
//! stays `no`); repeated keys are all kept, so the decoder can point at both. One reader ([`reader`])
//! takes the parser's events for good and bad documents; what it cannot read becomes one Chinese
//! diagnostic, blamed on the line a person would blame ([`syntax`]).

mod meaning;
mod node;
mod quote;
mod reader;
mod slips;
mod syntax;
mod unread;

use crate::diag::Code;
use crate::diag::Diagnostic;

pub(crate) use node::Key;
pub use node::Node;
pub use node::NodeKind;
pub use node::Passage;
pub(crate) use quote::quoted;
pub use unread::Unread;
pub use unread::unread;

/// Reads one document.
///
/// # Errors
/// The first syntax error, in Chinese, with its place and the edit to make.
pub fn parse(doc: Passage<'_>) -> Result<Node, Box<Diagnostic>> {
    if let Some((at, what, help)) = syntax::certain(doc.text) {
        let problem = Diagnostic::new(Code::Syntax, Some(doc.range(at, at)), what).help(help);
        return Err(Box::new(problem));
    }
    reader::read(&doc).map_err(|trouble| {
        let at = trouble.at.min(doc.text.trim_end().len());
        let (at, what, help) = syntax::culprit(doc.text, at).unwrap_or_else(|| {
            let (what, help) = trouble.meaning;
            (at, what, help)
        });
        Box::new(Diagnostic::new(Code::Syntax, Some(doc.range(at, at)), what).help(help))
    })
}

/// The same mistake as one of these on other lines – full-width colons, marks of lists without their space –
/// and keys at the margin that are written wrongly. Told with the first, so that one run names them all.
#[must_use]
pub(crate) fn alike(doc: Passage<'_>, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let start = |d: &Diagnostic| d.span.map(|span| span.start);
    let said = |blame: (usize, &'static str, &'static str)| {
        let is_certain = syntax::is_of_a_key(doc.text, &blame);
        let (at, what, help) = blame;
        let problem = Diagnostic::new(Code::Syntax, Some(doc.range(at, at)), what).help(help);
        let same = known.iter().any(|d| d.message == problem.message);
        let again = known.iter().any(|d| start(d) == start(&problem));
        ((same || is_certain) && !again).then_some(problem)
    };
    syntax::every_line(doc.text).into_iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn doc(text: &str) -> Passage<'_> {
        Passage { file: FileId(0), text, offset: 4 }
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let node = parse(doc("a: 1.10\nno: 'x y'\n年: 08\n")).expect("valid");
        let NodeKind::Map(map) = &node.kind else { panic!("a map") };
        assert_eq!(map[0].1.as_text(), Some("1.10"));
        assert_eq!((map[0].1.span.start, map[0].1.span.end), (7, 11));
        assert_eq!(map[1].0.text, "no");
        assert_eq!(map[1].1.as_text(), Some("x y"));
        assert_eq!(map[2].1.as_text(), Some("08"));
    }

    /// What would unfold without end, or means something else than it looks, is refused where it
    /// stands; nothing is read twice to find that out.
    #[test]
    fn what_clerks_do_not_write_is_refused() {
        let deep = format!("a: {}{}\n", "[".repeat(200), "]".repeat(200));
        let wide = "a: [{b: 1}, [&x c, *x]]\n";
        let cases = [
            (deep.as_str(), 66, "套得太深"),
            (wide, 13, "特殊含义"),
            ("a: [*x]\n", 4, "特殊含义"),
            ("a: [!x c]\n", 4, "特殊含义"),
            ("--- a\n--- b\n", 10, "两份内容"),
            ("a: 1\n...\nb: 2\n", 5, "「...」"),
            ("? [a]\n: b\n", 2, "对不齐"),
        ];
        for (text, at, words) in cases {
            let d = parse(doc(text)).expect_err(text);
            let start = d.span.map(|s| s.start as usize - 4);
            assert!(start == Some(at) && d.message.contains(words), "{text}: {d:?}");
        }
    }

    #[test]
    fn keys_of_different_mistakes_are_told_at_once() {
        let text = "状态:草稿\n材料：\n  - 甲\n步骤;\n  - 做什么: 注意：乙\n";
        let known = [*parse(doc(text)).expect_err(text)];
        let all: Vec<&str> = known.iter().map(|d| d.message.as_str()).collect();
        let more = alike(doc(text), &known);
        let all: Vec<&str> =
            all.into_iter().chain(more.iter().map(|d| d.message.as_str())).collect();
        assert_eq!(all.len(), 3, "{all:?}");
        for words in ["少了一个空格", "全角冒号", "分号"] {
            assert!(all.iter().any(|what| what.contains(words)), "{words}: {all:?}");
        }
    }

    #[test]
    fn repeated_keys_are_kept() {
        let node = parse(doc("a: 1\na: 2\n")).expect("valid");
        let NodeKind::Map(map) = &node.kind else { panic!("a map") };
        assert_eq!(map.len(), 2);
    }

    #[test]
    fn errors_are_chinese() {
        for bad in [
            "a: [1\n",
            "a: \"x\n",
            "a:\n\tb: 1\n",
            "事项：政审\n编号: 1\n",
            "a: b: c\n",
            "a: 1\n  b: 2\n",
        ] {
            let d = parse(doc(bad)).expect_err(bad);
            assert!(!d.message.is_ascii() && d.help.is_some(), "{bad}: {d:?}");
            assert!(
                !d.message.replace("Tab", "").chars().any(|c| c.is_ascii_lowercase()),
                "{bad}: {}",
                d.message
            );
        }
    }
}
