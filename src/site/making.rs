//! A site while it is being made: its plan, its theme, which records and keys a route has, and what a renderer is
//! given.

use crate::model::Catalog;
use crate::model::Entry;
use crate::model::collection;
use crate::plan::Plan;
use crate::record::walk::leaves_of;
use crate::theme::Route;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::view::Views;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::Context;

/// A site while it is being made.
pub(super) struct Site<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) theme: &'a Theme,
    pub(super) templates: &'a Templates,
    /// What every page sees.
    pub(super) shared: Context,
    pub(super) views: Views<'a>,
    /// Addresses of scripts and style sheets by their paths, with the checksums of what they hold.
    pub(super) assets: &'a BTreeMap<String, String>,
    /// What the search box looks through ([`super::finding`]), made once: pages name its checksum.
    pub(super) found: OnceLock<[Vec<u8>; 2]>,
}

impl Site<'_> {
    /// Whether there is what a route needs.
    pub(super) fn has(&self, route: &Route) -> bool {
        route.needs.iter().all(|name| self.plan.catalog.count_of(name) > 0)
    }

    /// Places and keys of the records of a route; the key of what has none is empty.
    pub(super) fn keys(&self, route: &Route) -> Vec<(usize, String)> {
        let records = self.plan.catalog.records_of(&route.over).into_iter().enumerate();
        records.map(|(i, record)| (i, self.key_of(&route.over, record, i))).collect()
    }

    /// What paths call a record by.
    pub(super) fn key_of(&self, over: &str, record: &dyn Entry, index: usize) -> String {
        let keyed = collection(over).filter(|c| c.key.is_some());
        keyed.map_or(String::new(), |c| c.file_key(record, index))
    }

    /// The values of a list of a record, by the English name of its field.
    pub(super) fn values(&self, route: &Route, index: usize, field: &str) -> Vec<String> {
        let mut values = Vec::new();
        if let Some(record) = self.plan.catalog.record_at(&route.over, index) {
            leaves_of(record, field, |leaf| values.push(leaf.words().into_owned()));
        }
        values
    }
}

/// What a renderer is given.
pub(super) struct Making<'m> {
    pub(super) site: &'m Site<'m>,
    /// The record that the route makes a file of.
    pub(super) record: &'m dyn Entry,
}

impl<'m> Making<'m> {
    pub(super) fn catalog(&self) -> &'m Catalog {
        self.site.plan.catalog
    }
}
