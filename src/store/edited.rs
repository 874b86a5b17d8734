//! A `store.json` that somebody has edited by hand: what it says now beside what it said when it was written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::fold::Fold;
use super::line::LineId;
use crate::domain::Value;
use crate::domain::change::ADDED;

/// The document was edited by hand; it is not written over before that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("store.json was edited by hand")]
pub struct HandEdited;

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
}

type Fields = BTreeMap<String, Option<Value>>;

#[derive(Deserialize)]
struct Document {
    upto: BTreeMap<String, LineId>,
    #[serde(default)]
    programme: Fields,
    #[serde(default)]
    kinds: Vec<Thing>,
    #[serde(default)]
    ministries: Vec<Thing>,
    #[serde(default)]
    platforms: Vec<Platform>,
    #[serde(default)]
    others: Vec<Thing>,
}

#[derive(Deserialize)]
struct Thing {
    id: String,
    #[serde(flatten)]
    fields: Fields,
}

#[derive(Deserialize)]
struct Platform {
    id: String,
    #[serde(default)]
    milestones: Vec<Thing>,
    #[serde(flatten)]
    fields: Fields,
}

impl Document {
    fn things(self) -> Vec<(String, Fields)> {
        let mut things = vec![("programme".to_owned(), self.programme)];
        things.extend(
            self.kinds
                .into_iter()
                .map(|thing| (format!("kind:{}", thing.id), thing.fields)),
        );
        things.extend(
            self.ministries
                .into_iter()
                .map(|thing| (format!("ministry:{}", thing.id), thing.fields)),
        );
        for platform in self.platforms {
            let milestones = platform.milestones.into_iter();
            things.extend(
                milestones.map(|thing| (format!("{}/{}", platform.id, thing.id), thing.fields)),
            );
            things.push((platform.id, platform.fields));
        }
        things.extend(
            self.others
                .into_iter()
                .map(|thing| (thing.id, thing.fields)),
        );
        things
    }
}

/// What was changed in the document since the lines that it was written from. Things that were taken out are not changed:
/// nothing is removed by leaving it out.
///
/// # Errors
/// When it cannot be read; the reason ends with line and column.
pub fn differences(text: &str, fold: &Fold) -> Result<Vec<Difference>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let then = fold.upto(&document.upto);
    let state = then.state();
    let mut differences = Vec::new();
    for (entity, now) in document.things() {
        let nothing = BTreeMap::new();
        let then = state.get(entity.as_str()).unwrap_or(&nothing);
        let names: BTreeSet<&str> = now
            .keys()
            .map(String::as_str)
            .chain(then.keys().copied())
            .collect();
        for field in names.into_iter().filter(|field| *field != ADDED) {
            let (was, to) = (then.get(field).cloned(), now.get(field).cloned().flatten());
            if was != to {
                differences.push(Difference {
                    entity: entity.clone(),
                    field: field.to_owned(),
                    was,
                    to,
                });
            }
        }
    }
    Ok(differences)
}
