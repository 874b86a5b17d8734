//! The list from which a store starts: ministries, their platforms and the kinds of milestone owed for each.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::id::{Entity, Id, MilestoneId};
use super::lang::Lang;
use super::value::{Value, parse_iso_date};

/// The list that the program carries with it.
pub const EMBEDDED: &str = include_str!("../../assets/catalogue.json");

/// New things with the values of their fields, in the order of the list.
pub type Additions = Vec<(Entity, BTreeMap<String, Value>)>;

/// Why a catalogue was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Not JSON, or not of the right shape.
    #[error("{line}:{column}: {reason}")]
    Shape {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// A code that is no identifier.
    #[error("{place}: {id:?} is not an identifier (a-z, 0-9, '.', '_', '-'; at most 64)")]
    Id {
        /// Where in the file.
        place: String,
        /// What stands there.
        id: String,
    },
    /// The same code twice.
    #[error("{place}: the identifier {id:?} is used twice")]
    Twice {
        /// Where in the file the second one is.
        place: String,
        /// The code.
        id: String,
    },
    /// A date that is none.
    #[error("{place}: {date:?} is not a date (YYYY-MM-DD, 1945 to 2100)")]
    Date {
        /// Where in the file.
        place: String,
        /// What stands there.
        date: String,
    },
    /// Nothing to do in it.
    #[error("the catalogue has no {0}")]
    Empty(&'static str),
    /// A text that is too long to be recorded.
    #[error("{place}: the text is longer than {max} bytes", max = Value::MAX_TEXT)]
    TooLong {
        /// Where in the file.
        place: String,
    },
}

#[derive(Deserialize)]
struct File {
    programme: ProgrammeEntry,
    milestone_template: Vec<KindEntry>,
    ministries: Vec<MinistryEntry>,
}

#[derive(Deserialize)]
struct ProgrammeEntry {
    name: NamesEntry,
    #[serde(default)]
    legal_basis: Vec<LegalDocument>,
    monitor: Option<Monitor>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct LegalDocument {
    number: String,
    date: String,
}

#[derive(Deserialize)]
struct Monitor {
    name: NamesEntry,
}

#[derive(Deserialize)]
struct NamesEntry {
    #[serde(default)]
    vi: String,
    #[serde(default)]
    fr: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
struct KindEntry {
    id: String,
    short: NamesEntry,
    name: NamesEntry,
    weight: u32,
    target: Option<u32>,
    unit: Option<NamesEntry>,
    baseline: Option<BaselineEntry>,
}

#[derive(Deserialize)]
struct BaselineEntry {
    date: String,
    document: Option<String>,
}

#[derive(Deserialize)]
struct MinistryEntry {
    id: String,
    name: NamesEntry,
    abbreviation: Option<NamesEntry>,
    #[serde(default)]
    aliases: Vec<String>,
    note: Option<String>,
    platforms: Vec<PlatformEntry>,
}

#[derive(Deserialize)]
struct PlatformEntry {
    id: String,
    name: NamesEntry,
    name_status: Option<String>,
    name_source: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    note: Option<String>,
    weight: Option<u32>,
}

/// Reads a catalogue.
///
/// # Errors
/// Says what is wrong and where; nothing is taken from a catalogue with an error.
pub fn parse(json: &str) -> Result<Additions, CatalogueError> {
    let file: File =
        serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| shape(&error))?;
    if file.milestone_template.is_empty() {
        return Err(CatalogueError::Empty("milestone_template"));
    }
    if file
        .ministries
        .iter()
        .all(|ministry| ministry.platforms.is_empty())
    {
        return Err(CatalogueError::Empty("platforms"));
    }
    let mut reader = Reader::default();
    reader.programme(&file.programme)?;
    for (order, kind) in (0..).zip(&file.milestone_template) {
        reader.kind(order, kind)?;
    }
    for (order, ministry) in (0..).zip(&file.ministries) {
        reader.ministry(order, ministry)?;
    }
    Ok(reader.additions)
}

/// The parser repeats the place at the end of what it says; here it stands apart.
fn shape(error: &serde_json::Error) -> CatalogueError {
    let (line, column, text) = (error.line(), error.column(), error.to_string());
    let reason = text.strip_suffix(&format!(" at line {line} column {column}"));
    CatalogueError::Shape {
        line,
        column,
        reason: reason.unwrap_or(&text).to_owned(),
    }
}

/// A kind's code, with the fields that each milestone of it starts with.
type KindSeed = (Id, BTreeMap<String, Value>);

#[derive(Default)]
struct Reader {
    additions: Additions,
    seen: HashSet<String>,
    kinds: Vec<KindSeed>,
}

impl Reader {
    fn programme(&mut self, entry: &ProgrammeEntry) -> Result<(), CatalogueError> {
        let mut fields = Fields::new("programme".into());
        fields.names("name", &entry.name);
        if let Some(monitor) = &entry.monitor {
            fields.names("monitor", &monitor.name);
        }
        let basis: Vec<String> = entry
            .legal_basis
            .iter()
            .map(|document| format!("{} ({})", document.number, document.date))
            .collect();
        fields.text("legal_basis", &basis.join("\n"));
        fields.text("source", entry.source.as_deref().unwrap_or_default());
        self.add(Entity::Programme, fields)
    }

    fn kind(&mut self, order: u32, entry: &KindEntry) -> Result<(), CatalogueError> {
        let place = format!("milestone_template[{order}]");
        let id = self.id("kind", &entry.id, &place)?;
        let mut fields = Fields::new(place.clone());
        fields.names("short", &entry.short);
        fields.names("name", &entry.name);
        if let Some(unit) = &entry.unit {
            fields.names("unit", unit);
        }
        fields.put("weight", entry.weight.into());
        fields.put("order", order.into());
        self.add(Entity::Kind(id.clone()), fields)?;

        let mut seed = BTreeMap::new();
        if let Some(baseline) = &entry.baseline {
            let date = parse_iso_date(&baseline.date).ok_or_else(|| CatalogueError::Date {
                place: format!("{place}.baseline.date"),
                date: baseline.date.clone(),
            })?;
            seed.insert("baseline".to_owned(), date.into());
            if let Some(document) = &baseline.document {
                seed.insert("baseline_document".to_owned(), document.as_str().into());
            }
        }
        if let Some(target) = entry.target {
            seed.insert("target".to_owned(), target.into());
        }
        self.kinds.push((id, seed));
        Ok(())
    }

    fn ministry(&mut self, order: u32, entry: &MinistryEntry) -> Result<(), CatalogueError> {
        let place = format!("ministries[{order}]");
        let id = self.id("ministry", &entry.id, &place)?;
        let mut fields = Fields::new(place.clone());
        fields.names("name", &entry.name);
        if let Some(abbreviation) = &entry.abbreviation {
            fields.names("abbreviation", abbreviation);
        }
        fields.text("aliases", &entry.aliases.join("\n"));
        fields.text("remark", entry.note.as_deref().unwrap_or_default());
        fields.put("order", order.into());
        self.add(Entity::Ministry(id.clone()), fields)?;
        for (order, platform) in (0..).zip(&entry.platforms) {
            self.platform(&id, order, platform, &format!("{place}.platforms[{order}]"))?;
        }
        Ok(())
    }

    fn platform(
        &mut self,
        ministry: &Id,
        order: u32,
        entry: &PlatformEntry,
        place: &str,
    ) -> Result<(), CatalogueError> {
        let id = self.id("platform", &entry.id, place)?;
        let mut fields = Fields::new(place.to_owned());
        fields.names("name", &entry.name);
        fields.put("ministry", ministry.as_str().into());
        fields.text(
            "name_status",
            entry.name_status.as_deref().unwrap_or_default(),
        );
        fields.text(
            "name_source",
            entry.name_source.as_deref().unwrap_or_default(),
        );
        fields.text("aliases", &entry.aliases.join("\n"));
        fields.text("remark", entry.note.as_deref().unwrap_or_default());
        fields.put("order", order.into());
        if let Some(weight) = entry.weight {
            fields.put("weight", weight.into());
        }
        self.add(Entity::Platform(id.clone()), fields)?;
        for (kind, seed) in &self.kinds {
            let milestone = MilestoneId {
                platform: id.clone(),
                kind: kind.clone(),
            };
            self.additions
                .push((Entity::Milestone(milestone), seed.clone()));
        }
        Ok(())
    }

    fn id(&mut self, what: &str, id: &str, place: &str) -> Result<Id, CatalogueError> {
        let place = format!("{place}.id");
        if !self.seen.insert(format!("{what}:{id}")) {
            return Err(CatalogueError::Twice {
                place,
                id: id.to_owned(),
            });
        }
        id.parse().map_err(|_| CatalogueError::Id {
            place,
            id: id.to_owned(),
        })
    }

    fn add(&mut self, entity: Entity, fields: Fields) -> Result<(), CatalogueError> {
        let too_long = |value: &Value| {
            value
                .as_text()
                .is_some_and(|text| text.len() > Value::MAX_TEXT)
        };
        if let Some((field, _)) = fields.values.iter().find(|(_, value)| too_long(value)) {
            return Err(CatalogueError::TooLong {
                place: format!("{}.{field}", fields.place),
            });
        }
        self.additions.push((entity, fields.values));
        Ok(())
    }
}

struct Fields {
    place: String,
    values: BTreeMap<String, Value>,
}

impl Fields {
    const fn new(place: String) -> Self {
        Self {
            place,
            values: BTreeMap::new(),
        }
    }

    fn put(&mut self, field: &str, value: Value) {
        self.values.insert(field.to_owned(), value);
    }

    fn text(&mut self, field: &str, text: &str) {
        if !text.is_empty() {
            self.put(field, text.into());
        }
    }

    fn names(&mut self, stem: &str, names: &NamesEntry) {
        for (lang, name) in Lang::ALL.into_iter().zip([&names.vi, &names.fr, &names.en]) {
            self.text(&format!("{stem}_{lang}"), name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_has_15_ministries_55_platforms_and_495_milestones() {
        let additions = parse(EMBEDDED).unwrap();
        let count =
            |is: fn(&Entity) -> bool| additions.iter().filter(|(entity, _)| is(entity)).count();
        assert_eq!(count(|entity| matches!(entity, Entity::Kind(_))), 9);
        assert_eq!(count(|entity| matches!(entity, Entity::Ministry(_))), 15);
        assert_eq!(count(|entity| matches!(entity, Entity::Platform(_))), 55);
        assert_eq!(count(|entity| matches!(entity, Entity::Milestone(_))), 495);
    }

    #[test]
    fn a_damaged_catalogue_is_refused_with_its_place() {
        for (from, to, place) in [
            ("\"schema\": 1,", "\"schema\": 1", "3:3: "),
            (
                "\"id\": \"plan\"",
                "\"id\": \"../plan\"",
                "milestone_template[0].id",
            ),
            (
                "\"id\": \"finance\"",
                "\"id\": \"public-security\"",
                "ministries[1].id",
            ),
            (
                "\"2025-10-10\"",
                "\"2025-10-32\"",
                "milestone_template[0].baseline.date",
            ),
            ("\"weight\": 5,", "\"weight\": -5,", ": invalid value"),
        ] {
            let damaged = EMBEDDED.replacen(from, to, 1);
            assert_ne!(damaged, EMBEDDED, "{from}");
            let message = parse(&damaged).unwrap_err().to_string();
            assert!(message.contains(place), "{message}");
        }
    }

    #[test]
    fn a_name_is_as_long_as_a_text_may_be_and_no_longer() {
        let with_long = |length: usize| {
            let long = format!("\"{}\"", "x".repeat(length));
            parse(&EMBEDDED.replacen("\"Bộ Y tế\"", &long, 1))
        };
        let names: Vec<Value> = with_long(Value::MAX_TEXT)
            .unwrap()
            .into_iter()
            .filter(|(entity, _)| entity.to_string() == "ministry:health")
            .flat_map(|(_, fields)| {
                ["name_vi", "name_fr", "name_en"].map(|name| fields[name].clone())
            })
            .collect();
        assert_eq!(names[0].as_text().map(str::len), Some(Value::MAX_TEXT));
        assert_eq!(
            names[1..],
            ["Ministère de la Santé", "Ministry of Health"].map(Value::from)
        );
        for length in [Value::MAX_TEXT + 1, Value::MAX_TEXT + 2] {
            let message = with_long(length).unwrap_err().to_string();
            assert!(message.contains(".name_vi"), "{message}");
        }
    }

    #[test]
    fn an_empty_catalogue_is_refused() {
        let empty = r#"{"programme":{"name":{}},"milestone_template":[],"ministries":[]}"#;
        assert_eq!(
            parse(empty),
            Err(CatalogueError::Empty("milestone_template"))
        );
        assert!(matches!(parse(""), Err(CatalogueError::Shape { .. })));
    }
}
