//! What everything is drawn with: the model, the styles, the glyphs.

use crate::app::Model;
use crate::domain::{Lang, Rag, Status};
use crate::theme::{Depth, Theme};

/// What every drawing function gets.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// What is shown.
    pub model: &'a Model,
    /// The styles.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
}

impl<'a> Look<'a> {
    /// The look of a model on a terminal of this depth.
    #[must_use]
    pub fn new(model: &'a Model, depth: Depth) -> Self {
        Self {
            model,
            theme: Theme::new(model.theme, depth),
            lang: model.lang,
        }
    }
}

/// The glyph of a status. Colour never speaks alone.
#[must_use]
pub const fn status_glyph(status: Status) -> &'static str {
    match status {
        Status::DoneOnTime | Status::DoneLate => "✔",
        Status::Overdue => "!",
        Status::AtRisk => "~",
        Status::DueSoon => "◷",
        Status::OnTrack => "◐",
        Status::NotDue => "○",
        Status::NoDate => "·",
        Status::OnHold => "‖",
        Status::Cancelled => "✕",
    }
}

/// The sign of what values stand against each other in.
pub const CONTESTED: &str = "≠";

/// The glyph of a platform's colour.
#[must_use]
pub const fn rag_glyph(rag: Rag) -> &'static str {
    match rag {
        Rag::Red => "!",
        Rag::Amber => "~",
        Rag::Green => "●",
        Rag::Grey => "·",
        Rag::Complete => "✔",
    }
}
