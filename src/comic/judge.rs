//! The judge of pictures: what a reader could not make out, said in Chinese.
//!
//! Start at [`judge_scene`]. It knows heads and bubbles only, not how they got there.

use super::stage::Scene;

/// Everything wrong with a scene of this width and height; empty means it may be shown.
#[must_use]
pub fn judge_scene(scene: &Scene, (w, h): (f64, f64)) -> Vec<String> {
    let mut found = Vec::new();
    let slack = h * 0.01;
    for b in &scene.bubbles {
        let inside =
            b.x >= -slack && b.y >= -slack && b.x + b.w <= w + slack && b.y + b.h <= h + slack;
        if !inside {
            found.push("气泡伸到画外".to_string());
        }
        for ((x, y), r) in &scene.heads {
            let dx = (x - x.clamp(b.x, b.x + b.w)).abs();
            let dy = (y - y.clamp(b.y, b.y + b.h)).abs();
            if dx * dx + dy * dy < (r * 0.86) * (r * 0.86) {
                found.push("气泡压在头上".to_string());
            }
        }
    }
    for (i, a) in scene.bubbles.iter().enumerate() {
        if scene.bubbles[i + 1..].iter().any(|b| a.overlaps(b, slack)) {
            found.push("两个气泡叠在一起".to_string());
        }
    }
    for (i, ((x, y), r)) in scene.heads.iter().enumerate() {
        if x - r * 0.8 < 0.0 || x + r * 0.8 > w || y - r * 0.9 < 0.0 || y + r * 0.8 > h {
            found.push("头被画框切掉".to_string());
        }
        for ((ox, oy), or) in &scene.heads[i + 1..] {
            let apart = ((x - ox) * (x - ox) + (y - oy) * (y - oy)).sqrt();
            if apart < (r + or) * 0.8 {
                found.push("两个头叠在一起".to_string());
            }
        }
    }
    found.dedup();
    found
}
