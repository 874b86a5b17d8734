//! The journals of another store, or of any folder: read like one's own, never written to.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::found::Taker;
use super::journal::{self, Journals};
use super::{MAX_VIEW, VIEW, view};

/// Where the journals in `folder` are: in its folder `journal` when it is a store, else beside each other in itself. `None`
/// when there are none; what is a link counts as absent.
///
/// # Errors
/// When a folder cannot be listed.
pub fn journals(disk: &dyn Disk, folder: &Path) -> io::Result<Option<PathBuf>> {
    for folder in [folder.join("journal"), folder.to_owned()] {
        let names = match journal::names(disk, &folder) {
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Vec::new(),
            result => result?,
        };
        if !names.is_empty() {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

/// The readable state beside the journals in `folder`, if one is there.
#[must_use]
pub fn view_beside(disk: &dyn Disk, folder: &Path) -> Option<Vec<u8>> {
    let root = folder.parent().filter(|_| folder.ends_with("journal"))?;
    disk.read(&root.join(VIEW), 0, MAX_VIEW).ok()
}

/// Whether that was edited by hand, and says more than the journals do.
#[must_use]
pub fn is_edited(disk: &dyn Disk, folder: &Path) -> bool {
    let bytes = view_beside(disk, folder);
    bytes.is_some_and(|bytes| !bytes.trim_ascii().is_empty() && !view::is_untouched(&bytes))
}

/// Reads the journals in `folder`.
///
/// # Errors
/// When it cannot be listed.
pub fn read(disk: &dyn Disk, folder: &Path, taker: &mut dyn Taker) -> io::Result<()> {
    let mut journals = Journals::default();
    journals.read(disk, folder, taker)?;
    // A last line that has not grown by the second look is torn, and not just being written.
    journals.read(disk, folder, taker)
}
