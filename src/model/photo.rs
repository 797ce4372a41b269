//! A photo that a community shows instead of a drawn picture.
//!
//! Start at [`Photo`].
//!
//! Named in a procedure's `画面` as `照片: 窗口.jpg`, lying in `content/photos/`. Only the file's bytes and
//! its size are here; pixels are made where it is placed.

use crate::record::At;
use std::fmt;
use std::sync::Arc;

/// A photo of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Its file's name.
    pub name: At<String>,
    /// `None` until it was found and looked at.
    pub file: Option<Arc<PhotoFile>>,
}

/// A photo's file.
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoFile {
    /// As it lies on the disk.
    pub bytes: Vec<u8>,
    /// Of the bytes.
    pub checksum: String,
    /// Pixels across and down, as it is to be seen.
    pub size: (u32, u32),
}

impl fmt::Debug for PhotoFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhotoFile").field("size", &self.size).finish_non_exhaustive()
    }
}
