//! Finding what an argument names: a code, the beginning of one, or search words.

use super::arrange;
use super::exit::{Failure, Kind};
use crate::domain::programme::Ministry;
use crate::domain::{Entity, Id, Lang, MilestoneId, Names, Platform, Programme, clean};
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
    if by_code.is_empty() {
        refuse_code(list, lang, text)?;
    }
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
    if let [only] = exact[..] {
        return Ok(only);
    }
    if exact.is_empty()
        && let Some(refusal) = arrange::refuse_archived(list, lang, text)
    {
        return Err(refusal);
    }
    match sure[..] {
        [only] => Ok(only),
        [] => Err(arrange::refuse_archived_part(list, lang, text)
            .unwrap_or_else(|| unknown(lang, text, &found(|_| true)))),
        _ => Err(ambiguous(lang, text, &sure)),
    }
}

/// Refuses the code of what is put away: whoever knows it means nothing else that is called alike.
fn refuse_code(list: &Programme, lang: Lang, code: &str) -> Result<(), Failure> {
    let named = code.parse::<Entity>().ok();
    let is_away = named.is_some_and(|entity| list.is_archived(&entity));
    let refusal = is_away.then(|| arrange::refuse_archived(list, lang, code));
    refusal.flatten().map_or(Ok(()), Err)
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
    let next = match similar.first() {
        Some(platform) => lang.did_you_mean(platform.id.as_str()),
        None => lang.see_list().to_owned(),
    };
    Failure::new(Kind::Refused, format!("{message} {next}"))
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
    refuse_code(list, lang, &format!("{}/{code}", platform.id))?;
    refuse_code(list, lang, &format!("kind:{code}"))?;
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

/// What a text such as `ndxp/plan`, `ndxp`, `BYT`, `ministry:finance` or `kind:plan` names.
pub(super) fn target(list: &Programme, lang: Lang, text: &str) -> Result<Entity, Failure> {
    if let Some(name) = text.strip_prefix("ministry:") {
        return ministry(list, lang, name).map(Entity::Ministry);
    }
    if let Some(name) = text.strip_prefix("kind:") {
        return kind(list, lang, name).map(Entity::Kind);
    }
    if let Some((name, kind)) = text.rsplit_once('/') {
        let platform = platform(list, lang, name)?;
        return milestone(list, lang, platform, kind).map(Entity::Milestone);
    }
    let mut platforms = list.platforms().map(|platform| platform.id.as_str());
    let is_code = platforms.any(|id| id.starts_with(text));
    // What BYT owns is not meant by BYT.
    match ministry_called(list, text).filter(|_| !is_code) {
        Some(id) => Ok(Entity::Ministry(id.clone())),
        None => Ok(Entity::Platform(platform(list, lang, text)?.id.clone())),
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

/// The ministry of this code, abbreviation or whole name, with or without accents.
fn ministry_called<'p>(list: &'p Programme, text: &str) -> Option<&'p Id> {
    let mut found = list
        .ministries()
        .filter(|(id, ministry)| id.as_str() == text || is_called(ministry, text));
    found.next().map(|(id, _)| id)
}

/// Whether a text is the abbreviation or the whole name of a ministry, with or without accents.
pub(super) fn is_called(ministry: &Ministry, text: &str) -> bool {
    let wanted = fold(text).text;
    let is_it = |names: &Names| {
        let mut names = Lang::ALL.into_iter().map(|lang| fold(names.own(lang)).text);
        names.any(|name| name == wanted)
    };
    !wanted.is_empty() && (is_it(&ministry.abbreviation) || is_it(&ministry.name))
}

/// The ministry that a text names: its code, its abbreviation, its name without accents, or a part of that.
pub(super) fn ministry(list: &Programme, lang: Lang, text: &str) -> Result<Id, Failure> {
    let wanted = fold(text).text;
    let within = || {
        let mut found = list.ministries().filter(|(_, ministry)| {
            let names = Lang::ALL.map(|lang| fold(ministry.name.own(lang)).text);
            names.iter().any(|name| name.contains(&wanted))
        });
        let only = found.next().filter(|_| found.next().is_none());
        only.filter(|_| !wanted.is_empty()).map(|(id, _)| id)
    };
    let called = ministry_called(list, text);
    if called.is_none() {
        refuse_code(list, lang, &format!("ministry:{text}"))?;
    }
    let found = called.or_else(within).cloned();
    found.ok_or_else(|| {
        arrange::refuse_archived(list, lang, &format!("ministry:{text}"))
            .unwrap_or_else(|| Failure::new(Kind::Refused, lang.unknown_ministry(&clean(text))))
    })
}
