//! Whether a milestone, in its platform, is let through by a filter. What needs the list is looked up once, here.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::error::{BadTerm, Problem};
use super::listing::Ground;
use super::parse::placed;
use super::term::{Days, Due, Filter, Flag, Period, Test};
use super::words::{Attribute, nearest};
use crate::domain::fields::Values;
use crate::domain::milestone::State;
use crate::domain::status::days;
use crate::domain::{Assessment, Id, Lang, Milestone, Platform, Programme, Rag, Status, assess};
use crate::search::{Index, fold, programme};

impl Filter {
    /// Reads a filter, and makes sure that the ministries and milestones it names are in the list.
    ///
    /// # Errors
    /// Names the first term that cannot be used.
    pub fn read(text: &str, list: &Programme) -> Result<Self, BadTerm> {
        let placed = placed(text)?;
        for (places, term) in &placed {
            known(places, &term.test, list)?;
        }
        let terms = placed.into_iter().map(|(_, term)| term).collect();
        Ok(Self { terms })
    }
}

fn known(places: &[Range<usize>], test: &Test, list: &Programme) -> Result<(), BadTerm> {
    let (attribute, values) = match test {
        Test::Ministry(values) => (Attribute::Ministry, values),
        Test::Milestone(values) => (Attribute::Milestone, values),
        _ => return Ok(()),
    };
    for (value, place) in values.iter().zip(places) {
        let (found, names) = match attribute {
            Attribute::Ministry => (ministries(list, value), ministry_names(list)),
            _ => (kinds(list, value), kind_names(list)),
        };
        if found.is_empty() {
            let meant = nearest(value, names.iter().map(String::as_str)).map(ToOwned::to_owned);
            let problem = Problem::UnknownValue(attribute, meant);
            return Err(BadTerm::new(place.clone(), value.clone(), problem));
        }
    }
    Ok(())
}

fn ministry_names(list: &Programme) -> Vec<String> {
    let names = list.ministries().flat_map(|(id, ministry)| {
        let abbreviations = Lang::ALL.map(|lang| ministry.abbreviation.own(lang).to_owned());
        abbreviations.into_iter().chain([id.to_string()])
    });
    names.filter(|name| !name.is_empty()).collect()
}

fn kind_names(list: &Programme) -> Vec<String> {
    list.kinds()
        .flat_map(|(id, kind)| {
            [
                id.to_string(),
                kind.short.vi.clone(),
                kind.short.fr.clone(),
                kind.short.en.clone(),
            ]
        })
        .collect()
}

/// The ministries that a text names: by code, abbreviation or whole name; else those whose name has a word that begins
/// with it.
fn ministries(list: &Programme, text: &str) -> HashSet<Id> {
    named(
        text,
        list.ministries().map(|(id, ministry)| {
            let names = [&ministry.abbreviation, &ministry.name];
            let own = names
                .into_iter()
                .flat_map(|names| [&names.vi, &names.fr, &names.en]);
            (
                id,
                own.chain(&ministry.aliases)
                    .map(|name| fold(name).text)
                    .collect(),
            )
        }),
    )
}

/// The kinds of milestone that a text names, in the same way.
fn kinds(list: &Programme, text: &str) -> HashSet<Id> {
    named(
        text,
        list.kinds().map(|(id, kind)| {
            let names = [&kind.short, &kind.name];
            let own = names
                .into_iter()
                .flat_map(|names| [&names.vi, &names.fr, &names.en]);
            (id, own.map(|name| fold(name).text).collect())
        }),
    )
}

fn named<'p>(text: &str, list: impl Iterator<Item = (&'p Id, Vec<String>)>) -> HashSet<Id> {
    let wanted = fold(text).text;
    let within = format!(" {wanted}");
    let (mut exact, mut partly) = (HashSet::new(), HashSet::new());
    for (id, names) in list {
        if fold(id.as_str()).text == wanted || names.contains(&wanted) {
            exact.insert(id.clone());
        } else if names
            .iter()
            .any(|name| format!(" {name}").contains(&within))
        {
            partly.insert(id.clone());
        }
    }
    if exact.is_empty() { partly } else { exact }
}

/// A filter, ready to be asked.
pub(super) struct Matcher<'a> {
    ground: &'a Ground<'a>,
    checks: Vec<(bool, Check)>,
    texts: Option<Arc<Index>>,
}

enum Check {
    Status(Vec<Status>),
    Rag(Vec<Rag>),
    Overdue(Vec<Days>),
    Due(Vec<Due>),
    Ministry(HashSet<Id>),
    Kind(HashSet<Id>),
    /// Names, and the ministries whose focal point has one of them.
    Person(Vec<String>, HashSet<Id>),
    Flag(Vec<Flag>),
    Text(Vec<String>, HashSet<Id>),
}

/// A platform that may have milestones to show.
pub(super) struct Open<'m> {
    matcher: &'m Matcher<'m>,
    /// One bit for each check that depends on the milestone.
    undecided: u32,
    unnamed: bool,
    obstructed: bool,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(filter: &Filter, ground: &'a Ground<'a>) -> Self {
        let list = ground.programme;
        let check = |test: &Test| match test {
            Test::Status(statuses) => Check::Status(statuses.clone()),
            Test::Rag(colours) => Check::Rag(colours.clone()),
            Test::Overdue(days) => Check::Overdue(days.clone()),
            Test::Due(due) => Check::Due(due.clone()),
            Test::Ministry(texts) => Check::Ministry(union(texts, |text| ministries(list, text))),
            Test::Milestone(texts) => Check::Kind(union(texts, |text| kinds(list, text))),
            Test::Person(texts) => {
                let names = at_word_start(texts);
                let of = list.ministries();
                let of = of.filter(|(_, ministry)| is_focal(&names, &ministry.values));
                let of = of.map(|(id, _)| id.clone()).collect();
                Check::Person(names, of)
            }
            Test::Flag(flags) => Check::Flag(flags.clone()),
            Test::Text(texts) => {
                let folded = texts.iter().map(|text| fold(text).text).collect();
                Check::Text(folded, union(texts, |text| kinds_with(list, text)))
            }
        };
        let checks = filter
            .terms
            .iter()
            .map(|term| (term.negated, check(&term.test)));
        let index = || Arc::new(programme::index(list, ground.lang));
        Self {
            ground,
            checks: checks.collect(),
            texts: filter
                .has_text()
                .then(|| ground.index.clone().unwrap_or_else(index)),
        }
    }

    /// Looks at a platform, at this place of the list; `None` when nothing of it is shown.
    pub(super) fn open(&self, place: usize, platform: &Platform) -> Option<Open<'_>> {
        let mut undecided = 0;
        for (bit, (negated, check)) in self.checks.iter().enumerate() {
            match self.decided(check, place, platform) {
                Some(holds) if holds == *negated => return None,
                Some(_) => {}
                None => undecided |= 1 << bit,
            }
        }
        let name_status = platform.name_status.as_deref();
        Some(Open {
            matcher: self,
            undecided,
            unnamed: matches!(name_status, Some("doubtful" | "unknown")),
            obstructed: platform.values.text("obstacle").is_some(),
        })
    }

    fn decided(&self, check: &Check, place: usize, platform: &Platform) -> Option<bool> {
        match check {
            Check::Rag(colours) => Some(colours.contains(&self.ground.summary.rag(&platform.id))),
            Check::Person(names, of) => {
                let of_ministry = platform.ministry.as_ref().is_some_and(|id| of.contains(id));
                (of_ministry || is_focal(names, &platform.values)).then_some(true)
            }
            Check::Ministry(ids) => Some(
                platform
                    .ministry
                    .as_ref()
                    .is_some_and(|id| ids.contains(id)),
            ),
            Check::Text(texts, kinds) => {
                let folded = self.texts.as_ref().map_or("", |index| index.folded(place));
                match texts.iter().any(|text| folded.contains(text)) {
                    false if !kinds.is_empty() => None,
                    found => Some(found),
                }
            }
            _ => None,
        }
    }
}

fn is_called(names: &[String], person: &str) -> bool {
    let person = format!(" {}", fold(person).text);
    names.iter().any(|name| person.contains(name))
}

fn is_focal(names: &[String], values: &Values) -> bool {
    let person = values.text("focal_name");
    person.is_some_and(|person| is_called(names, person))
}

fn union(texts: &[String], find: impl Fn(&str) -> HashSet<Id>) -> HashSet<Id> {
    texts.iter().flat_map(|text| find(text)).collect()
}

fn at_word_start(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| format!(" {}", fold(text).text))
        .collect()
}

/// The kinds of milestone whose name or code contains a text.
fn kinds_with(list: &Programme, text: &str) -> HashSet<Id> {
    let wanted = fold(text).text;
    let contains = |text: &str| fold(text).text.contains(&wanted);
    let kinds = list.kinds().filter(|(id, kind)| {
        let names = [&kind.short, &kind.name];
        let mut own = names
            .into_iter()
            .flat_map(|names| [&names.vi, &names.fr, &names.en]);
        own.any(|name| contains(name)) || contains(id.as_str())
    });
    kinds.map(|(id, _)| id.clone()).collect()
}

impl Open<'_> {
    /// Whether it is shown whatever its milestones are.
    pub(super) const fn whole(&self) -> bool {
        self.undecided == 0
    }

    /// Whether a milestone of it is shown.
    pub(super) fn lets(&self, milestone: &Milestone) -> bool {
        if self.whole() {
            return true;
        }
        let ground = self.matcher.ground;
        let assessment = assess(milestone, ground.thresholds, ground.as_of);
        let checks = self.matcher.checks.iter().enumerate();
        let mut open = checks.filter(|(bit, _)| self.undecided & (1 << bit) != 0);
        open.all(|(_, (negated, check))| self.holds(check, milestone, assessment) != *negated)
    }

    fn holds(&self, check: &Check, milestone: &Milestone, assessment: Assessment) -> bool {
        let as_of = self.matcher.ground.as_of;
        match check {
            Check::Status(statuses) => statuses.contains(&assessment.status),
            Check::Overdue(limits) => assessment
                .overdue_days
                .is_some_and(|late| limits.iter().any(|limit| limit.fits(late))),
            Check::Due(times) => times.iter().any(|due| is_due(*due, milestone, as_of)),
            Check::Kind(ids) | Check::Text(_, ids) => ids.contains(&milestone.kind),
            Check::Person(names, _) => {
                let touch = milestone.touch.as_ref();
                touch.is_some_and(|touch| is_called(names, &touch.by))
            }
            Check::Flag(flags) => flags
                .iter()
                .any(|flag| self.has(*flag, milestone, assessment)),
            // Decided by the platform alone.
            Check::Rag(_) | Check::Ministry(_) => false,
        }
    }

    fn has(&self, flag: Flag, milestone: &Milestone, assessment: Assessment) -> bool {
        let cancelled = assessment.status == Status::Cancelled;
        match flag {
            Flag::Unverified => assessment.unverified,
            Flag::Stale => assessment.stale,
            Flag::NoDate => milestone.baseline.is_none() && !cancelled,
            Flag::Rebaselined => assessment.rebaselined,
            Flag::Slipping => assessment.slippage.is_some_and(|days| days > 0) && !cancelled,
            Flag::Started => milestone.is_started() && !milestone.is_done(),
            Flag::Obstacle => self.obstructed || milestone.values.text("obstacle").is_some(),
            Flag::Noted => !milestone.notes.is_empty(),
            Flag::Unnamed => self.unnamed,
        }
    }
}

fn is_due(due: Due, milestone: &Milestone, as_of: Date) -> bool {
    let open = milestone.state == State::Open && !milestone.is_done();
    let Some(baseline) = milestone.baseline.filter(|_| open) else {
        return false;
    };
    match due {
        Due::In(limit) => {
            let ahead = days(as_of, baseline);
            ahead >= 0 && limit.fits(ahead)
        }
        Due::Within(period) => first_day(period, baseline) == first_day(period, as_of),
    }
}

/// The day with which the period of a date begins.
fn first_day(period: Period, date: Date) -> Date {
    match period {
        Period::Day => date,
        Period::Week => {
            let since = date.weekday().since(Weekday::Monday);
            date.checked_sub(since.days()).unwrap_or(date)
        }
        Period::Month => date.first_of_month(),
        Period::Quarter => {
            let month = (date.month() - 1) / 3 * 3 + 1;
            date.first_of_month()
                .with()
                .month(month)
                .build()
                .unwrap_or(date)
        }
        Period::Year => date.first_of_year(),
    }
}
