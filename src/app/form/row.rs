//! One field of a form: what is typed into it, beside what stood there.

use tui_input::InputRequest;

use crate::app::entry::Entry;
use crate::domain::Lang;
use crate::domain::field::{Field, FieldType};

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is asked for.
    pub field: &'static Field,
    /// What is typed, with what is wrong with it.
    pub entry: Entry,
    /// What stood there at the start.
    pub offered: String,
    /// The things have different values; nothing typed leaves them.
    pub is_mixed: bool,
    /// What somebody else has put there while something else was being typed.
    pub meanwhile: Option<String>,
    /// Something was typed, be it what stood there.
    is_typed: bool,
    /// Which of the values of before stands there, the latest is 0.
    recalled: Option<usize>,
}

impl Row {
    pub(super) fn new(field: &'static Field, offered: Option<String>) -> Self {
        let is_mixed = offered.is_none();
        let offered = offered.unwrap_or_default();
        Self {
            field,
            entry: Entry::new(offered.clone()),
            offered,
            is_mixed,
            meanwhile: None,
            is_typed: false,
            recalled: None,
        }
    }

    /// What is typed, without blanks at its ends.
    #[must_use]
    pub fn text(&self) -> &str {
        self.entry.text()
    }

    /// Whether something else was typed than what stood there.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text() != self.offered.trim()
    }

    /// Whether it is part of what is saved: also what was typed once more, such as the document of a baseline that is
    /// replaced by the same document.
    pub(super) fn is_given(&self) -> bool {
        self.is_changed() || self.is_typed && !self.is_mixed
    }

    /// Puts a text in the place of what stands there.
    pub(super) fn put(&mut self, text: String) {
        self.entry = Entry::typed(text);
        self.is_typed = true;
    }

    /// The value that stands is another one now. What was typed stays; a field that nobody touched follows.
    pub(super) fn follow(&mut self, offered: Option<String>) {
        let is_mixed = offered.is_none();
        let offered = offered.unwrap_or_default();
        if (is_mixed, &offered) == (self.is_mixed, &self.offered) {
            return;
        }
        if self.is_changed() {
            self.meanwhile = Some(offered.clone());
        } else {
            self.entry = Entry::new(offered.clone());
        }
        (self.offered, self.is_mixed) = (offered, is_mixed);
    }

    /// Edits it; one with choices is turned, not typed into.
    pub(super) fn edit(&mut self, request: InputRequest, lang: Lang) {
        self.recalled = None;
        if let FieldType::Choice(codes) = self.field.kind {
            self.choose(codes, request, lang);
        } else {
            self.entry.edit(request);
            self.is_typed = true;
        }
    }

    /// Puts one of the values of before, older or newer, the latest first.
    pub(super) fn recall(&mut self, values: &[String], older: bool) {
        let next = match (self.recalled, older) {
            (None, true) => Some(0),
            (None | Some(0), false) => None,
            (Some(place), true) => Some((place + 1).min(values.len().saturating_sub(1))),
            (Some(place), false) => Some(place - 1),
        };
        let text = match next {
            Some(place) => values.get(place).cloned(),
            None => Some(self.offered.clone()),
        };
        if let Some(text) = text {
            self.put(text);
            self.recalled = next;
        }
    }

    /// Turns a field with choices: Space and → to the next, ← to the one before, a letter to the first that begins so.
    fn choose(&mut self, codes: &[&str], request: InputRequest, lang: Lang) {
        let place = codes.iter().position(|code| *code == self.text());
        let last = codes.len() - 1;
        let chosen = match request {
            InputRequest::InsertChar(' ') | InputRequest::GoToNextChar => {
                place.map_or(0, |place| (place + 1) % codes.len())
            }
            InputRequest::GoToPrevChar => place.map_or(last, |place| (place + last) % codes.len()),
            InputRequest::InsertChar(letter) => {
                let begins = |code: &&str| {
                    let label = crate::search::fold(lang.choice(code)).text;
                    let letter = crate::search::fold(letter.encode_utf8(&mut [0; 4])).text;
                    label.starts_with(&letter)
                };
                match codes.iter().position(begins) {
                    Some(place) => place,
                    None => return,
                }
            }
            _ => return,
        };
        self.put(codes[chosen].to_owned());
    }
}

/// The name of a field with what is typed into it.
pub(super) fn typed(row: &Row) -> (String, String) {
    (row.field.name.to_owned(), row.text().to_owned())
}
