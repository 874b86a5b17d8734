//! Appending to the journal of this process.
//!
//! Never truncates, never rewrites. A torn tail is closed with a line end before the next line. A file whose sync failed
//! is never written again, because the system may have dropped what it could not write; the lines go to the next slot. A
//! file that was swapped by a sync tool is written again under its name from the one that is still open. A file that
//! could not be written is opened anew: its disk may have gone and come back. A file that has grown long is left alone.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Appender, Disk, not_kept, write_whole};
use super::journal::MAX_FILE;
use super::journal_name;
use super::line::LineId;
use super::seat::{Seat, Seats};

#[derive(Debug)]
pub(super) struct Writer {
    pub(super) seats: Box<dyn Seats>,
    seat: Option<Seat>,
    /// The seats whose files are not written any more. They are kept from others, who would write after the same line as
    /// what was to go there.
    left: Vec<Seat>,
    journal: Option<Journal>,
    /// How many syncs failed in a row: then nothing is written before the disk has shown that it can.
    failed: u32,
    /// How many attempts are passed over, so that a disk that syncs one file and not the other does not cost a journal at
    /// each of them for ever.
    rests: u32,
    /// Our own lines out of a file that was swapped, until they are durable again.
    rescued: Vec<u8>,
}

/// The file that is open.
#[derive(Debug)]
struct Journal {
    file: Box<dyn Appender>,
    /// Known to end with a line end.
    is_clean: bool,
    /// Its name is durable.
    is_named: bool,
}

impl Writer {
    pub(super) fn new(seats: Box<dyn Seats>) -> Self {
        Self {
            seats,
            seat: None,
            left: Vec::new(),
            journal: None,
            failed: 0,
            rests: 0,
            rescued: Vec::new(),
        }
    }

    /// Lets the next attempt be made whatever failed before.
    pub(super) fn hurry(&mut self) {
        self.rests = 0;
    }

    /// The last line of this writer that the disk was known to hold.
    pub(super) fn last_noted(&self) -> Option<LineId> {
        self.seat.as_ref().and_then(Seat::noted)
    }

    pub(super) fn note(&mut self, line: LineId) {
        if let Some(seat) = &mut self.seat {
            seat.note(line);
        }
    }

    pub(super) fn name(&mut self) -> io::Result<String> {
        let seat = match &self.seat {
            Some(seat) => seat,
            None => self.seat.insert(self.seats.claim(self.left.last())?),
        };
        Ok(seat.writer.clone())
    }

    /// Lets go of the seat if its name is such, and its file not open: what stands in that is known. Whether it did.
    pub(super) fn leave_if(&mut self, is_such: impl FnOnce(&str) -> bool) -> bool {
        let seat = self.seat.as_ref().filter(|_| self.journal.is_none());
        let leaves = seat.is_some_and(|seat| is_such(&seat.writer));
        if leaves {
            self.leave();
        }
        leaves
    }

    fn leave(&mut self) {
        self.left.extend(self.seat.take());
    }

    /// The name of the journal that is open: all of it is durable.
    pub(super) fn open_name(&self) -> Option<String> {
        let seat = self.seat.as_ref().filter(|_| self.journal.is_some());
        seat.map(|seat| journal_name(&seat.writer))
    }

    pub(super) fn append(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        lines: &[&[u8]],
    ) -> io::Result<()> {
        self.probe(disk, folder)?;
        let path = self.place(disk, folder)?;
        self.rescue_if_swapped(disk, &path)?;
        for _ in 0..MAX_SWAPS {
            if let Err(error) = self.write(disk, folder, &path, lines) {
                // The error at hand says more than another one on the way.
                let _ = self.rescue_if_swapped(disk, &path);
                self.journal = None;
                return Err(error);
            }
            // Swapped while it was being written, it holds the lines under no name.
            if !self.rescue_if_swapped(disk, &path)? {
                self.rescued.clear();
                return Ok(());
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Where the next lines go: to the first seat that has room.
    fn place(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<PathBuf> {
        loop {
            let path = folder.join(journal_name(&self.name()?));
            match disk.meta(&path) {
                // What has our name is no file, and never will be one.
                Ok(meta) if !meta.is_regular => {}
                Ok(meta) if meta.len > FULL => {
                    let ours = self.journal.as_ref().map(|journal| journal.file.meta());
                    if ours
                        .transpose()?
                        .is_some_and(|ours| ours.identity == meta.identity)
                    {
                        self.journal = None;
                    }
                }
                _ => return Ok(path),
            }
            self.leave();
        }
    }

    /// After a sync that failed: tries the disk with a file of no worth, so that a disk that goes on failing does not cost
    /// a journal each time.
    fn probe(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<()> {
        if self.rests > 0 {
            self.rests -= 1;
            return Err(not_kept());
        }
        if self.failed > 0 {
            let path = folder.join(format!(".probe.{}", self.name()?));
            write_whole(disk, &path, |file| file.append(b"?"))?;
            disk.remove(&path)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        path: &Path,
        lines: &[&[u8]],
    ) -> io::Result<()> {
        let journal = match &mut self.journal {
            Some(journal) => journal,
            None => self.journal.insert(Journal {
                file: disk.append_to(path)?,
                is_clean: false,
                is_named: false,
            }),
        };
        let mut bytes = Vec::new();
        if !journal.is_clean && journal.file.last_byte()?.is_some_and(|last| last != b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(&self.rescued);
        for line in lines {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
        }
        journal.is_clean = false;
        journal.file.append(&bytes)?;
        if let Err(error) = journal.file.sync() {
            self.leave();
            self.failed += 1;
            self.rests = 1_u32 << self.failed.saturating_sub(EAGER).min(MAX_DOUBLED) >> 1;
            return Err(error);
        }
        self.failed = 0;
        if !journal.is_named {
            disk.sync_dir(folder)?;
            journal.is_named = true;
        }
        journal.is_clean = true;
        Ok(())
    }

    /// Lets go of the file that is open when another one has its name now, or none has, and keeps its lines. Returns
    /// whether it did.
    fn rescue_if_swapped(&mut self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        let Some(journal) = &mut self.journal else {
            return Ok(false);
        };
        let ours = journal.file.meta()?;
        let is_no_shorter = match disk.meta(path) {
            Ok(meta) if meta.identity == ours.identity => return Ok(false),
            Ok(meta) => meta.len >= ours.len,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        match journal.file.contents() {
            Ok(bytes) => {
                self.rescued.extend_from_slice(&bytes);
                if bytes.last().is_some_and(|last| *last != b'\n') {
                    self.rescued.push(b'\n');
                }
            }
            // On a disk that was pulled out and put in again the open file is dead, and the one of its name is the same.
            Err(_) if is_no_shorter => {}
            Err(error) => return Err(error),
        }
        self.journal = None;
        Ok(true)
    }
}

/// A journal that is longer is left for the next one, long before nobody would read it any more.
const FULL: u64 = MAX_FILE / 2;
/// After so many failed syncs in a row the next attempts are passed over: one, then two, four, …
const EAGER: u32 = 4;
/// How often that doubles: to some nine hours of looks.
const MAX_DOUBLED: u32 = 16;
/// How often a file may be swapped during one change before that is an error.
const MAX_SWAPS: usize = 8;
