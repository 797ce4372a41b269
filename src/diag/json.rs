//! A report as programs read it: a JSON array, one object per problem, lines and columns from 1.
//!
//! Start at [`Report::to_json`]. The shape is fixed; fields may only be added.

use super::Report;
use super::Severity;
use super::Sources;
use serde::Serialize;

/// The shape of one problem in `--format json`.
#[derive(Debug, Serialize)]
struct JsonItem<'a> {
    code: &'static str,
    severity: Severity,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
    related: Vec<JsonPlace<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

impl Report {
    /// All problems as a JSON array.
    #[must_use]
    pub fn to_json(&self, sources: &Sources) -> String {
        let list: Vec<JsonItem<'_>> = self
            .items()
            .iter()
            .map(|d| {
                let at = d.span.map(|s| (s, sources.position(s.file, s.start)));
                JsonItem {
                    code: d.code.text(),
                    severity: d.severity,
                    file: d.span.map(|s| sources.file(s.file).path.as_str()),
                    line: at.map(|(_, p)| p.0),
                    column: at.map(|(_, p)| p.1),
                    message: &d.message,
                    help: d.help.as_deref(),
                    related: d
                        .related
                        .iter()
                        .map(|(s, m)| {
                            let (line, column) = sources.position(s.file, s.start);
                            let file = sources.file(s.file).path.as_str();
                            JsonPlace { file, line, column, message: m }
                        })
                        .collect(),
                }
            })
            .collect();
        serde_json::to_string_pretty(&list).unwrap_or_else(|_| "[]".into())
    }
}
