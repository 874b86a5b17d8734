//! Everything that can be set: the settings of the table, and the keys of the actions of the board.

use super::action::Action;
use super::bindings::Keymap;
use super::keymap::{Context, KEYMAP, Row};
use crate::domain::Lang;
use crate::settings::{Layers, SETTINGS, Setting, Source, Value, What, keys};

/// One thing that can be set.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A setting of the table.
    Setting(&'static Setting),
    /// The keys of an action.
    Keys(&'static Row),
}

impl Item {
    /// What the screen lists: every setting, then the keys of the board and of its menu.
    pub fn listed() -> impl Iterator<Item = Self> {
        let contexts = [Context::Board, Context::Go];
        let keys = contexts.into_iter().flat_map(|context| {
            let own = KEYMAP.iter().filter(move |row| row.context == context);
            own.filter(|row| !matches!(row.action, Action::Back | Action::Interrupt))
        });
        SETTINGS
            .iter()
            .map(Self::Setting)
            .chain(keys.map(Self::Keys))
    }

    /// What stands under this name in the settings file: `theme`, `keys.quit`, `keys_in.go.first`.
    #[must_use]
    pub fn find(path: &str) -> Option<Self> {
        if let Some((context, action)) = keys::of_path(path) {
            let is_it = |row: &&Row| row.context.code() == context && row.action.code() == action;
            return KEYMAP.iter().find(is_it).map(Self::Keys);
        }
        Setting::find(path).map(Self::Setting)
    }

    /// Its name in the settings file.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Setting(setting) => setting.key.to_owned(),
            Self::Keys(row) => keys::path(row.context.code(), row.action.code()),
        }
    }

    /// Its label.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Setting(setting) => lang.pick(setting.label),
            Self::Keys(row) => lang.pick(row.label),
        }
    }

    /// What it is for.
    #[must_use]
    pub const fn help(self, lang: Lang) -> &'static str {
        match self {
            Self::Setting(setting) => lang.pick(setting.help),
            Self::Keys(_) => lang.keys_help(),
        }
    }

    /// Whether its values are typed, and not chosen.
    #[must_use]
    pub const fn is_typed(self) -> bool {
        match self {
            Self::Setting(setting) => setting.kind.is_typed(),
            Self::Keys(_) => true,
        }
    }

    /// The value that holds, and where it comes from.
    #[must_use]
    pub fn value(self, settings: &Layers, keymap: &Keymap) -> (Option<Value>, Source) {
        match self {
            Self::Setting(setting) => settings.get(setting),
            Self::Keys(row) => match keymap.row(row.context, row.action) {
                Some(bound) if bound.is_own => {
                    (Some(Value::Keys(bound.keys.clone())), Source::File)
                }
                _ => self.otherwise(settings),
            },
        }
    }

    /// The value that holds when the file says nothing.
    #[must_use]
    pub fn otherwise(self, settings: &Layers) -> (Option<Value>, Source) {
        match self {
            Self::Setting(setting) => settings.otherwise(setting),
            Self::Keys(row) => {
                let keys = row.keys.iter().map(|key| (*key).to_owned()).collect();
                (Some(Value::Keys(keys)), Source::Default)
            }
        }
    }

    /// Reads what a person typed.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(self, text: &str, settings: &Layers) -> Result<Value, What> {
        let file = &settings.file;
        match self {
            Self::Setting(setting) => {
                let read = setting.kind.parse(text, &file.themes());
                read.map_err(What::Value)
            }
            Self::Keys(row) => {
                let keys: Vec<String> = text.split_whitespace().map(ToOwned::to_owned).collect();
                let mut tried = file.clone();
                let (context, action) = (row.context.code(), row.action.code());
                tried.bind(context, action, Some(keys.clone()));
                let (_, faults) = Keymap::new(tried.keys());
                let path = self.path();
                match faults.into_iter().find(|fault| fault.field == path) {
                    Some(fault) => Err(fault.what),
                    None => Ok(Value::Keys(keys)),
                }
            }
        }
    }

    /// Changes it in the settings that hold.
    pub(super) fn change(self, settings: &mut Layers, value: Option<Value>) {
        match (self, value) {
            (Self::Setting(setting), value) => settings.change(setting, value),
            (Self::Keys(row), value) => {
                let keys = value.and_then(|value| match value {
                    Value::Keys(keys) => Some(keys),
                    _ => None,
                });
                let (context, action) = (row.context.code(), row.action.code());
                settings.file.bind(context, action, keys);
            }
        }
    }
}
