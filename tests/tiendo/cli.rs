//! The command line: the contract that scripts rely on, bad input, exit codes.

mod arguments;
mod bounds;
mod catalogue;
mod config;
pub(crate) mod conflicts;
mod doctor;
mod fields;
mod filters;
mod held;
mod history;
mod listing;
mod mending;
mod merge;
mod naming;
mod pages;
#[cfg(unix)]
mod places;
mod readable;
mod schema;
mod settling;

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::Machine;

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_keys_of_every_listing_are_those_of_the_contract() {
    let machine = Machine::new();
    machine.ok(&[
        "done",
        "ndxp",
        "plan",
        "--on",
        "2025-10-24",
        "--evidence",
        "12/QĐ-BKHCN",
    ]);
    let platforms = machine.json(&["list"]);
    assert_eq!(platforms.as_array().unwrap().len(), 55);
    assert_eq!(
        keys(&platforms[0]),
        [
            "platform", "ministry", "name", "name_vi", "name_fr", "name_en", "done", "total",
            "progress", "expected", "rag", "overdue"
        ]
    );
    let milestones = machine.json(&["list", "--milestones"]);
    assert_eq!(milestones.as_array().unwrap().len(), 495);
    assert_eq!(
        keys(&milestones[0]),
        [
            "platform",
            "milestone",
            "ministry",
            "status",
            "done",
            "reached",
            "target",
            "baseline",
            "forecast",
            "actual",
            "slippage_days",
            "evidence"
        ]
    );
    let hits = machine.json(&["search", "dinh", "danh"]);
    assert_eq!(
        keys(&hits[0]),
        [
            "platform",
            "ministry",
            "name",
            "matched",
            "positions",
            "tier",
            "score"
        ]
    );
    let log = machine.json(&["log"]);
    assert_eq!(
        keys(&log[0]),
        [
            "id", "writer", "at", "by", "action", "target", "field", "was", "to", "document",
            "undoes", "state", "conflict", "ended_by", "ended_at"
        ]
    );
    let status = machine.json(&["status"]);
    assert_eq!(
        keys(&status),
        [
            "as_of",
            "platforms",
            "milestones",
            "done",
            "progress",
            "expected",
            "spi",
            "counts",
            "rag",
            "urge"
        ]
    );
    assert_eq!(
        keys(&status["counts"]),
        [
            "done_on_time",
            "done_late",
            "overdue",
            "at_risk",
            "due_soon",
            "on_track",
            "not_due",
            "no_date",
            "on_hold",
            "cancelled"
        ]
    );
    assert_eq!(
        keys(&status["rag"]),
        ["red", "amber", "green", "grey", "complete"]
    );
}

#[test]
fn a_milestone_marked_done_is_listed_with_its_date_and_document() {
    let machine = Machine::new();
    let said = machine.ok(&[
        "done",
        "ndxp",
        "plan",
        "--on",
        "24/10/2025",
        "--evidence",
        "12/QĐ-BKHCN",
        "--note",
        "đã ký",
    ]);
    assert_eq!(
        said,
        "Kế hoạch chi tiết: hoàn thành · Nền tảng tích hợp, chia sẻ dữ liệu quốc gia\n"
    );
    let list = machine.json(&["list", "--milestones"]);
    let plan = list
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["platform"] == "ndxp" && row["milestone"] == "plan");
    let plan = plan.unwrap();
    assert_eq!(
        *plan,
        json!({
            "platform": "ndxp", "milestone": "plan", "ministry": "science-technology", "status": "done_late",
            "done": true, "reached": 1, "target": 1, "baseline": "2025-10-10", "forecast": null,
            "actual": "2025-10-24", "slippage_days": 14,
            "evidence": [{"number": "12/QĐ-BKHCN", "date": null, "title": null, "link": null}],
        })
    );
    let shown = machine.json(&["show", "ndxp"]);
    assert_eq!(shown["milestones"][0]["notes"][0]["text"], "đã ký");
    assert_eq!(machine.json(&["status"])["counts"]["done_late"], 1);
}

#[test]
fn everything_is_computed_for_the_date_that_was_asked_for() {
    let machine = Machine::new();
    let overdue =
        |date: &str| machine.json(&["status", "--as-of", date])["counts"]["overdue"].clone();
    assert_eq!(
        [
            overdue("2025-10-10"),
            overdue("2025-10-11"),
            overdue("2028-01-01")
        ],
        [0, 110, 165]
    );
    assert_eq!(
        machine.json(&["status", "--as-of", "01/06/2025"])["as_of"],
        "2025-06-01"
    );
}

#[test]
fn undo_and_redo_work_from_one_run_to_the_next_and_stand_in_the_log() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/readiness", "progress", "12"]);
    machine.ok(&["set", "ndxp/readiness", "progress", "13"]);
    machine.ok(&["undo"]);
    let reached = || machine.json(&["show", "ndxp"])["milestones"][8]["reached"].clone();
    assert_eq!(reached(), 12);
    machine.ok(&["redo"]);
    assert_eq!(reached(), 13);
    let log = machine.json(&["log"]);
    let actions: Vec<&str> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["redo", "undo", "set", "set"]);
    assert_eq!(
        (&log[1]["was"], &log[1]["to"], &log[1]["undoes"]),
        (&json!(13), &json!(12), &log[2]["id"])
    );
    assert_eq!(log[0]["undoes"], Value::Null);
    assert_eq!(
        machine
            .json(&["log", "--limit", "1"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(machine.json(&["log", "ndxp/plan"]), json!([]));
    assert_eq!(machine.run(&["redo"]).code, 1);
}

#[test]
fn saying_the_same_twice_is_no_failure_and_no_change() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let again = machine.run(&["done", "ndxp", "plan"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert!(again.err.contains("Đã hoàn thành"));
    assert_eq!(machine.run(&["reopen", "ndxp", "needs"]).code, 0);
    assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 1);
}

#[test]
fn bad_input_is_refused_with_a_sentence_and_the_right_code() {
    let machine = Machine::new();
    let file = machine.write("file", "");
    let damaged = machine.write("damaged.json", "{\n \"programme\": 1\n}");
    for (args, code, says) in [
        (&["show", "zzzz"][..], 1, "`tiendo search`"),
        (&["show", "blokchain"], 1, "national-blockchain"),
        (&["show", "quản lý"], 1, "nền tảng; hãy ghi rõ hơn"),
        (&["done", "ndxp", "zzzz"], 1, "plan, publication"),
        (
            &["done", "ndxp", "plan", "--on", "31/4/2026"],
            2,
            "--on: tháng 4/2026 chỉ có 30 ngày",
        ),
        (
            &["done", "ndxp", "plan", "--on", "2026-11-24"],
            1,
            "tương lai",
        ),
        (&["set", "ndxp/readiness", "progress", "35"], 1, "34"),
        (&["set", "ndxp/plan", "progress", "1"], 1, "không đếm"),
        (
            &["set", "ndxp/plan", "colour", "1"],
            1,
            "baseline, baseline_document",
        ),
        (
            &["set", "ndxp/plan", "forecast", "bao giờ"],
            1,
            "không phải ngày",
        ),
        (
            &["set", "ndxp/plan", "state", "later"],
            1,
            "open, on_hold, cancelled",
        ),
        (&["set", "ministry:zzz", "name_vi", "x"], 1, "zzz"),
        (&["note", "ndxp", " "], 1, "Chưa nhập"),
        (&["status", "--lang", "xx"], 2, "vi, fr, en"),
        (&["status", "--as-of", "hôm nào"], 2, "--as-of"),
        (&["status", "--theme", "pink"], 2, "dark, light, mono"),
        (&["list", "--status", "late"], 2, "overdue"),
        (&["list", "--ministry", "zzz"], 1, "zzz"),
        (&["statsu"], 2, "status"),
        (&["--bogus"], 2, "--bogus"),
        (&["done"], 2, "NỀN_TẢNG"),
        (&["done", "dinh", "danh", "plan"], 2, "ngoặc kép"),
        (&["status", "--store", ""], 2, "--store"),
        (&["status", "--store", &file], 4, "không phải thư mục"),
        (&["status", "--catalogue", &damaged], 3, "damaged.json:2:"),
        (&["status", "--catalogue", "/nowhere"], 4, "/nowhere"),
        (&["undo"], 1, "hoàn tác"),
    ] {
        let run = machine.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(run.out, "", "{args:?}");
    }
    assert!(!machine.store().exists(), "nothing was written");
}

#[test]
fn every_date_is_taken_as_people_say_it() {
    let machine = Machine::new();
    let forecast = |machine: &Machine| {
        let listed = machine.json(&["list", "--milestones"]);
        let rows = listed.as_array().unwrap().iter();
        let mut plans = rows.filter(|row| row["platform"] == "ndxp" && row["milestone"] == "plan");
        plans.next().unwrap()["forecast"].clone()
    };
    for (typed, expected) in [
        ("cuối quý", "2026-12-31"),
        ("+2w", "2027-01-14"),
        ("-3d", "2027-01-11"),
        ("lundi", "2026-11-30"),
        ("mai", "2026-11-24"),
    ] {
        machine.ok(&["set", "ndxp/plan", "forecast", typed]);
        assert_eq!(forecast(&machine), expected, "{typed}");
    }
    machine.ok(&["done", "ndxp", "plan", "--on", "hôm qua"]);
    machine.ok(&["done", "ndxp", "plan", "--on", "-3d"]);
    let newest = &machine.json(&["log", "--since", "-1w"])[0];
    assert_eq!(
        (&newest["was"], &newest["to"]),
        (&"2026-11-22".into(), &"2026-11-20".into())
    );
    assert_eq!(
        machine.json(&["log", "--since", "mai"]),
        serde_json::json!([])
    );
    let status = machine.json(&["status", "--as-of", "end of month"]);
    assert_eq!(status["as_of"], "2026-11-30");
}

#[test]
fn negative_looking_values_are_values() {
    let machine = Machine::new();
    let run = machine.run(&["set", "ndxp/readiness", "progress", "-1"]);
    assert_eq!(run.code, 1, "{run:?}");
    machine.ok(&["note", "ndxp", "--text that begins with dashes"]);
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_says_not_saved() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::new();
    let folder = machine.0.path().join("locked");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(folder.join("probe"), "").is_ok() {
        // The super-user may write anywhere; there is nothing to see.
        return;
    }
    let store = folder.join("store");
    let run = machine.run(&["done", "ndxp", "plan", "--store", store.to_str().unwrap()]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("CHƯA LƯU"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_store_of_somebody_else_is_not_touched_unless_trusted() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    if std::os::unix::fs::chown(machine.store(), Some(65_534), None).is_err() {
        // Only the super-user can give a folder away.
        return;
    }
    let run = machine.run(&["status"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("người dùng khác"), "{}", run.err);
    let trusting = machine
        .command(&["status"])
        .env("TIENDO_TRUST_STORE", "1")
        .output()
        .unwrap();
    assert!(trusting.status.success());
}

#[test]
fn hostile_names_drive_no_terminal() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "data-exchange",
        "name_vi",
        "Sàn\u{1b}[2J\u{9b}1m\u{202e}dữ liệu\u{7}",
    ]);
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["show", "data-exchange"],
        &["log"],
        &["log", "--json"],
        &["search", "data-exchange"],
    ] {
        let text = machine.ok(args);
        let hostile = text
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}'));
        assert_eq!(hostile, None, "{args:?}");
    }
    assert_eq!(
        machine.json(&["show", "data-exchange"])["name_vi"],
        "Sàn\u{1b}[2J\u{9b}1m\u{202e}dữ liệu\u{7}"
    );
}

#[test]
fn every_command_explains_itself_in_every_language() {
    let machine = Machine::new();
    for lang in ["vi", "fr", "en"] {
        let help = machine.ok(&["--help", "--lang", lang]);
        let commands = [
            "status",
            "list",
            "show",
            "search",
            "done",
            "reopen",
            "set",
            "note",
            "undo",
            "redo",
            "revert",
            "log",
            "keys",
            "verify",
            "completions",
            "man",
        ];
        for command in commands {
            assert!(help.contains(&format!("  {command} ")), "{command}");
            let help = machine.ok(&[command, "--help", "--lang", lang]);
            let english = ["Usage:", "Options:", "Print help", "Arguments:"];
            if lang == "vi" {
                assert!(!english.iter().any(|word| help.contains(word)), "{help}");
            }
            assert!(help.contains("--store"));
        }
    }
    assert!(
        machine
            .ok(&["--version"])
            .contains(env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_language_is_chosen_by_flag_then_setting_then_locale() {
    let machine = Machine::new();
    let first_word = |lang: &[&str], locale: &str| {
        let mut args = vec!["log"];
        args.extend(lang);
        let output = machine
            .command(&args)
            .env("LC_ALL", locale)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(first_word(&[], "fr_FR.UTF-8"), "Aucun changement.\n");
    assert_eq!(first_word(&[], "C"), "Chưa có thay đổi nào.\n");
    machine.write("config/tiendo/config.toml", "lang = \"en\"\n");
    assert_eq!(first_word(&[], "fr_FR.UTF-8"), "No change yet.\n");
    assert_eq!(
        first_word(&["--lang", "vi"], "fr_FR.UTF-8"),
        "Chưa có thay đổi nào.\n"
    );
}

#[test]
fn a_bad_settings_file_is_named_and_does_not_stop_the_start() {
    let machine = Machine::new();
    machine.write("config/tiendo/config.toml", "# mine\nlang = 7\n");
    let run = machine.run(&["status"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err.contains("config.toml:2") && run.err.contains("lang"),
        "{}",
        run.err
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let machine = Machine::new();
    let mut child = machine
        .command(&["list", "--milestones", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn processes_at_once_lose_nothing() {
    let machine = Machine::new();
    let kinds = [
        "plan",
        "publication",
        "needs",
        "regulation",
        "architecture",
        "investment",
        "operation",
        "communication",
    ];
    let children: Vec<_> = kinds
        .iter()
        .map(|kind| {
            machine
                .command(&["done", "ndxp", kind])
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 8);
    assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 8);
}

#[test]
fn damage_is_named_and_the_rest_is_used() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let folder = machine.store().join("journal");
    std::fs::write(folder.join("from-usb.jsonl"), "not a line\n").unwrap();
    let run = machine.run(&["status"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("from-usb.jsonl, dòng 1"), "{}", run.err);
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 1);
}

#[test]
fn without_a_terminal_the_program_prints_where_things_stand() {
    let machine = Machine::new();
    assert_eq!(machine.ok(&[]), machine.ok(&["status"]));
    let keys = machine.json(&["keys"]);
    assert!(
        keys.as_array()
            .unwrap()
            .iter()
            .any(|row| row["action"] == "toggle" && row["keys"][0] == "Space")
    );
    assert!(machine.ok(&["completions", "bash"]).contains("tiendo"));
    assert!(machine.ok(&["man"]).contains(".TH"));
}
