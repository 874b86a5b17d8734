//! Fitting text into columns.

use ratatui::text::{Line, Span};

pub(super) use crate::app::text::{take, width, wrap};
use crate::domain::{Lang, clean};

/// The text in at most `columns`, its end cut with `…` when it is longer.
#[must_use]
pub(super) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let mut cut = take(text, room);
    cut.truncate(cut.trim_end_matches([' ', ',', '(']).len());
    cut.push('…');
    cut
}

/// The text in exactly `columns`: cut, or filled with spaces.
#[must_use]
pub(super) fn pad(text: &str, columns: usize) -> String {
    let fitted = fit(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    fitted + &" ".repeat(missing)
}

/// The text at the right end of exactly `columns`.
#[must_use]
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    let fitted = fit(text, columns);
    " ".repeat(columns.saturating_sub(width(&fitted))) + &fitted
}

/// How names begin that say nothing of what is named; the longest first.
const HEADS: [&[&str]; 3] = [
    &[
        "Nền tảng số của ",
        "Nền tảng số ",
        "Nền tảng của ",
        "Nền tảng quốc gia về ",
        "Nền tảng quốc gia ",
        "Nền tảng ",
        "Hệ thống ",
        "Bộ ",
    ],
    &[
        "Plateforme nationale de ",
        "Plateforme nationale d'",
        "Plateforme numérique nationale de ",
        "Plateforme numérique des ",
        "Plateforme numérique ",
        "Plateforme de ",
        "Plateforme d'",
        "Plateforme du ",
        "Système national de ",
        "Système national d'",
        "Système de ",
        "Système d'",
        "Ministère de la ",
        "Ministère de l'",
        "Ministère des ",
        "Ministère du ",
    ],
    &["Ministry of "],
];

/// A name in at most `columns`. When it is longer, what says least goes first: the head that all names share, then the
/// end.
#[must_use]
pub(super) fn short_name(name: &str, lang: Lang, columns: usize) -> String {
    let name = clean(name);
    if width(&name) <= columns {
        return name.into_owned();
    }
    let tail = lang
        .pick(HEADS)
        .iter()
        .find_map(|head| name.strip_prefix(head));
    fit(&tail.map_or_else(|| name.to_string(), capitalized), columns)
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How many columns some spans take.
#[must_use]
pub(super) fn spans_width(spans: &[Span<'_>]) -> usize {
    spans.iter().map(Span::width).sum()
}

/// Spans at both ends of a line of `columns`; the left ones give way.
#[must_use]
pub(super) fn both_ends<'a>(left: Vec<Span<'a>>, right: Vec<Span<'a>>, columns: usize) -> Line<'a> {
    let right_width = spans_width(&right);
    if right_width > columns {
        return Line::from(left);
    }
    let mut spans = cut_spans(left, columns - right_width);
    let gap = columns - right_width - spans_width(&spans);
    spans.push(Span::raw(" ".repeat(gap)));
    spans.extend(right);
    Line::from(spans)
}

/// Spans in at most `columns`, their end cut with `…` when they are longer.
#[must_use]
pub(super) fn cut_spans(spans: Vec<Span<'_>>, columns: usize) -> Vec<Span<'_>> {
    if spans_width(&spans) <= columns {
        return spans;
    }
    let Some(mut room) = columns.checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = Vec::new();
    for span in spans {
        let style = span.style;
        if span.width() <= room {
            room -= span.width();
            kept.push(span);
            continue;
        }
        kept.push(Span::styled(take(&span.content, room) + "…", style));
        break;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_name_loses_its_head_before_its_end() {
        let name = "Nền tảng định danh và xác thực điện tử";
        assert_eq!(short_name(name, Lang::Vi, 40), name);
        assert_eq!(
            short_name(name, Lang::Vi, 30),
            "Định danh và xác thực điện tử"
        );
        assert_eq!(short_name(name, Lang::Vi, 12), "Định danh v…");
    }

    #[test]
    fn text_breaks_between_words_and_inside_of_those_that_are_too_long() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 5), [""]);
        let without_width = "\u{1cf30}";
        assert_eq!(
            wrap(&format!("{without_width} 🌀"), 2),
            [without_width, "🌀"]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_asked(text in "\\PC{0,40}", columns in 0_usize..30) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
            prop_assert!(wrap(&text, columns).iter().all(|line| width(line) <= columns.max(2)));
        }
    }
}
