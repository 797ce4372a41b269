//! Paths as messages and manifests spell them: below a root, always with `/`.

use std::path::Path;

/// The path below `root` with `/`, the same on every system.
#[must_use]
pub(crate) fn portable_path(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
