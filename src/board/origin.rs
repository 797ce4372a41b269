//! What a sheet is made of, as one checksum: equal ones need not be laid out again.
//!
//! Start at [`Workshop::origin`]. A sheet is a function of the boxes its template writes, of its pictures,
//! of its look and of the theme (and of the program, which callers add); so those are what is summed, not
//! the files they came from. Where in a file a word stands is left out: it is only for messages.

use super::Look;
use super::Topic;
use super::Workshop;
use super::topic::Way;
use crate::plan::picture_words;
use crate::units::Dpi;
use sha2::Digest;
use sha2::Sha256;

/// Any resolution would do, as long as it is always the same.
const SAYING: Dpi = Dpi(150.0);

/// Parts of a checksum, each with its length so that none runs into the next.
struct Digesting(Sha256);

impl Digesting {
    fn add(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }
}

impl Workshop<'_> {
    /// The checksum of what a sheet says, the same in every size and way of printing.
    #[must_use]
    pub(crate) fn says(&self, topic: &Topic<'_>) -> Option<String> {
        self.origin(topic, &Look::on_paper(topic.kind.size(), SAYING))
    }

    /// The checksum of a sheet without its resolution, which only files know; `None` when its template
    /// cannot be rendered.
    #[must_use]
    pub(crate) fn origin(&self, topic: &Topic<'_>, look: &Look) -> Option<String> {
        let mut sum = Digesting(Sha256::new());
        sum.add(&self.theme.name);
        sum.add(&self.theme.own_checksum);
        for part in [&topic.kind.name, &topic.key, &topic.title, &topic.description, &topic.version]
        {
            sum.add(part);
        }
        for side in 1..=topic.kind.sides {
            let unknown = vec![0; topic.gathered.len()];
            let topic = topic.knowing(&unknown);
            sum.add(&without_places(&self.markup(&topic, look, Way::of_side(side)).ok()?));
        }
        sum.add(&format!("{} {}", look.size, look.pixels_per_mm));
        for other in &topic.gathered {
            sum.add(&self.origin(other, &look.in_size(other.kind.size()))?);
        }
        for picture in &topic.pictures {
            sum.add(&picture_words(picture));
        }
        Some(format!("{:x}", sum.0.finalize()))
    }
}

/// Box markup without its `at` attributes. Words cannot look like one: their quotes are escaped.
fn without_places(markup: &str) -> String {
    let mut parts = markup.split(" at=\"");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_left_out_and_nothing_else() {
        let markup = r#"<text at="3:17:20" ink="red">at=&quot;x&quot;</text><box cat="1" at=""/>"#;
        let kept = r#"<text ink="red">at=&quot;x&quot;</text><box cat="1"/>"#;
        assert_eq!(without_places(markup), kept);
    }
}
