//! What one person has put on hold and another has done: both are said, and it is settled by saying which.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::conflicts::{apart, conflicts, counted, fields, merged};
use super::settling::code;
use crate::program::Machine;

const HELD: [&str; 5] = ["hold", "ndxp", "plan", "--reason", "chờ"];
const DONE: [&str; 3] = ["done", "ndxp", "plan"];

/// A machine and a copy of its store, in both of which something is on hold that somebody else has done.
fn done_on_hold() -> (Machine, PathBuf) {
    let (machine, other) = apart(&[], &[&HELD], &[&DONE]);
    let folder = other.display().to_string();
    machine.ok(&["merge", &folder]);
    machine.ok(&[
        "merge",
        &machine.store().display().to_string(),
        "--store",
        &folder,
    ]);
    (machine, other)
}

/// Whether a milestone is on hold, and whether it is done.
fn held_and_done(machine: &Machine) -> (bool, bool) {
    let list = machine.json(&["list", "--milestones"]);
    let mut all = list.as_array().unwrap().iter();
    let plan = all.find(|row| row["platform"] == "ndxp" && row["milestone"] == "plan");
    let plan = plan.unwrap();
    (plan["status"] == "on_hold", !plan["actual"].is_null())
}

#[test]
fn what_one_held_and_another_did_is_listed_and_either_can_be_chosen() {
    let held = ["hold", "ndxp", "plan", "--reason", "chờ"];
    let done = ["done", "ndxp", "plan"];
    for (first, then) in [(&held[..], &done[..]), (&done[..], &held[..])] {
        for (place, status) in [(0, "on_hold"), (1, "done_late")] {
            let machine = merged(&[], &[first], &[then]);
            if place == 1 {
                let said = machine.run(&["hold", "ndxp", "plan", "--reason", "x"]);
                assert_eq!(
                    said.code, 0,
                    "what makes no sense before keeps nobody: {said:?}"
                );
            }
            let rows = machine.json(&["conflicts"]);
            let row = &rows[0];
            assert_eq!(
                (&row["target"], &row["field"]),
                (&json!("ndxp/plan"), &json!("state"))
            );
            assert_eq!(row["values"][1]["field"], "actual");
            assert_eq!(counted(&machine), 1);
            let log = machine.ok(&["log"]);
            assert_eq!(log.matches("trái với giá trị khác").count(), 2, "{log}");
            assert!(
                machine
                    .ok(&["status"])
                    .contains("1 trường có các giá trị trái nhau")
            );
            let text = machine.ok(&["conflicts"]);
            assert!(
                text.contains("Tạm dừng") && text.contains("Hoàn thành: 23/11/2026"),
                "{text}"
            );
            let command = row["values"][place]["command"].as_str().unwrap();
            assert!(text.contains(command), "{text}");
            machine.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
            assert_eq!(conflicts(&machine), [] as [Value; 0]);
            let milestones = machine.json(&["list", "--milestones"]);
            let mut all = milestones.as_array().unwrap().iter();
            let plan = all.find(|row| row["platform"] == "ndxp" && row["milestone"] == "plan");
            assert_eq!(plan.unwrap()["status"], status, "{command}");
        }
    }
}

#[test]
fn what_one_held_and_another_did_is_done_once_somebody_says_so() {
    let machine = merged(
        &[],
        &[&["hold", "ndxp", "plan", "--reason", "chờ"]],
        &[&["done", "ndxp", "plan"]],
    );
    assert!(machine.ok(&["show", "ndxp"]).contains("Tạm dừng"));
    machine.ok(&["done", "ndxp", "plan"]);
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(
        !shown.contains("Tạm dừng") && !shown.contains("chờ"),
        "{shown}"
    );
}

#[test]
fn what_two_people_settle_in_opposite_ways_stands_against_each_other() {
    for here in [
        &["resume", "ndxp", "plan"][..],
        &DONE,
        &["cancel", "ndxp", "plan", "--reason", "thôi"],
    ] {
        let (machine, other) = done_on_hold();
        let folder = other.display().to_string();
        machine.ok(&["reopen", "ndxp", "plan", "--by", "Lan", "--store", &folder]);
        machine.ok(here);
        assert_eq!(fields(&machine), [""; 0], "{here:?}");
        machine.ok(&["merge", &folder]);
        assert_eq!(fields(&machine), ["actual", "reason", "state"], "{here:?}");
        let told = machine.ok(&["conflicts"]);
        assert_eq!(told.matches("được chọn cùng với").count(), 2, "{told}");
        let settled = conflicts(&machine);
        for (line, stands) in [
            (code(&machine, "state", "on_hold"), (true, false)),
            (code(&machine, "actual", "2026-11-23"), (false, true)),
        ] {
            for field in ["state", "actual"] {
                machine.ok(&["choose", &line, "ndxp/plan", field]);
                assert_eq!(fields(&machine), [""; 0], "{here:?} {field}");
                assert_eq!(held_and_done(&machine), stands, "{here:?} {field}");
                machine.ok(&["undo"]);
                assert_eq!(
                    conflicts(&machine),
                    settled,
                    "one undo takes all of it back"
                );
            }
        }
        machine.ok(&["undo"]);
        assert_eq!(
            fields(&machine),
            [""; 0],
            "what the other has settled stands"
        );
        assert_eq!(held_and_done(&machine), (true, false));
    }
}

/// Each has taken back what they had said themselves, or what the other had.
#[test]
fn what_two_people_take_back_in_opposite_ways_stands_against_each_other() {
    for is_own in [true, false] {
        let (machine, other) = done_on_hold();
        let folder = other.display().to_string();
        let row = &conflicts(&machine)[0];
        let [held, done] = [0, 1].map(|place| {
            let code = row["values"][place]["id"].as_str().unwrap();
            code.to_owned()
        });
        let at_other = ["--by", "Lan", "--store", &folder];
        let (here, there) = if is_own {
            (vec!["undo"], vec!["undo"])
        } else {
            (vec!["revert", &*done], vec!["revert", &*held])
        };
        machine.ok(&here);
        machine.ok(&[&there[..], &at_other].concat());
        assert_eq!(fields(&machine), [""; 0], "{is_own}");
        machine.ok(&["merge", &folder]);
        let (is_held, is_done) = held_and_done(&machine);
        assert!(is_held && is_done, "{is_own}: {is_held} {is_done}");
        assert_eq!(fields(&machine), ["state"], "{is_own}");
        machine.ok(&["resume", "ndxp", "plan"]);
        assert_eq!(held_and_done(&machine), (false, true));
        assert_eq!(fields(&machine), [""; 0]);
    }
}

#[test]
fn what_settles_that_something_is_done_and_on_hold_leaves_other_conflicts() {
    let other_day = ["done", "ndxp", "plan", "--on", "2026-11-20"];
    let (machine, other) = done_on_hold();
    let folder = other.display().to_string();
    machine.ok(&[
        "set",
        "--by",
        "Lan",
        "--store",
        &folder,
        "ndxp/plan",
        "reason",
        "chờ lâu",
    ]);
    machine.ok(&["set", "ndxp/plan", "reason", "chờ ít"]);
    machine.ok(&["merge", &folder]);
    machine.ok(&["reopen", "ndxp", "plan"]);
    assert_eq!(fields(&machine), ["reason"]);
    let machine = merged(&[], &[&HELD], &[&DONE]);
    let (elsewhere, _) = apart(&[], &[], &[&other_day]);
    machine.ok(&["merge", &elsewhere.store().display().to_string()]);
    machine.ok(&["resume", "ndxp", "plan"]);
    assert_eq!(fields(&machine), ["actual"]);
}

#[test]
fn who_settles_that_something_is_done_and_on_hold_is_told_so() {
    for command in ["resume", "reopen", "done"] {
        let (machine, _) = done_on_hold();
        let would = machine.run(&[command, "ndxp", "plan", "--json", "--dry-run"]);
        let said = machine.ok(&[command, "ndxp", "plan"]);
        assert!(
            said.contains("không còn giá trị trái nhau"),
            "{command}: {said}"
        );
        assert_eq!(
            said.contains("không còn “Tạm dừng”"),
            command != "reopen",
            "{said}"
        );
        let undone = machine.ok(&["undo"]);
        assert!(undone.contains("có các giá trị trái nhau"), "{undone}");
        let rows = machine.json(&[command, "ndxp", "plan"]);
        if would.code == 0 {
            let would: Value = serde_json::from_str(&would.out).unwrap();
            assert_eq!(rows, would, "{command}");
        }
        let settled = |field: &str| {
            let mut rows = rows.as_array().unwrap().iter();
            rows.any(|row| row["field"] == field && row["settled"] == true)
        };
        assert!(settled("state") && settled("actual"), "{command}: {rows}");
    }
}

#[test]
fn that_something_is_done_or_that_it_is_on_hold_is_chosen_by_its_code() {
    for (place, field, stands, command) in [
        (0, "state", (true, false), "reopen"),
        (1, "actual", (false, true), "resume"),
    ] {
        let (machine, _) = done_on_hold();
        let row = &conflicts(&machine)[0];
        let code = row["values"][place]["id"].as_str().unwrap();
        let said = machine.ok(&["choose", &code[..8], "ndxp/plan", field]);
        assert!(said.contains("không còn giá trị trái nhau"), "{said}");
        assert_eq!(fields(&machine), [""; 0]);
        assert_eq!(held_and_done(&machine), stands);
        machine.ok(&["undo"]);
        let chosen = machine.json(&["choose", code, "ndxp/plan", field]);
        machine.ok(&["undo"]);
        assert_eq!(chosen, machine.json(&[command, "ndxp", "plan"]));
    }
    let (machine, _) = done_on_hold();
    let refused = machine.run(&["choose", "00000000", "ndxp/plan", "actual"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let mine = ["set", "ndxp/plan", "forecast", "2027-01-31"];
    machine.ok(&mine);
    let refused = machine.run(&["choose", "00000000", "ndxp/plan", "forecast"]);
    assert!(
        refused.err.contains("không có các giá trị trái nhau"),
        "{refused:?}"
    );
}

#[test]
fn an_edit_by_hand_that_ends_a_hold_says_again_that_it_is_done() {
    let (machine, other) = done_on_hold();
    let folder = other.display().to_string();
    machine.ok(&["reopen", "ndxp", "plan", "--by", "Lan", "--store", &folder]);
    let path = machine.store().join("store.json");
    let written = std::fs::read_to_string(&path).unwrap();
    let held = ",\"reason\":\"chờ\",\"state\":\"on_hold\"";
    assert!(written.contains(held), "{written}");
    std::fs::write(&path, written.replacen(held, "", 1)).unwrap();
    machine.ok(&["adopt"]);
    assert_eq!(fields(&machine), [""; 0]);
    machine.ok(&["merge", &folder]);
    assert_eq!(fields(&machine), ["actual", "reason", "state"]);
}

#[test]
fn what_is_reopened_and_stays_on_hold_is_said_to_be_on_hold() {
    for (lang, says) in [
        ("vi", "vẫn là “Tạm dừng”"),
        ("fr", "toujours « Suspendu »"),
        ("en", "still “On hold”"),
    ] {
        let (machine, _) = done_on_hold();
        let said = machine.ok(&["reopen", "ndxp", "plan", "--lang", lang]);
        assert!(said.contains(says), "{said}");
    }
    let machine = Machine::new();
    machine.ok(&DONE);
    let said = machine.ok(&["reopen", "ndxp", "plan"]);
    assert!(!said.contains("Tạm dừng"), "{said}");
}
