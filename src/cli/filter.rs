//! What a listing is asked to show and in which order: `--filter`, `--view`, `--sort`, and the shorthands.

use std::collections::HashSet;
use std::io::Write as _;

use clap::ArgMatches;

use super::exit::{Failure, Kind};
use super::resolve;
use super::start::bad_choice;
use crate::domain::{
    Id, Lang, Milestone, Platform, Programme, Rag, Status, Summary, Thresholds, clean,
};
use crate::filter::columns::Columns;
use crate::filter::{BadTerm, Filter, Ground, Listing, Row, Sort, Sorts, Test};
use crate::setup::Setup;
use crate::views::{BUILT_IN, View, Views};

/// What is listed.
pub(super) struct Asked {
    filter: Filter,
    sorts: Sorts,
    columns: Columns,
    thresholds: Thresholds,
}

impl Asked {
    pub(super) fn read(
        setup: &Setup,
        programme: &Programme,
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        let lang = setup.lang;
        let view = text(matches, "view")
            .map(|name| view(setup, name))
            .transpose()?;
        let view = view.unwrap_or_default();
        let mut filter = read(lang, programme, &view.filter, "--view")?;
        let typed = text(matches, "filter").unwrap_or_default();
        filter = filter.and_all(read(lang, programme, typed, "--filter")?);
        for test in shorthands(lang, programme, matches)? {
            filter = filter.and(test);
        }
        let sorts = match text(matches, "sort") {
            Some(text) => Sorts::all(sort(lang, text)?),
            None => view.sorts,
        };
        let columns = match text(matches, "columns") {
            Some(text) => columns(lang, text)?,
            None => view.columns,
        };
        Ok(Self {
            filter,
            sorts,
            columns,
            thresholds: setup.thresholds(),
        })
    }

    /// Whether anything may be hidden.
    pub(super) fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// The columns that are chosen.
    pub(super) const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The filter as it is understood.
    pub(super) fn filter(&self) -> String {
        self.filter.to_string()
    }

    /// The order of milestones, when they are not listed platform by platform.
    pub(super) fn order(&self) -> Option<Sort> {
        Some(self.sorts.milestones).filter(|sort| *sort != Sort::default())
    }

    pub(super) fn ground<'a>(
        &'a self,
        setup: &Setup,
        programme: &'a Programme,
        summary: &'a Summary,
    ) -> Ground<'a> {
        Ground {
            programme,
            summary,
            thresholds: &self.thresholds,
            as_of: setup.as_of(),
            lang: setup.lang,
            index: None,
        }
    }

    pub(super) fn listing(&self, ground: &Ground<'_>) -> Listing {
        Listing::new(&self.filter, self.sorts, ground, &HashSet::new())
    }

    /// The milestones that are shown, in their order.
    pub(super) fn rows<'p>(&self, listing: &Listing, ground: &Ground<'p>) -> Vec<Row<'p>> {
        listing.rows(self.sorts.milestones, ground)
    }
}

/// The platforms that are shown, in their order.
pub(super) fn platforms<'p>(
    listing: &Listing,
    programme: &'p Programme,
) -> impl Iterator<Item = &'p Platform> {
    let shown = listing.platforms(None).iter();
    shown.filter_map(|id: &Id| programme.platform(id))
}

/// The milestones of a platform that are shown, in their order.
pub(super) fn milestones<'p>(
    listing: &Listing,
    platform: &'p Platform,
) -> impl Iterator<Item = &'p Milestone> {
    let shown = listing.kinds(&platform.id).iter();
    shown.filter_map(|kind| platform.milestone(kind))
}

/// The value of an option; bare `tiendo` has none.
fn text<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m str> {
    let value = matches.try_get_one::<String>(name).ok().flatten();
    value.map(String::as_str)
}

fn read(lang: Lang, list: &Programme, text: &str, option: &str) -> Result<Filter, Failure> {
    Filter::read(text, list).map_err(|bad| bad_filter(lang, text, option, &bad))
}

/// What is wrong, and a mark under it where the text fits on a line.
pub(super) fn bad_filter(lang: Lang, text: &str, option: &str, bad: &BadTerm) -> Failure {
    const LINE: usize = 70;
    let place = lang.in_filter(bad.place.start + 1);
    let mut message = format!("{option}: {place}: {}", lang.bad_term(bad));
    let shown = clean(text);
    if shown == text && text.chars().count() <= LINE && !text.contains('\n') {
        let (gap, marks) = (bad.place.start, bad.place.len().max(1));
        let gap =
            unicode_width::UnicodeWidthStr::width(&*text.chars().take(gap).collect::<String>());
        message = format!(
            "{message}\n  {text}\n  {}{}",
            " ".repeat(gap),
            "^".repeat(marks)
        );
    }
    Failure::new(Kind::Usage, message)
}

/// An order given as an argument.
pub(super) fn sort(lang: Lang, text: &str) -> Result<Sort, Failure> {
    text.parse()
        .map_err(|bad| Failure::new(Kind::Usage, format!("--sort: {}", lang.bad_sort_text(&bad))))
}

/// Columns given as an argument.
pub(super) fn columns(lang: Lang, text: &str) -> Result<Columns, Failure> {
    text.parse().map_err(|bad| {
        let text = format!("--columns: {}", lang.bad_column(&bad));
        Failure::new(Kind::Usage, clean(&text).into_owned())
    })
}

/// The view of this name; what is wrong in the file is said.
fn view(setup: &Setup, name: &str) -> Result<View, Failure> {
    let lang = setup.lang;
    let views = load(setup);
    views.find(name, lang).ok_or_else(|| {
        let own = views.own.iter().map(|view| view.name.clone());
        let built_in = BUILT_IN.iter().map(|view| view.code.to_owned());
        let known: Vec<String> = own.chain(built_in).collect();
        let message = lang.no_such_view(&clean(name));
        let message = message.trim_end_matches('.');
        let known = lang.values_are(&known.join(", "));
        Failure::new(Kind::Refused, format!("{message} · {known}"))
    })
}

/// The views of the user; what is wrong in the file is said.
pub(super) fn load(setup: &Setup) -> Views {
    let views = Views::load(&setup.places.views);
    for problem in &views.problems {
        let text = setup.lang.view_problem(&setup.places.views, problem);
        let _ = writeln!(std::io::stderr(), "tiendo: {}", clean(&text));
    }
    views
}

/// `--ministry`, `--status` and `--rag`.
fn shorthands(
    lang: Lang,
    programme: &Programme,
    matches: &ArgMatches,
) -> Result<Vec<Test>, Failure> {
    let status = text(matches, "status").map(|code| {
        let found = Status::ALL.into_iter().find(|status| status.code() == code);
        found.ok_or_else(|| bad_choice(lang, code, "--status", &Status::ALL.map(Status::code)))
    });
    let rag = text(matches, "rag").map(|code| {
        let found = Rag::ALL.into_iter().find(|rag| rag.code() == code);
        found.ok_or_else(|| bad_choice(lang, code, "--rag", &Rag::ALL.map(Rag::code)))
    });
    let ministry = text(matches, "ministry").map(|name| resolve::ministry(programme, lang, name));
    let tests = [
        ministry
            .transpose()?
            .map(|id| Test::Ministry(vec![id.to_string()])),
        status.transpose()?.map(|status| Test::Status(vec![status])),
        rag.transpose()?.map(|rag| Test::Rag(vec![rag])),
    ];
    Ok(tests.into_iter().flatten().collect())
}
