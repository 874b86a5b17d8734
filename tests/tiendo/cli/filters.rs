//! Filters, orders and views on the command line.

use std::fs;

use serde_json::json;

use crate::program::Machine;

fn ids(machine: &Machine, args: &[&str]) -> Vec<String> {
    let listed = machine.json(args);
    let rows = listed.as_array().unwrap().iter();
    rows.map(|row| row["platform"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_filter_lists_the_same_by_option_by_shorthand_and_in_three_languages() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2025-10-01"]);
    let expected = ids(
        &machine,
        &[
            "list",
            "--milestones",
            "--status",
            "overdue",
            "--ministry",
            "BYT",
        ],
    );
    assert!(!expected.is_empty());
    for filter in [
        "status:overdue ministry:byt",
        "tt:quá-hạn bộ:\"Y tế\"",
        "statut:en-retard ministere:BYT",
        "!tt:done,hold overdue:>0 bo:byt",
        "-tt:done,hold overdue:>0 bo:byt",
    ] {
        let found = ids(&machine, &["list", "--milestones", "--filter", filter]);
        assert_eq!(found, expected, "{filter}");
    }
    assert_eq!(
        ids(
            &machine,
            &["list", "--milestones", "--filter", ".unverified"]
        ),
        ["ndxp"]
    );
    assert_eq!(ids(&machine, &["list", "--view", "unverified"]), ["ndxp"]);
    let found = ids(
        &machine,
        &[
            "list",
            "--view",
            "Xong, chưa có văn bản",
            "--filter",
            "!ndxp",
        ],
    );
    assert!(found.is_empty());
}

#[test]
fn the_counts_of_every_listing_agree() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2025-10-01"]);
    for filter in [
        "tt:overdue",
        "bo:bca",
        "due:<600 !moc:plan",
        "rag:red",
        "nguoi:binh",
        "zzz",
    ] {
        let platforms = machine.json(&["list", "--filter", filter]);
        let milestones = machine.json(&["list", "--milestones", "--filter", filter]);
        let status = machine.json(&["status", "--filter", filter]);
        let rows = platforms.as_array().unwrap();
        let matching: u64 = rows
            .iter()
            .map(|row| row["matching"].as_u64().unwrap())
            .sum();
        assert_eq!(
            matching,
            milestones.as_array().unwrap().len() as u64,
            "{filter}"
        );
        assert_eq!(status["milestones"], matching, "{filter}");
        assert_eq!(status["platforms"], rows.len(), "{filter}");
        assert!(status["filter"].is_string());
    }
}

#[test]
fn an_order_puts_rows_one_after_the_other_whatever_their_platform() {
    let machine = Machine::new();
    let dates = |sort: &str| -> Vec<String> {
        let listed = machine.json(&["list", "--milestones", "--sort", sort]);
        let rows = listed.as_array().unwrap().iter();
        rows.filter_map(|row| row["baseline"].as_str().map(ToOwned::to_owned))
            .collect()
    };
    assert!(dates("due").is_sorted());
    assert!(dates("thời hạn,desc").iter().rev().is_sorted());
    let text = machine.ok(&["list", "--milestones", "--sort", "due", "--filter", "ndxp"]);
    assert!(text.contains("ndxp/operation"), "{text}");
}

#[test]
fn a_bad_term_is_marked_and_said_what_would_be_right() {
    let machine = Machine::new();
    for (args, code, says) in [
        (
            &["list", "--filter", "a tt:overdu"][..],
            2,
            "  a tt:overdu\n       ^^^^^^",
        ),
        (&["list", "--filter", "tt:overdu"], 2, "“overdue”"),
        (&["list", "--filter", "sttus:overdue"], 2, "“status”"),
        (&["list", "--filter", "bo:zzz"], 2, "zzz"),
        (&["list", "--filter", "han:"], 2, "thiếu giá trị"),
        (&["list", "--filter", "quahan:>x"], 2, ">30"),
        (&["list", "--filter", "\"abc"], 2, "ngoặc kép"),
        (&["status", "--filter", "tt:zzz"], 2, "quá-hạn"),
        (&["list", "--sort", "upside"], 2, "slippage"),
        (&["list", "--view", "zzz"], 1, "this-month"),
        (&["view", "save", "A", "--filter", "tt:zzz"], 2, "zzz"),
        (&["view", "save", " "], 1, "tên"),
        (&["view", "save", "Quá hạn"], 1, "có sẵn"),
        (&["view", "remove", "zzz"], 1, "zzz"),
        (&["view", "keep", "A"], 2, "save, rename, remove"),
        (&["view"], 2, "view"),
    ] {
        let run = machine.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(run.out, "", "{args:?}");
    }
    assert!(
        !machine.0.path().join("config").exists(),
        "nothing was written"
    );
}

#[test]
fn a_view_is_kept_listed_used_and_removed() {
    let machine = Machine::new();
    machine.ok(&[
        "view",
        "save",
        "Y tế trễ",
        "--filter",
        "tt:quá-hạn bộ:byt",
        "--sort",
        "due,desc",
    ]);
    let views = machine.json(&["views"]);
    assert_eq!(views[0]["name"], "Y tế trễ");
    assert_eq!(views[0]["filter"], "tt:quá-hạn bộ:byt");
    assert_eq!(views[0]["sort"]["milestones"], "due,desc");
    assert!(
        views
            .as_array()
            .unwrap()
            .iter()
            .any(|view| view["code"] == "overdue")
    );
    let found = ids(&machine, &["list", "--milestones", "--view", "y te tre"]);
    assert_eq!(
        found,
        ids(
            &machine,
            &["list", "--milestones", "--filter", "tt:quá-hạn bộ:byt"]
        )
    );
    machine.ok(&["view", "remove", "Y tế trễ"]);
    assert_eq!(machine.run(&["list", "--view", "Y tế trễ"]).code, 1);
}

#[test]
fn a_file_edited_by_hand_with_mistakes_keeps_its_good_views_and_is_never_written_over() {
    let machine = Machine::new();
    let path = machine.write(
        "config/tiendo/views.toml",
        "# mine\n[[view]]\nname = \"Good\"\nfilter = \"rag:red\"\n\n[[view]]\nname = \"Bad\"\nfilter = \"rag:rde\"\n",
    );
    let run = machine.run(&["list", "--view", "good"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.contains("views.toml:8") && run.err.contains("filter"),
        "{}",
        run.err
    );
    machine.ok(&["view", "save", "Third"]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.starts_with("# mine") && text.contains("rag:rde"),
        "{text}"
    );
    machine.write("config/tiendo/views.toml", "name = = 1\n");
    let run = machine.run(&["view", "save", "Fourth"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("views.toml:1"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "name = = 1\n");
}

#[test]
fn columns_are_chosen_by_word_kept_with_a_view_and_no_business_of_json() {
    let machine = Machine::new();
    machine.ok(&[
        "done",
        "ndxp",
        "plan",
        "--on",
        "2025-10-20",
        "--evidence",
        "12/QĐ",
    ]);
    machine.ok(&["set", "ndxp", "focal_name", "Lan"]);
    let list = |columns: &str| {
        let args = [
            "list",
            "--milestones",
            "--filter",
            "ndxp",
            "--columns",
            columns,
        ];
        machine.ok(&args)
    };
    let shown = list("due,actual,slippage,evidence");
    assert_eq!(shown, list("thời hạn,hoàn thành,chậm,văn bản"));
    let plan: Vec<&str> = shown
        .lines()
        .find(|line| line.trim_start().starts_with("plan "))
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(plan, ["plan", "10/10/2025", "20/10/2025", "+10", "12/QĐ"]);
    let platforms = machine.ok(&["list", "--columns", "person,done,ministry"]);
    assert!(
        platforms
            .lines()
            .next()
            .unwrap()
            .contains("người  xong  bộ"),
        "{platforms}"
    );
    let row = platforms.lines().find(|line| line.starts_with("ndxp "));
    let row: Vec<&str> = row.unwrap().split_whitespace().take(4).collect();
    assert_eq!(row, ["ndxp", "Lan", "1/9", "BKHCN"]);
    machine.ok(&["view", "save", "Hồ sơ", "--columns", "evidence,person"]);
    assert_eq!(
        machine.json(&["views"])[0]["columns"],
        json!(["evidence", "person"])
    );
    let by_view = machine.ok(&["list", "--view", "ho so"]);
    assert_eq!(
        by_view,
        machine.ok(&["list", "--columns", "evidence,person"])
    );
    assert_eq!(
        machine.json(&["list", "--columns", "due"]),
        machine.json(&["list"])
    );
    let run = machine.run(&["list", "--columns", "due,slipage", "--lang", "en"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("“slipage” · did you mean “slippage”?"),
        "{}",
        run.err
    );
}

#[test]
fn a_view_is_renamed_to_a_name_that_is_free() {
    let machine = Machine::new();
    machine.ok(&["view", "save", "One", "--filter", "rag:red"]);
    machine.ok(&["view", "save", "Two"]);
    for (old, new) in [
        ("One", "two"),
        ("One", "overdue"),
        ("One", "  "),
        ("overdue", "Mine"),
        ("Three", "Four"),
    ] {
        let run = machine.run(&["view", "rename", old, new]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{old} → {new}");
    }
    let run = machine.run(&["view", "rename", "One"]);
    assert_eq!(run.code, 1, "{run:?}");
    machine.ok(&["view", "rename", "one", "ONE"]);
    machine.ok(&["view", "rename", "ONE", "Đỏ"]);
    let views = machine.json(&["views"]);
    assert_eq!(
        (&views[0]["name"], &views[0]["filter"]),
        (&json!("Đỏ"), &json!("rag:red"))
    );
}
