//! The readable state: written, and read back when somebody has edited it by hand.

use std::mem::discriminant;

use super::{CommitError, Recorded, Replica, is_of_catalogue};
use crate::domain::change::ADDED;
use crate::domain::field::{BadValue, Field, Owner};
use crate::domain::operation::Edit;
use crate::domain::{Entity, Operation, Refusal};
use crate::store::edited::{self, BadDocument, Difference, Place};
use crate::store::{StoreError, view};

/// Why edits by hand were not taken.
#[derive(Debug)]
pub enum AdoptError {
    /// The document is no JSON, or not of the right shape.
    Unreadable(BadDocument),
    /// An edit was refused: where it stands, and why.
    Refused(Place, Refusal),
    /// The edits could not be recorded.
    Commit(CommitError),
    /// The document cannot be read or written.
    Store(StoreError),
}

impl Replica {
    /// Writes the readable state, `store.json`, if there is a store, and no newer program's work would be missing from it.
    ///
    /// # Errors
    /// When it could not be written; no saved change depends on it.
    pub fn write_view(&mut self) -> Result<(), StoreError> {
        self.put_view(None)
    }

    /// Reads the edits that somebody has made to `store.json` by hand; none when there are none.
    ///
    /// # Errors
    /// When it cannot be read, is no such document, or one of them is refused.
    pub fn hand_edits(&self) -> Result<Vec<Edit>, AdoptError> {
        let view = self.store.read_view().map_err(AdoptError::Store)?;
        self.edits_of(&view.unwrap_or_default())
    }

    fn edits_of(&self, bytes: &[u8]) -> Result<Vec<Edit>, AdoptError> {
        if view::newer(bytes).is_none() && view::is_untouched(bytes) {
            return Ok(Vec::new());
        }
        let differences = edited::differences(bytes, &self.fold).map_err(AdoptError::Unreadable)?;
        let mut edits = Vec::new();
        let refused = |offset, refusal| AdoptError::Refused(Place::of(bytes, offset), refusal);
        for difference in &differences {
            let edit = self.edit_of(difference);
            edits.extend(edit.map_err(|refusal| refused(difference.offset, refusal))?);
        }
        if let Err(refusal) = self.judge(&edits) {
            return Err(refused(
                self.locate(&differences, &edits, &refusal),
                refusal,
            ));
        }
        Ok(edits)
    }

    /// Whether the rules take these edits by hand.
    fn judge(&self, edits: &[Edit]) -> Result<(), Refusal> {
        let occasion = self.occasion(String::new());
        let edits = edits.to_vec();
        let operation = Operation::HandEdit { edits };
        operation.plan(&self.programme, &occasion).map(|_| ())
    }

    /// Where what is refused stands: at the first thing that is refused also by itself, at the field that it is about.
    fn locate(&self, differences: &[Difference], edits: &[Edit], refusal: &Refusal) -> usize {
        let mut things = edits.chunk_by(|a, b| a.entity == b.entity);
        let thing = things.find(|of_one| self.judge(of_one).is_err());
        let thing = thing.and_then(|of_one| of_one.first());
        let entity = thing.map(|edit| edit.entity.to_string());
        let about = match refusal {
            Refusal::NeedsDocument => Some("baseline"),
            Refusal::NeedsReason => Some("state"),
            _ => refusal.field(),
        };
        let of_thing = || {
            differences
                .iter()
                .filter(|found| entity.as_ref().is_none_or(|entity| *entity == found.entity))
        };
        let named = of_thing().find(|found| about == Some(&found.field));
        named.or(of_thing().next()).map_or(0, |found| found.offset)
    }

    /// An edit by hand, of a field that is there or may be set by name.
    fn edit_of(&self, difference: &Difference) -> Result<Option<Edit>, Refusal> {
        let Difference {
            entity,
            field,
            was,
            to,
            offset: _,
        } = difference;
        let thing = entity
            .parse::<Entity>()
            .map_err(|_| Refusal::UnknownName(entity.clone()))?;
        if !self.programme.contains(&thing) && !self.programme.is_archived(&thing) {
            return Err(Refusal::Unknown(thing));
        }
        if field == ADDED {
            return Ok(None);
        }
        let is_keyed = field.starts_with("note.") || field.starts_with("evidence.");
        let can_be_set = is_keyed
            || Owner::of(&thing).is_some_and(|owner| Field::recorded(owner, field).is_some());
        match (was, to) {
            _ if can_be_set => {}
            (None, _) => return Err(Refusal::UnknownField(thing, field.clone())),
            (Some(was), Some(to)) if discriminant(was) == discriminant(to) => {}
            // What only the list can say neither goes nor becomes something else.
            (_, to) => {
                let to = to.as_ref().map(ToString::to_string).unwrap_or_default();
                return Err(Refusal::BadValue(field.clone(), BadValue::Form(to)));
            }
        }
        Ok(Some(Edit {
            entity: thing,
            field: field.clone(),
            to: to.clone(),
        }))
    }

    /// Records the edits that somebody has made to `store.json` by hand, as one action, and writes it anew. `None` when
    /// nothing in it was changed.
    ///
    /// # Errors
    /// When an edit is refused; then nothing is recorded and the document stays as it is.
    pub fn adopt(&mut self) -> Result<Option<Recorded>, AdoptError> {
        let view = self.store.read_view().map_err(AdoptError::Store)?;
        let edits = self.edits_of(view.as_deref().unwrap_or_default())?;
        let mut recorded = None;
        if !edits.is_empty() {
            recorded = match self.commit(&Operation::HandEdit { edits }) {
                Err(CommitError::Refused(Refusal::Nothing)) => None,
                result => Some(result.map_err(AdoptError::Commit)?),
            };
        }
        self.put_view(view.as_deref()).map_err(AdoptError::Store)?;
        Ok(recorded)
    }

    /// `settled`: what was edited by hand, and may be written over.
    pub(super) fn put_view(&mut self, settled: Option<&[u8]>) -> Result<(), StoreError> {
        let begun = !self.fold.lines().iter().all(is_of_catalogue);
        let is_kept = begun || settled.is_some();
        if is_kept && self.unsaved.is_empty() && !self.fold.has_newer_lines() {
            let text = view::render(&self.fold, &self.programme);
            let is_known = |line| self.fold.line(line).is_some();
            self.store.write_view(&text, settled, is_known)?;
        }
        Ok(())
    }
}
