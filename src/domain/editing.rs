//! How typed values become edits: each read by its field, all held to the rules of what they belong to.

use jiff::civil::Date;

use super::field::{Field, Owner};
use super::id::{Entity, MilestoneId};
use super::milestone::{Milestone, State};
use super::operation::{Edit, Plan, Refusal};
use super::planner::{LastDay, Planner, edit};
use super::together::{OF_HOLD, keep_sense};
use super::value::Value;

impl Planner<'_> {
    pub(super) fn set(&self, target: &Entity, name: &str, text: &str) -> Result<Plan, Refusal> {
        if let (Entity::Milestone(id), "progress") = (target, name) {
            let value = self.read(target, name, text)?.to;
            let reached = value.as_ref().and_then(Value::as_u32).unwrap_or(0);
            return self.progress(id, reached, LastDay::Given(None));
        }
        let fields = [(name.to_owned(), text.to_owned())];
        self.edit(std::slice::from_ref(target), &fields)
    }

    pub(super) fn edit(
        &self,
        targets: &[Entity],
        fields: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let mut edits = Vec::new();
        for target in targets {
            let mut own = Draft(Vec::new());
            for (name, text) in fields {
                own.0.push(self.read(target, name, text)?);
            }
            match target {
                Entity::Milestone(id) => self.settle(id, &mut own)?,
                Entity::Platform(id) => self.settle_name(id, &mut own),
                _ => {}
            }
            edits.append(&mut own.0);
        }
        self.settle_list(&edits)?;
        if edits.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Plan {
            action: "set",
            edits,
        })
    }

    /// The typed text as a value of the field.
    fn read(&self, target: &Entity, name: &str, text: &str) -> Result<Edit, Refusal> {
        self.listed(target)?;
        let field = Owner::of(target).and_then(|owner| Field::find(owner, name));
        let field = field.ok_or_else(|| Refusal::UnknownField(target.clone(), name.to_owned()))?;
        let value = field
            .parse(text, self.present(target, name), self.occasion.today)
            .map_err(|bad| Refusal::BadValue(name.to_owned(), bad))?;
        Ok(Edit {
            entity: target.clone(),
            field: name.to_owned(),
            to: value,
        })
    }

    /// The present value of a date, from which `+2w` counts.
    fn present(&self, target: &Entity, field: &str) -> Option<Date> {
        self.programme.value(target, field)?.as_date()
    }

    /// Holds the new values of a milestone to its rules, and adds what follows from them.
    pub(super) fn settle(&self, id: &MilestoneId, draft: &mut Draft) -> Result<(), Refusal> {
        let milestone = self.milestone(id)?;
        self.settle_count(id, milestone, draft)?;
        self.settle_dates(id, milestone, draft)?;
        settle_baseline(id, milestone, draft)?;
        settle_state(id, draft);
        keep_sense(self.programme, &draft.0)
    }

    /// All reached is done, today unless said otherwise; fewer is not done.
    fn settle_count(
        &self,
        id: &MilestoneId,
        milestone: &Milestone,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let number = |value: Option<&Value>| value.and_then(Value::as_u32);
        let target = draft.given("target").map_or(milestone.target, number);
        let Some(reached) = draft.given("progress") else {
            return Ok(());
        };
        let reached = number(reached).unwrap_or(0);
        let target = target.ok_or(Refusal::NotCounted)?;
        if reached > target {
            return Err(Refusal::OutOfRange(target));
        }
        if draft.given("actual").is_none() && (reached == target) != milestone.is_done() {
            let today = Value::from(self.occasion.today);
            let actual = (reached == target).then_some(today);
            draft.0.push(edit(id, "actual", actual));
        }
        Ok(())
    }

    fn settle_dates(
        &self,
        id: &MilestoneId,
        milestone: &Milestone,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        for (field, date) in [
            ("actual", draft.date("actual")),
            ("started", draft.date("started")),
        ] {
            date.map(|date| self.not_future(field, date)).transpose()?;
        }
        let is_done = draft
            .given("actual")
            .map_or(milestone.is_done(), |actual| actual.is_some());
        if let Some(forecast) = draft.date("forecast")
            && Some(forecast) != milestone.forecast
            && forecast < self.occasion.today
            && !is_done
        {
            return Err(Refusal::PastForecast(forecast));
        }
        if draft.date("actual").is_some()
            && milestone.state != State::Open
            && draft.given("state").is_none()
        {
            draft.end_hold(id);
        }
        Ok(())
    }
}

/// A baseline is replaced only by a rebaseline with its own document; the first one stays visible.
fn settle_baseline(
    id: &MilestoneId,
    milestone: &Milestone,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let (Some(new), Some(old)) = (draft.given("baseline"), milestone.baseline) else {
        return Ok(());
    };
    // By hand the first one is only given where a lost line had said it.
    if new.and_then(Value::as_date) == Some(old) || draft.given("original_baseline").is_some() {
        return Ok(());
    }
    if draft.given("baseline_document").flatten().is_none() {
        return Err(Refusal::NeedsDocument);
    }
    if milestone.original_baseline.is_none() {
        draft
            .0
            .push(edit(id, "original_baseline", Some(old.into())));
    }
    Ok(())
}

/// Open is what a milestone without a state is: one way to say it.
fn settle_state(id: &MilestoneId, draft: &mut Draft) {
    let state = draft.given("state");
    if state.is_some_and(|state| State::of(state) == State::Open) {
        draft.clear("state");
        draft.end_hold(id);
    }
}

/// The new values of one thing.
pub(super) struct Draft(pub(super) Vec<Edit>);

impl Draft {
    pub(super) fn put(&mut self, entity: &Entity, field: &str, to: Option<Value>) {
        self.0.push(super::arrange::edit(entity, field, to));
    }

    /// The new value of a field; `None` when it gets none.
    #[expect(clippy::option_option, reason = "no new value is not an empty one")]
    pub(super) fn given(&self, field: &str) -> Option<Option<&Value>> {
        let edit = self.0.iter().find(|edit| edit.field == field);
        edit.map(|edit| edit.to.as_ref())
    }

    fn clear(&mut self, field: &str) {
        let edits = self.0.iter_mut().filter(|edit| edit.field == field);
        edits.for_each(|edit| edit.to = None);
    }

    /// A hold goes with its reason and document, where nothing else is said of them.
    fn end_hold(&mut self, id: &MilestoneId) {
        for field in OF_HOLD {
            if self.given(field).is_none() {
                self.0.push(edit(id, field, None));
            }
        }
    }

    fn date(&self, field: &str) -> Option<Date> {
        self.given(field).flatten().and_then(Value::as_date)
    }
}
