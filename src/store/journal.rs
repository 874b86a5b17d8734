//! Reading journals: every regular `*.jsonl`, whatever its name, whole at first and then only what was added. A bad line
//! is reported and never hides its neighbours.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::disk::{Disk, Meta};
use super::line::{BadLine, Line};

/// Largest journal that is read.
const MAX_FILE: u64 = 1 << 30;

/// Something in the store that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file's name in the journal folder.
    pub file: String,
    /// The line, from 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a line or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The line cannot be used.
    Line(BadLine),
    /// Not a regular file.
    NotRegular,
    /// Larger than a journal may be.
    TooLarge,
    /// The system would not read it.
    Unreadable(String),
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// New lines, or lines read again; in the order of files and lines.
    pub lines: Vec<Line>,
    /// What could not be used.
    pub damage: Vec<Damage>,
}

/// How far a file was read.
#[derive(Clone, Debug)]
struct Cursor {
    meta: Meta,
    /// Bytes read up to the end of the last whole line.
    offset: u64,
    lines: usize,
}

/// The journals of a store, and how far each was read.
#[derive(Debug, Default)]
pub struct Journals {
    cursors: HashMap<String, Cursor>,
}

impl Journals {
    /// Reads what is new since the last call.
    ///
    /// # Errors
    /// When the folder cannot be listed; a folder that is not there is empty.
    pub fn read(&mut self, disk: &dyn Disk, folder: &Path) -> io::Result<Reading> {
        let names = match disk.list(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            result => result?,
        };
        let mut reading = Reading::default();
        for name in names.into_iter().filter(|name| is_journal(name)) {
            if let Err(reason) = self.read_file(disk, folder, &name, &mut reading) {
                reading.damage.push(Damage {
                    file: name,
                    line: 0,
                    reason,
                });
            }
        }
        Ok(reading)
    }

    fn read_file(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        name: &str,
        out: &mut Reading,
    ) -> Result<(), Reason> {
        let path = folder.join(name);
        let meta = match disk.meta(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            result => result.map_err(|error| Reason::Unreadable(error.to_string()))?,
        };
        let known = self.cursors.get(name);
        if known.is_some_and(|cursor| cursor.meta == meta) {
            return Ok(());
        }
        // Said once for each state of the file, not at every look.
        let continued = known
            .filter(|known| known.meta.identity == meta.identity && known.offset <= meta.len)
            .cloned();
        let mut cursor = continued.unwrap_or(Cursor {
            meta: meta.clone(),
            offset: 0,
            lines: 0,
        });
        cursor.meta = meta;
        let result = read_on(disk, &path, name, &mut cursor, out);
        self.cursors.insert(name.to_owned(), cursor);
        result
    }
}

fn read_on(
    disk: &dyn Disk,
    path: &Path,
    name: &str,
    cursor: &mut Cursor,
    out: &mut Reading,
) -> Result<(), Reason> {
    if !cursor.meta.is_regular {
        return Err(Reason::NotRegular);
    }
    if cursor.meta.len > MAX_FILE {
        return Err(Reason::TooLarge);
    }
    let unread = cursor.meta.len - cursor.offset;
    let bytes = disk
        .read(path, cursor.offset, unread)
        .map_err(|error| Reason::Unreadable(error.to_string()))?;
    let whole = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let (lines, tail) = bytes.split_at(whole);
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        cursor.lines += 1;
        read_line(line, name, cursor.lines, out);
    }
    cursor.offset += whole as u64;
    // A last line without its line end counts when it is whole; else it is still being written, or was torn.
    if let Ok(line) = Line::open(trim(tail)) {
        out.lines.push(line);
    }
    Ok(())
}

fn read_line(bytes: &[u8], file: &str, number: usize, out: &mut Reading) {
    let bytes = trim(bytes);
    if bytes.is_empty() {
        return;
    }
    match Line::open(bytes) {
        Ok(line) => out.lines.push(line),
        Err(reason) => {
            out.damage.push(Damage {
                file: file.to_owned(),
                line: number,
                reason: Reason::Line(reason),
            });
        }
    }
}

/// A line without its end, and without what editors and file tools put around it.
fn trim(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii()
}

/// Sync tools leave copies under names of their own, all of which end alike.
fn is_journal(name: &str) -> bool {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    !name.starts_with('.')
        && extension.is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}
