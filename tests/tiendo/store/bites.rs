//! The tests of [`super::crash`] bite: without the sync, the leading line end, the hash or `over`, they fail.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use tiendo::store::disk::{Appender, Disk, Meta};
use tiendo::store::line::{Line, LineId};

use super::crash::{Script, crashes};
use super::sim::SimDisk;

/// What a worse program would leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Without {
    Sync,
    FolderSync,
    LeadingLineEnd,
    Hash,
    Over,
}

#[derive(Debug)]
struct Mutant {
    disk: SimDisk,
    without: Without,
}

#[derive(Debug)]
struct MutantFile {
    file: Box<dyn Appender>,
    without: Without,
}

impl Mutant {
    fn file(&self, file: Box<dyn Appender>) -> Box<dyn Appender> {
        let without = self.without;
        Box::new(MutantFile { file, without })
    }
}

impl Disk for Mutant {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        self.disk.list(dir)
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        self.disk.meta(path)
    }

    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        let bytes = self.disk.read(path, offset, max)?;
        if self.without == Without::Hash {
            return Ok(each_line(&bytes, |line| {
                let body_len = line.len().checked_sub(28)?;
                serde_json::from_slice::<serde_json::Value>(line).ok()?;
                let id = LineId::of(&line[..body_len]).to_string();
                let mut sealed = line.to_vec();
                sealed[body_len + 6..body_len + 26].copy_from_slice(id.as_bytes());
                Some(sealed)
            }));
        }
        Ok(bytes)
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        self.disk.make_dir(path)
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        Ok(self.file(self.disk.append_to(path)?))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        Ok(self.file(self.disk.create(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        if self.without == Without::FolderSync {
            return Ok(());
        }
        self.disk.sync_dir(dir)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        if self.without == Without::Sync {
            return Ok(());
        }
        self.disk.sync_file(path)
    }
}

impl Appender for MutantFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.without {
            Without::LeadingLineEnd => self.file.append(bytes.strip_prefix(b"\n").unwrap_or(bytes)),
            Without::Over => self.file.append(&each_line(bytes, |line| {
                let mut body = Line::open(line).ok()?.body;
                for change in &mut body.changes {
                    change.over.clear();
                }
                Some(Line::seal(body).ok()?.1)
            })),
            _ => self.file.append(bytes),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.without == Without::Sync {
            return Ok(());
        }
        self.file.sync()
    }

    fn meta(&self) -> io::Result<Meta> {
        self.file.meta()
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        self.file.last_byte()
    }
}

/// The same lines, those changed for which `change` has something.
fn each_line(bytes: &[u8], change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut changed = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n").and_then(&change) {
            Some(line) => {
                changed.extend(line);
                changed.push(b'\n');
            }
            None => changed.extend_from_slice(line),
        }
    }
    changed
}

/// The complaint of the crash test about a program without this.
macro_rules! complaint {
    ($without:ident) => {
        crashes(&Script::new(), |disk| {
            let without = Without::$without;
            Box::new(Mutant { disk, without })
        })
        .unwrap_err()
    };
}

#[test]
fn without_the_sync_saved_changes_are_lost() {
    assert!(complaint!(Sync).contains("is gone"));
}

#[test]
fn without_the_sync_of_the_folder_saved_changes_are_lost() {
    assert!(complaint!(FolderSync).contains("is gone"));
}

#[test]
fn without_the_leading_line_end_the_next_change_runs_into_a_torn_tail() {
    assert!(complaint!(LeadingLineEnd).contains("is no line of its own"));
}

#[test]
fn without_the_hash_a_change_that_nobody_made_is_shown() {
    let complaint = complaint!(Hash);
    assert!(complaint.contains("Reordered"), "{complaint}");
}

#[test]
fn without_over_edits_in_turn_are_in_conflict() {
    assert!(complaint!(Over).contains("values: ["));
}
