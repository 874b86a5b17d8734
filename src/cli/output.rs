//! Standard output: lines, tables and JSON. A reader that goes away is no error; no text of the data can drive a terminal.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::path::PathBuf;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::exit::{Failure, Kind};
use crate::domain::{Lang, clean};

/// What is printed goes through here.
#[derive(Debug)]
pub(super) struct Output {
    out: BufWriter<Stdout>,
    lang: Lang,
    /// Whether the disk holds what is told of, be it read or not.
    pub(super) tells_of_saved: bool,
    /// The folder that was named for a store to be written, where there was none of that name.
    pub(super) nowhere: Option<PathBuf>,
}

impl Output {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            out: BufWriter::new(io::stdout()),
            lang,
            tells_of_saved: false,
            nowhere: None,
        }
    }

    fn check(&self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::answer("")),
            result => result.map_err(|error| {
                let text = self.lang.output_failed(&error.to_string());
                let saved = self.tells_of_saved.then(|| self.lang.saved_not_shown());
                let text = saved.map_or(text.clone(), |saved| format!("{saved} {text}"));
                Failure::new(Kind::Files, text)
            }),
        }
    }

    /// A line, made harmless.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        let result = writeln!(self.out, "{}", clean(text).trim_end());
        self.check(result)
    }

    /// Text of the program itself, as it is.
    pub(super) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let result = self.out.write_all(bytes);
        self.check(result)
    }

    /// A document, indented.
    pub(super) fn json(&mut self, value: &Value) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        self.raw(escaped(&text).as_bytes())?;
        self.raw(b"\n")
    }

    /// Rows below each other; numbers stand right, the last column is never filled up.
    pub(super) fn table(&mut self, head: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
        let head: Vec<String> = head.iter().map(|text| (*text).to_owned()).collect();
        let head = Some(head).filter(|head| head.iter().any(|text| !text.is_empty()));
        let widths = widths(head.iter().chain(rows));
        for row in head.iter().chain(rows) {
            self.line(&aligned(row, &widths))?;
        }
        Ok(())
    }

    /// Tables below each other, each under its title, all with the same columns.
    pub(super) fn groups(
        &mut self,
        head: &[&str],
        groups: &[(String, Vec<Vec<String>>)],
    ) -> Result<(), Failure> {
        let head: Vec<String> = head.iter().map(|text| (*text).to_owned()).collect();
        let rows = groups.iter().flat_map(|(_, rows)| rows);
        let widths = widths(std::iter::once(&head).chain(rows));
        self.line(&format!("  {}", aligned(&head, &widths)))?;
        for (title, rows) in groups {
            self.line(title)?;
            for row in rows {
                self.line(&format!("  {}", aligned(row, &widths)))?;
            }
        }
        Ok(())
    }

    /// Hands over what there is so far.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let result = self.out.flush();
        self.check(result)
    }

    /// Hands over what is left.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.flush()
    }
}

fn widths<'a>(rows: impl Iterator<Item = &'a Vec<String>>) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = clean(cell).width().max(*width);
        }
    }
    widths
}

fn aligned(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (place, (cell, width)) in row.iter().zip(widths).enumerate() {
        let cell = clean(cell);
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        let is_last = place + 1 == row.len();
        let is_number = cell.starts_with(|first: char| first.is_ascii_digit());
        let _ = if is_number && !is_last {
            write!(line, "{gap}{cell}  ")
        } else {
            write!(line, "{cell}{gap}  ")
        };
    }
    line
}

/// JSON whose strings cannot drive a terminal: what JSON lets through, but a terminal obeys, is written by its number.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        let hostile = !matches!(character, '\n' | ' ')
            && matches!(
                clean(character.encode_utf8(&mut [0; 4])),
                std::borrow::Cow::Owned(_)
            );
        if hostile {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// A part between 0 and 1 with four decimals.
pub(super) fn part(part: f64) -> Value {
    Value::from((part * 10_000.0).round() / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_json_and_drives_no_terminal() {
        let value = serde_json::json!({ "name": "a\u{9b}31m\u{202e}\u{e0001}Định" });
        let text = escaped(&serde_json::to_string_pretty(&value).unwrap());
        assert!(
            text.contains("\\u009b") && text.contains("\\u202e") && text.contains("Định"),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
