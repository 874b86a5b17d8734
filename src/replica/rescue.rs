//! What only the readable state knows any more: values of lines that are lost.

use std::collections::{BTreeMap, HashSet};

use crate::domain::change::ADDED;
use crate::domain::operation::Edit;
use crate::domain::{Entity, Programme, Value};
use crate::store::basis::Basis;
use crate::store::edited::{self, Difference};
use crate::store::fold::Fold;
use crate::store::line::{Added, LineId};
use crate::store::view;

/// Values that no line says and the readable state does.
#[derive(Debug, Default)]
pub(super) struct Rescue {
    /// Things that only it knows.
    pub(super) added: Added,
    /// Fields that nobody has changed since.
    pub(super) edits: Vec<Edit>,
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
        self.is_partial || !self.is_empty()
    }

    /// How many values there are; a thing is one, too.
    pub(super) fn len(&self) -> usize {
        let added = self.added.values().map(|fields| fields.len() + 1);
        self.edits.len() + added.sum::<usize>()
    }
}

/// Whether the readable state was made from lines that are not here: not yet received, or lost.
pub(super) fn is_ahead(fold: &Fold, text: &[u8]) -> bool {
    let basis = Basis::read(text).unwrap_or_default();
    basis.missing(fold).next().is_some()
}

/// What the readable state says, and no line does, where nobody has changed it since.
///
/// Where lines are lost and that is `settled`, it was looked for already.
pub(super) fn find(
    fold: &Fold,
    programme: &Programme,
    text: &[u8],
    settled: &HashSet<LineId>,
) -> Rescue {
    let mut rescue = Rescue::default();
    let may_know_more = is_ahead(fold, text) || has_gap(fold, text, settled);
    if !may_know_more || !view::is_untouched(text) || fold.has_newer_lines() {
        return rescue;
    }
    let Ok(differences) = edited::differences(text, fold) else {
        rescue.is_partial = true;
        return rescue;
    };
    for Difference {
        entity,
        field,
        was,
        to,
        over,
        ..
    } in differences
    {
        let Ok(thing) = entity.parse::<Entity>() else {
            rescue.is_partial = true;
            continue;
        };
        if !programme.contains(&thing) && !programme.is_archived(&thing) {
            let fields: &mut BTreeMap<String, Value> = rescue.added.entry(entity).or_default();
            let to = to.filter(|_| field != ADDED);
            fields.extend(to.map(|value| (field, value)));
        } else if field == ADDED {
            // Somebody has added it again since.
        } else if fold.field(&entity, &field).0 == was
            && is_same(&fold.overwrites(&entity, &field), &over)
        {
            rescue.edits.push(Edit {
                entity: thing,
                field,
                to,
            });
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

/// Whether nobody has spoken since, not even to say the same.
fn is_same(now: &[LineId], then: &[LineId]) -> bool {
    let set = |lines: &[LineId]| lines.iter().copied().collect::<HashSet<_>>();
    set(now) == set(then)
}
