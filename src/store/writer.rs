//! Appending to the journal of this process.
//!
//! Never truncates, never rewrites. A torn tail is closed with a line end before the next line. A file whose sync failed
//! is never written again, because the system may have dropped what it could not write; the lines go to the next slot. A
//! file that was swapped by a sync tool, or deleted, is let go of, and that is told: what the other one lacks is to be
//! written again. A file that could not be written is opened anew: its disk may have gone and come back. A file that has
//! grown long is left alone.

use std::io;
use std::path::Path;

use super::disk::{Appender, Disk, Meta, not_kept, write_whole};
use super::journal::MAX_FILE;
use super::seat::{Seat, Seats};
use super::{StoreError, at, journal_name};

#[derive(Debug)]
pub(super) struct Writer {
    pub(super) seats: Box<dyn Seats>,
    pub(super) seat: Option<Seat>,
    /// The seats whose files are not written any more. They are kept from others, who would write after the same line as
    /// what was to go there.
    left: Vec<Seat>,
    /// The file that is open, and holds all that was written to it; and which one it is, whatever has its name now.
    file: Option<(Box<dyn Appender>, (u64, u64))>,
    /// How many syncs failed in a row: then nothing is written before the disk has shown that it can.
    failed: u32,
    /// How many attempts are passed over, so that a disk that syncs one file and not the other does not cost a journal at
    /// each of them for ever.
    pub(super) rests: u32,
    /// Another file has come in the place of one that was written, or none.
    pub(super) is_swapped: bool,
}

impl Writer {
    pub(super) fn new(seats: Box<dyn Seats>) -> Self {
        Self {
            seats,
            seat: None,
            left: Vec::new(),
            file: None,
            failed: 0,
            rests: 0,
            is_swapped: false,
        }
    }

    pub(super) fn name(&mut self) -> io::Result<String> {
        let seat = match &self.seat {
            Some(seat) => seat,
            None => self.seat.insert(self.seats.claim(self.left.last())?),
        };
        Ok(seat.writer.clone())
    }

    pub(super) fn leave(&mut self) {
        self.left.extend(self.seat.take());
    }

    /// Under which names this process has written.
    pub(super) fn names(&self) -> Vec<String> {
        let seats = self.left.iter().chain(&self.seat);
        seats.map(|seat| seat.writer.clone()).collect()
    }

    /// The name of the journal that is written, or is to be.
    pub(super) fn file_name(&self) -> Option<String> {
        self.seat.as_ref().map(|seat| journal_name(&seat.writer))
    }

    /// Whether that is open: all of it is known and durable.
    pub(super) const fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Appends the lines; returns the name of the journal, the bytes that this took, and the file as it is then.
    pub(super) fn append(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        lines: &[&[u8]],
    ) -> io::Result<(String, Vec<u8>, Meta)> {
        if self.rests > 0 {
            self.rests -= 1;
            return Err(not_kept());
        }
        // A disk that goes on failing must not cost a journal each time.
        if self.failed > 0 {
            self.probe(disk, folder)?;
        }
        for _ in 0..MAX_SWAPS {
            let name = self.place(disk, folder)?;
            let path = folder.join(&name);
            let written = self.write(disk, folder, &path, lines);
            let now = self.look(disk, &path);
            // The error at hand says more than another one on the way.
            let bytes = written.inspect_err(|_| self.file = None)?;
            // Swapped while it was being written, it holds the lines under no name.
            if let Some(now) = now?.filter(|_| self.is_open()) {
                self.file.take_if(|_| now.len > FULL);
                return Ok((name, bytes, now));
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Where the next lines go: the journal of the first seat that has room.
    fn place(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<String> {
        loop {
            let name = journal_name(&self.name()?);
            // What has become of its name is looked at once it is written.
            if self.is_open() {
                return Ok(name);
            }
            let now = self.look(disk, &folder.join(&name))?;
            // What has our name and is no file never will be one.
            if now.is_none_or(|now| now.is_regular && now.len <= FULL) {
                return Ok(name);
            }
            self.leave();
        }
    }

    /// Tries what saving does, and saves nothing. Who may write the journal that there is need not be able to make another.
    pub(super) fn rehearse(&mut self, disk: &dyn Disk, folder: &Path) -> Result<(), StoreError> {
        let own = folder.join(self.place(disk, folder).map_err(at(folder))?);
        let has_own = disk.meta(&own).is_ok();
        if has_own {
            disk.append_to(&own).map_err(at(&own))?;
        }
        match self.probe(disk, folder) {
            Err(error) if has_own && error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            tried => tried.map_err(at(folder)),
        }
    }

    /// Writes and takes away a file of no worth: whether one can be made here.
    pub(super) fn probe(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<()> {
        let path = folder.join(format!(".probe.{}", self.name()?));
        write_whole(disk, &path, |file| file.append(b"?"))?;
        disk.remove(&path)
    }

    fn write(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        path: &Path,
        lines: &[&[u8]],
    ) -> io::Result<Vec<u8>> {
        let is_new = self.file.is_none();
        let (file, _) = if let Some(open) = &mut self.file {
            open
        } else {
            let file = disk.append_to(path)?;
            let identity = file.meta()?.identity;
            self.file.insert((file, identity))
        };
        let mut bytes = Vec::new();
        // Of a file that others have written the last line may be torn.
        if is_new && file.last_byte()?.is_some_and(|last| last != b'\n') {
            bytes.push(b'\n');
        }
        for line in lines {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
        }
        file.append(&bytes)?;
        if let Err(error) = file.sync() {
            self.leave();
            self.failed += 1;
            self.rests = 1_u32 << self.failed.saturating_sub(EAGER).min(MAX_DOUBLED) >> 1;
            return Err(error);
        }
        self.failed = 0;
        if is_new {
            disk.sync_dir(folder)?;
        }
        Ok(bytes)
    }

    /// What has the name of the file that is open, or is to be. When that is not the open file, or nobody can tell, it is let
    /// go of: it may be dead, though its disk has come back.
    fn look(&mut self, disk: &dyn Disk, path: &Path) -> io::Result<Option<Meta>> {
        let now = match disk.meta(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            found => found.map(Some),
        };
        let is_same = match (&self.file, &now) {
            (Some((_, open)), Ok(Some(now))) => *open == now.identity,
            (file, _) => file.is_none(),
        };
        if !is_same {
            self.file = None;
            self.is_swapped = true;
        }
        now
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
