//! `tiendo conflicts`: values that stand against each other are listed at any time, and the command that is named settles.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::merge::copy;
use crate::program::Machine;

const LATER: &str = "2026-11-23T12:00:00Z";

/// Commands, one after the other.
type Commands<'a> = &'a [&'a [&'a str]];

/// A due date with the document that sets it.
const fn due<'a>(milestone: &'a str, date: &'a str, document: &'a str) -> [&'a str; 6] {
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
fn merged(first: Commands<'_>, theirs: Commands<'_>, ours: Commands<'_>) -> Machine {
    let (machine, other) = apart(first, theirs, ours);
    machine.ok(&["merge", &other.display().to_string()]);
    machine
}

fn apart(first: Commands<'_>, theirs: Commands<'_>, ours: Commands<'_>) -> (Machine, PathBuf) {
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
fn counted(machine: &Machine) -> Value {
    let text = std::fs::read(machine.store().join("store.json")).unwrap();
    serde_json::from_slice::<Value>(&text).unwrap()["conflicts"].clone()
}

/// A machine with a forecast that was edited by hand while Minh set another.
fn adopted() -> Machine {
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

fn conflicts(machine: &Machine) -> Vec<Value> {
    let document = machine.json(&["conflicts"]);
    document.as_array().unwrap().clone()
}

/// What the shell makes of a command as it is printed.
#[cfg(unix)]
fn typed(machine: &Machine, command: &str) -> String {
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

/// The command that keeps the value that is shown.
fn keeping(conflict: &Value) -> &str {
    conflict["values"][0]["command"].as_str().unwrap()
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
fn code(machine: &Machine, field: &str, value: &str) -> String {
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

#[test]
fn the_command_that_is_named_is_for_the_store_that_was_looked_at() {
    let set = |date: &'static str| ["set", "ndxp/plan", "forecast", date];
    let machine = merged(&[], &[&set("2027-01-31")], &[&set("2027-02-28")]);
    let store = machine.store().display().to_string();
    let rows = machine.json(&["conflicts", "--store", &store]);
    let command = keeping(&rows[0]);
    assert!(command.ends_with(&format!(" --store {store}")), "{command}");
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

/// The fields that are in conflict.
fn fields(machine: &Machine) -> Vec<String> {
    let field = |conflict: &Value| conflict["field"].as_str().unwrap().to_owned();
    conflicts(machine).iter().map(field).collect()
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
