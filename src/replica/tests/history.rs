//! The history, and taking back what stands in it.

use super::*;
use crate::domain::field::Owner;
use crate::domain::history::{Entry, Scope};
use crate::domain::operation::Place;

fn all(replica: &Replica) -> Vec<Entry> {
    listed(replica, &Scope::default())
}

fn listed(replica: &Replica, scope: &Scope) -> Vec<Entry> {
    replica.history(scope, usize::MAX, &mut |_| true).entries
}

/// The newest first: action, field, value after, what has become of it and by whom.
fn lines(replica: &Replica) -> Vec<String> {
    let line = |entry: &Entry| {
        let to = entry.to.as_ref().map_or("-".into(), ToString::to_string);
        let ended = entry.fate.ending().map_or("", |ending| &ending.by);
        let text = format!("{} {to} {} {ended}", entry.action, entry.fate.code());
        text.trim().to_owned()
    };
    all(replica).iter().map(line).collect()
}

fn back(line: &str) -> Reversal {
    Reversal {
        line: line.to_owned(),
        change: None,
    }
}

fn batch() -> Operation {
    Operation::Toggle {
        targets: ["plan", "needs"]
            .map(|kind| crate::domain::MilestoneId {
                platform: "ndxp".parse().unwrap(),
                kind: kind.parse().unwrap(),
            })
            .into(),
    }
}

#[test]
fn each_change_says_what_has_become_of_it_and_who_ended_it() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    mine.commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    theirs
        .commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap();
    mine.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    mine.undo().unwrap();
    assert_eq!(
        lines(&mine),
        [
            "undo - live",
            "set x voided a",
            "set 2027-02-28 live",
            "set 2027-01-31 overwritten b",
        ]
    );
    mine.redo().unwrap();
    assert_eq!(
        lines(&mine)[..3],
        ["redo x live", "undo - voided a", "set x live"]
    );
}

#[test]
fn a_history_is_that_of_a_thing_and_says_when_it_is_cut() {
    let home = Home::new();
    let mut replica = home.open("a");
    for target in ["ndxp/plan", "ndxp/needs", "digital-customs/plan"] {
        replica
            .commit(&set(target, "forecast", "2027-01-31"))
            .unwrap();
    }
    replica
        .commit(&set("ministry:finance", "remark", "x"))
        .unwrap();
    for (thing, number) in [
        ("ndxp", 2),
        ("ndxp/plan", 1),
        ("kind:plan", 2),
        ("ministry:finance", 2),
        ("ndc-cloud", 0),
    ] {
        let scope = Scope::of(&thing.parse().unwrap());
        assert_eq!(listed(&replica, &scope).len(), number, "{thing}");
    }
    let cut = |limit| {
        replica
            .history(&Scope::default(), limit, &mut |_| true)
            .is_cut
    };
    assert_eq!((cut(3), cut(4)), (true, false));
}

#[test]
fn any_action_of_anybody_can_be_taken_back_and_what_came_after_stays() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let wrong = theirs
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    mine.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    let recorded = mine.revert(&back(&wrong.id.to_string())).unwrap();
    assert_eq!((recorded.changes.len(), recorded.voided), (1, true));
    assert_eq!(value(&mine, "ndxp/plan", "forecast"), None);
    assert_eq!(value(&mine, "ndxp/plan", "reason").as_deref(), Some("x"));
    assert_eq!(
        lines(&mine),
        ["revert - live", "set x live", "set 2027-01-31 voided a"]
    );
    theirs.sync().unwrap();
    assert!(
        matches!(theirs.redo(), Err(CommitError::NothingToRedo)),
        "they have undone nothing"
    );
}

#[test]
fn an_undo_is_listed_with_the_values_that_it_found_and_left() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let plan = |text| set("ndxp/plan", "forecast", text);
    let newest = |replica: &Replica| {
        let Entry {
            action, was, to, ..
        } = all(replica).remove(0);
        let shown = |value: Option<Value>| value.map_or("-".into(), |value| value.to_string());
        format!("{action} {} {}", shown(was), shown(to))
    };
    mine.commit(&plan("2027-01-31")).unwrap();
    theirs.commit(&plan("2027-02-28")).unwrap();
    mine.undo().unwrap();
    assert_eq!(newest(&mine), "undo 2027-02-28 2027-02-28", "it is theirs");
    theirs.undo().unwrap();
    mine.sync().unwrap();
    assert_eq!(newest(&mine), "undo 2027-02-28 -");
    mine.redo().unwrap();
    assert_eq!(newest(&mine), "redo - 2027-01-31");
}

#[test]
fn a_change_is_listed_with_the_document_that_was_recorded_with_it() {
    let home = Home::new();
    let mut replica = home.open("a");
    let edit = |fields: &[(&str, &str)]| Operation::Edit {
        targets: vec!["ndxp/plan".parse().unwrap()],
        fields: fields
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect(),
    };
    let newest = |replica: &Replica, field: &str| {
        let entry = all(replica).into_iter().find(|entry| entry.field == field);
        entry.unwrap().document
    };
    let rebaseline = [("baseline", "2026-12-31"), ("baseline_document", "9/QĐ")];
    replica.commit(&edit(&rebaseline)).unwrap();
    assert_eq!(newest(&replica, "baseline").as_deref(), Some("9/QĐ"));
    let hold = [
        ("state", "on_hold"),
        ("reason", "chờ vốn"),
        ("state_document", "5/CV"),
    ];
    replica.commit(&edit(&hold)).unwrap();
    assert_eq!(newest(&replica, "reason").as_deref(), Some("5/CV"));
    replica
        .commit(&edit(&[("obstacle", "thiếu vốn"), ("proposal", "cấp vốn")]))
        .unwrap();
    assert_eq!(newest(&replica, "proposal"), None);
    let needs = crate::domain::MilestoneId {
        platform: "ndxp".parse().unwrap(),
        kind: "needs".parse().unwrap(),
    };
    let done = Operation::Done {
        targets: vec![needs],
        on: None,
        evidence: Some("7/BC".into()),
        note: Some("đã nhận".into()),
    };
    replica.commit(&done).unwrap();
    assert_eq!(newest(&replica, "actual").as_deref(), Some("7/BC"));
    replica.undo().unwrap();
    assert_eq!(newest(&replica, "actual").as_deref(), Some("7/BC"));
}

#[test]
fn one_undo_takes_a_revert_back_and_one_redo_reverts_again() {
    let home = Home::new();
    let wrong = home
        .open("b")
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    home.open("a")
        .commit(&set("ndxp/plan", "reason", "x"))
        .unwrap();
    home.open("a").revert(&back(&wrong.id.to_string())).unwrap();
    let forecast = || value(&home.open("a"), "ndxp/plan", "forecast");
    let reason = || value(&home.open("a"), "ndxp/plan", "reason");
    for _ in 0..2 {
        home.open("a").undo().unwrap();
        assert_eq!(forecast().as_deref(), Some("2027-01-31"));
        home.open("a").redo().unwrap();
        assert_eq!(forecast(), None);
    }
    home.open("a").undo().unwrap();
    home.open("a").undo().unwrap();
    assert_eq!(
        (forecast().is_some(), reason()),
        (true, None),
        "then comes the action before"
    );
    assert!(matches!(
        home.open("a").undo(),
        Err(CommitError::NothingToUndo)
    ));
}

#[test]
fn an_own_action_that_was_reverted_and_put_back_keeps_its_place_among_the_undos() {
    let home = Home::new();
    let mut replica = home.open("a");
    let first = replica
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    replica.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    replica.revert(&back(&first.id.to_string())).unwrap();
    replica.undo().unwrap();
    replica.undo().unwrap();
    assert_eq!(value(&replica, "ndxp/plan", "reason"), None);
    assert!(value(&replica, "ndxp/plan", "forecast").is_some());
    replica.undo().unwrap();
    assert_eq!(value(&replica, "ndxp/plan", "forecast"), None);
    assert!(matches!(replica.undo(), Err(CommitError::NothingToUndo)));
    replica.redo().unwrap();
    assert!(value(&replica, "ndxp/plan", "forecast").is_some());
}

#[test]
fn one_change_out_of_a_batch_is_taken_back_by_a_line_of_its_own() {
    let home = Home::new();
    let mut replica = home.open("a");
    let id = replica.commit(&batch()).unwrap().id.to_string();
    let one = Reversal {
        line: id.clone(),
        change: Some(("ndxp/needs".into(), "actual".into())),
    };
    assert!(replica.revert(&one).unwrap().of.is_none());
    let actual = |replica: &Replica, kind: &str| value(replica, &format!("ndxp/{kind}"), "actual");
    assert!(actual(&replica, "plan").is_some() && actual(&replica, "needs").is_none());
    assert!(matches!(
        replica.revert(&one),
        Err(CommitError::Revert(RevertError::Already { .. }))
    ));
    replica.undo().unwrap();
    assert!(actual(&replica, "needs").is_some());
    replica.revert(&back(&id)).unwrap();
    assert!(actual(&replica, "plan").is_none() && actual(&replica, "needs").is_none());
}

#[test]
fn an_own_action_that_somebody_took_back_and_put_back_can_be_undone() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let set = mine.commit(&set("ndxp/plan", "forecast", "2027-01-31"));
    let line = set.unwrap().id.to_string();
    theirs.revert(&back(&line)).unwrap();
    assert!(matches!(mine.undo(), Err(CommitError::NothingToUndo)));
    theirs.undo().unwrap();
    mine.undo().unwrap();
    assert_eq!(value(&mine, "ndxp/plan", "forecast"), None);
}

#[test]
fn taking_back_an_undo_does_the_action_again() {
    let home = Home::new();
    let mut replica = home.open("a");
    replica.commit(&batch()).unwrap();
    let undo = replica.undo().unwrap().id.to_string();
    let one = Reversal {
        line: undo.clone(),
        change: Some(("ndxp/plan".into(), "actual".into())),
    };
    replica.revert(&one).unwrap();
    let actual = |replica: &Replica, kind: &str| value(replica, &format!("ndxp/{kind}"), "actual");
    assert!(actual(&replica, "plan").is_some() && actual(&replica, "needs").is_none());
    replica.undo().unwrap();
    let recorded = replica.revert(&back(&undo)).unwrap();
    assert!(!recorded.voided && actual(&replica, "needs").is_some());
    replica.undo().unwrap();
    assert!(actual(&replica, "needs").is_none());
}

#[test]
fn what_somebody_else_has_put_back_and_undone_again_is_no_longer_ones_own_to_redo() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    mine.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    let undone = mine.undo().unwrap();
    theirs.revert(&back(&undone.id.to_string())).unwrap();
    theirs.undo().unwrap();
    assert!(matches!(mine.redo(), Err(CommitError::NothingToRedo)));
}

#[test]
fn what_was_overwritten_before_the_change_that_was_taken_back_is_still_overwritten() {
    let home = Home::new();
    let mut replica = home.open("a");
    replica.commit(&edit(&[("obstacle", "x")])).unwrap();
    let two = [("obstacle", "y"), ("proposal", "z")];
    let line = replica.commit(&edit(&two)).unwrap().id;
    replica.revert(&one(line, "obstacle")).unwrap();
    assert_eq!(
        lines(&replica),
        [
            "revert x live",
            "set z live",
            "set y voided a",
            "set x overwritten a"
        ]
    );
}

#[test]
fn the_document_of_a_change_is_its_number_whatever_else_is_recorded_of_it() {
    let home = Home::new();
    let mut replica = home.open("a");
    let document = [
        ("evidence.k.number", Some(text("7/BC"))),
        ("evidence.k.link", Some(text("https://example.org"))),
    ];
    say(&mut replica, "ndxp/plan", &document);
    let documents = all(&replica).into_iter().map(|entry| entry.document);
    assert_eq!(
        documents.collect::<Vec<_>>(),
        ["7/BC", "7/BC"].map(|number| Some(number.to_owned()))
    );
}

#[test]
fn what_does_not_stand_is_refused_with_who_and_when() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let first = mine
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap()
        .id
        .to_string();
    let second = theirs
        .commit(&set("ndxp/plan", "forecast", "2027-02-28"))
        .unwrap()
        .id
        .to_string();
    let refused = |replica: &mut Replica, reversal: &Reversal| match replica.revert(reversal) {
        Err(CommitError::Revert(error)) => error,
        other => panic!("{other:?}"),
    };
    let at = "2026-11-23T07:14:05".parse().unwrap();
    let by = "b".to_owned();
    assert_eq!(
        refused(&mut mine, &back(&first)),
        RevertError::ChangedSince { by, at }
    );
    theirs.undo().unwrap();
    let by = "b".to_owned();
    assert_eq!(
        refused(&mut mine, &back(&second)),
        RevertError::Already { by, at }
    );
    let change = Some(("ndxp/plan".into(), "reason".into()));
    let elsewhere = Reversal {
        line: first.clone(),
        change,
    };
    assert_eq!(
        refused(&mut mine, &elsewhere),
        RevertError::NotInLine("ndxp/plan reason".into())
    );
    let list = mine
        .fold()
        .lines()
        .find(|line| line.body.changes.is_empty());
    let list = list.unwrap().id.to_string();
    let nothing = say(&mut theirs, "ndxp/plan", &[]).to_string();
    for name in ["", "xyz", "00000000000000000000", &list, &nothing] {
        assert_eq!(
            refused(&mut mine, &back(name)),
            RevertError::UnknownLine(name.into())
        );
    }
    mine.revert(&back(&first[..8].to_uppercase())).unwrap();
    assert_eq!(value(&mine, "ndxp/plan", "forecast"), None);
}

#[test]
fn a_beginning_that_several_lines_share_is_ambiguous() {
    let home = Home::new();
    let mut replica = home.open("a");
    for day in 1..=17 {
        replica
            .commit(&set("ndxp/plan", "forecast", &format!("2027-01-{day:02}")))
            .unwrap();
    }
    let mut starts: Vec<String> = all(&replica)
        .iter()
        .map(|entry| entry.line[..1].to_owned())
        .collect();
    starts.sort();
    let twice = starts.windows(2).find(|pair| pair[0] == pair[1]).unwrap()[0].clone();
    assert!(matches!(
        replica.revert(&back(&twice)),
        Err(CommitError::Revert(RevertError::AmbiguousLine(_, 2..)))
    ));
}

#[test]
fn what_is_taken_back_is_listed_from_what_it_was_to_what_it_is_again() {
    let home = Home::new();
    let mut replica = home.open("a");
    replica
        .commit(&set("ndxp/plan", "forecast", "2027-01-31"))
        .unwrap();
    replica.undo().unwrap();
    let undone = all(&replica).remove(0);
    let text = |value: Option<Value>| value.map(|value| value.to_string());
    assert_eq!(text(undone.was).as_deref(), Some("2027-01-31"));
    assert_eq!(text(undone.to), None);
}

#[test]
fn a_new_thing_or_a_move_is_one_entry_whatever_is_recorded_with_it() {
    let home = Home::new();
    let mut replica = home.open("a");
    let typed = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
        let fields = fields.iter();
        fields
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    };
    let add = |what, code: &str, fields: &[(&str, &str)]| Operation::Add {
        what,
        code: code.to_owned(),
        platforms: Vec::new(),
        fields: typed(fields),
    };
    let health = [("name_vi", "Sức khỏe"), ("ministry", "health")];
    let operations = [
        (add(Owner::Platform, "vitals", &health), "vitals added"),
        (
            add(Owner::Kind, "audit", &[("short_vi", "Kiểm toán")]),
            "kind:audit added",
        ),
        (
            Operation::Move {
                platforms: vec!["vitals".parse().unwrap()],
                fields: typed(&[("ministry", "finance"), ("move_document", "5/QĐ")]),
            },
            "vitals ministry",
        ),
        (
            Operation::Order {
                targets: vec!["vitals".parse().unwrap()],
                to: Place::First,
            },
            "vitals order",
        ),
    ];
    for (operation, entry) in operations {
        let recorded = replica.commit(&operation).unwrap();
        let line = recorded.id.to_string();
        let entries = all(&replica).into_iter();
        let entries = entries.filter(|entry| entry.line == line);
        let said: Vec<String> = entries
            .map(|entry| format!("{} {}", entry.target, entry.field))
            .collect();
        assert_eq!(said, [entry]);
    }
}

fn edit(fields: &[(&str, &str)]) -> Operation {
    let fields = fields.iter();
    Operation::Edit {
        targets: vec!["ndxp/regulation".parse().unwrap()],
        fields: fields
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect(),
    }
}

fn one(line: LineId, field: &str) -> Reversal {
    Reversal {
        line: line.to_string(),
        change: Some(("ndxp/regulation".into(), field.into())),
    }
}

fn values(replica: &Replica, fields: &[&str]) -> Vec<String> {
    let text = |field: &&str| value(replica, "ndxp/regulation", field).unwrap_or_default();
    fields.iter().map(text).collect()
}

#[test]
fn what_was_decided_together_is_taken_back_together() {
    let home = Home::new();
    let mut replica = home.open("a");
    let due = ["baseline", "baseline_document", "original_baseline"];
    let first = [("baseline", "2026-12-31"), ("baseline_document", "1/QĐ")];
    replica.commit(&edit(&first)).unwrap();
    let second = [
        ("baseline", "2027-03-31"),
        ("baseline_document", "5/QĐ"),
        ("obstacle", "thiếu vốn"),
    ];
    let line = replica.commit(&edit(&second)).unwrap().id;
    let set_now = ["2027-03-31", "5/QĐ", "2026-12-31"];
    assert_eq!(values(&replica, &due), set_now);
    for field in due {
        replica.revert(&one(line, field)).unwrap();
        assert_eq!(
            values(&replica, &due),
            ["2026-12-31", "1/QĐ", ""],
            "{field}"
        );
        assert_eq!(values(&replica, &["obstacle"]), ["thiếu vốn"]);
        replica.undo().unwrap();
        assert_eq!(values(&replica, &due), set_now);
    }
    replica.revert(&one(line, "obstacle")).unwrap();
    assert_eq!(values(&replica, &due), set_now);
}

#[test]
fn a_hold_is_taken_back_with_what_was_said_of_it_since() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let of_hold = ["state", "reason", "state_document"];
    let hold = [("state", "on_hold"), ("reason", "chờ vốn")];
    let line = mine.commit(&edit(&hold)).unwrap().id;
    let document = theirs.commit(&set("ndxp/regulation", "state_document", "5/CV"));
    let document = document.unwrap().id;
    let reason = theirs.commit(&set("ndxp/regulation", "reason", "chờ vốn ODA"));
    let reason = reason.unwrap().id;
    mine.revert(&one(line, "state")).unwrap();
    assert_eq!(values(&mine, &of_hold), ["", "", "5/CV"]);
    mine.undo().unwrap();
    assert_eq!(values(&mine, &of_hold), ["on_hold", "chờ vốn ODA", "5/CV"]);
    mine.revert(&one(document, "state_document")).unwrap();
    mine.revert(&one(reason, "reason")).unwrap();
    assert_eq!(values(&mine, &of_hold), ["on_hold", "chờ vốn", ""]);
    mine.revert(&back(&line.to_string())).unwrap();
    assert_eq!(values(&mine, &of_hold), ["", "", ""]);
}

#[test]
fn nothing_is_taken_back_that_what_came_after_rests_on() {
    let home = Home::new();
    let mut replica = home.open("a");
    let reason = replica.commit(&set("ndxp/regulation", "reason", "chờ vốn"));
    let reason = reason.unwrap().id;
    replica.commit(&edit(&[("state", "on_hold")])).unwrap();
    let first = [("baseline", "2026-12-31"), ("baseline_document", "1/QĐ")];
    replica.commit(&edit(&first)).unwrap();
    let second = [("baseline", "2027-03-31"), ("baseline_document", "5/QĐ")];
    let second = replica.commit(&edit(&second)).unwrap().id;
    let third = [("baseline", "2027-06-30"), ("baseline_document", "9/QĐ")];
    replica.commit(&edit(&third)).unwrap();
    for reversal in [back(&reason.to_string()), one(reason, "reason")] {
        assert!(matches!(
            replica.revert(&reversal),
            Err(CommitError::Refused(Refusal::NeedsReason))
        ));
    }
    for reversal in [back(&second.to_string()), one(second, "original_baseline")] {
        assert!(matches!(
            replica.revert(&reversal),
            Err(CommitError::Revert(RevertError::ChangedSince { .. }))
        ));
    }
    let now = ["baseline", "original_baseline", "reason"];
    assert_eq!(
        values(&replica, &now),
        ["2027-06-30", "2026-12-31", "chờ vốn"]
    );
}

#[test]
fn what_was_taken_back_in_part_says_so_until_it_is_set_again() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let two = [("obstacle", "x"), ("proposal", "y")];
    let line = mine.commit(&edit(&two)).unwrap().id;
    theirs.revert(&one(line, "obstacle")).unwrap();
    mine.sync().unwrap();
    assert_eq!(
        lines(&mine),
        ["revert - live", "set y live", "set x voided b"]
    );
    mine.revert(&back(&line.to_string())).unwrap();
    assert_eq!(values(&mine, &["obstacle", "proposal"]), ["", ""]);
    let whole = lines(&mine);
    assert_eq!(
        whole[1..],
        [
            "revert - live",
            "revert - live",
            "set y voided a",
            "set x voided a"
        ]
    );
    mine.undo().unwrap();
    mine.commit(&set("ndxp/regulation", "obstacle", "z"))
        .unwrap();
    let set_again = lines(&mine).pop();
    assert_eq!(set_again.as_deref(), Some("set x overwritten a"));
}

#[test]
fn a_line_that_speaks_twenty_thousand_times_of_one_field_is_taken_back_at_once() {
    let home = Home::new();
    let mut replica = home.open("a");
    replica.commit(&set("ndxp/plan", "reason", "rain")).unwrap();
    let stamp = replica.fold().latest();
    let mut body = Body::new(stamp, "aaaaaaaa-0".into(), "Lan".into(), "set");
    let change = |n: usize| LineChange {
        entity: "ndxp/plan".into(),
        field: "obstacle".into(),
        was: None,
        to: Some(Value::from(&*n.to_string())),
        over: Vec::new(),
    };
    body.changes.extend((0..20_000).map(change));
    let (line, mut bytes) = Line::seal(body).unwrap();
    bytes.push(b'\n');
    let journals = home.0.path().join("store/journal");
    std::fs::write(journals.join("aaaaaaaa-0.jsonl"), bytes).unwrap();
    let recorded = replica.revert(&back(&line.id.to_string())).unwrap();
    assert_eq!(recorded.changes.len(), 1);
    assert_eq!(value(&replica, "ndxp/plan", "obstacle"), None);
}
