//! What a theme draws of bodies in tables: hands, and hair from the side and from behind.
//!
//! Start at [`Anatomy::read`].

use super::data::drawn_path;
use super::hair::STYLES;
use super::hand::Hands;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use crate::diag::Span;
use crate::theme::TableRow;
use crate::theme::Tables;
use kurbo::BezPath;
use std::collections::BTreeMap;

/// Hair reaches no farther from the middle of the head, in u.
const REACH: f64 = 130.0;

/// Hands and hair of a theme.
#[derive(Debug, Clone)]
pub(crate) struct Anatomy {
    pub(super) hands: Hands,
    hair: BTreeMap<String, [Vec<Lock>; 2]>,
}

/// A stroke of hair.
#[derive(Debug, Clone)]
enum Lock {
    /// Parts under one outline.
    Hair(Vec<BezPath>),
    Shine(BezPath),
    Tie(BezPath),
}

impl Lock {
    fn read(text: &str) -> Option<Lock> {
        let (kind, data) = text.split_once(' ')?;
        Some(match kind {
            "hair" => Lock::Hair(vec![drawn_path(data, REACH)?]),
            "union" => {
                let parts: Option<Vec<BezPath>> =
                    data.split('|').map(|part| drawn_path(part.trim(), REACH)).collect();
                Lock::Hair(parts?)
            }
            "shine" => Lock::Shine(drawn_path(data, REACH)?),
            "tie" => Lock::Tie(drawn_path(data, REACH)?),
            _ => return None,
        })
    }
}

/// Where a head is seen from, when its hair is of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Profile,
    Behind,
}

impl Anatomy {
    /// Reads the tables. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left out.
    pub(crate) fn read(tables: &Tables, wrong: &mut Vec<(Span, String)>) -> Anatomy {
        let mut hair = BTreeMap::new();
        for row in &tables.hair {
            match views(row) {
                Ok(views) => drop(hair.insert(row.word.clone(), views)),
                Err(key) => wrong.push((row.at, format!("头发「{}」的 {key} 写得不对", row.word))),
            }
        }
        Anatomy { hands: Hands::read(&tables.hands, wrong), hair }
    }

    /// The hands, for whoever reads poses.
    pub(crate) fn hands(&self) -> &Hands {
        &self.hands
    }

    /// Hair of a style from a side, in its ink.
    pub(super) fn hair(
        &self,
        (style, ink): (&str, &str),
        side: Side,
        palette: &InkNames,
        weight: f64,
    ) -> Vec<InkedShape> {
        let mut pen = Pen::new(palette, weight);
        let shine = format!("{ink}-shine");
        let locks = self.hair.get(style).map(|views| match side {
            Side::Profile => &views[0],
            Side::Behind => &views[1],
        });
        for lock in locks.into_iter().flatten() {
            match lock {
                Lock::Hair(parts) => {
                    for part in parts {
                        pen.trace(part.clone(), "line", if parts.len() > 1 { 2.0 } else { 1.0 });
                    }
                    for part in parts {
                        pen.fill(part.clone(), ink);
                    }
                    if let [part] = parts.as_slice() {
                        pen.trace(part.clone(), "line", 1.0);
                    }
                }
                Lock::Shine(path) => pen.trace(path.clone(), &shine, 0.9),
                Lock::Tie(path) => {
                    pen.fill(path.clone(), "coral");
                    pen.trace(path.clone(), "line", 0.9);
                }
            }
        }
        pen.shapes
    }
}

/// What a row says of a style; the error names the key that makes no sense.
fn views(row: &TableRow) -> Result<[Vec<Lock>; 2], String> {
    if !STYLES.contains(&row.word.as_str()) {
        return Err(format!("名字（只有 {}）", STYLES.join(" ")));
    }
    if let Some(key) = row.unknown_key(&["profile", "back"]) {
        return Err(key.into());
    }
    let view = |key: &str| -> Result<Vec<Lock>, String> {
        let list = row.list_of(key).unwrap_or_default().iter();
        let locks: Option<Vec<Lock>> = list.map(|text| Lock::read(text)).collect();
        locks.filter(|locks| !locks.is_empty()).ok_or_else(|| key.to_string())
    };
    Ok([view("profile")?, view("back")?])
}
