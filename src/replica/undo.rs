//! Undo and redo: lines that void and un-void. The stacks follow from this device's lines, so that they outlive the
//! process.

use super::{CommitError, Recorded, Replica};
use crate::domain::Stamp;
use crate::store::line::{Line, LineId};

impl Replica {
    /// Takes back this device's last action that stands.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn undo(&mut self) -> Result<Recorded, CommitError> {
        self.look();
        let target = self.undoable().ok_or(CommitError::NothingLeft)?;
        let mut body = self.begin()?;
        "undo".clone_into(&mut body.action);
        body.undo = Some(target);
        self.record(body, Some(target))
    }

    /// Does again what this device undid last, unless it has done something else since.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn redo(&mut self) -> Result<Recorded, CommitError> {
        self.look();
        let target = self.redoable().ok_or(CommitError::NothingLeft)?;
        let mut body = self.begin()?;
        "redo".clone_into(&mut body.action);
        body.redo = Some(target);
        self.record(body, Some(target))
    }

    /// The actions of this device, whatever the slot, that can be undone at all.
    fn own_actions(&self) -> impl Iterator<Item = &Line> {
        let device = self.store.device();
        self.fold.lines().iter().filter(move |line| {
            let of_device = line.body.writer.rsplit_once('-').map(|(device, _)| device);
            of_device.is_some() && of_device == device.as_deref() && !line.body.changes.is_empty()
        })
    }

    fn undoable(&self) -> Option<LineId> {
        let standing = self
            .own_actions()
            .filter(|line| !self.fold.is_voided(line.id));
        standing
            .max_by_key(|line| (self.last_done(line), line.id))
            .map(|line| line.id)
    }

    /// When an action was done, or redone last.
    fn last_done(&self, line: &Line) -> Stamp {
        self.fold.verdict(line.id).unwrap_or(line.stamp)
    }

    fn redoable(&self) -> Option<LineId> {
        let last_action = self.own_actions().map(|line| line.stamp).max()?;
        let undone = self
            .own_actions()
            .filter(|line| self.fold.is_voided(line.id));
        let undone = undone.filter_map(|line| Some((self.fold.verdict(line.id)?, line.id)));
        undone
            .filter(|(stamp, _)| *stamp > last_action)
            .max()
            .map(|(_, id)| id)
    }
}
