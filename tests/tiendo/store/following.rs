//! What a lost line had left behind besides its own values: of a move, of due dates, of an addition that was taken back.

use std::path::Path;

use tiendo::domain::field::Owner;
use tiendo::domain::{Operation, Value};
use tiendo::replica::{Replica, Reversal};

use super::fixture::{JOURNALS, ROOT, Step, add};
use super::gaps::{lose, reopen, repair, say, view};
use super::sim::SimDisk;

/// What somebody has done, and then what is lost of what they did next.
type Loss = (Vec<Step>, Vec<Step>);

fn losses() -> [Loss; 6] {
    let due = |date: &str, document: &str| {
        let fields = [("baseline", date), ("baseline_document", document)];
        Step::Do(Operation::Edit {
            targets: vec!["p1/plan".parse().unwrap()],
            fields: fields
                .map(|(field, text)| (field.to_owned(), text.to_owned()))
                .into(),
        })
    };
    let other = Step::Do(Operation::Add {
        what: Owner::Ministry,
        code: "n".to_owned(),
        platforms: Vec::new(),
        fields: vec![("name_vi".to_owned(), "Bộ".to_owned())],
    });
    let moved = Step::Do(Operation::Move {
        platforms: vec!["p1".parse().unwrap()],
        fields: [("ministry", "n"), ("move_document", "1/QĐ")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    });
    let [first, second] = ["2027-01-01", "2027-02-01"].map(|date| due(date, "7/QĐ"));
    let third = due("2027-03-01", "7/QĐ");
    [
        (vec![other.clone()], vec![moved.clone()]),
        (vec![other, moved], vec![Step::Undo]),
        (vec![Step::Do(add("p3"))], vec![Step::Undo]),
        (vec![], vec![first.clone(), second.clone()]),
        (vec![first.clone(), second.clone()], vec![third]),
        (vec![first, second], vec![Step::Undo]),
    ]
}

/// Does all of that, writes the readable state, and loses what is to be lost; how it all stood before.
fn after_loss(disk: &SimDisk, (done, lost): &Loss) -> Vec<(String, String)> {
    let mut replica = reopen(disk, "lan");
    say(&mut replica, "p2/plan", "proposal", "dam");
    for step in done.iter().chain(lost) {
        step.take(&mut replica).unwrap().saved.unwrap();
    }
    replica.write_view().unwrap();
    for _ in lost {
        lose(disk, "lan", 0);
    }
    assert_ne!(values(&reopen(disk, "lan")), values(&replica));
    values(&replica)
}

fn values(replica: &Replica) -> Vec<(String, String)> {
    let state = replica.fold().state().into_iter();
    let values = state.flat_map(|(entity, fields)| {
        let value = move |(field, value)| (format!("{entity} {field}"), format!("{value}"));
        fields.into_iter().map(value)
    });
    values.collect()
}

#[test]
fn what_a_lost_move_undo_or_due_date_had_left_is_rescued() {
    for loss in losses() {
        let disk = SimDisk::new();
        let before = after_loss(&disk, &loss);
        let rescued = reopen(&disk, "lan").plan_repair().rescued().count();
        assert!(rescued > 0, "{loss:?}");
        repair(&disk);
        assert_eq!(values(&reopen(&disk, "lan")), before, "{loss:?}");
    }
}

/// The document has it beside the edit, and nobody can tell the two apart.
#[test]
fn what_a_lost_move_undo_or_due_date_had_left_is_adopted_with_an_edit_once_it_is_given_up() {
    for loss in losses() {
        let disk = SimDisk::new();
        let before = after_loss(&disk, &loss);
        let edited = view(&disk).replacen("dam", "lake", 1);
        disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
        repair(&disk);
        let adopted = reopen(&disk, "lan").adopt();
        assert!(adopted.is_ok(), "{loss:?} {adopted:?}");
        let lake = ("p2/plan proposal".to_owned(), "lake".to_owned());
        let swap = |one: (String, String)| if one.0 == lake.0 { lake.clone() } else { one };
        let expected: Vec<_> = before.into_iter().map(swap).collect();
        assert_eq!(values(&reopen(&disk, "lan")), expected, "{loss:?}");
    }
}

/// Who has worked on it did not know that it was taken off the list.
#[test]
fn what_others_recorded_of_an_addition_is_listed_when_its_lost_undo_is_rescued() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    replica.commit(&add("p3")).unwrap().saved.unwrap();
    let copy = disk.copy();
    replica.undo().unwrap().saved.unwrap();
    replica.write_view().unwrap();
    lose(&disk, "lan", 0);
    say(&mut reopen(&copy, "mai"), "p3", "obstacle", "rain");
    let (_, written) = copy.files(Path::new(JOURNALS)).pop().unwrap();
    disk.put(&Path::new(JOURNALS).join("mai-0.jsonl"), &written);
    repair(&disk);
    let conflicts = reopen(&disk, "lan").conflicts();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert!(conflicts[0].is_of_addition());
}

/// Somebody has taken it off the list who knew nothing of the lost value.
#[test]
fn a_rescued_value_of_what_was_taken_off_the_list_since_does_not_bring_it_back() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    let added = replica.commit(&add("p3")).unwrap().id.to_string();
    let copy = disk.copy();
    say(&mut replica, "p3", "obstacle", "rain");
    replica.write_view().unwrap();
    lose(&disk, "lan", 0);
    let back = Reversal {
        line: added,
        change: None,
    };
    reopen(&copy, "mai").revert(&back).unwrap().saved.unwrap();
    let (_, written) = copy.files(Path::new(JOURNALS)).pop().unwrap();
    disk.put(&Path::new(JOURNALS).join("mai-0.jsonl"), &written);
    repair(&disk);
    let replica = reopen(&disk, "lan");
    assert!(!replica.programme().contains(&"p3".parse().unwrap()));
    let (obstacle, _) = replica.fold().field("p3", "obstacle");
    assert_eq!(obstacle, Some(Value::from("rain")));
    assert_eq!(replica.conflicts().len(), 1);
}
