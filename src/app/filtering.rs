//! Typing a filter, live: rows and counts follow each letter, what can be put in is offered, what is wrong is said without
//! losing what was typed.

use tui_input::{Input, InputRequest};

use super::action::Action;
use super::board::Pane;
use super::effect::Effect;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use super::selection::Selection;
use crate::filter::{BadTerm, Candidate, Completion, Filter, closed, complete};

/// A filter being typed.
#[derive(Debug)]
pub struct Prompt {
    /// What is typed.
    pub input: Input,
    /// What can be put in at the cursor.
    pub completion: Completion,
    /// The suggestion that is chosen; none as long as one types.
    pub chosen: Option<usize>,
    /// What is wrong, when it is to be said: not while the word it is about is still being typed.
    pub error: Option<BadTerm>,
    /// What was shown before.
    before: (String, Filter, Selection),
    /// Which of the filters of before stands there, and what was typed instead of it.
    recalled: Option<(usize, String)>,
}

impl Prompt {
    /// The suggestions.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.completion.candidates
    }
}

/// Begins with the filter that is on, to be changed.
pub(super) fn open(model: &mut Model) {
    let showing = &model.showing;
    let text = match showing.text.as_str() {
        "" => String::new(),
        text => format!("{text} "),
    };
    let before = (
        showing.text.clone(),
        showing.filter.clone(),
        model.board.selection.clone(),
    );
    model.mode = Mode::Filter(Box::new(Prompt {
        input: Input::new(text),
        completion: Completion::default(),
        chosen: None,
        error: None,
        before,
        recalled: None,
    }));
    typed(model);
}

/// Shows everything again, and says so.
pub(super) fn clear(model: &mut Model) {
    if model.show_all() {
        model.say(ToastKind::Info, model.lang.filter_cleared());
    } else {
        model.say(ToastKind::Info, model.lang.no_filter());
    }
}

/// Runs an action while a filter is typed.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Filter(prompt) = &mut model.mode else {
        return Vec::new();
    };
    let last = prompt.candidates().len().checked_sub(1);
    match (action, prompt.chosen) {
        (Action::Down, chosen) => {
            prompt.chosen = last.map(|last| chosen.map_or(0, |place| (place + 1).min(last)));
        }
        (Action::Up, Some(place)) => prompt.chosen = place.checked_sub(1),
        (Action::Up | Action::Older, _) => recall(model, true),
        (Action::Newer, _) => recall(model, false),
        (Action::Complete, chosen) => put_in(model, chosen.unwrap_or(0)),
        (Action::Accept, Some(chosen)) => put_in(model, chosen),
        (Action::Accept, None) => return keep(model),
        (Action::Back, _) => leave(model),
        _ => {}
    }
    Vec::new()
}

/// Shows what the filter lets through, as far as it can be read by now.
pub(super) fn typed(model: &mut Model) {
    let Mode::Filter(mut prompt) = std::mem::take(&mut model.mode) else {
        return;
    };
    let (text, cursor) = (prompt.input.value().to_owned(), prompt.input.cursor());
    let (filter, bad) = Filter::read_typed(&text, &model.programme);
    prompt.completion = offered(model, &text, cursor);
    prompt.chosen = None;
    let is_begun = |bad: &BadTerm| {
        let still_typed = (bad.place.start..=bad.place.end).contains(&cursor);
        still_typed && (bad.word.is_empty() || !prompt.candidates().is_empty())
    };
    prompt.error = bad.filter(|bad| !is_begun(bad));
    model.mode = Mode::Filter(prompt);
    model.show(text.trim(), filter);
}

/// What can be put in; nothing when it stands there already.
fn offered(model: &Model, text: &str, cursor: usize) -> Completion {
    let completion = complete(text, cursor, &model.programme, model.lang);
    let place = completion.place.clone();
    let there: String = text.chars().skip(place.start).take(place.len()).collect();
    match &completion.candidates[..] {
        [only] if only.text == there => Completion::default(),
        _ => completion,
    }
}

/// Puts a suggestion in the place of what it completes.
fn put_in(model: &mut Model, place: usize) {
    let Mode::Filter(prompt) = &mut model.mode else {
        return;
    };
    let Some(candidate) = prompt.candidates().get(place).cloned() else {
        return;
    };
    let range = prompt.completion.place.clone();
    let text = prompt.input.value().to_owned();
    let head = text.chars().take(range.start);
    let tail = text.chars().skip(range.end);
    let joined: String = head.chain(candidate.text.chars()).chain(tail).collect();
    let cursor = range.start + candidate.text.chars().count();
    prompt.input = Input::new(joined).with_cursor(cursor);
    typed(model);
}

/// The filter stays on; one that is wrong stays to be mended.
fn keep(model: &mut Model) -> Vec<Effect> {
    let Mode::Filter(prompt) = &mut model.mode else {
        return Vec::new();
    };
    let text = closed(prompt.input.value().trim());
    match Filter::read(&text, &model.programme) {
        Err(bad) => {
            // Places are counted from the first letter of what was typed.
            let blanks = prompt.input.value().chars();
            let blanks = blanks
                .take_while(|character| character.is_whitespace())
                .count();
            let place = bad.place.start + blanks..bad.place.end + blanks;
            prompt.input.handle(InputRequest::SetCursor(place.end));
            prompt.error = Some(BadTerm { place, ..bad });
            prompt.completion = Completion::default();
        }
        Ok(filter) => {
            if text != prompt.before.0 {
                model.showing.view = None;
            }
            model.mode = Mode::Board;
            if filter.is_empty() {
                model.show_all();
            } else {
                model.showing.remember(&text);
                model.show(&text, filter);
            }
            leave_sums(model);
            return vec![Effect::Remember(model.memory())];
        }
    }
    Vec::new()
}

/// When the platform of the cursor is not shown any more, keys do not speak to the sums of all platforms instead.
pub(super) fn leave_sums(model: &mut Model) {
    if model.board.focus == Pane::Milestones && model.board.has_lost_platform() {
        model.board.focus = Pane::Platforms;
    }
}

/// What was shown before is shown again.
fn leave(model: &mut Model) {
    let Mode::Filter(prompt) = std::mem::take(&mut model.mode) else {
        return;
    };
    let (text, filter, selection) = prompt.before;
    model.show(&text, filter);
    model.board.selection = selection;
}

fn recall(model: &mut Model, older: bool) {
    let Mode::Filter(prompt) = &mut model.mode else {
        return;
    };
    let typed_text = prompt.input.value().trim().to_owned();
    let place = prompt.recalled.as_ref().map(|(place, _)| *place);
    let first = usize::from(model.showing.history.first() == Some(&typed_text));
    let next = match (place, older) {
        (None, true) => first,
        (None, false) => return,
        (Some(place), true) => place + 1,
        (Some(0), false) => {
            if let Some((_, text)) = prompt.recalled.take() {
                prompt.input = Input::new(text);
            }
            return typed(model);
        }
        (Some(place), false) => place - 1,
    };
    let Some(text) = model.showing.history.get(next).cloned() else {
        return;
    };
    let instead = prompt.recalled.take().map_or(typed_text, |(_, text)| text);
    prompt.recalled = Some((next, instead));
    prompt.input = Input::new(text);
    typed(model);
}
