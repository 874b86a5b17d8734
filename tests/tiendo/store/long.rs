//! Journals that are long, or say so.

use std::path::Path;

use super::fixture::{JOURNALS, open};
use super::home::{days, set_day};
use super::sim::SimDisk;

fn names(disk: &SimDisk) -> Vec<String> {
    let files = disk.files(Path::new(JOURNALS)).into_iter();
    files.map(|(name, _)| name).collect()
}

#[test]
fn a_journal_is_left_for_the_next_one_long_before_nobody_would_read_it() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut replica, 1);
    disk.claim(&Path::new(JOURNALS).join("lan-0.jsonl"), 512 << 20);
    set_day(&mut replica, 2);
    set_day(&mut replica, 3);
    assert_eq!(names(&disk), ["lan-0.jsonl", "lan-1.jsonl"]);
    let mut another = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut another, 4);
    assert_eq!(names(&disk), ["lan-0.jsonl", "lan-1.jsonl"]);
    let all = open(Box::new(disk), "hoa", 0).unwrap();
    assert_eq!(days(&all), [1, 2, 3, 4]);
    assert_eq!(all.fold().conflicts(), []);
}

#[test]
fn a_journal_that_is_cut_off_while_it_is_read_is_read_as_far_as_it_goes() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    set_day(&mut replica, 1);
    let torn = Path::new(JOURNALS).join("torn.jsonl");
    disk.put(&torn, b"{\"v\":1,");
    disk.claim(&torn, 100 << 20);
    let reader = open(Box::new(disk), "hoa", 0).unwrap();
    assert_eq!(days(&reader), [1]);
}
