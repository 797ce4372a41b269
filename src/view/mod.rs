//! What templates see of records: one view, the same for pages and sheets.
//!
//! Start at [`Views::record`]. Every field of a table stands there under its English name
//! ([`crate::record::view`]); what has to be worked out stands beside what it was worked out of:
//! of a procedure in [`procedure::Work`], of the office and its categories in [`community`]. Every record has
//! `version`, `address` (with the version, for codes) and `spoken` (as people type it). Sheets write the
//! place of every text too (`at`), so that an error can name its line; pages do not.

mod bundle;
mod cards;
mod certificate;
mod community;
mod contact;
mod flow;
mod glance;
mod locker;
mod look;
mod membership;
mod papers;
mod places;
mod procedure;
mod response;
mod scope;
mod share;
mod timing;
mod visit;

pub(crate) use contact::Contact;

use crate::diag::Span;
use crate::model::About;
use crate::model::Bundle;
use crate::model::CATEGORIES;
use crate::model::Category;
use crate::model::Certificate;
use crate::model::ChatGroup;
use crate::model::Collection;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Estate;
use crate::model::Event;
use crate::model::Locker;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::model::Response;
use crate::model::SITE;
use crate::model::Visit;
use crate::model::Worker;
use crate::model::collection;
use crate::plan::Plan;
use crate::plan::spoken_address;
use crate::qr::read_picture;
use crate::record::view::GroupAt;
use crate::record::view::Viewing;
use crate::record::view::view;
use crate::theme::Theme;
use procedure::Work;
use procedure::in_short;
use scope::Place;
use scope::Scope;
use std::any::Any;
use tera::Map;
use tera::Value;

/// Makes the views of a plan's records.
#[derive(Clone, Copy)]
pub(crate) struct Views<'v>(Scope<'v>);

impl<'v> Views<'v> {
    /// Views for pages.
    pub(crate) fn of_pages(plan: &'v Plan<'v>, theme: &'v Theme) -> Views<'v> {
        Views(Scope { plan, theme, at: None })
    }

    /// Views for sheets: with places.
    pub(crate) fn of_sheets(plan: &'v Plan<'v>, theme: &'v Theme, at: Place) -> Views<'v> {
        Views(Scope { plan, theme, at: Some(at) })
    }

    /// A record and its place in [`crate::model::Catalog::records_of`].
    #[must_use]
    pub(crate) fn record(
        &self,
        collection: &'static Collection,
        record: &dyn Entry,
        index: usize,
    ) -> Value {
        let procedure = (record as &dyn Any).downcast_ref::<Procedure>();
        let work = procedure.map(|p| Work::of(&self.0, p, index));
        let one = One { scope: self.0, collection, record, index, work };
        view(record, collection.schema, &one).into()
    }

    /// The office: what all templates see.
    #[must_use]
    pub(crate) fn office(&self) -> Value {
        let community = &self.0.plan.catalog.community;
        collection(SITE).map_or_else(Value::none, |site| self.record(site, community, 0))
    }

    /// All categories, each with its procedures in short.
    #[must_use]
    pub(crate) fn categories(&self) -> Value {
        let Some(of) = collection(CATEGORIES) else { return Value::none() };
        let all = self.0.plan.catalog.categories.iter().enumerate();
        all.map(|(index, category)| self.record(of, category, index)).collect::<Vec<_>>().into()
    }

    /// What somebody sends on of a matter, line after line.
    #[must_use]
    pub(crate) fn share(&self, p: &Procedure, index: usize) -> Vec<String> {
        share::share(&self.0, p, index)
    }

    /// The same of a bundle.
    #[must_use]
    pub(crate) fn share_of_bundle(&self, bundle: &Bundle, index: usize) -> Vec<String> {
        bundle::share(&self.0, bundle, index)
    }

    /// Everything that takes place, by month.
    #[must_use]
    pub(crate) fn agenda(&self) -> Value {
        visit::agenda(&self.0).into()
    }

    /// The procedures that people come for most: those that the office names, else the first of every
    /// category.
    #[must_use]
    pub(crate) fn frequent(&self) -> Value {
        let catalog = self.0.plan.catalog;
        let named = catalog.community.frequent.iter();
        let mut some: Vec<&Procedure> =
            named.filter_map(|code| catalog.find_procedure(&code.value)).collect();
        if some.is_empty() {
            let first = |c: &Category| catalog.of_category(c.number.value).next();
            some = catalog.categories.iter().filter_map(first).take(6).collect();
        }
        some.into_iter().map(|p| in_short(&self.0, p)).collect::<Vec<_>>().into()
    }
}

/// The record that is being looked at.
struct One<'v> {
    scope: Scope<'v>,
    collection: &'static Collection,
    record: &'v dyn Entry,
    index: usize,
    /// Of a procedure.
    work: Option<Work<'v>>,
}

/// A record that another one refers to: its own fields, and nothing of what it refers to in turn.
struct Plain<'v> {
    scope: Scope<'v>,
}

impl Viewing for Plain<'_> {
    fn at(&self, span: Span) -> Option<String> {
        self.scope.at.map(|at| at(span))
    }

    fn of(&self, collection: &str, key: &str) -> Option<Map> {
        let name = self.scope.plan.catalog.name_of(collection, key)?;
        Some(Map::from_iter([("name".into(), name.into())]))
    }

    fn add(&self, _: &[GroupAt], _: &mut Map) {}
}

impl Viewing for One<'_> {
    fn at(&self, span: Span) -> Option<String> {
        self.scope.at.map(|at| at(span))
    }

    fn of(&self, collection: &str, key: &str) -> Option<Map> {
        let catalog = self.scope.plan.catalog;
        let name = catalog.name_of(collection, key)?;
        let mut map = Map::with_capacity(4);
        // What stands in a small collection is said whole: nobody looks an address up.
        if let Some(of) = self::collection(collection).filter(|of| of.name != PROCEDURES) {
            let records = catalog.records_of(of.name);
            if let Some(record) = records.into_iter().find(|r| of.key_words(*r) == key) {
                map = view(record, of.schema, &Plain { scope: self.scope });
            }
        }
        // What has a name of its own is called by it; everything else by its second field.
        map.entry("name".into()).or_insert_with(|| name.into());
        if collection == PROCEDURES
            && let Some(p) = catalog.find_procedure(key)
        {
            map.insert("summary".into(), p.summary.value.as_str().into());
        }
        Some(map)
    }

    fn add(&self, path: &[GroupAt], group: &mut Map) {
        if path.is_empty() {
            self.add_version(group);
        }
        let record = self.record as &dyn Any;
        if let Some(work) = &self.work {
            work.add(path, group);
        } else if let Some(c) = record.downcast_ref::<Community>().filter(|_| path.is_empty()) {
            community::add_office(&self.scope, c, group);
        } else if let Some(c) = record.downcast_ref::<Category>().filter(|_| path.is_empty()) {
            community::add_category(&self.scope, c, group);
        } else if let Some(c) = record.downcast_ref::<Certificate>().filter(|_| path.is_empty()) {
            certificate::add_certificate(&self.scope, c, group);
        } else if let Some(one) = record.downcast_ref::<Visit>().filter(|_| path.is_empty()) {
            visit::add_visit(&self.scope, one, group);
        } else if let Some(one) = record.downcast_ref::<Event>().filter(|_| path.is_empty()) {
            visit::add_event(&self.scope, one, group);
        } else if let Some(one) = record.downcast_ref::<Bundle>().filter(|_| path.is_empty()) {
            bundle::add_bundle(&self.scope, (one, self.index), group);
        } else if let Some(one) = record.downcast_ref::<About>().filter(|_| path.is_empty()) {
            let row = |row: Vec<Option<&str>>| -> Value {
                row.into_iter().map(Value::from).collect::<Vec<_>>().into()
            };
            let cells: Vec<Value> = one.cells().into_iter().map(row).collect();
            group.insert("cells".into(), cells.into());
        } else if let Some(one) = record.downcast_ref::<Response>() {
            match path {
                [] => response::add_response(&self.scope, one, group),
                [("before", _)] => response::add_side(one, true, group),
                [("after", _)] => response::add_side(one, false, group),
                _ => {}
            }
        } else if let Some(one) = record.downcast_ref::<ChatGroup>() {
            if let ([("code", _)], Some(code)) = (path, &one.code) {
                let file = code.photo.as_ref().and_then(|photo| photo.file.as_ref());
                group.insert("says".into(), file.and_then(|f| read_picture(&f.bytes)).into());
            }
        } else if let Some(one) = record.downcast_ref::<Estate>().filter(|_| path.is_empty()) {
            visit::add_estate(&self.scope, one, group);
        } else if let Some(one) = record.downcast_ref::<Worker>().filter(|_| path.is_empty()) {
            let card = Contact::of_worker(&self.scope.plan.catalog.community, one).code();
            group.insert("card".into(), card.into());
        } else if let Some(locker) = record.downcast_ref::<Locker>() {
            match path {
                [] => locker::add_locker(&self.scope, (locker, self.index), group),
                [("steps", Some(i))] => locker::add_step(locker, *i, group),
                _ => {}
            }
        }
    }
}

impl One<'_> {
    fn add_version(&self, group: &mut Map) {
        let plan = self.scope.plan;
        let version = plan.versions.get(self.collection.name, self.index);
        let key = self.collection.key.map(|_| self.collection.key_words(self.record));
        let address = plan.address(self.collection.name, &key.unwrap_or_default(), version);
        group.insert("version".into(), version.into());
        group.insert("spoken".into(), spoken_address(&address).into());
        // What files of it are called by, pages' and sheets'.
        if self.collection.key.is_some() {
            let file = self.collection.file_key(self.record, self.index);
            group.insert("file".into(), file.into());
        }
        // A field of the table keeps its name: the office has an address of its own.
        group.entry("address".into()).or_insert_with(|| address.into());
    }
}
