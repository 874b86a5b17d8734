//! What a message changes.

use tui_input::InputRequest;

use super::action::Action;
use super::contested::Conflicts;
use super::effect::Effect;
use super::form::{Form, Purpose};
use super::key::{Code, Key};
use super::keymap::Context;
use super::message::{Answer, Message, News, Saving};
use super::mode::{Mode, Question};
use super::model::{Model, ToastKind};
use super::settings::Screen;
use super::{
    commands, filtering, forms, goto, history, mouse, settings, sorting, viewing, welcome,
};
use crate::domain::Entity;
use crate::domain::change::ADDED;
use crate::domain::field::Owner;

/// Longest text that a field takes; a pasted megabyte is cut here.
const MAX_INPUT: usize = 500;

/// Changes the model and says what the outside has to do.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let effects = match message {
        Message::Key(key) => on_key(model, key),
        Message::Paste(text) => on_paste(model, &text),
        Message::Click(column, row) => mouse::click(model, column, row),
        Message::Wheel(column, row, down) => mouse::wheel(model, column, row, down),
        Message::Resize(width, height) => {
            model.size = (width, height);
            Vec::new()
        }
        Message::Answer(answer) => on_answer(model, answer),
        Message::News(news) => on_news(model, &news),
        Message::History(number, found) => {
            history::received(model, number, found);
            Vec::new()
        }
        Message::Saving(saving) => {
            let waited = model.saving.unsaved;
            model.saving = saving;
            if waited > 0 && model.saving == Saving::default() {
                model.say(ToastKind::Settled, model.lang.waiting_saved(waited));
            }
            Vec::new()
        }
        Message::Today(today) => {
            model.today = today;
            if !model.as_of_is_fixed {
                model.as_of = today;
                model.summarize();
            }
            Vec::new()
        }
        Message::ViewFailed(problem) | Message::SettingsFailed(problem) => {
            model.say(ToastKind::Refused, problem);
            Vec::new()
        }
        Message::Views(answer) => {
            viewing::received(model, answer);
            Vec::new()
        }
        Message::Edited(edited) => {
            match edited {
                Ok(text) => forms::edited(model, &text),
                Err(problem) => model.say(ToastKind::Refused, model.lang.editor_failed(&problem)),
            }
            Vec::new()
        }
        Message::Terminate => vec![Effect::Quit],
    };
    sorting::follow(model);
    model.stop_lingering();
    model.scroll();
    effects
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model
        .toast
        .as_ref()
        .is_some_and(|toast| !toast.kind.stays())
    {
        model.toast = None;
    }
    let action = model.keys.lookup(model.mode.context(), key);
    if action != Some(Action::Interrupt) {
        model.interrupted = false;
    }
    if let (Some(Action::Pick), Some(digit)) = (action, key.digit()) {
        viewing::pick(model, digit);
        Vec::new()
    } else if let Some(action) = action {
        commands::run(model, action)
    } else {
        on_unbound(model, key)
    }
}

/// Keys that are no commands edit the text that is being typed, or close the menu.
fn on_unbound(model: &mut Model, key: Key) -> Vec<Effect> {
    if matches!(model.mode.context(), Context::Go | Context::Arrange) {
        model.mode = Mode::Board;
    }
    match edit_of(key) {
        Some(request) => edit(model, [request]),
        None => Vec::new(),
    }
}

/// Text fields behave like a shell line.
const fn edit_of(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    Some(match (key.code, key.ctrl, key.alt) {
        (Code::Char(character), false, false) => R::InsertChar(character),
        (Code::Backspace, false, false) | (Code::Char('h'), true, false) => R::DeletePrevChar,
        (Code::Delete, ..) | (Code::Char('d'), true, false) => R::DeleteNextChar,
        (Code::Left, false, false) | (Code::Char('b'), true, false) => R::GoToPrevChar,
        (Code::Right, false, false) | (Code::Char('f'), true, false) => R::GoToNextChar,
        (Code::Left, ..) | (Code::Char('b'), false, true) => R::GoToPrevWord,
        (Code::Right, ..) | (Code::Char('f'), false, true) => R::GoToNextWord,
        (Code::Home, ..) | (Code::Char('a'), true, false) => R::GoToStart,
        (Code::End, ..) | (Code::Char('e'), true, false) => R::GoToEnd,
        (Code::Backspace, ..) | (Code::Char('w'), true, false) => R::DeletePrevWord,
        (Code::Char('d'), false, true) => R::DeleteNextWord,
        (Code::Char('u'), true, false) => R::DeleteLine,
        (Code::Char('k'), true, false) => R::DeleteTillEnd,
        _ => return None,
    })
}

fn edit(model: &mut Model, requests: impl IntoIterator<Item = InputRequest>) -> Vec<Effect> {
    let before = typed(model);
    for request in requests {
        let inserts = matches!(request, InputRequest::InsertChar(_));
        if inserts && typed(model).is_none_or(|text| text.len() >= MAX_INPUT) {
            break;
        }
        match &mut model.mode {
            Mode::Find(find) => drop(find.input.handle(request)),
            Mode::Filter(prompt) => drop(prompt.input.handle(request)),
            Mode::Views(menu) => {
                if let Some(naming) = &mut menu.naming {
                    naming.input.handle(request);
                }
            }
            Mode::Form(form) => {
                form.is_leaving = false;
                form.edit(request, model.lang);
            }
            Mode::History(history) if history.is_typing => drop(history.input.handle(request)),
            Mode::Help(help) => drop(help.filter.handle(request)),
            Mode::Settings(Screen {
                entry: Some(entry), ..
            }) => entry.edit(request),
            Mode::Welcome(_) => welcome::edit(model, request),
            _ => return Vec::new(),
        }
    }
    if typed(model) == before {
        return Vec::new();
    }
    match &mut model.mode {
        Mode::Find(find) => find.search(),
        Mode::Filter(_) => filtering::typed(model),
        Mode::Views(_) => viewing::typed(model),
        Mode::Form(_) => forms::typed(model),
        Mode::History(_) => return history::ask_other(model),
        Mode::Settings(_) => drop(settings::typed(model)),
        Mode::Welcome(_) => drop(welcome::typed(model)),
        Mode::Help(help) => help.offset = 0,
        _ => {}
    }
    Vec::new()
}

/// What is typed at the moment, where something is.
fn typed(model: &Model) -> Option<String> {
    let input = match &model.mode {
        Mode::Find(find) => &find.input,
        Mode::Filter(prompt) => &prompt.input,
        Mode::Views(menu) => &menu.naming.as_ref()?.input,
        Mode::Form(form) => &form.row().entry.input,
        Mode::History(history) if history.is_typing => &history.input,
        Mode::Help(help) => &help.filter,
        Mode::Settings(Screen { entry, .. }) => &entry.as_ref()?.input,
        Mode::Welcome(welcome) => &welcome.name.input,
        _ => return None,
    };
    Some(input.value().to_owned())
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let line = text.chars().map(|character| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    });
    edit(model, line.take(MAX_INPUT).map(InputRequest::InsertChar))
}

fn on_answer(model: &mut Model, answer: Answer) -> Vec<Effect> {
    let pending = model.pending.pop_front().unwrap_or_default();
    let added = pending.form.as_ref().and_then(|form| added(form, &answer));
    let is_refused = answer.kind == ToastKind::Refused;
    if let (true, Some(form), Mode::Board) = (is_refused, pending.form, &model.mode) {
        model.mode = Mode::Form(form);
    }
    model.apply(&answer.assignments);
    model.saving = answer.saving;
    let mut text = answer.text;
    if let (Some(added), Mode::Board) = (added, &model.mode)
        && !goto::listed(model, &added)
    {
        text = format!("{text} {}", model.lang.added_is_hidden());
    }
    if model.saving.problem.is_none() || is_refused {
        model.say(answer.kind, text);
    } else {
        // The banner says that it is not saved, and why; no toast may say otherwise.
        model.toast = None;
    }
    history::ask(model)
}

/// What a form has added to the list.
fn added(form: &Form, answer: &Answer) -> Option<Entity> {
    let Purpose::Add(what) = form.purpose else {
        return None;
    };
    let mut assignments = answer.assignments.iter();
    let found = assignments.find(|one| one.field == ADDED && Owner::of(&one.entity) == Some(what));
    found.map(|one| one.entity.clone())
}

fn on_news(model: &mut Model, news: &News) -> Vec<Effect> {
    model.apply(&news.assignments);
    forms::refresh(model);
    model.faults = news.faults;
    model.emptied.clone_from(&news.emptied);
    model.conflicts = Conflicts::of(&news.contested);
    model.edited = news.edited;
    if !news.by.is_empty() {
        let text = model.lang.others_wrote(&news.by.join(", "));
        model.say(ToastKind::Info, text);
    }
    history::ask(model)
}

/// Leaves, unless something would be lost that way.
pub(super) fn quit(model: &mut Model) -> Vec<Effect> {
    if model.saving.unsaved > 0 {
        commands::ask(model, Question::QuitUnsaved);
        return Vec::new();
    }
    vec![Effect::Quit]
}
