//! A new list: compared, shown, taken over as one action, with the progress kept; the list as it stands, exported.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};
use tiendo::domain::catalogue::{EMBEDDED, parse};

use crate::program::Machine;

/// The embedded list, changed.
fn list(change: impl FnOnce(&mut Value)) -> String {
    let mut list: Value = serde_json::from_str(EMBEDDED).unwrap();
    change(&mut list);
    list.to_string()
}

/// A ministry of a list.
fn ministry<'l>(list: &'l mut Value, id: &str) -> &'l mut Value {
    let all = list["ministries"].as_array_mut().unwrap();
    all.iter_mut()
        .find(|ministry| ministry["id"] == id)
        .unwrap()
}

/// Takes a platform out of a list.
fn take(list: &mut Value, owner: &str, id: &str) -> Value {
    let platforms = ministry(list, owner)["platforms"].as_array_mut().unwrap();
    let place = platforms.iter().position(|platform| platform["id"] == id);
    platforms.remove(place.unwrap())
}

/// A list in which something of everything is different.
fn reshuffled() -> String {
    list(|list| {
        let moved = take(list, "science-technology", "ndxp");
        take(list, "public-security", "asset-auction");
        let health = ministry(list, "health");
        health["name"]["en"] = "Ministry of Public Health".into();
        health["platforms"].as_array_mut().unwrap().push(moved);
        health["platforms"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "vaccines", "name": {"vi": "Tiêm chủng"}}));
        ministry(list, "finance")["platforms"]
            .as_array_mut()
            .unwrap()
            .swap(0, 1);
    })
}

/// What is recorded of the milestones of a platform, whoever owns it.
fn milestones(machine: &Machine, platform: &str) -> Value {
    let mut milestones = machine.json(&["show", platform])["milestones"].take();
    for milestone in milestones.as_array_mut().unwrap() {
        milestone.as_object_mut().unwrap().remove("ministry");
    }
    milestones
}

fn targets(differences: &Value, sort: &str) -> Vec<String> {
    let rows = differences[sort].as_array().unwrap().iter();
    rows.map(|row| row["target"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_same_list_changes_nothing() {
    let machine = Machine::new();
    let file = machine.write("same.json", EMBEDDED);
    let run = machine.run(&["catalogue", "update", &file]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "Không có gì thay đổi.\n"),
        "{run:?}"
    );
    machine.ok(&["done", "ndxp", "plan"]);
    machine.ok(&["set", "ndxp/needs", "baseline", "2027-01-01"]);
    assert_eq!(
        machine.json(&["catalogue", "update", &file, "--yes"])["recorded"],
        Value::Null
    );
    assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 2);
}

#[test]
fn what_is_exported_is_the_list_and_taking_it_over_changes_nothing() {
    let machine = Machine::new();
    let exported = machine.ok(&["catalogue", "export"]);
    assert_eq!(
        parse(&exported).unwrap(),
        parse(EMBEDDED).unwrap(),
        "a new store exports what it began from"
    );
    machine.ok(&["add", "ministry", "space", "Cơ quan Vũ trụ"]);
    machine.ok(&[
        "add",
        "platform",
        "orbit",
        "Quỹ đạo",
        "weight",
        "3",
        "--ministry",
        "space",
    ]);
    machine.ok(&["add", "kind", "audit", "Kiểm toán"]);
    machine.ok(&["add", "milestone", "orbit/pilot", "Chạy thử"]);
    machine.ok(&["move", "ndxp", "space"]);
    machine.ok(&["order", "ndxp", "--first"]);
    machine.ok(&["archive", "orbit/needs", "asset-auction"]);
    machine.ok(&["set", "health-platform", "name_vi", "Hồ sơ sức khỏe"]);
    let file = machine.write("mine.json", &machine.ok(&["catalogue", "export"]));
    let run = machine.run(&["catalogue", "update", &file]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "Không có gì thay đổi.\n"),
        "{run:?}"
    );
    // And it is what a new store can begin from.
    let other = Machine::new();
    let rows = other.json(&["--catalogue", &file, "list"]);
    let rows = rows.as_array().unwrap();
    assert_eq!((rows.len(), &rows[54]["platform"]), (55, &json!("orbit")));
}

#[test]
fn a_new_list_is_shown_first_and_taken_over_as_one_action_that_keeps_the_progress() {
    let machine = Machine::new();
    machine.ok(&[
        "done",
        "ndxp",
        "plan",
        "--on",
        "2025-10-01",
        "--evidence",
        "12/QĐ",
    ]);
    machine.ok(&["set", "ndxp/operation", "forecast", "2027-03-31"]);
    let before = milestones(&machine, "ndxp");
    let file = machine.write("new.json", &reshuffled());
    let shown = machine.json(&["catalogue", "update", &file, "--dry-run"]);
    assert_eq!(targets(&shown, "added"), ["vaccines"]);
    assert_eq!(targets(&shown, "renamed"), ["ministry:health"]);
    assert_eq!(targets(&shown, "moved"), ["ndxp"]);
    assert_eq!(targets(&shown, "archived"), ["asset-auction"]);
    assert!(targets(&shown, "reordered").contains(&"enterprise-management".to_owned()));
    assert_eq!(shown["recorded"], Value::Null);
    assert_eq!(
        machine.json(&["log"]).as_array().unwrap().len(),
        3,
        "nothing is recorded"
    );
    let text = machine.ok(&["catalogue", "update", &file, "--dry-run"]);
    assert!(
        text.contains("ndxp: Cơ quan chủ quản: Bộ Khoa học và Công nghệ → Bộ Y tế"),
        "{text}"
    );
    machine.ok(&[
        "catalogue",
        "update",
        &file,
        "--yes",
        "--document",
        "99/QĐ-TTg",
    ]);
    let ndxp = machine.json(&["show", "ndxp"]);
    assert_eq!(milestones(&machine, "ndxp"), before);
    assert_eq!(ndxp["former_owners"][0]["document"], "99/QĐ-TTg");
    assert_eq!(
        machine.json(&["list", "--archived"])[0]["document"],
        "99/QĐ-TTg"
    );
    assert_eq!(
        machine.json(&["show", "vaccines"])["milestones"]
            .as_array()
            .unwrap()
            .len(),
        9
    );
    let again = machine.json(&["catalogue", "update", &file, "--yes"]);
    assert_eq!(again["recorded"], Value::Null, "{again}");
    machine.ok(&["undo"]);
    assert_eq!(
        machine.json(&["show", "ndxp"])["ministry"],
        "science-technology"
    );
    assert_eq!(machine.json(&["status"])["platforms"], 55);
    // What was archived comes back when a list has it again.
    machine.ok(&["archive", "ndxp"]);
    let same = machine.write("same.json", EMBEDDED);
    let back = machine.json(&["catalogue", "update", &same, "--yes"]);
    assert_eq!(targets(&back, "restored"), ["ndxp"]);
    assert_eq!(milestones(&machine, "ndxp"), before);
}

#[test]
fn a_completed_name_is_not_given_up_for_an_unknown_one() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "health-platform",
        "name_vi",
        "Hồ sơ sức khỏe",
        "name_source",
        "3/QĐ-BYT",
    ]);
    let file = machine.write("same.json", EMBEDDED);
    assert_eq!(
        machine.ok(&["catalogue", "update", &file]),
        "Không có gì thay đổi.\n"
    );
}

#[test]
fn nothing_is_taken_over_without_a_yes() {
    let machine = Machine::new();
    let file = machine.write("new.json", &reshuffled());
    for (args, answer, code) in [
        (&["catalogue", "update", &file][..], "", 1),
        (&["catalogue", "update", &file], "không\n", 1),
        (&["catalogue", "update", &file, "--json"], "y\n", 1),
        (&["catalogue", "update", &file, "--dry-run"], "y\n", 0),
        (&["catalogue", "update", &file], "có\n", 0),
    ] {
        assert_eq!(machine.json(&["log"]), json!([]), "{args:?}");
        let mut command = machine.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?} {answer}: {err}");
        assert_eq!(err.contains("--yes"), code == 1, "{err}");
    }
    assert_eq!(machine.json(&["show", "ndxp"])["ministry"], "health");
}

#[test]
fn a_list_that_cannot_be_one_is_refused_with_its_place() {
    let machine = Machine::new();
    let twice = list(|list| ministry(list, "health")["id"] = "finance".into());
    for (name, text, code, says) in [
        ("cut.json", &EMBEDDED[..200], 3, "cut.json:"),
        ("twice.json", twice.as_str(), 3, "finance"),
        (
            "path.json",
            &EMBEDDED.replacen("\"ndxp\"", "\"../x\"", 1),
            3,
            "../x",
        ),
        ("empty.json", "", 3, "empty.json"),
    ] {
        let file = machine.write(name, text);
        let run = machine.run(&["catalogue", "update", &file, "--yes"]);
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.err.contains(says), "{}", run.err);
    }
    for (args, code) in [
        (&["catalogue", "update", "/no/such/file"][..], 4),
        (&["catalogue", "update"], 2),
        (&["catalogue", "burn", "x"], 2),
        (&["catalogue", "export", "x"], 2),
    ] {
        let run = machine.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
    }
    assert_eq!(machine.json(&["log"]), json!([]));
}

#[test]
fn the_help_names_what_can_be_done_with_the_list() {
    let machine = Machine::new();
    assert!(
        machine
            .ok(&["catalogue", "--help"])
            .contains("update|export")
    );
    assert!(
        machine
            .ok(&["view", "--help"])
            .contains("save|rename|remove")
    );
}
