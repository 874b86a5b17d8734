//! `tiendo catalogue`: a new list taken over after a look at what it changes; the list as it stands, to be handed on.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Map, Value as Json, json};

use super::change::{refused, saved, write_view};
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start::{bad_choice, read_catalogue};
use super::{start_reading, start_writing};
use crate::domain::revision::{Difference, Sort};
use crate::domain::{Entity, Lang, Operation, Programme, export, field};
use crate::search::fold;
use crate::setup::Setup;

/// What can be done with a list.
const ACTIONS: [&str; 2] = ["update", "export"];

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let action = matches.get_one::<String>("action");
    let file = matches.get_one::<PathBuf>("file");
    match (action.map_or("", String::as_str), file) {
        ("export", None) => {
            let replica = start_reading(setup, matches)?;
            out.json(&export::catalogue(replica.programme()))
        }
        ("update", Some(file)) => update(setup, matches, file, out),
        ("update", None) => Err(Failure::new(
            Kind::Usage,
            setup.lang.error_missing(setup.lang.arg_file()),
        )),
        ("export", Some(file)) => {
            let file = file.to_string_lossy();
            Err(Failure::new(Kind::Usage, setup.lang.error_too_many(&file)))
        }
        (other, _) => {
            let argument = setup.lang.arg_list_action();
            Err(bad_choice(setup.lang, other, argument, &ACTIONS))
        }
    }
}

fn update(
    setup: &Setup,
    matches: &ArgMatches,
    file: &Path,
    out: &mut Output,
) -> Result<(), Failure> {
    let lang = setup.lang;
    let list = read_catalogue(lang, file)?;
    let document = matches.get_one::<String>("document").cloned();
    let mut replica = start_writing(setup, matches, out)?;
    let differences = replica.revision(&list, document.as_deref()).differences;
    let (as_json, is_agreed) = (matches.get_flag("json"), matches.get_flag("yes"));
    let only_shows = matches.get_flag("dry-run");
    if !as_json {
        print(lang, replica.programme(), &differences, out)?;
    }
    let records = !differences.is_empty() && !only_shows;
    if records && !is_agreed {
        if !as_json {
            out.flush()?;
        }
        if as_json || !agrees(lang, differences.len()) {
            return Err(Failure::new(Kind::Refused, lang.update_needs_yes()));
        }
    }
    let mut id = None;
    if records {
        let operation = Operation::Catalogue { list, document };
        let recorded = replica
            .commit(&operation)
            .map_err(|error| refused(lang, &error))?;
        saved(lang, &recorded, out)?;
        write_view(lang, &mut replica);
        id = Some(recorded.id.to_string());
        if !as_json {
            out.line(&lang.recorded(&recorded, replica.programme()))?;
        }
    }
    if as_json {
        out.json(&document_of(&differences, id.as_deref()))?;
    }
    Ok(())
}

/// Asks on the terminal; a yes in any of the three languages, and nothing else, is one.
fn agrees(lang: Lang, n: usize) -> bool {
    let _ = write!(std::io::stderr(), "{} ", lang.update_question(n));
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    let answer = fold(answer.trim()).text;
    read.is_ok() && ["c", "co", "o", "oui", "y", "yes"].contains(&answer.as_str())
}

fn print(
    lang: Lang,
    programme: &Programme,
    differences: &[Difference],
    out: &mut Output,
) -> Result<(), Failure> {
    if differences.is_empty() {
        return out.line(lang.nothing_to_do());
    }
    for sort in Sort::ALL {
        let of_sort: Vec<&Difference> = differences
            .iter()
            .filter(|difference| difference.sort == sort)
            .collect();
        if of_sort.is_empty() {
            continue;
        }
        out.line(&format!("{} ({})", lang.revision_sort(sort), of_sort.len()))?;
        for difference in of_sort {
            out.line(&format!("  {}", text(lang, programme, difference)))?;
        }
    }
    Ok(())
}

fn text(lang: Lang, programme: &Programme, difference: &Difference) -> String {
    let Difference {
        sort,
        entity,
        field,
        was,
        to,
    } = difference;
    let shown = |value: &Option<_>| match value {
        Some(value) => lang.list_value(field, value, programme),
        None => lang.nothing().to_owned(),
    };
    let code = entity.to_string();
    match sort {
        Sort::Added => match to {
            Some(name) => format!("{code}: {name}"),
            None => code,
        },
        Sort::Restored | Sort::Archived | Sort::Reordered => {
            format!("{code}: {}", programme.title(entity, lang))
        }
        Sort::Renamed | Sort::Moved | Sort::Changed => {
            let label = match entity {
                Entity::Programme => field.clone(),
                _ => field::label(entity, field, lang),
            };
            format!(
                "{code}: {}",
                lang.log_change(&label, &shown(was), &shown(to))
            )
        }
    }
}

/// Every kind of difference under its name, and the line that recorded them.
fn document_of(differences: &[Difference], id: Option<&str>) -> Json {
    let mut object = Map::new();
    for sort in Sort::ALL {
        let of_sort = differences
            .iter()
            .filter(|difference| difference.sort == sort);
        let rows = of_sort.map(|difference| {
            json!({
                "target": difference.entity.to_string(),
                "field": difference.field,
                "was": difference.was,
                "to": difference.to,
            })
        });
        object.insert(sort.code().to_owned(), rows.collect());
    }
    object.insert("recorded".to_owned(), id.into());
    Json::Object(object)
}
