//! The parts of a filter.

use crate::domain::{Id, Rag, Status};

/// A filter: terms that must all hold. Without terms it shows everything.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// The terms.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not hold.
    pub negated: bool,
    /// What is tested.
    pub test: Test,
}

/// What a term tests: one of its values must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The reporting status of the milestone.
    Status(Vec<Status>),
    /// The colour of the platform.
    Rag(Vec<Rag>),
    /// For how many days the milestone has been overdue.
    Overdue(Vec<Days>),
    /// When an open milestone is due.
    Due(Vec<Due>),
    /// The ministry: its code, an abbreviation, another name, or part of its name.
    Ministry(Vec<String>),
    /// The kind of milestone: its code or part of its name.
    Milestone(Vec<String>),
    /// Who changed the milestone last, or is the focal point of its platform or ministry.
    Person(Vec<String>),
    /// What else is to be known of it.
    Flag(Vec<Flag>),
    /// Text in the names, codes and aliases of the platform and its ministry, or in the name of the milestone.
    Text(Vec<String>),
}

/// A number of days, compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// How it is compared.
    pub comparison: Comparison,
    /// The number.
    pub days: u32,
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Days {
    /// Whether so many days fit.
    #[must_use]
    pub fn fits(self, days: i32) -> bool {
        let (days, limit) = (i64::from(days), i64::from(self.days));
        match self.comparison {
            Comparison::Less => days < limit,
            Comparison::AtMost => days <= limit,
            Comparison::AtLeast => days >= limit,
            Comparison::More => days > limit,
        }
    }
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// In so many days from the as-of date.
    In(Days),
    /// Within the period that the as-of date is in, be that past or ahead.
    Within(Period),
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The day itself.
    Day,
    /// Monday to Sunday.
    Week,
    /// The month.
    Month,
    /// The three months.
    Quarter,
    /// The year.
    Year,
}

/// What is known of a milestone beside its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Done without evidence.
    Unverified,
    /// Unchanged since the last reporting cut-off.
    Stale,
    /// Without a baseline.
    NoDate,
    /// Its baseline was replaced.
    Rebaselined,
    /// Late, or forecast to be.
    Slipping,
    /// Work has begun, and it is not done.
    Started,
    /// Something stands in its way, or in that of its platform.
    Obstacle,
    /// It has a note.
    Noted,
    /// The name of its platform is not sure.
    Unnamed,
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same filter with one more term.
    #[must_use]
    pub fn and(mut self, test: Test) -> Self {
        self.terms.push(Term {
            negated: false,
            test,
        });
        self
    }

    /// What both filters show.
    #[must_use]
    pub fn and_all(mut self, other: Self) -> Self {
        self.terms.extend(other.terms);
        self
    }

    /// The filter for one ministry.
    #[must_use]
    pub fn of_ministry(id: &Id) -> Test {
        Test::Ministry(vec![id.to_string()])
    }

    /// Whether texts are looked into.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.terms
            .iter()
            .any(|term| matches!(term.test, Test::Text(_)))
    }
}
