//! Papers of several matters, the same one once: an original serves all of them, copies add up.
//!
//! Start at [`papers`]. Two papers are the same only by their name, by a table of words for the same paper (户口本 is
//! 户口簿), and by being on paper or not; never because they look alike.

use super::parts::Material;
use super::procedure::Procedure;
use crate::quantity::CopyNeed;
use crate::quantity::OriginalNeed;

/// The papers that one name lists: 「身份证、户口簿」 are two, 「证据（照片、合同）」 is one, and so is what leaves a choice:
/// 「身份证，或医保凭证、社保卡」.
pub(crate) fn listed(name: &str) -> Vec<&str> {
    if name.contains('或') {
        return vec![name];
    }
    let mut depth = 0_i32;
    let between = |c: char| {
        depth += i32::from("（(".contains(c)) - i32::from("）)".contains(c));
        c == '、' && depth <= 0
    };
    name.split(between).map(str::trim).filter(|paper| !paper.is_empty()).collect()
}

/// One paper of several matters.
pub(crate) struct Paper<'p> {
    /// What it is called: the table's word for it.
    pub(crate) name: &'p str,
    /// It is not on paper.
    pub(crate) electronic: bool,
    /// Where it was named first.
    pub(crate) first: &'p Material,
    /// Every matter that wants it, with how.
    pub(crate) wanted: Vec<(&'p Procedure, &'p Material)>,
}

impl<'p> Paper<'p> {
    /// Whether every matter wants it in some cases alone.
    pub(crate) fn is_for_cases(&self) -> bool {
        self.wanted.iter().all(|(_, material)| material.only_if.is_some())
    }

    /// How many copies in all, where somebody wants some; `None` inside once somebody says that only the office knows.
    pub(crate) fn copies(&self) -> Option<Option<u16>> {
        let mut sum = None;
        for (_, material) in &self.wanted {
            match material.copies.as_ref().map(|copies| copies.value) {
                Some(CopyNeed::Count(count)) => {
                    sum = Some(sum.unwrap_or(Some(0)).map(|sum| sum + u16::from(count)));
                }
                Some(CopyNeed::Unknown) => sum = Some(None),
                None => {}
            }
        }
        sum
    }

    /// Originals that are handed in and do not come back: how many in all, where that is known, and whether any.
    pub(crate) fn handed_in(&self) -> u16 {
        let count = |(_, material): &(_, &Material)| match material.original.as_ref()?.value {
            OriginalNeed::Check | OriginalNeed::SubmitUnknown => None,
            OriginalNeed::Submit(n) | OriginalNeed::Alike(n) | OriginalNeed::CheckAndSubmit(n) => {
                Some(u16::from(n))
            }
        };
        self.wanted.iter().filter_map(count).sum()
    }

    /// Whether originals are handed in of which only the office knows how many.
    pub(crate) fn hands_in_some(&self) -> bool {
        let is_open = |m: &Material| {
            m.original.as_ref().is_some_and(|need| need.value == OriginalNeed::SubmitUnknown)
        };
        self.wanted.iter().any(|(_, material)| is_open(material))
    }

    /// The matter that keeps the only original while a later one wants to see it.
    pub(crate) fn kept_too_early(&self) -> Option<(&'p Procedure, &'p Procedure)> {
        let keeps = |material: &Material| {
            let need = material.original.as_ref().map(|need| need.value);
            matches!(need, Some(OriginalNeed::Submit(1) | OriginalNeed::SubmitUnknown))
        };
        let shows = |material: &Material| {
            let need = material.original.as_ref().map(|need| need.value);
            matches!(need, Some(OriginalNeed::Check | OriginalNeed::CheckAndSubmit(_)))
        };
        let first = self.wanted.iter().position(|(_, material)| keeps(material))?;
        let later = self.wanted[first + 1..].iter().find(|(_, material)| shows(material))?;
        Some((self.wanted[first].0, later.0))
    }
}

/// Papers of several matters in the order in which they are wanted. The same is what has the same name, by the table,
/// and is on paper or not.
pub(crate) fn papers<'p>(
    matters: &[&'p Procedure],
    called: &dyn Fn(&'p str) -> &'p str,
) -> Vec<Paper<'p>> {
    let mut papers: Vec<Paper<'p>> = Vec::new();
    for p in matters {
        for material in &p.materials {
            for name in listed(&material.name.value).into_iter().map(called) {
                let electronic = material.electronic;
                let same = |paper: &Paper<'_>| paper.name == name && paper.electronic == electronic;
                let at = papers.iter().position(same).unwrap_or_else(|| {
                    papers.push(Paper { name, electronic, first: material, wanted: Vec::new() });
                    papers.len() - 1
                });
                papers[at].wanted.push((p, material));
            }
        }
    }
    papers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lists_papers() {
        assert_eq!(listed("身份证、户口簿"), ["身份证", "户口簿"]);
        assert_eq!(listed("证据（照片、合同、收据）"), ["证据（照片、合同、收据）"]);
        assert_eq!(listed("身份证，或医保凭证、社保卡"), ["身份证，或医保凭证、社保卡"]);
        assert_eq!(listed("申请表（一式两份）、照片"), ["申请表（一式两份）", "照片"]);
    }
}
