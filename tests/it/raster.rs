//! Our rasters beside resvg's own: what is drawn tile by tile must be what `resvg::render` makes of the
//! SVG in one piece.
//!
//! The SVG holds hundredths of a millimetre and the raster does not round, so edges may differ a
//! little; a missing shape, a wrong order, a seam between tiles or a picture that leaves its outline
//! would be whole pixels.

use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use resvg::tiny_skia::Color;
use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg;
use std::fs;

#[test]
fn tiles_make_what_resvg_makes_of_the_whole() {
    let dir = with_procedures(&["101", "401"]);
    // The overview is 8,504 pixels wide: two tiles; 4,252 high: many bands.
    let output = run(dir.path(), &["build", "--only", "boards", "--dpi", "90"]);
    assert!(output.status.success(), "{}", stderr(&output));
    for stem in ["item/101-90x120cm", "item/401-90x120cm", "overview/overview-240x120cm"] {
        let base = dir.path().join("print").join(stem);
        let ours =
            image::open(dir.path().join(format!("print/{stem}-90dpi.png"))).unwrap().to_rgb8();
        let svg = fs::read_to_string(base.with_extension("svg")).unwrap();
        let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).unwrap();
        let (w, h) = ours.dimensions();
        let mut theirs = Pixmap::new(w, h).unwrap();
        theirs.fill(Color::WHITE);
        let size = tree.size();
        let scale = Transform::from_scale(w as f32 / size.width(), h as f32 / size.height());
        resvg::render(&tree, scale, &mut theirs.as_mut());
        let off = |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        let differences: Vec<u8> =
            ours.pixels().zip(theirs.data().chunks_exact(4)).map(|(a, b)| off(&a.0, b)).collect();
        let over = |limit: u8| differences.iter().filter(|d| **d > limit).count();
        let all = differences.len();
        // tiny-skia knows four steps of cover from top to bottom: an edge that moves by a hundredth of a
        // pixel may move by one of them (64).
        assert!(over(16) * 500 < all, "{stem}: {} pixels", over(16));
        assert_eq!(over(128), 0, "{stem}");
    }
}
