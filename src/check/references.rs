//! What one record calls another by is the key of a record that is there.
//!
//! Start at [`references_exist`]; a body's links ask [`unknown_procedure`].

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Collection;
use crate::model::Entry;
use crate::model::PROCEDURES;
use crate::model::collection;
use crate::record::Nature;
use crate::record::walk::Leaf;
use crate::record::walk::leaves;

/// Whatever one record calls another by is the key of a record that is there.
pub(super) fn references_exist(catalog: &Catalog, report: &mut Report) {
    for (collection, record) in catalog.records() {
        leaves(record, |leaf| {
            let Nature::Reference(wanted) = leaf.nature() else { return };
            let key = leaf.words();
            if wanted == collection.name && collection.key_words(record) == key {
                let what = format!("这里写的是{}自己的{}", collection.label, key_name(collection));
                let problem = Diagnostic::new(Code::UnknownReference, Some(leaf.span), what);
                report.push(problem.help(format!(
                    "换成别的{}的{}，或删去",
                    collection.label,
                    key_name(collection)
                )));
            } else if !is_known(catalog, wanted, &key) {
                report.push(unknown_reference(catalog, collection, wanted, &leaf));
            }
        });
    }
}

/// A step that names another office is done there, and not in the community: pages send people to the office.
pub(super) fn offices_are_elsewhere(catalog: &Catalog, own_places: &[String], report: &mut Report) {
    for step in catalog.procedures.iter().flat_map(|p| &p.steps) {
        let Some(office) = &step.office else { continue };
        let place = &step.place;
        let is_own = own_places.iter().any(|word| place.value.contains(word.as_str()));
        if !is_own || place.value.contains(&office.value) {
            continue;
        }
        let what = format!(
            "「在哪」写的是「{}」，「办公点」写的是「{}」，不是一个地方；「去哪里」按办公点写",
            place.value, office.value
        );
        let problem = Diagnostic::new(Code::PlacesDiffer, Some(place.span), what);
        report.push(problem.related(office.span, "办公点在这里").help(format!(
            "去{0}办的，把「在哪」改成「{0}」；在社区办的，删去「办公点」这一行",
            office.value
        )));
    }
}

/// What the key of a collection is called.
fn key_name(collection: &Collection) -> &'static str {
    collection.key.and_then(|key| collection.schema.find(key)).map_or("", |field| field.key)
}

/// Whether a record is there or may be among those that could not be read.
fn is_known(catalog: &Catalog, wanted: &str, key: &str) -> bool {
    if wanted == PROCEDURES {
        return catalog.find_procedure(key).is_some() || catalog.unread.may_hold(key);
    }
    let Some(collection) = collection(wanted) else { return false };
    let has = |record: &dyn Entry| collection.key_words(record) == key;
    if collection.names && catalog.count_of(wanted) == 0 {
        return true;
    }
    catalog.unread.is_part_of(wanted) || catalog.records_of(wanted).into_iter().any(has)
}

/// A procedure that a body speaks of and that is not there.
pub(super) fn unknown_procedure(catalog: &Catalog, code: &str, span: Span) -> Option<Diagnostic> {
    if is_known(catalog, PROCEDURES, code) {
        return None;
    }
    let now = catalog.procedures.iter().find(|q| q.former_codes.iter().any(|f| f.value == code));
    let help = now.map_or_else(
        || "改成现有事项的编号，或只留下字".to_string(),
        |q| format!("这个编号已经改为「{}」", q.code.value),
    );
    let what = format!("正文里链到的事项「{code}」没有");
    Some(Diagnostic::new(Code::UnknownReference, Some(span), what).help(help))
}

fn unknown_reference(
    catalog: &Catalog,
    from: &Collection,
    wanted: &str,
    leaf: &Leaf<'_>,
) -> Diagnostic {
    let key = leaf.words();
    let of = collection(wanted);
    let (label, name) = of.map_or((wanted, ""), |of| (of.label, key_name(of)));
    let now = catalog
        .procedures
        .iter()
        .find(|q| wanted == PROCEDURES && q.former_codes.iter().any(|f| f.value == *key));
    let help = now.map_or_else(
        || format!("改成现有{label}的{name}，或删去"),
        |q| format!("这个编号已经改为「{}」", q.code.value),
    );
    let at =
        if from.name == wanted { String::new() } else { format!("「{}」里", leaf.field.key) };
    let what = format!("{at}没有{name}为「{key}」的{label}");
    Diagnostic::new(Code::UnknownReference, Some(leaf.span), what).help(help)
}
