//! What residents say, and the words of matters that they mean by it: [`FolkWords`], data of the theme (`folk.yaml`).

/// Words of residents for the search of the site.
#[derive(Debug, Clone, Default)]
pub struct FolkWords {
    /// A community's own rows first: what it says a word means comes before ours.
    pub rows: Vec<FolkRow>,
    /// Phrases that ask, and say nothing of what is asked: 「怎么办」.
    pub questions: Vec<String>,
    /// Single characters that say nothing at both ends of a question: 的了吗.
    pub trimmed: String,
}

/// Some ways of saying the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolkRow {
    /// As residents say it; never empty.
    pub said: Vec<String>,
    /// Words of names, materials or offices, the likeliest first; never empty.
    pub meant: Vec<String>,
}
