//! Which bundles a matter is part of.

use super::scope::Scope;
use crate::model::Bundle;
use crate::model::Procedure;
use tera::Map;
use tera::Value;

/// The bundles that a matter is part of, in short: `name`, `file`, `count`, `extras`.
pub(super) fn bundles_of(scope: &Scope<'_>, p: &Procedure) -> Vec<Value> {
    let all = scope.plan.catalog.all::<Bundle>("bundles");
    let its = all.filter(|b| b.matters.iter().any(|code| code.value == p.code.value));
    its.map(|bundle| {
        let extras: Vec<Value> = bundle.extras.iter().map(|x| x.value.as_str().into()).collect();
        Map::from_iter([
            ("name".into(), bundle.name.value.as_str().into()),
            ("file".into(), bundle.code.value.as_str().into()),
            ("count".into(), bundle.matters.len().into()),
            ("extras".into(), extras.into()),
        ])
        .into()
    })
    .collect()
}
