//! Moving: rows, panes, the next of something, and where a search leads.

use jiff::civil::Date;

use super::action::Action;
use super::board::Pane;
use super::effect::Effect;
use super::find::{Target, Thing};
use super::keymap::Context;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use super::{arrange, commands, palette, settings, viewing};
use crate::domain::{Entity, Milestone, MilestoneId, Status, assess};
use crate::settings::SETTINGS;

/// Moves the cursor as the action says; other actions move nothing.
pub(super) fn go(model: &mut Model, action: Action) {
    match action {
        Action::Right | Action::Open => focus(model, model.board.focus.right()),
        Action::Left => focus(model, model.board.focus.left()),
        Action::NextPane => focus(model, Some(model.board.focus.right().unwrap_or_default())),
        Action::PreviousPane => focus(
            model,
            Some(model.board.focus.left().unwrap_or(Pane::Milestones)),
        ),
        Action::Ministries => focus(model, Some(Pane::Ministries)),
        Action::Platforms => focus(model, Some(Pane::Platforms)),
        Action::Milestones => focus(model, Some(Pane::Milestones)),
        Action::NextPlatform => other_platform(model, true),
        Action::PreviousPlatform => other_platform(model, false),
        Action::NextHit => other_hit(model, true),
        Action::PreviousHit => other_hit(model, false),
        Action::GoOverdue => next_overdue(model),
        Action::GoToday => next_due(model),
        _ => move_row(model, action),
    }
}

fn focus(model: &mut Model, pane: Option<Pane>) {
    if let Some(pane) = pane {
        model.board.focus = pane;
    }
}

fn move_row(model: &mut Model, action: Action) {
    let pane = model.board.focus;
    let leap = usize::from(model.own_layout().rows(pane).height)
        .saturating_sub(1)
        .max(1);
    let row = model.board.row(pane, &model.programme);
    let row = match action {
        Action::Up => row.saturating_sub(1),
        Action::Down => row + 1,
        Action::PageUp => row.saturating_sub(leap),
        Action::PageDown => row + leap,
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => return,
    };
    model.board.select(pane, row, &model.programme);
}

/// The platform beside, on the same kind of milestone.
fn other_platform(model: &mut Model, next: bool) {
    let kind = model.board.kind(&model.programme).cloned();
    let row = model.board.row(Pane::Platforms, &model.programme);
    // The "all" row is no platform; the first one is row 1.
    let row = if next {
        row + 1
    } else {
        row.saturating_sub(1).max(1)
    };
    model.board.select(Pane::Platforms, row, &model.programme);
    let platform = model
        .board
        .platform(&model.programme)
        .map(|platform| platform.id.clone());
    if let (Some(platform), Some(kind)) = (platform, kind) {
        model
            .board
            .go_to_milestone(&MilestoneId { platform, kind }, &model.programme);
    }
}

/// Goes to what the search has selected, or does it.
pub(super) fn found(model: &mut Model) -> Vec<Effect> {
    let Mode::Find(find) = std::mem::take(&mut model.mode) else {
        return Vec::new();
    };
    let Some(thing) = find.selected().cloned() else {
        model.mode = Mode::Find(find);
        return Vec::new();
    };
    if find.target == Target::Anything {
        palette::remember(model, &thing);
    }
    match thing {
        Thing::Action(_, action) => return commands::run(model, action),
        Thing::View(name) => return viewing::recall_named(model, &name),
        Thing::Setting(key) => {
            let row = SETTINGS.iter().position(|setting| setting.key == key);
            let mut screen = settings::Screen::default();
            screen.list.select(row.unwrap_or(0));
            model.mode = Mode::Settings(screen);
        }
        Thing::Platform(id) => {
            reveal(model, &Entity::Platform(id.clone()));
            model.board.go_to_platform(&id, &model.programme);
            model.board.focus = Pane::Milestones;
            model.found = find.platforms();
        }
        Thing::Archived(entity) => return arrange::restore(model, entity),
        Thing::Ministry(id) if find.target == Target::Owner => arrange::chosen(model, &id),
        Thing::Ministry(id) => {
            reveal(model, &Entity::Ministry(id.clone()));
            model.board.go_to_ministry(&id);
            model.board.focus = Pane::Platforms;
        }
    }
    Vec::new()
}

/// Goes to a thing; whether it is on the list.
pub(super) fn thing(model: &mut Model, thing: &Entity) -> bool {
    reveal(model, thing);
    let Model {
        board, programme, ..
    } = model;
    let focus = match thing {
        Entity::Milestone(id) if programme.milestone(id).is_some() => {
            board.go_to_milestone(id, programme);
            Pane::Milestones
        }
        Entity::Platform(id) if programme.platform(id).is_some() => {
            board.go_to_platform(id, programme);
            Pane::Platforms
        }
        Entity::Ministry(id) if programme.ministry(id).is_some() => {
            board.go_to_ministry(id);
            Pane::Ministries
        }
        Entity::Kind(id) if programme.kind(id).is_some() => {
            board.select(Pane::Ministries, 0, programme);
            board.select(Pane::Platforms, 0, programme);
            let row = board.kinds(programme).iter().position(|kind| *kind == id);
            board.select(Pane::Milestones, row.unwrap_or(0), programme);
            Pane::Milestones
        }
        Entity::Programme => {
            board.select(Pane::Ministries, 0, programme);
            Pane::Ministries
        }
        _ => return false,
    };
    board.focus = focus;
    true
}

/// The next hit of the last search, round and round.
fn other_hit(model: &mut Model, next: bool) {
    let (hits, place) = &mut model.found;
    if hits.is_empty() {
        model.say(ToastKind::Refused, model.lang.nothing_found_before());
        return;
    }
    let step = if next { 1 } else { hits.len() - 1 };
    *place = (*place + step) % hits.len();
    let text = model.lang.hit_of(*place + 1, hits.len());
    let id = hits[*place].clone();
    let lifted = reveal(model, &Entity::Platform(id.clone()));
    model.board.go_to_platform(&id, &model.programme);
    if !lifted {
        model.say(ToastKind::Info, text);
    }
}

/// Goes to a thing when the filter does not hide it; whether it does not.
pub(super) fn listed(model: &mut Model, entity: &Entity) -> bool {
    is_listed(model, entity) && thing(model, entity)
}

fn is_listed(model: &Model, entity: &Entity) -> bool {
    let listing = model.board.listing();
    match entity {
        Entity::Ministry(id) => listing.shows_ministry(id),
        Entity::Platform(id) => listing.shows_platform(id),
        Entity::Milestone(id) => listing.shows(id),
        Entity::Kind(id) => listing.sums(None).iter().any(|(kind, _)| kind == id),
        Entity::Programme => true,
    }
}

/// Lifts the filter when it hides what is gone to, and says so.
fn reveal(model: &mut Model, entity: &Entity) -> bool {
    let lifted = !is_listed(model, entity) && model.programme.contains(entity) && model.show_all();
    if lifted {
        let name = model.programme.title(entity, model.lang);
        model.say(ToastKind::Info, model.lang.filter_lifted_for(&name));
    }
    lifted
}

/// Every milestone that is listed, in the order in which one comes upon it.
fn milestones(model: &Model) -> impl Iterator<Item = (MilestoneId, &Milestone)> {
    let by_ministry = model.board.ministry(&model.programme).is_some();
    let listed = model.board.listing().walk(by_ministry);
    listed.filter_map(|id| {
        let milestone = model.programme.milestone(&id)?;
        Some((id, milestone))
    })
}

/// Says that there is nothing to go to; a filter may be why.
fn nowhere(model: &mut Model, text: &str) {
    let text = if model.showing.is_filtered() {
        let key = model.keys.key_of(Context::Board, Action::ClearFilter);
        format!("{text} · {}", model.lang.filter_is_on(key))
    } else {
        text.to_owned()
    };
    model.say(ToastKind::Info, text);
}

/// The overdue milestone after the cursor in the order of the columns, round and round.
fn next_overdue(model: &mut Model) {
    let here = model.board.milestone(&model.programme).map(|(id, _)| id);
    let is_overdue = |milestone: &Milestone| {
        assess(milestone, &model.thresholds, model.as_of).status == Status::Overdue
    };
    let all = milestones(model)
        .filter(|(id, milestone)| Some(id) == here.as_ref() || is_overdue(milestone));
    let all: Vec<(MilestoneId, bool)> = all
        .map(|(id, milestone)| (id, is_overdue(milestone)))
        .collect();
    let start = all
        .iter()
        .position(|(id, _)| Some(id) == here.as_ref())
        .map_or(0, |place| place + 1);
    let next = all[start..]
        .iter()
        .chain(&all[..start])
        .find(|(_, overdue)| *overdue);
    match next.map(|(id, _)| id.clone()) {
        Some(id) => arrive(model, &id),
        None => nowhere(model, model.lang.nothing_overdue()),
    }
}

/// The open milestone with the next due date from the as-of date on; from there, the one after.
fn next_due(model: &mut Model) {
    let here = model.board.milestone(&model.programme).map(|(id, _)| id);
    let due = |milestone: &Milestone| {
        milestone
            .baseline
            .filter(|date| *date >= model.as_of && !milestone.is_done())
    };
    let mut all: Vec<(Date, usize, MilestoneId)> = milestones(model)
        .enumerate()
        .filter_map(|(place, (id, milestone))| Some((due(milestone)?, place, id)))
        .collect();
    all.sort_unstable();
    let start = all
        .iter()
        .position(|(.., id)| Some(id) == here.as_ref())
        .map_or(0, |place| place + 1);
    match all.get(start).or(all.first()).map(|(.., id)| id.clone()) {
        Some(id) => arrive(model, &id),
        None => nowhere(model, model.lang.nothing_due()),
    }
}

fn arrive(model: &mut Model, id: &MilestoneId) {
    model.board.go_to_milestone(id, &model.programme);
    model.board.focus = Pane::Milestones;
}
