//! What the readable state knows of a line that is lost, once that is dealt with.

use super::*;
use crate::replica::repair::Step;

/// A store whose readable state says a reason, and then something else.
fn store() -> Home {
    let home = Home::new();
    let mut replica = home.open("a");
    replica.commit(&set("ndxp/plan", "reason", "rain")).unwrap();
    replica.commit(&set("ndxp/plan", "obstacle", "x")).unwrap();
    replica.write_view().unwrap();
    home
}

/// Takes the line that says the reason out of its journal.
fn lose(home: &Home) {
    let journal = home.journal_of(&home.open("a"));
    let text = std::fs::read_to_string(&journal).unwrap();
    let lines = text.split_inclusive('\n');
    let kept: String = lines.filter(|line| !line.contains("\"rain\",[")).collect();
    assert_ne!(kept, text);
    std::fs::write(journal, kept).unwrap();
    let _ = std::fs::remove_dir_all(home.0.path().join("store/backups"));
}

#[test]
fn a_rescued_value_that_is_taken_back_is_in_the_readable_state_no_more() {
    let home = store();
    lose(&home);
    let mut replica = home.open("a");
    let plan = replica.plan_repair();
    assert!(plan.steps.contains(&Step::Rescue(1)), "{:?}", plan.steps);
    replica.repair(&plan).unwrap();
    let rescued = replica.fold().lines().last().unwrap().id;
    let back = Reversal {
        line: rescued.to_string(),
        change: None,
    };
    replica.revert(&back).unwrap();
    replica.write_view().unwrap();
    let view = std::fs::read_to_string(home.view()).unwrap();
    assert!(!view.contains("\"rain\""), "{view}");
}

#[test]
fn of_a_lost_value_that_somebody_knew_or_has_said_too_nothing_is_rescued_or_kept() {
    for (reason, knows) in [("snow", true), ("rain", false)] {
        let (home, elsewhere) = (store(), Home::new());
        let theirs = if knows { &home } else { &elsewhere };
        let mut other = theirs.open("b");
        other.commit(&set("ndxp/plan", "reason", reason)).unwrap();
        drop(other);
        lose(&home);
        home.take_from(theirs);
        let steps = home.open("a").plan_repair().steps;
        assert!(
            matches!(steps[..], [Step::BackUp(_), Step::Settle(1)]),
            "{reason}: {steps:?}"
        );
        assert_eq!(
            value(&home.open("a"), "ndxp/plan", "reason").as_deref(),
            Some(reason)
        );
    }
}

#[test]
fn a_readable_state_that_somebody_has_mended_since_a_repair_was_planned_is_not_set_aside() {
    let home = store();
    let whole = std::fs::read(home.view()).unwrap();
    std::fs::write(home.view(), "{ broken").unwrap();
    let mut replica = home.open("a");
    let plan = replica.plan_repair();
    assert!(plan.steps.contains(&Step::RemakeView), "{:?}", plan.steps);
    std::fs::write(home.view(), &whole).unwrap();
    replica.repair(&plan).unwrap();
    assert_eq!(std::fs::read(home.view()).unwrap(), whole);
    assert!(!home.0.path().join("store/quarantine").exists());
}
