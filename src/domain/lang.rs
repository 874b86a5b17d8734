//! The three languages in which names are recorded and the program speaks.

use std::fmt;
use std::str::FromStr;

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Tongue {
    /// Vietnamese, the language of the people who use it.
    #[default]
    Vi,
    /// French.
    Fr,
    /// English.
    En,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// `23/11/2026`.
    DayFirst,
    /// `2026-11-23`.
    YearFirst,
    /// `23/11/26`, without zeros in front.
    Short,
}

impl DateFormat {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::DayFirst, Self::YearFirst, Self::Short];

    /// Its name in the settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DayFirst => "dd/mm/yyyy",
            Self::YearFirst => "yyyy-mm-dd",
            Self::Short => "d/m/yy",
        }
    }
}

impl FromStr for DateFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|format| format.code() == text)
            .ok_or(())
    }
}

/// A language of the programme, with the user's way of writing dates in it. Two are equal when the language is the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lang {
    tongue: Tongue,
    dates: Option<DateFormat>,
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.tongue == other.tongue
    }
}

impl Eq for Lang {}

#[expect(
    non_upper_case_globals,
    reason = "the languages are named as if they were the variants of an enum"
)]
impl Lang {
    /// Vietnamese, the language of the people who use it.
    pub const Vi: Self = Self::of(Tongue::Vi);
    /// French.
    pub const Fr: Self = Self::of(Tongue::Fr);
    /// English.
    pub const En: Self = Self::of(Tongue::En);
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Vi, Self::Fr, Self::En];

    const fn of(tongue: Tongue) -> Self {
        Self {
            tongue,
            dates: None,
        }
    }

    /// The ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick(["vi", "fr", "en"])
    }

    /// The language after this one, round and round; dates are written as before.
    #[must_use]
    pub const fn next(self) -> Self {
        let next = self.pick([Self::Fr, Self::En, Self::Vi]);
        next.with_dates(self.dates)
    }

    /// The language with another way of writing dates; `None` is its own.
    #[must_use]
    pub const fn with_dates(self, dates: Option<DateFormat>) -> Self {
        Self { dates, ..self }
    }

    /// How dates are written: as the user wants, else as is usual. In English, where the order of day and month is
    /// anybody's guess, the year stands first.
    #[must_use]
    pub const fn date_format(self) -> DateFormat {
        match self.dates {
            Some(format) => format,
            None => self.pick([
                DateFormat::DayFirst,
                DateFormat::DayFirst,
                DateFormat::YearFirst,
            ]),
        }
    }

    /// The language of a locale name such as `fr_FR.UTF-8` or `vi-VN`, when it is one of ours.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        locale.split(['_', '-', '.', '@']).next()?.parse().ok()
    }

    /// This language's entry of a table in the order vi, fr, en.
    #[must_use]
    pub const fn pick<T: Copy>(self, [vi, fr, en]: [T; 3]) -> T {
        match self.tongue {
            Tongue::Vi => vi,
            Tongue::Fr => fr,
            Tongue::En => en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

/// A language that is not one of the three.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}; known: vi, fr, en")]
pub struct UnknownLang(pub String);

/// A name in the three languages. A language without a name of its own shows the Vietnamese one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Names {
    /// Vietnamese.
    pub vi: String,
    /// French, may be empty.
    pub fr: String,
    /// English, may be empty.
    pub en: String,
}

impl Names {
    /// The name to show in `lang`: its own, else the first that is there.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        [self.own(lang), &self.vi, &self.en, &self.fr]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }

    /// The name recorded in `lang`, which may be empty.
    #[must_use]
    pub fn own(&self, lang: Lang) -> &str {
        lang.pick([&self.vi, &self.fr, &self.en])
    }

    /// The slot of `lang`, to write it.
    pub fn slot(&mut self, lang: Lang) -> &mut String {
        match lang.tongue {
            Tongue::Vi => &mut self.vi,
            Tongue::Fr => &mut self.fr,
            Tongue::En => &mut self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_gives_its_language_or_none() {
        for (locale, expected) in [
            ("vi_VN.UTF-8", Some(Lang::Vi)),
            ("fr", Some(Lang::Fr)),
            ("en-GB", Some(Lang::En)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ] {
            assert_eq!(Lang::of_locale(locale), expected, "{locale}");
        }
    }

    #[test]
    fn a_missing_name_falls_back_to_vietnamese_then_to_any() {
        let names = Names {
            vi: "Sàn".into(),
            ..Names::default()
        };
        assert_eq!(names.get(Lang::Fr), "Sàn");
        let names = Names {
            fr: "Bourse".into(),
            ..Names::default()
        };
        assert_eq!(names.get(Lang::Vi), "Bourse");
    }
}
