//! The JSON Schema of `store.json` against what the program writes and takes.

use serde_json::{Value, json};

use crate::program::Machine;

/// Whether a value is right by the words that the schema uses.
fn is_valid(schema: &Value, value: &Value) -> bool {
    let by_type = match &schema["type"] {
        Value::Null => true,
        Value::Array(types) => types.iter().any(|name| is_a(name, value)),
        name => is_a(name, value),
    };
    let by_choice = match &schema["enum"] {
        Value::Array(choices) => choices.contains(value),
        _ => schema.get("const").is_none_or(|only| only == value),
    };
    let by_bounds = value.as_i64().is_none_or(|number| {
        let bound = |name: &str, none| schema[name].as_i64().unwrap_or(none);
        (bound("minimum", i64::MIN)..=bound("maximum", i64::MAX)).contains(&number)
    });
    let items = value.as_array().into_iter().flatten();
    let by_items = items.clone().all(|item| is_valid(&schema["items"], item));
    let mut members = value.as_object().into_iter().flatten();
    by_type
        && by_choice
        && by_bounds
        && by_items
        && members.all(|(name, value)| is_valid(member(schema, name), value))
}

fn is_a(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        other => unreachable!("{other}"),
    }
}

/// The schema of a member, by its name, else by its pattern, of which those here know a beginning and an end.
fn member<'s>(schema: &'s Value, name: &str) -> &'s Value {
    let matches = |pattern: &str| {
        let pattern = pattern.replace('\\', "");
        let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
        let (start, end) = pattern.split_once('*').unwrap_or((pattern, ""));
        name.starts_with(start.trim_end_matches('.')) && name.ends_with(end)
    };
    let patterns = schema["patternProperties"].as_object().into_iter();
    let mut patterns = patterns.flatten();
    schema["properties"]
        .get(name)
        .or_else(|| Some(patterns.find(|(pattern, _)| matches(pattern))?.1))
        .unwrap_or(&schema["additionalProperties"])
}

fn schema(machine: &Machine) -> Value {
    serde_json::from_str(&machine.ok(&["schema", "--lang", "en"])).unwrap()
}

#[test]
fn what_is_written_follows_the_schema_and_what_would_be_refused_does_not() {
    let machine = Machine::new();
    machine.ok(&[
        "done",
        "ndxp",
        "plan",
        "--on",
        "2026-01-05",
        "--evidence",
        "12/QĐ",
    ]);
    machine.ok(&["note", "ndxp/needs", "đã gửi phiếu"]);
    machine.ok(&["hold", "ndxp", "needs", "--reason", "rain"]);
    machine.ok(&["move", "ndxp", "BYT", "--document", "34/QĐ"]);
    machine.ok(&["archive", "vneid", "--reason", "twice"]);
    let schema = schema(&machine);
    let text = std::fs::read_to_string(machine.store().join("store.json")).unwrap();
    let written: Value = serde_json::from_str(&text).unwrap();
    assert!(is_valid(&schema, &written));
    let platforms = written["platforms"].as_array().unwrap();
    let place = platforms
        .iter()
        .position(|one| one["id"] == "ndxp")
        .unwrap();
    for (field, value, is_right) in [
        ("state", json!("later"), false),
        ("state", json!(null), true),
        ("weight", json!(1001), false),
        ("weight", json!("5"), false),
        ("forecast", json!(20_260_105), false),
        ("evidence.12-qd.date", json!(true), false),
        ("note.mine", json!("x"), true),
        ("note.mine", json!(1), false),
    ] {
        let mut edited = written.clone();
        edited["platforms"][place]["milestones"][0][field] = value.clone();
        assert_eq!(is_valid(&schema, &edited), is_right, "{field}: {value}");
    }
}

#[test]
fn every_field_that_can_be_set_is_in_the_schema_with_its_label() {
    let machine = Machine::new();
    let schema = schema(&machine);
    let things = &schema["properties"];
    let platform = &things["platforms"]["items"]["properties"];
    let milestone = &platform["milestones"]["items"]["properties"];
    for (schema, field, title) in [
        (milestone, "forecast", "Forecast"),
        (milestone, "obstacle", "Obstacle"),
        (platform, "focal_email", "E-mail"),
        (platform, "ministry", "Owner"),
        (
            &things["kinds"]["items"]["properties"],
            "short_fr",
            "French short name",
        ),
        (
            &things["ministries"]["items"]["properties"],
            "archived",
            "Archived on",
        ),
    ] {
        assert_eq!(schema[field]["title"], title, "{field}");
    }
    let platform = &things["platforms"]["items"];
    let milestone = &platform["properties"]["milestones"]["items"];
    for (thing, keyed) in [
        (platform, &["^note", "^move", "^move"][..]),
        (
            milestone,
            &["^note", "^evidence", "^evidence", "^evidence", "^evidence"],
        ),
        (&things["ministries"]["items"], &["^note"]),
        (&things["kinds"]["items"], &["^note"]),
    ] {
        let patterns = thing["patternProperties"].as_object().unwrap().keys();
        let starts: Vec<&str> = patterns
            .filter_map(|pattern| pattern.split('\\').next())
            .collect();
        assert_eq!(starts, keyed);
    }
}
