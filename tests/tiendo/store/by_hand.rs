//! Edits by hand in a document from which edits were taken before, here or elsewhere.

use std::path::Path;

use tiendo::domain::Operation;
use tiendo::replica::Replica;

use super::fixture::{JOURNALS, open, set, shown};
use super::readable::{ACTUAL, adopt_without_writing, edit, edited, path, standing, store, view};
use super::sim::SimDisk;

/// Lan and Mai edit the same document in the same way, each on a computer of their own, and Mai's lines come to Lan; what
/// Mai does after it was taken.
fn both_have_edited(then: impl FnOnce(&mut Replica)) -> Replica {
    let (disk, ..) = edited("2027-01-02", "2027-02-02");
    let elsewhere = disk.copy();
    let mut mai = open(Box::new(elsewhere.clone()), "mai", 0).unwrap();
    mai.adopt().unwrap().unwrap();
    then(&mut mai);
    let journals = Path::new(JOURNALS);
    for (name, bytes) in elsewhere.files(journals) {
        disk.put(&journals.join(name), &bytes);
    }
    open(Box::new(disk), "lan", 0).unwrap()
}

#[test]
fn an_edit_that_somebody_else_has_taken_is_recorded_unless_theirs_stands() {
    let mut lan = both_have_edited(|_| {});
    assert!(lan.adopt().unwrap().is_none());
    assert_eq!(standing(&lan, "forecast"), ["2027-02-02"]);
    let mut lan = both_have_edited(|mai| drop(mai.undo().unwrap()));
    lan.adopt().unwrap().unwrap();
    assert_eq!(standing(&lan, "forecast"), ["2027-02-02"]);
    assert!(lan.fold().conflicts().is_empty());
    let later = set("p1/plan", "forecast", "2027-03-03");
    let mut lan = both_have_edited(|mai| drop(mai.commit(&later).unwrap()));
    let adopted = lan.adopt().unwrap().unwrap();
    assert_eq!(adopted.edits[0].rivals.len(), 1);
    assert_eq!(standing(&lan, "forecast"), ["2027-02-02", "2027-03-03"]);
}

/// The document of an editor that is still open on it.
fn save(disk: &SimDisk, text: &str) {
    disk.put(&path(), text.as_bytes());
}

#[test]
fn an_edit_that_is_taken_back_in_the_same_document_is_taken_back() {
    for (from, to) in [
        ("2027-01-02", "2027-02-02"),
        (
            "\"id\":\"plan\",\"fore",
            "\"id\":\"plan\",\"reason\":\"rain\",\"fore",
        ),
        ("\"forecast\":\"2027-01-02\"", "\"reason\":\"rain\""),
    ] {
        for more in [false, true] {
            let (disk, mut replica) = store();
            replica.write_view().unwrap();
            let before = shown(&replica);
            let text = view(&disk).unwrap();
            for _ in 0..2 {
                save(&disk, &text.replacen(from, to, 1));
                replica.adopt().unwrap().unwrap();
                assert_ne!(shown(&replica), before);
                let back = text.replacen("\"x\"", "\"y\"", usize::from(more));
                save(&disk, &back);
                assert!(!replica.hand_edits().unwrap().is_empty());
                replica.adopt().unwrap().unwrap();
                assert_eq!(shown(&replica), before, "{to}");
                assert!(replica.fold().conflicts().is_empty());
                assert!(replica.adopt().unwrap().is_none(), "it is written anew");
                save(&disk, &back);
                assert!(replica.adopt().unwrap().is_none(), "it is recorded");
            }
        }
    }
}

#[test]
fn what_a_document_says_unchanged_takes_back_nothing_that_does_not_stand_or_was_not_taken_from_it()
{
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let text = view(&disk).unwrap();
    edit(&disk, "2027-01-02", "2027-02-02");
    replica.adopt().unwrap().unwrap();
    // From the next document.
    edit(&disk, "2027-02-02", "2027-03-03");
    replica.adopt().unwrap().unwrap();
    save(&disk, &text);
    assert!(replica.adopt().unwrap().is_none());
    assert_eq!(standing(&replica, "forecast"), ["2027-03-03"]);
    // Undone, done by somebody else.
    replica.undo().unwrap();
    replica.undo().unwrap();
    let copy = disk.copy();
    save(&copy, &text);
    assert!(replica.adopt().unwrap().is_none());
    assert_eq!(standing(&replica, "forecast"), ["2027-01-02"]);
    replica.redo().unwrap();
    let mut mai = open(Box::new(copy), "mai", 0).unwrap();
    assert!(mai.adopt().unwrap().is_none());
}

#[test]
fn what_followed_from_an_edit_is_not_taken_back_by_what_the_document_says_of_it() {
    let (disk, mut replica) = store();
    let hold = Operation::Edit {
        targets: vec!["p1/plan".parse().unwrap()],
        fields: [("state", "on_hold"), ("reason", "no money")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    replica.commit(&hold).unwrap();
    replica.write_view().unwrap();
    edit(&disk, "\"id\":\"plan\",\"fore", ACTUAL);
    adopt_without_writing(&disk, &mut replica);
    assert!(replica.adopt().unwrap().is_none());
    assert_eq!(standing(&replica, "state"), ["nothing"]);
}

/// The program ends a hold by itself once something is done; the document of the editor still has it.
#[test]
fn a_hold_that_an_edit_has_ended_is_there_again_once_the_edit_is_taken_back() {
    let (disk, mut replica) = store();
    for (field, text) in [("reason", "rain"), ("state", "on_hold")] {
        replica.commit(&set("p1/plan", field, text)).unwrap();
    }
    replica.write_view().unwrap();
    let before = shown(&replica);
    let text = view(&disk).unwrap();
    let done = text.replacen("\"forecast\"", "\"actual\":\"2026-11-20\",\"forecast\"", 1);
    for _ in 0..2 {
        save(&disk, &done);
        replica.adopt().unwrap().unwrap();
        assert_eq!(standing(&replica, "state"), ["nothing"]);
        // Another edit beside it does not bring the hold back.
        save(&disk, &done.replacen("2027-01-02", "2027-02-02", 1));
        replica.adopt().unwrap().unwrap();
        assert_eq!(standing(&replica, "state"), ["nothing"]);
        save(&disk, &text);
        replica.adopt().unwrap().unwrap();
        assert_eq!(shown(&replica), before);
        assert!(replica.fold().conflicts().is_empty());
        assert!(replica.adopt().unwrap().is_none());
    }
}

#[test]
fn a_long_chain_of_edits_of_one_document_names_only_the_last() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let text = view(&disk).unwrap();
    for number in 0..40 {
        let reason = format!("\"id\":\"plan\",\"reason\":\"{number}\",\"fore");
        save(&disk, &text.replacen("\"id\":\"plan\",\"fore", &reason, 1));
        replica.adopt().unwrap().unwrap();
    }
    assert_eq!(standing(&replica, "reason"), ["39"]);
    let lines = replica.fold().lines();
    let changes = lines.flat_map(|line| &line.body.changes);
    assert!(changes.map(|change| change.over.len()).max() <= Some(1));
    // What is undone in its midst lets the one before stand, and neither is in the way.
    replica.undo().unwrap();
    assert_eq!(standing(&replica, "reason"), ["38"]);
    save(
        &disk,
        &text.replacen(
            "\"id\":\"plan\",\"fore",
            "\"id\":\"plan\",\"reason\":\"x\",\"fore",
            1,
        ),
    );
    let adopted = replica.adopt().unwrap().unwrap();
    assert_eq!(adopted.edits[0].rivals, []);
    assert_eq!(standing(&replica, "reason"), ["x"]);
    assert!(replica.fold().conflicts().is_empty());
}

#[test]
fn many_edits_of_one_document_and_many_fields_of_one_thing_are_taken_one_by_one() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let text = view(&disk).unwrap();
    for number in 0..800 {
        let reason = format!("\"id\":\"plan\",\"reason\":\"{number}\",\"fore");
        save(&disk, &text.replacen("\"id\":\"plan\",\"fore", &reason, 1));
        replica.adopt().unwrap().unwrap();
    }
    let notes: Vec<String> = (0..60_000)
        .map(|number| format!("\"note.k{number}\":\"n\","))
        .collect();
    let notes = notes.concat();
    edit(
        &disk,
        "\"reason\":\"799\"",
        &format!("{notes}\"reason\":\"799\""),
    );
    replica.adopt().unwrap().unwrap();
    edit(&disk, "\"reason\":\"799\"", "\"reason\":\"x\"");
    assert_eq!(replica.adopt().unwrap().unwrap().edits.len(), 1);
}
