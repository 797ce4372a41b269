//! A community's photos: found below `content/photos/`, looked at, not yet made into pixels.
//!
//! Start at [`read_photos`]. Sizes are read from the file's head before anything is decoded, so that a
//! picture bomb is refused by its numbers.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Photo;
use crate::model::PhotoFile;
use crate::model::Procedure;
use crate::paths::portable_path;
use crate::plain::Refused;
use crate::plain::leads_outside;
use crate::plain::read_plain;
use crate::record::suggest::nearly_the_same;
use image::ImageDecoder;
use image::ImageReader;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Larger files are no photo of a phone.
const MAX_BYTES: u64 = 40 << 20;
/// More pixels are more than any board needs, and decoded they would take more than a small computer has.
const MAX_PIXELS: u64 = 72_000_000;

/// Time of the last change and bytes.
pub(super) type Stamp = (Option<SystemTime>, u64);

/// Photos by name, each with the stamp it had.
pub(super) type Photos = BTreeMap<String, (Option<Stamp>, Found)>;

/// `None` where there is no file.
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok(), about.len()))
}

pub(crate) type Found = Result<Arc<PhotoFile>, (String, String)>;

/// Finds the files of all photos that records name; what is wrong is told at the name. `known`
/// keeps what has not changed.
pub(super) fn read_photos(
    root: &Path,
    catalog: &mut Catalog,
    known: Option<&mut Photos>,
    report: &mut Report,
) {
    let folder = root.join("content").join("photos");
    let mut unknown = Photos::default();
    let seen = known.unwrap_or(&mut unknown);
    seen.retain(|name, (then, _)| then.is_some() && stamp(&folder.join(name)) == *then);
    let mut find = |photo: &mut Photo| {
        let name = photo.name.value.clone();
        let look = || (stamp(&folder.join(&name)), read(root, &folder, &name));
        let (_, found) = seen.entry(name.clone()).or_insert_with(look);
        match found {
            Ok(file) => photo.file = Some(Arc::clone(file)),
            Err((what, help)) => report.push(wrong(photo.name.span, what.clone(), help.clone())),
        }
    };
    // A procedure without photos stays the one it is, shared with whoever remembers it.
    let has_some = |p: &&mut Arc<Procedure>| p.panels().iter().any(|(_, x)| x.photo.is_some());
    let with_photos = catalog.procedures.iter_mut().filter(has_some);
    with_photos.flat_map(|p| Arc::make_mut(p).photos_mut()).for_each(&mut find);
    catalog.find_photos(&mut find);
}

fn wrong(at: Span, what: String, help: String) -> Diagnostic {
    Diagnostic::new(Code::Photo, Some(at), what).help(help)
}

fn read(root: &Path, folder: &Path, name: &str) -> Found {
    // A name, not a path: nothing outside of the folder is a photo.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        let what = format!("「{name}」不是文件名");
        return Err((what, "把照片放进 content/photos，这里只写文件名，如「窗口.jpg」".into()));
    }
    let path = folder.join(name);
    let shown = portable_path(root, &path);
    let content = root.join("content");
    let read = match leads_outside(&content, folder) {
        true => Err(Refused::Outside),
        false => read_plain(&content, &path, MAX_BYTES),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(Refused::Absent) => return Err(missing(folder, name, &shown)),
        Err(Refused::TooLarge(length)) => {
            let what = format!("照片 {shown} 有 {} MB，最多 {} MB", length >> 20, MAX_BYTES >> 20);
            return Err((what, "用手机或画图软件把照片存小一些".into()));
        }
        Err(refused) => {
            let (what, help) = refused.spoken("内容文件夹");
            return Err((format!("照片 {shown} 没有读：{what}"), help.into()));
        }
    };
    looked_at(bytes, &shown)
}

/// A photo's bytes, if they are one that can be shown; `shown` is what it is called when they are not. The error says
/// what is wrong and what to do.
///
/// # Errors
/// It is no photo, spoilt, or larger than a small computer can hold.
pub(crate) fn looked_at(bytes: Vec<u8>, shown: &str) -> Found {
    let not_a_photo = || {
        let what = format!("照片 {shown} 打不开：不是 JPG、PNG 或 WebP 图片，或者文件坏了");
        (what, "重新拍一张，或用画图软件另存为 JPG".to_string())
    };
    if let Some((what, help)) = super::whole::trouble(&bytes) {
        return Err((format!("照片 {shown} {what}"), help.into()));
    }
    let Some(size @ (w, h)) = size_of(&bytes) else { return Err(not_a_photo()) };
    if u64::from(w) * u64::from(h) > MAX_PIXELS {
        let what = format!("照片 {shown} 有 {w}×{h} 像素，太大");
        return Err((what, "用画图软件把照片缩小，长边 4000 像素就够".into()));
    }
    if let Some((what, help)) = super::whole::spoilt(&bytes) {
        return Err((format!("照片 {shown} {what}"), help.into()));
    }
    let checksum = format!("{:x}", Sha256::digest(&bytes));
    Ok(Arc::new(PhotoFile { bytes, checksum, size }))
}

/// Pixels across and down, as the photo is to be seen; `None` for what is no photo.
fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (w, h) = decoder.dimensions();
    // A phone that was held upright says so beside the pixels.
    let turned = decoder.orientation().is_ok_and(|o| o.to_exif() >= 5);
    Some(if turned { (h, w) } else { (w, h) })
}

/// Whether a name is most likely a slip for that of a file that is there: the same but for its ending, or all
/// but the same. 「窗口2.jpg」 and 「窗口3.jpg」 are two photos.
fn is_meant(name: &str, there: &str) -> bool {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let (name, there) = (stem(name), stem(there));
    let near = || nearly_the_same(&name, std::iter::once(there.as_str())).is_some();
    name == there || (digits(&name) == digits(&there) && near())
}

fn missing(folder: &Path, name: &str, shown: &str) -> (String, String) {
    let there = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        there.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let same = names.iter().find(|there| there.to_lowercase() == name.to_lowercase());
    if let Some(same) = same {
        return (format!("没有找到照片 {shown}"), format!("改成「{same}」：大小写也要一样"));
    }
    let is_link = |there: &&String| there.to_lowercase() == format!("{}.lnk", name.to_lowercase());
    if let Some(link) = names.iter().find(is_link) {
        let what = format!("没有找到照片 {shown}，那里只有它的快捷方式「{link}」");
        return (what, "把照片本身复制到那里，快捷方式删去".into());
    }
    let help = match names.iter().find(|there| is_meant(name, there)) {
        Some(near) => format!("改成「{near}」；要的不是这一张，就把照片放到 {shown}"),
        None => format!("把照片放到 {shown}"),
    };
    (format!("没有找到照片 {shown}"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_photo_is_not_proposed() {
        for (name, there) in
            [("窗口.jpg", "窗口.JPG"), ("窗口.jpg", "窗口.png"), ("二号窗囗.jpg", "二号窗口.jpg")]
        {
            assert!(is_meant(name, there), "{name} {there}");
        }
        for (name, there) in
            [("门.jpg", "人.jpg"), ("窗口2.jpg", "窗口3.jpg"), ("大门.jpg", "后门.jpg")]
        {
            assert!(!is_meant(name, there), "{name} {there}");
        }
    }
}
