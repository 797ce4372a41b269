//! What templates see of the papers of several matters.
//!
//! Start at [`merged`]; what is the same paper is [`crate::model::papers`]'s.

use super::look::drawing;
use super::scope::Scope;
use crate::model::Material;
use crate::model::Paper;
use crate::model::Procedure;
use crate::model::papers;
use crate::quantity::CopyNeed;
use tera::Map;
use tera::Value;

/// What templates see of [`papers`]: `name`, `art`, `copies` (复印3份), `original`, `handed_in` (originals that stay there), `hands_in_some` (and more, only the office knows how many),
/// `sometimes` (every matter wants it in some cases alone), `cases` (`words`, `code`), `matters` (codes), `kept` (who keeps
/// how many copies: `code`, `short`, `words`), `notes` (`code`, `short`, `words`). What everybody needs comes first.
pub(super) fn merged(scope: &Scope<'_>, matters: &[&Procedure]) -> Vec<Value> {
    let lists = &scope.theme.phrases;
    let mut all = papers(matters, &|name| lists.same_paper(name));
    all.sort_by_key(Paper::is_for_cases);
    all.iter().map(|paper| paper_view(scope, paper)).collect()
}

fn paper_view(scope: &Scope<'_>, paper: &Paper<'_>) -> Value {
    let words = &scope.theme.words;
    let copies = match paper.copies() {
        None => Value::none(),
        Some(Some(count)) => format!("复印{count}份").into(),
        Some(None) => "复印件，几份先问".into(),
    };
    let mut matters: Vec<&str> = paper.wanted.iter().map(|(p, _)| p.code.value.as_str()).collect();
    matters.dedup();
    let of = |p: &Procedure, text: String| -> Value {
        Map::from_iter([
            ("code".into(), p.code.value.as_str().into()),
            ("short".into(), p.short().value.as_str().into()),
            ("words".into(), text.into()),
        ])
        .into()
    };
    let case = |(p, m): &(&Procedure, &Material)| Some(of(p, m.only_if.as_ref()?.value.clone()));
    let cases: Vec<Value> = paper.wanted.iter().filter_map(case).collect();
    let note = |(p, m): &(&Procedure, &Material)| Some(of(p, m.note.as_ref()?.value.clone()));
    let notes: Vec<Value> = paper.wanted.iter().filter_map(note).collect();
    let kept: Vec<Value> = paper
        .wanted
        .iter()
        .filter_map(|(p, m)| match m.copies.as_ref()?.value {
            CopyNeed::Count(count) => Some(of(p, format!("留{count}份"))),
            CopyNeed::Unknown => Some(of(p, "留几份先问".into())),
        })
        .collect();
    let matters: Vec<Value> = matters.into_iter().map(Value::from).collect();
    let original = paper.wanted.iter().any(|(_, m)| m.original.is_some());
    Map::from_iter([
        ("name".into(), scope.said(paper.name, paper.first.name.span)),
        ("art".into(), drawing(&words.lettered_icon_of(paper.name), words).into()),
        ("electronic".into(), paper.electronic.into()),
        ("original".into(), original.into()),
        ("handed_in".into(), paper.handed_in().into()),
        ("hands_in_some".into(), paper.hands_in_some().into()),
        ("copies".into(), copies),
        ("sometimes".into(), paper.is_for_cases().into()),
        ("cases".into(), cases.into()),
        ("matters".into(), matters.into()),
        ("kept".into(), kept.into()),
        ("notes".into(), notes.into()),
    ])
    .into()
}
