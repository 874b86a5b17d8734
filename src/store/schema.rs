//! The JSON Schema of `store.json`, from the table of fields: an editor that knows it completes the names of fields and
//! underlines what an edit by hand would be refused for.

use serde_json::{Map, Value as Json, json};

use super::view::FORMAT;
use crate::domain::field::{Field, FieldType, Owner};
use crate::domain::fields::{DOCUMENT, LISTING, MOVE, NOTE};
use crate::domain::{Lang, Value};

/// The lists of the document, and whose fields their things have.
const LISTS: [(&str, Owner); 3] = [
    ("kinds", Owner::Kind),
    ("ministries", Owner::Ministry),
    ("platforms", Owner::Platform),
];

/// The schema, its titles in `lang`.
#[must_use]
pub fn schema(lang: Lang) -> Json {
    let mut properties = Map::new();
    properties.insert("format".to_owned(), json!({ "const": FORMAT }));
    properties.insert("programme".to_owned(), json!({ "type": "object" }));
    for (name, owner) in LISTS {
        properties.insert(name.to_owned(), list(&thing(owner, lang)));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tiendo: store.json",
        "type": "object",
        "required": ["format"],
        "properties": properties,
    })
}

fn list(items: &Json) -> Json {
    json!({ "type": "array", "items": items })
}

/// Any thing of a kind: its fields, and what is recorded of it under names of their own.
fn thing(owner: Owner, lang: Lang) -> Json {
    let listing = LISTING
        .iter()
        .filter_map(|row| Field::recorded(owner, row.name));
    let own = Field::of(owner).chain(listing);
    let mut properties: Map<String, Json> = own
        .map(|field| (field.name.to_owned(), of_field(field, lang)))
        .collect();
    properties.insert("id".to_owned(), json!({ "type": "string" }));
    if owner == Owner::Platform {
        let milestones = list(&thing(Owner::Milestone, lang));
        properties.insert("milestones".to_owned(), milestones);
    }
    json!({
        "type": "object",
        "required": ["id"],
        "properties": properties,
        "patternProperties": keyed(owner, lang),
        "additionalProperties": { "type": ["string", "integer", "boolean", "null"] },
    })
}

/// Remarks, documents and former owners, each under a key of its own.
fn keyed(owner: Owner, lang: Lang) -> Json {
    let mut patterns = Map::new();
    patterns.insert(r"^note\.".to_owned(), of_field(&NOTE, lang));
    if owner == Owner::Milestone {
        for part in &DOCUMENT {
            let pattern = format!(r"^evidence\..*\.{}$", part.name);
            patterns.insert(pattern, of_field(part, lang));
        }
    }
    if owner == Owner::Platform {
        for (part, row) in ["on", "document"].into_iter().zip(&MOVE) {
            patterns.insert(format!(r"^move\..*\.{part}$"), of_field(row, lang));
        }
    }
    Json::Object(patterns)
}

/// `null` clears a field.
fn of_field(field: &Field, lang: Lang) -> Json {
    let text = || json!({ "type": ["string", "null"], "maxLength": Value::MAX_TEXT });
    let formatted = |format: &str| json!({ "type": ["string", "null"], "format": format });
    let mut schema = match field.kind {
        FieldType::Date => formatted("date"),
        FieldType::Email => formatted("email"),
        FieldType::Text | FieldType::Phone | FieldType::Code => text(),
        FieldType::Number(min, max) => {
            json!({ "type": ["integer", "null"], "minimum": min, "maximum": max })
        }
        FieldType::Choice(codes) => {
            let codes = codes.iter().map(|code| Some(*code)).chain([None]);
            json!({ "enum": codes.collect::<Vec<_>>() })
        }
        FieldType::Place => json!({ "type": ["integer", "string", "null"] }),
    };
    schema["title"] = lang.pick(field.label).into();
    schema
}
