//! The three languages in which names are recorded and the program speaks.

use std::fmt;
use std::str::FromStr;

/// A language of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Vietnamese, the language of the people who use it.
    #[default]
    Vi,
    /// French.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Vi, Self::Fr, Self::En];

    /// The ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language after this one, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Vi => Self::Fr,
            Self::Fr => Self::En,
            Self::En => Self::Vi,
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
        match self {
            Self::Vi => vi,
            Self::Fr => fr,
            Self::En => en,
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
        match lang {
            Lang::Vi => &self.vi,
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }

    /// The slot of `lang`, to write it.
    pub fn slot(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::Vi => &mut self.vi,
            Lang::Fr => &mut self.fr,
            Lang::En => &mut self.en,
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
