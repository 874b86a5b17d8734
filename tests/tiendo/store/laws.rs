//! The laws of merging: the state is a function of the set of lines, and of nothing else.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use tiendo::domain::history::{Entry, Scope};
use tiendo::domain::{Programme, Refusal, Stamp, Value};
use tiendo::replica::{CommitError, Replica, Reversal};
use tiendo::store::fold::{Conflict, Fold};
use tiendo::store::line::{Body, Line, LineChange, LineId};

use super::fixture::{Step, TARGETS, open, set, toggle};
use super::sim::SimDisk;

const FIELDS: [&str; 5] = ["forecast", "reason", "note.1", "archived", "order"];

/// What is changed: the milestones first.
const THINGS: [&str; 7] = [
    TARGETS[0],
    TARGETS[1],
    TARGETS[2],
    TARGETS[3],
    "p1",
    "kind:plan",
    "ministry:m",
];

/// What a replica does next.
#[derive(Clone, Debug)]
enum Act {
    /// A batch: milestones, one field, one value.
    Set(Vec<usize>, usize, u8),
    Undo(Index),
    Redo(Index),
    /// Lines of another replica arrive.
    Receive(usize, Vec<Index>),
    ReceiveAll(usize),
}

#[derive(Debug, Default)]
struct Peer {
    fold: Fold,
    /// Own actions.
    own: Vec<LineId>,
}

/// Several replicas with clocks that are all wrong, as they write and exchange lines.
#[derive(Debug, Default)]
struct Peers {
    all: Vec<Peer>,
    lines: Vec<Line>,
    /// Leaves out what a line overwrites.
    forgets: bool,
    /// Its clocks are late or in a far future, and never behind what was seen, as those of the program are.
    keeps_time: bool,
}

impl Peers {
    fn new(number: usize) -> Self {
        let mut peers = Self::default();
        peers.all.resize_with(number, Peer::default);
        let nobody = String::new();
        let mut body = Body::new(moment(2025), "catalogue".into(), nobody, "import");
        for target in ["ministry:m", "kind:plan", "kind:trial", "p1", "p2"]
            .iter()
            .chain(&TARGETS)
        {
            let ministry = ("ministry".to_owned(), Value::from("m"));
            body.add
                .insert((*target).to_owned(), BTreeMap::from([ministry]));
        }
        peers.write(0, body);
        peers
    }

    fn write(&mut self, who: usize, body: Body) -> LineId {
        let (line, _) = Line::seal(body).unwrap();
        let id = line.id;
        self.all[who].fold.insert(line.clone());
        self.lines.push(line);
        id
    }

    fn body(&self, who: usize, stamp: Stamp, action: &str) -> Body {
        let writer = format!("device{who}-0");
        let prev = self.all[who].fold.tip(&writer);
        let mut body = Body::new(stamp, writer, format!("person {who}"), action);
        body.prev = prev;
        body
    }

    fn set(&mut self, who: usize, year: i16, targets: &[usize], field: usize, value: u8) {
        let fold = &self.all[who].fold;
        let field = FIELDS[field % FIELDS.len()];
        // Nothing else keeps two equal lines apart here.
        let mut stamp = Stamp {
            n: u32::try_from(self.lines.len()).unwrap(),
            ..moment(year)
        };
        if self.keeps_time && stamp.is_taken_over() {
            stamp = fold.latest().tick(stamp.timestamp());
        }
        let mut body = self.body(who, stamp, "set");
        body.changes = targets
            .iter()
            .map(|target| {
                let entity = THINGS[target % THINGS.len()].to_owned();
                let over = if self.forgets {
                    Vec::new()
                } else {
                    fold.overwrites(&entity, field)
                };
                LineChange {
                    was: fold.field(&entity, field).0,
                    to: (value > 0).then(|| Value::from(format!("2027-01-{value:02}").as_str())),
                    field: field.to_owned(),
                    entity,
                    over,
                }
            })
            .collect();
        let id = self.write(who, body);
        self.all[who].own.push(id);
    }

    fn lines_of(&self, who: usize) -> Vec<Line> {
        let fold = &self.all[who % self.all.len()].fold;
        fold.lines().cloned().collect()
    }

    fn verdict(&mut self, who: usize, target: LineId, undoes: bool) {
        let stamp = self.all[who].fold.latest().tick(moment(2026).timestamp());
        let mut body = self.body(who, stamp, "verdict");
        if undoes {
            body.undo = Some(target);
        } else {
            body.redo = Some(target);
        }
        self.write(who, body);
    }

    fn own(&self, who: usize, voided: bool, index: Index) -> Option<LineId> {
        let peer = &self.all[who];
        let own: Vec<LineId> = peer
            .own
            .iter()
            .copied()
            .filter(|id| peer.fold.is_voided(*id) == voided)
            .collect();
        (!own.is_empty()).then(|| *index.get(&own))
    }

    fn act(&mut self, who: usize, year: i16, act: &Act) {
        let who = who % self.all.len();
        match act {
            Act::Set(targets, field, value) => self.set(who, year, targets, *field, *value),
            Act::Undo(index) => {
                if let Some(target) = self.own(who, false, *index) {
                    self.verdict(who, target, true);
                }
            }
            Act::Redo(index) => {
                if let Some(target) = self.own(who, true, *index) {
                    self.verdict(who, target, false);
                }
            }
            Act::Receive(from, indices) => {
                let lines: Vec<Line> = self.lines_of(*from);
                if lines.is_empty() {
                    return;
                }
                let some: Vec<Line> = indices
                    .iter()
                    .map(|index| index.get(&lines).clone())
                    .collect();
                for line in some {
                    self.all[who].fold.insert(line);
                }
            }
            Act::ReceiveAll(from) => {
                for line in self.lines_of(*from) {
                    self.all[who].fold.insert(line);
                }
            }
        }
    }
}

fn moment(year: i16) -> Stamp {
    Stamp::parse(&format!("{year}-06-01T00:00:00.000Z"), 0).unwrap()
}

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
fn programme(fold: &mut Fold) -> String {
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

fn acts() -> impl Strategy<Value = Vec<(usize, i16, Act)>> {
    acts_on(THINGS.len(), FIELDS.len())
}

/// The same, on the first of the things and fields.
fn acts_on(things: usize, fields: usize) -> impl Strategy<Value = Vec<(usize, i16, Act)>> {
    let act = prop_oneof![
        6 => (prop::collection::vec(0..things, 1..4), 0..fields, 0..5_u8).prop_map(|(targets, field, value)| Act::Set(targets, field, value)),
        2 => any::<Index>().prop_map(Act::Undo),
        1 => any::<Index>().prop_map(Act::Redo),
        2 => (0..4_usize, prop::collection::vec(any::<Index>(), 1..8)).prop_map(|(from, lines)| Act::Receive(from, lines)),
        3 => (0..4_usize).prop_map(Act::ReceiveAll),
    ];
    // From 2190 on nobody goes on from what a clock says.
    let year = prop_oneof![6 => 2000..2190_i16, 1 => 2190..2192_i16];
    prop::collection::vec((0..4_usize, year, act), 1..40)
}

fn history(peers: usize, acts: &[(usize, i16, Act)]) -> Peers {
    after(Peers::new(peers), acts)
}

fn after(mut history: Peers, acts: &[(usize, i16, Act)]) -> Peers {
    for (who, year, act) in acts {
        history.act(*who, *year, act);
    }
    history
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

fn folded(lines: &[Line]) -> Fold {
    let mut fold = Fold::default();
    for line in lines {
        fold.insert(line.clone());
    }
    fold
}

/// The lines of a field that stand as soon as these lines of all have come, by the definition, word by word: not voided, and
/// reached by no line that is not.
fn standing(all: &Fold, lines: &[Line], entity: &str, field: &str) -> Vec<LineId> {
    let fold = folded(lines);
    let says: Vec<(&Line, &LineChange)> = lines
        .iter()
        .flat_map(|line| line.body.changes.iter().map(move |change| (line, change)))
        .filter(|(_, change)| change.entity == entity && change.field == field)
        .collect();
    let beneath = |id: LineId| -> Vec<LineId> {
        let Some((line, change)) = says.iter().find(|(line, _)| line.id == id) else {
            return Vec::new();
        };
        let knows_all = change.over.iter().all(|id| all.line(*id).is_some());
        let earlier = says.iter().filter(|(other, _)| {
            let is_own = other.body.device() == line.body.device();
            is_own && !knows_all && line.stamp.is_taken_over() && other.stamp < line.stamp
        });
        let earlier = earlier.map(|(line, _)| line.id);
        change.over.iter().copied().chain(earlier).collect()
    };
    let mut overwritten: Vec<LineId> = Vec::new();
    let mut ahead: Vec<LineId> = says
        .iter()
        .map(|(line, _)| line.id)
        .filter(|id| !fold.is_voided(*id))
        .collect();
    while let Some(id) = ahead.pop() {
        for below in beneath(id) {
            if !overwritten.contains(&below) {
                overwritten.push(below);
                ahead.push(below);
            }
        }
    }
    let mut live: Vec<&Line> = says
        .iter()
        .map(|(line, _)| *line)
        .filter(|line| !fold.is_voided(line.id) && !overwritten.contains(&line.id))
        .collect();
    live.sort_by_key(|line| std::cmp::Reverse((line.stamp, line.id)));
    live.into_iter().map(|line| line.id).collect()
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

/// Lines of replicas whose clocks never go back, in the order of their stamps, without those that are lost.
fn kept(number: usize, acts: &[(usize, i16, Act)], lost: &[Index]) -> Vec<Line> {
    let peers = Peers {
        keeps_time: true,
        ..Peers::new(number)
    };
    let mut lines = after(peers, acts).lines;
    lines.sort_by_key(|line| (line.stamp, line.id));
    for index in lost {
        if !lines.is_empty() {
            lines.remove(index.index(lines.len()));
        }
    }
    lines
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
