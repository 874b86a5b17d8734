//! `tiendo adopt`: what somebody has changed in `store.json` by hand becomes a recorded action.

use clap::ArgMatches;

use super::change::{finish, refused};
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_reading;
use crate::domain::operation::Edit;
use crate::domain::{Lang, Programme, clean, field};
use crate::replica::AdoptError;
use crate::setup::Setup;
use crate::store::edited::Place;

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

/// One edit: of what, which field, to what.
pub(super) fn text(lang: Lang, programme: &Programme, edit: &Edit) -> String {
    let value = edit.to.as_ref().map_or_else(
        || lang.nothing().to_owned(),
        |value| lang.list_value(&edit.field, value, programme),
    );
    let label = field::label(&edit.entity, &edit.field, lang);
    format!("{}: {label} → {value}", programme.title(&edit.entity, lang))
}

/// The place as compilers name it.
fn place(setup: &Setup, place: Place) -> String {
    let path = setup.places.store.join("store.json");
    let path = clean(&path.to_string_lossy()).into_owned();
    format!("{path}:{}:{}", place.line, place.column)
}

fn failure(setup: &Setup, error: &AdoptError) -> Failure {
    let lang = setup.lang;
    match error {
        AdoptError::Unreadable(bad) => {
            let text = lang.edit_refused(&place(setup, bad.place), &lang.document_problem(bad));
            Failure::new(Kind::Damaged, text)
        }
        AdoptError::Refused(at, refusal) => {
            let text = lang.edit_refused(&place(setup, *at), &lang.refusal(refusal));
            Failure::new(Kind::Refused, text)
        }
        AdoptError::Commit(error) => refused(lang, error),
        AdoptError::Store(error) => Failure::store(error, lang),
    }
}
