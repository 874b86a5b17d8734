//! `tiendo show`: everything about one platform.

use clap::ArgMatches;
use serde_json::Value;

use super::conflicts;
use super::document::{self, Object};
use super::exit::Failure;
use super::output::{Output, part};
use super::{resolve, start_reading};
use crate::domain::field::{Field, Owner};
use crate::domain::fields::Values;
use crate::domain::milestone::Note;
use crate::domain::{Assessment, Lang, Milestone, Platform, Programme, Summary, assess};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let programme = replica.programme();
    let text = matches
        .get_one::<String>("platform")
        .map_or("", String::as_str);
    let platform = resolve::platform(programme, setup.lang, text)?;
    let summary = Summary::new(programme, &setup.thresholds(), setup.as_of());
    let sheet = Sheet {
        setup,
        programme,
        summary,
        platform,
    };
    if matches.get_flag("json") {
        out.json(&sheet.json())
    } else {
        sheet.print(out)?;
        conflicts::of_platform(setup.lang, &replica, &platform.id, out)
    }
}

struct Sheet<'a> {
    setup: &'a Setup,
    programme: &'a Programme,
    summary: Summary,
    platform: &'a Platform,
}

impl Sheet<'_> {
    fn assess(&self, milestone: &Milestone) -> Assessment {
        assess(milestone, &self.setup.thresholds(), self.setup.as_of())
    }

    /// The object of `list`, and all there is besides.
    fn json(&self) -> Value {
        let platform = self.platform;
        let tally = self.summary.platform(&platform.id);
        let mut object = document::platform(self.setup, &self.summary, platform);
        object.insert("spi".into(), tally.progress.spi().map(part).into());
        object.insert("name_status".into(), platform.name_status.clone().into());
        object.insert("aliases".into(), platform.aliases.clone().into());
        object.insert("weight".into(), platform.weight.into());
        object.insert("notes".into(), document::notes(platform.notes.values()));
        object.insert("former_owners".into(), document::former_owners(platform));
        object.insert(
            "fields".into(),
            document::fields(Owner::Platform, &platform.values),
        );
        let milestones = platform
            .milestones()
            .map(|milestone| self.milestone_json(milestone));
        object.insert("milestones".into(), milestones.collect());
        object.into()
    }

    fn milestone_json(&self, milestone: &Milestone) -> Object {
        let kind = self.programme.kind(&milestone.kind);
        let mut object = document::milestone(self.setup, self.platform, milestone);
        object.insert(
            "name".into(),
            kind.map(|kind| kind.name.get(self.setup.lang)).into(),
        );
        object.insert("weight".into(), self.programme.weight(milestone).into());
        object.extend(document::more(self.setup, milestone));
        object
    }

    fn print(&self, out: &mut Output) -> Result<(), Failure> {
        let (lang, platform) = (self.setup.lang, self.platform);
        let tally = self.summary.platform(&platform.id);
        out.line(platform.name.get(lang))?;
        for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
            let name = platform.name.own(other);
            if !name.is_empty() {
                out.line(&format!("  {name}"))?;
            }
        }
        let ministry = platform
            .ministry
            .as_ref()
            .and_then(|id| self.programme.ministry(id));
        let rag = lang.rag(self.summary.rag(&platform.id));
        out.line(&format!(
            "{} · {} · {rag}",
            platform.id,
            ministry.map_or("", |ministry| ministry.name.get(lang))
        ))?;
        for owner in platform.former_owners() {
            out.line(&format!("  {}", lang.former(&owner, self.programme)))?;
        }
        out.line(&format!(
            "{}/{} · {} · {} {}",
            tally.done(),
            tally.total(),
            lang.percent(tally.progress.done),
            lang.expected(),
            lang.percent(tally.progress.expected),
        ))?;
        let told = [
            "focal_name",
            "focal_phone",
            "focal_email",
            "obstacle",
            "proposal",
        ];
        self.print_fields("", Owner::Platform, (&platform.values, &told), out)?;
        self.print_notes("", platform.notes.values(), out)?;
        out.line("")?;
        for milestone in platform.milestones() {
            self.print_milestone(milestone, out)?;
        }
        Ok(())
    }

    fn print_milestone(&self, milestone: &Milestone, out: &mut Output) -> Result<(), Failure> {
        let lang = self.setup.lang;
        let assessment = self.assess(milestone);
        let name = self
            .programme
            .kind(&milestone.kind)
            .map_or("", |kind| kind.short.get(lang));
        let count = milestone
            .target
            .map(|target| format!("{}/{target}", milestone.reached()));
        let date = |date: jiff::civil::Date| lang.date(date);
        let parts = [
            Some(lang.status(assessment.status).to_owned()),
            count,
            lang.due_date(milestone),
            milestone.forecast.map(|day| lang.forecast_on(&date(day))),
            milestone.actual.map(|day| lang.done_on(&date(day))),
            lang.lateness(milestone, assessment),
            assessment.unverified.then(|| lang.unverified().to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        out.line(&format!(
            "{:<14} {}",
            milestone.kind.as_str(),
            lang.says_of(name, &parts.join(" · "))
        ))?;
        let numbers: Vec<&str> = milestone
            .documents()
            .filter_map(|document| document.number.as_deref())
            .collect();
        if !numbers.is_empty() {
            out.line(&format!(
                "{:15}{}",
                "",
                lang.evidence_is(&numbers.join(", "))
            ))?;
        }
        let indent = " ".repeat(15);
        let told = ["reason", "state_document", "obstacle", "proposal"];
        self.print_fields(&indent, Owner::Milestone, (&milestone.values, &told), out)?;
        self.print_notes(&indent, milestone.notes.values(), out)
    }

    fn print_fields(
        &self,
        indent: &str,
        owner: Owner,
        (values, told): (&Values, &[&str]),
        out: &mut Output,
    ) -> Result<(), Failure> {
        for field in Field::of(owner).filter(|field| told.contains(&field.name)) {
            if let Some(value) = values.get(field.name) {
                let label = self.setup.lang.pick(field.label);
                let text = self.setup.lang.says_of(label, &value.to_string());
                out.line(&format!("{indent}{text}"))?;
            }
        }
        Ok(())
    }

    fn print_notes<'n>(
        &self,
        indent: &str,
        notes: impl Iterator<Item = &'n Note>,
        out: &mut Output,
    ) -> Result<(), Failure> {
        for note in notes {
            let by = note.touch.as_ref().map(|touch| {
                format!(
                    "{}, {}: ",
                    touch.by,
                    self.setup.lang.moment(touch.at, &self.setup.zone)
                )
            });
            out.line(&format!(
                "{indent}{}“{}”",
                by.unwrap_or_default(),
                note.text
            ))?;
        }
        Ok(())
    }
}
