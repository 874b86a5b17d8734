//! The readable state edited by hand, and the check of the whole store.

use serde_json::json;

use crate::program::Machine;

#[test]
fn edits_by_hand_are_taken_or_refused_and_never_written_over() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2026-01-05"]);
    let path = machine.store().join("store.json");
    let written = std::fs::read_to_string(&path).unwrap();
    let edited = written.replacen(
        "\"actual\":\"2026-01-05\"",
        "\"actual\":\"2026-01-06\",\"forecast\":\"2026-02-01\"",
        1,
    );
    assert_ne!(edited, written);
    std::fs::write(&path, &edited).unwrap();
    // Somebody records something else in the meantime: saved, and the edits are left alone.
    let run = machine.run(&["done", "ndxp", "needs"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("tiendo adopt"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), edited);
    let looked = machine.run(&["status"]);
    assert_eq!(
        (looked.code, looked.err.matches("tiendo adopt").count()),
        (0, 1),
        "{looked:?}"
    );
    assert_eq!(machine.ok(&["adopt", "--dry-run"]).lines().count(), 2);
    machine.ok(&["adopt"]);
    let shown = machine.json(&["show", "ndxp"]);
    assert_eq!(
        (
            &shown["milestones"][0]["actual"],
            &shown["milestones"][0]["forecast"]
        ),
        (&json!("2026-01-06"), &json!("2026-02-01"))
    );
    assert_eq!(
        shown["milestones"][2]["done"], true,
        "what was recorded in the meantime stays"
    );
    machine.ok(&["undo"]);
    assert_eq!(
        machine.json(&["show", "ndxp"])["milestones"][0]["actual"],
        "2026-01-05",
        "one action, one undo"
    );
    assert!(machine.ok(&["adopt"]).contains("Không có gì"));
}

#[test]
fn what_somebody_has_set_since_an_edit_by_hand_was_begun_is_told_and_kept_in_conflict() {
    for (lang, says) in [
        (
            "vi",
            "trái nhau: từ khi tệp được viết, Minh đã ghi 03/03/2027",
        ),
        (
            "fr",
            "conflit : depuis l'écriture du fichier, Minh a saisi 03/03/2027",
        ),
        (
            "en",
            "conflict: since the file was written, Minh has set 2027-03-03",
        ),
    ] {
        let machine = Machine::new();
        machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-05"]);
        let path = machine.store().join("store.json");
        let written = std::fs::read_to_string(&path).unwrap();
        let edited = written.replacen("2027-01-05", "2027-02-02\",\"reason\":\"x", 1);
        std::fs::write(&path, &edited).unwrap();
        machine.ok(&["set", "ndxp/plan", "forecast", "2027-03-03", "--by", "Minh"]);
        let said = machine.ok(&["adopt", "--dry-run", "--lang", lang]);
        assert!(said.contains(says), "{said}");
        assert_eq!(said.lines().count(), 3, "{said}");
        let theirs = &machine.json(&["log"])[0]["id"];
        let rows = json!([
            {
                "target": "ndxp/plan", "field": "forecast", "to": "2027-02-02",
                "conflicts": [{ "id": theirs, "by": "Minh", "to": "2027-03-03" }],
            },
            { "target": "ndxp/plan", "field": "reason", "to": "x", "conflicts": [] },
        ]);
        assert_eq!(machine.json(&["adopt", "--dry-run"]), rows);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), edited);
        if lang == "en" {
            assert_eq!(machine.json(&["adopt"]), rows);
            assert_eq!(machine.json(&["adopt"]), json!([]));
        } else {
            assert!(machine.ok(&["adopt", "--lang", lang]).contains(says));
        }
        let document = std::fs::read_to_string(&path).unwrap();
        assert!(document.contains("\"conflicts\":1"), "{document}");
        let log = machine.json(&["log", "--field", "forecast"]);
        let live = log.as_array().unwrap().iter();
        let live = live.filter(|entry| entry["state"] == "live");
        let live: Vec<_> = live.map(|entry| &entry["to"]).collect();
        assert_eq!(live, ["2027-02-02", "2027-03-03"]);
    }
}

#[test]
fn an_emptied_file_is_named_left_alone_and_made_anew_by_a_repair() {
    let (machine, _) = meddled(Vec::clear);
    let path = machine.store().join("store.json");
    let run = machine.run(&["done", "ndxp", "needs"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("không đọc được"), "{}", run.err);
    assert!(run.err.contains("tiendo doctor") && !run.err.contains("tiendo adopt"));
    for args in [&["adopt"][..], &["adopt", "--dry-run"]] {
        let run = machine.run(args);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("store.json:1:1: tệp trống"), "{}", run.err);
        assert!(run.err.contains("Dời tệp"), "{}", run.err);
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    let run = machine.run(&["doctor"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("tệp trống"), "{}", run.out);
    machine.ok(&["doctor", "--repair"]);
    let document = std::fs::read_to_string(&path).unwrap();
    assert!(document.contains("alpha"), "{document}");
    machine.ok(&["verify"]);
    assert_eq!(
        machine.json(&["show", "ndxp"])["milestones"][2]["done"],
        true
    );
}

/// What the plan of the platform has in the tests below.
const PLAN: &str = "\"actual\":\"2026-01-05\"";

#[test]
fn edits_by_hand_that_cannot_be_right_are_refused_and_stay_in_the_file() {
    for (from, to, code, says) in [
        ("\"format\"", "format", 3, "store.json:2:1:"),
        (
            "\"actual\":\"2026-01-05\"",
            "\"actual\":\"5/1/2026\"",
            1,
            "actual",
        ),
        (
            "\"actual\":\"2026-01-05\"",
            "\"actual\":\"2026-02-30\"",
            1,
            "actual",
        ),
        (
            "\"actual\":\"2026-01-05\"",
            "\"colour\":\"red\"",
            1,
            "colour",
        ),
        ("\"id\":\"ndxp\"", "\"id\":\"../x\"", 1, "../x"),
        ("\"id\":\"ndxp\"", "\"id\":\"new-one\"", 1, "new-one"),
        ("\"target\":34", "\"target\":1.5", 3, ":43:"),
        (
            "\"target\":34",
            "\"target\":99999999999999999999",
            3,
            ":43:",
        ),
        // What stands twice, or nowhere, or where it does not belong.
        (PLAN, "\"reason\":\"a\",\"reason\":\"b\"", 3, "“reason”"),
        ("\"platforms\":[", "\"platform\":[", 3, "“platform”"),
        ("\"kinds\":[", "\"colours\":{},\"kinds\":[", 3, "“colours”"),
        ("\"id\":\"needs\"", "\"id\":\"plan\"", 3, "“kind:plan”"),
        ("\"others\":[", "\"others\":[{\"id\":\"ndxp\"}", 3, "“ndxp”"),
        (
            "\"others\":[",
            "\"others\":[{\"id\":\"new-one\"}",
            1,
            "new-one",
        ),
        ("\"others\":[", "\"others\":[{\"name\":\"x\"}", 3, "“id”"),
        (PLAN, "\"added\":false", 3, "“added”"),
        (PLAN, "\"archived\":true", 1, "archived"),
        // What the rules refuse where it is typed, they refuse here.
        (PLAN, "\"state\":\"on_hold\"", 1, "lý do"),
        (PLAN, "\"reason\":\"  x \"", 1, "reason"),
        (PLAN, "\"reason\":true", 1, "reason"),
        (PLAN, "\"actual\":\"2030-01-01\"", 1, "01/01/2030"),
        (PLAN, "\"note.x\":5", 1, "note.x"),
        (PLAN, "\"note.\\u001b]0;\":\"x\"", 1, "note.�]0;"),
        (PLAN, "\"evidence.x\":\"12/QĐ\"", 1, "evidence.x"),
        (
            PLAN,
            "\"evidence.x.colour\":\"red\"",
            1,
            "evidence.x.colour",
        ),
        // What only the list can say.
        ("\"aliases\":\"NDXP\",", "", 1, "aliases"),
        ("\"aliases\":\"NDXP\"", "\"aliases\":5", 1, "aliases"),
        ("\"ministry\":\"", "\"ministry\":\"no-", 1, "no-public"),
        (
            "\"monitor_en\":\"National Digital Transformation Agency\",",
            "",
            1,
            "monitor_en",
        ),
        // A newer program's.
        ("tiendo/1", "tiendo/2", 3, ":2:1:"),
    ] {
        let machine = Machine::new();
        machine.ok(&["done", "ndxp", "plan", "--on", "2026-01-05"]);
        let path = machine.store().join("store.json");
        let written = std::fs::read_to_string(&path).unwrap();
        let edited = written.replacen(from, to, 1);
        assert_ne!(edited, written, "{from}");
        std::fs::write(&path, &edited).unwrap();
        for args in [&["adopt", "--dry-run"][..], &["adopt"]] {
            let run = machine.run(args);
            assert_eq!(run.code, code, "{to}: {run:?}");
            assert!(run.err.contains(says), "{to}: {}", run.err);
            assert!(run.err.contains("store.json:"), "{to}: {}", run.err);
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), edited);
        assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 1);
    }
}

#[test]
fn edits_by_hand_that_several_adopt_at_once_are_recorded_once() {
    for _ in 0..5 {
        let machine = Machine::new();
        machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-05"]);
        let path = machine.store().join("store.json");
        let written = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, written.replacen("2027-01-05", "2027-02-02", 1)).unwrap();
        let adopt = |_| machine.command(&["adopt"]).spawn().unwrap();
        let all: Vec<_> = (0..4).map(adopt).collect();
        for mut one in all {
            assert!(one.wait().unwrap().success());
        }
        let log = machine.json(&["log"]);
        assert_eq!(log.as_array().unwrap().len(), 2, "{log}");
    }
}

#[test]
fn verify_names_what_is_altered_missing_or_forked_and_says_so_to_scripts() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    machine.ok(&["done", "ndxp", "needs"]);
    assert!(machine.ok(&["verify"]).ends_with("Mọi dòng đều đúng.\n"));
    assert_eq!(
        machine.json(&["verify"])["writers"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let journal = std::fs::read_dir(machine.store().join("journal"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(
        &journal,
        text.replacen("[\"ndxp/plan\"", "[\"ndxp/scan\"", 1),
    )
    .unwrap();
    let run = machine.run(&["verify"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.out.contains("thiếu dòng") && run.out.contains("sửa đổi"),
        "{}",
        run.out
    );
}

/// The journals of a store with one change, and what is done to its `store.json`; what `adopt` must say of it.
fn meddled(meddle: impl FnOnce(&mut Vec<u8>)) -> (Machine, Vec<u8>) {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let path = machine.store().join("store.json");
    let mut bytes = std::fs::read(&path).unwrap();
    meddle(&mut bytes);
    std::fs::write(&path, &bytes).unwrap();
    (machine, bytes)
}

fn replace(bytes: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    let place = bytes.windows(from.len()).position(|found| found == from);
    let place = place.unwrap();
    bytes.splice(place..place + from.len(), to.iter().copied());
}

#[test]
fn edits_by_hand_survive_what_editors_and_git_do_to_line_ends_and_the_first_bytes() {
    let as_windows = |bytes: &mut Vec<u8>| {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        *bytes = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    };
    let (machine, _) = meddled(as_windows);
    assert!(machine.ok(&["adopt"]).contains("Không có gì"));
    let (machine, _) = meddled(|bytes| {
        replace(bytes, b"alpha", b"beta");
        as_windows(bytes);
    });
    machine.ok(&["adopt"]);
    assert_eq!(
        machine.json(&["show", "ndxp"])["milestones"][0]["fields"]["reason"],
        "beta"
    );
}

#[test]
fn a_milestone_left_out_of_the_file_is_asked_back_and_not_removed() {
    let (machine, bytes) = meddled(|bytes| {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        let kept = text.lines().filter(|line| !line.contains("alpha"));
        *bytes = kept.collect::<Vec<_>>().join("\n").into_bytes();
    });
    let run = machine.run(&["adopt"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("“ndxp/plan”"), "{}", run.err);
    assert_eq!(
        std::fs::read(machine.store().join("store.json")).unwrap(),
        bytes
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_and_set_aside_as_they_are() {
    let (machine, bytes) = meddled(|bytes| replace(bytes, b"alpha", b"\xff\xfe"));
    let run = machine.run(&["adopt"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("UTF-8"), "{}", run.err);
    machine.ok(&["doctor", "--repair"]);
    let aside = std::fs::read_dir(machine.store().join("quarantine")).unwrap();
    let aside: Vec<_> = aside
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(aside, [bytes]);
    machine.ok(&["verify"]);
}

#[test]
fn two_million_brackets_and_a_hundred_megabytes_are_refused_or_taken_without_harm() {
    let brackets = |bytes: &mut Vec<u8>| {
        let deep = [vec![b'['; 2_000_000], vec![b']'; 2_000_000]].concat();
        replace(bytes, b"\"alpha\"", &deep);
    };
    let (machine, _) = meddled(brackets);
    assert_eq!(machine.run(&["adopt"]).code, 3);
    let (machine, _) = meddled(|bytes| replace(bytes, b"alpha", &vec![b'x'; 100 << 20]));
    let run = machine.run(&["adopt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.len() < 10_000);
    let (machine, _) = meddled(|bytes| {
        replace(bytes, b"alpha", b"beta");
        bytes.extend(vec![b' '; 100 << 20]);
    });
    machine.ok(&["adopt"]);
}

#[test]
fn a_newer_programs_readable_state_is_never_written_over() {
    use tiendo::store::view;
    let (machine, bytes) = meddled(|bytes| {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        let text = text.replacen("tiendo/1", "tiendo/2", 1);
        let (head, _) = text.split_once("\"check\"").unwrap();
        *bytes = (head.to_owned() + &view::end(head.as_bytes())).into_bytes();
    });
    let run = machine.run(&["done", "ndxp", "needs"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("phiên bản tiendo mới hơn"), "{}", run.err);
    assert_eq!(machine.run(&["adopt"]).code, 3);
    machine.ok(&["verify"]);
    let said = machine.ok(&["doctor", "--repair"]);
    assert!(said.contains("phiên bản tiendo mới hơn"), "{said}");
    assert_eq!(
        std::fs::read(machine.store().join("store.json")).unwrap(),
        bytes
    );
}
