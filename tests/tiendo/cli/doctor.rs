//! `tiendo doctor`: what is lost comes back, what cannot come back is settled, and journals are never rewritten.

use std::path::PathBuf;

use serde_json::{Value, json};

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

fn ok_on(machine: &Machine, day: &str, args: &[&str]) -> String {
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

fn journal(machine: &Machine) -> PathBuf {
    let paths = journals(machine);
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths[0].clone()
}

fn kinds(document: &Value) -> Vec<&str> {
    let faults = document["faults"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| fault["kind"].as_str().unwrap())
        .collect()
}

fn steps(document: &Value) -> Vec<&str> {
    let steps = document["steps"].as_array().unwrap();
    steps
        .iter()
        .map(|step| step["do"].as_str().unwrap())
        .collect()
}

/// The report of a store with damage.
fn report(machine: &Machine) -> Value {
    let run = machine.run(&["doctor", "--json"]);
    assert_eq!(run.code, 3, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

fn value(machine: &Machine, milestone: &str, field: &str) -> Value {
    let platform = machine.json(&["show", "ndxp"]);
    let milestones = platform["milestones"].as_array().unwrap();
    let mut found = milestones
        .iter()
        .filter(|found| found["milestone"] == milestone);
    found.next().unwrap()[field].clone()
}

fn is_sound(machine: &Machine) {
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
fn forget_notes(machine: &Machine) {
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
