//! What is made of edits by hand, and where they are refused.

use super::*;
use crate::store::edited::Place;

/// A milestone whose due date was moved once, the next one with its first, and what becomes of edits of their document.
fn edited(edits: &[(&str, &str)]) -> (String, Result<Vec<HandEdit>, AdoptError>) {
    let home = Home::new();
    let mut replica = home.open("a");
    let due = |target: &str, fields: &[(&str, &str)]| Operation::Edit {
        targets: vec![target.parse().unwrap()],
        fields: fields
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect(),
    };
    let moved = [("baseline", "2027-02-28"), ("baseline_document", "5/QĐ")];
    for operation in [
        due("ndxp/needs", &[("baseline", "2027-01-31")]),
        due("ndxp/needs", &moved),
        due("ndxp/regulation", &[("baseline", "2027-05-31")]),
    ] {
        replica.commit(&operation).unwrap();
    }
    replica.write_view().unwrap();
    let mut text = std::fs::read_to_string(home.view()).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(home.view(), &text).unwrap();
    (text, replica.hand_edits())
}

/// The edits, each with its value.
fn taken(edits: &[(&str, &str)]) -> Option<Vec<String>> {
    let (_, edits) = edited(edits);
    let said = |HandEdit { change, .. }: HandEdit| match change.to {
        Some(to) => format!("{} {to}", change.field),
        None => change.field,
    };
    Some(edits.ok()?.into_iter().map(said).collect())
}

#[test]
fn open_is_no_state_and_any_other_text_may_be_that_word() {
    let due = "\"baseline\":\"2027-02-28\"";
    for (field, edits) in [("state", &[][..]), ("reason", &["reason open"])] {
        let edit = format!("\"{field}\":\"open\",{due}");
        assert_eq!(taken(&[(due, &edit)]).unwrap(), edits, "{edit}");
    }
}

#[test]
fn of_a_due_date_that_is_moved_no_other_first_date_is_taken_than_the_one_that_follows() {
    let due = "\"baseline\":\"2027-05-31\"";
    let moved = "\"baseline\":\"2027-06-30\",\"baseline_document\":\"7/QĐ\"";
    let with = |first: &str| taken(&[(due, &format!("{moved},\"original_baseline\":\"{first}\""))]);
    let edits = taken(&[(due, moved)]);
    assert!(edits.is_some());
    assert_eq!(with("2027-05-31"), edits);
    assert_eq!(with("2026-12-01"), None);
    // By itself it is put right like any other date.
    let edits = taken(&[("\"2027-01-31\"", "\"2026-12-01\"")]).unwrap();
    assert_eq!(edits, ["original_baseline 2026-12-01"]);
}

#[test]
fn an_edit_that_is_right_only_with_another_one_is_not_to_blame_for_what_is_wrong_elsewhere() {
    let next = "{\"id\":\"regulation\",\"baseline\":\"2027-05-31\"";
    let (text, edits) = edited(&[
        ("2027-02-28", "2027-03-31"),
        ("5/QĐ", "7/QĐ"),
        (next, &format!("{next},\"state\":\"on_hold\"")),
    ]);
    let place = Place::of(text.as_bytes(), text.find("\"on_hold\"").unwrap());
    match edits {
        Err(AdoptError::Refused(at, Refusal::NeedsReason)) => assert_eq!(at, place),
        other => panic!("{other:?}"),
    }
}
