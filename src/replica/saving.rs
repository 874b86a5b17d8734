//! Saving: nothing counts as saved before the disk holds it, and what it holds is copied and noted.

use super::{Replica, is_of_catalogue};
use crate::store::line::Line;
use crate::store::{StoreError, verify};

impl Replica {
    /// Tries to save what is not saved yet.
    ///
    /// # Errors
    /// When the disk does not hold it all; it is kept.
    pub fn save(&mut self) -> Result<(), StoreError> {
        while !self.unsaved.is_empty() {
            self.back_up();
            self.append()?;
            if self.store.was_swapped() {
                self.save_again();
            }
        }
        Ok(())
    }

    fn append(&mut self) -> Result<(), StoreError> {
        // The first change brings the list with it.
        let brings_list = self.list.is_some() && !self.may_have_list();
        let list = self.list.as_ref().filter(|_| brings_list);
        let unsaved = self.unsaved.iter().map(|(_, bytes)| bytes);
        let lines = list.into_iter().chain(unsaved);
        let lines: Vec<&[u8]> = lines.map(Vec::as_slice).collect();
        self.store.append(&lines)?;
        self.unsaved.clear();
        if brings_list {
            self.list = None;
        }
        let writer = self.store.writer()?;
        if let Some(last) = self.fold.tip(&writer) {
            self.store.note(last);
        }
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

    /// What this process has written, and its journal lacks, waits to be saved again: the same bytes.
    pub(super) fn save_again(&mut self) {
        let (names, mut there) = self.store.own_lines();
        there.extend(self.unsaved.iter().map(|(id, _)| *id));
        let has_list = self.list.is_none();
        let is_ours =
            |line: &Line| names.contains(&line.body.writer) || (has_list && is_of_catalogue(line));
        let written = self.fold.lines();
        let written = written.filter(|line| is_ours(line) && !there.contains(&line.id));
        let sealed = written.filter_map(|line| {
            let (again, bytes) = Line::seal(line.body.clone()).ok()?;
            // A newer program may have said more in it.
            (again.id == line.id).then_some((line.id, bytes))
        });
        let again: Vec<_> = sealed.collect();
        self.unsaved.splice(0..0, again);
    }

    /// Why the journals could not be copied before the first change of a day.
    #[must_use]
    pub const fn backup_trouble(&self) -> Option<&StoreError> {
        self.backup_trouble.as_ref()
    }

    /// Before the first change of a day. That it fails must keep nobody from saving.
    fn back_up(&mut self) {
        let today = self.author.clock.today(&self.author.zone);
        if self.backed_up != Some(today) {
            self.backed_up = Some(today);
            self.backup_trouble = self.store.back_up(&today.to_string()).err();
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
