//! Several replicas, at the level of lines: they write, exchange lines, undo and redo, under clocks that are all wrong.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use tiendo::domain::{Stamp, Value};
use tiendo::store::fold::Fold;
use tiendo::store::line::{Body, Line, LineChange, LineId};

use super::fixture::TARGETS;

pub(super) const FIELDS: [&str; 5] = ["forecast", "reason", "note.1", "archived", "order"];

/// What is changed: the milestones first.
pub(super) const THINGS: [&str; 7] = [
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
pub(super) enum Act {
    /// A batch: milestones, one field, one value.
    Set(Vec<usize>, usize, u8),
    Undo(Index),
    Redo(Index),
    /// Lines of another replica arrive.
    Receive(usize, Vec<Index>),
    ReceiveAll(usize),
}

#[derive(Debug, Default)]
pub(super) struct Peer {
    pub(super) fold: Fold,
    /// Own actions.
    pub(super) own: Vec<LineId>,
}

/// Several replicas with clocks that are all wrong, as they write and exchange lines.
#[derive(Debug, Default)]
pub(super) struct Peers {
    pub(super) all: Vec<Peer>,
    pub(super) lines: Vec<Line>,
    /// Leaves out what a line overwrites.
    pub(super) forgets: bool,
    /// Its clocks are late or in a far future, and never behind what was seen, as those of the program are.
    pub(super) keeps_time: bool,
}

impl Peers {
    pub(super) fn new(number: usize) -> Self {
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

    pub(super) fn set(
        &mut self,
        who: usize,
        year: i16,
        targets: &[usize],
        field: usize,
        value: u8,
    ) {
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

    pub(super) fn verdict(&mut self, who: usize, target: LineId, undoes: bool) {
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

    pub(super) fn act(&mut self, who: usize, year: i16, act: &Act) {
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

pub(super) fn moment(year: i16) -> Stamp {
    Stamp::parse(&format!("{year}-06-01T00:00:00.000Z"), 0).unwrap()
}

pub(super) fn acts() -> impl Strategy<Value = Vec<(usize, i16, Act)>> {
    acts_on(THINGS.len(), FIELDS.len())
}

/// The same, on the first of the things and fields.
pub(super) fn acts_on(
    things: usize,
    fields: usize,
) -> impl Strategy<Value = Vec<(usize, i16, Act)>> {
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

pub(super) fn history(peers: usize, acts: &[(usize, i16, Act)]) -> Peers {
    after(Peers::new(peers), acts)
}

pub(super) fn after(mut history: Peers, acts: &[(usize, i16, Act)]) -> Peers {
    for (who, year, act) in acts {
        history.act(*who, *year, act);
    }
    history
}

pub(super) fn folded(lines: &[Line]) -> Fold {
    let mut fold = Fold::default();
    for line in lines {
        fold.insert(line.clone());
    }
    fold
}

/// The lines of a field that stand as soon as these lines of all have come, by the definition, word by word: not voided, and
/// reached by no line that is not.
pub(super) fn standing(all: &Fold, lines: &[Line], entity: &str, field: &str) -> Vec<LineId> {
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

/// Lines of replicas whose clocks never go back, in the order of their stamps, without those that are lost.
pub(super) fn kept(number: usize, acts: &[(usize, i16, Act)], lost: &[Index]) -> Vec<Line> {
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
