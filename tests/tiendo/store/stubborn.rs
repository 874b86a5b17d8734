//! A disk that takes what is written and never says that it holds it, while it holds other files.

use tiendo::store::seat::{PrivateSeats, Seats as _};

use super::fixture::{open_with, set};
use super::home::{Home, days};
use crate::disk::{Trouble, TroubledDisk};

#[test]
fn a_sync_that_fails_for_hours_costs_a_handful_of_journals_and_the_last_attempt_is_always_made() {
    let home = Home::with(&[1]);
    let disk = TroubledDisk::new(Trouble::NoSync);
    let seats = PrivateSeats::new(&home.other("b"), &home.root());
    let mut replica =
        open_with(Box::new(disk.clone()), &home.root(), Box::new(seats), "b").unwrap();
    let recorded = replica.commit(&set("p1/plan", "forecast", "2027-01-02"));
    assert!(recorded.unwrap().saved.is_err());
    // A board tries once a second: an hour.
    for _ in 0..3600 {
        assert!(replica.save().is_err());
    }
    assert_eq!(replica.unsaved(), 1);
    assert!(home.paths().len() < 20, "{}", home.paths().len());
    disk.end();
    replica.save_at_last().unwrap();
    assert_eq!(replica.unsaved(), 0);
    assert_eq!(days(&home.open("c")), [1, 2]);
}

#[test]
fn a_disk_that_works_again_is_found_out_in_as_many_looks_as_it_was_stubborn_for() {
    let home = Home::with(&[1]);
    let disk = TroubledDisk::new(Trouble::NoSync);
    let seats = PrivateSeats::new(&home.other("b"), &home.root());
    let mut replica =
        open_with(Box::new(disk.clone()), &home.root(), Box::new(seats), "b").unwrap();
    let _ = replica.commit(&set("p1/plan", "forecast", "2027-01-02"));
    for _ in 0..40 {
        assert!(replica.save().is_err());
    }
    disk.end();
    assert!((0..40).any(|_| replica.save().is_ok()));
    assert_eq!(days(&home.open("c")), [1, 2]);
}

#[test]
fn a_disk_that_syncs_nothing_is_tried_with_a_file_of_no_worth_and_costs_one_journal() {
    let home = Home::with(&[1]);
    let disk = TroubledDisk::new(Trouble::NoSyncAtAll);
    let seats = PrivateSeats::new(&home.other("b"), &home.root());
    let mut replica =
        open_with(Box::new(disk.clone()), &home.root(), Box::new(seats), "b").unwrap();
    let recorded = replica.commit(&set("p1/plan", "forecast", "2027-01-02"));
    assert!(recorded.unwrap().saved.is_err());
    for _ in 0..4 {
        assert!(replica.save().is_err());
    }
    assert_eq!(home.paths().len(), 2);
    disk.end();
    replica.save_at_last().unwrap();
    assert_eq!(home.paths().len(), 3);
    assert_eq!(days(&home.open("c")), [1, 2]);
}

#[test]
fn nobody_gets_the_seats_that_were_left_before_what_was_to_go_there_is_saved() {
    let home = Home::with(&[1]);
    let disk = TroubledDisk::new(Trouble::NoSync);
    let seats = || PrivateSeats::new(&home.other("b"), &home.root());
    let by = |disk| open_with(disk, &home.root(), Box::new(seats()), "b");
    let mut replica = by(Box::new(disk.clone())).unwrap();
    let recorded = replica.commit(&set("p1/plan", "forecast", "2027-01-02"));
    assert!(recorded.unwrap().saved.is_err());
    for _ in 0..2 {
        assert!(replica.save().is_err());
    }
    let writer = seats().claim(None).unwrap().writer;
    assert!(writer.ends_with("-3"), "{writer}");
    disk.end();
    replica.save_at_last().unwrap();
    assert_eq!(days(&home.open("c")), [1, 2]);
}
