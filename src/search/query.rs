//! What was typed, taken apart: words to find, words to exclude.

use memchr::memmem::Finder;

use super::fold::fold;

/// Longer queries are cut here, so that no paste makes a search slow.
const MAX_CHARACTERS: usize = 400;
const MAX_WORDS: usize = 32;

/// The Vietnamese for the digits, folded: `1 cửa` is how people write *một cửa*.
const DIGITS: [&str; 10] = [
    "khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin",
];

/// A query, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Query {
    /// All of them must be found.
    pub(super) words: Vec<Word>,
    /// The words as one text, to compare with a whole name.
    pub(super) phrase: String,
    /// None of these may be contained.
    pub(super) excluded: Vec<Finder<'static>>,
}

/// One folded word of a query.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) marks: Vec<u8>,
    /// Whether it was typed with an accent.
    pub(super) accented: bool,
    pub(super) letters: usize,
    pub(super) mask: u64,
    /// Finds the word anywhere.
    pub(super) anywhere: Finder<'static>,
    /// Finds the word where a word of the text starts; the match begins one byte before, at the space.
    pub(super) at_word_start: Finder<'static>,
}

impl Query {
    pub(super) fn parse(input: &str) -> Self {
        let input: String = input.chars().take(MAX_CHARACTERS).collect();
        let mut query = Self::default();
        for token in input.split_whitespace() {
            match token.strip_prefix('!') {
                Some(excluded) => query.exclude(excluded),
                None => query.require(token),
            }
        }
        query.phrase = query.joined();
        query
    }

    fn exclude(&mut self, token: &str) {
        let folded = fold(token).text;
        if !folded.is_empty() {
            self.excluded.push(Finder::new(&folded).into_owned());
        }
    }

    fn require(&mut self, token: &str) {
        let folded = fold(token);
        let mut start = 0;
        for part in folded.text.split(' ') {
            let end = start + part.len();
            if !part.is_empty() && self.words.len() < MAX_WORDS {
                self.words.push(Word::new(part, &folded.marks[start..end]));
            }
            start = end + 1;
        }
    }

    fn joined(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }

    /// The same query with its one-digit numbers written as Vietnamese words, if there are any.
    pub(super) fn spelled_out(&self) -> Option<Self> {
        let mut query = self.clone();
        for word in &mut query.words {
            if let Some(spelled) = spell(&word.text) {
                *word = Word::new(spelled, &vec![0; spelled.len()]);
            }
        }
        query.phrase = query.joined();
        (query.phrase != self.phrase).then_some(query)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.excluded.is_empty()
    }

    pub(super) fn letters(&self) -> usize {
        self.words.iter().map(|word| word.letters).sum()
    }

    pub(super) fn excludes(&self, document: &str) -> bool {
        self.excluded
            .iter()
            .any(|finder| finder.find(document.as_bytes()).is_some())
    }
}

impl Word {
    fn new(text: &str, marks: &[u8]) -> Self {
        Self {
            text: text.to_owned(),
            marks: marks.to_vec(),
            accented: marks.iter().any(|&marks| marks != 0),
            letters: text.chars().count(),
            mask: letter_mask(text),
            anywhere: Finder::new(text).into_owned(),
            at_word_start: Finder::new(&format!(" {text}")).into_owned(),
        }
    }
}

fn spell(word: &str) -> Option<&'static str> {
    let digit: usize = word.parse().ok()?;
    (word.len() == 1).then(|| DIGITS.get(digit).copied())?
}

/// Which letters a folded text has, one bit each; those beyond a–z and 0–9 share the bits that are left.
pub(super) fn letter_mask(folded: &str) -> u64 {
    folded.bytes().fold(0, |mask, byte| {
        mask | match byte {
            b' ' => 0,
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (26 + byte - b'0'),
            _ => 1 << (36 + byte % 28),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(input: &str) -> Vec<String> {
        let query = Query::parse(input);
        query.words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_query_is_split_where_a_text_would_be() {
        assert_eq!(words("  Dữ liệu\tQUỐC-gia "), ["du", "lieu", "quoc", "gia"]);
        assert_eq!(words("d'État"), ["d", "etat"]);
        assert!(words(" -- \u{301} ").is_empty());
    }

    #[test]
    fn each_word_keeps_its_own_marks() {
        let query = Query::parse("dữ-liệu");
        assert_eq!(query.words[0].marks, fold("dữ").marks);
        assert_eq!(query.words[1].marks, fold("liệu").marks);
    }

    #[test]
    fn a_bang_excludes_and_alone_does_nothing() {
        let query = Query::parse("du !quốc ! lieu");
        assert_eq!(query.phrase, "du lieu");
        assert_eq!(query.excluded.len(), 1);
        assert!(query.excludes(" cong quoc gia "));
        assert!(Query::parse("!").is_empty());
        assert!(!Query::parse("!a").is_empty());
    }

    #[test]
    fn digits_can_be_spelled_out() {
        let spelled = Query::parse("1 cửa").spelled_out();
        assert_eq!(spelled.map(|query| query.phrase), Some("mot cua".into()));
        for unchanged in ["mot cua", "12", "٣"] {
            assert!(
                Query::parse(unchanged).spelled_out().is_none(),
                "{unchanged}"
            );
        }
    }

    #[test]
    fn a_pasted_megabyte_is_cut() {
        let query = Query::parse(&"a b ".repeat(300_000));
        assert_eq!(query.words.len(), MAX_WORDS);
        let query = Query::parse(&"đ".repeat(1_000_000));
        assert_eq!(query.letters(), MAX_CHARACTERS);
    }

    #[test]
    fn a_mask_has_the_letters_and_not_the_spaces() {
        assert_eq!(letter_mask("ab ba"), 0b11);
        assert_eq!(letter_mask(" "), 0);
        assert_ne!(letter_mask("東"), 0);
    }
}
