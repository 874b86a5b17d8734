//! What keeps a store whole beyond its journals: notes of what was saved, copies, and the marks of what was settled.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io;
use std::path::PathBuf;

use super::backup::Made;
use super::found::Taker;
use super::line::{LineId, MAX_LEN};
use super::seat::Seat;
use super::{Store, StoreError, VIEW, at, backup, journal, journal_name, quarantine};

/// Most bytes that are put into one journal: several of the longest lines.
const MAX_PUT: usize = 4 * MAX_LEN;

impl Store {
    /// Lets the next attempt to save be made at once, however often it failed before.
    pub fn hurry(&mut self) {
        self.writer.rests = 0;
    }

    /// Notes outside of the store that the disk holds this line, the last of this process: if it is ever gone, that is
    /// known.
    pub fn note(&mut self, line: LineId) {
        if let Some(seat) = &mut self.writer.seat {
            seat.note(line);
        }
    }

    /// The last line of each writer of this device that the disk was known to hold.
    #[must_use]
    pub fn noted(&self) -> BTreeMap<String, LineId> {
        self.writer.seats.noted()
    }

    /// Whether this device has saved lines here, and nobody has settled that they are lost.
    #[must_use]
    pub fn has_noted(&self) -> bool {
        let settled = self.settled();
        let mut noted = self.noted().into_values();
        noted.any(|line| !settled.contains(&line))
    }

    /// The last line that the disk was known to hold of the writer that this process is.
    #[must_use]
    pub fn last_noted(&self) -> Option<LineId> {
        self.writer.seat.as_ref().and_then(Seat::noted)
    }

    /// Keeps the other processes of this device from what would be wrong twice, until it is dropped.
    #[must_use]
    pub fn alone(&self) -> Option<File> {
        self.writer.seats.alone()
    }

    /// Takes another identity for this device: somebody else writes under the one so far.
    ///
    /// # Errors
    /// When the new one cannot be kept.
    pub fn renew_device(&mut self) -> Result<(), StoreError> {
        self.writer.seats.renew().map_err(at(&self.root))
    }

    /// Copies all journals to the backup `name`, which starts with a day, unless it is there already; and takes away the
    /// backups that are outdated, when all is in the new one that is in them. Returns whether it made one.
    ///
    /// # Errors
    /// When it could not be made.
    pub fn back_up(&self, name: &str) -> Result<bool, StoreError> {
        let folder = backup::folder(&self.root);
        let made = backup::make(&*self.disk, &self.root, &self.journal_folder(), name);
        let made = made.map_err(at(&folder))?;
        if made == Made::Whole {
            // That some are left of which there is no need is no harm.
            let _ = backup::prune(&*self.disk, &self.root, name);
        }
        Ok(made != Made::Nothing)
    }

    /// Whether there is anything to back up.
    #[must_use]
    pub fn has_journals(&self) -> bool {
        journal::names(&*self.disk, &self.journal_folder()).is_ok_and(|names| !names.is_empty())
    }

    /// The names of the backups, the oldest first.
    #[must_use]
    pub fn backups(&self) -> Vec<String> {
        backup::list(&*self.disk, &self.root)
    }

    /// Whether something has the name that this backup would have.
    #[must_use]
    pub fn is_taken_by_backup(&self, name: &str) -> bool {
        let path = backup::folder(&self.root).join(format!("{name}.jsonl"));
        self.disk.meta(&path).is_ok()
    }

    /// Why there can be no backups, if what has the name of their folder is none, or may not be read.
    #[must_use]
    pub fn backups_blocked(&self) -> Option<io::Error> {
        let listed = self.disk.list(&backup::folder(&self.root));
        listed
            .err()
            .filter(|error| error.kind() != io::ErrorKind::NotFound)
    }

    /// That nothing is here of what this device has saved here, if so: its disk may be missing.
    #[must_use]
    pub fn emptied(&self) -> Option<StoreError> {
        if self.has_journals() {
            return None;
        }
        self.may_begin(false).map_err(at(&self.root)).err()
    }

    /// Why nothing can be saved here, if so; it is tried where there is a store.
    pub fn unwritable(&mut self) -> Option<StoreError> {
        if !self.has_journals() {
            return self.emptied();
        }
        self.rehearse().err()
    }

    /// As saving does: a journal that cannot be read is left for the next one.
    fn rehearse(&mut self) -> Result<(), StoreError> {
        loop {
            self.writer()?;
            if !self.leave_unfit(false) {
                break;
            }
        }
        let folder = self.journal_folder();
        self.writer.rehearse(&*self.disk, &folder)
    }

    /// Whether the journal of this writer is there and could not be read: what stands in it is not known to be gone.
    #[must_use]
    pub fn is_unread(&self, writer: &str) -> bool {
        self.journals.is_unread(&journal_name(writer))
    }

    /// Why `store.json` cannot be replaced, if so; it is tried where there is a store.
    pub fn view_unwritable(&mut self) -> Option<StoreError> {
        if !self.has_journals() {
            return None;
        }
        let tried = self.writer.probe(&*self.disk, &self.root);
        tried.map_err(at(&self.root.join(VIEW))).err()
    }

    /// Gives away what stands in a backup.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn read_backup(&self, name: &str, taker: &mut dyn Taker) -> Result<(), StoreError> {
        let path = backup::folder(&self.root).join(name);
        backup::read(&*self.disk, &path, taker).map_err(at(&path))
    }

    /// Puts lines, each with its line end, into journals of their own, named by `how` they came and by their bytes, none too
    /// long to be read. Makes the store if there is none.
    ///
    /// # Errors
    /// When they may not be durable; those before may be there.
    pub fn put(&mut self, how: &str, mut lines: &[u8]) -> Result<(), StoreError> {
        self.make(true)?;
        while !lines.is_empty() {
            let piece = &lines[..lines.len().min(MAX_PUT)];
            let end = memchr::memrchr(b'\n', piece).map_or(lines.len(), |end| end + 1);
            let (piece, rest) = lines.split_at(end);
            self.put_piece(how, piece)?;
            lines = rest;
        }
        Ok(())
    }

    fn put_piece(&mut self, how: &str, lines: &[u8]) -> Result<(), StoreError> {
        let name = format!("{how}-{}", LineId::of(lines));
        let mut path = self.journal_folder().join(format!("{name}.jsonl"));
        let mut copies = 1;
        // What has the name and lacks the lines was damaged; no journal is written over.
        while self.disk.meta(&path).is_ok() {
            copies += 1;
            path.set_file_name(format!("{name}-{copies}.jsonl"));
        }
        quarantine::write(&*self.disk, &path, lines).map_err(at(&path))
    }

    /// Keeps a copy of a readable state that is about to be made anew, and says where.
    ///
    /// # Errors
    /// When it could not be kept.
    pub fn keep_view(&self, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let name = format!("{VIEW}.{}", LineId::of(bytes));
        let path = quarantine::folder(&self.root).join(name);
        quarantine::write(&*self.disk, &path, bytes).map_err(at(&path))?;
        Ok(path)
    }

    /// The faults that were looked at and settled.
    #[must_use]
    pub fn settled(&self) -> HashSet<LineId> {
        quarantine::settled(&*self.disk, &self.root)
    }

    /// Takes back that the loss of a line was settled: it is here.
    pub fn unsettle(&self, line: LineId) {
        quarantine::unsettle(&*self.disk, &self.root, line);
    }

    /// Marks a fault as settled.
    ///
    /// # Errors
    /// When the mark could not be made.
    pub fn settle(&self, fault: LineId, by: &str) -> Result<(), StoreError> {
        let folder = quarantine::folder(&self.root);
        quarantine::settle(&*self.disk, &self.root, fault, by).map_err(at(&folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;
    use crate::store::seat::PrivateSeats;

    #[test]
    fn what_is_put_is_never_in_a_journal_too_long_to_be_read() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("store");
        let seats = PrivateSeats::new(home.path(), &root);
        let mut store = Store::new(Box::new(RealDisk), root.clone(), Box::new(seats));
        let line = [vec![b'x'; MAX_LEN - 1], vec![b'\n']].concat();
        let lines = line.repeat(6);
        store.put("restored", &lines).unwrap();
        store.put("restored", b"").unwrap();
        let files = std::fs::read_dir(root.join("journal")).unwrap();
        let sizes =
            files.map(|file| usize::try_from(file.unwrap().metadata().unwrap().len()).unwrap());
        let mut sizes: Vec<usize> = sizes.collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [2 * MAX_LEN, 4 * MAX_LEN]);
    }
}
