//! What each undo and redo of a field did to it when it was made. The lines are put one after the other, as the order of
//! their stamps has it, and each step costs what it changes: a line that has come *counts* as long as it is not voided or
//! one above it counts, and is live while it is not voided and nothing above it counts.

use std::collections::{BTreeSet, HashMap};
use std::iter;

use super::{Fold, Order, Say, Verdicts};
use crate::domain::Value;
use crate::store::line::{Line, LineId};

/// What undoing and redoing did to a field: by line, the value before and after.
pub type Effects = HashMap<LineId, (Option<Value>, Option<Value>)>;

impl Fold {
    /// What each undo and redo of a field did to it when it was made, as the order of the stamps has it: the value before
    /// and after, the same where somebody had changed the field since.
    #[must_use]
    pub fn effects(&self, entity: &str, field: &str, verdicts: &Verdicts<'_>) -> Effects {
        let says = self.says_of(entity, field);
        let lines = says.iter().flat_map(|say| {
            let on_it = verdicts.get(&say.line).into_iter().flatten();
            iter::once(self.line_of(say)).chain(on_it.copied())
        });
        let mut lines: Vec<&Line> = lines.collect();
        lines.sort_unstable_by_key(|line| (line.stamp, line.id));
        lines.dedup_by_key(|line| line.id);
        let mut replay = Replay::new(self, says);
        let mut effects = Effects::new();
        for line in lines {
            let was = replay.value();
            replay.put(line);
            if line.body.subject().is_some() {
                effects.insert(line.id, (was, replay.value()));
            }
        }
        effects
    }
}

/// A line, or, without a name, all that a device had said up to some line.
#[derive(Default)]
struct Node<'a> {
    named: Option<(Order, Option<&'a Value>)>,
    /// What it has come over.
    beneath: Vec<usize>,
    /// How many that count have come over it.
    above: usize,
    has_come: bool,
    is_voided: bool,
    /// Whether what is known of that is no word out of a far future.
    is_sure: bool,
}

impl Node<'_> {
    const fn counts(&self) -> bool {
        self.has_come && (!self.is_voided || self.above > 0)
    }

    const fn is_live(&self) -> bool {
        self.has_come && !self.is_voided && self.above == 0
    }
}

/// A field, at one moment of its history.
struct Replay<'a> {
    nodes: Vec<Node<'a>>,
    places: HashMap<LineId, usize>,
    live: BTreeSet<(Order, usize)>,
}

impl<'a> Replay<'a> {
    /// Before anything was said.
    fn new(fold: &Fold, says: &'a [Say]) -> Self {
        let mut nodes: Vec<Node<'_>> = Vec::new();
        let mut places = HashMap::new();
        for say in says {
            // Of a line that speaks twice, the first word is heard.
            places.entry(say.line).or_insert_with(|| {
                let order = (fold.line_of(say).stamp, say.line);
                nodes.push(Node {
                    named: Some((order, say.value.as_ref())),
                    ..Node::default()
                });
                nodes.len() - 1
            });
        }
        for say in says {
            let over = say.over.iter().filter_map(|id| places.get(id));
            nodes[places[&say.line]].beneath.extend(over);
        }
        put_own(fold, says, &places, &mut nodes);
        Self {
            nodes,
            places,
            live: BTreeSet::new(),
        }
    }

    /// The value that is shown.
    fn value(&self) -> Option<Value> {
        let (_, place) = self.live.last()?;
        let (_, value) = self.nodes[*place].named?;
        value.cloned()
    }

    /// Puts the next line.
    fn put(&mut self, line: &Line) {
        if let Some(place) = self.places.get(&line.id) {
            self.change(*place, |node| node.has_come = true);
        }
        let subject = line.body.subject();
        if let Some((target, voids)) = subject
            && let Some(place) = self.places.get(&target)
        {
            let is_sure = line.stamp.is_taken_over();
            self.change(*place, |node| {
                if is_sure || !node.is_sure {
                    (node.is_voided, node.is_sure) = (voids, is_sure);
                }
            });
        }
    }

    /// Changes a line, and what follows for those beneath it.
    fn change(&mut self, place: usize, edit: impl FnOnce(&mut Node<'_>)) {
        let mut ahead = Vec::new();
        if self.edit(place, edit) {
            ahead.push(place);
        }
        while let Some(place) = ahead.pop() {
            let counts = self.nodes[place].counts();
            let beneath = std::mem::take(&mut self.nodes[place].beneath);
            let changed = beneath.iter().copied().filter(|below| {
                self.edit(*below, |node| {
                    if counts {
                        node.above += 1;
                    } else {
                        node.above -= 1;
                    }
                })
            });
            ahead.extend(changed);
            self.nodes[place].beneath = beneath;
        }
    }

    /// Changes one node alone, and keeps what is live; whether it counts where it did not, or no longer does.
    fn edit(&mut self, place: usize, edit: impl FnOnce(&mut Node<'_>)) -> bool {
        let node = &mut self.nodes[place];
        let counted = node.counts();
        edit(node);
        if let Some((order, _)) = node.named {
            if node.is_live() {
                self.live.insert((order, place));
            } else {
                self.live.remove(&(order, place));
            }
        }
        node.counts() != counted
    }
}

/// Puts beneath each line that has come over a lost one what its device had said before.
fn put_own(fold: &Fold, says: &[Say], places: &HashMap<LineId, usize>, nodes: &mut Vec<Node<'_>>) {
    let own = fold.by_device(says);
    let mut starts = HashMap::new();
    for (device, said) in &own {
        starts.insert(*device, nodes.len());
        for (_, id) in said {
            let next = nodes.len() + 1;
            let beneath = vec![places[id], next];
            nodes.push(Node {
                beneath,
                has_come: true,
                is_voided: true,
                ..Node::default()
            });
        }
        // The end, beneath which nothing is.
        nodes.push(Node::default());
    }
    for say in says.iter().filter(|say| fold.has_lost(say)) {
        let line = fold.line_of(say);
        let device = line.body.device();
        let earlier = own[device].partition_point(|(stamp, _)| *stamp >= line.stamp);
        nodes[places[&say.line]]
            .beneath
            .push(starts[device] + earlier);
    }
}
