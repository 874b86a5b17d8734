//! `tiendo status`: where things stand.

use clap::ArgMatches;
use serde_json::{Map, Value, json};

use super::conflicts;
use super::exit::Failure;
use super::filter::Asked;
use super::output::{Output, part};
use super::start_reading;
use crate::domain::programme::Ministry;
use crate::domain::{Id, Lang, Programme, Rag, Status, Summary, Tally};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let programme = replica.programme();
    let whole = Summary::new(programme, &setup.thresholds(), setup.as_of());
    let asked = Asked::read(setup, programme, matches)?;
    let listing = asked.listing(&asked.ground(setup, programme, &whole));
    let filter = asked.is_filtered().then(|| asked.filter());
    let summary = listing.summary;
    // Bare `tiendo` without a terminal has no `--json`.
    let wants_json = matches.try_get_one::<bool>("json").ok().flatten() == Some(&true);
    if wants_json {
        let mut object = document(setup, listing.counts.platforms, summary.programme);
        let urged = urged(programme, &summary);
        let urged = urged.map(|(id, ministry, tally)| urged_json(setup.lang, id, ministry, tally));
        if let Some(object) = object.as_object_mut() {
            object.insert("urge".to_owned(), urged.collect());
            object.extend(filter.map(|filter| ("filter".to_owned(), filter.into())));
        }
        out.json(&object)
    } else {
        let shown = filter.map(|filter| {
            let part = |shown: usize, all: usize| format!("{shown}/{all}");
            let platforms = part(listing.counts.platforms, programme.platforms().len());
            let milestones = part(listing.counts.milestones, whole.programme.all() as usize);
            let counts = setup.lang.filter_shows(&platforms, &milestones);
            format!("{} · {counts}", setup.lang.filter_on(&filter))
        });
        print(setup, programme, &summary, shown.as_deref(), out)?;
        let conflicts = replica.conflicts().len();
        if conflicts > 0 {
            out.line("")?;
        }
        conflicts::mention(setup.lang, conflicts, out)
    }
}

fn document(setup: &Setup, platforms: usize, tally: Tally) -> Value {
    let counts = [
        Status::DoneOnTime,
        Status::DoneLate,
        Status::Overdue,
        Status::AtRisk,
        Status::DueSoon,
        Status::OnTrack,
        Status::NotDue,
        Status::NoDate,
        Status::OnHold,
        Status::Cancelled,
    ];
    let counts: Map<String, Value> = counts
        .iter()
        .map(|status| (status.code().to_owned(), tally.count(*status).into()))
        .collect();
    let rag: Map<String, Value> = Rag::ALL
        .iter()
        .map(|rag| (rag.code().to_owned(), tally.rag(*rag).into()))
        .collect();
    json!({
        "as_of": setup.as_of().to_string(),
        "platforms": platforms,
        "milestones": tally.all(),
        "done": tally.done(),
        "progress": part(tally.progress.done),
        "expected": part(tally.progress.expected),
        "spi": tally.progress.spi().map(part),
        "counts": counts,
        "rag": rag,
    })
}

fn print(
    setup: &Setup,
    programme: &Programme,
    summary: &Summary,
    shown: Option<&str>,
    out: &mut Output,
) -> Result<(), Failure> {
    let (lang, tally) = (setup.lang, summary.programme);
    let progress = tally.progress;
    out.line(programme.name.get(lang))?;
    if let Some(shown) = shown {
        out.line(shown)?;
    }
    let spi = progress
        .spi()
        .map_or_else(|| lang.not_applicable().to_owned(), |spi| lang.ratio(spi));
    out.line(&format!(
        "{} · {} {} · {} {} · {} {spi}",
        lang.as_of(&lang.date(setup.as_of())),
        lang.progress_word(),
        lang.percent(progress.done),
        lang.expected(),
        lang.percent(progress.expected),
        lang.spi(),
    ))?;
    out.line("")?;
    let total = tally.all();
    let rows: Vec<Vec<String>> = Status::ALL
        .into_iter()
        .filter(|status| tally.count(*status) > 0)
        .map(|status| {
            vec![
                format!("{}/{total}", tally.count(status)),
                lang.status(status).to_owned(),
            ]
        })
        .collect();
    out.table(&["", ""], &rows)?;
    out.line("")?;
    let colours: Vec<String> = Rag::ALL
        .into_iter()
        .filter(|rag| tally.rag(*rag) > 0)
        .map(|rag| format!("{} {}", tally.rag(rag), lang.rag(rag)))
        .collect();
    out.line(&lang.says_of(lang.platforms(), &colours.join(" · ")))?;
    print_urged(lang, programme, summary, out)
}

/// Who must be urged: the ministries with something overdue, the most first.
fn urged<'a>(
    programme: &'a Programme,
    summary: &'a Summary,
) -> impl Iterator<Item = (&'a Id, &'a Ministry, Tally)> {
    let ministries = programme.ministries();
    let mut late: Vec<_> = ministries
        .map(|(id, ministry)| (id, ministry, summary.ministry(Some(id))))
        .filter(|(.., tally)| tally.count(Status::Overdue) > 0)
        .collect();
    late.sort_by_key(|(.., tally)| std::cmp::Reverse(tally.count(Status::Overdue)));
    late.into_iter()
}

fn urged_json(lang: Lang, id: &Id, ministry: &Ministry, tally: Tally) -> Value {
    let mut object = json!({
        "ministry": id.as_str(),
        "name": ministry.name.get(lang),
        "overdue": tally.count(Status::Overdue),
        "done": tally.done(),
        "total": tally.total(),
    });
    for field in FOCAL {
        object[field] = ministry.values.text(field).into();
    }
    object
}

/// How a ministry is reached.
const FOCAL: [&str; 3] = ["focal_name", "focal_phone", "focal_email"];

fn print_urged(
    lang: Lang,
    programme: &Programme,
    summary: &Summary,
    out: &mut Output,
) -> Result<(), Failure> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (_, ministry, tally) in urged(programme, summary) {
        rows.push(vec![
            tally.count(Status::Overdue).to_string(),
            format!("{}/{}", tally.done(), tally.total()),
            ministry.name.get(lang).to_owned(),
        ]);
        let focal = FOCAL.iter().filter_map(|field| ministry.values.text(field));
        let focal = focal.collect::<Vec<_>>().join(", ");
        if !focal.is_empty() {
            let focal = lang.says_of(lang.focal_point(), &focal);
            rows.push(vec![String::new(), String::new(), format!("  {focal}")]);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line(lang.says_of(lang.urge(), "").trim_end())?;
    let heads = [lang.head_overdue(), lang.head_done(), lang.head_name()];
    out.table(&heads, &rows)
}
