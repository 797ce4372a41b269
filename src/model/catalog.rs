//! Everything `content/` says: a [`Catalog`].

use super::community::Category;
use super::community::Community;
use super::photo::Photo;
use super::procedure::Procedure;
use super::register;
use super::register::COLLECTIONS;
use super::register::Collection;
use super::register::Consent;
use super::register::Entry;
use super::register::Event;
use super::register::Scheduled;
use super::register::Timing;
use super::register::Visit;
use super::register::Worker;
use crate::quantity::Date;
use crate::record::walk::leaves;
use crate::vocabulary::Holiday;
use std::any::Any;
use std::sync::Arc;

/// Everything `content/` says.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The office.
    pub community: Community,
    /// In the order of their numbers.
    pub categories: Vec<Category>,
    /// In the order of their codes.
    pub procedures: Vec<Arc<Procedure>>,
    /// Further collections of the register that are there, in its order.
    pub others: Vec<CollectionRecords>,
    /// What could not be read.
    pub unread: Unread,
}

/// The records of one collection.
#[derive(Debug, Clone)]
pub struct CollectionRecords {
    /// Which.
    pub collection: &'static Collection,
    /// In order of their keys.
    pub records: Vec<Arc<dyn Entry>>,
}

/// Procedures whose files have errors: they exist, so nothing may complain that they do not.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// Codes of those whose code could be read.
    pub codes: Vec<String>,
    /// Whether there are others.
    pub others: bool,
    /// Names of the collections in whose file something could not be read.
    pub collections: Vec<&'static str>,
}

/// The records of every collection while they are being read.
#[derive(Debug, Default)]
pub(crate) struct Records(Vec<CollectionRecords>);

impl Records {
    /// Adds a collection, in the order of the register.
    pub(crate) fn put(&mut self, collection: &'static Collection, records: Vec<Arc<dyn Entry>>) {
        self.0.push(CollectionRecords { collection, records });
    }

    /// Takes out a collection whose records have this type.
    fn take<T: Entry>(&mut self, name: &str) -> Vec<Arc<T>> {
        let Some(at) = self.0.iter().position(|shelf| shelf.collection.name == name) else {
            return Vec::new();
        };
        let typed = |record: Arc<dyn Entry>| {
            let record: Arc<dyn Any + Send + Sync> = record;
            record.downcast::<T>().ok()
        };
        self.0.remove(at).records.into_iter().filter_map(typed).collect()
    }
}

impl Unread {
    /// Whether records of this collection may be among the unread.
    #[must_use]
    pub(crate) fn is_part_of(&self, collection: &str) -> bool {
        let procedures = !self.codes.is_empty() || self.others;
        self.collections.contains(&collection) || (collection == register::PROCEDURES && procedures)
    }

    /// Whether the procedure with this code may be among the unread.
    #[must_use]
    pub(crate) fn may_hold(&self, code: &str) -> bool {
        self.others || self.codes.iter().any(|c| c == code)
    }
}

impl Catalog {
    /// The catalog of what was read; `None` without the office or any category.
    #[must_use]
    pub(crate) fn of(mut records: Records, unread: Unread) -> Option<Catalog> {
        let community = records.take::<Community>(register::SITE).pop()?;
        let categories = records.take::<Category>(register::CATEGORIES);
        if categories.is_empty() {
            return None;
        }
        let procedures = records.take::<Procedure>(register::PROCEDURES);
        let own = |category: Arc<Category>| Arc::unwrap_or_clone(category);
        Some(Catalog {
            community: Arc::unwrap_or_clone(community),
            categories: categories.into_iter().map(own).collect(),
            procedures,
            others: records.0,
            unread,
        })
    }

    /// Makes the records of those collections whose lines may stand for several.
    pub(crate) fn spread(&mut self, holidays: &[Holiday]) {
        for at in 0..self.others.len() {
            let Some(spread) = self.others[at].collection.spread else { continue };
            let lines = std::mem::take(&mut self.others[at].records);
            let of = |name: &str| {
                let shelf = self.others.iter().find(|shelf| shelf.collection.name == name);
                shelf.map_or_else(Vec::new, |shelf| shelf.records.clone())
            };
            let records = spread(lines, &of, holidays);
            self.others[at].records = records;
        }
    }

    /// Gives the records of all lists the files of their photos; the procedures have theirs.
    pub(crate) fn find_photos(&mut self, find: &mut dyn FnMut(&mut Photo)) {
        for shelf in &mut self.others {
            let Some(with_photos) = shelf.collection.photos else { continue };
            let found = |record: &Arc<dyn Entry>| with_photos(&**record, find);
            shelf.records = shelf.records.iter().filter_map(found).collect();
        }
    }

    /// Takes out who did not agree to be named, from every collection.
    pub(crate) fn show_only_who_agreed(&mut self) {
        let mut consent = Consent::default();
        for worker in self.all::<Worker>("people") {
            let list = if worker.agreed() { &mut consent.yes } else { &mut consent.no };
            list.push(worker.name.value.clone());
        }
        for shelf in &mut self.others {
            let Some(shown) = shelf.collection.shown else { continue };
            shelf.records = shelf.records.iter().filter_map(|r| shown(&**r, &consent)).collect();
        }
    }

    /// When and where everything takes place, each kind for itself.
    pub(crate) fn timings(&self) -> [Vec<Timing<'_>>; 2] {
        [self.timings_of::<Visit>(), self.timings_of::<Event>()]
    }

    fn timings_of<T: Scheduled>(&self) -> Vec<Timing<'_>> {
        self.all::<T>(T::COLLECTION).map(Scheduled::timing).collect()
    }

    /// The records of a collection whose records have this type.
    pub(crate) fn all<T: Entry>(&self, collection: &str) -> impl Iterator<Item = &T> {
        let records = self.records_of(collection).into_iter();
        records.filter_map(|record| (record as &dyn Any).downcast_ref())
    }

    /// Every record of every collection, in the order of the register.
    pub(crate) fn records(&self) -> impl Iterator<Item = (&'static Collection, &dyn Entry)> {
        COLLECTIONS.iter().flat_map(|collection| {
            self.records_of(collection.name).into_iter().map(move |record| (collection, record))
        })
    }

    /// The records of a collection by its name; none where there is no such collection.
    #[must_use]
    pub(crate) fn records_of(&self, collection: &str) -> Vec<&dyn Entry> {
        match collection {
            register::SITE => vec![&self.community],
            register::CATEGORIES => self.categories.iter().map(|c| c as &dyn Entry).collect(),
            register::PROCEDURES => self.procedures.iter().map(|p| &**p as &dyn Entry).collect(),
            other => {
                let shelf = self.others.iter().find(|shelf| shelf.collection.name == other);
                shelf.iter().flat_map(|s| &s.records).map(|record| &**record).collect()
            }
        }
    }

    /// How many records a collection has.
    #[must_use]
    pub(crate) fn count_of(&self, collection: &str) -> usize {
        match collection {
            register::SITE => 1,
            register::CATEGORIES => self.categories.len(),
            register::PROCEDURES => self.procedures.len(),
            other => self.records_of(other).len(),
        }
    }

    /// The record at a place; procedures are many, so not all of them are listed for one.
    #[must_use]
    pub(crate) fn record_at(&self, collection: &str, index: usize) -> Option<&dyn Entry> {
        if collection == register::PROCEDURES {
            return self.procedures.get(index).map(|p| &**p as &dyn Entry);
        }
        self.records_of(collection).get(index).copied()
    }

    /// The record of a collection by its key.
    #[must_use]
    pub(crate) fn find(&self, name: &str, key: &str) -> Option<&dyn Entry> {
        let collection = register::collection(name)?;
        self.records_of(name).into_iter().find(|record| collection.key_words(*record) == key)
    }

    /// What a record is called, by its collection and key: the key where that is a name, else its second field,
    /// which says it in words.
    #[must_use]
    pub fn name_of(&self, name: &str, key: &str) -> Option<String> {
        if name == register::PROCEDURES {
            return self.find_procedure(key).map(|p| p.short().value.clone());
        }
        let record = self.find(name, key)?;
        if register::collection(name).is_some_and(Collection::is_named) {
            return Some(key.to_string());
        }
        let mut words = Vec::new();
        leaves(record, |leaf| words.push(leaf.words().into_owned()));
        words.into_iter().nth(1)
    }

    /// The procedures of one category, in order.
    pub(crate) fn of_category(&self, number: u8) -> impl Iterator<Item = &Procedure> {
        self.procedures.iter().map(|p| &**p).filter(move |p| p.category() == number)
    }

    /// The procedure with this code.
    #[must_use]
    pub fn find_procedure(&self, code: &str) -> Option<&Procedure> {
        // In order of code; doubles (already an error) may hide behind their first.
        let at = self.procedures.partition_point(|p| p.code.value.as_str() < code);
        self.procedures.get(at).map(|p| &**p).filter(|p| p.code.value == code)
    }

    /// The category with this number.
    #[must_use]
    pub(crate) fn find_category(&self, number: u8) -> Option<&Category> {
        self.categories.iter().find(|c| c.number.value == number)
    }

    /// The newest date anything was checked on: the date of a build that was given none.
    #[must_use]
    pub(crate) fn latest_review(&self) -> Option<Date> {
        self.procedures
            .iter()
            .filter_map(|p| p.review.as_ref()?.date.as_ref())
            .map(|d| d.value)
            .max()
    }
}
