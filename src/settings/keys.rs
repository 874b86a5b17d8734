//! The user's own keys, as they stand in the file: which action, which keys. Whether they can hold is the screen's to say.

use toml_edit::{Item, TableLike};

/// The context in which keys hold that stand in `[keys]` itself.
const BOARD: &str = "board";

/// The keys of one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where they hold: the name of a context.
    pub context: String,
    /// What they do: the name of an action.
    pub action: String,
    /// The keys; none takes them away.
    pub keys: Vec<String>,
    /// The line, from 1; 0 when it is not from the file.
    pub line: usize,
}

impl Binding {
    /// Where it stands in the file: `keys.quit`, `keys_in.go.first`.
    #[must_use]
    pub fn path(&self) -> String {
        path(&self.context, &self.action)
    }
}

/// Where the keys of an action stand in the file. The menu and the popups have a table of their own, for some of them
/// are called like the action that opens them.
#[must_use]
pub fn path(context: &str, action: &str) -> String {
    if context == BOARD {
        format!("keys.{action}")
    } else {
        format!("keys_in.{context}.{action}")
    }
}

/// The context and the action of a name such as `keys.quit` or `keys_in.go.first`.
#[must_use]
pub fn of_path(path: &str) -> Option<(&str, &str)> {
    match path.strip_prefix("keys.") {
        Some(action) => Some((BOARD, action)),
        None => path.strip_prefix("keys_in.")?.split_once('.'),
    }
}

/// What hears of an entry that cannot be used: its name, where it stands.
type Tell<'a> = &'a mut dyn FnMut(String, &Item);

/// Reads `[keys]`; tells of each entry that is no key and no list of keys.
pub(super) fn read(
    table: &dyn TableLike,
    line: &dyn Fn(&Item) -> usize,
    tell: Tell<'_>,
) -> Vec<Binding> {
    read_context(BOARD, table, line, tell)
}

/// Reads `[keys_in.CONTEXT]` of every context.
pub(super) fn read_others(
    table: &dyn TableLike,
    line: &dyn Fn(&Item) -> usize,
    tell: Tell<'_>,
) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for (context, item) in table.iter() {
        match item.as_table_like() {
            Some(inner) => bindings.extend(read_context(context, inner, line, tell)),
            None => tell(format!("keys_in.{context}"), item),
        }
    }
    bindings
}

fn read_context(
    context: &str,
    table: &dyn TableLike,
    line: &dyn Fn(&Item) -> usize,
    tell: Tell<'_>,
) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for (action, item) in table.iter() {
        match keys(item) {
            Some(keys) => bindings.push(Binding {
                context: context.to_owned(),
                action: action.to_owned(),
                keys,
                line: line(item),
            }),
            None => tell(path(context, action), item),
        }
    }
    bindings
}

fn keys(item: &Item) -> Option<Vec<String>> {
    if let Some(key) = item.as_str() {
        return Some(vec![key.to_owned()]);
    }
    let key = |value: &toml_edit::Value| value.as_str().map(ToOwned::to_owned);
    item.as_array()?.iter().map(key).collect()
}
