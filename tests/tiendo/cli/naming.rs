//! How a platform, a milestone or a ministry may be named, and what is never guessed.

use crate::program::Machine;

#[test]
fn a_platform_and_a_milestone_are_named_as_people_name_them() {
    for (platform, milestone, target) in [
        ("ndxp", "plan", "ndxp/plan"),
        ("e-id", "pl", "e-identification/plan"),
        ("dinh danh", "ke hoach chi tiet", "e-identification/plan"),
        ("VNeID", "Detailed plan", "e-identification/plan"),
        ("blockchain", "PLAN", "national-blockchain/plan"),
    ] {
        let machine = Machine::new();
        machine.ok(&["done", platform, milestone]);
        assert_eq!(
            machine.json(&["log"])[0]["target"],
            target,
            "{platform} {milestone}"
        );
    }
}

#[test]
fn what_fits_several_is_listed_and_not_guessed() {
    let machine = Machine::new();
    let run = machine.run(&["done", "ndxp", "re"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("regulation, readiness;"), "{}", run.err);
    let run = machine.run(&["done", "du lieu", "plan"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let candidates: Vec<&str> = run.err.lines().skip(1).collect();
    assert!((2..=11).contains(&candidates.len()), "{}", run.err);
    assert!(run.err.contains("data-exchange "), "{}", run.err);
    assert!(!machine.store().exists());
}

#[test]
fn a_target_is_a_milestone_a_platform_or_a_ministry() {
    let machine = Machine::new();
    for (target, recorded) in [
        ("ndxp/plan", "ndxp/plan"),
        ("dinh danh/plan", "e-identification/plan"),
        ("ndxp", "ndxp"),
        ("ministry:finance", "ministry:finance"),
        ("ministry:BTC", "ministry:finance"),
        ("BTC", "ministry:finance"),
        ("bo y te", "ministry:health"),
    ] {
        machine.ok(&["note", target, "đã gọi"]);
        assert_eq!(
            machine.json(&["log", "--limit", "1"])[0]["target"],
            recorded
        );
    }
    machine.ok(&["set", "ministry:finance", "name_en", "MoF"]);
    let log = machine.json(&["log", "ministry:finance"]);
    assert_eq!(log.as_array().unwrap().len(), 4);
    assert_eq!(
        (&log[0]["field"], &log[0]["to"]),
        (&"name_en".into(), &"MoF".into())
    );
    // A platform's history is also that of its milestones.
    assert_eq!(machine.json(&["log", "ndxp"]).as_array().unwrap().len(), 2);
}

#[test]
fn an_empty_value_clears_a_field_and_undo_brings_it_back() {
    let machine = Machine::new();
    let forecast = || machine.json(&["show", "ndxp"])["milestones"][0]["forecast"].clone();
    machine.ok(&["set", "ndxp/plan", "forecast", "31/01/2027"]);
    assert_eq!(forecast(), "2027-01-31");
    machine.ok(&["set", "ndxp/plan", "forecast", ""]);
    assert!(forecast().is_null());
    machine.ok(&["undo"]);
    assert_eq!(forecast(), "2027-01-31");
}

#[test]
fn a_count_that_reaches_its_target_is_done_on_the_day_given() {
    let machine = Machine::new();
    machine.ok(&[
        "set",
        "ndxp/readiness",
        "progress",
        "34",
        "--on",
        "2026-11-20",
    ]);
    let row = || machine.json(&["show", "ndxp"])["milestones"][8].clone();
    assert_eq!(
        (&row()["done"], &row()["reached"], &row()["actual"]),
        (&true.into(), &34.into(), &"2026-11-20".into())
    );
    machine.ok(&["reopen", "ndxp", "readiness"]);
    assert_eq!(
        (&row()["done"], &row()["reached"]),
        (&false.into(), &0.into())
    );
}

#[test]
fn lists_are_narrowed_by_ministry_status_and_colour() {
    let machine = Machine::new();
    let count = |args: &[&str]| machine.json(args).as_array().unwrap().len();
    for name in [
        "public-security",
        "BCA",
        "bca",
        "bo cong an",
        "Ministry of Public Security",
    ] {
        assert_eq!(count(&["list", "--ministry", name]), 13, "{name}");
    }
    assert_eq!(count(&["list", "--milestones", "--status", "overdue"]), 110);
    assert_eq!(count(&["list", "--rag", "green"]), 0);
    assert_eq!(
        count(&[
            "list",
            "--ministry",
            "bca",
            "--milestones",
            "--status",
            "not_due"
        ]),
        13
    );
}

#[test]
fn what_is_archived_is_told_of_where_a_part_of_its_name_is_given() {
    let machine = Machine::new();
    let add = |code, name| {
        machine.ok(&["add", "platform", code, name, "--ministry", "health"]);
        machine.ok(&["archive", code, "--reason", "thôi"]);
    };
    add("vaccines", "Sổ tiêm chủng điện tử");
    for args in [
        &["restore", "tiem chung"][..],
        &["done", "tiêm chủng", "plan"],
    ] {
        let run = machine.run(args);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("`tiendo restore vaccines`"), "{}", run.err);
    }
    add("children", "Tiêm chủng trẻ em");
    let several = machine.run(&["restore", "tiem chung"]);
    assert!(
        several.err.contains("`tiendo list --archived`"),
        "{}",
        several.err
    );
    let none = machine.run(&["restore", "xyzxyz"]);
    assert!(none.err.contains("`tiendo search`"), "{}", none.err);
}
