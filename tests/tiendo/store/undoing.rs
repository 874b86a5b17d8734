//! The laws of undoing: what an undo, a redo or a reversal changes, and what it leaves alone.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use tiendo::domain::history::{Entry, Scope};
use tiendo::domain::{Refusal, Stamp, Value};
use tiendo::replica::{CommitError, Replica, Reversal};
use tiendo::store::fold::Fold;
use tiendo::store::line::{Body, Line, LineChange, LineId};

use super::fixture::{Step, TARGETS, open, set, toggle};
use super::laws::programme;
use super::peers::{
    Act, FIELDS, Peers, THINGS, acts, acts_on, folded, history, kept, moment, standing,
};
use super::sim::SimDisk;

proptest! {
    #![proptest_config(super::cases(500))]

    #[test]
    fn undo_and_redo_change_no_field_that_somebody_has_changed_since(
        number in 2..4_usize, before in acts(), targets in prop::collection::vec(0..4_usize, 1..4), value in 1..5_u8, undone_before: bool,
    ) {
        let mut history = history(number, &before);
        history.set(0, 2100, &targets, 0, value);
        let mine = *history.all[0].own.last().unwrap();
        if undone_before { history.verdict(0, mine, true); }
        // Somebody else sees it and changes one of its fields.
        history.act(1, 2026, &Act::ReceiveAll(0));
        history.set(1, 2001, &targets[..1], 0, 9);
        history.act(0, 2026, &Act::ReceiveAll(1));
        let fold = &history.all[0].fold;
        let entity = TARGETS[targets[0]];
        let value = fold.field(entity, "forecast");
        let conflicts = |fold: &Fold| fold.conflicts().into_iter().filter(|conflict| conflict.entity == entity && conflict.field == "forecast").collect::<Vec<_>>();
        let listed = conflicts(fold);
        history.verdict(0, mine, !undone_before);
        let fold = &history.all[0].fold;
        prop_assert_eq!(fold.field(entity, "forecast"), value);
        prop_assert_eq!(conflicts(fold), listed);
    }
}

proptest! {
    #![proptest_config(super::cases(300))]

    #[test]
    fn where_not_all_is_undone_something_stands_whatever_is_lost(
        number in 1..4_usize, acts in acts_on(2, 1), lost in prop::collection::vec(any::<Index>(), 0..6),
    ) {
        let lines = kept(number, &acts, &lost);
        let fold = folded(&lines);
        for line in lines.iter().filter(|line| !fold.is_voided(line.id)) {
            for said in line.sayings() {
                prop_assert!(!fold.field(said.entity, said.field).1.is_empty());
            }
        }
    }

    #[test]
    fn what_an_undo_or_redo_did_is_what_the_definition_says_before_and_after_it(
        number in 1..4_usize, acts in acts_on(2, 1), lost in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        // A far future comes after everything that this is asked about.
        let acts: Vec<_> = acts.into_iter().filter(|(_, year, _)| *year < 2190).collect();
        let lines = kept(number, &acts, &lost);
        let fold = folded(&lines);
        let verdicts = fold.verdicts();
        for (entity, field) in THINGS.iter().flat_map(|thing| FIELDS.map(|field| (*thing, field))) {
            let value = |lines: &[Line]| {
                let shown = standing(&fold, lines, entity, field).into_iter().next();
                let said = shown.and_then(|id| fold.line(id)).into_iter().flat_map(Line::sayings);
                let mut said = said.filter(|said| (said.entity, said.field) == (entity, field));
                said.next().and_then(|said| said.to.cloned())
            };
            for (by, effect) in fold.effects(entity, field, &verdicts) {
                let at = lines.iter().position(|line| line.id == by).unwrap();
                prop_assert_eq!(effect, (value(&lines[..at]), value(&lines[..=at])));
            }
        }
    }
}

/// The fields of everything, each with its value and its live lines.
fn fields(replica: &Replica) -> BTreeMap<(String, String), (Option<Value>, Vec<LineId>)> {
    let lines = replica.fold().lines();
    let changes = lines.flat_map(|line| &line.body.changes);
    let field = |change: &LineChange| {
        let value = replica.fold().field(&change.entity, &change.field);
        ((change.entity.clone(), change.field.clone()), value)
    };
    changes.map(field).collect()
}

proptest! {
    #![proptest_config(super::cases(100))]

    #[test]
    fn taking_back_any_line_or_change_touches_no_field_that_another_live_line_has(
        acts in prop::collection::vec((0..3_usize, prop::collection::vec(0..4_usize, 1..4), 0..5_u8), 1..12),
        chosen in any::<Index>(), part in any::<Option<Index>>(),
    ) {
        let disk = SimDisk::new();
        let mut replicas: Vec<Replica> = ["a", "b", "c"].map(|device| open(Box::new(disk.clone()), device, 0).unwrap()).into();
        for (who, targets, value) in acts {
            let targets: Vec<&str> = targets.into_iter().map(|target| TARGETS[target]).collect();
            let step = match value {
                0 => Step::Undo,
                1 => Step::Redo,
                2 => Step::Do(toggle(&targets)),
                _ => Step::Do(set(targets[0], "forecast", &format!("2027-01-{value:02}"))),
            };
            let _ = step.take(&mut replicas[who]);
        }
        let replica = &mut replicas[0];
        replica.sync().unwrap();
        let entries = replica.history(&Scope::default(), usize::MAX, &mut |_| true).entries;
        prop_assume!(!entries.is_empty());
        let line = chosen.get(&entries).line.clone();
        let own: Vec<_> = entries.iter().filter(|entry| entry.line == line).collect();
        let taken: Vec<_> = part.map_or(own.clone(), |part| vec![*part.get(&own)]);
        let change = part.map(|_| (taken[0].target.clone(), taken[0].field.clone()));
        let before = fields(replica);
        let reverted = replica.revert(&Reversal { line, change });
        let mut live = taken.iter().filter(|entry| entry.fate.stands());
        if let Err(CommitError::Refused(Refusal::Nothing)) = reverted {
            let stands = |entry: &Entry| before[&(entry.target.clone(), entry.field.clone())].0 == entry.was;
            prop_assert!(live.all(|entry| stands(entry)), "what it had been before stands again");
        } else {
            prop_assert_eq!(reverted.is_ok(), live.next().is_some());
        }
        let is_live = |target: &str, field: &str| taken.iter().any(|entry| {
            entry.fate.stands() && entry.target == target && entry.field == field
        });
        for ((target, field), value) in fields(replica) {
            if is_live(&target, &field) {
                continue;
            }
            prop_assert_eq!(before.get(&(target.clone(), field.clone())), Some(&value), "{} {}", target, field);
        }
        if reverted.is_ok() {
            replica.undo().unwrap();
            let values = |fields: BTreeMap<(String, String), (Option<Value>, Vec<LineId>)>| -> BTreeMap<_, _> {
                fields.into_iter().map(|(field, (value, _))| (field, value)).collect()
            };
            prop_assert_eq!(values(fields(replica)), values(before), "one undo takes it back");
        }
    }
}

#[test]
fn the_verdict_on_a_line_of_the_list_touches_alike_before_and_after_it() {
    let mut peers = Peers::new(1);
    let list = peers.lines[0].id;
    peers.verdict(0, list, true);
    peers.verdict(0, list, false);
    let mut early = Fold::default();
    let mut second = Fold::default();
    peers.lines.iter().for_each(|line| {
        early.insert(line.clone());
    });
    peers.lines.iter().rev().for_each(|line| {
        second.insert(line.clone());
    });
    assert_eq!(programme(&mut early), programme(&mut second));
}

#[test]
fn twenty_thousand_undos_of_one_field_are_told_of_at_once() {
    let mut fold = Fold::default();
    let mut done: Vec<LineId> = Vec::new();
    let mut write = |body: Body| {
        let (line, _) = Line::seal(body).unwrap();
        let id = line.id;
        fold.insert(line);
        id
    };
    for n in 0..20_000 {
        let stamp = Stamp { n, ..moment(2026) };
        let mut body = Body::new(stamp, "device-0".into(), "Lan".into(), "set");
        body.changes.push(LineChange {
            entity: "p1/plan".into(),
            field: "reason".into(),
            was: None,
            to: Some(Value::from(n.to_string().as_str())),
            over: done.last().copied().into_iter().collect(),
        });
        done.push(write(body));
    }
    let mut undo = |n, target| {
        let stamp = Stamp { n, ..moment(2027) };
        let mut body = Body::new(stamp, "device-0".into(), "Lan".into(), "undo");
        body.undo = Some(target);
        write(body)
    };
    let undone = (0..).zip(done.iter().rev());
    let undone: Vec<LineId> = undone.map(|(n, target)| undo(n, *target)).collect();
    let effects = fold.effects("p1/plan", "reason", &fold.verdicts());
    assert_eq!(effects.len(), 20_000);
    let value = |n: u32| Some(Value::from(n.to_string().as_str()));
    assert_eq!(effects[&undone[0]], (value(19_999), value(19_998)));
    assert_eq!(effects[&undone[19_999]], (value(0), None));
}
