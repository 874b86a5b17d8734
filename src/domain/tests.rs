//! The rules as a whole: the worked example of the design, and the embedded list.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::change::{ADDED, Assignment};
use super::operation::{Occasion, Operation, Refusal};
use super::*;

fn assignment(entity: &Entity, field: &str, value: Value) -> Assignment {
    Assignment {
        entity: entity.clone(),
        field: field.to_owned(),
        value: Some(value),
        touch: None,
    }
}

fn programme_of(
    additions: impl IntoIterator<Item = (Entity, BTreeMap<String, Value>)>,
) -> Programme {
    let mut programme = Programme::default();
    let assignments: Vec<Assignment> = additions
        .into_iter()
        .flat_map(|(entity, fields)| {
            let added = assignment(&entity, ADDED, Value::Bool(true));
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(field, value)| assignment(&entity, &field, value))
                .collect();
            std::iter::once(added).chain(fields)
        })
        .collect();
    programme.apply(&assignments);
    programme
}

fn embedded() -> Programme {
    programme_of(catalogue::parse(catalogue::EMBEDDED).unwrap())
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn milestone_id(text: &str) -> MilestoneId {
    let Entity::Milestone(id) = text.parse().unwrap() else {
        panic!("{text}")
    };
    id
}

/// The day of all tests.
fn occasion() -> Occasion {
    Occasion {
        today: date(2026, 11, 23),
        key: "k".into(),
        evidence_required: false,
    }
}

/// One milestone of the worked example: kind, weight, then fields.
type Row = (&'static str, u32, &'static [(&'static str, &'static str)]);

const WORKED_EXAMPLE: [Row; 6] = [
    (
        "m1",
        10,
        &[
            ("baseline", "2025-10-10"),
            ("actual", "2025-10-24"),
            ("evidence.a.number", "1/QĐ"),
        ],
    ),
    (
        "m2",
        10,
        &[
            ("baseline", "2025-10-31"),
            ("actual", "2025-10-30"),
            ("evidence.a.number", "1/QĐ"),
        ],
    ),
    (
        "m3",
        15,
        &[("baseline", "2025-11-05"), ("forecast", "2025-11-28")],
    ),
    ("m4", 15, &[("baseline", "2025-11-20")]),
    (
        "m5",
        35,
        &[("baseline", "2026-03-31"), ("forecast", "2026-04-15")],
    ),
    ("m6", 15, &[("baseline", "2026-03-31")]),
];

fn worked_example() -> Programme {
    let mut additions = vec![
        (Entity::Ministry(id("body")), BTreeMap::new()),
        (
            Entity::Platform(id("p")),
            BTreeMap::from([("ministry".into(), Value::from("body"))]),
        ),
    ];
    for (kind, weight, fields) in WORKED_EXAMPLE {
        let kind_fields = BTreeMap::from([("weight".into(), weight.into())]);
        additions.push((Entity::Kind(id(kind)), kind_fields));
        let mut fields: BTreeMap<String, Value> = fields
            .iter()
            .map(|(field, value)| ((*field).to_owned(), Value::from(*value)))
            .collect();
        if kind == "m6" {
            fields.extend([
                ("target".into(), Value::Integer(34)),
                ("progress".into(), Value::Integer(12)),
            ]);
        }
        additions.push((
            Entity::Milestone(milestone_id(&format!("p/{kind}"))),
            fields,
        ));
    }
    programme_of(additions)
}

#[test]
fn the_worked_example_comes_out_as_written() {
    let programme = worked_example();
    let thresholds = Thresholds::default();
    let as_of = date(2025, 11, 7);
    let platform = programme.platform(&id("p")).unwrap();
    let got: Vec<(Status, Option<i32>)> = platform
        .milestones()
        .map(|milestone| assess(milestone, &thresholds, as_of))
        .map(|assessment| (assessment.status, assessment.slippage))
        .collect();
    let expected = [
        (Status::DoneLate, Some(14)),
        (Status::DoneOnTime, Some(-1)),
        (Status::Overdue, Some(23)),
        (Status::DueSoon, None),
        (Status::AtRisk, Some(15)),
        (Status::OnTrack, None),
    ];
    assert_eq!(got, expected);
    let summary = Summary::new(&programme, &thresholds, as_of);
    let tally = summary.platform(&id("p"));
    assert_eq!(format!("{:.1}", tally.progress.done * 100.0), "25.3");
    assert_eq!(format!("{:.0}", tally.progress.expected * 100.0), "35");
    assert_eq!(format!("{:.2}", tally.progress.spi().unwrap()), "0.72");
    assert_eq!(summary.rag(&id("p")), Rag::Amber);
}

/// Fields of one milestone, and the status, slippage and colour on 2026-06-15 that follow.
type Case = (
    &'static [(&'static str, &'static str)],
    Status,
    Option<i32>,
    Rag,
);

#[test]
#[rustfmt::skip]
fn each_rule_of_status_and_colour_holds_at_its_border() {
    use Rag::{Amber, Complete, Green, Grey, Red};
    let cases: &[Case] = &[
        (&[], Status::NoDate, None, Grey),
        (&[("started", "2026-06-15")], Status::OnTrack, None, Amber),
        (&[("baseline", "2026-06-30")], Status::NotDue, None, Green),
        (&[("baseline", "2026-06-29")], Status::DueSoon, None, Amber),
        (&[("baseline", "2026-06-15")], Status::DueSoon, None, Amber),
        (&[("baseline", "2026-06-14")], Status::Overdue, Some(1), Amber),
        (&[("baseline", "2026-05-16")], Status::Overdue, Some(30), Amber),
        (&[("baseline", "2026-05-15")], Status::Overdue, Some(31), Red),
        (&[("baseline", "2026-08-01"), ("forecast", "2026-08-01")], Status::NotDue, Some(0), Green),
        (&[("baseline", "2026-08-01"), ("forecast", "2026-08-02")], Status::AtRisk, Some(1), Amber),
        (&[("baseline", "2026-08-01"), ("forecast", "2026-10-30")], Status::AtRisk, Some(90), Amber),
        (&[("baseline", "2026-08-01"), ("forecast", "2026-10-31")], Status::AtRisk, Some(91), Red),
        (&[("actual", "2026-06-01")], Status::DoneOnTime, None, Amber),
        (&[("actual", "2026-06-01"), ("evidence.1.number", "1")], Status::DoneOnTime, None, Complete),
        (&[("baseline", "2026-05-31"), ("actual", "2026-05-31")], Status::DoneOnTime, Some(0), Amber),
        (&[("baseline", "2026-05-31"), ("actual", "2026-06-01")], Status::DoneLate, Some(1), Amber),
        (&[("baseline", "2020-01-01"), ("state", "on_hold")], Status::OnHold, Some(2357), Green),
        (&[("baseline", "2020-01-01"), ("state", "cancelled")], Status::Cancelled, Some(2357), Grey),
    ];
    let as_of = date(2026, 6, 15);
    for (fields, status, slippage, rag) in cases {
        let programme = with_one("operation", fields);
        let thresholds = Thresholds::default();
        let milestone = programme.milestone(&milestone_id("p/operation")).unwrap();
        let assessment = assess(milestone, &thresholds, as_of);
        assert_eq!(
            (assessment.status, assessment.slippage),
            (*status, *slippage),
            "{milestone:?}"
        );
        assert_eq!(
            Summary::new(&programme, &thresholds, as_of).rag(&id("p")),
            *rag,
            "{milestone:?}"
        );
    }
}

/// One platform `p` with one milestone of this kind.
fn with_one(kind: &str, fields: &[(&str, &str)]) -> Programme {
    let fields = fields
        .iter()
        .map(|(field, value)| ((*field).to_owned(), Value::from(*value)));
    programme_of([
        (Entity::Ministry(id("body")), BTreeMap::new()),
        (Entity::Kind(id(kind)), BTreeMap::new()),
        (
            Entity::Platform(id("p")),
            BTreeMap::from([("ministry".into(), Value::from("body"))]),
        ),
        (
            Entity::Milestone(milestone_id(&format!("p/{kind}"))),
            fields.collect(),
        ),
    ])
}

#[test]
fn a_forecast_alone_makes_only_an_operation_red_that_is_not_done() {
    let late = [("baseline", "2026-08-01"), ("forecast", "2026-10-31")];
    let done = [late[0], late[1], ("actual", "2026-06-01")];
    for (kind, fields, rag) in [
        ("operation", &late[..], Rag::Red),
        ("plan", &late, Rag::Amber),
        ("operation", &done, Rag::Amber),
    ] {
        let programme = with_one(kind, fields);
        let summary = Summary::new(&programme, &Thresholds::default(), date(2026, 6, 15));
        assert_eq!(summary.rag(&id("p")), rag, "{kind} {fields:?}");
    }
}

#[test]
fn the_embedded_list_stands_in_its_order_with_its_expected_progress() {
    let programme = embedded();
    assert_eq!(programme.ministries().len(), 15);
    assert_eq!(programme.platforms().len(), 55);
    assert_eq!(
        programme.platforms().next().unwrap().id,
        id("e-identification")
    );
    assert_eq!(programme.platforms_of(Some(&id("finance"))).count(), 10);
    let kinds: Vec<&str> = programme.kinds().map(|(id, _)| id.as_str()).collect();
    assert_eq!((kinds[0], kinds[8]), ("plan", "readiness"));
    let summary = Summary::new(&programme, &Thresholds::default(), date(2026, 11, 23));
    let tally = summary.programme;
    assert_eq!((tally.total(), tally.count(Status::Overdue)), (495, 110));
    assert_eq!(format!("{:.3}", tally.progress.expected), "0.100");
}

#[test]
fn the_order_in_which_values_are_put_makes_no_difference() {
    let mut assignments: Vec<Assignment> = catalogue::parse(catalogue::EMBEDDED)
        .unwrap()
        .into_iter()
        .flat_map(|(entity, fields)| {
            let added = assignment(&entity, ADDED, Value::Bool(true));
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(f, value)| assignment(&entity, &f, value))
                .collect();
            fields.into_iter().chain([added])
        })
        .collect();
    assignments.reverse();
    let mut backwards = Programme::default();
    for assignment in &assignments {
        backwards.apply([assignment]);
    }
    let forwards = embedded();
    assert!(forwards.platforms().eq(backwards.platforms()));
    assert!(forwards.ministries().eq(backwards.ministries()));
}

fn plan(
    programme: &Programme,
    operation: &Operation,
) -> Result<Vec<(String, Option<Value>)>, Refusal> {
    let plan = operation.plan(programme, &occasion())?;
    Ok(plan
        .edits
        .into_iter()
        .map(|edit| (format!("{} {}", edit.entity, edit.field), edit.to))
        .collect())
}

fn done(target: &str, on: Option<Date>) -> Operation {
    Operation::Done {
        targets: vec![milestone_id(target)],
        on,
        evidence: None,
        note: None,
    }
}

#[test]
fn done_is_today_unless_a_date_is_given_and_never_in_the_future() {
    let programme = embedded();
    let today = Some(Value::from("2026-11-23"));
    assert_eq!(
        plan(&programme, &done("ndxp/plan", None)),
        Ok(vec![("ndxp/plan actual".into(), today)])
    );
    let tomorrow = date(2026, 11, 24);
    assert_eq!(
        plan(&programme, &done("ndxp/plan", Some(tomorrow))),
        Err(Refusal::Future("actual", tomorrow))
    );
    assert!(matches!(
        plan(&programme, &done("ndxp/nothing", None)),
        Err(Refusal::Unknown(_))
    ));
    let worked = worked_example();
    assert_eq!(
        plan(&worked, &done("p/m1", None)),
        Err(Refusal::AlreadyDone(date(2025, 10, 24)))
    );
    assert!(plan(&worked, &done("p/m1", Some(date(2025, 10, 25)))).is_ok());
}

#[test]
fn toggling_several_marks_the_rest_and_then_reopens_all() {
    let worked = worked_example();
    let toggle = |targets: &[&str]| {
        let targets = targets.iter().map(|target| milestone_id(target)).collect();
        plan(&worked, &Operation::Toggle { targets }).map(|edits| edits.len())
    };
    assert_eq!(toggle(&["p/m1", "p/m3"]), Ok(1));
    assert_eq!(toggle(&["p/m1", "p/m2"]), Ok(2));
    assert_eq!(toggle(&[]), Err(Refusal::Nothing));
}

#[test]
fn a_count_stays_in_its_range_and_asks_for_the_date_at_its_end() {
    let worked = worked_example();
    let step = |by| {
        plan(
            &worked,
            &Operation::Step {
                target: milestone_id("p/m6"),
                by,
            },
        )
    };
    let thirteen = Some(Value::Integer(13));
    assert_eq!(step(1), Ok(vec![("p/m6 progress".into(), thirteen)]));
    assert_eq!(step(-13), Err(Refusal::OutOfRange(34)));
    assert_eq!(step(23), Err(Refusal::OutOfRange(34)));
    assert_eq!(step(22), Err(Refusal::NeedsDate));
    let set = |reached| Operation::Progress {
        target: milestone_id("p/m6"),
        reached,
        on: None,
    };
    let today = Some(Value::from("2026-11-23"));
    assert_eq!(
        plan(&worked, &set(34)),
        Ok(vec![("p/m6 actual".into(), today)])
    );
    assert_eq!(plan(&worked, &set(35)), Err(Refusal::OutOfRange(34)));
    let simple = Operation::Step {
        target: milestone_id("p/m1"),
        by: 1,
    };
    assert_eq!(plan(&worked, &simple), Err(Refusal::NotCounted));
}

#[test]
fn a_replaced_baseline_needs_its_document_and_keeps_the_first_one() {
    let worked = worked_example();
    let later = ("baseline", "30/06/2026");
    assert_eq!(
        edits(&worked, "p/m4", &[later]),
        Err(Refusal::NeedsDocument)
    );
    assert_eq!(
        edits(&worked, "p/m4", &[later, ("baseline_document", " ")]),
        Err(Refusal::NeedsDocument)
    );
    assert_eq!(
        edits(&worked, "p/m4", &[later, ("baseline_document", "12/QĐ")]),
        Ok(vec![
            "baseline = 2026-06-30".to_owned(),
            "baseline_document = 12/QĐ".to_owned(),
            "original_baseline = 2025-11-20".to_owned(),
        ])
    );
    let first = edits(&embedded(), "ndxp/needs", &[("baseline", "2027-01-31")]);
    assert_eq!(first, Ok(vec!["baseline = 2027-01-31".to_owned()]));
}

/// What is typed into some fields.
type Typed = &'static [(&'static str, &'static str)];

/// The edits of fields of one thing, without its name.
fn edits(
    programme: &Programme,
    target: &str,
    fields: &[(&str, &str)],
) -> Result<Vec<String>, Refusal> {
    let fields = fields.iter();
    let operation = Operation::Edit {
        targets: vec![target.parse().unwrap()],
        fields: fields
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect(),
    };
    let edits = plan(programme, &operation)?.into_iter();
    Ok(edits
        .map(|(name, to)| {
            let field = name.split_once(' ').unwrap().1;
            let to = to.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
            format!("{field} = {to}")
        })
        .collect())
}

#[test]
fn typed_values_are_held_to_the_rules_of_a_milestone() {
    let worked = worked_example();
    let refused: [(&str, Typed, Refusal); 9] = [
        (
            "p/m3",
            &[("forecast", "2026-11-22")],
            Refusal::PastForecast(date(2026, 11, 22)),
        ),
        (
            "p/m3",
            &[("actual", "2026-11-24")],
            Refusal::Future("actual", date(2026, 11, 24)),
        ),
        (
            "p/m3",
            &[("started", "2026-11-24")],
            Refusal::Future("started", date(2026, 11, 24)),
        ),
        ("p/m3", &[("state", "on_hold")], Refusal::NeedsReason),
        ("p/m6", &[("target", "11")], Refusal::TargetBelow(12)),
        ("p/m6", &[("progress", "35")], Refusal::OutOfRange(34)),
        (
            "p/m6",
            &[("target", "40"), ("progress", "41")],
            Refusal::OutOfRange(40),
        ),
        ("p/m3", &[("progress", "1")], Refusal::NotCounted),
        ("p/m3", &[], Refusal::Nothing),
    ];
    for (target, fields, refusal) in refused {
        assert_eq!(
            edits(&worked, target, fields),
            Err(refusal),
            "{target} {fields:?}"
        );
    }
    let taken: [(&str, Typed, &[&str]); 6] = [
        (
            "p/m1",
            &[("forecast", "2026-11-22")],
            &["forecast = 2026-11-22"],
        ),
        (
            "p/m3",
            &[("state", "on_hold"), ("reason", "chờ")],
            &["state = on_hold", "reason = chờ"],
        ),
        (
            "p/m3",
            &[("state", "")],
            &[
                "state = nothing",
                "reason = nothing",
                "state_document = nothing",
            ],
        ),
        (
            "p/m6",
            &[("progress", "34")],
            &["progress = 34", "actual = 2026-11-23"],
        ),
        (
            "p/m6",
            &[
                ("target", "40"),
                ("progress", "40"),
                ("actual", "2026-11-20"),
            ],
            &["target = 40", "progress = 40", "actual = 2026-11-20"],
        ),
        ("p/m3", &[("target", "5")], &["target = 5"]),
    ];
    for (target, fields, expected) in taken {
        let edits = edits(&worked, target, fields).unwrap();
        assert_eq!(edits, expected, "{target} {fields:?}");
    }
}

#[test]
fn documents_are_known_by_their_number_whatever_the_case() {
    let worked = worked_example();
    let evidence = Operation::Evidence {
        targets: vec![milestone_id("p/m3")],
        number: " 12/QĐ ".into(),
        parts: vec![
            ("date".into(), "2026-11-01".into()),
            ("title".into(), String::new()),
        ],
    };
    let planned = plan(&worked, &evidence).unwrap();
    assert_eq!(
        planned,
        [
            ("p/m3 evidence.12-qđ.number".into(), Some("12/QĐ".into())),
            ("p/m3 evidence.12-qđ.date".into(), Some("2026-11-01".into())),
            ("p/m3 evidence.12-qđ.title".into(), None),
        ]
    );
    let bad_day = Operation::Evidence {
        targets: vec![milestone_id("p/m3")],
        number: "12/QĐ".into(),
        parts: vec![("date".into(), "31/4/2026".into())],
    };
    let refusal = plan(&worked, &bad_day).unwrap_err();
    assert_eq!(refusal.field(), Some("date"));
    let drop = |number: &str| Operation::DropEvidence {
        targets: vec![milestone_id("p/m1")],
        number: number.into(),
    };
    assert_eq!(
        plan(&worked, &drop("7/QĐ")),
        Err(Refusal::UnknownDocument("7/QĐ".into()))
    );
    let number = worked
        .milestone(&milestone_id("p/m1"))
        .and_then(|milestone| milestone.documents().next())
        .and_then(|document| document.number.clone())
        .unwrap();
    assert_eq!(plan(&worked, &drop(&number)).unwrap().len(), 4);
}

mod holding;
mod list;
mod proving;
mod revising;
mod summing;
