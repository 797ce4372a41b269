//! A photo that was dropped into the browser → a file of `content/photos/`, once it was looked at.
//!
//! Start at [`keep_photo`]. Nothing is written over: a name that is taken by another photo gets a number.

use crate::diag::spoken_io_error;
use crate::load::looked_at;
use std::fs;
use std::io::ErrorKind;
use std::io::Write;
use std::path::Path;

/// Longest name of a file, in characters, without its ending.
const LONGEST: usize = 40;

/// Writes the photo under its name, or one like it; as JSON that name, or why there is none.
pub(super) fn keep_photo(root: &Path, query: &str, bytes: &[u8]) -> Vec<u8> {
    let named = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "name");
    let name = named.map_or_else(String::new, |(_, name)| name.into_owned());
    let told = match keep(root, &name, bytes) {
        Ok(name) => serde_json::json!({ "name": name }),
        Err(why) => serde_json::json!({ "why": why }),
    };
    serde_json::to_vec(&told).unwrap_or_default()
}

fn keep(root: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    let shown = if name.is_empty() { "照片" } else { name };
    looked_at(bytes.to_vec(), shown).map_err(|(what, help)| format!("{what}。{help}"))?;
    let ending = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'R', b'I', b'F', b'F', ..] => "webp",
        _ => "jpg",
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: &char| c.is_alphanumeric() || "-_".contains(*c);
    let stem: String = stem.chars().filter(plain).take(LONGEST).collect();
    let stem = if stem.is_empty() { "照片".to_string() } else { stem };
    let folder = root.join("content").join("photos");
    let failed = |error: &std::io::Error| format!("照片没有存成：{}", spoken_io_error(error));
    fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
    for number in 1.. {
        let name = if number == 1 {
            format!("{stem}.{ending}")
        } else {
            format!("{stem}-{number}.{ending}")
        };
        let place = folder.join(&name);
        match fs::File::create_new(&place) {
            Ok(mut file) => {
                let written = file.write_all(bytes);
                return written.map(|()| name).map_err(|error| {
                    // What is not whole is no photo.
                    let _ = fs::remove_file(&place);
                    failed(&error)
                });
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if fs::read(&place).is_ok_and(|there| there == bytes) {
                    return Ok(name);
                }
            }
            Err(error) => return Err(failed(&error)),
        }
    }
    Err("照片没有存成".into())
}
