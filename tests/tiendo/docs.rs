//! What the documents say is what the program does.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tiendo::app::keymap::{Context, rows, shown};
use tiendo::domain::Lang;

const BEGIN: &str = "<!-- keys: begin, generated from src/app/keymap.rs -->\n";
const END: &str = "<!-- keys: end -->";

/// The table of keys of the README.
fn keys() -> String {
    let mut text = String::from("\n| key | action |\n|---|---|\n");
    for context in [Context::Board, Context::Go] {
        let prefix = if context == Context::Go { "g " } else { "" };
        for row in rows(context).filter(|row| {
            context == Context::Board || row.keys[0] != "Esc" && row.keys[0] != "Ctrl-c"
        }) {
            let keys: Vec<String> = row
                .keys
                .iter()
                .map(|key| format!("`{prefix}{}`", shown(key)))
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

#[test]
fn the_keys_of_the_readme_are_those_of_the_keymap() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (listed, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", keys())).unwrap();
    } else {
        assert_eq!(listed, keys(), "UPDATE_README=1 cargo test writes it anew");
    }
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
