//! Facts of a record that only the office knows yet, by short names: a visitor of every field.
//!
//! Start at [`open_facts`]. A fact is open when its value says so ([`crate::record::Scalar::is_open`]);
//! what it is called is said by its row ([`Field::asked`]).

use crate::record::Field;
use crate::record::walk::Leaf;
use crate::record::walk::Walk;
use crate::record::walk::Walker;

/// The names of all open facts in the order of the table; neighbours of one name are one fact. Open
/// questions of a review are texts of their own and not among them.
#[must_use]
pub(crate) fn open_facts(record: &dyn Walk) -> Vec<String> {
    let mut seeker = Seeker::default();
    record.walk_all(&mut seeker);
    seeker.found
}

#[derive(Default)]
struct Seeker<'r> {
    found: Vec<String>,
    /// The groups that are being walked, the innermost last.
    groups: Vec<FactGroup<'r>>,
}

/// A group so far: its place in its list, and the values seen in it.
#[derive(Default)]
struct FactGroup<'r> {
    index: Option<usize>,
    seen: Vec<Leaf<'r>>,
}

impl<'r> Walker<'r> for Seeker<'r> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        let is_open = leaf.is_open || (leaf.field.asked.is_some() && leaf.words() == "待确认");
        if is_open && leaf.field.asked != Some("") {
            let name = self.name_of(&leaf);
            if self.found.last() != Some(&name) {
                self.found.push(name);
            }
        }
        if let Some(group) = self.groups.last_mut() {
            group.seen.push(leaf);
        }
    }

    fn enter(&mut self, _: &'static Field, index: Option<usize>) {
        self.groups.push(FactGroup { index, seen: Vec::new() });
    }

    fn leave(&mut self) {
        self.groups.pop();
    }
}

impl Seeker<'_> {
    fn name_of(&self, leaf: &Leaf<'_>) -> String {
        let mut name = leaf.field.asked.unwrap_or(leaf.field.key).to_string();
        let group = self.groups.last();
        let number = leaf.index.or_else(|| group.and_then(|g| g.index)).map_or(1, |i| i + 1);
        name = name.replace("{#}", &number.to_string());
        for beside in group.iter().flat_map(|g| &g.seen) {
            let mark = format!("{{{}}}", beside.field.key);
            if name.contains(&mark) {
                name = name.replace(&mark, &beside.words());
            }
        }
        name
    }
}
