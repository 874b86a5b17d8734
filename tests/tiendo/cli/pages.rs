//! What is printed for people: help, the manual page, tables that fit a terminal.

use unicode_width::UnicodeWidthStr;

use crate::program::Machine;

const COMMANDS: [&str; 16] = [
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
        for option in options {
            assert_eq!(page.matches(option).count(), 1, "{option}: {page}");
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
