//! `tiendo merge`: a copy of the store that was worked on apart is put together with this one.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::change::write_view;
use super::conflicts;
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_writing;
use crate::domain::{Lang, clean};
use crate::replica::Replica;
use crate::replica::merging::{MergeError, Merged};
use crate::setup::Setup;
use crate::store::disk::RealDisk;

/// Most people, and most conflicts, that are named one by one.
const NAMED: usize = 20;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let given = matches.get_one::<PathBuf>("folder");
    let given = given.map_or(Path::new(""), PathBuf::as_path);
    let from = folder(setup, given)?;
    let mut replica = start_writing(setup, matches, out)?;
    let only_looks = matches.get_flag("dry-run");
    let merged = if only_looks {
        replica.preview_merge(&RealDisk, &from)
    } else {
        replica.merge(&RealDisk, &from)
    };
    let merged = merged.map_err(|error| failure(lang, given, &error))?;
    if !only_looks && !merged.is_nothing() {
        write_view(lang, &mut replica);
    }
    if matches.get_flag("json") {
        out.json(&document(setup, &replica, &merged, matches))?;
    } else {
        print(lang, &replica, &merged, only_looks, out)?;
    }
    if merged.damage.is_empty() {
        return Ok(());
    }
    out.flush()?;
    let message = lang.merge_damaged(merged.damage.len());
    Err(Failure::new(Kind::Damaged, message))
}

/// The folder behind the name that was given, which is not in this store.
fn folder(setup: &Setup, given: &Path) -> Result<PathBuf, Failure> {
    let lang = setup.lang;
    let refused = |why| {
        let name = given.to_string_lossy();
        Failure::new(Kind::Refused, lang.store_path(&clean(&name), why))
    };
    let real = given.canonicalize().ok().filter(|path| path.is_dir());
    let real = real.ok_or_else(|| refused(lang.merge_no_folder()))?;
    let own = setup.places.store.canonicalize();
    if own.is_ok_and(|own| real.starts_with(own)) {
        return Err(refused(lang.merge_itself()));
    }
    Ok(real)
}

fn failure(lang: Lang, given: &Path, error: &MergeError) -> Failure {
    let name = given.to_string_lossy();
    let name = clean(&name);
    match error {
        MergeError::NoJournals => {
            let message = lang.store_path(&name, lang.merge_no_journals());
            Failure::new(Kind::Refused, message)
        }
        MergeError::Unreadable(error) => {
            Failure::new(Kind::Files, lang.file_error(&name, &error.source))
        }
        MergeError::Store(error) => Failure::store(error, lang),
    }
}

fn document(setup: &Setup, replica: &Replica, merged: &Merged, matches: &ArgMatches) -> Json {
    let lang = setup.lang;
    let only_looks = matches.get_flag("dry-run");
    let by = people(merged);
    let by = by
        .iter()
        .map(|(name, actions)| json!({ "by": name, "actions": actions }));
    let faults = merged.damage.iter().map(|damage| {
        json!({ "file": damage.file, "line": damage.line, "what": lang.damage_in(&place(merged), damage) })
    });
    json!({
        "store": setup.places.store,
        "from": merged.folder,
        "actions": merged.actions,
        "by": by.collect::<Json>(),
        "lists": merged.lists,
        "newer": merged.newer,
        "known": merged.known,
        "conflicts": conflicts::rows(replica, lang, matches),
        "faults": faults.collect::<Json>(),
        "edited": merged.is_edited,
        "ahead": merged.is_ahead,
        "backup": merged.backup.as_ref().map(|name| format!("{name}.jsonl")),
        "merged": !only_looks && !merged.is_nothing(),
    })
}

fn place(merged: &Merged) -> String {
    merged.folder.to_string_lossy().into_owned()
}

/// Who recorded what came, those with most first.
fn people(merged: &Merged) -> Vec<(&str, usize)> {
    let people = merged.by.iter();
    let mut people: Vec<(&str, usize)> = people.map(|(name, n)| (name.as_str(), *n)).collect();
    people.sort_by_key(|(_, actions)| Reverse(*actions));
    people
}

fn print(
    lang: Lang,
    replica: &Replica,
    merged: &Merged,
    only_looks: bool,
    out: &mut Output,
) -> Result<(), Failure> {
    for damage in &merged.damage {
        out.line(&lang.damage_in(&place(merged), damage))?;
    }
    for line in came(lang, merged, only_looks) {
        out.line(&line)?;
    }
    let folder = merged.folder.parent().unwrap_or(&merged.folder);
    let folder = folder.to_string_lossy();
    if merged.is_edited {
        out.line(&lang.merge_edited(&clean(&folder)))?;
    }
    if merged.is_ahead {
        out.line(&lang.merge_ahead(&clean(&folder)))?;
    }
    let conflicts = replica.conflicts();
    if conflicts.is_empty() {
        return if merged.is_nothing() {
            Ok(())
        } else {
            out.line(lang.no_conflicts())
        };
    }
    out.line(&lang.conflicts_listed(conflicts.len()))?;
    for conflict in conflicts.iter().take(NAMED) {
        conflicts::entry(lang, replica, conflict, |_| None, out)?;
    }
    if let Some(line) = more(lang, conflicts.len()) {
        out.line(&line)?;
    }
    out.line(lang.conflicts_settle())
}

/// How many there are beyond those that are named.
fn more(lang: Lang, len: usize) -> Option<String> {
    let more = len.checked_sub(NAMED).filter(|more| *more > 0);
    more.map(|more| lang.more_like_this(more))
}

/// What came, and from whom.
fn came(lang: Lang, merged: &Merged, only_looks: bool) -> Vec<String> {
    if merged.is_nothing() {
        return vec![lang.merge_nothing(merged.known)];
    }
    let people = people(merged);
    // Of a newer program's line nobody may know who wrote it.
    let named = people.iter().take(NAMED).map(|(name, actions)| {
        let name = if name.is_empty() { "?" } else { name };
        format!("{name} ({actions})")
    });
    let by: Vec<String> = named.chain(more(lang, people.len())).collect();
    let by = by.join(", ");
    let actions = (merged.actions > 0).then(|| {
        if only_looks {
            lang.merge_would_come(merged.actions, &by)
        } else {
            lang.merge_came(merged.actions, &by)
        }
    });
    let list = (merged.lists > 0).then(|| lang.merge_list().to_owned());
    let known = Some(lang.merge_known(merged.known));
    let newer = (merged.newer > 0).then(|| lang.newer_lines(merged.newer));
    let backup = merged.backup.as_ref().map(|name| lang.merge_backup(name));
    [actions, list, known, newer, backup]
        .into_iter()
        .flatten()
        .collect()
}
