//! `tiendo doctor --repair`: what is lost comes back, what cannot come back is settled, and journals are never rewritten.

use serde_json::{Value, json};

use super::doctor::{forget_notes, is_sound, journal, kinds, ok_on, report, steps, value};
use crate::program::Machine;

#[test]
fn a_line_that_was_altered_comes_back_from_the_backup_of_the_day() {
    let machine = Machine::new();
    ok_on(
        &machine,
        "2026-11-20",
        &["set", "ndxp/plan", "reason", "alpha"],
    );
    ok_on(
        &machine,
        "2026-11-20",
        &["set", "ndxp/needs", "reason", "hai"],
    );
    ok_on(
        &machine,
        "2026-11-21",
        &["set", "ndxp/regulation", "reason", "ba"],
    );
    assert!(machine.store().join("backups/2026-11-21.jsonl").exists());
    let path = journal(&machine);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("alpha", "alfa", 1)).unwrap();

    let found = report(&machine);
    assert_eq!(kinds(&found), ["damage", "missing"]);
    assert_eq!(steps(&found), ["back-up", "restore", "settle"]);
    let run = machine.run(&["doctor"]);
    assert!(run.out.contains("backups/2026-11-21.jsonl"), "{}", run.out);
    assert_eq!(value(&machine, "plan", "reason"), Value::Null);

    machine.ok(&["doctor", "--repair"]);
    assert_eq!(value(&machine, "plan", "reason"), "alpha");
    is_sound(&machine);
    // What stood in the file is still there, and a copy of it is kept.
    assert!(std::fs::read_to_string(&path).unwrap().contains("alfa"));
    let copies = std::fs::read_dir(machine.store().join("quarantine")).unwrap();
    let copies = copies.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    assert!(copies.into_iter().any(|copy| copy.contains("alfa")));
    assert!(
        machine
            .store()
            .join("backups/2026-11-23-doctor-1.jsonl")
            .exists()
    );
    assert!(machine.ok(&["doctor"]).contains("Đã xem"));
}

#[test]
fn a_lost_journal_is_named_and_its_values_are_rescued_from_the_readable_state() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    machine.ok(&["done", "ndxp", "needs", "--on", "2026-11-02"]);
    machine.ok(&["note", "ndxp/plan", "đã gọi điện"]);
    std::fs::remove_file(journal(&machine)).unwrap();
    std::fs::remove_dir_all(machine.store().join("backups")).unwrap();

    let found = report(&machine);
    assert_eq!(kinds(&found), ["lost", "view-ahead"]);
    assert_eq!(steps(&found), ["rescue", "remake-view", "settle"]);
    // Reading and writing other things does not touch what is left of it.
    machine.ok(&["set", "ndxp/regulation", "reason", "ba"]);
    assert_eq!(value(&machine, "plan", "reason"), Value::Null);

    machine.ok(&["doctor", "--repair"]);
    assert_eq!(value(&machine, "plan", "reason"), "alpha");
    assert_eq!(value(&machine, "needs", "actual"), "2026-11-02");
    assert_eq!(value(&machine, "regulation", "reason"), "ba");
    assert!(machine.ok(&["show", "ndxp"]).contains("đã gọi điện"));
    assert!(machine.ok(&["log"]).contains("cứu lại"));
    is_sound(&machine);
}

#[test]
fn what_was_changed_after_the_loss_is_not_overwritten_by_the_rescue() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "cũ"]);
    std::fs::remove_file(journal(&machine)).unwrap();
    machine.ok(&["set", "ndxp/plan", "reason", "mới"]);
    machine.run(&["doctor", "--repair"]);
    assert_eq!(value(&machine, "plan", "reason"), "mới");
    is_sound(&machine);
}

#[test]
fn a_journal_that_went_back_in_time_is_named_and_does_not_fork() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = journal(&machine);
    let before = std::fs::read(&path).unwrap();
    machine.ok(&["set", "ndxp/plan", "reason", "hai"]);
    std::fs::write(&path, before).unwrap();
    std::fs::remove_file(machine.store().join("store.json")).unwrap();
    assert_eq!(kinds(&report(&machine)), ["lost"]);
    machine.ok(&["set", "ndxp/plan", "reason", "ba"]);
    // The chain now says what the note said.
    assert_eq!(kinds(&report(&machine)), ["missing"]);
    machine.ok(&["doctor", "--repair"]);
    is_sound(&machine);
    assert_eq!(value(&machine, "plan", "reason"), "ba");
}

#[test]
fn a_readable_state_that_is_no_json_is_set_aside_and_made_anew() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = machine.store().join("store.json");
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, "{\n \"upto\": {\n").unwrap();
    let found = report(&machine);
    assert_eq!(kinds(&found), ["view-unreadable"]);
    assert!(
        found["faults"][0]["what"]
            .as_str()
            .unwrap()
            .contains("dòng 3"),
        "{found}"
    );
    machine.ok(&["doctor", "--repair"]);
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    let aside = std::fs::read_dir(machine.store().join("quarantine"))
        .unwrap()
        .next();
    assert_eq!(
        std::fs::read_to_string(aside.unwrap().unwrap().path()).unwrap(),
        "{\n \"upto\": {\n"
    );
    is_sound(&machine);
}

#[test]
fn a_repair_that_cannot_write_says_so_and_changes_nothing() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    machine.ok(&["set", "ndxp/plan", "reason", "hai"]);
    let path = journal(&machine);
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replacen("alpha", "alfa", 1);
    std::fs::write(&path, &text).unwrap();
    machine.run(&["verify"]);
    // A file stands where the folder of the backups has to be.
    std::fs::remove_dir_all(machine.store().join("backups")).unwrap();
    std::fs::write(machine.store().join("backups"), "").unwrap();
    let run = machine.run(&["doctor", "--repair"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.err.contains("backups"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    let report = report(&machine);
    assert_eq!(kinds(&report), ["damage", "missing", "backups-blocked"]);
}

#[test]
fn a_deleted_journal_folder_is_restored_from_the_backups_and_no_obstacle_to_the_next_change() {
    for repairs_first in [true, false] {
        let machine = Machine::new();
        machine.ok(&[
            "set",
            "ndxp/plan",
            "reason",
            "alpha",
            "--as-of",
            "2026-11-21",
        ]);
        machine.ok(&["set", "ndxp/needs", "reason", "beta"]);
        std::fs::remove_dir_all(machine.store().join("journal")).unwrap();
        if repairs_first {
            machine.ok(&["doctor", "--repair"]);
        }
        machine.ok(&["set", "ndxp/needs", "proposal", "gamma"]);
        if !repairs_first {
            machine.ok(&["doctor", "--repair"]);
        }
        let shown = machine.json(&["show", "ndxp"]);
        assert_eq!(shown["milestones"][0]["fields"]["reason"], "alpha");
        machine.ok(&["verify"]);
    }
}

#[test]
fn a_deleted_store_comes_back_by_merging_a_copy_of_it() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    machine.ok(&["set", "ndxp/plan", "proposal", "beta"]);
    let kept = machine.0.path().join("kept");
    std::fs::rename(machine.store(), &kept).unwrap();
    assert_eq!(machine.run(&["doctor"]).code, 3);
    machine.ok(&["merge", kept.to_str().unwrap()]);
    machine.ok(&["set", "ndxp/needs", "reason", "gamma"]);
    machine.ok(&["verify"]);
    let shown = machine.json(&["show", "ndxp"]);
    assert_eq!(shown["milestones"][0]["fields"]["reason"], "alpha");
}

#[test]
fn what_is_lost_for_good_is_said_and_one_repair_settles_it() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    machine.ok(&["set", "ndxp/needs", "reason", "beta"]);
    for folder in ["journal", "backups"] {
        std::fs::remove_dir_all(machine.store().join(folder)).unwrap();
    }
    let found = machine.run(&["doctor", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["lost"], 1, "{found}");
    let before = machine.run(&["doctor", "--lang", "en"]).out;
    assert!(before.contains("FOLDER before the repair"), "{before}");
    let run = machine.ok(&["doctor", "--repair", "--lang", "en"]);
    assert!(
        run.contains("tiendo merge FOLDER still brings it back"),
        "{run}"
    );
    machine.ok(&["verify"]);
    machine.ok(&["set", "ndxp/needs", "proposal", "gamma"]);
    machine.ok(&["verify"]);
}

#[test]
fn what_was_settled_is_told_of_no_more() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let mut bytes = std::fs::read(journal(&machine)).unwrap();
    bytes.extend_from_slice(b"not a line\n");
    std::fs::write(journal(&machine), bytes).unwrap();
    assert!(machine.run(&["status"]).err.contains("tiendo doctor"));
    machine.ok(&["doctor", "--repair"]);
    assert_eq!(machine.run(&["status"]).err, "");
}

#[test]
fn the_values_that_a_repair_would_rescue_are_named() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    std::fs::remove_file(journal(&machine)).unwrap();
    let run = machine.run(&["doctor"]);
    assert!(
        run.out.contains("Kế hoạch chi tiết: Lý do → alpha\n"),
        "{run:?}"
    );
    machine.run(&["doctor", "--repair"]);
    assert!(machine.ok(&["show", "ndxp"]).contains("alpha"));
    let verified = machine.ok(&["verify"]);
    assert!(
        verified.contains("Đã xem và bỏ qua: 1") && verified.contains("Không có lỗi nào khác"),
        "{verified}"
    );
}

#[test]
fn where_only_the_readable_state_tells_of_a_loss_a_copy_is_to_be_merged_before_the_repair() {
    let machine = Machine::new();
    for reason in ["alpha", "beta"] {
        machine.ok(&["set", "ndxp/plan", "reason", reason]);
    }
    let path = journal(&machine);
    let text = std::fs::read_to_string(&path).unwrap();
    let (kept, _) = text.trim_end().rsplit_once('\n').unwrap();
    std::fs::write(&path, format!("{kept}\n")).unwrap();
    forget_notes(&machine);
    let writer = path.file_stem().unwrap().to_str().unwrap();
    let found = report(&machine);
    assert_eq!(kinds(&found), ["view-ahead"]);
    assert_eq!(
        (&found["lost"], &found["lost_of"]),
        (&json!(1), &json!([writer]))
    );
    let said = machine.run(&["doctor"]).out;
    let whose = format!("{writer} (Bình)");
    for what in ["tiendo merge THƯ_MỤC trước khi sửa", &whose] {
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn where_nothing_is_left_a_repair_is_said_to_begin_anew() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    std::fs::remove_dir_all(machine.store()).unwrap();
    let told = machine.run(&["doctor"]);
    assert!(told.err.contains("Còn 1 lỗi"), "{}", told.err);
    assert!(
        told.out.contains("Không còn gì của dữ liệu"),
        "{}",
        told.out
    );
    assert!(told.out.contains("một kho mới, trống"), "{}", told.out);
    assert!(!told.out.contains("Ít nhất"), "{}", told.out);
    machine.ok(&["doctor", "--repair"]);
    assert!(machine.ok(&["doctor"]).contains("Đã xem và bỏ qua: 1"));
}

#[test]
fn who_checks_where_there_is_no_store_is_told_so() {
    for command in ["verify", "doctor", "conflicts", "adopt"] {
        let machine = Machine::new();
        std::fs::create_dir_all(machine.store()).unwrap();
        let told = machine.run(&[command]);
        assert!(
            told.err.contains("chưa có dữ liệu ở"),
            "{command}: {}",
            told.err
        );
        machine.ok(&["done", "ndxp", "plan"]);
        assert_eq!(machine.run(&[command]).err, "", "{command}");
    }
}

#[test]
fn lost_lines_of_a_device_of_which_nobody_is_known_are_said_to_be_that() {
    let machine = Machine::new();
    let mut colleague = machine.command(&["done", "ndxp", "plan"]);
    colleague.env("XDG_STATE_HOME", machine.0.path().join("elsewhere"));
    assert!(colleague.output().unwrap().status.success());
    std::fs::remove_dir_all(machine.store().join("journal")).unwrap();
    let told = machine.run(&["doctor"]).out;
    assert!(told.contains("do các thiết bị sau ghi: "), "{told}");
    assert!(told.contains("-0 (không rõ người)"), "{told}");
}
