//! What a run starts from: the arguments, the environment, the settings file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use jiff::tz::TimeZone;

use super::exit::{Failure, Kind};
use crate::clock::Clock;
use crate::domain::catalogue::{self, Additions};
use crate::domain::field::parse_date;
use crate::domain::{Lang, clean};
use crate::places::Places;
use crate::settings::{Problem, Settings, ThemeName};
use crate::setup::Setup;

/// What is known before the arguments are understood: enough to speak the user's language.
pub(super) struct Surroundings {
    places: Option<Places>,
    settings: Settings,
    problems: Vec<Problem>,
    lang: Option<String>,
}

impl Surroundings {
    pub(super) fn read(arguments: &[OsString]) -> Self {
        let places = Places::find(None);
        let config = places.as_ref().map(|places| places.config.clone());
        let (settings, problems) = config.map(|path| Settings::load(&path)).unwrap_or_default();
        Self {
            places,
            settings,
            problems,
            lang: lang_argument(arguments),
        }
    }

    /// The language by flag, else by setting, else by locale, else Vietnamese.
    pub(super) fn lang(&self) -> Result<Lang, Failure> {
        let by_locale = || sys_locale::get_locales().find_map(|locale| Lang::of_locale(&locale));
        let fallback = self.settings.lang.or_else(by_locale).unwrap_or_default();
        let Some(asked) = &self.lang else {
            return Ok(fallback);
        };
        asked
            .parse()
            .map_err(|_| bad_choice(fallback, asked, "--lang", &Lang::ALL.map(Lang::code)))
    }

    pub(super) fn setup(self, lang: Lang, matches: &ArgMatches) -> Result<Setup, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let as_of = text("as-of")
            .map(|text| date(lang, &text, "--as-of"))
            .transpose()?;
        let store = text("store").or_else(|| env("TIENDO_STORE"));
        if store.as_deref() == Some("") {
            return Err(Failure::new(Kind::Usage, lang.error_no_value("--store")));
        }
        let no_home = || Failure::new(Kind::Files, lang.no_home());
        let places = Places::find(store.map(PathBuf::from)).ok_or_else(no_home)?;
        self.warn(lang);
        let bad_clock =
            |error: jiff::Error| Failure::new(Kind::Usage, lang.bad_clock(&error.to_string()));
        let by = text("by")
            .or_else(|| env("TIENDO_PERSON"))
            .or_else(|| self.settings.person.clone());
        Ok(Setup {
            lang,
            as_of,
            clock: Clock::of(env("TIENDO_NOW").as_deref()).map_err(bad_clock)?,
            zone: TimeZone::system(),
            places,
            theme: theme(lang, text("theme").as_deref())?,
            ascii: matches.get_flag("ascii"),
            by: by.or_else(user_name).unwrap_or_else(|| "?".to_owned()),
            catalogue: given_catalogue(lang, text("catalogue").as_deref())?,
            trusts_foreign: env("TIENDO_TRUST_STORE").as_deref() == Some("1"),
            settings: self.settings,
            problems: self.problems,
        })
    }

    /// Says what in the settings file was not used.
    fn warn(&self, lang: Lang) {
        use std::io::Write as _;
        let Some(places) = &self.places else { return };
        for problem in &self.problems {
            let place = format!("{}:{}", places.config.display(), problem.line);
            let text = lang.setting_ignored(&place, &problem.field, &problem.expected);
            let _ = writeln!(std::io::stderr(), "tiendo: {}", clean(&text));
        }
    }
}

fn env(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty() || name == "TIENDO_STORE")
}

fn user_name() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(env)
}

/// The language asked for, found before the arguments are understood.
fn lang_argument(arguments: &[OsString]) -> Option<String> {
    let texts: Vec<&str> = arguments
        .iter()
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

fn theme(lang: Lang, asked: Option<&str>) -> Result<Option<ThemeName>, Failure> {
    match asked {
        None => Ok(env("NO_COLOR").map(|_| ThemeName::Mono)),
        Some(name) => match name.parse() {
            Ok(theme) => Ok(Some(theme)),
            Err(()) => Err(bad_choice(
                lang,
                name,
                "--theme",
                &ThemeName::ALL.map(ThemeName::code),
            )),
        },
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
pub(super) fn date(lang: Lang, text: &str, argument: &str) -> Result<jiff::civil::Date, Failure> {
    parse_date(text).ok_or_else(|| Failure::new(Kind::Usage, lang.bad_date(argument)))
}

/// The list given by hand, else the embedded one.
fn given_catalogue(lang: Lang, path: Option<&str>) -> Result<Additions, Failure> {
    let refused = |kind, name: &str, problem: &str| {
        let place = format!("{name}: {problem}");
        Failure::new(kind, lang.catalogue_refused(&clean(&place)))
    };
    match path {
        None => {
            let name = "assets/catalogue.json";
            catalogue::parse(catalogue::EMBEDDED)
                .map_err(|error| refused(Kind::Damaged, name, &lang.catalogue_error(&error)))
        }
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| refused(Kind::Files, path, &error.to_string()))?;
            catalogue::parse(&text)
                .map_err(|error| refused(Kind::Damaged, path, &lang.catalogue_error(&error)))
        }
    }
}
