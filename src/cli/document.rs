//! Platforms and milestones as JSON: the objects of the contract, to which `show` adds.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::output::part;
use crate::domain::field::{Field, Owner};
use crate::domain::fields::Values;
use crate::domain::milestone::{Document, Note};
use crate::domain::{Id, Milestone, Platform, Status, Summary, assess};
use crate::setup::Setup;

/// A JSON object that can be added to.
pub(super) type Object = Map<String, Value>;

/// The object of a platform in `list`.
pub(super) fn platform(setup: &Setup, summary: &Summary, platform: &Platform) -> Object {
    let tally = summary.platform(&platform.id);
    object(json!({
        "platform": platform.id.as_str(),
        "ministry": platform.ministry.as_ref().map(Id::as_str),
        "name": platform.name.get(setup.lang),
        "name_vi": platform.name.vi,
        "name_fr": platform.name.fr,
        "name_en": platform.name.en,
        "done": tally.done(),
        "total": tally.total(),
        "progress": part(tally.progress.done),
        "expected": part(tally.progress.expected),
        "rag": summary.rag(&platform.id).code(),
        "overdue": tally.count(Status::Overdue),
    }))
}

/// The object of a milestone in `list --milestones`.
pub(super) fn milestone(setup: &Setup, platform: &Platform, milestone: &Milestone) -> Object {
    let assessment = assess(milestone, &setup.thresholds(), setup.as_of());
    object(json!({
        "platform": platform.id.as_str(),
        "milestone": milestone.kind.as_str(),
        "ministry": platform.ministry.as_ref().map(Id::as_str),
        "status": assessment.status.code(),
        "done": milestone.is_done(),
        "reached": milestone.reached(),
        "target": milestone.target.unwrap_or(1),
        "baseline": date(milestone.baseline),
        "forecast": date(milestone.forecast),
        "actual": date(milestone.actual),
        "slippage_days": assessment.slippage,
        "evidence": milestone.documents().map(document).collect::<Value>(),
    }))
}

/// What `show` says of a milestone besides.
pub(super) fn more(setup: &Setup, milestone: &Milestone) -> Object {
    let assessment = assess(milestone, &setup.thresholds(), setup.as_of());
    object(json!({
        "baseline_document": milestone.baseline_document,
        "original_baseline": date(milestone.original_baseline),
        "started": date(milestone.started),
        "unverified": assessment.unverified,
        "stale": assessment.stale,
        "rebaselined": assessment.rebaselined,
        "reason": milestone.values.text("reason"),
        "notes": notes(milestone.notes.values()),
        "fields": fields(Owner::Milestone, &milestone.values),
    }))
}

/// Every field of the table that a thing has a value of, by its recorded name.
pub(super) fn fields(owner: Owner, values: &Values) -> Value {
    let fields = Field::of(owner).filter_map(|field| Some((field.name, values.get(field.name)?)));
    let fields: Map<String, Value> = fields
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    fields.into()
}

/// Remarks, oldest first.
pub(super) fn notes<'n>(notes: impl Iterator<Item = &'n Note>) -> Value {
    notes
        .map(|note| {
            let touch = note.touch.as_ref();
            json!({
                "text": note.text,
                "by": touch.map(|touch| touch.by.clone()),
                "at": touch.map(|touch| touch.at.to_string()),
            })
        })
        .collect()
}

/// The ministries that owned a platform before, the first one first.
pub(super) fn former_owners(platform: &Platform) -> Value {
    platform
        .former_owners()
        .iter()
        .map(|owner| {
            json!({
                "ministry": owner.ministry.as_str(),
                "since": date(owner.since),
                "until": date(owner.until),
                "document": owner.document,
            })
        })
        .collect()
}

fn document(document: &Document) -> Value {
    json!({
        "number": document.number,
        "date": date(document.date),
        "title": document.title,
        "link": document.link,
    })
}

fn date(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}
