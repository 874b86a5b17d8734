//! Changing settings from the screen: what is changed holds at once, and is kept in the file.

use super::effect::Effect;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::domain::Lang;
use crate::settings::{Setter, Setting, Value};

/// Changes a setting, and keeps it: only this one, so that what stands above the file is not kept by the way.
pub(super) fn change(
    model: &mut Model,
    setting: &'static Setting,
    value: Option<Value>,
) -> Vec<Effect> {
    let mouse = model.mouse;
    model.settings.change(setting, value.clone());
    model.settle();
    let key = setting.key.to_owned();
    let mut effects = vec![Effect::SaveSetting(Setter { key, value }, model.lang)];
    if model.mouse != mouse {
        effects.push(Effect::ListenToMouse(model.mouse));
        if matches!(model.mode, Mode::Board) {
            let lang = model.lang;
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
fn put(model: &mut Model, key: &str, value: Value) -> Vec<Effect> {
    Setting::find(key).map_or_else(Vec::new, |setting| change(model, setting, Some(value)))
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

/// The value after the one that holds, or before it, round and round.
pub(super) fn turn(model: &mut Model, setting: &'static Setting, forwards: bool) -> Vec<Effect> {
    let choices = setting.kind.choices(&model.settings.file.themes());
    let now = model.settings.get(setting).0;
    let place = choices
        .iter()
        .position(|choice| Some(choice) == now.as_ref());
    let step = if forwards {
        1
    } else {
        choices.len().saturating_sub(1)
    };
    let next = place.map_or(0, |place| (place + step) % choices.len());
    match choices.get(next) {
        Some(value) => change(model, setting, Some(value.clone())),
        None => Vec::new(),
    }
}
