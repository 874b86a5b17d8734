//! Conflicts, and who leads them.

use super::*;
use crate::replica::conflicts::{Conflict, Said};

fn conflict(target: &str, field: &str, lines: &[LineId]) -> Conflict {
    let said = |line: &LineId| Said {
        line: *line,
        target: target.to_owned(),
        field: field.to_owned(),
        by: None,
        value: None,
    };
    Conflict {
        target: target.to_owned(),
        field: field.to_owned(),
        values: lines.iter().map(said).collect(),
    }
}

#[test]
fn of_forty_thousand_conflicts_each_has_its_leader_at_once() {
    let lines = [LineId::of(b"one"), LineId::of(b"two")];
    let of_one = |n: usize| {
        let target = format!("p{n}/plan");
        ["reason", "state"].map(|field| conflict(&target, field, &lines))
    };
    let all: Vec<Conflict> = (0..20_000).flat_map(of_one).collect();
    let leaders = Conflict::leaders(&all);
    let led = leaders
        .chunks_exact(2)
        .filter(|two| **two == [Some("state"), None]);
    assert_eq!(led.count(), 20_000);
    let others = [
        conflict("p/plan", "state", &lines),
        conflict("p/plan", "reason", &lines[..1]),
        conflict("p/needs", "reason", &lines),
        conflict("p/plan", "forecast", &lines),
    ];
    assert_eq!(Conflict::leaders(&others), [None; 4]);
}
