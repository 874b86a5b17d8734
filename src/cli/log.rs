//! `tiendo log`: who recorded what, and when, newest first.

use clap::ArgMatches;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use super::search::limit;
use super::{arrange, resolve, start, start_reading};
use crate::domain::clean;
use crate::domain::history::{Entry, Fate, History, Scope};
use crate::filter::changes::{ChangeFilter, field_names};
use crate::replica::Replica;
use crate::setup::Setup;

/// So many digits of a line's name are shown: enough to tell it from all others.
pub(super) const SHOWN_DIGITS: usize = 8;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let (programme, lang) = (replica.programme(), setup.lang);
    let scope = match matches.get_one::<String>("target") {
        // What is put away has a history, too.
        Some(text) => Scope::of(
            &resolve::target(programme, lang, text)
                .or_else(|refusal| arrange::archived(programme, lang, text).ok_or(refusal))?,
        ),
        None => Scope::default(),
    };
    let filter = filter(setup, matches)?;
    let limit = limit(setup, matches)?.unwrap_or(usize::MAX);
    let mut wanted = filter.matcher(programme, lang);
    let History { entries, .. } = replica.history(&scope, limit, &mut wanted);
    if matches.get_flag("json") {
        return out.json(&entries.iter().map(row).collect());
    }
    if entries.is_empty() {
        return out.line(lang.log_nothing());
    }
    entries
        .iter()
        .flat_map(|entry| text(setup, &replica, entry))
        .try_for_each(|line| out.line(&line))
}

/// What `--filter` says, and the options that say it in other words.
fn filter(setup: &Setup, matches: &ArgMatches) -> Result<ChangeFilter, Failure> {
    let lang = setup.lang;
    let given = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let day = |name: &str| -> Result<Option<Date>, Failure> {
        let date = |text| start::date(lang, text, &format!("--{name}"), setup.today());
        given(name).map(date).transpose()
    };
    let (since, until) = (day("since")?, day("until")?);
    if until.is_some() && since > until {
        return Err(Failure::new(Kind::Usage, lang.since_after_until()));
    }
    let typed = given("filter").unwrap_or_default();
    let mut filter = ChangeFilter::parse(typed, setup.today()).map_err(|bad| {
        let message = format!("--filter: {}", lang.bad_change_term(&bad));
        Failure::new(Kind::Usage, message)
    })?;
    if let Some(day) = since {
        filter = filter.since(day);
    }
    if let Some(day) = until {
        filter = filter.until(day);
    }
    if let Some(name) = given("by") {
        filter = filter.by(name);
    }
    match given("field") {
        None => Ok(filter),
        Some(name) => filter.of_field(name).ok_or_else(|| {
            let message = lang.unknown_log_field(&clean(name), &field_names().join(", "));
            Failure::new(Kind::Usage, message)
        }),
    }
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
        "document": entry.document,
        "undoes": entry.undoes,
        "state": entry.fate.code(),
        "conflict": entry.fate == Fate::Contested,
        "ended_by": ending.map(|ending| &ending.by),
        "ended_at": ending.map(|ending| ending.stamp.text()),
    })
}

/// Two lines, so that names and values fit in the width of a terminal; the second begins with what `tiendo revert` takes.
fn text(setup: &Setup, replica: &Replica, entry: &Entry) -> [String; 2] {
    let lang = setup.lang;
    let (title, _) = lang.change_names(entry, replica.programme());
    let change = lang.change(entry, replica.programme());
    let when = lang.minute(entry.at);
    let action = lang.log_action(&entry.action);
    let fate = lang.fate(&entry.fate);
    let fate = fate.map_or_else(String::new, |fate| format!(" · {fate}"));
    let code = entry.line.get(..SHOWN_DIGITS).unwrap_or(&entry.line);
    [
        format!("{when}  {}  {action} · {change}", entry.by),
        format!("    {code}  {title}{fate}"),
    ]
}
