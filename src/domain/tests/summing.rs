//! What is counted of milestones, and when nothing has been heard of one for too long.

use super::super::summary::{TallySum, of_kind};
use super::super::together::decided_with;
use super::list::{after, list, typed};
use super::*;

const TODAY: Date = date(2026, 11, 23);

fn edited(list: Programme, target: &str, fields: &[(&str, &str)]) -> Programme {
    let targets = vec![target.parse().unwrap()];
    let fields = typed(fields);
    after(list, &Operation::Edit { targets, fields })
}

/// One done on time, one done late, one overdue, one on hold and one cancelled; of the two left nobody has said when.
fn mixed() -> Programme {
    let mut list = list();
    for (target, fields) in [
        (
            "p1/plan",
            &[("baseline", "2026-11-10"), ("actual", "2026-11-10")][..],
        ),
        (
            "p1/ready",
            &[("baseline", "2026-11-10"), ("actual", "2026-11-11")],
        ),
        ("p1/trial", &[("baseline", "2026-11-10")]),
        ("p2/plan", &[("state", "on_hold"), ("reason", "x")]),
        ("p3/plan", &[("state", "cancelled"), ("reason", "x")]),
    ] {
        list = edited(list, target, fields);
    }
    list
}

#[test]
fn all_are_counted_the_cancelled_apart() {
    let list = mixed();
    let thresholds = Thresholds::default();
    let mut summary = Summary::new(&list, &thresholds, TODAY);
    let counts = |tally: Tally| (tally.done(), tally.quiet(), tally.total(), tally.all());
    assert_eq!(counts(summary.programme), (2, 3, 6, 7));
    assert_eq!(counts(summary.ministry(None)), (2, 3, 6, 7));
    assert_eq!(counts(summary.ministry(Some(&id("a")))), (2, 2, 5, 5));
    assert_eq!(counts(summary.ministry(Some(&id("b")))), (0, 1, 1, 2));
    let colours = |summary: &Summary, rag| summary.programme.rag(rag);
    assert_eq!(colours(&summary, Rag::Amber), 1);
    let plans = of_kind(list.platforms(), &id("plan"), &thresholds, TODAY);
    assert_eq!(counts(plans), (1, 1, 2, 3));
    let p1 = list.platform(&id("p1")).unwrap();
    let mut sum = TallySum::default();
    for milestone in p1.milestones() {
        sum.add(milestone, 1, &thresholds, TODAY);
    }
    assert_eq!(counts(sum.tally()), (2, 0, 3, 3));
    let shown = [(p1, p1.milestones().take(1))];
    let part = summary.of_shown(&list, &thresholds, TODAY, shown.into_iter());
    assert_eq!(counts(part.programme), (1, 0, 1, 1));
    assert_eq!(part.rag(&id("p1")), Rag::Amber, "that of the whole of it");
    let list = edited(list, "p3/ready", &[("actual", "2026-11-10")]);
    summary.update(&list, &thresholds, TODAY, [&id("p3")]);
    assert_eq!(counts(summary.programme), (3, 2, 6, 7));
}

#[test]
fn what_was_changed_on_the_day_of_the_cut_off_is_fresh() {
    let late = edited(list(), "p1/plan", &[("baseline", "2026-11-10")]);
    let thresholds = Thresholds::default();
    let stale = |list: &Programme| {
        let milestone = list.milestone(&milestone_id("p1/plan")).unwrap();
        assess(milestone, &thresholds, TODAY).stale
    };
    let touched = |day: &str| {
        let mut list = late.clone();
        let touch = Touch {
            at: format!("{day}T12:00:00Z").parse().unwrap(),
            by: "A".into(),
        };
        list.apply(&[Assignment {
            entity: "p1/plan".parse().unwrap(),
            field: super::super::change::TOUCHED.to_owned(),
            value: None,
            touch: Some(touch),
        }]);
        stale(&list)
    };
    assert!(stale(&late), "nobody has ever touched it");
    assert!(touched("2026-11-13"));
    assert!(!touched("2026-11-14") && !touched("2026-11-20"));
}

#[test]
fn a_due_date_is_replaced_when_it_differs_from_the_first() {
    let due = |list, day: &str| {
        edited(
            list,
            "p1/plan",
            &[("baseline", day), ("baseline_document", "5/QĐ")],
        )
    };
    let replaced = |list: &Programme| {
        let milestone = list.milestone(&milestone_id("p1/plan")).unwrap();
        assess(milestone, &Thresholds::default(), TODAY).rebaselined
    };
    let first = due(list(), "2026-12-31");
    let second = due(first.clone(), "2027-03-31");
    let again = due(second.clone(), "2026-12-31");
    let told = [first, second, again].map(|list| replaced(&list));
    assert_eq!(told, [false, true, false]);
}

#[test]
fn a_date_and_a_hold_are_decided_with_what_belongs_to_them() {
    for (field, leader) in [
        ("baseline_document", Some("baseline")),
        ("original_baseline", Some("baseline")),
        ("reason", Some("state")),
        ("state", Some("state")),
        ("forecast", None),
    ] {
        assert_eq!(decided_with(field).first().copied(), leader, "{field}");
    }
}

#[test]
fn a_text_too_long_for_a_date_is_none() {
    let parse = |text: &str| super::super::when::parse(text, None, TODAY);
    assert!(parse("").is_err() && parse(&" ".repeat(500)).is_err());
    assert!(parse(&"1".repeat(5000)).is_err());
    assert_eq!(
        parse(&format!("{}31/12/2026", " ".repeat(500))),
        Ok(date(2026, 12, 31))
    );
}
