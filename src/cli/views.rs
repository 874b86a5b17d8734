//! `tiendo views` and `tiendo view`: named filters and orders.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::exit::{Failure, Kind};
use super::filter::{bad_filter, columns, load, sort};
use super::output::Output;
use super::start::bad_choice;
use crate::domain::{Lang, clean};
use crate::filter::columns::Column;
use crate::filter::{Filter, Sorts};
use crate::setup::Setup;
use crate::views::{BUILT_IN, View, ViewsError, built_in, same};

/// What can be done to a view.
const ACTIONS: [&str; 3] = ["save", "rename", "remove"];

/// Lists the views: the user's, then those that come with the program.
pub(super) fn list(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let own = load(setup).own.into_iter().map(|view| (None, view));
    let built_in = BUILT_IN
        .iter()
        .map(|known| (Some(known.code), known.view(lang)));
    let views: Vec<(Option<&str>, View)> = own.chain(built_in).collect();
    if matches.get_flag("json") {
        let objects: Value = views
            .iter()
            .map(|(code, view)| object(*code, view))
            .collect();
        return out.json(&objects);
    }
    let rows: Vec<Vec<String>> = views
        .iter()
        .map(|(code, view)| {
            let origin = code.map_or(lang.view_own(), |_| lang.view_built_in());
            let name = code.map_or_else(|| view.name.clone(), ToOwned::to_owned);
            let title = if code.is_some() {
                view.name.as_str()
            } else {
                ""
            };
            vec![
                name,
                title.to_owned(),
                origin.to_owned(),
                order(view, lang),
                chosen(view, lang),
                view.filter.clone(),
            ]
        })
        .collect();
    let head = [
        lang.head_code(),
        lang.head_name(),
        lang.head_owner(),
        lang.head_sort(),
        lang.head_columns(),
        lang.head_filter(),
    ];
    out.table(&head, &rows)
}

fn order(view: &View, lang: Lang) -> String {
    let Sorts {
        ministries,
        platforms,
        milestones,
    } = view.sorts;
    let mut orders: Vec<String> = Vec::new();
    for sort in [platforms, milestones, ministries] {
        let text = lang.order(sort);
        if sort != crate::filter::Sort::default() && !orders.contains(&text) {
            orders.push(text);
        }
    }
    if orders.is_empty() {
        "–".to_owned()
    } else {
        orders.join(" ")
    }
}

/// The columns of a view, in words.
fn chosen(view: &View, lang: Lang) -> String {
    let words: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.word(lang))
        .collect();
    if words.is_empty() {
        "–".to_owned()
    } else {
        words.join(" ")
    }
}

fn object(code: Option<&str>, view: &View) -> Value {
    json!({
        "name": view.name,
        "code": code,
        "filter": view.filter,
        "sort": {
            "ministries": view.sorts.ministries.to_string(),
            "platforms": view.sorts.platforms.to_string(),
            "milestones": view.sorts.milestones.to_string(),
        },
        "columns": view.columns.iter().map(Column::code).collect::<Vec<_>>(),
    })
}

/// Keeps or removes a view of the user.
pub(super) fn change(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let (action, typed) = (text("action"), text("name"));
    let bad_name = || Failure::new(Kind::Refused, lang.view_name_bad());
    let name = View::name_of(typed).ok_or_else(bad_name)?;
    let is_own = || load(setup).own.iter().any(|view| view.name == name);
    if built_in(&name).is_some() && !(action == "remove" && is_own()) {
        return Err(Failure::new(
            Kind::Refused,
            lang.view_is_built_in(&clean(&name)),
        ));
    }
    match action {
        "save" => {
            let filter = text("filter");
            filter
                .parse::<Filter>()
                .map_err(|bad| bad_filter(lang, filter, "--filter", &bad))?;
            let sorts = matches
                .get_one::<String>("sort")
                .map(|text| sort(lang, text));
            let view = View {
                filter: filter.to_owned(),
                sorts: sorts.transpose()?.map(Sorts::all).unwrap_or_default(),
                columns: columns(lang, text("columns"))?,
                name,
            };
            view.save(&setup.places.views)
                .map_err(|error| failed(setup, &error))?;
            out.line(&lang.view_saved(&view.name))
        }
        "rename" => rename(setup, &name, text("to"), out),
        "remove" => {
            let found = View::remove(&name, &setup.places.views);
            if found.map_err(|error| failed(setup, &error))? {
                out.line(&lang.view_removed(&name))
            } else {
                Err(Failure::new(Kind::Refused, lang.no_such_view(&name)))
            }
        }
        other => Err(bad_choice(lang, other, lang.arg_action(), &ACTIONS)),
    }
}

/// Gives a view of the user a name that no other one has.
fn rename(setup: &Setup, old: &str, typed: &str, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let refuse = |text: String| Err(Failure::new(Kind::Refused, text));
    let Some(name) = View::name_of(typed) else {
        return refuse(lang.view_name_bad().to_owned());
    };
    if built_in(&name).is_some() {
        return refuse(lang.view_is_built_in(&name));
    }
    let mut others = load(setup).own.into_iter();
    if others.any(|view| same(&view.name, &name) && !same(&view.name, old)) {
        return refuse(lang.view_name_taken(&name));
    }
    let found = View::rename(old, &name, &setup.places.views);
    if found.map_err(|error| failed(setup, &error))? {
        out.line(&lang.view_renamed(old, &name))
    } else {
        refuse(lang.no_such_view(old))
    }
}

fn failed(setup: &Setup, error: &ViewsError) -> Failure {
    let kind = match error {
        ViewsError::Io(_) => Kind::Files,
        ViewsError::Broken { .. } => Kind::Damaged,
    };
    let text = setup.lang.views_error(&setup.places.views, error);
    Failure::new(kind, clean(&text).into_owned())
}
