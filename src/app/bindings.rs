//! The keys that hold: those of the table, or the user's own where they wrote some, held to what a keyboard, an input
//! method and a lost user need.

use super::action::Action;
use super::key::{Code, Key};
use super::keymap::{Context, KEYMAP, Row};
use crate::settings::{Binding, Fault, KeyFault, What, nearest};

/// A row of the table with the keys that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where it holds.
    pub context: Context,
    /// The keys, the most telling first; none when the user took them away.
    pub keys: Vec<String>,
    /// What they do.
    pub action: Action,
    /// What that is, in Vietnamese, French and English.
    pub label: [&'static str; 3],
    /// A short label and a rank among the hints, 1 first; `None` is not hinted at.
    pub hint: Option<(u8, [&'static str; 3])>,
    /// Whether the keys are the user's own.
    pub is_own: bool,
    parsed: Vec<Key>,
}

/// Every row with the keys that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self {
            rows: KEYMAP.iter().map(usual).collect(),
        }
    }
}

/// A row as the table has it.
fn usual(row: &Row) -> Bound {
    let keys: Vec<String> = row.keys.iter().map(|key| (*key).to_owned()).collect();
    Bound {
        context: row.context,
        parsed: keys.iter().filter_map(|key| key.parse().ok()).collect(),
        keys,
        action: row.action,
        label: row.label,
        hint: row.hint,
        is_own: false,
    }
}

/// Keys that a terminal cannot tell apart.
const SAME: [(&str, &str); 5] = [
    ("Ctrl-i", "Tab"),
    ("Ctrl-m", "Enter"),
    ("Ctrl-j", "Enter"),
    ("Ctrl-h", "Backspace"),
    ("Ctrl-[", "Esc"),
];

/// What an action needs, so that nobody is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Nothing: it may be without a key.
    None,
    /// Any key.
    Some,
    /// This very one.
    This(&'static str),
}

impl Need {
    const fn of(action: Action) -> Self {
        match action {
            Action::Back => Self::This("Esc"),
            Action::Interrupt => Self::This("Ctrl-c"),
            Action::Quit | Action::Help | Action::Accept => Self::Some,
            _ => Self::None,
        }
    }
}

impl Keymap {
    /// The table with the user's own keys; what cannot hold is named, and the table's keys hold there.
    #[must_use]
    pub fn new(own: &[Binding]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut good = Vec::new();
        for binding in own {
            match read(binding) {
                Ok(read) => good.push((binding, read)),
                Err(what) => faults.push(fault(binding, what)),
            }
        }
        loop {
            let keymap = Self::with(&good);
            let Some((place, what)) = keymap.clash(&good) else {
                faults.sort_by_key(|fault| fault.line);
                return (keymap, faults);
            };
            let (binding, _) = good.remove(place);
            faults.push(fault(binding, What::Key(what)));
        }
    }

    fn with(own: &[(&Binding, (Place, Vec<Key>))]) -> Self {
        let mut keymap = Self::default();
        for (_, (place, keys)) in own {
            if let Some(row) = keymap.rows.get_mut(*place) {
                row.keys = keys.iter().map(ToString::to_string).collect();
                row.parsed.clone_from(keys);
                row.is_own = true;
            }
        }
        keymap
    }

    /// The last of the user's own keys that does two things at once, and why that cannot be.
    fn clash(&self, own: &[(&Binding, (Place, Vec<Key>))]) -> Option<(usize, KeyFault)> {
        let clashes = |place: Place, key: Key| {
            let row = self.rows.get(place)?;
            let twin = self.rows.iter().enumerate().find(|(other, twin)| {
                *other != place && twin.context == row.context && twin.parsed.contains(&key)
            });
            let doubles = match row.context {
                Context::Go => self.opens_go(key),
                Context::Board => self.opens_go(key) && self.lookup(Context::Go, key).is_some(),
                _ => false,
            };
            match twin {
                Some((_, twin)) => Some(KeyFault::Clash(key.to_string(), twin.action.code())),
                None if doubles => Some(KeyFault::Doubled(key.to_string())),
                None => None,
            }
        };
        own.iter()
            .enumerate()
            .rev()
            .find_map(|(index, (_, (place, keys)))| {
                let what = keys.iter().find_map(|key| clashes(*place, *key))?;
                Some((index, what))
            })
    }

    /// Whether the key opens the menu of places to go to: there it would be a chord of a doubled letter.
    fn opens_go(&self, key: Key) -> bool {
        key.typed().is_some() && self.lookup(Context::Board, key) == Some(Action::Go)
    }

    /// What a key does in a context. Where letters are typed, only keys that type nothing are looked up.
    #[must_use]
    pub fn lookup(&self, context: Context, key: Key) -> Option<Action> {
        if key.typed().is_some() && context.takes_text() {
            return None;
        }
        let key = key.as_command();
        let found = self.rows(context).find(|row| row.parsed.contains(&key));
        found.map(|row| row.action)
    }

    /// The rows of a context.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Bound> {
        self.rows.iter().filter(move |row| row.context == context)
    }

    /// The row of an action in a context.
    #[must_use]
    pub fn row(&self, context: Context, action: Action) -> Option<&Bound> {
        self.rows(context).find(|row| row.action == action)
    }

    /// The most telling key of an action, to name it in a sentence; empty when it has none.
    #[must_use]
    pub fn key_of(&self, context: Context, action: Action) -> &str {
        let first = self.row(context, action).and_then(|row| row.keys.first());
        first.map_or("", String::as_str)
    }
}

/// A place in the table.
type Place = usize;

fn fault(binding: &Binding, what: What) -> Fault {
    Fault {
        line: binding.line,
        field: binding.path(),
        what,
    }
}

/// The row that a binding is about, and its keys.
fn read(binding: &Binding) -> Result<(Place, Vec<Key>), What> {
    let context = Context::ALL
        .into_iter()
        .find(|context| context.code() == binding.context);
    let context = context.ok_or_else(|| {
        let known = Context::ALL.iter().map(|context| context.code());
        let near = nearest(&binding.context, known);
        What::Key(KeyFault::Context(near.map(ToOwned::to_owned)))
    })?;
    let place = KEYMAP
        .iter()
        .position(|row| row.context == context && row.action.code() == binding.action);
    let place = place.ok_or_else(|| {
        let known = KEYMAP.iter().filter(|row| row.context == context);
        let near = nearest(&binding.action, known.map(|row| row.action.code()));
        What::Key(KeyFault::Action(near.map(ToOwned::to_owned)))
    })?;
    let mut keys = Vec::new();
    for text in &binding.keys {
        let key = one_key(text, context).map_err(What::Key)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let lacks = |kept: &str| !keys.iter().any(|key| key.to_string() == kept);
    match Need::of(KEYMAP[place].action) {
        Need::Some | Need::This(_) if keys.is_empty() => Err(What::Key(KeyFault::Essential(None))),
        Need::This(kept) if lacks(kept) => Err(What::Key(KeyFault::Essential(Some(kept)))),
        _ => Ok((place, keys)),
    }
}

fn one_key(text: &str, context: Context) -> Result<Key, KeyFault> {
    let own = || text.to_owned();
    let mut letters = text.chars().filter(|letter| *letter != ' ');
    let two = (letters.next(), letters.next(), letters.next());
    if let (Some(one), Some(other), None) = two
        && one.to_lowercase().eq(other.to_lowercase())
    {
        return Err(KeyFault::Doubled(own()));
    }
    let mut key: Key = text.parse().map_err(|_| KeyFault::NotAKey(own()))?;
    if let (true, Code::Char(letter)) = (key.ctrl, key.code) {
        key.code = Code::Char(letter.to_ascii_lowercase());
    }
    let name = key.to_string();
    if let Some((_, same)) = SAME.iter().find(|(own, _)| *own == name) {
        return Err(KeyFault::Same(own(), (*same).to_owned()));
    }
    if key.as_command() != key {
        return Err(KeyFault::Same(own(), key.as_command().to_string()));
    }
    if context.takes_text() && key.typed().is_some() {
        return Err(KeyFault::Types(own()));
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn keymap(text: &str) -> (Keymap, Vec<(usize, KeyFault)>) {
        let (settings, faults) = Settings::parse(text);
        assert_eq!(faults, []);
        let (keymap, faults) = Keymap::new(settings.keys());
        let faults = faults.into_iter().filter_map(|fault| match fault.what {
            What::Key(what) => Some((fault.line, what)),
            _ => None,
        });
        (keymap, faults.collect())
    }

    fn does(keymap: &Keymap, context: Context, key: &str) -> Option<Action> {
        keymap.lookup(context, key.parse().unwrap())
    }

    #[test]
    fn own_keys_take_the_place_of_those_of_the_table() {
        use Context::{Board, Go};
        let text = "[keys]\nquit = \"Q\"\nundo = [\"x\", \"Ctrl-Z\", \"F9\"]\nrepeat = []\n\
                    [keys_in.go]\ngo_overdue = \"v\"\n";
        let (keymap, faults) = keymap(&text.replace("Ctrl-Z", "Ctrl-Y"));
        assert_eq!(faults, []);
        for (context, key, action) in [
            (Board, "Q", Some(Action::Quit)),
            (Board, "q", None),
            (Board, "x", Some(Action::Undo)),
            (Board, "Ctrl-y", Some(Action::Undo)),
            (Board, "F9", Some(Action::Undo)),
            (Board, ".", None),
            (Go, "v", Some(Action::GoOverdue)),
            (Go, "o", None),
            (Board, "v", Some(Action::Select)),
        ] {
            assert_eq!(does(&keymap, context, key), action, "{context:?} {key}");
        }
        assert_eq!(keymap.key_of(Board, Action::Undo), "x");
        assert_eq!(keymap.key_of(Board, Action::Repeat), "");
    }

    #[test]
    fn two_actions_may_change_their_keys() {
        let (keymap, faults) = keymap("[keys]\nundo = \"i\"\ndetails = \"u\"\n");
        assert_eq!(faults, []);
        assert_eq!(does(&keymap, Context::Board, "u"), Some(Action::Details));
    }

    #[test]
    fn what_cannot_hold_is_named_by_its_line_and_the_table_holds() {
        use KeyFault as F;
        let text = |text: &str| text.to_owned();
        for (line, what) in [
            ("quitt = \"Q\"", F::Action(Some(text("quit")))),
            ("undo = \"UU\"", F::Doubled(text("UU"))),
            ("undo = \"d d\"", F::Doubled(text("d d"))),
            ("undo = \"Control-z\"", F::NotAKey(text("Control-z"))),
            ("undo = \"F40\"", F::NotAKey(text("F40"))),
            ("undo = \"\"", F::NotAKey(text(""))),
            ("undo = \"i\"", F::Clash(text("i"), "details")),
            ("undo = \"Esc\"", F::Clash(text("Esc"), "back")),
            ("undo = \"đ\"", F::Same(text("đ"), text("d"))),
            ("undo = \"Ctrl-i\"", F::Same(text("Ctrl-i"), text("Tab"))),
            ("quit = []", F::Essential(None)),
            ("help = []", F::Essential(None)),
            ("back = \"B\"", F::Essential(Some("Esc"))),
            ("interrupt = [\"x\"]", F::Essential(Some("Ctrl-c"))),
            ("\n[keys_in.find]\nup = \"x\"", F::Types(text("x"))),
            (
                "\n[keys_in.fnd]\nup = \"Ctrl-x\"",
                F::Context(Some(text("find"))),
            ),
            (
                "\n[keys_in.go]\ngo_today = \"g\"",
                F::Clash(text("g"), "first"),
            ),
        ] {
            let (keymap, faults) = keymap(&format!("[keys]\n{line}\n"));
            let place = if line.starts_with('\n') { 4 } else { 2 };
            assert_eq!(faults, [(place, what)], "{line}");
            assert_eq!(keymap, Keymap::default(), "{line}");
        }
        let (_, faults) = keymap("[keys]\ngo = [\"e\"]\nedit = \"E\"\n");
        assert_eq!(faults, [(2, F::Doubled(text("e")))]);
        let (_, faults) = keymap("[keys]\ngo = \"W\"\n[keys_in.go]\ngo_today = \"W\"\n");
        assert_eq!(faults, [(4, F::Doubled(text("W")))]);
    }

    #[test]
    fn of_two_own_keys_that_clash_the_first_holds() {
        let (keymap, faults) = keymap("[keys]\nundo = \"x\"\ndetails = \"x\"\n");
        assert_eq!(faults, [(3, KeyFault::Clash("x".to_owned(), "undo"))]);
        assert_eq!(does(&keymap, Context::Board, "x"), Some(Action::Undo));
        assert_eq!(does(&keymap, Context::Board, "i"), Some(Action::Details));
    }

    #[test]
    fn where_letters_are_typed_they_are_no_commands() {
        let keymap = Keymap::default();
        assert_eq!(does(&keymap, Context::Find, "q"), None);
        assert_eq!(does(&keymap, Context::Board, "q"), Some(Action::Quit));
        assert_eq!(does(&keymap, Context::Board, "Ctrl-q"), None);
        assert_eq!(does(&keymap, Context::Board, "Ư"), Some(Action::Redo));
    }
}
