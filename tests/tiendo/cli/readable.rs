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
fn edits_by_hand_that_cannot_be_right_are_refused_and_stay_in_the_file() {
    for (from, to, code, says) in [
        ("\"format\"", "format", 3, "line 2 column 1"),
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
        ("\"target\":34", "\"target\":1.5", 3, "line"),
    ] {
        let machine = Machine::new();
        machine.ok(&["done", "ndxp", "plan", "--on", "2026-01-05"]);
        let path = machine.store().join("store.json");
        let written = std::fs::read_to_string(&path).unwrap();
        let edited = written.replacen(from, to, 1);
        assert_ne!(edited, written, "{from}");
        std::fs::write(&path, &edited).unwrap();
        let run = machine.run(&["adopt"]);
        assert_eq!(run.code, code, "{to}: {run:?}");
        assert!(run.err.contains(says), "{to}: {}", run.err);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), edited);
        assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 1);
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
