//! `store.json` as a file: when it is read, when somebody has written it, and why it is not written over.

use std::path::{Path, PathBuf};

use tiendo::replica::health::Fault;
use tiendo::store::Store;
use tiendo::store::disk::Disk as _;
use tiendo::store::edited::{Damaged, HandEdited};

use super::fixture::{FixedSeats, ROOT};
use super::home::Home;
use super::sim::SimDisk;

fn view() -> PathBuf {
    Path::new(ROOT).join("store.json")
}

fn store_with(text: &str) -> (SimDisk, Store) {
    let disk = SimDisk::new();
    disk.make_dir(Path::new(ROOT)).unwrap();
    disk.put(&view(), text.as_bytes());
    let seats = FixedSeats {
        device: "a".into(),
        first: 0,
    };
    let store = Store::new(Box::new(disk.clone()), ROOT.into(), Box::new(seats));
    (disk, store)
}

#[test]
fn that_somebody_has_written_the_readable_state_is_told_once() {
    let (disk, mut store) = store_with("{}");
    assert!(store.was_view_written());
    assert!(!store.was_view_written());
    disk.put(&view(), b"[]");
    assert!(store.was_view_written());
    assert!(!store.was_view_written());
}

#[test]
fn a_readable_state_beyond_all_measure_is_not_read() {
    const MOST: u64 = 512 << 20;
    let (disk, store) = store_with("");
    for (more, is_read) in [(MOST - 1, true), (MOST, true), (MOST + 1, false)] {
        disk.claim(&view(), more);
        assert_eq!(store.read_view().is_ok(), is_read, "{more}");
    }
}

#[test]
fn an_edit_and_what_can_no_longer_be_read_are_kept_for_reasons_of_their_own() {
    let why = |text: &str| {
        let (disk, mut store) = store_with(text);
        let refused = store.write_view("{}\n", None, |_| false).unwrap_err();
        assert_eq!(disk.read(&view(), 0, 99).unwrap(), text.as_bytes());
        refused.source
    };
    let is_edit = |text: &str| why(text).get_ref().unwrap().is::<HandEdited>();
    assert!(is_edit(r#"{"format":1,"check":"?"}"#));
    assert!(is_edit(r#"{"format":1,"check":"?","surprise":1}"#));
    let is_damage = |text: &str| why(text).get_ref().unwrap().is::<Damaged>();
    assert!(is_damage(""));
    assert!(is_damage(r#"{"format":1,"check":"?""#));
}

/// What stands in a journal that cannot be read now is not gone: nobody is to give it up.
#[test]
fn what_was_saved_in_a_journal_that_cannot_be_read_now_is_not_called_lost() {
    let home = Home::with(&[1]);
    let journal = std::fs::OpenOptions::new()
        .append(true)
        .open(home.journal());
    journal.unwrap().set_len(2 << 30).unwrap();
    let faults = home.open("a").health().faults;
    let is_lost = |fault: &Fault| matches!(fault, Fault::Lost { .. });
    assert!(!faults.iter().any(is_lost), "{faults:?}");
    std::fs::remove_file(home.journal()).unwrap();
    let faults = home.open("a").health().faults;
    assert!(faults.iter().any(is_lost), "{faults:?}");
}

/// Nothing else tells of it: nobody has written after it, and there is no readable state.
#[test]
fn whose_line_is_gone_is_known_where_only_this_computer_tells_of_it() {
    let home = Home::with(&[1]);
    let writer = home.open("a").store().device().unwrap() + "-0";
    std::fs::remove_file(home.journal()).unwrap();
    let _ = std::fs::remove_file(home.root().join("store.json"));
    let _ = std::fs::remove_dir_all(home.root().join("backups"));
    assert_eq!(home.open("a").plan_repair().lost_of, [writer]);
}
