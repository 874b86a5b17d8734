//! What the documents say is what the program does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use tiendo::app::bindings::Keymap;
use tiendo::app::keymap::{Context, shown};
use tiendo::domain::Lang;
use tiendo::i18n::manual::OWN_EXITS;
use tiendo::settings::SETTINGS;

const BEGIN: &str = "<!-- keys: begin, generated from src/app/keymap.rs -->\n";
const END: &str = "<!-- keys: end -->";

/// Tests run side by side, and several write parts of the README.
static WRITING: Mutex<()> = Mutex::new(());

/// The table of keys of the README.
fn keys() -> String {
    let keymap = Keymap::default();
    let mut text = String::from("\n| key | action |\n|---|---|\n");
    for (context, prefix) in [
        (Context::Board, ""),
        (Context::Go, "g "),
        (Context::Arrange, "A "),
    ] {
        for row in keymap.rows(context).filter(|row| {
            context == Context::Board || row.keys[0] != "Esc" && row.keys[0] != "Ctrl-c"
        }) {
            let keys: Vec<String> = row
                .keys
                .iter()
                // In a table a bar of its own would end the cell.
                .map(|key| format!("`{prefix}{}`", shown(key).replace('|', "\\|")))
                .collect();
            let _ = writeln!(
                text,
                "| {} | {} |",
                keys.join(" "),
                Lang::En.pick(row.label)
            );
        }
    }
    text + "\n"
}

/// That the README says this between two marks; `UPDATE_README` writes it there.
pub(crate) fn generated(begin: &str, end: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let _one_at_a_time = WRITING.lock().unwrap();
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(begin).unwrap();
    let (listed, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{begin}{text}{end}{after}")).unwrap();
    } else {
        assert_eq!(listed, text, "UPDATE_README=1 cargo test writes it anew");
    }
}

#[test]
fn the_keys_of_the_readme_are_those_of_the_keymap() {
    generated(BEGIN, END, &keys());
}

/// The table of settings of the README.
fn settings() -> String {
    let mut text =
        String::from("\n| setting | default | takes | what it is for |\n|---|---|---|---|\n");
    for setting in SETTINGS {
        let default = setting
            .default
            .map_or_else(|| "–".to_owned(), |text| format!("`{text}`"));
        let takes = Lang::En.wanted(&setting.kind.wanted(&[]));
        let help = Lang::En.pick(setting.help);
        let _ = writeln!(text, "| `{}` | {default} | {takes} | {help} |", setting.key);
    }
    text + "\n"
}

#[test]
fn the_settings_of_the_readme_are_those_of_the_table() {
    let begin = "<!-- settings: begin, generated from src/settings/options.rs -->\n";
    generated(begin, "<!-- settings: end -->", &settings());
}

/// The table of exit codes of the README.
fn exits() -> String {
    let mut text = String::from("\n| command | code | when |\n|---|---|---|\n");
    for (command, code, meaning) in OWN_EXITS {
        let meaning = Lang::En.pick(*meaning);
        let _ = writeln!(text, "| `{command}` | {code} | {meaning} |");
    }
    text + "\n"
}

#[test]
fn the_exit_codes_of_the_readme_are_those_of_the_table() {
    let begin = "<!-- exit codes: begin, generated from src/i18n/manual.rs -->\n";
    generated(begin, "<!-- exit codes: end -->", &exits());
}

#[test]
fn the_changelog_knows_this_version() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md");
    let text = fs::read_to_string(path).unwrap();
    assert!(
        text.contains("## [Unreleased]")
            || text.contains(&format!("## [{}]", env!("CARGO_PKG_VERSION")))
    );
}

/// The names in back quotes of a part of the README that are paths: `a::b`.
fn paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|name| name.contains("::")).collect()
}

#[test]
fn every_promise_about_the_data_names_tests_that_exist() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, section) = readme
        .split_once("## What tiendo promises about your data")
        .unwrap();
    let section = section.split("\n## ").next().unwrap();
    let listed = Command::new(std::env::current_exe().unwrap())
        .arg("--list")
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let tests: BTreeSet<&str> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .collect();
    for name in paths(section) {
        // Injected faults need Linux.
        let elsewhere = name.starts_with("store::syscalls::") && cfg!(not(unix));
        assert!(tests.contains(name) || elsewhere, "no test {name}");
    }
    for promise in section.split("\n1. ").nth(1).unwrap().split(". **") {
        let mut named = paths(promise);
        assert!(!named.is_empty(), "nothing holds: {promise}");
        named.sort_unstable();
        let twice = named.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twice, None, "named twice");
    }
}
