//! One run at a time below a folder.
//!
//! Start at [`Lock::take`].

use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

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
        let path = out.join(".xiaowei-lock");
        let file = fs::File::create(&path)
            .with_context(|| format!("不能在 {} 里写文件", out.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { path, _file: file }),
            Err(fs::TryLockError::WouldBlock) => {
                anyhow::bail!("另一个小微正在往 {} 里写，等它做完再运行", out.display())
            }
            // A disk that knows no locks is no reason not to work.
            Err(fs::TryLockError::Error(_)) => Ok(Lock { path, _file: file }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
