//! A small programme, fixed clocks, and short words for the operations.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::tz::TimeZone;
use tiendo::clock::Clock;
use tiendo::domain::catalogue::Additions;
use tiendo::domain::field::Owner;
use tiendo::domain::operation::Place;
use tiendo::domain::{Entity, MilestoneId, Operation, Value};
use tiendo::replica::{Author, CommitError, Recorded, Replica};
use tiendo::store::disk::Disk;
use tiendo::store::seat::{Seat, Seats};
use tiendo::store::{Store, StoreError};

pub(crate) const ROOT: &str = "/home/lan/data/store";
pub(crate) const JOURNALS: &str = "/home/lan/data/store/journal";
pub(crate) const TARGETS: [&str; 4] = ["p1/plan", "p1/trial", "p2/plan", "p2/trial"];

/// Two platforms with two milestones each.
pub(crate) fn catalogue() -> Additions {
    let fields = |pairs: &[(&str, &str)]| {
        let pairs = pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let mut additions: Additions = ["programme", "kind:plan", "kind:trial", "ministry:m"]
        .map(|entity| (entity.parse().unwrap(), fields(&[("name_vi", entity)])))
        .into();
    for platform in ["p1", "p2"] {
        additions.push((platform.parse().unwrap(), fields(&[("ministry", "m")])));
    }
    additions.extend(TARGETS.map(|target| (target.parse().unwrap(), BTreeMap::new())));
    additions
}

/// Seats of one device, from a first slot on.
#[derive(Clone, Debug)]
pub(crate) struct FixedSeats {
    pub(crate) device: String,
    pub(crate) first: u32,
}

impl Seats for FixedSeats {
    fn device(&self) -> Option<String> {
        Some(self.device.clone())
    }

    fn claim(&mut self, after: Option<&Seat>) -> io::Result<Seat> {
        let slot = after.map_or(self.first, |seat| {
            let (_, slot) = seat.writer.rsplit_once('-').unwrap();
            slot.parse::<u32>().unwrap() + 1
        });
        Ok(Seat::fixed(&self.device, slot))
    }
}

/// A process of `device` on the store at `root`.
pub(crate) fn open_at(
    disk: Box<dyn Disk>,
    root: &Path,
    device: &str,
    slot: u32,
) -> Result<Replica, StoreError> {
    let seats = FixedSeats {
        device: device.to_owned(),
        first: slot,
    };
    open_with(disk, root, Box::new(seats), device)
}

pub(crate) fn open_with(
    disk: Box<dyn Disk>,
    root: &Path,
    seats: Box<dyn Seats>,
    by: &str,
) -> Result<Replica, StoreError> {
    open_listing(disk, root, seats, by, catalogue())
}

/// With another list that is shown where the store has none.
pub(crate) fn open_listing(
    disk: Box<dyn Disk>,
    root: &Path,
    seats: Box<dyn Seats>,
    by: &str,
    list: Additions,
) -> Result<Replica, StoreError> {
    let store = Store::new(disk, root.to_owned(), seats);
    let author = Author {
        by: by.to_owned(),
        clock: Clock::of(Some("2026-11-23T07:14:05Z")).unwrap(),
        zone: TimeZone::UTC,
    };
    Replica::open(store, author, list)
}

pub(crate) fn open(disk: Box<dyn Disk>, device: &str, slot: u32) -> Result<Replica, StoreError> {
    open_at(disk, Path::new(ROOT), device, slot)
}

/// What a person does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Do(Operation),
    Undo,
    Redo,
}

impl Step {
    pub(crate) fn take(&self, replica: &mut Replica) -> Result<Recorded, CommitError> {
        match self {
            Self::Do(operation) => replica.commit(operation),
            Self::Undo => replica.undo(),
            Self::Redo => replica.redo(),
        }
    }
}

pub(crate) fn milestone(text: &str) -> MilestoneId {
    match text.parse().unwrap() {
        Entity::Milestone(id) => id,
        other => panic!("{other} is no milestone"),
    }
}

pub(crate) fn done(target: &str) -> Operation {
    Operation::Done {
        targets: vec![milestone(target)],
        on: None,
        evidence: None,
        note: None,
    }
}

pub(crate) fn toggle(targets: &[&str]) -> Operation {
    Operation::Toggle {
        targets: targets.iter().map(|target| milestone(target)).collect(),
    }
}

pub(crate) fn set(target: &str, field: &str, text: &str) -> Operation {
    Operation::Set {
        target: target.parse().unwrap(),
        field: field.to_owned(),
        text: text.to_owned(),
    }
}

pub(crate) fn note(target: &str, text: &str) -> Operation {
    Operation::Note {
        targets: vec![target.parse().unwrap()],
        text: text.to_owned(),
    }
}

/// A platform `code` comes to the ministry.
pub(crate) fn add(code: &str) -> Operation {
    Operation::Add {
        what: Owner::Platform,
        code: code.to_owned(),
        platforms: Vec::new(),
        fields: [("name_vi", code), ("ministry", "m")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    }
}

pub(crate) fn archive(target: &str) -> Operation {
    Operation::Archive {
        targets: vec![target.parse().unwrap()],
        fields: Vec::new(),
    }
}

pub(crate) fn restore(target: &str) -> Operation {
    Operation::Restore {
        targets: vec![target.parse().unwrap()],
    }
}

pub(crate) fn order(target: &str, to: Place) -> Operation {
    Operation::Order {
        targets: vec![target.parse().unwrap()],
        to,
    }
}

/// What people recorded, as the programme shows it: by milestone and field; remarks by their text.
pub(crate) type Shown = BTreeMap<(String, String), String>;

pub(crate) fn shown(replica: &Replica) -> Shown {
    let mut shown = Shown::new();
    for platform in replica.programme().platforms() {
        for milestone in platform.milestones() {
            let thing = format!("{}/{}", platform.id, milestone.kind);
            let mut put = |field: &str, value: Option<String>| {
                if let Some(value) = value {
                    shown.insert((thing.clone(), field.to_owned()), value);
                }
            };
            put("actual", milestone.actual.map(|date| date.to_string()));
            put("forecast", milestone.forecast.map(|date| date.to_string()));
            put("reason", milestone.values.text("reason").map(str::to_owned));
            for note in milestone.notes.values() {
                put(&format!("note {}", note.text), Some(String::new()));
            }
        }
    }
    shown
}

/// The platforms in their order, and the milestones of each.
pub(crate) fn listed(replica: &Replica) -> Vec<String> {
    let platforms = replica.programme().platforms();
    let listed = platforms.map(|platform| {
        let kinds: Vec<&str> = platform
            .milestones()
            .map(|milestone| milestone.kind.as_str())
            .collect();
        format!("{}: {}", platform.id, kinds.join(" "))
    });
    listed.collect()
}

/// The lines of writers other than the catalogue.
pub(crate) fn people(replica: &Replica) -> usize {
    let lines = replica.fold().lines();
    lines
        .filter(|line| line.body.writer != tiendo::store::fold::CATALOGUE)
        .count()
}
