//! `tiendo config`: the settings, listed, printed, changed, checked.

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use crate::app::bindings::Keymap;
use crate::app::items::Item;
use crate::app::keymap::{KEYMAP, Row};
use crate::domain::clean;
use crate::settings::{FileFault, SETTINGS, Setter, Settings, Value, nearest};
use crate::setup::Setup;

/// Whether the arguments ask for what is wrong in the file, so that it is not told of twice.
pub(super) fn checks(matches: &ArgMatches) -> bool {
    let config = matches.subcommand_matches("config");
    config.is_some_and(|config| config.get_flag("check"))
}

pub(super) fn run(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    if matches.get_flag("path") {
        return out.line(&setup.places.config.display().to_string());
    }
    if matches.get_flag("check") {
        return check(setup, out);
    }
    let Some(key) = text("key") else {
        return list(setup, matches, out);
    };
    let item = find(setup, key)?;
    match text("value") {
        Some(typed) => set(setup, item, typed, out),
        None if matches.get_flag("unset") => save(setup, item, None, out),
        None if matches.get_flag("json") => out.json(&object(setup, item)),
        None => {
            let value = item.value(&setup.settings, &keymap(setup)).0;
            out.line(&value.map(|value| value.to_string()).unwrap_or_default())
        }
    }
}

fn keymap(setup: &Setup) -> Keymap {
    Keymap::new(setup.settings.file.keys()).0
}

fn find(setup: &Setup, path: &str) -> Result<Item, Failure> {
    let unknown = || {
        let keys = SETTINGS.iter().map(|setting| setting.key);
        let known: Vec<String> = Item::listed().map(Item::path).collect();
        let listed: Vec<&str> = keys.chain(["keys.ACTION"]).collect();
        let text = setup.lang.unknown_setting(&clean(path), &listed.join(", "));
        let near = nearest(path, known.iter().map(String::as_str));
        let near = near.map(|near| setup.lang.did_you_mean(near));
        let text = near.map_or(text.clone(), |near| format!("{text} {near}"));
        Failure::new(Kind::Usage, text)
    };
    Item::find(path).ok_or_else(unknown)
}

/// Every setting, and the keys that are the user's own.
fn list(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let (lang, keymap) = (setup.lang, keymap(setup));
    let is_own = |row: &&Row| {
        keymap
            .row(row.context, row.action)
            .is_some_and(|row| row.is_own)
    };
    let keys = KEYMAP.iter().filter(is_own).map(Item::Keys);
    let items = SETTINGS.iter().map(Item::Setting).chain(keys);
    if matches.get_flag("json") {
        let objects: Json = items.map(|item| object(setup, item)).collect();
        return out.json(&objects);
    }
    let row = |item: Item| {
        let (value, source) = item.value(&setup.settings, &keymap);
        vec![
            item.path(),
            // As in the file; a number stands among words here, not in a column of numbers.
            format!("= {}", lang.typed_value(value.as_ref())),
            lang.source(source).to_owned(),
            item.label(lang).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = items.map(row).collect();
    let head = [
        lang.head_setting(),
        lang.head_value(),
        lang.head_source(),
        "",
    ];
    out.table(&head, &rows)
}

fn object(setup: &Setup, item: Item) -> Json {
    let (value, source) = item.value(&setup.settings, &keymap(setup));
    json!({
        "key": item.path(),
        "value": value.as_ref().map(as_json),
        "source": source.code(),
        "default": item.otherwise(&setup.settings).0.as_ref().map(as_json),
    })
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Switch(is) => json!(is),
        Value::Number(number) => json!(number),
        Value::Days(days) => json!(days),
        Value::Keys(keys) => json!(keys),
    }
}

fn set(setup: &Setup, item: Item, typed: &str, out: &mut Output) -> Result<(), Failure> {
    let refused = |what| {
        let why = setup.lang.why(&what);
        Failure::new(Kind::Usage, setup.lang.setting_refused(&item.path(), &why))
    };
    let value = item.parse(typed, &setup.settings).map_err(refused)?;
    save(setup, item, Some(value), out)
}

/// Writes the setting, and says so in the language that holds from then on.
fn save(setup: &Setup, item: Item, value: Option<Value>, out: &mut Output) -> Result<(), Failure> {
    let (key, path) = (item.path(), &setup.places.config);
    let mut settings = setup.settings.clone();
    if let Item::Setting(setting) = item {
        settings.file.set(setting, value.clone());
    }
    let lang = settings.lang();
    let setter = Setter {
        key: key.clone(),
        value: value.clone(),
    };
    setter.save(path, lang).map_err(|fault| {
        let kind = match fault {
            FileFault::System(..) => Kind::Files,
            _ => Kind::Refused,
        };
        let problem = lang.settings_file_fault(path, &fault);
        Failure::new(kind, lang.setting_not_saved(&problem))
    })?;
    let said = if let Some(value) = value {
        lang.setting_saved(&key, &value.to_string())
    } else {
        let default = item.otherwise(&settings).0;
        lang.setting_unset(&key, &lang.typed_value(default.as_ref()))
    };
    out.line(&said)?;
    match item {
        Item::Setting(setting) if settings.is_above(setting) => {
            let source = lang.source(settings.get(setting).1);
            out.line(&lang.setting_overruled(&key, source))
        }
        _ => Ok(()),
    }
}

fn check(setup: &Setup, out: &mut Output) -> Result<(), Failure> {
    let (lang, path) = (setup.lang, &setup.places.config);
    let (file, mut faults) = Settings::load(path);
    faults.extend(Keymap::new(file.keys()).1);
    for fault in &faults {
        out.line(&lang.settings_fault(path, fault))?;
    }
    match faults.len() {
        0 => out.line(lang.settings_good()),
        n => {
            out.flush()?;
            Err(Failure::new(Kind::Refused, lang.settings_bad(n)))
        }
    }
}
