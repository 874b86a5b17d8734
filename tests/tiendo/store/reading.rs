//! How journals are read: which files, what was added, what is torn, how much of what is broken is named.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;
use tiendo::domain::Stamp;
use tiendo::store::disk::{Disk as _, RealDisk};
use tiendo::store::found::{Reading, Reason};
use tiendo::store::journal::Journals;
use tiendo::store::line::{BadLine, Body, Line, MAX_LEN};
use tiendo::store::{Store, other};

use super::fixture::{FixedSeats, JOURNALS, ROOT};
use super::sim::{Errno, SimDisk, Trouble};

/// The bytes of a line that says this, without its end.
fn line(text: &str) -> Vec<u8> {
    let body = Body::new(Stamp::ZERO, "a-0".into(), text.into(), "note");
    Line::seal(body).unwrap().1
}

/// A folder of journals and who reads it.
struct Desk {
    folder: TempDir,
    journals: Journals,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            journals: Journals::default(),
        }
    }

    fn append(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .unwrap();
        file.write_all(bytes).unwrap();
    }

    fn read(&mut self) -> Reading {
        let mut reading = Reading::default();
        let folder = self.folder.path();
        self.journals.read(&RealDisk, folder, &mut reading).unwrap();
        reading
    }

    /// What the lines say that are new, and where what is broken.
    fn news(&mut self) -> (Vec<String>, Vec<(usize, Reason)>) {
        let reading = self.read();
        let lines = reading.lines.into_iter().map(|line| line.body.by);
        let damage = reading.damage.into_iter();
        (
            lines.collect(),
            damage.map(|damage| (damage.line, damage.reason)).collect(),
        )
    }
}

fn bad(line: usize, reason: BadLine) -> (usize, Reason) {
    (line, Reason::Line(reason))
}

#[test]
fn every_jsonl_is_a_journal_but_no_hidden_one_and_nothing_else() {
    let mut desk = Desk::new();
    for name in [
        "a.jsonl",
        "copy of a.JSONL",
        ".a.jsonl",
        "a.json",
        "a.jsonl.tmp",
        "jsonl",
    ] {
        desk.append(name, &[line(name), b"\n".to_vec()].concat());
    }
    let (mut lines, damage) = desk.news();
    lines.sort();
    assert_eq!(
        (lines, damage),
        (vec!["a.jsonl".into(), "copy of a.JSONL".into()], vec![])
    );
}

#[test]
fn only_what_was_added_is_read_and_all_of_what_was_written_anew() {
    let mut desk = Desk::new();
    let text = |names: &[&str]| -> Vec<u8> {
        names
            .iter()
            .flat_map(|name| [line(name), b"\n".to_vec()].concat())
            .collect()
    };
    desk.append("a.jsonl", &text(&["one", "two"]));
    assert_eq!(desk.news().0, ["one", "two"]);
    assert_eq!(desk.news().0, [""; 0]);
    desk.append("a.jsonl", &text(&["three"]));
    assert_eq!(desk.news().0, ["three"]);
    // Without its line end a whole line counts, and counts again with it.
    desk.append("a.jsonl", &line("four"));
    assert_eq!(desk.news().0, ["four"]);
    desk.append("a.jsonl", b"\nbroken\n");
    assert_eq!(
        desk.news(),
        (vec!["four".into()], vec![bad(5, BadLine::Unreadable)])
    );
    let path = desk.folder.path().join("a.jsonl");
    fs::write(&path, text(&["five", "six", "seven"])).unwrap();
    assert_eq!(desk.news().0, ["five", "six", "seven"]);
    fs::write(&path, text(&["eight"])).unwrap();
    assert_eq!(desk.news().0, ["eight"], "shorter than before");
}

#[test]
fn a_last_line_that_does_not_grow_between_two_looks_was_torn_and_is_named_once() {
    let mut desk = Desk::new();
    let torn = &line("three")[..40];
    desk.append("a.jsonl", &[&line("one")[..], b"\n", torn].concat());
    assert_eq!(
        desk.news(),
        (vec!["one".into()], vec![]),
        "it is being written"
    );
    assert_eq!(desk.news().1, [bad(2, BadLine::Unfinished)]);
    assert_eq!(desk.news().1, []);
    desk.append("a.jsonl", b"\n");
    assert_eq!(desk.news().1, [], "it is the same");
    desk.append("a.jsonl", &[&line("two")[..], b"\nbroken\n"].concat());
    let broken = bad(4, BadLine::Unreadable);
    assert_eq!(desk.news(), (vec!["two".into()], vec![broken]));
    // One that goes on was not torn.
    let whole = line("five");
    desk.append("a.jsonl", &whole[..30]);
    assert_eq!(desk.news(), (vec![], vec![]));
    desk.append("a.jsonl", &whole[30..]);
    assert_eq!(desk.news(), (vec!["five".into()], vec![]));
}

#[test]
fn of_broken_lines_without_end_two_hundred_are_named_and_the_others_counted() {
    let mut desk = Desk::new();
    let broken = |from: usize, to: usize| -> Vec<u8> {
        let rows = (from..to).map(|number| format!("{number}\n"));
        rows.flat_map(String::into_bytes).collect()
    };
    desk.append("a.jsonl", &broken(0, 200));
    let reading = desk.read();
    assert_eq!((reading.damage.len(), reading.pieces.len()), (200, 200));
    assert_eq!(reading.damage[199].line, 200);
    desk.append("a.jsonl", &broken(200, 230));
    assert_eq!(desk.news().1, [(0, Reason::More(30))]);
    desk.append("a.jsonl", &broken(230, 231));
    assert_eq!(desk.news().1, [(0, Reason::More(1))]);
    desk.append("b.jsonl", &broken(0, 250));
    let reading = desk.read();
    assert_eq!((reading.damage.len(), reading.pieces.len()), (201, 200));
    assert_eq!(reading.damage[200].reason, Reason::More(50));
}

#[test]
fn long_files_are_read_in_pieces_and_a_line_without_end_hides_no_other() {
    let mut desk = Desk::new();
    let endless = vec![b'x'; MAX_LEN * 2 + MAX_LEN / 2];
    let long = line(&"y".repeat(MAX_LEN - 1000));
    assert!(long.len() < MAX_LEN);
    let rows: [&[u8]; 7] = [
        &line("one"),
        &endless,
        &line("two"),
        &long,
        b"broken",
        &long,
        &line("three"),
    ];
    for row in rows {
        desk.append("a.jsonl", &[row, b"\n"].concat());
    }
    let (lines, damage) = desk.news();
    let lines: Vec<String> = lines
        .iter()
        .map(|text| text.chars().take(5).collect())
        .collect();
    assert_eq!(lines, ["one", "two", "yyyyy", "yyyyy", "three"]);
    assert_eq!(
        damage,
        [bad(2, BadLine::TooLong), bad(5, BadLine::Unreadable)]
    );
    // One that grows past the bound while it is looked at is named once, and what follows is read.
    desk.append("a.jsonl", &endless[..MAX_LEN / 2]);
    assert_eq!(desk.news(), (vec![], vec![]));
    desk.append("a.jsonl", &endless[..MAX_LEN]);
    assert_eq!(desk.news().1, [bad(8, BadLine::TooLong)]);
    desk.append("a.jsonl", &endless[..MAX_LEN]);
    assert_eq!(desk.news(), (vec![], vec![]));
    desk.append(
        "a.jsonl",
        &[b"xxx\n", &line("four")[..], b"\nbroken\n"].concat(),
    );
    assert_eq!(
        desk.news(),
        (vec!["four".into()], vec![bad(10, BadLine::Unreadable)])
    );
}

#[test]
fn a_file_beyond_all_measure_is_named_and_not_read() {
    let mut desk = Desk::new();
    desk.append("a.jsonl", b"");
    let file = OpenOptions::new()
        .write(true)
        .open(desk.folder.path().join("a.jsonl"))
        .unwrap();
    file.set_len((1 << 30) + 1).unwrap();
    assert_eq!(desk.news().1, [(0, Reason::TooLarge)]);
    assert_eq!(desk.news().1, [], "once");
    assert!(desk.journals.is_unread("a.jsonl"));
    assert!(!desk.journals.is_unread("b.jsonl"));
    file.set_len(0).unwrap();
    desk.append("a.jsonl", &line("one"));
    assert_eq!(desk.news().0, ["one"]);
    assert!(!desk.journals.is_unread("a.jsonl"));
    let (nowhere, mut reading) = (Path::new("/nowhere/at/all"), Reading::default());
    let read = Journals::default().read(&RealDisk, nowhere, &mut reading);
    assert!(read.is_ok() && reading.lines.is_empty());
}

/// A store with journals of two others, each of some lines.
fn store_of_two() -> (SimDisk, Store) {
    let disk = SimDisk::new();
    disk.make_dir(Path::new(JOURNALS)).unwrap();
    for device in ["a", "b"] {
        put(&disk, device, &["1", "2", "3"]);
    }
    let seats = FixedSeats {
        device: "c".into(),
        first: 0,
    };
    let store = Store::new(Box::new(disk.clone()), ROOT.into(), Box::new(seats));
    (disk, store)
}

/// The journal of a device is now this.
fn put(disk: &SimDisk, device: &str, lines: &[&str]) {
    let lines = lines
        .iter()
        .map(|text| [line(text), b"\n".to_vec()].concat());
    let path = Path::new(JOURNALS).join(format!("{device}-0.jsonl"));
    disk.put(&path, &lines.collect::<Vec<_>>().concat());
}

#[test]
fn what_is_added_takes_nothing_away_and_two_that_are_cut_at_once_are_noticed_once() {
    let (disk, mut store) = store_of_two();
    assert_eq!(store.read().unwrap().lines.len(), 6);
    put(&disk, "a", &["1", "2", "3", "4", "5"]);
    let read = store.read().unwrap().lines.into_iter();
    assert_eq!(
        read.map(|line| line.body.by).collect::<Vec<_>>(),
        ["4", "5"]
    );
    assert!(!store.were_others_rewritten());
    put(&disk, "a", &["1"]);
    put(&disk, "b", &["1"]);
    store.read().unwrap();
    assert!(store.were_others_rewritten());
    assert!(!store.were_others_rewritten());
}

#[test]
fn a_line_is_unfinished_until_it_is_whole_or_known_to_be_torn() {
    let (disk, mut store) = store_of_two();
    let path = Path::new(JOURNALS).join("d-0.jsonl");
    let whole = line("4");
    let torn = &whole[..9];
    disk.put(&path, torn);
    store.read().unwrap();
    assert!(store.has_unfinished());
    disk.put(&path, &whole);
    store.read().unwrap();
    assert!(!store.has_unfinished());
    disk.put(&path, &[&whole, &b"\n"[..], torn].concat());
    store.read().unwrap();
    assert!(store.has_unfinished());
    store.read().unwrap();
    assert!(!store.has_unfinished());
}

/// The system may have dropped what it could not write, and say of the rest that it is held.
#[test]
fn a_journal_that_could_not_be_synced_is_never_said_to_be_held() {
    let calls = {
        let (disk, mut store) = store_of_two();
        store.read().unwrap();
        let before = disk.calls();
        store.hold().unwrap();
        disk.calls() - before
    };
    let (disk, mut store) = store_of_two();
    store.read().unwrap();
    // The last of them syncs a journal.
    disk.trouble([Trouble::Once(disk.calls() + calls - 1, Errno::Io)]);
    assert!(store.hold().is_err());
    for device in ["a", "b"] {
        put(&disk, device, &["1", "2", "3", "4"]);
    }
    assert_eq!(store.read().unwrap().lines.len(), 2);
    assert!(store.hold().is_err());
}

#[test]
fn a_folder_that_cannot_be_listed_is_not_taken_for_one_without_journals() {
    let (disk, _) = store_of_two();
    assert!(other::journals(&disk, Path::new(ROOT)).unwrap().is_some());
    disk.trouble([Trouble::Once(disk.calls(), Errno::Io)]);
    assert!(other::journals(&disk, Path::new(ROOT)).is_err());
}
