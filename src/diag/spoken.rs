//! The machine's own errors as a clerk reads them.
//!
//! Start at [`spoken_error`]. These are no diagnostics of the content: the disk is full, a port is taken.

/// A world error as a clerk reads it: our Chinese sentences, the system's reason in Chinese, no
/// English.
#[must_use]
pub fn spoken_error(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            parts.push(spoken_io_error(io).into());
        } else if !text.is_ascii() {
            parts.push(text);
        }
    }
    parts.dedup();
    if parts.is_empty() { "电脑出了意外的问题".into() } else { parts.join("：") }
}

/// The system's own reason.
pub(crate) fn spoken_io_error(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::StorageFull | K::QuotaExceeded => "磁盘满了，腾出地方再运行",
        K::FileTooLarge => "文件超过了这个磁盘允许的大小",
        K::PermissionDenied => "没有权限，换一个文件夹，或请管理员放开权限",
        K::ReadOnlyFilesystem => "磁盘是只读的",
        K::NotFound => "文件或文件夹不见了",
        K::AlreadyExists => "同名的文件或文件夹已经在那里",
        K::NotADirectory => "同名的文件占了文件夹的位置",
        K::ResourceBusy | K::ExecutableFileBusy => "别的程序正在用它，关掉再运行",
        K::WouldBlock => "电脑开不出新的线程了，关掉一些程序再运行",
        K::OutOfMemory => "内存不够",
        K::InvalidFilename => "文件名太长，或有不能用的字符",
        _ => "读写磁盘时出了问题",
    }
}
