//! Problems as data, and the list they are collected in.
//!
//! Start at [`Report`]: every stage pushes into one.

use super::Code;
use super::FileId;
use super::Severity;
use super::Sources;
use super::Span;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// One problem, with its place and the edit to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The kind.
    pub code: Code,
    /// Usually the code's own; `--item` turns errors of other files into warnings.
    pub severity: Severity,
    /// Where; `None` only when no file can be named.
    pub span: Option<Span>,
    /// What is wrong, one Chinese sentence without a full stop.
    pub message: String,
    /// Other places that belong to it.
    pub related: Vec<(Span, String)>,
    /// The edit to make.
    pub help: Option<String>,
    /// How much is missing. Of several of a kind at one place only the largest is told: whoever mends that
    /// one has mended all.
    pub lacks: u64,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    #[must_use]
    pub(crate) fn new(code: Code, span: Option<Span>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            span,
            message: message.into(),
            related: Vec::new(),
            help: None,
            lacks: 0,
        }
    }

    /// Adds the edit to make.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Says how much is missing.
    #[must_use]
    pub(crate) fn lacks(mut self, amount: u64) -> Diagnostic {
        self.lacks = amount;
        self
    }

    /// Adds another place.
    #[must_use]
    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }
}

/// Problems collected by all stages.
#[derive(Debug, Clone, Default)]
pub struct Report {
    items: Vec<Diagnostic>,
}

impl Report {
    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all problems of another report.
    pub(crate) fn extend(&mut self, other: Report) {
        self.items.extend(other.items);
    }

    /// Leaves the first of those that are alike in everything: a line of a file may stand for many records.
    pub(crate) fn say_once(&mut self) {
        let mut seen = BTreeSet::new();
        self.items.retain(|d| seen.insert((d.code, d.span, d.message.clone())));
    }

    /// True when nothing may be written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// True when there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The problems in the order they were sorted.
    #[must_use]
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// The files it speaks of.
    #[must_use]
    pub(crate) fn files(&self) -> BTreeSet<FileId> {
        let spans = |d: &Diagnostic| {
            let related: Vec<Span> = d.related.iter().map(|(span, _)| *span).collect();
            d.span.into_iter().chain(related)
        };
        self.items.iter().flat_map(spans).map(|span| span.file).collect()
    }

    /// Sorts by file path, place and code, so that the order of checks and threads never shows,
    /// and drops exact repeats.
    pub fn sort(&mut self, sources: &Sources) {
        let key = |d: &Diagnostic| {
            let place = d.span.map(|s| (sources.file(s.file).path.clone(), s.start, s.end));
            (place, d.code, d.message.clone())
        };
        self.items.sort_by_cached_key(key);
        self.items.dedup();
    }

    /// Of what is missing at one place, keeps the largest.
    pub(crate) fn keep_largest(&mut self) {
        let mut most: BTreeMap<(Code, Option<Span>), u64> = BTreeMap::new();
        for d in &self.items {
            let largest = most.entry((d.code, d.span)).or_default();
            *largest = d.lacks.max(*largest);
        }
        let mut told = BTreeSet::new();
        self.items.retain(|d| {
            let place = (d.code, d.span);
            d.lacks == 0 || d.lacks == most[&place] && told.insert(place)
        });
    }

    /// Changes every problem.
    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.items.iter_mut().for_each(change);
    }

    /// Drops the problems that `keep` says no to.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Keeps errors only where `keep` says the file matters; elsewhere they become warnings.
    pub(crate) fn soften(&mut self, keep: impl Fn(Option<FileId>) -> bool) {
        for d in &mut self.items {
            if d.severity == Severity::Error && !keep(d.span.map(|s| s.file)) {
                d.severity = Severity::Warning;
            }
        }
    }
}
