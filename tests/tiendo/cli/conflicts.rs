//! `tiendo conflicts`: values that stand against each other are listed at any time, with the command that settles them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::doctor::{forget_notes, journal};
use super::merge::copy;
use crate::program::Machine;

const LATER: &str = "2026-11-23T12:00:00Z";

/// Commands, one after the other.
pub(crate) type Commands<'a> = &'a [&'a [&'a str]];

/// A due date with the document that sets it.
pub(super) const fn due<'a>(milestone: &'a str, date: &'a str, document: &'a str) -> [&'a str; 6] {
    [
        "set",
        milestone,
        "baseline",
        date,
        "baseline_document",
        document,
    ]
}

/// A machine with this done on it, later than that by Lan in a copy of its store, and both merged.
pub(crate) fn merged(first: Commands<'_>, theirs: Commands<'_>, ours: Commands<'_>) -> Machine {
    let (machine, other) = apart(first, theirs, ours);
    machine.ok(&["merge", &other.display().to_string()]);
    machine
}

pub(super) fn apart(
    first: Commands<'_>,
    theirs: Commands<'_>,
    ours: Commands<'_>,
) -> (Machine, PathBuf) {
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", "bắt đầu"]);
    for args in first {
        machine.ok(args);
    }
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let folder = other.display().to_string();
    for args in theirs {
        let (command, rest) = args.split_at(1);
        machine.ok(&[command, &["--by", "Lan", "--store", &folder], rest].concat());
    }
    for args in ours {
        let output = machine.command(args).env("TIENDO_NOW", LATER).output();
        assert!(output.unwrap().status.success(), "{args:?}");
    }
    (machine, other)
}

/// How many there are by the readable state.
pub(super) fn counted(machine: &Machine) -> Value {
    let text = std::fs::read(machine.store().join("store.json")).unwrap();
    serde_json::from_slice::<Value>(&text).unwrap()["conflicts"].clone()
}

/// A machine with a forecast that was edited by hand while Minh set another.
pub(super) fn adopted() -> Machine {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-05"]);
    let path = machine.store().join("store.json");
    let written = std::fs::read_to_string(&path).unwrap();
    let edited = written.replacen("2027-01-05", "2027-02-02", 1);
    std::fs::write(&path, edited).unwrap();
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-03-03", "--by", "Minh"]);
    machine.ok(&["adopt"]);
    machine
}

pub(super) fn conflicts(machine: &Machine) -> Vec<Value> {
    let document = machine.json(&["conflicts"]);
    document.as_array().unwrap().clone()
}

/// The fields that are in conflict.
pub(super) fn fields(machine: &Machine) -> Vec<String> {
    let field = |conflict: &Value| conflict["field"].as_str().unwrap().to_owned();
    conflicts(machine).iter().map(field).collect()
}

/// The command that keeps the value that is shown.
pub(super) fn keeping(conflict: &Value) -> &str {
    conflict["values"][0]["command"].as_str().unwrap()
}

/// What the shell makes of a command as it is printed.
#[cfg(unix)]
pub(super) fn typed(machine: &Machine, command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_tiendo")).parent().unwrap();
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", command])
        .env_clear()
        .envs(machine.env())
        .env("PATH", folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn none_is_said_so() {
    let machine = Machine::new();
    for (lang, says) in [
        ("vi", "Không có giá trị nào trái nhau.\n"),
        ("fr", "Aucune valeur n'en contredit une autre.\n"),
        ("en", "No values contradict each other.\n"),
    ] {
        assert_eq!(machine.ok(&["conflicts", "--lang", lang]), says);
    }
    assert_eq!(machine.json(&["conflicts"]), json!([]));
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-05"]);
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-06", "--by", "Lan"]);
    assert_eq!(
        machine.json(&["conflicts"]),
        json!([]),
        "one knew the other"
    );
    for command in ["status", "verify", "doctor"] {
        let said = machine.ok(&[command]);
        assert!(!said.contains("trái nhau"), "{said}");
    }
}

#[test]
fn what_came_by_a_merge_is_listed_with_who_said_what_and_when() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let machine = merged(&[], &[&set("2027-01-31")], &[&set("2027-02-28")]);
    let log = machine.json(&["log", "ndxp/plan"]);
    let (ours, theirs) = (
        log[0]["id"].as_str().unwrap(),
        log[1]["id"].as_str().unwrap(),
    );
    assert_eq!(
        machine.ok(&["conflicts", "--lang", "en"]),
        format!(
            "National Data Integration and Sharing Platform › Detailed plan: Forecast\n  \
               {ours}  2027-02-28 · Bình, 2026-11-23 19:00 · shown\n      \
                 tiendo set ndxp/plan forecast 2027-02-28\n  \
               {theirs}  2027-01-31 · Lan, 2026-11-23 10:00\n      \
                 tiendo choose {theirs} ndxp/plan forecast\n\n\
             The command below each value chooses it.\n",
            ours = &ours[..8],
            theirs = &theirs[..8],
        )
    );
    assert_eq!(
        machine.json(&["conflicts"]),
        json!([{
            "target": "ndxp/plan", "field": "forecast", "label": "Dự kiến",
            "values": [
                {
                    "id": ours, "target": "ndxp/plan", "field": "forecast", "by": "Bình", "at": "2026-11-23T12:00:00.000Z", "value": "2027-02-28",
                    "shown": true, "command": "tiendo set ndxp/plan forecast 2027-02-28",
                },
                {
                    "id": theirs, "target": "ndxp/plan", "field": "forecast", "by": "Lan", "at": "2026-11-23T03:00:00.000Z", "value": "2027-01-31",
                    "shown": false, "command": format!("tiendo choose {} ndxp/plan forecast", &theirs[..8]),
                },
            ],
        }])
    );
}

#[test]
fn they_are_mentioned_where_one_looks_and_are_no_damage() {
    let machine = adopted();
    for (lang, says) in [
        (
            "vi",
            "1 trường có các giá trị trái nhau: xem tiendo conflicts\n",
        ),
        (
            "fr",
            "1 champ a des valeurs qui se contredisent : voir tiendo conflicts\n",
        ),
        (
            "en",
            "1 field has values that contradict each other: see tiendo conflicts\n",
        ),
    ] {
        for command in ["status", "verify", "doctor"] {
            let said = machine
                .ok(&[command, "--lang", lang])
                .replace('\u{a0}', " ");
            assert!(said.ends_with(says), "{said}");
        }
    }
    for command in ["verify", "doctor"] {
        assert_eq!(machine.json(&[command])["conflicts"], 1);
    }
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(shown.ends_with("› Kế hoạch chi tiết: Dự kiến\n"), "{shown}");
    assert!(!machine.ok(&["show", "vneid"]).contains("trái nhau"));
    // What came otherwise is no news of a merge.
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let said = machine.ok(&["merge", &other.display().to_string()]);
    assert!(said.contains("Hiện có 1 trường"), "{said}");
    assert!(!said.contains("hai bên"), "{said}");
}

#[test]
fn the_command_that_is_named_is_for_the_store_that_was_looked_at() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let machine = merged(&[], &[&set("2027-01-31")], &[&set("2027-02-28")]);
    let store = machine.store().display().to_string();
    let rows = machine.json(&["conflicts", "--store", &store]);
    let command = keeping(&rows[0]);
    assert!(command.ends_with(&format!(" --store {store}")), "{command}");
}

const ADD: [&str; 6] = [
    "add",
    "platform",
    "vaccines",
    "Tiêm chủng",
    "--ministry",
    "health",
];

#[test]
fn what_was_recorded_of_an_addition_that_was_taken_back_apart_is_listed_until_it_is_back() {
    let done: &[&str] = &["done", "vaccines", "plan"];
    let noted = ["note", "vaccines", "đã gọi"];
    let machine = merged(&[&ADD], &[done, &noted], &[&["undo"]]);
    assert!(!machine.run(&["show", "vaccines"]).err.is_empty());
    let rows = conflicts(&machine);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(counted(&machine), 1);
    let (row, values) = (&rows[0], &rows[0]["values"]);
    assert_eq!(
        (&row["target"], &row["field"]),
        (&json!("vaccines"), &json!("added"))
    );
    assert_eq!(
        (&values[0]["by"], &values[1]["by"]),
        (&json!("Bình"), &json!("Lan"))
    );
    assert_eq!(values[1]["value"], "đã gọi", "the newest: {row}");
    for lang in ["vi", "fr", "en"] {
        let text = machine.ok(&["conflicts", "--lang", lang]);
        assert!(text.contains("tiendo archive vaccines"), "{text}");
        assert!(text.contains("đã gọi · Lan"), "{text}");
    }
    let status = machine.ok(&["status"]);
    assert!(
        status.contains("1 trường có các giá trị trái nhau"),
        "{status}"
    );
    let command = values[1]["command"].as_str().unwrap();
    machine.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    assert_eq!(conflicts(&machine), [] as [Value; 0]);
    assert!(machine.ok(&["show", "vaccines"]).contains("đã gọi"));
    machine.ok(&["archive", "vaccines", "--reason", "thôi"]);
    assert_eq!(conflicts(&machine), [] as [Value; 0]);
}

#[test]
fn a_merge_says_what_was_recorded_of_an_addition_that_was_taken_back() {
    let (machine, other) = apart(&[&ADD], &[&["done", "vaccines", "plan"]], &[&["undo"]]);
    let folder = other.display().to_string();
    for args in [&["merge", &folder, "--dry-run"][..], &["merge", &folder]] {
        let said = machine.ok(args);
        assert!(said.contains("đã rút lại việc thêm · Bình"), "{said}");
        assert!(said.contains("Hoàn thành: 23/11/2026 · Lan"), "{said}");
    }
}

#[test]
fn an_addition_that_is_taken_back_with_nothing_of_others_contradicts_nothing() {
    let own = ["note", "vaccines", "của tôi"];
    let machine = merged(
        &[&ADD, &own],
        &[&["note", "ndxp", "khác"]],
        &[&["undo"], &["undo"]],
    );
    assert_eq!(conflicts(&machine), [] as [Value; 0]);
    let brought_back = ["note", "vaccines", "sai"];
    let machine = merged(&[&ADD], &[&brought_back, &["undo"]], &[&["undo"]]);
    assert_eq!(conflicts(&machine), [] as [Value; 0]);
}

#[test]
fn an_undo_says_of_its_own_fields_only_that_nothing_contradicts_them() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let beside = |date: &'static str| ["set", "ndxp/needs", "forecast", date];
    let machine = merged(
        &[],
        &[&set("2027-01-31"), &beside("2027-01-31")],
        &[&beside("2027-02-28"), &set("2027-02-28")],
    );
    for (lang, says) in [
        ("vi", "ở đây không còn giá trị trái nhau"),
        ("fr", "plus rien ne la contredit ici"),
        ("en", "nothing contradicts it here any more"),
    ] {
        let undone = machine.ok(&["undo", "--lang", lang]);
        assert!(undone.contains(says), "{undone}");
        assert_eq!(conflicts(&machine).len(), 1);
        machine.ok(&["redo"]);
    }
}

#[test]
fn an_undo_of_several_fields_says_which_still_have_values_that_contradict() {
    let both = |date: &'static str| ["set", "ndxp/plan", "forecast", date, "obstacle", date];
    let machine = merged(&[], &[&both("2027-01-31")], &[&both("2027-02-28")]);
    let third = machine.0.path().join("third");
    let (elsewhere, _) = apart(&[], &[], &[&["set", "ndxp/plan", "obstacle", "Cúc"]]);
    copy(&elsewhere.store(), &third);
    machine.ok(&["merge", &third.display().to_string()]);
    let undone = machine.ok(&["undo", "--lang", "en"]);
    assert!(
        undone.contains("values still contradict each other in"),
        "{undone}"
    );
    assert_eq!(conflicts(&machine).len(), 1);
}

#[test]
fn an_undo_names_the_value_that_is_undone_and_the_one_that_stays() {
    let set = |date: &'static str| ["set", "ndxp/plan", "actual", date];
    let (machine, other) = apart(&[], &[], &[]);
    machine.ok(&set("2026-11-15"));
    let folder = other.display().to_string();
    machine
        .command(
            &[
                &["set", "--by", "Lan", "--store", &folder],
                &set("2026-11-18")[1..],
            ]
            .concat(),
        )
        .env("TIENDO_NOW", LATER)
        .output()
        .unwrap();
    machine.ok(&["merge", &folder]);
    for command in ["undo", "redo"] {
        let said = machine.ok(&[command, "--lang", "en"]);
        let values = ["Done on = 2026-11-15", "2026-11-18 stays"];
        assert!(values.iter().all(|value| said.contains(value)), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_store_with_an_apostrophe_in_its_name_has_commands_and_one_that_a_shell_would_obey_is_said() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let machine = merged(&[], &[&set("2027-01-31")], &[&set("2027-02-28")]);
    let named = |name: &str| {
        let store = machine.0.path().join(name);
        copy(&machine.store(), &store);
        store.display().to_string()
    };
    let obeyed = named("$HOME");
    let text = machine.ok(&["conflicts", "--lang", "en", "--store", &obeyed]);
    assert!(
        text.contains("no commands") && !text.contains("below each"),
        "{text}"
    );
    let store = named("it's kho");
    let rows = machine.json(&["conflicts", "--store", &store]);
    typed(&machine, keeping(&rows[0]));
    assert_eq!(machine.json(&["conflicts", "--store", &store]), json!([]));
}

/// What a repair has rescued is one line, whatever it says.
#[cfg(unix)]
#[test]
fn the_command_that_brings_an_addition_back_takes_nothing_else_that_was_rescued_away() {
    let add = ["add", "milestone", "ndxp/extra", "Thêm"];
    let theirs = ["set", "ndxp/extra", "proposal", "xin vốn"];
    let note = ["note", "ndxp/needs", "đã gọi điện"];
    let (machine, other) = apart(&[&add], &[&theirs], &[&["undo"], &note]);
    let path = journal(&machine);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    std::fs::write(&path, lines[..lines.len() - 2].concat()).unwrap();
    std::fs::remove_dir_all(machine.store().join("backups")).unwrap();
    forget_notes(&machine);
    machine.ok(&["doctor", "--repair"]);
    machine.ok(&["merge", &other.display().to_string()]);
    let listed = conflicts(&machine);
    assert_eq!(listed.len(), 1, "{listed:?}");
    typed(
        &machine,
        listed[0]["values"][1]["command"].as_str().unwrap(),
    );
    assert_eq!(conflicts(&machine), [] as [Value; 0]);
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(
        shown.contains("Thêm") && shown.contains("đã gọi điện"),
        "{shown}"
    );
}
