//! `tiendo log`: who recorded what, and when, newest first.

use std::collections::BTreeSet;

use clap::ArgMatches;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use super::search::limit;
use super::{resolve, start, start_reading};
use crate::domain::fields::FIELDS;
use crate::domain::history::{Entry, Fate, Filter, History, Scope};
use crate::domain::{Value as Recorded, clean, field};
use crate::replica::Replica;
use crate::search::fold;
use crate::setup::Setup;

/// So many digits of a line's name are shown: enough to tell it from all others.
const SHOWN_DIGITS: usize = 8;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let filter = filter(setup, &replica, matches)?;
    let person = matches
        .get_one::<String>("by")
        .map(|name| fold(name).text)
        .unwrap_or_default();
    let limit = limit(setup, matches)?.unwrap_or(usize::MAX);
    let History { entries, .. } = replica.history(&filter, limit, &mut |entry| {
        person.is_empty() || fold(&entry.by).text.contains(&person)
    });
    if matches.get_flag("json") {
        return out.json(&entries.iter().map(row).collect());
    }
    if entries.is_empty() {
        return out.line(setup.lang.log_nothing());
    }
    entries
        .iter()
        .flat_map(|entry| text(setup, &replica, entry))
        .try_for_each(|line| out.line(&line))
}

fn filter(setup: &Setup, replica: &Replica, matches: &ArgMatches) -> Result<Filter, Failure> {
    let lang = setup.lang;
    let day = |name: &str| -> Result<Option<Date>, Failure> {
        let text = matches.get_one::<String>(name);
        text.map(|text| start::date(lang, text, &format!("--{name}"), setup.today()))
            .transpose()
    };
    let (since, until) = (day("since")?, day("until")?);
    if until.is_some() && since > until {
        return Err(Failure::new(Kind::Usage, lang.since_after_until()));
    }
    let scope = match matches.get_one::<String>("target") {
        Some(text) => Scope::of(&resolve::target(replica.programme(), lang, text)?),
        None => Scope::default(),
    };
    let field = matches.get_one::<String>("field");
    let field = field.map(|name| known_field(setup, name)).transpose()?;
    Ok(Filter {
        scope,
        since,
        until,
        field,
    })
}

/// A field that can occur in a history.
fn known_field(setup: &Setup, name: &str) -> Result<String, Failure> {
    let others = ["note", "evidence", "original_baseline", "added", "archived"];
    let known: BTreeSet<&str> = FIELDS
        .iter()
        .map(|field| field.name)
        .chain(others)
        .collect();
    let first = name.split('.').next().unwrap_or_default();
    if known.contains(first) {
        return Ok(name.to_owned());
    }
    let known: Vec<&str> = known.into_iter().collect();
    let message = setup
        .lang
        .unknown_log_field(&clean(name), &known.join(", "));
    Err(Failure::new(Kind::Usage, message))
}

fn row(entry: &Entry) -> Value {
    let ending = entry.fate.ending();
    json!({
        "id": entry.line,
        "writer": entry.writer,
        "at": entry.stamp.text(),
        "by": entry.by,
        "action": entry.action,
        "target": entry.target,
        "field": entry.field,
        "was": entry.was,
        "to": entry.to,
        "undoes": entry.undoes,
        "state": entry.fate.code(),
        "ended_by": ending.map(|ending| &ending.by),
        "ended_at": ending.map(|ending| ending.stamp.text()),
    })
}

/// Two lines, so that names and values fit in the width of a terminal; the second begins with what `tiendo revert` takes.
fn text(setup: &Setup, replica: &Replica, entry: &Entry) -> [String; 2] {
    let lang = setup.lang;
    let (title, label) = match entry.entity() {
        Some(thing) => (
            replica.programme().title(&thing, lang),
            field::label(&thing, &entry.field, lang),
        ),
        None => (entry.target.clone(), entry.field.clone()),
    };
    let shown = |value: Option<&Recorded>| match value {
        None => lang.nothing().to_owned(),
        Some(value) => value
            .as_date()
            .map_or_else(|| value.to_string(), |date| lang.date(date)),
    };
    let change = lang.log_change(
        &label,
        &shown(entry.was.as_ref()),
        &shown(entry.to.as_ref()),
    );
    let when = lang.minute(entry.at);
    let action = lang.log_action(&entry.action);
    let fate = match &entry.fate {
        Fate::Live => None,
        Fate::Voided(end) => Some(lang.voided_by(&end.by, &lang.minute(end.at))),
        Fate::Overwritten(end) => Some(lang.overwritten_by(&end.by, &lang.minute(end.at))),
    };
    let fate = fate.map_or_else(String::new, |fate| format!(" · {fate}"));
    let code = entry.line.get(..SHOWN_DIGITS).unwrap_or(&entry.line);
    [
        format!("{when}  {}  {action} · {change}", entry.by),
        format!("    {code}  {title}{fate}"),
    ]
}
