//! Many writers at once: no change is lost, none doubled, and the chains hold.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use tiendo::replica::Replica;
use tiendo::store::fold::CATALOGUE;
use tiendo::store::line::LineId;
use tiendo::store::seat::{Seat, Seats};

use super::fixture::{FixedSeats, TARGETS, note, open, open_with, people, set};
use super::home::Home;
use super::sim::SimDisk;

const CHANGES: usize = 200;

/// Writes its changes, from processes that end now and then; returns the lines said to be saved.
fn work(home: &Home, device: &str, who: usize) -> Vec<LineId> {
    let mut replica = home.open(device);
    let saved = |replica: &mut Replica, number: usize| {
        let target = TARGETS[(who + number) % TARGETS.len()];
        let operation = match number % 3 {
            0 => note(target, &format!("{who} {number}")),
            _ => set(target, "reason", &format!("{who} {number}")),
        };
        let recorded = replica.commit(&operation).unwrap();
        recorded.saved.unwrap();
        recorded.id
    };
    let mut lines = Vec::new();
    for number in 0..CHANGES {
        if who.is_multiple_of(2) && number % 50 == 49 {
            replica = home.open(device);
        }
        lines.push(saved(&mut replica, number));
    }
    lines
}

#[test]
fn eight_writers_on_one_store_lose_nothing_double_nothing_and_keep_their_chains() {
    let home = Home::new();
    let saved: Vec<LineId> = std::thread::scope(|scope| {
        let home = &home;
        let workers: Vec<_> = (0..8)
            .map(|who| scope.spawn(move || work(home, ["a", "b", "c"][who % 3], who)))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let replica = home.open("d");
    assert!(replica.damage().is_empty());
    assert_eq!(saved.iter().collect::<HashSet<_>>().len(), 8 * CHANGES);
    assert!(saved.iter().all(|id| replica.fold().line(*id).is_some()));
    assert_eq!(people(&replica), 8 * CHANGES);
    assert_chained(&replica);
}

/// Each writer's lines are one chain: one without a line before it, and no line before two.
fn assert_chained(replica: &Replica) {
    let mut before: HashMap<(&str, Option<LineId>), usize> = HashMap::new();
    for line in replica
        .fold()
        .lines()
        .filter(|line| line.body.writer != CATALOGUE)
    {
        *before
            .entry((&line.body.writer, line.body.prev))
            .or_default() += 1;
        if let Some(prev) = line.body.prev {
            assert_eq!(
                replica.fold().line(prev).unwrap().body.writer,
                line.body.writer
            );
        }
    }
    assert!(
        before.values().all(|followers| *followers == 1),
        "a chain is forked"
    );
}

/// A seat that another process still writes from until it is given out.
#[derive(Debug)]
struct LateSeats(Arc<Mutex<Replica>>);

impl Seats for LateSeats {
    fn device(&self) -> Option<String> {
        Some("lan".to_owned())
    }

    fn claim(&mut self, after: Option<&Seat>) -> std::io::Result<Seat> {
        let mut other = self.0.lock().unwrap();
        let recorded = other
            .commit(&set("p1/plan", "reason", "the last word"))
            .unwrap();
        recorded.saved.unwrap();
        let mut seats = FixedSeats {
            device: "lan".to_owned(),
            first: 0,
        };
        seats.claim(after)
    }
}

#[test]
fn who_takes_a_seat_sees_the_last_line_of_who_had_it() {
    let disk = SimDisk::new();
    let other = Arc::new(Mutex::new(open(Box::new(disk.clone()), "lan", 0).unwrap()));
    let root = std::path::Path::new(super::fixture::ROOT);
    let mut replica = open_with(Box::new(disk), root, Box::new(LateSeats(other)), "lan").unwrap();
    let recorded = replica.commit(&set("p1/plan", "reason", "mine")).unwrap();
    recorded.saved.unwrap();
    assert_chained(&replica);
    assert!(replica.fold().conflicts().is_empty());
    let line = replica.fold().line(recorded.id).unwrap();
    assert!(line.body.prev.is_some());
}
