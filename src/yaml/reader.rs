//! The parser's events → a tree of [`Node`]s, for good and bad documents alike.
//!
//! Start at [`read`]. It takes what clerks write – keys, lists, lines of text – and says of everything
//! else where it stands. What would unfold without end is never unfolded: aliases, anchors and tags are
//! refused, and lists and keys lie at most [`DEPTH`] deep.

use super::Key;
use super::Node;
use super::NodeKind;
use super::Passage;
use super::meaning::Meaning;
use super::meaning::REFERENCE;
use super::meaning::TOO_MUCH;
use super::meaning::TWO_DOCUMENTS;
use super::meaning::UNEVEN;
use super::meaning::UNREADABLE;
use super::meaning::meaning;
use crate::diag::Span;
use granit_parser::Event;
use granit_parser::Parser;
use granit_parser::ScalarStyle;
use granit_parser::StrInput;

/// Lists and keys may lie this deep; files of ours need six, and a stack is not endless.
const DEPTH: usize = 64;
/// Values in one document: far beyond any file that fits the loader's limit and was typed.
const NODES: usize = 250_000;

/// Why a document cannot be read: a byte of it, and what is wrong there.
pub(super) struct Unreadable {
    pub at: usize,
    pub meaning: Meaning,
}

/// Reads a whole document.
pub(super) fn read(doc: &Passage<'_>) -> Result<Node, Unreadable> {
    let options = granit_parser::options! { emit_comments: false };
    let events = Parser::new_from_str_with_options(doc.text, options);
    TreeReader { doc, events, nodes: 0 }.document()
}

struct TreeReader<'a, 'd> {
    doc: &'d Passage<'a>,
    events: Parser<'a, StrInput<'a>>,
    nodes: usize,
}

/// An event and the bytes it stands on.
type Happened<'a> = (Event<'a>, Span);

impl<'a> TreeReader<'a, '_> {
    fn next(&mut self) -> Result<Happened<'a>, Unreadable> {
        match self.events.next_event() {
            Some(Ok((event, at))) => {
                let byte = |mark: granit_parser::Marker| mark.byte_offset().unwrap_or(0);
                Ok((event, self.doc.range(byte(at.start), byte(at.end))))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                Err(Unreadable { at, meaning: meaning(error.kind()) })
            }
            // The parser says the end before it falls silent.
            None => {
                Ok((Event::StreamEnd, self.doc.range(self.doc.text.len(), self.doc.text.len())))
            }
        }
    }

    fn trouble<T>(&self, span: Span, meaning: Meaning) -> Result<T, Unreadable> {
        Err(Unreadable { at: span.start as usize - self.doc.offset, meaning })
    }

    fn document(mut self) -> Result<Node, Unreadable> {
        let first = loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd, span) => return Ok(Node { span, kind: NodeKind::Null }),
                first => break first,
            }
        };
        let node = self.node(first, DEPTH)?;
        loop {
            match self.next()? {
                (Event::DocumentEnd | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd, _) => return Ok(node),
                (_, span) => return self.trouble(span, TWO_DOCUMENTS),
            }
        }
    }

    fn node(&mut self, (event, span): Happened<'a>, depth: usize) -> Result<Node, Unreadable> {
        self.nodes += 1;
        let opens = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        if self.nodes > NODES || (opens && depth == 0) {
            return self.trouble(span, TOO_MUCH);
        }
        match event {
            Event::Scalar(text, style, 0, None) => Ok(self.scalar(span, &text, style)),
            Event::SequenceStart(_, 0, None) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        first => list.push(self.node(first, depth - 1)?),
                    }
                }
                Ok(Node { span, kind: NodeKind::Seq(list) })
            }
            Event::MappingStart(_, 0, None) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, _) => break,
                        first => {
                            let key = self.key(first)?;
                            let first = self.next()?;
                            list.push((key, self.node(first, depth - 1)?));
                        }
                    }
                }
                Ok(Node { span, kind: NodeKind::Map(list) })
            }
            _ => self.trouble(self.mark_before(span), REFERENCE),
        }
    }

    /// A name: text, not nothing and not a list.
    fn key(&mut self, (event, span): Happened<'a>) -> Result<Key, Unreadable> {
        let key = match event {
            Event::Scalar(text, style, 0, None) => self.scalar(span, &text, style),
            Event::SequenceStart(_, 0, None) | Event::MappingStart(_, 0, None) => {
                return self.trouble(span, UNEVEN);
            }
            _ => return self.trouble(self.mark_before(span), REFERENCE),
        };
        match key.kind {
            NodeKind::Scalar(text) => Ok(Key { text, span }),
            NodeKind::Null | NodeKind::Seq(_) | NodeKind::Map(_) => self.trouble(span, UNREADABLE),
        }
    }

    /// Text, or nothing where a plain scalar says so (YAML's core schema). A plain scalar on one line
    /// keeps its own spelling, so that `1.10` stays; of all others the parser's text is taken.
    fn scalar(&self, mut span: Span, parsed: &str, style: ScalarStyle) -> Node {
        let source = self.doc.source(span);
        let trimmed = source.trim_end();
        span.end -= (source.len() - trimmed.len()) as u32;
        let is_plain = style == ScalarStyle::Plain;
        if is_plain && matches!(parsed, "" | "~" | "null" | "Null" | "NULL") {
            return Node { span, kind: NodeKind::Null };
        }
        let as_written = is_plain && !trimmed.is_empty() && !trimmed.contains('\n');
        let text = if as_written { trimmed } else { parsed };
        Node { span, kind: NodeKind::Scalar(text.trim().to_string()) }
    }

    /// An anchor or a tag stands before what it belongs to, on its line as a rule.
    fn mark_before(&self, span: Span) -> Span {
        let at = span.start as usize - self.doc.offset;
        let before = &self.doc.text[..at];
        let line = before.rfind('\n').map_or(0, |i| i + 1);
        let starts_here = self.doc.text[at..].starts_with(['&', '*', '!']);
        match before[line..].rfind(['&', '!']).filter(|_| !starts_here) {
            Some(mark) => self.doc.range(line + mark, line + mark),
            None => span,
        }
    }
}
