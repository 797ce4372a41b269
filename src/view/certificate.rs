//! What is worked out of a certificate that the community does not issue.

use super::look::drawing;
use super::scope::Scope;
use crate::model::Catalog;
use crate::model::Certificate;
use tera::Map;

/// Adds to its group the drawing that stands for it (`art`), the colour of the place to go (`colour`, from 1: places
/// in the order in which the list names them first) and its number in the list (`number`, from 1).
pub(super) fn add_certificate(scope: &Scope<'_>, c: &Certificate, group: &mut Map) {
    let words = &scope.theme.words;
    let icon = c
        .icon
        .as_ref()
        .map_or_else(|| words.lettered_icon_of(&c.name.value), |icon| icon.value.clone());
    group.insert("art".into(), drawing(&icon, words).into());
    let all = certificates(scope.plan.catalog);
    let mut places: Vec<&str> = Vec::new();
    for place in all.iter().map(|c| c.group.value.as_str()) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let colour = places.iter().position(|place| *place == c.group.value).unwrap_or(0);
    group.insert("colour".into(), (colour + 1).into());
    let number = all.iter().position(|other| other.name.span == c.name.span).unwrap_or(0);
    group.insert("number".into(), (number + 1).into());
}

fn certificates(catalog: &Catalog) -> Vec<&Certificate> {
    catalog.all("certificates").collect()
}
