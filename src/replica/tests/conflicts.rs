//! Conflicts, and who leads them.

use super::*;
use crate::domain::MilestoneId;
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
fn a_change_by_itself_contradicts_nothing() {
    let home = Home::new();
    let mut replica = home.open("a");
    let toggle = || Operation::Toggle {
        targets: vec![MilestoneId {
            platform: "ndxp".parse().unwrap(),
            kind: "plan".parse().unwrap(),
        }],
    };
    let hold = |state: &str| Operation::Edit {
        targets: vec!["ndxp/plan".parse().unwrap()],
        fields: vec![
            ("state".to_owned(), state.to_owned()),
            ("reason".to_owned(), "chờ".to_owned()),
        ],
    };
    let steps = [
        set("ndxp/plan", "forecast", "2027-01-05"),
        set("ndxp/plan", "forecast", "2027-01-06"),
        hold("on_hold"),
        toggle(),
        hold("on_hold"),
        toggle(),
        hold("open"),
        toggle(),
        toggle(),
    ];
    for step in steps {
        // Some are refused.
        let _ = replica.commit(&step);
        assert_eq!(replica.conflicts(), [], "{step:?}");
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

#[test]
fn a_conflict_is_of_one_field_where_its_values_are_and_of_two_where_they_are_of_two() {
    let (held, done) = (
        ("state", Some(text("on_hold"))),
        ("actual", Some(text("2026-11-01"))),
    );
    let (cancelled, no) = (("state", Some(text("cancelled"))), ("added", None));
    let yes = ("added", Some(Value::Bool(true)));
    for (target, one, other, is_of_two) in [
        ("ndxp/plan", &held, done, true),
        ("ndxp/plan", &held, cancelled, false),
        ("p9", &yes, no, false),
    ] {
        let home = Home::new();
        let mut replica = home.open("a");
        for said in [one.clone(), other] {
            say(&mut replica, target, &[said]);
        }
        let conflicts = replica.conflicts();
        let [conflict] = &conflicts[..] else {
            panic!("{conflicts:?}");
        };
        assert_eq!(conflict.is_of_two_fields(), is_of_two, "{conflict:?}");
        assert!(!conflict.is_of_addition(), "{conflict:?}");
    }
}

#[test]
fn a_value_that_would_be_typed_as_another_one_is_not_said_to_be_chosen_by_typing_it() {
    for (shown, typed) in [("rain", Some("rain")), ("rain ", None)] {
        let home = Home::new();
        let mut replica = home.open("a");
        for said in ["snow", shown] {
            say(&mut replica, "ndxp/plan", &[("obstacle", Some(text(said)))]);
        }
        let conflict = replica.conflicts().remove(0);
        assert_eq!(replica.typed_choice(&conflict).as_deref(), typed);
    }
}
