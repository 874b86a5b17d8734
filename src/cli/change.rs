//! The commands that record: done, reopen, set, note, undo, redo, revert, choose. They return once the disk holds the change.

use std::io::Write as _;

use clap::ArgMatches;
use jiff::civil::Date;

use super::exit::{Failure, Kind};
use super::output::Output;
use super::{arrange, resolve, start, start_writing};
use crate::domain::field::{Field, Owner};
use crate::domain::{Entity, Lang, MilestoneId, Operation, Programme, Refusal};
use crate::replica::Choice;
use crate::replica::{CommitError, Recorded, Replica, Reversal, RevertError};
use crate::setup::Setup;
use crate::store::StoreError;

pub(super) fn run(
    setup: &Setup,
    name: &str,
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<(), Failure> {
    let mut replica = start_writing(setup, matches, out)?;
    let result = match name {
        "undo" => replica.undo(),
        "redo" => replica.redo(),
        "revert" => {
            let reversal = reversal(setup, replica.programme(), matches)?;
            replica.revert(&reversal)
        }
        "choose" => {
            let choice = choice(setup, &replica, matches)?;
            replica.choose(&choice)
        }
        _ => {
            let operation = operation(setup, replica.programme(), name, matches)?;
            if arrange::has_flag(matches, "dry-run") {
                let edits = replica
                    .preview(&operation)
                    .map_err(|refusal| refused(setup.lang, &refusal.into()))?;
                return arrange::show(
                    setup.lang,
                    &replica,
                    &replica.settling(&edits),
                    matches,
                    out,
                );
            }
            replica.commit(&operation)
        }
    };
    let recorded = result.map_err(|error| refused(setup.lang, &error))?;
    if arrange::has_flag(matches, "json") {
        saved(setup.lang, &recorded, out)?;
        write_view(setup.lang, &mut replica);
        let edits = arrange::edits(&replica, &recorded);
        return arrange::show(setup.lang, &replica, &edits, matches, out);
    }
    finish(setup.lang, &mut replica, &recorded, out)
}

fn operation(
    setup: &Setup,
    programme: &Programme,
    name: &str,
    matches: &ArgMatches,
) -> Result<Operation, Failure> {
    let lang = setup.lang;
    if let Some(operation) = arrange::operation(lang, programme, name, matches) {
        return operation;
    }
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    Ok(match name {
        "done" => Operation::Done {
            targets: vec![milestone(programme, lang, matches)?],
            on: on(setup, matches)?,
            evidence: matches.get_one::<String>("evidence").cloned(),
            note: matches.get_one::<String>("note").cloned(),
        },
        "reopen" => Operation::Reopen {
            targets: vec![milestone(programme, lang, matches)?],
        },
        "note" => Operation::Note {
            targets: vec![resolve::target(programme, lang, &text("target"))?],
            text: text("text"),
        },
        "evidence" => evidence(milestone(programme, lang, matches)?, matches),
        "hold" => state(milestone(programme, lang, matches)?, "on_hold", matches),
        "cancel" => state(milestone(programme, lang, matches)?, "cancelled", matches),
        "resume" => Operation::Edit {
            targets: vec![Entity::Milestone(milestone(programme, lang, matches)?)],
            fields: vec![("state".to_owned(), String::new())],
        },
        _ => set(setup, programme, matches)?,
    })
}

fn reversal(
    setup: &Setup,
    programme: &Programme,
    matches: &ArgMatches,
) -> Result<Reversal, Failure> {
    let text = |name: &str| matches.get_one::<String>(name);
    let change = match (text("target"), text("field")) {
        (Some(target), Some(field)) => Some((named(setup, programme, target)?, field.clone())),
        (None, None) => None,
        _ => {
            return Err(Failure::new(
                Kind::Usage,
                setup.lang.field_of_line_missing(),
            ));
        }
    };
    let line = text("line").cloned().unwrap_or_default();
    Ok(Reversal { line, change })
}

/// The value to choose; things that are named in the journal only are known by just that name.
fn choice(setup: &Setup, replica: &Replica, matches: &ArgMatches) -> Result<Choice, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let (line, target, field) = (text("line"), text("target"), text("field"));
    let target = match replica.fold().conflict(&target, &field) {
        Some(_) => target,
        None => named(setup, replica.programme(), &target)?,
    };
    Ok(Choice {
        line,
        target,
        field,
    })
}

/// A thing as it stands in the journal; what is no longer in the list can still be named by its code.
fn named(setup: &Setup, programme: &Programme, text: &str) -> Result<String, Failure> {
    match resolve::target(programme, setup.lang, text) {
        Ok(target) => Ok(target.to_string()),
        Err(failure) => text
            .parse::<Entity>()
            .map(|target| target.to_string())
            .map_err(|_| failure),
    }
}

fn set(setup: &Setup, programme: &Programme, matches: &ArgMatches) -> Result<Operation, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let target = resolve::target(programme, setup.lang, &text("target"))?;
    let (field, text) = (text("field"), text("value"));
    let more: Vec<&String> = matches.get_many("more").into_iter().flatten().collect();
    if !more.is_empty() {
        return several(setup.lang, target, (field, text), &more);
    }
    let on = on(setup, matches)?;
    // A date that would not be used must not seem to have been recorded.
    if on.is_some() && field != "progress" {
        return Err(Failure::new(Kind::Usage, setup.lang.on_is_for_progress()));
    }
    // A count may reach its target, and then has a date of its own; what is no count is refused like any value.
    let count = Field::find(Owner::Milestone, "progress")
        .and_then(|count| count.parse(&text, None, setup.today()).ok().flatten());
    if let (Entity::Milestone(target), "progress", Some(reached)) = (
        &target,
        field.as_str(),
        count.and_then(|count| count.as_u32()),
    ) {
        return Ok(Operation::Progress {
            target: target.clone(),
            reached,
            on,
        });
    }
    Ok(Operation::Set {
        target,
        field,
        text,
    })
}

/// Several fields of one thing at once, such as a baseline with its document.
fn several(
    lang: Lang,
    target: Entity,
    first: (String, String),
    more: &[&String],
) -> Result<Operation, Failure> {
    let (pairs, rest) = more.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Failure::new(Kind::Usage, lang.odd_fields()));
    }
    let pairs = pairs
        .iter()
        .map(|[field, text]| ((*field).clone(), (*text).clone()));
    Ok(Operation::Edit {
        targets: vec![target],
        fields: std::iter::once(first).chain(pairs).collect(),
    })
}

fn evidence(target: MilestoneId, matches: &ArgMatches) -> Operation {
    let given = |name: &str| matches.get_one::<String>(name).cloned();
    let (targets, number) = (vec![target], given("number").unwrap_or_default());
    if matches.get_flag("remove") {
        return Operation::DropEvidence { targets, number };
    }
    let parts = ["date", "title", "link"];
    Operation::Evidence {
        targets,
        number,
        parts: parts
            .into_iter()
            .filter_map(|part| Some((part.to_owned(), given(part)?)))
            .collect(),
    }
}

/// On hold, or given up, with the reason and the document that decided so.
fn state(target: MilestoneId, state: &str, matches: &ArgMatches) -> Operation {
    let given = |name: &str| matches.get_one::<String>(name).cloned();
    let document = given("document").map(|number| ("state_document".to_owned(), number));
    let fields = [
        ("state".to_owned(), state.to_owned()),
        ("reason".to_owned(), given("reason").unwrap_or_default()),
    ];
    Operation::Edit {
        targets: vec![Entity::Milestone(target)],
        fields: fields.into_iter().chain(document).collect(),
    }
}

fn milestone(
    programme: &Programme,
    lang: Lang,
    matches: &ArgMatches,
) -> Result<MilestoneId, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let platform = resolve::platform(programme, lang, text("platform"))?;
    resolve::milestone(programme, lang, platform, text("milestone"))
}

fn on(setup: &Setup, matches: &ArgMatches) -> Result<Option<Date>, Failure> {
    matches
        .get_one::<String>("on")
        .map(|text| start::date(setup.lang, text, "--on", setup.today()))
        .transpose()
}

/// Being so already is not a failure: a script may say it twice.
pub(super) fn refused(lang: Lang, error: &CommitError) -> Failure {
    let kind = match error {
        CommitError::Refused(
            Refusal::Nothing
            | Refusal::AlreadyDone(_)
            | Refusal::NotDone
            | Refusal::AlreadyArchived
            | Refusal::NotArchived
            | Refusal::SameMinistry(_),
        )
        | CommitError::Revert(RevertError::Already { .. }) => Kind::None,
        CommitError::Refused(Refusal::BadValue(field, _)) if option_of(field).is_some() => {
            Kind::Usage
        }
        CommitError::Store(_) => Kind::Files,
        _ => Kind::Refused,
    };
    Failure::new(kind, told(lang, error))
}

/// Why it was refused, in the words of the command line: a value that was given by an option is called so.
fn told(lang: Lang, error: &CommitError) -> String {
    match error {
        CommitError::Refused(Refusal::BadValue(field, bad)) => {
            lang.bad_value(option_of(field).unwrap_or(field), bad)
        }
        CommitError::Refused(Refusal::NeedsMinistry) => {
            format!(
                "{} {}",
                lang.commit_error(error),
                lang.give_option("--ministry")
            )
        }
        _ => lang.commit_error(error),
    }
}

/// The option by which a field is given.
fn option_of(field: &str) -> Option<&'static str> {
    let mut options = OPTIONS.into_iter();
    options.find_map(|(recorded, option)| (recorded == field).then_some(option))
}

/// Fields that are given by options, by their recorded names.
const OPTIONS: [(&str, &str); 8] = [
    ("moved_on", "--on"),
    ("move_document", "--document"),
    ("archived", "--on"),
    ("archive_reason", "--reason"),
    ("archive_document", "--document"),
    ("date", "--date"),
    ("title", "--title"),
    ("link", "--link"),
];

/// Says what was recorded, and writes the readable state.
pub(super) fn finish(
    lang: Lang,
    replica: &mut Replica,
    recorded: &Recorded,
    out: &mut Output,
) -> Result<(), Failure> {
    saved(lang, recorded, out)?;
    out.line(&lang.recorded(recorded, replica.programme()))?;
    write_view(lang, replica);
    Ok(())
}

/// That the disk holds it.
pub(super) fn saved(lang: Lang, recorded: &Recorded, out: &mut Output) -> Result<(), Failure> {
    let saved = recorded.saved.as_ref().copied();
    out.tells_of_saved = saved.is_ok();
    saved.map_err(|error| Failure::new(Kind::Files, lang.not_saved(&lang.store_error(error))))
}

/// Writes the readable state. That it cannot be written loses nothing, nor does it that there is no backup; both are said.
pub(super) fn write_view(lang: Lang, replica: &mut Replica) {
    tell_view(lang, replica.write_view());
    if let Some(error) = replica.backup_trouble() {
        let text = lang.not_backed_up(&lang.store_error(error));
        let _ = writeln!(std::io::stderr(), "tiendo: {text}");
    }
}

/// Says so when the readable state could not be written.
pub(super) fn tell_view(lang: Lang, written: Result<(), StoreError>) {
    if let Err(error) = written {
        let text = lang.view_not_written(&lang.store_error(&error));
        let _ = writeln!(std::io::stderr(), "tiendo: {text}");
    }
}
