//! `tiendo adopt`: what somebody has changed in `store.json` by hand becomes a recorded action.

use clap::ArgMatches;

use super::change::{finish, refused};
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_reading;
use crate::domain::operation::Edit;
use crate::domain::{Lang, Programme, field};
use crate::replica::AdoptError;
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let mut replica = start_reading(setup, matches)?;
    let edits = replica
        .hand_edits()
        .map_err(|error| failure(setup, &error))?;
    for edit in &edits {
        out.line(&text(lang, replica.programme(), edit))?;
    }
    if matches.get_flag("dry-run") {
        return Ok(());
    }
    match replica.adopt().map_err(|error| failure(setup, &error))? {
        Some(recorded) => finish(lang, &mut replica, &recorded, out),
        None => out.line(lang.nothing_to_do()),
    }
}

fn text(lang: Lang, programme: &Programme, edit: &Edit) -> String {
    let value = edit
        .to
        .as_ref()
        .map_or_else(|| lang.nothing().to_owned(), ToString::to_string);
    let label = field::label(&edit.entity, &edit.field, lang);
    format!("{}: {label} → {value}", programme.title(&edit.entity, lang))
}

fn failure(setup: &Setup, error: &AdoptError) -> Failure {
    let lang = setup.lang;
    match error {
        AdoptError::Unreadable(reason) => {
            let path = setup.places.store.join("store.json");
            Failure::new(
                Kind::Damaged,
                lang.edit_unreadable(&path.display().to_string(), reason),
            )
        }
        AdoptError::Commit(error) => refused(lang, error),
        AdoptError::Store(error) => Failure::store(error, lang),
    }
}
