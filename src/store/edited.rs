//! A `store.json` that somebody has edited by hand: what it says now beside what it said when it was written.
//!
//! Every value is read with its place, so that whatever is refused can be pointed at; and what cannot be taken is refused, so
//! that no edit is lost in silence.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{self, MapAccess};
use serde_json::value::RawValue;

use super::basis::Basis;
use super::fold::Fold;
use super::line::LineId;
use super::{list, view};
use crate::domain::Value;
use crate::domain::change::ADDED;

/// The document was edited by hand; it is not written over before that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("store.json was edited by hand")]
pub struct HandEdited;

/// The document cannot be read, as one that was damaged, or that an editor has emptied to fill it anew; it is not written
/// over before that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("store.json is empty or no JSON")]
pub struct Damaged;

/// One field that was changed by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The thing, as text.
    pub entity: String,
    /// Its field.
    pub field: String,
    /// What it was when the document was written.
    pub was: Option<Value>,
    /// What the document says now; `None` when it was taken out.
    pub to: Option<Value>,
    /// The lines that it overwrites: what the document knew of the field.
    pub over: Vec<LineId>,
    /// Where that stands, in bytes; where its thing does, when it was taken out.
    pub offset: usize,
    /// Whether the whole thing is not in the document, which may know that what added it was taken back.
    pub is_left_out: bool,
}

/// All that was changed in a document.
#[derive(Debug, Default)]
pub struct Differences {
    /// Field by field.
    pub fields: Vec<Difference>,
    /// Whether the document was made from lines that are not here: what these had said is among the differences.
    pub may_know_more: bool,
}

/// Where something stands in a document, from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Place {
    /// The place of a byte.
    #[must_use]
    pub fn of(bytes: &[u8], offset: usize) -> Self {
        let before = &bytes[..offset.min(bytes.len())];
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: String::from_utf8_lossy(&before[start..]).chars().count() + 1,
        }
    }
}

/// Why a document cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDocument {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// It is no JSON, for this reason.
    Json(String),
    /// It is not UTF-8.
    Encoding,
    /// A newer program wrote it.
    Newer,
    /// This stands here twice.
    Twice(String),
    /// Nothing of this name belongs here.
    Unknown(String),
    /// This was taken out, and nothing is removed by leaving it out.
    Absent(String),
    /// This has not the shape that it must have.
    Shape(String),
    /// It was made from lines that are not here: what was changed in it since cannot be told from what these say.
    Ahead,
}

impl BadDocument {
    /// Whether nothing can be read at all: no edit, but a damaged file.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(
            self.problem,
            Problem::Empty | Problem::Json(_) | Problem::Encoding
        )
    }
}

/// What was changed in a document: see [`Document::differences`].
///
/// # Errors
/// As [`Document::read`] and [`Document::differences`].
pub fn differences(bytes: &[u8], fold: &Fold) -> Result<Vec<Difference>, BadDocument> {
    let found = Document::read(bytes)?.differences(fold, &[], &HashSet::new())?;
    Ok(found.fields)
}

/// A document as it was read.
pub struct Document<'a> {
    bytes: &'a [u8],
    whole: &'a RawValue,
    basis: Basis,
    /// Where that stands.
    made_from: &'a RawValue,
    things: Vec<Thing<'a>>,
}

impl<'a> Document<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// When it cannot be read, or has something in it that is no field of a thing.
    pub fn read(bytes: &'a [u8]) -> Result<Self, BadDocument> {
        let whole = parse(bytes)?;
        let bad = |bad| at(bytes, bad);
        let document = object(whole).map_err(bad)?;
        let (basis, made_from) = basis(whole, &document).map_err(bad)?;
        let things = things(document).map_err(bad)?;
        Ok(Self {
            bytes,
            whole,
            basis,
            made_from,
            things,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> LineId {
        self.basis.name()
    }

    /// What was changed since the lines that it was written from, then how these fields stand in it that were not. A thing
    /// that those lines do not know has a difference in its [`ADDED`], and so has one that they know and it lacks, where
    /// what took it off the list may be lost.
    ///
    /// Lines that are `lost` for good are not waited for.
    ///
    /// # Errors
    /// When it has something in it, or lacks something, that is no edit of a field, or was made from lines that are not here.
    pub fn differences(
        &self,
        fold: &Fold,
        fields: &[(&str, &str)],
        lost: &HashSet<LineId>,
    ) -> Result<Differences, BadDocument> {
        let bad = |bad| at(self.bytes, bad);
        let known = self.basis.known(fold);
        let ends = self.basis.all_ends().map(|(_, end)| end);
        let made_from = ends.chain(self.basis.gaps(&known));
        let absent: Vec<LineId> = made_from
            .filter(|line| fold.line(*line).is_none())
            .collect();
        let is_untouched = view::is_untouched(self.bytes);
        // Nobody can tell what a lost line had said from what was edited.
        if !is_untouched && absent.iter().any(|line| !lost.contains(line)) {
            return Err(bad((self.made_from, Problem::Ahead)));
        }
        let then = known.state();
        let mut differences = Vec::new();
        let mut seen = BTreeMap::new();
        for thing in &self.things {
            if seen.insert(&*thing.entity, thing.whole).is_some() {
                return Err(bad((thing.whole, Problem::Twice(thing.entity.clone()))));
            }
            let offset = |raw: &RawValue| offset(self.bytes, raw);
            let known = then.get(&*thing.entity);
            compare(thing, known, offset, &mut differences).map_err(bad)?;
        }
        // What the program wrote lacks nothing that it knew; what has a name that nothing has is told of by that name.
        let is_new = |found: &Difference| {
            found.field == ADDED && fold.field(&found.entity, ADDED).0.is_none()
        };
        let is_whole = is_untouched || differences.iter().any(is_new);
        for (entity, fields) in then
            .iter()
            .filter(|(entity, _)| !seen.contains_key(*entity))
        {
            let parent = entity.split_once('/').and_then(|(of, _)| seen.get(of));
            let parent = parent.copied().unwrap_or(self.whole);
            if !absent.is_empty() && !is_of_list(&known, entity) {
                let offset = offset(self.bytes, parent);
                differences.extend(cleared(entity, fields, offset));
            } else if !is_whole {
                return Err(bad((parent, Problem::Absent((*entity).to_owned()))));
            }
        }
        let same = unchanged(&differences, fields);
        differences.extend(same.into_iter().filter_map(|(entity, field)| {
            let value = then.get(entity).and_then(|fields| fields.get(field));
            Some(Difference {
                entity: entity.to_owned(),
                field: field.to_owned(),
                was: value.cloned(),
                to: value.cloned(),
                over: Vec::new(),
                offset: offset(self.bytes, seen.get(entity)?),
                is_left_out: false,
            })
        }));
        for found in &mut differences {
            found.over = known.overwrites(&found.entity, &found.field);
        }
        Ok(Differences {
            fields: differences,
            may_know_more: !absent.is_empty(),
        })
    }
}

/// Whether a thing stands in the list that a store began from, off which nothing can be taken.
fn is_of_list(known: &Fold, entity: &str) -> bool {
    let (_, added) = known.field(entity, ADDED);
    let mut added = added.iter().filter_map(|line| known.line(*line));
    added.any(list::is_list)
}

/// All that is known of a thing which is left out.
fn cleared<'a>(
    entity: &'a str,
    fields: &'a BTreeMap<&str, Value>,
    offset: usize,
) -> impl Iterator<Item = Difference> + 'a {
    fields.iter().map(move |(field, was)| Difference {
        entity: entity.to_owned(),
        field: (*field).to_owned(),
        was: Some(was.clone()),
        to: None,
        over: Vec::new(),
        offset,
        is_left_out: true,
    })
}

/// Those of the fields in which nothing differs.
fn unchanged<'a>(
    differences: &[Difference],
    fields: &'a [(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let changed = differences.iter();
    let changed: HashSet<_> = changed
        .map(|found| (&*found.entity, &*found.field))
        .collect();
    let same = fields.iter().filter(|named| !changed.contains(*named));
    same.copied().collect()
}

fn offset(bytes: &[u8], raw: &RawValue) -> usize {
    raw.get().as_ptr().addr() - bytes.as_ptr().addr()
}

fn at(bytes: &[u8], (raw, problem): Bad<'_>) -> BadDocument {
    BadDocument {
        place: Place::of(bytes, offset(bytes, raw)),
        problem,
    }
}

/// What is wrong, and with which value.
type Bad<'a> = (&'a RawValue, Problem);

/// The values of an object, by name.
type Entries<'a> = Vec<(String, &'a RawValue)>;

/// A thing as it stands in a document.
struct Thing<'a> {
    /// Whether it stands among the things that have been added, and not been taken away.
    is_listed: bool,
    entity: String,
    whole: &'a RawValue,
    fields: Entries<'a>,
}

fn parse(bytes: &[u8]) -> Result<&RawValue, BadDocument> {
    let text = std::str::from_utf8(bytes).map_err(|error| BadDocument {
        place: Place::of(bytes, error.valid_up_to()),
        problem: Problem::Encoding,
    })?;
    if let Some(offset) = view::newer(bytes) {
        return Err(BadDocument {
            place: Place::of(bytes, offset),
            problem: Problem::Newer,
        });
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(BadDocument {
            place: Place { line: 1, column: 1 },
            problem: Problem::Empty,
        });
    }
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let reason = error.to_string();
        let place = format!(" at line {line} column {column}");
        let before = text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = before.map(str::len).sum();
        BadDocument {
            // The column of `serde_json` counts bytes.
            place: Place::of(text.as_bytes(), start + column.saturating_sub(1)),
            problem: Problem::Json(reason.trim_end_matches(&place).to_owned()),
        }
    })
}

fn basis<'a>(
    whole: &'a RawValue,
    document: &Entries<'a>,
) -> Result<(Basis, &'a RawValue), Bad<'a>> {
    let part = |wanted: &str| document.iter().find(|(name, _)| name == wanted);
    let (name, made_from) = part("upto").ok_or((whole, Problem::Absent("upto".into())))?;
    let ends = part("ends").map(|(name, raw)| read(name, raw));
    let lacking = part("lacking").map(|(name, raw)| read(name, raw));
    let basis = Basis {
        upto: read(name, made_from)?,
        ends: ends.transpose()?.unwrap_or_default(),
        lacking: lacking.transpose()?.unwrap_or_default(),
    };
    Ok((basis, made_from))
}

fn things(document: Entries<'_>) -> Result<Vec<Thing<'_>>, Bad<'_>> {
    let mut things = Vec::new();
    for (name, raw) in document {
        let prefix = match &*name {
            "format" | "upto" | "ends" | "lacking" | "conflicts" | "check" => continue,
            "programme" => {
                things.push(Thing {
                    is_listed: false,
                    entity: name,
                    whole: raw,
                    fields: object(raw)?,
                });
                continue;
            }
            "kinds" => "kind:",
            "ministries" => "ministry:",
            "platforms" | "others" => "",
            _ => return Err((raw, Problem::Unknown(name))),
        };
        for item in read::<Vec<&RawValue>>(&name, raw)? {
            let mut listed = thing(prefix, item)?;
            listed.is_listed = name != "others";
            let milestones = listed
                .fields
                .iter()
                .position(|(name, _)| name == "milestones");
            if let Some(place) = milestones.filter(|_| name == "platforms") {
                let (name, raw) = listed.fields.remove(place);
                let prefix = format!("{}/", listed.entity);
                for item in read::<Vec<&RawValue>>(&name, raw)? {
                    things.push(thing(&prefix, item)?);
                }
            }
            things.push(listed);
        }
    }
    Ok(things)
}

fn thing<'a>(prefix: &str, whole: &'a RawValue) -> Result<Thing<'a>, Bad<'a>> {
    let mut fields = object(whole)?;
    let place = fields.iter().position(|(name, _)| name == "id");
    let place = place.ok_or_else(|| (whole, Problem::Absent("id".into())))?;
    let (name, id) = fields.remove(place);
    let id: String = read(&name, id)?;
    Ok(Thing {
        is_listed: true,
        entity: format!("{prefix}{id}"),
        whole,
        fields,
    })
}

fn compare<'a>(
    thing: &Thing<'a>,
    known: Option<&BTreeMap<&str, Value>>,
    offset: impl Fn(&RawValue) -> usize,
    out: &mut Vec<Difference>,
) -> Result<(), Bad<'a>> {
    let mut put = |field: &str, was: Option<&Value>, to, raw| {
        if was != Option::as_ref(&to) {
            out.push(Difference {
                entity: thing.entity.clone(),
                field: field.to_owned(),
                was: was.cloned(),
                to,
                over: Vec::new(),
                offset: offset(raw),
                is_left_out: false,
            });
        }
    };
    let is_known = known.is_some_and(|known| !thing.is_listed || known.contains_key(ADDED));
    if !is_known && thing.entity != "programme" {
        put(ADDED, None, Some(Value::Bool(true)), thing.whole);
    }
    for (field, raw) in &thing.fields {
        if field == ADDED {
            return Err((raw, Problem::Unknown(field.clone())));
        }
        let was = known.and_then(|known| known.get(&**field));
        put(field, was, read(field, raw)?, raw);
    }
    let names: HashSet<&str> = thing.fields.iter().map(|(name, _)| &**name).collect();
    let taken_out = known.into_iter().flatten();
    let taken_out = taken_out.filter(|(field, _)| **field != ADDED && !names.contains(*field));
    for (field, was) in taken_out {
        put(field, Some(was), None, thing.whole);
    }
    Ok(())
}

/// The values of an object; each name once.
fn object(raw: &RawValue) -> Result<Entries<'_>, Bad<'_>> {
    let Pairs(entries) =
        serde_json::from_str(raw.get()).map_err(|_| (raw, Problem::Shape("{ }".into())))?;
    let mut seen = HashSet::new();
    for (name, raw) in &entries {
        if !seen.insert(name) {
            return Err((raw, Problem::Twice(name.clone())));
        }
    }
    Ok(entries)
}

fn read<'a, T: Deserialize<'a>>(name: &str, raw: &'a RawValue) -> Result<T, Bad<'a>> {
    serde_json::from_str(raw.get()).map_err(|_| (raw, Problem::Shape(name.to_owned())))
}

/// An object with every name that it has, also those that it has twice.
struct Pairs<'a>(Entries<'a>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> de::Visitor<'de> for Collect {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Pairs(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
