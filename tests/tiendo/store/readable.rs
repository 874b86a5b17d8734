//! The readable state: when it is written, what it is never written over, what is read back.

use std::path::{Path, PathBuf};

use tiendo::domain::field::BadValue;
use tiendo::domain::{Operation, Refusal, Value};
use tiendo::replica::health::Fault;
use tiendo::replica::{AdoptError, Replica};
use tiendo::store::StoreError;
use tiendo::store::edited::{Place, Problem};

use super::fixture::{ROOT, archive, open, set, shown, toggle};
use super::sim::{SimDisk, Trouble};

/// A store that says the second of January, and its disk.
pub(super) fn store() -> (SimDisk, Replica) {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    replica
        .commit(&set("p1/plan", "forecast", "2027-01-02"))
        .unwrap();
    (disk, replica)
}

pub(super) fn path() -> PathBuf {
    Path::new(ROOT).join("store.json")
}

pub(super) fn view(disk: &SimDisk) -> Option<String> {
    let mut files = disk.files(Path::new(ROOT)).into_iter();
    let (_, bytes) = files.find(|(name, _)| name == "store.json")?;
    Some(String::from_utf8(bytes).unwrap())
}

#[test]
fn it_is_written_when_something_was_recorded_and_says_what_stands() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    replica.write_view().unwrap();
    assert_eq!(view(&disk), None, "nobody has recorded anything");
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let first = view(&disk).unwrap();
    assert!(first.contains("2027-01-02"), "{first}");
    replica
        .commit(&set("p1/plan", "forecast", "2027-01-03"))
        .unwrap();
    replica.write_view().unwrap();
    let second = view(&disk).unwrap();
    assert!(second.contains("2027-01-03"), "{second}");
    assert!(!second.contains("2027-01-02"), "{second}");
}

#[test]
fn one_that_says_the_same_is_not_written_again() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let before = disk.calls();
    replica.write_view().unwrap();
    let files = disk.files(Path::new(ROOT));
    assert_eq!(files.len(), 1, "{files:?}");
    let looks = 2;
    assert_eq!(disk.calls() - before, looks);
}

#[test]
fn it_is_never_written_over_what_somebody_else_has_put_there() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let own = view(&disk).unwrap();
    let newer = own.replace("tiendo/1", "tiendo/2");
    let edited = own.replace("2027-01-02", "2027-02-02");
    let broken = "not JSON at all".to_owned();
    // An editor has emptied it, and is about to write.
    let emptied = String::new();
    for (text, why) in [
        (newer, "a newer tiendo wrote it"),
        (edited, "was edited by hand"),
        (broken, "is empty or no JSON"),
        (emptied, "is empty or no JSON"),
        (" \n".to_owned(), "is empty or no JSON"),
    ] {
        replica.commit(&toggle(&["p2/plan"])).unwrap();
        disk.put(&path(), text.as_bytes());
        let error = replica.write_view().unwrap_err();
        assert_eq!(error.path, path());
        assert!(error.source.to_string().contains(why), "{}", error.source);
        assert_eq!(view(&disk), Some(text));
    }
}

#[test]
fn one_made_from_lines_that_are_not_here_stays_until_they_are() {
    let (disk, mut replica) = store();
    let journals = disk.files(Path::new(super::fixture::JOURNALS));
    let elsewhere = disk.copy();
    let mut other = open(Box::new(elsewhere.clone()), "mai", 0).unwrap();
    other
        .commit(&set("p1/plan", "forecast", "2027-01-09"))
        .unwrap();
    other.write_view().unwrap();
    let theirs = view(&elsewhere).unwrap();
    disk.put(&path(), theirs.as_bytes());
    replica.write_view().unwrap();
    assert_eq!(view(&disk), Some(theirs));
    for (name, bytes) in elsewhere.files(Path::new(super::fixture::JOURNALS)) {
        if !journals.iter().any(|(known, _)| *known == name) {
            disk.put(&Path::new(super::fixture::JOURNALS).join(name), &bytes);
        }
    }
    replica.sync().unwrap();
    replica
        .commit(&set("p1/plan", "forecast", "2027-01-11"))
        .unwrap();
    replica.write_view().unwrap();
    assert!(view(&disk).unwrap().contains("2027-01-11"));
}

#[test]
fn edits_by_hand_become_one_action_that_one_undo_takes_back() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    let before = shown(&replica);
    assert!(replica.hand_edits().unwrap().is_empty());
    assert!(replica.adopt().unwrap().is_none());
    let text = view(&disk).unwrap().replace(
        "\"forecast\":\"2027-01-02\"",
        "\"forecast\":\"2027-02-02\",\"reason\":\"rain\"",
    );
    disk.put(&path(), text.as_bytes());
    assert_eq!(replica.hand_edits().unwrap().len(), 2);
    let recorded = replica.adopt().unwrap().unwrap().recorded;
    assert_eq!(
        (&*recorded.action, recorded.changes.len()),
        ("hand-edit", 2)
    );
    assert!(replica.adopt().unwrap().is_none(), "it is written anew");
    replica.undo().unwrap();
    assert_eq!(shown(&replica), before);
}

/// The store after somebody has edited its document by hand, and a window of somebody else on it.
pub(super) fn edited(from: &str, to: &str) -> (SimDisk, Replica, Replica) {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    edit(&disk, from, to);
    let other = open(Box::new(disk.clone()), "minh", 0).unwrap();
    (disk, replica, other)
}

pub(super) fn edit(disk: &SimDisk, from: &str, to: &str) {
    let text = view(disk).unwrap();
    assert!(text.contains(from), "{text}");
    disk.put(&path(), text.replacen(from, to, 1).as_bytes());
}

/// The values of a field that stand, the one shown first.
pub(super) fn standing(replica: &Replica, field: &str) -> Vec<String> {
    let conflicts = replica.fold().conflicts().into_iter();
    let mut of_field = conflicts.filter(|conflict| conflict.field == field);
    let text = |value: Option<Value>| value.map_or("nothing".to_owned(), |value| value.to_string());
    match of_field.next() {
        Some(conflict) => conflict
            .values
            .into_iter()
            .map(|(_, value)| text(value))
            .collect(),
        None => vec![text(replica.fold().field("p1/plan", field).0)],
    }
}

#[test]
fn an_edit_by_hand_of_what_somebody_has_set_since_stands_beside_it() {
    for (to, by_hand) in [
        ("\"forecast\":\"2027-02-02\"", "2027-02-02"),
        ("\"reason\":\"rain\"", "nothing"),
    ] {
        let (disk, mut replica, mut other) = edited("\"forecast\":\"2027-01-02\"", to);
        let theirs = set("p1/plan", "forecast", "2027-03-03");
        let theirs = other.commit(&theirs).unwrap().id;
        let adopted = replica.adopt().unwrap().unwrap();
        let change = adopted.edits.iter();
        let mut change = change.filter(|edit| edit.change.field == "forecast");
        let rivals = &change.next().unwrap().rivals;
        let rivals: Vec<_> = rivals
            .iter()
            .map(|rival| (rival.line, &*rival.by, rival.to.clone()))
            .collect();
        assert_eq!(rivals, [(theirs, "minh", Some("2027-03-03".into()))]);
        assert_eq!(standing(&replica, "forecast"), [by_hand, "2027-03-03"]);
        assert!(view(&disk).unwrap().contains("\"conflicts\":1"));
        // Whoever sets it now has seen both.
        other
            .commit(&set("p1/plan", "forecast", "2027-04-04"))
            .unwrap();
        assert_eq!(standing(&other, "forecast"), ["2027-04-04"]);
        replica.sync().unwrap();
        replica.undo().unwrap();
        assert_eq!(standing(&replica, "forecast"), ["2027-04-04"]);
    }
}

#[test]
fn taking_back_an_edit_by_hand_leaves_what_somebody_has_set_beside_it() {
    let (_, mut replica, mut other) = edited("2027-01-02", "2027-02-02");
    let theirs = set("p1/plan", "forecast", "2027-03-03");
    other.commit(&theirs).unwrap();
    replica.adopt().unwrap().unwrap();
    replica.undo().unwrap();
    assert_eq!(standing(&replica, "forecast"), ["2027-03-03"]);
}

#[test]
fn what_both_have_written_is_not_recorded_again_and_the_rest_is() {
    let (disk, mut replica, mut other) = edited("2027-01-02", "2027-02-02");
    other
        .commit(&set("p1/plan", "forecast", "2027-02-02"))
        .unwrap();
    assert!(replica.adopt().unwrap().is_none());
    assert_eq!(standing(&replica, "forecast"), ["2027-02-02"]);
    assert_eq!(replica.hand_edits().unwrap(), []);
    edit(&disk, "2027-02-02", "2027-02-03\",\"reason\":\"rain");
    other.commit(&set("p1/plan", "reason", "rain")).unwrap();
    let adopted = replica.adopt().unwrap().unwrap();
    let fields: Vec<_> = adopted
        .edits
        .iter()
        .map(|edit| &*edit.change.field)
        .collect();
    assert_eq!(fields, ["forecast"]);
    assert!(replica.fold().conflicts().is_empty());
    // Both have taken it out.
    edit(&disk, "\"reason\":\"rain\"", "\"proposal\":\"x\"");
    other.commit(&set("p1/plan", "reason", "")).unwrap();
    let adopted = replica.adopt().unwrap().unwrap();
    assert_eq!(adopted.recorded.changes.len(), 1);
    assert!(replica.fold().conflicts().is_empty());
}

#[test]
fn a_conflict_that_the_document_knew_is_settled_by_hand_with_the_value_that_is_not_shown() {
    let (disk, mut replica, mut other) = edited("2027-01-02", "2027-02-02");
    let theirs = set("p1/plan", "forecast", "2027-03-03");
    other.commit(&theirs).unwrap();
    replica.adopt().unwrap().unwrap();
    edit(&disk, "2027-02-02", "2027-03-03");
    let adopted = replica.adopt().unwrap().unwrap();
    assert_eq!(adopted.edits[0].rivals, []);
    assert_eq!(standing(&replica, "forecast"), ["2027-03-03"]);
    assert!(replica.fold().conflicts().is_empty());
}

#[test]
fn what_follows_from_an_edit_by_hand_overwrites_what_stands_now() {
    let (_, mut replica, mut other) = edited("\"id\":\"plan\",\"fore", ACTUAL);
    let hold = [("state", "on_hold"), ("reason", "no money")];
    let hold = Operation::Edit {
        targets: vec!["p1/plan".parse().unwrap()],
        fields: hold
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    other.commit(&hold).unwrap();
    let adopted = replica.adopt().unwrap().unwrap();
    assert!(adopted.edits.iter().all(|edit| edit.rivals.is_empty()));
    assert!(adopted.edits.len() > 1, "{adopted:?}");
    assert_eq!(standing(&replica, "actual"), ["2026-01-05"]);
    assert_eq!(standing(&replica, "state"), ["nothing"]);
    assert_eq!(standing(&replica, "reason"), ["nothing"]);
}

/// The plan is done, by hand.
pub(super) const ACTUAL: &str = "\"id\":\"plan\",\"actual\":\"2026-01-05\",\"fore";

/// Takes the edits while the document cannot be written anew.
pub(super) fn adopt_without_writing(disk: &SimDisk, replica: &mut Replica) {
    let text = view(disk).unwrap();
    let adopted = replica.adopt().unwrap().unwrap();
    assert!(adopted.recorded.saved.is_ok());
    disk.put(&path(), text.as_bytes());
}

#[test]
fn an_edit_by_hand_that_is_recorded_already_is_not_recorded_again() {
    for to in [
        "\"forecast\":\"2027-02-02\"",
        "\"forecast\":\"2027-02-02\",\"state\":\"open\",\"proposal\":\"x\"",
        "\"reason\":\"rain\"",
    ] {
        let (disk, mut replica, mut other) = edited("\"forecast\":\"2027-01-02\"", to);
        adopt_without_writing(&disk, &mut replica);
        let lines = replica.fold().lines().len();
        for field in ["forecast", "reason"] {
            let value = ["2027-03-03", "snow"][usize::from(field == "reason")];
            other.commit(&set("p1/plan", field, value)).unwrap();
        }
        replica.sync().unwrap();
        assert_eq!(replica.hand_edits().unwrap(), []);
        assert!(replica.adopt().unwrap().is_none());
        assert_eq!(replica.fold().lines().len(), lines + 2);
        assert_eq!(standing(&replica, "forecast"), ["2027-03-03"]);
        assert_eq!(standing(&replica, "reason"), ["snow"]);
        assert!(view(&disk).unwrap().contains("2027-03-03"));
    }
}

#[test]
fn an_edit_by_hand_that_was_taken_back_is_not_recorded_again_from_the_same_document() {
    let (disk, mut replica, _) = edited("2027-01-02", "2027-02-02");
    adopt_without_writing(&disk, &mut replica);
    replica.undo().unwrap();
    assert!(replica.adopt().unwrap().is_none());
    assert_eq!(standing(&replica, "forecast"), ["2027-01-02"]);
    edit(&disk, "2027-01-02", "2027-02-02");
    replica.adopt().unwrap().unwrap();
    assert_eq!(
        standing(&replica, "forecast"),
        ["2027-02-02"],
        "from a document that knew of that"
    );
}

#[test]
fn who_goes_on_editing_the_same_document_is_in_no_conflict_with_what_was_taken_from_it() {
    let (disk, mut replica, mut other) = edited("2027-01-02", "2027-02-02");
    adopt_without_writing(&disk, &mut replica);
    for (from, to) in [("2027-02-02", "2027-02-03"), ("2027-02-03", "2027-02-02")] {
        edit(&disk, from, to);
        adopt_without_writing(&disk, &mut replica);
        assert_eq!(standing(&replica, "forecast"), [to]);
    }
    other
        .commit(&set("p1/plan", "forecast", "2027-03-03"))
        .unwrap();
    edit(&disk, "2027-02-02", "2027-02-04");
    replica.adopt().unwrap().unwrap();
    assert_eq!(standing(&replica, "forecast"), ["2027-02-04", "2027-03-03"]);
}

#[test]
fn a_rule_that_asks_for_two_values_together_hears_the_one_that_is_recorded_already() {
    let (disk, mut replica, mut other) = edited(
        "\"id\":\"plan\",\"fore",
        "\"id\":\"plan\",\"baseline\":\"2027-03-31\",\"fore",
    );
    replica.adopt().unwrap().unwrap();
    edit(
        &disk,
        "\"baseline\":\"2027-03-31\"",
        "\"baseline\":\"2027-04-30\",\"baseline_document\":\"5/QĐ\"",
    );
    let document = set("p1/plan", "baseline_document", "5/QĐ");
    other.commit(&document).unwrap();
    replica.adopt().unwrap().unwrap();
    assert_eq!(standing(&replica, "baseline"), ["2027-04-30"]);
    assert_eq!(standing(&replica, "baseline_document"), ["5/QĐ"]);
}

#[test]
fn an_emptied_one_is_somebodys_work_and_the_store_goes_on() {
    let (disk, mut replica, _) = edited("2027-01-02", "2027-02-02");
    let text = view(&disk).unwrap();
    disk.put(&path(), b"");
    let recorded = replica.commit(&set("p1/plan", "reason", "rain")).unwrap();
    recorded.saved.unwrap();
    replica.write_view().unwrap_err();
    let told = replica.adopt();
    assert!(
        matches!(&told, Err(AdoptError::Unreadable(bad)) if bad.problem == Problem::Empty),
        "{told:?}"
    );
    let mut again = open(Box::new(disk.copy()), "lan", 0).unwrap();
    assert_eq!(shown(&again), shown(&replica));
    let health = again.health();
    assert!(
        matches!(health.faults[..], [Fault::ViewUnreadable(_)]),
        "{health:?}"
    );
    // The editor comes to write what it had in mind.
    disk.put(&path(), text.as_bytes());
    replica.adopt().unwrap().unwrap();
    assert_eq!(standing(&replica, "forecast"), ["2027-02-02"]);
    assert_eq!(standing(&replica, "reason"), ["rain"]);
}

#[test]
fn an_edit_by_hand_of_what_is_put_away_is_refused_at_its_place() {
    let (disk, mut replica) = store();
    replica.commit(&archive("p2")).unwrap();
    replica.write_view().unwrap();
    let text = view(&disk).unwrap();
    let place = text.find("\"archived\":").unwrap();
    let edited = format!("{}\"name_en\":\"Two\",{}", &text[..place], &text[place..]);
    disk.put(&path(), edited.as_bytes());
    let refused = replica.adopt();
    let line = text[..place].lines().count();
    assert!(
        matches!(&refused, Err(AdoptError::Refused(at, Refusal::PutAway(_))) if at.line == line),
        "{refused:?}"
    );
    assert_eq!(view(&disk), Some(edited));
}

#[test]
fn what_the_rules_refuse_is_named_at_the_field_that_it_is_about() {
    let plan = "p1/plan".parse().unwrap();
    let field = |name: &str| name.to_owned();
    for (edit, value, refusal) in [
        (
            ("\"2027-01-02\"", "\"2027-01-02\",\"colour\":\"red\""),
            "\"red\"",
            Refusal::UnknownField(plan, field("colour")),
        ),
        (
            ("\"x\",\"ministry\":\"m\"", "\"x\",\"ministry\":5"),
            "5,",
            Refusal::BadValue(field("ministry"), BadValue::Form(field("5"))),
        ),
        (
            ("\"2027-01-02\"", "\"2027-01-02\",\"state\":\"on_hold\""),
            "\"on_hold\"",
            Refusal::NeedsReason,
        ),
        (
            ("\"2027-03-31\"", "\"2027-04-30\""),
            "\"2027-04-30\"",
            Refusal::NeedsDocument,
        ),
    ] {
        let (disk, mut replica) = store();
        let due = [("baseline", "2027-03-31"), ("baseline_document", "5/QĐ")];
        let due = Operation::Edit {
            targets: vec!["p1/plan".parse().unwrap()],
            fields: due
                .map(|(field, text)| (field.to_owned(), text.to_owned()))
                .into(),
        };
        replica.commit(&due).unwrap();
        replica.write_view().unwrap();
        // Other edits, before it and after it, of the same thing and of others, are not to blame.
        let text = view(&disk).unwrap();
        let text = text.replacen("\"id\":\"p1\"", "\"id\":\"p1\",\"remark\":\"x\"", 1);
        let text = text.replacen(
            "\"id\":\"plan\",\"baseline\"",
            "\"id\":\"plan\",\"actual\":\"2026-01-05\",\"proposal\":\"y\",\"baseline\"",
            1,
        );
        let edited = text.replacen(edit.0, edit.1, 1);
        disk.put(&path(), edited.as_bytes());
        let place = Place::of(edited.as_bytes(), edited.find(value).unwrap());
        match replica.adopt() {
            Err(AdoptError::Refused(at, why)) => {
                assert_eq!((at, why), (place, refusal), "{edited}");
            }
            other => panic!("{other:?} {edited}"),
        }
        assert_eq!(view(&disk), Some(edited));
    }
}

#[test]
fn notes_and_documents_are_added_and_taken_away_by_hand() {
    let (disk, mut replica) = store();
    let noted = Operation::Note {
        targets: vec!["p1/plan".parse().unwrap()],
        text: "called".into(),
    };
    replica.commit(&noted).unwrap();
    replica.write_view().unwrap();
    let text = view(&disk).unwrap();
    let from = text.find(",\"note.").unwrap();
    let to = from + text[from..].find('}').unwrap();
    let proof = ",\"evidence.x.number\":\"7/BC\"";
    let edited = format!("{}{proof}{}", &text[..from], &text[to..]);
    disk.put(&path(), edited.as_bytes());
    replica.adopt().unwrap().unwrap();
    let number = replica.fold().field("p1/plan", "evidence.x.number").0;
    assert_eq!(number, Some("7/BC".into()));
    let text = view(&disk).unwrap();
    assert!(!text.contains("called"), "{text}");
}

#[test]
fn one_that_cannot_be_read_is_told_of_and_is_not_taken_for_one_that_is_not_there() {
    let (disk, mut replica) = store();
    replica.write_view().unwrap();
    for call in [0, 1] {
        disk.trouble([Trouble::Once(
            disk.calls() + call,
            super::sim::Errno::Access,
        )]);
        let told = replica.hand_edits();
        assert!(
            matches!(&told, Err(AdoptError::Store(StoreError { path: at, .. })) if *at == path()),
            "{told:?}"
        );
    }
    let (disk, replica) = store();
    disk.put(&path().join("inside"), b"a folder has its name");
    let told = replica.hand_edits();
    assert!(
        matches!(&told, Err(AdoptError::Store(error)) if error.source.to_string().contains("not a regular file")),
        "{told:?}"
    );
}
