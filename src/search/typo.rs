//! Two words one typing error apart.

const MIN_TYPO: usize = 3;
/// A wrong letter in a shorter word makes another word.
const MIN_WRONG_LETTER: usize = 4;
/// From this length on a typing error is also looked for in words that go on.
const MIN_TYPO_IN_PREFIX: usize = 5;

/// What two words share when they are one typing error apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// So many bytes from the start.
    pub(super) head: usize,
    /// And these from here on.
    pub(super) tail: usize,
    pub(super) tail_length: usize,
}

/// One letter wrong, missing, too many, or two swapped; the first letter is seldom wrong.
pub(super) fn one_error(typed: &str, there: &[u8]) -> Option<Shared> {
    let typed_letters = typed.as_bytes();
    if typed.len() < MIN_TYPO || typed.len() > there.len() + 1 || !typed.is_ascii() {
        return None;
    }
    let same = typed_letters
        .iter()
        .zip(there)
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |typed_from: usize, there_from: usize| {
        let (typed, there) = (typed_letters.get(typed_from..)?, there.get(there_from..)?);
        let goes_on = typed_letters.len() >= MIN_TYPO_IN_PREFIX;
        let equal = typed == there || goes_on && there.starts_with(typed);
        equal.then_some((there_from, typed.len()))
    };
    let swapped = || {
        let pair = |word: &[u8]| Some((*word.get(same)?, *word.get(same + 1)?));
        let ((one, other), there) = (pair(typed_letters)?, pair(there)?);
        ((other, one) == there).then(|| rest(same + 2, same + 2))?
    };
    if let Some((tail, tail_length)) = swapped() {
        let head = same + 2;
        return Some(Shared {
            head,
            tail,
            tail_length,
        });
    }
    if same == 0 {
        return None;
    }
    let missing = || rest(same, same + 1);
    let wrong = || rest(same + 1, same + 1).filter(|_| typed.len() >= MIN_WRONG_LETTER);
    let too_many = || rest(same + 1, same);
    let (tail, tail_length) = missing().or_else(wrong).or_else(too_many)?;
    Some(Shared {
        head: same,
        tail,
        tail_length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold::fold;

    #[test]
    fn one_typing_error_is_forgiven() {
        for (typed, there, forgiven) in [
            ("dahn", "danh", true),
            ("adnh", "danh", true),
            ("dann", "danh", true),
            ("danhh", "danh", true),
            ("dnh", "danh", true),
            ("dnha", "danh", false),
            ("hia", "hai", true),
            ("hau", "hai", false),
            ("aos", "ao", true),
            ("tanh", "danh", false),
            ("blokchain", "blockchain", true),
            ("blokch", "blockchain", true),
            ("bolck", "blockchain", true),
            ("blck", "blockchain", false),
            ("đanh", "danh", true),
            ("a", "b", false),
        ] {
            let typed = fold(typed).text;
            let found = typed == there || one_error(&typed, there.as_bytes()).is_some();
            assert_eq!(found, forgiven, "{typed} {there}");
        }
    }

    #[test]
    fn the_shared_letters_are_those_of_both_words() {
        for (typed, there, letters) in [
            ("dahn", "danh", "danh"),
            ("dinx", "dinh", "din"),
            ("blokch", "blockchain", "blokch"),
            ("cloudd", "cloud", "cloud"),
        ] {
            let shared = one_error(typed, there.as_bytes());
            let tail = shared.map(|shared| shared.tail..shared.tail + shared.tail_length);
            let found = shared.map(|shared| there[..shared.head].to_owned());
            let found = found.zip(tail).map(|(head, tail)| head + &there[tail]);
            assert_eq!(found.as_deref(), Some(letters), "{typed}");
        }
    }
}
