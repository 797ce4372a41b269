#!/usr/bin/env bash
# qrcode 0.14.1 (the QR encoder of Rust): some Chinese words in UTF-8 become Kanji segments, which say another word.
#
# Expected: a crate that takes a `&str`, whose bytes are UTF-8 by definition, writes byte segments for what is not
# ASCII; Kanji mode stands for double-byte Shift JIS (ISO/IEC 18004). Seen: the optimiser looks at pairs of bytes,
# and where the UTF-8 of a word happens to be pairs that Shift JIS has too (党员, 光明街道; not 电话, 居委会), it
# takes Kanji mode because that is shorter. A reader then shows the Shift JIS characters: 蜈壼遭 for 党员. One
# that hands out the bytes of such a segment as they were written, and takes them for UTF-8, shows the word that
# was meant, so that proof by that reader alone passes. With one byte segment behind ECI 26, put together with
# `Bits` by hand, every reader tried shows the word.
#
# Needs cargo, python3 with venv, and the public packages below; leaves nothing behind. Ends with 1 if this changes.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
cat > "$work/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"

[dependencies]
qrcode = { version = "=0.14.1", default-features = false }
rqrr = { version = "=0.11.0", default-features = false }
TOML
cat > "$work/src/main.rs" <<'RUST'
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Writes a picture, and says what rqrr reads in it.
fn draw(name: &str, code: &QrCode) {
    let (width, dark) = (code.width(), code.to_colors());
    let side = (width + 8) * 8;
    let is_dark = |x: usize, y: usize| {
        let at = |n: usize| (n / 8).checked_sub(4).filter(|n| *n < width);
        matches!((at(x), at(y)), (Some(x), Some(y)) if dark[y * width + x] == Color::Dark)
    };
    let mut bytes = format!("P5\n{side} {side}\n255\n").into_bytes();
    bytes.extend((0..side * side).map(|i| if is_dark(i % side, i / side) { 0 } else { 255 }));
    std::fs::write(format!("{name}.pgm"), bytes).unwrap();
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if is_dark(x, y) { 0 } else { 255 });
    let (_, said) = image.detect_grids()[0].decode().unwrap();
    println!("rqrr {name}: {said}");
}

fn main() {
    for word in ["党员", "光明街道", "电话", "居委会"] {
        draw(word, &QrCode::with_error_correction_level(word.as_bytes(), EcLevel::M).unwrap());
        let mut bits = Bits::new(Version::Normal(3));
        bits.push_eci_designator(26).unwrap();
        bits.push_byte_data(word.as_bytes()).unwrap();
        bits.push_terminator(EcLevel::M).unwrap();
        draw(&format!("{word}-marked"), &QrCode::with_bits(bits, EcLevel::M).unwrap());
    }
}
RUST
cd "$work"
cargo run --quiet 2>log | tee seen || { cat log >&2; exit 1; }
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check zxing-cpp==3.1.1 pillow==12.0.0 >log 2>&1 || { cat log >&2; exit 1; }
env/bin/python - <<'PYTHON' | tee -a seen
import zxingcpp
from PIL import Image
for word in ["党员", "光明街道", "电话", "居委会"]:
    for name in (word, word + "-marked"):
        found = zxingcpp.read_barcodes(Image.open(name + ".pgm"))
        print(f"zxing-cpp {name}: {found[0].text}")
PYTHON
for word in 党员 光明街道; do
  grep -qx "rqrr $word: $word" seen
  ! grep -qx "zxing-cpp $word: $word" seen
done
grep -qx "zxing-cpp 党员: 蜈壼遭" seen
for word in 电话 居委会; do grep -qx "zxing-cpp $word: $word" seen; done
for word in 党员 光明街道 电话 居委会; do grep -qx "zxing-cpp $word-marked: $word" seen; done
echo "as stated"
