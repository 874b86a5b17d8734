//! Who records, what is refused before anything is recorded, and what a look at the store tells.

use super::*;
use crate::domain::MilestoneId;
use crate::store::line::MAX_LEN;

fn milestone(text: &str) -> MilestoneId {
    match text.parse().unwrap() {
        crate::domain::Entity::Milestone(id) => id,
        other => panic!("{other} is no milestone"),
    }
}

#[test]
fn a_change_is_signed_by_who_records_at_that_time() {
    let home = Home::new();
    let mut replica = home.open("a");
    let first = replica.commit(&set("ndxp/plan", "reason", "x")).unwrap();
    replica.sign_as("Lan".into());
    let second = replica.commit(&set("ndxp/plan", "reason", "y")).unwrap();
    let by = |id| &*replica.fold().line(id).unwrap().body.by;
    assert_eq!((by(first.id), by(second.id)), ("a", "Lan"));
}

#[test]
fn a_look_names_each_author_of_something_new_once_and_never_the_list() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    for (by, text) in [("Lan", "x"), ("Mai", "y"), ("Lan", "z")] {
        theirs.sign_as(by.into());
        theirs.commit(&set("ndxp/plan", "reason", text)).unwrap();
    }
    assert_eq!(mine.sync().unwrap().by, ["Lan", "Mai"]);
    assert!(mine.sync().unwrap().by.is_empty());
}

#[test]
fn where_evidence_is_required_nothing_is_done_without_it() {
    let home = Home::new();
    let mut replica = home.open("a");
    let done = |evidence: Option<&str>| Operation::Done {
        targets: vec![milestone("ndxp/plan")],
        on: None,
        evidence: evidence.map(str::to_owned),
        note: None,
    };
    replica.require_evidence(true);
    let refused = replica.commit(&done(None));
    assert!(
        matches!(refused, Err(CommitError::Refused(_))),
        "{refused:?}"
    );
    replica.require_evidence(false);
    replica.commit(&done(None)).unwrap();
    replica.undo().unwrap();
    replica.require_evidence(true);
    replica.commit(&done(Some("12/QĐ"))).unwrap();
}

#[test]
fn what_would_be_recorded_can_be_seen_before_and_records_nothing() {
    let home = Home::new();
    let mut replica = home.open("a");
    let operation = set("ndxp/plan", "forecast", "2027-01-31");
    let edits = replica.preview(&operation).unwrap();
    let fields: Vec<&str> = edits.iter().map(|edit| &*edit.field).collect();
    assert_eq!(fields, ["forecast"]);
    assert!(!home.0.path().join("store").exists());
    let recorded = replica.commit(&operation).unwrap();
    assert_eq!(recorded.changes.len(), edits.len());
    assert!(
        replica
            .preview(&set("ndxp/plan", "forecast", "soon"))
            .is_err()
    );
}

#[test]
fn a_new_list_is_compared_with_the_one_that_stands() {
    let home = Home::new();
    let replica = home.open("a");
    let mut list = catalogue::parse(catalogue::EMBEDDED).unwrap();
    let is_same = |list: &Additions| replica.revision(list, None).differences.is_empty();
    assert!(is_same(&list));
    let (_, fields) = list
        .iter_mut()
        .find(|(entity, _)| entity.to_string() == "ndxp")
        .unwrap();
    fields.insert("name_en".into(), Value::from("Another name"));
    assert!(!is_same(&list));
}

#[test]
fn what_stands_already_is_not_recorded_again() {
    let home = Home::new();
    let mut replica = home.open("a");
    let operation = set("ndxp/plan", "reason", "rain");
    replica.commit(&operation).unwrap();
    assert_eq!(replica.preview(&operation), Err(Refusal::Nothing));
    let again = replica.commit(&operation);
    assert!(
        matches!(again, Err(CommitError::Refused(Refusal::Nothing))),
        "{again:?}"
    );
}

#[test]
fn an_action_too_large_for_a_line_is_refused_whole() {
    let home = Home::new();
    let mut replica = home.open("a");
    let text = "x".repeat(Value::MAX_TEXT);
    let edits = (0..=MAX_LEN / text.len()).map(|number| Edit {
        entity: "ndxp/plan".parse().unwrap(),
        field: format!("note.{number}.text"),
        to: Some(Value::from(&*text)),
    });
    let edits = edits.collect();
    let refused = replica.commit(&Operation::HandEdit { edits });
    assert!(matches!(refused, Err(CommitError::TooLarge)), "{refused:?}");
    assert!(!home.0.path().join("store").exists());
    replica.commit(&set("ndxp/plan", "reason", "rain")).unwrap();
}
