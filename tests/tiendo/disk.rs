//! A real disk with one trouble that comes and goes.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tiendo::store::disk::{Appender, Disk, Meta, RealDisk};

/// What it does not do while the trouble lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It is full: nothing new is made or opened for writing.
    Full,
    /// It takes what is written to journals and never says that it holds it.
    NoSync,
    /// It never says that it holds anything.
    NoSyncAtAll,
}

/// The disk; its clones share the trouble.
#[derive(Clone, Debug)]
pub(crate) struct TroubledDisk {
    trouble: Trouble,
    lasts: Arc<AtomicBool>,
    /// The folders whose names were made durable.
    synced: Arc<Mutex<Vec<PathBuf>>>,
}

impl TroubledDisk {
    /// A disk whose trouble lasts until it [`ends`](Self::end).
    pub(crate) fn new(trouble: Trouble) -> Self {
        Self {
            trouble,
            lasts: Arc::new(AtomicBool::new(true)),
            synced: Arc::default(),
        }
    }

    pub(crate) fn synced(&self) -> Vec<PathBuf> {
        self.synced.lock().unwrap().clone()
    }

    pub(crate) fn end(&self) {
        self.lasts.store(false, Ordering::Relaxed);
    }

    fn check(&self, trouble: Trouble, error: io::ErrorKind) -> io::Result<()> {
        if self.trouble == trouble && self.lasts.load(Ordering::Relaxed) {
            return Err(error.into());
        }
        Ok(())
    }

    fn check_room(&self) -> io::Result<()> {
        self.check(Trouble::Full, io::ErrorKind::StorageFull)
    }
}

impl Disk for TroubledDisk {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(dir)
    }
    fn meta(&self, path: &Path) -> io::Result<Meta> {
        RealDisk.meta(path)
    }
    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, offset, max)
    }
    fn make_dir(&self, path: &Path) -> io::Result<()> {
        self.check_room()?;
        RealDisk.make_dir(path)
    }
    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        self.check_room()?;
        Ok(Box::new(Journal(RealDisk.append_to(path)?, self.clone())))
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        self.check_room()?;
        let file = RealDisk.create(path)?;
        Ok(match self.trouble {
            Trouble::NoSyncAtAll => Box::new(Journal(file, self.clone())),
            _ => file,
        })
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.synced.lock().unwrap().push(dir.to_owned());
        RealDisk.sync_dir(dir)
    }
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.check(Trouble::NoSync, io::ErrorKind::Other)?;
        RealDisk.sync_file(path)
    }
}

#[derive(Debug)]
struct Journal(Box<dyn Appender>, TroubledDisk);

impl Appender for Journal {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.append(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        self.1.check(Trouble::NoSync, io::ErrorKind::Other)?;
        self.1.check(Trouble::NoSyncAtAll, io::ErrorKind::Other)?;
        self.0.sync()
    }
    fn meta(&self) -> io::Result<Meta> {
        self.0.meta()
    }
    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        self.0.last_byte()
    }
}
