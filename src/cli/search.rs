//! `tiendo search`: the same search as on the board.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use super::start_reading;
use crate::domain::{Id, Platform, clean};
use crate::search::{Hit, Tier, programme};
use crate::setup::Setup;

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let replica = start_reading(setup, matches)?;
    let words: Vec<&str> = matches
        .get_many::<String>("words")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let limit = limit(setup, matches)?;
    let index = programme::index(replica.programme(), setup.lang);
    let hits = index
        .search(&words.join(" "), limit.unwrap_or(usize::MAX))
        .hits;
    let platforms: Vec<&Platform> = replica.programme().platforms().collect();
    let found = hits.iter().filter_map(|hit| {
        let text = index
            .text(hit.document, hit.text)
            .map(|text| text.text.as_str());
        Some((hit, *platforms.get(hit.document)?, text.unwrap_or_default()))
    });
    if matches.get_flag("json") {
        let rows: Value = found
            .map(|(hit, platform, matched)| row(setup, hit, platform, matched))
            .collect();
        return out.json(&rows);
    }
    if hits.is_empty() {
        return out.line(setup.lang.nothing_found());
    }
    let mut similar = false;
    for (hit, platform, matched) in found {
        if hit.tier == Tier::Fuzzy && !similar {
            similar = true;
            out.line(&format!("-- {} --", setup.lang.alike()))?;
        }
        let name = platform.name.get(setup.lang);
        let beside = if matched == name {
            String::new()
        } else {
            format!(" · {matched}")
        };
        out.line(&format!("{:<28} {name}{beside}", platform.id.as_str()))?;
    }
    Ok(())
}

/// The value of `--limit`.
pub(super) fn limit(setup: &Setup, matches: &ArgMatches) -> Result<Option<usize>, Failure> {
    let text = matches.get_one::<String>("limit");
    let number = text.map(|text| {
        let number = text.parse().ok().filter(|number| *number > 0);
        let bad = || Failure::new(Kind::Usage, setup.lang.bad_limit(&clean(text)));
        number.ok_or_else(bad)
    });
    number.transpose()
}

fn row(setup: &Setup, hit: &Hit, platform: &Platform, matched: &str) -> Value {
    json!({
        "platform": platform.id.as_str(),
        "ministry": platform.ministry.as_ref().map(Id::as_str),
        "name": platform.name.get(setup.lang),
        "matched": matched,
        "positions": hit.positions,
        "tier": hit.tier.code(),
        "score": hit.score,
    })
}
