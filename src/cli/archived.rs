//! `tiendo list --archived`: what is out of the list, since when and why.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::Failure;
use super::output::Output;
use super::start_reading;
use crate::domain::change::ARCHIVED;
use crate::domain::{Entity, Programme};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let (programme, lang) = (replica.programme(), setup.lang);
    let archived = programme.archived();
    if matches.get_flag("json") {
        let rows = archived.iter().map(|entity| row(setup, programme, entity));
        return out.json(&rows.collect());
    }
    if archived.is_empty() {
        return out.line(lang.nothing_archived());
    }
    let cells = |entity: &Entity| {
        let value = |field: &str| programme.value(entity, field);
        let since = value(ARCHIVED).map(|value| lang.list_value(ARCHIVED, value, programme));
        let why = ["archive_document", "archive_reason"];
        let why = why
            .iter()
            .filter_map(|field| value(field))
            .map(ToString::to_string);
        vec![
            entity.to_string(),
            since.unwrap_or_default(),
            programme.title(entity, lang),
            why.collect::<Vec<_>>().join(" · "),
        ]
    };
    let rows: Vec<Vec<String>> = archived.iter().map(cells).collect();
    let head = [
        lang.head_code(),
        lang.head_since(),
        lang.head_name(),
        lang.head_reason(),
    ];
    out.table(&head, &rows)
}

fn row(setup: &Setup, programme: &Programme, entity: &Entity) -> Value {
    let value = |field: &str| programme.value(entity, field);
    json!({
        "target": entity.to_string(),
        "name": programme.title(entity, setup.lang),
        "archived": value(ARCHIVED),
        "reason": value("archive_reason"),
        "document": value("archive_document"),
    })
}
