//! `tiendo log` and `tiendo revert`: filtering the history, and taking back what stands in it.

use serde_json::Value;

use crate::program::Machine;

/// The lines of a log: person, target and state of each.
fn entries(machine: &Machine, args: &[&str]) -> Vec<String> {
    let log = machine.json(&[&["log"], args].concat());
    let entry = |entry: &Value| {
        let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", text("by"), text("target"), text("state"))
    };
    log.as_array().unwrap().iter().map(entry).collect()
}

fn newest(machine: &Machine) -> String {
    machine.json(&["log", "--limit", "1"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_log_is_filtered_by_thing_person_day_and_field() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "ndxp/plan",
        "forecast",
        "2027-01-31",
        "--by",
        "Đặng Lan",
    ]);
    machine.ok(&["note", "ndxp", "đã gửi công văn"]);
    machine.ok(&["set", "digital-customs/plan", "reason", "chờ vốn"]);
    let lan = "Đặng Lan ndxp/plan live";
    let note = "Bình ndxp live";
    let customs = "Bình digital-customs/plan live";
    for (args, expected) in [
        (&[][..], &[customs, note, lan][..]),
        (&["ndxp"], &[note, lan]),
        (&["ministry:finance"], &[customs]),
        (&["--by", "dang lan"], &[lan]),
        (&["--by", "nobody"], &[]),
        (&["--field", "note"], &[note]),
        (&["--field", "forecast"], &[lan]),
        (
            &["--since", "2026-11-23", "--until", "23/11/2026"],
            &[customs, note, lan],
        ),
        (&["--until", "22/11/2026"], &[]),
        (&["--limit", "1"], &[customs]),
        (&["--filter", "by:lan,bình !field:note"], &[customs, lan]),
        (&["--filter", "-by:bình"], &[lan]),
        (&["--filter", "\"công văn\""], &[note]),
        (
            &["ndxp", "--filter", "trường:dự-kiến", "--by", "Lan"],
            &[lan],
        ),
    ] {
        assert_eq!(entries(&machine, args), expected, "{args:?}");
    }
}

#[test]
fn a_filter_that_cannot_be_used_is_named() {
    let machine = Machine::new();
    for (args, says) in [
        (&["log", "--until", "31/4/2026"][..], "--until"),
        (
            &["log", "--since", "2026-11-24", "--until", "2026-11-23"],
            "--since ở sau --until",
        ),
        (&["log", "--field", "colour"], "baseline_document"),
        (&["log", "--filter", "filed:x"], "field"),
        (&["revert"], "MÃ"),
        (&["revert", "0123", "ndxp/plan"], "ĐỐI_TƯỢNG"),
    ] {
        let run = machine.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
}

#[test]
fn an_action_is_taken_back_by_its_code_and_one_undo_puts_it_back() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-31", "--by", "Lan"]);
    let code = newest(&machine);
    machine.ok(&["note", "ndxp", "sau đó"]);
    let said = machine.ok(&["revert", &code[..8]]);
    assert!(
        said.starts_with("Đã rút lại: Kế hoạch chi tiết: Dự kiến = 31/01/2027"),
        "{said}"
    );
    assert_eq!(
        entries(&machine, &[]),
        [
            "Bình ndxp/plan live",
            "Bình ndxp live",
            "Lan ndxp/plan voided"
        ]
    );
    let log = machine.ok(&["log"]);
    assert!(
        log.contains("rút lại · Dự kiến: 31/01/2027 → (trống)"),
        "{log}"
    );
    assert!(log.contains("· Bình đã rút lại 23/11/2026 10:00"), "{log}");
    let again = machine.run(&["revert", &code]);
    assert_eq!(
        (again.code, again.out.as_str()),
        (0, ""),
        "being so already is no failure"
    );
    assert!(
        again.err.contains("Bình đã rút lại lúc 23/11/2026 10:00"),
        "{}",
        again.err
    );
    let said = machine.ok(&["undo"]);
    assert!(
        said.starts_with("Đã khôi phục: Kế hoạch chi tiết: Dự kiến"),
        "{said}"
    );
    assert_eq!(
        machine.json(&["show", "ndxp"])["milestones"][0]["forecast"],
        "2027-01-31"
    );
}

#[test]
fn what_was_changed_since_stays_and_who_did_it_is_named() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--evidence", "12/QĐ"]);
    let batch = newest(&machine);
    machine.ok(&["set", "ndxp/plan", "actual", "2026-11-20", "--by", "Lan"]);
    let refused = machine.run(&["revert", &batch, "ndxp/plan", "actual"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(
        refused.err.contains("Lan đã sửa tiếp lúc 23/11/2026 10:00"),
        "{}",
        refused.err
    );
    let said = machine.ok(&["revert", &batch]);
    assert!(said.contains("1 giá trị giữ nguyên"), "{said}");
    let plan = &machine.json(&["show", "ndxp"])["milestones"][0];
    assert_eq!(
        (&plan["actual"], plan["evidence"].as_array().unwrap().len()),
        (&"2026-11-20".into(), 0)
    );
}

#[test]
fn a_code_that_names_no_line_or_no_change_of_it_is_refused() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let code = newest(&machine);
    for (args, says) in [
        (&["revert", "zzzz"][..], "không có mã “zzzz”"),
        (&["revert", ""], "không có mã “”"),
        (&["revert", "00000000000000000000"], "không có mã"),
        (
            &["revert", &code, "ndxp/plan", "reason"],
            "không sửa “ndxp/plan reason”",
        ),
        (
            &["revert", &code, "no such thing", "reason"],
            "no such thing",
        ),
    ] {
        let run = machine.run(args);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    for digit in "0123456789abcdef".chars() {
        machine.ok(&["note", "ndxp", &digit.to_string()]);
    }
    let starts: Vec<char> = entries_starts(&machine);
    let twice = starts
        .iter()
        .find(|start| starts.iter().filter(|other| other == start).count() > 1)
        .unwrap();
    let run = machine.run(&["revert", &twice.to_string()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("hãy ghi dài hơn"), "{}", run.err);
}

fn entries_starts(machine: &Machine) -> Vec<char> {
    let log = machine.json(&["log"]);
    let start = |entry: &Value| entry["id"].as_str().unwrap().chars().next().unwrap();
    let mut starts: Vec<(String, char)> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["id"].to_string(), start(entry)))
        .collect();
    starts.dedup();
    starts.into_iter().map(|(_, start)| start).collect()
}

#[test]
fn an_undo_takes_back_what_the_same_person_did_and_nothing_of_anybody_else() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--by", "Lan"]);
    let run = machine.run(&["undo", "--by", "Minh"]);
    assert_ne!(run.code, 0, "{run:?}");
    machine.ok(&["done", "ndxp", "needs", "--by", "Minh"]);
    machine.ok(&["undo", "--by", "Lan"]);
    let state = |target: &str| {
        let shown = machine.json(&["log", target, "--limit", "1"]);
        shown[0]["action"].as_str().unwrap().to_owned()
    };
    assert_eq!([state("ndxp/plan"), state("ndxp/needs")], ["undo", "done"]);
    machine.ok(&["redo", "--by", "Lan"]);
    assert_eq!(state("ndxp/plan"), "redo");
}

#[test]
fn nothing_is_taken_off_the_list_with_what_somebody_else_has_recorded_of_it() {
    let platform = [
        "add",
        "platform",
        "vaccines",
        "Vắc-xin",
        "--ministry",
        "finance",
    ];
    let ministry = ["add", "ministry", "newmin", "Bộ Mới"];
    let kind = ["add", "kind", "pilot", "Chạy thử"];
    for (added, work, code) in [
        (&platform[..], &["done", "vaccines", "plan"][..], "vaccines"),
        (&platform, &["note", "vaccines", "quan trọng"], "vaccines"),
        (
            &ministry,
            &["move", "ndxp", "newmin", "--document", "3/QĐ"],
            "ministry:newmin",
        ),
        (&kind, &["done", "vneid", "pilot"], "kind:pilot"),
    ] {
        let machine = Machine::new();
        machine.ok(&[added, &["--by", "Minh"]].concat());
        let line = newest(&machine);
        machine.ok(work);
        let before = machine.json(&["list", "--milestones"]);
        let change = ["revert", &line, code, "added", "--by", "Minh"];
        let whole = ["revert", &line, "--by", "Minh"];
        for back in [&["undo", "--by", "Minh"][..], &whole, &change] {
            let run = machine.run(back);
            assert_eq!(run.code, 1, "{back:?}: {run:?}");
            let archive = format!("tiendo archive {code}");
            assert!(
                run.err.contains("Bình") && run.err.contains(&archive),
                "{run:?}"
            );
        }
        assert_eq!(machine.json(&["list", "--milestones"]), before);
        machine.ok(&["undo"]);
        machine.ok(&["archive", code, "--dry-run"]);
        machine.ok(&["undo", "--by", "Minh"]);
        machine.ok(&["redo", "--by", "Minh"]);
    }
}

#[test]
fn what_others_recorded_and_no_more_stands_keeps_no_addition() {
    let machine = Machine::new();
    let minh = ["--by", "Minh"];
    let added = ["add", "platform", "vaccines", "V", "--ministry", "health"];
    machine.ok(&[&added[..], &minh].concat());
    let line = newest(&machine);
    for text in ["mưa", "tuyết"] {
        machine.ok(&["set", "vaccines", "obstacle", text]);
    }
    let back = [&["revert", &*line][..], &minh].concat();
    assert_eq!(machine.run(&back).code, 1);
    machine.ok(&[&["set", "vaccines", "obstacle", "nắng"][..], &minh].concat());
    machine.ok(&back);
    assert_eq!(machine.run(&["show", "vaccines"]).code, 1);
}

#[test]
fn an_undo_that_would_take_others_work_away_names_what_can_be_taken_back_instead() {
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", "một", "--by", "Minh"]);
    let first = newest(&machine);
    for code in ["vaccines", "serums"] {
        let added = ["add", "platform", code, code, "--ministry", "health"];
        machine.ok(&[&added[..], &["--by", "Minh"]].concat());
        machine.ok(&["note", code, "quan trọng"]);
    }
    for lang in ["vi", "fr", "en"] {
        let refused = machine.run(&["undo", "--by", "Minh", "--lang", lang]);
        assert_eq!(refused.code, 1, "{refused:?}");
        let command = format!("tiendo revert {first}");
        assert!(refused.err.contains("tiendo archive serums"), "{refused:?}");
        assert!(refused.err.contains(&command), "{refused:?}");
    }
    machine.ok(&["revert", &first, "--by", "Minh"]);
    // That is what Minh has done last now.
    machine.ok(&["undo", "--by", "Minh"]);
    let refused = machine.run(&["undo", "--by", "Minh"]);
    assert!(refused.err.contains(&first), "{refused:?}");
}

#[test]
fn that_nothing_is_left_is_said_of_what_was_asked_for() {
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", "một"]);
    for (command, lang, says) in [
        ("redo", "vi", "để làm lại."),
        ("redo", "fr", "à rétablir."),
        ("redo", "en", "left to redo."),
        ("undo", "vi", "để hoàn tác."),
        ("undo", "fr", "à annuler."),
        ("undo", "en", "left to undo."),
    ] {
        if command == "undo" {
            machine.run(&["undo"]);
        }
        let run = machine.run(&[command, "--lang", lang]);
        assert!(run.err.trim_end().ends_with(says), "{run:?}");
    }
}
