//! What holds for every list and every query.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

fn documents() -> impl Strategy<Value = Vec<Vec<Text>>> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "dữ", "liệu", "định", "danh", "Quốc", "gia", "nền", "tảng", "đám", "mây", "données", "cloud", "7",
        ]).prop_map(str::to_owned),
        1 => "[a-eđêơ]{1,6}",
        1 => any::<String>(),
    ];
    let name = prop::collection::vec(word, 0..7).prop_map(|words| words.join(" "));
    let kind = prop::sample::select(vec![
        TextKind::Name(0),
        TextKind::Alias,
        TextKind::Id,
        TextKind::Abbreviation,
        TextKind::Ministry,
    ]);
    let text = (kind, name).prop_map(|(kind, text)| Text { kind, text });
    prop::collection::vec(prop::collection::vec(text, 0..4), 0..24)
}

fn queries() -> impl Strategy<Value = String> {
    prop_oneof![
        "(!?[dlqnagt]{1,3} ?){0,4}",
        "(du|lieu|dinh|dahn|quoc|gai|nen tnag|dl|qg|đám|mây|1|!cloud| ){0,5}",
        any::<String>(),
    ]
}

/// Longer and longer starts of a query, as it is typed.
fn typed(query: &str) -> impl Iterator<Item = &str> {
    let ends = query
        .char_indices()
        .map(|(start, letter)| start + letter.len_utf8());
    ends.map(|end| &query[..end])
}

proptest! {
    #[test]
    fn positions_are_characters_of_the_text_that_the_query_has(
        documents in documents(), query in queries(),
    ) {
        let index = Index::build(documents);
        let hits = index.search(&query, usize::MAX);
        prop_assert_eq!(hits.total, hits.hits.len());
        let letters = fold(&query).text;
        let has_digit = letters.contains(|letter: char| letter.is_ascii_digit());
        for hit in hits.hits {
            prop_assert!(hit.document < index.len());
            prop_assert!(hit.positions.is_sorted_by(|one, other| one < other));
            let text = index.text(hit.document, hit.text).map_or("", |text| &text.text);
            let characters: Vec<char> = text.chars().collect();
            for position in hit.positions {
                prop_assert!(position < characters.len());
                let folded = fold(&characters[position].to_string()).text;
                prop_assert!(!folded.is_empty());
                prop_assert!(has_digit || folded.chars().any(|letter| letters.contains(letter)));
            }
        }
    }

    #[test]
    fn hits_are_best_first_and_each_document_is_there_once(
        documents in documents(), query in queries(), limit in 0_usize..6,
    ) {
        let index = Index::build(documents);
        let all = index.search(&query, usize::MAX).hits;
        prop_assert!(all.is_sorted_by_key(|hit| (hit.tier, -hit.score, hit.document)));
        let mut found: Vec<usize> = all.iter().map(|hit| hit.document).collect();
        found.sort_unstable();
        prop_assert!(found.is_sorted_by(|one, other| one < other));
        let few = index.search(&query, limit);
        prop_assert_eq!(few.total, all.len());
        prop_assert_eq!(&few.hits[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn a_word_of_a_name_finds_the_document(documents in documents(), pick in any::<prop::sample::Index>()) {
        let index = Index::build(documents.clone());
        let words: Vec<(usize, String)> = documents
            .iter()
            .enumerate()
            .flat_map(|(document, texts)| texts.iter().map(move |text| (document, &text.text)))
            .flat_map(|(document, text)| {
                let words = text.split(|letter: char| !letter.is_alphanumeric());
                words.map(move |word| (document, word.to_owned()))
            })
            .filter(|(_, word)| !fold(word).text.is_empty())
            .collect();
        prop_assume!(!words.is_empty());
        let (document, word) = &words[pick.index(words.len())];
        for word in [word.clone(), fold(word).text, word.nfd().collect()] {
            let hits = index.search(&word, usize::MAX).hits;
            let hit = hits.iter().find(|hit| hit.document == *document);
            prop_assert!(hit.is_some_and(|hit| hit.tier < Tier::Fuzzy), "{word:?}");
        }
    }

    #[test]
    fn a_growing_query_finds_the_same_as_a_search_afresh(
        documents in documents(), first in queries(), second in queries(),
    ) {
        let index = Index::build(documents);
        let mut searcher = Searcher::new();
        for query in typed(&first).chain(typed(&second)) {
            prop_assert_eq!(searcher.search(&index, query, 9), index.search(query, 9), "{}", query);
        }
    }

    #[test]
    fn a_searcher_notices_that_the_index_is_another(
        before in documents(), after in documents(), query in queries(),
    ) {
        let (before, after) = (Index::build(before), Index::build(after));
        let mut searcher = Searcher::new();
        searcher.search(&before, &query, 9);
        prop_assert_eq!(searcher.search(&after, &query, 9), after.search(&query, 9));
    }
}

#[test]
fn huge_texts_and_queries_are_searched_at_once() {
    let huge = [
        "a".repeat(1 << 20),
        "a b ".repeat(1 << 18),
        "ữ\u{1b}".repeat(1 << 18),
        String::new(),
    ];
    let text = |text: &String| Text {
        kind: TextKind::Name(0),
        text: text.clone(),
    };
    let index = Index::build(huge.iter().map(|name| vec![text(name)]));
    let mut queries: Vec<String> = huge.to_vec();
    queries.extend(["aab", "b a", "ba", "abab", "u", "1", "a !b", "\u{0}"].map(str::to_owned));
    for query in queries {
        let hits = index.search(&query, 2);
        assert!(hits.hits.len() <= 2);
    }
}
