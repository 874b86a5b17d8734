//! `backups/`: copies of all journals, one file each time. A backup is itself a journal, every line of every writer below
//! each other, so that restoring it is a union: nothing that is newer can be lost by it.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Appender, Disk, not_regular, put_whole};
use super::found::{Damage, Reason, Taker};
use super::journal::{self, MAX_FILE};
use super::line::{Line, LineId};

/// How many days have their backup kept.
const DAYS: usize = 14;
/// How many months have one kept, their last.
const MONTHS: usize = 12;
/// Largest backup that is read: it has all journals in it.
const MAX_BACKUP: u64 = 4 * MAX_FILE;
/// How much is in memory at once.
const CHUNK: u64 = 16 << 20;

/// The folder.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join("backups")
}

/// The backups, the oldest first: by the day that their names start with, and those of one day as they were made.
#[must_use]
pub fn list(disk: &dyn Disk, root: &Path) -> Vec<String> {
    let folder = folder(root);
    let names = disk.list(&folder).unwrap_or_default();
    let names = names.into_iter().filter_map(|name| name.into_string().ok());
    let files = names.filter_map(|name| {
        let meta = disk.meta(&folder.join(&name)).ok()?;
        let day = day(&name)?.to_owned();
        meta.is_regular.then_some((day, meta.modified, name))
    });
    let mut files: Vec<(String, u128, String)> = files.collect();
    files.sort_unstable();
    files.into_iter().map(|(.., name)| name).collect()
}

/// What became of a backup that was to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was there already, or there was nothing to copy.
    Nothing,
    /// A journal that could not be read is not in it.
    Part,
    /// Everything is in it.
    Whole,
}

/// Copies all journals to the backup `name`, a day that may be followed by a word, unless it is there already or there is
/// nothing to copy.
///
/// # Errors
/// When it could not be made; there is then no file of that name.
pub fn make(disk: &dyn Disk, root: &Path, journals: &Path, name: &str) -> io::Result<Made> {
    let path = folder(root).join(format!("{name}.jsonl"));
    let names = journal::names(disk, journals)?;
    if names.is_empty() || disk.meta(&path).is_ok() {
        return Ok(Made::Nothing);
    }
    disk.make_dir(&folder(root))?;
    // Another process may be making the same.
    let fresh = folder(root).join(format!(".{name}.{}", std::process::id()));
    let mut made = Made::Whole;
    put_whole(disk, &fresh, &path, |file| {
        for name in &names {
            if !copy(disk, &journals.join(name), file)? {
                made = Made::Part;
            }
            file.append(b"\n")?;
        }
        Ok(())
    })?;
    Ok(made)
}

/// Copies a journal as far as it can be read; returns whether that was all. What cannot be read is told of elsewhere, and
/// the rest is worth keeping.
fn copy(disk: &dyn Disk, source: &Path, to: &mut dyn Appender) -> io::Result<bool> {
    let Ok(meta) = disk.meta(source) else {
        return Ok(false);
    };
    if !meta.is_regular || meta.len > MAX_FILE {
        // Nobody ever read it.
        return Ok(true);
    }
    let mut offset = 0;
    while let Ok(bytes) = disk.read(source, offset, CHUNK) {
        if bytes.is_empty() {
            return Ok(offset >= meta.len);
        }
        to.append(&bytes)?;
        offset += bytes.len() as u64;
    }
    Ok(false)
}

/// Gives away what stands in a backup, which is read as journals are.
///
/// # Errors
/// When it cannot be read to its end.
pub fn read(disk: &dyn Disk, path: &Path, taker: &mut dyn Taker) -> io::Result<()> {
    journal::read_whole(disk, path, MAX_BACKUP, taker).map_err(|reason| match reason {
        Reason::Unreadable(kind, text) => io::Error::new(kind, text),
        Reason::TooLarge => io::ErrorKind::FileTooLarge.into(),
        _ => not_regular(),
    })
}

/// The names of the lines in a backup, and of what is none, and whether that is all that stands there.
struct Content {
    lines: HashSet<LineId>,
    is_all: bool,
}

impl Content {
    fn of(disk: &dyn Disk, path: &Path) -> io::Result<Self> {
        let mut content = Self {
            lines: HashSet::new(),
            is_all: true,
        };
        read(disk, path, &mut content)?;
        Ok(content)
    }
}

impl Taker for Content {
    fn line(&mut self, line: Line, _: &[u8]) {
        self.lines.insert(line.id);
    }

    fn damage(&mut self, damage: Damage, bytes: Option<&[u8]>) {
        match bytes.and(damage.id) {
            Some(id) => drop(self.lines.insert(id)),
            None => self.is_all = false,
        }
    }
}

/// Takes away what is neither of the last days nor the last of one of the last months, unless it has something that the
/// backup `new` has not; and what was begun on earlier days and never became a backup.
///
/// # Errors
/// When the new one could not be read, or another not be taken away.
pub fn prune(disk: &dyn Disk, root: &Path, new: &str) -> io::Result<()> {
    let names = list(disk, root);
    let outdated = outdated(&names);
    if !outdated.is_empty() {
        let new = Content::of(disk, &folder(root).join(format!("{new}.jsonl")))?;
        for name in outdated {
            let path = folder(root).join(name);
            let old = Content::of(disk, &path);
            // What cannot be read now may be read another day, by somebody.
            if old.is_ok_and(|old| old.is_all && old.lines.is_subset(&new.lines)) {
                disk.remove(&path)?;
            }
        }
    }
    let newest = names.last().and_then(|name| day(name));
    for name in disk.list(&folder(root))? {
        let begun = name.to_str().and_then(|name| name.strip_prefix('.'));
        let begun = begun
            .and_then(|name| name.get(..10))
            .filter(|day| is_day(day));
        if begun.is_some() && begun < newest {
            disk.remove(&folder(root).join(&name))?;
        }
    }
    Ok(())
}

/// Those of `names`, sorted, that are not kept.
fn outdated(names: &[String]) -> Vec<&String> {
    let mut days: Vec<&str> = names.iter().filter_map(|name| day(name)).collect();
    days.dedup();
    let recent = &days[days.len().saturating_sub(DAYS)..];
    let mut of_months: Vec<&str> = Vec::new();
    for day in days.iter().rev() {
        if of_months.last().is_none_or(|last| last[..7] != day[..7]) {
            of_months.push(day);
        }
    }
    of_months.truncate(MONTHS);
    let is_kept = |day: &str| recent.contains(&day) || of_months.contains(&day);
    let names = names.iter();
    names
        .filter(|name| day(name).is_some_and(|day| !is_kept(day)))
        .collect()
}

/// The day that a backup is of; `None` when the file is none.
fn day(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".jsonl")?;
    let day = stem.get(..10)?;
    let rest = &stem[10..];
    (is_day(day) && (rest.is_empty() || rest.starts_with('-'))).then_some(day)
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stamp;
    use crate::store::disk::RealDisk;
    use crate::store::line::Body;

    #[test]
    fn fourteen_days_and_the_last_of_twelve_months_are_kept() {
        let names: Vec<String> = (2024..=2026)
            .flat_map(|year| (1..=12).flat_map(move |month| [5, 20].map(|day| (year, month, day))))
            .chain((1..=20).map(|day| (2027, 1, day)))
            .map(|(year, month, day)| format!("{year}-{month:02}-{day:02}.jsonl"))
            .collect();
        let gone = outdated(&names);
        let kept: Vec<&String> = names.iter().filter(|name| !gone.contains(name)).collect();
        assert_eq!(kept.len(), 14 + 11);
        assert_eq!(kept[0], "2026-02-20.jsonl");
        assert_eq!(kept[11], "2027-01-07.jsonl");
    }

    #[test]
    fn what_is_outdated_is_taken_away_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path());
        std::fs::create_dir(&folder).unwrap();
        let days = (1..=20).map(|day| format!("2027-01-{day:02}.jsonl"));
        for name in days.chain(["notes.txt".to_owned()]) {
            std::fs::write(folder.join(name), "").unwrap();
        }
        prune(&RealDisk, root.path(), "2027-01-20").unwrap();
        assert_eq!(list(&RealDisk, root.path()).len(), 14);
        assert_eq!(list(&RealDisk, root.path())[0], "2027-01-07.jsonl");
        assert!(folder.join("notes.txt").exists());
    }

    fn line(number: usize, len: usize) -> (LineId, Vec<u8>) {
        let by = "x".repeat(len);
        let action = format!("note {number}");
        let body = Body::new(Stamp::ZERO, "a-0".into(), by, &action);
        let (line, bytes) = Line::seal(body).unwrap();
        (line.id, bytes)
    }

    #[test]
    fn lines_are_whole_wherever_the_pieces_of_a_long_backup_end() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("2027-01-01.jsonl");
        let lines: Vec<_> = (0..40)
            .map(|number| line(number, 1_000_000 + number))
            .collect();
        let all: Vec<&[u8]> = lines.iter().map(|(_, bytes)| &**bytes).collect();
        std::fs::write(&path, all.join(&b'\n')).unwrap();
        let content = Content::of(&RealDisk, &path).unwrap();
        assert!(content.is_all);
        assert_eq!(content.lines, lines.iter().map(|(id, _)| *id).collect());
    }

    #[test]
    fn a_backup_is_outdated_only_once_all_that_stands_in_it_is_in_the_new_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path());
        std::fs::create_dir(&folder).unwrap();
        let lines: Vec<Vec<u8>> = (0..3).map(|number| line(number, 10).1).collect();
        let put = |name: &str, lines: &[&[u8]], end: &[u8]| {
            let whole = lines.iter().flat_map(|line| [*line, end]);
            std::fs::write(folder.join(name), whole.collect::<Vec<_>>().concat()).unwrap();
        };
        let bare = b"\n";
        put("2019-01-01.jsonl", &[&lines[0]], b"\r\n");
        put("2019-01-02.jsonl", &[&lines[0], &lines[2]], b"\r\n");
        put(
            "2019-01-03.jsonl",
            &[&lines[0], b"what a newer program wrote"],
            bare,
        );
        put("2019-01-04.jsonl", &[&lines[0]], b" ");
        put("2019-01-05-mine.jsonl", &[b"my notes"], bare);
        put("2019-01-06.jsonl", &[&lines[0], b"torn"], bare);
        for year in 2020..2032 {
            put(&format!("{year}-01-01.jsonl"), &[], bare);
        }
        for day in 1..15 {
            put(
                &format!("2032-01-{day:02}.jsonl"),
                &[&lines[0], b"torn", &lines[1]],
                bare,
            );
        }
        prune(&RealDisk, root.path(), "2032-01-14").unwrap();
        let names = list(&RealDisk, root.path());
        let old: Vec<&str> = names.iter().map(|name| &name[..10]).collect();
        let kept = ["2019-01-02", "2019-01-03", "2019-01-05"];
        assert_eq!(old[..kept.len()], kept);
        let gone = ["2019-01-01", "2019-01-04", "2019-01-06"];
        assert!(gone.iter().all(|day| !old.contains(day)), "{old:?}");
    }

    #[test]
    fn what_is_not_a_backup_is_never_taken_away() {
        for name in [
            "notes.txt",
            "2020-01-01.txt",
            "2020-1-1.jsonl",
            "2020-01-01x.jsonl",
            "é020-01-0.jsonl",
        ] {
            assert_eq!(day(name), None, "{name}");
        }
        assert_eq!(day("2020-01-01-doctor.jsonl"), Some("2020-01-01"));
    }
}
