//! `.vcf`: who may be called, for a phone's address book.

use super::folding::folded;
use super::making::Making;
use crate::model::Worker;
use crate::view::Contact;
use std::any::Any;

/// The office and everybody who agreed, in one file.
pub(super) fn everybody(making: &Making<'_>) -> Option<Vec<u8>> {
    let (catalog, office) = (making.catalog(), &making.catalog().community);
    let people = catalog.all::<Worker>("people").filter(|worker| worker.phone.is_some());
    let cards = people.map(|worker| Contact::of_worker(office, worker).card());
    let all: String = std::iter::once(Contact::of_office(office).card()).chain(cards).collect();
    Some(folded(&all).into_bytes())
}

/// One of them; none without a number.
pub(super) fn one(making: &Making<'_>) -> Option<Vec<u8>> {
    let worker = (making.record as &dyn Any).downcast_ref::<Worker>()?;
    worker.phone.as_ref()?;
    let card = Contact::of_worker(&making.catalog().community, worker).card();
    Some(folded(&card).into_bytes())
}
