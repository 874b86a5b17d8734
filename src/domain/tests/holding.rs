//! What edits by hand and weights are held to, and what is kept of things.

use super::super::field::BadValue;
use super::super::operation::Edit;
use super::list::{after, archive, list, recorded, typed};
use super::*;

fn edit(entity: &str, field: &str, to: Option<Value>) -> Edit {
    Edit {
        entity: entity.parse().unwrap(),
        field: field.to_owned(),
        to,
    }
}

fn by_hand(programme: &Programme, edits: &[Edit]) -> Result<Vec<String>, Refusal> {
    let edits = edits.to_vec();
    recorded(programme, &Operation::HandEdit { edits })
}

#[test]
fn an_edit_by_hand_is_held_to_what_holds_where_it_is_typed() {
    let list = list();
    let one = |entity: &str, field: &str, to: &str| {
        by_hand(&list, &[edit(entity, field, Some(to.into()))])
    };
    for (entity, field, to) in [
        ("p1/plan", "forecast", "2027-01-31"),
        ("p1/plan", "note.k-1_a.b", "called"),
        ("p1/plan", "evidence.a.number", "7/BC"),
        ("p1", "note.k", "called"),
        ("p1", "a_field_to_come", "x"),
    ] {
        let expected = format!("{entity} {field}={to}");
        assert_eq!(one(entity, field, to).unwrap(), [expected]);
    }
    let form = |field: &str, to: &str| {
        Err(Refusal::BadValue(
            field.to_owned(),
            BadValue::Form(to.to_owned()),
        ))
    };
    assert_eq!(
        one("p1/plan", "forecast", "31/1/2027"),
        form("forecast", "31/1/2027"),
        "only as the program writes it"
    );
    assert_eq!(
        one("p1", "a_field_to_come", " "),
        form("a_field_to_come", " ")
    );
    let most = "x".repeat(Value::MAX_TEXT);
    assert!(one("p1", "a_field_to_come", &most).is_ok());
    assert_eq!(
        one("p1", "a_field_to_come", &format!("{most}x")),
        Err(Refusal::BadValue(
            "a_field_to_come".into(),
            BadValue::TooLong
        ))
    );
    for (entity, field) in [
        ("p1/plan", "note."),
        ("p1/plan", "note.a b"),
        ("p1", "evidence.a.number"),
        ("p1/plan", "evidence.a.colour"),
        ("p1/plan", "evidence..number"),
    ] {
        let unknown = Refusal::UnknownField(entity.parse().unwrap(), field.to_owned());
        assert_eq!(one(entity, field, "x"), Err(unknown));
    }
    assert!(matches!(
        one("p1", "archived", "2026-11-24"),
        Err(Refusal::Future(..))
    ));
    assert_eq!(
        by_hand(&list, &[edit("p1/plan", "forecast", None)]).unwrap(),
        ["p1/plan forecast="]
    );
}

#[test]
fn an_edit_by_hand_of_several_things_moves_and_brings_back_like_any_other() {
    let moved = [
        edit("p1/plan", "forecast", Some("2027-01-31".into())),
        edit("p3", "ministry", Some("a".into())),
    ];
    assert_eq!(
        by_hand(&list(), &moved).unwrap(),
        [
            "p1/plan forecast=2027-01-31",
            "p3 ministry=a",
            "p3 move.k.from=b",
            "p3 move.k.on=2026-11-23",
        ]
    );
    let renamed = [edit("ministry:b", "name_vi", Some("B2".into()))];
    assert_eq!(
        by_hand(&list(), &renamed).unwrap(),
        ["ministry:b name_vi=B2"],
        "with its platforms"
    );
    let left = [edit("ministry:b", "archived", Some("2026-11-01".into()))];
    assert_eq!(
        by_hand(&list(), &left),
        Err(Refusal::HasPlatforms(id("b"), 1))
    );
    let away = after(list(), &archive(&["p1"], &[]));
    assert_eq!(
        by_hand(&away, &[edit("p1", "archived", None)]).unwrap(),
        ["p1 archived="]
    );
    assert_eq!(
        by_hand(&away, &[edit("p1", "remark", Some("x".into()))]),
        Err(Refusal::PutAway("p1".parse().unwrap()))
    );
}

#[test]
fn something_always_has_weight_and_everything_a_name() {
    let list = list();
    let weigh = |weights: &[(&str, Option<i64>)]| {
        let weights = weights.iter();
        let edits: Vec<Edit> = weights
            .map(|(entity, weight)| edit(entity, "weight", weight.map(Value::Integer)))
            .collect();
        by_hand(&list, &edits).map(|edits| edits.len())
    };
    let none = Err(Refusal::NoWeight);
    let kinds = ["kind:plan", "kind:ready", "kind:trial"].map(|kind| (kind, Some(0)));
    assert_eq!(weigh(&kinds[..2]), Ok(2));
    assert_eq!(weigh(&kinds), none);
    assert_eq!(weigh(&[("p1", Some(0))]), Ok(1));
    assert_eq!(weigh(&[("p1", Some(0)), ("p2", Some(0))]), none);
    assert_eq!(
        weigh(&[("p3", Some(0))]),
        none,
        "the only one of its ministry"
    );
    assert_eq!(weigh(&[("p3", None)]), Ok(1), "without its own it has one");
    let (plan, ready) = (("p2/plan", Some(0)), ("p2/ready", Some(0)));
    assert_eq!(weigh(&[plan]), Ok(1));
    assert_eq!(weigh(&[plan, ready]), none);
    assert_eq!(
        weigh(&[plan, ("p2/ready", None)]),
        Ok(2),
        "without its own it has that of its kind"
    );
    for name in ["name_vi", "short_vi"] {
        let unnamed = by_hand(&list, &[edit("kind:plan", name, None)]);
        assert_eq!(unnamed, Err(Refusal::NeedsName(name)));
    }
    assert!(by_hand(&list, &[edit("kind:plan", "name_en", None)]).is_ok());
}

#[test]
fn what_is_put_into_a_thing_is_kept_of_it() {
    let proof = [
        ("date", "2026-11-01"),
        ("title", "Report"),
        ("link", "r.pdf"),
    ];
    let mut edits = proof
        .map(|(part, text)| edit("p1/plan", &format!("evidence.a.{part}"), Some(text.into())))
        .to_vec();
    edits.push(edit("p1/plan", "evidence.a.number", Some("7/BC".into())));
    edits.push(edit("p1/plan", "weight", Some(Value::Integer(4))));
    edits.push(edit("p1", "weight", Some(Value::Integer(5))));
    edits.push(edit("p1", "note.k", Some("called".into())));
    let list = after(list(), &Operation::HandEdit { edits });
    let move_on = Operation::Move {
        platforms: vec![id("p1")],
        fields: typed(&[("ministry", "b"), ("move_document", "5/QĐ")]),
    };
    let list = after(list, &move_on);
    let platform = list.platform(&id("p1")).unwrap();
    let milestone = platform.milestone(&id("plan")).unwrap();
    let document = milestone.documents().next().unwrap();
    assert_eq!(document.number.as_deref(), Some("7/BC"));
    assert_eq!(document.date, Some(date(2026, 11, 1)));
    assert_eq!(document.title.as_deref(), Some("Report"));
    assert_eq!(document.link.as_deref(), Some("r.pdf"));
    assert_eq!(list.weight(milestone), 4);
    assert_eq!(platform.weight, 5);
    assert_eq!(platform.notes.len(), 1);
    let former = platform.former_owners();
    assert_eq!(former.len(), 1);
    assert_eq!(
        (former[0].ministry.as_str(), former[0].document),
        ("a", Some("5/QĐ"))
    );
    let other = list.platform(&id("p2")).unwrap();
    assert_eq!(list.weight(other.milestone(&id("ready")).unwrap()), 2);
}

#[test]
fn what_an_operation_is_about_is_counted() {
    let targets = || {
        ["p1", "p1/plan", "p2/plan"]
            .map(|name| name.parse().unwrap())
            .to_vec()
    };
    let milestones = || vec![milestone_id("p1/plan"), milestone_id("p2/plan")];
    let note = Operation::Note {
        targets: targets(),
        text: "x".into(),
    };
    assert_eq!((note.count(), note.targets()), (3, milestones()));
    let done = Operation::Toggle {
        targets: milestones(),
    };
    assert_eq!((done.count(), done.targets()), (2, milestones()));
    let moved = Operation::Move {
        platforms: ["p1", "p2", "p3"].map(id).to_vec(),
        fields: Vec::new(),
    };
    assert_eq!((moved.count(), moved.targets()), (3, Vec::new()));
}

fn typed_edit(list: &Programme, fields: &[(&str, &str)]) -> Result<Vec<String>, Refusal> {
    let targets = vec!["p1/plan".parse().unwrap()];
    let fields = typed(fields);
    recorded(list, &Operation::Edit { targets, fields })
}

fn done_today(target: &str) -> Operation {
    Operation::Done {
        targets: vec![milestone_id(target)],
        on: None,
        evidence: None,
        note: None,
    }
}

fn paused() -> Programme {
    let targets = vec!["p1/plan".parse().unwrap()];
    let fields = typed(&[
        ("state", "on_hold"),
        ("reason", "x"),
        ("state_document", "5"),
    ]);
    after(list(), &Operation::Edit { targets, fields })
}

#[test]
fn a_hold_ends_with_its_reason_whatever_ends_it() {
    let ended = ["state=", "reason=", "state_document="].map(|end| format!("p1/plan {end}"));
    let all_of = |said: Vec<String>| ended.iter().all(|end| said.contains(end));
    let paused = paused();
    assert!(all_of(recorded(&paused, &done_today("p1/plan")).unwrap()));
    assert!(all_of(
        typed_edit(&paused, &[("actual", "2026-11-01")]).unwrap()
    ));
    assert!(all_of(typed_edit(&paused, &[("state", "open")]).unwrap()));
    let kept = typed_edit(&paused, &[("state", "open"), ("reason", "y")]).unwrap();
    assert!(kept.contains(&"p1/plan reason=y".to_owned()), "{kept:?}");
}

#[test]
fn a_hold_keeps_a_reason_and_a_replaced_due_date_its_document() {
    let paused = paused();
    let needs = Err(Refusal::NeedsReason);
    assert_eq!(typed_edit(&paused, &[("reason", "")]), needs);
    assert_eq!(by_hand(&paused, &[edit("p1/plan", "reason", None)]), needs);
    let empty = edit("p1/plan", "reason", Some("".into()));
    assert_eq!(by_hand(&paused, &[empty]), needs);
    assert!(typed_edit(&paused, &[("reason", "y")]).is_ok());
    assert!(typed_edit(&paused, &[("state_document", "")]).is_ok());
    let due = |list, date: &str, document: &str| {
        let targets = vec!["p1/plan".parse().unwrap()];
        let fields = typed(&[("baseline", date), ("baseline_document", document)]);
        after(list, &Operation::Edit { targets, fields })
    };
    let once = due(list(), "2026-12-31", "1/QĐ");
    assert!(typed_edit(&once, &[("baseline_document", "")]).is_ok());
    let twice = due(once, "2027-03-31", "5/QĐ");
    assert_eq!(
        typed_edit(&twice, &[("baseline_document", "")]),
        Err(Refusal::NeedsDocument)
    );
}

#[test]
fn what_is_done_is_not_put_on_hold_until_it_is_reopened() {
    let hold = [("state", "on_hold"), ("reason", "x")];
    let done = after(list(), &done_today("p1/plan"));
    assert_eq!(typed_edit(&done, &hold), Err(Refusal::HoldsDone));
    let cancelled = [("state", "cancelled"), ("reason", "x")];
    assert!(typed_edit(&done, &cancelled).is_ok());
    let reopened = Operation::Reopen {
        targets: vec![milestone_id("p1/plan")],
    };
    assert!(typed_edit(&after(done, &reopened), &hold).is_ok());
}

#[test]
fn what_made_no_sense_before_keeps_nobody_from_anything_else() {
    let reasonless = [Assignment {
        entity: "p1/plan".parse().unwrap(),
        field: "reason".to_owned(),
        value: None,
        touch: None,
    }];
    let mut merged = paused();
    merged.apply(&reasonless);
    assert!(typed_edit(&merged, &[("obstacle", "x")]).is_ok());
    assert!(typed_edit(&merged, &[("forecast", "2027-01-31")]).is_ok());
    let two = [("state", "cancelled"), ("state", "open")];
    assert!(typed_edit(&merged, &two).is_ok());
}

#[test]
fn what_is_edited_by_hand_of_one_thing_is_judged_together() {
    let hold = [("state", "on_hold"), ("reason", "x")];
    let of = |entity: &str| hold.map(|(field, to)| edit(entity, field, Some(to.into())));
    let edits = [of("p1/plan"), of("p2/plan")].concat();
    assert_eq!(by_hand(&list(), &edits).map(|edits| edits.len()), Ok(4));
    let half = [of("p1/plan").to_vec(), of("p2/plan")[..1].to_vec()].concat();
    assert_eq!(by_hand(&list(), &half), Err(Refusal::NeedsReason));
}

#[test]
fn without_weight_of_its_own_it_has_that_of_its_kind_even_none() {
    let weightless = Operation::HandEdit {
        edits: vec![edit("kind:plan", "weight", Some(Value::Integer(0)))],
    };
    let list = after(list(), &weightless);
    let edits = [
        edit("p3/plan", "weight", None),
        edit("p3/ready", "weight", Some(Value::Integer(0))),
    ];
    assert_eq!(by_hand(&list, &edits), Err(Refusal::NoWeight));
}

#[test]
fn of_what_is_put_away_nothing_is_done() {
    let away = after(list(), &archive(&["p1", "kind:ready"], &[]));
    for target in ["p1/plan", "p2/ready"] {
        let done = Operation::Done {
            targets: vec![milestone_id(target)],
            on: None,
            evidence: None,
            note: None,
        };
        let unknown = Refusal::Unknown(target.parse().unwrap());
        assert_eq!(recorded(&away, &done), Err(unknown));
    }
    let shown = away
        .platforms()
        .map(|platform| platform.milestones().count());
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [1, 1],
        "p2 and p3 owe their plans"
    );
}

#[test]
fn a_note_is_as_long_as_a_text_may_be() {
    let noted = |length: usize| {
        let note = Operation::Note {
            targets: vec!["p1".parse().unwrap()],
            text: "x".repeat(length),
        };
        recorded(&list(), &note).map(|edits| edits.len())
    };
    assert_eq!(noted(Value::MAX_TEXT), Ok(1));
    let too_long = Err(Refusal::BadValue("note".into(), BadValue::TooLong));
    assert_eq!(noted(Value::MAX_TEXT + 1), too_long);
    assert_eq!(noted(Value::MAX_TEXT + 2), too_long);
}

#[test]
fn a_name_given_to_what_had_one_changes_no_other() {
    let named = Operation::Edit {
        targets: vec!["p1".parse().unwrap()],
        fields: typed(&[("name_vi", "Mới")]),
    };
    assert_eq!(recorded(&list(), &named).unwrap(), ["p1 name_vi=Mới"]);
    let unknown = [("name_status", "unknown"), ("name_fr", "Inconnue")];
    let unknown = Operation::Edit {
        targets: vec!["p1".parse().unwrap()],
        fields: typed(&unknown),
    };
    assert_eq!(
        recorded(&after(list(), &unknown), &named).unwrap(),
        [
            "p1 name_vi=Mới",
            "p1 name_fr=",
            "p1 name_en=",
            "p1 name_status="
        ]
    );
}
