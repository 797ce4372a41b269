//! How members of records are read and walked: scalars, records, and options, lists and flags of them.
//!
//! Start at [`Value`]. Everything was checked by [`Group::check`] before: reading reports nothing that
//! the table of fields can say, and drops elements that were reported already.

use super::At;
use super::decode::Group;
use super::field::Field;
use super::field::Schema;
use super::scalar::Scalar;
use super::walk::Leaf;
use super::walk::Walk;
use super::walk::Walker;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Span;
use crate::vocabulary::Vocabulary;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// What readers need besides the group they read.
#[derive(Debug)]
pub struct Reading<'r> {
    /// The file.
    pub file: FileId,
    /// Its Markdown body; taken by the record that keeps it.
    pub body: Option<At<String>>,
    /// The words of pictures.
    pub words: &'r Vocabulary,
    /// For what a table of fields cannot see.
    pub report: &'r mut Report,
}

impl Reading<'_> {
    /// The body, for the one who keeps it; empty where a file has none.
    pub(crate) fn take_body(&mut self) -> At<String> {
        let empty = || At { value: String::new(), span: Span::file_start(self.file) };
        self.body.take().unwrap_or_else(empty)
    }
}

/// A group of fields as a struct; see [`super::record!`].
pub(crate) trait Record: Sized {
    /// Its table.
    const SCHEMA: &'static Schema;

    /// Reads a checked group; `None` when something it must have is missing or wrong (then that was
    /// reported).
    fn read(group: &Group<'_>, reading: &mut Reading<'_>) -> Option<Self>;

    /// Reads the single line that may stand instead of a group.
    fn from_line(line: At<&str>) -> Option<Self> {
        let _ = line;
        None
    }

    /// Visits every field that is there, in the order of the table.
    fn walk<'r>(&'r self, walker: &mut dyn Walker<'r>);

    /// Visits one field, by its English name.
    fn walk_field<'r>(&'r self, alias: &str, walker: &mut dyn Walker<'r>) {
        struct Only<'w, 'r>(&'w str, &'w mut dyn Walker<'r>);
        impl<'r> Walker<'r> for Only<'_, 'r> {
            fn leaf(&mut self, leaf: Leaf<'r>) {
                if leaf.field.alias == self.0 {
                    self.1.leaf(leaf);
                }
            }
        }
        self.walk(&mut Only(alias, walker));
    }
}

impl<T: Record> Walk for T {
    fn walk_all<'r>(&'r self, walker: &mut dyn Walker<'r>) {
        self.walk(walker);
    }
    fn walk_one<'r>(&'r self, alias: &str, walker: &mut dyn Walker<'r>) {
        self.walk_field(alias, walker);
    }
}

/// One value of a field, alone or in a list.
pub(crate) trait Single: Sized {
    /// Reads a node of a checked group.
    fn item(group: &Group<'_>, node: &Node, reading: &mut Reading<'_>) -> Option<Self>;
    /// Visits it.
    fn walk_item<'r>(
        &'r self,
        field: &'static Field,
        index: Option<usize>,
        walker: &mut dyn Walker<'r>,
    );
}

impl<T: Scalar> Single for At<T> {
    fn item(_: &Group<'_>, node: &Node, _: &mut Reading<'_>) -> Option<At<T>> {
        Some(At { value: T::parse(node.as_text()?)?, span: node.span })
    }
    fn walk_item<'r>(
        &'r self,
        field: &'static Field,
        index: Option<usize>,
        walker: &mut dyn Walker<'r>,
    ) {
        walker.leaf(Leaf::of(field, self).at_index(index));
    }
}

impl<T: Record> Single for T {
    fn item(group: &Group<'_>, node: &Node, reading: &mut Reading<'_>) -> Option<T> {
        if let Some(text) = node.as_text() {
            return T::from_line(At { value: text, span: node.span });
        }
        T::read(&group.again(node, T::SCHEMA)?, reading)
    }
    fn walk_item<'r>(
        &'r self,
        field: &'static Field,
        index: Option<usize>,
        walker: &mut dyn Walker<'r>,
    ) {
        walker.enter(field, index);
        self.walk(walker);
        walker.leave();
    }
}

/// What a member of a record may be.
pub(crate) trait Value: Sized {
    /// Reads the field; `None` when it must be there and is not, or is wrong.
    fn read(group: &Group<'_>, field: &'static Field, reading: &mut Reading<'_>) -> Option<Self>;
    /// Visits what is there.
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>);
}

impl<T: Single> Value for T {
    fn read(group: &Group<'_>, field: &'static Field, reading: &mut Reading<'_>) -> Option<T> {
        T::item(group, group.node(field.key)?, reading)
    }
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        self.walk_item(field, None, walker);
    }
}

impl<T: Single> Value for Option<T> {
    fn read(group: &Group<'_>, field: &'static Field, reading: &mut Reading<'_>) -> Option<Self> {
        Some(group.node(field.key).and_then(|node| T::item(group, node, reading)))
    }
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        if let Some(item) = self {
            item.walk_item(field, None, walker);
        }
    }
}

impl<T: Single> Value for Vec<T> {
    /// A list, or one element without its dash; a list that must be there has at least one good element.
    fn read(group: &Group<'_>, field: &'static Field, reading: &mut Reading<'_>) -> Option<Self> {
        let nodes: &[Node] = match group.node(field.key) {
            Some(Node { kind: NodeKind::Seq(list), .. }) => list,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let mut list: Vec<T> =
            nodes.iter().filter_map(|node| T::item(group, node, reading)).collect();
        // A city has ten thousand procedures in memory at once: no room to grow.
        list.shrink_to_fit();
        (!field.required || !list.is_empty()).then_some(list)
    }
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        for (index, item) in self.iter().enumerate() {
            item.walk_item(field, Some(index), walker);
        }
    }
}

/// 是 or 否; no when absent.
impl Value for bool {
    fn read(group: &Group<'_>, field: &'static Field, _: &mut Reading<'_>) -> Option<bool> {
        Some(group.flag(field.key))
    }
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        walker.flag(field, *self);
    }
}

/// 是 or 否 where it matters whether anybody said so.
impl Value for Option<bool> {
    fn read(group: &Group<'_>, field: &'static Field, _: &mut Reading<'_>) -> Option<Self> {
        Some(group.node(field.key).map(|_| group.flag(field.key)))
    }
    fn walk<'r>(&'r self, field: &'static Field, walker: &mut dyn Walker<'r>) {
        if let Some(yes) = self {
            walker.flag(field, *yes);
        }
    }
}
