//! Reading journals: every regular `*.jsonl`, whatever its name, whole at first and then only what was added. A bad line
//! is reported and never hides its neighbours.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

use memchr::memmem;

use super::disk::{Disk, Meta};
use super::line::{BadLine, LINE_START, Line};

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
    /// The last of them, to notice that the file was written anew.
    last: Vec<u8>,
    lines: usize,
    /// Why it could not be read; it is tried again, but said once.
    trouble: Option<Reason>,
}

/// The journals of a store, and how far each was read.
#[derive(Debug, Default)]
pub struct Journals {
    cursors: HashMap<String, Cursor>,
    /// Those that could not be read the last time.
    unread: HashSet<String>,
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
        self.unread.clear();
        for name in names.into_iter().filter(|name| is_journal(name)) {
            let result = self.read_file(disk, folder, &name, &mut reading);
            let cursor = self.cursors.get(&name);
            if result.is_err() || cursor.is_some_and(|cursor| cursor.trouble.is_some()) {
                self.unread.insert(name.clone());
            }
            if let Err(reason) = result {
                reading.damage.push(Damage {
                    file: name,
                    line: 0,
                    reason,
                });
            }
        }
        Ok(reading)
    }

    /// Whether there is a journal of this name that could not be read the last time.
    #[must_use]
    pub fn is_unread(&self, name: &str) -> bool {
        self.unread.contains(name)
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
        let known = self.cursors.remove(name);
        let trouble = known.as_ref().and_then(|known| known.trouble.clone());
        let is_same = known.as_ref().is_some_and(|known| known.meta == meta);
        let continued =
            known.filter(|known| known.meta.identity == meta.identity && known.offset <= meta.len);
        let mut cursor = continued.unwrap_or_else(|| Cursor::start(meta.clone()));
        cursor.meta = meta;
        if !is_same || trouble.is_some() {
            cursor.trouble = read_on(disk, &path, name, &mut cursor, out).err();
        }
        let news = cursor
            .trouble
            .clone()
            .filter(|now| Some(now) != trouble.as_ref());
        self.cursors.insert(name.to_owned(), cursor);
        news.map_or(Ok(()), Err)
    }
}

impl Cursor {
    fn start(meta: Meta) -> Self {
        Self {
            meta,
            offset: 0,
            last: Vec::new(),
            lines: 0,
            trouble: None,
        }
    }
}

/// As many bytes as hold the hash of a line, which no other line has.
const LAST_LEN: usize = 64;

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
    let from = cursor.offset - cursor.last.len() as u64;
    let bytes = disk
        .read(path, from, cursor.meta.len - from)
        .map_err(|error| Reason::Unreadable(error.to_string()))?;
    let Some(bytes) = bytes.strip_prefix(&*cursor.last) else {
        *cursor = Cursor::start(cursor.meta.clone());
        return read_on(disk, path, name, cursor, out);
    };
    let whole = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let (lines, tail) = bytes.split_at(whole);
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        cursor.lines += 1;
        read_line(line, name, cursor.lines, out);
    }
    if whole > 0 {
        cursor.offset += whole as u64;
        cursor.last = lines[whole.saturating_sub(LAST_LEN)..].to_vec();
    }
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
            out.lines.extend(run_together(bytes));
            out.damage.push(Damage {
                file: file.to_owned(),
                line: number,
                reason: Reason::Line(reason),
            });
        }
    }
}

/// The lines in what was taken for one, because the line end between them was lost.
fn run_together(bytes: &[u8]) -> impl Iterator<Item = Line> {
    let starts = memmem::find_iter(bytes, LINE_START).chain([bytes.len()]);
    let starts: Vec<usize> = starts.collect();
    let pieces: Vec<&[u8]> = starts
        .windows(2)
        .map(|ends| &bytes[ends[0]..ends[1]])
        .collect();
    pieces.into_iter().filter_map(|piece| {
        let end = piece.iter().rposition(|byte| *byte == b'}')?;
        Line::open(&piece[..=end]).ok()
    })
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
