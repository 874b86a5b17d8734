//! The commands that change the list itself: add, move, order, archive, restore.

use std::collections::HashSet;

use clap::ArgMatches;

use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use super::{adopt, resolve};
use crate::domain::field::Owner;
use crate::domain::operation::{Edit, Place};
use crate::domain::{Entity, Id, Lang, Operation, Programme, clean};
use crate::replica::{Recorded, Replica, edit_of};
use crate::search::fold;

/// What can be added, as it is typed.
pub(super) const KINDS: [(&str, Owner); 4] = [
    ("ministry", Owner::Ministry),
    ("platform", Owner::Platform),
    ("milestone", Owner::Milestone),
    ("kind", Owner::Kind),
];

/// The operation of a command of these; `None` for any other command.
pub(super) fn operation(
    lang: Lang,
    programme: &Programme,
    name: &str,
    matches: &ArgMatches,
) -> Option<Result<Operation, Failure>> {
    let asked = Asked {
        lang,
        programme,
        matches,
    };
    Some(match name {
        "add" => asked.add(),
        "move" => asked.move_to(),
        "order" => asked.order(),
        "archive" => asked.archive(),
        "restore" => asked.restore(),
        _ => return None,
    })
}

struct Asked<'a> {
    lang: Lang,
    programme: &'a Programme,
    matches: &'a ArgMatches,
}

impl Asked<'_> {
    fn text(&self, name: &str) -> &str {
        let text = self.matches.get_one::<String>(name);
        text.map_or("", String::as_str)
    }

    fn texts(&self, name: &str) -> impl Iterator<Item = &String> {
        self.matches.get_many::<String>(name).into_iter().flatten()
    }

    /// The options that were given, each as a field and its text.
    fn given(&self, options: &[(&str, &str)]) -> Vec<(String, String)> {
        let given = options.iter().filter_map(|(option, field)| {
            let text = self.matches.get_one::<String>(option)?;
            Some(((*field).to_owned(), text.clone()))
        });
        given.collect()
    }

    fn add(&self) -> Result<Operation, Failure> {
        let what = self.text("what");
        let known = KINDS.into_iter().find(|(name, _)| *name == what);
        let Some((_, what)) = known else {
            let names = KINDS.map(|(name, _)| name);
            return Err(super::start::bad_choice(
                self.lang,
                what,
                self.lang.arg_what(),
                &names,
            ));
        };
        let mut fields = self.given(&[("name", "name_vi")]);
        fields.extend(self.pairs()?);
        if let Some(text) = self.matches.get_one::<String>("ministry") {
            let ministry = resolve::ministry(self.programme, self.lang, text)?;
            fields.push(("ministry".to_owned(), ministry.to_string()));
        }
        let (platforms, code) = match (what, self.text("code").rsplit_once('/')) {
            (Owner::Milestone, Some((platform, kind))) => {
                let platform = resolve::platform(self.programme, self.lang, platform)?;
                (vec![platform.id.clone()], kind)
            }
            (Owner::Milestone, None) => {
                let message = self.lang.milestone_of_platform();
                return Err(Failure::new(Kind::Usage, message));
            }
            _ => (Vec::new(), self.text("code")),
        };
        Ok(Operation::Add {
            what,
            code: code.to_owned(),
            platforms,
            fields,
        })
    }

    /// Fields with their values, one after the other.
    fn pairs(&self) -> Result<Vec<(String, String)>, Failure> {
        let more: Vec<&String> = self.texts("more").collect();
        let (pairs, rest) = more.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(Failure::new(Kind::Usage, self.lang.odd_fields()));
        }
        let pairs = pairs.iter();
        Ok(pairs
            .map(|[field, text]| ((*field).clone(), (*text).clone()))
            .collect())
    }

    /// All but the last argument are platforms, the last one is the ministry.
    fn move_to(&self) -> Result<Operation, Failure> {
        let names: Vec<&String> = self.texts("platforms").collect();
        let Some((ministry, platforms)) = names.split_last().filter(|(_, rest)| !rest.is_empty())
        else {
            return Err(Failure::new(Kind::Usage, self.lang.move_needs_both()));
        };
        let name = ministry.strip_prefix("ministry:").unwrap_or(ministry);
        // One that is put away is refused by the rules, which say so.
        let ministry = put_away(self.programme, name, &|id| Entity::Ministry(id))
            .map_or_else(|| resolve::ministry(self.programme, self.lang, name), Ok)?;
        let platforms = platforms
            .iter()
            .map(|name| resolve::platform(self.programme, self.lang, name))
            .map(|platform| Ok(platform?.id.clone()))
            .collect::<Result<Vec<Id>, Failure>>()?;
        let mut fields = vec![("ministry".to_owned(), ministry.to_string())];
        fields.extend(self.given(&[("on", "moved_on"), ("document", "move_document")]));
        Ok(Operation::Move { platforms, fields })
    }

    fn order(&self) -> Result<Operation, Failure> {
        let target = self.target(self.text("target"))?;
        let beside = |name: &str| {
            let text = self.matches.get_one::<String>(name);
            text.map(|text| self.target(text)).transpose()
        };
        let places = [
            self.matches.get_flag("first").then_some(Place::First),
            self.matches.get_flag("last").then_some(Place::Last),
            beside("before")?.map(Place::Before),
            beside("after")?.map(Place::After),
        ];
        let mut places = places.into_iter().flatten();
        match (places.next(), places.next()) {
            (Some(to), None) => Ok(Operation::Order {
                targets: vec![target],
                to,
            }),
            _ => Err(Failure::new(Kind::Usage, self.lang.order_needs_place())),
        }
    }

    fn target(&self, text: &str) -> Result<Entity, Failure> {
        resolve::target(self.programme, self.lang, text)
    }

    fn archive(&self) -> Result<Operation, Failure> {
        let targets = self.texts("targets");
        // What is put away already is no mistake of whoever says it twice.
        let named = |text: &String| {
            archived(self.programme, self.lang, text).map_or_else(|| self.target(text), Ok)
        };
        Ok(Operation::Archive {
            targets: targets.map(named).collect::<Result<_, _>>()?,
            fields: self.given(&[
                ("on", "archived"),
                ("reason", "archive_reason"),
                ("document", "archive_document"),
            ]),
        })
    }

    fn restore(&self) -> Result<Operation, Failure> {
        let named = |text: &String| match archived(self.programme, self.lang, text) {
            Some(entity) => Ok(entity),
            None => self.target(text),
        };
        Ok(Operation::Restore {
            targets: self.texts("targets").map(named).collect::<Result<_, _>>()?,
        })
    }
}

fn put_away(programme: &Programme, code: &str, of: &dyn Fn(Id) -> Entity) -> Option<Id> {
    let id: Id = code.parse().ok()?;
    programme.is_archived(&of(id.clone())).then_some(id)
}

/// What is put away and named so: by its code, or as the only one by its name.
pub(super) fn archived(programme: &Programme, lang: Lang, text: &str) -> Option<Entity> {
    let of_platform = || {
        let (name, kind) = text.rsplit_once('/')?;
        let platform = resolve::platform(programme, lang, name).ok()?;
        format!("{}/{kind}", platform.id).parse().ok()
    };
    let codes = [text.parse().ok(), of_platform()].into_iter().flatten();
    let mut by_code = codes.filter(|entity| programme.is_archived(entity));
    if let Some(entity) = by_code.next() {
        return Some(entity);
    }
    let wanted = fold(text).text;
    let is_ministry = |entity: &Entity| match entity {
        Entity::Ministry(id) => programme
            .ministry(id)
            .is_some_and(|ministry| resolve::is_called(ministry, text)),
        _ => false,
    };
    let is_named = |entity: &Entity| {
        let mut names = Lang::ALL
            .into_iter()
            .map(|lang| programme.title(entity, lang));
        names.any(|name| fold(&name).text == wanted) || is_ministry(entity)
    };
    let mut found = programme.archived().into_iter().filter(is_named);
    found.next().filter(|_| found.next().is_none())
}

/// That what is named is put away, where it is.
pub(super) fn refuse_archived(programme: &Programme, lang: Lang, text: &str) -> Option<Failure> {
    let entity = archived(programme, lang, text)?;
    let message = lang.put_away(&clean(&entity.to_string()));
    Some(Failure::new(Kind::Refused, message))
}

/// That what has this as a part of its name is put away, where any is.
pub(super) fn refuse_archived_part(
    programme: &Programme,
    lang: Lang,
    text: &str,
) -> Option<Failure> {
    let wanted = fold(text).text;
    let is_named = |entity: &Entity| {
        let titles = Lang::ALL.map(|lang| fold(&programme.title(entity, lang)).text);
        // A milestone is called by its platform, too.
        matches!(entity, Entity::Platform(_) | Entity::Ministry(_))
            && titles.iter().any(|title| title.contains(&wanted))
    };
    let mut found = programme.archived().into_iter().filter(is_named);
    let first = found.next().filter(|_| !wanted.is_empty())?;
    let message = if found.next().is_none() {
        lang.put_away(&clean(&first.to_string()))
    } else {
        let unknown = lang.unknown_platform(&clean(text));
        format!("{unknown} {}", lang.see_archived())
    };
    Some(Failure::new(Kind::Refused, message))
}

/// Whether a flag is given; a command that has none of the name is not asked for it.
pub(super) fn has_flag(matches: &ArgMatches, name: &str) -> bool {
    let flag = matches.try_get_one::<bool>(name);
    flag.ok().flatten().copied().unwrap_or(false)
}

/// What was recorded, as edits, and whether each settled a conflict: all that its line says; of one that voids another,
/// what that has changed.
pub(super) fn edits(replica: &Replica, recorded: &Recorded) -> Vec<(Edit, bool)> {
    let line = replica.fold().line(recorded.id);
    let said = line.into_iter().flat_map(|line| &line.body.changes);
    let mut edits: Vec<Edit> = said.filter_map(edit_of).collect();
    if edits.is_empty() {
        let changes = recorded.changes.iter();
        edits.extend(changes.map(|change| Edit {
            entity: change.entity.clone(),
            field: change.field.clone(),
            to: change.to.clone(),
        }));
    }
    let settled = recorded.settled.iter();
    let settled: HashSet<_> = settled
        .map(|change| (&change.entity, &change.field))
        .collect();
    let settles = |edit: &Edit| settled.contains(&(&edit.entity, &edit.field));
    let edits = edits.into_iter();
    edits.map(|edit| (edit.clone(), settles(&edit))).collect()
}

/// Edits, each with whether it settles a conflict, one a line, or as JSON.
pub(super) fn show(
    lang: Lang,
    replica: &Replica,
    edits: &[(Edit, bool)],
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<(), Failure> {
    if has_flag(matches, "json") {
        return out.json(&edits.iter().map(row).collect());
    }
    for (edit, settles) in edits {
        let text = adopt::text(lang, replica.programme(), edit);
        if *settles {
            out.line(&format!("{text} · {}", lang.conflict_settled()))?;
        } else {
            out.line(&text)?;
        }
    }
    Ok(())
}

fn row((edit, settles): &(Edit, bool)) -> Value {
    let mut row = json!({ "target": edit.entity.to_string(), "field": edit.field, "to": edit.to });
    if *settles {
        row["settled"] = true.into();
    }
    row
}
