//! How edits of the readable state by hand become edits like any other, held to the same rules.

use super::change::ARCHIVED;
use super::editing::Draft;
use super::field::{BadValue, Field, Owner};
use super::fields::{DOCUMENT, MOVE, NOTE};
use super::id::{Entity, Id};
use super::operation::{Edit, HAND_EDIT, Plan, Refusal};
use super::planner::Planner;
use super::platform::Platform;
use super::value::Value;

impl Planner<'_> {
    /// Every value is held to the rules that hold where it is typed; fields that cannot be set by name keep their kind.
    pub(super) fn hand_edit(&self, edits: &[Edit]) -> Result<Plan, Refusal> {
        let mut all = Vec::new();
        for of_one in edits.chunk_by(|a, b| a.entity == b.entity) {
            let mut draft = Draft(of_one.to_vec());
            for edit in of_one {
                self.allows(edit)?;
                if let (Entity::Platform(id), "ministry") = (&edit.entity, edit.field.as_str()) {
                    self.owner(edit.to.as_ref())?;
                    // It may say already who owned it before.
                    let is_told = of_one.iter().any(|edit| edit.field.starts_with("move."));
                    let owner = edit.to.as_ref().and_then(Value::as_text);
                    let is_moved =
                        |platform: &&Platform| platform.ministry.as_ref().map(Id::as_str) != owner;
                    let platform = self.programme.platform(id);
                    let platform = platform.filter(is_moved).filter(|_| !is_told);
                    let today = Value::from(self.occasion.today);
                    let transfer = platform.map(|platform| self.transfer(platform, today, None));
                    draft.0.extend(transfer.into_iter().flatten());
                }
            }
            if let Some(Entity::Milestone(id)) = of_one.first().map(|edit| &edit.entity)
                && self.milestone(id).is_ok()
            {
                self.settle(id, &mut draft)?;
            }
            all.append(&mut draft.0);
        }
        self.leaves_no_platforms(edits)?;
        self.settle_list(edits)?;
        Ok(Plan {
            action: HAND_EDIT,
            edits: all,
        })
    }

    fn allows(&self, edit: &Edit) -> Result<(), Refusal> {
        let Edit {
            entity,
            field: name,
            to,
        } = edit;
        // What is put away can be brought back by hand.
        if !(name.starts_with("archive") && self.programme.is_archived(entity)) {
            self.listed(entity)?;
        }
        let Some(field) = row(entity, name)? else {
            return to.as_ref().map_or(Ok(()), |value| is_text(name, value));
        };
        let Some(value) = to else {
            return Ok(());
        };
        // One that is empty is none.
        if name == "reason" && value.as_text().is_some_and(|text| text.trim().is_empty()) {
            return Err(Refusal::NeedsReason);
        }
        let read = field
            .parse(&value.to_string(), None, self.occasion.today)
            .map_err(|bad| Refusal::BadValue(name.clone(), bad))?;
        if read.as_ref() != Some(value) {
            return Err(bad_form(name, value));
        }
        if let (ARCHIVED, Some(date)) = (name.as_str(), value.as_date()) {
            self.not_future(ARCHIVED, date)?;
        }
        Ok(())
    }
}

/// The row of a field: in the table, or that of a remark or of a part of a document, which have a key in their name.
fn row(entity: &Entity, name: &str) -> Result<Option<&'static Field>, Refusal> {
    let is_key = |key: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
        (1..=64).contains(&key.chars().count()) && key.chars().all(is_plain)
    };
    let keyed = if let Some(key) = name.strip_prefix("note.") {
        is_key(key).then_some(&NOTE)
    } else if let Some(rest) = name.strip_prefix("evidence.") {
        let parts = rest.rsplit_once('.').filter(|(key, _)| is_key(key));
        let parts = parts.filter(|_| matches!(entity, Entity::Milestone(_)));
        parts.and_then(|(_, part)| DOCUMENT.iter().find(|row| row.name == part))
    } else if let Some(rest) = name.strip_prefix("move.") {
        let parts = rest.rsplit_once('.').filter(|(key, _)| is_key(key));
        let parts = parts.filter(|_| matches!(entity, Entity::Platform(_)));
        parts.and_then(|(_, part)| match part {
            "from" => Field::recorded(Owner::Platform, "ministry"),
            "on" => Some(&MOVE[0]),
            "document" => Some(&MOVE[1]),
            _ => None,
        })
    } else if name == "original_baseline" {
        Field::find(Owner::Milestone, "baseline")
    } else {
        return Ok(Owner::of(entity).and_then(|owner| Field::recorded(owner, name)));
    };
    let unknown = || Refusal::UnknownField(entity.clone(), name.to_owned());
    keyed.map(Some).ok_or_else(unknown)
}

/// What stands in no table is at least no empty and no endless text.
fn is_text(name: &str, value: &Value) -> Result<(), Refusal> {
    match value {
        Value::Text(text) if text.trim().is_empty() => Err(bad_form(name, value)),
        Value::Text(text) if text.len() > Value::MAX_TEXT => {
            Err(Refusal::BadValue(name.to_owned(), BadValue::TooLong))
        }
        _ => Ok(()),
    }
}

fn bad_form(name: &str, value: &Value) -> Refusal {
    Refusal::BadValue(name.to_owned(), BadValue::Form(value.to_string()))
}
