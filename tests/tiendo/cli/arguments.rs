//! Arguments, variables and lists that cannot be used: each is refused before anything is written.

use std::fs;

use crate::program::Machine;

const CATALOGUE: &str = include_str!("../../../assets/catalogue.json");

#[test]
fn an_argument_that_cannot_be_used_is_named_and_nothing_is_written() {
    let machine = Machine::new();
    for (args, says) in [
        (&["done", "ndxp", "plan", "--by", ""][..], "--by"),
        (&["status", "--catalogue", ""], "--catalogue"),
        (&["log", "--limit", "0"], "“0”"),
        (&["search", "vneid", "--limit=-1"], "--limit"),
        (&["status", "--json=1"], "không nhận giá trị"),
        (&["status", "--ascii", "--ascii"], "--ascii"),
        (&["status", "--lang"], "--lang"),
        (&["log", "--since", "29/02/2026"], "--since"),
        (&["completions", "dos"], "powershell"),
        (
            &[
                "set",
                "ndxp/plan",
                "forecast",
                "2027-01-31",
                "--on",
                "2026-11-01",
            ],
            "progress",
        ),
    ] {
        let run = machine.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    assert!(!machine.store().exists());
}

#[test]
fn what_is_wrong_is_said_in_the_language_asked_for_with_the_help_to_read() {
    let machine = Machine::new();
    for (lang, says) in [
        ("vi", "Thiếu <MỐC>. Xem `tiendo done --help`."),
        ("fr", "Il manque <JALON>. Voir `tiendo done --help`."),
        ("en", "<MILESTONE> is missing. See `tiendo done --help`."),
    ] {
        let run = machine.run(&["done", "ndxp", "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(says), "{}", run.err);
    }
    // What follows `--` is text, whatever it looks like.
    machine.ok(&["note", "ndxp", "--", "--lang=xx"]);
    assert_eq!(
        machine.json(&["show", "ndxp"])["notes"][0]["text"],
        "--lang=xx"
    );
}

#[test]
fn an_empty_variable_does_not_send_changes_to_another_store() {
    let machine = Machine::new();
    let mut command = machine.command(&["done", "ndxp", "plan"]);
    let output = command.env("TIENDO_STORE", "").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("TIENDO_STORE"));
    assert!(!machine.0.path().join("data").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_no_utf8_is_a_store_like_any_other() {
    use std::os::unix::ffi::OsStrExt;
    let machine = Machine::new();
    let store = machine
        .0
        .path()
        .join(std::ffi::OsStr::from_bytes(b"d\xe9p\xf4t"));
    let by_variable = |args: &[&str]| {
        let mut command = machine.command(args);
        command.env("TIENDO_STORE", &store).output().unwrap()
    };
    assert!(by_variable(&["done", "ndxp", "plan"]).status.success());
    let mut by_option = machine.command(&["log", "--json"]);
    let log = by_option.arg("--store").arg(&store).output().unwrap();
    assert_eq!(log.stdout, by_variable(&["log", "--json"]).stdout);
    assert!(String::from_utf8(log.stdout).unwrap().contains("ndxp/plan"));
}

#[test]
fn a_damaged_list_is_refused_with_its_place_in_the_users_language() {
    let machine = Machine::new();
    let with = |from: &str, to: &str| CATALOGUE.replacen(from, to, 1);
    let id = "\"e-identification\"";
    let cases: [(Vec<u8>, &str); 7] = [
        (b"{\n  \"programme\": [}".to_vec(), "list.json:2:17 : "),
        (b"\xff\xfe".to_vec(), "UTF-8"),
        (
            with(id, "\"../x\"").into(),
            "list.json: ministries[0].platforms[0].id : « ../x » n'est pas un code",
        ),
        (
            with(id, "\"national-data-portal\"").into(),
            "sert deux fois",
        ),
        (
            with("\"2025-10-10\"", "\"10/10/25\"").into(),
            "« 10/10/25 » n'est pas une date",
        ),
        (with("\"weight\"", "\"wait\"").into(), "weight"),
        (
            br#"{"programme":{"name":{}},"milestone_template":[],"ministries":[]}"#.to_vec(),
            "milestone_template",
        ),
    ];
    for (bytes, says) in cases {
        let path = machine.0.path().join("list.json");
        fs::write(&path, bytes).unwrap();
        let run = machine.run(&[
            "done",
            "ndxp",
            "plan",
            "--lang",
            "fr",
            "--catalogue",
            path.to_str().unwrap(),
        ]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{says}: {run:?}");
        assert!(run.err.contains(says), "{says}: {}", run.err);
        assert!(run.err.contains("Corrigez le fichier"), "{}", run.err);
    }
    assert!(!machine.store().exists());
}

#[test]
fn a_list_given_by_hand_begins_a_new_store_and_is_not_silently_ignored_by_another() {
    let machine = Machine::new();
    let list = CATALOGUE.replacen("\"e-identification\"", "\"eid\"", 1);
    let list = machine.write("list.json", &list);
    let elsewhere = machine.0.path().join("elsewhere").display().to_string();
    let new = machine.run(&[
        "done",
        "eid",
        "plan",
        "--catalogue",
        &list,
        "--store",
        &elsewhere,
    ]);
    assert!(
        new.code == 0 && new.err.contains("tạo kho dữ liệu mới ở"),
        "{new:?}"
    );
    let again = machine.run(&["show", "eid", "--store", &elsewhere, "--catalogue", &list]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));

    machine.ok(&["done", "ndxp", "plan"]);
    let other = machine.run(&["list", "--catalogue", &list]);
    assert_eq!(other.code, 0);
    assert!(
        other.err.contains("Không dùng") && other.err.contains("list.json"),
        "{}",
        other.err
    );
    assert!(other.out.contains("e-identification"));
}

#[test]
fn settings_that_cannot_be_read_are_named_by_file_and_line() {
    let machine = Machine::new();
    let path = machine.write("config/tiendo/config.toml", "lang = \"en\"\nmouse = = 1\n");
    let run = machine.run(&["status", "--lang", "en"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err
            .contains(&format!("{path}:2: line ignored, it is not TOML (")),
        "{}",
        run.err
    );
}

#[test]
fn options_may_stand_behind_several_fields() {
    let machine = Machine::new();
    let other = machine.0.path().join("other");
    let folder = other.display().to_string();
    machine.ok(&[
        "set",
        "ndxp/plan",
        "reason",
        "gấp",
        "weight",
        "2",
        "--store",
        &folder,
        "--by",
        "Lan",
    ]);
    let log = machine.json(&["log", "--store", &folder]);
    assert_eq!(log[0]["by"], "Lan");
    let refused = machine.run(&["set", "ndxp/plan", "weight", "2", "actual", "-3d"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    machine.ok(&["set", "ndxp/plan", "actual", "-3d", "weight", "3"]);
    machine.ok(&["set", "ndxp/plan", "weight", "2", "--", "actual", "-4d"]);
}
