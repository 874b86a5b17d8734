//! The readable state: written, and read back when somebody has edited it by hand.

use super::{CommitError, Recorded, Replica, is_of_catalogue};
use crate::domain::field::{Field, Owner};
use crate::domain::operation::Edit;
use crate::domain::{Entity, Operation, Refusal};
use crate::store::edited::{self, Difference};
use crate::store::{StoreError, view};

/// Why edits by hand were not taken.
#[derive(Debug)]
pub enum AdoptError {
    /// The document is no JSON, or not of the right shape; the reason ends with line and column.
    Unreadable(String),
    /// An edit was refused.
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
        self.put_view(false)
    }

    /// Reads the edits that somebody has made to `store.json` by hand; none when there are none.
    ///
    /// # Errors
    /// When it cannot be read, is no such document, or speaks of what is not there.
    pub fn hand_edits(&self) -> Result<Vec<Edit>, AdoptError> {
        let text = self
            .store
            .read_view()
            .map_err(AdoptError::Store)?
            .unwrap_or_default();
        if view::is_untouched(&text) {
            return Ok(Vec::new());
        }
        let differences = edited::differences(&text, &self.fold).map_err(AdoptError::Unreadable)?;
        differences
            .into_iter()
            .map(|difference| self.edit_of(difference))
            .collect()
    }

    /// An edit by hand, of a field that is there or may be set by name.
    fn edit_of(&self, difference: Difference) -> Result<Edit, AdoptError> {
        let refused = |refusal| AdoptError::Commit(CommitError::Refused(refusal));
        let Difference {
            entity,
            field,
            was,
            to,
        } = difference;
        let thing = entity
            .parse::<Entity>()
            .map_err(|_| refused(Refusal::UnknownName(entity)))?;
        if !self.programme.contains(&thing) && !self.programme.is_archived(&thing) {
            return Err(refused(Refusal::Unknown(thing)));
        }
        let is_keyed = field.starts_with("note.") || field.starts_with("evidence.");
        let can_be_set =
            Owner::of(&thing).is_some_and(|owner| Field::recorded(owner, &field).is_some());
        if was.is_none() && !is_keyed && !can_be_set {
            return Err(refused(Refusal::UnknownField(thing, field)));
        }
        Ok(Edit {
            entity: thing,
            field,
            to,
        })
    }

    /// Records the edits that somebody has made to `store.json` by hand, as one action, and writes it anew. `None` when
    /// nothing in it was changed.
    ///
    /// # Errors
    /// When an edit is refused; then nothing is recorded and the document stays as it is.
    pub fn adopt(&mut self) -> Result<Option<Recorded>, AdoptError> {
        let edits = self.hand_edits()?;
        let mut recorded = None;
        if !edits.is_empty() {
            recorded = match self.commit(&Operation::HandEdit { edits }) {
                Err(CommitError::Refused(Refusal::Nothing)) => None,
                result => Some(result.map_err(AdoptError::Commit)?),
            };
        }
        self.put_view(true).map_err(AdoptError::Store)?;
        Ok(recorded)
    }

    /// `settled`: what was edited by hand in the document may be written over.
    pub(super) fn put_view(&mut self, settled: bool) -> Result<(), StoreError> {
        let begun = !self.fold.lines().iter().all(is_of_catalogue);
        let is_kept = begun || (settled && self.store.read_view()?.is_some());
        if is_kept && self.unsaved.is_empty() && !self.fold.has_newer_lines() {
            let text = view::render(&self.fold, &self.programme);
            let is_known = |line| self.fold.line(line).is_some();
            self.store.write_view(&text, settled, is_known)?;
        }
        Ok(())
    }
}
