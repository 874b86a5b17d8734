//! `tiendo verify`: every line and every chain checked.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::conflicts;
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_checking;
use crate::domain::Lang;
use crate::replica::health::{Fault, Health};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let mut replica = start_checking(setup, matches)?;
    let health = replica.health();
    let conflicts = replica.conflicts().len();
    if matches.get_flag("json") {
        out.json(&json!({
            "writers": writers(&health),
            "faults": faults(lang, &health.faults),
            "conflicts": conflicts,
        }))?;
    } else {
        print(lang, &health, out)?;
        conflicts::mention(lang, conflicts, out)?;
    }
    if health.damaged() > 0 {
        out.flush()?;
        let text = match replica.store().emptied() {
            Some(error) => lang.store_error(&error),
            None => lang.faults_found(health.damaged()),
        };
        return Err(Failure::new(Kind::Damaged, text));
    }
    Ok(())
}

pub(super) fn writers(health: &Health) -> Value {
    let chains = health.chains.iter();
    let writers = chains.map(|chain| {
        json!({
            "writer": chain.writer,
            "by": chain.by,
            "lines": chain.lines,
            "last": chain.last,
        })
    });
    writers.collect()
}

pub(super) fn faults(lang: Lang, faults: &[Fault]) -> Value {
    let faults = faults.iter().map(|fault| {
        let (kind, writer) = match fault {
            Fault::Damage(_) => ("damage", None),
            Fault::Missing { writer, .. } => ("missing", Some(writer)),
            Fault::Forked { writer, .. } => ("forked", Some(writer)),
            Fault::Lost { writer, .. } => ("lost", Some(writer)),
            Fault::Clock { writer, .. } => ("clock", Some(writer)),
            Fault::NoList => ("no-list", None),
            Fault::ViewAhead(_) => ("view-ahead", None),
            Fault::ViewUnreadable(_) => ("view-unreadable", None),
            Fault::ViewBlocked(_) => ("view-blocked", None),
            Fault::BackupsBlocked(_) => ("backups-blocked", None),
            Fault::ViewNewer => ("view-newer", None),
            Fault::ViewEdited => ("view-edited", None),
            Fault::Newer(_) => ("newer", None),
        };
        let place = match fault {
            Fault::Damage(damage) => Some((&damage.file, damage.line)),
            _ => None,
        };
        json!({
            "kind": kind,
            "id": fault.id(),
            "writer": writer,
            "file": place.map(|(file, _)| file),
            "line": place.map(|(_, line)| line),
            "what": lang.fault(fault),
        })
    });
    faults.collect()
}

fn print(lang: Lang, health: &Health, out: &mut Output) -> Result<(), Failure> {
    for chain in &health.chains {
        let (writer, lines) = (&chain.writer, lang.lines(chain.lines));
        let by = chain.by.join(", ");
        out.line(&format!("{writer}  {lines}  {}  {by}", chain.last))?;
    }
    for fault in &health.faults {
        out.line(&lang.fault(fault))?;
    }
    if health.settled > 0 {
        out.line(&lang.doctor_settled(health.settled))?;
    }
    if health.faults.is_empty() {
        out.line(sound(lang, health))?;
    }
    Ok(())
}

/// That there is no fault, beside those that are settled.
pub(super) fn sound(lang: Lang, health: &Health) -> &'static str {
    if health.settled > 0 {
        lang.nothing_else()
    } else {
        lang.store_is_sound()
    }
}
