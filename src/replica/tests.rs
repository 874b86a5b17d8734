//! The door, on a real folder.

use std::path::PathBuf;

use super::*;
use crate::domain::catalogue;
use crate::store::disk::RealDisk;
use crate::store::line::LineChange;
use crate::store::seat::PrivateSeats;

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One more process of device `device` on the one store.
    fn open(&self, device: &str) -> Replica {
        let list = catalogue::parse(catalogue::EMBEDDED).unwrap();
        self.open_with(list, device)
    }

    /// The same with this list to begin from.
    fn open_with(&self, list: Additions, device: &str) -> Replica {
        let root = self.0.path().join("store");
        let seats = PrivateSeats::new(&self.0.path().join(device), &root);
        let store = Store::new(Box::new(RealDisk), root, Box::new(seats));
        let clock = Clock::of(Some("2026-11-23T07:14:05Z")).unwrap();
        let author = Author {
            by: device.to_owned(),
            clock,
            zone: TimeZone::UTC,
        };
        Replica::open(store, author, list).unwrap()
    }

    /// Brings the journals of another store that are not here yet, as by a shared folder.
    fn take_from(&self, other: &Self) {
        let journals = |home: &Self| home.0.path().join("store/journal");
        std::fs::create_dir_all(journals(self)).unwrap();
        for entry in std::fs::read_dir(journals(other)).unwrap() {
            let entry = entry.unwrap();
            let to = journals(self).join(entry.file_name());
            if !to.exists() {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }

    fn view(&self) -> PathBuf {
        self.0.path().join("store/store.json")
    }

    /// The journal of this process.
    fn journal_of(&self, replica: &Replica) -> PathBuf {
        let device = replica.store.device().unwrap();
        self.0
            .path()
            .join(format!("store/journal/{device}-0.jsonl"))
    }
}

/// Records these values of a thing without any knowledge of what stands.
fn say(replica: &mut Replica, target: &str, values: &[(&str, Option<Value>)]) -> LineId {
    replica.sync().unwrap();
    let mut body = replica.begin().unwrap();
    "set".clone_into(&mut body.action);
    let change = |(field, to): &(&str, Option<Value>)| LineChange {
        entity: target.to_owned(),
        field: (*field).to_owned(),
        was: None,
        to: to.clone(),
        over: Vec::new(),
    };
    body.changes = values.iter().map(change).collect();
    replica.record(body, None).unwrap().id
}

fn text(text: &str) -> Value {
    Value::from(text)
}

fn set(target: &str, field: &str, text: &str) -> Operation {
    Operation::Set {
        target: target.parse().unwrap(),
        field: field.into(),
        text: text.into(),
    }
}

fn value(replica: &Replica, target: &str, field: &str) -> Option<String> {
    replica
        .fold()
        .field(target, field)
        .0
        .map(|value| value.to_string())
}

#[test]
fn a_change_is_there_when_the_store_is_opened_again() {
    let home = Home::new();
    let mut replica = home.open("a");
    assert!(
        !home.0.path().join("store").exists(),
        "looking makes nothing"
    );
    let recorded = replica
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    assert!(recorded.saved.is_ok());
    assert_eq!(
        value(&home.open("a"), "ndxp/plan", "forecast").as_deref(),
        Some("2027-01-31")
    );
}

#[test]
fn undo_and_redo_work_after_opening_again() {
    let home = Home::new();
    home.open("a")
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    home.open("a")
        .commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap();
    let forecast = || value(&home.open("a"), "ndxp/plan", "forecast");
    home.open("a").undo().unwrap();
    assert_eq!(forecast().as_deref(), Some("2027-01-31"));
    home.open("a").undo().unwrap();
    assert_eq!(forecast(), None);
    assert!(matches!(
        home.open("a").undo(),
        Err(CommitError::NothingToUndo)
    ));
    home.open("a").redo().unwrap();
    assert_eq!(forecast().as_deref(), Some("2027-01-31"));
    home.open("a").redo().unwrap();
    assert_eq!(forecast().as_deref(), Some("2027-02-28"));
    assert!(matches!(
        home.open("a").redo(),
        Err(CommitError::NothingToRedo)
    ));
    home.open("a").undo().unwrap();
    home.open("a")
        .commit(&set("ndxp/plan", "reason", "x"))
        .unwrap();
    assert!(
        matches!(home.open("a").redo(), Err(CommitError::NothingToRedo)),
        "a new action ends redo"
    );
}

#[test]
fn undo_leaves_alone_what_somebody_changed_since() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    mine.commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    theirs
        .commit(&set("ndxp/plan", "forecast", "2027-03-31"))
        .unwrap();
    let undone = mine.undo().unwrap();
    assert_eq!((undone.changes.len(), undone.kept.len()), (0, 1));
    for replica in [&mine, &home.open("b")] {
        assert_eq!(
            value(replica, "ndxp/plan", "forecast").as_deref(),
            Some("2027-03-31")
        );
    }
    theirs.undo().unwrap();
    assert_eq!(value(&home.open("a"), "ndxp/plan", "forecast"), None);
}

#[test]
fn windows_see_each_other_and_edits_in_turn_are_no_conflict() {
    let home = Home::new();
    let (mut one, mut two) = (home.open("a"), home.open("a"));
    one.commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    two.commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap();
    let news = one.sync().unwrap();
    assert!(
        news.assignments
            .iter()
            .any(|assignment| assignment.field == "forecast")
    );
    assert_eq!(
        value(&one, "ndxp/plan", "forecast").as_deref(),
        Some("2027-02-28")
    );
    assert!(one.fold().conflicts().is_empty());
}

#[test]
fn stores_that_began_apart_from_one_list_merge_and_list_their_conflict() {
    let (home, other) = (Home::new(), Home::new());
    home.open("a")
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    other
        .open("b")
        .commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap();
    home.take_from(&other);
    let mut merged = home.open("a");
    assert_eq!(merged.programme().platforms().len(), 55);
    assert_eq!(merged.fold().conflicts().len(), 1);
    merged
        .commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap();
    assert!(home.open("a").fold().conflicts().is_empty());
}

#[test]
fn equal_data_gives_an_equal_view() {
    let home = Home::new();
    let mut replica = home.open("a");
    replica
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    replica.write_view().unwrap();
    let path = home.0.path().join("store/store.json");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        serde_json::from_str::<serde_json::Value>(&text).is_ok(),
        "{text}"
    );
    std::fs::remove_file(&path).unwrap();
    home.open("b").write_view().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_thing_says_who_touched_it_last_and_the_list_touches_nothing() {
    let home = Home::new();
    let mut mine = home.open("a");
    let touched = |replica: &Replica| {
        let platform = replica.programme().platform(&"ndxp".parse().unwrap());
        let milestone = platform.unwrap().milestone(&"plan".parse().unwrap());
        milestone.unwrap().touch.clone().map(|touch| touch.by)
    };
    assert_eq!(touched(&mine), None);
    mine.commit(&set("ndxp/plan", "obstacle", "x")).unwrap();
    assert_eq!(touched(&mine).as_deref(), Some("a"));
    let mut theirs = home.open("b");
    theirs.commit(&set("ndxp/plan", "proposal", "y")).unwrap();
    mine.sync().unwrap();
    for replica in [&mine, &theirs, &home.open("c")] {
        assert_eq!(touched(replica).as_deref(), Some("b"));
    }
    mine.undo().unwrap();
    for replica in [&mine, &home.open("c")] {
        assert_eq!(touched(replica).as_deref(), Some("a"), "an undo is a touch");
    }
}

/// A list of one platform.
fn small_list() -> Additions {
    [
        ("ministry:m", "ministry"),
        ("p1", "ministry"),
        ("kind:plan", "short_vi"),
    ]
    .map(|(entity, field)| {
        let value = Value::from("m");
        (entity.parse().unwrap(), [(field.to_owned(), value)].into())
    })
    .into()
}

fn platforms(replica: &Replica) -> usize {
    replica.programme().platforms().count()
}

#[test]
fn a_list_that_is_lost_is_that_of_the_program_and_written_once_it_is_given_up() {
    let home = Home::new();
    home.open("a").commit(&set("ndxp", "weight", "2")).unwrap();
    let mut other = home.open("b");
    other.commit(&set("ndxp", "weight", "3")).unwrap();
    let journal = home.journal_of(&home.open("a"));
    std::fs::remove_file(journal).unwrap();
    let mut again = home.open("b");
    assert_eq!(platforms(&again), 55);
    assert_eq!(value(&again, "ndxp", "weight").as_deref(), Some("3"));
    again.commit(&set("ndxp", "weight", "4")).unwrap();
    assert_eq!(platforms(&home.open_with(Additions::default(), "c")), 0);
    let plan = again.plan_repair();
    again.repair(&plan).unwrap();
    again.commit(&set("ndxp", "weight", "5")).unwrap();
    assert_eq!(platforms(&home.open_with(Additions::default(), "c")), 55);
}

#[test]
fn a_list_that_only_cannot_be_read_gets_no_second_one_beside_it() {
    type Hide = fn(&std::path::Path);
    let hides: [(&str, Hide); 3] = [
        ("altered", |path| {
            let mut bytes = std::fs::read(path).unwrap();
            bytes[60] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }),
        ("no file", |path| {
            std::fs::remove_file(path).unwrap();
            std::fs::create_dir(path).unwrap();
        }),
        ("away", |path| std::fs::remove_file(path).unwrap()),
    ];
    for (how, hide) in hides {
        let home = Home::new();
        let mut first = home.open_with(small_list(), "a");
        first.commit(&set("p1", "weight", "2")).unwrap();
        first.write_view().unwrap();
        let journal = home.journal_of(&first);
        drop(first);
        let bytes = std::fs::read(&journal).unwrap();
        hide(&journal);
        let mut other = home.open("b");
        let recorded = other.commit(&set("ndxp", "weight", "4")).unwrap();
        assert!(recorded.saved.is_ok(), "{how}");
        if how == "altered" {
            std::fs::remove_file(home.0.path().join("store/store.json")).unwrap();
            let plan = other.plan_repair();
            other.repair(&plan).unwrap();
            let mut settled = home.open("d");
            settled.commit(&set("ndxp", "weight", "5")).unwrap();
            // Nobody waits for it any more.
            assert_eq!(settled.list, None);
            continue;
        }
        drop(other);
        let _ = std::fs::remove_dir(&journal);
        std::fs::write(&journal, bytes).unwrap();
        let again = home.open_with(small_list(), "c");
        let lists = again.fold().lines().filter(|line| is_of_catalogue(line));
        assert_eq!((lists.count(), platforms(&again)), (1, 1), "{how}");
        assert_eq!(again.fold().conflicts(), [], "{how}");
    }
}

#[test]
fn lists_that_began_apart_are_one_when_they_meet_also_while_they_are_looked_at() {
    let (home, elsewhere) = (Home::new(), Home::new());
    home.open("a").commit(&set("ndxp", "weight", "2")).unwrap();
    let mut small = elsewhere.open_with(small_list(), "b");
    small.commit(&set("p1", "weight", "2")).unwrap();
    let mut shown = home.open("c");
    home.take_from(&elsewhere);
    shown.sync().unwrap();
    assert_eq!(platforms(&shown), 56);
    assert_eq!(
        shown.fold().lines().len(),
        home.open("d").fold().lines().len()
    );
}

#[test]
fn a_list_that_was_only_assumed_gives_way_to_the_one_that_another_process_brings() {
    let home = Home::new();
    let mut waiting = home.open("a");
    let mut other = home.open_with(small_list(), "b");
    let recorded = other.commit(&set("p1", "weight", "2")).unwrap();
    assert!(recorded.saved.is_ok());
    assert!(other.begins_from_given());
    assert!(!home.open("c").begins_from_given(), "its list is ignored");
    let mut board = waiting.programme().clone();
    board.apply(&waiting.sync().unwrap().assignments);
    for programme in [waiting.programme(), &board] {
        let shown: Vec<_> = programme
            .platforms()
            .map(|platform| platform.id.as_str())
            .collect();
        assert_eq!(shown, ["p1"]);
        assert_eq!(programme.ministries().count(), 1);
    }
}

mod choosing;
mod conflicts;
mod health;
mod history;
mod list;
mod readable;
mod recording;
mod rescue;
mod work;
