//! A form: labelled fields in one popup, each with the value that stands, read and judged as it is typed.
//!
//! What is typed is judged by the same plan that will record it, so that the form and the store never disagree.

mod row;

use jiff::civil::Date;
use tui_input::InputRequest;

pub use row::Row;
use row::typed;

use super::additions;
use crate::domain::field::{Field, FieldType, Owner};
use crate::domain::fields::{DOCUMENT, NOTE};
use crate::domain::operation::Occasion;
use crate::domain::{Entity, Lang, MilestoneId, Operation, Programme, Refusal};

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Everything that can be set.
    Everything,
    /// When it was due, is expected, was done.
    Dates,
    /// On hold or cancelled, what stands in the way.
    Hold,
    /// Who answers for it.
    People,
    /// A remark.
    Note,
    /// A document that proves it.
    Evidence,
    /// Done, with the document that proves it.
    Proof,
    /// How many a counted milestone has reached.
    Count,
    /// The day on which all of a counted milestone were reached.
    LastDay,
    /// Something new in the list.
    Add(Owner),
    /// To another ministry.
    Move,
    /// Out of the list.
    Archive,
}

impl Purpose {
    /// The names of the fields of the table that it asks for, in this order; everything when there are none.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Dates => &[
                "forecast",
                "baseline",
                "baseline_document",
                "actual",
                "started",
            ],
            Self::Hold => &["state", "reason", "state_document", "obstacle", "proposal"],
            Self::People => &["focal_name", "focal_phone", "focal_email"],
            Self::Count => &["progress"],
            Self::LastDay => &["actual"],
            Self::Add(what) => additions::names(what),
            Self::Move => &additions::MOVE,
            Self::Archive => &additions::ARCHIVE,
            Self::Everything | Self::Note | Self::Evidence | Self::Proof => &[],
        }
    }

    fn fields(self, owner: Owner) -> Vec<&'static Field> {
        match (self, self.names()) {
            (Self::Note, _) => vec![&NOTE],
            (Self::Evidence, _) => DOCUMENT.iter().collect(),
            (Self::Proof, _) => {
                let actual = Field::find(owner, "actual");
                DOCUMENT.iter().chain(actual).collect()
            }
            (_, []) => Field::of(owner).collect(),
            (_, names) => names
                .iter()
                .filter_map(|name| Field::asked(owner, name))
                .collect(),
        }
    }
}

/// A form being filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is about.
    pub targets: Vec<Entity>,
    /// Its fields.
    pub rows: Vec<Row>,
    /// The field that is typed into.
    pub focus: usize,
    /// What is wrong with the whole.
    pub error: Option<String>,
    /// Whether saving was tried: then everything that is wrong is shown.
    pub is_tried: bool,
    /// Whether it is asked if what was typed may be thrown away.
    pub is_leaving: bool,
}

/// What a form needs to know to judge what is typed.
pub struct Judge<'a> {
    /// The programme as it stands.
    pub programme: &'a Programme,
    /// Today.
    pub today: Date,
    /// The language of what is said.
    pub lang: Lang,
    /// Whether nothing is done without a document that proves it.
    pub evidence_required: bool,
}

impl Form {
    /// A form with the values that stand; `None` when there is nothing to fill in for these things.
    #[must_use]
    pub fn new(purpose: Purpose, targets: Vec<Entity>, judge: &Judge<'_>) -> Option<Self> {
        let owner = match purpose {
            Purpose::Add(Owner::Milestone) => Owner::Kind,
            Purpose::Add(what) => what,
            _ => Owner::of(targets.first()?)?,
        };
        let rows: Vec<Row> = purpose
            .fields(owner)
            .into_iter()
            .map(|field| Row::new(field, offered(purpose, field, &targets, judge)))
            .collect();
        (!rows.is_empty()).then_some(Self {
            purpose,
            targets,
            rows,
            focus: 0,
            error: None,
            is_tried: false,
            is_leaving: false,
        })
    }

    /// The field that is typed into.
    #[must_use]
    pub fn row(&self) -> &Row {
        &self.rows[self.focus]
    }

    /// Whether anything was typed that would be lost.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.rows.iter().any(Row::is_changed)
    }

    /// To another field, round and round.
    pub(super) fn turn(&mut self, forwards: bool) {
        let step = if forwards { 1 } else { self.rows.len() - 1 };
        self.focus = (self.focus + step) % self.rows.len();
        self.rows[self.focus].entry.offer();
    }

    /// Edits the field that is typed into.
    pub(super) fn edit(&mut self, request: InputRequest, lang: Lang) {
        self.rows[self.focus].edit(request, lang);
    }

    /// Puts a text into the field that is typed into.
    pub(super) fn put(&mut self, text: String) {
        self.rows[self.focus].put(text);
    }

    /// Puts one of the values of before, older or newer, the latest first.
    pub(super) fn recall(&mut self, values: &[String], older: bool) {
        self.rows[self.focus].recall(values, older);
    }

    /// Takes over what has been recorded since it was opened.
    pub(super) fn refresh(&mut self, judge: &Judge<'_>) {
        for row in &mut self.rows {
            row.follow(offered(self.purpose, row.field, &self.targets, judge));
        }
        self.judge(judge);
    }

    /// What saving it would record; `None` when nothing was changed.
    #[must_use]
    pub fn operation(&self, today: Date) -> Option<Operation> {
        let changed = || self.rows.iter().filter(|row| row.is_changed());
        let text = self.rows[0].text().to_owned();
        match (self.purpose, self.milestones()) {
            (Purpose::LastDay, targets) => {
                let day = self.rows[0].field.parse(&text, None, today);
                let day = day.ok().flatten().and_then(|value| value.as_date());
                Some(Operation::Done {
                    targets,
                    on: Some(day?),
                    evidence: None,
                    note: None,
                })
            }
            (Purpose::Count, _) => Some(Operation::Set {
                target: self.targets.first()?.clone(),
                field: "progress".to_owned(),
                text,
            }),
            (Purpose::Proof, targets) => self.proof(targets, text, today),
            (Purpose::Archive, _) => additions::operation(self),
            _ if !self.is_changed() => None,
            (Purpose::Add(_) | Purpose::Move, _) => additions::operation(self),
            (Purpose::Note, _) => Some(Operation::Note {
                targets: self.targets.clone(),
                text,
            }),
            (Purpose::Evidence, targets) => Some(Operation::Evidence {
                targets,
                number: text,
                parts: changed()
                    .skip_while(|row| row.field.name == "number")
                    .map(typed)
                    .collect(),
            }),
            _ => Some(Operation::Edit {
                targets: self.targets.clone(),
                fields: self
                    .rows
                    .iter()
                    .filter(|row| row.is_given())
                    .map(typed)
                    .collect(),
            }),
        }
    }

    /// Done on the day that was typed, by the document that was typed.
    fn proof(&self, targets: Vec<MilestoneId>, number: String, today: Date) -> Option<Operation> {
        let (document, day) = self.rows.split_at(DOCUMENT.len());
        let day = day.first()?;
        let on = day.field.parse(day.text(), None, today).ok().flatten();
        let on = on.and_then(|value| value.as_date()).unwrap_or(today);
        let parts = document.iter().skip(1).filter(|row| row.is_changed());
        Some(Operation::Prove {
            targets,
            on,
            number,
            parts: parts.map(typed).collect(),
        })
    }

    fn milestones(&self) -> Vec<MilestoneId> {
        let milestone = |target: &Entity| match target {
            Entity::Milestone(id) => Some(id.clone()),
            _ => None,
        };
        self.targets.iter().filter_map(milestone).collect()
    }

    /// Judges what is typed, and puts what is wrong beside its field. Returns what would be recorded, when it can be.
    pub fn judge(&mut self, judge: &Judge<'_>) -> Option<Operation> {
        self.error = None;
        for row in &mut self.rows {
            row.entry.error = None;
        }
        // A day that cannot be read is no operation yet, but what is wrong with it is told.
        let day = match self.purpose {
            Purpose::LastDay => self.rows.first_mut(),
            Purpose::Proof => self.rows.last_mut(),
            _ => None,
        };
        let mut is_bad = false;
        if let Some(row) = day {
            let label = judge.lang.pick(row.field.label);
            let read = row.field.parse(row.text(), None, judge.today);
            row.entry.error = match read {
                Ok(None) => Some(judge.lang.needs_date().to_owned()),
                Ok(Some(_)) => None,
                Err(bad) => Some(judge.lang.bad_value(label, &bad)),
            };
            is_bad = row.entry.error.is_some();
        }
        let operation = self.operation(judge.today)?;
        let occasion = Occasion {
            today: judge.today,
            key: String::new(),
            evidence_required: judge.evidence_required,
        };
        match operation.plan(judge.programme, &occasion) {
            Ok(_) if is_bad => None,
            Ok(_) => Some(operation),
            Err(refusal) => {
                self.complain(&refusal, judge.lang);
                None
            }
        }
    }

    /// Puts a refusal beside the field that it is about.
    pub fn complain(&mut self, refusal: &Refusal, lang: Lang) {
        let about = refusal.field().unwrap_or_default();
        let row = self.rows.iter_mut().find(|row| row.field.name == about);
        match (row, refusal) {
            (Some(row), Refusal::BadValue(_, bad)) => {
                row.entry.error = Some(lang.bad_value(lang.pick(row.field.label), bad));
            }
            (Some(row), refusal) => row.entry.error = Some(lang.refusal(refusal)),
            (None, Refusal::Empty) => self.rows[0].entry.error = Some(lang.refusal(refusal)),
            (None, refusal) => self.error = Some(lang.refusal(refusal)),
        }
    }

    /// Goes to the first field with something wrong.
    pub(super) fn go_to_error(&mut self) {
        self.is_tried = true;
        if let Some(place) = self.rows.iter().position(|row| row.entry.error.is_some()) {
            self.focus = place;
        }
    }
}

/// What stands in a field at the start; `None` when the things differ.
fn offered(
    purpose: Purpose,
    field: &Field,
    targets: &[Entity],
    judge: &Judge<'_>,
) -> Option<String> {
    match purpose {
        Purpose::Proof if field.name == "actual" => return Some(judge.lang.date(judge.today)),
        Purpose::Note | Purpose::Evidence | Purpose::Proof => return Some(String::new()),
        Purpose::Archive if field.kind != FieldType::Date => return Some(String::new()),
        Purpose::LastDay | Purpose::Archive => return Some(judge.lang.date(judge.today)),
        Purpose::Move if field.name == "moved_on" => return Some(judge.lang.date(judge.today)),
        Purpose::Add(_) => {
            let owner = targets.iter().find_map(|target| match target {
                Entity::Ministry(id) if field.name == "ministry" => Some(id.to_string()),
                _ => None,
            });
            return Some(owner.unwrap_or_default());
        }
        Purpose::Count => {
            let reached = targets.iter().find_map(|target| match target {
                Entity::Milestone(id) => judge.programme.milestone(id),
                _ => None,
            });
            return Some(
                reached
                    .map_or(0, crate::domain::Milestone::reached)
                    .to_string(),
            );
        }
        _ => {}
    }
    let value = |target| {
        let value = judge.programme.value(target, field.name);
        match (value, field.kind) {
            (Some(value), FieldType::Date) => value
                .as_date()
                .map_or_else(|| value.to_string(), |date| judge.lang.date(date)),
            (Some(value), _) => value.to_string(),
            (None, FieldType::Choice(codes)) if field.name == "state" => codes[0].to_owned(),
            (None, _) => String::new(),
        }
    };
    let mut values = targets.iter().map(value);
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
