//! The laws of merging: the state is a function of the set of lines, and of nothing else.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use tiendo::domain::{Programme, Stamp, Value};
use tiendo::store::fold::{Conflict, Fold};
use tiendo::store::line::{Body, Line, LineChange, LineId};

use super::fixture::TARGETS;
use super::peers::{Act, FIELDS, Peers, THINGS, acts, folded, history, moment, standing};

type State = (BTreeMap<String, BTreeMap<String, Value>>, Vec<Conflict>);

fn state(fold: &Fold) -> State {
    let owned = |fields: BTreeMap<&str, Value>| {
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    };
    let state = fold
        .state()
        .into_iter()
        .map(|(entity, fields)| (entity.to_owned(), owned(fields)));
    (state.collect(), fold.conflicts())
}

/// The platforms as they are shown.
pub(super) fn programme(fold: &mut Fold) -> String {
    let mut programme = Programme::default();
    programme.apply(&fold.take_assignments());
    look(&programme)
}

fn look(programme: &Programme) -> String {
    let platforms = programme.platforms().map(|platform| {
        let milestones: Vec<_> = platform.milestones().collect();
        format!("{} {:?} {milestones:?}", platform.id, platform.touch)
    });
    platforms.collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(super::cases(500))]

    #[test]
    fn any_order_and_any_duplication_of_any_replicas_lines_is_the_same_state(
        number in 1..5_usize, acts in acts(), order in any::<u64>(),
    ) {
        let history = history(number, &acts);
        let mut first = folded(&history.lines);
        let mut shuffled = [history.lines.clone(), history.lines.clone()].concat();
        let mut random = super::sim::Random(order);
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, random.below(place + 1));
        }
        let mut second = Fold::default();
        for line in shuffled { second.insert(line); }
        prop_assert_eq!(state(&first), state(&second));
        prop_assert_eq!(first.tips(), second.tips());
        prop_assert_eq!(programme(&mut first), programme(&mut second));
    }

    #[test]
    fn values_taken_as_lines_arrive_make_the_programme_of_all_lines_at_once(
        number in 1..4_usize, acts in acts(), order in any::<u64>(), every in 1..6_usize,
    ) {
        let mut lines = history(number, &acts).lines;
        let mut random = super::sim::Random(order);
        for place in (1..lines.len()).rev() {
            lines.swap(place, random.below(place + 1));
        }
        let (mut growing, mut fresh) = (Fold::default(), Fold::default());
        let mut shown = Programme::default();
        for (number, line) in lines.into_iter().enumerate() {
            fresh.insert(line.clone());
            growing.insert(line);
            if number % every == 0 {
                shown.apply(&growing.take_assignments());
            }
        }
        shown.apply(&growing.take_assignments());
        prop_assert_eq!(look(&shown), programme(&mut fresh));
    }

    #[test]
    fn edits_in_turn_win_whatever_the_clocks_say(
        edits in prop::collection::vec((0..3_usize, 2000..2192_i16, 0..5_u8, any::<bool>()), 1..20),
    ) {
        prop_assert_eq!(in_turn(&edits, false), None);
    }
}

proptest! {
    #![proptest_config(super::cases(500))]

    #[test]
    fn what_stands_of_a_field_is_what_the_definition_says_also_where_lines_are_lost(
        number in 1..4_usize, acts in acts(), lost in prop::collection::vec(any::<Index>(), 0..6),
    ) {
        let mut lines = history(number, &acts).lines;
        for index in lost {
            let place = index.index(lines.len());
            lines.remove(place);
            if lines.is_empty() { break; }
        }
        let fold = folded(&lines);
        for (entity, field) in THINGS.iter().flat_map(|thing| FIELDS.map(|field| (*thing, field))) {
            // A ministry that was added has no change of its own.
            let (_, live) = fold.field(entity, field);
            prop_assert_eq!(live, standing(&fold, &lines, entity, field));
        }
    }
}

/// Several people on one field, each seeing all before; what is wrong, if anything.
fn in_turn(edits: &[(usize, i16, u8, bool)], forgets: bool) -> Option<String> {
    let mut peers = Peers {
        forgets,
        ..Peers::new(3)
    };
    for (who, year, value, undoes) in edits {
        for from in 0..3 {
            peers.act(*who, 2026, &Act::ReceiveAll(from));
        }
        peers.set(*who, *year, &[0], 0, *value);
        if *undoes {
            let before = peers.all[*who].fold.overwrites(TARGETS[0], "forecast");
            peers.verdict(*who, before[0], true);
            peers.verdict(*who, before[0], false);
        }
        let fold = &peers.all[*who].fold;
        let expected = (*value > 0).then(|| Value::from(format!("2027-01-{value:02}").as_str()));
        let (shown, live) = fold.field(TARGETS[0], "forecast");
        if shown != expected || live.len() != 1 || !fold.conflicts().is_empty() {
            return Some(format!(
                "{expected:?} was set, {shown:?} is shown, by {live:?}"
            ));
        }
    }
    None
}

#[test]
fn without_over_the_clock_decides_and_the_law_of_edits_in_turn_fails() {
    let edits = [(0, 2100, 1, false), (1, 2001, 2, false)];
    assert_eq!(in_turn(&edits, false), None);
    assert!(in_turn(&edits, true).is_some());
}

#[test]
fn two_words_of_one_line_on_one_field_are_heard_in_their_order_wherever_they_arrive() {
    let mut peers = Peers::new(1);
    peers.set(0, 2026, &[0, 0], 0, 1);
    let mut line = peers.lines.pop().unwrap();
    line.body.changes[1].to = Some("2027-12-31".into());
    let (line, _) = Line::seal(line.body).unwrap();
    let mut others = Peers {
        forgets: true,
        ..Peers::new(1)
    };
    (0..60).for_each(|_| others.set(0, 2020, &[0], 0, 3));
    for early in [0, 30, 60] {
        let mut fold = Fold::default();
        others.lines[..early].iter().for_each(|line| {
            fold.insert(line.clone());
        });
        fold.insert(line.clone());
        others.lines[early..].iter().for_each(|line| {
            fold.insert(line.clone());
        });
        assert_eq!(
            fold.field(TARGETS[0], "forecast").0,
            Some("2027-01-01".into())
        );
    }
}

#[test]
fn a_field_that_twenty_thousand_lines_of_one_device_speak_of_each_over_a_lost_one_is_read_at_once()
{
    let mut fold = Fold::default();
    let mut last = None;
    for n in 0..20_000 {
        let stamp = Stamp { n, ..moment(2026) };
        let mut body = Body::new(stamp, "device-0".into(), "Lan".into(), "set");
        body.prev = last;
        body.changes.push(LineChange {
            entity: "p1/plan".into(),
            field: "reason".into(),
            was: None,
            to: Some(Value::from(n.to_string().as_str())),
            over: vec![LineId::of(&n.to_le_bytes())],
        });
        let (line, _) = Line::seal(body).unwrap();
        last = Some(line.id);
        fold.insert(line);
    }
    let (value, live) = fold.field("p1/plan", "reason");
    assert_eq!(
        (value, live),
        (Some(Value::from("19999")), vec![last.unwrap()])
    );
    assert_eq!(fold.conflicts(), []);
    let fates = fold.fates("p1/plan", "reason");
    let first = fold.lines().next().unwrap().id;
    assert_eq!(fates.get(&first).copied(), last);
}

/// A clock that was in a far future once, and a line that is lost: what the device says now has come over what it said then,
/// and not the other way round, too.
#[test]
fn what_a_device_says_after_its_clock_was_in_a_far_future_stands_though_a_line_is_lost() {
    let mut peers = Peers::new(1);
    for (year, value) in [(2026, 1), (2191, 2), (2027, 3)] {
        peers.set(0, year, &[0], 0, value);
    }
    peers.lines.remove(1);
    let fold = folded(&peers.lines);
    let (value, live) = fold.field(TARGETS[0], "forecast");
    assert_eq!((value, live.len()), (Some("2027-01-03".into()), 1));
}
