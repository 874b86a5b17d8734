//! What a readable state was made from can be told later, whatever has come or was lost since.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use tiendo::domain::Stamp;
use tiendo::store::basis::Basis;
use tiendo::store::fold::Fold;
use tiendo::store::line::{Body, Line, LineId};

/// Lines of two writers, in the order of their stamps, each after the last of its writer or after any earlier one.
fn lines(written: &[(bool, Option<Index>)]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (n, (is_first, after)) in written.iter().enumerate() {
        let stamp = Stamp::parse("2026-06-01T00:00:00.000Z", u32::try_from(n).unwrap()).unwrap();
        let writer = if *is_first { "a-0" } else { "b-0" };
        let own = lines.iter().filter(|line| line.body.writer == writer);
        let own: Vec<LineId> = own.map(|line| line.id).collect();
        let mut body = Body::new(stamp, writer.into(), "Lan".into(), "note");
        body.prev = match after {
            Some(index) if !own.is_empty() => Some(*index.get(&own)),
            _ => own.last().copied(),
        };
        lines.push(Line::seal(body).unwrap().0);
    }
    lines
}

fn fold<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Fold {
    let mut fold = Fold::default();
    for line in lines {
        fold.insert(line.clone());
    }
    fold
}

fn names(fold: &Fold) -> BTreeSet<LineId> {
    fold.lines().map(|line| line.id).collect()
}

/// Those of the lines that are marked.
fn some<'a>(lines: &'a [Line], marked: &[bool]) -> Vec<&'a Line> {
    let lines = lines.iter().zip(marked);
    lines
        .filter(|(_, is_it)| **is_it)
        .map(|(line, _)| line)
        .collect()
}

const MOST: usize = 12;

fn marks() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(prop::bool::weighted(0.7), MOST)
}

proptest! {
    #![proptest_config(super::cases(1000))]

    #[test]
    fn whatever_comes_later_is_told_from_what_it_was_made_from(
        written in prop::collection::vec((any::<bool>(), prop::option::weighted(0.3, any::<Index>())), 1..MOST),
        marked in marks(),
    ) {
        let lines = lines(&written);
        let then = fold(some(&lines, &marked));
        let known = Basis::of(&then).known(&fold(&lines));
        prop_assert_eq!(names(&known), names(&then));
    }

    #[test]
    fn of_a_chain_that_has_lost_a_line_since_the_rest_is_known(
        written in prop::collection::vec(any::<bool>(), 1..MOST), marked in marks(), lost in any::<Index>(),
    ) {
        let written: Vec<_> = written.into_iter().map(|is_first| (is_first, None)).collect();
        let lines = lines(&written);
        let then = fold(some(&lines, &marked));
        let Some(lost) = (!names(&then).is_empty()).then(|| *lost.get(&names(&then).into_iter().collect::<Vec<_>>())) else {
            return Ok(());
        };
        let now = fold(lines.iter().filter(|line| line.id != lost));
        let mut expected = names(&then);
        expected.remove(&lost);
        prop_assert_eq!(names(&Basis::of(&then).known(&now)), expected);
    }
}
