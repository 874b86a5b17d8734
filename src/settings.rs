//! The user's settings: a commented TOML file, read at the start and changed in place. What is wrong in it is named and
//! the default is used; it never stops the start.

use std::io;
use std::path::Path;
use std::str::FromStr;

use toml_edit::{DocumentMut, Item, value};

use crate::domain::Lang;

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
}

impl ThemeName {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Mono];

    /// Its name in the settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }

    /// The theme after this one, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }
}

impl FromStr for ThemeName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.code() == text)
            .ok_or(())
    }
}

/// The settings; `None` where the user has none and the surroundings decide.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    /// The person who records.
    pub person: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// The theme.
    pub theme: Option<ThemeName>,
    /// Whether the mouse is listened to.
    pub mouse: Option<bool>,
    /// Whether only ASCII is drawn.
    pub ascii: Option<bool>,
}

/// Something in the settings file that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 when it is about the file.
    pub line: usize,
    /// The field, empty when it is about the file.
    pub field: String,
    /// What was expected there, or what the system or the parser said.
    pub expected: String,
}

impl Settings {
    /// Reads the file; one that is not there has no settings.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Vec<Problem>) {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let problem = Problem {
                    line: 0,
                    field: String::new(),
                    expected: error.to_string(),
                };
                (Self::default(), vec![problem])
            }
        }
    }

    /// Reads the text of the file.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let line_at = |offset: usize| {
            text.get(..offset)
                .map_or(0, |before| before.matches('\n').count() + 1)
        };
        let document = match toml_edit::Document::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let line = error.span().map_or(0, |span| line_at(span.start));
                let problem = Problem {
                    line,
                    field: String::new(),
                    expected: error.message().to_owned(),
                };
                return (Self::default(), vec![problem]);
            }
        };
        let mut settings = Self::default();
        let mut problems = Vec::new();
        for (field, item) in document.iter() {
            if let Err(expected) = settings.take(field, item) {
                let line = item.span().map_or(0, |span| line_at(span.start));
                problems.push(Problem {
                    line,
                    field: field.to_owned(),
                    expected: expected.to_owned(),
                });
            }
        }
        (settings, problems)
    }

    fn take(&mut self, field: &str, item: &Item) -> Result<(), &'static str> {
        const YES_OR_NO: &str = "true, false";
        let text = item.as_str();
        match field {
            "person" => self.person = Some(text.ok_or("\"…\"")?.to_owned()),
            "lang" => {
                self.lang = Some(
                    text.and_then(|text| text.parse().ok())
                        .ok_or("\"vi\", \"fr\", \"en\"")?,
                );
            }
            "theme" => {
                let theme = text.and_then(|text| text.parse().ok());
                self.theme = Some(theme.ok_or("\"dark\", \"light\", \"mono\"")?);
            }
            "mouse" => self.mouse = Some(item.as_bool().ok_or(YES_OR_NO)?),
            "ascii" => self.ascii = Some(item.as_bool().ok_or(YES_OR_NO)?),
            _ => return Err("person, lang, theme, mouse, ascii"),
        }
        Ok(())
    }

    /// Writes the settings into the file, keeping everything else that stands there, comments among it.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no TOML; then it is left as it is.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => TEMPLATE.to_owned(),
            result => result?,
        };
        let mut document: DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| io::Error::other(error.message().to_owned()))?;
        let text = |text: &str| value(text);
        let fields = [
            ("person", self.person.as_deref().map(text)),
            ("lang", self.lang.map(|lang| text(lang.code()))),
            ("theme", self.theme.map(|theme| text(theme.code()))),
            ("mouse", self.mouse.map(value)),
            ("ascii", self.ascii.map(value)),
        ];
        for (field, item) in fields {
            if let Some(item) = item {
                document[field] = item;
            }
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let fresh = tempfile::NamedTempFile::new_in(folder)?;
        std::fs::write(fresh.path(), document.to_string())?;
        fresh.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// What a new settings file says.
const TEMPLATE: &str = "\
# Settings of tiendo. Every line may be left out.
#
#   person = \"Trần Thị Bình\"   the name that stands beside what you record
#   lang   = \"vi\"              vi, fr or en; else the locale's
#   theme  = \"dark\"            dark, light or mono
#   mouse  = true              listen to the mouse
#   ascii  = false             draw with ASCII only
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_and_the_others_count() {
        let (settings, problems) =
            Settings::parse("lang = \"fr\"\n# colours\ntheme = \"pink\"\nspeed = 3\n");
        assert_eq!(settings.lang, Some(Lang::Fr));
        let places: Vec<_> = problems
            .iter()
            .map(|problem| (problem.line, problem.field.as_str()))
            .collect();
        assert_eq!(places, [(3, "theme"), (4, "speed")]);
    }

    #[test]
    fn what_is_no_toml_is_named_by_its_line() {
        let (settings, problems) = Settings::parse("lang = \"fr\"\nmouse = = 1\n");
        assert_eq!((settings, problems[0].line), (Settings::default(), 2));
    }

    #[test]
    fn saving_keeps_comments_and_unknown_lines() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/config.toml");
        let settings = Settings {
            lang: Some(Lang::En),
            mouse: Some(false),
            ..Settings::default()
        };
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), (settings.clone(), vec![]));
        std::fs::write(&path, "# mine\nlang = \"vi\" # here\nnew = 1\n").unwrap();
        settings.save(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("# mine") && text.contains("new = 1") && text.contains("lang = \"en\""),
            "{text}"
        );
    }
}
