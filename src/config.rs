//! What a run was asked to do: defaults < `site.yaml` < flags, resolved once.
//!
//! The only reader of the machine (number of cores). It never reads the clock: a build has the date
//! it is given, or the newest one in the content.

use crate::cli::BuildArgs;
use crate::cli::Only;
use crate::model::Date;
use crate::plan::Wanted;
use crate::units::Dpi;
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
    /// Which boards, in which size and resolution (150 dpi when not given).
    pub wanted: Wanted,
    /// Date inside files. Default: the newest 核验 日期.
    pub date: Option<Date>,
    /// Threads. Default: the machine's cores.
    pub jobs: usize,
}

impl Config {
    /// Resolves the flags of `build`.
    #[must_use]
    pub fn from_build(args: BuildArgs) -> Config {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Config {
            out: args.out.unwrap_or_else(|| args.root.clone()),
            root: args.root,
            only: args.only,
            wanted: Wanted {
                items: args.items,
                kinds: args.boards,
                size: args.size,
                dpi: Dpi(f64::from(args.dpi)),
            },
            date: args.date,
            jobs: args.jobs.map_or(cores, usize::from),
        }
    }

    /// Whether only a part is made; a partial build deletes nothing.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        let wanted = &self.wanted;
        self.only.is_some()
            || !wanted.items.is_empty()
            || !wanted.kinds.is_empty()
            || wanted.size.is_some()
    }
}
