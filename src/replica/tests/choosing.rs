//! What is chosen together with a value, and what is not.

use super::*;

const THING: &str = "ndxp/plan";

fn choose(replica: &mut Replica, line: LineId, field: &str) -> Vec<String> {
    let choice = Choice {
        line: line.to_string(),
        target: THING.to_owned(),
        field: field.to_owned(),
    };
    let recorded = replica.choose(&choice).unwrap();
    let line = replica.fold().line(recorded.id).unwrap();
    let fields = line.body.changes.iter().map(|change| change.field.clone());
    fields.collect()
}

#[test]
fn with_a_hold_goes_what_the_line_that_ended_it_has_said_of_its_being_done_and_nothing_else() {
    for other in [None, Some("2026-11-02")] {
        let home = Home::new();
        let mut replica = home.open("a");
        let done = [("state", None), ("actual", Some(text("2026-11-01")))];
        say(&mut replica, THING, &done);
        if let Some(date) = other {
            say(&mut replica, THING, &[("actual", Some(text(date)))]);
        }
        let hold = say(&mut replica, THING, &[("state", Some(text("on_hold")))]);
        assert_eq!(choose(&mut replica, hold, "state"), ["state", "actual"]);
        assert_eq!(value(&replica, THING, "actual").as_deref(), other);
        assert!(replica.fold().conflict(THING, "state").is_none());
    }
}

#[test]
fn a_hold_is_chosen_with_its_own_reason_though_somebody_has_given_a_newer_one() {
    let home = Home::new();
    let mut replica = home.open("a");
    say(
        &mut replica,
        THING,
        &[("state", None), ("reason", Some(text("rain")))],
    );
    let hold = [
        ("state", Some(text("on_hold"))),
        ("reason", Some(text("no money"))),
    ];
    let hold = say(&mut replica, THING, &hold);
    say(&mut replica, THING, &[("reason", Some(text("snow")))]);
    assert_eq!(choose(&mut replica, hold, "state"), ["state", "reason"]);
    assert_eq!(
        value(&replica, THING, "reason").as_deref(),
        Some("no money")
    );
    let against = replica.fold().conflict(THING, "reason").unwrap();
    let values = against.values.into_iter().map(|(_, value)| value);
    assert_eq!(
        values.collect::<Vec<_>>(),
        [Some(text("no money")), Some(text("snow"))]
    );
}
