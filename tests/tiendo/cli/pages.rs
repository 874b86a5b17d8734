//! What is printed for people: help, the manual page, tables that fit a terminal.

use unicode_width::UnicodeWidthStr;

use crate::program::Machine;

const COMMANDS: [&str; 19] = [
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
    "choose",
    "conflicts",
    "log",
    "merge",
    "keys",
    "completions",
    "man",
    "schema",
];

#[test]
fn no_heading_of_the_help_is_left_in_english() {
    let machine = Machine::new();
    // French spells some of these alike, but puts a space before the colon.
    let english = [
        "Usage:",
        "Options:",
        "Arguments:",
        "Commands:",
        "Print ",
        "[default",
        "[possible",
    ];
    for lang in ["vi", "fr"] {
        for command in COMMANDS {
            let help = machine.ok(&[command, "-h", "--lang", lang]);
            let left = english.iter().find(|word| help.contains(**word));
            assert_eq!(left, None, "{help}");
        }
    }
    assert!(
        machine
            .ok(&["done", "-h", "--lang", "fr"])
            .contains("Usage\u{a0}: tiendo done PLATEFORME JALON [OPTIONS]")
    );
    assert!(
        machine
            .ok(&["search", "-h", "--lang", "en"])
            .contains("Usage: tiendo search WORDS… [OPTIONS]")
    );
}

#[test]
fn the_manual_page_has_every_command_with_its_arguments_the_keys_and_the_exit_codes() {
    let machine = Machine::new();
    for (lang, headings) in [
        ("vi", ["TÊN", "CÚ PHÁP", "LỆNH", "PHÍM", "MÃ THOÁT"]),
        (
            "fr",
            ["NOM", "SYNOPSIS", "COMMANDES", "TOUCHES", "CODES DE SORTIE"],
        ),
        (
            "en",
            ["NAME", "SYNOPSIS", "COMMANDS", "KEYS", "EXIT STATUS"],
        ),
    ] {
        let page = machine.ok(&["man", "--lang", lang]);
        for heading in headings {
            assert!(
                page.contains(&format!("\n.SH {heading}\n")),
                "{heading}: {page}"
            );
        }
        for command in COMMANDS {
            assert!(
                page.contains(&format!("\n.SS {command}\n")),
                "{command}: {page}"
            );
        }
        let options = [
            "\\-\\-milestones",
            "\\-\\-evidence",
            "\\-\\-since",
            "\\-\\-store",
        ];
        let listed = page.split(".SH").take(6).collect::<String>();
        for option in options {
            assert_eq!(listed.matches(option).count(), 1, "{option}: {page}");
        }
    }
}

#[test]
fn the_help_and_the_manual_page_say_what_exit_codes_mean() {
    let machine = Machine::new();
    let general = ["Exit codes:\n  0  done\n", "\n  3  damaged data\n"];
    let adopt = [
        "Exit codes:\n  0  the edits are recorded, or there are none\n  1  ",
        "\n  3  the file as a whole cannot be taken: it is empty or no JSON, something in\n     it stands twice",
    ];
    for (args, said) in [
        (&["--help"][..], &general[..]),
        (&["adopt", "--help"], &adopt),
        (&["verify", "--help"], &["\n  3  something is damaged"]),
        (&["doctor", "--help"], &["\n  3  as for verify"]),
    ] {
        let help = machine.ok(&[args, &["--lang", "en"]].concat());
        for text in said {
            assert!(help.contains(text), "{text}: {help}");
        }
    }
    let page = machine.ok(&["man", "--lang", "en"]);
    let of_adopt = ".SS tiendo adopt\n.TP\n\\fB0\\fR\nthe edits are recorded, or there are none\n";
    assert!(page.contains(of_adopt), "{page}");
}

/// The names of variables in the code, where it asks for them.
fn variables(code: &str) -> Vec<&str> {
    let asked = code.split(['(', '[', ' ', ',']);
    let quoted = asked.filter_map(|word| word.trim().strip_prefix('"')?.split('"').next());
    let is_name = |name: &&str| {
        name.len() > 1
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    quoted.filter(is_name).collect()
}

#[test]
fn the_manual_page_names_the_files_and_every_variable_that_is_read() {
    let machine = Machine::new();
    let page = machine.ok(&["man", "--lang", "en"]).replace("\\-", "-");
    for text in [
        "\n.SH FILES\n",
        "~/.local/share/tiendo/store",
        "~/.local/state/tiendo",
        "~/.config/tiendo/config.toml",
        "\n.SH ENVIRONMENT\n",
        "XDG_DATA_HOME",
        "TIENDO_TRUST_STORE",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    for file in ["cli/start.rs", "tui/mod.rs", "tui/editor.rs", "user.rs"] {
        let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
        let code = std::fs::read_to_string(path).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        let names = variables(code);
        assert!(!names.is_empty(), "{file}");
        for name in names {
            assert!(page.contains(name), "{name} of {file}");
        }
    }
}

#[test]
fn completions_are_made_for_every_shell() {
    let machine = Machine::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            machine.ok(&["completions", shell]).contains("milestones"),
            "{shell}"
        );
    }
}

#[test]
fn what_people_read_fits_in_eighty_columns() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2025-10-24"]);
    machine.ok(&["set", "ndxp/readiness", "progress", "12"]);
    for lang in ["vi", "fr", "en"] {
        for args in [
            &["status"][..],
            &["log"],
            &["keys"],
            &["list", "--milestones", "--ministry", "bca"],
        ] {
            let text = machine.ok(&[args, &["--lang", lang]].concat());
            // Full names are as long as they are; they stand on lines of their own.
            let is_name = |line: &str| line.contains(['·', '›']) || line.starts_with("55 ");
            let long = text
                .lines()
                .find(|line| line.width() > 80 && !is_name(line));
            assert_eq!(long, None, "{args:?} {lang}");
        }
    }
}

#[test]
fn the_history_speaks_the_users_language_and_its_json_does_not() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--on", "2025-10-24"]);
    machine.ok(&["undo"]);
    let text = machine.ok(&["log", "--lang", "fr"]);
    let code = machine.json(&["log"])[0]["id"].as_str().unwrap()[..8].to_owned();
    let first: Vec<&str> = text.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "23/11/2026 10:00  Bình  annulé · Achevé le : 24/10/2025 → (vide)",
            &format!(
                "    {code}  Plateforme nationale d'intégration et de partage des données › Plan détaillé"
            ),
        ]
    );
    for lang in ["vi", "fr", "en"] {
        let log = machine.json(&["log", "--lang", lang]);
        assert_eq!(log[0]["action"], "undo");
        assert_eq!(log[0]["field"], "actual");
    }
}

#[test]
fn help_can_be_asked_for_by_its_name() {
    let machine = Machine::new();
    assert_eq!(machine.ok(&["help"]), machine.ok(&["--help"]));
    assert_eq!(
        machine.ok(&["help", "done"]),
        machine.ok(&["done", "--help"])
    );
    let french = machine.ok(&["--help", "--lang", "fr"]);
    for args in [
        &["--lang", "fr", "help"][..],
        &["--lang=fr", "help"],
        &["--ascii", "--store", "help", "--lang", "fr", "help"],
    ] {
        assert_eq!(machine.ok(args), french, "{args:?}");
    }
    let unknown = machine.run(&["help", "nothing"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("nothing"), "{}", unknown.err);
    let fields = machine.ok(&["help", "set"]);
    for field in [
        "baseline_document",
        "focal_phone",
        "abbreviation_vi",
        "short_vi",
    ] {
        assert!(fields.contains(field), "{field}");
    }
}

#[test]
fn who_is_to_be_urged_is_named_with_whom_to_call() {
    let machine = Machine::new();
    let call = [
        "set",
        "BCA",
        "focal_name",
        "Minh",
        "focal_phone",
        "0912345678",
    ];
    machine.ok(&call);
    let text = machine.ok(&["status"]);
    let mut lines = text.lines();
    assert!(lines.any(|line| line.ends_with("  Bộ Công an")), "{text}");
    assert!(
        lines.next().unwrap().ends_with("đầu mối: Minh, 0912345678"),
        "{text}"
    );
    let urged = machine.json(&["status", "--lang", "en"])["urge"].clone();
    assert_eq!(urged[0]["ministry"], "public-security");
    assert_eq!(urged[0]["overdue"], 26);
    assert_eq!(urged[0]["focal_phone"], "0912345678");
    assert_eq!(urged[1]["focal_name"], serde_json::Value::Null);
}

#[test]
fn a_replaced_due_date_is_shown_with_its_document_and_the_first_one() {
    let machine = Machine::new();
    let typed = ["baseline", "31/12/2026", "baseline_document", "5/QĐ"];
    machine.ok(&[&["set", "ndxp/plan"], &typed[..]].concat());
    let shown = machine.ok(&["show", "ndxp"]);
    let due = "hạn 31/12/2026 (5/QĐ) · ban đầu 10/10/2025";
    assert!(shown.contains(due), "{shown}");
    machine.ok(&["set", "ndxp/plan", "forecast", "10/01/2027"]);
    let shown = machine.ok(&["show", "ndxp"]);
    assert!(shown.contains("dự kiến chậm 10 ngày"), "{shown}");
}
