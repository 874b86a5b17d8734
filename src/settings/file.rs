//! The settings file on the disk: read with care, changed in place, written whole or not at all.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;

use super::fault::FileFault;
use super::options::Setting;
use super::template::{example, template};
use super::value::Value;
use super::{edit, read};
use crate::domain::Lang;

/// No settings are larger, in bytes.
const MAX_SIZE: u64 = 1 << 20;
/// What some editors put at the start of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of the file; `None` when there is none.
pub(super) fn load(path: &Path) -> Result<Option<String>, FileFault> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let dangles = fs::symlink_metadata(path).is_ok();
            return if dangles {
                Err(FileFault::Dangling)
            } else {
                Ok(None)
            };
        }
        result => result?,
    };
    // A pipe would be waited for, a device may never end.
    if !found.is_file() {
        return Err(FileFault::NotAFile);
    }
    if found.len() > MAX_SIZE {
        return Err(FileFault::TooLarge(found.len()));
    }
    let bytes = fs::read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| FileFault::Encoding)?;
    Ok(Some(text))
}

/// The text without the mark, and the mark.
pub(super) fn unmarked(text: &str) -> (&str, &str) {
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (rest, &text[..BYTE_ORDER_MARK.len_utf8()]),
        None => (text, ""),
    }
}

/// One setting, by its path, gets a value, or its default again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setter {
    /// Its name, such as `theme`.
    pub key: String,
    /// The value; `None` is the default.
    pub value: Option<Value>,
}

impl Setter {
    /// Writes it into the file, and touches nothing else there. A file that is not there yet begins with comments in
    /// this language.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not TOML from end to end; then it is left as it is.
    pub fn save(&self, path: &Path, lang: Lang) -> Result<(), FileFault> {
        let old = load(path)?;
        let old = match (old, &self.value) {
            (None, None) => return Ok(()),
            (old, _) => old.unwrap_or_else(|| template(lang)),
        };
        let (text, mark) = unmarked(&old);
        if let Some(line) = read::first_broken(text) {
            return Err(FileFault::Broken(line));
        }
        let names: Vec<&str> = self.key.split('.').collect();
        let example = Setting::find(&self.key).map(example);
        let new = match &self.value {
            Some(value) => edit::put(text, &names, &value.to_toml()),
            None => edit::take(text, &names, example.as_deref()),
        };
        let new = new.ok_or(FileFault::Unchangeable)?;
        Ok(write(path, &format!("{mark}{new}"))?)
    }
}

/// Makes the file with its comments, where there is none.
///
/// # Errors
/// When it cannot be written.
pub fn begin(path: &Path, lang: Lang) -> Result<(), FileFault> {
    match load(path)? {
        Some(_) => Ok(()),
        None => Ok(write(path, &template(lang))?),
    }
}

/// Writes the whole file, or leaves it as it was; what a link leads to is written, the link stays.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(&path) {
        if old.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        fresh.as_file().set_permissions(old.permissions())?;
    }
    fresh.as_file().sync_all()?;
    fresh.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
