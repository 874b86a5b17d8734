//! `tiendo config`: the settings, listed, printed, changed, checked.

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::exit::{Failure, Kind};
use super::output::Output;
use crate::domain::clean;
use crate::settings::{FileFault, SETTINGS, Setter, Setting, Settings, Value, nearest};
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
    let setting = find(setup, key)?;
    match text("value") {
        Some(typed) => set(setup, setting, typed, out),
        None if matches.get_flag("unset") => save(setup, setting, None, out),
        None if matches.get_flag("json") => out.json(&object(setup, setting)),
        None => {
            let value = setup.settings.get(setting).0;
            out.line(&value.map(|value| value.to_string()).unwrap_or_default())
        }
    }
}

fn find(setup: &Setup, key: &str) -> Result<&'static Setting, Failure> {
    let unknown = || {
        let keys: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
        let text = setup.lang.unknown_setting(&clean(key), &keys.join(", "));
        let near = nearest(key, keys).map(|near| setup.lang.did_you_mean(near));
        let text = near.map_or(text.clone(), |near| format!("{text} {near}"));
        Failure::new(Kind::Usage, text)
    };
    Setting::find(key).ok_or_else(unknown)
}

fn list(setup: &Setup, matches: &ArgMatches, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    if matches.get_flag("json") {
        let objects: Json = SETTINGS
            .iter()
            .map(|setting| object(setup, setting))
            .collect();
        return out.json(&objects);
    }
    let row = |setting: &Setting| {
        let (value, source) = setup.settings.get(setting);
        vec![
            setting.key.to_owned(),
            // As in the file; a number stands among words here, not in a column of numbers.
            format!("= {}", lang.typed_value(value.as_ref())),
            lang.source(source).to_owned(),
            lang.pick(setting.label).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = SETTINGS.iter().map(row).collect();
    let head = [
        lang.head_setting(),
        lang.head_value(),
        lang.head_source(),
        "",
    ];
    out.table(&head, &rows)
}

fn object(setup: &Setup, setting: &Setting) -> Json {
    let (value, source) = setup.settings.get(setting);
    json!({
        "key": setting.key,
        "value": value.as_ref().map(as_json),
        "source": source.code(),
        "default": setup.settings.otherwise(setting).0.as_ref().map(as_json),
    })
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Switch(is) => json!(is),
        Value::Number(number) => json!(number),
        Value::Days(days) => json!(days),
    }
}

fn set(
    setup: &Setup,
    setting: &'static Setting,
    typed: &str,
    out: &mut Output,
) -> Result<(), Failure> {
    let refused = |wanted| {
        let wanted = setup.lang.wanted(&wanted);
        Failure::new(
            Kind::Usage,
            setup.lang.setting_refused(setting.key, &wanted),
        )
    };
    let themes = setup.settings.file.themes();
    let value = setting.kind.parse(typed, &themes).map_err(refused)?;
    save(setup, setting, Some(value), out)
}

/// Writes the setting, and says so in the language that holds from then on.
fn save(
    setup: &Setup,
    setting: &'static Setting,
    value: Option<Value>,
    out: &mut Output,
) -> Result<(), Failure> {
    let (key, path) = (setting.key, &setup.places.config);
    let mut settings = setup.settings.clone();
    settings.file.set(setting, value.clone());
    let lang = settings.lang();
    let setter = Setter {
        key: key.to_owned(),
        value: value.clone(),
    };
    setter.save(path, lang).map_err(|fault| {
        let kind = match fault {
            FileFault::System(..) => Kind::Files,
            _ => Kind::Refused,
        };
        Failure::new(
            kind,
            lang.setting_not_saved(&lang.settings_file_fault(path, &fault)),
        )
    })?;
    let said = if let Some(value) = value {
        lang.setting_saved(key, &value.to_string())
    } else {
        let default = settings.otherwise(setting).0;
        lang.setting_unset(key, &lang.typed_value(default.as_ref()))
    };
    out.line(&said)?;
    if settings.is_above(setting) {
        let source = lang.source(settings.get(setting).1);
        return out.line(&lang.setting_overruled(key, source));
    }
    Ok(())
}

fn check(setup: &Setup, out: &mut Output) -> Result<(), Failure> {
    let (lang, path) = (setup.lang, &setup.places.config);
    let faults = Settings::load(path).1;
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
