//! Finding what an argument names: a code, the beginning of one, or search words.

use super::arrange;
use super::exit::{Failure, Kind};
use crate::domain::{Entity, Id, Lang, MilestoneId, Platform, Programme, clean};
use crate::search::{Tier, fold, programme};

/// Most candidates that are listed.
const CANDIDATES: usize = 10;

/// The platform that a text names.
pub(super) fn platform<'p>(
    list: &'p Programme,
    lang: Lang,
    text: &str,
) -> Result<&'p Platform, Failure> {
    let by_code: Vec<&Platform> = list
        .platforms()
        .filter(|platform| platform.id.as_str() == text)
        .collect();
    let by_start = || {
        list.platforms()
            .filter(|platform| !text.is_empty() && platform.id.as_str().starts_with(text))
    };
    let candidates = if by_code.is_empty() {
        by_start().collect()
    } else {
        by_code
    };
    match candidates[..] {
        [only] => return Ok(only),
        [_, _, ..] => return Err(ambiguous(lang, text, &candidates)),
        [] => {}
    }
    let hits = programme::index(list, lang).search(text, usize::MAX).hits;
    let found = |tier: fn(Tier) -> bool| -> Vec<&Platform> {
        let hits = hits.iter().filter(|hit| tier(hit.tier));
        hits.filter_map(|hit| list.platforms().nth(hit.document))
            .collect()
    };
    let (exact, sure) = (
        found(|tier| tier == Tier::Exact),
        found(|tier| tier != Tier::Fuzzy),
    );
    match (&exact[..], &sure[..]) {
        ([only], _) | (_, [only]) => Ok(only),
        (_, []) => Err(arrange::refuse_archived(list, lang, text)
            .unwrap_or_else(|| unknown(lang, text, &found(|_| true)))),
        _ => Err(ambiguous(lang, text, &sure)),
    }
}

fn ambiguous(lang: Lang, text: &str, candidates: &[&Platform]) -> Failure {
    let mut message = lang.ambiguous(&clean(text), candidates.len());
    for platform in candidates.iter().take(CANDIDATES) {
        message = format!(
            "{message}\n  {:<28} {}",
            platform.id.as_str(),
            clean(platform.name.get(lang))
        );
    }
    if candidates.len() > CANDIDATES {
        message = format!(
            "{message}\n  {}",
            lang.more_like_this(candidates.len() - CANDIDATES)
        );
    }
    Failure::new(Kind::Refused, message)
}

fn unknown(lang: Lang, text: &str, similar: &[&Platform]) -> Failure {
    let message = lang.unknown_platform(&clean(text));
    let suggestion = similar
        .first()
        .map(|platform| lang.did_you_mean(platform.id.as_str()));
    Failure::new(
        Kind::Refused,
        [Some(message), suggestion]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// The milestone of a platform that a text names.
pub(super) fn milestone(
    list: &Programme,
    lang: Lang,
    platform: &Platform,
    text: &str,
) -> Result<MilestoneId, Failure> {
    let kinds: Vec<&Id> = platform
        .milestones()
        .map(|milestone| &milestone.kind)
        .collect();
    let wanted = fold(text).text;
    let code = text.to_lowercase();
    let names = |id: &Id| -> Vec<String> {
        let kind = list.kind(id);
        let names = kind.into_iter().flat_map(|kind| [&kind.short, &kind.name]);
        names
            .flat_map(|names| Lang::ALL.map(|lang| fold(names.own(lang)).text))
            .collect()
    };
    let tests: [&dyn Fn(&Id) -> bool; 4] = [
        &|id| id.as_str() == code,
        &|id| id.as_str().starts_with(&code),
        &|id| names(id).contains(&wanted),
        &|id| names(id).iter().any(|name| name.contains(&wanted)),
    ];
    let fitting = |test: &&dyn Fn(&Id) -> bool| -> Vec<&Id> {
        let fitting = kinds.iter().filter(|id| !wanted.is_empty() && test(id));
        fitting.copied().collect()
    };
    // The first test that anything passes decides; to go on to a looser one would be to guess.
    let found = tests.iter().map(fitting).find(|found| !found.is_empty());
    let codes = |kinds: &[&Id]| {
        let codes: Vec<&str> = kinds.iter().map(|id| id.as_str()).collect();
        codes.join(", ")
    };
    let refuse = |message: String| Err(Failure::new(Kind::Refused, message));
    match found.as_deref() {
        Some([only]) => Ok(MilestoneId {
            platform: platform.id.clone(),
            kind: (*only).clone(),
        }),
        Some(several) => refuse(lang.ambiguous_milestone(&clean(text), &codes(several))),
        None => refuse(lang.unknown_milestone(&clean(text), &codes(&kinds))),
    }
}

/// What a text such as `ndxp/plan`, `ndxp`, `ministry:finance` or `kind:plan` names.
pub(super) fn target(list: &Programme, lang: Lang, text: &str) -> Result<Entity, Failure> {
    if let Some(name) = text.strip_prefix("ministry:") {
        return ministry(list, lang, name).map(Entity::Ministry);
    }
    if let Some(name) = text.strip_prefix("kind:") {
        return kind(list, lang, name).map(Entity::Kind);
    }
    match text.rsplit_once('/') {
        Some((name, kind)) => {
            let platform = platform(list, lang, name)?;
            milestone(list, lang, platform, kind).map(Entity::Milestone)
        }
        None => platform(list, lang, text).map(|platform| Entity::Platform(platform.id.clone())),
    }
}

/// The kind of milestone of this code.
fn kind(list: &Programme, lang: Lang, text: &str) -> Result<Id, Failure> {
    let codes: Vec<&str> = list.kinds().map(|(id, _)| id.as_str()).collect();
    let found = list.kinds().find(|(id, _)| id.as_str() == text);
    let unknown = || {
        let message = lang.unknown_milestone(&clean(text), &codes.join(", "));
        Failure::new(Kind::Refused, message)
    };
    found.map(|(id, _)| id.clone()).ok_or_else(unknown)
}

/// The ministry that a text names: its code, its abbreviation, or its name without accents.
pub(super) fn ministry(list: &Programme, lang: Lang, text: &str) -> Result<Id, Failure> {
    let wanted = fold(text).text;
    let exact = list.ministries().find(|(id, ministry)| {
        let names = [&ministry.abbreviation, &ministry.name];
        id.as_str() == text
            || names.iter().any(|names| {
                Lang::ALL
                    .iter()
                    .any(|lang| fold(names.own(*lang)).text == wanted)
            })
    });
    let within = || {
        let mut found = list.ministries().filter(|(_, ministry)| {
            Lang::ALL
                .iter()
                .any(|lang| fold(ministry.name.own(*lang)).text.contains(&wanted))
        });
        found
            .next()
            .filter(|_| !wanted.is_empty() && found.next().is_none())
    };
    let found = exact
        .filter(|_| !wanted.is_empty())
        .or_else(within)
        .map(|(id, _)| id.clone());
    found.ok_or_else(|| {
        arrange::refuse_archived(list, lang, &format!("ministry:{text}"))
            .unwrap_or_else(|| Failure::new(Kind::Refused, lang.unknown_ministry(&clean(text))))
    })
}
