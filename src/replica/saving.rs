//! Saving: nothing counts as saved before the disk holds it, and what it holds is copied and noted.

use super::Replica;
use crate::store::{StoreError, verify};

impl Replica {
    /// Tries to save what is not saved yet.
    ///
    /// # Errors
    /// When the disk does not hold it all; it is kept.
    pub fn save(&mut self) -> Result<(), StoreError> {
        let Some((last, _)) = self.unsaved.last() else {
            return Ok(());
        };
        let last = *last;
        self.back_up();
        // The first change brings the list with it.
        let unsaved = self.unsaved.iter().map(|(_, bytes)| bytes);
        let lines = self.list.iter().chain(unsaved);
        let lines: Vec<&[u8]> = lines.map(Vec::as_slice).collect();
        self.store.append(&lines)?;
        self.store.note(last);
        self.unsaved.clear();
        self.list = None;
        Ok(())
    }

    /// The last attempt to save what is not saved yet, before the process ends.
    ///
    /// # Errors
    /// When the disk does not hold it all.
    pub fn save_at_last(&mut self) -> Result<(), StoreError> {
        self.store.hurry();
        self.save()
    }

    /// Before the first change of a day. That it fails must keep nobody from saving.
    fn back_up(&mut self) {
        let today = self.author.clock.today(&self.author.zone);
        if self.backed_up != Some(today) {
            self.backed_up = Some(today);
            let _ = self.store.back_up(&today.to_string());
        }
    }

    /// Two lines of this device after the same one: a copy of it writes elsewhere, or its journal went back in time. From
    /// now on it has a name of its own.
    pub(super) fn leave_shared_identity(&mut self) {
        let device = self.store.device();
        if device.is_some_and(|device| verify::is_forked(&self.fold, &device)) {
            // Without a place to keep one, the journals are still whole, and the fork is named.
            let _ = self.store.renew_device();
        }
    }
}
