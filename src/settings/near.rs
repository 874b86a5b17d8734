//! What was probably meant by a name that is not known.

/// The known name that is nearest to what stands there, if one is near.
#[must_use]
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (typed.chars().count().div_ceil(3)).clamp(1, 3);
    known
        .into_iter()
        .map(|name| (distance(typed, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, taken out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().take(100).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], place + 1);
        for (column, there) in other.iter().enumerate() {
            let change = diagonal + usize::from(letter != *there);
            diagonal = row[column + 1];
            row[column + 1] = change.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_meant_when_it_is_near() {
        let known = ["theme", "lang", "due_soon_days"];
        for (typed, meant) in [
            ("thema", Some("theme")),
            ("language", None),
            ("due_son_day", Some("due_soon_days")),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}
