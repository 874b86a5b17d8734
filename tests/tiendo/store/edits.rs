//! Edits of `store.json` by hand that are saved while the program is writing: at any call but the renaming itself they are
//! kept, and taken.

use std::path::Path;

use tiendo::replica::Replica;

use super::fixture::{ROOT, open, set, shown};
use super::sim::{Errno, SimDisk, Trouble};

/// A store whose readable state says the second of January.
fn written() -> (SimDisk, Replica) {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    replica
        .commit(&set("p1/plan", "forecast", "2027-01-02"))
        .unwrap();
    replica.write_view().unwrap();
    (disk, replica)
}

fn forecast(replica: &Replica) -> Option<String> {
    let field = ("p1/plan".to_owned(), "forecast".to_owned());
    shown(replica).remove(&field)
}

/// Somebody saves an edit, in February, before the `k`-th call of what `act` does, for every `k`; how many of the edits are
/// lost.
fn lost_edits(act: impl Fn(&SimDisk, &mut Replica)) -> usize {
    let mut lost = 0;
    for number in 0.. {
        let (disk, mut replica) = written();
        let at = disk.calls() + number;
        disk.trouble([Trouble::Edit(at)]);
        act(&disk, &mut replica);
        if disk.calls() <= at {
            break;
        }
        disk.trouble(None);
        replica.sync().unwrap();
        replica.adopt().unwrap();
        let shown = forecast(&replica).unwrap();
        lost += usize::from(!shown.starts_with("2027-02-"));
        assert!(replica.fold().conflicts().is_empty());
        let again = open(Box::new(disk.copy()), "lan", 0).unwrap();
        assert_eq!(forecast(&again), Some(shown));
        assert!(again.hand_edits().unwrap().is_empty());
    }
    lost
}

#[test]
fn an_edit_saved_while_the_readable_state_is_written_is_kept_unless_the_very_renaming_takes_its_name()
 {
    let lost = lost_edits(|_, replica| {
        let recorded = replica.commit(&set("p1/plan", "reason", "rain"));
        recorded.unwrap().saved.unwrap();
        let _ = replica.write_view();
    });
    assert_eq!(lost, 1);
}

#[test]
fn an_edit_saved_while_the_one_before_is_taken_is_kept_unless_the_very_renaming_takes_its_name() {
    let lost = lost_edits(|disk, replica| {
        edit(disk);
        let _ = replica.adopt();
    });
    assert_eq!(lost, 1);
}

/// The second of January becomes the third, by hand.
fn edit(disk: &SimDisk) {
    let path = Path::new(ROOT).join("store.json");
    let mut files = disk.files(Path::new(ROOT)).into_iter();
    let (_, bytes) = files.find(|(name, _)| name == "store.json").unwrap();
    let text = String::from_utf8(bytes).unwrap();
    disk.put(&path, text.replace("2027-01-02", "2027-01-03").as_bytes());
}

#[test]
fn an_edit_is_recorded_once_wherever_taking_it_was_broken_off_and_never_over_what_came_after() {
    let (mut over, mut beside) = (0, 0);
    for number in 0.. {
        let (disk, mut replica) = written();
        edit(&disk);
        let at = disk.calls() + number;
        disk.trouble([Trouble::Stop(at)]);
        let _ = replica.adopt();
        if disk.calls() <= at {
            break;
        }
        disk.trouble(None);
        let mut minh = open(Box::new(disk.clone()), "minh", 0).unwrap();
        let is_recorded = forecast(&minh).as_deref() == Some("2027-01-03");
        minh.commit(&set("p1/plan", "forecast", "2027-03-03"))
            .unwrap();
        let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
        replica.adopt().unwrap();
        let lines = replica.fold().lines();
        let adopted = lines.filter(|line| line.body.action == "hand-edit");
        assert_eq!(adopted.count(), 1);
        let conflicts = replica.fold().conflicts().len();
        assert_eq!(conflicts, usize::from(!is_recorded));
        let shown = ["2027-01-03", "2027-03-03"][usize::from(is_recorded)];
        assert_eq!(forecast(&replica).as_deref(), Some(shown));
        assert!(replica.hand_edits().unwrap().is_empty());
        over += usize::from(is_recorded);
        beside += conflicts;
    }
    assert!(over > 3 && beside > 3, "{over} {beside}");
}

#[test]
fn a_file_that_could_not_be_written_after_its_edits_were_recorded_is_written_the_next_time() {
    let mut failed = 0;
    for number in 0.. {
        let (disk, mut replica) = written();
        edit(&disk);
        let at = disk.calls() + number;
        disk.trouble([Trouble::Once(at, Errno::NoSpace)]);
        let told = replica.adopt();
        if disk.calls() <= at {
            break;
        }
        let Ok(Some(adopted)) = told else { continue };
        if adopted.recorded.saved.is_err() || adopted.written.is_ok() {
            continue;
        }
        failed += 1;
        assert!(replica.adopt().unwrap().is_none());
        assert_eq!(forecast(&replica).as_deref(), Some("2027-01-03"));
        let again = open(Box::new(disk.copy()), "lan", 0).unwrap();
        assert!(again.hand_edits().unwrap().is_empty());
    }
    assert!(failed > 3, "{failed}");
}
