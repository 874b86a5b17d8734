//! The user's settings: one table of them, a commented TOML file that is read at the start and changed in place, and what
//! stands above and below that file. What is wrong in it is named and the default is used; it never stops the start.

pub mod colours;
mod edit;
mod fault;
mod file;
pub mod keys;
mod layers;
mod near;
mod options;
mod read;
mod template;
mod value;

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use colours::{Colours, OwnTheme};
pub use fault::{Fault, FileFault, KeyFault, What};
pub use file::{Setter, begin};
pub use keys::Binding;
pub use layers::{Layers, Source};
pub use near::nearest;
pub use options::{SETTINGS, Setting};
pub use value::{Kind, Value, Wanted};

/// Which colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
    /// No colours: reverse, bold and glyphs.
    Mono,
    /// The user's own.
    Own(Colours),
}

impl ThemeName {
    /// Every theme that comes with the program.
    pub const BUILT_IN: [Self; 3] = [Self::Dark, Self::Light, Self::Mono];

    /// Its name in the settings; the user's own stand there under names of theirs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
            Self::Own(_) => "own",
        }
    }
}

impl FromStr for ThemeName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::BUILT_IN
            .into_iter()
            .find(|theme| theme.code() == text)
            .ok_or(())
    }
}

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    values: BTreeMap<&'static str, Value>,
    keys: Vec<Binding>,
    themes: Vec<OwnTheme>,
}

impl Settings {
    /// Reads the file; one that is not there has no settings.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Vec<Fault>) {
        match file::load(path) {
            Ok(text) => Self::parse(&text.unwrap_or_default()),
            Err(fault) => {
                let fault = Fault {
                    line: 0,
                    field: String::new(),
                    what: What::File(fault),
                };
                (Self::default(), vec![fault])
            }
        }
    }

    /// Reads the text of the file.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Fault>) {
        read::parse(file::unmarked(text).0)
    }

    /// What the file says of a setting.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// Puts a value, or takes it away.
    pub fn set(&mut self, setting: &'static Setting, value: Option<Value>) {
        match value {
            Some(value) => drop(self.values.insert(setting.key, value)),
            None => drop(self.values.remove(setting.key)),
        }
    }

    /// The user's own keys.
    #[must_use]
    pub fn keys(&self) -> &[Binding] {
        &self.keys
    }

    /// Puts the keys of an action, or takes them away.
    pub fn bind(&mut self, context: &str, action: &str, keys: Option<Vec<String>>) {
        let is_it = |own: &Binding| own.context == context && own.action == action;
        self.keys.retain(|own| !is_it(own));
        self.keys.extend(keys.map(|keys| Binding {
            context: context.to_owned(),
            action: action.to_owned(),
            keys,
            line: 0,
        }));
    }

    /// The names of the user's own themes.
    #[must_use]
    pub fn themes(&self) -> Vec<&str> {
        self.themes
            .iter()
            .map(|theme| theme.name.as_str())
            .collect()
    }

    /// The theme of this name, one of the user's or one that comes with the program.
    #[must_use]
    pub fn theme(&self, name: &str) -> Option<ThemeName> {
        let own = self.themes.iter().find(|theme| theme.name == name);
        own.map(|theme| ThemeName::Own(theme.colours))
            .or_else(|| name.parse().ok())
    }
}
