//! `tiendo config` and the settings file: what is set holds everywhere, what is wrong is named, nothing of the user's is
//! lost.

use serde_json::{Value, json};

use crate::program::Machine;

const FILE: &str = "config/tiendo/config.toml";

fn setting(machine: &Machine, key: &str) -> Value {
    machine.json(&["config", key])
}

#[test]
fn every_setting_says_where_it_comes_from() {
    let machine = Machine::new();
    let all = machine.json(&["config"]);
    assert!(all.as_array().unwrap().iter().all(|row| {
        let keys: Vec<_> = row.as_object().unwrap().keys().collect();
        keys == ["key", "value", "source", "default"]
    }));
    let person = setting(&machine, "person");
    assert_eq!(
        (&person["value"], &person["source"]),
        (&json!("Bình"), &json!("environment"))
    );
    assert_eq!(setting(&machine, "lang")["source"], "environment");
    machine.write(FILE, "lang = \"fr\"\ncutoff_days = [25, 10]\n");
    assert_eq!(
        setting(&machine, "cutoff_days"),
        json!({"key": "cutoff_days", "value": [10, 25], "source": "file", "default": [14]})
    );
    let asked = machine.json(&["config", "lang", "--lang", "en"]);
    assert_eq!(
        (&asked["value"], &asked["source"]),
        (&json!("en"), &json!("option"))
    );
    let listed = machine.ok(&["config"]);
    assert!(
        listed.contains("cutoff_days") && listed.contains("10, 25"),
        "{listed}"
    );
}

#[test]
fn a_setting_is_set_printed_and_taken_back() {
    let machine = Machine::new();
    assert_eq!(machine.ok(&["config", "red_days"]), "30\n");
    assert_eq!(
        machine.ok(&["config", "red_days", "45"]),
        "red_days = 45: đã lưu\n"
    );
    assert_eq!(machine.ok(&["config", "red_days"]), "45\n");
    assert!(
        machine
            .ok(&["config", "lang", "fr"])
            .ends_with("enregistré\n")
    );
    assert!(
        machine
            .ok(&["config", "red_days", "--unset"])
            .contains("retour au défaut (30)")
    );
    assert_eq!(machine.ok(&["config", "red_days"]), "30\n");
    let path = machine.ok(&["config", "--path"]);
    let text = std::fs::read_to_string(path.trim()).unwrap();
    assert!(
        text.contains("\n#red_days = 30\n") && text.contains("\nlang = \"fr\"\n"),
        "{text}"
    );
}

#[test]
fn a_new_file_is_commented_and_says_nothing_but_what_was_set() {
    let machine = Machine::new();
    machine.ok(&["config", "date_format", "yyyy-mm-dd"]);
    let text = std::fs::read_to_string(machine.0.path().join(FILE)).unwrap();
    let said: Vec<_> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(said, ["date_format = \"yyyy-mm-dd\""]);
    let uncommented: Vec<_> = text
        .lines()
        .map(|line| {
            let bare = line.strip_prefix('#').filter(|line| !line.starts_with(' '));
            bare.unwrap_or(line)
        })
        .collect();
    let uncommented = uncommented.join("\n");
    machine.write(FILE, &uncommented);
    assert_eq!(machine.run(&["config", "--check"]).code, 0, "{uncommented}");
}

#[test]
fn what_the_user_wrote_stays_where_it_is() {
    let machine = Machine::new();
    let mine = "\u{feff}# mine\r\nred_days = 40 # since May\r\nfuture = 1\r\ntheme='light'\r\n";
    machine.write(FILE, mine);
    machine.run(&["config", "red_days", "41"]);
    machine.run(&["config", "mouse", "off"]);
    let text = std::fs::read_to_string(machine.0.path().join(FILE)).unwrap();
    let expected = format!("{}mouse = false\r\n", mine.replace("40", "41"));
    assert_eq!(text, expected);
}

#[test]
fn bad_values_and_names_are_refused_with_what_is_right() {
    let machine = Machine::new();
    for (args, said) in [
        (
            &["config", "red_days", "lots"][..],
            "số nguyên từ 0 đến 3650",
        ),
        (&["config", "red_days", "-1"], "số nguyên từ 0 đến 3650"),
        (&["config", "theme", "pink"], "dark, light, mono"),
        (&["config", "cutoff_days", "31"], "1 đến 28"),
        (&["config", "person", ""], "tối đa 100"),
        (&["config", "read_days"], "Có phải ý bạn là “red_days”?"),
        (&["config", "--unset"], "Thiếu"),
    ] {
        let run = machine.run(args);
        assert!(run.code == 2 && run.err.contains(said), "{args:?}: {run:?}");
    }
    assert!(!machine.0.path().join(FILE).exists());
}

#[test]
fn a_bad_line_costs_that_line_only_and_is_named() {
    let machine = Machine::new();
    for (text, named) in [
        ("red_days = 31\ntheme = \"pink\"\n", ":2: theme:"),
        ("red_days = 31\nthem = \"dark\"\n", "“theme”"),
        (
            "red_days = 31\ndue_soon_days = 99999\n",
            ":2: due_soon_days:",
        ),
        ("red_days = 31\ncutoff_days = [0]\n", ":2: cutoff_days:"),
        ("red_days = 31\nred_days = 32\n", ":2:"),
        ("red_days = 31\nmouse = maybe\n", ":2:"),
        ("red_days = 31\nlang = \"v\0i\"\n", ":2:"),
        ("red_days = 31\r\nlang = 3\r\n", ":2: lang:"),
    ] {
        machine.write(FILE, text);
        let run = machine.run(&["config", "red_days"]);
        assert_eq!((run.code, run.out.as_str()), (0, "31\n"), "{text}");
        assert!(run.err.contains(named), "{text}: {}", run.err);
        let check = machine.run(&["config", "--check"]);
        assert!(
            check.code == 1 && check.out.contains(named),
            "{text}: {check:?}"
        );
        assert_eq!(check.err.lines().count(), 1, "told once: {}", check.err);
    }
    machine.write(FILE, "# nothing\n");
    assert_eq!(machine.run(&["config", "--check"]).code, 0);
}

#[test]
fn a_file_that_is_not_toml_is_never_written_over() {
    let machine = Machine::new();
    for text in [
        "red_days = 31\nx = = 1\n",
        "lang = \"vi\"\nlang = \"fr\"\n",
        "\0\n",
    ] {
        machine.write(FILE, text);
        let run = machine.run(&["config", "mouse", "off"]);
        assert!(
            run.code == 1 && run.err.contains("không phải TOML"),
            "{run:?}"
        );
        let after = std::fs::read_to_string(machine.0.path().join(FILE)).unwrap();
        assert_eq!(after, text);
    }
}

#[test]
fn what_is_no_settings_file_is_told_of_and_does_not_stop_the_start() {
    let machine = Machine::new();
    let path = machine.0.path().join(FILE);
    machine.write(FILE, &"#".repeat(10 << 20));
    let run = machine.run(&["status"]);
    assert!(run.code == 0 && run.err.contains("quá lớn"), "{run:?}");
    std::fs::write(&path, b"lang = \"\xff\"\n").unwrap();
    let run = machine.run(&["status"]);
    assert!(run.code == 0 && run.err.contains("UTF-8"), "{run:?}");
    assert_eq!(machine.run(&["config", "mouse", "off"]).code, 1);
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let run = machine.run(&["status"]);
    assert!(
        run.code == 0 && run.err.contains("không phải tệp thường"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let machine = Machine::new();
    let path = machine.0.path().join(FILE);
    let real = machine.write("elsewhere/mine.toml", "lang = \"vi\"\n");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(&real, &path).unwrap();
    machine.ok(&["config", "mouse", "off"]);
    assert!(path.symlink_metadata().unwrap().is_symlink());
    let text = std::fs::read_to_string(&real).unwrap();
    assert_eq!(text, "lang = \"vi\"\nmouse = false\n");
    assert_eq!(
        std::fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    std::fs::remove_file(&real).unwrap();
    let run = machine.run(&["config", "mouse", "on"]);
    assert!(run.code == 1 && run.err.contains("liên kết"), "{run:?}");
    std::fs::remove_file(&path).unwrap();
    symlink(&path, &path).unwrap();
    assert_eq!(machine.run(&["status"]).code, 0);
}

#[test]
fn a_threshold_changes_what_is_computed_at_once() {
    let machine = Machine::new();
    let document = ["baseline_document", "1/QĐ"];
    machine.ok(&[
        &["set", "ndxp/needs", "baseline", "2026-12-20"],
        &document[..],
    ]
    .concat());
    let rag = || machine.json(&["list", "--filter", "ndxp"])[0]["rag"].clone();
    let soon = || machine.json(&["status"])["counts"]["due_soon"].clone();
    assert_eq!((rag(), soon()), (json!("red"), json!(0)));
    machine.ok(&["config", "red_days", "3650"]);
    machine.ok(&["config", "due_soon_days", "30"]);
    assert_eq!((rag(), soon()), (json!("amber"), json!(1)));
    machine.ok(&["config", "red_days", "--unset"]);
    assert_eq!(rag(), "red");
}

#[test]
fn dates_are_written_as_the_user_wants() {
    let machine = Machine::new();
    machine.ok(&["config", "date_format", "yyyy-mm-dd"]);
    machine.ok(&["set", "ndxp/plan", "forecast", "31/12/2026"]);
    assert!(machine.ok(&["show", "ndxp"]).contains("2026-12-31"));
    machine.ok(&["config", "date_format", "--unset"]);
    assert!(machine.ok(&["show", "ndxp"]).contains("31/12/2026"));
}

#[test]
fn own_keys_are_shown_everywhere_and_bad_ones_are_named() {
    let machine = Machine::new();
    machine.ok(&["config", "keys.undo", "x Ctrl-y"]);
    machine.ok(&["config", "keys_in.go.go_overdue", "v"]);
    let text = std::fs::read_to_string(machine.0.path().join(FILE)).unwrap();
    assert!(
        text.ends_with(
            "\n[keys]\nundo = [\"x\", \"Ctrl-y\"]\n\n[keys_in.go]\ngo_overdue = \"v\"\n"
        ),
        "{text}"
    );
    let rows = machine.json(&["keys"]);
    let keys = |action: &str| {
        let mut rows = rows.as_array().unwrap().iter();
        rows.find(|row| row["action"] == action).unwrap()["keys"].clone()
    };
    assert_eq!(
        (keys("undo"), keys("go_overdue")),
        (json!(["x", "Ctrl-y"]), json!(["v"]))
    );
    assert!(machine.ok(&["keys"]).contains("x  Ctrl-y"));
    assert!(machine.ok(&["man"]).contains("x  Ctrl\\-y"));
    assert!(machine.ok(&["config"]).contains("keys.undo"));
    for (args, said) in [
        (&["config", "keys.undo", "q"][..], "quit"),
        (&["config", "keys.undo", "uu"], "gõ đôi"),
        (&["config", "keys.quit", ""], "ít nhất một phím"),
        (&["config", "keys.back", "b"], "Esc"),
        (&["config", "keys.undu", "x"], "keys.undo"),
    ] {
        let run = machine.run(args);
        assert!(run.code == 2 && run.err.contains(said), "{args:?}: {run:?}");
    }
    machine.ok(&["config", "keys.undo", "--unset"]);
    assert_eq!(machine.ok(&["config", "keys.undo"]), "u\n");
    machine.write(
        FILE,
        "lang = \"en\"\n[keys]\nquit = []\ndetails = \"u\"\nundo = \"y\"\n",
    );
    let run = machine.run(&["config", "keys.details"]);
    assert_eq!(run.out, "u\n", "the key is free, undo has another");
    assert!(
        run.err.contains(":3: keys.quit: the usual keys stay"),
        "{}",
        run.err
    );
    assert_eq!(machine.run(&["config", "--check"]).code, 1);
}

#[test]
fn own_themes_are_chosen_by_name_and_judged() {
    let machine = Machine::new();
    let theme = "[themes.sea]\nbackground = \"#001020\"\naccent = \"cyan\"\n";
    machine.write(FILE, &format!("theme = \"sea\"\n\n{theme}"));
    assert_eq!(machine.run(&["config", "--check"]).code, 0);
    assert_eq!(machine.ok(&["config", "theme"]), "sea\n");
    machine.ok(&["config", "theme", "light"]);
    machine.ok(&["config", "theme", "sea"]);
    machine.ok(&["status", "--theme", "sea"]);
    assert!(
        machine
            .run(&["status", "--theme", "see"])
            .err
            .contains("dark, light, mono, sea")
    );
    machine.write(
        FILE,
        &format!("theme = \"see\"\n{theme}text = \"#102030\"\nbad = \"reddish\"\n"),
    );
    let run = machine.run(&["config", "--check", "--lang", "en"]);
    for said in [
        ":1: theme:",
        ":5: themes.sea.text: used, but hard to read on the background: contrast 1.1, better 4.5",
        ":6: themes.sea.bad: ignored",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert_eq!(run.code, 1);
}

#[test]
fn nothing_is_done_without_a_document_when_the_settings_want_one() {
    let machine = Machine::new();
    machine.ok(&["config", "evidence_required", "on"]);
    for args in [
        &["done", "ndxp", "plan"][..],
        &["set", "ndxp/plan", "actual", "2026-11-20"],
        &["set", "ndxp/readiness", "progress", "34"],
    ] {
        let run = machine.run(args);
        assert!(
            run.code == 1 && run.err.contains("--evidence"),
            "{args:?}: {run:?}"
        );
    }
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 0);
    machine.ok(&["done", "ndxp", "plan", "--evidence", "12/QĐ"]);
    machine.ok(&["set", "ndxp/plan", "actual", "2026-11-20"]);
    machine.ok(&["evidence", "ndxp", "needs", "13/QĐ"]);
    machine.ok(&["done", "ndxp", "needs"]);
    machine.ok(&["set", "ndxp/readiness", "progress", "33"]);
    machine.ok(&["config", "evidence_required", "--unset"]);
    machine.ok(&["done", "ndxp", "regulation"]);
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 3);
}
