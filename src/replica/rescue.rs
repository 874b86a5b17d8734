//! What only the readable state knows any more: values of lines that are lost.

use std::collections::{BTreeMap, HashSet};

use crate::domain::change::ADDED;
use crate::domain::operation::Edit;
use crate::domain::{Entity, Programme, Value};
use crate::store::edited::{self, Difference};
use crate::store::fold::Fold;
use crate::store::line::{Added, Line, LineId};
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
    let upto = view::upto(text).unwrap_or_default();
    upto.into_values().any(|line| fold.line(line).is_none())
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
    let is_ahead = is_ahead(fold, text);
    let may_know_more = is_ahead || has_gap(fold, text, settled);
    if !may_know_more || !view::is_untouched(text) || fold.has_newer_lines() {
        return rescue;
    }
    let Ok(mut differences) = edited::differences(text, fold) else {
        rescue.is_partial = true;
        return rescue;
    };
    if !is_ahead {
        // Of what is not the last of its writer, either may be the newer one: a line may be lost, or have come late. What
        // somebody here has said before, or not at all, is no proof of a loss.
        let said = said(fold, &differences);
        differences.retain(|found| found.to.is_some() && !said.contains(&key(found)));
    }
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

/// Whether a line that the readable state was made from comes after one that is not here.
fn has_gap(fold: &Fold, text: &[u8], settled: &HashSet<LineId>) -> bool {
    let is_lost = |line: LineId| fold.line(line).is_none() && !settled.contains(&line);
    has_gaps(fold) && {
        let known = fold.upto(&view::upto(text).unwrap_or_default());
        let mut lines = known.lines();
        lines.any(|line| line.body.prev.is_some_and(is_lost))
    }
}

/// Whether nobody has spoken since, not even to say the same.
fn is_same(now: &[LineId], then: &[LineId]) -> bool {
    let set = |lines: &[LineId]| lines.iter().copied().collect::<HashSet<_>>();
    set(now) == set(then)
}

type Key<'a> = (&'a str, &'a str, Option<&'a Value>);

fn key(found: &Difference) -> Key<'_> {
    (&found.entity, &found.field, found.to.as_ref())
}

/// Which of these values some line says.
fn said<'a>(fold: &'a Fold, differences: &[Difference]) -> HashSet<Key<'a>> {
    let wanted: HashSet<Key<'_>> = differences.iter().map(key).collect();
    let sayings = fold.lines().flat_map(Line::sayings);
    let keys = sayings.map(|said| (said.entity, said.field, said.to));
    keys.filter(|key| wanted.contains(key)).collect()
}
