//! What people do apart of each other, and then take back, choose or lose.

use std::path::Path;

use tiendo::domain::Operation;
use tiendo::domain::field::Owner;
use tiendo::replica::{Choice, CommitError, Recorded, Replica};
use tiendo::store::disk::Disk as _;

use super::fixture::{JOURNALS, ROOT, add, done, set};
use super::gaps::{forget_backups, reopen, repair, say, view};
use super::sim::SimDisk;

fn hold(reason: &str) -> Operation {
    stop("on_hold", reason)
}

fn stop(state: &str, reason: &str) -> Operation {
    Operation::Edit {
        targets: vec!["p1/plan".parse().unwrap()],
        fields: [("state", state), ("reason", reason)]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    }
}

/// A store in which each of these people has done this without knowing of the others.
fn together(all: &[(&str, &[Operation])]) -> SimDisk {
    let disk = SimDisk::new();
    say(&mut reopen(&disk, "hoa"), "p2/plan", "proposal", "dam");
    let apart = all.iter().map(|(device, operations)| {
        let disk = disk.copy();
        let mut replica = reopen(&disk, device);
        for operation in *operations {
            replica.commit(operation).unwrap().saved.unwrap();
        }
        disk
    });
    for other in apart.collect::<Vec<_>>() {
        for (name, bytes) in other.files(Path::new(JOURNALS)) {
            disk.put(&Path::new(JOURNALS).join(name), &bytes);
        }
    }
    disk
}

/// Takes the journal of a device away, and all backups.
fn lose_all(disk: &SimDisk, device: &str) {
    let journal = Path::new(JOURNALS).join(format!("{device}-0.jsonl"));
    disk.remove(&journal).unwrap();
    forget_backups(disk);
}

fn said(replica: &Replica, field: &str) -> Option<String> {
    let (value, _) = replica.fold().field("p1/plan", field);
    value.map(|value| value.to_string())
}

/// How many fields a recorded line changes itself.
fn changes(replica: &Replica, recorded: &Recorded) -> usize {
    let line = replica.fold().line(recorded.id).unwrap();
    line.body.changes.len()
}

/// Two have put it on hold: who takes one hold back settles nothing, and says nothing in the place of who has done it.
#[test]
fn an_undo_that_settles_nothing_says_nothing_again() {
    let all: [(&str, &[Operation]); 3] = [
        ("lan", &[hold("rain")]),
        ("mai", &[hold("snow")]),
        ("minh", &[done("p1/plan")]),
    ];
    let disk = together(&all);
    let mut replica = reopen(&disk, "lan");
    let undone = replica.undo().unwrap();
    assert_eq!(changes(&replica, &undone), 0);
    let mut replica = reopen(&disk, "minh");
    replica.undo().unwrap().saved.unwrap();
    assert_eq!(said(&replica, "actual"), None);
    assert_eq!(said(&replica, "reason").as_deref(), Some("snow"));
    // The last hold settles it.
    let disk = together(&all);
    reopen(&disk, "lan").undo().unwrap().saved.unwrap();
    let mut replica = reopen(&disk, "mai");
    let undone = replica.undo().unwrap();
    assert_eq!(changes(&replica, &undone), 1);
    assert_eq!(said(&replica, "state"), None);
    assert!(said(&replica, "actual").is_some());
}

/// Whoever did it had put it on hold before: the line that did it ended that hold.
#[test]
fn every_value_that_stands_against_a_hold_can_be_chosen() {
    let disk = together(&[
        ("lan", &[hold("rain")]),
        ("mai", &[hold("snow"), done("p1/plan")]),
    ]);
    let conflicts = reopen(&disk, "hoa").conflicts();
    assert!(!conflicts.is_empty());
    for conflict in &conflicts {
        for value in &conflict.values {
            let disk = disk.copy();
            let mut replica = reopen(&disk, "hoa");
            let choice = Choice {
                line: value.line.to_string(),
                target: value.target.clone(),
                field: value.field.clone(),
            };
            let chosen = replica.choose(&choice);
            assert!(chosen.is_ok(), "{value:?} {chosen:?}");
            assert_eq!(replica.conflicts(), [], "{value:?}");
            let is_held = said(&replica, "state").is_some();
            assert_ne!(is_held, said(&replica, "actual").is_some());
        }
    }
}

#[test]
fn an_undo_that_is_refused_names_nothing_that_somebody_has_changed_since() {
    let disk = together(&[]);
    let mut lan = reopen(&disk, "lan");
    let first = lan.commit(&set("p2/plan", "obstacle", "rain")).unwrap().id;
    lan.commit(&set("p1/plan", "obstacle", "snow")).unwrap();
    lan.commit(&add("p3")).unwrap().saved.unwrap();
    let mut mai = reopen(&disk, "mai");
    say(&mut mai, "p1/plan", "obstacle", "hail");
    say(&mut mai, "p3", "obstacle", "flood");
    let refused = reopen(&disk, "lan").undo().unwrap_err();
    let CommitError::WorkedOn { before, .. } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(before, Some(first));
}

/// Nobody has edited what the lost line had said: that it is done ends no hold by that, and the other way round.
#[test]
fn what_a_lost_line_had_said_beside_a_hold_is_adopted_as_it_stood() {
    let losses = [
        ("on_hold", "mai", "actual"),
        ("on_hold", "lan", "state"),
        ("cancelled", "mai", "actual"),
        ("cancelled", "lan", "state"),
    ];
    for (state, lost, field) in losses {
        let disk = together(&[("lan", &[stop(state, "rain")]), ("mai", &[done("p1/plan")])]);
        let mut replica = reopen(&disk, "hoa");
        replica.write_view().unwrap();
        lose_all(&disk, lost);
        assert_eq!(said(&reopen(&disk, "hoa"), field), None);
        let edited = view(&disk).replacen("dam", "lake", 1);
        disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
        repair(&disk);
        let mut replica = reopen(&disk, "hoa");
        assert!(replica.may_view_know_more());
        replica.adopt().unwrap().unwrap();
        assert_eq!(said(&replica, "state").as_deref(), Some(state));
        assert!(said(&replica, "actual").is_some());
        let conflicts = usize::from(state == "on_hold");
        assert_eq!(replica.conflicts().len(), conflicts);
    }
}

/// Who edits the document on cannot have what is not on the list any more; once it is added again, the rest is taken.
#[test]
fn a_lost_addition_is_adopted_with_an_edit_once_it_is_added_again() {
    let disk = together(&[("lan", &[add("p3")])]);
    let mut replica = reopen(&disk, "hoa");
    say(&mut replica, "p3", "obstacle", "flood");
    replica.write_view().unwrap();
    lose_all(&disk, "lan");
    let edited = view(&disk).replacen("dam", "lake", 1);
    disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
    repair(&disk);
    let mut replica = reopen(&disk, "hoa");
    let refused = replica.adopt();
    assert!(refused.is_err(), "{refused:?} {}", view(&disk));
    replica.commit(&add("p3")).unwrap().saved.unwrap();
    replica.adopt().unwrap().unwrap();
    let state = replica.fold().state();
    let moves = state["p3"].keys().filter(|field| field.starts_with("move"));
    assert_eq!(moves.count(), 0);
    assert_eq!(state["p3"]["obstacle"].to_string(), "flood");
    assert_eq!(state["p2/plan"]["proposal"].to_string(), "lake");
}

/// A store whose readable state was edited, and of which a line is lost and given up.
fn edited_beside_a_loss(from: &str, to: &str) -> Replica {
    let disk = together(&[("mai", &[set("p1/trial", "proposal", "dam")])]);
    reopen(&disk, "hoa").write_view().unwrap();
    lose_all(&disk, "mai");
    let written = view(&disk);
    let edited = written.replacen(from, to, 1);
    assert_ne!(edited, written, "{written}");
    disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
    repair(&disk);
    reopen(&disk, "hoa")
}

#[test]
fn beside_a_loss_edits_are_held_to_the_rules() {
    let trial = r#"{"id":"trial","proposal""#;
    for (fields, is_taken) in [
        (r#""obstacle":"rain""#, true),
        (r#""surprise":"rain""#, false),
        (r#""state":"on_hold""#, false),
        (r#""state":"on_hold","reason":"rain""#, true),
        (r#""actual":"2026-11-20""#, true),
        (r#""actual":"2036-11-20""#, false),
    ] {
        let edited = format!(r#"{{"id":"trial",{fields},"proposal""#);
        let adopted = edited_beside_a_loss(trial, &edited).adopt();
        assert_eq!(adopted.is_ok(), is_taken, "{fields} {adopted:?}");
    }
}

/// What a list has, nobody can have taken off it.
#[test]
fn beside_a_loss_what_is_left_out_of_the_list_is_asked_back() {
    let text = view(&{
        let disk = together(&[("mai", &[set("p1/trial", "proposal", "dam")])]);
        reopen(&disk, "hoa").write_view().unwrap();
        disk
    });
    let start = text.find(",\n {\"id\":\"p2\"").unwrap();
    let end = start + text[start..].find("]}").unwrap() + 2;
    let mut replica = edited_beside_a_loss(&text[start..end], "");
    assert!(replica.adopt().is_err());
}

/// That a milestone of its own is owed for a platform is said in a field that nobody types.
#[test]
fn a_lost_milestone_of_ones_own_is_adopted_with_an_edit_once_it_is_added_again() {
    let extra = Operation::Add {
        what: Owner::Milestone,
        code: "extra".to_owned(),
        platforms: vec!["p1".parse().unwrap()],
        fields: vec![("name_vi".to_owned(), "Thêm".to_owned())],
    };
    let disk = together(&[("lan", std::slice::from_ref(&extra))]);
    reopen(&disk, "hoa").write_view().unwrap();
    lose_all(&disk, "lan");
    let edited = view(&disk).replacen("dam", "lake", 1);
    disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
    repair(&disk);
    let mut replica = reopen(&disk, "hoa");
    assert!(replica.adopt().is_err());
    replica.commit(&extra).unwrap().saved.unwrap();
    replica.adopt().unwrap().unwrap();
    let (proposal, _) = replica.fold().field("p2/plan", "proposal");
    assert_eq!(proposal.unwrap().to_string(), "lake");
}
