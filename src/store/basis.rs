//! What a readable state was made from. It names the ends of all chains of lines that it knew: whatever comes before one of
//! these was known, too, and nothing else was, whenever it was written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::fold::{CATALOGUE, Fold, Order};
use super::line::{Line, LineId};

/// The lines that a readable state was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The last line of every writer.
    pub upto: BTreeMap<String, LineId>,
    /// The other lines of a writer that none of the same writer comes after: before a gap, or on another branch.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ends: BTreeMap<String, BTreeSet<LineId>>,
    /// The lines that others name as the one before them, and that were not there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub lacking: BTreeSet<LineId>,
}

impl Basis {
    /// All that there is now.
    #[must_use]
    pub fn of(fold: &Fold) -> Self {
        let upto: BTreeMap<String, LineId> = fold.tips();
        let mut ends: BTreeMap<String, BTreeSet<LineId>> = BTreeMap::new();
        for (writer, of_writer) in loose(fold) {
            let tip = upto.get(writer);
            let others = of_writer.into_iter().map(|(_, line)| line);
            let others: BTreeSet<LineId> = others.filter(|line| Some(line) != tip).collect();
            if !others.is_empty() {
                ends.insert(writer.to_owned(), others);
            }
        }
        Self {
            upto,
            ends,
            lacking: fold.lacking().collect(),
        }
    }

    /// Reads it off a document, also off one that an editor has put into another form.
    #[must_use]
    pub fn read(document: &[u8]) -> Option<Self> {
        // As the program writes it, it stands before all that is long.
        let head = memmem::find(document, b",\n\"programme\":").map(|end| &document[..end]);
        let head = head.and_then(|head| serde_json::from_slice(&[head, b"}"].concat()).ok());
        let bytes = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
        head.or_else(|| serde_json::from_slice(bytes).ok())
    }

    /// The name of a document that was made from it, whatever somebody has changed in it since.
    #[must_use]
    pub fn name(&self) -> LineId {
        LineId::of(&serde_json::to_vec(self).unwrap_or_default())
    }

    /// Every end, with its writer.
    pub fn all_ends(&self) -> impl Iterator<Item = (&str, LineId)> {
        let tips = self.upto.iter().map(|(writer, tip)| (&**writer, *tip));
        let others = self.ends.iter();
        let others = others.flat_map(|(writer, ends)| ends.iter().map(|end| (&**writer, *end)));
        tips.chain(others)
    }

    /// The ends that are not there now: not yet received, or lost.
    pub fn missing<'a>(&'a self, fold: &'a Fold) -> impl Iterator<Item = (&'a str, LineId)> {
        self.all_ends().filter(|(_, end)| fold.line(*end).is_none())
    }

    /// The lines that come before known ones, were known themselves, and are not there now.
    pub fn gaps<'a>(&'a self, known: &'a Fold) -> impl Iterator<Item = LineId> + 'a {
        known.lacking().filter(|line| !self.lacking.contains(line))
    }

    /// Those of the lines that are there now that it knew.
    #[must_use]
    pub fn known(&self, fold: &Fold) -> Fold {
        let mut walk = Walk::new(self, fold);
        for (writer, end) in self.all_ends() {
            walk.back(writer, end, None);
        }
        walk.jump();
        let known = walk.known;
        let mut of_known = Fold::default();
        for line in fold.lines().filter(|line| known.contains(&line.id)) {
            of_known.insert(line.clone());
        }
        of_known
    }
}

/// Back along the chains, from their ends.
struct Walk<'a> {
    basis: &'a Basis,
    fold: &'a Fold,
    known: HashSet<LineId>,
    /// Where a line is lost that was known: of which writer, and what came after it, if that is there.
    lost: Vec<(&'a str, Option<Order>)>,
}

impl<'a> Walk<'a> {
    fn new(basis: &'a Basis, fold: &'a Fold) -> Self {
        Self {
            basis,
            fold,
            known: HashSet::new(),
            lost: Vec::new(),
        }
    }

    fn back(&mut self, writer: &'a str, end: LineId, mut after: Option<Order>) {
        let mut ahead = Some(end);
        while let Some(id) = ahead {
            // It may have come since.
            if self.basis.lacking.contains(&id) {
                return;
            }
            let Some(line) = self.fold.line(id) else {
                self.lost.push((writer, after));
                return;
            };
            if !self.known.insert(id) {
                return;
            }
            after = Some(order(line));
            ahead = line.body.prev;
        }
    }

    /// What came before a lost line is the last of its writer that nothing comes after now. Where the lost one was an end,
    /// what comes after a gap is later than it.
    fn jump(&mut self) {
        let mut loose = loose(self.fold);
        let later = self.after_gaps();
        while let Some((writer, after)) = self.lost.pop() {
            // Lists are not written after each other.
            if writer == CATALOGUE {
                continue;
            }
            let Some(of_writer) = loose.get_mut(writer) else {
                continue;
            };
            let before = |of_writer: &BTreeSet<Order>| match after {
                Some(after) => of_writer.range(..after).next_back().copied(),
                None => of_writer
                    .iter()
                    .rfind(|(_, id)| !later.contains(id))
                    .copied(),
            };
            while let Some(last) = before(of_writer) {
                of_writer.remove(&last);
                let (_, last) = last;
                // What was lacking then, and has come, was not known.
                if !self.known.contains(&last) && !self.basis.lacking.contains(&last) {
                    self.back(writer, last, after);
                    break;
                }
            }
        }
    }

    /// The lines of writers of whom an end is lost that come after a line that was known and is not there, at any distance.
    fn after_gaps(&self) -> HashSet<LineId> {
        let ends = self.lost.iter().filter(|(_, after)| after.is_none());
        let writers: HashSet<&str> = ends.map(|(writer, _)| *writer).collect();
        let mut next: HashMap<LineId, Vec<LineId>> = HashMap::new();
        let lines = self.fold.lines();
        for line in lines.filter(|line| writers.contains(&*line.body.writer)) {
            if let Some(prev) = line.body.prev {
                next.entry(prev).or_default().push(line.id);
            }
        }
        let is_gap = |id: &&LineId| self.fold.line(**id).is_none();
        let gaps = next.keys().filter(is_gap).copied();
        let mut ahead: Vec<LineId> = gaps.filter(|id| !self.basis.lacking.contains(id)).collect();
        let mut after = HashSet::new();
        while let Some(id) = ahead.pop() {
            let next = next.get(&id).map(Vec::as_slice).unwrap_or_default();
            ahead.extend(next.iter().filter(|id| after.insert(**id)));
        }
        after
    }
}

/// The lines of each writer that none of the same writer comes after.
fn loose(fold: &Fold) -> HashMap<&str, BTreeSet<Order>> {
    let before = fold.lines().filter_map(|line| {
        let before = fold.line(line.body.prev?)?;
        (before.body.writer == line.body.writer).then_some(before.id)
    });
    let before: HashSet<LineId> = before.collect();
    let mut loose: HashMap<&str, BTreeSet<Order>> = HashMap::new();
    for line in fold.lines().filter(|line| !before.contains(&line.id)) {
        let of_writer = loose.entry(&line.body.writer).or_default();
        of_writer.insert(order(line));
    }
    loose
}

const fn order(line: &Line) -> Order {
    (line.stamp, line.id)
}
