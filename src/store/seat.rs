//! Who writes here: the identity of the device, and a slot for each running process. Both live outside of the store, in a
//! folder private to the machine, so that a copied store does not copy the identity.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{Disk as _, RealDisk, open_regular};
use super::line::LineId;

/// The right to write one journal, for as long as it is held.
#[derive(Debug)]
pub struct Seat {
    /// The writer's name, `<device>-<slot>`.
    pub writer: String,
    slot: u32,
    /// Freed by the system when the process ends, however it ends. It holds the name of the last line that was saved.
    lock: Option<File>,
    noted: Option<LineId>,
}

impl Seat {
    /// A seat that nobody else can ask for, for stores that live in memory.
    #[must_use]
    pub fn fixed(device: &str, slot: u32) -> Self {
        Self {
            writer: format!("{device}-{slot}"),
            slot,
            lock: None,
            noted: None,
        }
    }

    /// The last line that was saved from this seat, by this process or by those before it.
    #[must_use]
    pub fn noted(&self) -> Option<LineId> {
        self.noted
    }

    /// Notes that the disk holds this line, which is the last of its writer. Not made durable: a note that is lost names
    /// no line that is lost.
    pub fn note(&mut self, line: LineId) {
        self.noted = Some(line);
        if let Some(file) = &mut self.lock {
            let _ = file
                .seek(SeekFrom::Start(0))
                .and_then(|_| file.write_all(line.to_string().as_bytes()));
        }
    }
}

/// Gives out seats.
pub trait Seats: Send + Debug {
    /// The device, if it ever wrote here.
    fn device(&self) -> Option<String>;
    /// The next free seat; never one at or before `after`, which has gone bad.
    ///
    /// # Errors
    /// When the system gives no randomness to draw a name from.
    fn claim(&mut self, after: Option<&Seat>) -> io::Result<Seat>;
    /// The last line that each writer of this device is known to have saved, by writer.
    fn noted(&self) -> BTreeMap<String, LineId> {
        BTreeMap::new()
    }
    /// Keeps the other processes of this device from what would be wrong twice, until it is dropped. Where there are no
    /// locks, or another process holds it for long, there is none, and one goes on without.
    fn alone(&self) -> Option<File> {
        None
    }
    /// Takes another identity for all seats to come: somebody else has the one so far.
    ///
    /// # Errors
    /// When the new one cannot be kept.
    fn renew(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Seats in the private folder of this machine.
#[derive(Debug)]
pub struct PrivateSeats {
    folder: PathBuf,
    /// An identity for this process alone, where none can be kept or locked.
    passing: Option<String>,
}

impl PrivateSeats {
    /// The seats for the store at `root`, kept under `state`.
    #[must_use]
    pub fn new(state: &Path, root: &Path) -> Self {
        let key = LineId::of(root.as_os_str().as_encoded_bytes()).to_string();
        Self {
            folder: state.join(key),
            passing: None,
        }
    }

    fn device_file(&self) -> PathBuf {
        self.folder.join("device")
    }

    fn slot_file(&self, slot: u32) -> PathBuf {
        self.folder.join(format!("slot-{slot}.lock"))
    }

    /// What was noted is of the identity that is given up.
    fn forget(&self) {
        for slot in 0..MAX_SEATS {
            let path = self.slot_file(slot);
            if std::fs::symlink_metadata(&path).is_err() {
                break;
            }
            if let Ok(file) = open_regular(&path, OpenOptions::new().write(true)) {
                let _ = file.set_len(0);
            }
        }
    }

    /// The identity on record, else a new one. Of several processes that make one at once, the first wins.
    fn device_or_new(&self) -> io::Result<String> {
        if let Some(device) = self.device() {
            return Ok(device);
        }
        let mut fresh = tempfile::NamedTempFile::new_in(&self.folder)?;
        fresh.write_all(new_device()?.as_bytes())?;
        fresh.as_file().sync_all()?;
        match fresh.persist_noclobber(self.device_file()) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                // What stands there and is no identity never will be one.
                if self.device().is_none() {
                    error.file.persist(self.device_file())?;
                }
            }
            Err(error) => return Err(error.error),
        }
        self.device().ok_or_else(|| {
            let text = format!(
                "{} does not hold a device identity",
                self.device_file().display()
            );
            io::Error::new(io::ErrorKind::InvalidData, text)
        })
    }

    /// A free slot of the device, held by a lock on a file of its own.
    fn lock_slot(&self, first: u32) -> io::Result<Seat> {
        RealDisk.make_dir(&self.folder)?;
        let device = self.device_or_new()?;
        for slot in first..first.saturating_add(MAX_SEATS) {
            let path = self.slot_file(slot);
            let is_taken = std::fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_file());
            if is_taken {
                continue;
            }
            let mut options = OpenOptions::new();
            options.create(true).truncate(false).read(true).write(true);
            let file = open_regular(&path, &mut options)?;
            match file.try_lock() {
                Ok(()) => {
                    return Ok(Seat {
                        writer: format!("{device}-{slot}"),
                        slot,
                        lock: Some(file),
                        noted: small(&path).and_then(|text| text.parse().ok()),
                    });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }
}

impl Seats for PrivateSeats {
    fn device(&self) -> Option<String> {
        if self.passing.is_some() {
            return self.passing.clone();
        }
        let text = small(&self.device_file())?;
        let device = text.trim();
        let valid =
            device.len() == DEVICE_LEN && device.bytes().all(|byte| ALPHABET.contains(&byte));
        valid.then(|| device.to_owned())
    }

    fn claim(&mut self, after: Option<&Seat>) -> io::Result<Seat> {
        let first = after.map_or(0, |seat| seat.slot + 1);
        if self.passing.is_none()
            && let Ok(seat) = self.lock_slot(first)
        {
            return Ok(seat);
        }
        // A home that is read-only, or a file system without locks: a name that nobody else draws serves as well.
        let device = new_device()?;
        self.passing = Some(device.clone());
        Ok(Seat::fixed(&device, first))
    }

    fn noted(&self) -> BTreeMap<String, LineId> {
        let Some(device) = self.device().filter(|_| self.passing.is_none()) else {
            return BTreeMap::new();
        };
        let slots = (0..MAX_SEATS).map(|slot| (slot, self.slot_file(slot)));
        slots
            .take_while(|(_, path)| std::fs::symlink_metadata(path).is_ok())
            .filter_map(|(slot, path)| {
                Some((format!("{device}-{slot}"), small(&path)?.parse().ok()?))
            })
            .collect()
    }

    fn alone(&self) -> Option<File> {
        RealDisk.make_dir(&self.folder).ok()?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = open_regular(&self.folder.join("alone.lock"), &mut options).ok()?;
        for _ in 0..MAX_WAITS {
            match file.try_lock() {
                Ok(()) => return Some(file),
                Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
                Err(TryLockError::Error(_)) => break,
            }
        }
        None
    }

    fn renew(&mut self) -> io::Result<()> {
        if self.passing.is_some() {
            self.passing = Some(new_device()?);
            return Ok(());
        }
        let mut fresh = tempfile::NamedTempFile::new_in(&self.folder)?;
        fresh.write_all(new_device()?.as_bytes())?;
        fresh.as_file().sync_all()?;
        fresh
            .persist(self.device_file())
            .map_err(|error| error.error)?;
        self.forget();
        Ok(())
    }
}

/// What a small regular file says.
fn small(path: &Path) -> Option<String> {
    let bytes = RealDisk.read(path, 0, 64).ok()?;
    String::from_utf8(bytes).ok()
}

/// How long, and how often, a process waits for another one.
const WAIT: Duration = Duration::from_millis(20);
const MAX_WAITS: u32 = 250;
/// More processes than anybody runs on one store.
const MAX_SEATS: u32 = 1000;
const DEVICE_LEN: usize = 8;
/// No letters that are mistaken for each other or for digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn new_device() -> io::Result<String> {
    let mut random = [0; DEVICE_LEN];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(random
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_process_gets_its_own_slot_and_a_freed_one_is_taken_again() {
        let state = tempfile::tempdir().unwrap();
        let seats = || PrivateSeats::new(state.path(), Path::new("/store"));
        let first = seats().claim(None).unwrap();
        let second = seats().claim(None).unwrap();
        assert!(first.writer.ends_with("-0") && second.writer.ends_with("-1"));
        assert_eq!(
            first.writer.split('-').next(),
            second.writer.split('-').next()
        );
        drop(first);
        assert!(seats().claim(None).unwrap().writer.ends_with("-0"));
        let next = seats().claim(Some(&second)).unwrap();
        assert!(next.writer.ends_with("-2"));
    }

    #[test]
    fn what_was_saved_is_noted_for_the_next_process_until_the_store_or_the_identity_is_new() {
        let state = tempfile::tempdir().unwrap();
        let seats = || PrivateSeats::new(state.path(), Path::new("/store"));
        let line = LineId::of(b"line");
        let mut first = seats().claim(None).unwrap();
        assert_eq!(first.noted(), None);
        first.note(LineId::of(b"earlier"));
        first.note(line);
        let writer = first.writer.clone();
        drop(first);
        assert_eq!(seats().noted(), BTreeMap::from([(writer.clone(), line)]));
        assert_eq!(seats().claim(None).unwrap().noted(), Some(line));
        seats().forget();
        assert!(seats().noted().is_empty());
        seats().claim(None).unwrap().note(line);
        seats().renew().unwrap();
        assert!(seats().noted().is_empty());
        assert_ne!(seats().claim(None).unwrap().writer, writer);
    }

    #[test]
    fn what_is_no_identity_gives_way_to_one_that_lasts() {
        for broken in [
            "",
            "k3f9q2",
            "k3f9q2abk3f9q2ab",
            "K3F9Q2AB",
            "k3f9q2 b",
            "../../ab",
        ] {
            let state = tempfile::tempdir().unwrap();
            let seats = || PrivateSeats::new(state.path(), Path::new("/store"));
            seats().claim(None).unwrap();
            let file = seats().device_file();
            std::fs::write(&file, broken).unwrap();
            assert_eq!(seats().device(), None, "{broken:?}");
            let writer = seats().claim(None).unwrap().writer;
            assert!(writer.len() > DEVICE_LEN);
            assert_eq!(seats().claim(None).unwrap().writer, writer, "{broken:?}");
        }
    }

    #[test]
    fn without_a_place_for_an_identity_a_passing_one_is_drawn() {
        let mut seats = PrivateSeats::new(Path::new("/dev/null"), Path::new("/store"));
        let seat = seats.claim(None).unwrap();
        assert!(seat.writer.starts_with(&seats.device().unwrap()));
    }

    #[test]
    fn another_store_has_another_identity() {
        let state = tempfile::tempdir().unwrap();
        let device = |root: &str| {
            let mut seats = PrivateSeats::new(state.path(), Path::new(root));
            seats.claim(None).unwrap();
            seats.device().unwrap()
        };
        assert_eq!(device("/a"), device("/a"));
        assert_ne!(device("/a"), device("/b"));
    }
}
