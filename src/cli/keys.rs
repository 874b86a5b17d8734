//! `tiendo keys`: the table of keys.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::Failure;
use super::output::Output;
use crate::app::bindings::Keymap;
use crate::app::keymap::{self, Context};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let effective = Keymap::new(setup.settings.file.keys()).0;
    if matches.get_flag("json") {
        let rows: Value = Context::ALL
            .into_iter()
            .flat_map(|context| effective.rows(context))
            .map(|row| {
                json!({
                    "context": row.context.code(),
                    "keys": row.keys,
                    "action": row.action.code(),
                    "label": lang.pick(row.label),
                })
            })
            .collect();
        return out.json(&rows);
    }
    for (place, context) in Context::ALL.into_iter().enumerate() {
        if place > 0 {
            out.line("")?;
        }
        out.line(context.title(lang))?;
        let rows: Vec<Vec<String>> = effective
            .rows(context)
            .filter(|row| !row.keys.is_empty())
            .map(|row| {
                let keys: Vec<&str> = row.keys.iter().map(|key| keymap::shown(key)).collect();
                // A digit is a key here, not a number that stands right.
                vec![
                    format!("  {}", keys.join("  ")),
                    lang.pick(row.label).to_owned(),
                ]
            })
            .collect();
        out.table(&["", ""], &rows)?;
    }
    Ok(())
}
