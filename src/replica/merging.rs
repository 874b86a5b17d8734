//! Putting together what was recorded apart. The lines of another copy are added to the journals as they stand, none is
//! changed or written over: the state follows from the set of lines.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::list::is_lacking;
use super::rescue::is_ahead;
use super::{Damage, Fold, Line, LineId, Reading, Replica, StoreError};
use crate::store::disk::Disk;
use crate::store::found::Taker;
use crate::store::list::is_of_catalogue;
use crate::store::other;

/// How many bytes of lines are in memory at once.
const MAX_HELD: usize = 64 << 20;

/// Why nothing more came. What came before stays, and merging again completes it.
#[derive(Debug)]
pub enum MergeError {
    /// There are no journals in the folder.
    NoJournals,
    /// The folder cannot be read.
    Unreadable(StoreError),
    /// The lines could not be put into this store.
    Store(StoreError),
}

/// What came from a folder, or would come.
#[derive(Debug, Default)]
pub struct Merged {
    /// Where the journals were.
    pub folder: PathBuf,
    /// How many actions came.
    pub actions: usize,
    /// By whom, and how many of each.
    pub by: BTreeMap<String, usize>,
    /// How many lists came, which stores begin from.
    pub lists: usize,
    /// How many of the lines are of a newer program.
    pub newer: usize,
    /// How many actions were known here already.
    pub known: usize,
    /// What in the folder could not be used.
    pub damage: Vec<Damage>,
    /// Whether the readable state there was edited by hand, which is in no journal.
    pub is_edited: bool,
    /// Whether the readable state there was made from lines that are in no journal of either.
    pub is_ahead: bool,
    /// The backup that was made before.
    pub backup: Option<String>,
}

impl Merged {
    /// Whether nothing came.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.actions == 0 && self.lists == 0
    }
}

impl Replica {
    /// Adds the lines in a folder that the store lacks, after a backup, and returns once the disk holds them.
    ///
    /// # Errors
    /// When there is nothing to read, or nowhere to write. What came until then stays.
    pub fn merge(&mut self, disk: &dyn Disk, from: &Path) -> Result<Merged, MergeError> {
        // What is known already is held, too, before that is said.
        self.store.hold().map_err(MergeError::Store)?;
        let name = self.name_of_backup("merge");
        let (fold, store) = (&self.fold, &mut self.store);
        let mut backed_up = None;
        let mut put = |lines: &[u8]| {
            if backed_up.is_none() {
                backed_up = Some(store.back_up(&name)?);
            }
            store.put("merged", lines)
        };
        let incoming = Incoming::new(fold, self.list.is_some(), &mut put);
        let (lines, mut merged) = incoming.read(disk, from)?;
        self.take(lines);
        self.leave_shared_identity();
        merged.is_ahead = self.is_behind(disk, &merged.folder);
        merged.backup = backed_up.filter(|made| *made).map(|_| name);
        Ok(merged)
    }

    /// What [`Self::merge`] would add; this replica shows it as if it were there already.
    ///
    /// # Errors
    /// When there is nothing to read.
    pub fn preview_merge(&mut self, disk: &dyn Disk, from: &Path) -> Result<Merged, MergeError> {
        let mut put = |_: &[u8]| Ok(());
        let incoming = Incoming::new(&self.fold, self.list.is_some(), &mut put);
        let (lines, mut merged) = incoming.read(disk, from)?;
        self.take(lines);
        merged.is_ahead = self.is_behind(disk, &merged.folder);
        Ok(merged)
    }

    /// Whether the readable state beside these journals knows of lines that are not here.
    fn is_behind(&self, disk: &dyn Disk, journals: &Path) -> bool {
        other::view_beside(disk, journals).is_some_and(|text| is_ahead(&self.fold, &text))
    }
}

/// Lines on their way into the store.
struct Incoming<'a> {
    fold: &'a Fold,
    shows_list: bool,
    /// Makes lines durable.
    put: &'a mut dyn FnMut(&[u8]) -> Result<(), StoreError>,
    met: HashSet<LineId>,
    lines: Vec<Line>,
    /// What is not put yet.
    bytes: Vec<u8>,
    /// The first attempt to put lines that failed.
    failed: Option<StoreError>,
    merged: Merged,
}

impl<'a> Incoming<'a> {
    fn new(
        fold: &'a Fold,
        shows_list: bool,
        put: &'a mut dyn FnMut(&[u8]) -> Result<(), StoreError>,
    ) -> Self {
        Self {
            fold,
            shows_list,
            put,
            met: HashSet::new(),
            lines: Vec::new(),
            bytes: Vec::new(),
            failed: None,
            merged: Merged::default(),
        }
    }

    fn read(mut self, disk: &dyn Disk, from: &Path) -> Result<(Reading, Merged), MergeError> {
        let unreadable = |source: io::Error| {
            let path = from.to_owned();
            MergeError::Unreadable(StoreError { path, source })
        };
        let folder = other::journals(disk, from).map_err(unreadable)?;
        let folder = folder.ok_or(MergeError::NoJournals)?;
        other::read(disk, &folder, &mut self).map_err(unreadable)?;
        self.put_all();
        if let Some(error) = self.failed {
            return Err(MergeError::Store(error));
        }
        self.merged.is_edited = other::is_edited(disk, &folder);
        self.merged.folder = folder;
        let reading = Reading {
            lines: self.lines,
            ..Reading::default()
        };
        Ok((reading, self.merged))
    }

    fn put_all(&mut self) {
        if !self.bytes.is_empty() && self.failed.is_none() {
            self.failed = (self.put)(&self.bytes).err();
        }
        self.bytes.clear();
    }

    fn count(&mut self, line: &Line) {
        let merged = &mut self.merged;
        merged.newer += usize::from(!line.is_understood());
        if is_of_catalogue(line) {
            merged.lists += 1;
        } else {
            merged.actions += 1;
            *merged.by.entry(line.body.by.clone()).or_default() += 1;
        }
    }
}

impl Taker for Incoming<'_> {
    fn line(&mut self, line: Line, bytes: &[u8]) {
        if !self.met.insert(line.id) {
            return;
        }
        if !is_lacking(self.fold, self.shows_list, line.id) {
            self.merged.known += usize::from(!is_of_catalogue(&line));
            return;
        }
        if self.bytes.len() + bytes.len() >= MAX_HELD {
            self.put_all();
        }
        self.bytes.extend_from_slice(bytes);
        self.bytes.push(b'\n');
        self.count(&line);
        self.lines.push(line);
    }

    fn damage(&mut self, damage: Damage, _: Option<&[u8]>) {
        self.merged.damage.push(damage);
    }
}
