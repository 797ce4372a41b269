//! What a run was asked to do: defaults, then the flags over them, resolved once.
//!
//! Start at [`Config`]. `site.yaml` is content and not read here. How many cores there are, and what day
//! it is ([`today`]), is asked here alone; a build never asks for today: it has the date it is given, or
//! the newest one in the content.

use crate::cli::BuildArgs;
use crate::cli::CastArgs;
use crate::cli::CheckArgs;
use crate::cli::Only;
use crate::plan::Wanted;
use crate::quantity::Date;
use crate::units::Dpi;
use std::path::Path;
use std::path::PathBuf;

/// Everything a build depends on besides the files it reads.
#[derive(Debug, Clone)]
pub struct Config {
    /// Holds `content/` and perhaps `themes/`.
    pub root: PathBuf,
    /// Gets `public/` and `print/`. Default: `root`.
    pub out: PathBuf,
    /// One half only.
    pub only: Option<Only>,
    /// Which boards, in which size, resolution and way of printing.
    pub wanted: Wanted,
    /// Date inside files. Default: the newest 核验 日期.
    pub date: Option<Date>,
    /// The press's own profile, for PDF.
    pub icc: Option<PathBuf>,
    /// Also how it will look on paper.
    pub proof: bool,
    /// Also an SVG whose words are words.
    pub editable: bool,
    /// Files of earlier runs are all compared with their sums.
    pub verify: bool,
    /// Threads. Default: the machine's cores.
    pub jobs: usize,
}

impl Config {
    /// Resolves the flags of `build`.
    #[must_use]
    pub fn from_build(args: BuildArgs) -> Config {
        Config {
            out: args.out.unwrap_or_else(|| args.at.root.clone()),
            root: args.at.root,
            only: args.only,
            wanted: Wanted {
                items: args.items,
                kinds: args.boards,
                size: args.size,
                dpi: args.dpi.map(|dpi| Dpi(f64::from(dpi))),
                profile: args.profile,
            },
            date: args.date,
            icc: args.icc,
            proof: args.proof,
            editable: args.editable,
            verify: args.verify,
            jobs: args.jobs.map_or_else(cores, usize::from),
        }
    }

    /// Everything in its own size and place.
    #[must_use]
    pub fn for_root(root: &Path) -> Config {
        Config {
            root: root.into(),
            out: root.into(),
            only: None,
            wanted: Wanted::default(),
            date: None,
            icc: None,
            proof: false,
            editable: false,
            verify: false,
            jobs: cores(),
        }
    }

    /// Resolves the flags of `check`: on the day given, else today.
    #[must_use]
    pub fn from_check(args: &CheckArgs) -> Config {
        let date = Some(args.date.unwrap_or_else(today));
        Config { date, ..Config::for_root(&args.at.root) }
    }

    /// Resolves the flags of `cast`.
    #[must_use]
    pub fn from_cast(args: CastArgs) -> Config {
        let base = Config::for_root(&args.at.root);
        let wanted = Wanted { dpi: Some(Dpi(f64::from(args.dpi))), ..base.wanted };
        Config { out: args.out.unwrap_or(args.at.root), wanted, ..base }
    }

    /// Whether only a part is made; a partial build deletes nothing.
    #[must_use]
    pub(crate) fn is_partial(&self) -> bool {
        let wanted = &self.wanted;
        self.only.is_some()
            || !wanted.items.is_empty()
            || !wanted.kinds.is_empty()
            || wanted.size.is_some()
    }

    /// Whether files for printing that this run does not make are left alone. Pages are the same in every
    /// resolution and way of printing; boards for a print shop are not, and a quick look takes none away.
    #[must_use]
    pub(crate) fn keeps_prints(&self) -> bool {
        self.is_partial() || self.wanted.dpi.is_some() || self.wanted.profile.is_some()
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The day it is in China (UTC+8 the whole year), for messages on the screen only.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "for `check` only; a build never asks")]
pub fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |d| d.as_secs()) + 8 * 3600;
    Date::from_day_number(i64::try_from(seconds / 86_400).unwrap_or(0))
}
