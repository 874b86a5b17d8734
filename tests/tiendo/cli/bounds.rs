//! Files of any size, and files of any age.

use std::fs::{self, File};
use std::path::Path;

use crate::program::Machine;

/// A file of this many NUL bytes, none of which takes room on the disk.
#[cfg(target_os = "linux")]
fn hollow(path: &Path, bytes: u64) {
    File::create(path).unwrap().set_len(bytes).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn journals_of_gigabytes_are_named_and_take_no_memory() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let journals = machine.store().join("journal");
    hollow(&journals.join("endless.jsonl"), 2 << 30);
    hollow(&journals.join("long.jsonl"), 700 << 20);
    fs::write(journals.join("many.jsonl"), "{}\n".repeat(2_000_000)).unwrap();
    // The program itself, its threads and its libraries take some 100 MB of addresses.
    let limited = "ulimit -v 400000; exec \"$0\" \"$@\"";
    let program = env!("CARGO_BIN_EXE_tiendo");
    for command in ["status", "verify"] {
        let run = machine.command(&[]);
        let ready = run
            .get_envs()
            .map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned)));
        let ready: Vec<_> = ready.collect();
        let mut shell = std::process::Command::new("sh");
        shell.env_clear();
        shell.envs(
            ready
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let output = shell
            .args(["-c", limited, program, command])
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        let code = if command == "verify" { 3 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{said}");
        for named in ["endless.jsonl", "long.jsonl", "many.jsonl"] {
            assert!(command == "status" || said.contains(named), "{said}");
        }
        assert!(said.len() < 100_000);
    }
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 1);
}

#[test]
fn a_store_of_the_first_format_is_read_for_ever() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiendo/stores/v1");
    let machine = Machine::new();
    let journals = machine.store().join("journal");
    fs::create_dir_all(&journals).unwrap();
    for entry in fs::read_dir(kept.join("journal")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, journals.join(path.file_name().unwrap())).unwrap();
    }
    machine.ok(&["verify"]);
    assert_eq!(machine.json(&["log"]).as_array().unwrap().len(), 9);
    // The readable state that was made of it then is the one that is made of it now.
    machine.ok(&["adopt"]);
    fs::copy(kept.join("store.json"), machine.store().join("store.json")).unwrap();
    machine.ok(&["adopt"]);
    let made = fs::read_to_string(machine.store().join("store.json")).unwrap();
    assert_eq!(made, fs::read_to_string(kept.join("store.json")).unwrap());
    machine.ok(&["done", "ndxp", "needs"]);
    assert!(machine.store().join("backups/2026-11-23.jsonl").exists());
}

#[cfg(unix)]
#[test]
fn a_limit_on_file_sizes_is_told_of_like_a_full_disk() {
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", &"x".repeat(4000)]);
    let mut limited = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_tiendo");
    let limited = limited.args(["-c", &format!("ulimit -f 1; exec {program} done ndxp plan")]);
    let output = limited.env_clear().envs(machine.env()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    assert!(said.contains("ổ đĩa đã đầy"), "{said}");
    machine.ok(&["done", "ndxp", "plan"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_saved_and_cannot_be_shown_is_said_to_be_saved() {
    let machine = Machine::new();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = machine
        .command(&["done", "ndxp", "plan"])
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    assert!(said.contains("Đã lưu. "), "{said}");
    let path = machine.store().join("store.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replacen("\"actual\":", "\"reason\":\"x\",\"actual\":", 1),
    )
    .unwrap();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let adopt = machine.command(&["adopt"]).stdout(full).output().unwrap();
    assert!(
        String::from_utf8_lossy(&adopt.stderr).contains("Đã lưu. "),
        "{adopt:?}"
    );
    assert!(machine.ok(&["show", "ndxp"]).contains("hoàn thành"));
}
