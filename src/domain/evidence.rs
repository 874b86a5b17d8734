//! How documents become edits: what proves a milestone.

use jiff::civil::Date;

use super::field::BadValue;
use super::fields::DOCUMENT;
use super::id::{Entity, MilestoneId};
use super::milestone::{Document, Milestone};
use super::operation::{Edit, Plan, Refusal};
use super::planner::{Planner, edit};
use super::value::Value;

impl Planner<'_> {
    pub(super) fn evidence(
        &self,
        targets: &[MilestoneId],
        number: &str,
        parts: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let mut edits = Vec::new();
        for (id, milestone) in self.milestones(targets)? {
            edits.push(document(id, milestone, number)?);
            let key = key(milestone, number);
            for (part, text) in parts {
                let value = self.read_part(part, text)?;
                edits.push(edit(id, &field(&key, part), value));
            }
        }
        Ok(Plan {
            action: "evidence",
            edits,
        })
    }

    /// Done, and proved by a document, at once.
    pub(super) fn prove(
        &self,
        targets: &[MilestoneId],
        on: Date,
        number: &str,
        parts: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let mut plan = self.done(targets, Some(on), None, None)?;
        let evidence = self.evidence(targets, number, parts)?;
        plan.edits.extend(evidence.edits);
        Ok(plan)
    }

    /// Refuses what would be done without a document.
    pub(super) fn proved(&self, plan: &Plan) -> Result<(), Refusal> {
        let given = |id: &MilestoneId| {
            let mut edits = plan.edits.iter();
            edits.any(|edit| {
                edit.entity == Entity::Milestone(id.clone())
                    && edit.field.starts_with("evidence.")
                    && edit.to.is_some()
            })
        };
        for edit in plan.edits.iter().filter(|edit| edit.field == "actual") {
            let Entity::Milestone(id) = &edit.entity else {
                continue;
            };
            let Some(milestone) = self.programme.milestone(id) else {
                continue;
            };
            let is_news = edit.to.is_some() && !milestone.is_done();
            if is_news && milestone.documents().next().is_none() && !given(id) {
                return Err(Refusal::NeedsEvidence);
            }
        }
        Ok(())
    }

    fn read_part(&self, part: &str, text: &str) -> Result<Option<Value>, Refusal> {
        let field = DOCUMENT.iter().find(|field| field.name == part);
        let unknown = || Refusal::UnknownName(part.to_owned());
        field
            .ok_or_else(unknown)?
            .parse(text, None, self.occasion.today)
            .map_err(|bad| Refusal::BadValue(part.to_owned(), bad))
    }

    pub(super) fn drop_evidence(
        &self,
        targets: &[MilestoneId],
        number: &str,
    ) -> Result<Plan, Refusal> {
        let mut edits = Vec::new();
        for (id, milestone) in self.milestones(targets)? {
            let key = key(milestone, number);
            let document = milestone.evidence.get(&key);
            let known = document.is_some_and(|document| *document != Document::default());
            let parts = DOCUMENT.iter().filter(|_| known);
            edits.extend(parts.map(|part| edit(id, &field(&key, part.name), None)));
        }
        if edits.is_empty() {
            return Err(Refusal::UnknownDocument(number.to_owned()));
        }
        Ok(Plan {
            action: "evidence",
            edits,
        })
    }
}

/// The edit that records a document by its number.
pub(super) fn document(
    id: &MilestoneId,
    milestone: &Milestone,
    number: &str,
) -> Result<Edit, Refusal> {
    let number = number.trim();
    if number.is_empty() {
        return Err(Refusal::Empty);
    }
    if number.len() > Value::MAX_TEXT {
        return Err(Refusal::BadValue("number".into(), BadValue::TooLong));
    }
    let field = field(&key(milestone, number), "number");
    Ok(edit(id, &field, Some(number.into())))
}

fn field(key: &str, part: &str) -> String {
    format!("evidence.{key}.{part}")
}

/// A document is known by its number, so that two people who record the same one record one document.
fn key(milestone: &Milestone, number: &str) -> String {
    let wanted = number.trim().to_lowercase();
    let known = milestone.evidence.iter().find(|(_, document)| {
        let number = document.number.as_deref().unwrap_or_default();
        number.to_lowercase() == wanted
    });
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    known.map_or_else(
        || wanted.chars().map(plain).take(64).collect(),
        |(key, _)| key.clone(),
    )
}
