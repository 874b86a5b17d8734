//! What somebody else does between the plan of a repair and the repair, and what comes after one: nothing of it is lost.

use std::fs;
use std::path::Path;

use tiendo::domain::{Stamp, Value};
use tiendo::replica::Replica;
use tiendo::replica::health::Fault;
use tiendo::replica::repair::{Plan, Step};
use tiendo::store::disk::Disk as _;
use tiendo::store::fold::Fold;
use tiendo::store::line::{Body, Line, LineChange, LineId};
use tiendo::store::view;

use super::fixture::{JOURNALS, ROOT, note, open, set, shown};
use super::home::{Home, append, days, set_day};
use super::sim::SimDisk;

fn plan(replica: &mut Replica) -> Plan {
    replica.plan_repair()
}

fn commit(replica: &mut Replica, field: &str, text: &str) {
    let recorded = replica.commit(&set("p1/plan", field, text)).unwrap();
    recorded.saved.unwrap();
}

fn view_of(disk: &SimDisk) -> String {
    let files = disk.files(Path::new(ROOT)).into_iter();
    let mut views = files.filter(|(name, _)| name == "store.json");
    String::from_utf8(views.next().unwrap().1).unwrap()
}

/// A store whose only journal is gone, and is in no backup; its readable state is there, and says a reason.
fn only_a_view() -> SimDisk {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    commit(&mut replica, "reason", "rain");
    replica.write_view().unwrap();
    disk.remove(&Path::new(JOURNALS).join("lan-0.jsonl"))
        .unwrap();
    disk
}

fn forged(writer: &str, at: &str, fill: impl FnOnce(&mut Body)) -> Line {
    let stamp = Stamp::parse(at, 0).unwrap();
    let mut body = Body::new(stamp, writer.into(), "Mai".into(), "set");
    fill(&mut body);
    Line::seal(body).unwrap().0
}

fn put(disk: &SimDisk, name: &str, line: &Line) {
    let (_, mut bytes) = Line::seal(line.body.clone()).unwrap();
    bytes.push(b'\n');
    disk.put(&Path::new(JOURNALS).join(name), &bytes);
}

#[test]
fn a_value_that_somebody_sets_while_a_repair_is_planned_is_not_rescued_over() {
    let disk = only_a_view();
    let mut replica = open(Box::new(disk.clone()), "lan", 1).unwrap();
    let plan = plan(&mut replica);
    assert!(plan.steps.contains(&Step::Rescue(1)), "{:?}", plan.steps);
    let rescued: Vec<_> = plan.rescued().map(|edit| (edit.field, edit.to)).collect();
    assert_eq!(rescued, [("reason".to_owned(), Some(Value::from("rain")))]);
    let mut other = open(Box::new(disk.clone()), "minh", 0).unwrap();
    commit(&mut other, "reason", "sun");
    replica.repair(&plan).unwrap();
    let replica = open(Box::new(disk), "lan", 2).unwrap();
    let reason = ("p1/plan".to_owned(), "reason".to_owned());
    assert_eq!(shown(&replica)[&reason], "sun");
}

#[test]
fn an_edit_that_is_saved_while_a_repair_is_planned_stays_in_the_file() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    commit(&mut replica, "reason", "rain");
    replica.write_view().unwrap();
    let edited = view_of(&disk).replacen("rain", "snow", 1);
    let path = Path::new(ROOT).join("store.json");
    disk.put(&path, &edited.as_bytes()[..edited.len() / 2]);
    let plan = plan(&mut replica);
    assert!(plan.steps.contains(&Step::RemakeView), "{:?}", plan.steps);
    disk.put(&path, edited.as_bytes());
    replica.repair(&plan).unwrap();
    assert_eq!(view_of(&disk), edited);
    assert_eq!(replica.hand_edits().unwrap().len(), 1);
}

#[test]
fn what_stands_in_the_readable_state_alone_stays_there_while_a_journal_cannot_be_read() {
    let home = Home::with(&[1]);
    let mut replica = home.open("a");
    replica.write_view().unwrap();
    drop(replica);
    let journal = home.journal_of("a");
    fs::remove_file(&journal).unwrap();
    fs::create_dir(&journal).unwrap();
    let path = home.root().join("store.json");
    let before = fs::read(&path).unwrap();
    let mut replica = home.open("b");
    let steps = plan(&mut replica);
    replica.repair(&steps).unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
    fs::remove_dir(&journal).unwrap();
    let mut replica = home.open("c");
    let steps = plan(&mut replica);
    replica.repair(&steps).unwrap();
    assert_eq!(days(&home.open("d")), [1]);
}

#[test]
fn a_line_that_was_given_up_and_has_come_is_not_lost_in_silence() {
    let home = Home::with(&[1, 2]);
    let journal = home.journal_of("a");
    let all = fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = all.split_inclusive('\n').collect();
    let lacking = [&lines[..lines.len() - 2], &lines[lines.len() - 1..]].concat();
    fs::write(&journal, lacking.concat()).unwrap();
    let mut replica = home.open("b");
    let steps = plan(&mut replica);
    replica.repair(&steps).unwrap();
    assert_eq!(home.open("b").health().faults, []);
    let came = home.journals().join("came.jsonl");
    append(&came, lines[lines.len() - 2].as_bytes());
    assert_eq!(home.open("b").health().faults, []);
    fs::remove_file(came).unwrap();
    let gone = home.open("b").health().faults;
    assert!(matches!(gone[..], [Fault::Missing { .. }]), "{gone:?}");
}

#[test]
fn a_field_by_a_name_that_the_document_uses_itself_keeps_nobody_from_rescue_and_edits() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    commit(&mut replica, "reason", "rain");
    for (place, (entity, field)) in [("p1/plan", "id"), ("p1", "milestones")]
        .into_iter()
        .enumerate()
    {
        let line = forged("mai-0", "2026-01-01T00:00:00Z", |body| {
            body.changes.push(LineChange {
                entity: entity.into(),
                field: field.into(),
                was: None,
                to: Some("x".into()),
                over: vec![],
            });
        });
        put(&disk, &format!("mai-{place}.jsonl"), &line);
    }
    replica.sync().unwrap();
    replica.write_view().unwrap();
    let text = view_of(&disk);
    assert!(view::is_untouched(text.as_bytes()));
    assert_eq!(replica.hand_edits().unwrap(), []);
    disk.put(
        &Path::new(ROOT).join("store.json"),
        text.replacen("rain", "snow", 1).as_bytes(),
    );
    assert_eq!(replica.hand_edits().unwrap().len(), 1);
}

#[test]
fn a_verdict_out_of_a_far_future_can_be_reversed() {
    let line = forged("lan-0", "2026-01-01T00:00:00Z", |_| {});
    let undo = |at: &str, id: LineId| forged("mai-0", at, |body| body.undo = Some(id));
    let far = undo("2195-01-01T00:00:00Z", line.id);
    let redo = forged("lan-0", "2026-01-02T00:00:00Z", |body| {
        body.redo = Some(line.id);
    });
    for lines in [[&line, &far, &redo], [&redo, &far, &line]] {
        let mut fold = Fold::default();
        fold.insert(lines[0].clone());
        fold.insert(lines[1].clone());
        if lines[0].id == line.id {
            assert!(fold.is_voided(line.id));
        }
        fold.insert(lines[2].clone());
        assert!(!fold.is_voided(line.id));
    }
}

#[test]
fn a_verdict_out_of_a_far_future_has_done_nothing_where_somebody_has_decided_otherwise() {
    let line = forged("lan-0", "2026-01-01T00:00:00Z", |body| {
        body.changes.push(LineChange {
            entity: "p1/plan".into(),
            field: "reason".into(),
            was: None,
            to: Some("rain".into()),
            over: vec![],
        });
    });
    let undo = |at: &str| forged("mai-0", at, |body| body.undo = Some(line.id));
    let (early, far) = (undo("2026-01-02T00:00:00Z"), undo("2195-01-01T00:00:00Z"));
    let redo = forged("lan-0", "2026-01-03T00:00:00Z", |body| {
        body.redo = Some(line.id);
    });
    let rain = || Some(Value::from("rain"));
    let effects = |lines: &[&Line]| {
        let mut fold = Fold::default();
        for line in lines {
            fold.insert((*line).clone());
        }
        fold.effects("p1/plan", "reason", &fold.verdicts())
    };
    let told = effects(&[&line, &early, &redo, &far]);
    assert_eq!(told[&early.id], (rain(), None));
    assert_eq!(told[&redo.id], (None, rain()));
    assert_eq!(told[&far.id], (rain(), rain()));
    assert_eq!(effects(&[&line, &far])[&far.id], (rain(), None));
}

/// A clock that was in a far future for a while: what is said once it is right again stands where it belongs.
#[test]
fn who_wrote_in_a_far_future_goes_on_in_the_present() {
    let far = forged("lan-0", "2195-01-01T00:00:00Z", |_| {});
    let disk = SimDisk::new();
    disk.make_dir(Path::new(JOURNALS)).unwrap();
    put(&disk, "lan-0.jsonl", &far);
    for reason in ["rain", "snow"] {
        let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
        let recorded = replica.commit(&set("p1/plan", "reason", reason)).unwrap();
        let line = replica.fold().line(recorded.id).unwrap();
        assert!(line.stamp.is_taken_over(), "{line:?}");
        assert_eq!(line.body.device(), "lan");
        assert!(
            !replica
                .health()
                .faults
                .iter()
                .any(|fault| matches!(fault, Fault::Forked { .. }))
        );
    }
}

#[test]
fn one_takes_back_ones_own_under_the_name_that_one_writes_by_though_there_is_a_new_one() {
    let home = Home::new();
    let mut replica = home.open("a");
    set_day(&mut replica, 1);
    set_day(&mut replica, 2);
    fs::remove_dir_all(home.other("a")).unwrap();
    let mut other = home.open("a");
    set_day(&mut other, 3);
    replica.sync().unwrap();
    let undone = replica.undo().unwrap();
    let about = replica.fold().line(undone.id).unwrap().body.undo.unwrap();
    let changes = &replica.fold().line(about).unwrap().body.changes;
    assert_eq!(changes[0].to, Some(Value::from("2027-01-02")));
}

#[test]
fn what_only_a_newer_program_can_have_out_of_the_readable_state_is_kept() {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    commit(&mut replica, "reason", "rain");
    let line = forged("mai-0", "2026-01-01T00:00:00Z", |body| {
        body.changes.push(LineChange {
            entity: "contract:c:1".into(),
            field: "sum".into(),
            was: None,
            to: Some("x".into()),
            over: vec![],
        });
    });
    put(&disk, "mai-0.jsonl", &line);
    replica.sync().unwrap();
    replica.write_view().unwrap();
    let before = view_of(&disk);
    assert!(before.contains("contract:c:1"));
    disk.remove(&Path::new(JOURNALS).join("mai-0.jsonl"))
        .unwrap();
    let mut replica = open(Box::new(disk.clone()), "lan", 1).unwrap();
    commit(&mut replica, "reason", "sun");
    replica.write_view().unwrap();
    assert_eq!(view_of(&disk), before, "until somebody repairs");
    let steps = plan(&mut replica);
    replica.repair(&steps).unwrap();
    let kept = disk.files(&Path::new(ROOT).join("quarantine"));
    assert!(kept.iter().any(|(_, bytes)| bytes == before.as_bytes()));
    let after = view_of(&disk);
    assert!(
        after.contains("sun") && !after.contains("contract"),
        "{after}"
    );
}

#[test]
fn beside_lines_of_a_newer_program_no_repair_says_that_it_makes_the_readable_state_anew() {
    let disk = only_a_view();
    let newer = forged("mai-0", "2026-01-01T00:00:00Z", |body| body.version = 2);
    put(&disk, "mai-0.jsonl", &newer);
    disk.put(&Path::new(ROOT).join("store.json"), b"{ broken");
    let mut replica = open(Box::new(disk), "lan", 1).unwrap();
    let plan = plan(&mut replica);
    assert!(!plan.steps.contains(&Step::RemakeView), "{:?}", plan.steps);
}

#[test]
fn a_backup_has_a_name_that_nothing_else_has() {
    let home = Home::with(&[1]);
    let taken = home.root().join("backups/2026-11-23-doctor-1.jsonl");
    fs::create_dir_all(taken).unwrap();
    fs::write(home.root().join("store.json"), "{ broken").unwrap();
    let steps = plan(&mut home.open("a")).steps;
    assert_eq!(steps[0], Step::BackUp("2026-11-23-doctor-2".into()));
}

/// A store in which the first of two lines was altered, and that is settled; the bytes as they were.
fn settled() -> (Home, Replica, String) {
    let home = Home::with(&[1, 2]);
    let journal = home.journal_of("a");
    let all = fs::read_to_string(&journal).unwrap();
    let watching = home.open("w");
    fs::write(&journal, all.replacen("2027-01-01", "2027-01-09", 1)).unwrap();
    let mut replica = home.open("b");
    let steps = plan(&mut replica);
    replica.repair(&steps).unwrap();
    assert_eq!(home.open("c").health().faults, []);
    (home, watching, all)
}

#[test]
fn what_a_process_still_knows_of_a_line_that_was_given_up_undoes_no_repair() {
    let (home, mut watching, _) = settled();
    watching.sync().unwrap();
    assert_eq!(watching.health().faults, []);
    assert_eq!(home.open("c").health().faults, []);
}

#[test]
fn looking_for_a_line_in_backups_undoes_no_repair() {
    let (home, _, all) = settled();
    let backup = home.root().join("backups/2026-11-22.jsonl");
    fs::write(&backup, all).unwrap();
    assert!(plan(&mut home.open("c")).steps.len() > 1, "it is found");
    fs::remove_file(backup).unwrap();
    assert_eq!(home.open("c").health().faults, []);
}

#[test]
fn a_piece_that_has_the_name_of_the_line_that_it_was_to_be_is_settled_for_good() {
    let home = Home::with(&[1]);
    let journal = fs::read_to_string(home.journal_of("a")).unwrap();
    let line = journal.lines().last().unwrap();
    let (piece, _) = line.rsplit_once(",\"h\":").unwrap();
    fs::write(home.journals().join("z.jsonl"), format!("{piece}\n")).unwrap();
    let mut replica = home.open("b");
    let steps = plan(&mut replica);
    assert!(!steps.steps.is_empty());
    replica.repair(&steps).unwrap();
    for _ in 0..2 {
        assert_eq!(home.open("c").health().faults, []);
    }
}

#[test]
fn edits_of_a_document_that_older_lines_have_come_after_take_none_of_them_away() {
    let set_by_mai = |at: &str, field: &str, to: &str, prev| {
        forged("mai-0", at, |body| {
            body.prev = prev;
            body.changes.push(LineChange {
                entity: "p1/plan".into(),
                field: field.into(),
                was: None,
                to: Some(to.into()),
                over: vec![],
            });
        })
    };
    let late = set_by_mai("2026-01-01T00:00:00Z", "obstacle", "flood", None);
    let early = set_by_mai("2026-01-02T00:00:00Z", "proposal", "dam", Some(late.id));
    // Before the line comes that was missing when the document was written, and after.
    for comes_before in [false, true] {
        let disk = SimDisk::new();
        let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
        commit(&mut replica, "reason", "rain");
        put(&disk, "mai-0.jsonl", &early);
        replica.sync().unwrap();
        replica.write_view().unwrap();
        let path = Path::new(ROOT).join("store.json");
        let edited = view_of(&disk).replacen("rain", "snow", 1);
        disk.put(&path, edited.as_bytes());
        if comes_before {
            put(&disk, "mai-1.jsonl", &late);
            replica.sync().unwrap();
        }
        assert_eq!(replica.adopt().unwrap().unwrap().edits.len(), 1);
        put(&disk, "mai-1.jsonl", &late);
        replica.sync().unwrap();
        assert!(replica.adopt().unwrap().is_none());
        let value = |field| replica.fold().field("p1/plan", field).0;
        let expected = ["snow", "flood", "dam"].map(|text| Some(Value::from(text)));
        assert_eq!(["reason", "obstacle", "proposal"].map(value), expected);
    }
}

/// Of two notes of one moment, one lost and found again, none hides the other.
#[test]
fn a_note_has_not_the_key_of_one_that_was_lost_and_comes_back() {
    let home = Home::with(&[1]);
    let journal = home.journal();
    let before = fs::read(&journal).unwrap();
    let say = |text: &str| {
        let recorded = home.open("a").commit(&note("p1/plan", text)).unwrap();
        recorded.saved.unwrap();
    };
    say("first");
    let with_first = fs::read(&journal).unwrap();
    fs::write(&journal, before).unwrap();
    say("second");
    fs::write(home.journals().join("copy.jsonl"), with_first).unwrap();
    let replica = home.open("a");
    assert_eq!(replica.conflicts(), []);
    let state = replica.fold().state();
    let notes = state["p1/plan"]
        .iter()
        .filter(|(field, _)| field.starts_with("note."));
    let mut texts: Vec<String> = notes.map(|(_, text)| text.to_string()).collect();
    texts.sort();
    assert_eq!(texts, ["first", "second"]);
}
