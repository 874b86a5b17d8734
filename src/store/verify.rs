//! Checking a store: every line, and every writer's chain of lines.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexSet;
use jiff::{SignedDuration, Timestamp};

use super::fold::{CATALOGUE, Fold};
use super::line::{FAR, Line, LineId};

/// One writer's lines, each of which names the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The writer: a device and a slot.
    pub writer: String,
    /// The people who wrote under it.
    pub by: Vec<String>,
    /// How many lines there are.
    pub lines: usize,
    /// The last one.
    pub last: LineId,
    /// Lines that these name, as the one before them or what they overwrite, undo or redo, but that are not there: lost, or
    /// not yet received.
    pub missing: Vec<LineId>,
    /// Lines that name the same one before them, beyond the first: the device was copied, or went back in time.
    pub forked: Vec<LineId>,
    /// By how many whole days the writer's clock was ahead of ours (less than none: behind the lines it had seen) in its
    /// last line, when that is far; and that line.
    pub clock: Option<(i64, LineId)>,
}

impl Chain {
    /// Whether nothing is wrong with it.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.missing.is_empty() && self.forked.is_empty() && self.clock.is_none()
    }
}

/// The chains of all writers, by writer.
#[must_use]
pub fn chains(fold: &Fold, now: Timestamp) -> Vec<Chain> {
    let mut writers: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    // Of a line of a newer shape nobody knows who wrote it.
    let known = fold.lines().filter(|line| !line.body.writer.is_empty());
    for line in known {
        writers.entry(&line.body.writer).or_default().push(line);
    }
    writers
        .into_iter()
        .filter_map(|(writer, lines)| chain(fold, writer, lines, now))
        .collect()
}

/// Whether two lines of a device come after the same line.
#[must_use]
pub fn is_forked(fold: &Fold, device: &str) -> bool {
    let mut seen = HashSet::new();
    let mut own = fold.lines().filter(|line| line.body.device() == device);
    own.any(|line| !seen.insert((&line.body.writer, line.body.prev)))
}

fn chain(fold: &Fold, writer: &str, mut lines: Vec<&Line>, now: Timestamp) -> Option<Chain> {
    lines.sort_by_key(|line| (line.stamp, line.id));
    let last = lines.last()?;
    let mut by: Vec<String> = lines.iter().map(|line| line.body.by.clone()).collect();
    by.sort_unstable();
    by.dedup();
    let (mut prevs, mut missing, mut forked) = (HashSet::new(), IndexSet::new(), Vec::new());
    for line in &lines {
        // Lists are not written after each other.
        if !prevs.insert(line.body.prev) {
            forked.extend((writer != CATALOGUE).then_some(line.id));
        }
        missing.extend(named(line).filter(|id| fold.line(*id).is_none()));
    }
    Some(Chain {
        writer: writer.to_owned(),
        by,
        lines: lines.len(),
        last: last.id,
        missing: missing.into_iter().collect(),
        forked,
        clock: clock(last, now),
    })
}

/// The lines that a line names, the one before it first.
fn named(line: &Line) -> impl Iterator<Item = LineId> {
    let subject = line.body.subject().map(|(subject, _)| subject);
    let overwritten = line.sayings().flat_map(|said| said.over.iter().copied());
    let before = line.body.prev.into_iter();
    before.chain(subject).chain(overwritten)
}

/// What the writer's last line shows of its clock.
fn clock(line: &Line, now: Timestamp) -> Option<(i64, LineId)> {
    let clock = line.body.clock()?;
    let (ahead, time) = (clock.duration_since(now), line.stamp.timestamp());
    let off = if ahead > FAR || time.duration_since(now) > FAR {
        // Lines from the future, of others, say nothing against the clock.
        ahead.max(SignedDuration::ZERO)
    } else {
        clock.duration_since(time)
    };
    (off.abs() > FAR).then(|| (off.as_hours() / 24, line.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stamp;
    use crate::store::line::{Body, LineChange};

    fn line(at: &str, prev: Option<LineId>) -> Line {
        let stamp = Stamp::parse(at, 0).unwrap();
        let mut body = Body::new(stamp, "a-0".into(), "Lan".into(), "note");
        body.prev = prev;
        Line::seal(body).unwrap().0
    }

    fn check(lines: &[&Line]) -> Chain {
        let mut fold = Fold::default();
        for line in lines {
            fold.insert((*line).clone());
        }
        chains(&fold, "2026-11-23T00:00:00Z".parse().unwrap()).remove(0)
    }

    #[test]
    fn a_whole_chain_is_sound_in_any_order() {
        let first = line("2026-01-01T00:00:00Z", None);
        let second = line("2026-01-02T00:00:00Z", Some(first.id));
        let chain = check(&[&second, &first]);
        assert!(chain.is_sound());
        assert_eq!((chain.lines, chain.last), (2, second.id));
    }

    #[test]
    fn what_is_missing_forked_or_from_the_future_is_named() {
        let first = line("2026-01-01T00:00:00Z", None);
        let second = line("2026-01-02T00:00:00Z", Some(first.id));
        let other = line("2026-01-03T00:00:00Z", Some(first.id));
        let future = line("2026-12-24T00:00:00Z", Some(other.id));
        let lacking = check(&[&second]);
        assert_eq!(lacking.missing, [first.id]);
        let forked = check(&[&first, &second, &other]);
        assert_eq!(forked.forked, [other.id]);
        let ahead = check(&[&first, &other, &future]);
        assert_eq!(ahead.clock, Some((31, future.id)));
        assert!(
            [lacking, forked, ahead]
                .iter()
                .all(|chain| !chain.is_sound())
        );
    }

    #[test]
    fn what_a_line_overwrites_undoes_or_redoes_and_is_not_there_is_missing_once() {
        let [lost, undone, redone] = [1, 2, 3].map(|n: u8| LineId::of(&[n]));
        let named = |fill: &dyn Fn(&mut Body)| {
            let stamp = Stamp::parse("2026-01-01T00:00:00Z", 0).unwrap();
            let mut body = Body::new(stamp, "a-0".into(), "Lan".into(), "set");
            body.prev = Some(lost);
            fill(&mut body);
            Line::seal(body).unwrap().0
        };
        let over = named(&|body| {
            body.changes.push(LineChange {
                entity: "p1/plan".into(),
                field: "reason".into(),
                was: None,
                to: None,
                over: vec![lost, undone],
            });
        });
        assert_eq!(check(&[&over]).missing, [lost, undone]);
        let undo = named(&|body| body.undo = Some(undone));
        let redo = named(&|body| body.redo = Some(redone));
        assert_eq!(check(&[&undo]).missing, [lost, undone]);
        assert_eq!(check(&[&redo]).missing, [lost, redone]);
    }

    #[test]
    fn only_the_writer_whose_clock_is_off_is_named() {
        let now: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        // Written after each other, each in knowledge of the one before, by clocks of which some are off.
        let said = |clocks: &[(&str, &str)]| {
            let mut fold = Fold::default();
            for (writer, clock) in clocks {
                let clock: Timestamp = clock.parse().unwrap();
                let stamp = fold.latest().tick(clock);
                let mut body = Body::new(stamp, (*writer).into(), "Lan".into(), "note");
                body.note_clock(clock);
                fold.insert(Line::seal(body).unwrap().0);
            }
            let chains = chains(&fold, now);
            let off = chains.iter().map(|chain| chain.clock.map(|(days, _)| days));
            off.collect::<Vec<_>>()
        };
        let (good, ahead, behind) = (
            "2026-11-22T00:00:00Z",
            "2027-11-23T00:00:00Z",
            "2016-11-22T00:00:00Z",
        );
        assert_eq!(said(&[("a-0", good), ("b-0", good)]), [None, None]);
        assert_eq!(said(&[("a-0", ahead), ("b-0", good)]), [Some(365), None]);
        assert_eq!(said(&[("a-0", good), ("b-0", behind)]), [None, Some(-3652)]);
        // A day is not far.
        for (clock, days) in [
            ("2026-11-24T00:00:00Z", None),
            ("2026-11-24T00:00:01Z", Some(1)),
            ("2026-11-21T00:00:00Z", None),
            ("2026-11-20T23:59:59Z", Some(-1)),
        ] {
            assert_eq!(
                said(&[("a-0", good), ("b-0", clock)]),
                [None, days],
                "{clock}"
            );
        }
        // Put right since.
        let twice = [("a-0", good), ("b-0", behind), ("b-0", good)];
        assert_eq!(said(&twice), [None, None]);
    }
}
