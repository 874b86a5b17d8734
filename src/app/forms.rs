//! Opening forms on what the cursor or the selection stands for, and saving them.

use std::collections::HashSet;

use super::action::Action;
use super::board::Pane;
use super::commands::{MANY, ask, commit, counted, targets};
use super::effect::Effect;
use super::form::{Form, Judge, Purpose};
use super::mode::{Mode, Question};
use super::model::{LastChange, Model, ToastKind};
use crate::domain::{Entity, MilestoneId, Operation, Value};

/// Most values of before that a field offers again.
const RECALLED: usize = 50;

/// Opens the form that an action asks for.
pub(super) fn open(model: &mut Model, action: Action) {
    let (purpose, about) = match action {
        Action::Dates => (Purpose::Dates, milestones(model)),
        Action::Evidence => (Purpose::Evidence, milestones(model)),
        Action::Hold => (Purpose::Hold, subjects(model)),
        Action::Note => (Purpose::Note, subjects(model)),
        Action::People => (Purpose::People, owners(model)),
        Action::SetCount => (
            Purpose::Count,
            counted(model).map(|(id, ..)| vec![Entity::Milestone(id)]),
        ),
        _ => (Purpose::Everything, subjects(model)),
    };
    if let Some(about) = about {
        show(model, purpose, about);
    }
}

/// Opens the form that asks for the day on which the last was reached.
pub(super) fn ask_last_day(model: &mut Model, target: MilestoneId) {
    if ask_proof(model, std::slice::from_ref(&target)) {
        return;
    }
    show(model, Purpose::LastDay, vec![Entity::Milestone(target)]);
}

/// Opens the form that asks for the document without which these cannot be done; says whether they need one.
pub(super) fn ask_proof(model: &mut Model, targets: &[MilestoneId]) -> bool {
    if !model.settings.evidence_required() {
        return false;
    }
    let found = targets
        .iter()
        .filter_map(|id| Some((id, model.programme.milestone(id)?)));
    let open: Vec<_> = found
        .filter(|(_, milestone)| !milestone.is_done())
        .collect();
    let needs = open
        .iter()
        .any(|(_, milestone)| milestone.documents().next().is_none());
    if needs {
        let about = open.iter().map(|(id, _)| Entity::Milestone((*id).clone()));
        let about = about.collect();
        show(model, Purpose::Proof, about);
    }
    needs
}

pub(super) fn show(model: &mut Model, purpose: Purpose, about: Vec<Entity>) {
    match Form::new(purpose, about, &judge(model)) {
        Some(form) => model.mode = Mode::Form(Box::new(form)),
        None => model.say(ToastKind::Refused, model.lang.nothing_to_fill_in()),
    }
}

fn judge(model: &Model) -> Judge<'_> {
    Judge {
        programme: &model.programme,
        today: model.today,
        lang: model.lang,
        evidence_required: model.settings.evidence_required(),
    }
}

fn milestones(model: &mut Model) -> Option<Vec<Entity>> {
    targets(model).map(|targets| targets.into_iter().map(Entity::Milestone).collect())
}

/// What is selected, else what the row of the cursor stands for; says so when that is nothing that can be edited.
pub(super) fn subjects(model: &mut Model) -> Option<Vec<Entity>> {
    if !model.board.selection.is_empty() {
        return Some(model.board.selection.entities());
    }
    let (board, programme) = (&model.board, &model.programme);
    let found = match board.focus {
        Pane::Ministries => board
            .ministry(programme)
            .map(|id| vec![Entity::Ministry(id.clone())]),
        Pane::Platforms => board
            .platform(programme)
            .map(|platform| vec![Entity::Platform(platform.id.clone())]),
        Pane::Milestones => return milestones(model),
    };
    if found.is_none() {
        model.say(ToastKind::Refused, model.lang.choose_row_first());
    }
    found
}

/// The platforms or ministries whose people are asked for: of a milestone, its platform.
fn owners(model: &mut Model) -> Option<Vec<Entity>> {
    let mut seen = HashSet::new();
    let owners = subjects(model)?.into_iter().map(|entity| match entity {
        Entity::Milestone(id) => Entity::Platform(id.platform),
        other => other,
    });
    Some(owners.filter(|owner| seen.insert(owner.clone())).collect())
}

/// Runs an action in a form.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Form(form) = &mut model.mode else {
        return Vec::new();
    };
    let was_leaving = std::mem::take(&mut form.is_leaving);
    match action {
        Action::NextField => form.turn(true),
        Action::PreviousField => form.turn(false),
        Action::Older => recall(model, true),
        Action::Newer => recall(model, false),
        Action::Accept => return accept(model),
        Action::Editor => return vec![Effect::EditText(form.row().entry.input.value().to_owned())],
        Action::Back if form.is_changed() && !was_leaving => form.is_leaving = true,
        Action::Back => model.mode = Mode::Board,
        _ => {}
    }
    Vec::new()
}

/// Judges the form anew after something was typed.
pub(super) fn typed(model: &mut Model) {
    let Mode::Form(mut form) = std::mem::take(&mut model.mode) else {
        return;
    };
    form.judge(&judge(model));
    model.mode = Mode::Form(form);
}

/// What others have recorded shows in the form that is open.
pub(super) fn refresh(model: &mut Model) {
    model.mode = match std::mem::take(&mut model.mode) {
        Mode::Form(mut form) => {
            form.refresh(&judge(model));
            Mode::Form(form)
        }
        other => other,
    };
}

/// A text from the user's editor takes the place of what was typed.
pub(super) fn edited(model: &mut Model, text: &str) {
    if let Mode::Form(form) = &mut model.mode {
        form.put(text.trim().to_owned());
        typed(model);
    }
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let Mode::Form(mut form) = std::mem::take(&mut model.mode) else {
        return Vec::new();
    };
    let operation = form.judge(&judge(model));
    let is_wrong = form.error.is_some() || form.rows.iter().any(|row| row.entry.error.is_some());
    let Some(operation) = operation else {
        if is_wrong {
            form.go_to_error();
            model.mode = Mode::Form(form);
        } else {
            model.say(ToastKind::Info, model.lang.nothing_to_do());
        }
        return Vec::new();
    };
    if let (Purpose::Count, Some(target)) = (form.purpose, reaches_all(model, &operation)) {
        ask_last_day(model, target);
        return Vec::new();
    }
    remember(model, &form, &operation);
    if operation.count() > MANY {
        ask(model, Question::Many(operation, Some(form)));
        return Vec::new();
    }
    save(model, operation, form)
}

/// Records what a form asks for; the form comes back when it is refused.
pub(super) fn save(model: &mut Model, operation: Operation, form: Box<Form>) -> Vec<Effect> {
    let effects = commit(model, operation);
    if let Some(pending) = model.pending.back_mut() {
        pending.form = Some(form);
    }
    effects
}

/// The counted milestone of which all would be reached.
fn reaches_all(model: &Model, operation: &Operation) -> Option<MilestoneId> {
    let Operation::Set {
        target: Entity::Milestone(id),
        text,
        ..
    } = operation
    else {
        return None;
    };
    let target = model.programme.milestone(id)?.target?;
    (text.parse() == Ok(target)).then(|| id.clone())
}

/// Keeps what was typed, to be repeated and recalled.
fn remember(model: &mut Model, form: &Form, operation: &Operation) {
    for row in form.rows.iter().filter(|row| row.is_changed()) {
        let text = row.text().to_owned();
        let typed = model.typed.entry(row.field.name).or_default();
        typed.retain(|other| *other != text);
        typed.insert(0, text);
        typed.truncate(RECALLED);
    }
    model.last_change = Some(match (form.purpose, operation) {
        (Purpose::Count, Operation::Set { text, .. }) => {
            LastChange::Count(text.parse().unwrap_or(0))
        }
        (Purpose::LastDay | Purpose::Proof, _) => LastChange::Done,
        (_, operation) => LastChange::Form(operation.clone()),
    });
}

/// A form's change once more, on what the cursor or the selection stands for.
pub(super) fn repeat(model: &mut Model, operation: Operation) -> Vec<Effect> {
    let again = match operation {
        Operation::Evidence { number, parts, .. } => {
            targets(model).map(|targets| Operation::Evidence {
                targets,
                number,
                parts,
            })
        }
        Operation::Note { text, .. } => {
            subjects(model).map(|targets| Operation::Note { targets, text })
        }
        Operation::Move { fields, .. } => {
            super::arrange::platforms(model).map(|platforms| Operation::Move { platforms, fields })
        }
        Operation::Archive { fields, .. } => {
            subjects(model).map(|targets| Operation::Archive { targets, fields })
        }
        Operation::Edit { fields, .. } => {
            subjects(model).map(|targets| Operation::Edit { targets, fields })
        }
        _ => None,
    };
    again.map_or_else(Vec::new, |again| {
        super::commands::commit_or_ask(model, again)
    })
}

fn recall(model: &mut Model, older: bool) {
    let Mode::Form(form) = &mut model.mode else {
        return;
    };
    let field = form.row().field;
    let entity = form.targets[0].clone();
    let mut values = model.typed.get(field.name).cloned().unwrap_or_default();
    for value in others(model, &entity, field.name) {
        if values.len() < RECALLED && !values.contains(&value) {
            values.push(value);
        }
    }
    if let Mode::Form(form) = &mut model.mode {
        form.recall(&values, older);
    }
    typed(model);
}

/// The values that the field has on other things of the kind.
fn others(model: &Model, like: &Entity, field: &str) -> Vec<String> {
    let programme = &model.programme;
    let platforms = programme.platforms();
    let values: Box<dyn Iterator<Item = &Value>> = match like {
        Entity::Milestone(_) => Box::new(
            platforms
                .flat_map(crate::domain::Platform::milestones)
                .filter_map(|milestone| milestone.values.get(field)),
        ),
        Entity::Platform(_) => {
            Box::new(platforms.filter_map(|platform| platform.values.get(field)))
        }
        Entity::Ministry(_) => Box::new(
            programme
                .ministries()
                .filter_map(|(_, ministry)| ministry.values.get(field)),
        ),
        Entity::Programme | Entity::Kind(_) => Box::new(std::iter::empty()),
    };
    let shown = |value: &Value| match value.as_date() {
        Some(date) => model.lang.date(date),
        None => value.to_string(),
    };
    let mut seen = HashSet::new();
    values
        .filter(|value| seen.insert((*value).clone()))
        .take(RECALLED)
        .map(shown)
        .collect()
}
