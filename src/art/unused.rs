//! Drawings of a community's own folder that no word asks for.
//!
//! Start at [`told`]. A misspelt name of a file draws nothing and breaks nothing: only a word about it helps.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::theme::Theme;

/// A drawing of the community that no word asks for: its name is misspelt, or its row was forgotten.
pub(super) fn told(path: &str, theme: &Theme) -> Option<Diagnostic> {
    let files = &theme.files;
    if files.is_built_in(path) || files.own_drawing(path).is_some() {
        return None;
    }
    let name = path.strip_suffix(".svg")?.rsplit('/').next()?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut tables = files.list("art").into_iter().chain(files.list("boards"));
    let asks = |text: &str| text.split(|c| !is_name(c)).any(|word| word == name);
    let is_asked = tables.any(|table| {
        let is_table = table.ends_with(".yaml") || table.ends_with(".xml");
        is_table && files.text(&table).is_some_and(|(text, _)| asks(&text))
    });
    if is_asked {
        return None;
    }
    let text = theme.texts.iter().find(|text| text.path == path);
    let span = text.map(|text| Span { file: text.file, start: 0, end: 0 });
    let (folder, table) = match path.starts_with("art/places/") {
        true => ("places", "places.yaml"),
        false => ("props", "props.yaml"),
    };
    let what = format!("图 {path} 没有哪个词用它，不会画出来");
    let help = format!(
        "要换掉原来的图，文件名就和默认主题 art/{folder} 里那张一样；新的图，在 art/{table} 里加一行「词: {{ 文件: {name} }}」；不用就删去"
    );
    Some(Diagnostic::new(Code::SkippedFile, span, what).help(help))
}
