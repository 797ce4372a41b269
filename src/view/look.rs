//! Names of drawings and inks, for templates to write.

use crate::model::Procedure;
use crate::theme::CategoryInks;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::lettered;
use tera::Map;

/// The names of the inks of a category, or of a matter with a tone of its own.
pub(super) fn add_inks(inks: &CategoryInks, group: &mut Map) {
    for (name, ink) in [
        ("field", &inks.field),
        ("deep", &inks.deep),
        ("tint", &inks.tint),
        ("ring", &inks.ring),
        ("go", &inks.go),
    ] {
        group.insert(name.into(), ink.as_str().into());
    }
}

/// The file of a thing's drawing, as `<art src>` takes it: `props/card`; paper's for what has none.
pub(super) fn drawing(prop: &str, words: &Vocabulary) -> String {
    let (base, letters) = lettered::parts(prop);
    let word = words.props.find(base).unwrap_or(base);
    let file = words.prop_words.iter().find(|p| p.word == word).map_or("papers", |p| &p.file);
    let name = format!("props/{file}");
    letters.map_or_else(|| name.clone(), |letters| lettered::joined(&name, letters))
}

/// The drawing that stands for a whole procedure: what its name says, else what its pictures hold most,
/// else its first document.
pub(super) fn emblem(p: &Procedure, words: &Vocabulary) -> String {
    drawing(emblem_word(p, words), words)
}

fn emblem_word<'p>(p: &'p Procedure, words: &'p Vocabulary) -> &'p str {
    for name in [p.result.as_ref().map_or("", |r| &r.value), &p.short().value, &p.title.value] {
        let icon = words.icon_of(name);
        if icon != "材料" {
            return icon;
        }
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, picture) in p.panels() {
        for prop in picture.all_props() {
            match counts.iter_mut().find(|(w, _)| *w == prop) {
                Some((_, n)) => *n += 1,
                None => counts.push((prop, 1)),
            }
        }
    }
    let most =
        counts.iter().rev().filter(|(w, _)| !matches!(*w, "手机" | "电脑")).max_by_key(|(_, n)| *n);
    most.or(counts.first()).map_or("材料", |(w, _)| w)
}
