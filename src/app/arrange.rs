//! Changing the list itself from the board: adding, moving, ordering, archiving, bringing back. Works on what is selected,
//! else on the row of the cursor, as one action.

use super::action::Action;
use super::board::Pane;
use super::commands::commit;
use super::effect::Effect;
use super::find::{Find, Source, Target};
use super::form::Purpose;
use super::forms;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::domain::field::Owner;
use crate::domain::operation::Place;
use crate::domain::{Entity, Id, Operation};

/// Runs an action of the list; other actions do nothing.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Arrange => model.mode = Mode::Arrange,
        Action::Add => add(model),
        Action::AddKind => forms::show(model, Purpose::Add(Owner::Kind), vec![Entity::Programme]),
        Action::EditKind => edit_kind(model),
        Action::Move => choose_owner(model),
        Action::Archive => archive(model),
        Action::Archived => show_archived(model),
        Action::PlaceUp => return place(model, true),
        Action::PlaceDown => return place(model, false),
        _ => {}
    }
    Vec::new()
}

/// Something of what the pane holds: a ministry, a platform of the ministry, a milestone of the platforms.
fn add(model: &mut Model) {
    let (board, programme) = (&model.board, &model.programme);
    let owner = board.ministry(programme).cloned();
    let (what, about) = match board.focus {
        Pane::Ministries => (Owner::Ministry, Some(vec![Entity::Programme])),
        Pane::Platforms => {
            let of_platform = || board.platform(programme)?.ministry.clone();
            let owner = owner.or_else(of_platform);
            (Owner::Platform, owner.map(|id| vec![Entity::Ministry(id)]))
        }
        Pane::Milestones => {
            let platform = board.platform(programme);
            let platform = platform.map(|platform| vec![Entity::Platform(platform.id.clone())]);
            (Owner::Milestone, platform)
        }
    };
    match (what, about) {
        (_, Some(about)) => forms::show(model, Purpose::Add(what), about),
        // What every platform owes is a kind of its own.
        (Owner::Milestone, None) => {
            forms::show(model, Purpose::Add(Owner::Kind), vec![Entity::Programme]);
        }
        _ => model.say(ToastKind::Refused, model.lang.choose_ministry_first()),
    }
}

/// The kind of milestone of the row, for all platforms.
fn edit_kind(model: &mut Model) {
    if let Some(kind) = model.board.kind(&model.programme).cloned() {
        forms::show(model, Purpose::Everything, vec![Entity::Kind(kind)]);
    }
}

/// The platforms that are selected, or that the row of the cursor belongs to; says so when there are none.
pub(super) fn platforms(model: &mut Model) -> Option<Vec<Id>> {
    let platform = |entity: Entity| match entity {
        Entity::Platform(id) => Some(id),
        _ => None,
    };
    let selected = model.board.selection.entities();
    let mut found: Vec<Id> = selected.into_iter().filter_map(platform).collect();
    if found.is_empty() && model.board.selection.is_empty() && model.board.focus != Pane::Ministries
    {
        let here = model.board.platform(&model.programme);
        found.extend(here.map(|platform| platform.id.clone()));
    }
    if found.is_empty() {
        model.say(ToastKind::Refused, model.lang.choose_platform_first());
    }
    Some(found).filter(|found| !found.is_empty())
}

fn choose_owner(model: &mut Model) {
    if platforms(model).is_some() {
        let source = Source::ministries(&model.programme, model.lang);
        model.mode = Mode::Find(Box::new(Find::among(Target::Owner, source)));
    }
}

/// The form for the day and the document of a move, once the ministry is chosen.
pub(super) fn chosen(model: &mut Model, ministry: &Id) {
    let Some(platforms) = platforms(model) else {
        return;
    };
    let about = platforms.into_iter().map(Entity::Platform).collect();
    forms::show(model, Purpose::Move, about);
    if let Mode::Form(form) = &mut model.mode {
        form.put(ministry.to_string());
        form.turn(true);
        forms::typed(model);
    }
}

/// The form for the reason and the document; what cannot be archived is told before anything is typed.
fn archive(model: &mut Model) {
    let Some(targets) = forms::subjects(model) else {
        return;
    };
    forms::show(model, Purpose::Archive, targets);
    forms::typed(model);
    let Mode::Form(form) = &mut model.mode else {
        return;
    };
    let mut beside = form.rows.iter_mut();
    let error = form.error.take();
    if let Some(error) = error.or_else(|| beside.find_map(|row| row.entry.error.take())) {
        model.mode = Mode::Board;
        model.say(ToastKind::Refused, error);
    }
}

fn show_archived(model: &mut Model) {
    let source = Source::archived(&model.programme, model.lang);
    let find = Find::among(Target::Archived, source);
    if find.total == 0 {
        model.say(ToastKind::Info, model.lang.nothing_archived());
    } else {
        model.mode = Mode::Find(Box::new(find));
    }
}

/// Brings back what was chosen of what is archived.
pub(super) fn restore(model: &mut Model, entity: Entity) -> Vec<Effect> {
    let targets = vec![entity];
    commit(model, Operation::Restore { targets })
}

/// One place up or down among its like; where rows are sorted or left out, in the order of the list behind it.
fn place(model: &mut Model, up: bool) -> Vec<Effect> {
    let targets = if model.board.focus == Pane::Milestones && model.board.selection.is_empty() {
        let kind = model.board.kind(&model.programme).cloned();
        kind.map(|kind| vec![Entity::Kind(kind)])
    } else {
        forms::subjects(model)
    };
    let Some(targets) = targets else {
        return Vec::new();
    };
    let like = alike(model, &targets);
    let mut places = like.iter().enumerate();
    let mut places = places
        .by_ref()
        .filter(|(_, entity)| targets.contains(entity))
        .map(|(place, _)| place);
    let first = places.next();
    let last = places.last().or(first);
    let beside = match (first, last) {
        (Some(first), _) if up => first.checked_sub(1).and_then(|place| like.get(place)),
        (_, Some(last)) => like.get(last + 1),
        _ => None,
    };
    let Some(beside) = beside.cloned() else {
        model.say(ToastKind::Info, model.lang.no_further());
        return Vec::new();
    };
    let to = if up {
        Place::Before(beside)
    } else {
        Place::After(beside)
    };
    commit(model, Operation::Order { targets, to })
}

/// Everything that the first of these stands in one order with.
fn alike(model: &Model, targets: &[Entity]) -> Vec<Entity> {
    let list = &model.programme;
    match targets.first() {
        Some(Entity::Ministry(_)) => {
            let all = list.ministries();
            all.map(|(id, _)| Entity::Ministry(id.clone())).collect()
        }
        Some(Entity::Platform(id)) => {
            let owner = list.platform(id).and_then(|own| own.ministry.as_ref());
            let all = list.platforms_of(owner);
            all.map(|platform| Entity::Platform(platform.id.clone()))
                .collect()
        }
        Some(Entity::Kind(_)) => {
            let all = list.kinds();
            all.map(|(id, _)| Entity::Kind(id.clone())).collect()
        }
        _ => Vec::new(),
    }
}
