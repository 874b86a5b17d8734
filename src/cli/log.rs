//! `tiendo log`: who recorded what, and when, newest first.

use clap::ArgMatches;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::exit::Failure;
use super::output::Output;
use super::search::limit;
use super::{resolve, start, start_reading};
use crate::domain::{Entity, Value as Recorded, field};
use crate::replica::Replica;
use crate::setup::Setup;
use crate::store::fold::CATALOGUE;
use crate::store::line::{Line, LineChange};

/// One change as it is listed.
struct Entry<'a> {
    line: &'a Line,
    target: &'a str,
    field: &'a str,
    was: Option<&'a Recorded>,
    to: Option<&'a Recorded>,
}

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let since = matches
        .get_one::<String>("since")
        .map(|text| start::date(setup.lang, text, "--since", setup.today()))
        .transpose()?;
    let target = matches.get_one::<String>("target");
    let target = target
        .map(|text| resolve::target(replica.programme(), setup.lang, text))
        .transpose()?;
    let mut entries = entries(setup, &replica, since);
    entries.retain(|entry| {
        target
            .as_ref()
            .is_none_or(|target| is_about(entry.target, target))
    });
    entries.truncate(limit(setup, matches)?.unwrap_or(usize::MAX));
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

fn entries<'a>(setup: &Setup, replica: &'a Replica, since: Option<Date>) -> Vec<Entry<'a>> {
    let fold = replica.fold();
    let mut lines: Vec<&Line> = fold
        .lines()
        .iter()
        .filter(|line| line.body.writer != CATALOGUE)
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.stamp, line.id)));
    let recent = |line: &&Line| {
        let day = setup.zone.to_datetime(line.stamp.timestamp()).date();
        since.is_none_or(|since| day >= since)
    };
    lines
        .into_iter()
        .filter(recent)
        .flat_map(|line| {
            let (undo, redo) = (line.body.undo, line.body.redo);
            let subject = undo.or(redo).map_or(Some(line), |id| fold.line(id));
            let changes = subject
                .map(|subject| subject.body.changes.as_slice())
                .unwrap_or_default();
            changes
                .iter()
                .rev()
                .map(move |change| entry(line, change, undo.is_some()))
        })
        .collect()
}

/// An undo is listed as what it brings back.
fn entry<'a>(line: &'a Line, change: &'a LineChange, undone: bool) -> Entry<'a> {
    let (was, to) = (change.was.as_ref(), change.to.as_ref());
    let (was, to) = if undone { (to, was) } else { (was, to) };
    Entry {
        line,
        target: &change.entity,
        field: &change.field,
        was,
        to,
    }
}

/// A platform's history is also that of its milestones.
fn is_about(target: &str, wanted: &Entity) -> bool {
    let wanted = wanted.to_string();
    target == wanted
        || target
            .strip_prefix(&wanted)
            .is_some_and(|rest| rest.starts_with('/'))
}

fn row(entry: &Entry<'_>) -> Value {
    json!({
        "id": entry.line.id,
        "writer": entry.line.body.writer,
        "at": entry.line.stamp.text(),
        "by": entry.line.body.by,
        "action": entry.line.body.action,
        "target": entry.target,
        "field": entry.field,
        "was": entry.was,
        "to": entry.to,
        "undoes": entry.line.body.undo,
    })
}

/// Two lines, so that names and values fit in the width of a terminal.
fn text(setup: &Setup, replica: &Replica, entry: &Entry<'_>) -> [String; 2] {
    let lang = setup.lang;
    let thing = entry.target.parse::<Entity>();
    let (title, label) = match &thing {
        Ok(thing) => (
            replica.programme().title(thing, lang),
            field::label(thing, entry.field, lang),
        ),
        Err(_) => (entry.target.to_owned(), entry.field.to_owned()),
    };
    let shown = |value: Option<&Recorded>| match value {
        None => lang.nothing().to_owned(),
        Some(value) => value
            .as_date()
            .map_or_else(|| value.to_string(), |date| lang.date(date)),
    };
    let Line { body, stamp, .. } = entry.line;
    let change = lang.log_change(&label, &shown(entry.was), &shown(entry.to));
    let when = lang.moment(stamp.timestamp(), &setup.zone);
    let action = lang.log_action(&body.action);
    [
        format!("{when}  {}  {action} · {change}", body.by),
        format!("    {title}"),
    ]
}
