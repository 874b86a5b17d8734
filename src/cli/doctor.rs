//! `tiendo doctor`: how the store stands, what a repair would do, and the repair.

use std::collections::BTreeSet;

use clap::ArgMatches;
use serde_json::{Value, json};

use super::adopt;
use super::change::refused;
use super::conflicts;
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_checking;
use super::verify::{faults, sound, writers};
use crate::domain::{Lang, clean};
use crate::replica::Replica;
use crate::replica::health::{Fault, Health};
use crate::replica::repair::{Plan, RepairError, Step};
use crate::setup::Setup;
use crate::store::found::Reason;
use crate::store::line::device_of;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let mut replica = start_checking(setup, matches)?;
    let health = replica.health();
    let head = head(setup, &replica, &health);
    let is_emptied = replica.store().emptied().is_some();
    let plan = replica.plan_repair();
    let mut report = Report {
        health: &health,
        steps: plan.steps.clone(),
        rescued: rescued(lang, &replica, &plan),
        lost: plan.lost,
        lost_of: plan.lost_of.clone(),
        overtaken: plan.overtaken,
        unread: plan.unread.clone(),
        repaired: matches.get_flag("repair"),
        is_away: is_emptied
            && plan
                .steps
                .iter()
                .all(|step| matches!(step, Step::Settle(_))),
        unwritable: None,
        view_unwritable: None,
    };
    let (left, conflicts) = if report.repaired {
        replica.repair(&plan).map_err(|error| match error {
            RepairError::Store(error) => Failure::store(&error, lang),
            RepairError::Commit(error) => refused(lang, &error),
        })?;
        // What was just mended is found so by reading it all again.
        let mut mended = setup.open().map_err(|error| Failure::store(&error, lang))?;
        (mended.health().damaged(), mended.conflicts())
    } else {
        // Lines may be gone that no other line names.
        let left = health.damaged().max(usize::from(!report.steps.is_empty()));
        (left, replica.conflicts())
    };
    let conflicts = conflicts.len();
    report.unwritable = replica
        .unwritable()
        .map(|error| lang.by_hand_unwritable(&lang.store_error(&error)));
    // That nothing can be saved where nothing is left is no fault of its own.
    let left = left + usize::from(report.unwritable.is_some() && !is_emptied);
    // Where nothing can be saved, that is what is to be told.
    if report.unwritable.is_none() {
        report.view_unwritable = replica
            .view_unwritable()
            .map(|error| lang.by_hand_view_unwritable(&lang.store_error(&error)));
    }
    if matches.get_flag("json") {
        let mut document = document(setup, &replica, &report);
        document["conflicts"] = conflicts.into();
        out.json(&document)?;
    } else {
        print(lang, &head, &report, out)?;
        conflicts::mention(lang, conflicts, out)?;
    }
    if left > 0 {
        out.flush()?;
        return Err(Failure::new(Kind::Damaged, lang.faults_left(left)));
    }
    Ok(())
}

/// What was found, and what is done about it.
struct Report<'a> {
    health: &'a Health,
    steps: Vec<Step>,
    /// The values that only `store.json` knows, one a line.
    rescued: Vec<String>,
    /// How many lines are found nowhere.
    lost: usize,
    /// The writers of these, as far as they are known.
    lost_of: Vec<String>,
    /// How many values of them stay in the copy of `store.json` alone.
    overtaken: usize,
    /// Backups that could not be read.
    unread: Vec<String>,
    /// Whether the steps are done, or would be.
    repaired: bool,
    /// Whether nothing was left of what had been saved, here or in a backup.
    is_away: bool,
    /// Why nothing can be saved.
    unwritable: Option<String>,
    /// Why `store.json` cannot be written.
    view_unwritable: Option<String>,
}

fn rescued(lang: Lang, replica: &Replica, plan: &Plan) -> Vec<String> {
    let edits = plan.rescued();
    let text = |edit| format!("  {}", adopt::text(lang, replica.programme(), &edit));
    edits.map(text).collect()
}

fn document(setup: &Setup, replica: &Replica, report: &Report<'_>) -> Value {
    let health = report.health;
    let steps = report.steps.iter().map(|step| match step {
        Step::BackUp(name) => json!({ "do": "back-up", "backup": format!("{name}.jsonl") }),
        Step::Restore { backup, lines } => {
            json!({ "do": "restore", "backup": backup, "lines": lines })
        }
        Step::Rescue(values) => json!({ "do": "rescue", "values": values }),
        Step::RemakeView => json!({ "do": "remake-view" }),
        Step::Settle(faults) => json!({ "do": "settle", "faults": faults }),
    });
    json!({
        "store": setup.places.store,
        "writers": writers(health),
        "backups": replica.store().backups(),
        "faults": faults(setup.lang, &health.faults),
        "settled": health.settled,
        "steps": steps.collect::<Value>(),
        "lost": report.lost,
        "lost_of": report.lost_of,
        "overtaken": report.overtaken,
        "unread": report.unread,
        "repaired": report.repaired,
        "unwritable": report.unwritable,
        "view_unwritable": report.view_unwritable,
    })
}

/// The lines that say what there is.
fn head(setup: &Setup, replica: &Replica, health: &Health) -> Vec<String> {
    let lang = setup.lang;
    let path = setup.places.store.to_string_lossy();
    let lines = lang.lines(health.chains.iter().map(|chain| chain.lines).sum());
    let backups = replica.store().backups();
    let of_backups = match backups.last() {
        Some(last) => lang.doctor_backups(backups.len(), last),
        None => lang.doctor_no_backups().to_owned(),
    };
    let settled = (health.settled > 0).then(|| lang.doctor_settled(health.settled));
    [
        lang.doctor_store(&path, &lines, health.chains.len()),
        of_backups,
    ]
    .into_iter()
    .chain(settled)
    .collect()
}

fn print(
    lang: Lang,
    head: &[String],
    report: &Report<'_>,
    out: &mut Output,
) -> Result<(), Failure> {
    let health = report.health;
    let unwritable = [&report.unwritable, &report.view_unwritable];
    for line in head.iter().chain(unwritable.into_iter().flatten()) {
        out.line(line)?;
    }
    let unread = report.unread.iter().map(|name| lang.by_hand_backup(name));
    let faults = health.faults.iter();
    let by_hand = faults
        .filter_map(|fault| by_hand(lang, fault))
        .chain(unread)
        .chain(lost(lang, report))
        .collect();
    let title = if report.repaired {
        lang.doctor_done()
    } else {
        lang.doctor_plan()
    };
    let found = health
        .faults
        .iter()
        .map(|fault| lang.fault(fault))
        .collect();
    let is_sound = health.faults.is_empty()
        && report.steps.is_empty()
        && unwritable.into_iter().flatten().next().is_none();
    let steps = report.steps.iter().flat_map(|step| {
        let more = match step {
            Step::Rescue(_) => report.rescued.clone(),
            Step::RemakeView if report.overtaken > 0 => {
                vec![format!("  {}", lang.step_remake_keeps(report.overtaken))]
            }
            Step::Settle(_) if report.is_away => {
                vec![format!("  {}", lang.step_begins_anew())]
            }
            _ => Vec::new(),
        };
        std::iter::once(lang.repair_step(step)).chain(more)
    });
    let steps: Vec<String> = steps.collect();
    let mut lists = [
        (lang.doctor_found(), found),
        (lang.doctor_by_hand(), by_hand),
        (title, steps),
    ];
    if report.repaired {
        lists.swap(1, 2);
    }
    for (title, items) in &lists {
        list(title, items, out)?;
    }
    if is_sound {
        out.line(sound(lang, health))?;
    }
    Ok(())
}

/// What is lost, and whose it is. How much, nobody knows where nothing is left.
fn lost(lang: Lang, report: &Report<'_>) -> Vec<String> {
    if report.is_away && !report.repaired {
        return vec![lang.by_hand_away().to_owned()];
    }
    let lost = (report.lost > 0).then(|| {
        if report.repaired {
            lang.by_hand_lost_still(report.lost)
        } else {
            lang.by_hand_lost(report.lost)
        }
    });
    let writers = report.lost_of.iter();
    let writers = writers.map(|writer| signed(lang, report.health, writer));
    let writers: Vec<String> = writers.collect();
    let lost_of = (!writers.is_empty()).then(|| lang.by_hand_lost_of(&writers.join(", ")));
    lost.into_iter().chain(lost_of).collect()
}

/// A writer with the people of whose device lines are there.
fn signed(lang: Lang, health: &Health, writer: &str) -> String {
    let chains = health.chains.iter();
    let same = chains.filter(|chain| device_of(&chain.writer) == device_of(writer));
    let people: BTreeSet<&str> = same.flat_map(|chain| &chain.by).map(|by| &**by).collect();
    let people: Vec<_> = people.into_iter().map(clean).collect();
    let named = match people.len() {
        0 => lang.writer_unknown().to_owned(),
        _ => people.join(", "),
    };
    format!("{} ({named})", clean(writer))
}

fn list(title: &str, items: &[String], out: &mut Output) -> Result<(), Failure> {
    if items.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line(title)?;
    items
        .iter()
        .try_for_each(|item| out.line(&format!("  {item}")))
}

/// What only the user can do.
fn by_hand(lang: Lang, fault: &Fault) -> Option<String> {
    match fault {
        Fault::Damage(damage) if damage.id.is_none() => Some(lang.by_hand_file(&damage.file)),
        Fault::ViewUnreadable(_) => Some(lang.by_hand_view().to_owned()),
        Fault::ViewBlocked(Reason::Unreadable(..)) => Some(lang.by_hand_view_denied().to_owned()),
        Fault::ViewBlocked(_) => Some(lang.by_hand_view_blocked().to_owned()),
        Fault::ViewEdited | Fault::BackupsBlocked(_) | Fault::ViewNewer | Fault::Newer(_) => {
            Some(lang.fault(fault))
        }
        _ => None,
    }
}
