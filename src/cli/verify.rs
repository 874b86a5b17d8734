//! `tiendo verify`: every line and every chain checked.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use crate::replica::Replica;
use crate::setup::Setup;
use crate::store::verify::{Chain, chains};

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let replica = setup.open().map_err(|error| Failure::store(&error, lang))?;
    let chains = chains(replica.fold(), setup.clock.now());
    if matches.get_flag("json") {
        out.json(&document(setup, &replica, &chains))?;
    } else {
        print(setup, &replica, &chains, out)?;
    }
    let faults = replica.damage().len() + chains.iter().filter(|chain| !chain.is_sound()).count();
    if faults > 0 {
        out.flush()?;
        return Err(Failure::new(Kind::Damaged, lang.faults_found(faults)));
    }
    Ok(())
}

fn document(setup: &Setup, replica: &Replica, chains: &[Chain]) -> Value {
    let writers: Value = chains
        .iter()
        .map(|chain| {
            json!({
                "writer": chain.writer,
                "by": chain.by,
                "lines": chain.lines,
                "last": chain.last,
                "missing": chain.missing,
                "forked": chain.forked,
                "days_ahead": chain.days_ahead,
            })
        })
        .collect();
    let damage: Value = replica
        .damage()
        .iter()
        .map(|damage| json!({ "file": damage.file, "line": damage.line, "what": setup.lang.damage(damage) }))
        .collect();
    json!({ "writers": writers, "damage": damage })
}

fn print(
    setup: &Setup,
    replica: &Replica,
    chains: &[Chain],
    out: &mut Output,
) -> Result<(), Failure> {
    let lang = setup.lang;
    for chain in chains {
        out.line(&format!(
            "{}  {}  {}  {}",
            chain.writer,
            lang.lines(chain.lines),
            chain.last,
            chain.by.join(", ")
        ))?;
        for id in &chain.missing {
            out.line(&format!("  {}", lang.line_missing(&id.to_string())))?;
        }
        for id in &chain.forked {
            out.line(&format!("  {}", lang.line_forked(&id.to_string())))?;
        }
        if let Some(days) = chain.days_ahead {
            out.line(&format!("  {}", lang.clock_ahead(days)))?;
        }
    }
    for damage in replica.damage() {
        out.line(&lang.damage(damage))?;
    }
    if chains.iter().all(Chain::is_sound) && replica.damage().is_empty() {
        out.line(lang.store_is_sound())?;
    }
    Ok(())
}
