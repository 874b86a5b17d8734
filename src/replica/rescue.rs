//! What only the readable state knows any more: values of lines that are lost.

use std::collections::HashSet;

use super::conflicts::said;
use crate::domain::Entity;
use crate::domain::change::ADDED;
use crate::store::basis::Basis;
use crate::store::edited::{self, Difference};
use crate::store::fold::Fold;
use crate::store::line::{Added, LineChange, LineId, Saying};

/// The action of a line that says again what lost lines had said.
pub(super) const RESCUE: &str = "rescue";

/// Values that no line says and the readable state does.
#[derive(Debug, Default)]
pub(super) struct Rescue {
    /// Things that only it knows.
    pub(super) added: Added,
    /// Fields of which nobody has said anything since, each over what the readable state knew of it.
    pub(super) changes: Vec<LineChange>,
    /// How many values there are of which somebody has said something else since, who did not know of them: what stands now
    /// stays, and they are to be kept where they are.
    pub(super) overtaken: usize,
    /// Whether it may know more that cannot be had out of it: of things that only a newer program knows, or in a form that
    /// cannot be read.
    pub(super) is_partial: bool,
}

impl Rescue {
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether what it was found in must stay.
    pub(super) fn is_needed(&self) -> bool {
        self.is_partial || self.overtaken > 0 || !self.is_empty()
    }

    /// Puts a value, unless it is so, or somebody has said the same since, or something else over it.
    fn put(&mut self, fold: &Fold, found: Difference) {
        let (now, live) = fold.field(&found.entity, &found.field);
        let since = live.iter().filter(|line| !found.over.contains(line));
        let said = since.filter_map(|line| said(fold.line(*line)?, &found.entity, &found.field));
        let said: Vec<Saying<'_>> = said.collect();
        let is_lost = |line: &LineId| fold.line(*line).is_none();
        let mut sayings = said.iter();
        let knew =
            |said: &Saying<'_>| said.to == found.to.as_ref() || said.over.iter().any(is_lost);
        let is_so = said.is_empty() && now == found.to;
        if is_so || sayings.any(knew) {
            return;
        }
        if !said.is_empty() {
            self.overtaken += 1;
            return;
        }
        self.changes.push(LineChange {
            entity: found.entity,
            field: found.field,
            was: found.was,
            to: found.to,
            over: found.over,
        });
    }

    /// How many values there are; a thing is one, too.
    pub(super) fn len(&self) -> usize {
        let added = self.added.values().map(|fields| fields.len() + 1);
        self.changes.len() + added.sum::<usize>()
    }
}

/// Whether the readable state was made from lines that are not here: not yet received, or lost.
pub(super) fn is_ahead(fold: &Fold, text: &[u8]) -> bool {
    let basis = Basis::read(text).unwrap_or_default();
    basis.missing(fold).next().is_some()
}

/// Whether the readable state was made from lines of which some are not here, though nobody waits for them any more.
pub(super) fn may_know_more(fold: &Fold, text: &[u8]) -> bool {
    is_ahead(fold, text) || has_gap(fold, text, &HashSet::new())
}

/// What the readable state says, and no line does. Of one that somebody has edited nobody can tell that from the edits: it
/// may know more.
///
/// Where lines are lost and that is `settled`, it was looked for already.
pub(super) fn find(fold: &Fold, text: &[u8], settled: &HashSet<LineId>) -> Rescue {
    let mut rescue = Rescue::default();
    let may_know_more = is_ahead(fold, text) || has_gap(fold, text, settled);
    if !may_know_more || fold.has_newer_lines() {
        return rescue;
    }
    let Ok(differences) = edited::differences(text, fold) else {
        rescue.is_partial = true;
        return rescue;
    };
    let is_new = |found: &&Difference| {
        let is_added = found.field == ADDED && found.to.is_some();
        // Somebody may have added it again.
        is_added && fold.field(&found.entity, ADDED).0.is_none()
    };
    let new = differences.iter().filter(is_new);
    let new: HashSet<String> = new.map(|found| found.entity.clone()).collect();
    for found in differences {
        if found.entity.parse::<Entity>().is_err() {
            rescue.is_partial = true;
        } else if new.contains(&found.entity) {
            let fields = rescue.added.entry(found.entity).or_default();
            let to = found.to.filter(|_| found.field != ADDED);
            fields.extend(to.map(|value| (found.field, value)));
        } else if found.field != ADDED || found.is_left_out {
            rescue.put(fold, found);
        }
    }
    rescue
}

/// Whether some line names one before it that is not here.
pub(super) fn has_gaps(fold: &Fold) -> bool {
    fold.lacking().next().is_some()
}

/// Whether a line is lost that the readable state was made from, and that was before one that is there.
fn has_gap(fold: &Fold, text: &[u8], settled: &HashSet<LineId>) -> bool {
    has_gaps(fold) && {
        let basis = Basis::read(text).unwrap_or_default();
        let known = basis.known(fold);
        let mut gaps = basis.gaps(&known);
        gaps.any(|line| !settled.contains(&line))
    }
}
