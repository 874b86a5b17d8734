//! What is decided together: a due date with the document that set it, a hold with its reason. One without the other would
//! say what nobody decided.

use std::collections::{HashMap, HashSet};

use super::id::{Entity, MilestoneId};
use super::milestone::{Milestone, State};
use super::operation::{Edit, Refusal};
use super::programme::Programme;

/// A due date: the date leads, its document and the first date of all follow.
const OF_BASELINE: [&str; 3] = ["baseline", "baseline_document", "original_baseline"];

/// A hold: the state leads, its reason and document follow.
pub(super) const OF_HOLD: [&str; 3] = ["state", "reason", "state_document"];

/// The fields of a milestone that are decided together with this one, itself among them, the leading one first; none when
/// it is decided by itself.
#[must_use]
pub fn decided_with(field: &str) -> &'static [&'static str] {
    match field {
        _ if OF_BASELINE.contains(&field) => &OF_BASELINE,
        _ if OF_HOLD.contains(&field) => &OF_HOLD,
        _ => &[],
    }
}

/// A hold, and that it is done, of which only one can hold.
const OF_HOLD_OR_DONE: [&str; 4] = ["state", "reason", "state_document", ACTUAL];

/// The day on which something was done; a hold hides it.
pub const ACTUAL: &str = "actual";

/// The fields of a milestone that are decided against this one, itself among them, the leading one first: those of a hold,
/// and that it is done.
#[must_use]
pub fn decided_against(field: &str) -> &'static [&'static str] {
    if OF_HOLD_OR_DONE.contains(&field) {
        &OF_HOLD_OR_DONE
    } else {
        &[]
    }
}

/// Whether one person has put a milestone on hold, and another has done it.
#[must_use]
pub fn is_done_on_hold(milestone: &Milestone) -> bool {
    milestone.state == State::OnHold && milestone.actual.is_some()
}

/// The fields that edits leave as they are where they settle that something is done and on hold. Said again, these stand
/// against whoever settles it the other way elsewhere; else neither would be said any more.
#[must_use]
pub fn left_by(programme: &Programme, edits: &[Edit]) -> Vec<(Entity, &'static str)> {
    if !edits
        .iter()
        .any(|edit| OF_HOLD_OR_DONE.contains(&&*edit.field))
    {
        return Vec::new();
    }
    let said: HashSet<(&Entity, &str)> = edits
        .iter()
        .map(|edit| (&edit.entity, &*edit.field))
        .collect();
    let left = edits.iter().flat_map(|edit| {
        let fields = match &edit.entity {
            Entity::Milestone(id) if programme.milestone(id).is_some_and(is_done_on_hold) => {
                left_of(edit)
            }
            _ => &[],
        };
        let fields = fields
            .iter()
            .filter(|field| !said.contains(&(&edit.entity, *field)));
        fields.map(|field| (edit.entity.clone(), *field))
    });
    left.collect()
}

/// What is left of a milestone that is done and on hold once an edit ends one of the two.
fn left_of(edit: &Edit) -> &'static [&'static str] {
    match &*edit.field {
        "state" if State::of(edit.to.as_ref()) != State::OnHold => &[ACTUAL],
        ACTUAL if edit.to.is_none() => &OF_HOLD,
        _ => &[],
    }
}

/// Whether edits leave every milestone as one that can be typed. What made no sense before, as after a merge of what two
/// people decided apart, is not held against them.
///
/// # Errors
/// What is done would be on hold, a hold would be without a reason, a replaced due date without a document, a goal below what is reached.
pub fn keep_sense(programme: &Programme, edits: &[Edit]) -> Result<(), Refusal> {
    let mut after: HashMap<&MilestoneId, (&Milestone, Milestone)> = HashMap::new();
    // Of two edits of one field the first counts.
    for edit in edits.iter().rev() {
        if let Entity::Milestone(id) = &edit.entity
            && let Some(before) = programme.milestone(id)
        {
            let (_, after) = after.entry(id).or_insert_with(|| (before, before.clone()));
            after.set(&edit.field, edit.to.as_ref(), None);
        }
    }
    let mut new = after.values().flat_map(|(before, after)| {
        let known = faults(before);
        let faults = faults(after).into_iter().flatten();
        faults.filter(move |fault| !known.contains(&Some(fault.clone())))
    });
    new.next().map_or(Ok(()), Err)
}

/// What makes no sense of a milestone.
fn faults(milestone: &Milestone) -> [Option<Refusal>; 4] {
    let is_held = milestone.state != State::Open;
    let is_replaced = milestone.original_baseline.is_some() && milestone.baseline.is_some();
    let goal = milestone.target.unwrap_or(u32::MAX);
    [
        (is_held && milestone.values.get("reason").is_none()).then_some(Refusal::NeedsReason),
        (is_replaced && milestone.baseline_document.is_none()).then_some(Refusal::NeedsDocument),
        (goal < milestone.progress).then_some(Refusal::TargetBelow(milestone.progress)),
        is_done_on_hold(milestone).then_some(Refusal::HoldsDone),
    ]
}
