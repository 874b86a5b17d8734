//! `quarantine/`: copies of the bytes that could not be read, so that they are there to be looked at whatever becomes of the
//! file they stood in; and a mark for every fault that somebody has looked at and settled.
//!
//! A copy is named by its bytes: `<name>.bad`, one line of JSON that says file, line and reason, then the bytes. A settled
//! fault is `<name>.settled`, where the name is that of the bytes, or of the line that is missing or forked.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::disk::Disk;
use super::journal::{Piece, Reason};
use super::line::LineId;

/// How many bytes of one look are copied at most; what is beyond stays where it stands and is told of all the same.
const MAX_COPIED: usize = 64 << 20;

/// The folder.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join("quarantine")
}

/// Copies what is not there yet.
///
/// # Errors
/// When a copy could not be made; the bytes are still where they were found.
pub fn keep(disk: &dyn Disk, root: &Path, pieces: &[Piece]) -> io::Result<()> {
    let mut copied = 0;
    for Piece { damage, bytes } in pieces {
        let id = LineId::of(bytes);
        let path = folder(root).join(format!("{id}.bad"));
        copied += bytes.len();
        if copied > MAX_COPIED || disk.meta(&path).is_ok() {
            continue;
        }
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

/// Marks a fault as settled.
///
/// # Errors
/// When the mark could not be made.
pub fn settle(disk: &dyn Disk, root: &Path, id: LineId, by: &str) -> io::Result<()> {
    let path = folder(root).join(format!("{id}.settled"));
    write(disk, &path, format!("{}\n", json!({ "by": by })).as_bytes())
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
    let mut file = disk.create(&fresh)?;
    file.append(bytes)?;
    file.sync()?;
    disk.rename(&fresh, path)?;
    disk.sync_dir(folder)
}
