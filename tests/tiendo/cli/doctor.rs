//! `tiendo doctor`: what is wrong is named, with what a repair would do and what only the user can.

use std::path::PathBuf;

use serde_json::Value;

use crate::program::{Machine, Run};

fn on(machine: &Machine, day: &str, args: &[&str]) -> Run {
    let mut command = machine.command(args);
    let output = command
        .env("TIENDO_NOW", format!("{day}T03:00:00Z"))
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(super) fn ok_on(machine: &Machine, day: &str, args: &[&str]) -> String {
    let run = on(machine, day, args);
    assert_eq!(run.code, 0, "{args:?}: {run:?}");
    run.out
}

fn journals(machine: &Machine) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(machine.store().join("journal")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

pub(super) fn journal(machine: &Machine) -> PathBuf {
    let paths = journals(machine);
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths[0].clone()
}

pub(super) fn kinds(document: &Value) -> Vec<&str> {
    let faults = document["faults"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| fault["kind"].as_str().unwrap())
        .collect()
}

pub(super) fn steps(document: &Value) -> Vec<&str> {
    let steps = document["steps"].as_array().unwrap();
    steps
        .iter()
        .map(|step| step["do"].as_str().unwrap())
        .collect()
}

/// The report of a store with damage.
pub(super) fn report(machine: &Machine) -> Value {
    let run = machine.run(&["doctor", "--json"]);
    assert_eq!(run.code, 3, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

pub(super) fn value(machine: &Machine, milestone: &str, field: &str) -> Value {
    let platform = machine.json(&["show", "ndxp"]);
    let milestones = platform["milestones"].as_array().unwrap();
    let mut found = milestones
        .iter()
        .filter(|found| found["milestone"] == milestone);
    found.next().unwrap()[field].clone()
}

pub(super) fn is_sound(machine: &Machine) {
    machine.ok(&["verify"]);
    let document: Value = machine.json(&["doctor"]);
    assert!(
        kinds(&document).is_empty() && steps(&document).is_empty(),
        "{document}"
    );
}

#[test]
fn a_sound_store_has_nothing_to_repair_and_is_left_alone() {
    let machine = Machine::new();
    assert!(machine.ok(&["doctor"]).contains("Mọi dòng đều đúng."));
    assert!(!machine.store().exists());
    machine.ok(&["done", "ndxp", "plan"]);
    let said = machine.ok(&["doctor", "--repair"]);
    assert!(said.contains("Mọi dòng đều đúng."), "{said}");
    assert!(!machine.store().join("backups").exists());
    assert!(!machine.store().join("quarantine").exists());
    is_sound(&machine);
}

#[test]
fn edits_by_hand_wait_for_their_owner_and_are_no_damage() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = machine.store().join("store.json");
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replacen("alpha", "hai", 1);
    std::fs::write(&path, &text).unwrap();
    machine.ok(&["verify"]);
    let said = machine.ok(&["doctor", "--repair"]);
    assert!(said.contains("tiendo adopt"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    machine.ok(&["adopt"]);
    assert_eq!(value(&machine, "plan", "reason"), "hai");
    is_sound(&machine);
}

#[test]
fn a_copied_identity_is_named_left_and_settled() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = journal(&machine);
    let shared = std::fs::read(&path).unwrap();
    machine.ok(&["set", "ndxp/plan", "reason", "hai"]);
    let ours = std::fs::read(&path).unwrap();
    // A copy of the machine goes on from the same line, and its journal arrives beside ours.
    std::fs::write(&path, shared).unwrap();
    forget_notes(&machine);
    machine.ok(&["set", "ndxp/needs", "reason", "ba"]);
    std::fs::rename(&path, path.with_extension("copy.jsonl")).unwrap();
    std::fs::write(&path, ours).unwrap();
    assert_eq!(kinds(&report(&machine)), ["forked"]);
    assert_eq!(value(&machine, "plan", "reason"), "hai");
    assert_eq!(value(&machine, "needs", "reason"), "ba");
    // From now on this computer writes under a name of its own.
    machine.ok(&["set", "ndxp/regulation", "reason", "bốn"]);
    assert_eq!(journals(&machine).len(), 3);
    machine.ok(&["set", "ndxp/regulation", "reason", "năm"]);
    assert_eq!(journals(&machine).len(), 3);
    assert_eq!(kinds(&report(&machine)), ["forked"]);
    machine.ok(&["doctor", "--repair"]);
    is_sound(&machine);
}

/// The notes of the last line stay on the machine that was copied.
pub(super) fn forget_notes(machine: &Machine) {
    let mut folders = vec![machine.0.path().join("state")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "lock")
            {
                std::fs::write(path, "").unwrap();
            }
        }
    }
}

#[test]
fn a_clock_that_is_far_ahead_is_named() {
    let machine = Machine::new();
    ok_on(
        &machine,
        "2027-03-01",
        &["set", "ndxp/plan", "reason", "alpha"],
    );
    let found = report(&machine);
    assert_eq!(kinds(&found), ["clock"]);
    assert!(
        found["faults"][0]["what"]
            .as_str()
            .unwrap()
            .contains("98 ngày"),
        "{found}"
    );
    // Edits in turn win all the same.
    machine.ok(&["set", "ndxp/plan", "reason", "hai"]);
    assert_eq!(value(&machine, "plan", "reason"), "hai");
}

#[test]
fn a_clock_that_was_set_back_is_named_and_order_still_holds() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    ok_on(
        &machine,
        "1970-01-02",
        &["set", "ndxp/plan", "reason", "beta"],
    );
    assert_eq!(value(&machine, "plan", "reason"), "beta");
    let found = report(&machine);
    assert_eq!(kinds(&found), ["clock"]);
    let what = found["faults"][0]["what"].as_str().unwrap();
    assert!(what.contains("chậm 20779 ngày"), "{what}");
    // Put right, the next change shows it.
    machine.ok(&["set", "ndxp/plan", "reason", "gamma"]);
    assert_eq!(value(&machine, "plan", "reason"), "gamma");
    is_sound(&machine);
}

#[cfg(unix)]
#[test]
fn what_only_the_user_can_do_is_said_and_stays_a_fault() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let folder = machine.store().join("journal/lan.jsonl");
    std::fs::create_dir(&folder).unwrap();
    let run = machine.run(&["doctor", "--repair"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.out.contains("Phải tự làm") && run.out.contains("journal/lan.jsonl"),
        "{}",
        run.out
    );
    std::fs::remove_dir(folder).unwrap();
    is_sound(&machine);
}

#[test]
fn the_report_speaks_the_users_language() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    std::fs::remove_file(journal(&machine)).unwrap();
    for (lang, says) in [("fr", "tiendo doctor --repair va :"), ("en", "would:")] {
        let run = machine.run(&["doctor", "--lang", lang]);
        assert!(run.out.contains(says), "{}", run.out);
    }
}

#[test]
fn what_is_no_backup_though_it_is_called_like_one_is_in_nobodys_way() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    machine.ok(&["set", "ndxp/plan", "reason", "beta"]);
    let backups = machine.store().join("backups");
    std::fs::create_dir_all(backups.join("2026-10-03.jsonl")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", backups.join("2026-10-04.jsonl")).unwrap();
    let other = Machine::new();
    other.ok(&["set", "ndxp/needs", "reason", "gamma"]);
    machine.ok(&["merge", other.store().to_str().unwrap()]);
    machine.ok(&["doctor"]);
    machine.ok(&["verify"]);
}

#[test]
fn commands_say_what_is_gone_and_where_to_read_more() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    std::fs::remove_file(journal(&machine)).unwrap();
    forget_notes(&machine);
    for command in [&["status"][..], &["show", "ndxp"], &["log"]] {
        let run = machine.run(command);
        assert_eq!(run.code, 0);
        assert!(
            run.err.contains("store.json") && run.err.contains("tiendo doctor"),
            "{}",
            run.err
        );
    }
}

#[test]
fn that_there_can_be_no_backup_is_said_and_keeps_nobody_from_saving() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    std::fs::write(machine.store().join("backups"), "mine").unwrap();
    let run = machine.run(&["set", "ndxp/plan", "reason", "beta"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("backups"), "{}", run.err);
    assert_eq!(value(&machine, "plan", "reason"), "beta");
    let report = machine.json(&["doctor"]);
    assert_eq!(kinds(&report), ["backups-blocked"]);
}

#[test]
fn a_journal_that_only_cannot_be_read_is_not_taken_for_lost() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = journal(&machine);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let run = machine.run(&["doctor", "--repair"]);
    assert_eq!(run.code, 3, "{run:?}");
    std::fs::remove_dir(&path).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let log = machine.json(&["log"]);
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
    is_sound(&machine);
}

#[test]
fn that_nothing_can_be_saved_is_told() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let is_alone = || {
        std::fs::read_dir(machine.store().join("journal"))
            .unwrap()
            .count()
            == 1
    };
    machine.ok(&["doctor"]);
    assert!(is_alone(), "trying leaves nothing behind");
    let writer = journal(&machine).file_stem().unwrap().to_owned();
    let in_the_way = machine
        .store()
        .join("journal")
        .join(format!(".probe.{}", writer.display()));
    std::fs::create_dir(&in_the_way).unwrap();
    let run = machine.run(&["doctor"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.out.contains("không lưu được gì") && !run.out.contains("Mọi dòng đều đúng"),
        "{run:?}"
    );
    let told = report(&machine);
    let why = told["unwritable"].as_str().unwrap();
    assert!(why.contains("journal"), "{why}");
    std::fs::remove_dir(in_the_way).unwrap();
    machine.ok(&["doctor"]);
}

#[test]
fn where_everything_is_gone_the_disk_may_only_be_missing() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let away = machine.0.path().join("away");
    std::fs::rename(machine.store(), &away).unwrap();
    for _ in 0..2 {
        let run = machine.run(&["doctor"]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.out.contains("Cắm lại ổ đĩa"), "{run:?}");
        std::fs::create_dir_all(machine.store()).unwrap();
    }
    std::fs::remove_dir(machine.store()).unwrap();
    std::fs::rename(away, machine.store()).unwrap();
    is_sound(&machine);
}

#[test]
fn a_line_that_is_lost_while_edits_by_hand_wait_is_counted_once() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = machine.store().join("store.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("alpha", "beta", 1)).unwrap();
    std::fs::remove_file(journal(&machine)).unwrap();
    let found = report(&machine);
    assert_eq!(kinds(&found), ["lost", "view-edited"]);
    assert_eq!(found["lost"], 1, "{found}");
}

#[test]
fn a_store_that_was_never_there_is_not_sound() {
    let machine = Machine::new();
    let nowhere = machine.0.path().join("typo").display().to_string();
    for command in ["verify", "doctor"] {
        let run = machine.run(&[command, "--store", &nowhere]);
        assert!(
            run.code == 4 && run.err.contains("chưa có dữ liệu ở"),
            "{run:?}"
        );
    }
    let run = machine.run(&["done", "ndxp", "plan", "--store", &nowhere]);
    assert!(
        run.code == 0 && run.err.contains("tạo kho dữ liệu mới ở"),
        "{run:?}"
    );
    machine.ok(&["verify", "--store", &nowhere]);
}

#[test]
fn a_torn_last_line_is_found_by_one_command() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let path = journal(&machine);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend(b"{\"v\":1,\"t\":");
    std::fs::write(path, bytes).unwrap();
    for command in ["verify", "doctor"] {
        let run = machine.run(&[command]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.out.contains("dở dang"), "{run:?}");
    }
}

#[test]
fn a_store_is_said_to_begin_once_it_has_begun() {
    let machine = Machine::new();
    let nowhere = machine.0.path().join("typo").display().to_string();
    let empty = machine.0.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let empty = empty.display().to_string();
    let nothing: [&[&str]; 5] = [
        &["undo"],
        &["redo"],
        &["adopt"],
        &["merge", &empty],
        &["set", "ndxp/plan", "reason", ""],
    ];
    for args in nothing {
        let run = machine.run(&[args, &["--store", &nowhere]].concat());
        assert!(
            !run.err.contains("tạo kho dữ liệu mới"),
            "{args:?}: {run:?}"
        );
        assert!(run.err.contains("chưa có dữ liệu ở"), "{args:?}: {run:?}");
    }
    let run = machine.run(&["done", "ndxp", "plan", "--store", &nowhere]);
    assert!(run.err.contains("tạo kho dữ liệu mới ở"), "{run:?}");
    assert!(!run.err.contains("chưa có dữ liệu ở"), "{run:?}");
}
