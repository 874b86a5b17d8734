//! Text from data made harmless for a terminal: what could move the cursor, change colours or reverse the reading order
//! is shown, not obeyed.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character must not reach a terminal: control characters, bidirectional controls, invisible separators.
const fn is_hostile(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text with every hostile character replaced: controls by `�`, invisible ones by their number (`‹U+202E›`), line
/// breaks and tabs by a space.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            _ if character.is_control() => shown.push('\u{fffd}'),
            _ if is_hostile(character) => {
                let _ = write!(shown, "‹U+{:04X}›", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_shown_and_not_obeyed() {
        for (text, expected) in [
            ("Định danh", "Định danh"),
            ("a\x1b[2Jb", "a\u{fffd}[2Jb"),
            ("a\u{9b}31mb", "a\u{fffd}31mb"),
            ("x\u{202e}y", "x‹U+202E›y"),
            ("one\r\ntwo\tthree", "one  two three"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }
}
