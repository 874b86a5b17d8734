//! The store: a folder of journals, append-only, one writer each, and the readable state derived from them.
//!
//! *Architecture invariant:* nothing but this module touches the store's files; a journal is never truncated and never
//! rewritten; what was appended counts as saved only once the disk has said that it holds it.

pub mod backup;
pub mod basis;
pub mod disk;
pub mod edited;
pub mod fold;
pub mod found;
pub mod journal;
pub mod line;
pub mod list;
mod mend;
pub mod other;
pub mod quarantine;
pub mod schema;
pub mod seat;
pub mod verify;
pub mod view;
mod writer;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use disk::{Disk, Meta};
use edited::{Damaged, Document, HandEdited};
use found::Reading;
use journal::Journals;
use line::{LineId, device_of};
use seat::Seats;
use writer::Writer;

/// What went wrong with a file of the store.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct StoreError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// The folder of one store.
#[derive(Debug)]
pub struct Store {
    disk: Box<dyn Disk>,
    root: PathBuf,
    journals: Journals,
    writer: Writer,
    /// Which folder it was when it was there: then it is never made anew, it has to come back.
    seen: Option<(u64, u64)>,
    /// The folder of journals whose name is known to be durable, and those above it.
    named: Option<(u64, u64)>,
    /// Which file the readable state was when it was last asked whether that was written.
    view: Option<Meta>,
    /// Whether a folder that belongs to another user may be used all the same.
    trusts_foreign: bool,
}

/// The name of the readable state.
const VIEW: &str = "store.json";
/// Largest readable state that is read: a million milestones take half of it.
const MAX_VIEW: u64 = 512 << 20;

/// The folder belongs to another user of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the folder belongs to another user")]
pub struct Foreign;

/// The folder has no journals, but this computer has saved lines here, or it has become another folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was saved here is not here any more: its disk may be missing")]
pub struct Emptied;

/// The readable state was written by a newer program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a newer tiendo wrote it")]
pub struct NewerView;

impl Store {
    /// The store in `root`, which need not exist yet.
    #[must_use]
    pub fn new(disk: Box<dyn Disk>, root: PathBuf, seats: Box<dyn Seats>) -> Self {
        Self {
            disk,
            root,
            journals: Journals::default(),
            writer: Writer::new(seats),
            seen: None,
            named: None,
            view: None,
            trusts_foreign: false,
        }
    }

    /// The same store, used even when its folder belongs to another user.
    #[must_use]
    pub fn trusting_foreign(self, trusts_foreign: bool) -> Self {
        Self {
            trusts_foreign,
            ..self
        }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The device that writes here, if it ever did.
    #[must_use]
    pub fn device(&self) -> Option<String> {
        self.writer.seats.device()
    }

    /// The device under whose name this process writes, though another process may have given it a new one since.
    #[must_use]
    pub fn writing_device(&self) -> Option<String> {
        let seat = self.writer.seat.as_ref();
        let named = seat.map(|seat| device_of(&seat.writer).to_owned());
        named.or_else(|| self.device())
    }

    /// Reads the lines that are new since the last call: at first, all.
    ///
    /// # Errors
    /// When the folder, or that of the journals, cannot be read. A store that was never made is empty.
    pub fn read(&mut self) -> Result<Reading, StoreError> {
        match self.disk.meta(&self.root) {
            Ok(meta) if meta.is_foreign && !self.trusts_foreign => {
                return Err(at(&self.root)(io::Error::new(
                    io::ErrorKind::PermissionDenied,
                    Foreign,
                )));
            }
            Ok(meta) => self.seen = self.seen.or(Some(meta.identity)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.seen.is_none() => {
                return Ok(Reading::default());
            }
            Err(error) => return Err(at(&self.root)(error)),
        }
        let folder = self.journal_folder();
        let mut reading = Reading::default();
        let read = self.journals.read(&*self.disk, &folder, &mut reading);
        read.map_err(at(&folder))?;
        // The bytes are still where they were found when this fails.
        let _ = quarantine::keep(&*self.disk, &self.root, &reading.pieces);
        Ok(reading)
    }

    /// Returns once everything that was read is durable, whoever wrote it: somebody may have been killed before their line was.
    ///
    /// # Errors
    /// When the disk may not hold it.
    pub fn hold(&mut self) -> Result<(), StoreError> {
        if !self.journals.has_news() {
            return Ok(());
        }
        let folder = self.journal_folder();
        let meta = self.disk.meta(&folder).map_err(at(&folder))?;
        self.sync_names(&meta)?;
        self.disk.sync_dir(&folder).map_err(at(&folder))?;
        self.journals
            .hold(&*self.disk, &folder)
            .map_err(at(&folder))
    }

    /// The name under which this process writes.
    ///
    /// # Errors
    /// When no seat can be had.
    pub fn writer(&mut self) -> Result<String, StoreError> {
        self.writer.name().map_err(at(&self.root))
    }

    /// Whether the journal that this process writes is open.
    #[must_use]
    pub const fn is_writing(&self) -> bool {
        self.writer.is_open()
    }

    /// Gives up the name under which this process is to write when its journal `is_unfit`, or could not be read: the next
    /// line would not know the one before it. Returns whether it did.
    pub fn leave_unfit(&mut self, is_unfit: bool) -> bool {
        let own = self.writer.file_name();
        let leaves = own.is_some_and(|own| is_unfit || self.journals.is_unread(&own));
        if leaves {
            self.writer.leave();
        }
        leaves
    }

    /// Whether the journal that this process writes was replaced, cut or deleted since this was last asked, as by who brings
    /// an older copy back: what it lacks is to be saved again.
    pub fn was_swapped(&mut self) -> bool {
        let own = self.writer.file_name();
        let is_rewritten = own.is_some_and(|own| self.journals.was_rewritten(|name| name == &*own));
        self.writer.is_swapped |= is_rewritten;
        self.writer.is_swapped && {
            // A disk that was taken out may come back with all of it.
            self.writer.is_swapped = match self.disk.meta(&self.root) {
                Ok(meta) => self.seen.is_some_and(|seen| seen != meta.identity),
                Err(error) => error.kind() == io::ErrorKind::NotFound,
            };
            !self.writer.is_swapped
        }
    }

    /// Whether a line is being written at this moment, or was torn while it was.
    #[must_use]
    pub fn has_unfinished(&self) -> bool {
        self.journals.has_tail()
    }

    /// Whether a journal that this process does not write was replaced, cut or deleted since this was last asked: what is known
    /// of it may not be there any more.
    pub fn were_others_rewritten(&mut self) -> bool {
        let own = self.writer.file_name().unwrap_or_default();
        self.journals.was_rewritten(|name| name != &*own)
    }

    /// Under which names this process has written, and the lines in its journal that the disk holds.
    pub fn own_lines(&mut self) -> (Vec<String>, HashSet<LineId>) {
        let mut held = Reading::default();
        if let Ok(writer) = self.writer.name() {
            let name = journal_name(&writer);
            let path = self.journal_folder().join(&name);
            let is_held = !self.journals.is_doubtful(&name) && self.disk.sync_file(&path).is_ok();
            if is_held {
                // What could not be read is not known to be there.
                let _ = journal::read_whole(&*self.disk, &path, journal::MAX_FILE, &mut held);
            }
        }
        let held = held.lines.into_iter().map(|line| line.id);
        (self.writer.names(), held.collect())
    }

    /// Appends lines, in this order, and returns once the disk holds them. They are known, and not read again.
    ///
    /// # Errors
    /// When they may not be durable. They can be given again: the same bytes twice are one line.
    pub fn append(&mut self, lines: &[&[u8]]) -> Result<(), StoreError> {
        self.make(false)?;
        let folder = self.journal_folder();
        let (name, bytes, now) = self
            .writer
            .append(&*self.disk, &folder, lines)
            .map_err(at(&folder))?;
        self.journals.pass(&name, now, &bytes);
        Ok(())
    }

    /// Whether `store.json` is another file than when this was last asked, as once somebody has edited it. It is not read.
    pub fn was_view_written(&mut self) -> bool {
        let now = self.disk.meta(&self.root.join(VIEW)).ok();
        let before = std::mem::replace(&mut self.view, now);
        before != self.view
    }

    /// What `store.json` says, if it is there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_view(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.root.join(VIEW);
        let bytes = match self.disk.meta(&path) {
            Ok(meta) if !meta.is_regular => Err(disk::not_regular()),
            Ok(meta) if meta.len > MAX_VIEW => Err(io::ErrorKind::FileTooLarge.into()),
            Ok(_) => self.disk.read(&path, 0, MAX_VIEW),
            Err(error) => Err(error),
        };
        match bytes {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// Writes `store.json`, unless it says the same already, or `is_needed`: it says what no line here does, and then it is
    /// what that can be rescued from.
    ///
    /// `settled` is what it may say besides what the program wrote: edits by hand that are recorded, or kept elsewhere.
    ///
    /// # Errors
    /// When it could not be written, or is a newer program's, or was edited by hand and that is not `settled`; what was
    /// there before is untouched, and no saved change depends on it.
    pub fn write_view(
        &mut self,
        text: &str,
        settled: Option<&[u8]>,
        is_needed: impl Fn(&[u8]) -> bool,
    ) -> Result<(), StoreError> {
        let path = self.root.join(VIEW);
        if !self.may_write_view(text, settled, &is_needed)? {
            return Ok(());
        }
        let name = self.writer()?;
        let fresh = self.root.join(format!(".store.json.{name}"));
        disk::write_whole(&*self.disk, &fresh, |file| file.append(text.as_bytes()))
            .map_err(at(&path))?;
        // That took a while, in which somebody may have saved an edit of theirs.
        let may_write = self.may_write_view(text, settled, &is_needed);
        if !matches!(may_write, Ok(true)) {
            disk::forget(&*self.disk, &fresh);
            return may_write.map(|_| ());
        }
        let renamed = self.disk.rename(&fresh, &path);
        renamed
            .inspect_err(|_| disk::forget(&*self.disk, &fresh))
            .map_err(at(&path))?;
        self.disk.sync_dir(&self.root).map_err(at(&path))
    }

    fn may_write_view(
        &self,
        text: &str,
        settled: Option<&[u8]>,
        is_needed: impl Fn(&[u8]) -> bool,
    ) -> Result<bool, StoreError> {
        let refused = |why| Err(at(&self.root.join(VIEW))(why));
        let Some(current) = self.read_view()? else {
            return Ok(true);
        };
        if current == text.as_bytes() {
            return Ok(false);
        }
        if view::newer(&current).is_some() {
            return refused(io::Error::other(NewerView));
        }
        if settled == Some(&current) {
            return Ok(true);
        }
        if !view::is_untouched(&current) {
            let read = Document::read(&current);
            return refused(match read {
                Err(bad) if bad.is_damage() => io::Error::other(Damaged),
                _ => io::Error::other(HandEdited),
            });
        }
        Ok(!is_needed(&current))
    }

    fn journal_folder(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// Makes the folder if there is none. Its name, and those of the folders above it, are made durable by each process
    /// before its first line: another one may have made them, and have ended before it came to that.
    fn make(&mut self, is_restored: bool) -> Result<(), StoreError> {
        let folder = self.journal_folder();
        let found = match self.disk.meta(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.may_begin(is_restored).map_err(at(&self.root))?;
                self.disk.make_dir(&folder).map_err(at(&folder))?;
                self.named = None;
                self.disk.meta(&folder)
            }
            found => found,
        };
        let found = found.map_err(at(&folder))?;
        if self.seen.is_none() {
            let meta = self.disk.meta(&self.root).map_err(at(&self.root))?;
            self.seen = Some(meta.identity);
        }
        self.sync_names(&found)
    }

    /// Whether journals may be begun where there are none. A disk that was taken out leaves an empty folder or none: making
    /// the store anew would fill the wrong disk, and hide what comes back. Who restores lines wants them here.
    fn may_begin(&self, is_restored: bool) -> io::Result<()> {
        let now = match self.disk.meta(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.seen.is_none() => None,
            result => Some(result?.identity),
        };
        let is_other = self.seen.is_some_and(|seen| now != Some(seen));
        // What is in a journal that is still open is written again.
        let is_known = is_restored || self.has_remains() || self.writer.is_open();
        if is_other || (!is_known && self.has_noted()) {
            return Err(io::Error::new(io::ErrorKind::NotFound, Emptied));
        }
        Ok(())
    }

    /// Whether something stands here that only a store has: then the disk is there.
    fn has_remains(&self) -> bool {
        let remains = [backup::folder(&self.root), self.root.join(VIEW)];
        remains.iter().any(|path| self.disk.meta(path).is_ok())
    }

    /// Once for each process and folder of journals.
    fn sync_names(&mut self, journals: &Meta) -> Result<(), StoreError> {
        if self.named == Some(journals.identity) {
            return Ok(());
        }
        for dir in self.root.ancestors() {
            let is_foreign = self.disk.meta(dir).map_err(at(dir))?.is_foreign;
            match self.disk.sync_dir(dir) {
                // What may not be read was not made here.
                Err(error) if is_foreign && error.kind() == io::ErrorKind::PermissionDenied => {}
                result => result.map_err(at(dir))?,
            }
            if is_foreign {
                break;
            }
        }
        self.named = Some(journals.identity);
        Ok(())
    }
}

/// The name of a writer's journal.
fn journal_name(writer: &str) -> String {
    format!("{writer}.jsonl")
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError { path, source }
}
