//! A line of a journal: one action of one person, one atomic commit, one undo step. Each line checks itself: it ends with
//! the hash of every byte before it, and that hash is its name.

mod id;

use std::collections::BTreeMap;
use std::iter;

use jiff::{SignedDuration, Timestamp};
use memchr::memmem;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize, Serializer};

pub use id::LineId;

use crate::domain::change::ADDED;
use crate::domain::{Stamp, Value};

/// The version of the meaning of lines that this program writes and understands.
pub const VERSION: u32 = 1;

/// A clock that is off by more is far off.
pub const FAR: SignedDuration = SignedDuration::from_hours(24);

/// Longest line, in bytes, that is written or read.
pub const MAX_LEN: usize = 16 << 20;

/// One field of one thing gets a value, with knowledge of the lines named in `over`. In a line it is an array, in this
/// order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LineChange {
    /// What is changed, as text: a newer program may know things that this one does not.
    pub entity: String,
    /// Which field.
    pub field: String,
    /// The value before, for people and for rescue.
    pub was: Option<Value>,
    /// The value after.
    pub to: Option<Value>,
    /// The lines whose value of this field it overwrites.
    pub over: Vec<LineId>,
}

impl Serialize for LineChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.entity, &self.field, &self.was, &self.to, &self.over).serialize(serializer)
    }
}

/// New things with the values of their fields.
pub type Added = BTreeMap<String, BTreeMap<String, Value>>;

/// What a line says, before it has a hash. The order of the fields is that of the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The lowest version of the program that may apply the line.
    #[serde(rename = "v")]
    pub version: u32,
    #[serde(rename = "t")]
    time: String,
    #[serde(rename = "n", default)]
    count: u32,
    /// What the clock of the device said, when that is far from the time of the line.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    wall: Option<String>,
    /// Who wrote it: a device and a slot (`k3f9q2ab-0`).
    #[serde(rename = "r")]
    pub writer: String,
    /// The person, as claimed.
    #[serde(default)]
    pub by: String,
    /// What kind of action it was.
    #[serde(rename = "do")]
    pub action: String,
    /// New things.
    #[serde(default, skip_serializing_if = "Added::is_empty")]
    pub add: Added,
    /// Changes.
    #[serde(rename = "ch", default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<LineChange>,
    /// The `store.json` in which the edits were made by hand, by its name, and how many of the changes stand in it; the
    /// others follow from these.
    #[serde(rename = "doc", default, skip_serializing_if = "Option::is_none")]
    pub document: Option<(LineId, usize)>,
    /// The line that this one voids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<LineId>,
    /// The line that this one un-voids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redo: Option<LineId>,
    /// The writer's line before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<LineId>,
}

impl Body {
    /// An action without content yet.
    #[must_use]
    pub fn new(stamp: Stamp, writer: String, by: String, action: &str) -> Self {
        Self {
            version: VERSION,
            time: stamp.text(),
            count: stamp.n,
            writer,
            by,
            action: action.to_owned(),
            ..Self::default()
        }
    }

    /// The device that wrote it.
    #[must_use]
    pub fn device(&self) -> &str {
        device_of(&self.writer)
    }

    /// Notes what the clock said, when that is far from the time of the line.
    pub fn note_clock(&mut self, now: Timestamp) {
        let time = self.time.parse().unwrap_or(now);
        let is_far = time.duration_since(now).abs() > FAR;
        self.wall = is_far.then(|| format!("{now:.0}"));
    }

    /// What the clock of the device said, to within a day.
    #[must_use]
    pub fn clock(&self) -> Option<Timestamp> {
        self.wall.as_ref().unwrap_or(&self.time).parse().ok()
    }

    /// The line that this one voids or un-voids, if it is one that does, and whether it voids.
    #[must_use]
    pub fn subject(&self) -> Option<(LineId, bool)> {
        let voids = self.undo.map(|id| (id, true));
        voids.or(self.redo.map(|id| (id, false)))
    }

    /// The moment and count as one word, to name what the action adds.
    #[must_use]
    pub fn key(&self) -> String {
        let digits = self.time.chars().filter(char::is_ascii_alphanumeric);
        let count = (self.count > 0).then(|| self.count.to_string());
        digits.collect::<String>() + &count.unwrap_or_default()
    }
}

/// The device in the name of a writer.
#[must_use]
pub fn device_of(writer: &str) -> &str {
    let named = writer.rsplit_once('-');
    named.map_or(writer, |(device, _)| device)
}

/// A line as read or about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub id: LineId,
    /// When it was written.
    pub stamp: Stamp,
    /// What it says.
    pub body: Body,
}

/// What a line says of one field of one thing.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'a> {
    /// The thing.
    pub entity: &'a str,
    /// Its field.
    pub field: &'a str,
    /// The value before.
    pub was: Option<&'a Value>,
    /// The value after.
    pub to: Option<&'a Value>,
    /// The lines whose value of this field it overwrites.
    pub over: &'a [LineId],
}

/// That a new thing is there.
const IS_ADDED: Value = Value::Bool(true);

/// Why bytes are no line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum BadLine {
    /// It is the beginning of a line, and no more: who wrote it did not come to its end.
    #[error("it is only the beginning of a line")]
    Unfinished,
    /// It is no line, and no beginning of one: altered beyond recognition, or something else altogether.
    #[error("it is no line")]
    Unreadable,
    /// The hash is not that of the bytes before it.
    #[error("its hash does not match: it was altered")]
    Altered,
    /// The hash is right, but it is not of the shape of a line.
    #[error("it is not of the shape of a line: {0}")]
    Shape(String),
    /// Its time is outside of the years 2000 to 2199.
    #[error("its time is not between 2000 and 2199")]
    Time,
    /// Longer than a line may be.
    #[error("it is longer than {MAX_LEN} bytes")]
    TooLong,
}

/// How every line starts; nothing that a person records looks like it, nor like the key of the hash.
const LINE_START: &[u8] = b"{\"v\":";
const HASH_KEY: &[u8] = b",\"h\":\"";
const TAIL_LEN: usize = HASH_KEY.len() + 20 + 2;

impl Line {
    /// Gives a body its hash; returns the line and its bytes without a line end.
    ///
    /// # Errors
    /// When the body is too long to be one line.
    pub fn seal(body: Body) -> Result<(Self, Vec<u8>), BadLine> {
        let mut bytes = serde_json::to_vec(&body)?;
        bytes.pop();
        let id = LineId::of(&bytes);
        bytes.extend_from_slice(format!(",\"h\":\"{id}\"}}").as_bytes());
        if bytes.len() > MAX_LEN {
            return Err(BadLine::TooLong);
        }
        Ok((Self::of(id, body)?, bytes))
    }

    fn of(id: LineId, body: Body) -> Result<Self, BadLine> {
        let stamp = Stamp::parse(&body.time, body.count).ok_or(BadLine::Time)?;
        Ok(Self { id, stamp, body })
    }

    /// Reads the bytes of one line, without its line end.
    ///
    /// # Errors
    /// Says why they are no line.
    pub fn open(bytes: &[u8]) -> Result<Self, BadLine> {
        if bytes.len() > MAX_LEN {
            return Err(BadLine::TooLong);
        }
        let (body, id) = split(bytes).ok_or_else(|| unsealed(bytes))?;
        if id != LineId::of(body) {
            return Err(BadLine::Altered);
        }
        let text = std::str::from_utf8(bytes).map_err(|bad| BadLine::Shape(bad.to_string()))?;
        let body = serde_json::from_str(text).map_err(BadLine::from);
        let read = body.and_then(|body| Self::of(id, body));
        read.or_else(|bad| Self::of_newer_shape(id, text).ok_or(bad))
    }

    /// A line of a newer program, of which nothing but its version can be read: known to be there, never applied.
    fn of_newer_shape(id: LineId, text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Head {
            v: u32,
        }
        let Head { v: version } = serde_json::from_str(text).ok()?;
        let body = Body {
            version,
            ..Body::default()
        };
        let stamp = Stamp::ZERO;
        (version > VERSION).then_some(Self { id, stamp, body })
    }

    /// Everything that it says: of new things that they are there, and their values; then the changes.
    #[must_use]
    pub fn sayings(&self) -> impl DoubleEndedIterator<Item = Saying<'_>> {
        let new = |entity, field, to| Saying {
            entity,
            field,
            was: None,
            to: Some(to),
            over: &[],
        };
        let added = self.body.add.iter().flat_map(move |(entity, fields)| {
            let fields = fields.iter();
            let fields = fields.map(move |(field, value)| new(entity, field, value));
            iter::once(new(entity, ADDED, &IS_ADDED)).chain(fields)
        });
        let changes = self.body.changes.iter().map(|change| Saying {
            entity: &change.entity,
            field: &change.field,
            was: change.was.as_ref(),
            to: change.to.as_ref(),
            over: &change.over,
        });
        added.chain(changes)
    }

    /// Whether this program understands what it means.
    #[must_use]
    pub const fn is_understood(&self) -> bool {
        self.body.version <= VERSION
    }
}

impl From<serde_json::Error> for BadLine {
    fn from(error: serde_json::Error) -> Self {
        Self::Shape(error.to_string())
    }
}

/// What may be lines in bytes that are not one, because the line end between them was lost.
pub(super) fn within(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut starts = memmem::find_iter(bytes, LINE_START).peekable();
    iter::from_fn(move || {
        let start = starts.next()?;
        let piece = &bytes[start..starts.peek().copied().unwrap_or(bytes.len())];
        let end = memmem::find(piece, HASH_KEY).map_or(0, |hash| hash + TAIL_LEN);
        Some(&piece[..end.min(piece.len())])
    })
}

/// Why bytes that do not end with a hash are no line. What a disk had not written when its power was cut, it may give
/// back as zeros.
fn unsealed(bytes: &[u8]) -> BadLine {
    let end = bytes.iter().rposition(|byte| *byte != 0);
    let begun = &bytes[..end.map_or(0, |end| end + 1)];
    let is_begun = begun.starts_with(LINE_START) || LINE_START.starts_with(begun);
    let parsed = serde_json::from_slice::<IgnoredAny>(begun);
    match parsed {
        Err(error) if is_begun && !begun.is_empty() && error.is_eof() => BadLine::Unfinished,
        _ => BadLine::Unreadable,
    }
}

/// What a line says, and the hash at its end.
fn split(bytes: &[u8]) -> Option<(&[u8], LineId)> {
    if !bytes.starts_with(LINE_START) {
        return None;
    }
    let (body, tail) = bytes.split_at(bytes.len().checked_sub(TAIL_LEN)?);
    let hash = tail.strip_prefix(HASH_KEY)?.strip_suffix(b"\"}")?;
    Some((body, std::str::from_utf8(hash).ok()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Body {
        let stamp = Stamp::parse("2026-11-23T07:14:05.123Z", 0).unwrap();
        let mut body = Body::new(stamp, "k3f9q2ab-0".into(), "Trần Thị Bình".into(), "done");
        body.changes.push(LineChange {
            entity: "ndxp/plan".into(),
            field: "actual".into(),
            was: None,
            to: Some(Value::from("2026-11-20")),
            over: vec![],
        });
        body
    }

    #[test]
    fn a_line_has_the_bytes_that_the_format_promises() {
        let (line, bytes) = Line::seal(body()).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let expected = r#"{"v":1,"t":"2026-11-23T07:14:05.123Z","n":0,"r":"k3f9q2ab-0","by":"Trần Thị Bình","do":"done","ch":[["ndxp/plan","actual",null,"2026-11-20",[]]]"#;
        assert_eq!(text, format!("{expected},\"h\":\"{}\"}}", line.id));
        assert_eq!(LineId::of(expected.as_bytes()), line.id);
        assert_eq!(Line::open(&bytes), Ok(line));
    }

    #[test]
    fn what_an_action_adds_is_named_by_its_moment_and_count() {
        for (count, key) in [(0, "20261123T071405123Z"), (7, "20261123T071405123Z7")] {
            let body = Body { count, ..body() };
            assert_eq!(body.key(), key);
        }
    }

    #[test]
    fn a_clock_is_noted_once_it_is_off_by_more_than_a_day() {
        let time: Timestamp = "2026-11-23T07:14:05.123Z".parse().unwrap();
        let millisecond = SignedDuration::from_millis(1);
        for (clock, noted) in [
            (time + FAR, None),
            (time - FAR, None),
            (time + FAR + millisecond, Some("2026-11-24T07:14:05Z")),
            (time - FAR - millisecond, Some("2026-11-22T07:14:05Z")),
        ] {
            let mut body = body();
            body.note_clock(clock);
            assert_eq!(body.wall.as_deref(), noted, "{clock}");
        }
    }

    #[test]
    fn a_line_is_as_long_as_it_may_be_and_no_longer() {
        let (_, bytes) = Line::seal(body()).unwrap();
        let room = MAX_LEN - bytes.len() + body().by.len();
        let with = |len: usize| {
            let by = "x".repeat(len);
            Line::seal(Body { by, ..body() })
        };
        assert_eq!(with(room + 1), Err(BadLine::TooLong));
        let (line, mut bytes) = with(room).unwrap();
        assert_eq!(bytes.len(), MAX_LEN);
        assert_eq!(Line::open(&bytes), Ok(line));
        bytes.push(b' ');
        assert_eq!(Line::open(&bytes), Err(BadLine::TooLong));
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let (_, bytes) = Line::seal(body()).unwrap();
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            assert!(Line::open(&altered).is_err(), "byte {place}");
            assert!(Line::open(&bytes[..place]).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn only_what_may_be_the_beginning_of_a_line_was_never_finished() {
        let (_, bytes) = Line::seal(body()).unwrap();
        let of = |bytes: &[u8]| Line::open(bytes).unwrap_err();
        for place in 1..bytes.len() {
            let torn = &bytes[..place];
            assert_eq!(of(torn), BadLine::Unfinished, "cut at {place}");
            let zeroed = [torn, &[0; 512]].concat();
            assert_eq!(of(&zeroed), BadLine::Unfinished, "zeros from {place}");
        }
        let with = |place: usize, byte: u8| {
            let mut altered = bytes.clone();
            altered[place] = byte;
            altered
        };
        let zeros_within = [&bytes[..40], &[0; 512], &bytes[60..80]].concat();
        for altered in [
            with(0, b'['),
            with(2, b'w'),
            with(bytes.len() - 1, b'|'),
            bytes[1..].to_vec(),
            bytes[..40].repeat(2),
            zeros_within,
            b"\0\0\0\0".to_vec(),
            b"\xfe\x01 random".to_vec(),
            b"{\"w\":1".to_vec(),
        ] {
            assert_eq!(of(&altered), BadLine::Unreadable, "{altered:?}");
        }
    }

    #[test]
    fn unknown_fields_are_read_over() {
        let (_, bytes) = Line::seal(body()).unwrap();
        let mut text = String::from_utf8(bytes[..bytes.len() - TAIL_LEN].to_vec()).unwrap();
        text.push_str(r#","new":{"a":[1,2]}"#);
        let id = LineId::of(text.as_bytes());
        let text = format!("{text},\"h\":\"{id}\"}}");
        assert_eq!(Line::open(text.as_bytes()).unwrap().body, body());
    }

    #[test]
    fn what_is_not_utf_8_is_no_line() {
        let (_, mut bytes) = Line::seal(body()).unwrap();
        bytes.truncate(bytes.len() - TAIL_LEN);
        let name = memmem::find(&bytes, "Trần".as_bytes()).unwrap();
        bytes[name] = 0xff;
        let tail = format!(",\"h\":\"{}\"}}", LineId::of(&bytes));
        bytes.extend(tail.as_bytes());
        assert!(matches!(Line::open(&bytes), Err(BadLine::Shape(_))));
    }

    #[test]
    fn depth_and_odd_numbers_are_refused_without_harm() {
        for inner in [
            "[".repeat(2_000_000),
            "1,\"n\":1e999".to_owned(),
            "-1".to_owned(),
            "\u{feff}".to_owned(),
        ] {
            let text = format!("{{\"v\":{inner}");
            let id = LineId::of(text.as_bytes());
            let sealed = format!("{text},\"h\":\"{id}\"}}");
            assert!(matches!(
                Line::open(sealed.as_bytes()),
                Err(BadLine::Shape(_))
            ));
        }
    }
}
