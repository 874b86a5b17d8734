//! The list changed in two places at once, and put together: nobody's change is lost, and nothing vanishes.

use std::path::Path;

use tiendo::domain::field::Owner;
use tiendo::domain::operation::Place;
use tiendo::domain::{Entity, Operation};
use tiendo::replica::Replica;

use super::fixture::{JOURNALS, add, archive, listed, open, order, restore, set};
use super::sim::SimDisk;

/// Four platforms with places of their own, and an empty ministry, in two copies.
fn two_copies() -> [(SimDisk, Replica); 2] {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "here", 0).unwrap();
    let ministry = Operation::Add {
        what: Owner::Ministry,
        code: "n".to_owned(),
        platforms: Vec::new(),
        fields: vec![("name_vi".to_owned(), "N".to_owned())],
    };
    for operation in [ministry, add("p3"), add("p4"), order("p2", Place::First)] {
        assert!(replica.commit(&operation).unwrap().saved.is_ok());
    }
    let copy = disk.copy();
    let other = open(Box::new(copy.clone()), "there", 0).unwrap();
    [(disk, replica), (copy, other)]
}

/// Both copies put together, as somebody else sees it.
fn together([(disk, _), (copy, _)]: &[(SimDisk, Replica); 2]) -> Replica {
    for (name, bytes) in copy.files(Path::new(JOURNALS)) {
        if name.starts_with("there") {
            disk.put(&Path::new(JOURNALS).join(name), &bytes);
        }
    }
    open(Box::new(disk.clone()), "third", 0).unwrap()
}

fn codes(replica: &Replica) -> Vec<String> {
    let platforms = replica.programme().platforms();
    platforms.map(|platform| platform.id.to_string()).collect()
}

fn moved(platform: &str, ministry: &str) -> Operation {
    Operation::Move {
        platforms: vec![platform.parse().unwrap()],
        fields: vec![("ministry".to_owned(), ministry.to_owned())],
    }
}

fn has(replica: &Replica, target: &str) -> bool {
    replica
        .programme()
        .contains(&target.parse::<Entity>().unwrap())
}

#[test]
fn two_people_who_put_different_things_in_order_both_have_their_way() {
    let mut copies = two_copies();
    assert_eq!(codes(&copies[0].1), ["p2", "p1", "p3", "p4"]);
    copies[0].1.commit(&order("p4", Place::First)).unwrap();
    copies[1].1.commit(&order("p2", Place::Last)).unwrap();
    let all = together(&copies);
    assert_eq!(codes(&all), ["p4", "p1", "p3", "p2"]);
    assert!(all.fold().conflicts().is_empty());
}

#[test]
fn a_platform_that_comes_to_a_ministry_while_somebody_archives_it_is_still_seen() {
    let mut copies = two_copies();
    copies[0].1.commit(&archive("ministry:n")).unwrap();
    copies[1].1.commit(&moved("p1", "n")).unwrap();
    let mut all = together(&copies);
    assert!(has(&all, "p1") && has(&all, "ministry:n"));
    assert!(codes(&all).contains(&"p1".to_owned()));
    all.commit(&moved("p1", "m")).unwrap();
    assert!(
        !has(&all, "ministry:n"),
        "empty, it is archived as was wanted"
    );
    let platform = all.programme().platform(&"p1".parse().unwrap()).unwrap();
    assert_eq!(platform.former_owners().len(), 2);
}

#[test]
fn two_people_who_move_a_platform_apart_leave_a_conflict_and_both_records() {
    let mut copies = two_copies();
    let other = Operation::Add {
        what: Owner::Ministry,
        code: "o".to_owned(),
        platforms: Vec::new(),
        fields: vec![("name_vi".to_owned(), "O".to_owned())],
    };
    copies[0].1.commit(&moved("p1", "n")).unwrap();
    copies[1].1.commit(&other).unwrap();
    copies[1].1.commit(&moved("p1", "o")).unwrap();
    let all = together(&copies);
    let conflicts = all.fold().conflicts();
    assert!(
        conflicts
            .iter()
            .any(|conflict| conflict.field == "ministry")
    );
    assert!(has(&all, "p1"));
}

#[test]
fn what_is_recorded_of_an_archived_thing_elsewhere_is_there_when_it_comes_back() {
    let mut copies = two_copies();
    copies[0].1.commit(&archive("p1")).unwrap();
    copies[1]
        .1
        .commit(&set("p1/plan", "forecast", "2027-01-05"))
        .unwrap();
    let mut all = together(&copies);
    assert!(!has(&all, "p1"));
    all.commit(&restore("p1")).unwrap();
    assert_eq!(listed(&all)[1], "p1: plan trial");
    let milestone = super::fixture::milestone("p1/plan");
    let milestone = all.programme().milestone(&milestone).unwrap();
    assert_eq!(milestone.forecast, Some("2027-01-05".parse().unwrap()));
}

#[test]
fn the_same_code_added_in_two_places_is_one_thing_with_a_conflict_where_it_differs() {
    let mut copies = two_copies();
    let named = |name: &str| {
        let mut operation = add("p5");
        if let Operation::Add { fields, .. } = &mut operation {
            name.clone_into(&mut fields[0].1);
        }
        operation
    };
    copies[0].1.commit(&named("Một")).unwrap();
    copies[1].1.commit(&named("Hai")).unwrap();
    let all = together(&copies);
    assert_eq!(codes(&all).iter().filter(|code| *code == "p5").count(), 1);
    let conflicts = all.fold().conflicts();
    let fields: Vec<&str> = conflicts
        .iter()
        .map(|conflict| conflict.field.as_str())
        .collect();
    assert_eq!(fields, ["name_vi"]);
}
