//! The inputs that fuzzing has found worth keeping, run without a fuzzer.

use std::path::Path;

use crate::fuzzed;

fn run(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tiendo/seeds")
        .join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        check(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn lines() {
    run("line", fuzzed::line);
}

#[test]
fn journals() {
    run("journal", fuzzed::journal);
}

#[test]
fn readable_states() {
    run("store_json", fuzzed::store_json);
}

#[test]
fn edits_by_hand() {
    run("hand_edit", fuzzed::hand_edit);
}

#[test]
fn values() {
    run("values", fuzzed::values);
}
