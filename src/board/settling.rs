//! Where type and boxes give way: what a sheet does when not everything fits, and who takes the room that is left.
//!
//! Start at [`Arranger::settle`], then [`Arranger::let_classes_grow`]. If the smallest type does not fit, all is
//! tried again with the short form of every text that has one, then without the boxes that the template says can be
//! spared; if that does not fit either, [`Arranger::too_long`] names the texts to shorten ([`super::shortage`]).

use super::fitting::Caps;
use super::fitting::ShapedText;
use super::layout::Arranger;
use super::layout::ROOM;
use super::shortage::Shortage;
use super::shortage::TooLong;
use super::shortage::Trouble;
use super::shortage::one_culprit;
use super::tree::BoxLeaf;
use super::tree::is_left_out;
use super::tree::show;
use crate::diag::Span;
use crate::units::SheetSize;
use std::collections::BTreeMap;
use taffy::prelude::NodeId;
use taffy::prelude::TaffyTree;

/// Steps of a class's own search: 1/16 of what is left.
const CLASS_STEPS: u32 = 4;

impl Arranger<'_> {
    /// All at the largest, else all at the smallest sizes; if need be with the short form of every
    /// text that has one, and then without the boxes that can be spared, the least needed first.
    pub(super) fn settle(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
    ) -> Result<Caps, Vec<Trouble>> {
        let mut caps = Caps { t: 1.0, ..Caps::default() };
        if self.attempt(tree, top, size, &caps).is_empty() {
            return Ok(caps);
        }
        caps.t = 0.0;
        let (troubles, spared) = self.at_smallest(tree, top, size);
        if !troubles.is_empty() {
            return Err(troubles);
        }
        if spared {
            self.bring_back(tree, top, size, &caps);
        }
        Ok(caps)
    }

    /// What does not fit with the smallest type, and whether boxes had to be left out.
    pub(super) fn at_smallest(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
    ) -> (Vec<Trouble>, bool) {
        let caps = Caps::default();
        let mut troubles = self.attempt(tree, top, size, &caps);
        if !troubles.is_empty() {
            for shaped in &mut self.blocks {
                shaped.use_short();
            }
            troubles = self.attempt(tree, top, size, &caps);
        }
        let mut levels: Vec<u8> = self.spare.iter().map(|spared| spared.level).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut spared = false;
        while let (false, Some(level)) = (troubles.is_empty(), levels.pop()) {
            spared = true;
            self.leave_out(tree, level);
            troubles = self.attempt(tree, top, size, &caps);
        }
        (troubles, spared)
    }

    /// The texts to shorten where even the smallest type and the fewest boxes are too much; none when no single
    /// one would do.
    pub(super) fn too_long(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        troubles: &[Trouble],
    ) -> Vec<TooLong> {
        let caps = Caps::default();
        let (blocks, home) = (&mut self.blocks, self.home);
        let mut shortage = Shortage { blocks, home, tree, caps: &caps };
        let at_fault = shortage.at_fault(troubles);
        if !at_fault.is_empty() {
            return at_fault;
        }
        let texts = self.blocks.iter().map(|b| &b.spec);
        let texts = texts.filter_map(|spec| Some((spec.source?, spec.text.clone())));
        let texts: BTreeMap<Span, String> = texts.rev().collect();
        let would_fit = |source: Span, share: f64| {
            let of_it = |b: &&mut ShapedText| b.spec.source == Some(source);
            self.blocks.iter_mut().filter(of_it).for_each(|b| b.count_only(share));
            let fits = self.attempt(tree, top, size, &caps).is_empty();
            self.blocks.iter_mut().filter(of_it).for_each(|b| b.count_only(1.0));
            fits
        };
        one_culprit(&texts, home, would_fit).into_iter().collect()
    }

    fn leave_out(&mut self, tree: &mut TaffyTree<BoxLeaf>, level: u8) {
        for spared in self.spare.iter().filter(|spared| spared.level == level) {
            show(tree, spared.id, taffy::Display::None);
        }
    }

    /// A level may hold more than what was in the way: of what was left out, the most needed first, everything comes
    /// back for which there is room after all. What nobody misses, drawings and extras, comes back together or not at
    /// all: one of ten would ask what is special about it.
    pub(super) fn bring_back(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &Caps,
    ) {
        let mut hidden: Vec<(u8, Vec<NodeId>)> = Vec::new();
        let mut together: BTreeMap<u8, Vec<NodeId>> = BTreeMap::new();
        for spared in self.spare.iter().filter(|spared| is_left_out(tree, spared.id)) {
            if spared.is_missed {
                hidden.push((spared.level, vec![spared.id]));
            } else {
                together.entry(spared.level).or_default().push(spared.id);
            }
        }
        hidden.extend(together);
        hidden.sort_by_key(|(level, _)| *level);
        for (_, ids) in hidden {
            ids.iter().for_each(|id| show(tree, *id, taffy::Display::Flex));
            if !self.attempt(tree, top, size, caps).is_empty() {
                ids.iter().for_each(|id| show(tree, *id, taffy::Display::None));
            }
        }
        self.attempt(tree, top, size, caps);
    }

    /// Gives every class the room that is left, those with the largest type first, then pictures.
    pub(super) fn let_classes_grow(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &mut Caps,
    ) {
        let mut classes: Vec<(String, f64)> = Vec::new();
        for shaped in &self.blocks {
            let class = shaped.class.clone();
            let largest = shaped.spec.fit.1.0;
            if shaped.spec.fit.0.0 < largest && !classes.iter().any(|(c, _)| *c == class) {
                classes.push((class, largest));
            }
        }
        classes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let room = (!self.roomy.is_empty()).then(|| ROOM.to_string());
        for class in classes.into_iter().map(|(class, _)| class).chain(room) {
            let (mut good, mut bad) = (caps.t, 1.0);
            caps.classes.insert(class.clone(), bad);
            if self.attempt(tree, top, size, caps).is_empty() {
                continue;
            }
            for _ in 0..CLASS_STEPS {
                let middle = f64::midpoint(good, bad);
                caps.classes.insert(class.clone(), middle);
                if self.attempt(tree, top, size, caps).is_empty() {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            caps.classes.insert(class, good);
        }
    }
}
