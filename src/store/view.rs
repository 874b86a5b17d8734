//! `store.json`: the state as one readable JSON document, a milestone a line, keys in a fixed order. It is derived from
//! the journals; equal data gives equal bytes. Where lines are lost it may be all that is left of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use memchr::memmem;
use serde::Serialize;

use super::basis::Basis;
use super::fold::Fold;
use super::line::LineId;
use crate::domain::change::ADDED;
use crate::domain::{Programme, Value};

/// The name of the format.
pub const FORMAT: &str = "tiendo/1";

type Fields<'a> = BTreeMap<&'a str, Value>;

/// The document, with a last field that is the hash of all before it: what was written by the program can be told from
/// what was edited by hand. `conflicts` is how many values stand against each other.
#[must_use]
pub fn render(fold: &Fold, programme: &Programme, conflicts: usize) -> String {
    let mut state = fold.state();
    for fields in state.values_mut() {
        fields.remove(ADDED);
    }
    let basis = Basis::of(fold);
    let mut text = format!(
        "{{\n\"format\":{},\n\"upto\":{},\n",
        json(&FORMAT),
        json(&basis.upto)
    );
    if !basis.ends.is_empty() {
        let _ = writeln!(text, "\"ends\":{},", json(&basis.ends));
    }
    if !basis.lacking.is_empty() {
        let _ = writeln!(text, "\"lacking\":{},", json(&basis.lacking));
    }
    let _ = writeln!(
        text,
        "\"programme\":{},",
        json(&state.remove("programme").unwrap_or_default())
    );
    let mut thing = |id: &str, entity: &str| {
        let fields = state.remove(entity).unwrap_or_default();
        object(id, &fields)
    };
    let kinds = programme.kinds();
    let kinds = kinds.map(|(id, _)| thing(id.as_str(), &format!("kind:{id}")));
    list(&mut text, "kinds", kinds);
    let ministries = programme.ministries();
    let ministries = ministries.map(|(id, _)| thing(id.as_str(), &format!("ministry:{id}")));
    list(&mut text, "ministries", ministries);
    let platforms = programme.platforms().map(|platform| {
        let head = thing(platform.id.as_str(), platform.id.as_str());
        let head = head.strip_suffix('}').unwrap_or(&head);
        let milestones = platform.milestones().map(|milestone| {
            let kind = milestone.kind.as_str();
            thing(kind, &format!("{}/{kind}", platform.id))
        });
        let milestones: Vec<String> = milestones.collect();
        let milestones = milestones.join(",\n  ");
        format!("{head},\"milestones\":[\n  {milestones}\n ]}}")
    });
    list(&mut text, "platforms", platforms);
    let others = state.iter();
    let others = others.map(|(entity, fields)| object(entity, fields));
    list(&mut text, "others", others);
    let _ = writeln!(text, "\"conflicts\":{conflicts},");
    let end = end(text.as_bytes());
    text + &end
}

/// How a document ends: with the hash of all before, its `check` field.
#[must_use]
pub fn end(before: &[u8]) -> String {
    format!("\"check\":\"{}\"\n}}\n", LineId::of(before))
}

/// Whether a document is as the program wrote it. An empty one is not: an editor may have just emptied it, to fill it anew.
#[must_use]
pub fn is_untouched(bytes: &[u8]) -> bool {
    let place = memmem::rfind(bytes, b"\"check\":");
    let split = place.map(|place| bytes.split_at(place));
    split.is_some_and(|(before, last)| last == end(before).as_bytes())
}

/// Where a document says that its format is a newer one. No name and no value of a document can look like that.
#[must_use]
pub fn newer(bytes: &[u8]) -> Option<usize> {
    let key = b"\"format\"";
    let place = memmem::find(bytes, key)?;
    let rest = bytes[place + key.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b":")?.trim_ascii_start();
    let version = rest.strip_prefix(b"\"tiendo/")?;
    (!version.starts_with(b"1\"")).then_some(place)
}

fn list(text: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    let _ = writeln!(text, "\"{name}\":[\n {}\n],", items.join(",\n "));
}

fn object(id: &str, fields: &Fields<'_>) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!(",{}:{}", json(name), json(value)))
        .collect();
    format!("{{\"id\":{}{}}}", json(&id), fields.concat())
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
