//! The list itself on the command line: added, moved, put in order, archived, brought back; and what is refused.

use serde_json::{Value, json};

use crate::program::Machine;

fn codes(machine: &Machine, ministry: &str) -> Vec<String> {
    let rows = machine.json(&["list", "--ministry", ministry]);
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["platform"].as_str().unwrap().to_owned())
        .collect()
}

fn milestones(machine: &Machine, platform: &str) -> Vec<String> {
    let shown = machine.json(&["show", platform]);
    let rows = shown["milestones"].as_array().unwrap().iter();
    rows.map(|row| row["milestone"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_new_ministry_platform_kind_and_milestone_are_in_the_list_until_undone() {
    let machine = Machine::new();
    machine.ok(&[
        "add",
        "ministry",
        "space",
        "Cơ quan Vũ trụ",
        "abbreviation_vi",
        "CQVT",
    ]);
    machine.ok(&[
        "add",
        "platform",
        "orbit",
        "Quỹ đạo",
        "name_en",
        "Orbit",
        "--ministry",
        "cqvt",
    ]);
    let owed = milestones(&machine, "orbit");
    assert_eq!(owed.len(), 9, "every kind is owed");
    let readiness = &machine.json(&["show", "orbit"])["milestones"][8];
    assert_eq!(readiness["target"], 34, "as many as for all others");
    machine.ok(&["add", "milestone", "orbit/pilot", "Chạy thử", "target", "5"]);
    assert_eq!(milestones(&machine, "orbit").last().unwrap(), "pilot");
    assert_eq!(milestones(&machine, "ndxp").len(), 9, "owed by one");
    machine.ok(&["add", "milestone", "ndxp/pilot"]);
    assert_eq!(milestones(&machine, "ndxp").len(), 10);
    machine.ok(&["add", "kind", "audit", "Kiểm toán", "weight", "3"]);
    assert_eq!(milestones(&machine, "vneid").last().unwrap(), "audit");
    let status = machine.json(&["status"]);
    assert_eq!(
        (&status["platforms"], &status["milestones"]),
        (&json!(56), &json!(495 + 9 + 2 + 56))
    );
    machine.ok(&[
        "add",
        "platform",
        "moon",
        "Mặt trăng",
        "--ministry",
        "space",
    ]);
    assert_eq!(
        milestones(&machine, "moon").len(),
        10,
        "not the milestone of some only"
    );
    let log = machine.json(&["log"]);
    let added = |log: &Value| {
        log.as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["field"] == "added")
            .count()
    };
    assert_eq!(
        added(&log),
        6,
        "one entry a thing, whatever comes with it: {log}"
    );
    for _ in 0..6 {
        machine.ok(&["undo"]);
    }
    let status = machine.json(&["status"]);
    assert_eq!(
        (&status["platforms"], &status["milestones"]),
        (&json!(55), &json!(495))
    );
    machine.ok(&["redo"]);
    assert!(
        machine
            .ok(&["add", "platform", "orbit", "Quỹ đạo", "--ministry", "space"])
            .contains("Quỹ đạo")
    );
    machine.ok(&["verify"]);
}

#[test]
fn platforms_move_with_day_and_document_and_the_former_owner_is_kept() {
    let machine = Machine::new();
    machine.ok(&[
        "move",
        "ndxp",
        "vneid",
        "Bộ Y tế",
        "--on",
        "1/11/2026",
        "--document",
        "12/QĐ-TTg",
    ]);
    let shown = machine.json(&["show", "ndxp"]);
    assert_eq!(shown["ministry"], "health");
    assert_eq!(
        shown["former_owners"],
        json!([{"ministry": "science-technology", "since": null, "until": "2026-11-01", "document": "12/QĐ-TTg"}])
    );
    let text = machine.ok(&["show", "ndxp"]);
    assert!(
        text.contains("trước thuộc Bộ Khoa học và Công nghệ, đến 01/11/2026 (12/QĐ-TTg)"),
        "{text}"
    );
    machine.ok(&["move", "ndxp", "finance", "--on", "20/11/2026"]);
    let text = machine.ok(&["--lang", "en", "show", "ndxp"]);
    assert!(
        text.contains("formerly Ministry of Health, from 2026-11-01 to 2026-11-20"),
        "{text}"
    );
    let log = machine.ok(&["log", "ndxp"]);
    assert!(log.contains("Bộ Y tế → Bộ Tài chính"), "{log}");
    assert_eq!(
        codes(&machine, "finance").last().unwrap(),
        "ndxp",
        "behind those that were there"
    );
    // One change of the batch is taken back with all that belongs to it.
    let first = machine.json(&["log", "vneid"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    machine.ok(&["revert", &first, "vneid", "ministry"]);
    let shown = machine.json(&["show", "vneid"]);
    assert_eq!(
        (&shown["ministry"], &shown["former_owners"]),
        (&json!("public-security"), &json!([]))
    );
    machine.ok(&["undo"]);
    machine.ok(&["undo"]);
    assert_eq!(machine.json(&["show", "ndxp"])["ministry"], "health");
}

#[test]
fn what_is_archived_leaves_every_list_and_sum_and_comes_back_as_it_was() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2025-10-24"]);
    let before = machine.ok(&["show", "ndxp"]);
    machine.ok(&[
        "archive",
        "ndxp",
        "vneid/plan",
        "--reason",
        "nhập vào nền tảng khác",
        "--document",
        "7/QĐ",
    ]);
    let status = machine.json(&["status"]);
    assert_eq!(
        (&status["platforms"], &status["milestones"], &status["done"]),
        (&json!(54), &json!(495 - 9 - 1), &json!(0))
    );
    assert!(!machine.json(&["list"]).to_string().contains("\"ndxp\""));
    assert!(
        !machine
            .ok(&["search", "tích", "hợp", "chia", "sẻ"])
            .contains("ndxp")
    );
    let run = machine.run(&["done", "ndxp", "needs"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("tiendo restore ndxp"), "{}", run.err);
    assert_eq!(
        machine.json(&["list", "--archived"])[0],
        json!({"target": "ndxp", "name": "Nền tảng tích hợp, chia sẻ dữ liệu quốc gia", "archived": "2026-11-23",
            "reason": "nhập vào nền tảng khác", "document": "7/QĐ"})
    );
    assert!(
        machine.ok(&["log"]).contains("Ngày lưu trữ"),
        "it stays in the history"
    );
    let again = machine.run(&["archive", "ndxp"]);
    assert_eq!(again.code, 0, "it may be said twice: {again:?}");
    machine.ok(&["restore", "ndxp", "vneid/plan"]);
    assert_eq!(machine.ok(&["show", "ndxp"]), before);
    machine.ok(&["archive", "kind:plan"]);
    assert_eq!(machine.json(&["status"])["milestones"], 495 - 55);
    machine.ok(&["undo"]);
    assert_eq!(machine.json(&["status"])["done"], 1);
}

/// Whoever knows a code means what has it, and nothing else that is called alike.
#[test]
fn the_code_of_what_is_archived_names_nothing_else() {
    let machine = Machine::new();
    let list = machine.json(&["list"]);
    let codes = list.as_array().unwrap().iter();
    let codes: Vec<&str> = codes.map(|row| row["platform"].as_str().unwrap()).collect();
    let all = [&["archive"], &codes[..54]].concat();
    machine.ok(&all);
    let mut named = vec![codes[0], "health-platform", "digital-finance"];
    named.extend(codes[1..54].iter().step_by(17));
    for code in named.iter().filter(|code| **code != codes[54]) {
        for command in [
            &["done", *code, "needs"][..],
            &["show", *code],
            &["set", *code, "risk", "x"],
        ] {
            let run = machine.run(command);
            assert_eq!(run.code, 1, "{command:?} {run:?}");
            assert!(
                run.err.contains(&format!("tiendo restore {code}")),
                "{}",
                run.err
            );
        }
    }
    assert!(machine.ok(&["log", codes[0]]).contains("Ngày lưu trữ"));
    machine.ok(&["undo"]);
    // A kind whose code is a word in the name of another.
    for away in ["ndxp/plan", "kind:plan"] {
        machine.ok(&["archive", away]);
        let run = machine.run(&["done", "ndxp", "plan", "--lang", "en"]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err.contains(&format!("tiendo restore {away}")),
            "{}",
            run.err
        );
        machine.ok(&["undo"]);
    }
    machine.ok(&["archive", "ministry:health", "health-platform"]);
    for name in ["BYT", "Bộ Y tế", "ministry:health"] {
        assert_eq!(machine.run(&["log", name]).code, 0, "{name}");
        let run = machine.run(&["set", name, "focal_name", "Minh"]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err.contains("tiendo restore ministry:health"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_ministry_is_archived_once_it_is_empty_or_with_all_that_it_has() {
    let machine = Machine::new();
    let run = machine.run(&["archive", "ministry:health"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("còn 1 nền tảng"), "{}", run.err);
    machine.ok(&["archive", "ministry:health", "health-platform"]);
    assert_eq!(machine.run(&["list", "--ministry", "health"]).code, 1);
    let run = machine.run(&["restore", "health-platform"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("ministry:health"), "{}", run.err);
    let run = machine.run(&["move", "ndxp", "health"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("chủ quản: “health” đã đưa vào lưu trữ"),
        "{}",
        run.err
    );
    machine.ok(&["restore", "ministry:health", "health-platform"]);
    assert_eq!(codes(&machine, "health"), ["health-platform"]);
}

#[test]
fn the_order_changes_one_thing_at_a_time() {
    let machine = Machine::new();
    let before = codes(&machine, "science-technology");
    machine.ok(&["order", &before[3], "--before", &before[1]]);
    let mut expected = before.clone();
    let moved = expected.remove(3);
    expected.insert(1, moved);
    assert_eq!(codes(&machine, "science-technology"), expected);
    let log = machine.json(&["log"]);
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
    machine.ok(&["order", &before[0], "--last"]);
    assert_eq!(codes(&machine, "science-technology").last(), before.first());
    machine.ok(&["order", "kind:readiness", "--first"]);
    assert_eq!(milestones(&machine, "ndxp")[0], "readiness");
    machine.ok(&["order", "ndxp/readiness", "--after", "ndxp/plan"]);
    assert_eq!(milestones(&machine, "ndxp")[..2], ["plan", "readiness"]);
    machine.ok(&[
        "order",
        "ministry:health",
        "--before",
        "ministry:public-security",
    ]);
    assert_eq!(machine.json(&["list"])[0]["ministry"], "health");
    assert_eq!(
        machine.run(&["order", "ministry:health", "--first"]).code,
        0,
        "it is so already"
    );
}

#[test]
fn a_name_that_no_source_gave_is_completed_and_no_longer_counts_as_unknown() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "health-platform",
        "name_vi",
        "Hồ sơ sức khỏe",
        "name_source",
        "3/QĐ-BYT",
    ]);
    let shown = machine.json(&["show", "health-platform"]);
    assert_eq!(
        (&shown["name_vi"], &shown["name_fr"], &shown["name_status"]),
        (&json!("Hồ sơ sức khỏe"), &json!(""), &json!("attested"))
    );
    machine.ok(&["undo"]);
    assert_eq!(
        machine.json(&["show", "health-platform"])["name_status"],
        "unknown"
    );
}

/// What is typed, its parts between semicolons; the exit code; a part of what is said.
#[rustfmt::skip]
const REFUSED: &[(&str, i32, &str)] = &[
    ("add;platform;ndxp;X;--ministry;health", 1, "“ndxp” đã có"),
    ("add;ministry;health;X", 1, "“ministry:health” đã có"),
    ("add;kind;plan;X", 1, "“kind:plan” đã có"),
    ("add;milestone;ndxp/plan", 1, "“ndxp/plan” đã có"),
    ("add;platform;../x;X;--ministry;health", 1, "code"),
    ("add;platform;a b;X;--ministry;health", 1, "code"),
    ("add;platform;Hub;X;--ministry;health", 1, "code"),
    ("add;platform;LONG;X;--ministry;health", 1, "code"),
    ("add;platform;;X;--ministry;health", 1, "code"),
    ("add;platform;programme;X;--ministry;health", 1, "code"),
    ("add;platform;hub;X", 1, "Hãy thêm `--ministry`"),
    ("add;platform;hub;X;--ministry;nobody", 1, "nobody"),
    ("add;platform;hub;--ministry;health", 1, "Tên tiếng Việt"),
    ("add;platform;hub;X;colour;red;--ministry;health", 1, "colour"),
    ("add;platform;hub;X;weight;-1;--ministry;health", 1, "weight"),
    ("add;platform;hub;X;weight;--ministry;health", 2, "giá trị"),
    ("add;milestone;ndxp/pilot;Thử;target;0", 1, "target"),
    ("add;milestone;pilot;Thử", 2, "nền-tảng/loại-mốc"),
    ("add;milestone;ndxp/pilot", 1, "Tên"),
    ("add;thing;x;X", 2, "thing"),
    ("move;ndxp;science-technology", 0, "chủ quản: đã là"),
    ("move;ndxp;nobody", 1, "nobody"),
    ("move;ndxp", 2, "ít nhất một nền tảng"),
    ("move;ndxp;health;--on;2027-01-01", 1, "tương lai"),
    ("move;ndxp;health;--on;31/4", 2, "--on: tháng 4"),
    ("archive;ndxp;--on;2027-01-01", 1, "tương lai"),
    ("archive;ndxp;--on;31/4", 2, "--on: tháng 4"),
    ("archive;no-such", 1, "no-such"),
    ("restore;ndxp", 0, "Vẫn ở trong danh mục"),
    ("order;ndxp", 2, "--before"),
    ("order;ndxp;--first;--last", 2, "--before"),
    ("order;ndxp;--before;vneid", 1, "Thứ tự"),
    ("order;ndxp;--before;ministry:health", 1, "Thứ tự"),
    ("order;ndxp;--before;ndxp", 0, "Không có gì"),
    ("set;ndxp;name_vi;", 1, "Tên tiếng Việt"),
    ("set;kind:plan;short_vi;", 1, "Tên ngắn tiếng Việt"),
    ("set;health-platform;weight;0", 1, "Trọng số"),
    ("set;ndxp;ministry;health", 1, "ministry"),
];

#[test]
fn what_cannot_be_in_a_list_is_refused_by_name_of_the_field() {
    let machine = Machine::new();
    let long = "a".repeat(65);
    for (args, code, says) in REFUSED {
        let args = args.replace("LONG", &long);
        let args: Vec<&str> = args.split(';').collect();
        let run = machine.run(&args);
        assert_eq!(run.code, *code, "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    assert_eq!(machine.json(&["log"]), json!([]), "nothing was recorded");
}

#[test]
fn the_list_edited_in_store_json_by_hand_is_held_to_the_same_rules() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2026-01-05"]);
    let path = machine.store().join("store.json");
    let adopt = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&path).unwrap();
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        std::fs::write(&path, &edited).unwrap();
        let run = machine.run(&["adopt"]);
        if run.code != 0 {
            std::fs::write(&path, &text).unwrap();
        }
        run
    };
    let id = "{\"id\":\"ndxp\",";
    let moved = adopt(
        "{\"id\":\"ndxp\",\"aliases\"",
        "{\"id\":\"ndxp\",\"archived\":\"2026-11-20\",\"aliases\"",
    );
    assert_eq!(moved.code, 0, "{moved:?}");
    assert_eq!(
        machine.json(&["list", "--archived"])[0]["archived"],
        "2026-11-20"
    );
    let back = adopt(
        "{\"id\":\"ndxp\",\"aliases\"",
        "{\"id\":\"ndxp\",\"alias\":1,\"aliases\"",
    );
    assert_eq!(back.code, 1, "{back:?}");
    let back = adopt(",\"archived\":\"2026-11-20\"", "");
    assert_eq!(back.code, 0, "{back:?}");
    let at = std::fs::read_to_string(&path).unwrap();
    let at = at.split(id).nth(1).unwrap();
    assert!(at.contains("\"ministry\":\"science-technology\""));
    for (to, says) in [
        ("\"archived\":\"2027-01-01\"", "tương lai"),
        ("\"archived\":\"soon\"", "archived"),
    ] {
        let run = adopt(id, &format!("{id}{to},"));
        assert_eq!(run.code, 1, "{to}: {run:?}");
        assert!(run.err.contains(says), "{to}: {}", run.err);
    }
    let run = adopt("\"order\":0", "\"order\":\"x\"");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("order"), "{}", run.err);
    let owner = "\"ministry\":\"health\"";
    let run = adopt(owner, "\"ministry\":\"nobody\"");
    assert_eq!(run.code, 1, "{run:?}");
    let run = adopt(owner, "\"ministry\":\"finance\"");
    assert_eq!(run.code, 0, "{run:?}");
    let shown = machine.json(&["show", "health-platform"]);
    assert_eq!(
        (&shown["ministry"], &shown["former_owners"][0]["ministry"]),
        (&json!("finance"), &json!("health"))
    );
}

#[test]
fn what_many_changes_would_record_is_shown_first_and_told_to_scripts() {
    let machine = Machine::new();
    let archived = json!([{"target": "kind:plan", "field": "archived", "to": "2026-11-23"}]);
    assert_eq!(
        machine.json(&["archive", "kind:plan", "--dry-run"]),
        archived
    );
    let text = machine.ok(&["move", "ndxp", "health", "--dry-run"]);
    for part in [
        "Cơ quan chủ quản → Bộ Y tế",
        "Cơ quan chủ quản trước → Bộ Khoa học và Công nghệ",
        "Ngày chuyển → ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(
        machine
            .run(&["archive", "ministry:health", "--dry-run"])
            .code,
        1
    );
    assert_eq!(machine.json(&["log"]), json!([]), "nothing is recorded");
    assert_eq!(machine.json(&["archive", "kind:plan"]), archived);
    let back = machine.json(&["restore", "kind:plan"]);
    assert_eq!(
        back,
        json!([{"target": "kind:plan", "field": "archived", "to": null}])
    );
}

#[test]
fn whatever_records_can_be_looked_at_first_and_tells_scripts_what_was_recorded() {
    const COMMANDS: [&[&str]; 14] = [
        &["done", "ndxp", "plan", "--on", "2026-11-02"],
        &["evidence", "ndxp", "plan", "12/QĐ"],
        &["reopen", "ndxp", "plan"],
        &["set", "ndxp/plan", "reason", "rain"],
        &["note", "ndxp", "đã gọi"],
        &["hold", "ndxp", "needs", "--reason", "rain"],
        &["resume", "ndxp", "needs"],
        &["cancel", "ndxp", "needs", "--reason", "rain"],
        &["add", "kind", "audit", "Kiểm toán"],
        &[
            "add",
            "platform",
            "vaccines",
            "Tiêm chủng",
            "--ministry",
            "BYT",
        ],
        &["order", "ndxp", "--last"],
        &["move", "ndxp", "BYT"],
        &["archive", "ndxp"],
        &["restore", "ndxp"],
    ];
    let machine = Machine::new();
    let lines = |machine: &Machine| machine.json(&["log"]).as_array().unwrap().len();
    for command in COMMANDS {
        let before = lines(&machine);
        let would = machine.json(&[command, &["--dry-run"]].concat());
        let text = machine.ok(&[command, &["--dry-run"]].concat());
        assert_eq!(
            lines(&machine),
            before,
            "{command:?} --dry-run records nothing"
        );
        assert_eq!(
            text.lines().count(),
            would.as_array().unwrap().len(),
            "{text}"
        );
        let did = machine.json(command);
        assert!(lines(&machine) > before, "{command:?}");
        let said = |edits: &Value| {
            let edits = edits.as_array().unwrap().iter();
            // What an action adds is named by its moment.
            let mut said: Vec<String> = edits
                .map(|edit| {
                    format!(
                        "{} {}",
                        edit["target"],
                        edit["field"].as_str().unwrap().split('.').next().unwrap()
                    )
                })
                .collect();
            said.sort();
            said.dedup();
            said
        };
        assert_eq!(said(&would), said(&did), "{command:?}");
    }
    let undone = machine.json(&["undo"]);
    assert_eq!(undone[0]["target"], "ndxp");
    assert_eq!(
        machine.json(&["redo"]).as_array().unwrap().len(),
        undone.as_array().unwrap().len()
    );
    for command in ["undo", "redo", "revert"] {
        assert_eq!(machine.run(&[command, "--dry-run"]).code, 2, "{command}");
    }
}
