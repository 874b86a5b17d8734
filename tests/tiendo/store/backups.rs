//! Backups on a disk that is full or has errors: none is taken for more than it is, and none is in the way.

use std::path::{Path, PathBuf};

use tiendo::store::line::Line;

use super::fixture::{JOURNALS, ROOT, open};
use super::home::set_day;
use super::sim::{Errno, SimDisk, Trouble};

fn folder() -> PathBuf {
    Path::new(ROOT).join("backups")
}

/// A store with a change, and backups of twenty days of an earlier month, each with the same bytes.
fn store(bytes: &[u8]) -> SimDisk {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut replica, 1);
    for day in 1..=20 {
        disk.put(&folder().join(format!("2026-10-{day:02}.jsonl")), bytes);
    }
    disk
}

fn names(disk: &SimDisk) -> Vec<String> {
    let files = disk.files(&folder()).into_iter();
    files.map(|(name, _)| name).collect()
}

fn journal(disk: &SimDisk) -> Vec<u8> {
    disk.files(Path::new(JOURNALS)).remove(0).1
}

#[test]
fn an_error_at_any_call_leaves_no_part_of_a_backup_and_takes_no_other_away_for_it() {
    for errno in Errno::ALL {
        let mut is_over = false;
        for call in 0.. {
            let disk = store(b"");
            let before = journal(&disk);
            let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
            let call = disk.calls() + call;
            disk.trouble([Trouble::Once(call, errno)]);
            let _ = replica.store().back_up("2026-11-23");
            is_over = is_over || disk.calls() < call;
            disk.trouble([]);
            let names = names(&disk);
            assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
            let files = disk.files(&folder()).into_iter();
            let new = files.last().filter(|(name, _)| name == "2026-11-23.jsonl");
            let is_whole = new.is_some_and(|(_, bytes)| bytes.starts_with(&before));
            assert!(is_whole || names.len() >= 20, "{errno:?} {call} {names:?}");
            set_day(&mut replica, 2);
            if is_over {
                break;
            }
        }
    }
}

#[test]
fn what_was_begun_on_another_day_and_never_became_a_backup_is_taken_away() {
    let disk = store(b"");
    disk.put(&folder().join(".2026-11-22.77"), b"half");
    disk.put(&folder().join(".2026-11-23.77"), b"at it now");
    let replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    replica.store().back_up("2026-11-23").unwrap();
    let names = names(&disk);
    assert_eq!(names[0], ".2026-11-23.77");
    assert_eq!(names.len(), 1 + 14);
}

#[test]
fn a_backup_with_lines_that_are_nowhere_else_is_kept_however_old() {
    let other = SimDisk::new();
    let mut replica = open(Box::new(other.clone()), "hoa", 0).unwrap();
    set_day(&mut replica, 9);
    let disk = store(&journal(&other));
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut replica, 2);
    assert_eq!(names(&disk).len(), 21);
    // Once the lines are back, there is no need of them all.
    let lines = journal(&other);
    assert!(
        lines
            .split(|byte| *byte == b'\n')
            .any(|line| Line::open(line).is_ok())
    );
    disk.put(&Path::new(JOURNALS).join("hoa-0.jsonl"), &lines);
    disk.delete(&folder().join("2026-11-23.jsonl"));
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut replica, 3);
    assert_eq!(names(&disk).len(), 14);
}

#[test]
fn what_is_no_journal_though_it_is_called_like_one_keeps_no_old_backup_from_going() {
    let disk = store(b"");
    disk.put(&Path::new(JOURNALS).join("folder.jsonl/file"), b"mine");
    let replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    assert!(replica.store().back_up("2026-11-23").unwrap());
    assert_eq!(names(&disk).len(), 14);
}
