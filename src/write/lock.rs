//! One run at a time below a folder.
//!
//! Start at [`Lock::take`].

use anyhow::Context;
use anyhow::Result;
use same_file::Handle;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Whoever lets go takes the file away; who has waited at the old file looks again, this often.
const TRIES: usize = 20;

/// Only one run at a time writes below a folder. The system gives the lock back when the run ends,
/// however it ends, so a killed run never locks anybody out.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: fs::File,
}

impl Lock {
    /// Takes the lock of an output folder, which exists.
    ///
    /// # Errors
    /// Somebody else has it, or the folder cannot be written.
    pub(crate) fn take(out: &Path) -> Result<Lock> {
        Lock::named(out, ".xiaowei-lock")
    }

    /// Takes the lock of this name in a folder.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub(super) fn named(folder: &Path, name: &str) -> Result<Lock> {
        let path = folder.join(name);
        for _ in 0..TRIES {
            let file = fs::File::create(&path)
                .with_context(|| format!("不能在 {} 里写文件", folder.display()))?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Lock { path, _file: file }),
                // Its owner has just taken the file away: a lock on it would be held beside the next one's.
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    anyhow::bail!("另一个小微正在往 {} 里写，等它做完再运行", folder.display())
                }
                // A disk that knows no locks is no reason not to work.
                Err(fs::TryLockError::Error(_)) => return Ok(Lock { path, _file: file }),
            }
        }
        anyhow::bail!("另一个小微正在往 {} 里写，等它做完再运行", folder.display())
    }
}

/// Whether an open file is the one that stands at this path.
fn is_at(file: &fs::File, path: &Path) -> bool {
    let open = file.try_clone().and_then(Handle::from_file);
    matches!((open, Handle::from_path(path)), (Ok(open), Ok(there)) if open == there)
}

impl Drop for Lock {
    /// Taken away while it is still held, so that nobody's but our own file goes.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_went_away_is_no_lock() {
        let folder = std::env::temp_dir().join(format!("xiaowei-lock-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let first = Lock::take(&folder).expect("free");
        assert!(Lock::take(&folder).is_err());
        // Who opened the file before it went has the wrong one.
        let waiting = fs::File::open(&first.path).expect("there");
        drop(first);
        let second = Lock::take(&folder).expect("free again");
        assert!(waiting.try_lock().is_ok() && !is_at(&waiting, &second.path));
        assert!(Lock::take(&folder).is_err());
        drop(second);
        fs::remove_dir_all(&folder).expect("ours");
    }
}
