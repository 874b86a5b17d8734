//! The list as it stands, in the format of a catalogue: what a new store, or an update of another one, can start from.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::id::{Entity, Id};
use super::lang::Names;
use super::programme::{Kind, Ministry, Platform, Programme};
use super::value::Value;

impl Programme {
    /// What is recorded of a thing of the list under a field of a catalogue; nothing where it is empty.
    pub(super) fn recorded(&self, entity: &Entity, field: &str) -> Option<Value> {
        let lines = |lines: &[String]| Some(lines.join("\n")).filter(|text| !text.is_empty());
        let text = match (entity, field) {
            (Entity::Programme, "legal_basis") => lines(&self.legal_basis),
            (Entity::Programme, "source") => Some(self.source.clone()),
            (Entity::Programme, _) => {
                named(field, &[("name", &self.name), ("monitor", &self.monitor)])
            }
            (Entity::Kind(id), _) if field.starts_with("unit_") => {
                named(field, &[("unit", &self.kind(id)?.unit)])
            }
            (Entity::Kind(id), "order") => return Some(self.kind(id)?.order.value()),
            (Entity::Ministry(id), "order") => return Some(self.ministry(id)?.order.value()),
            (Entity::Platform(id), "order") => return Some(self.platform(id)?.order.value()),
            (Entity::Ministry(id), "aliases") => lines(&self.ministry(id)?.aliases),
            (Entity::Ministry(id), "abbreviation_fr") => {
                named(field, &[("abbreviation", &self.ministry(id)?.abbreviation)])
            }
            (Entity::Platform(id), "aliases") => lines(&self.platform(id)?.aliases),
            _ => return self.value(entity, field).cloned(),
        };
        text.filter(|text| !text.is_empty()).map(Value::Text)
    }
}

/// The name that a field such as `name_vi` stands for.
fn named(field: &str, stems: &[(&str, &Names)]) -> Option<String> {
    let (stem, lang) = field.rsplit_once('_')?;
    let (_, names) = stems.iter().find(|(known, _)| *known == stem)?;
    Some(names.own(lang.parse().ok()?).to_owned())
}

/// The list as a catalogue. What only some platforms owe, and what is archived, is not in it; of due dates and numbers to
/// reach it has those that most platforms have.
#[must_use]
pub fn catalogue(programme: &Programme) -> Json {
    let kinds = programme.kinds().filter(|(_, kind)| !kind.extra);
    let ministries = programme.ministries();
    json!({
        "schema": 1,
        "programme": {
            "name": names(&programme.name),
            "legal_basis": programme.legal_basis.iter().map(|line| basis(line)).collect::<Vec<_>>(),
            "monitor": { "name": names(&programme.monitor) },
            "source": programme.source,
        },
        "milestone_template": kinds.map(|(id, kind)| template(programme, id, kind)).collect::<Vec<_>>(),
        "ministries": ministries.map(|(id, own)| ministry(programme, id, own)).collect::<Vec<_>>(),
    })
}

fn names(names: &Names) -> Json {
    let langs = [("vi", &names.vi), ("fr", &names.fr), ("en", &names.en)];
    let given = langs.into_iter().filter(|(_, name)| !name.is_empty());
    let given = given.map(|(lang, name)| (lang.to_owned(), json!(name)));
    Json::Object(given.collect())
}

/// `624/TB-VPCP (2025-11-16)` as number and date.
fn basis(line: &str) -> Json {
    let parts = line
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once(" ("));
    let (number, date) = parts.unwrap_or((line, ""));
    json!({ "number": number, "date": date })
}

fn template(programme: &Programme, id: &Id, kind: &Kind) -> Json {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), id.as_str().into());
    entry.insert("short".to_owned(), names(&kind.short));
    entry.insert("name".to_owned(), names(&kind.name));
    entry.insert("weight".to_owned(), kind.weight.into());
    let milestones = || {
        let platforms = programme.platforms();
        platforms.filter_map(|platform| platform.milestone(id))
    };
    if let Some(target) = most(milestones().map(|milestone| milestone.target)) {
        entry.insert("target".to_owned(), target.into());
    }
    if kind.unit != Names::default() {
        entry.insert("unit".to_owned(), names(&kind.unit));
    }
    let due = milestones().filter(|milestone| milestone.original_baseline.is_none());
    let due = due.map(|milestone| {
        let document = milestone.baseline_document.as_deref();
        milestone.baseline.map(|date| (date.to_string(), document))
    });
    if let Some((date, document)) = most(due) {
        let mut baseline = Map::new();
        baseline.insert("date".to_owned(), date.into());
        baseline.extend(document.map(|document| ("document".to_owned(), document.into())));
        entry.insert("baseline".to_owned(), Json::Object(baseline));
    }
    Json::Object(entry)
}

/// What most have.
fn most<T: Ord>(all: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut counts: BTreeMap<Option<T>, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
    most.0
}

fn ministry(programme: &Programme, id: &Id, ministry: &Ministry) -> Json {
    let platforms = programme.platforms_of(Some(id)).map(platform);
    let mut entry = Map::new();
    entry.insert("id".to_owned(), id.as_str().into());
    entry.insert("name".to_owned(), names(&ministry.name));
    if ministry.abbreviation != Names::default() {
        entry.insert("abbreviation".to_owned(), names(&ministry.abbreviation));
    }
    entry.insert("aliases".to_owned(), ministry.aliases.clone().into());
    put(&mut entry, "note", ministry.values.text("remark"));
    entry.insert("platforms".to_owned(), platforms.collect());
    Json::Object(entry)
}

fn platform(platform: &Platform) -> Json {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), platform.id.as_str().into());
    entry.insert("name".to_owned(), names(&platform.name));
    put(&mut entry, "name_status", platform.name_status.as_deref());
    put(
        &mut entry,
        "name_source",
        platform.values.text("name_source"),
    );
    entry.insert("aliases".to_owned(), platform.aliases.clone().into());
    put(&mut entry, "note", platform.values.text("remark"));
    if let Some(weight) = platform.values.get("weight").and_then(Value::as_u32) {
        entry.insert("weight".to_owned(), weight.into());
    }
    Json::Object(entry)
}

fn put(entry: &mut Map<String, Json>, key: &str, text: Option<&str>) {
    entry.extend(text.map(|text| (key.to_owned(), text.into())));
}
