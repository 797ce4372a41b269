//! What columns of tables hold.
//!
//! Start at [`Column`]; which heading means which is [`super::columns`]'.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The procedure's name.
    Title,
    /// Name or number of its category.
    Category,
    /// One sentence.
    Summary,
    /// Who may apply.
    Applicant,
    /// When it can be done.
    Conditions,
    /// What to bring.
    Materials,
    /// What happens.
    Steps,
    /// How long the office says.
    Promised,
    /// How long the law says.
    Statutory,
    /// How long, or when the window is open: only the text tells.
    When,
    /// By which laws.
    Basis,
    /// What it costs.
    Fee,
    /// Who decides.
    Authority,
    /// What one holds in the end.
    Result,
    /// Ways to get it done.
    Channels,
    /// A web address.
    Link,
    /// What goes wrong often.
    Mistakes,
    /// A telephone number.
    Phone,
    /// A person or post.
    Person,
    /// A post.
    Post,
    /// Where.
    Place,
    /// A short name.
    ShortTitle,
    /// Whether somebody else may do it.
    Proxy,
    /// Other names for it.
    Aliases,
    /// Whose matter it is.
    Role,
    /// How long the result is good for.
    Validity,
    /// What the original of a paper is for, or the papers of which it is wanted.
    Original,
    /// The same of copies.
    Copies,
    /// How many of a paper.
    Count,
    /// Where a paper comes from.
    Source,
    /// What kind of power it is.
    Power,
    /// Which body answers for it.
    Accountable,
    /// Where a power may be misused.
    Risk,
    /// How grave that is.
    Grade,
    /// What is done against it.
    Control,
    /// What follows when it is misused.
    Consequences,
    /// Who watches over it.
    Oversight,
    /// Where results are shown.
    PublicPlaces,
    /// How long they are.
    PublicPeriod,
    /// A running number.
    Running,
    /// A code.
    Code,
}

impl Column {
    /// Whether what is read of a cell is written in other words: 「即办」 is 「当场」.
    pub(super) fn is_worded_anew(self) -> bool {
        matches!(
            self,
            Column::Title
                | Column::Category
                | Column::Promised
                | Column::Statutory
                | Column::When
                | Column::Fee
                | Column::Running
                | Column::Code
        )
    }

    /// Whether a cell may go on in the rows below: the lists.
    pub(super) fn is_list(self) -> bool {
        matches!(
            self,
            Column::Materials
                | Column::Steps
                | Column::Conditions
                | Column::Basis
                | Column::Mistakes
                | Column::Original
                | Column::Copies
                | Column::Count
                | Column::Source
                | Column::Risk
                | Column::Grade
                | Column::Control
        )
    }
}
