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
