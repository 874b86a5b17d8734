//! Journals that somebody else puts in place again, by name or by content, while a process writes them.

use std::fs;
use std::path::Path;

use tiendo::store::line::Line;
use tiendo::store::seat::PrivateSeats;

use super::fixture::open_with;
use super::home::{Home, days, set_day};
use crate::disk::{Trouble, TroubledDisk};

/// How a tool brings bytes back under the name of a file.
type Bring = fn(&Path, &[u8]);

/// What becomes of the bytes on the way.
type Spoil = fn(&[u8]) -> Vec<u8>;

/// A new file takes the name.
fn by_name(path: &Path, bytes: &[u8]) {
    let fresh = path.with_extension("tmp");
    fs::write(&fresh, bytes).unwrap();
    fs::rename(fresh, path).unwrap();
}

/// The same file gets other bytes.
fn in_place(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

/// How many lines stand in a journal, and how many different ones.
fn on_disk(journal: &Path) -> (usize, usize) {
    let bytes = fs::read(journal).unwrap();
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut names: Vec<_> = lines
        .filter_map(|line| Line::open(line).ok())
        .map(|line| line.id)
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    (all, names.len())
}

#[test]
fn a_copy_in_the_place_of_a_journal_makes_it_no_longer() {
    let home = Home::new();
    let mut replica = home.open("a");
    for day in 1..9 {
        set_day(&mut replica, day);
        let bytes = fs::read(home.journal()).unwrap();
        by_name(&home.journal(), &bytes);
    }
    set_day(&mut replica, 9);
    assert_eq!(on_disk(&home.journal()), (10, 10));
    assert_eq!(days(&home.open("b")), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn what_an_older_or_newer_copy_lacks_is_saved_again() {
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 9].to_vec();
    let whole = |bytes: &[u8]| bytes.to_vec();
    let longer = |bytes: &[u8]| [bytes, b"what another has added\n"].concat();
    let ways: [(&str, Spoil); 3] = [("torn", cut), ("whole", whole), ("longer", longer)];
    for bring in [by_name as Bring, in_place] {
        for (way, spoil) in ways {
            let home = Home::new();
            let mut replica = home.open("a");
            (1..3).for_each(|day| set_day(&mut replica, day));
            let older = fs::read(home.journal()).unwrap();
            (3..5).for_each(|day| set_day(&mut replica, day));
            bring(&home.journal(), &spoil(&older));
            set_day(&mut replica, 5);
            assert_eq!(replica.unsaved(), 0);
            assert_eq!(days(&home.open("b")), [1, 2, 3, 4, 5], "{way}");
            replica.sync().unwrap();
            assert_eq!(
                replica.health().damaged(),
                usize::from(way != "whole"),
                "{way}"
            );
        }
    }
}

#[test]
fn what_others_have_written_is_not_saved_again() {
    let home = Home::new();
    set_day(&mut home.open("b"), 1);
    let mut replica = home.open("a");
    set_day(&mut replica, 2);
    let own = home.journal_of("a");
    by_name(&own, b"");
    set_day(&mut replica, 3);
    let own_and_list = (3, 3);
    assert_eq!(on_disk(&own), own_and_list);
    assert_eq!(days(&home.open("c")), [1, 2, 3]);
}

#[test]
fn a_journal_that_was_deleted_comes_back_though_nobody_changes_anything() {
    let home = Home::new();
    let mut replica = home.open("a");
    (1..4).for_each(|day| set_day(&mut replica, day));
    fs::remove_file(home.journal()).unwrap();
    // What a board does once a second.
    replica.sync().unwrap();
    replica.save().unwrap();
    assert_eq!(days(&home.open("b")), [1, 2, 3]);
    // A disk that is away has all of it.
    let away = home.other("away");
    fs::rename(home.root(), &away).unwrap();
    let _ = replica.sync();
    assert_eq!(replica.unsaved(), 0);
    fs::create_dir_all(home.journals()).unwrap();
    let _ = replica.sync();
    assert_eq!(replica.unsaved(), 0);
    fs::remove_dir_all(home.root()).unwrap();
    fs::rename(&away, home.root()).unwrap();
    let before = on_disk(&home.journal());
    replica.sync().unwrap();
    replica.save().unwrap();
    assert_eq!(on_disk(&home.journal()), before);
}

#[test]
fn the_name_of_a_folder_that_took_the_place_of_another_is_made_durable_before_a_line_in_it_counts()
{
    let home = Home::new();
    let disk = TroubledDisk::new(Trouble::Full);
    disk.end();
    let seats = PrivateSeats::new(&home.other("b"), &home.root());
    let mut replica =
        open_with(Box::new(disk.clone()), &home.root(), Box::new(seats), "b").unwrap();
    set_day(&mut replica, 1);
    let synced = || {
        disk.synced()
            .iter()
            .filter(|dir| **dir == home.root())
            .count()
    };
    let before = synced();
    set_day(&mut replica, 2);
    assert_eq!(synced(), before);
    let old = home.root().join("old");
    fs::rename(home.journals(), &old).unwrap();
    fs::create_dir(home.journals()).unwrap();
    for entry in fs::read_dir(&old).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), home.journals().join(entry.file_name())).unwrap();
    }
    set_day(&mut replica, 3);
    assert!(synced() > before);
}
