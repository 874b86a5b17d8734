//! Every crash point: the process stops at the k-th call, or the k-th call fails, for every k; the power goes, with every
//! kind of loss; then the store opens by itself to what was acknowledged, plus possibly what was in flight.

use std::path::Path;

use tiendo::domain::Operation;
use tiendo::replica::Replica;
use tiendo::store::disk::Disk;
use tiendo::store::line::Line;
use tiendo::store::verify::{Chain, chains};

use super::fixture::{JOURNALS, Shown, Step, done, note, open, people, set, shown, toggle};
use super::sim::{Errno, Loss, Names, SimDisk, Trouble};

/// What lies between the program and the disk: nothing, or something that spoils it.
pub(super) type Under = fn(SimDisk) -> Box<dyn Disk>;

pub(super) fn honest(disk: SimDisk) -> Box<dyn Disk> {
    Box::new(disk)
}

/// What is done, and what a person then expects to see.
pub(super) struct Script {
    steps: Vec<Step>,
    /// Before the first step, and after each.
    expected: Vec<Shown>,
}

impl Script {
    pub(super) fn new() -> Self {
        // Pieces of a long text that change places still make a text.
        let words: String = (100..140)
            .flat_map(|n| ["word number ".to_owned(), n.to_string(), ".".to_owned()])
            .collect();
        let all = ["p1/plan", "p1/trial", "p2/plan", "p2/trial"];
        let mut script = Self {
            steps: Vec::new(),
            expected: vec![Shown::new()],
        };
        script.add(done("p1/plan"), &[("p1/plan", "actual", TODAY)]);
        script.add(
            set("p1/plan", "forecast", "2027-01-31"),
            &[("p1/plan", "forecast", "2027-01-31")],
        );
        script.add(
            set("p1/plan", "forecast", "2027-02-28"),
            &[("p1/plan", "forecast", "2027-02-28")],
        );
        script.add(
            toggle(&all),
            &all[1..]
                .iter()
                .map(|target| (*target, "actual", TODAY))
                .collect::<Vec<_>>(),
        );
        script.add(
            note("p2/plan", &words),
            &[("p2/plan", &format!("note {words}"), "")],
        );
        script.go(Step::Undo, 4);
        script.go(Step::Undo, 3);
        script.go(Step::Redo, 4);
        script.add(
            toggle(&all[..2]),
            &[("p1/plan", "actual", ""), ("p1/trial", "actual", "")],
        );
        script
    }

    /// An operation, and the values that change.
    fn add(&mut self, operation: Operation, values: &[(&str, &str, &str)]) {
        let mut shown = self.expected.last().unwrap().clone();
        for (thing, field, value) in values {
            let key = ((*thing).to_owned(), (*field).to_owned());
            if value.is_empty() && *field == "actual" {
                shown.remove(&key);
            } else {
                shown.insert(key, (*value).to_owned());
            }
        }
        self.steps.push(Step::Do(operation));
        self.expected.push(shown);
    }

    /// A step after which all is as it was after step `like`.
    fn go(&mut self, step: Step, like: usize) {
        self.steps.push(step);
        self.expected.push(self.expected[like].clone());
    }

    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Runs until a change is not saved; how many were.
    pub(super) fn run(&self, disk: Box<dyn Disk>) -> usize {
        let Ok(mut replica) = open(disk, "lan", 0) else {
            return 0;
        };
        let saved = |step: &&Step| {
            step.take(&mut replica)
                .is_ok_and(|recorded| recorded.saved.is_ok())
        };
        let saved = self.steps.iter().take_while(saved).count();
        let _ = replica.write_view();
        saved
    }

    /// How many calls it takes on a disk that is well.
    fn run_alone(&self) -> usize {
        let disk = SimDisk::new();
        assert_eq!(self.run(honest(disk.clone())), self.len());
        disk.calls()
    }

    /// Whether a store holds the changes acknowledged, plus possibly the next.
    fn check(&self, replica: &Replica, saved: usize, what: &str) -> Result<(), String> {
        let now = shown(replica);
        let allowed = &self.expected[saved..self.expected.len().min(saved + 2)];
        if !allowed.contains(&now) {
            return Err(format!(
                "{what}: {saved} saved, but the store shows {now:?}"
            ));
        }
        let conflicts = replica.fold().conflicts();
        if !conflicts.is_empty() {
            return Err(format!("{what}: {conflicts:?}"));
        }
        Ok(())
    }
}

pub(super) const TODAY: &str = "2026-11-23";

/// What is left opens by itself, as this device and as another, holds what it must, and can be written on.
fn reopens(
    script: &Script,
    disk: &SimDisk,
    under: Under,
    saved: usize,
    what: &str,
) -> Result<(), String> {
    for device in ["lan", "mai"] {
        let disk = disk.copy();
        let failed = |error: &dyn std::fmt::Debug| format!("{what}: {error:?}");
        let mut replica = open(under(disk.clone()), device, 0).map_err(|error| failed(&error))?;
        script.check(&replica, saved, what)?;
        let recorded = replica
            .commit(&set("p2/trial", "reason", "after"))
            .map_err(|error| failed(&error))?;
        recorded.saved.map_err(|error| failed(&error))?;
        let files = disk.files(Path::new(JOURNALS));
        let mut raw = files
            .iter()
            .flat_map(|(_, bytes)| bytes.split(|byte| *byte == b'\n'));
        if !raw.any(|raw| Line::open(raw).is_ok_and(|line| line.id == recorded.id)) {
            return Err(format!(
                "{what}: what was written after it is no line of its own"
            ));
        }
        let lost = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
        let again = open(under(lost), device, 0).map_err(|error| failed(&error))?;
        if shown(&again) != shown(&replica) {
            return Err(format!("{what}: what was written after it is gone"));
        }
        let lists = again.fold().lines().len() - people(&again);
        let on_disk = disk
            .files(Path::new(JOURNALS))
            .iter()
            .any(|(_, bytes)| bytes.windows(8).any(|bytes| bytes == b"\"import\""));
        if lists != 1 || !on_disk {
            return Err(format!("{what}: the list is not in the store"));
        }
    }
    Ok(())
}

/// Stops at every call, loses in every way; how many crashes there were.
pub(super) fn crashes(script: &Script, under: Under) -> Result<usize, String> {
    let mut crashes = 0;
    for stop in 0.. {
        let disk = SimDisk::new();
        disk.trouble(Some(Trouble::Stop(stop)));
        let saved = script.run(under(disk.clone()));
        for (loss, names) in ways() {
            let seeds = match (loss, names) {
                (Loss::Reordered, _) => 6,
                (Loss::Kept | Loss::Lost, Names::Kept | Names::Lost) => 1,
                _ => 3,
            };
            for seed in 0..seeds {
                let what =
                    format!("stopped at call {stop}, {loss:?}, names {names:?}, seed {seed}");
                let left = disk.after_power_cut(
                    loss,
                    names,
                    ((names as u64) << 48) | (seed << 32) | stop as u64,
                );
                reopens(script, &left, under, saved, &what)?;
                crashes += 1;
            }
        }
        if disk.calls() <= stop {
            break;
        }
    }
    Ok(crashes)
}

pub(super) fn ways() -> impl Iterator<Item = (Loss, Names)> {
    Loss::ALL
        .into_iter()
        .flat_map(|loss| Names::ALL.map(|names| (loss, names)))
}

/// Trouble at the `at`-th call, after which the disk is well again: what was acknowledged is there, what was not
/// is kept and saved by the next attempt.
fn troubled(script: &Script, trouble: &[Trouble]) -> (usize, bool) {
    let disk = SimDisk::new();
    disk.trouble(trouble.iter().copied());
    let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0) else {
        return (disk.calls(), false);
    };
    let mut failed = false;
    for (number, step) in script.steps.iter().enumerate() {
        let recorded = step.take(&mut replica).unwrap();
        assert_eq!(shown(&replica), script.expected[number + 1], "{trouble:?}");
        if recorded.saved.is_err() {
            failed = true;
            assert!(replica.unsaved() > 0, "{trouble:?}");
            // What was saved before is untouched; the power may go now.
            let left = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
            let saved = number + 1 - (replica.unsaved().min(number + 1));
            let there = open(Box::new(left), "lan", 0).unwrap();
            let is_meddled = matches!(trouble, [Trouble::Delete(_) | Trouble::Swap(_), ..]);
            assert!(is_meddled || people(&there) >= saved, "{trouble:?}");
            if matches!(trouble, [Trouble::Always(..)]) {
                disk.trouble(None);
            }
            replica
                .save()
                .unwrap_or_else(|error| panic!("{trouble:?}: {error}"));
        }
        assert_eq!(replica.unsaved(), 0);
        let left = disk.after_power_cut(Loss::Lost, Names::Lost, 0);
        let what = format!("{trouble:?} after step {number}");
        let there = open(Box::new(left), "lan", 0).unwrap();
        assert_eq!(shown(&there), script.expected[number + 1], "{what}");
        let torn = there.damage().len();
        assert!(
            torn <= 1 + usize::from(failed) || trouble.len() > 1,
            "{what}"
        );
    }
    (disk.calls(), failed)
}

#[test]
fn a_crash_at_any_call_leaves_what_was_saved_and_possibly_what_was_in_flight() {
    let script = Script::new();
    assert!(script.run_alone() > 50);
    let crashes = crashes(&script, honest).unwrap();
    assert!(crashes > 4000, "{crashes} crashes");
    println!("{crashes} crashes");
}

#[test]
fn an_error_at_any_call_loses_nothing_and_what_was_not_saved_is_saved_later() {
    let script = Script::new();
    let (mut injected, mut failures) = (0, 0);
    for errno in Errno::ALL {
        for way in [Trouble::Once, Trouble::Always] {
            for at in 0.. {
                let (calls, failed) = troubled(&script, &[way(at, errno)]);
                injected += 1;
                failures += usize::from(failed);
                // A disk that is well again counts on.
                if calls <= at || at > 400 {
                    break;
                }
            }
        }
    }
    println!("{injected} errors, {failures} of them told as not saved");
    assert!(failures > 200, "{failures} failures");
}

#[test]
fn a_journal_deleted_or_swapped_before_any_call_is_written_again() {
    let script = Script::new();
    for way in [Trouble::Delete, Trouble::Swap] {
        for at in 0.. {
            let (calls, failed) = troubled(&script, &[way(at)]);
            assert!(!failed, "{:?}", way(at));
            if calls <= at {
                break;
            }
        }
    }
}

#[test]
fn a_journal_deleted_or_swapped_and_an_error_soon_after_lose_nothing() {
    let script = Script::new();
    let calls = script.run_alone();
    for way in [Trouble::Delete, Trouble::Swap] {
        for errno in [Errno::Io, Errno::NoSpace] {
            for at in 0..calls {
                for error in at..at + 9 {
                    troubled(&script, &[way(at), Trouble::Once(error, errno)]);
                }
                // Again, when the lines are just being written again.
                troubled(
                    &script,
                    &[way(at), Trouble::Once(at + 6, errno), way(at + 14)],
                );
            }
        }
    }
}

#[test]
fn two_errors_at_any_two_calls_of_a_process_break_no_chain() {
    let before = SimDisk::new();
    save_one(
        &mut open(Box::new(before.clone()), "lan", 0).unwrap(),
        "one",
    );
    let count = before.copy();
    save_one(&mut open(Box::new(count.clone()), "lan", 0).unwrap(), "two");
    let pairs = (0..count.calls()).flat_map(|one| (0..one).map(move |two| [two, one]));
    for (errno, at) in pairs.flat_map(|at| Errno::ALL.map(|errno| (errno, at))) {
        let disk = before.copy();
        disk.trouble(at.map(|call| Trouble::Once(call, errno)));
        if let Ok(mut replica) = open(Box::new(disk.clone()), "lan", 0)
            && let Ok(recorded) = replica.commit(&set("p1/plan", "reason", "two"))
            && recorded.saved.is_err()
        {
            disk.trouble(None);
            replica.save().unwrap();
        }
        disk.trouble(None);
        let mut replica = open(Box::new(disk), "lan", 0).unwrap();
        save_one(&mut replica, "three");
        let now = replica.fold().latest().timestamp();
        let chains = chains(replica.fold(), now);
        assert!(
            chains.iter().all(Chain::is_sound),
            "{errno:?} at {at:?}: {chains:?}"
        );
        assert!(people(&replica) >= 2, "{errno:?} at {at:?}");
    }
}

fn save_one(replica: &mut Replica, reason: &str) {
    let recorded = replica.commit(&set("p1/plan", "reason", reason)).unwrap();
    recorded.saved.unwrap();
}
