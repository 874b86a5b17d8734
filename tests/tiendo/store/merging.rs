//! Stores that were worked on apart are put together: whatever happens on the way, nothing is lost, and the next attempt
//! completes it.

use std::collections::BTreeSet;
use std::path::Path;

use tiendo::domain::Stamp;
use tiendo::replica::Replica;
use tiendo::replica::merging::MergeError;
use tiendo::store::disk::RealDisk;
use tiendo::store::line::{Body, Line, LineId};

use super::crash::ways;
use super::fixture::{JOURNALS, open, open_at, set, shown};
use super::home::{Home, days, set_day};
use super::sim::{Errno, Loss, Names, SimDisk, Trouble};

const OTHER: &str = "/home/mai/store";

fn give(replica: &mut Replica, field: &str, text: &str) {
    let recorded = replica.commit(&set("p1/plan", field, text));
    recorded.unwrap().saved.unwrap();
}

/// A store with two changes and another with two of its own, one of the same field; `begun`, the first is there at all.
fn two(begun: bool) -> SimDisk {
    let disk = SimDisk::new();
    if begun {
        let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
        give(&mut replica, "forecast", "2027-01-01");
        give(&mut replica, "forecast", "2027-01-02");
    }
    let there = open_at(Box::new(disk.clone()), Path::new(OTHER), "mai", 0);
    let mut there = there.unwrap();
    give(&mut there, "forecast", "2027-01-03");
    give(&mut there, "reason", "rain");
    disk.copy()
}

/// Recorded at one moment, they are in no order.
fn all_days(replica: &Replica) -> Vec<u8> {
    let mut all = days(replica);
    all.sort_unstable();
    all
}

fn ids(replica: &Replica) -> BTreeSet<LineId> {
    let lines = replica.fold().lines();
    lines.map(|line| line.id).collect()
}

/// Merges as a process of its own; whether it said that all came.
fn merge(disk: &SimDisk) -> bool {
    let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) else {
        return false;
    };
    let merged = replica.merge(disk, Path::new(OTHER));
    let _ = replica.write_view();
    merged.is_ok()
}

/// What is left opens by itself, before or after; all of it is there when it was said so, and else after the next merge.
fn holds(disk: &SimDisk, before: &SimDisk, said: bool, what: &str) {
    let reopen = |disk: &SimDisk| open(Box::new(disk.clone()), "lan", 0).unwrap();
    let whole = before.copy();
    assert!(merge(&whole));
    let (was, whole) = (reopen(before), reopen(&whole));
    let replica = reopen(disk);
    assert_eq!(replica.damage(), [], "{what}");
    let allowed = [ids(&was), ids(&whole)];
    assert!(
        allowed[usize::from(said)..].contains(&ids(&replica)),
        "{what}"
    );
    assert!(merge(disk), "{what}");
    let replica = reopen(disk);
    assert_eq!(ids(&replica), ids(&whole), "{what}");
    assert_eq!(shown(&replica), shown(&whole), "{what}");
    let files = disk.files(Path::new(JOURNALS));
    assert!(merge(disk), "{what}");
    assert_eq!(disk.files(Path::new(JOURNALS)), files, "{what}");
}

#[test]
fn a_crash_at_any_call_of_a_merge_leaves_a_store_that_the_next_one_completes() {
    for begun in [true, false] {
        let before = two(begun);
        for stop in 0.. {
            let disk = before.copy();
            disk.trouble(Some(Trouble::Stop(stop)));
            let said = merge(&disk);
            for (loss, names) in ways() {
                let what = format!("{begun}, stopped at call {stop}, {loss:?}, names {names:?}");
                let seed = ((names as u64) << 48) | stop as u64;
                let left = disk.after_power_cut(loss, names, seed);
                holds(&left, &before, said, &what);
            }
            let is_over = disk.calls() <= stop;
            // The next one, in which nothing may be new, is believed as well.
            disk.trouble(None);
            assert!(merge(&disk), "{begun}, after a stop at call {stop}");
            let left = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
            holds(
                &left,
                &before,
                true,
                &format!("{begun}, again after {stop}"),
            );
            if is_over {
                assert!(said && stop > 20, "{stop}");
                break;
            }
        }
    }
}

#[test]
fn an_error_at_any_call_of_a_merge_is_said_or_does_no_harm() {
    let before = two(true);
    let calls = {
        let disk = before.copy();
        assert!(merge(&disk));
        disk.calls()
    };
    for errno in Errno::ALL {
        for trouble in
            (0..calls).flat_map(|at| [Trouble::Once(at, errno), Trouble::Always(at, errno)])
        {
            let disk = before.copy();
            disk.trouble(Some(trouble));
            let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) else {
                continue;
            };
            let merged = replica.merge(&disk, Path::new(OTHER));
            // What could not be read there is named.
            let said = merged.is_ok_and(|merged| merged.damage.is_empty());
            let left = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
            let all = open(Box::new(left.copy()), "lan", 0).unwrap();
            let reason = ("p1/plan".to_owned(), "reason".to_owned());
            assert!(!said || shown(&all).contains_key(&reason), "{trouble:?}");
            holds(&left, &before, said, &format!("{trouble:?}"));
        }
    }
}

#[test]
fn a_device_that_was_copied_with_its_store_takes_a_name_of_its_own_after_a_merge() {
    let (home, other) = (Home::with(&[1]), Home::new());
    std::fs::create_dir_all(other.journals()).unwrap();
    let name = home.journal().file_name().unwrap().to_owned();
    std::fs::copy(home.journal(), other.journals().join(&name)).unwrap();
    let identity = |home: &Home| {
        let mut seats = std::fs::read_dir(home.other("a")).unwrap();
        seats.next().unwrap().unwrap().path().join("device")
    };
    other.open("a").undo().unwrap_err();
    std::fs::copy(identity(&home), identity(&other)).unwrap();
    set_day(&mut home.open("a"), 2);
    set_day(&mut other.open("a"), 3);
    let mut replica = home.open("a");
    let shared = replica.store().device();
    assert_eq!(shared, other.open("a").store().device());

    replica.merge(&RealDisk, &other.root()).unwrap();
    assert_ne!(replica.store().device(), shared);
    let merged = home.open("a");
    assert_eq!(all_days(&merged), [1, 2, 3]);
    assert_eq!(merged.fold().conflicts().len(), 1);
    set_day(&mut home.open("a"), 4);
    let merged = home.open("b");
    assert_eq!(all_days(&merged), [1, 2, 3, 4]);
    assert_eq!(merged.fold().conflicts(), []);
}

#[test]
fn lines_of_more_than_a_file_takes_come_in_several_and_all_of_them() {
    let (home, other) = (Home::with(&[1]), Home::with(&[2]));
    let (mut bytes, mut last) = (Vec::new(), None);
    for number in 0..6 {
        let by = "x".repeat(12_000_000 + number);
        let mut body = Body::new(Stamp::ZERO, "zzzzzzzz-0".into(), by, "note");
        body.prev = last;
        let (line, sealed) = Line::seal(body).unwrap();
        last = Some(line.id);
        bytes.extend(sealed);
        bytes.push(b'\n');
    }
    std::fs::write(other.journals().join("long.jsonl"), bytes).unwrap();
    let merged = home.open("b").merge(&RealDisk, &other.root()).unwrap();
    assert_eq!((merged.actions, merged.known, merged.newer), (7, 0, 0));
    assert_eq!((merged.lists, merged.by.len()), (0, 7));
    assert_eq!(merged.by["a"], 1);
    let names = home.paths().into_iter().filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("merged-")
    });
    let sizes: Vec<u64> = names.map(|path| path.metadata().unwrap().len()).collect();
    assert_eq!(sizes.len(), 2);
    assert!(sizes.iter().all(|size| *size <= 64 << 20), "{sizes:?}");
    let mut replica = home.open("b");
    let all = ids(&replica);
    assert!(ids(&other.open("b")).is_subset(&all));
    let again = replica.merge(&RealDisk, &other.root()).unwrap();
    assert!(again.is_nothing() && again.backup.is_none());
    assert_eq!((again.actions, again.known), (0, 7));
    assert!(matches!(
        replica.merge(&RealDisk, &home.other("nowhere")),
        Err(MergeError::NoJournals)
    ));
}

#[test]
fn a_journal_that_has_the_name_and_lost_its_lines_is_not_written_over() {
    let (home, other) = (Home::with(&[1]), Home::with(&[2]));
    let merge = || home.open("b").merge(&RealDisk, &other.root()).unwrap();
    merge();
    let mut paths = home.paths().into_iter();
    let is_merged = |path: &std::path::PathBuf| path.to_string_lossy().contains("merged-");
    let path = paths.find(is_merged).unwrap();
    std::fs::write(&path, "lost\n").unwrap();
    assert_eq!(merge().actions, 1);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "lost\n");
    assert_eq!(all_days(&home.open("b")), [1, 2]);
}
