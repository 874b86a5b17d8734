//! A disk that takes what is written and never says that it holds it, while it holds other files.

use tiendo::store::seat::PrivateSeats;

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
