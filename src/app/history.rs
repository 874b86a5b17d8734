//! The history: every change of the thing under the cursor, or of everything, newest first. What is listed is read by the
//! worker; here stand the question, the answer and the cursor, which stays on its change whatever others write.

use tui_input::Input;

use super::action::Action;
use super::board::{Board, Pane};
use super::commands::request;
use super::effect::{Effect, HistoryQuery, Request};
use super::goto;
use super::list::List;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::domain::Programme;
use crate::domain::history::{Entry, History as Found, Scope};
use crate::filter::changes::{BadChangeTerm, ChangeFilter};

/// The history as it is looked at.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// What it was asked of: the thing under the cursor.
    pub scope: Scope,
    /// Whether everything is listed instead.
    pub is_wide: bool,
    /// The filter.
    pub input: Input,
    /// Whether the filter is being typed.
    pub is_typing: bool,
    /// What is wrong with the filter; what was listed before stays.
    pub error: Option<BadChangeTerm>,
    /// What was found.
    pub found: Found,
    /// The cursor.
    pub list: List,
    /// Whether the details have the room, so that a long text is read in full.
    pub is_detailed: bool,
    questions: Questions,
}

/// What was asked of the worker.
#[derive(Clone, Copy, Debug, Default)]
struct Questions {
    /// The number of the last one.
    asked: u64,
    /// That of the one whose answer is listed.
    answered: u64,
    /// Whether the last one is another than the one whose answer is listed.
    is_other: bool,
}

impl History {
    /// What is listed.
    #[must_use]
    pub fn shown_scope(&self) -> Scope {
        if self.is_wide {
            Scope::default()
        } else {
            self.scope.clone()
        }
    }

    /// Whether anything was read yet.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        self.questions.answered > 0
    }

    /// The change that the cursor is on.
    #[must_use]
    pub fn selected(&self) -> Option<&Entry> {
        self.found.entries.get(self.list.cursor())
    }
}

/// Opens the history of what the cursor is on.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let scope = scope(&model.board, &model.programme);
    model.mode = Mode::History(Box::new(History {
        scope,
        ..History::default()
    }));
    ask(model)
}

/// What the row of the cursor is about; on a row that sums, everything it sums.
fn scope(board: &Board, programme: &Programme) -> Scope {
    let ministry = board.ministry(programme).cloned();
    let platform = board.platform(programme).map(|platform| &platform.id);
    match (board.focus, platform) {
        (Pane::Ministries, _) | (Pane::Platforms, None) => Scope {
            ministry,
            ..Scope::default()
        },
        (Pane::Platforms, Some(platform)) => Scope {
            platform: Some(platform.clone()),
            ..Scope::default()
        },
        (Pane::Milestones, platform) => Scope {
            kind: board.kind(programme).cloned(),
            platform: platform.cloned(),
            ministry: ministry.filter(|_| platform.is_none()),
        },
    }
}

/// Asks for what is to be listed: at the start, and after something was recorded.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let (today, lang) = (model.today, model.lang);
    let Mode::History(history) = &mut model.mode else {
        return Vec::new();
    };
    let filter = ChangeFilter::parse(history.input.value(), today);
    match filter {
        Err(bad) => {
            history.error = Some(bad);
            Vec::new()
        }
        Ok(filter) => {
            history.error = None;
            history.questions.asked += 1;
            let query = HistoryQuery {
                number: history.questions.asked,
                scope: history.shown_scope(),
                filter,
                newest_first: history.questions.is_other || !history.is_read(),
            };
            vec![Effect::ReadHistory(query, lang)]
        }
    }
}

/// Asks for something else than what is listed.
pub(super) fn ask_other(model: &mut Model) -> Vec<Effect> {
    if let Mode::History(history) = &mut model.mode {
        history.questions.is_other = true;
    }
    ask(model)
}

/// The answer to a question, or the first part of it; the cursor stays on its change when that is still listed.
pub(super) fn received(model: &mut Model, number: u64, found: Found) {
    let Mode::History(history) = &mut model.mode else {
        return;
    };
    // While somebody types, what an earlier question found is better than nothing.
    if number < history.questions.answered {
        return;
    }
    let entries = &found.entries;
    let before = history.list.cursor();
    let same = history.selected().and_then(|selected| {
        // It can only have gone down, or a little up: the search begins where it was.
        let is_it = |entry: &Entry| entry.is(selected);
        let later = entries.iter().skip(before).position(is_it);
        let later = later.map(|row| row + before);
        later.or_else(|| entries.iter().take(before).position(is_it))
    });
    let otherwise = if history.questions.is_other {
        0
    } else {
        before
    };
    history.list.renew(entries.len(), same.unwrap_or(otherwise));
    history.found = found;
    history.questions.answered = number;
    history.questions.is_other &= number != history.questions.asked;
}

/// Runs an action in the history.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::History(history) = &mut model.mode else {
        return Vec::new();
    };
    if history.list.go(action) {
        return Vec::new();
    }
    match action {
        Action::Accept if history.is_typing => history.is_typing = false,
        Action::Accept => go_there(model),
        Action::Find => history.is_typing = true,
        Action::Details => history.is_detailed = !history.is_detailed,
        Action::Switch => {
            history.is_wide = !history.is_wide;
            return ask_other(model);
        }
        Action::TakeBack => return take_back(model, false),
        Action::TakeBackAction => return take_back(model, true),
        Action::Undo => return request(model, Request::Undo, Vec::new()),
        Action::Redo => return request(model, Request::Redo, Vec::new()),
        Action::Back => return back(model),
        _ => {}
    }
    Vec::new()
}

/// One level back: the list, no filter, then the board.
fn back(model: &mut Model) -> Vec<Effect> {
    let Mode::History(history) = &mut model.mode else {
        return Vec::new();
    };
    history.is_typing = false;
    if std::mem::take(&mut history.is_detailed) {
        return Vec::new();
    }
    if history.input.value().is_empty() {
        model.mode = Mode::Board;
        return Vec::new();
    }
    history.input = Input::default();
    ask_other(model)
}

/// Leaves for the thing that the selected change is about.
fn go_there(model: &mut Model) {
    let Mode::History(history) = &model.mode else {
        return;
    };
    let Some(entry) = history.selected() else {
        return;
    };
    let there = entry.entity();
    if there.is_some_and(|thing| goto::thing(model, &thing)) {
        model.mode = Mode::Board;
    } else {
        model.say(ToastKind::Refused, model.lang.no_longer_there());
    }
}

/// Takes the selected change back, or all of its action; what came after stays.
fn take_back(model: &mut Model, all: bool) -> Vec<Effect> {
    let Mode::History(history) = &model.mode else {
        return Vec::new();
    };
    let Some(entry) = history.selected() else {
        return Vec::new();
    };
    let change = (!all).then(|| (entry.target.clone(), entry.field.clone()));
    let line = entry.line.clone();
    request(model, Request::Revert { line, change }, Vec::new())
}
