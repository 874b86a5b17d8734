//! One line that is typed into a value, with what is wrong with it.

use tui_input::{Input, InputRequest};

/// A text being typed.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What is typed.
    pub input: Input,
    /// The next letter replaces what stands there.
    pub is_fresh: bool,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Entry {
    /// An entry that offers a text.
    #[must_use]
    pub fn new(offered: String) -> Self {
        Self {
            is_fresh: !offered.is_empty(),
            input: Input::new(offered),
            error: None,
        }
    }

    /// An entry in which a text was typed already.
    pub(super) fn typed(text: String) -> Self {
        Self {
            input: Input::new(text),
            ..Self::default()
        }
    }

    /// Comes back to it: the next letter replaces what stands there.
    pub(super) fn offer(&mut self) {
        self.is_fresh = !self.input.value().is_empty();
    }

    /// What is typed, without blanks at its ends.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value().trim()
    }

    pub(super) fn edit(&mut self, request: InputRequest) {
        let replaces = matches!(
            request,
            InputRequest::InsertChar(_)
                | InputRequest::DeletePrevChar
                | InputRequest::DeleteNextChar
        );
        if self.is_fresh && replaces {
            self.input.reset();
        }
        self.is_fresh = false;
        self.input.handle(request);
    }
}
