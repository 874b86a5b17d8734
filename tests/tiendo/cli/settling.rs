//! Settling values that stand against each other: by the command that is named, by setting one, by choosing one.

#[cfg(unix)]
use std::path::Path;

use serde_json::json;

use super::conflicts::{Commands, adopted, apart, conflicts, due, fields, keeping, merged, typed};
use super::merge::copy;
use crate::program::Machine;

#[test]
fn setting_the_value_that_is_shown_says_that_it_is_chosen() {
    let machine = adopted();
    let set = ["set", "ndxp/plan", "forecast", "2027-02-02"];
    let row = json!([{ "target": "ndxp/plan", "field": "forecast", "to": "2027-02-02", "settled": true }]);
    assert_eq!(machine.json(&[&set[..], &["--dry-run"]].concat()), row);
    let dry = machine.ok(&[&set[..], &["--dry-run"]].concat());
    assert!(dry.contains("đã chọn giá trị này"), "{dry}");
    assert_eq!(conflicts(&machine).len(), 1);
    let said = machine.ok(&set);
    assert!(
        said.starts_with("Kế hoạch chi tiết: Dự kiến = 02/02/2027 · ")
            && said.ends_with(" · đã chọn giá trị này, không còn giá trị trái nhau\n"),
        "{said}"
    );
    assert!(conflicts(&machine).is_empty());
    assert_eq!(machine.ok(&set), "");
    machine.ok(&["undo"]);
    assert_eq!(conflicts(&machine).len(), 1);
    assert_eq!(machine.json(&set), row);
}

#[test]
fn any_of_the_values_is_chosen_by_the_code_of_its_line() {
    let machine = adopted();
    let code = conflicts(&machine)[0]["values"][1]["id"].as_str().unwrap()[..8].to_owned();
    let choose = |code: &str, field: &str| machine.run(&["choose", code, "ndxp/plan", field]);
    let said = choose(&code, "forecast");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out
            .starts_with("Kế hoạch chi tiết: Dự kiến = 03/03/2027"),
        "{said:?}"
    );
    assert!(said.out.contains("không còn giá trị trái nhau"), "{said:?}");
    assert!(conflicts(&machine).is_empty());
    let log = machine.ok(&["log", "--limit", "1"]);
    assert!(
        log.contains("chọn · Dự kiến: 02/02/2027 → 03/03/2027"),
        "{log}"
    );
    // To choose the same again is no mistake; anything else is.
    assert_eq!(choose(&code, "forecast").code, 0);
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-04-04"]);
    for (code, field) in [(&*code, "forecast"), ("", "forecast"), (&code, "actual")] {
        let run = choose(code, field);
        assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
        assert!(run.err.contains("tiendo conflicts"), "{run:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_command_that_is_named_settles_every_kind_of_field_and_leaves_what_is_shown() {
    let evidence = |title: &'static str| ["evidence", "ndxp", "plan", "12/QĐ", "--title", title];
    let archive = |day: &'static str| ["archive", "vneid", "--on", day, "--reason", day];
    let done = |day: &'static str| ["done", "ndxp", "plan", "--on", day];
    let set = |target, field, value| ["set", target, field, value];
    let count = ["set", "ndxp/readiness", "progress"];
    let all = [
        &[
            &done("2025-10-01")[..],
            &["set", "ndxp/plan", "obstacle", "chờ vốn", "weight", "3"],
        ],
        &[
            &done("2025-10-02")[..],
            &["set", "ndxp/plan", "obstacle", "$(reboot)", "weight", "4"],
        ],
    ];
    let cases: [(Commands<'_>, Commands<'_>, Commands<'_>, &str); 13] = [
        (&[], all[0], all[1], "set"),
        (&[], all[1], all[0], "set"),
        (
            &[],
            &[&[&count[..], &["12"]].concat()],
            &[&[&count[..], &["20"]].concat()],
            "set",
        ),
        (
            &[],
            &[&set("BYT", "focal_phone", "024 3943 6163")],
            &[&set("BYT", "focal_phone", "+84 24 3943")],
            "set",
        ),
        (
            &[],
            &[&set("kind:plan", "short_vi", "Kế hoạch")],
            &[&set("kind:plan", "short_vi", "Lập")],
            "set",
        ),
        (
            &[&set("ndxp/plan", "forecast", "2027-01-01")],
            &[&set("ndxp/plan", "forecast", "2027-01-02")],
            &[&set("ndxp/plan", "forecast", "")],
            "choose",
        ),
        (
            &[],
            &[&["hold", "ndxp", "plan", "--reason", "chờ"]],
            &[&["cancel", "ndxp", "plan", "--reason", "thôi"]],
            "choose",
        ),
        (
            &[],
            &[&due("ndxp/plan", "2027-01-01", "1/QĐ")],
            &[&due("ndxp/plan", "2027-02-01", "2/QĐ")],
            "choose",
        ),
        (&[], &[&evidence("Một")], &[&evidence("Hai")], "choose"),
        (
            &[],
            &[&archive("2026-11-01")],
            &[&archive("2026-11-02")],
            "choose",
        ),
        (
            &[],
            &[&["move", "vneid", "BYT"]],
            &[&["move", "vneid", "BTC"]],
            "choose",
        ),
        (
            &[],
            &[&["order", "BYT", "--first"]],
            &[&["order", "BYT", "--last"]],
            "choose",
        ),
        (
            &[&["add", "ministry", "moi", "Mới"]],
            &[&set("ministry:moi", "name_vi", "Một")],
            &[&set("ministry:moi", "name_vi", "Hai")],
            "set",
        ),
    ];
    for (first, theirs, ours, how) in cases {
        let machine = merged(first, theirs, ours);
        settles(&machine, how, ours);
    }
}

/// Runs the command of every conflict.
#[cfg(unix)]
fn settles(machine: &Machine, how: &str, what: Commands<'_>) {
    let before = machine.json(&["list", "--milestones"]);
    let mut left = conflicts(machine);
    let commands = left.iter().map(keeping);
    let prefix = format!("tiendo {how} ");
    assert!(
        commands.clone().any(|command| command.starts_with(&prefix)),
        "{what:?}: {left:?}"
    );
    let text = machine.ok(&["conflicts"]);
    assert!(
        commands
            .clone()
            .all(|command| text.contains(command) || text.contains("được chọn cùng với")),
        "{text}"
    );
    while let Some(conflict) = left.first() {
        let command = keeping(conflict);
        let said = typed(machine, command);
        assert!(
            said.contains("không còn giá trị trái nhau"),
            "{command}: {said}"
        );
        let now = conflicts(machine);
        assert!(
            !now.contains(conflict) && now.len() < left.len(),
            "{command}: {now:?}"
        );
        left = now;
    }
    assert_eq!(machine.json(&["list", "--milestones"]), before, "{what:?}");
}

/// The code of the line that says a value, in the conflict of this field.
pub(super) fn code(machine: &Machine, field: &str, value: &str) -> String {
    let conflicts = conflicts(machine);
    let mut of_field = conflicts
        .iter()
        .filter(|conflict| conflict["field"] == field);
    let values = of_field.next().unwrap()["values"].as_array().unwrap();
    let said = values.iter().find(|said| said["value"] == value).unwrap();
    said["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_decided_together_is_chosen_together() {
    let machine = merged(
        &[],
        &[&["set", "ndxp/needs", "baseline", "2027-06-30"]],
        &[&due("ndxp/needs", "2027-07-31", "98/QĐ-BTC")],
    );
    let chosen = code(&machine, "baseline", "2027-06-30");
    let said = machine.ok(&["choose", &chosen, "ndxp/needs", "baseline"]);
    assert!(said.contains("30/06/2027"), "what was asked for: {said}");
    for command in ["undo", "redo"] {
        let said = machine.ok(&[command]);
        assert!(
            said.contains("30/06/2027") || said.contains("31/07/2027"),
            "{said}"
        );
    }
    assert_eq!(machine.json(&["conflicts"]), json!([]));
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(
        shown.contains("30/06/2027") && !shown.contains("98/QĐ-BTC"),
        "{shown}"
    );
    let held =
        |reason: &'static str, verb: &'static str| [verb, "ndxp", "plan", "--reason", reason];
    let machine = merged(&[], &[&held("chờ", "hold")], &[&held("thôi", "cancel")]);
    let chosen = code(&machine, "state", "on_hold");
    machine.ok(&["choose", &chosen, "ndxp/plan", "state"]);
    assert_eq!(machine.json(&["conflicts"]), json!([]));
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(shown.contains("chờ") && !shown.contains("thôi"), "{shown}");
}

#[test]
fn of_a_choice_of_the_shown_value_that_value_is_told_of_first() {
    let machine = merged(
        &[],
        &[&due("ndxp/needs", "2027-07-31", "98/QĐ-BTC")],
        &[&["set", "ndxp/needs", "baseline", "2027-06-30"]],
    );
    let chosen = code(&machine, "baseline", "2027-06-30");
    for said in [
        machine.ok(&["choose", &chosen, "ndxp/needs", "baseline"]),
        machine.ok(&["undo"]),
        machine.ok(&["redo"]),
    ] {
        assert!(said.contains("30/06/2027"), "{said}");
    }
}

#[test]
fn what_the_chosen_line_left_alone_is_as_it_knew_it() {
    let machine = merged(
        &[&due("ndxp/plan", "2025-12-01", "11/QĐ-A")],
        &[&due("ndxp/plan", "2025-12-10", "11/QĐ-A")],
        &[&due("ndxp/plan", "2025-12-20", "22/QĐ-B")],
    );
    let chosen = code(&machine, "baseline", "2025-12-10");
    machine.ok(&["choose", &chosen, "ndxp/plan", "baseline"]);
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(
        shown.contains("10/12/2025") && shown.contains("11/QĐ-A"),
        "{shown}"
    );
}

#[test]
fn what_a_third_person_has_said_still_stands_against_the_choice() {
    let held =
        |reason: &'static str, verb: &'static str| [verb, "ndxp", "plan", "--reason", reason];
    let (machine, other) = apart(&[&["hold", "ndxp", "plan", "--reason", "đầu"]], &[], &[]);
    let third = machine.0.path().join("third");
    copy(&machine.store(), &third);
    let on = |store: &Path, by: &'static str, args: &[&'static str]| {
        let folder = store.display().to_string();
        machine.ok(&[&args[..1], &["--by", by, "--store", &folder], &args[1..]].concat());
    };
    on(&other, "Lan", &held("thôi", "cancel"));
    on(&third, "Cúc", &["set", "ndxp/plan", "reason", "Cúc nói"]);
    machine.ok(&[
        "set",
        "ndxp/plan",
        "reason",
        "của tôi",
        "state_document",
        "1/CV",
    ]);
    machine.ok(&["resume", "ndxp", "plan"]);
    machine.ok(&held("lại chờ", "hold"));
    machine.ok(&["merge", &other.display().to_string()]);
    machine.ok(&["merge", &third.display().to_string()]);
    let chosen = code(&machine, "state", "on_hold");
    machine.ok(&["choose", &chosen, "ndxp/plan", "state"]);
    let left = conflicts(&machine);
    let reason = left
        .iter()
        .find(|conflict| conflict["field"] == "reason")
        .unwrap();
    let values = reason["values"].as_array().unwrap();
    let said: Vec<&str> = values
        .iter()
        .map(|said| said["value"].as_str().unwrap())
        .collect();
    assert!(
        said.contains(&"Cúc nói") && said.contains(&"lại chờ") && said.len() == 2,
        "{said:?}"
    );
}

#[test]
fn taking_a_choice_back_says_what_that_does() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let machine = merged(&[], &[&set("2027-01-31")], &[&set("2027-02-28")]);
    for chosen in ["2027-02-28", "2027-01-31"] {
        let chosen = code(&machine, "forecast", chosen);
        machine.ok(&["choose", &chosen, "ndxp/plan", "forecast"]);
        let undone = machine.ok(&["undo"]);
        assert!(undone.contains("có các giá trị trái nhau"), "{undone}");
        assert!(
            !undone.contains("đã đổi sau đó") && !undone.contains("Không có gì"),
            "{undone}"
        );
        assert_eq!(conflicts(&machine).len(), 1);
        let redone = machine.ok(&["redo"]);
        assert!(redone.contains("không còn giá trị trái nhau"), "{redone}");
        assert!(!redone.contains("Không có gì"), "{redone}");
        machine.ok(&["undo"]);
    }
}

#[cfg(unix)]
#[test]
fn notes_and_what_two_first_lists_say_are_settled_too() {
    // Notes change by hand only.
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", "đã gọi"]);
    let edit = |store: &Path, text: &str| {
        let path = store.join("store.json");
        let written = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, written.replacen("đã gọi", text, 1)).unwrap();
    };
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let folder = other.display().to_string();
    edit(&other, "đã gọi Lan");
    edit(&machine.store(), "đã gọi Minh");
    machine.ok(&["adopt", "--store", &folder]);
    machine.ok(&["adopt"]);
    machine.ok(&["merge", &folder]);
    settles(&machine, "choose", &[&["note"]]);

    let mut list = machine.json(&["catalogue", "export"]);
    let name = &mut list["ministries"][0]["name"]["vi"];
    *name = json!("Tên khác");
    let list = machine.write("list.json", &list.to_string());
    let (here, there) = (Machine::new(), Machine::new());
    here.ok(&["note", "ndxp", "một"]);
    there.ok(&["note", "ndxp", "hai", "--catalogue", &list]);
    here.ok(&["merge", &there.store().display().to_string()]);
    let found = conflicts(&here);
    assert_eq!(found.len(), 1, "{found:?}");
    let first = &found[0]["values"][0];
    assert_eq!((&first["by"], &first["at"]), (&json!(null), &json!(null)));
    assert!(here.ok(&["conflicts"]).contains(" · danh mục ban đầu"));
    here.ok(&["verify"]);
    settles(&here, "set", &[&["catalogue"]]);
}

#[test]
fn a_settled_date_whose_document_is_still_contested_says_so() {
    let machine = merged(
        &[],
        &[&due("ndxp/investment", "2027-04-30", "1/QĐ")],
        &[&due("ndxp/investment", "2027-05-31", "2/QĐ")],
    );
    for (lang, left) in [
        ("vi", "còn các giá trị trái nhau ở Văn bản giao hạn"),
        ("fr", "se contredisent encore dans Document"),
        ("en", "still contradict each other in Baseline document"),
    ] {
        let said = machine.ok(&[
            "set",
            "--lang",
            lang,
            "ndxp/investment",
            "baseline",
            "2027-05-31",
        ]);
        assert!(said.contains(left), "{said}");
        assert_eq!(fields(&machine), ["baseline_document"]);
        machine.ok(&["undo"]);
    }
    let said = machine.ok(&due("ndxp/investment", "2027-05-31", "2/QĐ"));
    assert!(said.contains("không còn giá trị trái nhau"), "{said}");
    assert_eq!(fields(&machine), [""; 0]);
}
