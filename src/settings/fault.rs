//! What in the settings file is not used, or is used but doubtful, and where it stands.

use std::io;

use super::value::Wanted;

/// Something in the settings file that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 when it is about the file.
    pub line: usize,
    /// The field, empty when it is about the file or the line.
    pub field: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The file cannot be used as one.
    File(FileFault),
    /// The line is no TOML; what the parser says.
    Syntax(String),
    /// There is no such setting; what was probably meant.
    Unknown(Option<String>),
    /// The value is none that the setting takes.
    Value(Wanted),
    /// The keys cannot hold.
    Key(KeyFault),
    /// This is no colour.
    Colour,
    /// It is used, but hard to read: its contrast with the ground and the least that can be read well, in tenths.
    Contrast(u32, u32),
    /// A theme cannot have this name.
    ThemeName,
    /// There should be a table.
    Table,
}

/// Why keys cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// There is no such context; what was probably meant.
    Context(Option<String>),
    /// There is no such action in the context; what was probably meant.
    Action(Option<String>),
    /// This is no key.
    NotAKey(String),
    /// A chord of a doubled letter, which Vietnamese input methods swallow.
    Doubled(String),
    /// The first cannot be told from the second.
    Same(String, String),
    /// It types a letter where letters are typed.
    Types(String),
    /// This key does something else already: the name of the action.
    Clash(String, &'static str),
    /// The action must keep a key, or this very one.
    Essential(Option<&'static str>),
}

/// Why a file cannot be read, or written, as a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The system says no.
    System(io::ErrorKind, String),
    /// It is a folder, a pipe, a device.
    NotAFile,
    /// It is a link that leads nowhere.
    Dangling,
    /// It is larger than any settings, in bytes.
    TooLarge(u64),
    /// It is not UTF-8.
    Encoding,
    /// What stands at this line is no TOML, so that it is not written over.
    Broken(usize),
    /// The setting cannot be put there without touching something else.
    Unchangeable,
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        Self::System(error.kind(), error.to_string())
    }
}
