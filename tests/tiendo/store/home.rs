//! A store on the real file system.

use std::path::{Path, PathBuf};

use tiendo::replica::Replica;
use tiendo::store::disk::RealDisk;
use tiendo::store::line::Line;
use tiendo::store::seat::PrivateSeats;

use super::fixture::{open_with, set};

/// A folder with one store, and the private folders of the devices beside it.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A store in which a device `a` has set the forecasts of these days of January.
    pub(crate) fn with(days: &[u8]) -> Self {
        let home = Self::new();
        let mut replica = home.open("a");
        for day in days {
            set_day(&mut replica, *day);
        }
        home
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.0.path().join("store")
    }

    pub(crate) fn journals(&self) -> PathBuf {
        self.root().join("journal")
    }

    /// A process of `device`.
    pub(crate) fn open(&self, device: &str) -> Replica {
        let seats = PrivateSeats::new(&self.0.path().join(device), &self.root());
        open_with(Box::new(RealDisk), &self.root(), Box::new(seats), device).unwrap()
    }

    /// The only journal there is.
    pub(crate) fn journal(&self) -> PathBuf {
        let mut paths = self.paths();
        assert_eq!(paths.len(), 1);
        paths.remove(0)
    }

    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.journals()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// The journal of a device that wrote from one slot.
    pub(crate) fn journal_of(&self, device: &str) -> PathBuf {
        let writer = self.open(device).store().device().unwrap();
        self.journals().join(format!("{writer}-0.jsonl"))
    }

    pub(crate) fn other(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// Records a forecast in a milestone, and a remark that is of this day alone.
pub(crate) fn set_day(replica: &mut Replica, day: u8) {
    let recorded = replica
        .commit(&set("p1/plan", "forecast", &format!("2027-01-{day:02}")))
        .unwrap();
    recorded.saved.unwrap();
}

pub(crate) fn forecast(replica: &Replica) -> Option<String> {
    let (value, _) = replica.fold().field("p1/plan", "forecast");
    value.map(|value| value.to_string())
}

/// The days of January that the lines in a store speak of, in the order of the lines' stamps.
pub(crate) fn days(replica: &Replica) -> Vec<u8> {
    let mut lines: Vec<&Line> = replica.fold().lines().collect();
    lines.sort_by_key(|line| line.stamp);
    let changes = lines.iter().flat_map(|line| &line.body.changes);
    changes
        .filter_map(|change| {
            change
                .to
                .as_ref()?
                .as_text()?
                .strip_prefix("2027-01-")?
                .parse()
                .ok()
        })
        .collect()
}

/// Appends bytes as another program would.
pub(crate) fn append(path: &Path, bytes: &[u8]) {
    let mut all = std::fs::read(path).unwrap_or_default();
    all.extend_from_slice(bytes);
    std::fs::write(path, all).unwrap();
}
