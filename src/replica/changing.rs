//! How edits become changes: each with the value before, and with the lines whose value it takes the place of.

use std::collections::HashSet;

use super::Replica;
use super::conflicts::{fields_of, said};
use crate::domain::operation::Edit;
use crate::domain::{Entity, together};
use crate::store::line::{LineChange, LineId};

impl Replica {
    /// Gives each edit that changes something the value before and the lines it overwrites; then what these leave, where
    /// it has to be said again.
    pub(super) fn changes(&self, edits: Vec<Edit>) -> Vec<LineChange> {
        let edits = once(edits);
        let left = self.left_by(&edits);
        let changes = edits.into_iter().filter_map(|edit| self.change(edit));
        changes.chain(left).collect()
    }

    /// What edits leave, where it has to be said again.
    fn left_by(&self, edits: &[Edit]) -> Vec<LineChange> {
        let left = together::left_by(&self.programme, edits).into_iter();
        left.filter_map(|(entity, field)| self.again(&entity, field))
            .collect()
    }

    /// What voiding a line leaves, or having it stand again, where it has to be said again.
    pub(super) fn left_by_verdict(&self, target: LineId, voids: bool) -> Vec<LineChange> {
        let fields = self.fold.line(target).into_iter().flat_map(fields_of);
        // What somebody else has said may stand all the same.
        let edit = |(entity, field): (&str, &str)| {
            Some(Edit {
                entity: entity.parse().ok()?,
                field: field.to_owned(),
                to: self.fold.field_if((entity, field), target, voids),
            })
        };
        self.left_by(&fields.filter_map(edit).collect::<Vec<_>>())
    }

    /// The value that a field has, said again; what stands against it stays.
    fn again(&self, entity: &Entity, field: &str) -> Option<LineChange> {
        let entity = entity.to_string();
        let (to, mut over) = self.fold.field(&entity, field);
        let is_said = |line: &LineId| {
            let said = said(self.fold.line(*line)?, &entity, field)?;
            Some(said.to == to.as_ref())
        };
        over.retain(|line| is_said(line).unwrap_or(false));
        to.is_some().then(|| LineChange {
            was: to.clone(),
            over: self.fold.with_undone(&entity, field, over),
            field: field.to_owned(),
            to,
            entity,
        })
    }

    /// The change that an edit makes; none, when it changes nothing that is held, and settles no conflict.
    fn change(&self, Edit { entity, field, to }: Edit) -> Option<LineChange> {
        let entity = entity.to_string();
        let (was, live) = self.fold.field(&entity, &field);
        let is_idle = was == to && live.len() < 2 && self.is_held;
        let mut over = self.fold.with_undone(&entity, &field, live);
        // The list that the store has says something else.
        over.retain(|line| !self.stands_in(*line));
        (!is_idle).then_some(LineChange {
            entity,
            field,
            was,
            to,
            over,
        })
    }
}

/// A recorded change as an edit, if this program knows such a thing.
#[must_use]
pub fn edit_of(change: &LineChange) -> Option<Edit> {
    Some(Edit {
        entity: change.entity.parse().ok()?,
        field: change.field.clone(),
        to: change.to.clone(),
    })
}

/// Of edits of the same field only the first.
fn once(mut edits: Vec<Edit>) -> Vec<Edit> {
    let mut said = HashSet::new();
    edits.retain(|edit| said.insert((edit.entity.clone(), edit.field.clone())));
    edits
}
