//! `tiendo merge`: copies that were worked on apart come together, nothing is lost, and nothing is written into the other.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tiendo::store::line::LineId;

use crate::program::{Machine, Run};

const LATER: &str = "2026-11-23T12:00:00Z";

/// The files below a folder, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.symlink_metadata().unwrap().file_type();
        if kind.is_dir() {
            found.extend(files(&path));
        } else if kind.is_file() {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

pub(super) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let copy = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, bytes).unwrap();
    }
}

fn journals(store: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(&store.join("journal"))
}

/// The lines of the journals of a store, each once.
fn lines(store: &Path) -> Vec<String> {
    let all: Vec<u8> = journals(store)
        .into_iter()
        .flat_map(|file| file.1)
        .collect();
    let mut lines: Vec<String> = String::from_utf8(all)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

/// A machine with a change, a copy of its store, and changes in each: of the same field, under the same journal's name.
fn apart() -> (Machine, PathBuf) {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "needs", "--on", "2026-11-02"]);
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let (shared, mut bytes) = journals(&other).remove(0);
    let folder = other.display().to_string();
    let there = |args: &[&str]| machine.ok(&[args, &["--by", "Lan", "--store", &folder]].concat());
    there(&["set", "ndxp/plan", "forecast", "2027-01-31"]);
    there(&["note", "ndxp/needs", "đã gọi"]);
    for (path, more) in journals(&other) {
        if path != shared {
            bytes.extend(more);
            fs::remove_file(path).unwrap();
        }
    }
    fs::write(shared, bytes).unwrap();
    // An hour later, so that it is the one that is shown.
    let mut command = machine.command(&["set", "ndxp/plan", "forecast", "2027-02-28"]);
    command.env("TIENDO_NOW", LATER);
    assert!(command.output().unwrap().status.success());
    (machine, other)
}

fn merge(machine: &Machine, folder: &Path, more: &[&str]) -> Run {
    let folder = folder.display().to_string();
    machine.run(&[&["merge", &folder], more].concat())
}

fn merged(machine: &Machine, folder: &Path, more: &[&str]) -> Value {
    let run = merge(machine, folder, &[more, &["--json"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn copies_changed_apart_under_one_journal_name_come_together_and_nothing_is_lost() {
    let (machine, other) = apart();
    let (before, theirs) = (journals(&machine.store()), files(&other));
    assert_eq!(before[0].0.file_name(), journals(&other)[0].0.file_name());
    let mut all = [lines(&machine.store()), lines(&other)].concat();
    all.sort();
    all.dedup();

    let run = merge(&machine, &other, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    for says in [
        "Đã nhận 2 thao tác: Lan (2).",
        "Đã có sẵn ở đây: 1.",
        "backups/2026-11-23-merge-1.jsonl",
        "Hiện có 1 trường có các giá trị trái nhau",
        "28/02/2027 · Bình, 23/11/2026 19:00 · đang hiện",
        "31/01/2027 · Lan, 23/11/2026 10:00\n",
        "tiendo conflicts",
    ] {
        assert!(run.out.contains(says), "{says}: {}", run.out);
    }
    assert_eq!(lines(&machine.store()), all);
    assert_eq!(files(&other), theirs);
    for (path, bytes) in &before {
        assert_eq!(
            &fs::read(path).unwrap(),
            bytes,
            "journals are never changed"
        );
    }
    let backup = machine.store().join("backups/2026-11-23-merge-1.jsonl");
    assert!(backup.exists());
    let log = machine.json(&["log", "ndxp/plan"]);
    let live = log.as_array().unwrap().iter();
    assert_eq!(live.filter(|entry| entry["state"] == "live").count(), 2);
    let view = fs::read_to_string(machine.store().join("store.json")).unwrap();
    assert!(
        view.contains("đã gọi") && view.contains("\"conflicts\":1"),
        "{view}"
    );
    machine.ok(&["verify"]);

    // What is set now was set in knowledge of both.
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-03-31"]);
    assert_eq!(merged(&machine, &other, &[])["conflicts"], json!([]));
}

#[test]
fn merging_twice_or_back_changes_nothing_more() {
    let (machine, other) = apart();
    assert_eq!(merged(&machine, &other, &[])["merged"], true);
    let once = files(&machine.store());
    let again = merged(&machine, &other, &[]);
    assert_eq!(
        (&again["merged"], &again["actions"], &again["known"]),
        (&json!(false), &json!(0), &json!(3))
    );
    let said = merge(&machine, &other, &["--lang", "en"]).out;
    assert!(
        said.starts_with("Nothing new; 3 actions were known"),
        "{said}"
    );
    assert_eq!(files(&machine.store()), once);
    // The same lines have the same name on every machine; the two are one.
    let there = Machine::new();
    merge(&there, &other, &[]);
    merge(&there, &machine.store(), &[]);
    assert_eq!(lines(&there.store()), lines(&machine.store()));
    assert_eq!(
        there.json(&["show", "ndxp"]),
        machine.json(&["show", "ndxp"])
    );
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let (machine, other) = apart();
    let before = files(&machine.store());
    let mut dry = merged(&machine, &other, &["--dry-run"]);
    let said = merge(&machine, &other, &["--dry-run"]).out;
    assert!(said.contains("Sẽ nhận 2 thao tác: Lan (2)."), "{said}");
    assert_eq!(files(&machine.store()), before);
    assert_eq!(
        (&dry["merged"], &dry["backup"]),
        (&json!(false), &json!(null))
    );
    let done = merged(&machine, &other, &[]);
    assert_eq!(done["backup"], "2026-11-23-merge-1.jsonl");
    for key in ["merged", "backup"] {
        dry[key] = done[key].clone();
    }
    assert_eq!(dry, done);
    assert_eq!(done["conflicts"], machine.json(&["conflicts"]));
    let values = done["conflicts"][0]["values"].as_array().unwrap().iter();
    let values: Vec<&Value> = values.map(|said| &said["value"]).collect();
    assert_eq!(values, ["2027-02-28", "2027-01-31"]);
}

#[test]
fn a_store_that_is_not_there_is_made_with_the_list_of_the_other() {
    let (machine, other) = apart();
    let list = machine.write(
        "list.json",
        &serde_json::to_string(&machine.json(&["catalogue", "export"])).unwrap(),
    );
    let there = Machine::new();
    let dry = merged(&there, &other, &["--dry-run"]);
    assert_eq!((&dry["lists"], &dry["actions"]), (&json!(1), &json!(3)));
    assert!(!there.store().exists());
    let new = there.0.path().join("new").display().to_string();
    let dry = merge(&there, &other, &["--dry-run", "--store", &new]);
    assert!(dry.err.contains("kho dữ liệu mới sẽ được tạo ở"), "{dry:?}");
    assert!(!Path::new(&new).exists());
    let run = merge(&there, &other, &["--store", &new]);
    assert!(run.err.contains("tạo kho dữ liệu mới ở"), "{run:?}");
    let run = merge(&there, &other, &[]);
    assert!(run.out.contains("danh mục ban đầu"), "{}", run.out);
    assert_eq!(lines(&there.store()), lines(&other));
    assert!(!there.store().join("backups").exists());
    assert!(there.store().join("store.json").exists());
    // Another list to begin from is none of it.
    let run = there.run(&["show", "ndxp", "--catalogue", &list]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn damage_there_is_named_and_the_rest_comes() {
    let (machine, other) = apart();
    let (path, bytes) = journals(&other).remove(0);
    let text = String::from_utf8(bytes).unwrap();
    let altered = text.replacen("2027-01-31", "2027-01-30", 1);
    fs::write(&path, format!("{altered}{{\"v\":1,\"t\":")).unwrap();
    for more in [&["--dry-run"][..], &[]] {
        let run = merge(&machine, &other, more);
        assert_eq!(run.code, 3, "{run:?}");
        let place = |line: usize| format!("{}, dòng {line}: ", path.display());
        let rows: Vec<&str> = altered.lines().collect();
        let line = rows.iter().position(|row| row.contains("2027-01-30"));
        let torn = place(rows.len() + 1);
        for place in [place(line.unwrap() + 1), torn] {
            assert!(run.out.contains(&place), "{place}: {}", run.out);
        }
        assert!(run.out.contains("1 thao tác: Lan (1)"), "{}", run.out);
        assert!(run.err.contains("Ở đó có 2 lỗi"), "{}", run.err);
    }
    let again = merge(&machine, &other, &["--json"]);
    let document: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!((again.code, &document["actions"]), (3, &json!(0)));
    assert_eq!(document["faults"].as_array().unwrap().len(), 2);
    // Whole again, it brings the line on which another one rests.
    assert_eq!(machine.run(&["verify"]).code, 3);
    fs::write(&path, text).unwrap();
    assert_eq!(merged(&machine, &other, &[])["actions"], 1);
    machine.ok(&["verify"]);
}

#[test]
fn what_is_no_other_store_is_refused_by_name_and_nothing_is_written() {
    let (machine, _) = apart();
    let before = files(&machine.store());
    let empty = machine.0.path().join("empty");
    fs::create_dir_all(empty.join("journal")).unwrap();
    let store = machine.store();
    for (folder, says) in [
        (machine.0.path().join("nowhere"), "không có thư mục này"),
        (
            PathBuf::from(machine.write("file.jsonl", "")),
            "không có thư mục này",
        ),
        (empty, "không có nhật ký"),
        (store.clone(), "chính là dữ liệu này"),
        (store.join("journal"), "chính là dữ liệu này"),
        (store.join("../store/backups"), "chính là dữ liệu này"),
    ] {
        let run = merge(&machine, &folder, &[]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{run:?}");
        let name = folder.display().to_string();
        assert!(run.err.contains(&name) && run.err.contains(says), "{run:?}");
    }
    assert_eq!(machine.run(&["merge"]).code, 2);
    assert_eq!(files(&machine.store()), before);
}

#[test]
fn the_backups_of_a_store_that_is_gone_are_merged_like_any_folder_of_journals() {
    let (machine, other) = apart();
    machine.ok(&["merge", &other.display().to_string()]);
    let backups = machine.0.path().join("backups");
    fs::rename(machine.store().join("backups"), &backups).unwrap();
    fs::remove_dir_all(machine.store()).unwrap();
    fs::remove_dir_all(machine.0.path().join("state")).unwrap();
    let document = merged(&machine, &backups, &[]);
    assert_eq!(document["actions"], 2);
    let shown = machine.json(&["show", "ndxp"]);
    assert_eq!(shown["milestones"][0]["forecast"], "2027-02-28");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_there_are_neither_followed_nor_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use std::os::unix::fs::symlink;
    let (machine, other) = apart();
    let outside = machine.0.path().join("outside");
    fs::rename(other.join("journal"), &outside).unwrap();
    let name = journals_in(&outside);
    // A folder that is a link is nothing to read.
    symlink(&outside, other.join("journal")).unwrap();
    let run = merge(&machine, &other, &[]);
    assert_eq!(run.code, 1, "{run:?}");
    fs::remove_file(other.join("journal")).unwrap();
    fs::create_dir(other.join("journal")).unwrap();
    symlink(&name, other.join("journal/link.jsonl")).unwrap();
    let pipe = other.join("journal/pipe.jsonl");
    mknodat(CWD, pipe, FileType::Fifo, Mode::RWXU, 0).unwrap();
    fs::create_dir(other.join("journal/folder.jsonl")).unwrap();
    let run = merge(&machine, &other, &["--json"]);
    let document: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &document["actions"]), (3, &json!(0)));
    let faults = document["faults"].as_array().unwrap().iter();
    let named: Vec<&Value> = faults.map(|fault| &fault["file"]).collect();
    assert_eq!(named, ["folder.jsonl", "link.jsonl", "pipe.jsonl"]);
    // The folder that is named may be reached by a link.
    let link = machine.0.path().join("link");
    symlink(&outside, &link).unwrap();
    assert_eq!(merged(&machine, &link, &[])["actions"], 2);
}

#[cfg(unix)]
fn journals_in(folder: &Path) -> PathBuf {
    files(folder).remove(0).0
}

#[test]
fn a_line_of_a_newer_program_is_taken_byte_by_byte() {
    let (machine, other) = apart();
    let body = r#"{"v":2 , "who":["X"],"ch":{"ndxp/plan":{"forecast":"2027-01-09"}}"#;
    let line = format!("{body},\"h\":\"{}\"}}", LineId::of(body.as_bytes()));
    // As an editor of another system leaves it.
    let file = other.join("journal/newer.JSONL");
    fs::write(&file, format!("\u{feff}{line}\r\n")).unwrap();
    let run = merge(&machine, &other, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("3 thao tác: Lan (2), ? (1)"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("1 dòng của phiên bản mới hơn"),
        "{}",
        run.out
    );
    assert!(lines(&machine.store()).contains(&line));
}

#[test]
fn edits_by_hand_that_nobody_has_adopted_in_the_copy_are_named() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "forecast", "2027-01-05"]);
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let folder = other.display().to_string();
    assert!(!machine.ok(&["merge", &folder]).contains("tiendo adopt"));
    let view = other.join("store.json");
    let text = std::fs::read_to_string(&view).unwrap();
    std::fs::write(&view, text.replacen("2027-01-05", "2027-02-02", 1)).unwrap();
    let said = machine.ok(&["merge", &folder]);
    assert!(
        said.contains("tiendo adopt") && said.contains(&folder),
        "{said}"
    );
    assert_eq!(machine.json(&["merge", &folder])["edited"], true);
}

#[test]
fn a_copy_whose_readable_state_knows_more_than_its_journals_is_to_be_kept() {
    let machine = Machine::new();
    machine.ok(&["note", "ndxp", "một"]);
    let other = machine.0.path().join("other");
    copy(&machine.store(), &other);
    let folder = other.display().to_string();
    machine.ok(&["note", "ndxp", "hai", "--by", "Lan", "--store", &folder]);
    for (path, bytes) in journals(&other) {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.split_inclusive('\n');
        let left: String = lines.filter(|line| !line.contains("hai")).collect();
        fs::write(path, left).unwrap();
    }
    for more in [&["--dry-run"][..], &[]] {
        assert_eq!(merged(&machine, &other, more)["ahead"], true);
    }
    let said = merge(&machine, &other, &[]);
    assert!(said.out.contains("giữ lại thư mục đó"), "{said:?}");
    let sound = machine.0.path().join("sound");
    copy(&machine.store(), &sound);
    assert_eq!(merged(&machine, &sound, &[])["ahead"], false);
}
