//! What an edit of `store.json` by hand is taken for, and where it is refused.

use tiendo::domain::{Refusal, Value};
use tiendo::replica::{AdoptError, Replica};
use tiendo::store::edited::{Place, Problem};

use super::fixture::{ROOT, open, set};
use super::sim::SimDisk;

/// A store with one forecast, and its document after an edit.
fn edited(edit: impl FnOnce(&str) -> String) -> Replica {
    let disk = SimDisk::new();
    let mut replica = open(Box::new(disk.clone()), "lan", 0).unwrap();
    replica
        .commit(&set("p1/plan", "forecast", "2027-01-02"))
        .unwrap();
    replica.write_view().unwrap();
    let mut files = disk.files(std::path::Path::new(ROOT)).into_iter();
    let (_, bytes) = files.find(|(name, _)| name == "store.json").unwrap();
    let text = edit(&String::from_utf8(bytes).unwrap());
    let path = std::path::Path::new(ROOT).join("store.json");
    disk.put(&path, text.as_bytes());
    replica
}

const PLAN: &str = r#"{"id":"plan","forecast":"2027-01-02"}"#;

fn replaced(from: &'static str, to: &'static str) -> Replica {
    edited(|text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn a_field_that_is_changed_added_or_taken_out_is_an_edit() {
    let text = |text: &str| Some(Value::from(text));
    for (from, to, edits) in [
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-02-03"}"#,
            vec![("p1/plan", "forecast", text("2027-02-03"))],
        ),
        (
            PLAN,
            r#"{"forecast":"2027-01-02","id":"plan","reason":"rain"}"#,
            vec![("p1/plan", "reason", text("rain"))],
        ),
        (
            PLAN,
            r#"{"id":"plan"}"#,
            vec![("p1/plan", "forecast", None)],
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":null}"#,
            vec![("p1/plan", "forecast", None)],
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","reason":null}"#,
            vec![],
        ),
        (
            PLAN,
            r#"{ "id" : "plan", "forecast" : "2027-01-02" }"#,
            vec![],
        ),
        (
            r#"{"id":"m","name_vi":"ministry:m"}"#,
            r#"{"id":"m","name_vi":"M","focal_name":"Lan"}"#,
            vec![
                ("ministry:m", "name_vi", text("M")),
                ("ministry:m", "focal_name", text("Lan")),
            ],
        ),
        (
            r#"{"id":"plan","name_vi":"kind:plan"}"#,
            r#"{"id":"plan","name_vi":"kind:plan","weight":7}"#,
            vec![("kind:plan", "weight", Some(Value::Integer(7)))],
        ),
        (
            r#""programme":{"name_vi":"programme"}"#,
            r#""programme":{"name_vi":"Another"}"#,
            vec![("programme", "name_vi", text("Another"))],
        ),
        (r#""conflicts":0"#, r#""conflicts":17"#, vec![]),
        (r#""check":""#, r#""check":"00"#, vec![]),
    ] {
        let found = replaced(from, to).hand_edits().unwrap();
        let mut found: Vec<_> = found
            .iter()
            .map(|edit| &edit.change)
            .map(|edit| (edit.entity.clone(), &*edit.field, edit.to.clone()))
            .collect();
        let mut expected: Vec<_> = edits
            .into_iter()
            .map(|(entity, field, to)| (entity.to_owned(), field, to))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{to}");
    }
}

#[test]
fn what_cannot_be_taken_is_refused_at_its_place() {
    let twice = |name: &str| Problem::Twice(name.to_owned());
    let unknown = |name: &str| Problem::Unknown(name.to_owned());
    let absent = |name: &str| Problem::Absent(name.to_owned());
    let shape = |name: &str| Problem::Shape(name.to_owned());
    for (from, to, line, column, problem) in [
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","forecast":"2027-01-03"}"#,
            14,
            51,
            twice("forecast"),
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":[1]}"#,
            14,
            27,
            shape("forecast"),
        ),
        (PLAN, r#"{"forecast":"2027-01-02"}"#, 14, 3, absent("id")),
        (PLAN, r#"{"id":7}"#, 14, 9, shape("id")),
        (
            PLAN,
            r#"{"id":"plan","added":true}"#,
            14,
            24,
            unknown("added"),
        ),
        (PLAN, "[]", 14, 3, shape("{ }")),
        (
            r#"{"id":"trial"}
 ]},"#,
            r#"{"id":"plan"}
 ]},"#,
            15,
            3,
            twice("p1/plan"),
        ),
        (
            r#",
  {"id":"trial"}
 ]},"#,
            "
 ]},",
            13,
            2,
            absent("p1/trial"),
        ),
        // Another edit beside it makes it no more welcome.
        (
            r#"{"id":"plan","forecast":"2027-01-02"},
  {"id":"trial"}"#,
            r#"{"id":"plan","forecast":"2027-01-05"}"#,
            13,
            2,
            absent("p1/trial"),
        ),
        (
            r#" {"id":"m","name_vi":"ministry:m"}
"#,
            "\n",
            1,
            1,
            absent("ministry:m"),
        ),
        (
            r#""others""#,
            r#""strangers""#,
            22,
            13,
            unknown("strangers"),
        ),
        (
            r#""platforms":["#,
            r#""platforms":{}, "x":["#,
            12,
            13,
            shape("platforms"),
        ),
        (r#""upto":{"#, r#""since":{"#, 1, 1, absent("upto")),
        (r#""upto":{"#, r#""upto":7, "x":{"#, 3, 8, shape("upto")),
    ] {
        let told = replaced(from, to).hand_edits();
        let Err(AdoptError::Unreadable(bad)) = &told else {
            panic!("{to}: {told:?}");
        };
        assert_eq!(
            (bad.place, &bad.problem),
            (Place { line, column }, &problem),
            "{to}"
        );
        assert!(!bad.is_damage(), "{to}");
    }
}

#[test]
fn what_cannot_be_read_at_all_is_damage_and_is_named_by_line_and_column() {
    for (text, line, column) in [
        ("{\n \"upto\": {\n", 3, 1),
        ("", 1, 1),
        (" \n\n", 1, 1),
        ("\u{feff}\r\n", 1, 1),
        ("[1,\n 2 3]", 2, 4),
        ("{\"a\":1}x", 1, 8),
    ] {
        let told = edited(|_| text.to_owned()).hand_edits();
        match told {
            Err(AdoptError::Unreadable(bad)) => {
                assert!(bad.is_damage(), "{text}");
                let is_empty = text.trim_matches(['\u{feff}', ' ', '\r', '\n']).is_empty();
                assert_eq!(bad.problem == Problem::Empty, is_empty, "{text}");
                assert_eq!((bad.place.line, bad.place.column), (line, column), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    let newer = replaced("tiendo/1", "tiendo/2").hand_edits();
    assert!(
        matches!(&newer, Err(AdoptError::Unreadable(bad)) if bad.problem == Problem::Newer && bad.place == Place { line: 2, column: 1 }),
        "{newer:?}"
    );
}

#[test]
fn what_the_rules_refuse_is_refused_at_its_value() {
    for (from, to, line, column) in [
        (PLAN, r#"{"id":"plan","forecast":"31/4/2027"}"#, 14, 27),
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","unheard_of":1}"#,
            14,
            53,
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","state":"on_hold"}"#,
            14,
            48,
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","actual":"2027-01-02"}"#,
            14,
            49,
        ),
        (
            PLAN,
            r#"{"id":"plan","forecast":"2027-01-02","note.x":7}"#,
            14,
            49,
        ),
        (
            r#"{"id":"p2","ministry":"m","#,
            r#"{"id":"p2","ministry":"nobody","#,
            17,
            24,
        ),
        (
            r#"{"id":"p2","ministry":"m","#,
            r#"{"id":"../p2","ministry":"m","#,
            18,
            3,
        ),
        (
            r#"{"id":"p2","ministry":"m","#,
            r#"{"id":"p3","ministry":"m","#,
            18,
            3,
        ),
    ] {
        let told = replaced(from, to).hand_edits();
        assert!(
            matches!(&told, Err(AdoptError::Refused(place, _)) if *place == (Place { line, column })),
            "{to}: {told:?}"
        );
    }
    let told = replaced(
        PLAN,
        r#"{"id":"plan","forecast":"2027-01-02","evidence.x.colour":"red"}"#,
    )
    .hand_edits();
    assert!(
        matches!(
            &told,
            Err(AdoptError::Refused(_, Refusal::UnknownField(..)))
        ),
        "{told:?}"
    );
}

#[test]
fn what_is_no_json_is_named_by_a_column_that_counts_characters() {
    let told = replaced(PLAN, r#"{"id":"plan","reason":"địa" x}"#).hand_edits();
    let Err(AdoptError::Unreadable(bad)) = &told else {
        panic!("{told:?}");
    };
    assert_eq!(
        bad.place,
        Place {
            line: 14,
            column: 31
        }
    );
    assert!(bad.is_damage());
}
