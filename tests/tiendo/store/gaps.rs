//! Lines that are lost before others, and what the readable state knew of them.

use std::path::Path;

use tiendo::domain::{Operation, Stamp};
use tiendo::replica::Replica;
use tiendo::replica::health::Fault;
use tiendo::store::StoreError;
use tiendo::store::disk::Disk as _;
use tiendo::store::line::{Body, Line};

use super::fixture::{JOURNALS, ROOT, add, open, set, shown};
use super::sim::SimDisk;

pub(super) fn reopen(disk: &SimDisk, device: &str) -> Replica {
    open(Box::new(disk.clone()), device, 0).unwrap()
}

/// Sets a field, and saves it.
pub(super) fn say(replica: &mut Replica, target: &str, field: &str, text: &str) {
    let recorded = replica.commit(&set(target, field, text));
    recorded.unwrap().saved.unwrap();
}

/// Values of the reason of a milestone, in turn; none clears it.
pub(super) fn give(replica: &mut Replica, values: &[&str]) {
    for value in values {
        say(replica, "p1/plan", "reason", value);
    }
}

pub(super) fn reason(replica: &Replica) -> Option<String> {
    let field = ("p1/plan".to_owned(), "reason".to_owned());
    shown(replica).remove(&field)
}

/// Takes the last line but so many out of the journal of a device, and all backups away.
pub(super) fn lose(disk: &SimDisk, device: &str, after: usize) {
    let name = format!("{device}-0.jsonl");
    let (_, bytes) = disk
        .files(Path::new(JOURNALS))
        .into_iter()
        .find(|(file, _)| *file == name)
        .unwrap();
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    lines.remove(lines.len() - 1 - after);
    disk.put(&Path::new(JOURNALS).join(name), &lines.concat());
    forget_backups(disk);
}

/// Takes all backups away.
pub(super) fn forget_backups(disk: &SimDisk) {
    let backups = Path::new(ROOT).join("backups");
    for (name, _) in disk.files(&backups) {
        disk.remove(&backups.join(name)).unwrap();
    }
}

pub(super) fn view(disk: &SimDisk) -> String {
    let files = disk.files(Path::new(ROOT)).into_iter();
    let mut view = files.filter(|(name, _)| name == "store.json");
    String::from_utf8(view.next().unwrap().1).unwrap()
}

pub(super) fn repair(disk: &SimDisk) {
    let mut replica = reopen(disk, "lan");
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
    assert_eq!(reopen(disk, "lan").health().damaged(), 0);
}

#[test]
fn what_a_lost_line_has_cleared_or_said_again_is_rescued_wherever_it_stood() {
    for values in [
        &["rain", ""][..],
        &["rain", "snow", "rain"],
        &["rain", "snow"],
    ] {
        for after in [0, 1] {
            let disk = SimDisk::new();
            let mut replica = reopen(&disk, "lan");
            give(&mut replica, values);
            let expected = reason(&replica);
            for _ in 0..after {
                say(&mut replica, "p1/plan", "obstacle", "Hoa");
            }
            replica.write_view().unwrap();
            lose(&disk, "lan", after);
            assert_ne!(reason(&reopen(&disk, "lan")), expected);
            // Nor does another change write over what only the readable state knows.
            let mut other = reopen(&disk, "mai");
            say(&mut other, "p1/plan", "proposal", "dam");
            let _: Result<(), StoreError> = other.write_view();
            repair(&disk);
            assert_eq!(
                reason(&reopen(&disk, "lan")),
                expected,
                "{values:?} {after}"
            );
        }
    }
}

/// What only the newer program can rescue must still be told of once it is there.
#[test]
fn beside_lines_of_a_newer_program_no_loss_is_given_up() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    give(&mut replica, &["rain"]);
    say(&mut replica, "p1/plan", "obstacle", "Hoa");
    replica.write_view().unwrap();
    lose(&disk, "lan", 1);
    let mut newer = Body::new(Stamp::ZERO, "hoa-0".into(), "Hoa".into(), "set");
    newer.version += 1;
    let (_, mut bytes) = Line::seal(newer).unwrap();
    bytes.push(b'\n');
    disk.put(&Path::new(JOURNALS).join("hoa-0.jsonl"), &bytes);
    let mut replica = reopen(&disk, "lan");
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
    assert!(reopen(&disk, "lan").health().damaged() > 0);
    disk.remove(&Path::new(JOURNALS).join("hoa-0.jsonl"))
        .unwrap();
    repair(&disk);
    assert_eq!(reason(&reopen(&disk, "lan")).as_deref(), Some("rain"));
}

/// A copied device writes under the same name elsewhere; what it wrote comes after somebody has edited the readable state.
#[test]
fn an_edit_by_hand_takes_away_nothing_that_a_copied_device_has_written_elsewhere() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    give(&mut replica, &["rain"]);
    let copy = disk.copy();
    say(&mut replica, "p1/plan", "proposal", "dam");
    replica.write_view().unwrap();
    drop(replica);
    let edited = view(&disk).replacen("\"proposal\":\"dam\"", "\"proposal\":\"lake\"", 1);
    disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
    let mut other = reopen(&copy, "lan");
    say(&mut other, "p1/plan", "forecast", "2027-01-05");
    let (_, written) = copy.files(Path::new(JOURNALS)).remove(0);
    disk.put(&Path::new(JOURNALS).join("copied.jsonl"), &written);
    let mut replica = reopen(&disk, "mai");
    assert_eq!(replica.adopt().unwrap().unwrap().edits.len(), 1);
    let value = |field| {
        replica
            .fold()
            .field("p1/plan", field)
            .0
            .map(|value| value.to_string())
    };
    assert_eq!(value("proposal").as_deref(), Some("lake"));
    assert_eq!(value("forecast").as_deref(), Some("2027-01-05"));
    assert_eq!(replica.fold().conflicts(), []);
}

/// An editor may put the document into another form. It is still told which lines it was made from.
#[test]
fn an_edited_readable_state_in_any_form_tells_which_lines_are_gone_and_is_adopted_once_they_are_given_up()
 {
    let forms: [fn(&str) -> String; 3] = [
        |text| {
            serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(text).unwrap())
                .unwrap()
        },
        |text| text.replace('\n', "\r\n"),
        |text| format!("\u{feff}{text}"),
    ];
    for form in forms {
        let disk = SimDisk::new();
        let mut hoa = reopen(&disk, "hoa");
        say(&mut hoa, "p1/plan", "proposal", "dam");
        drop(hoa);
        let mut replica = reopen(&disk, "lan");
        give(&mut replica, &["rain"]);
        replica.write_view().unwrap();
        drop(replica);
        let edited = form(&view(&disk).replacen("rain", "snow", 1));
        disk.put(&Path::new(ROOT).join("store.json"), edited.as_bytes());
        lose(&disk, "hoa", 0);
        let mut replica = reopen(&disk, "lan");
        let faults = replica.health().faults;
        assert!(
            faults
                .iter()
                .any(|fault| matches!(fault, Fault::Missing { .. })),
            "{faults:?}"
        );
        assert!(replica.adopt().is_err());
        repair(&disk);
        let mut replica = reopen(&disk, "lan");
        replica.adopt().unwrap().unwrap();
        assert_eq!(reason(&replica).as_deref(), Some("snow"));
        let (proposal, _) = replica.fold().field("p1/plan", "proposal");
        assert_eq!(proposal.unwrap().to_string(), "dam");
    }
}

/// Out of a document that gives a thing another code it cannot be told what has become of the thing; nor, when somebody has
/// added something of that code meanwhile.
#[test]
fn what_is_left_out_is_refused_though_something_of_the_code_beside_it_has_been_added_since() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    give(&mut replica, &["rain"]);
    replica.write_view().unwrap();
    drop(replica);
    let path = Path::new(ROOT).join("store.json");
    let edited = view(&disk).replacen("{\"id\":\"p2\"", "{\"id\":\"p3\"", 1);
    disk.put(&path, edited.as_bytes());
    assert!(reopen(&disk, "lan").adopt().is_err());
    let mut mai = reopen(&disk, "mai");
    mai.commit(&add("p3")).unwrap().saved.unwrap();
    assert!(reopen(&disk, "lan").adopt().is_err());
}

/// Beside an edit by hand the document has what a lost line had said, and what had followed from that.
#[test]
fn what_had_followed_from_a_lost_line_is_adopted_with_it_and_not_by_itself() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk, "lan");
    let due = |date: &str| set("p1/plan", "baseline", date);
    replica.commit(&due("2027-01-01")).unwrap().saved.unwrap();
    let fields = [("baseline", "2027-02-01"), ("baseline_document", "7/QĐ")];
    let moved = Operation::Edit {
        targets: vec!["p1/plan".parse().unwrap()],
        fields: fields
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .to_vec(),
    };
    replica.commit(&moved).unwrap().saved.unwrap();
    replica.write_view().unwrap();
    drop(replica);
    let path = Path::new(ROOT).join("store.json");
    let written = view(&disk);
    lose(&disk, "lan", 0);
    disk.put(
        &path,
        written.replacen("2027-02-01", "2027-03-01", 1).as_bytes(),
    );
    repair(&disk);
    let mut replica = reopen(&disk, "lan");
    replica.adopt().unwrap().unwrap();
    let value = |field| {
        replica
            .fold()
            .field("p1/plan", field)
            .0
            .map(|value| value.to_string())
    };
    let expected = ["2027-03-01", "7/QĐ", "2027-01-01"].map(|text| Some(text.to_owned()));
    assert_eq!(
        ["baseline", "baseline_document", "original_baseline"].map(value),
        expected
    );
    let bogus = view(&disk).replacen(
        "\"original_baseline\":\"2027-01-01\"",
        "\"original_baseline\":\"2026-12-01\"",
        1,
    );
    disk.put(
        &path,
        bogus.replacen("2027-03-01", "2027-04-01", 1).as_bytes(),
    );
    assert!(reopen(&disk, "lan").adopt().is_err());
}

/// A slip of an editor, and a journal that is gone: the document may be all that is left of it, once the slip is mended.
#[test]
fn a_broken_readable_state_that_may_know_of_lost_lines_is_not_set_aside() {
    let disk = SimDisk::new();
    let mut hoa = reopen(&disk, "hoa");
    say(&mut hoa, "p1/plan", "proposal", "dam");
    drop(hoa);
    let mut replica = reopen(&disk, "lan");
    give(&mut replica, &["rain"]);
    replica.write_view().unwrap();
    drop(replica);
    let path = Path::new(ROOT).join("store.json");
    let written = view(&disk);
    let broken = written.replacen("\"proposal\":\"dam\",", "\"proposal\":\"dam\"", 1);
    assert_ne!(broken, written);
    disk.put(&path, broken.as_bytes());
    lose(&disk, "hoa", 0);
    let mut replica = reopen(&disk, "lan");
    let faults = replica.health().faults;
    assert!(
        faults
            .iter()
            .any(|fault| matches!(fault, Fault::Missing { .. })),
        "{faults:?}"
    );
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
    assert_eq!(view(&disk), broken);
    assert!(reopen(&disk, "lan").health().damaged() > 0);
    disk.put(&path, written.as_bytes());
    repair(&disk);
    let (proposal, _) = reopen(&disk, "lan").fold().field("p1/plan", "proposal");
    assert_eq!(proposal.unwrap().to_string(), "dam");
    // Where nothing is missing it is set aside.
    let whole = view(&disk);
    disk.put(&path, whole.replacen("\"upto\"", "\"upto", 1).as_bytes());
    repair(&disk);
    assert_eq!(view(&disk), whole);
}

/// Who did not know of a lost value and has said another one: that one stands, and the lost one is kept.
#[test]
fn a_lost_value_of_which_somebody_has_said_something_else_since_stays_until_a_repair_and_then_in_a_copy()
 {
    for after in [0, 1] {
        let disk = SimDisk::new();
        let mut replica = reopen(&disk, "lan");
        give(&mut replica, &["rain"]);
        let copy = disk.copy();
        give(&mut replica, &["snow"]);
        for _ in 0..after {
            say(&mut replica, "p1/plan", "obstacle", "Hoa");
        }
        replica.write_view().unwrap();
        give(&mut reopen(&copy, "mai"), &["hail"]);
        lose(&disk, "lan", after);
        let (_, written) = copy.files(Path::new(JOURNALS)).pop().unwrap();
        disk.put(&Path::new(JOURNALS).join("mai-0.jsonl"), &written);
        let mut other = reopen(&disk, "hoa");
        say(&mut other, "p1/plan", "proposal", "dam");
        other.write_view().unwrap();
        assert!(view(&disk).contains("snow"));
        assert_eq!(reopen(&disk, "lan").plan_repair().overtaken, 1);
        repair(&disk);
        assert_eq!(reason(&reopen(&disk, "lan")).as_deref(), Some("hail"));
        let kept = disk.files(&Path::new(ROOT).join("quarantine")).into_iter();
        let mut kept = kept.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
        assert!(kept.any(|text| text.contains("snow")), "{after}");
        assert!(view(&disk).contains("hail"));
    }
}
