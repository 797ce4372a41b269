//! What rows of tables say of drawings: triples of numbers, path data within bounds.
//!
//! Start at [`drawn_path`].

use crate::theme::TableRow;
use kurbo::BezPath;
use kurbo::Shape as _;

/// A line through three heights: at the inner corner, in the middle, at the outer corner.
pub(super) type Three = [f64; 3];

/// Three numbers, or `default` without the key; the error is the key.
pub(super) fn three(row: &TableRow, key: &str, default: Three) -> Result<Three, String> {
    match row.numbers(key) {
        None => Ok(default),
        Some(Some(list)) => <Three>::try_from(list.as_slice())
            .ok()
            .filter(|list| list.iter().all(|v| v.is_finite() && v.abs() <= 30.0))
            .ok_or_else(|| key.to_string()),
        Some(None) => Err(key.into()),
    }
}

/// Path data; nothing for what is no path, or reaches beyond `reach`.
pub(super) fn drawn_path(data: &str, reach: f64) -> Option<BezPath> {
    let path = BezPath::from_svg(data).ok().filter(|path| path.elements().len() > 1)?;
    let b = path.bounding_box();
    [b.x0, b.y0, b.x1, b.y1].iter().all(|v| v.is_finite() && v.abs() <= reach).then_some(path)
}
