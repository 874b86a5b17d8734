//! The few file operations that the store uses, as a trait, so that tests can put a disk under it that fails, tears and
//! forgets; and the real one.

use std::ffi::OsString;
use std::fmt::Debug;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
#[cfg(unix)]
use std::sync::OnceLock;

/// What is known of a file without opening it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// A regular file: not a link, a pipe, a device or a folder.
    pub is_regular: bool,
    /// Length in bytes.
    pub len: u64,
    /// Which file it is: changes when another one takes its name.
    pub identity: (u64, u64),
    /// When it was last written, in nanoseconds, to notice a rewrite.
    pub modified: u128,
    /// It belongs to another user of the machine.
    pub is_foreign: bool,
}

/// The operations on files and folders.
#[expect(
    clippy::missing_errors_doc,
    reason = "all give the errors of the file system"
)]
pub trait Disk: Send + Debug {
    /// The names in a folder, sorted; a link is no folder.
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>>;
    /// What is known of a path; links are not followed.
    fn meta(&self, path: &Path) -> io::Result<Meta>;
    /// At most `max` bytes of a regular file from `offset`; links are not followed, pipes never block.
    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>>;
    /// Makes a folder, private to the user; one that is there already is fine, a link to one is not.
    fn make_dir(&self, path: &Path) -> io::Result<()>;
    /// Opens a file to append to, private to the user; makes it if there is none.
    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>>;
    /// Makes a file, private to the user, emptied if it is there.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>>;
    /// Gives a file another name, replacing what has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Returns once what stands in a regular file is durable, whoever wrote it.
    fn sync_file(&self, path: &Path) -> io::Result<()>;
}

/// A file that is open for appending.
#[expect(
    clippy::missing_errors_doc,
    reason = "all give the errors of the file system"
)]
pub trait Appender: Send + Debug {
    /// Appends all of it with one write.
    /// Part of it may have been written when it fails.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns once everything appended is durable.
    fn sync(&mut self) -> io::Result<()>;
    /// What is known of the open file, whatever has its name now.
    fn meta(&self) -> io::Result<Meta>;
    /// Its last byte; `None` when it is empty.
    fn last_byte(&mut self) -> io::Result<Option<u8>>;
}

/// Room that is made before it is known how much there is to read: all that comes at once is read at once.
const MAX_ROOM: u64 = 1 << 16;

/// The disk of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        let mut names = names_in(dir)?;
        names.sort_unstable();
        Ok(names)
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        std::fs::symlink_metadata(path).map(|meta| to_meta(&meta))
    }

    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        let mut file = open_regular(path, OpenOptions::new().read(true))?;
        file.seek(SeekFrom::Start(offset))?;
        let room = usize::try_from(max.min(MAX_ROOM)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(room);
        file.take(max).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        real_folder(path)
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        path.parent().map_or(Ok(()), real_folder)?;
        open_own(
            path,
            OpenOptions::new().read(true).append(true).create(true),
        )
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        open_own(
            path,
            OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(true),
        )
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // Only Unix can, and has to, sync a folder.
        if cfg!(unix) {
            File::open(dir)?.sync_all().or_else(unless_it_cannot)
        } else {
            Ok(())
        }
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        // Elsewhere only who may write a file can sync it.
        if cfg!(unix) {
            let file = open_regular(path, OpenOptions::new().read(true))?;
            file.sync_data().or_else(unless_it_cannot)
        } else {
            Ok(())
        }
    }
}

/// Not every file system can sync what is opened for reading, or folders.
fn unless_it_cannot(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::InvalidInput {
        Ok(())
    } else {
        Err(error)
    }
}

/// Makes the file `fresh` with all that `put` writes, durable, or none: half a file takes room that others need.
pub(super) fn write_whole(
    disk: &dyn Disk,
    fresh: &Path,
    put: impl FnOnce(&mut dyn Appender) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = disk.create(fresh)?;
    let written = put(&mut *file).and_then(|()| file.sync());
    written.inspect_err(|_| forget(disk, fresh))
}

/// The same, under the name `path` once it is whole.
pub(super) fn put_whole(
    disk: &dyn Disk,
    fresh: &Path,
    path: &Path,
    put: impl FnOnce(&mut dyn Appender) -> io::Result<()>,
) -> io::Result<()> {
    write_whole(disk, fresh, put)?;
    disk.rename(fresh, path)
        .inspect_err(|_| forget(disk, fresh))?;
    path.parent().map_or(Ok(()), |folder| disk.sync_dir(folder))
}

/// Takes away what is of no use. What failed before says more than that this failed, too.
pub(super) fn forget(disk: &dyn Disk, fresh: &Path) {
    let _ = disk.remove(fresh);
}

fn open_own(path: &Path, options: &mut OpenOptions) -> io::Result<Box<dyn Appender>> {
    Ok(Box::new(RealFile(open_regular(path, options)?)))
}

/// Opens a regular file, private to the user when it is made: a link is not followed, a pipe never blocks.
pub(super) fn open_regular(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    no_follow(options);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(not_regular())
    }
}

/// What stands there is a folder, a link, a pipe or a device.
pub(super) fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")
}

/// The disk has failed to sync, and cannot be believed when it says that it has.
pub(super) fn not_kept() -> io::Error {
    io::Error::other("the disk does not keep what is written")
}

/// What stands in a folder, which is no link; in as few calls as it takes, since that is looked at before each change.
#[cfg(target_os = "linux")]
fn names_in(dir: &Path) -> io::Result<Vec<OsString>> {
    use rustix::fs::{Dir, Mode, OFlags, open};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = open(dir, flags, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(folder)? {
        let entry = entry?;
        let name = OsStr::from_bytes(entry.file_name().to_bytes());
        if name != "." && name != ".." {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

#[cfg(not(target_os = "linux"))]
fn names_in(dir: &Path) -> io::Result<Vec<OsString>> {
    real_folder(dir)?;
    let entries = std::fs::read_dir(dir)?;
    entries.map(|entry| Ok(entry?.file_name())).collect()
}

/// Through a link, what belongs to the store would be written elsewhere.
fn real_folder(path: &Path) -> io::Result<()> {
    if std::fs::symlink_metadata(path)?.is_dir() {
        Ok(())
    } else {
        Err(io::ErrorKind::NotADirectory.into())
    }
}

#[cfg(unix)]
fn no_follow(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(not(unix))]
fn no_follow(_options: &mut OpenOptions) {}

/// The user of this process, who does not change.
#[cfg(unix)]
fn user() -> u32 {
    static USER: OnceLock<u32> = OnceLock::new();
    *USER.get_or_init(|| rustix::process::geteuid().as_raw())
}

fn to_meta(meta: &std::fs::Metadata) -> Meta {
    #[cfg(unix)]
    let (identity, is_foreign) = {
        use std::os::unix::fs::MetadataExt;
        ((meta.dev(), meta.ino()), meta.uid() != user())
    };
    #[cfg(not(unix))]
    let (identity, is_foreign) = ((0, 0), false);
    let modified = meta
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Meta {
        is_regular: meta.is_file(),
        len: meta.len(),
        identity,
        modified: modified.map_or(0, |duration| duration.as_nanos()),
        is_foreign,
    }
}

#[derive(Debug)]
struct RealFile(File);

impl Appender for RealFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        // The rest of a short write would be a second write; the reader must never see a line in two parts.
        if written == bytes.len() {
            Ok(())
        } else {
            // Only want of room makes a file take a part.
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn meta(&self) -> io::Result<Meta> {
        self.0.metadata().map(|meta| to_meta(&meta))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        if self.0.metadata()?.len() == 0 {
            return Ok(None);
        }
        let mut byte = [0];
        self.0.seek(SeekFrom::End(-1))?;
        self.0.read_exact(&mut byte)?;
        Ok(Some(byte[0]))
    }
}
