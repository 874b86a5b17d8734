//! Reading the text of the file: every line that can be used is used, every other is named.

use toml_edit::{Document, Item, TableLike};

use super::colours::{self, OwnTheme};
use super::fault::{Fault, What};
use super::near::nearest;
use super::options::{SETTINGS, Setting};
use super::value::Wanted;
use super::{Binding, Settings, ThemeName, keys};

/// Lines that are no TOML are left out, up to so many; then nothing more of the file is used.
const MAX_BROKEN: usize = 20;

/// Reads a table of keys.
type Reader =
    fn(&dyn TableLike, &dyn Fn(&Item) -> usize, &mut dyn FnMut(String, &Item)) -> Vec<Binding>;

/// What the file says, and what in it was not used, in the order of the lines.
pub(super) fn parse(text: &str) -> (Settings, Vec<Fault>) {
    let (document, mut faults) = document(text);
    let mut settings = Settings::default();
    let line = |item: &Item| item.span().map_or(0, |span| line_at(text, span.start));
    if let Some(item) = document
        .as_ref()
        .and_then(|document| document.get("themes"))
    {
        settings.themes = themes(item, &line, &mut faults);
    }
    let names: Vec<String> = settings
        .themes
        .iter()
        .map(|theme| theme.name.clone())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let fields = document.iter().flat_map(Document::iter);
    for (field, item) in fields {
        let mut tell = |field: String, item: &Item, what| {
            let line = line(item);
            faults.push(Fault { line, field, what });
        };
        let keys = match field {
            "keys" => Some(keys::read as Reader),
            "keys_in" => Some(keys::read_others as Reader),
            _ => None,
        };
        if let (Some(read), Some(table)) = (keys, item.as_table_like()) {
            let mut bad = |field, item: &Item| tell(field, item, What::Value(Wanted::Keys));
            settings.keys.extend(read(table, &line, &mut bad));
            continue;
        }
        if field == "themes" {
            continue;
        }
        let what = match Setting::find(field) {
            None if keys.is_some() => What::Table,
            None => {
                let known = SETTINGS
                    .iter()
                    .map(|setting| setting.key)
                    .chain(["keys", "keys_in", "themes"]);
                What::Unknown(nearest(field, known).map(ToOwned::to_owned))
            }
            Some(setting) => match setting.kind.read(item, &names) {
                Ok(value) => {
                    settings.values.insert(setting.key, value);
                    continue;
                }
                Err(wanted) => What::Value(wanted),
            },
        };
        tell(field.to_owned(), item, what);
    }
    faults.sort_by_key(|fault| fault.line);
    (settings, faults)
}

/// Reads the user's own themes.
fn themes(item: &Item, line: &dyn Fn(&Item) -> usize, faults: &mut Vec<Fault>) -> Vec<OwnTheme> {
    let mut tell = |field: String, item: &Item, what| {
        let line = line(item);
        faults.push(Fault { line, field, what });
    };
    let Some(table) = item.as_table_like() else {
        tell("themes".to_owned(), item, What::Table);
        return Vec::new();
    };
    let mut themes = Vec::new();
    for (name, item) in table.iter() {
        let path = format!("themes.{name}");
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        if !name.chars().all(is_plain) || name.parse::<ThemeName>().is_ok() {
            tell(path, item, What::ThemeName);
        } else if let Some(theme) = item.as_table_like() {
            let mut bad =
                |field: &str, item: &Item, what| tell(format!("{path}.{field}"), item, what);
            themes.push(colours::read(name, theme, &mut bad));
        } else {
            tell(path, item, What::Table);
        }
    }
    themes
}

/// The line of a place in a text, from 1.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// The first line that is no TOML.
pub(super) fn first_broken(text: &str) -> Option<usize> {
    let (_, faults) = document(text);
    faults.first().map(|fault| fault.line)
}

/// The text as TOML, without the lines that are none; places stay as they are. `None` when nothing of it can be used.
fn document(text: &str) -> (Option<Document<String>>, Vec<Fault>) {
    let mut good = text.to_owned();
    let mut faults = Vec::new();
    for _ in 0..MAX_BROKEN {
        let error = match Document::parse(good.clone()) {
            Ok(document) => return (Some(document), faults),
            Err(error) => error,
        };
        let line = error.span().map_or(1, |span| line_at(&good, span.start));
        faults.push(Fault {
            line,
            field: String::new(),
            what: What::Syntax(error.message().to_owned()),
        });
        if !blank(&mut good, line) {
            break;
        }
    }
    (None, faults)
}

/// Blanks a line, and what belongs to it where it is the head of a table; says whether there was anything.
fn blank(text: &mut String, line: usize) -> bool {
    let is_head = |line: &str| line.trim_start().starts_with('[');
    let spaces = |line: &str| " ".repeat(line.len());
    let mut lines: Vec<String> = text.split('\n').map(ToOwned::to_owned).collect();
    let Some(bad) = lines.get(line - 1).filter(|line| !line.trim().is_empty()) else {
        return false;
    };
    let below = if is_head(bad) {
        let below = lines.iter().skip(line);
        below.take_while(|line| !is_head(line)).count()
    } else {
        0
    };
    for line in lines.iter_mut().skip(line - 1).take(1 + below) {
        *line = spaces(line);
    }
    *text = lines.join("\n");
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Value;

    fn places(text: &str) -> Vec<(usize, String)> {
        let (_, faults) = parse(text);
        faults
            .into_iter()
            .map(|fault| (fault.line, fault.field))
            .collect()
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_count() {
        let text = "lang = \"fr\"\n# colours\ntheme = \"pink\"\ntheem = 3\nred_days = -1\n";
        let (settings, faults) = parse(text);
        assert_eq!(settings.get("lang"), Some(&Value::Text("fr".to_owned())));
        let named: Vec<_> = faults
            .iter()
            .map(|fault| (fault.line, fault.field.as_str()))
            .collect();
        assert_eq!(named, [(3, "theme"), (4, "theem"), (5, "red_days")]);
        assert_eq!(faults[1].what, What::Unknown(Some("theme".to_owned())));
    }

    #[test]
    fn a_line_that_is_no_toml_is_named_and_the_others_count() {
        for (text, lines) in [
            ("lang = \"fr\"\nmouse = = 1\nred_days = 40\n", vec![2]),
            ("lang = \"fr\"\nlang = \"vi\"\nred_days = 40\n", vec![2]),
            ("lang = \"fr\"\nperson = \"Lan\nred_days = 40\n", vec![2]),
            ("lang = \"fr\"\n\0\nred_days = 40\n", vec![2]),
            ("lang = \"fr\"\nred_days = 40\n[keys\nquit = 3\n", vec![3]),
            (
                "lang = \"fr\"\r\nred_days = 40\r\nx y\r\n= 3\r\n",
                vec![3, 4],
            ),
        ] {
            let (settings, faults) = parse(text);
            let named: Vec<_> = faults.iter().map(|fault| fault.line).collect();
            assert_eq!(named, lines, "{text}");
            assert_eq!(
                settings.get("lang"),
                Some(&Value::Text("fr".to_owned())),
                "{text}"
            );
            assert_eq!(settings.get("red_days"), Some(&Value::Number(40)), "{text}");
        }
    }

    #[test]
    fn what_can_never_be_read_is_given_up_and_named() {
        let noise = "= =\n".repeat(1000);
        assert_eq!(places(&noise).len(), MAX_BROKEN);
        assert!(!places("person = \"\"\"\nlang = \"fr\"\n").is_empty());
    }
}
