//! The file of views.

use std::io;
use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, value};

use super::{Problem, View, Views, same};
use crate::filter::columns::{Column, Columns};
use crate::filter::{Filter, Sort, SortKey, Sorts};

/// What a new file says.
const TEMPLATE: &str = "\
# Views of tiendo: a filter, an order and columns under a name, recalled with V or --view.
#
#   [[view]]
#   name = \"Overdue, health\"
#   filter = \"status:overdue ministry:byt\"
#   sort = \"slippage,desc\"        list, name, progress, worst, due, slippage, status; or one for each pane:
#   sort = { ministries = \"worst\", platforms = \"worst\", milestones = \"due\" }
#   columns = \"due,slippage,evidence\"   what stands beside the names, in this order; left out, the usual
";

/// Why the file could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum ViewsError {
    /// The system.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is not what it should be, at this line: it is left as it is.
    #[error("{line}: {problem}")]
    Broken {
        /// The line, from 1; 0 when it is about the file.
        line: usize,
        /// What the parser says.
        problem: String,
    },
}

fn line_at(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.matches('\n').count() + 1
}

fn broken(text: &str, error: &toml_edit::TomlError) -> (usize, String) {
    let line = error.span().map_or(0, |span| line_at(text, span.start));
    (line, error.message().to_owned())
}

pub(super) fn parse(text: &str) -> Views {
    let mut views = Views::default();
    let problem = |line, field: &str, expected: &str| Problem {
        line,
        field: field.to_owned(),
        expected: expected.to_owned(),
    };
    let document = match toml_edit::Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let (line, message) = broken(text, &error);
            views.problems.push(problem(line, "", &message));
            return views;
        }
    };
    let line = |item: &Item| item.span().map_or(0, |span| line_at(text, span.start));
    for (field, item) in document.iter() {
        let Some(tables) = item.as_array_of_tables().filter(|_| field == "view") else {
            views.problems.push(problem(line(item), field, "[[view]]"));
            continue;
        };
        for table in tables {
            let at = table.span().map_or(0, |span| line_at(text, span.start));
            let mut found = Vec::new();
            let view = read(table, &mut |field, item, expected| {
                found.push(problem(item.map_or(at, line), field, expected));
            });
            let named_before = view
                .as_ref()
                .is_some_and(|view| views.own.iter().any(|known| same(&known.name, &view.name)));
            if named_before {
                found.push(problem(at, "name", "≠"));
            }
            views.own.extend(view.filter(|_| found.is_empty()));
            views.problems.extend(found);
        }
    }
    views
}

/// Reads one view, and tells of each field that is not what it should be.
fn read(table: &Table, tell: &mut dyn FnMut(&str, Option<&Item>, &str)) -> Option<View> {
    let mut view = View::default();
    for (field, item) in table {
        match field {
            "name" => match item.as_str().and_then(View::name_of) {
                Some(name) => view.name = name,
                None => tell(field, Some(item), "\"…\""),
            },
            "filter" => match item.as_str().map(|text| (text, text.parse::<Filter>())) {
                Some((text, Ok(_))) => text.clone_into(&mut view.filter),
                Some((_, Err(bad))) => tell(field, Some(item), &format!("≠ “{}”", bad.word)),
                None => tell(field, Some(item), "\"…\""),
            },
            "sort" => match read_sorts(item) {
                Some(sorts) => view.sorts = sorts,
                None => tell(field, Some(item), &keys(&SortKey::ALL)),
            },
            "columns" => match read_columns(item) {
                Some(columns) => view.columns = columns,
                None => tell(field, Some(item), &all_columns()),
            },
            _ => tell(field, Some(item), "name, filter, sort, columns"),
        }
    }
    if view.name.is_empty() && !table.contains_key("name") {
        tell("name", None, "\"…\"");
    }
    Some(view).filter(|view| !view.name.is_empty())
}

fn keys(keys: &[SortKey]) -> String {
    let codes: Vec<&str> = keys.iter().map(|key| key.code()).collect();
    codes.join(", ")
}

/// One text with commas, or a list of words.
pub(super) fn read_columns(item: &Item) -> Option<Columns> {
    let text = match item.as_array() {
        Some(words) => {
            let words: Option<Vec<&str>> = words.iter().map(|word| word.as_str()).collect();
            words?.join(",")
        }
        None => item.as_str()?.to_owned(),
    };
    text.parse().ok()
}

fn all_columns() -> String {
    let codes: Vec<&str> = Column::all().map(Column::code).collect();
    codes.join(", ")
}

pub(super) fn read_sorts(item: &Item) -> Option<Sorts> {
    if let Some(text) = item.as_str() {
        return text.parse().ok().map(Sorts::all);
    }
    let mut sorts = Sorts::default();
    for (pane, item) in item.as_table_like()?.iter() {
        let sort: Sort = item.as_str()?.parse().ok()?;
        let (slot, known) = match pane {
            "ministries" => (&mut sorts.ministries, &SortKey::MINISTRIES[..]),
            "platforms" => (&mut sorts.platforms, &SortKey::PLATFORMS[..]),
            "milestones" => (&mut sorts.milestones, &SortKey::MILESTONES[..]),
            _ => return None,
        };
        *slot = known.contains(&sort.key).then_some(sort)?;
    }
    Some(sorts)
}

/// Changes the file in place, when `change` says that something is to be written.
pub(super) fn change(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut) -> Result<bool, ViewsError>,
) -> Result<(), ViewsError> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => TEMPLATE.to_owned(),
        result => result?,
    };
    let mut document: DocumentMut = text.parse().map_err(|error| {
        let (line, problem) = broken(&text, &error);
        ViewsError::Broken { line, problem }
    })?;
    if !change(&mut document)? {
        return Ok(());
    }
    Ok(replace(path, &document.to_string())?)
}

/// Writes a file whole, or not at all.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it leads to is written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let fresh = tempfile::NamedTempFile::new_in(folder)?;
    std::fs::write(fresh.path(), text)?;
    fresh.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

fn is_named(table: &Table, name: &str) -> bool {
    let own = table.get("name").and_then(Item::as_str);
    own.is_some_and(|own| same(own, name))
}

pub(super) fn put(document: &mut DocumentMut, view: &View) -> Result<bool, ViewsError> {
    // What stands at the end of a file without views stands above the first one from now on.
    let above = document.trailing().as_str().map(ToOwned::to_owned);
    let above = above.filter(|text| !document.contains_key("view") && !text.trim().is_empty());
    if above.is_some() {
        document.set_trailing("");
    }
    let views = document
        .entry("view")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(views) = views.as_array_of_tables_mut() else {
        return Err(ViewsError::Broken {
            line: 0,
            problem: "view ≠ [[view]]".to_owned(),
        });
    };
    let place = views.iter().position(|table| is_named(table, &view.name));
    if let Some(table) = place.and_then(|place| views.get_mut(place)) {
        write(table, view);
    } else {
        let mut table = Table::new();
        write(&mut table, view);
        if let Some(above) = above {
            table.decor_mut().set_prefix(format!("{above}\n"));
        }
        views.push(table);
    }
    Ok(true)
}

fn write(table: &mut Table, view: &View) {
    set(table, "name", value(&view.name));
    set(table, "filter", value(&view.filter));
    if view.columns.is_usual() {
        table.remove("columns");
    } else {
        set(table, "columns", value(view.columns.to_string()));
    }
    if view.sorts.is_plain() {
        table.remove("sort");
        return;
    }
    let Sorts {
        ministries,
        platforms,
        milestones,
    } = view.sorts;
    let one = [milestones, platforms, ministries]
        .into_iter()
        .find(|sort| Sorts::all(*sort) == view.sorts);
    let item = one.map_or_else(|| in_panes(view.sorts), |sort| value(sort.to_string()));
    set(table, "sort", item);
}

/// One order for each column that has another than that of the list.
pub(super) fn in_panes(sorts: Sorts) -> Item {
    let mut panes = InlineTable::new();
    for (pane, sort) in [
        ("ministries", sorts.ministries),
        ("platforms", sorts.platforms),
        ("milestones", sorts.milestones),
    ] {
        if sort != Sort::default() {
            panes.insert(pane, sort.to_string().into());
        }
    }
    value(panes)
}

/// Gives a view another name; whether there was one of the old name.
pub(super) fn rename(document: &mut DocumentMut, old: &str, name: &str) -> bool {
    let views = document
        .get_mut("view")
        .and_then(Item::as_array_of_tables_mut);
    let mut tables = views.into_iter().flat_map(ArrayOfTables::iter_mut);
    let Some(table) = tables.find(|table| is_named(table, old)) else {
        return false;
    };
    set(table, "name", value(name));
    true
}

/// Sets a field; what stands around its value, such as a comment, stays.
fn set(table: &mut Table, field: &str, mut item: Item) {
    let decor = table
        .get(field)
        .and_then(Item::as_value)
        .map(|old| old.decor().clone());
    if let (Some(decor), Some(new)) = (decor, item.as_value_mut()) {
        *new.decor_mut() = decor;
    }
    table[field] = item;
}

/// Takes a view out; the comment above it stays.
pub(super) fn take_out(document: &mut DocumentMut, name: &str) -> bool {
    let views = document
        .get_mut("view")
        .and_then(Item::as_array_of_tables_mut);
    let Some(views) = views else { return false };
    let Some(place) = views.iter().position(|table| is_named(table, name)) else {
        return false;
    };
    let above = |table: &Table| {
        let prefix = table.decor().prefix().and_then(|text| text.as_str());
        prefix.unwrap_or_default().trim_start().to_owned()
    };
    let comment = views.get(place).map(above).unwrap_or_default();
    views.remove(place);
    if comment.is_empty() {
        return true;
    }
    if let Some(next) = views.get_mut(place) {
        let joined = format!("{comment}{}", above(next));
        next.decor_mut().set_prefix(joined);
    } else {
        let end = document.trailing().as_str().unwrap_or_default();
        let joined = format!("{comment}{end}");
        document.set_trailing(joined);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    fn view(name: &str, filter: &str, sort: &str) -> View {
        View {
            name: name.to_owned(),
            filter: filter.to_owned(),
            sorts: Sorts::all(sort.parse().unwrap()),
            ..View::default()
        }
    }

    #[test]
    fn what_is_wrong_is_named_by_line_and_field_and_the_good_views_are_used() {
        let text = "\
[[view]]
name = \"Good\"
filter = \"tt:quá-hạn\"
sort = { platforms = \"worst\" }

[[view]]
name = \"Bad\"
filter = \"tt:quahn\"

[[view]]
filter = \"rag:red\"

[[view]]
name = \"good\"

[[view]]
name = \"Worse\"
sort = \"up\"
colour = 1

[[view]]
name = \"Worst\"
columns = \"due,soon\"

[[view]]
name = \"Listed\"
columns = [\"due\", \"chậm\"]

[other]
x = 1
";
        let views = Views::parse(text);
        let names: Vec<_> = views.own.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["Good", "Listed"]);
        assert_eq!(views.own[1].columns.to_string(), "due,slippage");
        assert_eq!(views.own[0].sorts.platforms, Sort::by(SortKey::Worst));
        let places: Vec<_> = views
            .problems
            .iter()
            .map(|problem| (problem.line, problem.field.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                (8, "filter"),
                (10, "name"),
                (13, "name"),
                (18, "sort"),
                (19, "colour"),
                (23, "columns"),
                (29, "other")
            ]
        );
    }

    #[test]
    fn a_view_comes_back_as_it_was_kept_and_comments_stay() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/views.toml");
        let one = view("Quá hạn BYT", "tt:quá-hạn \"bộ y tế\"", "slippage,asc");
        let mut two = view("Two", "", "due");
        two.sorts.ministries = Sort::by(SortKey::Name);
        two.columns = "due,person".parse().unwrap();
        one.save(&path).unwrap();
        two.save(&path).unwrap();
        assert_eq!(
            Views::load(&path),
            Views {
                own: vec![one.clone(), two.clone()],
                problems: vec![]
            }
        );
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# Views of tiendo"), "{text}");
        std::fs::write(
            &path,
            format!("{text}\n# mine\n[[view]]\nname = \"bad\" # why\nsort = 1\n"),
        )
        .unwrap();
        let changed = View {
            filter: "rag:red".to_owned(),
            ..one
        };
        View {
            name: "quá hạn byt".to_owned(),
            ..changed.clone()
        }
        .save(&path)
        .unwrap();
        assert!(View::remove("TWO", &path).unwrap());
        assert!(!View::remove("two", &path).unwrap());
        assert!(View::remove("Quá hạn BYT", &path).unwrap());
        changed.save(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("# Views of tiendo")
                && text.contains("# mine")
                && text.contains("# why")
                && text.contains("sort = 1"),
            "{text}"
        );
        assert_eq!(Views::load(&path).own.len(), 1);
        assert_eq!(Views::load(&path).own[0].filter, "rag:red");
    }

    #[test]
    fn a_file_that_is_no_toml_is_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("views.toml");
        for text in ["a = = 1\n", "view = 3\n"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Views::load(&path).problems[0].line, 1);
            assert!(view("New", "", "list").save(&path).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn every_built_in_view_can_be_used_in_every_language_and_found_by_every_name() {
        for known in super::super::BUILT_IN {
            let filters = Lang::ALL.map(|lang| known.view(lang).parsed().unwrap());
            assert!(
                filters.iter().all(|filter| *filter == filters[0]),
                "{}",
                known.code
            );
            for lang in Lang::ALL {
                let found = Views::default().find(&known.view(lang).name, lang);
                assert_eq!(found, Some(known.view(lang)));
            }
            assert!(super::super::built_in(known.code).is_some());
        }
        assert_eq!(super::super::built_in("zzz").map(|view| view.code), None);
    }

    #[test]
    fn a_name_is_one_harmless_line() {
        assert_eq!(View::name_of("  Của  tôi "), Some("Của tôi".to_owned()));
        for bad in ["", "  ", "…", "a\u{1b}[2J", &"x".repeat(61)] {
            assert_eq!(View::name_of(bad), None, "{bad:?}");
        }
    }
}
