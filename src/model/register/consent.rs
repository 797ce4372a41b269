//! Who of the people agreed to be named, and who did not.

/// Names of people.
#[derive(Debug, Default)]
pub(crate) struct Consent {
    /// Who agreed.
    pub(crate) yes: Vec<String>,
    /// Who is listed and did not.
    pub(crate) no: Vec<String>,
}
