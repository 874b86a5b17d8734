//! Accents, case and punctuation away, with the way back to the original characters.
//!
//! Folding looks at one character at a time, so the folding of a part is a part of the folding of the whole, and composed
//! and decomposed input come out the same. Compatibility forms become plain letters too: documents copied from a PDF
//! are full of ligatures such as `ﬁ`.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What distinguishes `đ` from `d`, and the marks that Vietnamese does not use: two tones no letter carries together.
const RARE_MARK: u8 = 0b11;

/// A text reduced to lower-case letters and digits, its words separated by single spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The plain letters.
    pub text: String,
    /// For each byte of `text`, the accents that its letter had, one bit each; 0 for none.
    pub marks: Vec<u8>,
    /// For each byte of `text`, the index of the original *character* it came from.
    pub origins: Vec<usize>,
}

/// Folds a text: `Định danh, (VNeID)` becomes `dinh danh vneid`.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder::default();
    folder.folded.text.reserve(text.len());
    for (origin, character) in text.chars().enumerate() {
        decompose_compatible(character, |part| folder.push(part, origin));
    }
    folder.folded
}

#[derive(Default)]
struct Folder {
    folded: Folded,
    between_words: bool,
}

impl Folder {
    fn push(&mut self, part: char, origin: usize) {
        if is_invisible(part) {
            return;
        }
        if is_combining_mark(part) {
            self.mark(mark_bit(part));
        } else if is_separator(part) {
            self.between_words = true;
        } else {
            self.push_letter(part, origin);
        }
    }

    fn push_letter(&mut self, letter: char, origin: usize) {
        match letter {
            'đ' | 'Đ' => {
                self.emit('d', origin);
                self.mark(RARE_MARK);
            }
            'œ' | 'Œ' => "oe".chars().for_each(|plain| self.emit(plain, origin)),
            'æ' | 'Æ' => "ae".chars().for_each(|plain| self.emit(plain, origin)),
            'ß' | 'ẞ' => "ss".chars().for_each(|plain| self.emit(plain, origin)),
            _ => letter
                .to_lowercase()
                .filter(|&lower| !is_combining_mark(lower))
                .for_each(|lower| self.emit(lower, origin)),
        }
    }

    fn emit(&mut self, letter: char, origin: usize) {
        if self.between_words && !self.folded.text.is_empty() {
            self.append(' ', origin);
        }
        self.between_words = false;
        self.append(letter, origin);
    }

    fn append(&mut self, letter: char, origin: usize) {
        self.folded.text.push(letter);
        let bytes = self.folded.text.len();
        self.folded.marks.resize(bytes, 0);
        self.folded.origins.resize(bytes, origin);
    }

    fn mark(&mut self, bit: u8) {
        if self.between_words {
            return;
        }
        let width = self
            .folded
            .text
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        for marks in self.folded.marks.iter_mut().rev().take(width) {
            *marks |= bit;
        }
    }
}

const fn mark_bit(mark: char) -> u8 {
    match mark {
        '\u{300}' => 1,
        '\u{301}' => 1 << 1,
        '\u{302}' => 1 << 2,
        '\u{303}' => 1 << 3,
        '\u{306}' => 1 << 4,
        '\u{309}' => 1 << 5,
        '\u{31b}' => 1 << 6,
        '\u{323}' => 1 << 7,
        _ => RARE_MARK,
    }
}

const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

fn is_separator(character: char) -> bool {
    // Other symbols, such as emoji, stay: they are the only handle on a name made of them.
    !character.is_alphanumeric()
        && (character.is_whitespace()
            || character.is_control()
            || matches!(character, '\0'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn accents_case_and_punctuation_go_and_words_stay() {
        for (text, plain) in [
            ("Nền tảng định danh", "nen tang dinh danh"),
            ("ĐỊNH DANH", "dinh danh"),
            ("d'Œuvre  à  l’ÉTAT", "d oeuvre a l etat"),
            ("e-identification", "e identification"),
            (
                " quản lý cán bộ, công chức (mới) ",
                "quan ly can bo cong chuc moi",
            ),
            ("İstanbul ﬁn Straße ＡＢ", "istanbul fin strasse ab"),
            ("\u{1b}[31mđỏ\u{0}", "31mdo"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("東京 🌏", "東京 🌏"),
            ("\u{301}…— ", ""),
            ("", ""),
        ] {
            assert_eq!(fold(text).text, plain, "{text:?}");
        }
    }

    #[test]
    fn composed_and_decomposed_input_fold_to_the_same_letters_and_marks() {
        for text in ["Cơ sở dữ liệu", "ĐẶNG Ẫ", "données", "한국어", "Å"] {
            let composed = fold(&text.nfc().collect::<String>());
            let decomposed = fold(&text.nfd().collect::<String>());
            assert_eq!(composed.text, decomposed.text);
            assert_eq!(composed.marks, decomposed.marks);
        }
    }

    #[test]
    fn every_byte_knows_the_character_it_came_from() {
        let folded = fold("« Đĩa œ");
        assert_eq!(folded.text, "dia oe");
        assert_eq!(folded.origins, [2, 3, 4, 6, 6, 6]);
        let decomposed: String = "Tiến".nfd().collect();
        assert_eq!(fold(&decomposed).origins, [0, 1, 2, 5]);
    }

    #[test]
    fn letters_that_differ_by_an_accent_have_different_marks() {
        let marks = |text: &str| fold(text).marks;
        let letters = ["a", "à", "á", "ả", "ã", "ạ", "ă", "ằ", "â", "ấ", "ẩ", "ä"];
        for (index, one) in letters.iter().enumerate() {
            for other in &letters[index + 1..] {
                assert_ne!(marks(one), marks(other), "{one} {other}");
            }
        }
        assert_ne!(marks("đ"), marks("d"));
        assert_eq!(marks("Ế"), marks("ế"));
    }
}
