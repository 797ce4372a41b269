//! Groups of fields as tables: one row per field gives the struct's member, how it is read, its JSON
//! Schema, its lines in the template of `new` and in the reference, and its part of every walk.
//!
//! Start at [`record!`], which turns a table into a typed struct; [`Field`] is a row, [`Kind`] what may
//! be written there, [`Nature`] what it is to a reader. [`decode`] holds a node tree against a table,
//! [`walk`] visits every field of a record: whoever needs a list of "all texts", "all promises" or "all
//! references" is a visitor, so a field that is added to a table is in all of them.

mod at;
pub(crate) mod decode;
mod field;
pub(crate) mod hidden;
pub(crate) mod line;
pub(crate) mod lookalikes;
mod scalar;
pub(crate) mod suggest;
mod torn;
pub(crate) mod traditional;
mod twice;
mod value;
pub(crate) mod view;
pub(crate) mod walk;

pub use at::At;
pub use field::Field;
pub use field::Kind;
pub use field::Nature;
pub use field::Schema;
pub(crate) use field::Shown;
pub(crate) use field::may;
pub(crate) use field::must;
pub(crate) use scalar::Scalar;
pub(crate) use value::Reading;
pub(crate) use value::Record;
pub(crate) use value::Value;

/// A table of fields → a typed record.
///
/// Every row is `member: Type => must(…)` or `may(…)`: the Rust member with its type, then the
/// [`Field`]. Types are [`At`] of a [`Scalar`], another record, or `Option`, `Vec` and `bool` of those
/// ([`Value`]). Optional parts, in this order:
/// `also { may(…) }` – keys without a member of their own (another row reads them);
/// `plus { member: Type = |reading| … }` – members that stand in no table;
/// `line |text| …` – how a single line is read where a group is not written;
/// `finish |record| …` – what is put right after reading;
/// `beside |record, walker| …` – texts that no row walks.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident = $table:ident $title:literal {
            $( $(#[$row_doc:meta])* $member:ident : $type:ty => $field:expr; )*
        }
        $( also { $( $also:expr; )* } )?
        $( plus { $( $(#[$plus_doc:meta])* $plus:ident : $plus_type:ty = $from:expr; )* } )?
        $( line $line:expr; )?
        $( finish $finish:expr; )?
        $( beside $beside:expr; )?
    ) => {
        $(#[$doc])*
        #[allow(unreachable_pub, reason = "some records are seen through the register only")]
        #[derive(Debug, Clone)]
        $vis struct $name {
            $( $(#[$row_doc])* pub $member: $type, )*
            $( $( $(#[$plus_doc])* pub $plus: $plus_type, )* )?
        }

        #[allow(unreachable_pub, reason = "some tables are reached through others only")]
        #[doc = concat!("The table of fields of [`", stringify!($name), "`].")]
        $vis static $table: $crate::record::Schema = $crate::record::Schema {
            name: $title,
            fields: &[ $( $field, )* $( $( $also, )* )? ],
        };

        impl $crate::record::Record for $name {
            const SCHEMA: &'static $crate::record::Schema = &$table;

            #[allow(unused_variables, unused_mut, reason = "not every table uses every part")]
            fn read(
                group: &$crate::record::decode::Group<'_>,
                reading: &mut $crate::record::Reading<'_>,
            ) -> Option<$name> {
                let mut fields = $table.fields.iter();
                let mut record = $name {
                    $( $member: $crate::record::Value::read(group, fields.next()?, reading)?, )*
                    $( $( $plus: {
                        let from: fn(&mut $crate::record::Reading<'_>) -> $plus_type = $from;
                        from(reading)
                    }, )* )?
                };
                $( let finish: fn(&mut $name) = $finish; finish(&mut record); )?
                Some(record)
            }

            $(
                fn from_line(line: $crate::record::At<&str>) -> Option<$name> {
                    let from: fn($crate::record::At<&str>) -> Option<$name> = $line;
                    from(line)
                }
            )?

            #[allow(unused_variables, unused_mut, reason = "not every table uses every part")]
            fn walk<'r>(&'r self, walker: &mut dyn $crate::record::walk::Walker<'r>) {
                let mut fields = $table.fields.iter();
                $(
                    if let Some(field) = fields.next() {
                        $crate::record::Value::walk(&self.$member, field, walker);
                    }
                )*
                $(
                    let beside: for<'a> fn(&'a $name, &mut dyn $crate::record::walk::Walker<'a>) = $beside;
                    beside(self, walker);
                )?
            }

            #[allow(unused_variables, unused_mut, reason = "not every table uses every part")]
            fn walk_field<'r>(&'r self, alias: &str, walker: &mut dyn $crate::record::walk::Walker<'r>) {
                let mut fields = $table.fields.iter();
                $(
                    if let Some(field) = fields.next().filter(|field| field.alias == alias) {
                        return $crate::record::Value::walk(&self.$member, field, walker);
                    }
                )*
            }
        }
    };
}
pub(crate) use record;

/// An enum whose values are words of a file: the Chinese word and its English alias. `open Word` after
/// the list: this one says that only the office knows.
macro_rules! word_enum {
    (
        $(#[$doc:meta])* $name:ident { $( $variant:ident = $word:literal, $alias:literal; )* }
        $( open $open:ident )?
    ) => {
        $(#[$doc])*
        #[allow(unreachable_pub, reason = "some are seen through the register only")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( #[doc = $word] $variant, )* }
        impl $name {
            /// Chinese word and English alias of every value.
            pub(crate) const WORDS: &'static [(&'static str, &'static str)] = &[ $( ($word, $alias), )* ];
            /// Every value, in order.
            #[allow(dead_code, reason = "not every list is gone through")]
            pub(crate) const ALL: &'static [$name] = &[ $( $name::$variant, )* ];
            /// Its Chinese word.
            #[allow(dead_code, reason = "most are shown")]
            #[must_use]
            pub(crate) const fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }
            /// Reads the Chinese word or the alias.
            #[must_use]
            pub(crate) fn parse(text: &str) -> Option<$name> {
                match text { $( $word | $alias => Some($name::$variant), )* _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
        impl $crate::record::Scalar for $name {
            fn parse(text: &str) -> Option<$name> { $name::parse(text) }
            $( fn is_open(&self) -> bool { matches!(self, $name::$open) } )?
        }
    };
}
pub(crate) use word_enum;
