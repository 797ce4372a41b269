//! Content versions: six characters over the words that a sheet shows.
//!
//! Start at [`Versions::of`]. A version is Crockford base32 of SHA-256 over named words in a fixed order,
//! the office's phone and hours among them; never over bytes, layout, theme or the version itself. Same
//! words, same version. Of procedures, categories and the office the words begin with the first ones that
//! versions ever had, in their order ([`item_words`], [`category_words`]), so that boards which hang since
//! then stay current; whatever a table has got since ([`Shown::Sheet`]) follows, field by field, as the
//! table says. Records of other collections are walked whole.

use crate::model::CATEGORIES;
use crate::model::COLLECTIONS;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::PROCEDURES;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::SITE;
use crate::record::Field;
use crate::record::Shown;
use crate::record::walk::Leaf;
use crate::record::walk::Walk;
use crate::record::walk::Walker;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The content versions of a catalog: every word of it goes into them.
#[derive(Debug, Clone, Default)]
pub struct Versions(BTreeMap<&'static str, Vec<String>>);

impl Versions {
    /// Works them out.
    #[must_use]
    pub(crate) fn of(catalog: &Catalog) -> Versions {
        let parts: Vec<String> =
            catalog.categories.iter().map(|c| category_words(catalog, c)).collect();
        let mut overview = format!("{}\n{}", catalog.community.title().value, parts.concat());
        add_later(&catalog.community, &mut overview);
        let versions = COLLECTIONS.iter().map(|collection| {
            let list = match collection.name {
                SITE => vec![version(&overview)],
                CATEGORIES => parts.iter().map(|words| version(words)).collect(),
                PROCEDURES => {
                    catalog.procedures.iter().map(|p| version(&item_words(catalog, p))).collect()
                }
                other => {
                    let whole = |record| {
                        let mut words = office_words(catalog);
                        add_later(record, &mut words);
                        version(&words)
                    };
                    catalog.records_of(other).into_iter().map(whole).collect()
                }
            };
            (collection.name, list)
        });
        Versions(versions.collect())
    }

    /// The version of the record at an index of a collection, as [`Catalog::records_of`] counts them.
    #[must_use]
    pub(crate) fn get(&self, collection: &str, index: usize) -> &str {
        self.0.get(collection).and_then(|list| list.get(index)).map_or("", String::as_str)
    }

    /// One version for several records.
    #[must_use]
    pub(crate) fn several(&self, collection: &str, indices: &[usize]) -> String {
        match indices {
            [one] => self.get(collection, *one).to_string(),
            _ => {
                let all: Vec<&str> = indices.iter().map(|i| self.get(collection, *i)).collect();
                version(&all.join("\n"))
            }
        }
    }
}

/// Adds every field of a record that sheets show and that the first words do not hold.
fn add_later(record: &(impl Walk + ?Sized), out: &mut String) {
    record.walk_all(&mut Later { out, path: Vec::new() });
}

struct Later<'o> {
    out: &'o mut String,
    path: Vec<String>,
}

impl<'r> Walker<'r> for Later<'_> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        if leaf.field.shown == Shown::Sheet {
            let name = self.name_of(leaf.field);
            line(self.out, &name, &leaf.words());
        }
    }

    fn flag(&mut self, field: &'static Field, yes: bool) {
        if field.shown == Shown::Sheet && yes {
            let name = self.name_of(field);
            line(self.out, &name, "yes");
        }
    }

    fn enter(&mut self, field: &'static Field, index: Option<usize>) {
        let number = index.map_or(String::new(), |i| i.to_string());
        self.path.push(format!("{}{number}", field.alias));
    }

    fn leave(&mut self) {
        self.path.pop();
    }
}

impl Later<'_> {
    fn name_of(&self, field: &Field) -> String {
        self.path.iter().map(String::as_str).chain([field.alias]).collect::<Vec<_>>().join(".")
    }
}

/// Six characters for some words.
pub(crate) fn version(words: &str) -> String {
    const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digest = Sha256::digest(words.as_bytes());
    let bits = digest.iter().take(4).fold(0_u64, |n, b| (n << 8) | u64::from(*b));
    (0..6).rev().map(|i| CROCKFORD[(bits >> (i * 5 + 2) & 31) as usize] as char).collect()
}

fn line(out: &mut String, name: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{name}\t{value}");
}

fn office_words(catalog: &Catalog) -> String {
    let c = &catalog.community;
    let mut out = String::new();
    line(&mut out, "organizer", &c.organizer.value);
    line(&mut out, "phone", c.phone.value.as_written());
    line(&mut out, "hours", c.hours.value.as_written());
    for (name, value) in [("address", &c.address), ("slogan", &c.slogan)] {
        line(&mut out, name, value.as_ref().map_or("", |v| &v.value));
    }
    out
}

/// The words of an item board, named and in a fixed order.
fn item_words(catalog: &Catalog, p: &Procedure) -> String {
    let mut out = office_words(catalog);
    let category = catalog.find_category(p.category());
    let mut add = |name: &str, value: &str| line(&mut out, name, value);
    add("category", category.map_or("", |c| &c.name.value));
    if let Some(by) = category.and_then(|c| c.signed_by.as_ref()) {
        add("signed_by", &by.value);
    }
    add("code", &p.code.value);
    add("title", &p.title.value);
    add("short_title", &p.short().value);
    add("summary", &p.summary.value);
    add("sample", if p.is_unchecked() { "sample" } else { "" });
    add("authority_role", &p.authority_role.value.to_string());
    add("competent_authority", &p.competent_authority.value);
    for m in &p.materials {
        add("material", &m.name.value);
        add("form", &m.form());
        add("validity", if m.is_local() { "local" } else { "" });
        add("source", &m.source.value);
        add("only_if", m.only_if.as_ref().map_or("", |v| &v.value));
    }
    for s in &p.steps {
        add("step", &s.action.value);
        add("short", s.short_title.as_ref().map_or("", |v| &v.value));
        add("actor", &s.actor.value);
        add("place", &s.place.value);
        // Not written where there is none, so that versions of before stay what they are.
        if let Some(office) = &s.office {
            add("office", &office.value);
        }
        add("time", s.time.as_ref().map_or("", |v| &v.value));
    }
    for (place, picture) in p.panels() {
        add("panel", &format!("{place:?}"));
        add("picture", &picture_words(picture));
    }
    add("promised", &p.time_limit.promised.value.to_string());
    add(
        "statutory",
        &p.time_limit.statutory.as_ref().map_or(String::new(), |t| t.value.to_string()),
    );
    add("fee", &p.fee.amount.value.to_string());
    add("fee_note", p.fee.note.as_ref().map_or("", |v| &v.value));
    for c in &p.channels {
        add("channel", &c.kind.value.to_string());
        // As with offices: versions without a limit stay what they are.
        if let Some(limit) = c.limit() {
            add("limit", limit);
        }
    }
    for b in &p.legal_basis {
        add("legal_basis", &b.citation());
    }
    let date = p.review.as_ref().and_then(|r| r.date.as_ref());
    add("verified_on", &date.map_or(String::new(), |d| d.value.to_string()));
    add_later(p, &mut out);
    out
}

/// Everything that a picture shows.
#[must_use]
pub(crate) fn picture_words(picture: &Picture) -> String {
    let mut words = vec![picture.place.value.clone()];
    for p in &picture.people {
        let optional = [&p.prop, &p.mood, &p.position];
        words.extend([p.who.clone(), p.action.clone()]);
        words.extend(optional.into_iter().map(|w| w.clone().unwrap_or_default()));
        words.push(p.speech.as_ref().map_or(String::new(), |s| format!("{:?}{}", s.kind, s.text)));
    }
    words.extend(picture.props.iter().map(|p| p.value.clone()));
    for optional in [&picture.shot, &picture.effect, &picture.caption] {
        words.push(optional.as_ref().map_or(String::new(), |v| v.value.clone()));
    }
    // Not written where there is none, so that versions of before stay what they are.
    words.extend(picture.light.as_ref().map(|light| light.value.clone()));
    for voice in &picture.voices {
        words.push(voice.position.clone().unwrap_or_default());
        words.push(format!("{:?}{}", voice.speech.kind, voice.speech.text));
    }
    let photo = picture.photo.as_ref().and_then(|p| p.file.as_ref());
    words.extend(photo.map(|file| file.checksum.clone()));
    words.join("\u{1f}")
}

/// The words of a category's part of the overview.
fn category_words(catalog: &Catalog, category: &Category) -> String {
    let mut out = office_words(catalog);
    line(&mut out, "category", &category.name.value);
    for p in catalog.of_category(category.number.value) {
        line(&mut out, "code", &p.code.value);
        line(&mut out, "short_title", &p.short().value);
        line(&mut out, "authority_role", &p.authority_role.value.to_string());
        line(&mut out, "sample", if p.is_unchecked() { "sample" } else { "" });
    }
    add_later(category, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_six_crockford_characters() {
        let v = version("小微");
        assert_eq!(v.len(), 6);
        assert!(v.chars().all(|c| c.is_ascii_alphanumeric() && !"ILOU".contains(c)));
        assert_ne!(v, version("小微 "));
    }
}
