//! How edits of the readable state by hand become edits like any other, held to the same rules.

use super::change::ARCHIVED;
use super::field::{BadValue, Field, Owner};
use super::id::Entity;
use super::operation::{Edit, Plan, Refusal};
use super::planner::Planner;
use super::value::Value;

impl Planner<'_> {
    /// Every value is held to the rules that hold where it is typed; fields that cannot be set by name keep their kind.
    pub(super) fn hand_edit(&self, edits: &[Edit]) -> Result<Plan, Refusal> {
        let mut all = edits.to_vec();
        for edit in edits {
            self.allows(edit)?;
            if let (Entity::Platform(id), "ministry") = (&edit.entity, edit.field.as_str()) {
                self.owner(edit.to.as_ref())?;
                let platform = self.programme.platform(id);
                let today = Value::from(self.occasion.today);
                all.extend(
                    platform
                        .map(|platform| self.transfer(platform, today, None))
                        .into_iter()
                        .flatten(),
                );
            }
        }
        self.leaves_no_platforms(edits)?;
        self.settle_list(edits)?;
        Ok(Plan {
            action: "hand-edit",
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
        let field = Owner::of(entity).and_then(|owner| Field::recorded(owner, name));
        let (Some(field), Some(value)) = (field, to) else {
            return Ok(());
        };
        let read = field
            .parse(&value.to_string(), None, self.occasion.today)
            .map_err(|bad| Refusal::BadValue(name.clone(), bad))?;
        if read.as_ref() != Some(value) {
            return Err(Refusal::BadValue(
                name.clone(),
                BadValue::Form(value.to_string()),
            ));
        }
        if let ("actual" | ARCHIVED, Some(date)) = (name.as_str(), value.as_date()) {
            let name = if name == ARCHIVED { ARCHIVED } else { "actual" };
            self.not_future(name, date)?;
        }
        if let (Entity::Milestone(id), "progress", Some(reached)) =
            (entity, name.as_str(), value.as_u32())
        {
            let goal = self.milestone(id)?.target.ok_or(Refusal::NotCounted)?;
            if reached > goal {
                return Err(Refusal::OutOfRange(goal));
            }
        }
        Ok(())
    }
}
