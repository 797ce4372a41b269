//! Files of a community's own theme that nothing reads: a picture that is no SVG, a folder with another name.
//!
//! Start at [`told`]. Whoever put a file there meant it to be used; nothing else says that it is not.

use super::Theme;
use crate::diag::Code;
use crate::diag::Diagnostic;

/// Folders of which everything is read.
const WHOLE: [&str; 5] = ["boards/", "site/", "fonts/", "icc/", "workbench/"];
const FILES: [&str; 5] =
    ["theme.yaml", "lists.yaml", "laws.yaml", "profiles.yaml", super::files::FOLK];

/// What is said of them.
pub(crate) fn told(theme: &Theme) -> Vec<Diagnostic> {
    let folder = theme.files.own_paths();
    let strays = folder.filter(|path| !is_read(theme, path));
    let one = |path: &String| {
        let help = help_for(theme, path);
        let what = format!("主题里的 {} 没有用到", theme.files.shown(path, super::Layer::Folder));
        Diagnostic::new(Code::SkippedFile, None, what).help(help)
    };
    strays.map(one).collect()
}

fn is_read(theme: &Theme, path: &str) -> bool {
    if theme.files.own_drawing(path).is_some() {
        return true;
    }
    if WHOLE.iter().any(|folder| path.starts_with(folder)) || FILES.contains(&path) {
        return true;
    }
    let Some(art) = path.strip_prefix("art/") else {
        // Papers that explain, as in the built-in folders.
        return path.starts_with("readme") || path.ends_with(".md") || path.ends_with("说明.txt");
    };
    match art.split_once('/') {
        Some(("props" | "places", file)) => file.ends_with(".svg"),
        Some(_) => false,
        None => theme.files.is_built_in(path) || path.ends_with(".md"),
    }
}

fn help_for(theme: &Theme, path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    let picture = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".ai", ".psd"];
    if picture.iter().any(|end| lower.ends_with(end)) {
        return "图要存成 SVG，放进 art/props（东西）或 art/places（地点）".into();
    }
    if let Some(svg) = lower.find(".svg") {
        return format!(
            "放进 art/props（东西）或 art/places（地点），文件名写成「{}.svg」",
            &name[..svg]
        );
    }
    let yaml = name.replace(".yml", ".yaml");
    let meant =
        FILES.iter().find(|file| **file == yaml || yaml.starts_with(&file[..file.len() - 5]));
    let meant = meant.map(|file| (*file).to_string()).or_else(|| {
        let table = format!("art/{yaml}");
        theme.files.is_built_in(&table).then_some(table)
    });
    meant.map_or_else(
        || "不用就删去；图放进 art/props 或 art/places，表放进 art".into(),
        |file| format!("改成 {file}"),
    )
}
