//! The list that a store began from, when it is lost or has not come yet.

use std::path::Path;

use tiendo::domain::Value;
use tiendo::domain::catalogue::Additions;
use tiendo::replica::health::Fault;
use tiendo::store::disk::Disk as _;

use super::fixture::{FixedSeats, JOURNALS, ROOT, add, open_listing, shown};
use super::gaps::{forget_backups, give, reason, reopen, repair, say, view};
use super::sim::SimDisk;

/// Files of several people come one by one; the list of a store is in the file of who began it.
#[test]
fn no_second_list_is_written_while_that_of_the_store_has_not_come() {
    let (whole, part) = (SimDisk::new(), SimDisk::new());
    give(&mut reopen(&whole, "lan"), &["rain"]);
    give(&mut reopen(&whole, "mai"), &["snow"]);
    let path = |name: &str| Path::new(JOURNALS).join(name);
    let files = whole.files(Path::new(JOURNALS));
    let carry = |file: &str| {
        let (name, bytes) = files.iter().find(|(name, _)| name == file).unwrap();
        part.make_dir(Path::new(JOURNALS)).unwrap();
        part.put(&path(name), bytes);
    };
    let lists = || {
        let files = part.files(Path::new(JOURNALS)).into_iter();
        files
            .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("\"add\":{"))
            .count()
    };
    carry("mai-0.jsonl");
    let mut replica = reopen(&part, "hoa");
    say(&mut replica, "p1/plan", "obstacle", "Hoa");
    assert_eq!(lists(), 0);
    let faults = reopen(&part, "hoa").health().faults;
    assert!(faults.contains(&Fault::NoList), "{faults:?}");
    let given_up = part.copy();
    carry("lan-0.jsonl");
    assert_eq!(lists(), 1);
    let mut replica = reopen(&part, "hoa");
    assert_eq!(replica.health().faults, []);
    assert_eq!(replica.conflicts(), []);
    assert_eq!(reason(&replica).as_deref(), Some("snow"));
    // Who gives it up goes on with the list that is shown.
    repair(&given_up);
    give(&mut reopen(&given_up, "hoa"), &["hail"]);
    let faults = reopen(&given_up, "hoa").health().faults;
    assert_eq!(faults, []);
}

/// A store that began from a list that no program ships, of which only the readable state is left.
#[test]
fn a_list_that_only_the_readable_state_knows_comes_back_whole_and_without_another() {
    let disk = SimDisk::new();
    let own = [
        ("ministry:m", "name_vi", "Bộ"),
        ("kind:plan", "name_vi", "Kế hoạch"),
        ("p9", "ministry", "m"),
        ("p9/plan", "reason", ""),
        ("kind:trial", "name_vi", "Thử"),
        ("p9/trial", "reason", ""),
    ];
    let own: Additions = own
        .map(|(entity, field, text)| {
            let value = (!text.is_empty()).then(|| (field.to_owned(), Value::from(text)));
            (entity.parse().unwrap(), value.into_iter().collect())
        })
        .into();
    let with = |device: &str| {
        let seats = FixedSeats {
            device: device.to_owned(),
            first: 0,
        };
        open_listing(
            Box::new(disk.clone()),
            Path::new(ROOT),
            Box::new(seats),
            device,
            own.clone(),
        )
        .unwrap()
    };
    let mut lan = with("lan");
    say(&mut lan, "p9/plan", "forecast", "2027-01-01");
    let mut hoa = with("hoa");
    say(&mut hoa, "p9/plan", "proposal", "dam");
    hoa.write_view().unwrap();
    disk.remove(&Path::new(JOURNALS).join("lan-0.jsonl"))
        .unwrap();
    forget_backups(&disk);
    let before = view(&disk);
    let mut replica = reopen(&disk, "mai");
    replica.write_view().unwrap();
    assert_eq!(view(&disk), before);
    repair(&disk);
    let replica = reopen(&disk, "mai");
    let platforms = replica.programme().platforms();
    let names: Vec<&str> = platforms.map(|platform| platform.id.as_str()).collect();
    assert_eq!(names, ["p9"]);
    let value = |field| {
        replica
            .fold()
            .field("p9/plan", field)
            .0
            .map(|value| value.to_string())
    };
    assert_eq!(value("forecast").as_deref(), Some("2027-01-01"));
    assert_eq!(value("proposal").as_deref(), Some("dam"));
}

/// The journal in which the list stands, and a thing that was added, of which only the readable state knows.
#[test]
fn a_rescued_addition_is_not_taken_for_the_list() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    replica.commit(&add("p3")).unwrap().saved.unwrap();
    let mut other = reopen(&disk, "mai");
    say(&mut other, "p2/plan", "proposal", "dam");
    say(&mut other, "p3/plan", "proposal", "lake");
    other.write_view().unwrap();
    let before = shown(&other);
    disk.remove(&Path::new(JOURNALS).join("lan-0.jsonl"))
        .unwrap();
    forget_backups(&disk);
    repair(&disk);
    let replica = reopen(&disk, "mai");
    let platforms = replica.programme().platforms();
    let names: Vec<&str> = platforms.map(|platform| platform.id.as_str()).collect();
    assert_eq!(names, ["p1", "p2", "p3"]);
    assert_eq!(shown(&replica), before);
}
