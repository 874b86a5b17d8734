//! The walls between the layers, read off the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer, what of the crate it may use, and whether it is pure.
const LAYERS: [(&str, &[&str], bool); 11] = [
    ("domain", &["domain"], true),
    ("search", &["domain", "search"], true),
    ("filter", &["domain", "filter", "search"], true),
    ("views", &["domain", "filter", "search", "views"], false),
    ("settings", &["domain", "settings"], false),
    ("store", &["domain", "store"], false),
    (
        "i18n",
        &[
            "domain", "filter", "i18n", "replica", "settings", "store", "views",
        ],
        true,
    ),
    (
        "app",
        &["app", "domain", "filter", "search", "settings", "views"],
        true,
    ),
    (
        "view",
        &[
            "app", "domain", "filter", "search", "settings", "theme", "view", "views",
        ],
        true,
    ),
    (
        "tui",
        &[
            "app", "domain", "replica", "settings", "setup", "theme", "tui", "view", "views",
        ],
        false,
    ),
    (
        "cli",
        &[
            "app", "cli", "clock", "domain", "filter", "places", "replica", "search", "settings",
            "setup", "store", "user", "views",
        ],
        false,
    ),
];

/// Libraries that only some layers may use.
const LIBRARIES: [(&str, &[&str]); 6] = [
    ("crossterm", &["tui"]),
    ("clap", &["cli"]),
    ("ratatui", &["app", "view", "tui"]),
    ("serde_json", &["domain", "store", "cli"]),
    ("fuzzy_matcher", &["search"]),
    ("directories", &[]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file, without its tests and comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of the crate that some code names.
fn used(code: &str) -> Vec<String> {
    let names = code.split("crate::").skip(1).flat_map(|rest| {
        let end = |character: char| !(character.is_alphanumeric() || character == '_');
        match rest.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|name| name.trim().split(end).next().unwrap_or_default().to_owned())
                .collect(),
            None => vec![rest.split(end).next().unwrap_or_default().to_owned()],
        }
    });
    names.filter(|name| !name.is_empty()).collect()
}

fn faults(layer: &str, allowed: &[&str], code: &str) -> Vec<String> {
    let modules = used(code)
        .into_iter()
        .filter(|name| !allowed.contains(&name.as_str()));
    let libraries = LIBRARIES.iter().filter(|(library, layers)| {
        !layers.contains(&layer) && code.contains(&format!("{library}::"))
    });
    modules
        .chain(libraries.map(|(library, _)| (*library).to_owned()))
        .collect()
}

#[test]
fn every_layer_uses_only_what_it_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (layer, allowed, _) in LAYERS {
        for file in sources(&src.join(layer)) {
            let tests = file
                .file_stem()
                .is_some_and(|stem| stem.to_string_lossy().ends_with("tests"));
            let found = faults(layer, allowed, &code(&file));
            assert!(
                tests || found.is_empty(),
                "{} uses {found:?}",
                file.display()
            );
        }
    }
}

#[test]
fn every_pure_layer_denies_what_is_banned() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (layer, _, pure) in LAYERS {
        let module = fs::read_to_string(src.join(layer).join("mod.rs")).unwrap();
        assert_eq!(
            module.contains("#![deny(clippy::disallowed_methods, clippy::disallowed_types)]"),
            pure,
            "{layer}"
        );
    }
}

#[test]
fn a_hole_in_a_wall_is_seen() {
    let bad = "use crate::store::Store;\nuse crossterm::event;\nfn f() { crate::tui::run() }";
    assert_eq!(
        faults("domain", &["domain"], bad),
        ["store", "tui", "crossterm"]
    );
    assert_eq!(used("use crate::{app::Model, cli};"), ["app", "cli"]);
}

#[test]
fn every_module_says_what_it_is_for() {
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{}", file.display());
    }
}
