//! Keys, free of any terminal library: what the keymap lists, tests script and the edge translates into.

use std::fmt;
use std::str::FromStr;

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, as typed: with Shift already applied.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Shift and arrow up.
    ShiftUp,
    /// Shift and arrow down.
    ShiftDown,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
}

impl Key {
    /// A key by itself.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// The character that it types, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self {
            Self {
                code: Code::Char(character),
                ctrl: false,
                alt: false,
            } => Some(character),
            _ => None,
        }
    }

    /// The digit that it types.
    #[must_use]
    pub fn digit(self) -> Option<usize> {
        let digit = self.typed()?.to_digit(10)?;
        usize::try_from(digit).ok()
    }

    /// The key as it is meant where keys are commands: a letter that an input method has composed stands for its base
    /// key, so that `đ` is `d`.
    #[must_use]
    pub fn as_command(self) -> Self {
        let Code::Char(character) = self.code else {
            return self;
        };
        if character.is_ascii() {
            return self;
        }
        let folded = crate::search::fold(character.encode_utf8(&mut [0; 4])).text;
        let mut letters = folded.chars();
        match (letters.next(), letters.next()) {
            (Some(base), None) if base.is_ascii_alphabetic() => {
                let base = if character.is_uppercase() {
                    base.to_ascii_uppercase()
                } else {
                    base
                };
                Self {
                    code: Code::Char(base),
                    ..self
                }
            }
            _ => self,
        }
    }
}

/// Keys that are written by name.
pub const NAMES: [(&str, Code); 17] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Shift-Up", Code::ShiftUp),
    ("Shift-Down", Code::ShiftDown),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl FromStr for Key {
    type Err = String;

    /// Reads `j`, `Space`, `Ctrl-p`, `Alt-b`.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("Ctrl-") {
            return Ok(Self {
                ctrl: true,
                ..rest.parse()?
            });
        }
        if let Some(rest) = text.strip_prefix("Alt-") {
            return Ok(Self {
                alt: true,
                ..rest.parse()?
            });
        }
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(Self::plain(*code));
        }
        let number = text.strip_prefix('F').and_then(|rest| rest.parse().ok());
        if let Some(number @ 1..=12) = number {
            return Ok(Self::plain(Code::F(number)));
        }
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(Self::plain(Code::Char(character))),
            _ => Err(format!("{text:?} is no key")),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (self.code, NAMES.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => f.write_str(name),
            (Code::Char(character), None) => write!(f, "{character}"),
            (Code::F(number), None) => write!(f, "F{number}"),
            (code, None) => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_written() {
        for text in [
            "j",
            "G",
            "Space",
            "Ctrl-p",
            "Alt-b",
            "Enter",
            "Shift-Tab",
            "−",
            "F1",
            "PgUp",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        assert!("Hyper-x".parse::<Key>().is_err());
        assert!("".parse::<Key>().is_err());
    }

    #[test]
    fn a_composed_letter_commands_as_its_base_key() {
        for (typed, meant) in [
            ("đ", "d"),
            ("Đ", "D"),
            ("â", "a"),
            ("ư", "u"),
            ("j", "j"),
            ("−", "−"),
            ("日", "日"),
        ] {
            assert_eq!(
                typed.parse::<Key>().unwrap().as_command(),
                meant.parse().unwrap()
            );
        }
    }
}
