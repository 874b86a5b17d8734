//! The store beside a simple model: processes come and go, crash, fail to save, work on copies that are merged back, and
//! the store always shows what the model says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tiendo::domain::Value;
use tiendo::replica::{CommitError, Replica};
use tiendo::store::line::LineId;

use super::fixture::{
    JOURNALS, ROOT, Shown, Step, TARGETS, add, archive, listed, note, open, order, people, restore,
    set, shown, toggle,
};
use super::sim::{Errno, Loss, Names, SimDisk, Trouble};
use tiendo::domain::operation::Place;

/// What happens next.
#[derive(Clone, Debug)]
enum Event {
    /// A person at one of two windows does something.
    Window(usize, Step),
    /// A person at the copy of the folder does something.
    Copy(Step),
    /// The window's process ends, and another one begins.
    Reopen(usize),
    /// The power goes while this is being done.
    PowerCut(usize, Step, usize, Loss, Names, u64),
    /// A call fails while this is being done, which is then saved later.
    Error(usize, Step, usize, Errno),
    WriteView(usize),
    DeleteView,
    /// The journals of the copy come back; under other names, too.
    Merge(bool),
}

fn look(replica: &Replica) -> (Shown, Vec<String>) {
    (shown(replica), listed(replica))
}

fn things() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["p1", "p3", "p2/plan", "kind:trial"][..])
}

fn steps() -> impl Strategy<Value = Step> {
    let target = || prop::sample::select(&TARGETS[..]);
    prop_oneof![
        3 => (target(), 1..28_u8).prop_map(|(target, day)| Step::Do(set(target, "forecast", &format!("2027-01-{day:02}")))),
        1 => target().prop_map(|target| Step::Do(set(target, "forecast", ""))),
        2 => prop::collection::vec(target(), 1..5).prop_map(|targets| Step::Do(toggle(&targets))),
        1 => (target(), "[a-c]{1,3}").prop_map(|(target, text)| Step::Do(note(target, &text))),
        1 => things().prop_map(|target| Step::Do(archive(target))),
        1 => things().prop_map(|target| Step::Do(restore(target))),
        1 => prop::sample::select(&["p3", "p4"][..]).prop_map(|code| Step::Do(add(code))),
        1 => (prop::sample::select(&["p1", "p2", "p3"][..]), any::<bool>())
            .prop_map(|(target, first)| Step::Do(order(target, if first { Place::First } else { Place::Last }))),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let window = 0..2_usize;
    let event = prop_oneof![
        12 => (window.clone(), steps()).prop_map(|(window, step)| Event::Window(window, step)),
        5 => steps().prop_map(Event::Copy),
        2 => window.clone().prop_map(Event::Reopen),
        2 => (window.clone(), steps(), 0..30_usize, prop::sample::select(&Loss::ALL[..]), prop::sample::select(&Names::ALL[..]), any::<u64>())
            .prop_map(|(window, step, calls, loss, names, seed)| Event::PowerCut(window, step, calls, loss, names, seed)),
        2 => (window.clone(), steps(), 0..30_usize, prop::sample::select(&Errno::ALL[..]))
            .prop_map(|(window, step, calls, errno)| Event::Error(window, step, calls, errno)),
        1 => window.prop_map(Event::WriteView),
        1 => Just(Event::DeleteView),
        2 => any::<bool>().prop_map(Event::Merge),
    ];
    prop::collection::vec(event, 1..30)
}

type Field = (String, String);

/// An action as the model knows it.
#[derive(Clone, Debug)]
struct Action {
    id: LineId,
    device: &'static str,
    edits: BTreeMap<Field, Option<Value>>,
    /// The actions that its author had seen.
    seen: BTreeSet<LineId>,
}

/// What is known at one place: actions in the order in which they came, and the verdicts on them.
#[derive(Clone, Debug, Default)]
struct Model {
    actions: Vec<Action>,
    is_undone: BTreeMap<LineId, bool>,
    /// By device, the actions done or done again, the last one last; and those to do again.
    stacks: BTreeMap<&'static str, (Vec<LineId>, Vec<LineId>)>,
}

impl Model {
    fn standing(&self) -> impl Iterator<Item = &Action> {
        self.actions
            .iter()
            .filter(|action| !self.is_undone[&action.id])
    }

    /// The values that a field may show: those of standing actions that no standing one was made in knowledge of.
    fn values(&self, field: &Field) -> Vec<Option<Value>> {
        let speakers: Vec<&Action> = self
            .standing()
            .filter(|action| action.edits.contains_key(field))
            .collect();
        let newest = speakers
            .iter()
            .filter(|action| !speakers.iter().any(|other| other.seen.contains(&action.id)));
        newest.map(|action| action.edits[field].clone()).collect()
    }

    fn check(&self, replica: &Replica, what: &str) {
        let fields: BTreeSet<&Field> = self
            .actions
            .iter()
            .flat_map(|action| action.edits.keys())
            .collect();
        let mut conflicts = 0;
        for field in fields {
            let values = self.values(field);
            let (shown, live) = replica.fold().field(&field.0, &field.1);
            assert_eq!(live.len(), values.len(), "{what}: {field:?}");
            assert!(
                values.contains(&shown) || values.is_empty() && shown.is_none(),
                "{what}: {field:?} is {shown:?}, not of {values:?}"
            );
            conflicts += usize::from(values.iter().any(|value| *value != values[0]));
        }
        assert_eq!(replica.fold().conflicts().len(), conflicts, "{what}");
        let lines = self
            .actions
            .iter()
            .all(|action| replica.fold().line(action.id).is_some());
        assert!(lines, "{what}: a line is missing");
    }

    /// Puts what a line did; the line must be what the step asks for.
    fn put(&mut self, replica: &Replica, id: LineId, step: &Step, device: &'static str) {
        let line = replica.fold().line(id).unwrap();
        let (done, to_redo) = self.stacks.entry(device).or_default();
        match step {
            Step::Do(_) => {
                let edits = line.body.changes.iter().map(|change| {
                    (
                        (change.entity.clone(), change.field.clone()),
                        change.to.clone(),
                    )
                });
                let action = Action {
                    id,
                    device,
                    edits: edits.collect(),
                    seen: self.actions.iter().map(|action| action.id).collect(),
                };
                done.push(id);
                to_redo.clear();
                self.actions.push(action);
                self.is_undone.insert(id, false);
            }
            Step::Undo => {
                let target = done.pop().unwrap();
                assert_eq!(
                    line.body.undo,
                    Some(target),
                    "undo takes the last action of the device"
                );
                to_redo.push(target);
                self.is_undone.insert(target, true);
            }
            Step::Redo => {
                let target = to_redo.pop().unwrap();
                assert_eq!(
                    line.body.redo,
                    Some(target),
                    "redo takes what was undone last"
                );
                done.push(target);
                self.is_undone.insert(target, false);
            }
        }
    }

    fn has_nothing_for(&self, step: &Step, device: &str) -> bool {
        let (done, to_redo) = self.stacks.get(device).cloned().unwrap_or_default();
        match step {
            Step::Do(_) => false,
            Step::Undo => done.is_empty(),
            Step::Redo => to_redo.is_empty(),
        }
    }

    /// Whether another device has said something of a thing, or of what belongs to it, that stands.
    fn is_worked_on(&self, entity: &str, device: &str) -> bool {
        let below = format!("{entity}/");
        let others = self.standing().filter(|action| action.device != device);
        let mut said = others.flat_map(|action| action.edits.keys());
        said.any(|(about, _)| about == entity || about.starts_with(&below))
    }

    /// Learns what a copy knows.
    fn learn(&mut self, other: &Self, device: &'static str) {
        for action in other
            .actions
            .iter()
            .filter(|action| action.device == device)
        {
            if !self.is_undone.contains_key(&action.id) {
                self.actions.push(action.clone());
            }
            self.is_undone
                .insert(action.id, other.is_undone[&action.id]);
        }
        self.stacks.extend(
            other
                .stacks
                .get_key_value(device)
                .map(|(device, stack)| (*device, stack.clone())),
        );
    }
}

/// Two windows of one device on a store, and another device on a copy of it.
struct Office {
    disk: SimDisk,
    model: Model,
    windows: Vec<Replica>,
    copy: Option<(SimDisk, Model, Replica)>,
}

const HERE: &str = "here";
const THERE: &str = "there";

impl Office {
    fn new() -> Self {
        let disk = SimDisk::new();
        let windows = windows(&disk);
        Self {
            disk,
            model: Model::default(),
            windows,
            copy: None,
        }
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Window(window, step) => {
                step_of(&mut self.windows[*window], &mut self.model, step, HERE);
            }
            Event::Copy(step) => {
                let (_, model, replica) = self.copy.get_or_insert_with(|| {
                    let disk = self.disk.copy();
                    let replica = open(Box::new(disk.clone()), THERE, 0).unwrap();
                    (disk, self.model.clone(), replica)
                });
                step_of(replica, model, step, THERE);
                model.check(replica, "the copy");
            }
            Event::Reopen(window) => self.windows[*window] = reopen(&self.disk, *window),
            Event::PowerCut(window, step, calls, loss, names, seed) => {
                self.cut(*window, step, *calls, (*loss, *names, *seed));
            }
            Event::Error(window, step, calls, errno) => {
                let at = self.disk.calls() + calls;
                self.disk.trouble(Some(Trouble::Once(at, *errno)));
                step_of(&mut self.windows[*window], &mut self.model, step, HERE);
                self.disk.trouble(None);
            }
            Event::WriteView(window) => self.windows[*window].write_view().unwrap(),
            Event::DeleteView => self.disk.delete(&Path::new(ROOT).join("store.json")),
            Event::Merge(twice) => {
                let Some((disk, model, _)) = self.copy.take() else {
                    return;
                };
                for (name, bytes) in disk.files(Path::new(JOURNALS)) {
                    if name.starts_with(THERE) {
                        self.put(&name, &bytes);
                    }
                    if *twice {
                        self.put(&name.replace(".jsonl", " (1).jsonl"), &bytes);
                    }
                }
                self.model.learn(&model, THERE);
            }
        }
        for window in &mut self.windows {
            window.sync().unwrap();
            self.model.check(window, "a window");
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let folder = PathBuf::from(JOURNALS);
        self.disk.put(&folder.join(name), bytes);
    }

    fn cut(
        &mut self,
        window: usize,
        step: &Step,
        calls: usize,
        (loss, names, seed): (Loss, Names, u64),
    ) {
        self.disk
            .trouble(Some(Trouble::Stop(self.disk.calls() + calls)));
        let recorded = step.take(&mut self.windows[window]);
        self.disk = self.disk.after_power_cut(loss, names, seed);
        self.windows[window] = reopen(&self.disk, window);
        if let Ok(recorded) = recorded {
            let is_there = self.windows[window].fold().line(recorded.id).is_some();
            assert!(
                is_there || recorded.saved.is_err(),
                "what was saved is lost"
            );
            if is_there {
                self.model
                    .put(&self.windows[window], recorded.id, step, HERE);
            }
        }
        self.windows = windows(&self.disk);
    }
}

fn windows(disk: &SimDisk) -> Vec<Replica> {
    (0..2).map(|slot| reopen(disk, slot)).collect()
}

fn reopen(disk: &SimDisk, window: usize) -> Replica {
    open(
        Box::new(disk.clone()),
        HERE,
        10 * u32::try_from(window).unwrap(),
    )
    .unwrap()
}

fn step_of(replica: &mut Replica, model: &mut Model, step: &Step, device: &'static str) {
    match step.take(replica) {
        Ok(recorded) => {
            if recorded.saved.is_err() {
                let _ = replica.save();
                replica.save().unwrap();
            }
            assert_eq!(replica.unsaved(), 0);
            model.put(replica, recorded.id, step, device);
        }
        Err(CommitError::NothingToUndo | CommitError::NothingToRedo) => {
            assert!(model.has_nothing_for(step, device));
        }
        Err(CommitError::WorkedOn { entity, .. }) => {
            assert!(!matches!(step, Step::Do(_)));
            assert!(model.is_worked_on(&entity, device), "{entity}");
        }
        Err(CommitError::Refused(_)) => assert!(matches!(step, Step::Do(_))),
        Err(error) => panic!("{error:?}"),
    }
}

proptest! {
    #![proptest_config(super::cases(300))]

    #[test]
    fn the_store_shows_what_the_model_says_whatever_happens(events in events()) {
        let mut office = Office::new();
        for event in &events {
            office.happen(event);
        }
        let fresh = open(Box::new(office.disk.copy()), "another", 0).unwrap();
        office.model.check(&fresh, "a fresh look");
        prop_assert_eq!(look(&fresh), look(&office.windows[0]));
        let lines = fresh.fold().lines();
        let mut chained = lines.filter_map(|line| line.body.prev);
        let chained = chained.all(|prev| fresh.fold().line(prev).is_some());
        prop_assert!(chained, "a line before another one is missing");
    }

    #[test]
    fn alone_undo_and_redo_are_the_textbook_stack_also_when_every_step_is_a_new_process(
        steps in prop::collection::vec(steps(), 1..30), reopens: bool,
    ) {
        let disk = SimDisk::new();
        let mut replica = reopen(&disk, 0);
        // What was shown before each action that can be undone, and after each that can be redone.
        let (mut undo, mut redo) = (Vec::new(), Vec::new());
        for step in steps {
            let before = look(&replica);
            let recorded = step.take(&mut replica);
            let after = look(&replica);
            match (&step, recorded) {
                (Step::Do(_), Ok(_)) => {
                    undo.push(before);
                    redo.clear();
                }
                (Step::Undo, Ok(_)) => {
                    prop_assert_eq!(Some(&after), undo.last());
                    undo.pop();
                    redo.push(before);
                }
                (Step::Redo, Ok(_)) => {
                    prop_assert_eq!(Some(&after), redo.last());
                    redo.pop();
                    undo.push(before);
                }
                (Step::Undo, Err(_)) => prop_assert!(undo.is_empty()),
                (Step::Redo, Err(_)) => prop_assert!(redo.is_empty()),
                (Step::Do(_), Err(_)) => prop_assert_eq!(before, after),
            }
            if reopens {
                replica = reopen(&disk, 0);
            }
        }
        prop_assert_eq!(people(&replica), people(&reopen(&disk, 0)));
    }
}
