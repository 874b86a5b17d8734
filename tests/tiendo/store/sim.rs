//! A disk in memory that knows what was synced. It stops or fails at a chosen call, lets a sync tool meddle between two
//! calls, and after a power cut keeps, loses, tears, zeroes or reorders what was not synced.

mod calls;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use tiendo::store::disk::Meta;

/// What becomes of the bytes that were written and not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    Kept,
    Lost,
    /// Cut off after some 16-byte piece.
    Torn,
    /// The length is kept, some pieces are zeros.
    Zeroed,
    /// Two pieces have changed places.
    Reordered,
}

impl Loss {
    pub(crate) const ALL: [Self; 5] = [
        Self::Kept,
        Self::Lost,
        Self::Torn,
        Self::Zeroed,
        Self::Reordered,
    ];
}

/// What becomes of the names that were made and not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    Kept,
    Lost,
    Some,
}

impl Names {
    pub(crate) const ALL: [Self; 3] = [Self::Kept, Self::Lost, Self::Some];
}

/// What the system says at the chosen call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errno {
    Io,
    /// The first half of what is written still finds room.
    NoSpace,
    Access,
    ReadOnly,
    Interrupted,
}

impl Errno {
    pub(crate) const ALL: [Self; 5] = [
        Self::Io,
        Self::NoSpace,
        Self::Access,
        Self::ReadOnly,
        Self::Interrupted,
    ];

    fn error(self) -> io::Error {
        match self {
            Self::Io => io::Error::other("input/output error"),
            Self::NoSpace => io::ErrorKind::StorageFull.into(),
            Self::Access => io::ErrorKind::PermissionDenied.into(),
            Self::ReadOnly => io::ErrorKind::ReadOnlyFilesystem.into(),
            Self::Interrupted => io::ErrorKind::Interrupted.into(),
        }
    }
}

/// What goes wrong, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing works from this call on: the process is gone.
    Stop(usize),
    /// This call fails, and no other.
    Once(usize, Errno),
    /// From this call on, all fail.
    Always(usize, Errno),
    /// Just before this call all journals are deleted.
    Delete(usize),
    /// Just before this call older copies of all journals take their names.
    Swap(usize),
    /// Just before this call somebody saves an edit of `store.json`.
    Edit(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Clone, Debug, Default)]
struct Inode {
    data: Vec<u8>,
    /// How much of it is on the disk for certain.
    synced: usize,
    /// Pages that the system dropped when a sync failed: seen until the power cut, then zeros.
    dropped: Vec<Range<usize>>,
    modified: u128,
}

/// Names that take effect together.
type Renaming = Vec<(PathBuf, Option<Node>)>;

#[derive(Clone, Debug, Default)]
struct World {
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, Node>,
    durable: BTreeMap<PathBuf, Node>,
    /// By folder, in order.
    pending: Vec<(PathBuf, Renaming)>,
    calls: usize,
    troubles: Vec<Trouble>,
    /// Folders that cannot be synced: whether they are somebody else's, and why not.
    shut: BTreeMap<PathBuf, (bool, io::ErrorKind)>,
    clock: u128,
    /// By how much files say that they are longer than what can be read of them.
    claims: BTreeMap<PathBuf, u64>,
}

/// A handle on the disk; clones are the same disk.
#[derive(Clone, Debug)]
pub(crate) struct SimDisk(Arc<Mutex<World>>);

impl SimDisk {
    /// A disk with one folder, `/home`.
    pub(crate) fn new() -> Self {
        let names: BTreeMap<_, _> = ["/", "/home"]
            .map(|path| (PathBuf::from(path), Node::Folder))
            .into();
        let world = World {
            durable: names.clone(),
            names,
            ..World::default()
        };
        Self(Arc::new(Mutex::new(world)))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    pub(crate) fn calls(&self) -> usize {
        self.world().calls
    }

    /// Troubles come, counted from the first call ever; `None` makes the disk well again.
    pub(crate) fn trouble(&self, troubles: impl IntoIterator<Item = Trouble>) {
        self.world().troubles = troubles.into_iter().collect();
    }

    /// From now on this folder cannot be synced.
    pub(crate) fn shut(&self, folder: &str, is_foreign: bool, error: io::ErrorKind) {
        let shut = &mut self.world().shut;
        shut.insert(folder.into(), (is_foreign, error));
    }

    /// From now on this file says that it is so much longer than it is.
    pub(crate) fn claim(&self, path: &Path, more: u64) {
        self.world().claims.insert(path.to_owned(), more);
    }

    /// Another disk with the same content, all of it durable.
    pub(crate) fn copy(&self) -> Self {
        self.after_power_cut(Loss::Kept, Names::Kept, 0)
    }

    /// The files of a folder with their bytes.
    pub(crate) fn files(&self, folder: &Path) -> Vec<(String, Vec<u8>)> {
        let world = self.world();
        let inside = world
            .names
            .iter()
            .filter(|(path, _)| path.parent() == Some(folder));
        inside
            .filter_map(|(path, node)| match node {
                Node::File(number) => Some((
                    path.file_name()?.to_str()?.to_owned(),
                    world.inodes[*number].data.clone(),
                )),
                Node::Folder => None,
            })
            .collect()
    }

    /// Puts a file, durably, as another program would; in the same inode when there is one.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut world = self.world();
        let node = match world.names.get(path) {
            Some(node) => *node,
            None => world.new_file(),
        };
        let Node::File(number) = node else {
            panic!("{} is a folder", path.display())
        };
        world.write(number, |data| bytes.clone_into(data));
        world.inodes[number].synced = bytes.len();
        world.inodes[number].dropped.clear();
        for folder in path.ancestors().skip(1) {
            world.names.insert(folder.to_owned(), Node::Folder);
            world.durable.insert(folder.to_owned(), Node::Folder);
        }
        world.names.insert(path.to_owned(), node);
        world.durable.insert(path.to_owned(), node);
    }

    /// Deletes a file, durably.
    pub(crate) fn delete(&self, path: &Path) {
        let mut world = self.world();
        world.names.remove(path);
        world.durable.remove(path);
        world.pending.retain(|(_, renaming)| {
            renaming
                .iter()
                .all(|(renamed, node)| renamed != path || node.is_none())
        });
    }

    /// The disk as it is found after the power came back.
    pub(crate) fn after_power_cut(&self, loss: Loss, names: Names, seed: u64) -> Self {
        let old = self.world();
        let mut random = Random(seed);
        let mut durable = old.durable.clone();
        for (_, renaming) in &old.pending {
            let is_kept = match names {
                Names::Kept => true,
                Names::Lost => false,
                Names::Some => random.below(2) == 0,
            };
            for (path, node) in renaming.iter().filter(|_| is_kept) {
                set(&mut durable, path, *node);
            }
        }
        let whole = durable.clone();
        durable.retain(|path, _| {
            path.ancestors()
                .skip(1)
                .all(|folder| whole.get(folder) == Some(&Node::Folder))
        });
        let inodes = old
            .inodes
            .iter()
            .map(|inode| inode.after_power_cut(loss, &mut random))
            .collect();
        Self(Arc::new(Mutex::new(World {
            inodes,
            names: durable.clone(),
            durable,
            ..World::default()
        })))
    }

    /// Counts a call and says whether it goes through.
    fn call(&self) -> io::Result<MutexGuard<'_, World>> {
        let mut world = self.world();
        let now = world.calls;
        world.calls += 1;
        for trouble in world.troubles.clone() {
            match trouble {
                Trouble::Stop(from) if now >= from => {
                    return Err(io::Error::other("the process is gone"));
                }
                Trouble::Once(at, errno) if now == at => return Err(errno.error()),
                Trouble::Always(from, errno) if now >= from => return Err(errno.error()),
                Trouble::Delete(at) if now == at => world.meddle(false),
                Trouble::Swap(at) if now == at => world.meddle(true),
                Trouble::Edit(at) if now == at => world.edit_view(),
                _ => {}
            }
        }
        Ok(world)
    }
}

fn set(names: &mut BTreeMap<PathBuf, Node>, path: &Path, node: Option<Node>) {
    match node {
        Some(node) => names.insert(path.to_owned(), node),
        None => names.remove(path),
    };
}

impl Inode {
    fn after_power_cut(&self, loss: Loss, random: &mut Random) -> Self {
        let mut data = self.data.clone();
        for range in &self.dropped {
            data[range.clone()].fill(0);
        }
        let (synced, len) = (self.synced, data.len());
        let pieces: Vec<Range<usize>> = (synced..len)
            .step_by(16)
            .map(|from| from..(from + 16).min(len))
            .collect();
        match loss {
            Loss::Kept => {}
            Loss::Lost => data.truncate(synced),
            Loss::Torn => data.truncate(synced + 16 * random.below(pieces.len() + 1)),
            Loss::Zeroed => pieces
                .into_iter()
                .filter(|_| random.below(4) == 0)
                .for_each(|piece| data[piece].fill(0)),
            Loss::Reordered => {
                let whole = (len - synced) / 16;
                if whole > 1 {
                    let (one, two) = (random.below(whole), random.below(whole));
                    for offset in 0..16 {
                        data.swap(synced + 16 * one + offset, synced + 16 * two + offset);
                    }
                }
            }
        }
        Self {
            synced: data.len(),
            data,
            ..Self::default()
        }
    }
}

impl World {
    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.names.get(path) {
            Some(Node::File(number)) => Ok(*number),
            Some(Node::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn meta(&self, number: usize) -> Meta {
        let inode = &self.inodes[number];
        Meta {
            is_regular: true,
            len: inode.data.len() as u64,
            identity: (1, number as u64),
            modified: inode.modified,
            is_foreign: false,
        }
    }

    fn new_file(&mut self) -> Node {
        self.inodes.push(Inode::default());
        Node::File(self.inodes.len() - 1)
    }

    fn write(&mut self, number: usize, change: impl FnOnce(&mut Vec<u8>)) {
        self.clock += 1;
        let inode = &mut self.inodes[number];
        change(&mut inode.data);
        inode.modified = self.clock;
    }

    fn rename(&mut self, folder: &Path, renaming: Renaming) {
        for (path, node) in &renaming {
            set(&mut self.names, path, *node);
        }
        self.pending.push((folder.to_owned(), renaming));
    }

    fn open(&mut self, path: &Path) -> io::Result<usize> {
        match self.file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        let folder = path.parent().unwrap();
        if self.names.get(folder) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let node = self.new_file();
        self.rename(folder, vec![(path.to_owned(), Some(node))]);
        self.file(path)
    }

    /// What sync tools do to files that are open: delete them, or put older copies in their place.
    fn meddle(&mut self, replaces: bool) {
        let journals: Vec<(PathBuf, Node)> = self
            .names
            .iter()
            .filter(|(path, _)| {
                path.extension()
                    .is_some_and(|extension| extension == "jsonl")
            })
            .map(|(path, node)| (path.clone(), *node))
            .collect();
        for (path, node) in journals {
            let Node::File(old) = node else { continue };
            let copy = replaces.then(|| {
                let half = self.inodes[old].data.len() / 2;
                let data = self.inodes[old].data[..half].to_vec();
                let copy = self.new_file();
                self.write(self.inodes.len() - 1, |new| *new = data);
                self.inodes.last_mut().unwrap().synced = half;
                copy
            });
            set(&mut self.names, &path, copy);
            set(&mut self.durable, &path, copy);
            self.pending
                .retain(|(_, renaming)| renaming.iter().all(|(renamed, _)| *renamed != path));
        }
    }
}

impl World {
    /// What an editor does: an edited copy takes the name. The days of the edit are in February, where they were in January.
    fn edit_view(&mut self) {
        let is_view = |(path, _): &(&PathBuf, &Node)| path.ends_with("store.json");
        let Some((path, Node::File(old))) = self.names.iter().find(is_view) else {
            return;
        };
        let (path, text) = (path.clone(), self.inodes[*old].data.clone());
        let text = String::from_utf8(text).unwrap();
        let copy = self.new_file();
        let edited = text.replace("2027-01-", "2027-02-").into_bytes();
        self.write(self.inodes.len() - 1, |data| *data = edited);
        set(&mut self.names, &path, Some(copy));
    }
}

/// A small generator of numbers, the same for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % end
    }
}
