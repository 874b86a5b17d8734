//! What proves that something is done, where that is required; what a typed value counts from; what is known of fields
//! and names.

use super::super::export;
use super::super::field::{BadValue, Field, Owner};
use super::list::{after, list, recorded, typed};
use super::*;

/// The operation where nothing is done without a document that proves it.
fn strict(programme: &Programme, operation: &Operation) -> Result<usize, Refusal> {
    let occasion = Occasion {
        evidence_required: true,
        ..occasion()
    };
    Ok(operation.plan(programme, &occasion)?.edits.len())
}

fn done_with(targets: &[&str], evidence: Option<&str>) -> Operation {
    Operation::Done {
        targets: targets.iter().map(|target| milestone_id(target)).collect(),
        on: None,
        evidence: evidence.map(ToOwned::to_owned),
        note: None,
    }
}

fn evidence(target: &str, number: &str) -> Operation {
    Operation::Evidence {
        targets: vec![milestone_id(target)],
        number: number.to_owned(),
        parts: Vec::new(),
    }
}

fn edit(target: &str, fields: &[(&str, &str)]) -> Operation {
    Operation::Edit {
        targets: vec![target.parse().unwrap()],
        fields: typed(fields),
    }
}

#[test]
fn where_a_document_is_required_each_milestone_has_its_own() {
    let list = list();
    let needs = Err(Refusal::NeedsEvidence);
    let two = ["p1/plan", "p2/plan"];
    assert_eq!(strict(&list, &done_with(&two[..1], None)), needs);
    assert_eq!(
        strict(&list, &edit("p1/plan", &[("actual", "2026-11-01")])),
        needs
    );
    assert_eq!(strict(&list, &done_with(&two, Some("7/BC"))), Ok(4));
    let proved = after(list.clone(), &evidence("p1/plan", "7/BC"));
    assert_eq!(strict(&proved, &done_with(&two[..1], None)), Ok(1));
    assert_eq!(
        strict(&proved, &done_with(&two, None)),
        needs,
        "one proves not the other"
    );
    let unproved = Operation::DropEvidence {
        targets: vec![milestone_id("p1/plan")],
        number: "7/BC".into(),
    };
    assert_eq!(strict(&proved, &unproved), Ok(4), "it is not done");
    let gone = after(proved.clone(), &unproved);
    assert_eq!(strict(&gone, &done_with(&two[..1], None)), needs);
}

#[test]
fn what_was_done_before_is_not_asked_for_its_document() {
    let done = after(list(), &done_with(&["p1/plan"], None));
    let moved = edit("p1/plan", &[("actual", "2026-11-01")]);
    assert_eq!(strict(&done, &moved), Ok(1));
    let reopened = Operation::Reopen {
        targets: vec![milestone_id("p1/plan")],
    };
    assert_eq!(strict(&done, &reopened), Ok(1));
    assert_eq!(strict(&done, &edit("p1/plan", &[("obstacle", "x")])), Ok(1));
    let by_hand = |evidence: &str, to: Option<&str>| {
        let put = |field: &str, to: Option<&str>| super::super::operation::Edit {
            entity: "p2/plan".parse().unwrap(),
            field: field.to_owned(),
            to: to.map(Value::from),
        };
        let edits = vec![put("actual", Some("2026-11-01")), put(evidence, to)];
        strict(&done, &Operation::HandEdit { edits })
    };
    assert_eq!(by_hand("evidence.a.number", Some("7/BC")), Ok(2));
    let needs = Err(Refusal::NeedsEvidence);
    assert_eq!(by_hand("evidence.a.number", None), needs);
    assert_eq!(by_hand("obstacle", Some("x")), needs);
}

#[test]
fn a_number_of_a_document_is_as_long_as_a_text_may_be() {
    let most = "x".repeat(Value::MAX_TEXT);
    assert!(recorded(&list(), &evidence("p1/plan", &most)).is_ok());
    let too_long = Err(Refusal::BadValue("number".into(), BadValue::TooLong));
    for more in ["x", "xx"] {
        let longer = format!("{most}{more}");
        assert_eq!(recorded(&list(), &evidence("p1/plan", &longer)), too_long);
    }
    let obstacle = |text: &str| recorded(&list(), &edit("p1/plan", &[("obstacle", text)]));
    assert!(obstacle(&most).is_ok());
    assert!(obstacle(&format!("{most}x")).is_err());
}

#[test]
fn a_date_counts_from_the_one_that_is_there() {
    let forecast = |list: &Programme, text: &str| {
        let edits = recorded(list, &edit("p1/plan", &[("forecast", text)]));
        edits.map(|edits| edits[0].clone())
    };
    let first = forecast(&list(), "+2w").unwrap();
    assert_eq!(first, "p1/plan forecast=2026-12-07", "from today");
    let set = after(list(), &edit("p1/plan", &[("forecast", "2027-01-31")]));
    let next = forecast(&set, "+2w").unwrap();
    assert_eq!(next, "p1/plan forecast=2027-02-14");
    assert!(forecast(&list(), "2026-11-23").is_ok(), "today is not over");
    let past = Err(Refusal::PastForecast(date(2026, 11, 22)));
    assert_eq!(forecast(&list(), "2026-11-22"), past);
}

#[test]
fn a_field_is_that_of_its_owner() {
    let has = |owner, name| Field::recorded(owner, name).is_some();
    assert!(has(Owner::Platform, "ministry") && has(Owner::Platform, "order"));
    assert!(has(Owner::Ministry, "order") && !has(Owner::Ministry, "ministry"));
    assert!(has(Owner::Milestone, "archived") && !has(Owner::Milestone, "ministry"));
    let of = |owner| Field::of(owner).map(|field| field.name).collect::<Vec<_>>();
    assert!(of(Owner::Kind).contains(&"short_vi") && !of(Owner::Kind).contains(&"forecast"));
    assert!(of(Owner::Milestone).contains(&"forecast"));
}

#[test]
fn a_list_is_handed_on_with_what_most_of_its_platforms_have() {
    let fewer = edit("p1/ready", &[("target", "5")]);
    let list = after(list(), &fewer);
    let handed_on = export::catalogue(&list);
    assert_eq!(handed_on["milestone_template"][1]["target"], 5);
    let value = |entity: &str, field| list.recorded(&entity.parse().unwrap(), field);
    for (entity, order) in [("ministry:b", 1), ("kind:trial", 2), ("p3", 7)] {
        assert_eq!(value(entity, "order"), Some(Value::Integer(order)));
    }
    let abbreviated = Operation::HandEdit {
        edits: vec![super::super::operation::Edit {
            entity: "ministry:a".parse().unwrap(),
            field: "abbreviation_fr".into(),
            to: Some("MA".into()),
        }],
    };
    let list = after(list.clone(), &abbreviated);
    let french = list.recorded(&"ministry:a".parse().unwrap(), "abbreviation_fr");
    assert_eq!(french, Some("MA".into()));
}

#[test]
fn everything_is_called_by_its_name_or_else_by_its_code() {
    let list = list();
    let title = |entity: &str| list.title(&entity.parse().unwrap(), Lang::Vi);
    assert_eq!(title("ministry:a"), "A");
    assert_eq!(title("kind:plan"), "plan");
    assert_eq!(title("p1"), "p1", "without a name");
    assert_eq!(title("p1/plan"), "p1 › plan");
    assert_eq!(title("p8/plan"), "p8 › plan", "unknown");
    assert_eq!(
        embedded()
            .title(&Entity::Programme, Lang::En)
            .split(' ')
            .next(),
        Some("55")
    );
    let named = edit("p1", &[("name_vi", "Sàn")]);
    let list = after(list.clone(), &named);
    assert_eq!(
        list.title(&"p1/plan".parse().unwrap(), Lang::En),
        "Sàn › plan"
    );
}

#[test]
fn what_is_put_away_is_listed_with_what_it_is_and_shown_nowhere() {
    let away = ["ministry:b", "p3", "kind:trial", "p1/plan"];
    let list = after(list(), &super::list::archive(&away, &[]));
    let archived = list.archived();
    for entity in away {
        assert!(archived.contains(&entity.parse().unwrap()), "{entity}");
    }
    assert!(!archived.contains(&"p1".parse().unwrap()));
    let ministries: Vec<_> = list.ministries().map(|(id, _)| id.as_str()).collect();
    let kinds: Vec<_> = list.kinds().map(|(id, _)| id.as_str()).collect();
    assert_eq!((ministries, kinds), (vec!["a"], vec!["plan", "ready"]));
    let (id, ministry) = list.ministry_entry(&id("b")).unwrap();
    assert_eq!((id.as_str(), ministry.name.get(Lang::Vi)), ("b", "B"));
    let plan: Id = "plan".parse().unwrap();
    assert_eq!(
        list.kind_entry(&plan).map(|(id, _)| id.as_str()),
        Some("plan")
    );
}
