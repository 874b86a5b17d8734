//! The calls of the simulated disk.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use tiendo::store::disk::{Appender, Disk, Meta};

use super::{Node, Renaming, SimDisk, Trouble, set};

impl Disk for SimDisk {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        let world = self.call()?;
        if world.names.get(dir) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = world.names.keys().filter(|path| path.parent() == Some(dir));
        Ok(inside
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect())
    }

    fn meta(&self, path: &Path) -> io::Result<Meta> {
        let world = self.call()?;
        match world.file(path) {
            Ok(number) => {
                let mut meta = world.meta(number);
                meta.len += world.claims.get(path).copied().unwrap_or_default();
                Ok(meta)
            }
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => Ok(Meta {
                is_regular: false,
                len: 0,
                identity: (0, 0),
                modified: 0,
                is_foreign: world.shut.get(path).is_some_and(|shut| shut.0),
            }),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        let world = self.call()?;
        let data = &world.inodes[world.file(path)?].data;
        let from = usize::try_from(offset).unwrap().min(data.len());
        let to = from
            .saturating_add(usize::try_from(max).unwrap())
            .min(data.len());
        Ok(data[from..to].to_vec())
    }

    fn make_dir(&self, path: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        let ancestors: Vec<&Path> = path.ancestors().collect();
        for folder in ancestors.into_iter().rev() {
            if !world.names.contains_key(folder) {
                let renaming = vec![(folder.to_owned(), Some(Node::Folder))];
                world.rename(folder.parent().unwrap(), renaming);
            }
        }
        Ok(())
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        let number = self.call()?.open(path)?;
        let disk = self.clone();
        Ok(Box::new(SimFile { disk, number }))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        let mut world = self.call()?;
        let number = world.open(path)?;
        world.write(number, Vec::clear);
        world.inodes[number].synced = 0;
        world.inodes[number].dropped.clear();
        let disk = self.clone();
        Ok(Box::new(SimFile { disk, number }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        let number = world.file(from)?;
        let renaming = vec![
            (from.to_owned(), None),
            (to.to_owned(), Some(Node::File(number))),
        ];
        world.rename(to.parent().unwrap(), renaming);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        world.file(path)?;
        world.rename(path.parent().unwrap(), vec![(path.to_owned(), None)]);
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        let number = self.world().file(path)?;
        let disk = self.clone();
        SimFile { disk, number }.sync()
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        if world.names.get(dir) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if let Some((_, error)) = world.shut.get(dir) {
            return Err((*error).into());
        }
        let (now, later) = std::mem::take(&mut world.pending)
            .into_iter()
            .partition(|(folder, _)| folder == dir);
        world.pending = later;
        let now: Vec<(PathBuf, Renaming)> = now;
        for (path, node) in now.into_iter().flat_map(|(_, renaming)| renaming) {
            set(&mut world.durable, &path, node);
        }
        Ok(())
    }
}

#[derive(Debug)]
struct SimFile {
    disk: SimDisk,
    number: usize,
}

impl Appender for SimFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let outcome = self.disk.call().map(drop);
        let is_full = matches!(&outcome, Err(error) if error.kind() == io::ErrorKind::StorageFull);
        let written = match &outcome {
            Ok(()) => bytes,
            Err(_) if is_full => &bytes[..bytes.len() / 2],
            Err(_) => &[],
        };
        let mut world = self.disk.world();
        world.write(self.number, |data| data.extend_from_slice(written));
        outcome
    }

    fn sync(&mut self) -> io::Result<()> {
        let outcome = self.disk.call().map(drop);
        let mut world = self.disk.world();
        let is_gone = matches!(world.troubles[..], [Trouble::Stop(_)]);
        let inode = &mut world.inodes[self.number];
        if outcome.is_err() && is_gone {
            // It may or may not have begun.
        } else if outcome.is_err() {
            // As Linux does: the pages are dropped, and the next sync says that all is well.
            inode.dropped.push(inode.synced..inode.data.len());
        } else {
            inode.synced = inode.data.len();
        }
        outcome
    }

    fn meta(&self) -> io::Result<Meta> {
        Ok(self.disk.call()?.meta(self.number))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.disk.call()?.inodes[self.number].data.last().copied())
    }
}
