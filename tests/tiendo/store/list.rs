//! The list that a store begins from: when a change brings it, and when it must not, because the store has another one
//! that cannot be read now.

use std::collections::BTreeMap;
use std::path::Path;

use tiendo::domain::catalogue::Additions;
use tiendo::replica::{Recorded, Replica, Reversal};
use tiendo::store::disk::Disk as _;
use tiendo::store::line::{LineChange, LineId};

use super::fixture::{FixedSeats, JOURNALS, ROOT, add, catalogue, open, open_listing, set};
use super::sim::SimDisk;

fn say(replica: &mut Replica, target: &str, field: &str, text: &str) -> Recorded {
    replica.commit(&set(target, field, text)).unwrap()
}

/// The first two lines of a store: its list, and a change.
fn first_lines() -> [Vec<u8>; 2] {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    say(&mut replica, "p1/plan", "reason", "rain")
        .saved
        .unwrap();
    let (_, bytes) = disk.files(Path::new(JOURNALS)).pop().unwrap();
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    [0, 1].map(|_| lines.next().unwrap().to_vec())
}

/// Whether somebody's first change brings the list into a store whose only journal is this.
fn brings_list(journal: &[u8]) -> bool {
    let disk = SimDisk::new();
    disk.make_dir(Path::new(JOURNALS)).unwrap();
    disk.put(&Path::new(JOURNALS).join("lan-0.jsonl"), journal);
    let mut replica = open(Box::new(disk.clone()), "mai", 0).unwrap();
    say(&mut replica, "p1/plan", "reason", "snow")
        .saved
        .unwrap();
    let mut files = disk.files(Path::new(JOURNALS)).into_iter();
    let (_, written) = files.find(|(name, _)| name == "mai-0.jsonl").unwrap();
    String::from_utf8_lossy(&written).contains("\"add\":{")
}

/// As by a failing disk, or an editor.
fn altered(line: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(line.to_vec()).unwrap();
    let altered = text.replacen(from, to, 1);
    assert_ne!(altered, text);
    altered.into_bytes()
}

#[test]
fn a_list_that_was_altered_is_still_the_list_and_what_was_never_one_is_not() {
    let [list, change] = first_lines();
    assert!(!brings_list(&list));
    assert!(!brings_list(&altered(&list, "kind:plan", "kind:plam")));
    assert!(!brings_list(&altered(&list, "\"v\":1", "\"v\":?")));
    assert!(brings_list(&altered(&change, "rain", "hail")));
    // What a crash left of it was never saved.
    assert!(brings_list(&altered(&list, "kind:plan", "\0\0\0\0:plan")));
    assert!(brings_list(&list[..list.len() / 2]));
}

#[test]
fn where_a_journal_cannot_be_read_no_list_is_brought() {
    let disk = SimDisk::new();
    let other = Path::new(JOURNALS).join("lan-0.jsonl");
    disk.make_dir(Path::new(JOURNALS)).unwrap();
    disk.put(&other, b"");
    disk.claim(&other, 2 << 30);
    let mut replica = open(Box::new(disk.clone()), "mai", 0).unwrap();
    say(&mut replica, "p1/plan", "reason", "snow")
        .saved
        .unwrap();
    let files = disk.files(Path::new(JOURNALS)).into_iter();
    let mut written = files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert!(written.all(|text| !text.contains("\"add\":{")));
}

/// The lines that a recorded change has come over.
fn over(replica: &Replica, recorded: &Recorded) -> Vec<LineId> {
    let line = replica.fold().line(recorded.id).unwrap();
    let LineChange { over, .. } = line.body.changes.first().unwrap();
    over.clone()
}

#[test]
fn a_change_comes_over_the_list_that_the_store_has_and_not_over_one_that_stands_in() {
    let whole = SimDisk::new();
    let mut lan = open(Box::new(whole.clone()), "lan", 0).unwrap();
    let list = lan.fold().lines().next().unwrap().id;
    let renamed = say(&mut lan, "kind:plan", "name_vi", "Kế hoạch");
    assert_eq!(over(&lan, &renamed), [list]);
    let mut mai = open(Box::new(whole.clone()), "mai", 0).unwrap();
    let renamed = say(&mut mai, "kind:trial", "name_vi", "Thử");
    assert_eq!(over(&mai, &renamed), [list]);
    // Of this store only what mai has written has come, and a program with another list shows that.
    let part = SimDisk::new();
    part.make_dir(Path::new(JOURNALS)).unwrap();
    let files = whole.files(Path::new(JOURNALS)).into_iter();
    for (name, bytes) in files.filter(|(name, _)| name == "mai-0.jsonl") {
        part.put(&Path::new(JOURNALS).join(name), &bytes);
    }
    let mut hoa = open_beside(&part, "hoa");
    let first = say(&mut hoa, "kind:plan", "name_vi", "Plan");
    assert_eq!(over(&hoa, &first), []);
    let second = say(&mut hoa, "kind:plan", "name_vi", "The plan");
    assert_eq!(over(&hoa, &second), [first.id]);
}

/// A process that knows another list.
fn open_beside(disk: &SimDisk, device: &str) -> Replica {
    let mut list: Additions = catalogue();
    list.push(("ministry:n".parse().unwrap(), BTreeMap::new()));
    let seats = FixedSeats {
        device: device.to_owned(),
        first: 0,
    };
    let disk = Box::new(disk.clone());
    open_listing(disk, Path::new(ROOT), Box::new(seats), device, list).unwrap()
}

/// The readable state of a store in which somebody has added a platform, said something of it, and taken it back.
fn with_a_remnant() -> (SimDisk, String) {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    let added = replica.commit(&add("p3")).unwrap().id;
    say(&mut replica, "p3", "obstacle", "rain").saved.unwrap();
    let back = Reversal {
        line: added.to_string(),
        change: None,
    };
    replica.revert(&back).unwrap().saved.unwrap();
    replica.write_view().unwrap();
    let text = disk.read(&Path::new(ROOT).join("store.json"), 0, 1 << 20);
    let text = String::from_utf8(text.unwrap()).unwrap();
    (disk, text)
}

/// Whether the document is taken with these edits.
fn is_taken(edits: &[(&str, &str)]) -> bool {
    let (disk, mut text) = with_a_remnant();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from} {text}");
        text = text.replace(from, to);
    }
    disk.put(&Path::new(ROOT).join("store.json"), text.as_bytes());
    let mut replica = open(Box::new(disk), "lan", 0).unwrap();
    replica.adopt().is_ok()
}

#[test]
fn by_hand_nothing_comes_to_the_list_and_nothing_goes_whatever_else_is_edited() {
    let (_, text) = with_a_remnant();
    let start = text.find(",\n {\"id\":\"p2\"").unwrap();
    let end = start + text[start..].find("]}").unwrap() + 2;
    let p2 = &text[start..end];
    let edit = ("\"name_vi\":\"programme\"", "\"name_vi\":\"Chương trình\"");
    assert!(is_taken(&[edit]));
    assert!(!is_taken(&[edit, (p2, "")]));
    let remnant = "{\"id\":\"p3\",\"obstacle\":\"rain\"}";
    let back = format!("{p2},\n {remnant}");
    assert!(is_taken(&[(remnant, remnant)]));
    assert!(!is_taken(&[(remnant, ""), (p2, &back)]));
}
