//! `quarantine/`: copies of the bytes that could not be read, so that they are there to be looked at whatever becomes of the
//! file they stood in; and a mark for every fault that somebody has looked at and settled.
//!
//! A copy is named by its bytes: `<name>.bad`, one line of JSON that says file, line and reason, then the bytes. A settled
//! fault is `<name>.settled`, where the name is that of the fault: of the bytes, or of what is said of a line.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::disk::{Disk, forget, put_whole};
use super::found::{Damage, Reason};
use super::line::LineId;

/// How many bytes are kept at most, so that damage without end fills no disk; what is beyond stays where it stands and is
/// told of all the same.
const MAX_KEPT: u64 = 256 << 20;

/// How many copies there are at most: each costs a sync.
const MAX_COPIES: usize = 1000;

/// The folder.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join("quarantine")
}

/// Copies what is not there yet, as long as there is room for it.
///
/// # Errors
/// When a copy could not be made; the bytes are still where they were found.
pub fn keep(disk: &dyn Disk, root: &Path, pieces: &[(Damage, Vec<u8>)]) -> io::Result<()> {
    keep_within((MAX_COPIES, MAX_KEPT), disk, root, pieces)
}

fn keep_within(
    (max_copies, max): (usize, u64),
    disk: &dyn Disk,
    root: &Path,
    pieces: &[(Damage, Vec<u8>)],
) -> io::Result<()> {
    if pieces.is_empty() {
        return Ok(());
    }
    let folder = folder(root);
    let (copies, size) = kept(disk, &folder);
    let mut left = max.saturating_sub(size);
    let mut places = max_copies.saturating_sub(copies);
    for (damage, bytes) in pieces {
        let Some(id) = damage.id else { continue };
        let path = folder.join(format!("{id}.bad"));
        let len = bytes.len() as u64;
        if places == 0 {
            break;
        }
        if len > left || disk.meta(&path).is_ok() {
            continue;
        }
        left -= len;
        places -= 1;
        let reason = match &damage.reason {
            Reason::Line(bad) => bad.to_string(),
            other => format!("{other:?}"),
        };
        let head = json!({ "file": damage.file, "line": damage.line, "reason": reason });
        write(
            disk,
            &path,
            &[format!("{head}\n").as_bytes(), bytes].concat(),
        )?;
    }
    Ok(())
}

/// How many copies there are, and of how many bytes.
fn kept(disk: &dyn Disk, folder: &Path) -> (usize, u64) {
    let names = disk.list(folder).unwrap_or_default();
    let copies = names.iter().map(Path::new);
    let copies = copies.filter(|name| name.extension().is_some_and(|end| end == "bad"));
    let sizes = copies.filter_map(|name| disk.meta(&folder.join(name)).ok());
    sizes.fold((0, 0), |(copies, size), meta| (copies + 1, size + meta.len))
}

/// The name of what is wrong with a line, when that is not the line itself.
#[must_use]
pub fn name_of(what: &str, line: LineId) -> LineId {
    LineId::of(format!("{what} {line}").as_bytes())
}

/// Marks a fault as settled.
///
/// # Errors
/// When the mark could not be made.
pub fn settle(disk: &dyn Disk, root: &Path, id: LineId, by: &str) -> io::Result<()> {
    let path = folder(root).join(format!("{id}.settled"));
    write(disk, &path, format!("{}\n", json!({ "by": by })).as_bytes())
}

/// Takes the mark away. That it cannot be is no harm before the same fault comes again.
pub(super) fn unsettle(disk: &dyn Disk, root: &Path, id: LineId) {
    forget(disk, &folder(root).join(format!("{id}.settled")));
}

/// The faults that are settled.
#[must_use]
pub fn settled(disk: &dyn Disk, root: &Path) -> HashSet<LineId> {
    let names = disk.list(&folder(root)).unwrap_or_default();
    let ids = names.iter().filter_map(|name| {
        let id = name.to_str()?.strip_suffix(".settled")?;
        id.parse().ok()
    });
    ids.collect()
}

/// A whole file or none, durable.
pub(super) fn write(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    disk.make_dir(folder)?;
    let (name, process) = (name.to_string_lossy(), std::process::id());
    let fresh = folder.join(format!(".{name}.{process}"));
    put_whole(disk, &fresh, path, |file| file.append(bytes))
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::super::line::BadLine;
    use super::*;

    fn piece(bytes: &[u8]) -> (Damage, Vec<u8>) {
        let damage = Damage {
            file: "a.jsonl".to_owned(),
            line: 1,
            reason: Reason::Line(BadLine::Altered),
            id: Some(LineId::of(bytes)),
        };
        (damage, bytes.to_vec())
    }

    #[test]
    fn damage_without_end_is_kept_once_each_and_only_as_long_as_there_is_room() {
        let root = tempfile::tempdir().unwrap();
        let keep = |pieces: &[(Damage, Vec<u8>)]| {
            keep_within((9, 300), &RealDisk, root.path(), pieces).unwrap();
        };
        let copies = || {
            let names = RealDisk.list(&folder(root.path())).unwrap_or_default();
            let bad = names.iter().map(Path::new);
            bad.filter(|name| name.extension().is_some_and(|end| end == "bad"))
                .count()
        };
        keep(&[]);
        assert_eq!(copies(), 0);
        let aside = folder(root.path()).join("store.json.aside");
        write(&RealDisk, &aside, &[b' '; 300]).unwrap();
        keep(&[piece(b"one"), piece(b"two"), piece(b"one")]);
        assert_eq!(copies(), 2);
        keep(&[piece(&[b'x'; 300]), piece(b"two"), piece(b"three")]);
        assert_eq!(copies(), 3, "one that is too large keeps no other out");
        let many: Vec<(Damage, Vec<u8>)> = (0..100_u8).map(|number| piece(&[number; 50])).collect();
        keep(&many);
        keep(&many);
        let (_, size) = kept(&RealDisk, &folder(root.path()));
        assert!((251..500).contains(&size), "{size}");
        let small: Vec<(Damage, Vec<u8>)> = (0..100).map(|number| piece(&[0, number])).collect();
        keep_within((9, MAX_KEPT), &RealDisk, root.path(), &small).unwrap();
        assert_eq!(copies(), 9);
        assert!(aside.exists());
    }
}
