//! `tiendo conflicts`: which values stand against each other, who said which, when, and how one is chosen.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::Failure;
use super::log::SHOWN_DIGITS;
use super::output::Output;
use super::{start_reading, tell_of_nothing};
use crate::domain::{Entity, Id, Lang, field};
use crate::replica::Replica;
use crate::replica::conflicts::{Conflict, Said};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let replica = start_reading(setup, matches)?;
    tell_of_nothing(setup, &replica, matches);
    if matches.get_flag("json") {
        return out.json(&rows(&replica, lang, matches));
    }
    let conflicts = replica.conflicts();
    if conflicts.is_empty() {
        return out.line(lang.no_conflicts());
    }
    for (conflict, leader) in conflicts.iter().zip(Conflict::leaders(&conflicts)) {
        let command = |said: &Said| {
            let command = command(&replica, conflict, said, matches);
            command.filter(|_| leader.is_none())
        };
        entry(lang, &replica, conflict, command, out)?;
        if let (Some(leader), Ok(thing)) = (leader, conflict.target.parse()) {
            let leader = field::label(&thing, leader, lang);
            out.line(&format!("    {}", lang.conflict_together(&leader)))?;
        }
        if let Some(archive) = put_away(conflict, matches) {
            out.line(&format!("    {}", lang.conflict_added(&archive)))?;
        }
        out.line("")?;
    }
    let is_shown = of_store(matches).is_some();
    out.line(if is_shown {
        lang.conflicts_choose()
    } else {
        lang.conflicts_quote()
    })
}

/// A field with its values, one a line: the code of its line, who says it and when, and the command that chooses it, if
/// there is one; the value that is shown is marked.
pub(super) fn entry(
    lang: Lang,
    replica: &Replica,
    conflict: &Conflict,
    command: impl Fn(&Said) -> Option<String>,
    out: &mut Output,
) -> Result<(), Failure> {
    let programme = replica.programme();
    out.line(&title(lang, replica, conflict))?;
    for (place, said) in conflict.values.iter().enumerate() {
        let value = lang.conflict_value(conflict, said, programme);
        let (code, by) = (code(said), lang.conflict_by(said));
        let shown = if place == 0 {
            format!(" · {}", lang.conflict_shown())
        } else {
            String::new()
        };
        out.line(&format!("  {code}  {value} · {by}{shown}"))?;
        if let Some(command) = command(said) {
            out.line(&format!("      {command}"))?;
        }
    }
    Ok(())
}

fn title(lang: Lang, replica: &Replica, conflict: &Conflict) -> String {
    let (thing, label) = lang.conflict_names(conflict, replica.programme());
    lang.says_of(&thing, &label)
}

/// The beginning of the name of the line that says a value.
fn code(said: &Said) -> String {
    said.line.to_string().chars().take(SHOWN_DIGITS).collect()
}

/// All conflicts, for scripts.
pub(super) fn rows(replica: &Replica, lang: Lang, matches: &ArgMatches) -> Value {
    let row = |conflict: &Conflict| {
        let (_, label) = lang.conflict_names(conflict, replica.programme());
        let values = conflict.values.iter().zip(0..).map(|(said, place)| {
            let by = said.by.as_ref();
            json!({
                "id": said.line,
                "by": by.map(|signed| &signed.name),
                "at": by.map(|signed| signed.stamp.text()),
                "target": said.target,
                "field": said.field,
                "value": said.value,
                "shown": place == 0,
                "command": command(replica, conflict, said, matches),
            })
        });
        json!({
            "target": conflict.target,
            "field": conflict.field,
            "label": label,
            "values": values.collect::<Value>(),
        })
    };
    replica.conflicts().iter().map(row).collect()
}

/// One line that there are conflicts, where there are any.
pub(super) fn mention(lang: Lang, conflicts: usize, out: &mut Output) -> Result<(), Failure> {
    match conflicts {
        0 => Ok(()),
        n => out.line(&lang.conflicts_there(n)),
    }
}

/// The conflicts of a platform and its milestones.
pub(super) fn of_platform(
    lang: Lang,
    replica: &Replica,
    platform: &Id,
    out: &mut Output,
) -> Result<(), Failure> {
    let is_of_it = |conflict: &&Conflict| match conflict.target.parse() {
        Ok(Entity::Platform(id)) => id == *platform,
        Ok(Entity::Milestone(id)) => id.platform == *platform,
        _ => false,
    };
    let conflicts = replica.conflicts();
    let own: Vec<&Conflict> = conflicts.iter().filter(is_of_it).collect();
    if own.is_empty() {
        return Ok(());
    }
    out.line("")?;
    mention(lang, own.len(), out)?;
    own.iter()
        .try_for_each(|conflict| out.line(&format!("  {}", title(lang, replica, conflict))))
}

/// The command that chooses a value, in the store that was named; none, where a shell would not take the names as they are.
fn command(
    replica: &Replica,
    conflict: &Conflict,
    said: &Said,
    matches: &ArgMatches,
) -> Option<String> {
    let first = conflict.values.first()?;
    let is_shown = first == said;
    if conflict.is_of_addition() {
        // As it is, it stays off the list.
        let back = (!is_shown).then(|| bring_back(replica, conflict, first))??;
        return Some(back + &of_store(matches)?);
    }
    let (target, field) = (argument(&conflict.target)?, argument(&said.field)?);
    let typed = Some(conflict).filter(|_| is_shown);
    let typed = typed.and_then(|conflict| argument(&replica.typed_choice(conflict)?));
    let milestone = target.replace('/', " ");
    let command = match typed {
        // What is on hold is not done, and what is done is on hold no more.
        _ if conflict.is_of_two_fields() && is_shown => format!("tiendo reopen {milestone}"),
        _ if conflict.is_of_two_fields() => format!("tiendo resume {milestone}"),
        Some(value) => format!("tiendo set {target} {field} {value}"),
        None => format!("tiendo choose {} {target} {field}", code(said)),
    };
    Some(command + &of_store(matches)?)
}

/// The command that brings back what was added, and nothing else that the line which took it off may have said.
fn bring_back(replica: &Replica, conflict: &Conflict, off: &Said) -> Option<String> {
    let line = replica.fold().line(off.line)?;
    if line.body.subject().is_some() {
        return Some(format!("tiendo revert {}", code(off)));
    }
    let (target, field) = (argument(&conflict.target)?, &conflict.field);
    Some(format!("tiendo revert {} {target} {field}", code(off)))
}

/// The command that puts away what was added, once it is back.
fn put_away(conflict: &Conflict, matches: &ArgMatches) -> Option<String> {
    let target = argument(&conflict.target).filter(|_| conflict.is_of_addition())?;
    Some(format!("tiendo archive {target}{}", of_store(matches)?))
}

/// The option that names the store that was named; none, where a shell would not take it as it is.
fn of_store(matches: &ArgMatches) -> Option<String> {
    let Some(store) = matches.get_one::<PathBuf>("store") else {
        return Some(String::new());
    };
    argument(store.to_str()?).map(|store| format!(" --store {store}"))
}

/// A text as an argument that every shell hands on as it is, between quotes where it has to be.
fn argument(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "._:/".contains(c);
    let is_safe = |c: char| is_plain(c) || " -+@,;()'".contains(c);
    if text.is_empty() || text.starts_with('-') || !text.chars().all(is_safe) {
        return None;
    }
    let is_bare = text.chars().all(|c| is_plain(c) || c == '-');
    Some(if is_bare {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    })
}

#[cfg(test)]
mod tests {
    use super::argument;

    #[test]
    fn nothing_that_a_shell_would_obey_is_part_of_a_command() {
        for (text, shown) in [
            ("2027-02-28", Some("2027-02-28")),
            ("evidence.12-qđ.title", Some("evidence.12-qđ.title")),
            ("chờ vốn (quý II)", Some("\"chờ vốn (quý II)\"")),
            ("/x/it's kho", Some("\"/x/it's kho\"")),
            ("", None),
            ("--json", None),
            ("$(reboot)", None),
            ("a\"b", None),
            ("a`b", None),
            ("a\nb", None),
            ("100%", None),
        ] {
            assert_eq!(argument(text).as_deref(), shown, "{text}");
        }
    }
}
