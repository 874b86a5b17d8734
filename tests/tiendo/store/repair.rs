//! What is found wrong, what a repair does about it, and what stays.

use std::path::{Path, PathBuf};

use tiendo::domain::Operation;
use tiendo::domain::field::Owner;
use tiendo::replica::Replica;
use tiendo::replica::health::Fault;
use tiendo::replica::repair::Step;

use super::fixture::{JOURNALS, ROOT, open, set, shown};
use super::gaps::forget_backups;
use super::sim::{Errno, SimDisk, Trouble};

fn reopen(disk: &SimDisk) -> Replica {
    open(Box::new(disk.clone()), "lan", 0).unwrap()
}

fn give(replica: &mut Replica, field: &str, text: &str) {
    let recorded = replica.commit(&set("p1/plan", field, text));
    recorded.unwrap().saved.unwrap();
}

/// A store with two changes and its readable state; the second is not in the backup, which was made before it.
fn store() -> SimDisk {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk);
    give(&mut replica, "forecast", "2027-01-02");
    drop(replica);
    let mut replica = reopen(&disk);
    give(&mut replica, "reason", "rain");
    replica.write_view().unwrap();
    disk
}

fn journal() -> PathBuf {
    Path::new(JOURNALS).join("lan-0.jsonl")
}

fn names(disk: &SimDisk, folder: &str) -> Vec<String> {
    let files = disk.files(&Path::new(ROOT).join(folder)).into_iter();
    files.map(|(name, _)| name).collect()
}

fn change(disk: &SimDisk, path: &Path, change: impl FnOnce(String) -> String) {
    let files = disk.files(path.parent().unwrap()).into_iter();
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut found = files.filter(|(file, _)| file == name);
    let (_, bytes) = found.next().unwrap();
    let text = change(String::from_utf8(bytes).unwrap());
    disk.put(path, text.as_bytes());
}

fn lose_last_line(disk: &SimDisk) {
    change(disk, &journal(), |text| {
        let last = text.trim_end().rfind('\n').unwrap();
        text[..=last].to_owned()
    });
}

/// The steps that a repair takes; after it nothing is left.
fn mend(disk: &SimDisk) -> Vec<Step> {
    let mut replica = reopen(disk);
    let plan = replica.plan_repair();
    let steps = plan.steps.clone();
    replica.repair(&plan).unwrap();
    assert_eq!(reopen(disk).health().faults, []);
    steps
}

#[test]
fn a_sound_store_has_no_faults_and_no_steps() {
    let disk = store();
    let health = reopen(&disk).health();
    assert_eq!((health.damaged(), health.settled), (0, 0));
    assert_eq!(mend(&disk), []);
    assert_eq!(names(&disk, "quarantine"), [""; 0]);
}

#[test]
fn the_first_change_of_a_day_makes_its_backup_once() {
    let disk = store();
    assert_eq!(names(&disk, "backups"), ["2026-11-23.jsonl"]);
    let (_, bytes) = disk.files(&Path::new(ROOT).join("backups")).remove(0);
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("2027-01-02") && !text.contains("rain"),
        "{text}"
    );
}

#[test]
fn a_line_that_is_in_a_backup_comes_back_from_it() {
    let disk = store();
    let before = shown(&reopen(&disk));
    change(&disk, &journal(), |text| {
        text.replacen("2027-01-02", "2027-01-03", 1)
    });
    let health = reopen(&disk).health();
    assert!(
        matches!(health.faults[..], [Fault::Damage(_), Fault::Missing { .. }]),
        "{health:?}"
    );
    assert_eq!(health.damaged(), 2);
    assert!(
        !shown(&reopen(&disk))
            .values()
            .any(|value| value.contains("2027-01"))
    );
    let steps = mend(&disk);
    assert!(
        matches!(&steps[..], [Step::BackUp(_), Step::Restore { backup, lines: 1 }, Step::Settle(1)] if backup == "2026-11-23.jsonl"),
        "{steps:?}"
    );
    assert_eq!(shown(&reopen(&disk)), before);
    assert_eq!(reopen(&disk).health().settled, 1);
    assert_eq!(
        names(&disk, "backups"),
        ["2026-11-23-doctor-1.jsonl", "2026-11-23.jsonl"]
    );
    // The next repair of the day has a backup of its own.
    change(&disk, &journal(), |text| {
        text.replacen("\"rain\"", "\"hail\"", 1)
    });
    mend(&disk);
    assert!(names(&disk, "backups").contains(&"2026-11-23-doctor-2.jsonl".to_owned()));
}

#[test]
fn what_only_the_readable_state_knows_is_rescued_unless_somebody_has_changed_it_since() {
    let disk = store();
    let before = shown(&reopen(&disk));
    lose_last_line(&disk);
    let health = reopen(&disk).health();
    assert!(
        matches!(health.faults[..], [Fault::ViewAhead(1)]),
        "{health:?}"
    );
    let copy = disk.copy();
    let steps = mend(&disk);
    assert!(
        matches!(
            steps[..],
            [Step::BackUp(_), Step::Rescue(1), Step::RemakeView]
        ),
        "{steps:?}"
    );
    assert_eq!(shown(&reopen(&disk)), before);
    let mut replica = open(Box::new(copy.clone()), "mai", 0).unwrap();
    give(&mut replica, "reason", "snow");
    let steps = mend(&copy);
    assert!(
        matches!(steps[..], [Step::BackUp(_), Step::RemakeView]),
        "{steps:?}"
    );
    let reason = ("p1/plan".to_owned(), "reason".to_owned());
    assert_eq!(shown(&reopen(&copy))[&reason], "snow");
}

/// Loses the line of this value, whatever comes after it.
fn lose(disk: &SimDisk, value: &str) {
    change(disk, &journal(), |text| {
        let lines = text.split_inclusive('\n');
        let said = format!("\"{value}\",[");
        lines.filter(|line| !line.contains(&said)).collect()
    });
}

#[test]
fn a_value_of_a_line_that_is_lost_before_others_is_rescued_and_kept_until_then() {
    let disk = store();
    let mut replica = reopen(&disk);
    give(&mut replica, "obstacle", "Hoa");
    replica.write_view().unwrap();
    let before = shown(&replica);
    lose(&disk, "rain");
    let mut replica = reopen(&disk);
    let reason = ("p1/plan".to_owned(), "reason".to_owned());
    assert!(!shown(&replica).contains_key(&reason));
    give(&mut replica, "forecast", "2027-01-03");
    replica.write_view().unwrap();
    let steps = mend(&disk);
    assert!(
        matches!(
            steps[..],
            [Step::BackUp(_), Step::Rescue(1), Step::Settle(1)]
        ),
        "{steps:?}"
    );
    let mut replica = reopen(&disk);
    assert_eq!(shown(&replica)[&reason], before[&reason]);
    // From then on it is written again.
    replica.write_view().unwrap();
    let view = disk.files(Path::new(ROOT));
    let (_, view) = view.iter().find(|(name, _)| name == "store.json").unwrap();
    let view = String::from_utf8_lossy(view);
    assert!(view.contains("rain") && view.contains("2027-01-03"));
}

#[test]
fn what_somebody_has_set_back_on_purpose_is_not_rescued() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk);
    give(&mut replica, "reason", "alpha");
    give(&mut replica, "reason", "beta");
    replica.write_view().unwrap();
    let mut other = open(Box::new(disk.clone()), "mai", 0).unwrap();
    give(&mut other, "reason", "alpha");
    lose(&disk, "beta");
    forget_backups(&disk);
    let steps = mend(&disk);
    assert!(
        !steps.iter().any(|step| matches!(step, Step::Rescue(_))),
        "{steps:?}"
    );
    let reason = ("p1/plan".to_owned(), "reason".to_owned());
    assert_eq!(shown(&reopen(&disk))[&reason], "alpha");
}

#[test]
fn a_value_of_what_was_archived_since_is_rescued_as_a_value() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk);
    replica.commit(&set("p1", "remark", "alpha")).unwrap();
    replica.commit(&set("p1", "remark", "beta")).unwrap();
    replica.write_view().unwrap();
    lose(&disk, "beta");
    let mut other = open(Box::new(disk.clone()), "mai", 0).unwrap();
    other.commit(&super::fixture::archive("p1")).unwrap();
    let steps = mend(&disk);
    assert!(
        steps.iter().any(|step| matches!(step, Step::Rescue(1))),
        "{steps:?}"
    );
    let replica = reopen(&disk);
    assert_eq!(replica.fold().conflicts(), []);
    let (remark, _) = replica.fold().field("p1", "remark");
    assert_eq!(remark.unwrap().to_string(), "beta");
}

#[test]
fn edits_by_hand_are_not_taken_for_values_of_a_lost_line() {
    let disk = store();
    let mut replica = reopen(&disk);
    give(&mut replica, "obstacle", "Hoa");
    replica.write_view().unwrap();
    lose(&disk, "rain");
    let view = Path::new(ROOT).join("store.json");
    change(&disk, &view, |text| text.replacen("Hoa", "Mai", 1));
    let mut replica = reopen(&disk);
    let plan = replica.plan_repair();
    assert!(
        !plan
            .steps
            .iter()
            .any(|step| matches!(step, Step::Rescue(_))),
        "{:?}",
        plan.steps
    );
}

#[test]
fn what_somebody_has_said_before_is_not_taken_for_the_value_of_a_lost_line() {
    let disk = store();
    let mut replica = reopen(&disk);
    give(&mut replica, "reason", "snow");
    give(&mut replica, "obstacle", "Hoa");
    let late = disk.copy();
    lose(&disk, "snow");
    // Written where the line had not come yet.
    reopen(&disk).write_view().unwrap();
    let (_, lines) = late.files(Path::new(JOURNALS)).remove(0);
    disk.put(&journal(), &lines);
    lose(&disk, "2027-01-02");
    forget_backups(&disk);
    let steps = mend(&disk);
    assert!(
        steps.iter().any(|step| matches!(step, Step::Rescue(1))),
        "the forecast alone: {steps:?}"
    );
    let reason = ("p1/plan".to_owned(), "reason".to_owned());
    assert_eq!(shown(&reopen(&disk))[&reason], "snow");
}

#[test]
fn what_comes_after_two_lost_lines_is_newer_than_a_readable_state_from_before_them() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk);
    for day in 1..=7 {
        give(&mut replica, "forecast", &format!("2027-01-{day:02}"));
        if day == 5 {
            replica.write_view().unwrap();
        }
    }
    change(&disk, &journal(), |text| {
        let lines = text.split_inclusive('\n');
        let is_lost = |line: &str| {
            ["05", "06"]
                .iter()
                .any(|day| line.contains(&format!("\"2027-01-{day}\",[")))
        };
        lines.filter(|line| !is_lost(line)).collect()
    });
    let steps = mend(&disk);
    assert!(
        !steps.iter().any(|step| matches!(step, Step::Rescue(_))),
        "{steps:?}"
    );
    let forecast = ("p1/plan".to_owned(), "forecast".to_owned());
    assert_eq!(shown(&reopen(&disk))[&forecast], "2027-01-07");
}

#[test]
fn a_line_that_is_lost_between_two_of_one_device_sets_them_not_against_each_other() {
    let disk = SimDisk::new();
    let mut replica = reopen(&disk);
    for day in ["2027-01-01", "2027-01-02", "2027-01-03"] {
        give(&mut replica, "forecast", day);
    }
    change(&disk, &journal(), |text| {
        let lines = text.split_inclusive('\n');
        lines
            .filter(|line| !line.contains("\"2027-01-02\",["))
            .collect()
    });
    let replica = reopen(&disk);
    let health = reopen(&disk).health();
    assert!(
        matches!(health.faults[..], [Fault::Missing { .. }]),
        "{health:?}"
    );
    assert_eq!(replica.fold().conflicts(), []);
    let forecast = ("p1/plan".to_owned(), "forecast".to_owned());
    assert_eq!(shown(&replica)[&forecast], "2027-01-03");
}

#[test]
fn a_thing_that_only_the_readable_state_knows_comes_back_with_all_its_values() {
    let disk = store();
    let mut replica = reopen(&disk);
    let added = Operation::Add {
        what: Owner::Platform,
        code: "p9".into(),
        platforms: Vec::new(),
        fields: [("name_vi", "p9"), ("ministry", "m"), ("remark", "new")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    let changes = replica.commit(&added).unwrap().changes.len();
    assert_eq!(changes, 1, "one thing");
    replica.write_view().unwrap();
    let state = || format!("{:#?}", reopen(&disk).fold().state());
    let before = state();
    lose_last_line(&disk);
    assert_ne!(state(), before);
    let steps = mend(&disk);
    assert_eq!(state(), before);
    let replica = reopen(&disk);
    let values = ["p9", "p9/plan", "p9/trial"].map(|thing| replica.fold().state()[thing].len());
    assert!(values[0] > 3, "{before}");
    let values: usize = values.iter().sum();
    assert!(
        matches!(steps[1], Step::Rescue(rescued) if rescued == values),
        "{values} {steps:?}"
    );
}

#[test]
fn what_an_edited_readable_state_was_made_from_is_missed_and_can_be_given_up() {
    let disk = store();
    let view = Path::new(ROOT).join("store.json");
    change(&disk, &view, |text| text.replacen("rain", "snow", 1));
    lose_last_line(&disk);
    let mut replica = reopen(&disk);
    let health = replica.health();
    assert!(
        matches!(
            &health.faults[..],
            [Fault::ViewEdited, Fault::Missing { .. }]
        ),
        "{health:?}"
    );
    assert!(
        replica.adopt().is_err(),
        "what was lost may be among the edits"
    );
    let plan = replica.plan_repair();
    assert!(
        matches!(plan.steps[..], [Step::BackUp(_), Step::Settle(1)]),
        "{:?}",
        plan.steps
    );
    replica.repair(&plan).unwrap();
    let mut replica = reopen(&disk);
    assert_eq!(replica.health().faults, [Fault::ViewEdited]);
    assert_eq!(replica.adopt().unwrap().unwrap().edits.len(), 1);
}

#[test]
fn nobody_who_adopts_what_nobody_has_edited_takes_values_of_lost_lines_away() {
    let disk = store();
    lose_last_line(&disk);
    let mut replica = reopen(&disk);
    assert!(replica.adopt().unwrap().is_none());
    let steps = mend(&disk);
    assert!(steps.contains(&Step::Rescue(1)), "{steps:?}");
}

#[test]
fn a_readable_state_that_cannot_be_read_is_set_aside_and_made_anew() {
    let disk = store();
    let view = Path::new(ROOT).join("store.json");
    let mut whole = String::new();
    change(&disk, &view, |text| {
        whole = text;
        "{ broken".to_owned()
    });
    let health = reopen(&disk).health();
    assert!(
        matches!(health.faults[..], [Fault::ViewUnreadable(_)]),
        "{health:?}"
    );
    assert_eq!(health.damaged(), 1);
    let steps = mend(&disk);
    assert!(
        matches!(steps[..], [Step::BackUp(_), Step::RemakeView]),
        "{steps:?}"
    );
    let mut again = String::new();
    change(&disk, &view, |text| {
        again.clone_from(&text);
        text
    });
    assert_eq!(again, whole);
    let kept = disk.files(&Path::new(ROOT).join("quarantine"));
    assert!(kept.iter().any(|(_, bytes)| bytes.ends_with(b"{ broken")));
}

#[test]
fn edits_by_hand_and_a_newer_programs_state_only_wait() {
    for (from, to, fault) in [
        ("rain", "snow", Fault::ViewEdited),
        // What nobody can adopt as it stands is somebody's work all the same.
        ("rain", "\",\"color\":\"red", Fault::ViewEdited),
        ("kinds", "kind", Fault::ViewEdited),
        ("tiendo/1", "tiendo/2", Fault::ViewNewer),
    ] {
        let disk = store();
        let view = Path::new(ROOT).join("store.json");
        let mut text = String::new();
        change(&disk, &view, |whole| {
            text = whole.replacen(from, to, 1);
            text.clone()
        });
        let mut replica = reopen(&disk);
        let health = replica.health();
        assert_eq!((&health.faults[..], health.damaged()), (&[fault][..], 0));
        let plan = replica.plan_repair();
        assert_eq!(plan.steps, []);
        replica.repair(&plan).unwrap();
        change(&disk, &view, |now| {
            assert_eq!(now, text);
            now
        });
    }
}

#[test]
fn that_no_file_can_be_made_beside_the_readable_state_is_told_of() {
    let disk = store();
    let mut replica = reopen(&disk);
    assert!(replica.view_unwritable().is_none());
    let mut fails_at = |call: usize| {
        disk.trouble([Trouble::Once(disk.calls() + call, Errno::Io)]);
        replica.view_unwritable().is_some()
    };
    assert!((0..9).any(&mut fails_at));
}

/// What was rescued others have said: who repairs a store and then undoes takes back what they did themselves.
#[test]
fn an_undo_after_a_repair_takes_nothing_back_that_was_rescued() {
    let disk = store();
    lose_last_line(&disk);
    mend(&disk);
    let mut replica = reopen(&disk);
    let undone = replica.undo().unwrap();
    assert_eq!(undone.changes.len(), 1);
    let field = |name: &str| replica.fold().field("p1/plan", name).0;
    assert_eq!(field("forecast"), None);
    assert_eq!(field("reason").unwrap().to_string(), "rain");
}

/// Who may not make another file beside their journal can still save.
#[test]
fn that_no_other_journal_can_be_made_keeps_nobody_from_saving_to_their_own() {
    let fails = |errno: Errno| {
        let disk = store();
        let mut replica = reopen(&disk);
        let fails_at = |call: &usize| {
            disk.trouble([Trouble::Once(disk.calls() + call, errno)]);
            replica.unwritable().is_some()
        };
        (0..12).filter(fails_at).count()
    };
    assert!(fails(Errno::Access) < fails(Errno::Io));
}
