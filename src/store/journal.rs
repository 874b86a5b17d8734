//! Reading journals: every regular `*.jsonl`, whatever its name, whole at first and then only what was added. A bad line
//! is reported and never hides its neighbours.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use super::disk::{Disk, Meta, not_kept};
use super::found::{Found, Reason, Taker};
use super::line::{self, BadLine, Line, LineId, MAX_LEN};

/// Largest journal that is read.
pub(super) const MAX_FILE: u64 = 1 << 30;
/// How much of a file is in memory at once: more than the longest line.
const CHUNK: u64 = MAX_LEN as u64 + (1 << 20);
/// How many damaged lines of a file are named one by one; the others are counted.
const MAX_NAMED: usize = 200;

/// How far a file was read.
#[derive(Clone, Debug, Default)]
struct Cursor {
    meta: Meta,
    /// Bytes read up to the end of the last whole line.
    offset: u64,
    /// The last of them, to notice that the file was written anew.
    last: Vec<u8>,
    lines: usize,
    /// In the middle of a line that is longer than a line may be.
    is_in_long: bool,
    /// What stands after the last line end and is no line, and why: still being written, or torn.
    tail: Option<(Vec<u8>, BadLine)>,
    /// Its name, once it was told of.
    told: Option<LineId>,
    /// How many damaged lines were found, and, once the surplus is told of, named.
    named: usize,
    /// Why it could not be read; it is tried again, but said once.
    trouble: Option<Reason>,
    held: Held,
    /// What was read of it is not there any more, or elsewhere in it.
    is_rewritten: bool,
}

/// Whether what was read of a file is durable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Held {
    #[default]
    Surely,
    /// There are lines of it that may not be.
    Perhaps,
    /// It could not be made so.
    Doubtful,
}

/// The journals of a store, and how far each was read.
#[derive(Debug, Default)]
pub struct Journals {
    cursors: HashMap<OsString, Cursor>,
}

impl Journals {
    /// Gives away what is new since the last call.
    ///
    /// # Errors
    /// When the folder cannot be listed; a folder that is not there is empty.
    pub fn read(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        taker: &mut dyn Taker,
    ) -> io::Result<()> {
        // Those that are gone are looked for, too.
        let known = self.cursors.keys().cloned();
        let names: BTreeSet<_> = known.chain(names(disk, folder)?).collect();
        for name in names {
            let mut found = Found {
                file: &name.to_string_lossy(),
                taker,
            };
            let cursor = self.cursors.entry(name.clone()).or_default();
            cursor.look(disk, &folder.join(&name), &mut found);
        }
        Ok(())
    }

    /// Passes over what this process has appended to a journal, which is as it is `now`.
    pub(super) fn pass(&mut self, name: &str, now: Meta, bytes: &[u8]) {
        let cursor = self.cursors.entry(name.into()).or_default();
        cursor.pass(now, bytes);
    }

    /// Whether something was read that may not be durable yet.
    #[must_use]
    pub fn has_news(&self) -> bool {
        self.cursors
            .values()
            .any(|cursor| cursor.held != Held::Surely)
    }

    /// Returns once everything that was read is durable, whoever wrote it.
    ///
    /// # Errors
    /// When the disk may not hold it. It then never says so any more: the system may have dropped what it could not write.
    pub fn hold(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<()> {
        let mut cursors = self.cursors.iter_mut();
        cursors.try_for_each(|(name, cursor)| cursor.hold(disk, &folder.join(name)))
    }

    /// Whether some journal ends with what is no line, or not yet.
    pub(super) fn has_tail(&self) -> bool {
        self.cursors.values().any(|cursor| cursor.tail.is_some())
    }

    /// Whether one of these journals was written anew, or is gone, since this was last asked.
    pub(super) fn was_rewritten(&mut self, is_meant: impl Fn(&OsStr) -> bool) -> bool {
        let meant = self.cursors.iter_mut().filter(|(name, _)| is_meant(name));
        let rewritten = meant.map(|(_, cursor)| std::mem::take(&mut cursor.is_rewritten));
        // Each of them is asked.
        rewritten.filter(|was| *was).count() > 0
    }

    /// Whether a journal could not be made durable once.
    pub(super) fn is_doubtful(&self, name: &str) -> bool {
        let cursor = self.cursors.get(OsStr::new(name));
        cursor.is_some_and(|cursor| cursor.held == Held::Doubtful)
    }

    /// Whether there is a journal of this name that could not be read the last time.
    #[must_use]
    pub fn is_unread(&self, name: &str) -> bool {
        let cursor = self.cursors.get(OsStr::new(name));
        cursor.is_some_and(|cursor| cursor.trouble.is_some())
    }
}

/// The names of the journals in their folder, sorted; none when there is no folder.
///
/// # Errors
/// When it cannot be listed.
pub fn names(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<OsString>> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        result => result?,
    };
    Ok(names.into_iter().filter(|name| is_journal(name)).collect())
}

/// As many bytes as hold the hash of a line, which no other line has.
const LAST_LEN: usize = 64;

impl Cursor {
    /// Reads what is new, and says what is wrong with the file when that is new.
    fn look(&mut self, disk: &dyn Disk, path: &Path, out: &mut Found<'_>) {
        let before = self.trouble.clone();
        self.trouble = match self.read(disk, path, MAX_FILE, out) {
            Err(Reason::Unreadable(io::ErrorKind::NotFound, _)) => {
                self.begin_anew();
                self.meta = Meta::default();
                None
            }
            read => read.err(),
        };
        if let Some(reason) = self.trouble.clone().filter(|_| self.trouble != before) {
            out.damage(0, reason, None, None);
        }
    }

    /// Reads what is new in a file of up to `max` bytes.
    fn read(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        max: u64,
        out: &mut Found<'_>,
    ) -> Result<(), Reason> {
        let meta = disk.meta(path)?;
        // What could not be read is tried again, though it may not change.
        if self.meta == meta && self.trouble.is_none() {
            self.tell_tail(out);
            return Ok(());
        }
        if self.meta.identity != meta.identity || self.offset > meta.len {
            self.begin_anew();
        }
        self.meta = meta;
        match &self.meta {
            meta if !meta.is_regular => Err(Reason::NotRegular),
            meta if meta.len > max => Err(Reason::TooLarge),
            _ => self.read_on(disk, path, out),
        }
    }

    /// Only when nothing else is new, as it is when nobody else has written there.
    fn pass(&mut self, now: Meta, bytes: &[u8]) {
        let is_next = self.offset + bytes.len() as u64 == now.len && !self.is_in_long;
        if is_next && (self.meta.identity == now.identity || self.offset == 0) {
            self.meta = now;
            self.pass_over(bytes);
            self.lines += memchr::memchr_iter(b'\n', bytes).count();
        }
    }

    fn pass_over(&mut self, taken: &[u8]) {
        self.offset += taken.len() as u64;
        if !taken.is_empty() {
            self.last = taken[taken.len().saturating_sub(LAST_LEN)..].to_vec();
        }
    }

    fn begin_anew(&mut self) {
        *self = Self {
            is_rewritten: self.is_rewritten || self.offset > 0,
            meta: std::mem::take(&mut self.meta),
            ..Self::default()
        };
    }

    fn hold(&mut self, disk: &dyn Disk, path: &Path) -> io::Result<()> {
        match self.held {
            Held::Surely => return Ok(()),
            Held::Perhaps => self.held = Held::Doubtful,
            Held::Doubtful => return Err(not_kept()),
        }
        disk.sync_file(path)?;
        self.held = Held::Surely;
        Ok(())
    }

    /// Reads what was added; all of it, when the file was written anew.
    fn read_on(&mut self, disk: &dyn Disk, path: &Path, out: &mut Found<'_>) -> Result<(), Reason> {
        loop {
            let start = self.offset - self.last.len() as u64;
            let asked = CHUNK.min(self.meta.len - start);
            let bytes = disk.read(path, start, asked)?;
            let Some(added) = bytes.strip_prefix(&*self.last) else {
                self.begin_anew();
                continue;
            };
            self.take(added, out);
            // Fewer came when it was cut off in the meantime.
            if asked < CHUNK || (bytes.len() as u64) < asked {
                break;
            }
        }
        self.tell_more(out);
        Ok(())
    }

    /// Takes the whole lines of what comes next in the file, and keeps the rest for later.
    fn take(&mut self, bytes: &[u8], out: &mut Found<'_>) {
        if self.held == Held::Surely && !bytes.is_empty() {
            self.held = Held::Perhaps;
        }
        let end = memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1);
        let (lines, tail) = bytes.split_at(end);
        for line in lines.split_inclusive(|byte| *byte == b'\n').map(trim) {
            self.lines += 1;
            let is_skipped = std::mem::take(&mut self.is_in_long) || line.is_empty();
            if !is_skipped && let Err(reason) = take_line(line, out) {
                self.put_damage(self.lines, line, reason, out);
            }
        }
        let is_long = self.is_in_long || tail.len() > MAX_LEN;
        if is_long && !self.is_in_long {
            let number = self.lines + 1;
            out.damage_called(number, Reason::Line(BadLine::TooLong), &number.to_string());
        }
        self.is_in_long = is_long;
        let taken = if is_long { bytes.len() } else { end };
        self.pass_over(&bytes[..taken]);
        // A last line without its line end counts when it is whole.
        let tail = Some(trim(tail)).filter(|tail| !is_long && !tail.is_empty());
        self.tail = tail.and_then(|tail| Some((tail.to_vec(), take_line(tail, out).err()?)));
    }

    /// An unfinished last line that did not grow between two looks was torn.
    fn tell_tail(&mut self, out: &mut Found<'_>) {
        if let Some((tail, reason)) = self.tail.take() {
            self.put_damage(self.lines + 1, &tail, reason, out);
            self.told = Some(LineId::of(&tail));
        }
    }

    fn put_damage(&mut self, line: usize, bytes: &[u8], reason: BadLine, out: &mut Found<'_>) {
        let id = LineId::of(bytes);
        if self.told == Some(id) {
            return;
        }
        self.named += 1;
        if self.named <= MAX_NAMED {
            out.damage(line, Reason::Line(reason), Some(id), Some(bytes));
        }
    }

    /// Says how many there are beyond those that were named.
    fn tell_more(&mut self, out: &mut Found<'_>) {
        if self.named > MAX_NAMED {
            let more = self.named - MAX_NAMED;
            out.damage_called(0, Reason::More(more), &format!("{more} more"));
            self.named = MAX_NAMED;
        }
    }
}

/// Reads one file, of up to `max` bytes, as a journal is read.
///
/// # Errors
/// When it cannot be read to its end.
pub(super) fn read_whole(
    disk: &dyn Disk,
    path: &Path,
    max: u64,
    taker: &mut dyn Taker,
) -> Result<(), Reason> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut found = Found { file: &name, taker };
    let mut cursor = Cursor::default();
    cursor.read(disk, path, max, &mut found)?;
    cursor.tell_tail(&mut found);
    Ok(())
}

/// A line, or those in what was taken for one because the line end between them was lost.
fn take_line(bytes: &[u8], out: &mut Found<'_>) -> Result<(), BadLine> {
    let whole = Line::open(bytes).map(|line| out.taker.line(line, bytes));
    if whole.is_err() {
        for piece in line::within(bytes) {
            let _ = Line::open(piece).map(|line| out.taker.line(line, piece));
        }
    }
    whole
}

/// A line without its end, and without what editors and file tools put around it.
fn trim(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii()
}

/// Sync tools leave copies under names of their own, all of which end alike.
fn is_journal(name: &OsStr) -> bool {
    let extension = Path::new(name).extension();
    !name.as_encoded_bytes().starts_with(b".")
        && extension.is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stamp;
    use crate::store::disk::RealDisk;
    use crate::store::found::Reading;
    use crate::store::line::Body;

    fn line(by: &str) -> Vec<u8> {
        let body = Body::new(Stamp::ZERO, "a-0".into(), by.into(), "note");
        let mut bytes = Line::seal(body).unwrap().1;
        bytes.push(b'\n');
        bytes
    }

    /// Appends `unknown`, then `own`, passes over what is its own, and tells what is read then, and where what is broken.
    fn read_after(
        journals: &mut Journals,
        folder: &Path,
        unknown: &[u8],
        own: &[u8],
    ) -> Vec<String> {
        let path = folder.join("a-0.jsonl");
        let mut file = RealDisk.append_to(&path).unwrap();
        file.append(&[unknown, own].concat()).unwrap();
        journals.pass("a-0.jsonl", RealDisk.meta(&path).unwrap(), own);
        let mut reading = Reading::default();
        journals.read(&RealDisk, folder, &mut reading).unwrap();
        let damage = reading.damage.iter().map(|damage| damage.line.to_string());
        let lines = reading.lines.into_iter().map(|line| line.body.by);
        lines.chain(damage).collect()
    }

    #[test]
    fn what_is_passed_over_is_not_read_and_hides_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut journals = Journals::default();
        let mut read =
            |unknown: &[u8], own: &[u8]| read_after(&mut journals, folder.path(), unknown, own);
        assert!(read(b"", &line("1")).is_empty());
        assert!(read(b"", &line("2")).is_empty());
        assert!(read(b"", &[line("3"), line("4")].concat()).is_empty());
        assert_eq!(read(b"?\n", &line("6")), ["6", "5"]);
        assert!(read(b"", &line("7")).is_empty());
        assert_eq!(read(&line("8"), &line("9")), ["8", "9"]);
        let torn = read(b"torn", &[b"\n", &*line("11")].concat());
        assert_eq!(torn, ["11", "10"]);
        let long = vec![b'x'; MAX_LEN + 1];
        assert_eq!(read(&long, b""), ["12"]);
        assert_eq!(read(b"", &[b"\n", &*line("13")].concat()), ["13"]);
        assert!(read(b"", &line("14")).is_empty());
        assert_eq!(read(b"?\n", b""), ["15"]);
    }
}
