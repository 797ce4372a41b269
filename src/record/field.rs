//! A row of a table of fields: its names, what may be written, what it is to a reader, help, example.
//!
//! Start at [`Field`]. Rows drive the decoder (unknown and missing keys, wrong types, limits), the «did
//! you mean», the JSON Schema, the template of `new`, the reference page and every walk. The limits here
//! are the documented limits; lengths count characters, full-width punctuation included. Keys are
//! Chinese; the English alias is accepted too.

/// What a field may hold.
#[derive(Debug)]
pub enum Kind {
    /// One line, at most so many characters.
    Text(usize),
    /// A telephone number, perhaps with a remark in brackets.
    Phone,
    /// A whole number in a range.
    Number(u32, u32),
    /// 是 or 否.
    Flag,
    /// `YYYY-MM-DD`.
    Date,
    /// A procedure's code: digits only.
    Code,
    /// `https://…`
    Url,
    /// `https://…/`: the folder of a site of our own.
    Site,
    /// One of these words (Chinese, alias).
    Words(&'static [(&'static str, &'static str)]),
    /// One line that a reader accepts, else the spellings are shown, or the edit to what was nearly one.
    Spelled(fn(&str) -> bool, &'static str, fn(&str) -> Option<String>),
    /// So many of a kind.
    List(&'static Kind, usize, usize),
    /// A group of fields.
    Group(&'static Schema),
    /// One line, or a group of fields.
    LineOr(&'static Kind, &'static Schema),
    /// One group, or a list of at most so many.
    GroupOrList(&'static Schema, usize),
}

impl Kind {
    /// One line that a reader accepts, where nothing is nearly one.
    pub(crate) const fn spelled(accepts: fn(&str) -> bool, spellings: &'static str) -> Kind {
        Kind::Spelled(accepts, spellings, |_| None)
    }

    /// The table of the groups it holds, however it holds them.
    #[must_use]
    pub(crate) fn group(&self) -> Option<&'static Schema> {
        match self {
            Kind::Group(schema) | Kind::GroupOrList(schema, _) | Kind::LineOr(_, schema) => {
                Some(schema)
            }
            Kind::List(item, ..) => item.group(),
            _ => None,
        }
    }

    /// What it may hold, in words for a comment or a page.
    #[must_use]
    pub(crate) fn limits(&self) -> String {
        match self {
            Kind::Text(most) => format!("最多 {most} 个字"),
            Kind::Phone => "电话号码".into(),
            Kind::Number(least, most) => format!("{least} 到 {most} 的数"),
            Kind::Flag => "是 或 否".into(),
            Kind::Date => "年-月-日，如 2026-11-21".into(),
            Kind::Code => "编号，用引号括起来".into(),
            Kind::Url | Kind::Site => "https:// 开头的网址".into(),
            Kind::Words(words) => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                format!("从这些里选：{}", words.join("、"))
            }
            Kind::Spelled(_, spellings, _) => (*spellings).to_string(),
            Kind::List(item, least, most) => {
                let count = if *least == 0 {
                    format!("最多 {most} 条")
                } else {
                    format!("{least} 到 {most} 条")
                };
                match item {
                    Kind::Group(_) => count,
                    item => format!("{count}，每条{}", item.limits()),
                }
            }
            Kind::Group(_) => "几栏一组".into(),
            Kind::LineOr(item, _) => item.limits(),
            Kind::GroupOrList(_, most) => format!("最多 {most} 个"),
        }
    }
}

/// What a field is to a reader, beyond how it is spelt: this decides which visitors care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Written freely, read by everybody: it goes through every rule about words and numbers.
    Text,
    /// A person or a post: free text too.
    Person,
    /// Where something is: free text too.
    Place,
    /// A number, an amount or a time that somebody may rely on.
    Promise,
    /// A telephone number that is meant to be printed.
    Phone,
    /// A day.
    Date,
    /// An address on the net.
    Url,
    /// What the record is called by others; never changes once printed.
    Key,
    /// The key of a record of another collection, by the collection's name.
    Reference(&'static str),
    /// One of a fixed list of words, a number or a mark that only the program reads.
    Word,
    /// A word of the language of pictures.
    Picture,
    /// The name of a file.
    File,
}

impl Nature {
    /// Whether people write it in their own words.
    #[must_use]
    pub(crate) fn is_free_text(self) -> bool {
        matches!(self, Nature::Text | Nature::Person | Nature::Place | Nature::Promise)
    }

    /// What a kind of field usually is.
    const fn of(kind: &Kind) -> Nature {
        match kind {
            Kind::Text(_) => Nature::Text,
            Kind::Phone => Nature::Phone,
            Kind::Date => Nature::Date,
            Kind::Code => Nature::Key,
            Kind::Url | Kind::Site => Nature::Url,
            Kind::Spelled(..) => Nature::Promise,
            Kind::List(item, ..) | Kind::LineOr(item, _) => Nature::of(item),
            Kind::Number(..)
            | Kind::Flag
            | Kind::Words(_)
            | Kind::Group(_)
            | Kind::GroupOrList(..) => Nature::Word,
        }
    }
}

/// Where a field is seen, which decides whether sheets on walls are out of date when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// On sheets and pages; part of the content version. What a row says nothing about is this: a field
    /// that is forgotten makes one sheet too many old, not one too few.
    Sheet,
    /// On sheets and pages since the first version of the program: the first words of a content version
    /// hold it (`plan::versions`), so that sheets that hang since then stay current.
    First,
    /// On pages only, or nowhere.
    Page,
}

/// One field of the table.
#[derive(Debug)]
pub struct Field {
    /// The Chinese key.
    pub key: &'static str,
    /// The English key, accepted too.
    pub alias: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// Unless the row of this key is.
    pub unless: Option<&'static str>,
    /// What to write, one sentence.
    pub help: &'static str,
    /// One good value.
    pub example: &'static str,
    /// What it is to a reader; by its kind unless the row says otherwise.
    pub nature: Nature,
    /// Where it is seen.
    pub shown: Shown,
    /// How the fact is called while only the office knows it: `{名称}` is the value of that key beside it,
    /// `{#}` the number of the group or of the value in its list. The key when a row says nothing; nothing
    /// is asked of a row whose name is empty.
    pub asked: Option<&'static str>,
    /// Whether the record says nothing before this is said: no placeholder of it may be published.
    pub told: bool,
    /// Whether an empty list of it says something to a reader (「不用带材料」), so that it is written on purpose.
    pub speaks: bool,
    /// Whether its key alone says something that nobody may overlook (取消): empty it is a mistake.
    pub alarming: bool,
    /// Whether pages and sheets leave it out while it is 待确认, so that it may be published so.
    pub silent: bool,
}

impl Field {
    /// The row with another nature.
    #[must_use]
    pub(crate) const fn nature(mut self, nature: Nature) -> Field {
        self.nature = nature;
        self
    }

    /// The row, of which the key alone says something.
    #[must_use]
    pub(crate) const fn alarming(mut self) -> Field {
        self.alarming = true;
        self
    }

    /// The row, seen since the first version.
    #[must_use]
    pub(crate) const fn first(mut self) -> Field {
        self.shown = Shown::First;
        self
    }

    /// The row, seen on pages only.
    #[must_use]
    pub(crate) const fn page(mut self) -> Field {
        self.shown = Shown::Page;
        self
    }

    /// The row of words about facts that stand in other rows: no fact of its own is open in it.
    #[must_use]
    pub(crate) const fn prose(mut self) -> Field {
        self.asked = Some("");
        self
    }

    /// The row that must be told before anything is published.
    #[must_use]
    pub(crate) const fn told(mut self) -> Field {
        self.told = true;
        self
    }

    /// The row whose empty list says something.
    #[must_use]
    pub(crate) const fn speaks(mut self) -> Field {
        self.speaks = true;
        self
    }

    /// The row that is left out while it is open.
    #[must_use]
    pub(crate) const fn silent(mut self) -> Field {
        self.silent = true;
        self
    }

    /// The row that need not be there where another is.
    #[must_use]
    pub(crate) const fn unless(mut self, key: &'static str) -> Field {
        self.unless = Some(key);
        self
    }

    /// The row with a name for the open fact.
    #[must_use]
    pub(crate) const fn asked(mut self, name: &'static str) -> Field {
        self.asked = Some(name);
        self
    }
}

/// A group of fields.
#[derive(Debug)]
pub struct Schema {
    /// What the group is called in messages.
    pub name: &'static str,
    /// In the order they are written.
    pub fields: &'static [Field],
}

impl Schema {
    /// Most characters of a text field, or of one text of a list; 0 where that means nothing.
    #[must_use]
    pub(crate) fn longest(&self, key: &str) -> usize {
        match self.find(key).map(|f| &f.kind) {
            Some(Kind::Text(most) | Kind::List(Kind::Text(most), ..)) => *most,
            _ => 0,
        }
    }

    /// Fewest and most elements of a list.
    #[must_use]
    pub(crate) fn count(&self, key: &str) -> (usize, usize) {
        match self.find(key).map(|f| &f.kind) {
            Some(Kind::List(_, least, most)) => (*least, *most),
            Some(Kind::GroupOrList(_, most)) => (1, *most),
            _ => (0, 1),
        }
    }

    /// The field behind a key or its alias.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.key == key || f.alias == key)
    }

    /// The same, of the record itself or of a group that it holds.
    #[must_use]
    pub(crate) fn find_within(&self, key: &str) -> Option<&'static Field> {
        let groups = || self.fields.iter().filter_map(|field| field.kind.group());
        self.find(key).or_else(|| groups().find_map(|group| group.find(key)))
    }
}

/// A row that must be filled in.
pub(crate) const fn must(
    key: &'static str,
    alias: &'static str,
    kind: Kind,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field { required: true, ..may(key, alias, kind, help, example) }
}

/// A row that may be left out.
pub(crate) const fn may(
    key: &'static str,
    alias: &'static str,
    kind: Kind,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field {
        nature: Nature::of(&kind),
        key,
        alias,
        kind,
        required: false,
        unless: None,
        help,
        example,
        shown: Shown::Sheet,
        asked: None,
        told: false,
        speaks: false,
        alarming: false,
        silent: false,
    }
}
