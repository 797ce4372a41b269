//! Any bytes as a procedure file: a report or a procedure, never a panic, and every problem in
//! Chinese with the edit to make.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::sync::OnceLock;
use xiaowei::diag::Report;
use xiaowei::diag::Sources;
use xiaowei::load::read_procedure_bytes;
use xiaowei::vocabulary::Vocabulary;
use xiaowei::theme::Theme;

static WORDS: OnceLock<Vocabulary> = OnceLock::new();

fn words() -> Vocabulary {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let theme = Theme::load(Path::new("/nonexistent"), None, &mut sources, &mut report);
    theme.map(|t| t.words).unwrap_or_default()
}

fuzz_target!(|bytes: &[u8]| {
    for name in ["content/procedures/1.md", "content/procedures/1.yaml"] {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let good =
            read_procedure_bytes(name, bytes, WORDS.get_or_init(words), &mut sources, &mut report);
        assert!(good || report.has_errors());
        for d in report.items() {
            assert!(!d.message.is_ascii() && d.help.is_some());
        }
        let _ = report.render(&sources, false);
        let _ = report.to_json(&sources);
    }
});
