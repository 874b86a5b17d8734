//! Changing one setting in the text of the file: every other character of it stays as it is, comments, order and line
//! ends among them.

use std::ops::Range;

use toml_edit::{Document, Item};

/// The text with a value put at a path such as `["theme"]` or `["keys", "quit"]`; `None` when it cannot be put there
/// without touching something else.
pub(super) fn put(text: &str, path: &[&str], value: &str) -> Option<String> {
    let line = format!("{} = {value}", path.last()?);
    let put = match find(text, path) {
        Some((_, place)) => replaced(text, place, value),
        None => match commented(text, path) {
            Some(place) => replaced(text, place, &line),
            None => inserted(text, path, &line),
        },
    };
    let (_, place) = find(&put, path)?;
    let only_this = without(&put, path)? == without(text, path)?;
    (only_this && put.get(place)? == value).then_some(put)
}

/// The text with the line of a path made a comment, which says `instead` where that is given.
pub(super) fn take(text: &str, path: &[&str], instead: Option<&str>) -> Option<String> {
    let Some((key, value)) = find(text, path) else {
        return Some(text.to_owned());
    };
    let place = key.start..value.end;
    let was = text.get(place.clone())?.replace(['\r', '\n'], " ");
    let name = path.last()?;
    let comment = instead.map_or(format!("#{was}"), |value| format!("#{name} = {value}"));
    let taken = replaced(text, place, &comment);
    (without(&taken, path)? == without(text, path)? && find(&taken, path).is_none())
        .then_some(taken)
}

fn replaced(text: &str, place: Range<usize>, by: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(place, by);
    text
}

/// Where the key and the value of a path stand.
fn find(text: &str, path: &[&str]) -> Option<(Range<usize>, Range<usize>)> {
    let document = Document::parse(text).ok()?;
    let (last, above) = path.split_last()?;
    let mut table = document.as_item().as_table_like()?;
    for name in above {
        table = table.get(name)?.as_table_like()?;
    }
    let (key, item) = table.get_key_value(last)?;
    Some((key.span()?, item.span()?))
}

/// What the text says, apart from one path.
fn without(text: &str, path: &[&str]) -> Option<String> {
    let mut document = Document::parse(text.to_owned()).ok()?.into_mut();
    let (last, above) = path.split_last()?;
    let mut item = Some(document.as_item_mut());
    for name in above {
        item = item
            .and_then(Item::as_table_like_mut)
            .and_then(|table| table.get_mut(name));
    }
    if let Some(table) = item.and_then(Item::as_table_like_mut) {
        table.remove(last);
    }
    Some(said(document.as_item()))
}

/// What stands in a part of a document, without its look; tables that say nothing left out.
fn said(item: &Item) -> String {
    match (item.as_table_like(), item.as_value()) {
        (Some(table), _) => table
            .iter()
            .map(|(key, item)| (key, said(item)))
            .filter(|(_, said)| !said.is_empty())
            .fold(String::new(), |all, (key, said)| {
                format!("{all}{key:?}:{{{said}}}")
            }),
        (None, Some(value)) => value.clone().decorated("", "").to_string(),
        (None, None) => item.to_string(),
    }
}

/// The lines of a text, each with its place, without its end.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let place = start..start + line.trim_end_matches('\r').len();
        start += line.len() + 1;
        (place, line.trim())
    })
}

/// The lines of the part of the file in which the last name of a path stands.
fn section<'t>(text: &'t str, path: &[&str]) -> Vec<(Range<usize>, &'t str)> {
    let head = path[..path.len() - 1].join(".");
    let is_head = |line: &str| line.starts_with('[');
    let is_own = |line: &str| {
        let name = line
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next());
        name.is_some_and(|name| name.trim() == head)
    };
    let all = lines(text);
    if head.is_empty() {
        return all.take_while(|(_, line)| !is_head(line)).collect();
    }
    let mut own = all.skip_while(|(_, line)| !is_own(line));
    let first = own.next();
    first
        .into_iter()
        .chain(own.take_while(|(_, line)| !is_head(line)))
        .collect()
}

/// The comment that shows how the setting is written.
fn commented(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let name = path.last()?;
    let shows = |line: &str| {
        let rest = line
            .strip_prefix('#')
            .and_then(|line| line.trim_start().strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let found = section(text, path)
        .into_iter()
        .find(|(_, line)| shows(line));
    found.map(|(place, _)| place)
}

/// The text with a line put below the last one of its part.
fn inserted(text: &str, path: &[&str], line: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let own = section(text, path);
    let says = |(_, line): &&(Range<usize>, &str)| !line.is_empty() && !line.starts_with('#');
    let last = own.iter().rev().find(says);
    if let Some((place, _)) = last {
        return replaced(text, place.end..place.end, &format!("{end}{line}"));
    }
    let is_root = path.len() == 1;
    if is_root && own.len() < lines(text).count() {
        // Above the first table, and above what is said of it.
        let remarks = own
            .iter()
            .rev()
            .take_while(|(_, line)| line.starts_with('#'));
        let place = remarks.last().map_or_else(
            || own.last().map_or(0, |(place, _)| place.end + end.len()),
            |(place, _)| place.start,
        );
        return replaced(text, place..place, &format!("{line}{end}{end}"));
    }
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        end
    };
    if is_root {
        return format!("{text}{gap}{line}{end}");
    }
    let head = path[..path.len() - 1].join(".");
    format!("{text}{gap}{end}[{head}]{end}{line}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_in_its_place_and_nothing_else_is_touched() {
        for (text, path, value, expected) in [
            ("", &["a"][..], "1", "a = 1\n"),
            ("a = 0 # why\nb=2\n", &["a"], "1", "a = 1 # why\nb=2\n"),
            ("# x\n#a = 0\nb = 2\n", &["a"], "1", "# x\na = 1\nb = 2\n"),
            (
                "# x\r\nb = 2\r\n\r\n# of c\r\n[c]\r\n",
                &["a"],
                "1",
                "# x\r\nb = 2\r\na = 1\r\n\r\n# of c\r\n[c]\r\n",
            ),
            (
                "# of c\n[c]\nd = 1\n",
                &["a"],
                "1",
                "a = 1\n\n# of c\n[c]\nd = 1\n",
            ),
            ("b = 2", &["a"], "1", "b = 2\na = 1"),
            ("b = [\n 1,\n 2]\n", &["a"], "1", "b = [\n 1,\n 2]\na = 1\n"),
            ("b = 2\n", &["c", "a"], "1", "b = 2\n\n[c]\na = 1\n"),
            (
                "[c]\n# none\n\n[d]\nx = 1\n",
                &["c", "a"],
                "1",
                "[c]\na = 1\n# none\n\n[d]\nx = 1\n",
            ),
            (
                "[c]\nb = 1\n\n[d]\nx = 1\n",
                &["c", "a"],
                "\"[\"",
                "[c]\nb = 1\na = \"[\"\n\n[d]\nx = 1\n",
            ),
            ("c.b = 1\n", &["c", "b"], "2", "c.b = 2\n"),
            ("[c]\n#a = 3\n", &["c", "a"], "1", "[c]\na = 1\n"),
        ] {
            assert_eq!(
                put(text, path, value).as_deref(),
                Some(expected),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_put_without_touching_something_else_is_not_put() {
        for (text, path) in [
            ("c.b = 1\n", &["c", "a"][..]),
            ("c = 3\n", &["c", "a"]),
            ("b = \"\"\"\n#a = 0\n\"\"\"\n", &["a"]),
            ("b = = 1\n", &["a"]),
        ] {
            assert_eq!(put(text, path, "1"), None, "{text:?}");
        }
    }

    #[test]
    fn a_value_is_taken_out_by_a_comment() {
        for (text, path, instead, expected) in [
            (
                "# x\na = 5 # why\nb = 1\n",
                &["a"][..],
                Some("1"),
                "# x\n#a = 1 # why\nb = 1\n",
            ),
            ("a = [1,\n 2]\n", &["a"], Some("[3]"), "#a = [3]\n"),
            ("[c]\na = 5\n", &["c", "a"], None, "[c]\n#a = 5\n"),
            ("b = 1\n", &["a"], None, "b = 1\n"),
        ] {
            assert_eq!(
                take(text, path, instead).as_deref(),
                Some(expected),
                "{text:?}"
            );
        }
        assert_eq!(take("c = { a = 1, b = 2 }\n", &["c", "a"], None), None);
    }

    proptest::proptest! {
        #[test]
        fn every_other_line_stays_in_its_order(
            picked in proptest::collection::vec(0..LINES.len(), 0..9),
            end in 0..2_usize,
            deep in proptest::bool::ANY,
        ) {
            let end = ["\n", "\r\n"][end];
            let text: Vec<&str> = picked.iter().map(|line| LINES[*line]).collect();
            let text = text.join(end);
            let path: &[&str] = if deep { &["t", "b"] } else { &["b"] };
            let is_other = |line: &&str| !line.contains("b =");
            for changed in [put(&text, path, "9"), take(&text, path, Some("2"))].into_iter().flatten() {
                let mut after = changed.lines();
                for line in text.lines().filter(is_other) {
                    proptest::prop_assert!(after.any(|other| other == line), "{text:?} {changed:?}");
                }
            }
            if Document::parse(text.as_str()).is_err() {
                proptest::prop_assert_eq!(put(&text, path, "9"), None);
            }
        }
    }

    const LINES: [&str; 12] = [
        "",
        "a = 1",
        "# of a",
        "#b = 2",
        "b = 3 # mine",
        "  b = 4",
        "[t]",
        "[ t ] # head",
        "[u]",
        "c = [1,\n2]",
        "d = \"\"\"\n#b = 5\n\"\"\"",
        "t.e = 1",
    ];
}
