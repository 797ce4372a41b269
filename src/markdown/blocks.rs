//! A body as blocks of words, for files that are not HTML.
//!
//! Start at [`blocks`]. Read as the pages read it, so that both show the same; links keep their words only.

use super::prepare::Prepared;
use super::prepare::options;
use pulldown_cmark::Event;
use pulldown_cmark::HeadingLevel;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading, the outermost 1.
    Heading(u8),
    /// Words.
    Text,
    /// An element of a list, so deep (from 1); numbered, where it has a number.
    Item(u8, Option<u64>),
    /// A cell of a table: the first of its row or not.
    Cell(bool),
}

/// Some words, and whether they are strong.
pub(crate) type Run = (String, bool);

/// A block of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Its words.
    pub(crate) runs: Vec<Run>,
}

/// All blocks of a body, in order; none without words.
#[must_use]
pub(crate) fn blocks(body: &str) -> Vec<Block> {
    let prepared = Prepared::of(body);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&prepared.text, options()) {
        reader.take(event);
    }
    reader.end();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    open: Option<Block>,
    strong: usize,
    /// Numbers of the lists that are open.
    lists: Vec<Option<u64>>,
    first_cell: bool,
}

impl Reader {
    fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some(Block { kind, runs: Vec::new() });
    }

    fn end(&mut self) {
        let is_cell = |block: &Block| matches!(block.kind, BlockKind::Cell(_));
        let says = |block: &Block| block.runs.iter().any(|(text, _)| !text.trim().is_empty());
        self.done.extend(self.open.take().filter(|block| says(block) || is_cell(block)));
    }

    fn words(&mut self, text: &str) {
        let strong = self.strong > 0;
        let open =
            self.open.get_or_insert_with(|| Block { kind: BlockKind::Text, runs: Vec::new() });
        match open.runs.last_mut().filter(|(_, same)| *same == strong) {
            Some((before, _)) => before.push_str(text),
            None => open.runs.push((text.to_string(), strong)),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                };
                self.begin(BlockKind::Heading(level));
            }
            Event::Start(Tag::List(first)) => {
                self.end();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.end();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
                let number = self.lists.last().copied().flatten();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next += 1;
                }
                self.begin(BlockKind::Item(depth, number));
            }
            // A paragraph inside an element goes on with it.
            Event::Start(Tag::Paragraph) if self.open.is_none() => self.begin(BlockKind::Text),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.first_cell = true,
            Event::Start(Tag::TableCell) => {
                self.begin(BlockKind::Cell(self.first_cell));
                self.first_cell = false;
            }
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => self.end(),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::TaskListMarker(done) => self.words(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_apart() {
        let body = "## 常见问题\n\n**问：行吗？**\n\n答：行，看[公开](202)。\n\n- 甲\n- 乙\n\n| 表 | 头 |\n|---|---|\n| 一 | |\n";
        let kinds: Vec<BlockKind> = blocks(body).iter().map(|b| b.kind).collect();
        use BlockKind::Cell;
        use BlockKind::Item;
        use BlockKind::Text;
        assert_eq!(
            kinds,
            [
                BlockKind::Heading(2),
                Text,
                Text,
                Item(1, None),
                Item(1, None),
                Cell(true),
                Cell(false),
                Cell(true),
                Cell(false)
            ]
        );
        assert_eq!(blocks("**问**答")[0].runs, [("问".into(), true), ("答".into(), false)]);
    }
}
