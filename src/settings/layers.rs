//! What holds: what the command line or the environment says, else the file, else what the surroundings suggest, else the
//! table.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::{Setting, Settings, ThemeName, Value};
use crate::domain::{Lang, Thresholds};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The table, or what the machine suggests.
    Default,
    /// The settings file, or a change of this run.
    File,
    /// The environment.
    Environment,
    /// The command line.
    Argument,
}

impl Source {
    /// Its stable name, used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::Argument => "option",
        }
    }
}

/// Values that do not come from the file.
type Given = BTreeMap<&'static str, (Value, Source)>;

/// The settings with what stands above and below them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Layers {
    above: Given,
    /// What the file says.
    pub file: Settings,
    below: Given,
    /// Where the file is, or would be.
    pub path: PathBuf,
}

impl Layers {
    /// The layers of the file at this place, with nothing else.
    #[must_use]
    pub fn of(file: Settings, path: PathBuf) -> Self {
        Self {
            file,
            path,
            ..Self::default()
        }
    }

    /// Says something that stands above the file.
    pub fn put_above(&mut self, key: &'static str, value: Value, source: Source) {
        self.above.insert(key, (value, source));
    }

    /// Says what holds when the file says nothing.
    pub fn put_below(&mut self, key: &'static str, value: Value, source: Source) {
        self.below.insert(key, (value, source));
    }

    /// The value that holds, and where it comes from; `None` when nobody says anything.
    #[must_use]
    pub fn get(&self, setting: &Setting) -> (Option<Value>, Source) {
        if let Some((value, source)) = self.above.get(setting.key) {
            return (Some(value.clone()), *source);
        }
        if let Some(value) = self.file.get(setting.key) {
            return (Some(value.clone()), Source::File);
        }
        self.otherwise(setting)
    }

    /// The value that holds when the file and what is above it say nothing.
    #[must_use]
    pub fn otherwise(&self, setting: &Setting) -> (Option<Value>, Source) {
        if let Some((value, source)) = self.below.get(setting.key) {
            return (Some(value.clone()), *source);
        }
        if setting.key == "date_format" {
            let usual = self.tongue().date_format().code();
            return (Some(Value::Text(usual.to_owned())), Source::Default);
        }
        let default = setting
            .default
            .and_then(|text| setting.kind.parse(text, &[]).ok());
        (default, Source::Default)
    }

    /// Changes a setting as the user asks: it holds from now on, whatever stood above it. `NO_COLOR` keeps its word.
    pub fn change(&mut self, setting: &'static Setting, value: Option<Value>) {
        self.file.set(setting, value);
        if !self.is_forced(setting) {
            self.above.remove(setting.key);
        }
    }

    /// Whether a change of this setting has to wait for an environment without `NO_COLOR`.
    #[must_use]
    pub fn is_forced(&self, setting: &Setting) -> bool {
        let above = self.above.get(setting.key);
        setting.key == "theme" && matches!(above, Some((_, Source::Environment)))
    }

    /// Whether something stands above what the file says of this setting.
    #[must_use]
    pub fn is_above(&self, setting: &Setting) -> bool {
        self.above.contains_key(setting.key)
    }

    fn value(&self, key: &str) -> Option<Value> {
        Setting::find(key).and_then(|setting| self.get(setting).0)
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn switch(&self, key: &str) -> bool {
        self.value(key) == Some(Value::Switch(true))
    }

    fn number(&self, key: &str, otherwise: i32) -> i32 {
        match self.value(key) {
            Some(Value::Number(number)) => number,
            _ => otherwise,
        }
    }

    /// The name of who records, when anything tells it.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.text("person")
    }

    /// Who records, as it stands beside a change.
    #[must_use]
    pub fn person(&self) -> String {
        self.name().unwrap_or_else(|| "?".to_owned())
    }

    /// The language, with the way in which dates are written.
    #[must_use]
    pub fn lang(&self) -> Lang {
        let dates = self.text("date_format").and_then(|code| code.parse().ok());
        self.tongue().with_dates(dates)
    }

    fn tongue(&self) -> Lang {
        let code = self.text("lang");
        code.and_then(|code| code.parse().ok()).unwrap_or_default()
    }

    /// The colours.
    #[must_use]
    pub fn theme(&self) -> ThemeName {
        let name = self.text("theme").unwrap_or_default();
        self.file.theme(&name).unwrap_or_default()
    }

    /// Whether the mouse is listened to.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.switch("mouse")
    }

    /// Whether only ASCII is drawn.
    #[must_use]
    pub fn ascii(&self) -> bool {
        self.switch("ascii")
    }

    /// Whether nothing is done without a document that proves it.
    #[must_use]
    pub fn evidence_required(&self) -> bool {
        self.switch("evidence_required")
    }

    /// The thresholds of the rules, with days counted in this zone.
    #[must_use]
    pub fn thresholds(&self, zone: TimeZone) -> Thresholds {
        let usual = Thresholds::default();
        let cutoff_days = match self.value("cutoff_days") {
            Some(Value::Days(days)) => days,
            _ => usual.cutoff_days,
        };
        Thresholds {
            due_soon_days: self.number("due_soon_days", usual.due_soon_days),
            red_overdue_days: self.number("red_days", usual.red_overdue_days),
            red_operation_days: self.number("operation_slippage_days", usual.red_operation_days),
            cutoff_days,
            zone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SETTINGS;

    #[test]
    fn the_table_says_what_the_rules_say_by_themselves() {
        let usual = Layers::default();
        assert_eq!(usual.thresholds(TimeZone::UTC), Thresholds::default());
        assert_eq!((usual.mouse(), usual.ascii()), (true, false));
        assert!(
            SETTINGS
                .iter()
                .all(|setting| usual.get(setting).1 == Source::Default)
        );
    }

    #[test]
    fn the_highest_layer_speaks_until_the_user_changes_the_setting() {
        let lang = Setting::find("lang").unwrap();
        let text = |code: &str| Value::Text(code.to_owned());
        let mut layers = Layers::of(Settings::parse("lang = \"fr\"\n").0, PathBuf::new());
        layers.put_below("lang", text("vi"), Source::Environment);
        assert_eq!(layers.lang(), Lang::Fr);
        layers.put_above("lang", text("en"), Source::Argument);
        assert_eq!(layers.get(lang), (Some(text("en")), Source::Argument));
        layers.change(lang, Some(text("fr")));
        assert_eq!(layers.get(lang), (Some(text("fr")), Source::File));
        layers.change(lang, None);
        assert_eq!(layers.get(lang), (Some(text("vi")), Source::Environment));
    }

    #[test]
    fn no_color_is_not_overruled() {
        let theme = Setting::find("theme").unwrap();
        let mut layers = Layers::default();
        layers.put_above("theme", Value::Text("mono".into()), Source::Environment);
        layers.change(theme, Some(Value::Text("light".into())));
        assert_eq!(layers.theme(), ThemeName::Mono);
        assert!(layers.is_forced(theme));
    }
}
