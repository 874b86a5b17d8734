//! What each action does in each mode.

use super::action::Action;
use super::board::Pane;
use super::effect::{Effect, Request};
use super::find::{Find, Source, Target};
use super::mode::{Confirm, Help, Mode, Question};
use super::model::{LastChange, Model, Pending, ToastKind};
use super::{
    arrange, columns, filtering, forms, goto, history, palette, selection, settings, sorting,
    update, viewing, welcome,
};
use crate::domain::{Milestone, MilestoneId, Operation};

/// A change of more milestones than this is asked for once.
pub(super) const MANY: usize = 10;

/// Runs an action in the mode that is on.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::Interrupt {
        return interrupt(model);
    }
    match &mut model.mode {
        Mode::Board => on_board(model, action),
        Mode::Go | Mode::Arrange => {
            model.mode = Mode::Board;
            if action == Action::Back {
                Vec::new()
            } else {
                on_board(model, action)
            }
        }
        Mode::Find(find) => {
            find.list.go(action);
            match action {
                Action::Accept => return goto::found(model),
                Action::Back => model.mode = Mode::Board,
                _ => {}
            }
            Vec::new()
        }
        Mode::History(_) => history::run(model, action),
        Mode::Filter(_) => filtering::run(model, action),
        Mode::Sort(_) => sorting::run(model, action),
        Mode::Columns(_) => columns::run(model, action),
        Mode::Views(_) => viewing::run(model, action),
        Mode::Form(_) => forms::run(model, action),
        Mode::Confirm(_) => on_confirm(model, action),
        Mode::Details(offset) => {
            move_by(offset, action, usize::MAX);
            if action == Action::Back {
                model.mode = Mode::Board;
            }
            Vec::new()
        }
        Mode::Settings(_) => settings::run(model, action),
        Mode::Welcome(_) => welcome::run(model, action),
        Mode::Help(help) => {
            move_by(&mut help.offset, action, usize::MAX);
            if action == Action::Back {
                model.mode = Mode::Board;
            }
            Vec::new()
        }
    }
}

fn on_board(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Toggle => return toggle(model),
        Action::More => return step(model, 1),
        Action::Fewer => return step(model, -1),
        Action::Repeat => return repeat(model),
        Action::Undo => return request(model, Request::Undo, Vec::new()),
        Action::Redo => return request(model, Request::Redo, Vec::new()),
        Action::History => return history::open(model),
        Action::Quit => return update::quit(model),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Mouse => return settings::switch_mouse(model),
        Action::Language => return settings::next_language(model),
        Action::Edit
        | Action::Dates
        | Action::Note
        | Action::Hold
        | Action::People
        | Action::Evidence
        | Action::SetCount => forms::open(model, action),
        Action::Select | Action::SelectUp | Action::SelectDown | Action::SelectAll => {
            selection::select(model, action);
        }
        Action::Arrange
        | Action::Add
        | Action::AddKind
        | Action::EditKind
        | Action::Move
        | Action::Archive
        | Action::Archived
        | Action::PlaceUp
        | Action::PlaceDown => return arrange::run(model, action),
        Action::Filter => filtering::open(model),
        Action::ClearFilter => filtering::clear(model),
        Action::Sort => sorting::open(model),
        Action::Columns => columns::open(model),
        Action::Reverse => return sorting::reverse(model),
        Action::Views => return viewing::open(model),
        Action::Go => model.mode = Mode::Go,
        Action::Find => {
            let platforms = Source::platforms(model.index(), &model.programme);
            model.mode = Mode::Find(Box::new(Find::among(Target::Platform, platforms)));
        }
        Action::GoMinistry => {
            let ministries = Source::ministries(&model.programme, model.lang);
            model.mode = Mode::Find(Box::new(Find::among(Target::Ministry, ministries)));
        }
        Action::Palette => return palette::open(model),
        Action::Details => model.mode = Mode::Details(0),
        Action::Settings => model.mode = Mode::Settings(settings::Screen::default()),
        Action::Help => model.mode = Mode::Help(Help::default()),
        Action::Zoom => model.board.zoomed = !model.board.zoomed,
        Action::Back => back(model),
        _ => goto::go(model, action),
    }
    Vec::new()
}

/// One level back: what was said, what is selected, out of the zoom, then to the pane on the left.
fn back(model: &mut Model) {
    if model.toast.take().is_some() {
        return;
    }
    if !model.board.selection.is_empty() {
        model.board.selection.clear();
        return;
    }
    if model.board.zoomed {
        model.board.zoomed = false;
    } else if let Some(left) = model.board.focus.left() {
        model.board.focus = left;
    }
}

fn interrupt(model: &mut Model) -> Vec<Effect> {
    if model.interrupted {
        return update::quit(model);
    }
    model.interrupted = true;
    model.say(ToastKind::Info, model.lang.interrupt_again());
    Vec::new()
}

/// Sends a request; the rows it is about are pending until it is answered.
pub(super) fn request(model: &mut Model, request: Request, about: Vec<MilestoneId>) -> Vec<Effect> {
    model.pending.push_back(Pending { about, form: None });
    vec![Effect::Record(request, model.lang)]
}

pub(super) fn commit(model: &mut Model, operation: Operation) -> Vec<Effect> {
    let about = operation.targets();
    request(model, Request::Commit(operation), about)
}

/// The milestones that are selected, or that the row of the cursor stands for; says so when there are none.
pub(super) fn targets(model: &mut Model) -> Option<Vec<MilestoneId>> {
    if !model.board.selection.is_empty() {
        let selected = model.board.selection.milestones();
        if selected.is_empty() {
            model.say(ToastKind::Refused, model.lang.select_milestones());
        }
        return Some(selected).filter(|selected| !selected.is_empty());
    }
    if model.board.focus != Pane::Milestones {
        model.say(ToastKind::Refused, model.lang.choose_milestone_first());
        return None;
    }
    Some(model.board.targets(&model.programme)).filter(|targets| !targets.is_empty())
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some(targets) = targets(model) else {
        return Vec::new();
    };
    let is_done = |id: &MilestoneId| {
        model
            .programme
            .milestone(id)
            .is_some_and(Milestone::is_done)
    };
    let all_done = targets.iter().all(is_done);
    if forms::ask_proof(model, &targets) {
        return Vec::new();
    }
    model.last_change = Some(if all_done {
        LastChange::Reopen
    } else {
        LastChange::Done
    });
    commit_or_ask(model, Operation::Toggle { targets })
}

pub(super) fn commit_or_ask(model: &mut Model, operation: Operation) -> Vec<Effect> {
    if operation.count() > MANY {
        ask(model, Question::Many(operation, None));
        return Vec::new();
    }
    commit(model, operation)
}

/// Asks; "no" is chosen at first.
pub(super) fn ask(model: &mut Model, question: Question) {
    model.mode = Mode::Confirm(Confirm {
        question,
        yes: false,
    });
}

/// The counted milestone under the cursor with its count and target; says so when it is none.
pub(super) fn counted(model: &mut Model) -> Option<(MilestoneId, u32, u32)> {
    targets(model)?;
    let found = model.board.milestone(&model.programme);
    let counted =
        found.and_then(|(id, milestone)| Some((id, milestone.reached(), milestone.target?)));
    if counted.is_none() {
        let text = match model.board.platform(&model.programme) {
            Some(_) => model.lang.not_counted(),
            None => model.lang.choose_platform_first(),
        };
        model.say(ToastKind::Refused, text);
    }
    counted
}

fn step(model: &mut Model, by: i32) -> Vec<Effect> {
    let Some((target, reached, goal)) = counted(model) else {
        return Vec::new();
    };
    if by > 0 && reached + 1 == goal {
        forms::ask_last_day(model, target);
        return Vec::new();
    }
    model.last_change = Some(LastChange::Step(by));
    commit(model, Operation::Step { target, by })
}

fn on_confirm(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Confirm(confirm) = &mut model.mode else {
        return Vec::new();
    };
    if action == Action::Switch {
        confirm.yes = !confirm.yes;
        return Vec::new();
    }
    let Mode::Confirm(confirm) = std::mem::take(&mut model.mode) else {
        return Vec::new();
    };
    let yes = action == Action::Accept && confirm.yes;
    match confirm.question {
        Question::Many(operation, None) if yes => commit(model, operation),
        Question::Many(operation, Some(form)) if yes => forms::save(model, operation, form),
        // What was typed is not thrown away.
        Question::Many(_, Some(form)) => {
            model.mode = Mode::Form(form);
            Vec::new()
        }
        Question::RemoveView(name) => viewing::remove(model, Some(name).filter(|_| yes)),
        Question::QuitUnsaved if yes => vec![Effect::Quit],
        Question::Many(_, None) | Question::QuitUnsaved => Vec::new(),
    }
}

/// The last change once more, on the row of the cursor.
fn repeat(model: &mut Model) -> Vec<Effect> {
    let Some(last) = model.last_change.clone() else {
        model.say(ToastKind::Refused, model.lang.nothing_to_repeat());
        return Vec::new();
    };
    match last {
        LastChange::Form(operation) => forms::repeat(model, operation),
        LastChange::Step(by) => step(model, by),
        LastChange::Count(reached) => match counted(model) {
            Some((target, ..)) => commit(
                model,
                Operation::Progress {
                    target,
                    reached,
                    on: None,
                },
            ),
            None => Vec::new(),
        },
        LastChange::Done | LastChange::Reopen => {
            let Some(targets) = targets(model) else {
                return Vec::new();
            };
            if last == LastChange::Done && forms::ask_proof(model, &targets) {
                return Vec::new();
            }
            let operation = match last {
                LastChange::Done => Operation::Done {
                    targets,
                    on: None,
                    evidence: None,
                    note: None,
                },
                _ => Operation::Reopen { targets },
            };
            commit_or_ask(model, operation)
        }
    }
}

/// Moves a place in a list by what the action says, up to `last`.
pub(super) fn move_by(place: &mut usize, action: Action, last: usize) {
    const PAGE: usize = 10;
    *place = match action {
        Action::Up => place.saturating_sub(1),
        Action::Down => place.saturating_add(1),
        Action::PageUp => place.saturating_sub(PAGE),
        Action::PageDown => place.saturating_add(PAGE),
        Action::First => 0,
        Action::Last => last,
        _ => *place,
    }
    .min(last);
}
