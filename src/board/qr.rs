//! QR codes on boards: how big a code must be, and its modules as one path.
//!
//! Start at [`QrMatrix::encode`].

use crate::qr::QrCode;
use crate::theme::CodeFloor;
use crate::units::Mm;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Point;

pub(super) use crate::qr::QUIET_MODULES;
/// Smallest module in every raster: below three pixels readers fail (measured).
const PIXELS_PER_MODULE: f64 = 3.0;

/// A code before it is placed.
#[derive(Debug, Clone)]
pub(super) struct QrMatrix {
    /// Modules along a side.
    pub modules: usize,
    code: QrCode,
}

impl QrMatrix {
    /// The code for an address; `None` when the address is too long.
    #[must_use]
    pub(super) fn encode(address: &str) -> Option<QrMatrix> {
        let code = QrCode::encode(address)?;
        Some(QrMatrix { modules: code.modules, code })
    }

    /// Side of a module: the largest of the kind's least module, 3 px of the coarsest raster, and what the
    /// kind's least side asks of one.
    /// With a raster it is a whole number of its pixels, so that edges stay sharp.
    #[must_use]
    pub(super) fn module(&self, floor: CodeFloor, pixels_per_mm: f64) -> Mm {
        let by_side = floor.side / self.modules as f64;
        let needed = floor.module.max(by_side).max(Mm(PIXELS_PER_MODULE / pixels_per_mm));
        Mm((needed.0 * pixels_per_mm - 1e-6).ceil() / pixels_per_mm)
    }

    /// Dark modules as one path of horizontal bars, with the code's corner at `(x, y)`.
    #[must_use]
    pub(super) fn path(&self, (x, y): (f64, f64), module: Mm) -> BezPath {
        let mut path = BezPath::new();
        let m = module.0;
        for bar in self.code.bars() {
            let (left, top) = (x + bar.x as f64 * m, y + bar.y as f64 * m);
            let (right, bottom) = (left + bar.length as f64 * m, top + m);
            let p = |x: f64, y: f64| Point::new(x, y);
            path.extend([
                PathEl::MoveTo(p(left, top)),
                PathEl::LineTo(p(right, top)),
                PathEl::LineTo(p(right, bottom)),
                PathEl::LineTo(p(left, bottom)),
                PathEl::ClosePath,
            ]);
        }
        path
    }
}
