//! Many processes of the real program on one store, some of them killed: what one of them said to be saved is there, once,
//! and every chain of lines is whole.

use std::collections::HashMap;
use std::process::{Child, Stdio};

use super::cases;
use crate::program::Machine;

/// Two words of three are recorded on milestones, of several platforms, the third on the platform itself.
const PLATFORMS: [&str; 4] = [
    "ndxp",
    "data-exchange",
    "national-blockchain",
    "animal-health",
];
const MILESTONES: [&str; 4] = ["plan", "publication", "needs", "operation"];
/// One of so many is killed.
const KILLED: usize = 4;

/// What became of the changes that were asked for.
#[derive(Debug, Default)]
struct Told {
    saved: Vec<String>,
    /// Of processes that were killed: there or not.
    open: Vec<String>,
}

/// A number that nobody foresees, but that is the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Starts the program, which is to record this text.
fn start(machine: &Machine, text: &str, number: usize) -> Child {
    let platform = PLATFORMS[number % PLATFORMS.len()];
    let milestone = MILESTONES[number / PLATFORMS.len() % MILESTONES.len()];
    let target = format!("{platform}/{milestone}");
    let mut command = match number % 3 {
        0 => machine.command(&["note", platform, text]),
        _ => machine.command(&["set", &target, "reason", text]),
    };
    command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Looks whether it has ended, at most so often; how often it looked.
fn watch(child: &mut Child, at_most: u64) -> u64 {
    let mut looked = 0;
    while looked < at_most && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
        looked += 1;
    }
    looked
}

/// Has its changes recorded one after the other, each by a process of its own.
fn work(machine: &Machine, who: usize, changes: usize) -> Told {
    let mut told = Told::default();
    let mut dice = Dice(who as u64);
    let mut life = 0;
    for number in 0..changes {
        let text = format!("{who} {number}");
        let mut child = start(machine, &text, who + number);
        let is_killed = number % KILLED == KILLED - 1;
        if is_killed {
            watch(&mut child, dice.below(life + life / 4 + 1));
            child.kill().unwrap();
        } else if number % KILLED == 0 {
            life = watch(&mut child, u64::MAX);
        }
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => told.saved.push(text),
            None if is_killed => told.open.push(text),
            _ => panic!("{text}: {output:?}"),
        }
    }
    told
}

/// So many writers at once; how many changes were told to be saved, how many processes were killed before that, and how
/// many of these left theirs all the same.
fn write(writers: usize, changes: usize) -> [usize; 3] {
    let machine = Machine::new();
    let told: Vec<Told> = std::thread::scope(|scope| {
        let machine = &machine;
        let workers: Vec<_> = (0..writers)
            .map(|who| scope.spawn(move || work(machine, who, changes)))
            .collect();
        let told = workers.into_iter().map(|worker| worker.join().unwrap());
        told.collect()
    });
    let log = machine.json(&["log"]);
    let mut recorded: HashMap<&str, usize> = HashMap::new();
    for entry in log.as_array().unwrap() {
        *recorded.entry(entry["to"].as_str().unwrap()).or_default() += 1;
    }
    for text in told.iter().flat_map(|told| &told.saved) {
        assert_eq!(recorded.remove(text.as_str()), Some(1), "{text}");
    }
    let mut left = 0;
    for text in told.iter().flat_map(|told| &told.open) {
        let times = recorded.remove(text.as_str());
        assert!(matches!(times, None | Some(1)), "{text}: {times:?}");
        left += times.unwrap_or_default();
    }
    assert!(recorded.is_empty(), "nobody asked for {recorded:?}");
    machine.ok(&["verify"]);
    let count = |of: fn(&Told) -> usize| told.iter().map(of).sum();
    [
        count(|told| told.saved.len()),
        count(|told| told.open.len()),
        left,
    ]
}

#[test]
fn processes_that_write_at_once_and_are_killed_keep_every_change_they_have_told_of() {
    let asked = cases(0).cases as usize;
    let changes = asked.clamp(12, 1000);
    for writers in [2, 4, 8] {
        let [saved, killed, left] = write(writers, changes);
        eprintln!(
            "{writers} writers: {saved} changes saved, {killed} processes killed, {left} of them behind their change"
        );
    }
}
