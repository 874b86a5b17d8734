//! `tiendo adopt`: what somebody has changed in `store.json` by hand becomes a recorded action.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::change::{refused, saved, tell_view};
use super::exit::{Failure, Kind};
use super::output::Output;
use super::{start_writing, tell_of_nothing};
use crate::domain::field::Owner;
use crate::domain::operation::Edit;
use crate::domain::{Lang, Programme, Value as Recorded, clean, field};
use crate::replica::{AdoptError, HandEdit, edit_of};
use crate::setup::Setup;
use crate::store::edited::{Place, Problem};
use crate::store::line::LineChange;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let mut replica = start_writing(setup, matches, out)?;
    tell_of_nothing(setup, &replica, matches);
    let is_needed = replica.may_view_know_more();
    let told = |error: AdoptError| failure(setup, &error, is_needed);
    if matches.get_flag("dry-run") {
        let edits = replica.hand_edits().map_err(told)?;
        return show(lang, replica.programme(), &edits, matches, out);
    }
    let Some(adopted) = replica.adopt().map_err(told)? else {
        return show(lang, replica.programme(), &[], matches, out);
    };
    saved(lang, &adopted.recorded, out)?;
    show(lang, replica.programme(), &adopted.edits, matches, out)?;
    if !matches.get_flag("json") {
        out.line(&lang.recorded(&adopted.recorded, replica.programme()))?;
    }
    tell_view(lang, adopted.written);
    Ok(())
}

/// The edits, and what others have set since; or that there are none.
fn show(
    lang: Lang,
    programme: &Programme,
    edits: &[HandEdit],
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<(), Failure> {
    if matches.get_flag("json") {
        return out.json(&edits.iter().map(row).collect());
    }
    if edits.is_empty() {
        return out.line(lang.nothing_to_do());
    }
    for HandEdit { change, rivals } in edits {
        let Some(edit) = edit_of(change) else {
            continue;
        };
        out.line(&text(lang, programme, &edit))?;
        for rival in rivals {
            let value = value(lang, programme, &edit, rival.to.as_ref());
            let by = clean(&rival.by);
            out.line(&format!("  {}", lang.edit_conflict(&by, &value)))?;
        }
    }
    Ok(())
}

fn row(edit: &HandEdit) -> Value {
    let LineChange {
        entity, field, to, ..
    } = &edit.change;
    let rivals = edit.rivals.iter();
    let conflicts = rivals.map(|rival| json!({ "id": rival.line, "by": rival.by, "to": rival.to }));
    let conflicts: Value = conflicts.collect();
    json!({ "target": entity, "field": field, "to": to, "conflicts": conflicts })
}

/// One edit: of what, which field, to what.
pub(super) fn text(lang: Lang, programme: &Programme, edit: &Edit) -> String {
    let value = value(lang, programme, edit, edit.to.as_ref());
    let label = field::label(&edit.entity, &edit.field, lang);
    let title = programme.title(&edit.entity, lang);
    lang.says_of(&title, &format!("{label} → {value}"))
}

fn value(lang: Lang, programme: &Programme, edit: &Edit, value: Option<&Recorded>) -> String {
    let owner = Owner::of(&edit.entity);
    value.map_or_else(
        || lang.nothing().to_owned(),
        |value| lang.value_of(owner, &edit.field, value, programme),
    )
}

/// The place as compilers name it.
fn place(setup: &Setup, place: Place) -> String {
    let path = setup.places.store.join("store.json");
    let path = clean(&path.to_string_lossy()).into_owned();
    format!("{path}:{}:{}", place.line, place.column)
}

/// The document `is_needed` when it was made from lines that are not here: it may be all that is left of them.
fn failure(setup: &Setup, error: &AdoptError, is_needed: bool) -> Failure {
    let lang = setup.lang;
    let refuse = |place: &str, reason: &str| {
        let what_else = if is_needed {
            lang.edits_are_needed()
        } else {
            lang.edits_may_go()
        };
        format!("{} {what_else}", lang.edit_refused(place, reason))
    };
    match error {
        AdoptError::Unreadable(bad) => {
            let (place, problem) = (place(setup, bad.place), lang.document_problem(bad));
            let text = match bad.problem {
                // To correct it does not help.
                Problem::Ahead => lang.says_of(&place, &problem),
                _ => refuse(&place, &problem),
            };
            Failure::new(Kind::Damaged, text)
        }
        AdoptError::Refused(at, refusal) => {
            let text = refuse(&place(setup, *at), &lang.refusal(refusal));
            Failure::new(Kind::Refused, text)
        }
        AdoptError::Commit(error) => refused(lang, error),
        AdoptError::Store(error) => Failure::store(error, lang),
    }
}
