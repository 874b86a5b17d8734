//! What a run starts from: the arguments, the environment, the settings file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::exit::{Failure, Kind};
use crate::app::bindings::Keymap;
use crate::clock::Clock;
use crate::domain::catalogue::{self, Additions, CatalogueError};
use crate::domain::{Lang, clean, when};
use crate::places::Places;
use crate::settings::{Fault, Layers, Setting, Settings, Source, ThemeName, Value};
use crate::setup::Setup;
use crate::user;

/// What is known before the arguments are understood: enough to speak the user's language.
pub(super) struct Surroundings {
    places: Option<Places>,
    settings: Layers,
    faults: Vec<Fault>,
    lang: Option<String>,
}

impl Surroundings {
    pub(super) fn read(arguments: &[OsString]) -> Self {
        let places = Places::find(None);
        let config = places.as_ref().map(|places| places.config.clone());
        let read = config.as_ref().map(|path| Settings::load(path));
        let (file, mut faults) = read.unwrap_or_default();
        faults.extend(Keymap::new(file.keys()).1);
        let mut settings = Layers::of(file, config.unwrap_or_default());
        for (key, value, source) in suggestions() {
            settings.put_below(key, Value::Text(value), source);
        }
        Self {
            places,
            settings,
            faults,
            lang: lang_argument(arguments),
        }
    }

    /// The language by flag, else by setting, else by locale, else Vietnamese.
    pub(super) fn lang(&mut self) -> Result<Lang, Failure> {
        let Some(asked) = &self.lang else {
            return Ok(self.settings.lang());
        };
        let known = Lang::ALL.map(Lang::code);
        let lang: Lang = asked
            .parse()
            .map_err(|_| bad_choice(self.settings.lang(), asked, "--lang", &known))?;
        let code = Value::Text(lang.code().to_owned());
        self.settings.put_above("lang", code, Source::Argument);
        Ok(self.settings.lang())
    }

    pub(super) fn setup(self, lang: Lang, matches: &ArgMatches) -> Result<Setup, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let no_home = || Failure::new(Kind::Files, lang.no_home());
        let places = Places::find(store(lang, matches)?).ok_or_else(no_home)?;
        if !super::config::checks(matches) {
            self.warn(lang);
        }
        let bad_clock =
            |error: jiff::Error| Failure::new(Kind::Usage, lang.bad_clock(&error.to_string()));
        let clock = Clock::of(env("TIENDO_NOW").as_deref()).map_err(bad_clock)?;
        let zone = TimeZone::system();
        let today = clock.today(&zone);
        let as_of = text("as-of")
            .map(|text| date(lang, &text, "--as-of", today))
            .transpose()?;
        Ok(Setup {
            lang,
            as_of,
            clock,
            zone,
            places,
            settings: asked(self.settings, lang, matches)?,
            faults: self.faults,
            catalogue: given_catalogue(lang, matches.get_one::<PathBuf>("catalogue"))?,
            trusts_foreign: env("TIENDO_TRUST_STORE").as_deref() == Some("1"),
        })
    }

    /// Says what in the settings file was not used.
    fn warn(&self, lang: Lang) {
        use std::io::Write as _;
        let Some(places) = &self.places else { return };
        for fault in &self.faults {
            let text = lang.settings_fault(&places.config, fault);
            let _ = writeln!(std::io::stderr(), "tiendo: {}", clean(&text));
        }
    }
}

/// What holds when the settings file says nothing.
fn suggestions() -> Vec<(&'static str, String, Source)> {
    let locale = sys_locale::get_locales().find_map(|locale| Lang::of_locale(&locale));
    let lang = match locale {
        Some(lang) => ("lang", lang.code().to_owned(), Source::Environment),
        None => ("lang", Lang::default().code().to_owned(), Source::Default),
    };
    let person = user::name().map(|name| ("person", name, Source::Default));
    let theme = ("theme", own_theme().code().to_owned(), Source::Default);
    person.into_iter().chain([lang, theme]).collect()
}

/// The theme for the ground of the terminal, where it says what that is: `COLORFGBG` ends with the number of its colour.
fn own_theme() -> ThemeName {
    let said = env("COLORFGBG").unwrap_or_default();
    match said.rsplit(';').next() {
        Some("7" | "15") => ThemeName::Light,
        _ => ThemeName::Dark,
    }
}

/// What the command line and the environment say above the settings file.
fn asked(mut settings: Layers, lang: Lang, matches: &ArgMatches) -> Result<Layers, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let person = text("by").map(|name| (name, Source::Argument));
    let person = person.or_else(|| Some((env("TIENDO_PERSON")?, Source::Environment)));
    if let Some((name, source)) = person {
        settings.put_above("person", Value::Text(name), source);
    }
    if let Some(name) = text("theme") {
        let themes = settings.file.themes();
        let read = Setting::find("theme").map(|theme| theme.kind.parse(&name, &themes));
        let Some(Ok(value)) = read else {
            let known = [&ThemeName::BUILT_IN.map(ThemeName::code)[..], &themes].concat();
            return Err(bad_choice(lang, &name, "--theme", &known));
        };
        settings.put_above("theme", value, Source::Argument);
    } else if env("NO_COLOR").is_some() {
        let mono = Value::Text(ThemeName::Mono.code().to_owned());
        settings.put_above("theme", mono, Source::Environment);
    }
    if matches.get_flag("ascii") {
        settings.put_above("ascii", Value::Switch(true), Source::Argument);
    }
    Ok(settings)
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The folder asked for. A variable that is set, but empty, is a slip of a script: what it means to record must not go
/// into the user's own store.
fn store(lang: Lang, matches: &ArgMatches) -> Result<Option<PathBuf>, Failure> {
    if let Some(path) = matches.get_one::<PathBuf>("store") {
        return Ok(Some(path.clone()));
    }
    match std::env::var_os("TIENDO_STORE") {
        Some(path) if path.is_empty() => Err(Failure::new(
            Kind::Usage,
            lang.error_no_value("TIENDO_STORE"),
        )),
        path => Ok(path.map(PathBuf::from)),
    }
}

/// The language asked for, found before the arguments are understood.
fn lang_argument(arguments: &[OsString]) -> Option<String> {
    let texts: Vec<&str> = arguments
        .iter()
        .take_while(|argument| *argument != "--")
        .filter_map(|argument| argument.to_str())
        .collect();
    let place = texts
        .iter()
        .position(|text| *text == "--lang" || text.starts_with("--lang="))?;
    match texts[place].split_once('=') {
        Some((_, value)) => Some(value.to_owned()),
        None => texts.get(place + 1).map(|value| (*value).to_owned()),
    }
}

/// A value that is none of those known.
pub(super) fn bad_choice(lang: Lang, value: &str, argument: &str, known: &[&str]) -> Failure {
    Failure::new(
        Kind::Usage,
        lang.error_choice(&clean(value), argument, &known.join(", ")),
    )
}

/// A date given as an argument.
pub(super) fn date(lang: Lang, text: &str, argument: &str, today: Date) -> Result<Date, Failure> {
    when::parse(text, None, today)
        .map_err(|bad| Failure::new(Kind::Usage, lang.bad_date(argument, bad)))
}

/// The list given by hand, else the embedded one.
fn given_catalogue(lang: Lang, path: Option<&PathBuf>) -> Result<Additions, Failure> {
    match path {
        Some(path) => read_catalogue(lang, path),
        None => catalogue::parse(catalogue::EMBEDDED)
            .map_err(|error| damaged(lang, "assets/catalogue.json", &error)),
    }
}

/// A list in a file.
pub(super) fn read_catalogue(lang: Lang, path: &Path) -> Result<Additions, Failure> {
    let name = path.to_string_lossy();
    let bytes = std::fs::read(path)
        .map_err(|error| no_list(lang, Kind::Files, &lang.file_error(&name, &error)))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| no_list(lang, Kind::Damaged, &lang.catalogue_encoding(&name)))?;
    catalogue::parse(&text).map_err(|error| damaged(lang, &name, &error))
}

fn damaged(lang: Lang, name: &str, error: &CatalogueError) -> Failure {
    no_list(lang, Kind::Damaged, &lang.catalogue_error(name, error))
}

fn no_list(lang: Lang, kind: Kind, place: &str) -> Failure {
    Failure::new(kind, lang.catalogue_refused(&clean(place)))
}
