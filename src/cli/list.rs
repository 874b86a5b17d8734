//! `tiendo list`: platforms, or milestones.

use clap::ArgMatches;

use super::document;
use super::exit::Failure;
use super::output::Output;
use super::resolve;
use super::start::bad_choice;
use super::start_reading;
use crate::domain::{Id, Milestone, Platform, Programme, Rag, Status, Summary, assess};
use crate::setup::Setup;

/// What is listed only.
struct Filter {
    ministry: Option<Id>,
    status: Option<Status>,
    rag: Option<Rag>,
}

/// What every row is computed from.
struct Context<'a> {
    setup: &'a Setup,
    programme: &'a Programme,
    summary: Summary,
    filter: Filter,
}

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let programme = replica.programme();
    let summary = Summary::new(programme, &setup.thresholds(), setup.as_of());
    let context = Context {
        setup,
        programme,
        summary,
        filter: filter(setup, programme, matches)?,
    };
    let wants_json = matches.get_flag("json");
    match (matches.get_flag("milestones"), wants_json) {
        (false, true) => {
            let objects = context.platforms();
            out.json(
                &objects
                    .map(|platform| document::platform(setup, &context.summary, platform))
                    .collect(),
            )
        }
        (false, false) => context.print_platforms(out),
        (true, true) => {
            let objects = context.milestones();
            out.json(
                &objects
                    .map(|(platform, milestone)| document::milestone(setup, platform, milestone))
                    .collect(),
            )
        }
        (true, false) => context.print_milestones(out),
    }
}

fn filter(setup: &Setup, programme: &Programme, matches: &ArgMatches) -> Result<Filter, Failure> {
    let lang = setup.lang;
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let status = text("status").map(|code| {
        let found = Status::ALL.into_iter().find(|status| status.code() == code);
        found.ok_or_else(|| bad_choice(lang, code, "--status", &Status::ALL.map(Status::code)))
    });
    let rag = text("rag").map(|code| {
        let found = Rag::ALL.into_iter().find(|rag| rag.code() == code);
        found.ok_or_else(|| bad_choice(lang, code, "--rag", &Rag::ALL.map(Rag::code)))
    });
    let ministry = text("ministry").map(|name| resolve::ministry(programme, lang, name));
    Ok(Filter {
        ministry: ministry.transpose()?,
        status: status.transpose()?,
        rag: rag.transpose()?,
    })
}

impl<'a> Context<'a> {
    fn platforms(&self) -> impl Iterator<Item = &'a Platform> {
        self.programme
            .platforms_of(self.filter.ministry.as_ref())
            .filter(|platform| {
                let has = |status| {
                    platform
                        .milestones()
                        .any(|milestone| self.status(milestone) == status)
                };
                self.filter
                    .rag
                    .is_none_or(|rag| self.summary.rag(&platform.id) == rag)
                    && self.filter.status.is_none_or(has)
            })
    }

    fn milestones_of(&self, platform: &'a Platform) -> impl Iterator<Item = &'a Milestone> {
        platform.milestones().filter(|milestone| {
            let status = self.filter.status;
            status.is_none_or(|status| self.status(milestone) == status)
        })
    }

    fn milestones(&self) -> impl Iterator<Item = (&'a Platform, &'a Milestone)> {
        self.platforms().flat_map(|platform| {
            self.milestones_of(platform)
                .map(move |milestone| (platform, milestone))
        })
    }

    fn status(&self, milestone: &Milestone) -> Status {
        assess(milestone, &self.setup.thresholds(), self.setup.as_of()).status
    }

    fn print_platforms(&self, out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let rows: Vec<Vec<String>> = self
            .platforms()
            .map(|platform| {
                let tally = self.summary.platform(&platform.id);
                vec![
                    platform.id.to_string(),
                    format!("{}/{}", tally.done(), tally.total()),
                    tally.count(Status::Overdue).to_string(),
                    lang.rag(self.summary.rag(&platform.id)).to_owned(),
                    platform.name.get(lang).to_owned(),
                ]
            })
            .collect();
        let head = [
            lang.head_code(),
            lang.head_done(),
            lang.head_overdue(),
            lang.head_colour(),
            lang.head_name(),
        ];
        print_table(&head, &rows, self.setup, out)
    }

    /// Under the name of each platform, so that a row fits in the width of a terminal.
    fn print_milestones(&self, out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let date = |date: Option<jiff::civil::Date>| {
            date.map_or_else(|| "–".to_owned(), |date| lang.date(date))
        };
        let row = |milestone: &Milestone| {
            vec![
                milestone.kind.to_string(),
                format!("{}/{}", milestone.reached(), milestone.target.unwrap_or(1)),
                date(milestone.baseline),
                date(milestone.actual),
                lang.status(self.status(milestone)).to_owned(),
            ]
        };
        let groups: Vec<(String, Vec<Vec<String>>)> = self
            .platforms()
            .map(|platform| {
                let title = format!("{} · {}", platform.id, platform.name.get(lang));
                (title, self.milestones_of(platform).map(row).collect())
            })
            .filter(|(_, rows): &(String, Vec<_>)| !rows.is_empty())
            .collect();
        if groups.is_empty() {
            out.line(lang.nothing_found())
        } else {
            let head = [
                lang.head_code(),
                lang.head_done(),
                lang.baseline(),
                lang.head_done_on(),
                lang.head_status(),
            ];
            out.groups(&head, &groups)
        }
    }
}

fn print_table(
    head: &[&str],
    rows: &[Vec<String>],
    setup: &Setup,
    out: &mut Output,
) -> Result<(), Failure> {
    if rows.is_empty() {
        out.line(setup.lang.nothing_found())
    } else {
        out.table(head, rows)
    }
}
