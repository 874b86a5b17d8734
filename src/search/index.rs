//! All texts folded once, back to back in one arena, so that a word is looked for in all of them in one pass.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::fold;
use super::query::{Word, letter_mask};
use super::searcher::{Hits, Searcher};

/// What kind of text it is: a match in a name counts for more than one in the ministry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// A name, with the slot of its language.
    Name(u8),
    /// Another name people use.
    Alias,
    /// The identifier used in commands.
    Id,
    /// The abbreviation of the ministry.
    Abbreviation,
    /// The name, or another name, of the ministry.
    Ministry,
}

/// One text by which a document can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What kind of text it is.
    pub kind: TextKind,
    /// The text as people read it.
    pub text: String,
}

/// The documents, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    texts: Vec<Text>,
    kinds: Vec<TextKind>,
    entries: Vec<Entry>,
    documents: Vec<Entry>,
    arena: String,
    marks: Vec<u8>,
    initials: String,
    fingerprint: u64,
}

/// Where a text, or a whole document, lies in the arenas.
#[derive(Clone, Debug)]
struct Entry {
    texts: Range<usize>,
    arena: Range<usize>,
    initials: Range<usize>,
    mask: u64,
}

/// One folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) kind: TextKind,
    /// The letters, with a space before each word and one at the end.
    pub(super) folded: &'a str,
    /// The accents of each byte of `folded`.
    pub(super) marks: &'a [u8],
    /// The first letter of each word.
    pub(super) initials: &'a str,
    pub(super) mask: u64,
}

impl Index {
    /// One document per platform, in list order; its texts in order of preference, the name in the chosen language first.
    #[must_use]
    pub fn build(documents: impl IntoIterator<Item = Vec<Text>>) -> Self {
        let mut index = Self::default();
        for texts in documents {
            let first = index.here();
            let mut mask = 0;
            for text in texts {
                mask |= index.add(text);
            }
            let document = index.since(&first, mask);
            index.documents.push(document);
        }
        index.fingerprint = index.compute_fingerprint();
        index
    }

    /// How many documents there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are no documents.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// A text of a document, as it was given.
    #[must_use]
    pub fn text(&self, document: usize, text: usize) -> Option<&Text> {
        let range = self.documents.get(document)?.texts.clone();
        self.texts.get(range)?.get(text)
    }

    /// The best `limit` documents, best first. To search at every key press, keep a [`Searcher`].
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Hits {
        Searcher::new().search(self, query, limit)
    }

    fn add(&mut self, text: Text) -> u64 {
        let start = self.here();
        let folded = fold(&text.text);
        self.arena.push(' ');
        self.arena.push_str(&folded.text);
        self.arena.push(' ');
        self.marks.push(0);
        self.marks.extend_from_slice(&folded.marks);
        self.marks.push(0);
        let words = folded.text.split(' ');
        self.initials
            .extend(words.filter_map(|word| word.chars().next()));
        self.initials.push(' ');
        self.kinds.push(text.kind);
        self.texts.push(text);
        let mask = letter_mask(&folded.text);
        let entry = self.since(&start, mask);
        self.entries.push(entry);
        mask
    }

    fn here(&self) -> (usize, usize, usize) {
        (self.texts.len(), self.arena.len(), self.initials.len())
    }

    fn since(&self, &(texts, arena, initials): &(usize, usize, usize), mask: u64) -> Entry {
        Entry {
            texts: texts..self.texts.len(),
            arena: arena..self.arena.len(),
            initials: initials..self.initials.len(),
            mask,
        }
    }

    fn compute_fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.arena.hash(&mut hasher);
        for document in &self.documents {
            document.arena.end.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Differs between indexes that are searched differently.
    pub(super) const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    pub(super) fn view(&self, document: usize, text: usize) -> Option<View<'_>> {
        self.views(document).nth(text)
    }

    pub(super) fn views(&self, document: usize) -> impl Iterator<Item = View<'_>> {
        let range = self
            .documents
            .get(document)
            .map_or(0..0, |entry| entry.texts.clone());
        let kinds = self.kinds.get(range.clone()).unwrap_or_default();
        let entries = self.entries.get(range).unwrap_or_default();
        kinds.iter().zip(entries).filter_map(|(&kind, entry)| {
            Some(View {
                kind,
                folded: self.arena.get(entry.arena.clone())?,
                marks: self.marks.get(entry.arena.clone())?,
                initials: self.initials.get(entry.initials.clone())?,
                mask: entry.mask,
            })
        })
    }

    /// All texts of a document folded, a space before and after each word.
    #[must_use]
    pub fn folded(&self, document: usize) -> &str {
        let range = self
            .documents
            .get(document)
            .map(|entry| entry.arena.clone());
        range.and_then(|range| self.arena.get(range)).unwrap_or("")
    }

    pub(super) fn mask(&self, document: usize) -> u64 {
        self.documents.get(document).map_or(0, |entry| entry.mask)
    }

    /// Whether the word starts a word, or is initials, in any text.
    pub(super) fn knows(&self, word: &Word) -> bool {
        word.at_word_start.find(self.arena.as_bytes()).is_some()
            || word.letters > 1 && word.anywhere.find(self.initials.as_bytes()).is_some()
    }

    /// Those of `among` (ascending; all, when none are given) that contain the word, or have it as initials.
    pub(super) fn containing(&self, word: &Word, among: Option<&[usize]>) -> Vec<usize> {
        match among {
            // Below an eighth of the documents, looking at each costs less than a pass over the arena.
            Some(few) if few.len() < self.len() / 8 => self.containing_one_by_one(word, few),
            Some(many) => intersection(self.containing_anywhere(word), many),
            None => self.containing_anywhere(word),
        }
    }

    fn containing_one_by_one(&self, word: &Word, among: &[usize]) -> Vec<usize> {
        let contains = |&document: &usize| {
            self.documents.get(document).is_some_and(|entry| {
                let contained = |arena: &str, range: &Range<usize>| {
                    let slice = arena.get(range.clone()).unwrap_or("");
                    word.anywhere.find(slice.as_bytes()).is_some()
                };
                word.mask & !entry.mask == 0
                    && (contained(&self.arena, &entry.arena)
                        || contained(&self.initials, &entry.initials))
            })
        };
        among.iter().copied().filter(contains).collect()
    }

    #[expect(
        clippy::stable_sort_primitive,
        reason = "two ascending runs, which the stable sort merges"
    )]
    fn containing_anywhere(&self, word: &Word) -> Vec<usize> {
        let arena = self.arena.as_bytes();
        let mut found = self.scan(&word.anywhere, arena, |entry| entry.arena.end);
        if word.letters > 1 {
            let initials = self.initials.as_bytes();
            found.extend(self.scan(&word.anywhere, initials, |entry| entry.initials.end));
            found.sort();
            found.dedup();
        }
        found
    }

    fn scan(&self, finder: &Finder<'_>, arena: &[u8], end: fn(&Entry) -> usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut position = 0;
        let mut document = 0;
        while let Some(offset) = arena.get(position..).and_then(|rest| finder.find(rest)) {
            position += offset;
            while self
                .documents
                .get(document)
                .is_some_and(|entry| end(entry) <= position)
            {
                document += 1;
            }
            let Some(entry) = self.documents.get(document) else {
                break;
            };
            found.push(document);
            position = end(entry);
            document += 1;
        }
        found
    }
}

fn intersection(mut one: Vec<usize>, other: &[usize]) -> Vec<usize> {
    let mut rest = other.iter().copied().peekable();
    one.retain(|document| {
        while rest.next_if(|candidate| candidate < document).is_some() {}
        rest.peek() == Some(document)
    });
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Query;

    fn index(documents: &[&[&str]]) -> Index {
        let text = |text: &&str| Text {
            kind: TextKind::Name(0),
            text: (*text).to_owned(),
        };
        Index::build(
            documents
                .iter()
                .map(|texts| texts.iter().map(text).collect()),
        )
    }

    fn word(text: &str) -> Word {
        Query::parse(text).words.remove(0)
    }

    #[test]
    fn a_text_comes_back_as_it_was_given() {
        let index = index(&[&["Một"], &[], &["Hai", "Deux"]]);
        assert_eq!(index.len(), 3);
        assert_eq!(
            index.text(2, 1).map(|text| text.text.as_str()),
            Some("Deux")
        );
        for (document, text) in [(0, 1), (1, 0), (2, 2), (3, 0), (usize::MAX, usize::MAX)] {
            assert_eq!(index.text(document, text), None);
        }
        assert!(Index::default().is_empty());
    }

    #[test]
    fn a_view_is_the_text_between_spaces_with_its_initials() {
        let index = index(&[&["x"], &["Cơ sở", "dữ liệu"]]);
        let folded: Vec<_> = index
            .views(1)
            .map(|view| (view.folded, view.initials))
            .collect();
        assert_eq!(folded, [(" co so ", "cs "), (" du lieu ", "dl ")]);
        assert_eq!(index.folded(1), " co so  du lieu ");
        assert_eq!(index.folded(7), "");
    }

    #[test]
    fn a_word_is_found_in_any_text_and_never_across_two() {
        let index = index(&[&["ab", "cd"], &[], &["xabx"], &["a b"], &["A", "b"]]);
        for (text, documents) in [
            ("ab", vec![0, 2, 3]),
            ("bc", vec![]),
            ("b", vec![0, 2, 3, 4]),
        ] {
            assert_eq!(index.containing(&word(text), None), documents, "{text}");
        }
    }

    #[test]
    fn looking_at_few_finds_the_same_as_a_pass_over_all() {
        let names: Vec<String> = (0..200).map(|number| format!("ten {number} so")).collect();
        let texts: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let documents: Vec<&[&str]> = texts.iter().map(<[&str; 1]>::as_slice).collect();
        let index = index(&documents);
        let few = [3, 7, 19, 70, 71];
        let many: Vec<usize> = (0..150).collect();
        for text in ["7", "so", "t7", "t1s"] {
            let all = index.containing(&word(text), None);
            for among in [few.as_slice(), &many] {
                let expected: Vec<usize> = all
                    .iter()
                    .copied()
                    .filter(|found| among.contains(found))
                    .collect();
                assert_eq!(
                    index.containing(&word(text), Some(among)),
                    expected,
                    "{text}"
                );
            }
        }
    }
}
