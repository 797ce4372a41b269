//! A photo that a community shows instead of a drawn picture.
//!
//! Start at [`Photo`].
//!
//! Named in a procedure as `照片: { 文件: 窗口.jpg, 说明: … }`, lying in `content/photos/`. Only the file's bytes and
//! its size are here; pixels are made where it is placed.

use crate::quantity::Focus;
use crate::record::At;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::Schema;
use crate::record::may;
use crate::record::must;
use std::fmt;
use std::sync::Arc;

/// The table of fields of `照片`: a photo instead of a picture.
pub(crate) static PHOTO: Schema = Schema { name: "照片", fields: &PHOTO_ROWS };

const FOCUS: Kind = Kind::spelled(|t| Focus::parse(t).is_some(), Focus::SPELLINGS);

pub(super) static PHOTO_ROWS: [Field; 4] = [
    must("文件", "file", Kind::Text(60), "照片的文件名，文件放在 content/photos 里", "窗口.jpg")
        .nature(Nature::File)
        .first(),
    must("说明", "words", Kind::Text(30), "照片上是什么，念给看不见的人听", "社区的二号窗口")
        .first(),
    may(
        "取景",
        "focus",
        FOCUS,
        "照片要裁掉一些时，哪里一定要留着；在工作台里拖照片就行",
        "50% 20%",
    )
    .first(),
    BUBBLES,
];

/// Words of somebody who is not drawn.
pub(super) const BUBBLES: Field = may(
    "气泡",
    "bubbles",
    Kind::List(&Kind::Text(40), 0, 2),
    "照片上、没有人的画面上的话：左、中、右，说“…”",
    "[左 说“先看这儿”]",
)
.nature(Nature::Picture)
.first();

/// A photo of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Its file's name.
    pub name: At<String>,
    /// What stays when it is cut to its place.
    pub focus: Option<At<Focus>>,
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
