//! Values of attributes: lengths, inks, tracks as CSS writes them, and the complaints about them.
//!
//! Start at [`Values`].

use super::element::Outline;
use crate::ink::InkId;
use crate::ink::InkTable;
use crate::units::Mm;
use taffy::prelude::AlignContent;
use taffy::prelude::AlignItems;
use taffy::prelude::Dimension;
use taffy::prelude::LengthPercentageAuto;
use taffy::prelude::TaffyAuto;
use taffy::style_helpers;

/// What is wrong with the markup.
#[derive(Debug)]
pub(super) struct MarkupError {
    /// Chinese sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The mark of the tag ([`crate::theme::MARK`]), if one is near.
    pub mark: Option<String>,
    /// The attribute at fault.
    pub attribute: Option<String>,
}

/// Reads attribute values and words the complaints about them.
#[derive(Clone, Copy)]
pub(super) struct Values<'i> {
    pub(super) inks: &'i InkTable,
    pub(super) tag: &'i str,
}

impl Values<'_> {
    fn bad(&self, name: &str, value: &str) -> MarkupError {
        MarkupError {
            message: format!("<{} {name}=\"{value}\"> 的值不对", self.tag),
            help: "长度写成 12mm，多个长度用空格隔开".into(),
            mark: None,
            attribute: Some(name.into()),
        }
    }

    /// A length of at most a hundred metres, so that sums and pixels stay numbers.
    pub(super) fn mm(&self, name: &str, value: &str) -> Result<Mm, MarkupError> {
        let length = Mm::parse(value).filter(|m| m.0.abs() <= 100_000.0);
        length.ok_or_else(|| self.bad(name, value))
    }

    /// A size of type: at least a tenth of a millimetre.
    pub(super) fn type_size(&self, name: &str, value: &str) -> Result<Mm, MarkupError> {
        let size = self.mm(name, value)?;
        if size.0 >= 0.1 { Ok(size) } else { Err(self.bad(name, value)) }
    }

    /// `12mm..20mm`; a largest below the smallest counts as the smallest.
    pub(super) fn range(&self, name: &str, value: &str) -> Result<(Mm, Mm), MarkupError> {
        let (min, max) = value.split_once("..").ok_or_else(|| self.bad(name, value))?;
        let (min, max) = (self.mm(name, min)?, self.mm(name, max)?);
        Ok((min, max.max(min)))
    }

    /// A number up to ten thousand.
    pub(super) fn number(&self, name: &str, value: &str) -> Result<f64, MarkupError> {
        let number = value.parse::<f64>().ok().filter(|n| (0.0..=10_000.0).contains(n));
        number.ok_or_else(|| self.bad(name, value))
    }

    /// An ink of the theme.
    pub(super) fn ink(&self, name: &str, value: &str) -> Result<InkId, MarkupError> {
        self.inks.find(value).ok_or_else(|| MarkupError {
            message: format!("没有油墨「{value}」"),
            help: "在 theme.yaml 的 inks 里补上它，或改用已有的油墨".into(),
            mark: None,
            attribute: Some(name.into()),
        })
    }

    /// A length, a share of the box around it, or `auto`.
    pub(super) fn dimension(&self, name: &str, value: &str) -> Result<Dimension, MarkupError> {
        Ok(match percent(value) {
            Some(p) => Dimension::percent(p),
            None if value == "auto" => Dimension::AUTO,
            None => Dimension::length(self.mm(name, value)?.0 as f32),
        })
    }

    /// The same where CSS allows `auto` for margins and bounds.
    pub(super) fn length_auto(
        &self,
        name: &str,
        value: &str,
    ) -> Result<LengthPercentageAuto, MarkupError> {
        Ok(match percent(value) {
            Some(p) => LengthPercentageAuto::percent(p),
            None if value == "auto" => LengthPercentageAuto::AUTO,
            None => LengthPercentageAuto::length(self.mm(name, value)?.0 as f32),
        })
    }

    /// CSS's shorthand: one, two or four lengths; top, right, bottom, left.
    pub(super) fn sides(&self, name: &str, value: &str) -> Result<[f32; 4], MarkupError> {
        let mut v = Vec::new();
        for part in value.split_whitespace() {
            v.push(self.mm(name, part)?.0 as f32);
        }
        match v[..] {
            [a] => Ok([a; 4]),
            [a, b] => Ok([a, b, a, b]),
            [a, b, c, d] => Ok([a, b, c, d]),
            _ => Err(self.bad(name, value)),
        }
    }

    /// CSS's shorthand for corners: one, two or four lengths; upper left, upper right, lower right, lower left.
    pub(super) fn corners(&self, name: &str, value: &str) -> Result<[Mm; 4], MarkupError> {
        let sides = self.sides(name, value)?.map(|v| Mm(f64::from(v)));
        match value.split_whitespace().count() {
            2 => Ok([sides[0], sides[1], sides[0], sides[1]]),
            _ => Ok(sides),
        }
    }

    /// An outline other than a box.
    pub(super) fn shape(&self, name: &str, value: &str) -> Result<Outline, MarkupError> {
        const SHAPES: [(&str, Outline); 5] = [
            ("decision", Outline::Decision),
            ("arrow", Outline::Arrow),
            ("tag", Outline::Tag),
            ("road", Outline::Road),
            ("shore", Outline::Shore),
        ];
        SHAPES.iter().find(|(word, _)| *word == value).map(|(_, shape)| *shape).ok_or_else(|| {
            let words: Vec<&str> = SHAPES.iter().map(|(word, _)| *word).collect();
            MarkupError {
                help: format!("可以写的有 {}", words.join("、")),
                ..self.bad(name, value)
            }
        })
    }

    /// How boxes stand across a row.
    pub(super) fn align(&self, name: &str, value: &str) -> Result<AlignItems, MarkupError> {
        Ok(match value {
            "start" => AlignItems::START,
            "center" => AlignItems::CENTER,
            "end" => AlignItems::END,
            "stretch" => AlignItems::STRETCH,
            _ => return Err(self.bad(name, value)),
        })
    }

    /// How boxes share a row.
    pub(super) fn justify(&self, name: &str, value: &str) -> Result<AlignContent, MarkupError> {
        Ok(match value {
            "start" => AlignContent::START,
            "center" => AlignContent::CENTER,
            "end" => AlignContent::END,
            "between" => AlignContent::SPACE_BETWEEN,
            "around" => AlignContent::SPACE_AROUND,
            "evenly" => AlignContent::SPACE_EVENLY,
            _ => return Err(self.bad(name, value)),
        })
    }

    /// Columns of a grid: how many, or their widths.
    pub(super) fn tracks(
        &self,
        name: &str,
        value: &str,
    ) -> Result<Vec<taffy::style::GridTemplateComponent<String>>, MarkupError> {
        if let Ok(count) = value.parse::<u16>() {
            return Ok(style_helpers::evenly_sized_tracks(count.clamp(1, 24)));
        }
        let mut tracks = Vec::new();
        for part in value.split_whitespace() {
            tracks.push(match part.strip_suffix("fr") {
                Some(n) => style_helpers::flex(self.number(name, n)? as f32),
                None => style_helpers::length(self.mm(name, part)?.0 as f32),
            });
        }
        Ok(tracks)
    }
}

fn percent(value: &str) -> Option<f32> {
    let n: f32 = value.strip_suffix('%')?.parse().ok()?;
    (0.0..=1000.0).contains(&n).then_some(n / 100.0)
}
