//! The first start: who you are and which language, asked once, with an answer that is good already.

use tui_input::InputRequest;

use super::action::Action;
use super::effect::Effect;
use super::entry::Entry;
use super::mode::Mode;
use super::model::Model;
use super::settings::put;
use crate::domain::Lang;
use crate::settings::{Layers, Setting, Value};

/// The questions of the first start.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The name.
    pub name: Entry,
    /// Whether the language is the question of the cursor, and not the name.
    pub at_language: bool,
    /// The language; it holds at once, and is kept with the name.
    pub lang: Lang,
    /// What held before.
    before: Layers,
}

impl Model {
    /// Asks the questions of the first start.
    pub fn welcome(&mut self) {
        self.mode = Mode::Welcome(Box::new(Welcome {
            name: Entry::new(self.settings.name().unwrap_or_default()),
            at_language: false,
            lang: self.lang,
            before: self.settings.clone(),
        }));
    }

    /// Speaks a language for the time being.
    fn speak(&mut self, lang: Lang) {
        if let Some(setting) = Setting::find("lang") {
            let code = Value::Text(lang.code().to_owned());
            self.settings.change(setting, Some(code));
            self.settle();
        }
    }
}

/// Runs an action on the questions.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Welcome(welcome) = &mut model.mode else {
        return Vec::new();
    };
    match action {
        Action::NextField | Action::PreviousField => welcome.at_language = !welcome.at_language,
        Action::Accept => return keep(model),
        Action::Back => return leave(model),
        _ => {}
    }
    Vec::new()
}

/// Keys that are no commands are typed into the name, or turn the language.
pub(super) fn edit(model: &mut Model, request: InputRequest) {
    let Mode::Welcome(welcome) = &mut model.mode else {
        return;
    };
    if !welcome.at_language {
        welcome.name.edit(request);
        return;
    }
    let lang = match request {
        InputRequest::GoToNextChar | InputRequest::InsertChar(' ') => welcome.lang.next(),
        InputRequest::GoToPrevChar => welcome.lang.next().next(),
        _ => return,
    };
    welcome.lang = lang;
    model.speak(lang);
}

/// Judges the name; none is none, and no mistake.
pub(super) fn typed(model: &mut Model) -> Option<Value> {
    let Mode::Welcome(welcome) = &mut model.mode else {
        return None;
    };
    if welcome.name.text().trim().is_empty() {
        welcome.name.error = None;
        return None;
    }
    let person = Setting::find("person")?;
    let read = person.kind.parse(welcome.name.text(), &[]);
    let wanted = read.as_ref().err();
    welcome.name.error = wanted.map(|wanted| model.lang.wanted_is(&model.lang.wanted(wanted)));
    read.ok()
}

fn keep(model: &mut Model) -> Vec<Effect> {
    let name = typed(model);
    // Who says nothing keeps what is known: nobody is kept from the board.
    let is_wrong =
        |mode: &Mode| matches!(mode, Mode::Welcome(welcome) if welcome.name.error.is_some());
    if is_wrong(&model.mode) {
        return Vec::new();
    }
    let lang = Value::Text(model.lang.code().to_owned());
    model.mode = Mode::Board;
    let mut effects = Vec::new();
    if let Some(name) = name {
        effects.extend(put(model, "person", name));
    }
    effects.extend(put(model, "lang", lang));
    effects.push(Effect::Welcomed(model.lang));
    effects
}

/// Everything as it was; it is not asked again.
fn leave(model: &mut Model) -> Vec<Effect> {
    let Mode::Welcome(welcome) = std::mem::take(&mut model.mode) else {
        return Vec::new();
    };
    model.settings = welcome.before;
    model.settle();
    vec![Effect::Welcomed(model.lang)]
}
