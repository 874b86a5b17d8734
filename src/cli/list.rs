//! `tiendo list`: platforms, or milestones.

use clap::ArgMatches;

use super::document;
use super::exit::Failure;
use super::filter::{Asked, milestones, platforms};
use super::output::Output;
use super::start_reading;
use crate::domain::{Milestone, Platform, Programme, Status, Summary, assess};
use crate::filter::columns::{Column, Level};
use crate::filter::{Ground, Listing};
use crate::setup::Setup;

/// What every row is computed from.
struct Context<'a> {
    setup: &'a Setup,
    programme: &'a Programme,
    summary: &'a Summary,
    asked: &'a Asked,
    ground: &'a Ground<'a>,
    listing: Listing,
}

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let programme = replica.programme();
    let summary = &Summary::new(programme, &setup.thresholds(), setup.as_of());
    let asked = &Asked::read(setup, programme, matches)?;
    let ground = &asked.ground(setup, programme, summary);
    let context = Context {
        setup,
        programme,
        summary,
        asked,
        ground,
        listing: asked.listing(ground),
    };
    match (matches.get_flag("milestones"), matches.get_flag("json")) {
        (false, true) => context.json_platforms(out),
        (false, false) => context.print_platforms(out),
        (true, true) => context.json_milestones(out),
        (true, false) if asked.order().is_some() => context.print_in_order(out),
        (true, false) => context.print_by_platform(out),
    }
}

impl Context<'_> {
    /// How many milestones of a platform the filter shows.
    fn matching(&self, platform: &Platform) -> usize {
        self.listing.kinds(&platform.id).len()
    }

    fn json_platforms(&self, out: &mut Output) -> Result<(), Failure> {
        let objects = platforms(&self.listing, self.programme).map(|platform| {
            let mut object = document::platform(self.setup, self.summary, platform);
            if self.asked.is_filtered() {
                object.insert("matching".to_owned(), self.matching(platform).into());
            }
            object
        });
        out.json(&objects.collect())
    }

    fn json_milestones(&self, out: &mut Output) -> Result<(), Failure> {
        let rows = self.asked.rows(&self.listing, self.ground).into_iter();
        let objects =
            rows.map(|(platform, milestone)| document::milestone(self.setup, platform, milestone));
        out.json(&objects.collect())
    }

    /// The chosen columns of a level, if any are.
    fn columns(&self, level: Level) -> Option<Vec<Column>> {
        let columns: Vec<Column> = self.asked.columns().of(level).collect();
        (!columns.is_empty()).then_some(columns)
    }

    fn print_platforms(&self, out: &mut Output) -> Result<(), Failure> {
        match self.columns(Level::Platforms) {
            Some(columns) => self.print_columns(&columns, out),
            None => self.print_usual(out),
        }
    }

    /// Code, the chosen columns, name.
    fn print_columns(&self, columns: &[Column], out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let chosen = columns.iter().filter(|column| **column != Column::Code);
        let row = |platform: &Platform| {
            let cells = chosen.clone().map(|column| {
                let cell = column.of_platform(platform, self.ground);
                lang.cell(&cell)
            });
            let (code, name) = (platform.id.to_string(), platform.name.get(lang).to_owned());
            [code].into_iter().chain(cells).chain([name]).collect()
        };
        let rows: Vec<Vec<String>> = platforms(&self.listing, self.programme).map(row).collect();
        let words = chosen.clone().map(|column| column.word(lang));
        let head = [lang.head_code()].into_iter().chain(words);
        let head: Vec<&str> = head.chain([lang.head_name()]).collect();
        if rows.is_empty() {
            out.line(lang.nothing_found())
        } else {
            out.table(&head, &rows)
        }
    }

    fn print_usual(&self, out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let filtered = self.asked.is_filtered();
        let row = |platform: &Platform| {
            let tally = self.summary.platform(&platform.id);
            let matching = filtered.then(|| self.matching(platform).to_string());
            let cells = [
                Some(platform.id.to_string()),
                matching,
                Some(format!("{}/{}", tally.done(), tally.total())),
                Some(tally.count(Status::Overdue).to_string()),
                Some(lang.rag(self.summary.rag(&platform.id)).to_owned()),
                Some(platform.name.get(lang).to_owned()),
            ];
            cells.into_iter().flatten().collect()
        };
        let rows: Vec<Vec<String>> = platforms(&self.listing, self.programme).map(row).collect();
        let head = [
            Some(lang.head_code()),
            filtered.then(|| lang.head_matching()),
            Some(lang.head_done()),
            Some(lang.head_overdue()),
            Some(lang.head_colour()),
            Some(lang.head_name()),
        ];
        let head: Vec<&str> = head.into_iter().flatten().collect();
        if rows.is_empty() {
            out.line(lang.nothing_found())
        } else {
            out.table(&head, &rows)
        }
    }

    fn cells(&self, milestone: &Milestone) -> Vec<String> {
        let lang = self.setup.lang;
        if let Some(columns) = self.columns(Level::Milestones) {
            let cells = columns.into_iter().map(|column| {
                let cell = column.of_milestone(milestone, self.ground);
                lang.cell(&cell)
            });
            return [milestone.kind.to_string()]
                .into_iter()
                .chain(cells)
                .collect();
        }
        let date = |date: Option<jiff::civil::Date>| {
            date.map_or_else(|| "–".to_owned(), |date| lang.date(date))
        };
        let status = assess(milestone, self.ground.thresholds, self.ground.as_of).status;
        vec![
            milestone.kind.to_string(),
            format!("{}/{}", milestone.reached(), milestone.target.unwrap_or(1)),
            date(milestone.baseline),
            date(milestone.actual),
            lang.status(status).to_owned(),
        ]
    }

    fn head(&self) -> Vec<&'static str> {
        let lang = self.setup.lang;
        if let Some(columns) = self.columns(Level::Milestones) {
            let words = columns.into_iter().map(|column| column.word(lang));
            return [lang.head_code()].into_iter().chain(words).collect();
        }
        vec![
            lang.head_code(),
            lang.head_done(),
            lang.baseline(),
            lang.head_done_on(),
            lang.head_status(),
        ]
    }

    /// One row after the other, each with its platform.
    fn print_in_order(&self, out: &mut Output) -> Result<(), Failure> {
        let rows: Vec<Vec<String>> = self
            .asked
            .rows(&self.listing, self.ground)
            .into_iter()
            .map(|(platform, milestone)| {
                let mut row = self.cells(milestone);
                if let Some(code) = row.first_mut() {
                    *code = format!("{}/{code}", platform.id);
                }
                row
            })
            .collect();
        if rows.is_empty() {
            out.line(self.setup.lang.nothing_found())
        } else {
            out.table(&self.head(), &rows)
        }
    }

    /// Under the name of each platform, so that a row fits in the width of a terminal.
    fn print_by_platform(&self, out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let groups: Vec<(String, Vec<Vec<String>>)> = platforms(&self.listing, self.programme)
            .map(|platform| {
                let title = format!("{} · {}", platform.id, platform.name.get(lang));
                let rows = milestones(&self.listing, platform);
                (title, rows.map(|milestone| self.cells(milestone)).collect())
            })
            .filter(|(_, rows): &(String, Vec<_>)| !rows.is_empty())
            .collect();
        if groups.is_empty() {
            out.line(lang.nothing_found())
        } else {
            out.groups(&self.head(), &groups)
        }
    }
}
