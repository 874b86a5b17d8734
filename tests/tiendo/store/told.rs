//! What is said of lines that somebody else has written, and was perhaps killed before the disk held them.

use tiendo::domain::{Operation, Refusal};
use tiendo::replica::CommitError;

use super::fixture::{done, open, shown};
use super::sim::{Errno, Loss, Names, SimDisk, Trouble};

/// A disk on which a process was killed at this call of its change.
fn killed_at(call: usize) -> SimDisk {
    let disk = SimDisk::new();
    disk.trouble([Trouble::Stop(call)]);
    if let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) {
        let _ = replica.commit(&done("p1/plan"));
    }
    disk.trouble([]);
    disk
}

fn calls() -> usize {
    killed_at(usize::MAX).calls()
}

#[test]
fn what_is_said_to_be_done_already_survives_a_power_cut_though_its_writer_was_killed() {
    let mut already = 0;
    for call in 0..calls() {
        let disk = killed_at(call);
        let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
        match replica.commit(&done("p1/plan")) {
            Ok(recorded) => recorded.saved.unwrap(),
            Err(CommitError::Refused(Refusal::AlreadyDone(_))) => already += 1,
            Err(error) => panic!("{error:?}"),
        }
        let cut = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
        let after = open(Box::new(cut), "lan", 0).unwrap();
        assert_eq!(shown(&after).len(), 1, "killed at call {call}");
    }
    assert!(already > 0);
}

#[test]
fn what_a_board_has_shown_for_a_while_survives_a_power_cut_though_its_writer_was_killed() {
    for call in 0..calls() {
        let disk = killed_at(call);
        let mut board = open(Box::new(disk.clone()), "hoa", 0).unwrap();
        board.sync().unwrap();
        let cut = disk.after_power_cut(Loss::Lost, Names::Kept, 0);
        let after = open(Box::new(cut), "lan", 0).unwrap();
        assert_eq!(shown(&after), shown(&board), "killed at call {call}");
    }
}

/// Every process killed at any call, and an error at any call of the next one.
fn killed_and_failed() -> impl Iterator<Item = (SimDisk, String)> {
    (0..calls()).flat_map(|kill| {
        let begun = killed_at(kill).calls();
        (begun..begun + 60).map(move |call| {
            let disk = killed_at(kill);
            disk.trouble([Trouble::Once(call, Errno::Io)]);
            (disk, format!("killed at call {kill}, error at call {call}"))
        })
    })
}

fn after_power_cut(disk: &SimDisk) -> usize {
    let cut = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
    shown(&open(Box::new(cut), "lan", 0).unwrap()).len()
}

#[test]
fn a_value_that_stands_already_is_written_again_where_the_disk_does_not_hold_it() {
    let both = Operation::Edit {
        targets: vec!["p1/plan".parse().unwrap()],
        fields: [("actual", "2026-11-23"), ("reason", "rain")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .to_vec(),
    };
    let mut saved = 0;
    for (disk, what) in killed_and_failed() {
        let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) else {
            continue;
        };
        let recorded = replica.commit(&both);
        if recorded.is_ok_and(|recorded| recorded.saved.is_ok()) {
            saved += 1;
            assert_eq!(after_power_cut(&disk), 2, "{what}");
        }
    }
    assert!(saved > 0);
}

#[test]
fn where_the_disk_does_not_hold_what_others_wrote_nothing_is_said_to_be_done_already() {
    let (mut already, mut refused) = (0, 0);
    for (disk, what) in killed_and_failed() {
        let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) else {
            continue;
        };
        for _ in 0..2 {
            match replica.commit(&done("p1/plan")) {
                Err(CommitError::Refused(Refusal::AlreadyDone(_))) if replica.unsaved() == 0 => {
                    already += 1;
                    assert_eq!(after_power_cut(&disk), 1, "{what}");
                }
                Err(CommitError::Store(_)) => refused += 1,
                _ => {}
            }
        }
    }
    assert!(already > 0 && refused > 0);
}
