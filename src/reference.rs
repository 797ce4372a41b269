//! The editing reference: every key, every word of a picture with its drawing, every diagnostic with a
//! wrong and a right way. One page with everything inside it.
//!
//! Start at [`reference()`]. Nothing is written here: keys come from the tables of fields, words from the theme,
//! diagnostics from `explain`; the page is the theme's `workbench/reference.html`.

use crate::board::Look;
use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::cast::kinds;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::explain::explain;
use crate::export::svg::render_small_svg;
use crate::model::COLLECTIONS;
use crate::model::Collection;
use crate::model::Home;
use crate::record::Field;
use crate::record::Schema;
use crate::theme::TemplateFolder;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::units::Dpi;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// One key.
#[derive(Debug, Serialize)]
struct KeyView {
    key: &'static str,
    alias: &'static str,
    required: bool,
    help: &'static str,
    limits: String,
    example: &'static str,
    /// Name of the group whose keys lie below it.
    group: Option<&'static str>,
}

/// One table of keys.
#[derive(Debug, Serialize)]
struct TableView {
    name: &'static str,
    /// The file, for the tables that stand alone.
    file: Option<String>,
    keys: Vec<KeyView>,
}

/// One sheet of drawings.
#[derive(Debug, Serialize)]
struct DrawingsView {
    title: String,
    /// SVG in base64: drawings of one page must not share their names.
    svg: String,
}

/// Where the records of a collection stand.
fn place_of(collection: &Collection) -> String {
    match collection.home {
        Home::Single(name) => format!("content/{name}"),
        Home::List(name) => format!("content/{name}，每个{}一组", collection.label),
        Home::Folder(name) => format!("content/{name} 里的每一个文件"),
    }
}

fn key(field: &'static Field) -> KeyView {
    KeyView {
        key: field.key,
        alias: field.alias,
        required: field.required,
        help: field.help,
        limits: field.kind.limits(),
        example: field.example,
        group: field.kind.group().map(|schema| schema.name),
    }
}

/// A table and all tables below it, each once.
fn groups(schema: &'static Schema, file: Option<String>, out: &mut Vec<TableView>) {
    if out.iter().any(|known| known.name == schema.name && known.file == file) {
        return;
    }
    let keys = schema.fields.iter().map(key).collect();
    out.push(TableView { name: schema.name, file, keys });
    for below in schema.fields.iter().filter_map(|f| f.kind.group()) {
        groups(below, None, out);
    }
}

/// The page. Mistakes in the theme go to the report, then there is none.
pub fn reference(theme: &Theme, report: &mut Report) -> Option<String> {
    let mut tables = Vec::new();
    // What is written most comes first.
    for collection in COLLECTIONS.iter().rev() {
        groups(collection.schema, Some(place_of(collection)), &mut tables);
    }
    let workshop = Workshop::open(theme, report)?;
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    let mut sheets = Vec::new();
    for topic in kinds(theme).flat_map(|kind| workshop.word_topics(kind)) {
        let look = Look::on_paper(topic.kind.size(), Dpi(100.0));
        let Some(document) = workshop.make(&topic, &look, &mut typesetter, report) else {
            continue;
        };
        sheets.extend(document.pages.iter().map(|frame| DrawingsView {
            title: frame.title.clone(),
            svg: STANDARD.encode(render_small_svg(frame)),
        }));
    }
    let explained: Vec<(&str, String)> =
        Code::ALL.iter().map(|code| (code.text(), explain(*code))).collect();
    let mut context = tera::Context::new();
    context.insert("tables", &tables);
    context.insert("sheets", &sheets);
    context.insert("codes", &explained);
    context.insert("shots", &words_of(&theme.words.shots));
    context.insert("effects", &words_of(&theme.words.effects));
    context.insert("light", &words_of(&theme.words.light));
    context.insert("positions", &words_of(&theme.words.positions));
    context.insert("names", &names_of(&theme.words));
    let told = |problem: Box<Diagnostic>| report.push(*problem);
    let templates = Templates::open(theme, &TemplateFolder::WORKBENCH, &|_| {});
    templates.and_then(|t| t.render("reference.html", &context)).map_err(told).ok()
}

/// Every word with all of its other names, as text to search and copy: sheets are pictures and have
/// room for some.
fn names_of(words: &crate::vocabulary::Vocabulary) -> Vec<(&'static str, Vec<String>)> {
    let lists = [
        ("人物", &words.people),
        ("动作", &words.actions),
        ("表情", &words.moods),
        ("道具", &words.props),
        ("地点", &words.places),
        ("镜头", &words.shots),
        ("特效", &words.effects),
        ("天色", &words.light),
        ("位置", &words.positions),
    ];
    let named = |list: &crate::vocabulary::WordList| {
        let told = |(word, aliases): &(String, Vec<String>)| match aliases.as_slice() {
            [] => word.clone(),
            aliases => format!("{word}：{}", aliases.join("、")),
        };
        list.words.iter().map(told).collect::<Vec<_>>()
    };
    lists.into_iter().map(|(name, list)| (name, named(list))).collect()
}

fn words_of(list: &crate::vocabulary::WordList) -> Vec<String> {
    list.words.iter().map(|(word, _)| word.clone()).collect()
}
