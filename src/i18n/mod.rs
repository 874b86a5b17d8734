//! Every text of the program, in Vietnamese, French and English, as methods of `Lang`: `lang.done()`. A text that is
//! missing in one language does not compile.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

/// Declares texts: `name: "vi", "fr", "en";` for a fixed one, `name(n: u32): expr, expr, expr;` for one with values.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $type:ty),+))?: $vi:expr, $fr:expr, $en:expr;)+) => {
        impl $crate::domain::Lang {
            $($crate::i18n::text!($(#[$doc])* $name $(($($arg: $type),+))?: $vi, $fr, $en);)+
        }
    };
}

/// One text of [`texts`].
macro_rules! text {
    ($(#[$doc:meta])* $name:ident: $vi:expr, $fr:expr, $en:expr) => {
        $(#[$doc])*
        #[doc = concat!("The text `", stringify!($name), "`.")]
        #[must_use]
        pub const fn $name(self) -> &'static str {
            self.pick([$vi, $fr, $en])
        }
    };
    ($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),+): $vi:expr, $fr:expr, $en:expr) => {
        $(#[$doc])*
        #[doc = concat!("The text `", stringify!($name), "`, with its values.")]
        #[must_use]
        pub fn $name(self, $($arg: $type),+) -> String {
            match self.pick([0, 1, 2]) {
                0 => $vi,
                1 => $fr,
                _ => $en,
            }
        }
    };
}

pub(crate) use text;

pub mod board;
pub mod cli;
pub mod columns;
pub mod conflicts;
pub mod dates;
pub mod doctor;
pub mod filter;
pub mod history;
pub mod list;
pub mod manual;
pub mod merging;
pub mod messages;
pub mod settings;
pub mod words;

/// The English form for a number.
const fn en<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

/// The French form for a number: nought and one are singular.
const fn fr<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n < 2 { one } else { many }
}
