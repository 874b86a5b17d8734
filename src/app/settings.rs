//! The screen of settings, and changing one of them: what is changed holds at once, and is kept in the file.

use super::action::Action;
use super::effect::Effect;
use super::entry::Entry;
use super::items::Item;
use super::list::List;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::domain::Lang;
use crate::settings::{Kind, SETTINGS, Setter, Value};

/// The screen of settings.
#[derive(Clone, Debug)]
pub struct Screen {
    /// The rows.
    pub list: List,
    /// The value that is being typed.
    pub entry: Option<Entry>,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            list: List::new(Item::listed().count()).divided(Some(SETTINGS.len())),
            entry: None,
        }
    }
}

impl Screen {
    /// What the cursor is on.
    #[must_use]
    pub fn item(&self) -> Item {
        let row = Item::listed().nth(self.list.cursor());
        row.unwrap_or(Item::Setting(&SETTINGS[0]))
    }
}

/// Runs an action on the screen of settings.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Settings(screen) = &mut model.mode else {
        return Vec::new();
    };
    if screen.entry.is_some() {
        return on_entry(model, action);
    }
    let item = screen.item();
    match action {
        Action::Back => model.mode = Mode::Board,
        Action::Accept if item.is_typed() => open(model),
        Action::Accept | Action::Right => return turn(model, item, true),
        Action::Left => return turn(model, item, false),
        Action::Reset => return change(model, item, None),
        _ => drop(screen.list.go(action)),
    }
    Vec::new()
}

/// Begins to type a value.
fn open(model: &mut Model) {
    let Mode::Settings(screen) = &mut model.mode else {
        return;
    };
    let value = screen.item().value(&model.settings, &model.keys).0;
    let offered = value.map(|value| value.to_string()).unwrap_or_default();
    screen.entry = Some(Entry::new(offered));
}

/// Judges what is typed; the value, when it is one.
pub(super) fn typed(model: &mut Model) -> Option<Value> {
    let Mode::Settings(screen) = &mut model.mode else {
        return None;
    };
    let item = screen.item();
    let entry = screen.entry.as_mut()?;
    let read = item.parse(entry.text(), &model.settings);
    entry.error = read.as_ref().err().map(|what| model.lang.why(what));
    read.ok()
}

fn on_entry(model: &mut Model, action: Action) -> Vec<Effect> {
    let value = match action {
        Action::Accept | Action::NextField | Action::PreviousField => typed(model),
        _ => None,
    };
    let Mode::Settings(screen) = &mut model.mode else {
        return Vec::new();
    };
    if value.is_none() && action != Action::Back {
        return Vec::new();
    }
    let item = screen.item();
    screen.entry = None;
    let Some(value) = value else {
        return Vec::new();
    };
    match action {
        Action::NextField => drop(screen.list.go(Action::Down)),
        Action::PreviousField => drop(screen.list.go(Action::Up)),
        _ => {}
    }
    let before = item.value(&model.settings, &model.keys).0;
    if before.as_ref() == Some(&value) {
        return Vec::new();
    }
    change(model, item, Some(value))
}

/// Changes a setting, and keeps it: only this one, so that what stands above the file is not kept by the way.
pub(super) fn change(model: &mut Model, item: Item, value: Option<Value>) -> Vec<Effect> {
    let mouse = model.mouse;
    item.change(&mut model.settings, value.clone());
    model.settle();
    let lang = model.lang;
    let key = item.path();
    let mut effects = vec![Effect::SaveSetting(Setter { key, value }, lang)];
    if let Item::Setting(setting) = item
        && model.settings.is_forced(setting)
    {
        model.say(ToastKind::Info, lang.no_color_holds());
    }
    if model.mouse != mouse {
        effects.push(Effect::ListenToMouse(model.mouse));
        if matches!(model.mode, Mode::Board) {
            let text = if model.mouse {
                lang.mouse_on()
            } else {
                lang.mouse_off()
            };
            model.say(ToastKind::Info, text);
        }
    }
    effects
}

/// Changes a setting, by its name, to this value.
pub(super) fn put(model: &mut Model, key: &str, value: Value) -> Vec<Effect> {
    Item::find(key).map_or_else(Vec::new, |item| change(model, item, Some(value)))
}

/// The next language.
pub(super) fn next_language(model: &mut Model) -> Vec<Effect> {
    let next: Lang = model.lang.next();
    put(model, "lang", Value::Text(next.code().to_owned()))
}

/// The mouse on or off.
pub(super) fn switch_mouse(model: &mut Model) -> Vec<Effect> {
    let other = Value::Switch(!model.mouse);
    put(model, "mouse", other)
}

/// The value after the one that holds, or before it: of choices round and round, of numbers to the end; what is only
/// typed is opened.
fn turn(model: &mut Model, item: Item, forwards: bool) -> Vec<Effect> {
    let now = item.value(&model.settings, &model.keys).0;
    let kind = match item {
        Item::Setting(setting) => Some(setting.kind),
        Item::Keys(_) => None,
    };
    let next = match (kind, &now) {
        (Some(Kind::Number(min, max)), Some(Value::Number(number))) => {
            let next = number + if forwards { 1 } else { -1 };
            (min..=max).contains(&next).then_some(Value::Number(next))
        }
        (Some(kind), _) if !kind.is_typed() => {
            let choices = kind.choices(&model.settings.file.themes());
            let last = choices.len().saturating_sub(1);
            let place = choices
                .iter()
                .position(|choice| Some(choice) == now.as_ref());
            let step = if forwards { 1 } else { last };
            let next = place.map_or(0, |place| (place + step) % choices.len().max(1));
            choices.get(next).cloned()
        }
        _ => {
            open(model);
            None
        }
    };
    next.map_or_else(Vec::new, |next| change(model, item, Some(next)))
}
